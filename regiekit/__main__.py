"""The command ``regiekit``: open the notebooks in JupyterLab or Voila, open a room for a class, or check the installation."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import NoReturn

EXPLANATION = """\
opdrachten:
  lab      open de notebooks in JupyterLab
  voila    toon de notebooks als gewone webpagina's, zonder code
  klas     open een zaal waarin telefoons antwoorden (de notebooks starten die ook zelf)
  check    kijk of alles er is wat nodig is (dit gebeurt ook zonder opdracht)

Met --version staat hier welke versie u hebt. Staan er nog geen notebooks in uw map, dan zetten lab en voila ze er één keer neer.
Na lab en voila mag een notebook of een map staan. Wat daarna komt gaat naar JupyterLab of Voila zelf,
bijvoorbeeld: regiekit lab notebooks --port=8890
"""


class Parser(argparse.ArgumentParser):
    """argparse, speaking Dutch."""

    def format_usage(self) -> str:
        return "gebruik: regiekit [lab|voila|klas|check] [notebook of map] [opties]\n"

    def format_help(self) -> str:
        return f"{self.format_usage()}\n{EXPLANATION}"

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.format_usage()}{message}\n")


def own_copy() -> None:
    """Copy the notebooks of an installed regiekit into the folder `notebooks`, where there are none yet; what is there stays as it is."""
    shipped, target = Path(__file__).parent / "notebooks", Path("notebooks")
    if not shipped.is_dir() or Path("00_begin.ipynb").exists() or (target / "00_begin.ipynb").exists():
        return
    for file in sorted(one for one in shipped.rglob("*") if one.is_file() and not (target / one.relative_to(shipped)).exists()):
        place = target / file.relative_to(shipped)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)
    print(f"De notebooks staan nu in {target.resolve()}. Wat u daarin verandert, blijft van u.")


def start(name: str) -> str:
    """Where to begin: the file or folder ``name`` when it is somewhere, else the place one stands in."""
    own_copy()
    places = (Path("notebooks") / name, Path(name))
    return str(next((place for place in places if place.exists()), Path()))


def lab(arguments: list[str]) -> None:
    from jupyterlab.labapp import LabApp

    LabApp.launch_instance(argv=arguments or [start("00_begin.ipynb")])


def voila(arguments: list[str]) -> None:
    from voila.app import Voila

    Voila.launch_instance(argv=arguments or [start(".")])


def check(arguments: list[str]) -> int:
    from regiekit.installation import check as look

    found = look()
    wrong = sum(not one.ok for one in found)
    print(*found, sep="\n")
    print("\nAlles is in orde." if not wrong else f"\nNiet in orde: {wrong}. Lees hierboven wat u kunt doen.")
    return 1 if wrong else 0


def klas(arguments: list[str]) -> int:
    from regiekit.room import command

    return command.main(arguments, Parser(prog="regiekit klas"))


COMMANDS: dict[str, Callable[[list[str]], int | None]] = {"lab": lab, "voila": voila, "klas": klas, "check": check}


def main(argv: list[str] | None = None) -> int:
    """Run the command; 0 when all is well, 1 when the check finds something, 2 for an unknown command."""
    parser = Parser(prog="regiekit")
    parser.add_argument("command", nargs="?", default="check")
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    parser.add_argument("--version", action="version", version=f"regiekit {metadata.version('regiekit')}")
    chosen = parser.parse_args(argv)
    if chosen.command not in COMMANDS:
        parser.error(f"Opdracht '{chosen.command}' bestaat niet. Kies uit: {', '.join(COMMANDS)}.")
    try:
        return COMMANDS[chosen.command](chosen.arguments) or 0
    except ModuleNotFoundError as error:
        from regiekit.installation import lacking

        if not (said := lacking(error)):
            raise
        parser.exit(1, f"{said}\n")


if __name__ == "__main__":
    sys.exit(main())
