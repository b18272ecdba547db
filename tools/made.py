"""Files that a tool makes and that are kept in the repository: are they as they would be made now, and write them anew."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path


def stale(folder: Path, files: Mapping[str, str]) -> list[str]:
    """Names of files (name -> text) that are absent from the folder or differ from the text."""
    return [name for name, text in files.items() if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text]


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write the files (name -> text) into the folder."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def main(about: str, folder: Path, files: Callable[[], Mapping[str, str]]) -> int:
    """The command line of such a tool: say what is not up to date, after writing it with --write; 1 when something is not."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--write", action="store_true")
    if parser.parse_args().write:
        write(folder, files())
    old = stale(folder, files())
    for name in old:
        print(f"{name}: not up to date; run with --write")
    return 1 if old else 0
