"""De mix: structuur, cultuur en proces tegen elkaar afwegen, per probleem, met wat er na twee jaar van over is."""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import islice, product
from types import MappingProxyType
from typing import NamedTuple

from regiekit.cases.model import SCALES
from regiekit.cases.reading import contacts, levers
from regiekit.models import policy_mix as model
from regiekit.models.islands import islands
from regiekit.plots.board import Paint
from regiekit.proeven import (
    Board,
    Case,
    Choice,
    Measure,
    Proef,
    Rows,
    Slider,
    Table,
    capital,
    dutch,
    foremost,
    form,
    last,
    listed,
    number_word,
    say,
    with_unit,
)
from regiekit.widgets.say import phrase

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
MOST, PROPOSED = 5, 4  # problems
FLOOR = 50  # per cent of what a strategy can do that it does without hold of anybody; the rest grows with the part of the parties that it has hold of
POINT = 0.01  # a smaller difference between two shares is called none
NEW = 30  # per cent of what structure solves that comes back as a new problem, at the start
DIVIDED, LATER, WHOM, GRIP = "Verdeling", "Later", "Op wie", "Greep"
ALL, LARGE = "alle", "groot"  # over whom a strategy takes hold: all others, or those that work at a larger scale than the director

LEFT, WIDE = 14, 632  # the bar of the mix
MIX, THICK = 52, 26  # its top and height
AXIS, SPAN = 250, 340  # the bars of the problems: left and length
TOP, ROW = 138, 52  # the first problem, the distance between problems
#: Per part of the mix how it is painted: solid, tinted, dotted, grey.
FILLS: tuple[Paint, ...] = (
    {"fill": "accent"},
    {"fill": "tinted", "stroke": "accent", "width": 2},
    {"fill": "paper", "stroke": "accent", "width": 2.5, "dash": "2 4"},
    {"fill": "line"},
)

UNSEATED = 0.5  # of the parties: hold of the process where of nobody is known who sits at the table

Span = tuple[float, float]  # lowest and highest estimate
ENDS = tuple(product((0, 1), repeat=len(STRATEGIES)))  # each strategy at its lowest or its highest estimate, apart from the others


class Problem(NamedTuple):
    """A problem, and per strategy its reach."""

    name: str
    reaches: tuple[Span, ...]


def larger(case: Case) -> set[str]:
    """The other parties that are known to work at a larger scale than the director; one of unknown scale counts as local."""
    scale = {p.key: SCALES.index(p.scale) if p.scale in SCALES else 0 for p in case.parties}
    return {key for key, at in scale.items() if key != case.director and at > scale.get(case.director or "", 0)}


def hold(case: Case, among: Collection[str] | None = None) -> dict[str, float]:
    """Part of the other parties (or of those `among`) on which a strategy takes hold: whom the director has authority over or pays what it may withhold, who knows the director, and who sits at
    the table for an organisation that is bound by what is agreed (`UNSEATED` where of nobody is known who does)."""
    others = [p.key for p in case.parties if p.key != case.director and (among is None or p.key in among)]
    under = set(levers(case))
    known = {
        key
        for t in case.ties
        if t.kind in ("informeel", "informatie")
        for key in (t.source, t.target)
        if case.director in (t.source, t.target)
    }
    bound = {p.key for p in case.parties if p.representative and p.representative.commitment}
    parts = {s: len(found & set(others)) / max(1, len(others)) for s, found in zip(STRATEGIES, (under, known, bound), strict=True)}
    return parts if seated(case) else parts | {"proces": UNSEATED}


def seated(case: Case) -> bool:
    """Whether of anybody is known who sits at the table."""
    return any(p.representative for p in case.parties)


def _read(case: Case) -> Iterator[tuple[str, ...]]:
    """What can be read from a case as a problem, and how well structure, culture and process work on it where they have hold of everybody.

    What is read are the problems, and after these what often is one (the last two, the first of them only where there are islands); how well a
    strategy works on a kind of problem is an estimate of the makers.
    """
    if unowned := [t.label for t in case.tasks if not t.claims and any(other.claims for other in case.tasks)]:
        yield (f"De taak {unowned[0]} is van niemand" if len(unowned) == 1 else f"{capital(number_word(len(unowned)))} taken zijn van niemand",
                  "veel", "deels", "weinig")  # fmt: skip
    if against := [p for p in case.parties if p.position == "tegen"]:
        who = listed(map(phrase, against)) if len(against) < 3 else f"{number_word(len(against))} partijen"  # of equals all or none
        see = "zien" if len(against) > 1 or against[0].plural else "ziet"
        yield (f"{capital(who)} {see} niets in deze regie", "niet", "weinig", "veel")
    seats = [p.representative for p in case.parties if p.representative]
    if unbound := sum(not r.commitment for r in seats):
        yield (f"Aan tafel {form(unbound, 'kan', 'kunnen')} {number_word(unbound)} van de {number_word(len(seats))} niets toezeggen",
                  "deels", "niet", "deels")  # fmt: skip
    if twice := [t.label for t in case.tasks if sum(c.strength == "kern" for c in t.claims) > 1]:
        claimed = f"De taak {twice[0]} wordt" if len(twice) == 1 else f"{capital(number_word(len(twice)))} taken worden elk"
        yield (f"{claimed} door meer dan één partij opgeëist", "veel", "weinig", "deels")
    if len(case.parties) < 2 or len(islands(contacts(case))) > 1:
        yield ("Partijen weten niet van elkaar wat zij doen", "weinig", "deels", "deels")
    yield ("Wat tussen twee partijen in valt, pakt niemand op", "weinig", "deels", "weinig")


@last
def proposed(case: Case) -> list[dict[str, str]]:
    """The rows of the table at the start: a first proposal, which the learner changes."""
    return [dict(zip(("probleem", *STRATEGIES), row, strict=True)) for row in islice(_read(case), PROPOSED)]


def reached(row: dict[str, str], held: dict[str, float], new: float) -> tuple[Span, ...]:
    """What each strategy takes away of a problem at most: less where it has hold of few (parts, 0…1), structure less by what it brings anew (a part)."""
    least = FLOOR / 100
    part = {s: (least + (1 - least) * held[s]) * (1 - new if s == "structuur" else 1) for s in STRATEGIES}
    return tuple((low * part[s], high * part[s]) for s in STRATEGIES for _, low, high in [REACH.get(row[s], REACH["niet"])])


def best(rows: Sequence[dict[str, str]], held: dict[str, float], new: float = NEW / 100) -> tuple[int, ...]:
    """The division of the week in whole half-days that takes most away of these problems together, each counted alike."""
    found = [reached(row, held, new) for row in rows]

    def done(division: tuple[int, ...]) -> float:
        return sum(_middle(_gone(reaches, division, 0, 0, 1, 0)) for reaches in found)

    return max(((a, b, WEEK - a - b) for a in range(WEEK + 1) for b in range(WEEK + 1 - a)), key=lambda d: (round(done(d), 9), -max(d)))


def started(case: Case) -> dict[str, float]:
    """The hold of each strategy as the sliders have it at the start (0…1)."""
    return {s: round(100 * x) / 100 for s, x in hold(case).items()}


@last
def most_done(case: Case) -> tuple[int, ...]:
    """The best division for the problems of the case."""
    return best(proposed(case), started(case))


def _wobble(case: Case) -> str:
    """How the answer moves when a strategy has hold of one party more or less, when one cell of the table is a step higher or lower, and
    when a new structure brought nothing anew."""
    rows, held, answer = proposed(case), started(case), most_done(case)[0]
    one, steps = 1 / max(1, len(case.parties) - 1), list(REACH)
    near = [best(rows, held | {s: min(1.0, max(0.0, held[s] + by))})[0] for s in STRATEGIES for by in (-one, one)]
    near += [
        best([*rows[:i], row | {s: steps[at]}, *rows[i + 1 :]], held)[0]
        for i, row in enumerate(rows)
        for s in STRATEGIES
        for at in (steps.index(row[s]) - 1, steps.index(row[s]) + 1)
        if 0 <= at < len(steps)
    ]
    low, high, clean = min(near), max(near), best(rows, held, 0)[0]
    other = "Met greep op één partij meer of minder, of één vakje van de tabel anders,"
    return say(
        f"{other} blijft het zo."
        if low == high == answer
        else f"{other} wordt dat {number_word(low) if low else 'geen'} tot {number_word(high)} dagdelen.",
        f"Bracht een nieuwe structuur geen nieuwe problemen, dan kreeg structuur {_effort(clean) if clean else 'ook geen tijd'}."
        if clean != answer
        else "Nieuwe problemen door een nieuwe structuur maken hier geen verschil.",
    )


class PolicyMix(Proef, asks=("position", "commitment", "claim.strength", "tie", "tie.kind", "tie.free")):
    """What a division of the effort over the strategies does to each problem; `kept` in per cent, times in half-days a week; in per cent too
    what each strategy has hold of (`hold_structuur` …) and what structure brings `new`. `over` whom that is, is asked where some work at a larger scale."""

    sections = MappingProxyType(
        {
            **dict.fromkeys((*STRATEGIES, "budget"), DIVIDED),
            **dict.fromkeys(("start", "kept", "half_life"), LATER),
            "over": WHOM,
            **dict.fromkeys((*(f"hold_{s}" for s in STRATEGIES), "new"), GRIP),
        }
    )

    problems: Sequence[dict[str, str]]
    structuur: float
    cultuur: float
    proces: float
    budget: float
    start: float
    kept: float
    half_life: float
    new: float

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw voorspelling", 0, WEEK, 5, 1, "dagdeel|dagdelen")

    @classmethod
    def answer(cls, case):
        """How much time structure gets in the division that takes most away."""
        return most_done(case)[0]

    @classmethod
    def explain(cls, case, answer):
        division = most_done(case)
        given = [(x, s) for x, s in sorted(zip(division, STRATEGIES, strict=True), reverse=True) if x]
        shares = [f"{dutch(x, 0) if i else _effort(x)} naar {s}" for i, (x, s) in enumerate(given)]
        others = max(1, len(case.parties) - 1)
        many = round(others * hold(case)["structuur"])
        part = f"{number_word(many)} van de {number_word(others)} andere partijen" if many else "geen enkele andere partij"
        return say(
            f"Het meeste verdwijnt met {listed(shares)}.",
            f"De regisseur kan {part} iets opleggen.",
            _wobble(case),
        )

    @classmethod
    def supposes(cls, case):
        return (*STRATEGIES, "budget", "half_life", "new", "problems", *(() if seated(case) else ("hold_proces",)))

    @classmethod
    def controls(cls, case):
        options = [[k, name] for k, (name, *_) in REACH.items()]
        reaches = ({"key": s, "label": s.capitalize(), "options": options, "default": "niet"} for s in STRATEGIES)
        proposal = (
            "De problemen zijn een voorzet uit de casus; hoe goed een strategie werkt, is een schatting van de makers. Zet er uw eigen problemen voor in de "
            "plaats. De percentages: zoveel gaat er hoogstens weg als de strategie greep heeft op iedereen."
        )
        columns = ({"key": "probleem", "label": "Probleem"}, *reaches)
        over = [(ALL, "alle andere partijen"), (LARGE, "alleen wie op grotere schaal werkt dan de regisseur")]
        return [
            *(Slider(s, f"Gewicht van {s}", 0, 10, 3) for s in STRATEGIES),
            Slider("budget", "Tijd per week", 1, 20, WEEK, 1, "dagdeel|dagdelen"),
            Slider(
                "start",
                "Aanloop per strategie, per week",
                0,
                4,
                0,
                0.5,
                "dagdeel|dagdelen",
                "Zoveel kost op gang komen.",
            ),
            Slider("kept", "Welk deel onderhoudt u?", 0, 100, 0, 10, "%", "Alles onderhouden kost een kwart van de tijd."),
            Slider("half_life", "Zonder onderhoud komt de helft terug na", 0.5, 5, 1, 0.5, "jaar"),
            *([Choice("over", "Greep op wie?", over, ALL)] if larger(case) else []),
            *(
                Slider(f"hold_{s}", f"Deel van de partijen waarop {s} greep heeft", 0, 100, round(100 * x), 1, "%")
                for s, x in hold(case).items()
            ),
            Slider("new", "Van wat structuur oplost, komt terug als nieuw probleem", 0, 100, NEW, 5, "%"),
            Rows("problems", "Wat speelt er?", columns, proposed(case), MOST, proposal, wide=True),
        ]

    @cached_property
    def found(self) -> list[Problem]:
        """The problems that have a name."""
        rows = [row for row in self.problems if row["probleem"].strip()]
        return [Problem(row["probleem"].strip(), reached(row, self.held, self.new / 100)) for row in rows]

    @cached_property
    def large(self) -> bool:
        """Whether only those count that work at a larger scale."""
        return self.settings.get("over") == LARGE

    @cached_property
    def held(self) -> dict[str, float]:
        """What each strategy has hold of: as set, or of those that work at a larger scale as it follows from the case."""
        return hold(self.case, larger(self.case)) if self.large else {s: self.settings[f"hold_{s}"] / 100 for s in STRATEGIES}

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

    def corners(self, problems: Sequence[Problem], efforts: tuple[float, ...] | None = None) -> list[float]:
        """The mean part that is gone of these problems, with each strategy at its lowest or its highest estimate."""
        each = [_corners(p.reaches, self.efforts if efforts is None else efforts, self.start) for p in problems]
        return [sum(at) / len(each) for at in zip(*each, strict=True)]

    @cached_property
    def won(self) -> int:
        """On how many problems the mix does more than all effort in any one strategy, whatever the estimates."""
        alone = [self.alone(i) for i in range(len(STRATEGIES))]
        return sum(all(_more(self.corners([p]), self.corners([p], one)) for one in alone) for p in self.found)

    def measures(self):
        alone = self.alone(self.single[0])
        pairs = [zip(self.mean(alone, years), self.mean(years=years), strict=True) for years in (0, YEARS)]
        return [
            Measure(f"{what}, {end} schatting", *pair, "%", 0, 100)
            for what, ends in zip(("Gemiddeld opgelost van de problemen", f"Na {YEARS} jaar nog opgelost"), pairs, strict=True)
            for end, pair in zip(("laagste", "hoogste"), ends, strict=True)
        ]

    def picture(self):
        b = Board(660, 430, "begin")
        self._draw_mix(b)
        b.text(LEFT, TOP - 34, "Welk deel van elk probleem is opgelost?", 15, weight=650)
        b.text(LEFT, TOP - 12, "laagste tot hoogste schatting:", fill="soft")
        b.rect(AXIS, TOP - 25, 22, 14, **FILLS[0])
        b.text(AXIS + 28, TOP - 12, "nu")
        b.rect(AXIS + 68, TOP - 23, 22, 10, **FILLS[1])
        b.text(AXIS + 96, TOP - 12, f"na {YEARS} jaar")
        low = TOP + MOST * ROW
        for tick in range(0, 101, 25):
            x = AXIS + SPAN * tick / 100
            b.path(f"M{x:.1f} {TOP - 6}V{low}", stroke="line", width=0.7 if tick else 1.4, dash="1 4" if tick else "")
            b.text(x, low + 18, f"{tick}%", 14, "middle", fill="soft")
        if not self.found:
            b.text(AXIS + 12, TOP + 30, "Er is nog geen probleem ingevuld.", 15, halo="paper")
        for i, problem in enumerate(self.found[:MOST]):
            y = TOP + i * ROW
            b.texts(LEFT, y + 14, problem.name, 30, step=17)
            _range(b, f"nu:{i}", self.gone(problem), y + 1, 16, FILLS[0])
            _range(b, f"later:{i}", self.gone(problem, years=YEARS), y + 23, 11, FILLS[1])
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

    @cached_property
    def idle(self) -> list[str]:
        """Strategies that get time, and not enough to start."""
        return [name for name, x in zip(STRATEGIES, self.efforts, strict=True) if 0 < x <= self.start]

    def headline(self):
        used, many = [i for i, x in enumerate(self.efforts) if x], len(self.found)
        if not self.found:
            return "Nog niet te zeggen: er staat geen probleem in de tabel. Vul daar in wat er in uw casus speelt."
        if not used:
            return "Geen enkel probleem slinkt, want geen enkele strategie krijgt tijd."
        if not any(self.mean()):
            why = "op gang komen kost meer tijd dan elke strategie krijgt"
            if not self.idle:
                why = f"{form(len(used), 'de strategie die tijd krijgt, werkt', 'de strategieën die tijd krijgen, werken')} bij dit soort problemen niet"
            return f"Geen enkel probleem slinkt: {why}."
        if self.unmoved:
            left = (
                "na de aanloop blijft er te weinig tijd over om iets weg te halen"
                if self.start
                else "in deze tijd halen de strategieën te weinig weg"
            )
            return f"Geen enkel probleem slinkt merkbaar, want {left}."
        if len(used) == 1:
            return self._single(STRATEGIES[used[0]], sum(not any(self.gone(p)) for p in self.found))
        if self.kept == 100:
            return "Wat is opgelost, blijft opgelost, want alles wordt onderhouden. Dat kost een kwart van de tijd, dus verdwijnt er eerst iets minder."
        if self.idle:
            rest = listed(STRATEGIES[i] for i in used if STRATEGIES[i] not in self.idle)
            stuck = f"{capital(listed(self.idle))} {form(len(self.idle), 'komt', 'komen')} niet op gang, want de aanloop kost alle tijd die {form(len(self.idle), 'deze strategie krijgt', 'ze krijgen')}."
            return f"{stuck} Wat er verdwijnt, is het werk van {rest}."
        if self.won == many:
            return f"Deze mix haalt van {form(many, 'het', 'elk')} probleem meer weg dan één strategie alleen: wat de ene laat liggen, pakt een andere op."
        best = STRATEGIES[self.single[0]]
        if self.together and not self.won:
            return f"Van alle problemen samen lost deze mix meer op dan alle tijd in {best}: niet bij elk probleem werkt {best} het best."
        if self.together:
            return f"Deze mix lost meer op dan alle tijd in {best}: wat {best} laat liggen, pakt een andere strategie op."
        if self.even:
            return f"Of deze mix meer oplost dan alle tijd in {best}, staat niet vast: het verschil is kleiner dan de onzekerheid in de schattingen."
        less = f"Deze mix lost minder op dan alle tijd in {best}"
        if self.start and self.but(start=0).together:
            return f"{less}, want op gang komen kost elke strategie tijd."
        if self.mixable:
            return f"{less}. Een andere verdeling van de tijd lost wel meer op."
        return f"{less}, want {best} werkt bij {form(many, 'dit probleem', 'deze problemen')} het best."

    @cached_property
    def single(self) -> tuple[int, float]:
        """The strategy that does most for all problems when it gets all effort, and how much."""
        done = [sum(self.mean(self.alone(i))) for i in range(len(STRATEGIES))]
        return max(range(len(STRATEGIES)), key=done.__getitem__), max(done)

    @property
    def together(self) -> bool:
        """Whether the mix does more for all problems taken together than any one strategy with all effort."""
        return sum(self.mean()) > self.single[1] and not self.even

    @cached_property
    def even(self) -> bool:
        """Whether mix and best strategy differ by less than a point, or the estimates of the strategies, each low or high, disagree on which does more."""
        return bool(self.found) and _even(self.corners(self.found), self.corners(self.found, self.alone(self.single[0])))

    @property
    def mixable(self) -> bool:
        """Whether some division of this time does more than the best strategy alone, whatever the estimates."""
        parts = [(a, b, WEEK - a - b) for a in range(WEEK + 1) for b in range(WEEK + 1 - a)]
        one = self.corners(self.found, self.alone(self.single[0]))
        return any(_more(self.corners(self.found, tuple(self.building * x / WEEK for x in part)), one) for part in parts)

    def _single(self, name, left):
        """The headline where all time goes to one strategy."""
        if left:
            many = len(self.found)
            which = (
                form(many, "dit probleem", "één van de " + number_word(many) + " problemen")
                if left == 1
                else f"{number_word(left)} van de {number_word(many)} problemen"
            )
            return f"Alle tijd gaat naar {name}. Tegen {which} helpt {name} niet, en {form(left, 'dat probleem blijft', 'die problemen blijven')} dus helemaal liggen."
        slinks = form(len(self.found), "het", "elk")
        return f"Alle tijd gaat naar {name}: {slinks} probleem slinkt, maar wat {name} laat liggen, pakt geen andere strategie op."

    def _mix(self):
        """The mix as a sentence: most first."""
        used = sorted(((x, name) for x, name in zip(self.efforts, STRATEGIES, strict=True) if x), key=lambda one: -one[0])
        if not used:
            return "Geen enkele strategie krijgt tijd."
        (most, first), *others = used
        if others and most == others[-1][0]:
            return f"{capital(listed(name for _, name in used))} krijgen elk {_effort(most)} per week."
        shares = [f"{name} {dutch(x, 1).removesuffix(',0')}" for x, name in others]
        return f"{listed([f'{capital(first)} krijgt {_effort(most)} per week', *shares])}."

    def words(self):
        if not self.found:
            return say(self._mix(), "Er is nog geen probleem ingevuld.")
        best = STRATEGIES[self.single[0]]
        if not any(self.efforts):
            return say(self._mix(), f"Met alle tijd in {best} zou {self._part(self.mean(self.alone(self.single[0])))}.")
        if self.unmoved and _span(self.mean()) == "niets":
            other = "" if _span(self.mean(self.alone(self.single[0]))) == "niets" else f"Met alle tijd in {best} verdwijnt er wel iets."
            return say(self._mix(), self._why(), "Zo verdwijnt er niets.", other, self._grip())
        upkeep = "Onderhoud krijgt een kwart van de tijd." if self.kept == 100 else ""
        return say(self._mix(), upkeep or self._why(), f"Zo {self._part(self.mean(), True)}.", self._won(), self._grip() or self._later())

    def _part(self, span, now=False):
        """How much goes of the problems."""
        many = len(self.found)
        of = "het probleem" if many == 1 else "een probleem"
        over = "" if many == 1 else f", gemiddeld over de {number_word(many)}"
        return f"{'verdwijnt ' * now}naar schatting {_span(span)} van {of}{'' if now else ' verdwijnen'}{over}"

    def _grip(self):
        """Of how many of those that work at a larger scale each strategy has hold."""
        if not self.large:
            return ""
        many = len(larger(self.case))
        counts = {s: round(many * x) for s, x in self.held.items()}
        if many == 1:
            able = [s for s in STRATEGIES if counts[s]]
            has = f"{form(len(able), 'heeft', 'hebben')} {listed(able)}" if able else "heeft geen enkele strategie"
            return f"Op de ene partij die op grotere schaal werkt, {has} greep."
        said = [f"{s} {'' if i else 'greep '}op {number_word(n) if n else 'geen enkele'}" for i, (s, n) in enumerate(counts.items())]
        return f"Van de {number_word(many)} partijen die op grotere schaal werken, heeft {listed(said)}."

    @property
    def unmoved(self) -> bool:
        """Whether of every problem so little goes that it rounds to nothing."""
        return all(_span(self.gone(p)) == "niets" for p in self.found)

    def _why(self):
        """What the run-up costs, where that is why little goes."""
        if self.start and (self.idle or self.unmoved or self.but(start=0).together > self.together):
            return f"De aanloop kost {_effort(self.start)} per strategie."
        return ""

    def _won(self):
        if self.large or self.unmoved or self.kept == 100 or not self.together or not self.won or len(self.found) in (1, self.won):
            return ""
        return f"Bij {number_word(self.won)} van die problemen lost de mix meer op dan elke strategie alleen."

    def _later(self):
        if self.unmoved:
            return ""
        later = f"a {number_word(YEARS)} jaar is {_still(self.mean(years=YEARS))} opgelost."
        if not self.kept:
            return f"Zonder tijd voor onderhoud loopt dat terug: n{later}"
        if self.kept < 100:
            return f"U onderhoudt {dutch(self.kept, 0)} procent van wat is opgelost. N{later}"
        bare = _still(self.but(kept=0).mean(years=YEARS))
        return f"Dat blijft zo. Zonder onderhoud zou na {number_word(YEARS)} jaar {bare} opgelost zijn."

    def report(self):
        if not self.found or not any(self.efforts):
            return "Een mix van structuur, cultuur en proces is nog niet gekozen."
        least = min(self.found, key=lambda p: _middle(self.gone(p)))
        most = [f"‘{p.name}’" for p in self.found if _even(self.corners([p]), self.corners([least]))]
        tough = f"Het meeste blijft over van {most[0] if len(most) == 1 else f'{number_word(len(most))} problemen'}."
        if len(most) == len(self.found) > 1:
            tough = "Van elk probleem blijft ongeveer evenveel over."
        some = f"men {dutch(self.kept, 0)} procent onderhoudt van wat is bereikt" if self.kept else "niemand onderhoudt wat is bereikt"
        return say(
            self._mix(),
            tough,
            self._grip(),
            f"Als {'alles wordt onderhouden' if self.kept == 100 else some}, is na {number_word(YEARS)} jaar naar schatting {_still(self.mean(years=YEARS))} opgelost.",
        )

    def tables(self):
        columns = (
            "Probleem", "Nu opgelost", f"Na {YEARS} jaar nog opgelost", "Met alle tijd in één strategie",
            "Verdeling die hier het meeste doet, in dagdelen",
        )  # fmt: skip
        if not self.found:
            return []
        estimates = [
            (row["probleem"].strip(), *(REACH.get(row[s], REACH["niet"])[0] for s in STRATEGIES))
            for row in self.problems
            if row["probleem"].strip()
        ]
        whom = "wie op grotere schaal werkt" if self.large else "de andere partijen"
        held = (f"Greep op {whom}", *(f"{dutch(100 * x, 0)}%" for x in self.held.values()))
        back = ("Komt terug als nieuw probleem", f"{dutch(self.new, 0)}%", "–", "–")
        return [
            Table("Wat de mix doet, per probleem", columns, [self._row(p) for p in self.found]),
            Table("Wat er is geschat: hoe goed een strategie werkt", ("Probleem", *map(capital, STRATEGIES)), [*estimates, held, back]),
        ]

    def _row(self, p):
        best, names = _best(p), foremost(dict(enumerate(map(sum, p.reaches))), STRATEGIES.__getitem__, "{}", "elke strategie", last="of")
        division = model.best_division(self.building, [_middle(r) for r in p.reaches], HALF, self.start)
        parts = ", ".join(f"{name} {dutch(x, 1)}" for name, x in zip(STRATEGIES, division, strict=True) if x > 0.05)
        alone = f"{_span(self.gone(p, self.alone(best)))} ({names})" if any(map(any, p.reaches)) else "–"
        return p.name, _span(self.gone(p)), _span(self.gone(p, years=YEARS)), alone, parts or "–"

    def note(self, key):
        if key == "over" and self.large:
            rows = [row for row in self.problems if row["probleem"].strip()]
            shares = [
                f"{_effort(x)} naar {s}"
                for x, s in sorted(zip(best(rows, self.held, self.new / 100), STRATEGIES, strict=True), reverse=True)
                if x
            ]
            return f"De drie schuiven bij Greep tellen nu niet mee. Met {number_word(WEEK)} dagdelen verdwijnt bij hen het meeste met {listed(shares)}."
        if key == "start" and self.start:
            return f"Zo {form(len(self.idle), 'komt', 'komen')} {listed(self.idle)} niet op gang." if self.idle else ""
        if key != "kept":
            return ""
        left = dutch(100 * 2 ** (-YEARS / self.half_life), 0)
        worn = f"Van wat u bereikt, is na {number_word(YEARS)} jaar zonder onderhoud nog {left} procent over."
        return worn if self.kept < 100 else "Er slijt niets, maar u bouwt ook minder op."


@lru_cache(maxsize=4096)
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
    unit = "%" if to == "–" else " procent"
    if high == "0" and to != "–":
        return "niets"
    return f"{low}{unit}" if low == high else f"{low}{to}{high}{unit}"


@lru_cache(maxsize=4096)
def _corners(reaches: tuple[Span, ...], efforts: tuple[float, ...], start: float) -> tuple[float, ...]:
    taken = [[_taken(x, reach[end], 0, start, 1, 0) for end in (0, 1)] for x, reach in zip(efforts, reaches, strict=True)]
    return tuple(1 - model.left([by[end] for by, end in zip(taken, ends, strict=True)]) for ends in ENDS)


def _even(mix: Sequence[float], one: Sequence[float]) -> bool:
    """Whether two differ by less than a point where all estimates are low or all are high, or the estimates disagree on which is more."""
    apart = [a - b for a, b in zip(mix, one, strict=True)]
    return abs(apart[0] + apart[-1]) < 2 * POINT or (min(apart) < -1e-9 and max(apart) > 1e-9)


def _more(mix: Sequence[float], one: Sequence[float]) -> bool:
    """Whether the first is more whatever the estimates, and by a point or so in the middle."""
    return not _even(mix, one) and sum(mix) > sum(one)


def _still(span: Span) -> str:
    """How much is left of what was solved."""
    return "niets meer" if _span(span) == "niets" else f"nog {_span(span)}"


def _effort(x: float) -> str:
    return with_unit(dutch(x, 1).removesuffix(",0"), "dagdeel|dagdelen", x)


def _range(b, key, ends: Span, y, high, paint):
    """The part of a problem that is gone, from the lowest to the highest estimate."""
    x, wide = AXIS + SPAN * ends[0], max(3.0, SPAN * (ends[1] - ends[0]))
    b.rect(x, y, wide, high, key=key, **paint)
    with b.group(x + wide + 8, y + high / 2 + 5, key=f"{key}:naam"):
        b.text(0, 0, _span(ends, "–"), halo="paper")
