"""The stage: a proef as six steps of which one is open beside its picture and its headline; the rest is one press away.

A step has parts, one of which is on screen: blocks, and what its two buttons at the foot do where that is not just the next part. `wide`
parts have the place of the picture as well. Everything that gives the answer away is left out until the learner predicted or passed.
"""

import re
from collections.abc import Iterable, Mapping
from math import ceil, floor, isfinite, isnan
from typing import TYPE_CHECKING, Any

from regiekit.cases import Case, shipped, workspace
from regiekit.plots.curve import round_step
from regiekit.plots.svg import escape
from regiekit.widgets import asking, classroom, evidence
from regiekit.widgets.case_panel import case_field
from regiekit.widgets.controls import Rows, Slider
from regiekit.widgets.declaration import Control, Table
from regiekit.widgets.panel import button, html, live
from regiekit.widgets.say import dutch, with_unit

if TYPE_CHECKING:
    from regiekit.widgets.proef_panel import ProefPanel

#: The steps in their order; the keys are those of addresses.
STEPS = {
    "voorspel": "Uw voorspelling",
    "probeer": "Probeer",
    "vergelijk": "Vergelijk",
    "check": "Check",
    "casus": "Uw casus",
    "mee": "Neem mee",
}
BLIND = ("probeer", "vergelijk", "check", "mee")  # of these nothing is shown before the prediction
MOST = 200  # rows of a table of parties or ties
WORDS, CHARACTERS = 25, 150  # of a headline at most: what stands in two lines at every size
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z‘’“0-9Éé])")

Blocks = Iterable[Mapping[str, Any] | bool | None]


def part(name: str, blocks: Blocks, wide: bool = False, turns: Mapping[str, Any] = {}) -> dict[str, Any]:
    """A part of a step; `turns` are presses (`on`, `back`, `also`) in place of the next and the last part."""
    return {"name": name, "blocks": [b for b in blocks if b], "wide": wide, **turns}


def press(key: str, label: str) -> dict[str, str]:
    """What a button at the foot says and presses."""
    return {"press": key, "label": label}


def tree(panel: "ProefPanel") -> list[dict[str, Any]]:
    """The whole panel as blocks."""
    d, own = panel.declaration, panel.case.status == "eigen"
    steps = [_lacking(panel)] if panel.missing else [_step(panel, key) for key in STEPS if key != "check" or d.questions]
    return [
        {
            "t": "stage",
            "key": "_proef",
            "cls": f"rk-proef rk-{d.strategy}",
            "label": d.title,
            "proef": d.key,
            "kind": f"{panel.case.title} · denkmodel, {'eigen casus' if own else 'verzonnen casus'}",
            "question": question(d.question),
            "hidden": not panel.guessed,
            "situation": panel.situation and {"t": "picture", "key": "_situation", **panel.situation},
            "steps": steps,
            "pictures": [] if panel.missing else pictures(panel),
            "picking": d.picking,
            "folds": [] if panel.missing else _folds(panel),
        }
    ]


def question(text: str) -> tuple[str, str]:
    """What leads to the question of the prediction, and the question itself: its last sentence."""
    *context, asked = SENTENCE.split(text)
    return " ".join(context), asked


def headline(words: str) -> str:
    """The first sentence of these words, cut where it is too long for a headline."""
    first = SENTENCE.split(words.strip())[0]
    cut = " ".join(first.split()[:WORDS])
    if len(cut) > CHARACTERS:
        cut = cut[:CHARACTERS].rsplit(" ", 1)[0]
    return first if cut == first else f"{cut.rstrip(',;:')} …"


def _step(panel: "ProefPanel", key: str) -> dict[str, Any]:
    """A step with its parts; before the prediction one that would give the answer away says so instead."""
    hidden = key in BLIND and not panel.guessed
    parts = [_gate()] if hidden else PARTS[key](panel)
    return {"key": key, "name": STEPS[key], "parts": parts}


def _gate() -> dict[str, Any]:
    said = "<p>U hebt nog niets voorspeld. Met een voorspelling in het hoofd ziet u meer. Ga terug naar stap 1, of ga verder zonder.</p>"
    return part("", [html("_gate", said)], turns={"on": press("_skip", "Verder zonder voorspelling")})


def _lacking(panel: "ProefPanel") -> dict[str, Any]:
    """The one step where the case lacks something: what, a field for another case, and tables to fill in."""
    told = html("_missing", f"<p>{escape(panel.missing)}</p>", cls="rk-result")
    return {"key": "casus", "name": STEPS["casus"], "parts": [part("", [told, case_field(), *_asked(panel)], wide=True)]}


def _asked(panel: "ProefPanel") -> list[dict[str, Any]]:
    """The tables in which the learner fills in what the proef asks of the case."""
    return [asking.block(panel.whole_case, ask) for ask in panel.asked]


def _predict(panel: "ProefPanel") -> list[dict[str, Any]]:
    assert panel.guess_field
    context, _ = question(panel.declaration.question)
    told = html("_context", f"<p>{escape(context)}</p>") if context else None
    if panel.guessed:
        return [part("", [told, live("_guessed"), button("_again", "Opnieuw voorspellen", "rk-small")])]
    turns = {"on": press("_commit", "Leg mijn voorspelling vast"), "also": press("_skip", "Verder zonder voorspelling")}
    return [part("", [told, {**panel.guess_field.block(), "key": "_guess"}], turns=turns)]


def _try(panel: "ProefPanel") -> list[dict[str, Any]]:
    """The deck, what is set beside it, each wide table, and what is still to be filled in."""
    return [*panel.tries(), *([part("Vul aan", _asked(panel), wide=True)] if panel.asked else [])]


def tries(panel: "ProefPanel") -> list[dict[str, Any]]:
    """The parts of *Probeer* that follow from the controls of a proef."""
    named = panel.declaration.sections
    aside: dict[str, list[Any]] = {}
    tables = []
    for control in panel.loose():
        if getattr(control, "wide", False):
            tables.append(part(control.label, fields(panel, control), wide=True))
        else:
            aside.setdefault(named.get(control.key, "Instellen"), []).extend(fields(panel, control))
    return [*deck(panel), *(part(name, blocks) for name, blocks in aside.items()), *tables]


def fields(panel: "ProefPanel", control: Control) -> list[dict[str, Any]]:
    """A control with its note; below a table the way back from the last change."""
    undo = isinstance(control, Rows) and {
        **button(f"_undo:{control.key}", "Laatste wijziging ongedaan maken", "rk-small"),
        "disabled": not panel.before.get(control.key),
    }
    return [b for b in (control.block(), undo, live(f"_note:{control.key}", cls="rk-note")) if b]


def deck(panel: "ProefPanel", wide: bool = False) -> list[dict[str, Any]]:
    """The card on the table as a part; the buttons at the foot turn the cards."""
    if not panel.deck:
        return []
    card, at, last = panel.deck[panel.at], panel.at, len(panel.deck) - 1
    count = f'<span class="rk-count">Kaart {at + 1} van {last + 1}</span>'
    text = f"<p>{escape(card.text)}</p>"
    blocks = [
        html("_card", f'<h4 tabindex="-1">{count} {escape(card.title)}</h4>{text}', cls="rk-deck"),
        *(block for k in card.controls for block in fields(panel, panel.controls[k])[: 2 if isinstance(panel.controls[k], Rows) else 1]),
        live(f"_note:{card.key}", cls="rk-note"),
    ]
    turns = {"on": press("_next", f"Kaart {at + 2}")} if at < last else {}
    back = {"back": press("_previous", f"Kaart {at}")} if at else {}
    return [part("Kaarten", blocks, wide, turns | back)]


def _compare(panel: "ProefPanel") -> list[dict[str, Any]]:
    return [part("", [live("_line"), live("_compare", cls="rk-result")])]


def _check(panel: "ProefPanel") -> list[dict[str, Any]]:
    """A question at a time; once it is answered only that answer stays, with why it is right or wrong."""
    many = len(panel.declaration.questions)
    out = []
    for i, q in enumerate(panel.declaration.questions, 1):
        options = [[str(n), o.text] for n, o in enumerate(q.options)]
        choice = {"t": "choice", "key": f"_quiz:{q.key}", "label": q.text, "options": options, "closes": True}
        count = html(f"_count:{q.key}", f"Vraag {i} van {many}", cls="rk-count")
        out.append(part(f"Vraag {i} van {many}", [count, choice, live(f"_feedback:{q.key}", cls="rk-feedback")]))
        out[-1]["quiet"] = True  # the button at the foot and the count say which it is
    return out


def _own(panel: "ProefPanel") -> list[dict[str, Any]]:
    area = {"t": "area", "key": "_own", "label": panel.declaration.own, "rows": 5}
    invitation = html("_invitation", f"<p>{escape(panel.own_invitation())}</p>", cls="rk-help")
    keep = [button("_keep", "Bewaar deze stand in de casus"), live("_kept")] if panel.guessed else []
    return [part("", [{**case_field(), "label": "Casus"}, invitation, area, *keep])]


def _take(panel: "ProefPanel") -> list[dict[str, Any]]:
    plan = '<h4 tabindex="-1">Dit komt in uw regieplan</h4>' if panel.declaration.part.chapter else ""
    first, asks = next(iter(panel.declaration.leaves_out), ""), bool(plan and panel.guessed and not panel.lacks and panel.unvouched())
    left_out = html("_remember", f"<h4>Onthoud</h4><p>Dit is een denkmodel. {escape(first)}</p>") if first and not asks else None
    save = {"t": "save", "key": "_save", "of": "_picture"}
    return [
        part(
            "",
            [
                html("_planned", plan) if plan else None,
                live("_report", cls="rk-quote"),
                button("_vouch", "Dit geldt ook in mijn casus", "rk-small") if asks else None,
                save,
                {"t": "address", "key": "_address"},
                left_out,
            ],
        )
    ]


PARTS = {"voorspel": _predict, "probeer": _try, "vergelijk": _compare, "check": _check, "casus": _own, "mee": _take}


def pictures(panel: "ProefPanel") -> list[dict[str, str]]:
    """What can stand in the place of the picture, with the names of the switch."""
    return [{"key": key, "label": label} for key, label in zip(("_picture", "_curve"), panel.declaration.drawings, strict=False)]


def _folds(panel: "ProefPanel") -> list[dict[str, Any]]:
    numbers = {"key": "_numbers", "label": "Alle cijfers", "blocks": [live("_measures"), live("_words"), live("_tables", cls="rk-tables")]}
    parties = {"key": "_parties", "label": "Partijen en banden", "asks": True, "blocks": [live("_parties", cls="rk-tables")]}
    how = {"key": "_how", "label": "Hoe is dit gerekend?", "blocks": [html("_leaves_out", evidence.reckoning(panel.declaration))]}
    found = evidence.known(panel.declaration)
    known = {"key": "_known", "label": "Wat weten we hierover?", "blocks": [html("_research", found)]}
    after = [how, *([known] if found else [])] if panel.guessed else []
    return [*([numbers] if panel.guessed else []), *([parties] if panel.case.parties else []), *after, *classroom.fold(panel)]


def own_invitation(panel: "ProefPanel") -> str:
    """How the learner comes to an own case."""
    if panel.case.status == "eigen":
        return f"U werkt aan uw eigen casus: ‘{panel.case.title}’."
    if any(k not in shipped() for k in workspace.listing()):
        return f"Dit is ‘{panel.case.title}’. Kies hier uw eigen casus: dezelfde proef, uw eigen partijen."
    return "Begin in het notebook ‘Begin’ een eigen casus; daarna kiest u hem hier. Een notitie maken kan nu al."


# -- step 3 ---------------------------------------------------------------------------------------------------------------

LINE, EDGE = 294, 14  # width of the number line in its own units, and what is kept free at its ends


def number_line(field: Control | None, guess: Any, answer: Any) -> str:
    """The guess as an open ring and the model as a disc, on the axis of the slider of step 1, below both numbers with the same signs."""
    if not isinstance(field, Slider) or not isinstance(answer, int | float) or isnan(answer):
        return ""
    digits = 0 if field.step >= 1 else 1
    model = with_unit(dutch(answer, digits), field.unit, answer) if isfinite(answer) else "loopt vast"
    over = " (buiten de lijn)" if isfinite(answer) and not field.low <= answer <= field.high else ""
    figures = (("U voorspelde", field.say(guess), ""), ("Denkmodel", model + over, " rk-model"))
    shown = "".join(
        f'<p class="rk-figure-of{cls}"><span>{name}</span> <strong>{escape(value)}</strong></p>' for name, value, cls in figures
    )

    def x(value: float) -> float:
        share = (min(max(value, field.low), field.high) - field.low) / ((field.high - field.low) or 1)
        return EDGE + share * (LINE - 2 * EDGE)

    step = round_step((field.high - field.low) or 1, 4)
    ticks = [n * step for n in range(ceil(field.low / step), floor(field.high / step) + 1)]
    drawn = "".join(
        f'<path d="M{x(t):.1f} 16v5" stroke="var(--rk-line)"/><text x="{x(t):.1f}" y="37" text-anchor="middle">{dutch(t)}</text>'
        for t in ticks
    )
    a, b = x(guess), x(answer)
    dots = (
        f'<path d="M{a:.1f} 16H{b:.1f}" stroke="var(--rk-accent)" stroke-width="4"/>'
        f'<circle cx="{b:.1f}" cy="16" r="6" fill="var(--rk-accent)"/>'
        f'<circle cx="{a:.1f}" cy="16" r="10" fill="none" stroke="var(--rk-ink)" stroke-width="3"/>'
    )
    axis = f'<path d="M{EDGE} 16H{LINE - EDGE}" stroke="var(--rk-line)" stroke-width="2"/>'
    return f'<div class="rk-figures">{shown}</div><svg class="rk-line" viewBox="0 0 {LINE} 42" aria-hidden="true">{axis}{drawn}{dots}</svg>'


def listed_parties(case: Case) -> str:
    """The parties and ties of a case as two tables, for who cannot see a network."""
    names, unknown = {p.key: p.called for p in case.parties}, "niet bekend"
    parties = [(p.called, p.kind or unknown, p.sector or unknown, p.position or unknown) for p in case.parties[:MOST]]
    ties = [(names.get(t.source, t.source), names.get(t.target, t.target), t.kind or unknown) for t in case.ties[:MOST]]
    tables = [
        (f"{len(case.parties)} partijen", ("Partij", "Soort", "Sector", "Houding"), parties),
        (f"{len(case.ties)} banden", ("Van", "Met", "Soort band"), ties),
    ]
    more = f"<p>Van elk staan hier de eerste {MOST}.</p>" if max(len(case.parties), len(case.ties)) > MOST else ""
    return more + "".join(Table(*table).html() for table in tables if table[2])
