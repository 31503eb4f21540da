"""`python -m kzsearch`."""

from __future__ import annotations

import sys

from kzsearch.cli import main

if __name__ == "__main__":
    sys.exit(main())
