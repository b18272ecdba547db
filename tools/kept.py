"""Work folders as this version leaves them, for every later version to open: answers in all proeven, own cases small and large.

uv run python -m tools.kept            make tests/cases/kept/<version>, once
uv run python -m tools.kept FOLDER     make the same elsewhere, to compare

A version's folders are never made anew: formats change, and a later version would write its own. What is added later stands under its own version.
The folders come about as a learner makes them: through what the panels show, by `put`, `clicked` and `received`. Nothing is drawn by lot and no file
holds a date, so the same version makes the same bytes. Beside each folder stands what was typed in it and must be found again, a record per line.

The earlier versions that the program keeps of each file are left out: their names hold the time.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import unescape
from itertools import count
from pathlib import Path
from typing import Any

import regiekit
from regiekit.cases import versions, workspace
from regiekit.widgets.asking import PREFIX
from tools.notebooks import notebooks

KEPT = Path(__file__).resolve().parent.parent / "tests" / "cases" / "kept"
BAR = "_file"  # the field of the case bar that takes a file

#: What must be found again, of a `case` or (an earlier version, to be opened from disk) a `file`: `values` (field -> value) of a `proef`, of the `panel`
#: editor or plan; of a proef also whether it was `predicted`, and `said`: what the plan says of an outcome that may have come from a file.
Record = dict[str, Any]
Words = Callable[[str], str]  # where it is typed -> a text

# --- what is typed ---------------------------------------------------------------------------------------------------

#: Legal in a file, and awkward in HTML, TOML, JSON, a format string, a spreadsheet or a shell; no ; or →, which part names in a table.
AWKWARD = (
    "<img src=x onerror=alert(1)>",
    "\"dubbel\" 'enkel' &amp \\",
    "drie \"\"\" en '''",
    "]]> <!-- # [antwoorden] = 1",
    "{0} %s ${HOME} =1+1",
    "\u202eomgekeerd\u200f",
    "👩‍👩‍👧 gezin",
    "cafe\u0301 naast café",
    "漢字 שלום",
    "tab\ten nbsp\u00a0hier",
    "../../regio",
    "NaN",
    "true",
    "0012",
)


def plain(place: str) -> str:
    return f"Bij {place}: wij bellen eerst.\nIn mei weer."


def awkward(place: str) -> str:
    first, second = (AWKWARD[(len(place) + i) % len(AWKWARD)] for i in range(2))
    return f"{place}: {first}\n\n  ‘{second}’"


#: What no other text will do for: codes of a class, names of columns, a word that is there. Proef, field -> text.
TEXTS = {
    ("containerbegrip_klas", "codes"): "Eva: DDBE CSGD CAGF DCEB\nFouad: AFBE PFTQ BAES QADS\nGré: CSBE BFTD GAEF DAEB",
    ("drie_vormen", "klas"): "Eva: ABCA BCAB CABC\nFouad: AABB CCAA BBCC",
    ("waarden_vragen", "codes"): "Eva: CDBB CCCB BCCD\nFouad: BCDE AABB CCDD",
    ("woord_in_document", "word"): "regie, regisseur",
    ("gebeurtenissenlog", "case_column"): "dossier",
    ("gebeurtenissenlog", "activity_column"): "waar",
    ("gebeurtenissenlog", "time_column"): "wanneer",
}
#: The choice that decides which cards there are: proef -> field.
TURNS = {"model_werkelijkheid": "structure"}
LOG = (
    "dossier.csv",
    "dossier;waar;wanneer\n" + "".join(f"D{i};{w};0{d}-09-2025\n" for i in range(6) for d, w in enumerate(("School", "Wijkteam", "GGZ")[: 2 + i % 2], 1)),
)  # fmt: skip
NOTE = ("nota.txt", "De gemeente voert de regie. Het wijkteam pakt de regie op.\n\nWie de regie heeft, belegt het overleg.\n")


# --- what the screen offers ------------------------------------------------------------------------------------------


def blocks(tree: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for block in tree:
        yield block
        yield from blocks(block.get("blocks", ()))


def disabled(panel: Any, key: str) -> bool:
    """Whether a button can't be pressed, or isn't there."""
    return next((b["disabled"] for b in blocks(panel.tree) if b["key"] == key), True)


def choices(panel: Any, key: str | None) -> list[str]:
    """What can be chosen in a field, the present one last; nothing without such a field."""
    found = [value for b in blocks(panel.tree) if b["key"] == key for value, _ in b["options"]]
    return sorted(found, key=lambda value: value == panel.values[key])


def proeven() -> list[str]:
    """The keys of all proeven, in the order in which a learner meets them."""
    return [key for path in notebooks() for key in re.findall(r'proef\(\\?"(\w+)', path.read_text(encoding="utf-8"))]


def moved(block: Mapping[str, Any], now: Any, turn: int, text: str) -> Any:
    """Another value than the present one for a field; `turn` picks one of several."""
    match block["t"]:
        case "range":
            steps = round((block["max"] - block["min"]) / block["step"])
            at = next(n for n in (steps * (2 + turn % 5) // 8, steps // 2, steps) if block["min"] + n * block["step"] != now or not n)
            value = round(block["min"] + at * block["step"], 10)
            return int(value) if value == int(value) else value
        case "choice" | "select":
            return other(block["options"], now, turn)
        case "table":
            return rows(block, now)
    return (text if block["t"] == "area" else " ".join(text.split()))[: block.get("limit")]


def other(options: Sequence[Sequence[str]], now: Any, turn: int) -> str:
    """An option that is not the present one, and says something where there is a choice."""
    left = [value for value, _ in options if value != now]
    left = [value for value in left if value and value != "?"] or left
    return left[turn % len(left)] if left else now


def rows(block: Mapping[str, Any], now: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """The rows with each cell changed but those that name the row (the first, and who the first is about), and where it may be one row more."""
    first, *rest = block["columns"]
    parties = [value for value, _ in first.get("options", ()) if value]
    about = [c for c in rest if parties and [value for value, _ in c.get("options", ()) if value] == parties]
    columns = [c for c in rest if c not in about] or [first]
    typed = [dict(row) | {c["key"]: cell(c, row.get(c["key"], ""), i) for c in columns} for i, row in enumerate(now)]
    if not block["fixed"] and len(typed) < block["limit"]:
        new = {c["key"]: cell(c, "", i) for i, c in enumerate(block["columns"])}
        free = [party for party in parties if party not in {row[first["key"]] for row in typed}]
        typed.append(new | dict(zip([first["key"], *(c["key"] for c in about)], free, strict=False)))
    return typed


def cell(column: Mapping[str, Any], now: str, turn: int) -> str:
    if column.get("readonly"):
        return now
    if options := column.get("options"):
        return other(options, now, turn)
    if re.fullmatch(r"-?\d+(,\d+)?", now):
        whole, comma, rest = now.partition(",")
        return now if whole == "5" else f"{int(whole) + 1}{comma}{rest}"
    if column["key"] in ("kans", "laag", "hoog") or column["key"].startswith("bij_"):
        return {"kans": "45", "laag": "1,5", "hoog": "4"}.get(column["key"], "2")
    return f"{now} En dat blijft zo." if now else "Er komt iets bij."


def code_of_another(said: str, letters: str) -> str:
    """What a second coder hands over: the own code with the letters one on."""
    own = unescape(re.search(r'value="([^"]*)"', said)[1])
    head, _, codes = own.rpartition("-")
    return f"{head}-" + "".join(
        letters[(letters.index(c) + 1) % len(letters)] if c in letters and i % 3 == 0 else c for i, c in enumerate(codes)
    )


# --- what a learner does ---------------------------------------------------------------------------------------------


def fill(panel: Any, key: str, words: Words, but: Sequence[str] = ()) -> dict[str, Any]:
    """Set every field that the panel shows, card after card; returns what was set (not a field that leaves no choice)."""
    typed: dict[str, Any] = {}
    done = set(but)
    while True:
        shown = {b["key"]: b for b in blocks(panel.tree)}
        open_to = [
            k for k in shown if k in panel.values and k not in done and not k.startswith(PREFIX)
        ]  # what it asks of the case: `asked`
        fresh = next((shown[k] for k in open_to if shown[k]["t"] not in ("picture", "file")), None)
        if fresh is None and disabled(panel, "_next"):
            return typed
        if fresh is None:
            panel.clicked("_next")
            continue
        name = fresh["key"]
        before = panel.values[name]
        value = TEXTS.get((key, name)) or moved(fresh, before, len(done), words(f"{key}, {name}"))
        if name == "second" and "code:1" in shown:
            value = code_of_another(panel.live["_mine"], "".join(o[0] for o in shown["code:1"]["options"][1:]))
        panel.put(**{name: value})
        done.add(name)
        if panel.values[name] != before:
            typed[name] = panel.values[name]


def answer(
    key: str, words: Words, *, predict: bool = True, work: bool = True, keep: bool = True, file: tuple[str, str] | None = None
) -> Iterator[Record]:
    """Do a proef on the case in use, with or without prediction, work in it, pressing keep; nothing where it can't be done with this case."""
    panel = regiekit.proef(key)
    field = next((b for b in blocks(panel.tree) if b["key"] == "_guess"), None)
    if field is None:
        return
    typed: dict[str, Any] = {}
    if predict:
        typed["_guess"] = moved(field, panel.values["_guess"], len(key), "")
        panel.put(_guess=typed["_guess"])
    panel.clicked("_commit" if predict else "_skip")
    takes_file = next((b["key"] for b in blocks(panel.tree) if b["t"] == "file"), None)
    if file and takes_file:
        panel.received(takes_file, file[0], file[1].encode())
    if work:
        typed |= fill(panel, key, words, but=("_case", "paste"))
        for option in choices(panel, TURNS.get(key)):
            panel.put(**{TURNS[key]: option})
            while not disabled(panel, "_previous"):
                panel.clicked("_previous")
            typed |= fill(panel, key, words, but=("_case", *typed)) | {TURNS[key]: option}
    if keep:
        panel.clicked("_keep")
    assert "_fout" not in panel.live, panel.live["_fout"]
    panel.close()
    found = regiekit.proef(key).values
    back = {name: value for name, value in typed.items() if found.get(name) == value}
    lost = {name for name in typed if name not in back and not (file and name.startswith("code:"))}
    assert not (keep and lost), (key, lost)
    said = workspace.answers(key).get("uitkomst", "")
    yield record(proef=key, predicted=predict, values=back) | ({"said": said} if takes_file and said else {})


def record(**what: Any) -> Record:
    return {"case": workspace.current_key(), **what}


def whole(words: Words, **files: tuple[str, str]) -> Iterator[Record]:
    """Every proef on the case in use, with prediction and kept, and the regieplan."""
    for key in proeven():
        yield from answer(key, words, file=files.get(key))
    panel = regiekit.regieplan()
    yield record(panel="plan", values=fill(panel, "het plan", words, but=("_case",)))
    panel.close()


def own_case(title: str, button: str = "_start", /, **fields: Any) -> Record:
    """An own case, typed field by field (a function makes rows from those that stand there)."""
    editor = regiekit.case_editor()
    editor.put(_new=title)
    editor.clicked(button)
    for name, value in fields.items():
        editor.put(**{name: value(editor.values[name]) if callable(value) else value})
        wrong = {k: v for k, v in editor.live.items() if k.startswith("fout:") and v}
        assert not wrong, wrong
    editor.close()
    return written()


def written() -> Record:
    """The case in use as it stands in the editor."""
    editor = regiekit.case_editor()
    editor.close()
    return record(panel="editor", values={k: v for k, v in editor.values.items() if not k.startswith("_")})


def asked(key: str, **cells: str) -> None:
    """Fill in what a proef asks of the first party, where it asks it."""
    panel = regiekit.proef(key)
    first, *others = panel.values[f"{PREFIX}partijen"]
    panel.put(**{f"{PREFIX}partijen": [first | cells, *others]})
    panel.close()


def weighed(*values: str) -> Callable[[list[dict[str, str]]], list[dict[str, str]]]:
    """Interests and values for each party."""
    return lambda rows: [
        row | {"belangen": f"rust; geld {i}", "waarden": "; ".join(f"{v}={1 + (i + j) % 5}" for j, v in enumerate(values))}
        for i, row in enumerate(rows)
    ]


# --- the folders -----------------------------------------------------------------------------------------------------


def alles() -> Iterator[Record]:
    """A shipped case with everything answered and kept; the event log is the learner's own."""
    return whole(plain, gebeurtenissenlog=LOG)


def deels() -> Iterator[Record]:
    """Another shipped case, half done: some proeven without prediction, some not kept, some never opened."""
    workspace.choose("regio")
    ways = ({"predict": False}, {"work": False, "keep": False}, {"predict": False, "keep": False}, None)
    for i, key in enumerate(proeven()):
        if (way := ways[i % 4]) is not None:
            yield from answer(key, plain, **way)


def klein() -> Iterator[Record]:
    """An own case of four parties with everything, and one of two that is barely begun."""
    yield own_case(
        "Wie belt wie?",
        summary="Vier partijen in één wijk.",
        question="Wie belt er als het misgaat?",
        partijen=[
            {"naam": "Gemeente", "soort": "gemeente", "sector": "bestuur", "positie": "voor", "macht": "productie", "omvang": "4"},
            {"naam": "School", "kort": "School", "sector": "onderwijs", "positie": "voor"},
            {"naam": "Huisarts", "sector": "zorg", "positie": "tegen", "macht": "blokker, diffuus", "vervangbaar": "ja"},
            {"naam": "Buurtvereniging", "soort": "bewoners", "sector": "leefwereld", "macht": "diffuus", "omvang": "1"},
        ],
        waarden=weighed("snelheid", "zorgvuldigheid", "nabijheid"),
        relaties=[
            {"van": "gemeente", "naar": "school", "soort": "geld", "gewicht": "3"},
            {"van": "school", "naar": "buurtvereniging", "soort": "informeel", "gewicht": "2"},
            {"van": "huisarts", "naar": "gemeente", "soort": "formeel"},
        ],
        taken=[
            {"naam": "Signaleren", "nodig": "School; Buurtvereniging", "kern": "School", "rand": "Gemeente"},
            {"naam": "Intake", "nodig": "Gemeente; Huisarts", "kern": "Gemeente; Huisarts"},
            {"naam": "Nazorg", "nodig": "Gemeente; School; Huisarts", "mede": "School"},
            {"naam": "Overleg", "nodig": "Gemeente; Buurtvereniging"},
        ],
        routes=[
            {"stappen": "School; Huisarts; Gemeente", "aantal": "40", "risico": "laag"},
            {"stappen": "Buurtvereniging; School; Huisarts", "aantal": "9", "risico": "hoog"},
        ],
        director="gemeente",
    )
    yield from whole(plain)
    own_case("Nieuw", partijen=[{"naam": "A"}, {"naam": "B"}])
    asked("poolse_landdag", positie="voor", macht="geen")
    yield written()
    for i, key in enumerate(proeven()[::3]):
        yield from answer(key, plain, predict=False, keep=i % 2 == 0)


def groot() -> Iterator[Record]:
    """A copy of a shipped case that grew to forty parties with awkward names, answered with awkward texts; the document is the learner's own."""
    more = [
        {"naam": f"{word} {i}", "sector": word, "omvang": str(1 + i % 5), "positie": ("voor", "tegen", "afwachtend")[i % 3]}
        for i, word in enumerate((AWKWARD * 2)[:25])
    ]
    names = [party["naam"] for party in more]
    yield own_case(
        f"Veertig & meer: {AWKWARD[0]} {AWKWARD[1]}",
        "_copy",
        summary=awkward("samenvatting"),
        question=awkward("vraag"),
        partijen=lambda rows: [{**rows[0], "naam": f"Gemeente {AWKWARD[2]}", "kort": "<b>&\"'\\"}, *rows[1:], *more],
        waarden=weighed("snelheid", "a=b <b>", "zorg"),
        relaties=lambda rows: [*rows, {"van": "nan-11", "naar": "gemeente"}, {"van": "true-12", "naar": "0012-13", "soort": "geld"}],
        taken=lambda rows: [*rows, {"naam": AWKWARD[4], "nodig": f"{names[0]}; {names[6]}", "mede": names[1]}],
        routes=lambda rows: [*rows, {"stappen": " → ".join(names[2:6]), "aantal": "7", "risico": "hoog"}],
        director="school",
    )
    yield from whole(awkward, woord_in_document=NOTE)


def eerder() -> Iterator[Record]:
    """Earlier versions beside the present ones: the program's own, brought back, saved by hand with lines of somebody else in it, broken."""
    folder, bar = workspace.folder(), regiekit.bar()

    def again(kept: Record, own: str) -> Record:
        """One more change, which the earlier version has not; that stands beside it as up to format 1, when its name held no date."""
        shutil.copyfile(folder / f"{kept['case']}.toml", folder / f"{kept['case']}.vorige.toml")
        panel = regiekit.proef(kept["proef"])
        panel.put(_own=own)
        panel.close()
        return kept | {"values": kept["values"] | {"_own": own}}

    def brought(name: str, *kept: Record) -> list[Record]:
        """Open a file of the folder from disk: what was kept then is in a case of its own."""
        bar.received(BAR, name, (folder / name).read_bytes())
        return [record() | {k: v for k, v in one.items() if k != "case"} for one in kept]

    def begun(title: str) -> list[Record]:
        parties = [{"naam": "Gemeente"}, {"naam": "Wijkteam"}]
        case = own_case(title, partijen=parties, taken=[{"naam": "Bellen", "nodig": "Gemeente; Wijkteam"}])
        return [case, *answer("lenzen", plain), *answer("overlap", plain)]

    for title in ("Wijkzorg", "Wijkzorg"):  # the second becomes wijkzorg-2
        *first, last = begun(title)
        yield from (*first, again(last, f"Later bedacht bij {last['case']}."))
    for one in (*first, last):
        yield {"file": "wijkzorg-2.vorige.toml"} | {k: v for k, v in one.items() if k != "case"}
    yield from brought("wijkzorg-2.vorige.toml", *first, last)
    yield from answer("mix", plain)

    saved: list[bytes] = []
    bar.send = lambda content, buffers=None: saved.append(bytes(buffers[0]))
    bar.put(_case="wijkzorg")
    bar.clicked("_download")
    text = saved[0].decode().replace('titel = "', 'projectnummer = "2026-14"\ntitel = "', 1)
    text = text.replace("[[partijen]]", '[[partijen]]\ntelefoon = "030"', 1)
    (folder / "wijkzorg (1).toml").write_text(text, encoding="utf-8", newline="\n")
    bar.put(_case="wijkzorg (1)")
    yield from answer("mix", plain)

    *first, last = begun("Plein")
    again(last, "Later bedacht.")
    yield from brought("plein.vorige.toml", *first, last)
    broken = folder / "plein.toml"
    broken.write_bytes(broken.read_bytes()[:-100] + b"\n= kapot")


FOLDERS = (alles, deels, klein, groot, eerder)


# --- writing ---------------------------------------------------------------------------------------------------------


@contextmanager
def work_folder(path: Path) -> Iterator[None]:
    """Let this be the learner's folder."""
    before = os.environ.get(workspace.VARIABLE)
    os.environ[workspace.VARIABLE] = str(path)
    ids, fresh = count(1), workspace._fresh_id
    workspace._fresh_id = lambda: f"{next(ids):08x}"
    try:
        yield
    finally:
        workspace._fresh_id = fresh
        os.environ.pop(workspace.VARIABLE)
        if before is not None:
            os.environ[workspace.VARIABLE] = before


def make(target: Path) -> None:
    """Make all folders of this version in `target`, which must not exist; nothing is left there when one fails."""
    with tempfile.TemporaryDirectory(dir=target.parent) as made:
        inside = Path(made) / target.name
        for act in FOLDERS:
            folder = inside / act.__name__
            with work_folder(folder):
                found = [*act(), {"chosen": workspace.current_key()}]
            shutil.rmtree(folder / versions.FOLDER, ignore_errors=True)
            lines = (json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n" for one in found)
            folder.with_suffix(".jsonl").write_text("".join(lines), encoding="utf-8", newline="\n")
        inside.rename(target)


def main(arguments: Sequence[str]) -> int:
    target = Path(arguments[0]) if arguments else KEPT / regiekit.__version__
    if target.exists():
        print(f"{target.name} is there already; the folders of a version are never made anew")
        return 1
    make(target)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
