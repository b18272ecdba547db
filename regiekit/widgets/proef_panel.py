"""A proef on the screen: keeps the prediction, resets, remembers, and writes to the case; `stage` lays out its six steps."""

from collections.abc import Callable, Mapping, Sequence
from math import isnan
from time import perf_counter
from typing import Any, NamedTuple

from regiekit.cases import Case, CaseError, shipped, workspace
from regiekit.cases.check import enumerated
from regiekit.cases.kept import holdable, mended
from regiekit.cases.reading import kept, lacking
from regiekit.plots.svg import escape, figure
from regiekit.widgets import aside, asking, classroom, stage
from regiekit.widgets.case_panel import CasePanel
from regiekit.widgets.controls import Choice, Rows, Slider, Text, Upload
from regiekit.widgets.declaration import Card, Control, Drawable, Measure, Proef, proef_class
from regiekit.widgets.panel import Panel, absent, refresh, show
from regiekit.widgets.say import dutch, number_word, with_unit

WITH_CARD = ("voorspel", "probeer", "probeer:0")  # the steps, and the one before it, in which the deck is open
#: Combinations of settings whose pictures a proef remembers; some 5 MB at most.
REMEMBERED = 250

#: How long the kernel works ahead at a time: what the learner does meanwhile waits no longer than this and one picture.
AHEAD_SECONDS = 0.01

SAID = 3  # start values that nobody touched, by name in the last step

PREDICTED, SKIPPED = "voorspeld", "overgeslagen"


def proef(key: str) -> Panel:
    """The proef with this key, ready to show: the one call of a notebook cell."""
    found = proef_class(key)
    return (found.panel or ProefPanel)(found)


class Shown(NamedTuple):
    """What one combination of settings gives."""

    state: Proef
    words: str
    content: dict[str, Any]


class ProefPanel(CasePanel):
    """A proef on the screen, on the current case."""

    def __init__(self, declaration: type[Proef]) -> None:
        self.declaration = declaration
        self._round = 0  # what was worked ahead holds for this round
        self._listed = False  # whether the learner asked for the table of parties
        self.class_desk: classroom.Desk | None = None
        self.class_open = False  # whether the lecturer opened the fold of the class
        super().__init__()

    # -- state ------------------------------------------------------------------------------------------------------------

    def restart(self) -> None:
        """Take the current case and what was answered in it; show the starting state."""
        with self._lock:
            self._files: dict[str, Any] = {}
            self.before: dict[str, list[Any]] = {}  # what tables held before each change
            before, at = getattr(self, "key", ""), str(self.values.get("_step", ""))
            self.key, case = workspace.in_use()
            self._use(case)
            d = self.declaration
            self.asked = [] if absent(d.needs) else asking.whole((*d.lists, "parties")) if self.missing else asking.asks(self.lacks)
            values = self._kept_values() | self._asked_values()
            if at and (at == "casus" or before == self.key) and (self.guessed or at not in stage.BLIND):
                values["_step"] = at  # the learner stays where he was
            self.quietly(values=values)
            self.quietly(tree=self._tree(), live=self._live(), spoken="")

    def _use(self, case: Case) -> None:
        """Take this case: as it is, and as the proef reads it."""
        d, self.class_desk = self.declaration, None
        self.whole_case, self.case, self.lacks = case, d.reads(case), lacking(case, d.starts)
        self.missing = absent(d.needs) or d.ready(self.case)
        self._seen: dict[tuple[Any, ...], Shown] = {}
        self._texts: dict[str, tuple[Any, str]] = {}  # of a control with a table: what it held last, as text
        self._round += 1
        self._verdict: tuple[str, str] | None = None
        self.deck: tuple[Card, ...] = () if self.missing else tuple(d.cards(self.case))
        self.controls: dict[str, Control] = {} if self.missing else {c.key: c for c in d.controls(self.case)}
        self.guess_field = None if self.missing else d.guess(self.case)
        self.situation = None if self.missing else _drawn(d.title, d.situation(self.case))

    def _asked_values(self) -> dict[str, Any]:
        return {asking.PREFIX + ask.table: asking.rows(self.whole_case, ask) for ask in self.asked}

    def _fill_in(self, keys: Sequence[str]) -> None:
        """Put what was typed in the asked tables into the case; what the learner set stays, as far as it fits."""
        try:
            case = workspace.change(lambda case: asking.answered(case, self.asked, self.values), self.key, seen=self.whole_case)
        except CaseError as problem:
            self.live = {**self.live, **{f"fout:{key}": f"Nog niet bewaard: {problem}" for key in keys}}
            self.spoken = f"Nog niet bewaard: {problem}"
            return
        if self.key in shipped():  # one that was changed is an own case from here on
            self.key = workspace.current_key()
        before, tables = self.values, {key: value for key, value in self.values.items() if key.startswith(asking.PREFIX)}
        self._use(case)
        values = self._kept_values()
        fields = self.controls | ({"_guess": self.guess_field} if self.guess_field else {})
        values |= {key: _accepted(control, before[key]) for key, control in fields.items() if key in before}
        values["_step"] = before["_step"]
        self.quietly(values=values | asking.completed(case, self.asked, tables))
        self._sound |= {key: self.values[key] for key in fields}
        self.tree, self.live = self._tree(), self._live()
        refresh(but=self)

    def _kept_values(self) -> dict[str, Any]:
        """What the fields hold for what was answered in this case; where it does not fit, their start (and the first answer puts it aside)."""
        key = self.declaration.key
        given = kept(self.case, key)
        answers = aside.fitting(key, given, self.controls, self.guess_field)
        self._odd = answers != given
        settings, quiz = _mapping(answers.get("instellingen")), _mapping(answers.get("check"))
        values: dict[str, Any] = {k: c.start if isinstance(c, Upload) else _accepted(c, settings.get(k)) for k, c in self.controls.items()}
        guess = answers.get("voorspelling")
        made = self.guess_field is not None and _sound(self.guess_field, guess)
        self.guessed = PREDICTED if made else SKIPPED if answers.get("zonder_voorspelling") is True else ""
        if self.guess_field:
            values["_guess"] = _accepted(self.guess_field, guess)
        self._sound, self._vouched = dict(values), answers.get(aside.VOUCHED)
        self.at = self._first(values)
        step = "casus" if self.missing else "probeer" if self.guessed else "voorspel"
        values |= {"_case": self.key, "_own": str(answers.get("eigen", "")), "_picture": None, "_step": step, "_view": "_picture"}
        values |= classroom.proef_values()
        return values | {f"_quiz:{q.key}": quiz.get(q.key) for q in self.declaration.questions}

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

    def _forget(self) -> None:
        """What was made of the settings holds no longer."""
        self._seen.clear()
        self._round += 1

    def _shown(self, settings: dict[str, Any] | None = None) -> Shown:
        """What the settings (default: the current ones) give; remembered per combination of settings."""
        settings = self.settings() if settings is None else settings
        at = tuple([v if v.__hash__ else self._spelled(k, v) for k, v in settings.items()])
        if at not in self._seen:
            if len(self._seen) >= REMEMBERED:
                self._seen.pop(next(iter(self._seen)))
            self._seen[at] = self._made(self._state(settings))
        return self._seen[at]

    def _spelled(self, key: str, table: Any) -> str:
        """A table as text; the one that a control holds is spelled out once."""
        kept = self._texts.get(key)
        if not kept or kept[0] is not table:
            kept = self._texts[key] = table, repr(table)
        return kept[1]

    def _state(self, settings: dict[str, Any]) -> Proef:
        """The state of these settings, with the files that were chosen."""
        files = {k: self._files.get(k) for k, c in self.controls.items() if isinstance(c, Upload)}
        return self.declaration(self.case, **{**settings, **files})

    def _made(self, state: Proef) -> Shown:
        d, said = self.declaration, state.words()
        words = f"{asking.said(self.lacks, d.starts)} {said}".strip()
        headline = state.headline() or stage.headline(said)
        content: dict[str, Any] = {
            "_picture": {"svg": state.svg(words), "title": d.title, "words": words},
            "_headline": f"Met beginwaarden: {headline}" if self.lacks else headline,
            "_measures": measure_table(state.measures(), d.columns),
            "_tables": "".join(t.html() for t in state.tables()),
            **{
                f"_cells:{k}": [dict(row) for row in state.row_texts(k)]
                for k, c in self.controls.items()
                if isinstance(c, Rows) and c.shown
            },
        }
        if self.values["_view"] == "_curve" and (curve := state.curve()):
            name, drawing, said = curve
            content["_curve"] = {"svg": drawing.svg(name, said), "title": name, "words": said}
        return Shown(state, words, content)

    # -- what the learner does --------------------------------------------------------------------------------------------

    def changed(self, keys: list[str]) -> None:
        if self.chose(keys) or classroom.proef_changed(self, keys):
            return
        if keys == ["_step"]:
            if self._taking() or self.declaration.on_card is not Proef.on_card:
                with self.hold_sync():
                    self.tree, self.live = self._tree(), self._live()
            return
        if "_view" in keys:
            self._forget()
        if asked := [key for key in keys if key.startswith(asking.PREFIX)]:
            return self._fill_in(asked)
        self._round += any(isinstance(self.controls.get(k), Text | Rows | Upload) for k in keys)
        errors = {f"fout:{key}": problem for key in keys if (problem := self._checked(key))}
        before = self.live.get("_headline")
        with self.hold_sync():  # one message
            self.live = self._live(errors)
            if said := self._told(keys, before):
                self.spoken = said
        if self.guessed and not errors and any(self._typed(k) for k in keys):
            self._keep(instellingen=self._lasting())
        if "_own" in keys:
            self._keep(eigen=self.values["_own"])
        for q in self.declaration.questions:
            if f"_quiz:{q.key}" in keys:
                self._keep(check=self._answers())
                self.spoken = q.feedback(self.values[f"_quiz:{q.key}"])

    def _checked(self, key: str) -> str:
        """What is wrong with a new value, or ""; what was there before then comes back, with the remedy beside the field."""
        control = self.guess_field if key == "_guess" else self.controls.get(key)
        if not control:
            return ""
        value, before, problem = self.values[key], self._sound.get(key), ""
        try:
            accepted = self._sound[key] = control.accept(value)
        except ValueError as wrong:
            problem, accepted = str(wrong), self._sound.get(key, control.start)
        if isinstance(control, Rows) and before not in (None, accepted):  # a table that was refused is no step to go back from
            self.before.setdefault(key, []).append(before)
            self.tree = self._tree()
        if (accepted, type(accepted)) != (value, type(value)):
            self.quietly(values={**self.values, key: accepted})
        return problem

    def _told(self, keys: Sequence[str], before: str | None) -> str:
        """What to say aloud after a change: who was chosen in the picture, below a card its note or how far the deck is, else a new headline."""
        if "_picture" in keys and self.values["_picture"]:
            return self.live.get("_pick", "")
        card = next((card for card in self.deck if card.key == self._card() and set(keys) & set(card.controls)), None)
        if card:
            return self._note(card.key) if self._done(card) else self._progress()
        now = self.live.get("_headline", "")
        return now if now != before else ""

    def _answers(self) -> dict[str, Any]:
        given = {q.key: self.values[f"_quiz:{q.key}"] for q in self.declaration.questions}
        return {key: answer for key, answer in given.items() if answer}

    def clicked(self, key: str) -> None:
        if self.missing or classroom.proef_pressed(self, key):
            return
        name, _, of = key.partition(":")
        presses: dict[str, Callable[[], None]] = {
            "_commit": lambda: self._reveal(PREDICTED, voorspelling=self.values["_guess"], zonder_voorspelling=None),
            "_skip": lambda: self._reveal(SKIPPED, zonder_voorspelling=True, voorspelling=None),
            "_again": lambda: self._reveal("", zonder_voorspelling=None, voorspelling=None),
            "_undo": lambda: self._undo(of),
            "_next": lambda: self._turn(1),
            "_previous": lambda: self._turn(-1),
            "_reset": self._reset,
            "_parties": self._list,
            "_keep": self._keep_all,
            "_vouch": self._vouch,
        }
        if name in presses:
            presses[name]()

    def _undo(self, table: str) -> None:
        if steps := self.before.get(table):
            *steps, back = steps
            self.put(**{table: back})
            self.before[table] = steps  # going back is no new step
            self.tree = self._tree()

    def _turn(self, by: int) -> None:
        self.at = min(max(self.at + by, 0), len(self.deck) - 1)
        self.quietly(tree=self._tree(), live=self._live())
        self.focus_on("_card")

    def class_changed(self) -> None:
        """Show how it stands in the class, where the lecturer looks at it."""
        if self.class_open and not self.missing:
            with self.hold_sync():
                self.tree = self._tree()
                self.live = self.live | classroom.proef_live(self)

    def _reset(self) -> None:
        start = {k: c.start for k, c in self.controls.items()}
        for remembered in (self._files, self.before):
            remembered.clear()
        self._forget()
        self.at = self._first({**self.values, **start})
        self.mend()
        self.quietly(values={**self.values, **start, "_picture": None})
        self._sound = dict(start)
        self.quietly(tree=self._tree(), live=self._live())
        self.spoken = f"De knoppen staan weer zoals in het begin. {self._shown().content['_headline']}"

    def _list(self) -> None:
        self._listed = True
        self.live = self._live()

    def _keep_all(self) -> None:
        rests = self.lacks or self.unvouched()  # on start values: nothing of that goes into a plan
        said = None if rests else self._shown().state.report()
        self._keep(eigen=self.values["_own"], instellingen=self._lasting(), uitkomst=said)
        self.live = {**self.live, "_kept": f"Bewaard in de casus ‘{escape(self.case.title)}’. {escape(workspace.notice() or '')}"}
        self.spoken = "Opnieuw bewaard." if self.spoken == "Bewaard." else "Bewaard."

    def unvouched(self) -> list[Control]:
        """The start values of an own case that nobody touched or vouched for, and on which the outcome rests."""
        return self.declaration.unvouched(self.case, self.settings(), self._vouched)

    def _vouch(self) -> None:
        """Take the learner's word for the start values that are left."""
        before = self._vouched if isinstance(self._vouched, list | tuple) else ()
        self._vouched = [*before, *(c.key for c in self.unvouched())]
        self._keep(**{aside.VOUCHED: self._vouched, aside.SETTINGS: self._lasting()})
        self.quietly(tree=self._tree(), live=self._live(), spoken=self._planned())
        self.focus_on("_planned")

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
        self._forget()
        self.quietly(values={**self.values, key: name})
        self.live = self._live()
        self.spoken = self._shown().content["_headline"]

    def _reveal(self, guessed: str, **answer: Any) -> None:
        self.guessed, self._verdict = guessed, None
        self._keep(**answer)
        values = {**self.values, "_step": "probeer" if guessed else "voorspel"}
        said = self._shown().content["_headline"] if guessed else ""
        self.quietly(values=values, tree=self._tree(), live=self._live(), spoken=said)  # one message: a step and what stands in it
        self.focus_on("_column")

    def _keep(self, **answer: Any) -> None:
        """Write answers into the case; what the proef does not take (any more) is put aside there."""
        proef = self.declaration.key
        if self._odd:
            workspace.change(lambda case: aside.refitted(case, proef, self.controls, self.guess_field), self.key)
            self._odd = False
        answer |= aside.marked(proef)
        try:
            workspace.answer(proef, key=self.key, **answer)
        except CaseError as problem:
            good, odd = holdable({name: value for name, value in answer.items() if value is not None})
            if not odd:
                raise
            workspace.change(lambda case: aside.put(case, proef, answer, good, odd), self.key)
            self.quietly(values={key: mended(value) for key, value in self.values.items()})
            raise CaseError([f"{problem}. Dat is apart gezet; de rest is bewaard."]) from None

    # -- what is shown ----------------------------------------------------------------------------------------------------

    def _compared(self) -> tuple[str, str]:
        """The guess beside the outcome: as a sentence, and where there is one scale drawn on it."""
        d, guess = self.declaration, self.values["_guess"]
        said = self._shown().state.compared(guess)
        if said is not None:
            return said, ""
        if self._verdict is None:  # once per prediction: an answer may take a hundred random networks
            answer = d.answer(self.case)
            said = f"{compare(self.guess_field, guess, answer)} {d.explain(self.case, answer)}"
            self._verdict = said, stage.number_line(self.guess_field, guess, answer)
        return self._verdict

    def _live(self, errors: Mapping[str, str] = {}) -> dict[str, Any]:
        if self.missing:
            return {}
        live: dict[str, Any] = {**errors, **classroom.proef_live(self)}
        if self._listed:
            live["_parties"] = stage.listed_parties(self.whole_case)
        if not self.guessed:  # nothing that gives the answer away
            return live
        state, words, content = self._shown()
        if (card := self._card()) and self.values["_step"] in WITH_CARD and (drawn := state.on_card(card)):
            content = content | {"_picture": content["_picture"] | {"svg": drawn.svg(self.declaration.title, words)}}
        live |= {
            **content,
            "_at": self._at(self.settings()),
            "_words": f"<h5>In woorden</h5><p>{escape(words)}</p>",
            **self._verdict_live(),
            **self._quiz_live(),
        }
        if self._taking():
            live["_report"] = f"<p>{escape(self._planned())}</p>"
        if self.declaration.picking:
            live["_pick"] = self._picked(self.values.get("_picture"))
        noted = [self._card(), *(c.key for c in self.loose())]
        return live | {f"_note:{key}": f"<p>{escape(note)}</p>" for key in noted if key and (note := self._note(key))}

    def _quiz_live(self) -> dict[str, str]:
        return {f"_feedback:{q.key}": q.feedback_html(self.values.get(f"_quiz:{q.key}")) for q in self.declaration.questions}

    def _taking(self) -> bool:
        """Whether the last step is open, the only one that shows what goes into the plan."""
        return self.guessed != "" and str(self.values["_step"]).startswith("mee")

    def _planned(self) -> str:
        """What this state says in the regieplan."""
        if self.lacks:
            return "Nog niets: dit rust op beginwaarden. Vul bij Probeer aan wat niet bekend is."
        if self.declaration.part.chapter and (left := self.unvouched()):
            told = [f"‘{c.label.rstrip('?')}’ ({c.say(self.values[c.key])})" for c in left]
            more = len(told) - SAID
            told = enumerated(told if more < 2 else [*told[:SAID], f"{number_word(more)} andere beginwaarden bij Probeer"])
            return f"Nog niets, want niemand gaf dit op: {told}. Verzet het bij Probeer, of zeg hieronder dat het ook in uw casus geldt."
        said = self._shown().state.report() if self.declaration.part.chapter else ""
        return said or "Deze proef zet in deze stand niets in het plan."

    def _verdict_live(self) -> dict[str, str]:
        if self.guessed != PREDICTED or not self.guess_field:
            return {"_compare": "<p>U deed geen voorspelling.</p>", "_guessed": "", "_line": ""}
        said, (verdict, line) = escape(self.guess_field.say(self.values["_guess"])), self._compared()
        return {"_compare": f"<p>{escape(verdict)}</p>", "_guessed": f"<p>Uw voorspelling: <strong>{said}</strong></p>", "_line": line}

    def loose(self) -> list[Control]:
        """The controls that are in no card."""
        return [c for k, c in self.controls.items() if not any(k in card.controls for card in self.deck)]

    def _card(self) -> str | None:
        """The key of the card on the table."""
        return self.deck[self.at].key if self.deck else None

    def _note(self, key: str) -> str:
        card = next((card for card in self.deck if card.key == key), None)
        return "" if card and not self._done(card) else self._shown().state.note(key)

    def _progress(self) -> str:
        return f"{sum(map(self._done, self.deck))} van de {len(self.deck)} kaarten gedaan."

    def _picked(self, party: str | None) -> str:
        if not party:
            return f"Kies {self.declaration.picks} in het plaatje (muis of pijltjestoetsen met Enter) om er meer over te lezen."
        try:
            return self._shown().state.pick(party)
        except KeyError:
            return "Dit komt in deze stand niet voor."

    def _tree(self) -> list[dict[str, Any]]:
        return stage.tree(self)

    def tries(self) -> list[dict[str, Any]]:
        """The parts of *Probeer*; a panel of its own may lay them out otherwise."""
        return stage.tries(self)

    def own_invitation(self) -> str:
        """What stands above the note on the own case."""
        return stage.own_invitation(self)

    # -- without a browser ------------------------------------------------------------------------------------------------

    def text(self) -> str:
        """The state in words: title, sentence, measures. The `text/plain` of the cell."""
        d = self.declaration
        if self.missing:
            return f"{d.title}\n{self.missing}"
        state, words, _ = self._shown()
        lines = [f"{d.title}\nCasus: {self.case.title} ({self.case.status}).", words]
        lines += [f"- {m.name}: {d.columns[0]} {m.texts()[0]}, {d.columns[1]} {m.texts()[1]}" for m in state.measures()]
        return "\n".join([*lines, *(line for t in state.tables() for line in t.text())])

    def static(self) -> str:
        """The proef as plain HTML, as it is on the screen: before the prediction the question and the situation alone."""
        if self.missing:
            return f"<p>{escape(self.missing)}</p>"
        if not self.guessed:
            said = self.situation and figure(self.situation["svg"], self.situation["words"])
            return f"<p><strong>{escape(self.declaration.question)}</strong></p>{said or ''}"
        return outcome(*self._shown()[:2])

    def _ipython_display_(self, **_: Any) -> None:
        show(self, text=self.text(), html=self.static())


def outcome(state: Proef, words: str) -> str:
    """A state as plain HTML: picture with alternative text, words, measures, tables."""
    tables = "".join(t.html() for t in state.tables())
    return figure(state.svg(words), words) + measure_table(state.measures(), state.columns) + tables


def _drawn(title: str, given: tuple[Drawable, str] | None) -> dict[str, str] | None:
    return given and {"svg": given[0].svg(title, given[1]), "title": title, "words": given[1]}


def measure_table(measures: Sequence[Measure], columns: tuple[str, str] = ("eerst", "nu")) -> str:
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
    if isinstance(field, Choice):
        if guess == answer:
            return f"U voorspelde: {field.say(guess)}. Het denkmodel zegt hetzelfde."
        return f"U voorspelde: {field.say(guess)}. Het denkmodel komt uit op: {field.say(answer)}."
    if not isinstance(field, Slider):
        return ""
    if isnan(answer):
        return f"U voorspelde {field.say(guess)}. Het denkmodel kan hier geen uitkomst bepalen."
    gap = answer - guess
    digits = 0 if field.step >= 1 else 1
    if abs(gap) <= field.step / 2:
        return f"U voorspelde {field.say(guess)} en dat is ook wat het denkmodel vindt."
    if gap == float("inf"):
        return f"U voorspelde {field.say(guess)}. In het denkmodel loopt het vast: een grens is er niet."
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
