"""The words of the proeven, data/proeven/<strategy>/<key>.toml: say what is wrong with them, and write what follows from them.

    uv run python -m tools.words            say what is wrong, a Dutch sentence each with the place and the remedy
    uv run python -m tools.words --write    write what follows: answers and minutes in docs/docent, known keys, outputs of the notebooks, pictures

The shape of a file and how long its texts may be stand in data/schema/proef.schema.json, which an editor reads as well. What a schema can't say is
asked here: a heading that is in the notebook, one right answer, a `{CONSTANT}` of the proef, a source in references.bib, a place taken once.
Answers in case files are kept by the keys of questions: all that ever were stand in data/proeven/sleutels.toml.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
from jsonschema import Draft202012Validator, ValidationError
from nbclient.exceptions import CellExecutionError

from regiekit.cases import references
from regiekit.cases.check import nearest, quoted
from regiekit.widgets import routes
from regiekit.widgets.controls import dutch
from regiekit.widgets.declaration import keys, words_file
from regiekit.widgets.regieplan import CHAPTERS
from regiekit.widgets.stage import STEPS
from tools import images, made, notebooks
from tools.dutch import faults

ROOT = Path(__file__).resolve().parent.parent
PROEVEN = ROOT / "regiekit" / "proeven"
FOLDER, DOCENT = ROOT / "data" / "proeven", ROOT / "docs" / "docent"
SCHEMA = ROOT / "data" / "schema" / "proef.schema.json"
STRATEGIES = ("begin", "structuur", "cultuur", "proces")
NO_SOURCE = "gekozen voor het gemak"
KEYS = "sleutels.toml"
ABOUT_KEYS = """# De sleutels van alle vragen, per proef. In bewaarde casussen hangen er antwoorden aan: verander er geen en haal er geen weg.
# Nieuwe sleutels komen er vanzelf bij: `uv run python -m tools.words --write`

"""
CONSTANT = re.compile(r"\{([^{}]*)\}")
ANSWERS = re.compile(r"<!-- antwoorden (\w+) -->\n.*?<!-- einde antwoorden -->", re.DOTALL)
MARK = re.compile(r"<!-- (?:einde )?antwoorden\b.*?-->")
COUNTED = re.compile(r"<!-- minuten -->\n.*?<!-- einde minuten -->", re.DOTALL)
TRIED = ("voorspel", "probeer", "vergelijk")  # the steps that a class does together
ITEMS = {"check": "vraag", "opties": "antwoord", "constanten": "getal"}  # what one of a list is called
TYPES = {
    "string": "een tekst tussen aanhalingstekens",
    "integer": "een heel getal zonder aanhalingstekens",
    "number": "een getal zonder aanhalingstekens",
    "boolean": "true of false, zonder aanhalingstekens",
    "array": "een lijst",
    "object": "een kop met regels eronder",
}
LINES = {"string": '{} = "…"', "integer": "{} = 10", "array": '{} = ["…"]', "object": "een kop [{}] met regels eronder"}

Steps = tuple[str | int, ...]


class File(NamedTuple):
    """The words of a proef: the name of their file below data/proeven, and what is in it."""

    name: str
    table: dict[str, Any]

    @property
    def strategy(self) -> str:
        return self.name.partition("/")[0]

    @property
    def key(self) -> str:
        return Path(self.name).stem

    @property
    def questions(self) -> list[str]:
        return [question["sleutel"] for question in self.table["check"]]

    def at(self, *path: str | int) -> str:
        """A place in words: data/proeven/cultuur/vele_handen.toml, vraag 'nog-een-hand', antwoord 2, uitleg."""
        out, value = [f"data/proeven/{self.name}"], self.table
        for above, step in zip(("", *path), path, strict=False):
            value = value[step]
            if isinstance(step, str):
                out.append(step)
            else:
                own = value.get("sleutel") if isinstance(value, dict) else None
                out[-1] = f"{ITEMS.get(above, above)} {quoted(own) if own else step + 1}"
        return ", ".join(out)


def texts() -> dict[str, str]:
    """The files: name below data/proeven -> text; a byte that is no UTF-8 becomes �."""
    return {path.relative_to(FOLDER).as_posix(): path.read_text("utf-8", "replace") for path in sorted(FOLDER.rglob("*.toml"))}


@cache
def constants(strategy: str, key: str) -> dict[str, float | str] | None:
    """The constants that the words of this proef may name; None while it has no module of its own."""
    try:
        module = import_module(f"regiekit.proeven.{strategy}.{key}")
    except ModuleNotFoundError as missing:
        if str(missing.name).startswith("regiekit.proeven"):
            return None
        raise
    return {name: value for name, value in vars(module).items() if name.isupper() and type(value) in (int, float, str)}


# ---- one file ------------------------------------------------------------------------------------


@cache
def read(name: str, text: str) -> tuple[File | None, tuple[str, ...]]:
    """The file, where it has the right shape, and what is wrong with it on its own."""
    if text.startswith("\ufeff") or "�" in text:
        return None, (f"data/proeven/{name}: de letters zijn niet goed te lezen; bewaar het bestand als UTF-8 (zonder BOM)",)
    try:
        file = File(name, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        at = f"data/proeven/{name}, regel {line[1] if line else text.count(chr(10)) + 1}"
        if "overwrite" in str(error):
            return None, (f"{at}: wat hier begint, staat er al; haal er een weg",)
        remedy = "kijk of elke tekst tussen rechte aanhalingstekens staat, en of elke lijst met ] sluit"
        return None, (f"{at}: dit is niet te lezen; {remedy}",)
    if name == KEYS:
        return None, ()
    wrong = [f"{file.at(*error.path)}: {said}" for error in _schema().iter_errors(file.table) for said in _shape(error)]
    if wrong:
        return None, tuple(dict.fromkeys(wrong))
    return file, (*_references(file), *_answers(file), *_findings(file))


@cache
def _schema() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def _shape(error: ValidationError) -> Iterator[str]:
    """What an error against the schema is in Dutch."""
    value, wanted, schema = error.instance, error.validator_value, error.schema
    match error.validator:
        case "additionalProperties":
            for key in sorted(value.keys() - schema["properties"].keys()):
                yield f"{quoted(key)} is hier niet bekend{nearest(key, schema['properties']) or '; haal de regel weg'}"
        case "required":
            for key in (key for key in wanted if key not in value):
                kind = schema["properties"][key]
                line = LINES[kind["type"]] if kind.get("items", {}).get("type") != "object" else "een regel [[{}]] met regels eronder"
                yield f"{key} ontbreekt; zet erbij: {line.format('check.opties' if key == 'opties' else key)}"
        case "type":
            kinds = [wanted] if isinstance(wanted, str) else wanted
            yield f"hier staat {quoted(value)}; maak er {' of '.join(TYPES[kind] for kind in kinds)} van"
        case "enum":
            yield f"{quoted(value)} kan hier niet{nearest(str(value), wanted) or f'; kies uit {_listed(wanted)}'}"
        case "minimum":
            yield f"{value} is te laag; vul {wanted} of hoger in"
        case "maxLength":
            long = len(CONSTANT.sub("00", value))  # a constant is shown as a short number
            if long > wanted:
                yield f"dit zijn {long} tekens; maak er hoogstens {wanted} van"
        case "minLength":
            yield f"dit is te kort; schrijf minstens {wanted} {'teken' if wanted == 1 else 'tekens'}"
        case "minItems" | "maxItems":
            yield f"hier {'staat er 1' if len(value) == 1 else f'staan er {len(value)}'}; maak er {'minstens' if error.validator == 'minItems' else 'hoogstens'} {wanted} van"
        case _:  # a pattern
            yield f"{quoted(value)} kan zo niet; {schema['patternErrorMessage']}"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def _references(file: File) -> Iterator[str]:
    """What the file names must be there: notebook and heading, chapter, sources, constants."""
    for path, word, known, wrong, remedy in _named(file):
        if word not in known:
            yield f"{file.at(*path)}: {quoted(word, 80)} {wrong}{nearest(word, known) or f'; {remedy}'}"
    for path, text in _strings(file.table):
        if re.search("[{}]", CONSTANT.sub("", text)):
            yield f"{file.at(*path)}: een accolade mist haar andere helft; schrijf {{NAAM}}, of haal haar weg"


def _named(file: File) -> Iterator[tuple[Steps, str, Iterable[str], str, str]]:
    """Per word that names something: where it stands, the word, what there is, what is wrong when it isn't there, the remedy."""
    table = file.table
    notebook, stems, titles = table["notebook"], [path.stem for path in notebooks.notebooks()], [*CHAPTERS]
    yield (), file.strategy, STRATEGIES, "is geen map voor proeven", f"zet het bestand in {_listed(STRATEGIES)}"
    yield ("notebook",), notebook, stems, "bestaat niet", f"kies uit {_listed(stems)}"
    if notebook in stems:
        yield ("kop",), table["kop"], _headings(notebook), f"is geen kop in {notebook}", "neem de kop letterlijk over"
    yield ("plan", "hoofdstuk"), table["plan"]["hoofdstuk"], titles, "is geen hoofdstuk", f"kies uit {_listed(titles)}"
    for path, text in _strings(table):
        if "rekenwijze" in path or ("bron" in path and text != NO_SOURCE):
            yield path, text, references.load(), "staat niet in data/references.bib", "zet de bron daar eerst bij"
        if (known := constants(file.strategy, file.key)) is not None:
            for name in CONSTANT.findall(text):
                yield (
                    path,
                    name,
                    known,
                    f"staat niet in regiekit/proeven/{file.strategy}/{file.key}.py",
                    "schrijf het getal zelf, zonder accolades",
                )


@cache
def _headings(notebook: str) -> list[str]:
    return [text for _, text in notebooks.headings(nbformat.read(notebooks.FOLDER / f"{notebook}.ipynb", as_version=4))]


def _strings(value: Any, path: Steps = ()) -> Iterator[tuple[Steps, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _strings(inner, (*path, step))


def _findings(file: File) -> Iterator[str]:
    """A finding names where it was found, and nothing seen only as a title carries a figure."""
    for number, found in enumerate(file.table.get("onderzoek", ())):
        at = file.at("onderzoek", number)
        if found.get("richting", "geen") != "geen" and not found.get("bron"):
            yield f'{at}: hier staat geen bron; zet erbij: bron = ["…"], of maak richting = "geen"'
        if found.get("gezien") == "alleen titel" and re.search(r"\d", found["vondst"]):
            yield f"{at}: van dit werk is alleen de titel gezien, en er staat een getal; haal het getal weg, of lees het werk"


def _answers(file: File) -> Iterator[str]:
    """One answer of a question is right, and no two say the same."""
    for number, question in enumerate(file.table["check"]):
        at, said = file.at("check", number), [option["tekst"].strip().lower() for option in question["opties"]]
        right = sum(option.get("goed", False) for option in question["opties"])
        if right != 1:
            remedy = "laat goed = true bij één antwoord staan" if right else "zet goed = true bij het goede antwoord"
            yield f"{at}: {f'{right} antwoorden zijn' if right else 'geen antwoord is'} goed; {remedy}"
        for second, text in enumerate(said, 1):
            if (first := said.index(text) + 1) < second:
                yield f"{at}: antwoord {first} en antwoord {second} zijn gelijk; verander er een"


# ---- all files together --------------------------------------------------------------------------


def problems(given: Mapping[str, str]) -> list[str]:
    """What is wrong with these files (name -> text), a Dutch sentence each."""
    alone = [said for name, text in given.items() for said in read(name, text)[1]]
    return [*alone, *_files(given), *_twice(given), *_vanished(given), *_marks(given)]


def _sound(given: Mapping[str, str]) -> list[File]:
    return [file for name, text in given.items() if (file := read(name, text)[0])]


def modules() -> list[str]:
    """The proeven that have code, by key."""
    return [path.stem for path in sorted(PROEVEN.glob("*/[!_]*.py"))]


def _files(given: Mapping[str, str]) -> Iterator[str]:
    """Every proef has one file, and every file a proef."""
    names = [Path(name).stem for name in given if name != KEYS]
    for name in sorted(given.keys() - {KEYS}):
        key = Path(name).stem
        if key not in modules():
            yield f"data/proeven/{name}: er is geen proef {quoted(key)}{nearest(key, modules()) or '; haal het bestand weg'}"
        if names.count(key) > 1:
            yield f"data/proeven/{name}: de proef {quoted(key)} heeft meer dan één bestand; haal er een weg"
    for key in sorted(set(modules()) - set(names)):
        yield f"data/proeven: de proef {quoted(key)} heeft geen bestand; maak {key}.toml in de map van haar strategie"


def _twice(given: Mapping[str, str]) -> Iterator[str]:
    """A place in a notebook or chapter, and the key of a question, are taken once."""
    taken: dict[tuple[Any, ...], str] = {}
    for file in _sound(given):
        plan = file.table["plan"]
        wanted = [
            (("volgorde",), file.table["notebook"], file.table["volgorde"]),
            (("plan", "volgorde"), f"‘{plan['hoofdstuk']}’", plan["volgorde"]),
        ]
        wanted += [(("check", number, "sleutel"), "een andere vraag", key) for number, key in enumerate(file.questions)]
        for path, room, value in wanted:
            if (room, value) in taken:
                yield f"{file.at(*path)}: {quoted(value)} staat al in {room}, bij {taken[room, value]}; kies iets anders"
            taken.setdefault((room, value), file.key)


def _kept(given: Mapping[str, str]) -> dict[str, list[str]]:
    """The keys of questions on which answers in case files may hang, per proef; none where the file can't be read."""
    return {} if read(KEYS, given.get(KEYS, ""))[1] else tomllib.loads(given.get(KEYS, ""))


def _vanished(given: Mapping[str, str]) -> Iterator[str]:
    kept = _kept(given)
    for file in _sound(given):
        new = [key for key in file.questions if key not in kept.get(file.key, [])]
        renamed = f", of geef {quoted(new[0])} haar oude sleutel" if new else ""
        for key in kept.get(file.key, []):
            if key not in file.questions:
                yield f"{file.at()}: de vraag {quoted(key)} is weg, en er hangen bewaarde antwoorden aan; zet haar terug{renamed}"
    for key in sorted(kept.keys() - {Path(name).stem for name in given}):
        yield f"data/proeven/{KEYS}: van de proef {quoted(key)} is het bestand weg; zet {key}.toml terug"


def _marks(given: Mapping[str, str]) -> Iterator[str]:
    """The marks around answers in the pages for lecturers come in pairs, and name a proef; a page has one place for its minutes."""
    proeven = {Path(name).stem for name in given}
    for notebook in _pages():
        text = _page(notebook)
        if len(COUNTED.findall(text)) != 1:
            yield f"docs/docent/{notebook}.md: de getelde tijd hoort er één keer in; zet <!-- minuten --> en op de regel eronder <!-- einde minuten --> onder de kop"
        for mark in MARK.findall(ANSWERS.sub("", text)) + [key for key in ANSWERS.findall(text) if key not in proeven]:
            remedy = "zet <!-- antwoorden proef --> erboven en <!-- einde antwoorden --> eronder, met de naam van de proef"
            yield f"docs/docent/{notebook}.md: bij {quoted(mark, 80)} horen geen antwoorden; {remedy}"


# ---- what follows --------------------------------------------------------------------------------


def _pages() -> list[str]:
    """The notebooks that have a page for lecturers."""
    return [path.stem for path in notebooks.notebooks() if (DOCENT / f"{path.stem}.md").exists()]


def _page(notebook: str) -> str:
    return (DOCENT / f"{notebook}.md").read_text(encoding="utf-8")


def answers(file: File) -> str:
    """The questions of a proef with their right answers, as they stand in the page of its notebook."""
    known = constants(file.strategy, file.key) or {}
    shown = {name: value if isinstance(value, str) else dutch(value) for name, value in known.items()}
    lines = []
    for question in file.table["check"]:
        right = next(option for option in question["opties"] if option.get("goed"))
        stop = "" if re.search(r"[.?!][’”)]*$", right["tekst"]) else "."
        line = f"* *{question['tekst']}* **{right['tekst']}{stop}** {right['uitleg']}"
        lines.append(CONSTANT.sub(lambda name: shown.get(name[1], name[0]), line))
    head = "de antwoorden" if len(lines) > 1 else "het antwoord"
    return "\n".join([f"<!-- antwoorden {file.key} -->", f"**Check: {head}.**", "", *lines, "", "<!-- einde antwoorden -->"])


def page(text: str, files: list[File], notebook: str) -> str:
    """The page of a notebook with answers and minutes anew; a proef of this notebook that has no place in it yet comes at the end."""
    blocks = {file.key: answers(file) for file in files}
    placed = ANSWERS.findall(text)
    missing = [file for file in files if file.table["notebook"] == notebook and file.key not in placed]
    text = ANSWERS.sub(lambda found: blocks.get(found[1], found[0]), text)
    text = COUNTED.sub(lambda _: minutes(notebook), text)
    return text + "".join(f"\n## {file.table['kop']}\n\n{blocks[file.key]}\n" for file in missing)


def follows(given: Mapping[str, str]) -> dict[str, str]:
    """What is made of the words: path from the root -> text."""
    kept, files = _kept(given), sorted(_sound(given), key=lambda file: file.table["volgorde"])
    for file in files:
        kept[file.key] = list(dict.fromkeys([*kept.get(file.key, []), *file.questions]))
    lines = [f"{key} = {json.dumps(kept[key])}\n" for key in sorted(kept)]
    pages = {f"docs/docent/{notebook}.md": page(_page(notebook), files, notebook) for notebook in _pages()}
    return {f"data/proeven/{KEYS}": ABOUT_KEYS + "".join(lines), "data/minutes.toml": _minutes(), **pages}


@cache
def _counted() -> dict[str, dict[str, float]]:
    """Minutes per step of each proef by the rule of `routes`: counted now, for the file that `routes` reads follows from it."""
    return {key: routes.counted(key) for key in keys()}


def _minutes() -> str:
    tables = (f"[{key}]\n" + "".join(f"{step} = {time}\n" for step, time in steps.items()) for key, steps in _counted().items())
    return "# Minuten per stap van elke proef: `uv run python -m tools.words --write` maakt dit.\n\n" + "\n".join(tables)


def takes(proeven: Iterable[str], steps: Iterable[str]) -> float:
    """Minutes that these steps of these proeven take somebody alone, not rounded."""
    return sum(_counted()[key][step] for key in proeven for step in steps)


def minutes(notebook: str) -> str:
    """What the page of a notebook says of its time, and that of 00 of the ways through all of them."""
    nb = nbformat.read(notebooks.FOLDER / f"{notebook}.ipynb", as_version=4)
    found = notebooks.proeven(nb)
    whole = routes.rounded(routes.length(notebooks.read_words(nb)) + takes(found, STEPS))
    said = f"**Geteld voor wie alleen werkt** (lezen, en een minuut per knop): dit notebook {routes.about(whole)}."
    if found:
        each = [f"*{words_file(key)['kop']}* {ceil(takes([key], TRIED))}" for key in found]
        checks = ceil(takes(found, ["check"]))
        said += f" In minuten om te voorspellen, te proberen en te vergelijken: {'; '.join(each)}. Alle vragen bij *Check* samen: {checks}."
    else:
        each = [
            f"‘{way['naam']}’ ({len(way['proeven'])} proeven) {routes.in_words(routes.rounded(routes.length(way.get('woorden', 0)) + takes(way['proeven'], way['stappen'])))}"
            for way in routes.ways().values()
        ]
        said += f" De wegen die dit notebook aanbiedt: {'; '.join(each)}."
    return f"<!-- minuten -->\n{said} Een groep die overlegt, heeft meer nodig.\n<!-- einde minuten -->"


def stale(given: Mapping[str, str]) -> list[str]:
    """A sentence for every file that isn't as the words would have it."""
    return [
        f"{name}: dit volgt de woorden nog niet; doe `uv run python -m tools.words --write`" for name in made.stale(ROOT, follows(given))
    ]


def write(given: Mapping[str, str]) -> list[str]:
    """Write what follows from the words; a sentence for all that is wrong then."""
    made.write(ROOT, follows(given))
    wrong = []
    for path in notebooks.notebooks():
        print(f"{path.name} wordt uitgevoerd")
        try:
            notebooks.write(path)
        except CellExecutionError as error:
            wrong.append(
                f"notebooks/{path.name}: loopt vast op {quoted(f'{error.ename}: {error.evalue}', 120)}; vraag wie het programma maakt"
            )
    made.write(images.FOLDER, images.pictures())
    return wrong + [f"{said}; verbeter het, of zet het woord in tools/words.txt" for said in faults()]


def main(argv: list[str] | None = None) -> int:
    """Check the words, or write what follows as well; 1 when something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tools.words", description="Kijk de woorden van de proeven na.")
    parser.add_argument(
        "--write", action="store_true", help="schrijf wat eruit volgt: de antwoorden voor de docent, de notebooks, de plaatjes"
    )
    writing, given = parser.parse_args(argv).write, texts()
    found = problems(given)
    if found and writing:
        found.append("Er is niets geschreven: verbeter eerst wat hierboven staat.")
    elif not found:
        found = write(given) if writing else stale(given)
    print("\n".join(found) or f"{len(modules())} proeven: alles klopt.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
