"""The real server of the package `milvus` 2.3.5, on the loopback of a network of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
_MAY = (
    shutil.which("unshare")
    and not subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False).returncode
)


@pytest.mark.skipif(not find_spec("pymilvus"), reason="the extra milvus is not installed")
@pytest.mark.skipif(
    not find_spec("milvus"), reason="the server of the package milvus==2.3.5 is not installed"
)
@pytest.mark.skipif(
    not _MAY, reason="no network of its own can be made for the server, which binds every interface"
)
def test_vectors_and_filters_on_a_real_server(tmp_path: Path) -> None:
    done = subprocess.run(
        ["unshare", "--net", sys.executable, "-W", "default", "-m", "tests.standalone_milvus", tmp_path],
        capture_output=True,
        check=False,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
        timeout=600,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert "2.3.5" in told["refused"]
    assert told["compared"] == told["restarted"]["compared"] > 0
    assert max(told["largest"], told["restarted"]["largest"]) < 1e-5
    assert "refuses the credentials" in told["credentials"]
