"""De mix: structuur, cultuur en proces tegen elkaar afwegen, per probleem, met wat er na twee jaar van over is."""

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from typing import NamedTuple

from regiekit.models import policy_mix as model
from regiekit.plots.board import Paint
from regiekit.proeven import Board, Case, Measure, Proef, Rows, Slider, Table, counted, dutch, foremost, form, last, listed, say, with_unit

STRATEGIES = ("structuur", "cultuur", "proces")
#: How well a strategy works on a problem -> its name, and which part of the problem it takes away at most, lowest and highest estimate.
REACH = {
    "niet": ("niet", 0.0, 0.0),
    "weinig": ("weinig (10–30%)", 0.1, 0.3),
    "deels": ("deels (30–60%)", 0.3, 0.6),
    "veel": ("veel (50–80%)", 0.5, 0.8),
}
HALF = 3  # half-days a week that halve what could still be gained
UPKEEP = 0.25  # part of the effort that keeps everything up
YEARS = 2
WEEK = 9  # half-days, in the prediction and at the start
EXAMPLE = 0.6  # reach, in the prediction
ALONE = round(100 * model.effect(WEEK, EXAMPLE, HALF), 1)  # what one strategy takes away there, in per cent
MOST, PROPOSED = 5, 4  # problems

LEFT, WIDE = 14, 632  # the bar of the mix
MIX, THICK = 52, 26  # its top and height
AXIS, SPAN = 250, 340  # the bars of the problems: left and length
TOP, ROW = 152, 64  # the first problem, the distance between problems
#: Per part of the mix how it is painted: solid, tinted, dotted, grey.
FILLS: tuple[Paint, ...] = (
    {"fill": "accent"},
    {"fill": "tinted", "stroke": "accent", "width": 2},
    {"fill": "paper", "stroke": "accent", "width": 2.5, "dash": "2 4"},
    {"fill": "line"},
)

Span = tuple[float, float]  # lowest and highest estimate


class Problem(NamedTuple):
    """A problem, and per strategy its reach."""

    name: str
    reaches: tuple[Span, ...]


def _read(case: Case) -> Iterator[tuple[str, str, str, str]]:
    """What can be read from a case as a problem, and how well structure, culture and process work on it."""
    if unowned := [t.label for t in case.tasks if not t.claims]:
        yield f"‘{unowned[0]}’ is van niemand", "deels", "deels", "weinig"
    if against := [p.label for p in case.parties if p.position == "tegen"]:
        shown = against if len(against) < 3 else [against[0], f"nog {len(against) - 1}"]
        yield f"{' en '.join(shown)} {form(len(against), 'ziet', 'zien')} niets in deze regie", "niet", "weinig", "veel"
    seats = [p.representative for p in case.parties if p.representative]
    if unbound := sum(not r.commitment for r in seats):
        yield f"Aan tafel {form(unbound, 'kan', 'kunnen')} {unbound} van de {len(seats)} niets toezeggen", "deels", "niet", "deels"
    if twice := [t.label for t in case.tasks if sum(c.strength == "kern" for c in t.claims) > 1]:
        yield f"Meer partijen eisen ‘{twice[0]}’ op", "deels", "weinig", "deels"
    yield "Partijen weten niet van elkaar wat zij doen", "weinig", "deels", "deels"
    yield "Wat tussen twee partijen in valt, pakt niemand op", "weinig", "deels", "weinig"


@last
def proposed(case: Case) -> list[dict[str, str]]:
    """The rows of the table at the start: a first proposal, which the learner changes."""
    return [dict(zip(("probleem", *STRATEGIES), row, strict=True)) for row in islice(_read(case), PROPOSED)]


class PolicyMix(Proef, asks=("position", "commitment", "claim.strength")):
    """What a division of the effort over the strategies does to each problem; `kept` in per cent, times in half-days a week."""

    problems: Sequence[dict[str, str]]
    structuur: float
    cultuur: float
    proces: float
    budget: float
    start: float
    kept: float
    half_life: float

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 0, 100, 50, 1, "%")

    @classmethod
    def answer(cls, case):
        """What the half-days take away, divided evenly over three strategies of the same reach, in per cent."""
        return 100 * (1 - model.left([model.effect(WEEK / 3, EXAMPLE, HALF)] * 3))

    @classmethod
    def controls(cls, case):
        options = [[k, name] for k, (name, *_) in REACH.items()]
        reaches = ({"key": s, "label": s.capitalize(), "options": options, "default": "niet"} for s in STRATEGIES)
        proposal = (
            "Een voorzet uit de casus. Vervang de problemen door wat uit uw eigen notebooks kwam, en weeg opnieuw. De percentages: zoveel gaat er "
            "hoogstens weg."
        )
        asked, columns = "Wat speelt er, en hoe goed werkt elke strategie daarop?", ({"key": "probleem", "label": "Probleem"}, *reaches)
        return [
            Rows("problems", asked, columns, proposed(case), MOST, proposal, wide=True),
            *(Slider(s, f"Gewicht van {s}", 0, 10, 3) for s in STRATEGIES),
            Slider("budget", "Tijd van de regisseur per week", 1, 20, WEEK, 1, "dagdeel|dagdelen"),
            Slider("start", "Aanloop: tijd voordat een strategie iets doet", 0, 4, 0, 0.5, "dagdeel|dagdelen",
                   "Per strategie, per week: op gang komen kost ook tijd."),
            Slider("kept", "Welk deel onderhoudt u?", 0, 100, 0, 10, "%", "Alles onderhouden kost een kwart van de tijd."),
            Slider("half_life", "Na hoeveel jaar is de helft weg van wat niemand onderhoudt?", 0.5, 5, 1, 0.5, "jaar"),
        ]  # fmt: skip

    @cached_property
    def found(self) -> list[Problem]:
        """The problems that have a name."""
        rows = [row for row in self.problems if row["probleem"].strip()]
        return [Problem(row["probleem"].strip(), tuple(REACH.get(row[s], REACH["niet"])[1:] for s in STRATEGIES)) for row in rows]

    @cached_property
    def building(self) -> float:
        """Half-days that are left when upkeep has had its part."""
        return self.budget * (1 - UPKEEP * self.kept / 100)

    @cached_property
    def efforts(self) -> tuple[float, ...]:
        """Half-days per strategy."""
        weights = [self.settings[s] for s in STRATEGIES]
        total = sum(weights)
        return tuple(self.building * w / total if total else 0.0 for w in weights)

    def gone(self, problem: Problem, efforts: tuple[float, ...] | None = None, years: float = 0) -> Span:
        """The part of a problem that is gone after some years, with these efforts (default: the mix)."""
        return _gone(problem.reaches, self.efforts if efforts is None else efforts, years, self.start, self.half_life, self.kept / 100)

    def mean(self, efforts: tuple[float, ...] | None = None, years: float = 0) -> Span:
        """The mean over the problems; nothing without problems."""
        spans = [self.gone(p, efforts, years) for p in self.found]
        low, high = (sum(ends) / len(spans) for ends in zip(*spans, strict=True)) if spans else (0.0, 0.0)
        return low, high

    def alone(self, strategy: int) -> tuple[float, ...]:
        """All effort in one strategy."""
        return tuple(self.building if i == strategy else 0.0 for i in range(len(STRATEGIES)))

    @cached_property
    def won(self) -> int:
        """On how many problems the mix does more than all effort in the one strategy that works best there."""
        return sum(_middle(self.gone(p)) > _middle(self.gone(p, self.alone(_best(p)))) + 1e-9 for p in self.found)

    def measures(self):
        single = max(map(self.alone, range(len(STRATEGIES))), key=lambda efforts: sum(self.mean(efforts)))  # does most for all problems
        pairs = [zip(self.mean(single, years), self.mean(years=years), strict=True) for years in (0, YEARS)]
        return [
            Measure(f"{what}, {end} schatting", *pair, "%", 0, 100)
            for what, ends in zip(("Gemiddeld weg van de problemen", f"Na {YEARS} jaar nog weg"), pairs, strict=True)
            for end, pair in zip(("laagste", "hoogste"), ends, strict=True)
        ]

    def picture(self):
        b = Board(660, 506, "begin")
        self._draw_mix(b)
        b.text(LEFT, TOP - 38, "Welk deel van elk probleem is weg?", 15, weight=650)
        b.text(LEFT, TOP - 14, "laagste tot hoogste schatting:", fill="soft")
        b.rect(AXIS, TOP - 27, 22, 14, **FILLS[0])
        b.text(AXIS + 28, TOP - 14, "nu")
        b.rect(AXIS + 68, TOP - 25, 22, 10, **FILLS[1])
        b.text(AXIS + 96, TOP - 14, f"na {YEARS} jaar")
        low = TOP + MOST * ROW
        for tick in range(0, 101, 25):
            x = AXIS + SPAN * tick / 100
            b.path(f"M{x:.1f} {TOP - 6}V{low}", stroke="line", width=0.7 if tick else 1.4, dash="1 4" if tick else "")
            b.text(x, low + 20, f"{tick}%", 14, "middle", fill="soft")
        if not self.found:
            b.text(AXIS + 12, TOP + 30, "Er is nog geen probleem ingevuld.", 15, halo="paper")
        for i, problem in enumerate(self.found[:MOST]):
            y = TOP + i * ROW
            b.texts(LEFT, y + 16, problem.name, 29, step=19)
            _range(b, f"nu:{i}", self.gone(problem), y + 2, 18, FILLS[0])
            _range(b, f"later:{i}", self.gone(problem, years=YEARS), y + 28, 12, FILLS[1])
        return b

    def _draw_mix(self, b):
        """The mix as one divided bar."""
        b.text(LEFT, 20, "De mix, in dagdelen per week", 15, weight=650)
        shares, at = (*self.efforts, self.budget - self.building), LEFT
        for i, (name, share) in enumerate(zip((*STRATEGIES, "onderhoud"), shares, strict=True)):
            wide, x = WIDE * share / sum(shares) if sum(shares) else 0.0, LEFT + i * WIDE / 4
            b.rect(at, MIX, wide, THICK, **((FILLS[i] if wide else Paint()) | Paint(key=f"mix:{i}")))
            b.rect(x, 31, 12, 12, **FILLS[i])
            b.text(x + 19, 42, f"{name} {dutch(share, 1).removesuffix(',0')}", key=f"mixnaam:{i}")
            at += wide

    def _mix(self):
        """The mix in a few words: most first."""
        used = sorted(((x, name) for x, name in zip(self.efforts, STRATEGIES, strict=True) if x), key=lambda one: -one[0])
        return listed(f"{_effort(x)} {name}" for x, name in used) if used else "niets"

    def words(self):
        spent = self.budget - self.building
        each = (f"{p.name}: nu is {_span(self.gone(p))} weg, na {YEARS} jaar {_span(self.gone(p, years=YEARS))}." for p in self.found)
        return say(
            f"De mix per week: {self._mix()}.",
            f"Onderhoud krijgt {_effort(spent)}." if spent > 0 else "Aan onderhoud gaat niets.",
            *each,
            self._compared() if self.found else "Er is nog geen probleem ingevuld.",
        )

    def _compared(self):
        some = f"Bij {self.won} van de {len(self.found)} problemen"
        where = {0: "Bij geen enkel probleem", len(self.found): "Bij elk probleem"}.get(self.won, some)
        return f"{where} doet deze mix meer dan alle tijd in de ene strategie die er het beste werkt."

    def report(self):
        if not self.found or not any(self.efforts):
            return "Een mix van structuur, cultuur en proces is nog niet gekozen."
        left = "Het meeste blijft over van [dit probleem|deze problemen]: {}."
        told = [f"{p.name} (naar schatting gaat {_span(self.gone(p))} weg)" for p in self.found]
        scores = {i: -_middle(self.gone(p)) for i, p in enumerate(self.found)}
        tough = foremost(scores, told.__getitem__, left, "Van elk probleem blijft evenveel over.", "{} problemen")
        some = f"wordt {dutch(self.kept, 0)}% onderhouden" if self.kept else "onderhoudt niemand wat er is bereikt"
        return (
            f"De voorgestelde mix per week is {self._mix()}. {tough} Daarna {'wordt alles onderhouden' if self.kept == 100 else some}: "
            f"na {YEARS} jaar is van alle problemen gemiddeld nog {_span(self.mean(years=YEARS))} weg."
        )

    def tables(self):
        columns = (
            "Probleem", "Nu weg", f"Na {YEARS} jaar nog weg", "Met alle tijd in één strategie",
            "Verdeling die hier het meeste doet, in dagdelen",
        )  # fmt: skip
        return [Table("Wat de mix doet, per probleem", columns, [self._row(p) for p in self.found])] if self.found else []

    def _row(self, p):
        best, names = _best(p), foremost(dict(enumerate(map(sum, p.reaches))), STRATEGIES.__getitem__, "{}", "elke strategie", last="of")
        division = model.best_division(self.building, [_middle(r) for r in p.reaches], HALF, self.start)
        parts = ", ".join(f"{name} {dutch(x, 1)}" for name, x in zip(STRATEGIES, division, strict=True) if x > 0.05)
        alone = f"{_span(self.gone(p, self.alone(best)))} ({names})" if any(map(any, p.reaches)) else "–"
        return p.name, _span(self.gone(p)), _span(self.gone(p, years=YEARS)), alone, parts or "–"

    def note(self, key):
        if key == "start" and self.start:
            idle = [name for name, x in zip(STRATEGIES, self.efforts, strict=True) if 0 < x <= self.start]
            many = counted(len(idle), "is", "zijn", "strategie", "strategieën")
            return f"Zo {many} nog niet op gang: {', '.join(idle)}." if idle else ""
        if key != "kept":
            return ""
        left = dutch(100 * 2 ** (-YEARS / self.half_life), 0)
        worn = f"Van wat u bereikt, is na {YEARS} jaar zonder onderhoud nog {left}% over."
        return worn if self.kept < 100 else "Er slijt niets, maar u bouwt ook minder op."


@lru_cache(maxsize=1024)
def _gone(reaches: tuple[Span, ...], efforts: tuple[float, ...], years: float, start: float, half_life: float, kept: float) -> Span:
    """The part of a problem that is gone, from these reaches of the strategies."""
    low, high = (
        [_taken(x, reach[end], years, start, half_life, kept) for x, reach in zip(efforts, reaches, strict=True)] for end in (0, 1)
    )
    return 1 - model.left(low), 1 - model.left(high)


@lru_cache(maxsize=1024)
def _taken(effort: float, reach: float, years: float, start: float, half_life: float, kept: float) -> float:
    """What one strategy takes away of a problem, and is still gone after some years."""
    return model.worn(model.effect(effort, reach, HALF, start), years, half_life, kept)


def _middle(span: Span) -> float:
    return sum(span) / 2


def _best(problem: Problem) -> int:
    """The strategy that does most for a problem when it gets all effort."""
    return max(range(len(STRATEGIES)), key=lambda i: sum(problem.reaches[i]))


def _span(span: Span, to: str = " tot ") -> str:
    low, high = (dutch(100 * v, 0) for v in span)
    return f"{low}%" if low == high else f"{low}{to}{high}%"


def _effort(x: float) -> str:
    return with_unit(dutch(x, 1).removesuffix(",0"), "dagdeel|dagdelen", x)


def _range(b, key, ends: Span, y, high, paint):
    """The part of a problem that is gone, from the lowest to the highest estimate."""
    x, wide = AXIS + SPAN * ends[0], max(3.0, SPAN * (ends[1] - ends[0]))
    b.rect(x, y, wide, high, key=key, **paint)
    with b.group(x + wide + 8, y + high / 2 + 5, key=f"{key}:naam"):
        b.text(0, 0, _span(ends, "–"), halo="paper")
