"""The lecturer's box: the door of a room on the case bar, and at each proef a fold *Klas* with a question, a count and how the answers look.

There is one room for all notebooks of a lecturer (`regiekit.room`); without one the class answers by hands or by codes that are read aloud. Nothing of it is there,
or loaded, until the lecturer opens it on the case bar, and a visitor of somebody else's Voila never comes near a room.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..cases import workspace
from ..cases.visitor import visitor
from ..plots.svg import escape
from . import panel as panels
from .controls import Rows
from .panel import Panel, box, button, html, live, refresh

if TYPE_CHECKING:
    from ..room.client import Lecturer
    from .class_vote import Outcome, Question
    from .proef_panel import ProefPanel

PREFIX = "_klas"
HOST, KEY = (
    "REGIEKIT_KLAS",
    "REGIEKIT_KLAS_SLEUTEL",
)  # of the environment: the lecturer's address of a hosted room, and the key that opens one
TEST_SECONDS = 20  # in which a phone of the lecturer's own should have come in
NO_LINE = "Er is even geen verbinding met de zaal. Dit vak probeert het opnieuw; antwoorden blijven bewaard."
LOST = "De zaal is niet te bereiken. Start de zaal opnieuw op de balk bovenaan, of ga verder zonder telefoons."
LOST_HERE = "De zaal is niet te bereiken. Klopt het adres, en laat uw beheerder deze website daar toe? U kunt verder zonder telefoons."
FAILED = (
    "Er kwam nog geen telefoon binnen. Op eduroam zien apparaten elkaar meestal niet, en een firewall kan de zaal tegenhouden. "
    "Neem een eigen hotspot of de zaal van uw instelling, of ga verder zonder telefoons."
)
NEXT = {  # phase of a round -> what the lecturer can press
    "wacht": (("put", "Zet op de telefoons"),),
    "open": (("dicht", "Sluit de stemming"),),
    "dicht": (("verdeling", "Toon de verdeling"), ("again", "Overleg en stem opnieuw")),
    "verdeling": (("antwoord", "Toon het antwoord"), ("again", "Overleg en stem opnieuw"), ("new", "Andere vraag")),
    "antwoord": (("new", "Andere vraag"), ("again", "Stem opnieuw")),
    "typen": (("show", "Toon de verdeling"),),
}


class State:
    """The class of this kernel: the room (None: without phones), how it stands, and outcomes of earlier questions by proef and question."""

    def __init__(self) -> None:
        self.on = False  # whether the lecturer asked for the class in this notebook
        self.lecturer: Lecturer | None = None
        self.now: dict[str, Any] = {}
        self.problem = ""
        self.waited = False  # long enough for a first phone
        self.rungs: list[Any] = []  # the ways that work here, looked up when the lecturer opens the box
        self.outcomes: dict[tuple[str, str], list[Outcome]] = {}
        self.end: Callable[[], None] = lambda: None


state = State()


def teaching() -> bool:
    """Whether the lecturer asked for the class in this notebook."""
    return state.on


def _resume() -> None:
    """Find the room again that another notebook opened, or this one before its kernel ended."""
    if state.lecturer is None and visitor() is None:
        from ..room.client import resume

        if found := resume(_folder()):
            _enter(found)


def _folder() -> Path | None:
    """Where the open room is remembered: in a browser with the work that it keeps, else where the room says."""
    return workspace.folder() if sys.platform == "emscripten" else None


def _enter(lecturer: "Lecturer") -> None:
    state.on, state.lecturer, state.now, state.problem, state.waited = True, lecturer, lecturer.now(), "", False
    state.end = lecturer.follow(partial(_heard, lecturer))
    if not lecturer.hosted:
        timer = threading.Timer(TEST_SECONDS, _wait_no_longer)
        timer.daemon = True
        timer.start()


def _leave() -> None:
    state.end()
    state.lecturer, state.now = None, {}


def _heard(lecturer: "Lecturer", found: dict[str, Any] | None) -> None:
    """What a room tells, in a thread of its own; it may have waited for the lock while a press changed the room, or left it."""
    with Panel._lock:
        if state.lecturer is None or state.lecturer.code != lecturer.code:
            return
        if found == {}:
            _leave()
        elif found and found["na"] >= state.now.get("na", 0):
            state.now = found
        if found is None or state.problem == NO_LINE:  # what the room refused stays
            state.problem = NO_LINE if found is None else ""
        _draw()


def _wait_no_longer() -> None:
    with Panel._lock:
        state.waited = True
        _draw()


def _draw() -> None:
    for panel in list(panels._open):
        if (redraw := getattr(panel, "class_changed", None)) is not None:
            panel._safely(redraw)


def _try(act: Callable[[], Any], last: bool = False) -> bool:
    """Ask the room; what is wrong stands in the box. Gives whether it was done. After the `last` there is nothing to ask any more."""
    from ..room.checks import Refused

    try:
        act()
        state.problem = ""
        if state.lecturer and not last:
            state.now = state.lecturer.now()
    except Refused as no:
        state.problem = no.text
    except ValueError as no:
        state.problem = str(no)
    except OSError:
        state.problem = LOST_HERE if sys.platform == "emscripten" else LOST
    return not state.problem


# -- on the case bar: the door ----------------------------------------------------------------------------------------------


def bar_values() -> dict[str, Any]:
    """What the fields of `bar_blocks` hold at first."""
    return {f"{PREFIX}_size": 30, f"{PREFIX}_host": os.environ.get(HOST, ""), f"{PREFIX}_key": ""}


def bar_blocks(looked: bool) -> list[Any]:
    """The class on the case bar. Which ways work here is only looked up once the lecturer opened it."""
    if not looked:
        return []
    heading = html(f"{PREFIX}_title", "<h3>De klas laten antwoorden</h3>")
    if state.lecturer:
        return [heading, live(f"{PREFIX}_head"), *_door(), live(f"{PREFIX}_said", role="status"), _closing()]
    rungs = state.rungs
    size = {"t": "range", "key": f"{PREFIX}_size", "label": "Hoeveel mensen zijn er?", "min": 5, "max": 1000, "step": 5, "unit": ""}
    ways = "".join(f"<li>{'✓' if rung.works else '–'} {escape(rung.says)}</li>" for rung in rungs)
    here = rungs[2].works or rungs[3].works
    start = [size, button(f"{PREFIX}_start", "Open een zaal", "rk-primary")] if here else []
    hosted = [] if visitor() is not None else [_hosted([] if here else [size])]
    paper = button(f"{PREFIX}_paper", "Zonder telefoons", "rk-small")
    return [
        heading,
        html(f"{PREFIX}_ways", f"<ul>{ways}</ul>"),
        *start,
        paper,
        *hosted,
        live(f"{PREFIX}_said"),
    ]


def _hosted(first: list[dict[str, Any]]) -> dict[str, Any]:
    address = {"t": "text", "key": f"{PREFIX}_host", "label": "Adres voor docenten (https://…/docent/)", "limit": 200}
    key = {"t": "text", "key": f"{PREFIX}_key", "label": "Sleutel", "limit": 200, "secret": True}
    return box(
        f"{PREFIX}_hosted",
        [*first, address, key, button(f"{PREFIX}_remote", "Open een zaal bij uw instelling")],
        tag="details",
        summary="Zaal van uw instelling",
    )


def _rungs() -> list[Any]:
    """The ways that work here; a room of the institution that is set for this lecturer is asked whether it is there."""
    from ..room.ladder import Rung, rungs

    if visitor() is not None:  # of somebody else's computer
        elsewhere = "Op deze Voila kunt u geen zaal openen. Gebruik regiekit op uw eigen computer."
        return [*rungs()[:2], Rung(2, False, elsewhere), Rung(3, False, elsewhere)]
    host = os.environ.get(HOST)
    if not (host and _key()):
        return rungs()
    from ..room.client import ask

    return rungs(lambda: ask(host, "hier", _key(), timeout=3))


def _door() -> list[Any]:
    now = state.now
    wide = button(f"{PREFIX}_ruim", "Laat meer telefoons van één netwerk toe", "rk-small") if now.get("deur") == "open" else None
    shut = now.get("deur") == "dicht"
    door = button(f"{PREFIX}_{'open' if shut else 'shut'}", "Open de deur" if shut else "Sluit de deur", "rk-small")
    return [box(f"{PREFIX}_door", [wide, door], cls="rk-row")]


def _closing() -> dict[str, Any]:
    told = (
        "<p>Sluit u de zaal, dan zijn alle antwoorden weg. Bewaart u ze eerst, dan krijgt u een bestand met een regel per antwoord, "
        "en er staat niet bij wie het gaf: iemand kan zijn antwoord dan niet meer laten wissen. Zeg dat vooraf in de klas.</p>"
    )
    presses = box(f"{PREFIX}_end", [button(f"{PREFIX}_export", "Bewaar de antwoorden (csv)", "rk-small"), button(f"{PREFIX}_close", "Sluit de zaal", "rk-small")], cls="rk-row")  # fmt: skip
    return box(f"{PREFIX}_closing", [html(f"{PREFIX}_closetold", told), presses], tag="details", summary="De zaal sluiten")


def bar_live() -> dict[str, str]:
    """The parts of the bar that change as phones come in."""
    said = f'<p class="rk-error">{escape(state.problem)}</p>' if state.problem else ""
    if not state.lecturer:
        return {f"{PREFIX}_said": said}
    now = state.now
    if now.get("van_buiten"):
        said += "<p>✓ Er kwam een telefoon van buiten binnen: het werkt hier.</p>"
    elif not state.lecturer.hosted:
        said += f"<p>{FAILED if state.waited else 'Probeer het nu met uw eigen telefoon.'}</p>"
    if refused := now.get("geweigerd"):
        said += f"<p>Er is {refused} keer een telefoon geweigerd. Laat er meer toe, of maak de klas groter.</p>"
    return {f"{PREFIX}_head": _head(), f"{PREFIX}_said": said}


def _head(qr: bool = True) -> str:
    """Where to go, with which code, and how many are in."""
    assert state.lecturer
    code, people = state.lecturer.code, state.lecturer.people.removeprefix("https://").removeprefix("http://")
    spaced = " ".join(code[i : i + 4] for i in range(0, len(code), 4))
    said = (
        f'<p>Ga op uw telefoon naar <strong>{escape(people)}</strong></p><p class="rk-klascode">{spaced}</p>'
        f"<p><strong>{state.now.get('leden', 0)}</strong> binnen</p>"
    )
    picture = f'<div class="rk-klasqr" role="img" aria-label="QR-code met het adres en de code">{state.lecturer.qr()}</div>' if qr else ""
    return f'<div class="rk-klashead">{picture}<div>{said}</div></div>'


def _key(typed: str = "") -> str:
    return typed or os.environ.get(KEY, "")


def bar_pressed(panel: Panel, key: str) -> bool:
    """Do what a button on the bar asks; False when it is none of this box."""
    name = key.removeprefix(f"{PREFIX}_")
    if key == "_class":
        _resume()
        state.rungs = _rungs()
        return True
    if name == key:
        return False
    if name == "export" and state.lecturer:
        lecturer = state.lecturer
        _try(lambda: panel.download("antwoorden.csv", lecturer.export().encode("utf-8-sig"), "text/csv"))
    elif name == "close" and state.lecturer:
        if _try(state.lecturer.close, last=True):
            _leave()
            state.on = False
    elif name in ("ruim", "open", "shut") and state.lecturer:
        lecturer = state.lecturer
        _try(lambda: lecturer.door({"shut": "dicht"}.get(name, name)))
    elif (name == "remote" or (name == "start" and sys.platform != "emscripten")) and visitor() is None:
        _open(panel, remote=name == "remote")
    elif name == "paper":
        state.on, state.problem = True, ""
    refresh()
    return True


def _open(panel: Panel, remote: bool) -> None:
    from ..room.client import open_room

    if state.lecturer:
        return
    typed = panel.values[f"{PREFIX}_key"] if remote else ""
    host = panel.values[f"{PREFIX}_host"].strip() if remote else os.environ.get(HOST, "") if _key() else ""  # the hosted one goes first
    forgotten = {name: value for name, value in panel.changes.items() if name != f"{PREFIX}_key"}
    panel.quietly(values={**panel.values, f"{PREFIX}_key": ""}, changes=forgotten)  # a key is kept nowhere
    if host and not host.endswith("/"):
        host += "/"
    if remote and not host:
        state.problem = "Vul eerst het adres in dat u van uw beheerder kreeg."
        return
    _try(lambda: _enter(open_room(int(panel.values[f"{PREFIX}_size"]), folder=_folder(), hosted=host, key=_key(typed))))


# -- at a proef: the fold ---------------------------------------------------------------------------------------------------


class Desk:
    """What is asked of the class at one proef on one case, and what came of it without phones."""

    def __init__(self, panel: "ProefPanel") -> None:
        from .class_plays import more
        from .class_vote import questions

        self.questions = [q for q in questions(panel, more(panel)) if state.lecturer or q.block["t"] != "set"]
        self.votes: list[Outcome] = []
        self.phase = "typen"
        self.choosing = False  # whether another question is being chosen while the last one is still on the phones

    def question(self, panel: "ProefPanel") -> "Question":
        wanted = panel.values.get(f"{PREFIX}_q")
        return next((q for q in self.questions if q.key == wanted), self.questions[0])


class Stand(NamedTuple):
    """How it stands with the question that is chosen: its phase, the outcomes of its votes as far as they may be seen, answers of how many."""

    phase: str
    votes: list["Outcome"]
    given: int = 0
    people: int = 0


def proef_values() -> dict[str, Any]:
    """What the fields of the fold hold at first; nothing as long as nobody teaches."""
    return {f"{PREFIX}_q": None, f"{PREFIX}_way": "handen", f"{PREFIX}_hands": [], f"{PREFIX}_codes": ""} if teaching() else {}


def desk(panel: "ProefPanel") -> Desk:
    if panel.class_desk is None:
        panel.class_desk = Desk(panel)
    return panel.class_desk


def stand(panel: "ProefPanel") -> Stand:
    """How it stands with the chosen question of this proef."""
    here = desk(panel)
    if not state.lecturer:
        return Stand(here.phase, here.votes if here.phase != "typen" else [])
    now, q = state.now, here.question(panel)
    asked = now.get("vraag") or {}
    if here.choosing or not (asked and asked["titel"] == q.title[:200] and asked["blok"]["label"] == q.block["label"]):
        return Stand("wacht", [], 0, now.get("leden", 0))
    votes = [now[name] for name in ("eerder", "uitslag") if name in now]
    return Stand(now["fase"], votes, now["antwoorden"], now["leden"])


def fold(panel: "ProefPanel") -> list[dict[str, Any]]:
    """The fold *Klas*, where somebody teaches; it is filled once it is opened."""
    if not teaching() or panel.missing:
        return []
    blocks = _fold(panel) if panel.class_open and desk(panel).questions else []
    return [{"key": PREFIX, "label": "Klas", "asks": True, "blocks": blocks}]


def _fold(panel: "ProefPanel") -> list[dict[str, Any]]:
    here, now = desk(panel), stand(panel)
    q = here.question(panel)
    choose = {"t": "select", "key": f"{PREFIX}_q", "label": "Vraag", "options": [[one.key, _called(one)] for one in here.questions]}
    last = now.phase == "antwoord" or not q.answer
    presses = [(name, label) for name, label in NEXT[now.phase] if {"antwoord": q.answer, "new": last}.get(name, True)]
    row = [button(f"{PREFIX}_{name}", label, "" if i else "rk-primary") for i, (name, label) in enumerate(presses)]
    row, error = box(f"{PREFIX}_row", row, cls="rk-row"), live(f"fout:{PREFIX}", cls="rk-error", role="alert")
    if now.phase in ("verdeling", "antwoord"):  # what the hall looks at comes first
        shown = [live(f"{PREFIX}_picture"), row, live(f"{PREFIX}_answer"), live(f"{PREFIX}_more"), error]
    elif state.lecturer:
        shown = [
            live(f"{PREFIX}_head"),
            now.phase == "wacht" and choose,
            live(f"{PREFIX}_count", cls="rk-klascount"),
            row,
            live(f"{PREFIX}_picture"),
            error,
        ]
    else:
        shown = [choose, *_typing(panel, q), row, error]
    return [block for block in shown if block]


def _called(q: "Question") -> str:
    from .class_vote import PREDICTION
    from .stage import question

    said = f"{q.name}: {question(q.text)[1] if q.key == PREDICTION else q.block['label']}"
    return said if len(said) <= 80 else f"{said[:79].rsplit(' ', 1)[0]} …"


def _typing(panel: "ProefPanel", q: "Question") -> Iterable[dict[str, Any]]:
    """The fields for a class without phones: hands that were counted, or codes that were read aloud."""
    from .class_vote import labels, told_codes

    way = {
        "t": "choice",
        "key": f"{PREFIX}_way",
        "label": "Hoe antwoordt de klas?",
        "options": [["handen", "Handen"], ["codes", "Codes"]],
    }
    yield way
    if panel.values.get(f"{PREFIX}_way") == "codes":
        told = f"{told_codes(q.block)} Elk antwoord op een regel, of met een spatie ertussen."
        yield {"t": "area", "key": f"{PREFIX}_codes", "label": "Antwoorden van de klas", "help": told, "rows": 5, "limit": 20_000}
        if "options" in q.block:
            rows = "".join(f"<li>{escape(label)}</li>" for label in labels(q.block))
            yield html(f"{PREFIX}_letters", f'<ol type="A">{rows}</ol>')
    else:
        yield _hands(q).block() | {"limit": 60}


def _hands(q: "Question") -> Rows:
    columns = [{"key": "antwoord", "label": "Antwoord", "readonly": True}, {"key": "aantal", "label": "Handen"}]
    return Rows(f"{PREFIX}_hands", "Getelde handen", columns, fixed=True)


def proef_live(panel: "ProefPanel") -> dict[str, str]:
    """The parts of the fold that change as answers come in."""
    if not (panel.class_open and teaching()) or panel.missing or not desk(panel).questions:
        return {}
    q, now = desk(panel).question(panel), stand(panel)
    out = {f"fout:{PREFIX}": escape(state.problem)}
    if state.lecturer:
        out[f"{PREFIX}_head"] = _head(qr=now.phase in ("wacht", "open"))
        out[f"{PREFIX}_count"] = "" if now.phase == "wacht" else f"<strong>{now.given}</strong> van {now.people} antwoordden"
    return out | {f"{PREFIX}_{name}": shown for name, shown in _shown(panel, q, now).items()}


def _shown(panel: "ProefPanel", q: "Question", now: Stand) -> dict[str, str]:
    """The picture that may be seen now, and with the answer what the model says and what a play made of the hall."""
    if now.phase == "dicht":
        return {"picture": "<p>De verdeling is nog verborgen.</p>"}
    if now.phase not in ("verdeling", "antwoord") or not now.votes:
        return {}
    if now.votes[-1]["rijen"] is None:
        return {"picture": f"<p>Er zijn {now.votes[-1]['n']} antwoorden. Onder de vijf tonen we geen verdeling.</p>"}
    from .class_vote import drawing

    d = panel.declaration
    state.outcomes[d.key, q.key] = now.votes
    answered = now.phase == "antwoord"
    board, said = drawing(q, now.votes, answered, d.strategy)
    votes = _framed(board.svg(q.title, said), answered)
    if not (answered and q.answer):
        return {"picture": votes}
    answer = f"<p><strong>{escape(q.answer)}</strong></p>"
    if not q.told:
        return {"picture": votes, "answer": answer}
    played, told = q.told({key: all_ for (proef, key), all_ in state.outcomes.items() if proef == d.key})
    return {"picture": _framed(played.svg(q.name, told), True), "answer": f"<p>{escape(told)}</p>", "more": answer + votes}


def _framed(svg: str, small: bool) -> str:
    return f'<div class="rk-klaspicture{" rk-klassmall" if small else ""}">{svg}</div>'


def proef_pressed(panel: "ProefPanel", key: str) -> bool:
    """Do what a button of the fold asks, or fill it when it is opened; False when the press is not for it."""
    name = key.removeprefix(PREFIX).removeprefix("_")
    if not key.startswith(PREFIX) or not teaching():
        return False
    if not name:
        _resume()
        panel.class_open = True
        _offer_rows(panel)
    elif not desk(panel).questions:
        return True
    elif state.lecturer:
        _ask(panel, name, state.lecturer)
    else:
        _type(panel, name)
    panel.class_changed()
    if name and (first := next(iter(NEXT[stand(panel).phase]), None)):
        panel.focus_on(f"{PREFIX}_{first[0]}")
    return True


def _ask(panel: "ProefPanel", name: str, lecturer: "Lecturer") -> None:
    """A press with a room: a second press on what was just done does nothing."""
    q, now = desk(panel).question(panel), stand(panel)
    if name not in [press for press, _ in NEXT[now.phase]]:
        return
    desk(panel).choosing = name == "new"
    if name == "new":
        return
    if name == "put":
        if q.roles and not state.now.get("tafels") and not _try(lambda: lecturer.deal([dict(role) for role in q.roles])):
            return
        text = f"{q.text}\n\n" if q.text else ""
        _try(lambda: lecturer.put(q.title[:200], text.strip()[:2000], _fitting(q.block), q.answer[:1000], q.value))
    elif name == "again":
        _try(lecturer.vote_again)
    else:
        _try(lambda: lecturer.phase(name))


def _fitting(block: Mapping[str, Any]) -> dict[str, Any]:
    """The block with no text longer than a phone takes."""
    return dict(block) | {"label": block["label"][:300], **({"help": block["help"][:600]} if "help" in block else {})}


def _type(panel: "ProefPanel", name: str) -> None:
    """A press without a room."""
    from .class_vote import counted, of_codes, of_hands, read_codes

    here = desk(panel)
    q = here.question(panel)
    state.problem = ""
    if name == "show" and here.phase == "typen":
        if panel.values[f"{PREFIX}_way"] == "codes":
            given, state.problem = read_codes(q.block, panel.values[f"{PREFIX}_codes"])
            made = of_codes
        else:
            given, state.problem = counted(panel.values[f"{PREFIX}_hands"])
            made = of_hands
        if not state.problem:
            here.votes, here.phase = [*here.votes[:1], made(q.block, given)], "verdeling"
    elif name == "antwoord" and here.phase == "verdeling":
        here.phase = "antwoord"
    elif name in ("again", "new"):
        here.phase, here.votes = "typen", here.votes[:1] if name == "again" else []
        _offer_rows(panel)


def _offer_rows(panel: "ProefPanel") -> None:
    """An empty table for the hands of the chosen question."""
    from .class_vote import labels

    here = desk(panel)
    if here.questions:
        q = here.question(panel)
        rows = [{"antwoord": label, "aantal": ""} for label in labels(q.block)]
        panel.quietly(values={**panel.values, **proef_values(), f"{PREFIX}_way": panel.values.get(f"{PREFIX}_way", "handen"), f"{PREFIX}_q": q.key, f"{PREFIX}_hands": rows})  # fmt: skip


def proef_changed(panel: "ProefPanel", keys: Iterable[str]) -> bool:
    """React to the fields of the fold; False when something else changed."""
    if not any(key.startswith(PREFIX) for key in keys):
        return False
    if f"{PREFIX}_q" in keys:
        desk(panel).votes, desk(panel).phase = [], "typen"
        _offer_rows(panel)
    panel.class_changed()
    return True
