"""The experiment engine: a *proef* is declared, the engine does the rest.

An `Experiment` says what is asked, what can be set, which pure function turns settings into an outcome, and how that outcome is
shown in a picture, in words and in measures. The engine lays it out in the six steps (voorspel, probeer, vergelijk, check, eigen
casus, wat dit weglaat), keeps the prediction, resets, remembers, and writes to the case file.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from math import isnan
from time import perf_counter
from typing import Any, NamedTuple

import attrs

from ..cases import Case, shipped, workspace
from ..cases.references import cited_html
from ..plots.svg import escape
from .case_panel import CasePanel, case_field
from .controls import Choice, Rows, Slider, Text, Upload, dutch, with_unit
from .declaration import PACKAGE, Card, Control, Measure, Table, proef_class
from .declaration import Proef as Base
from .panel import Panel, lacking, show
from .quiz import questions


@attrs.frozen
class Guess:
    """The prediction that is asked before anything is shown.

    `answer` gives what the model says for a case, `explain` one or two sentences on why. Where the outcome is what the learner does
    himself, `compare` says it instead: (case, guess, outcome) -> sentences, anew at every change.
    """

    question: str
    field: Callable[[Case], Control]
    answer: Callable[[Case], Any] | None = None
    explain: Callable[[Case, Any], str] | None = None
    compare: Callable[[Case, Any, Any], str] | None = None


@attrs.frozen
class Chart:
    """A chart on request (only then is matplotlib loaded): what its button says, and the functions for its SVG text and words."""

    name: str
    svg: Callable[[Any], str]
    words: Callable[[Any], str]


@attrs.frozen
class Experiment:
    """The declaration of a proef.

    Attributes:
        key, notebook: where answers are kept in the case: `antwoorden.<notebook>.<key>`.
        title: one line.
        guess: the prediction question.
        controls: what can be set, for a case.
        outcome: pure function (case, **settings) -> any object.
        picture: that object -> SVG text.
        words: that object -> the state in Dutch sentences, for who cannot see the picture, for the tests.
        report: that object -> one to four sentences for the regieplan, about the case and without "u"; "" where there is nothing to say.
        measures: that object -> measures before and after.
        own: the question for the own case.
        leaves_out: what the model leaves out, sentences.
        sources: keys of works in `data/references.bib`.
        strategy: begin, structuur, cultuur or proces.
        pick: what to tell of a party chosen in the picture: (object, key) -> sentence.
        picks: what can be chosen there, with its article.
        chart: a chart that the learner can ask for, below the controls.
        blind: the picture itself is the answer, so it waits for the prediction.
        columns: what the two columns of the measures are called.
        ready: what a case lacks for this proef: case -> None or a Dutch sentence.
        cards: controls that are shown one card at a time, for a case.
        note: (object, key of a card or of a control in no card) -> a sentence below it ("" for none); below a card once all of it is answered.
        tables: that object -> tables below the picture.
        needs: packages that a browser may lack; the panel then says so.
    """

    key: str
    notebook: str
    title: str
    guess: Guess
    controls: Callable[[Case], Sequence[Control]]
    outcome: Callable[..., Any]
    picture: Callable[[Any], str]
    words: Callable[[Any], str]
    report: Callable[[Any], str]
    measures: Callable[[Any], Sequence[Measure]]
    own: str
    leaves_out: Sequence[str]
    sources: Sequence[str]
    strategy: str = "structuur"
    pick: Callable[[Any, str], str] | None = None
    picks: str = "een partij"
    chart: Chart | None = None
    blind: bool = False
    columns: tuple[str, str] = ("voor", "na")
    ready: Callable[[Case], str | None] = lambda case: None
    cards: Callable[[Case], Sequence[Card]] = lambda case: ()
    note: Callable[[Any, str], str] = lambda outcome, key: ""
    tables: Callable[[Any], Sequence[Table]] = lambda outcome: ()
    needs: tuple[str, ...] = ()

    def settings(self, case: Case, **given: Any) -> dict[str, Any]:
        """The settings for a case: the starting state, with what is given in its place (checked).

        Raises:
            ValueError: a value that a control does not accept.
            KeyError: a name that is no control.
        """
        controls = {c.key: c for c in self.controls(case)}
        for name in given:
            if name not in controls:
                raise KeyError(name)
        return {k: c.accept(given.get(k, c.start)) for k, c in controls.items()}


#: Where each proef is declared: one module per idea, in the order of the notebooks.
EXPERIMENTS = {
    "profiel": "dimensions",
    "containerbegrip": "container_term",
    "containerbegrip_klas": "container_term_class",
    "feel_good": "feel_good",
    "waarom_regie": "mutual_reinforcement",
    "drie_vormen": "process_content",
    "kader": "framing",
    "aangekondigd": "announced_form",
    "gunnen": "role_granted",
    "routes": "care_routes",
    "gebeurtenissenlog": "event_log",
    "eilandenrijk": "islands",
    "poolse_landdag": "decision_rule",
    "verkokering": "silos",
    "overlap": "overlap",
    "past_niet": "congruence",
    "lenzen": "lenses",
    "diagnose": "diagnosis",
    "model_werkelijkheid": "model_reality",
    "dilemmabox": "dilemma_box",
    "verbouwing": "transformation_costs",
    "stappen": "big_bang",
    "knippen": "task_units",
    "warme_overdracht": "handover_chain",
    "vele_handen": "many_hands",
    "echelons": "echelons",
    "voorbeeldfiguren": "role_models",
    "regels_of_waarden": "values_or_rules",
    "waarden_vragen": "value_profiles",
    "ontwerp": "process_design",
    "blikken": "views",
    "spelers": "player_power",
    "tafel": "representatives",
    "brede_agenda": "package_deal",
    "spelregels": "rules_of_the_game",
    "grootste_gemene_deler": "common_denominator",
    "winst_en_dreiging": "gain_and_loss",
    "rollen_en_niveaus": "levels",
    "wie_regisseert": "acceptability",
    "schaduw": "shadow_of_law",
    "ondernemende_regisseur": "delegation",
    "loont_het": "cooperation_pays",
    "mix": "policy_mix",
}

#: Proeven whose panel is not declared but written: key -> module with a function `proef`.
EXERCISES: dict[str, str] = {"woord_in_document": "word_in_context", "model_werkelijkheid": "model_reality"}

#: Combinations of settings whose pictures a proef remembers; some 10 MB at most.
REMEMBERED = 500

#: How long the kernel works ahead at a time: what the learner does meanwhile waits no longer than this and one picture.
AHEAD_SECONDS = 0.01


def experiment(key: str) -> Experiment:
    """The declaration of the proef with this key.

    Raises:
        KeyError: there is none (the message lists the keys).
    """
    from importlib.util import find_spec

    modules = {**EXPERIMENTS, **EXERCISES}
    strategy = next((s for s in ("begin", "structuur", "cultuur", "proces") if find_spec(f"{PACKAGE}.{s}.{key}")), None)
    if strategy:
        return bridge(key)
    if key not in modules:
        raise KeyError(f"Er is geen proef {key!r}; kies uit {', '.join(modules)}.")
    return import_module(f"{__package__}.{modules[key]}").EXPERIMENT


@cache
def bridge(key: str) -> Experiment:
    """A proef of the new kind as a declaration of the old kind, until all have moved."""
    cls = proef_class(key)
    curve = cls.curve is not Base.curve
    return Experiment(
        key=key, notebook=cls.notebook, title=cls.title, strategy=cls.strategy, blind=cls.blind, needs=cls.needs, columns=cls.columns, own=cls.own,
        leaves_out=cls.leaves_out, sources=cls.sources, picks=cls.picks,
        guess=Guess(
            cls.question, cls.guess, cls.answer if cls.answer.__func__ is not Base.answer.__func__ else None, cls.explain,
            (lambda case, guess, o: o.compared(guess)) if cls.compared is not Base.compared else None,
        ),
        controls=cls.controls, outcome=cls, picture=lambda o: o.svg(), words=lambda o: o.words(), report=lambda o: o.report(),
        measures=lambda o: o.measures(), pick=(lambda o, k: o.pick(k)) if cls.pick is not Base.pick else None, ready=cls.ready, cards=cls.cards,
        note=lambda o, k: o.note(k), tables=lambda o: o.tables(),
        chart=Chart(CHART_NAMES[key], lambda o: o.curve()[1].svg(o.curve()[0], o.curve()[2]), lambda o: o.curve()[2]) if curve else None,
    )  # fmt: skip


CHART_NAMES = {"eilandenrijk": "De wachttijd in een grafiek", "feel_good": "Steun tegen het aantal betekenissen"}


def proef(key: str) -> Panel:
    """The proef with this key, ready to show: the one call of a notebook cell."""
    if key in EXERCISES:
        return import_module(f"{__package__}.{EXERCISES[key]}").proef()
    return Proef(experiment(key))


class Shown(NamedTuple):
    """What one combination of settings gives."""

    outcome: Any
    words: str
    content: dict[str, Any]


class Proef(CasePanel):
    """An experiment on the screen, on the current case."""

    def __init__(self, declaration: Experiment) -> None:
        self.declaration = declaration
        self._round = 0  # what was worked ahead holds for this round
        super().__init__()

    # -- state ------------------------------------------------------------------------------------------------------------

    def restart(self) -> None:
        """Take the current case and what was answered in it; show the starting state."""
        with self._lock:
            self.key, self.case = workspace.in_use()
            d = self.declaration
            kept = _mapping(_mapping(self.case.answers.get(d.notebook)).get(d.key))
            settings, quiz = _mapping(kept.get("instellingen")), _mapping(kept.get("check"))
            self.missing = lacking(d.needs) or d.ready(self.case)
            self._seen: dict[tuple, Shown] = {}
            self._round += 1
            self._verdict: str | None = None
            self._files: dict[str, Any] = {}
            self._before: dict[str, list[Any]] = {}  # what tables held before each change
            self.charting = False
            self.deck = () if self.missing else tuple(d.cards(self.case))
            self.controls: dict[str, Control] = {} if self.missing else {c.key: c for c in d.controls(self.case)}
            self.questions = questions(d.notebook, d.key)
            values: dict[str, Any] = {
                k: c.start if isinstance(c, Upload) else _accepted(c, settings.get(k)) for k, c in self.controls.items()
            }
            self.guess_field = None if self.missing else d.guess.field(self.case)
            made = self.guess_field is not None and _sound(self.guess_field, kept.get("voorspelling"))
            self.guessed = "voorspeld" if made else "overgeslagen" if kept.get("zonder_voorspelling") is True else ""
            if self.guess_field:
                values["_guess"] = _accepted(self.guess_field, kept.get("voorspelling"))
            self._sound = {k: v for k, v in values.items() if k in self.controls or k == "_guess"}
            self.at = self._first(values)
            values["_case"] = self.key
            values["_own"] = str(kept.get("eigen", ""))
            values |= {f"_quiz:{q.key}": quiz.get(q.key) for q in self.questions}
            values["_picture"] = None
            self.quietly(values=values)
            self.quietly(tree=self._tree(), live=self._live(), spoken="")

    def settings(self) -> dict[str, Any]:
        """The current settings, per control; of a file its name."""
        return {k: self.values[k] for k in self.controls}

    def _done(self, card: Card, values: Mapping[str, Any] | None = None) -> bool:
        values = self.values if values is None else values
        return all(values.get(k) not in (None, "") for k in card.controls)

    def _first(self, values: Mapping[str, Any]) -> int:
        """The first card that is not done; the first of all where the learner has done nothing yet."""
        if all(values[k] == _accepted(self.controls[k], self.controls[k].start) for card in self.deck for k in card.controls):
            return 0
        return next((i for i, card in enumerate(self.deck) if not self._done(card, values)), 0)

    def ahead(self, wanted: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The content for these changes of the settings: as many as can be made in a short time, at least one.

        The browser asks while the learner rests on a slider, so that the next move shows at once.
        """
        out: list[dict[str, Any]] = []
        until = perf_counter() + AHEAD_SECONDS
        for change in wanted if self.guessed and not self.missing else ():
            try:
                settings = {k: self.controls[k].accept(v) for k, v in change.items()}
                content = self._shown({**self.settings(), **settings}).content
            except Exception:  # the move itself will say what is wrong
                continue
            out.append({"at": self._at({**self.settings(), **settings}), "live": content})
            if perf_counter() > until:
                break
        return out

    def _at(self, settings: Mapping[str, Any]) -> list[Any]:
        """What the browser knows a combination of settings by: texts, tables and files make a new round instead."""
        return [self._round, {k: settings[k] for k, c in self.controls.items() if isinstance(c, Slider | Choice)}]

    def _shown(self, settings: dict[str, Any] | None = None) -> "Shown":
        """What the settings (default: the current ones) give; remembered per combination of settings."""
        settings = self.settings() if settings is None else settings
        at = tuple(v if v.__hash__ else repr(v) for v in settings.values())
        if at not in self._seen:
            d = self.declaration
            outcome = d.outcome(
                self.case, **{k: self._files.get(k) if isinstance(c, Upload) else settings[k] for k, c in self.controls.items()}
            )
            words = d.words(outcome)
            content = {
                "_picture": {"svg": d.picture(outcome), "title": d.title, "words": words},
                "_measures": measure_table(d.measures(outcome), d.columns),
                "_tables": "".join(t.html() for t in d.tables(outcome)),
            }
            if len(self._seen) >= REMEMBERED:
                self._seen.pop(next(iter(self._seen)))
            self._seen[at] = Shown(outcome, words, content)
        return self._seen[at]

    # -- what the learner does --------------------------------------------------------------------------------------------

    def changed(self, keys: list[str]) -> None:
        if self.chose(keys):
            return
        errors = {}
        self._round += any(isinstance(self.controls.get(k), Text | Rows | Upload) for k in keys)
        for key in keys:
            control = self.guess_field if key == "_guess" else self.controls.get(key)
            if control:
                value = self.values[key]
                if isinstance(control, Rows) and self._sound.get(key) not in (None, value):
                    self._before.setdefault(key, []).append(self._sound[key])
                    self.tree = self._tree()
                try:
                    accepted = self._sound[key] = control.accept(value)
                except ValueError as problem:  # what was there before comes back, with the remedy beside the field
                    errors[f"fout:{key}"], accepted = str(problem), self._sound.get(key, control.start)
                if (accepted, type(accepted)) != (value, type(value)):
                    self.quietly(values={**self.values, key: accepted})
        with self.hold_sync():  # one message
            self.live = self._live(errors)
            if any(k in self.controls for k in keys):
                card = next((card for card in self.deck if card.key == self._card() and set(keys) & set(card.controls)), None)
                self.spoken = self._note(card.key) if card and self._done(card) else self._progress() if card else self._shown().words
        if self.guessed and not errors and any(self._typed(k) for k in keys):
            self._keep(instellingen=self._lasting())
        for key in keys:
            if key == "_own":
                self._keep(eigen=self.values["_own"])
            elif key.startswith("_quiz:"):
                self._keep(check={q.key: self.values[f"_quiz:{q.key}"] for q in self.questions if self.values[f"_quiz:{q.key}"]})
                self.spoken = next(q for q in self.questions if key == f"_quiz:{q.key}").feedback(self.values[key])

    def clicked(self, key: str) -> None:
        if self.missing:
            return
        if key == "_commit":
            self._reveal("voorspeld", voorspelling=self.values["_guess"], zonder_voorspelling=None)
        elif key == "_skip":
            self._reveal("overgeslagen", zonder_voorspelling=True, voorspelling=None)
        elif key == "_charting":
            self.charting = not self.charting
            self.tree, self.live = self._tree(), self._live()
        elif key == "_again":
            self._reveal("", zonder_voorspelling=None, voorspelling=None)
        elif key.startswith("_undo:"):
            name = key.removeprefix("_undo:")
            if before := self._before.get(name):
                rows = before.pop()
                self.put(**{name: rows})
                self._before[name].pop()  # going back is no new step
                self.tree = self._tree()
        elif key in {"_next", "_previous"}:
            self.at = min(max(self.at + (1 if key == "_next" else -1), 0), len(self.deck) - 1)
            self.tree, self.live = self._tree(), self._live()
            self.focus("_card")
        elif key == "_reset":
            start = {k: c.start for k, c in self.controls.items()}
            self._files.clear()
            self._seen.clear()
            self._before.clear()
            self._round += 1
            self.at = self._first({**self.values, **start})
            self.mend()
            self.tree = self._tree()
            self.quietly(values={**self.values, **start, "_picture": None})
            self._sound = dict(start)
            self.live = self._live()
            self.spoken = self._shown().words
        elif key == "_keep":
            self._keep(eigen=self.values["_own"], instellingen=self._lasting(), uitkomst=self.declaration.report(self._shown().outcome))
            self.live = {**self.live, "_kept": f"Bewaard in de casus ‘{escape(self.case.title)}’. {escape(workspace.notice() or '')}"}
            self.spoken = "Bewaard."

    def _typed(self, key: str) -> bool:
        """Whether this is a control that took the learner work: what is filled in there is kept without asking."""
        return isinstance(self.controls.get(key), Text | Rows) or any(key in card.controls for card in self.deck)

    def _lasting(self) -> dict[str, Any]:
        """The settings that go into the case: not what is still open, and no file."""
        return {k: v for k, v in self.settings().items() if v is not None and not isinstance(self.controls[k], Upload)}

    def received(self, key: str, name: str, data: bytes) -> None:
        control = self.controls.get(key)
        if not isinstance(control, Upload):
            return
        try:
            read = control.read(name, data)
        except ValueError as problem:  # what was read before is still there
            self.live = self._live({f"fout:{key}": str(problem)})
            return
        self._files[key] = read
        self._seen.clear()
        self._round += 1
        self.quietly(values={**self.values, key: name})
        self.live = self._live()
        self.spoken = self._shown().words

    def _reveal(self, guessed: str, **answer: Any) -> None:
        self.guessed, self._verdict = guessed, None
        self._keep(**answer)
        self.tree = self._tree()
        self.live = self._live()
        self.spoken = self._compared() if guessed == "voorspeld" else self._shown().words
        self.focus("_try" if guessed else "_guess")

    def _keep(self, **answer: Any) -> None:
        workspace.answer(self.declaration.notebook, self.declaration.key, key=self.key, **answer)

    # -- what is shown ----------------------------------------------------------------------------------------------------

    def _compared(self) -> str:
        guess = self.declaration.guess
        if guess.compare:
            return guess.compare(self.case, self.values["_guess"], self._shown().outcome)
        if self._verdict is None:  # once per prediction: an answer may take a hundred random networks
            answer = guess.answer(self.case)
            self._verdict = f"{compare(self.guess_field, self.values['_guess'], answer)} {guess.explain(self.case, answer)}"
        return self._verdict

    def _live(self, errors: Mapping[str, str] = {}) -> dict[str, Any]:
        if self.missing:
            return {}
        content = self._shown().content
        if not self.guessed:  # nothing that gives the answer away
            return {**({} if self.declaration.blind else {"_picture": content["_picture"]}), **errors}
        live = {**content, "_at": self._at(self.settings()), **errors}
        if self.deck:
            live["_progress"] = f"<p>{self._progress()}</p>"
        if self.charting:
            chart, outcome = self.declaration.chart, self._shown().outcome
            live["_chart"] = {"svg": chart.svg(outcome), "title": chart.name, "words": chart.words(outcome)}
        live["_compare"] = f"<p>{escape(self._compared())}</p>" if self.guessed == "voorspeld" else "<p>U deed geen voorspelling.</p>"
        live["_guessed"] = (
            f"<p>Uw voorspelling: <strong>{escape(self.guess_field.say(self.values['_guess']))}</strong></p>"
            if self.guessed == "voorspeld"
            else ""
        )
        picked = self.values.get("_picture")
        if self.declaration.pick:
            sentence = self._picked(picked)
            live["_pick"] = f"<p>{escape(sentence)}</p>"
        for key in [self._card(), *(k for k in self.controls if not any(k in card.controls for card in self.deck))]:
            if key and (note := self._note(key)):
                live[f"_note:{key}"] = f"<p>{escape(note)}</p>"
        for q in self.questions:
            live[f"_feedback:{q.key}"] = q.feedback_html(self.values.get(f"_quiz:{q.key}"))
        return live

    def _card(self) -> str | None:
        """The key of the card on the table."""
        return self.deck[self.at].key if self.deck else None

    def _note(self, key: str) -> str:
        card = next((card for card in self.deck if card.key == key), None)
        return "" if card and not self._done(card) else self.declaration.note(self._shown().outcome, key)

    def _progress(self) -> str:
        return f"{sum(map(self._done, self.deck))} van de {len(self.deck)} kaarten gedaan."

    def _picked(self, party: str | None) -> str:
        if not party:
            return f"Kies {self.declaration.picks} in het plaatje (muis of pijltjestoetsen met Enter) om er meer over te lezen."
        try:
            return self.declaration.pick(self._shown().outcome, party)  # type: ignore[misc]
        except KeyError:
            return "Dit komt in deze stand niet voor."

    def _tree(self) -> list[dict[str, Any]]:
        d, case = self.declaration, self.case
        top = box(
            "_top",
            [
                case_field(),
                box("_tools", [button("_reset", "Herstel", "rk-small"), {"t": "large", "key": "_large"}], cls="rk-tools"),
            ],
            cls="rk-top",
        )
        status = "fictieve casus" if case.status == "fictief" else "eigen casus"
        kind = html("_kind", f"Denkmodel · {status}", tag="p", cls="rk-kind")
        if self.missing:
            inside = [kind, top, html("_missing", f"<p>{escape(self.missing)}</p>", cls="rk-result")]
            return [box("_proef", inside, tag="section", cls=f"rk-proef rk-{d.strategy}", label=d.title)]
        guess = box(
            "_guessing",
            [
                html("_step1", step(1, "Voorspel", d.guess.question)),
                *(
                    [live("_guessed"), button("_again", "Opnieuw voorspellen", "rk-small")]
                    if self.guessed
                    else [
                        {**self.guess_field.block(), "key": "_guess"},
                        box(
                            "_commits",
                            [button("_commit", "Leg mijn voorspelling vast", "rk-primary"), button("_skip", "Verder zonder voorspelling")],
                            cls="rk-row",
                        ),
                    ]
                ),
            ],
        )
        trying = box(
            "_trying",
            [
                html("_try", step(2, "Probeer")),
                *self._deck_blocks(),
                *self._blocks(wide=False),
                d.chart and {**button("_charting", d.chart.name, "rk-small"), "pressed": self.charting},
                d.chart and self.charting and {"t": "picture", "key": "_chart"},
            ],
            cls="rk-trying",
        )
        comparing = box("_comparing", [html("_step3", step(3, "Vergelijk")), live("_compare", cls="rk-result")])
        picture = box(
            "_right",
            cls="rk-view",
            blocks=[
                (self.guessed or not d.blind) and {"t": "picture", "key": "_picture"},
                self.guessed and d.pick and live("_pick", cls="rk-pick"),
                self.guessed and live("_measures"),
            ],
        )
        left = box("_left", [guess, *([trying, comparing] if self.guessed else [])], cls="rk-left")
        rest = self.guessed and box(
            "_rest",
            [
                self.questions and box("_checks", [html("_step4", step(4, "Check")), *self._quiz_blocks()], cls="rk-part"),
                box(
                    "_owns",
                    [
                        html("_step5", step(5, "Eigen casus", self._own_invitation())),
                        {"t": "area", "key": "_own", "label": d.own},
                        box("_keeps", [button("_keep", "Bewaar deze stand in de casus"), live("_kept")], cls="rk-row"),
                    ],
                    cls="rk-part",
                ),
                box("_leaves", [html("_leaves_out", self._leaves_out())], tag="details", summary="6  Wat dit denkmodel weglaat"),
            ],
            cls="rk-rest",
        )
        wide = self.guessed and list(self._blocks(wide=True))
        inside = [
            kind,
            top,
            box("_main", [left, picture], cls="rk-main"),
            wide and box("_wide", wide, cls="rk-wide"),
            self.guessed and live("_tables", cls="rk-tables"),
            rest,
        ]
        return [box("_proef", inside, tag="section", cls=f"rk-proef rk-{d.strategy}", label=d.title)]

    def _blocks(self, wide: bool) -> list[dict[str, Any]]:
        """The controls that are in no card, each with its note: the wide tables, or all others."""
        loose = [
            c for c in self.controls.values() if not any(c.key in card.controls for card in self.deck) and getattr(c, "wide", False) == wide
        ]
        return [block for c in loose for block in (*self._fields(c), live(f"_note:{c.key}", cls="rk-note"))]

    def _fields(self, control: Control) -> list[dict[str, Any]]:
        """A control; below a table the way back from the last change."""
        if not isinstance(control, Rows):
            return [control.block()]
        return [
            control.block(),
            {
                **button(f"_undo:{control.key}", "Laatste wijziging ongedaan maken", "rk-small"),
                "disabled": not self._before.get(control.key),
            },
        ]

    def _deck_blocks(self) -> list[dict[str, Any]]:
        if not self.deck:
            return []
        card, last = self.deck[self.at], len(self.deck) - 1
        return [
            box(
                "_deck",
                [
                    html(
                        "_card",
                        f'<h4><span class="rk-count">Kaart {self.at + 1} van {last + 1}</span> {escape(card.title)}</h4><p>{escape(card.text)}</p>',
                    ),
                    *(block for k in card.controls for block in self._fields(self.controls[k])),
                    live(f"_note:{card.key}", cls="rk-note"),
                    box(
                        "_turn",
                        [
                            {**button("_previous", "‹ Vorige kaart", "rk-small"), "disabled": self.at == 0},
                            {**button("_next", "Volgende kaart ›", "rk-small"), "disabled": self.at == last},
                            live("_progress"),
                        ],
                        cls="rk-row",
                    ),
                ],
                cls="rk-deck",
            )
        ]

    def _own_invitation(self) -> str:
        if self.case.status == "eigen":
            return f"U werkt aan uw eigen casus: ‘{self.case.title}’."
        own = [t for k, t in workspace.listing().items() if k not in shipped()]
        if own:
            return f"Dit was ‘{self.case.title}’. Kies bij Casus uw eigen casus: dezelfde proef, uw eigen partijen."
        return "Begin in het notebook ‘Begin’ een eigen casus; daarna kiest u hem hier bij Casus. Een notitie maken kan nu al."

    def _quiz_blocks(self) -> list[dict[str, Any]]:
        out = []
        for q in self.questions:
            out.append(
                {"t": "choice", "key": f"_quiz:{q.key}", "label": q.text, "options": [[str(i), o.text] for i, o in enumerate(q.options)]}
            )
            out.append(live(f"_feedback:{q.key}"))
        return out

    def _leaves_out(self) -> str:
        points = "".join(f"<li>{escape(s)}</li>" for s in self.declaration.leaves_out)
        sources = "".join(f"<li>{cited_html(key)}</li>" for key in self.declaration.sources)
        return (
            f"<p>Dit is een denkmodel: het maakt een mechanisme zichtbaar en bewijst niets over een echte gemeente.</p><ul>{points}</ul>"
            f"<p>Bronnen:</p><ul>{sources}</ul>"
        )

    # -- without a browser ------------------------------------------------------------------------------------------------

    def text(self) -> str:
        """The state in words: title, sentence, measures. The `text/plain` of the cell."""
        if self.missing:
            return f"{self.declaration.title}\n{self.missing}"
        d, shown = self.declaration, self._shown()
        lines = [f"{d.title}\nCasus: {self.case.title} ({self.case.status}).", shown.words]
        lines += [f"- {m.name}: {d.columns[0]} {m.texts()[0]}, {d.columns[1]} {m.texts()[1]}" for m in d.measures(shown.outcome)]
        lines += [line for t in d.tables(shown.outcome) for line in t.text()]
        return "\n".join(lines)

    def static(self) -> str:
        """The proef as plain HTML: picture with alternative text, words, measures."""
        if self.missing:
            return f"<p>{escape(self.missing)}</p>"
        _, words, content = self._shown()
        return static_figure(content["_picture"]["svg"], words) + content["_measures"] + content["_tables"]

    def _ipython_display_(self, **_: Any) -> None:
        show(self, text=self.text(), html=self.static())


def static_figure(svg: str, words: str) -> str:
    """A picture that needs no widget: `<figure><img alt>` with the SVG inside, and the words as caption."""
    from base64 import b64encode

    data = b64encode(svg.encode()).decode()
    return (
        f'<figure style="margin:0;max-width:960px"><img src="data:image/svg+xml;base64,{data}" alt="{escape(words)}" '
        f'style="width:100%"><figcaption>{escape(words)}</figcaption></figure>'
    )


def measure_table(measures: Sequence[Measure], columns: tuple[str, str] = ("voor", "na")) -> str:
    """Measures before (open mark) and after (filled mark) as an HTML table."""
    rows = "".join(
        f'<tr><th scope="row">{escape(m.name)}</th><td class="rk-num rk-before">{before}</td><td class="rk-num rk-after">{after}</td></tr>'
        for m in measures
        for before, after in [m.texts()]
    )
    return (
        (
            '<table><caption>De maten</caption><thead><tr><th scope="col">Maat</th>'
            f'<th scope="col" class="rk-num">○ {columns[0]}</th>'
            f'<th scope="col" class="rk-num">● {columns[1]}</th></tr></thead><tbody>{rows}</tbody></table>'
        )
        if rows
        else ""
    )


def compare(field: Control | None, guess: Any, answer: Any) -> str:
    """The guess beside the outcome, in one sentence with the number."""
    if field is None:
        return ""
    if isinstance(field, Choice):
        if guess == answer:
            return f"U voorspelde: {field.say(guess)}. Het denkmodel zegt hetzelfde."
        return f"U voorspelde: {field.say(guess)}. Het denkmodel komt uit op: {field.say(answer)}."
    if isnan(answer):
        return f"U voorspelde {field.say(guess)}. Het denkmodel kan hier geen uitkomst bepalen."
    gap = answer - guess
    digits = 0 if field.step >= 1 else 1
    if abs(gap) <= field.step / 2:
        return f"U voorspelde {field.say(guess)} en dat is ook wat het denkmodel vindt."
    if gap == float("inf"):
        return f"U voorspelde {field.say(guess)}. In het denkmodel is er geen grens: het loopt vast."
    side = "meer" if gap > 0 else "minder"
    return (
        f"U voorspelde {field.say(guess)}. Het denkmodel komt uit op {with_unit(dutch(answer, digits), field.unit, answer)}: "
        f"{dutch(abs(gap), digits)} {side} dan u dacht."
    )


def _accepted(control: Control, value: Any) -> Any:
    try:
        return control.accept(value)
    except ValueError:
        return control.start


def _sound(control: Control, value: Any) -> bool:
    try:
        control.accept(value)
    except ValueError:
        return False
    return True


def _mapping(value: Any) -> Mapping[str, Any]:
    """What a case file holds here, if it is a table: someone may have edited it by hand."""
    return value if isinstance(value, Mapping) else {}


def step(number: int, name: str, text: str = "") -> str:
    """The heading of a step, and a line below it."""
    return f'<h3><span class="rk-step">{number}</span>{escape(name)}</h3>' + (f"<p>{escape(text)}</p>" if text else "")


def box(key: str, blocks: Sequence[Any], **more: Any) -> dict[str, Any]:
    """A container block; blocks that are falsy are left out."""
    return {"t": "box", "key": key, "blocks": [b for b in blocks if b], **more}


def html(key: str, content: str, **more: Any) -> dict[str, Any]:
    """A block of HTML that stays."""
    return {"t": "html", "key": key, "html": content, **more}


def live(key: str, **more: Any) -> dict[str, Any]:
    """A block of HTML whose content is in `live`."""
    return {"t": "html", "key": key, **more}


def button(key: str, label: str, cls: str = "") -> dict[str, Any]:
    """A button."""
    return {"t": "button", "key": key, "label": label, "cls": cls}
