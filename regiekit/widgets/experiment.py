"""The experiment engine: a *proef* is declared, the engine does the rest.

An `Experiment` says what is asked, what can be set, which pure function turns settings into an outcome, and how that outcome is
shown in a picture, in words and in measures. The engine lays it out in the six steps (voorspel, probeer, vergelijk, check, eigen
casus, wat dit weglaat), keeps the prediction, resets, remembers, and writes to the case file.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from math import isfinite, isnan
from typing import Any, NamedTuple

import attrs

from ..cases import Case, shipped, workspace
from ..plots.svg import escape
from .controls import Choice, Slider, dutch, with_unit
from .panel import Panel, follow, refresh, show
from .quiz import questions

Control = Slider | Choice


@attrs.frozen
class Measure:
    """A number before and after, with what it is called. `scale` is the factor at which it is shown (100 for per cent)."""

    name: str
    before: float
    after: float
    unit: str = ""
    digits: int = 2
    scale: float = 1

    def texts(self) -> tuple[str, str]:
        return tuple(dutch(v * self.scale, self.digits) + (self.unit if isfinite(v) else "") for v in (self.before, self.after))  # type: ignore[return-value]


@attrs.frozen
class Guess:
    """The prediction that is asked before anything is shown.

    `answer` gives what the model says for a case, `explain` one or two sentences on why.
    """

    question: str
    field: Callable[[Case], Control]
    answer: Callable[[Case], Any]
    explain: Callable[[Case, Any], str]


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
        words: that object -> the state in Dutch sentences, for who cannot see the picture, for the report, for the tests.
        measures: that object -> measures before and after.
        own: the question for the own case.
        leaves_out: what the model leaves out, sentences.
        sources: references, one line each.
        strategy: begin, structuur, cultuur or proces.
        pick: what to tell of a party chosen in the picture: (object, key) -> sentence.
        chart: a chart that the learner can ask for, below the controls.
        blind: the picture itself is the answer, so it waits for the prediction.
        columns: what the two columns of the measures are called.
        ready: what a case lacks for this proef: case -> None or a Dutch sentence.
    """

    key: str
    notebook: str
    title: str
    guess: Guess
    controls: Callable[[Case], Sequence[Control]]
    outcome: Callable[..., Any]
    picture: Callable[[Any], str]
    words: Callable[[Any], str]
    measures: Callable[[Any], Sequence[Measure]]
    own: str
    leaves_out: Sequence[str]
    sources: Sequence[str]
    strategy: str = "structuur"
    pick: Callable[[Any, str], str] | None = None
    chart: Chart | None = None
    blind: bool = False
    columns: tuple[str, str] = ("voor", "na")
    ready: Callable[[Case], str | None] = lambda case: None

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


#: Where each proef is declared: one module per idea.
EXPERIMENTS = {
    "eilandenrijk": "islands",
    "poolse_landdag": "decision_rule",
    "verkokering": "silos",
    "overlap": "overlap",
    "past_niet": "congruence",
    "lenzen": "lenses",
    "diagnose": "diagnosis",
}

#: Combinations of settings whose pictures a proef remembers; some 10 MB at most.
REMEMBERED = 500


def experiment(key: str) -> Experiment:
    """The declaration of the proef with this key.

    Raises:
        KeyError: there is none (the message lists the keys).
    """
    if key not in EXPERIMENTS:
        raise KeyError(f"Er is geen proef {key!r}; kies uit {', '.join(EXPERIMENTS)}.")
    return import_module(f"{__package__}.{EXPERIMENTS[key]}").EXPERIMENT


def proef(key: str) -> "Proef":
    """The proef with this key, ready to show: the one call of a notebook cell."""
    return Proef(experiment(key))


class Shown(NamedTuple):
    """What one combination of settings gives."""

    outcome: Any
    words: str
    content: dict[str, Any]


class Proef(Panel):
    """An experiment on the screen, on the current case."""

    def __init__(self, declaration: Experiment) -> None:
        self.declaration = declaration
        super().__init__()
        self.restart()
        follow(self)

    # -- state ------------------------------------------------------------------------------------------------------------

    def restart(self) -> None:
        """Take the current case and what was answered in it; show the starting state."""
        with self._lock:
            self.case, self.key = workspace.current(), workspace.current_key()
            d = self.declaration
            kept = _mapping(_mapping(self.case.answers.get(d.notebook)).get(d.key))
            settings, quiz = _mapping(kept.get("instellingen")), _mapping(kept.get("check"))
            self.missing = d.ready(self.case)
            self._seen: dict[tuple, Shown] = {}
            self._verdict: str | None = None
            self._sound: dict[str, Any] = {}
            self.charting = False
            self.controls: dict[str, Control] = {} if self.missing else {c.key: c for c in d.controls(self.case)}
            self.questions = questions(d.notebook, d.key)
            values: dict[str, Any] = {k: _accepted(c, settings.get(k)) for k, c in self.controls.items()}
            self.guess_field = None if self.missing else d.guess.field(self.case)
            made = self.guess_field is not None and _sound(self.guess_field, kept.get("voorspelling"))
            self.guessed = "voorspeld" if made else "overgeslagen" if kept.get("zonder_voorspelling") is True else ""
            if self.guess_field:
                values["_guess"] = _accepted(self.guess_field, kept.get("voorspelling"))
            values["_case"] = self.key
            values["_own"] = str(kept.get("eigen", ""))
            values |= {f"_quiz:{q.key}": quiz.get(q.key) for q in self.questions}
            values["_picture"] = None
            self.quietly(values=values)
            self.quietly(tree=self._tree(), live=self._live(), spoken="")

    def settings(self) -> dict[str, Any]:
        """The current settings, per control."""
        return {k: self.values[k] for k in self.controls}

    def _shown(self) -> "Shown":
        """What the current settings give; remembered per combination of settings."""
        settings = self.settings()
        at = tuple(settings.values())
        if at not in self._seen:
            d = self.declaration
            outcome = d.outcome(self.case, **settings)
            words = d.words(outcome)
            content = {"_picture": {"svg": d.picture(outcome), "title": d.title, "words": words},
                       "_measures": measure_table(d.measures(outcome), d.columns)}
            if len(self._seen) >= REMEMBERED:
                self._seen.pop(next(iter(self._seen)))
            self._seen[at] = Shown(outcome, words, content)
        return self._seen[at]

    # -- what the learner does --------------------------------------------------------------------------------------------

    def changed(self, keys: list[str]) -> None:
        if "_case" in keys:
            workspace.choose(self.values["_case"])
            self.restart()
            return refresh(but=self)
        errors = {}
        for key in keys:
            control = self.guess_field if key == "_guess" else self.controls.get(key)
            if control:
                value = self.values[key]
                try:
                    accepted = self._sound[key] = control.accept(value)
                except ValueError as problem:  # what was there before comes back, with the remedy beside the field
                    errors[f"fout:{key}"], accepted = str(problem), self._sound.get(key, control.start)
                if (accepted, type(accepted)) != (value, type(value)):
                    self.quietly(values={**self.values, key: accepted})
        self.live = self._live(errors)
        if any(k in self.controls for k in keys):
            self.spoken = self._shown().words
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
        elif key == "_reset":
            start = {k: c.start for k, c in self.controls.items()}
            self.mend()
            self.quietly(values={**self.values, **start, "_picture": None})
            self._sound = dict(start)
            self.live = self._live()
            self.spoken = self._shown().words
        elif key == "_keep":
            self._keep(eigen=self.values["_own"], instellingen=self.settings(), uitkomst=self._shown().words)
            self.live = {**self.live, "_kept": f"Bewaard in de casus ‘{escape(self.case.title)}’. {escape(workspace.notice() or '')}"}
            self.spoken = "Bewaard."

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
        if self._verdict is None:  # once per prediction: an answer may take a hundred random networks
            guess = self.declaration.guess
            answer = guess.answer(self.case)
            self._verdict = f"{compare(self.guess_field, self.values['_guess'], answer)} {guess.explain(self.case, answer)}"
        return self._verdict

    def _live(self, errors: Mapping[str, str] = {}) -> dict[str, Any]:
        if self.missing:
            return {}
        content = self._shown().content
        if not self.guessed:  # nothing that gives the answer away
            return {**({} if self.declaration.blind else {"_picture": content["_picture"]}), **errors}
        live = {**content, **errors}
        if self.charting:
            chart, outcome = self.declaration.chart, self._shown().outcome
            live["_chart"] = {"svg": chart.svg(outcome), "title": chart.name, "words": chart.words(outcome)}
        live["_compare"] = f"<p>{escape(self._compared())}</p>" if self.guessed == "voorspeld" else "<p>U deed geen voorspelling.</p>"
        live["_guessed"] = f"<p>Uw voorspelling: <strong>{escape(self.guess_field.say(self.values['_guess']))}</strong></p>" if self.guessed == "voorspeld" else ""
        picked = self.values.get("_picture")
        if self.declaration.pick:
            sentence = self._picked(picked)
            live["_pick"] = f"<p>{escape(sentence)}</p>"
        for q in self.questions:
            live[f"_feedback:{q.key}"] = q.feedback_html(self.values.get(f"_quiz:{q.key}"))
        return live

    def _picked(self, party: str | None) -> str:
        if not party:
            return "Kies een partij in het plaatje (muis of pijltjestoetsen met Enter) om meer over haar te lezen."
        try:
            return self.declaration.pick(self._shown().outcome, party)  # type: ignore[misc]
        except KeyError:
            return "Deze partij komt in deze stand niet voor."

    def _tree(self) -> list[dict[str, Any]]:
        d, case = self.declaration, self.case
        cases = [[k, t] for k, t in workspace.listing().items()]
        top = box("_top", [
            {"t": "select", "key": "_case", "label": "Casus", "options": cases},
            box("_tools", [button("_reset", "Herstel", "rk-small"), {"t": "large", "key": "_large"}], cls="rk-tools"),
        ], cls="rk-top")
        status = "fictieve casus" if case.status == "fictief" else "eigen casus"
        kind = html("_kind", f"Denkmodel · {status}", tag="p", cls="rk-kind")
        if self.missing:
            inside = [kind, top, html("_missing", f'<p>{escape(self.missing)}</p>', cls="rk-result")]
            return [box("_proef", inside, tag="section", cls=f"rk-proef rk-{d.strategy}", label=d.title)]
        guess = box("_guessing", [
            html("_step1", step(1, "Voorspel", d.guess.question)),
            *([live("_guessed"), button("_again", "Opnieuw voorspellen", "rk-small")] if self.guessed else [
                {**self.guess_field.block(), "key": "_guess"},
                box("_commits", [button("_commit", "Leg mijn voorspelling vast", "rk-primary"), button("_skip", "Verder zonder voorspelling")], cls="rk-row"),
            ]),
        ])
        trying = box("_trying", [
            html("_try", step(2, "Probeer")),
            *(c.block() for c in self.controls.values()),
            d.chart and {**button("_charting", d.chart.name, "rk-small"), "pressed": self.charting},
            d.chart and self.charting and {"t": "picture", "key": "_chart"},
        ], cls="rk-trying")
        comparing = box("_comparing", [html("_step3", step(3, "Vergelijk")), live("_compare", cls="rk-result")])
        picture = box("_right", [(self.guessed or not d.blind) and {"t": "picture", "key": "_picture"}, self.guessed and live("_measures"), self.guessed and d.pick and live("_pick", cls="rk-pick")])
        left = box("_left", [guess, *([trying, comparing] if self.guessed else [])], cls="rk-left")
        rest = self.guessed and box("_rest", [
            self.questions and box("_checks", [html("_step4", step(4, "Check")), *self._quiz_blocks()], cls="rk-part"),
            box("_owns", [
                html("_step5", step(5, "Eigen casus", self._own_invitation())),
                {"t": "area", "key": "_own", "label": d.own},
                box("_keeps", [button("_keep", "Bewaar deze stand in de casus"), live("_kept")], cls="rk-row"),
            ], cls="rk-part"),
            box("_leaves", [html("_leaves_out", self._leaves_out())], tag="details", summary="6  Wat dit denkmodel weglaat"),
        ], cls="rk-rest")
        inside = [kind, top, box("_main", [left, picture], cls="rk-main"), rest]
        return [box("_proef", inside, tag="section", cls=f"rk-proef rk-{d.strategy}", label=d.title)]

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
            out.append({"t": "choice", "key": f"_quiz:{q.key}", "label": q.text, "options": [[str(i), o.text] for i, o in enumerate(q.options)]})
            out.append(live(f"_feedback:{q.key}"))
        return out

    def _leaves_out(self) -> str:
        points = "".join(f"<li>{escape(s)}</li>" for s in self.declaration.leaves_out)
        sources = "".join(f"<li>{escape(s)}</li>" for s in self.declaration.sources)
        return (f"<p>Dit is een denkmodel: het maakt een mechanisme zichtbaar en bewijst niets over een echte gemeente.</p><ul>{points}</ul>"
                f"<p>Bronnen:</p><ul>{sources}</ul>")

    # -- without a browser ------------------------------------------------------------------------------------------------

    def text(self) -> str:
        """The state in words: title, sentence, measures. The `text/plain` of the cell."""
        if self.missing:
            return f"{self.declaration.title}\n{self.missing}"
        d, shown = self.declaration, self._shown()
        lines = [f"{d.title}\nCasus: {self.case.title} ({self.case.status}).", shown.words]
        lines += [f"- {m.name}: {d.columns[0]} {m.texts()[0]}, {d.columns[1]} {m.texts()[1]}" for m in d.measures(shown.outcome)]
        return "\n".join(lines)

    def static(self) -> str:
        """The proef as plain HTML: picture with alternative text, words, measures."""
        if self.missing:
            return f"<p>{escape(self.missing)}</p>"
        _, words, content = self._shown()
        return static_figure(content["_picture"]["svg"], words) + content["_measures"]

    def _ipython_display_(self, **_: Any) -> None:
        show(self, text=self.text(), html=self.static())


def static_figure(svg: str, words: str) -> str:
    """A picture that needs no widget: `<figure><img alt>` with the SVG inside, and the words as caption."""
    from base64 import b64encode

    data = b64encode(svg.encode()).decode()
    return (f'<figure style="margin:0;max-width:960px"><img src="data:image/svg+xml;base64,{data}" alt="{escape(words)}" '
            f'style="width:100%"><figcaption>{escape(words)}</figcaption></figure>')


def measure_table(measures: Sequence[Measure], columns: tuple[str, str] = ("voor", "na")) -> str:
    """Measures before (open mark) and after (filled mark) as an HTML table."""
    rows = "".join(
        f'<tr><th scope="row">{escape(m.name)}</th><td class="rk-num rk-before">{m.texts()[0]}</td><td class="rk-num rk-after">{m.texts()[1]}</td></tr>'
        for m in measures)
    return ('<table><caption>De maten</caption><thead><tr><th scope="col">Maat</th>'
            f'<th scope="col" class="rk-num">○ {columns[0]}</th>'
            f'<th scope="col" class="rk-num">● {columns[1]}</th></tr></thead><tbody>{rows}</tbody></table>') if rows else ""


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
    return (f"U voorspelde {field.say(guess)}. Het denkmodel komt uit op {with_unit(dutch(answer, digits), field.unit, answer)}: "
            f"{dutch(abs(gap), digits)} {side} dan u dacht.")


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
