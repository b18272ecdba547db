"""What a proef is: a class whose fields are its settings and whose states are its outcomes; its plain words stand in a file.

A state (`SomeProef(case, **settings)`) does not change: what follows from the settings are its properties, how it is shown and said are
its methods, and `state.but(named="")` is another state. The panel, the regieplan and the tests ask for nothing else. A proef is one
module `regiekit/proeven/<strategy>/<key>.py` with one such class, and one file of words `data/proeven/<strategy>/<key>.toml`.
"""

import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from importlib import import_module
from importlib.resources.abc import Traversable
from math import isfinite
from typing import Any, ClassVar, NamedTuple, Protocol, Self

import attrs

from regiekit.cases import Case
from regiekit.cases.data import data_path
from regiekit.cases.reading import START, taken
from regiekit.plots import case as pictures
from regiekit.plots.svg import escape
from regiekit.reports.document import Table as PlanTable
from regiekit.widgets.controls import Choice, Rows, Slider, Text, Upload
from regiekit.widgets.say import dutch

Control = Slider | Choice | Text | Rows | Upload

PACKAGE = "regiekit.proeven"  # below it a folder per strategy, in that a module per proef, found by its file
CONSTANT = re.compile(r"\{([A-Z][A-Z0-9_]*)\}")


class Drawable(Protocol):
    """What can be shown: a `Board` or a `Curve`."""

    def svg(self, title: str, words: str) -> str: ...


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
        before, after = (dutch(v * self.scale, self.digits) + (self.unit if isfinite(v) else "") for v in (self.before, self.after))
        return before, after


class Card(NamedTuple):
    """One of a deck: a text with the controls (their keys) that are answered with it."""

    key: str
    title: str
    text: str
    controls: tuple[str, ...]


@lru_cache(maxsize=2048)  # most rows of a table are those of the state before
def _row(cells: tuple[str, ...], cls: tuple[str, ...]) -> str:
    first, *rest = cells
    found = [f"<td{c}>{escape(cell)}</td>" for cell, c in zip(rest, cls[1:], strict=True)]
    return f'<tr><th scope="row">{escape(first)}</th>{"".join(found)}</tr>'


class Table(NamedTuple):
    """A table below the picture; the first cell of a row is its header."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str | float]]

    def cells(self) -> list[list[str]]:
        return [[cell if isinstance(cell, str) else dutch(cell) for cell in row] for row in self.rows]

    def html(self) -> str:
        numbers = [i > 0 and bool(self.rows) and all(not isinstance(row[i], str) for row in self.rows) for i in range(len(self.columns))]
        cls = [' class="rk-num"' if number else "" for number in numbers]
        head = "".join(f'<th scope="col"{c}>{escape(name)}</th>' for name, c in zip(self.columns, cls, strict=True))
        body = "".join([_row(tuple(row), tuple(cls)) for row in self.cells()])
        return f"<table><caption>{escape(self.caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def text(self) -> list[str]:
        return [f"{self.caption}: {' | '.join(self.columns)}", *("- " + " | ".join(cells) for cells in self.cells())]


class measure(cached_property):
    """A property that stands in the table of measures, beside the same property of the `before` state.

    Args:
        name: what it is called, or a function of the state that says so.
        unit, digits, scale: as in `Measure`.
    """

    def __init__(self, name: str | Callable[[Any], str], unit: str = "", digits: int = 2, scale: float = 1) -> None:
        self.name, self.unit, self.digits, self.scale = name, unit, digits, scale

    def __call__(self, method: Callable[[Any], float]) -> Self:
        super().__init__(method)
        return self

    def of(self, state: "Proef") -> Measure:
        name = self.name if isinstance(self.name, str) else self.name(state)
        at = str(self.attrname)
        return Measure(name, getattr(state.before, at), getattr(state, at), self.unit, self.digits, self.scale)


class Option(NamedTuple):
    """An answer to a check question: its text, whether it is right, and why."""

    text: str
    right: bool
    why: str


class Question(NamedTuple):
    """A check question about a proef."""

    key: str
    text: str
    options: tuple[Option, ...]

    def _chosen(self, answer: str | None) -> Option | None:
        return next((o for i, o in enumerate(self.options) if answer == str(i)), None)

    def feedback(self, answer: str | None) -> str:
        """What to say of an answer (the number of the option, as text); empty without one."""
        option = self._chosen(answer)
        return f"{'Dat klopt' if option.right else 'Dat klopt niet'}. {option.why}" if option else ""

    def feedback_html(self, answer: str | None) -> str:
        """The same as HTML; right and wrong differ in sign and word as well as in colour."""
        option = self._chosen(answer)
        return f'<p class="rk-{"right" if option.right else "wrong"}">{escape(self.feedback(answer))}</p>' if option else ""


class Part(NamedTuple):
    """What a proef brings to the regieplan: its chapter, its place there, what it is called, whether its picture is shown, and the
    question that is open without it ("" where a plan can do without)."""

    chapter: str = ""
    order: int = 0
    name: str = ""
    picture: bool = False
    question: str = ""


class Proef:
    """A proef on a case, in one state: subclass it with a field per control.

    Class arguments:
        before: settings of the state that the measures compare with; the others stay as they are.
        situated: whether the parties and ties of the case stand beside the question of the prediction.
        needs: packages that a browser may lack; the panel then says so.
        asks: what it asks of the case (names in `reading.ASKED`): where that is not known the learner fills it in on the spot, and until
            then the proef goes by the values in `reading.START` and names no such party. Lists of the case (tasks, ties …) are asked
            for where `ready` finds too little in it.

    Class attributes, from the file of words:
        key, strategy, notebook, heading, order: where it stands.
        title, question (of the prediction), own (the question for the own case), leaves_out, sources (keys of works that a sum comes from),
            questions, part.
        reckoned, research: what the folds *Hoe is dit gerekend?* and *Wat weten we hierover?* say (`evidence`).
        columns: what the two columns of the measures are called.
        sections: control -> the part of *Probeer* in which it stands, where one screen is too small for all.
        drawings: what its picture and (where there is one) its curve are called in the switch between them.
        picks: what can be chosen in the picture, with its article.

    Class attribute `panel`: the panel of a proef that asks more of it than the engine gives (a subclass of `ProefPanel`); None for most.
    """

    key: ClassVar[str] = ""
    strategy: ClassVar[str] = "begin"
    notebook: ClassVar[str] = ""
    heading: ClassVar[str] = ""
    order: ClassVar[int] = 0
    title: ClassVar[str] = ""
    question: ClassVar[str] = ""
    explained: ClassVar[str] = ""
    own: ClassVar[str] = ""
    columns: ClassVar[tuple[str, str]] = ("eerst", "nu")
    picks: ClassVar[str] = "een partij"
    leaves_out: ClassVar[Sequence[str]] = ()
    sources: ClassVar[Sequence[str]] = ()
    reckoned: ClassVar[Mapping[str, Any]] = {}
    research: ClassVar[Sequence[Mapping[str, Any]]] = ()
    questions: ClassVar[Sequence[Question]] = ()
    part: ClassVar[Part] = Part()
    sections: ClassVar[Mapping[str, str]] = {}
    drawings: ClassVar[tuple[str, ...]] = ("Plaatje",)
    situated: ClassVar[bool] = True
    needs: ClassVar[tuple[str, ...]] = ()
    fields: ClassVar[frozenset[str]] = frozenset()
    compares: ClassVar[Mapping[str, Any]] = {}
    compared_last: ClassVar[Any] = None
    picking: ClassVar[bool] = False
    panel: ClassVar[Any] = None
    starts: ClassVar[Mapping[str, Any]] = {}
    lists: ClassVar[tuple[str, ...]] = ()

    case: Case
    settings: Mapping[str, Any]

    def __init_subclass__(
        cls, before: Mapping[str, Any] | None = None, situated: bool = True, needs: tuple[str, ...] = (), asks: tuple[str, ...] = ()
    ) -> None:
        cls.compares, cls.situated, cls.needs = before or cls.compares, situated and cls.situated, needs or cls.needs
        cls.starts = {**cls.starts, **{name: START[name] for name in asks if name in START}}
        cls.lists += tuple(name for name in asks if name not in START)
        cls.picking, cls.compared_last = cls.pick is not Proef.pick, None
        cls.fields |= frozenset(k for k, kind in vars(cls).get("__annotations__", {}).items() if "ClassVar" not in str(kind))
        package, _, key = cls.__module__.rpartition(".")
        if package.startswith(f"{PACKAGE}."):
            cls.key, cls.strategy = key, package.removeprefix(f"{PACKAGE}.")
            for name, value in _told(key, vars(sys.modules[cls.__module__])).items():
                if name in vars(cls):
                    raise TypeError(f"{cls.__name__}.{name} comes from its file of words: give this property another name")
                setattr(cls, name, value)

    def __init__(self, case: Case, **settings: Any) -> None:
        if lacking := self.fields - settings.keys():
            raise TypeError(f"{type(self).__name__}: {', '.join(sorted(lacking))}?")
        vars(self).update(settings, case=case, settings=settings)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"a state does not change; ask for another with but({name}=…)")

    @classmethod
    def at(cls, case: Case, **given: Any) -> Self:
        """The starting state on a case, with what is given in its place (checked).

        Raises:
            ValueError: a value that a control does not accept.
            KeyError: a name that is no control.
        """
        case = cls.reads(case)
        controls = {c.key: c for c in cls.controls(case)}
        for name in given:
            if name not in controls:
                raise KeyError(name)
        return cls(case, **{k: c.accept(given.get(k, c.start)) for k, c in controls.items()})

    def but(self, **changes: Any) -> Self:
        """The state with other settings."""
        return type(self)(self.case, **{**self.settings, **changes})

    @cached_property
    def before(self) -> Self:
        """The state that the measures compare with; most moves leave it as it was, with all that was worked out of it."""
        cls, now = type(self), self.but(**self.compares)
        kept = cls.compared_last
        if kept is None or kept.case is not now.case or not _same(kept.settings, now.settings):
            cls.compared_last = kept = now
        return kept

    # -- on a case: what is asked and set ---------------------------------------------------------------------------------

    @classmethod
    def reads(cls, case: Case) -> Case:
        """The case as this proef takes it: with its start values where something is not known, and there without names (`reading.taken`)."""
        return taken(case, tuple(cls.starts.items()))

    @classmethod
    def ready(cls, case: Case) -> str | None:
        """What the case lacks for this proef, as a Dutch sentence with the remedy; None when nothing."""
        return None

    @classmethod
    def guess(cls, case: Case) -> Control:
        """The field for the prediction; its key does not matter."""
        raise NotImplementedError

    @classmethod
    def answer(cls, case: Case) -> Any:
        """What the model says to the question of the prediction; None where `compared` says it."""
        return None

    @classmethod
    def explain(cls, case: Case, answer: Any) -> str:
        """Why that is the answer, in one or two sentences."""
        return cls.explained

    @classmethod
    def controls(cls, case: Case) -> Sequence[Control]:
        """What can be set, in the order of the screen."""
        return ()

    @classmethod
    def supposes(cls, case: Case) -> Sequence[str]:
        """The controls whose start is a number (or a choice) that nobody gave of this case, and on which rests what is concluded of it."""
        return ()

    @classmethod
    def unvouched(cls, case: Case, settings: Mapping[str, Any], vouched: Any) -> list[Control]:
        """Those of an own case that are still as they start, and of which the learner did not say that this holds (`vouched`: their keys).

        As long as there is one, the outcome stays out of the plan.
        """
        supposed = cls.supposes(case) if case.status == "eigen" else ()
        held = vouched if isinstance(vouched, list | tuple) else ()
        return [c for c in cls.controls(case) if c.key in supposed and c.key not in held and settings.get(c.key, c.start) == c.start]

    @classmethod
    def cards(cls, case: Case) -> Sequence[Card]:
        """Controls that are shown one card at a time."""
        return ()

    @classmethod
    def situation(cls, case: Case) -> tuple[Drawable, str] | None:
        """What stands beside the question of the prediction, with its description: who there are and what is given, nothing of an outcome."""
        return (pictures.situation(case, cls.strategy), pictures.situated(case)) if cls.situated else None

    # -- in a state: what is shown and said -------------------------------------------------------------------------------

    def picture(self) -> Drawable:
        """The picture."""
        raise NotImplementedError

    def curve(self) -> tuple[str, Drawable, str] | None:
        """A second picture in the place of the first (both have a name in `drawings`): its title, itself, and what it shows in words."""
        return None

    def headline(self) -> str:
        """What happened and why, in at most 25 words and 150 characters; "": the first of the words."""
        return ""

    def words(self) -> str:
        """The state in Dutch sentences: beside the picture, for who cannot see it, and for the tests."""
        raise NotImplementedError

    def report(self) -> str:
        """One to four sentences for the regieplan, about the case and without "u"; "" where there is nothing to say."""
        raise NotImplementedError

    def compared(self, guess: Any) -> str | None:
        """The guess beside the outcome where that is what the learner does himself; None: beside `answer`."""
        return None

    def measures(self) -> Sequence[Measure]:
        """The table of measures: what is marked with `measure`, in the order of the class."""
        return [one.of(self) for cls in reversed(type(self).__mro__) for one in vars(cls).values() if isinstance(one, measure)]

    def tables(self) -> Sequence[Table]:
        """Tables below the picture."""
        return ()

    def plan_tables(self) -> Sequence[PlanTable]:
        """Tables for the regieplan."""
        return ()

    def row_texts(self, key: str) -> Sequence[Mapping[str, str]]:
        """What stands in the columns that a table shows and the learner does not fill in (`Rows.shown`), per row."""
        return ()

    def note(self, key: str) -> str:
        """A sentence below a control in no card, or below a card once all of it is answered; "" for none."""
        return ""

    def pick(self, key: str) -> str:
        """What to tell of a party chosen in the picture.

        Raises:
            KeyError: it is not there in this state.
        """
        raise KeyError(key)

    def on_card(self, card: str) -> Drawable | None:
        """The picture while this card is on the table; None for the same one as always."""
        return None

    def svg(self, words: str | None = None) -> str:
        """The picture as SVG text; `words` where they were made already."""
        return self.picture().svg(self.title, self.words() if words is None else words)


def _same(settings: Mapping[str, Any], others: Mapping[str, Any]) -> bool:
    """Whether these are the same settings: a table or a file only when it is the very same object, for an array has no yes or no."""
    pairs = ((value, others[key]) for key, value in settings.items() if key in others)
    return settings.keys() == others.keys() and all(a is b or (isinstance(a, str | int | float) and a == b) for a, b in pairs)


# -- the files -------------------------------------------------------------------------------------------------------------


@cache
def files() -> dict[str, tuple[str, Traversable]]:
    """Key of a proef -> its strategy and its file of words. The folders are the registry: nothing else lists a proef."""
    folders = [folder for folder in (data_path() / "proeven").iterdir() if folder.is_dir()]
    return {file.name.removesuffix(".toml"): (folder.name, file) for folder in folders for file in folder.iterdir()}


@cache
def words_file(key: str) -> dict[str, Any]:
    """What the file of words of a proef holds.

    Raises:
        KeyError: there is no such proef (the message lists the keys).
    """
    if key not in files():
        raise KeyError(f"Er is geen proef {key!r}; kies uit {', '.join(sorted(files()))}.")
    return tomllib.loads(files()[key][1].read_text(encoding="utf-8"))


@cache
def keys() -> tuple[str, ...]:
    """All proeven, in the order of the notebooks."""
    return tuple(sorted(files(), key=lambda key: (words_file(key)["notebook"], words_file(key)["volgorde"])))


def proef_class(key: str) -> type[Proef]:
    """The proef with this key.

    Raises:
        KeyError: there is none (the message lists the keys).
    """
    words_file(key)
    module = import_module(f"{PACKAGE}.{files()[key][0]}.{key}")
    return next(c for c in vars(module).values() if isinstance(c, type) and issubclass(c, Proef) and c.__module__ == module.__name__)


def _told(key: str, constants: Mapping[str, Any]) -> dict[str, Any]:
    """The class attributes that the file of words gives; `{NAME}` in a text is a constant of the module."""
    told = _filled(words_file(key), constants)
    plan = told["plan"]
    return {
        "notebook": told["notebook"],
        "heading": told["kop"],
        "order": told["volgorde"],
        "title": told["titel"],
        "question": told["vraag"],
        "explained": told.get("uitleg", ""),
        "own": told["eigen"],
        "columns": tuple(told.get("kolommen", Proef.columns)),
        "picks": told.get("keuze", Proef.picks),
        "leaves_out": tuple(told["weglaten"]),
        "sources": tuple(told["rekenwijze"]),
        "reckoned": told.get("rekenen", {}),
        "research": tuple(told.get("onderzoek", ())),
        "questions": tuple(_questions(told.get("check", []))),
        "part": Part(plan["hoofdstuk"], plan["volgorde"], plan["naam"], plan.get("beeld", False), plan.get("open", "")),
    }


def _questions(rows: Sequence[Mapping[str, Any]]) -> Iterator[Question]:
    for row in rows:
        options = tuple(Option(o["tekst"], o.get("goed", False), o["uitleg"]) for o in row["opties"])
        yield Question(row["sleutel"], row["tekst"], options)


def _filled(value: Any, constants: Mapping[str, Any]) -> Any:
    """A value of the file with the constants in its texts; numbers as Dutch readers write them."""
    if isinstance(value, Mapping):
        return {name: _filled(one, constants) for name, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, constants) for one in value]
    if not isinstance(value, str) or "{" not in value:
        return value
    return CONSTANT.sub(lambda found: _constant(constants[found[1]]), value)


def _constant(value: Any) -> str:
    return value if isinstance(value, str) else dutch(value)
