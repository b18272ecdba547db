"""The experiment engine: a *proef* is declared, the engine does the rest.

An `Experiment` says what is asked, what can be set, which pure function turns settings into an outcome, and how that outcome is
shown in a picture, in words and in measures. The engine lays it out in the six steps (voorspel, probeer, vergelijk, check, eigen
casus, wat dit weglaat), keeps the prediction, resets, remembers, and writes to the case file.
"""

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from typing import Any

import attrs

from ..cases import Case
from .declaration import PACKAGE, Card, Control, Measure, Table, proef_class
from .declaration import Proef as Base


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
