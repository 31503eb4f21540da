"""The options of commands that show ranked passages."""

from __future__ import annotations

from typing import Annotated

import typer

TopKOption = Annotated[
    int | None,
    typer.Option(
        "-k",
        "--top-k",
        "-n",
        "--limit",
        help="Largest number of hits. Without it 10 are looked for, and text shows the best 5.",
        metavar="N",
    ),
]
ModeOption = Annotated[str, typer.Option("--mode", help="hybrid, dense, lexical or exact.", metavar="M")]
PerReportOption = Annotated[
    int | None, typer.Option("--per-report", help="Largest number of hits of one report.", metavar="N")
]
AllYearsOption = Annotated[
    bool, typer.Option("--all-years", help="Show a passage again for each year whose report repeats it.")
]
ExplainOption = Annotated[bool, typer.Option("--explain", help="Show how the score of each hit comes about.")]
FullOption = Annotated[
    bool, typer.Option("--full", help="Show whole passages, not the best sentence; --context does too.")
]
