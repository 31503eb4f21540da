"""Models of a few thousand weights that a test makes for itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kzsearch.embedder.model import import_torch
from kzsearch.embedder.quiet import quiet

if TYPE_CHECKING:
    from pathlib import Path

WORDS = [
    "the",
    "government",
    "victim",
    "shelter",
    "police",
    "court",
    "labor",
    "trafficking",
    "report",
    "identified",
    "fund",
    "train",
]


def save_tiny_cross_encoder(folder: Path, *, labels: int = 1) -> None:
    """Save a cross-encoder of two layers, weights drawn from a fixed seed."""
    torch, sentence_transformers = import_torch()
    with quiet():
        from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]
    bert = folder.parent / f"{folder.name}-bert"
    bert.mkdir(parents=True)
    (bert / "vocab.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    torch.manual_seed(20232)
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=128,
        initializer_range=0.5,
    )
    config.num_labels = labels
    with quiet():
        BertForSequenceClassification(config).save_pretrained(bert)
        BertTokenizer(vocab_file=str(bert / "vocab.txt"), model_max_length=128).save_pretrained(bert)
        sentence_transformers.CrossEncoder(str(bert), device="cpu").save_pretrained(str(folder))


def save_tiny_bert(folder: Path, prompts: dict[str, str], *, include_prompt: bool = True) -> None:
    """Save a BERT of two layers with CLS pooling and a Dense module, weights drawn from a fixed seed."""
    torch, sentence_transformers = import_torch()
    with quiet():  # the libraries deprecate much, and none of it is tested here
        from sentence_transformers.models import Dense, Pooling, Transformer
        from transformers import BertConfig, BertModel, BertTokenizer

    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"abcdefghijklmnopqrstuvwxyz:.,"]
    pieces += [f"##{piece}" for piece in "abcdefghijklmnopqrstuvwxyz"] + WORDS
    bert = folder.parent / f"{folder.name}-bert"
    bert.mkdir(parents=True)
    (bert / "vocab.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    torch.manual_seed(20231)
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=64,
        initializer_range=0.5,
    )
    with quiet():
        BertModel(config).save_pretrained(bert)
        BertTokenizer(vocab_file=str(bert / "vocab.txt")).save_pretrained(bert)
        modules: list[Any] = [
            Transformer(str(bert), max_seq_length=24),
            Pooling(32, pooling_mode="cls", include_prompt=include_prompt),
            Dense(32, 16),
        ]
        model = sentence_transformers.SentenceTransformer(modules=modules, device="cpu", prompts=prompts)
        model.save(str(folder), create_model_card=False)


def save_static(folder: Path) -> None:
    """Save a model without a transformer."""
    _, sentence_transformers = import_torch()
    with quiet():
        from sentence_transformers.models import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace

    tokenizer = Tokenizer(WordLevel({"[UNK]": 0, **{word: i + 1 for i, word in enumerate(WORDS)}}, "[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    with quiet():
        model = sentence_transformers.SentenceTransformer(
            modules=[StaticEmbedding(tokenizer, embedding_dim=8)], device="cpu"
        )
        model.save(str(folder), create_model_card=False)


def save_folder(folder: Path, **files: str) -> None:
    """Write the fewest files that count as a model: those that the fingerprint covers."""
    folder.mkdir(parents=True)
    (folder / "modules.json").write_text(json.dumps([{"path": ""}, {"path": "1_Pooling"}]), encoding="utf-8")
    (folder / "config.json").write_text("{}", encoding="utf-8")
    (folder / "model.safetensors").write_bytes(b"weights")
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text('{"pooling_mode": "mean"}', encoding="utf-8")
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
