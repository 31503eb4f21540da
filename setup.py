"""What pyproject.toml cannot say: a wheel carries the reports of `corpus/`, which has its place beside the package."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

CORPUS = Path("corpus")


class BuildWithReports(build_py):
    """Builds the package with its reports and their table; a checkout in place needs no second copy."""

    def run(self) -> None:
        """Copy the package and, for a wheel, the reports."""
        super().run()
        if not self.editable_mode:
            into = Path(self.build_lib, "kzsearch", CORPUS)
            into.mkdir(parents=True, exist_ok=True)
            for path in self.reports():
                shutil.copyfile(path, into / path.name)

    @staticmethod
    def reports() -> list[Path]:
        """Return the files of `corpus/` that belong to the project; others may lie there in a checkout."""
        import tomllib

        table = CORPUS / "reports.toml"
        if not table.is_file():
            return []
        rows = tomllib.loads(table.read_text(encoding="utf-8"))["report"]
        return [table, *(CORPUS / row["file"] for row in rows)]


setup(cmdclass={"build_py": BuildWithReports})
