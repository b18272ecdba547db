"""Internalised values against rules and procedures, when the situation is new."""

from collections import Counter
from functools import cached_property
from typing import NamedTuple

from regiekit.models import values_or_rules as model
from regiekit.proeven import Board, Case, Measure, Proef, Slider, Table, dutch, form, last, say

#: The settings of the prediction and of the start; novelty only where the case has no routes.
NOVELTY, RULES, EACH, JUDGEMENT, INTERNALISED = 20, 40, 5, 70, 90
COVERED = round(100 * model.coverage(RULES, EACH / 100))
BETTER = model.crossing(model.coverage(RULES, EACH / 100), JUDGEMENT / 100, INTERNALISED / 100)  # from this share of new ones values do
KNOWN, BY_RULES = round(100 - 100 * BETTER), round(100 * model.coverage(RULES, EACH / 100) * (1 - BETTER))
BY_VALUES = round(JUDGEMENT * INTERNALISED / 100)
STEP = 10  # so many rules more
COUNTS = (10, 20, 40, 80, 160)  # rules in the table

PANEL, GRID, APART, KEY = 220, 62, 18, 274  # width of the part of one way, top and distance of its situations, middle of the legend
LEFT, TOP, WIDE, HIGH = 64, 322, 440, 226  # the plot
LINES = (("regels", "soft", 2, ""), ("waarden", "ink", 2, "9 5"), ("allebei", "accent", 3, "2 5"))
#: A mark as layers on one another (width and colour): full, a ring with a dot, or an empty ring.
LAYERS = {"rule": ((13, "accent"),), "value": ((13, "accent"), (8.6, "tinted"), (4.4, "accent")), "none": ((12, "line"), (9.6, "paper"))}
MARKS = (("rule", "round", "goed door een regel"), ("value", "round", "goed door een waarde"), ("none", "round", "gaat mis"),
         ("none", "square", "vierkant: nieuw"))  # fmt: skip


class Way(NamedTuple):
    """One way of handling situations: of 100 how many foreseen and new ones go well by a rule or by a value.

    `begin` is the share (0…1) handled when nothing is new, `end` when everything is.
    """

    name: str
    foreseen_rule: int
    foreseen_value: int
    new_value: int
    begin: float
    end: float

    @property
    def good(self) -> int:
        return self.foreseen_rule + self.foreseen_value + self.new_value


@last
def unusual(case: Case) -> int | None:
    """The percentage of people who do not follow the most used route of the case; None when it has no routes."""
    counts: Counter[tuple[str, ...]] = Counter()
    for route in case.routes:
        counts[tuple(route.steps)] += route.count
    total = sum(counts.values())
    return round(100 * (1 - max(counts.values()) / total)) if total > 0 else None


def per_cent(share: float) -> str:
    return f"{dutch(100 * share, 0)}%"


class ValuesOrRules(Proef, before={"novelty": 0}, asks=("route.count",)):
    """Rules, values, and rules with values behind them; all but `rules` in per cent."""

    novelty: float
    rules: int
    each: float
    judgement: float
    internalised: float

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 0, 100, 50, 1, "%")

    @classmethod
    def answer(cls, case):
        return 100 * BETTER

    @classmethod
    def controls(cls, case):
        found = unusual(case)
        known = f"In de casus volgt {found}% van de mensen niet de drukste route. Dat is hier het begin."
        helped, start = ("Staat niet in de casus: schat zelf.", NOVELTY) if found is None else (known, found)
        held = "Geïnternaliseerd: zij hoeven het niet na te slaan."
        return [
            Slider("novelty", "Hoeveel situaties zijn nieuw?", 0, 100, start, 1, "%", helped),
            Slider("rules", "Aantal regels", 0, 160, RULES, 1, "regel|regels"),
            Slider("each", "Elke regel dekt van de bekende situaties", 1, 25, EACH, 1, "%"),
            Slider("judgement", "Wie de waarden heeft, handelt goed in", 0, 100, JUDGEMENT, 5, "%", "Van alle situaties, bekend of nieuw."),
            Slider("internalised", "Hoeveel mensen hebben de waarden?", 0, 100, INTERNALISED, 5, "%", held),
        ]

    @cached_property
    def covered(self) -> float:
        """The share of known situations that a rule covers."""
        return model.coverage(self.rules, self.each / 100)

    @cached_property
    def handled(self) -> model.Handled:
        """The share of all situations that each way handles."""
        return model.handled(self.novelty / 100, self.covered, self.judgement / 100, self.internalised / 100)

    def measures(self):
        found = zip(("alleen regels", "alleen waarden", "regels, dan waarden"), self.before.handled, self.handled, strict=True)
        return [Measure(f"Gaat goed: {way}", before, now, "%", 0, 100) for way, before, now in found]

    @cached_property
    def crossing(self) -> float:
        """The share of new situations from which values do better than rules; between 0 and 1 where the two cross."""
        return model.crossing(self.covered, self.judgement / 100, self.internalised / 100)

    @cached_property
    def new(self) -> int:
        return round(self.novelty)

    @cached_property
    def ways(self) -> tuple[Way, Way, Way]:
        """The three ways, per hundred situations: whole numbers that add up to the rounded totals."""
        begin, now = self.before.handled, self.handled
        by_rule, values = round(100 * now.rules), round(100 * now.values)
        both = max(by_rule, values, round(100 * now.both))
        fresh = round(self.new * now.values)
        rest = min(100 - self.new - by_rule, max(0, both - by_rule - fresh))
        return (
            Way("Alleen regels", by_rule, 0, 0, begin.rules, 0.0),
            Way("Alleen waarden", 0, values - fresh, fresh, begin.values, now.values),
            Way("Regels, dan waarden", by_rule, rest, both - by_rule - rest, begin.both, now.values),
        )

    def picture(self):
        b = Board(660, 604, "cultuur")
        for i, way in enumerate(self.ways):
            _situations(b, i, way, 100 - self.new)
        x = 22.0
        for kind, cap, name in MARKS:
            _marks(b, kind, cap, [(x, KEY)], f"k:{kind}|{int(cap == 'square')}")
            b.text(x + 13, KEY + 5, name, fill="soft")
            x += 34 + 7.6 * len(name)
        self._axes(b)
        self._draw_lines(b)
        if 0 < self.crossing < 1:
            (x, y), right = _at(self.crossing, self.ways[1].begin), self.crossing < 0.62
            b.diamond(x, y, 9, key="kruis", fill="paper", stroke="ink", width=2.5)
            said, anchor = f"vanaf {per_cent(self.crossing)} nieuw: waarden", "start" if right else "end"
            b.text(x + (14 if right else -14), max(y - 13, TOP + 12), said, 14, anchor, 650, halo="paper", key="kruisnaam")
        return b

    def _axes(self, b):
        low = TOP + HIGH
        b.text(18, TOP - 12, "gaat goed, van de 100")
        for tick in range(0, 101, 20):
            x, y = _at(tick / 100, tick / 100)
            b.path(f"M{LEFT} {y:.1f}h{WIDE}", stroke="line", width=0.6 if tick else 1.4, dash="1 4" if tick else "")
            b.text(LEFT - 8, y + 5, tick, 14, "end", fill="soft")
            b.text(x, low + 20, f"{tick}%", 14, "middle", fill="soft")
        b.text(LEFT + WIDE, low + 42, "deel van de situaties dat nieuw is", 14, "end")
        x, below = _at(self.novelty / 100, 0)[0], self.novelty < 30
        b.path(f"M{x:.1f} {TOP - 2}V{low}", key="nu", stroke="ink", width=1.6, dash="4 4")
        with b.group(x, low + 42 if below else TOP - 8, key="nunaam"):
            b.text(0, 0, "▲ nu" if below else "▼ nu", 14, "middle", 650)

    def _draw_lines(self, b):
        """The three ways against what is new, with their names apart at the ends."""
        share = self.novelty / 100
        for i, (way, (_, colour, width, dash)) in enumerate(zip(self.ways, LINES, strict=True)):
            b.run([_at(0, way.begin), _at(1, way.end)], key=f"l:{i}", stroke=colour, width=width, dash=dash)
            b.circle(*_at(share, way.begin + (way.end - way.begin) * share), 5, key=f"n:{i}", fill=colour)
        for y, i in _apart(sorted(((_at(1, way.end)[1], i) for i, way in enumerate(self.ways)), key=lambda end: (end[0], -end[1]))):
            name, colour, width, dash = LINES[i]
            with b.group(LEFT + WIDE, y, key=f"e:{i}"):
                b.path("M8 0h24", stroke=colour, width=width, dash=dash)
                b.text(38, 5, name)

    def words(self):
        rules, values, both = (way.good for way in self.ways)
        covered = "van de bekende situaties."
        many = f"{self.rules} regels dekken samen {per_cent(self.covered)} {covered}"
        there = many if self.rules > 1 else f"Eén regel dekt {per_cent(self.covered)} {covered}" if self.rules else "Er zijn geen regels."
        return say(
            f"Van de 100 situaties {form(self.new, 'is', 'zijn')} er {self.new} nieuw.",
            there,
            f"Met alleen regels gaat het in {rules} van de 100 situaties goed, met alleen waarden in {values}.",
            f"Met regels waar zij gelden, en waarden daarbuiten: {both}.",
            self._turning(),
            self._more(),
        )

    def report(self):
        rules, values, both = (way.good for way in self.ways)
        return (
            f"Van de 100 situaties {form(self.new, 'is', 'zijn')} er naar schatting {self.new} nieuw. Met alleen regels gaat het in {rules} van de "
            f"100 goed, met alleen waarden in {values}, en met regels waar zij gelden en waarden daarbuiten in {both}."
        )

    def _turning(self):
        """From where values do better than rules."""
        if 0 < self.crossing < 1:
            gap = self.new - round(100 * self.crossing)
            where = "boven" if gap > 0 else "onder" if gap < 0 else "op"
            return f"Vanaf {per_cent(self.crossing)} nieuwe situaties doen waarden het beter dan regels; daar zit u nu {where}."
        if self.crossing:
            return "Zonder waarden doen regels het altijd minstens zo goed."
        equal = "Waarden doen het hier minstens zo goed als regels, ook als niets nieuw is."
        return equal if self.handled.values or not self.covered else ""

    def _more(self):
        """What ten rules more would cover, beside what the first ten did."""
        first = per_cent(model.coverage(STEP, self.each / 100))
        if not self.rules:
            return f"De eerste tien regels dekken {first} van de bekende situaties."
        extra = per_cent(model.coverage(self.rules + STEP, self.each / 100) - self.covered)
        return f"Tien regels erbij dekken nog eens {extra} van de bekende situaties; de eerste tien dekten er {first} van."

    def tables(self):
        states = [self.but(rules=number) for number in COUNTS]
        columns = ("Regels", "Dekt van de bekende situaties", "Gaat goed: alleen regels", "Gaat goed: regels, dan waarden")
        rows = [(str(s.rules), per_cent(s.covered), per_cent(s.handled.rules), per_cent(s.handled.both)) for s in states]
        return [Table("Wat meer regels opleveren, bij deze instellingen", columns, rows)]

    def note(self, key):
        if key == "rules":
            return f"Samen dekken zij {per_cent(self.covered)} van de bekende situaties."
        good = dutch(100 * self.handled.values, 0)
        return f"Alleen waarden: in {good} van de 100 situaties goed." if key == "internalised" else ""


def _at(new: float, good: float) -> tuple[float, float]:
    """Where a share of new situations and a share that goes well stand in the plot."""
    return LEFT + WIDE * new, TOP + HIGH - HIGH * good


def _apart(ends):
    """The heights of names at the ends of lines, so far apart that none touches another."""
    ends = [list(end) for end in ends]
    for k, end in enumerate(ends):
        end[0] = max(end[0], TOP + 4 if k == 0 else ends[k - 1][0] + 19)
    for k, end in reversed(list(enumerate(ends))):
        end[0] = min(end[0], TOP + HIGH if k == len(ends) - 1 else ends[k + 1][0] - 19)
    return ends


def _situations(b, number, way, foreseen):
    """A hundred situations of one way: shape for foreseen or new, filling for what handled it."""
    left, middle = PANEL * number + (PANEL - 9 * APART) / 2, PANEL * (number + 0.5)
    b.text(middle, 22, way.name, 15, "middle", 650)
    b.text(middle, 44, f"{way.good} van de 100 goed", 14, "middle", key=f"g:{number}")
    state = ["rule"] * way.foreseen_rule + ["value"] * way.foreseen_value
    state += ["none"] * (foreseen - len(state)) + ["value"] * way.new_value
    state += ["none"] * (100 - len(state))
    marks: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for i, kind in enumerate(state):
        row, column = divmod(i, 10)
        marks.setdefault((kind, "square" if i >= foreseen else "round"), []).append((left + APART * column, GRID + APART * row))
    for (kind, cap), at in marks.items():
        _marks(b, kind, cap, at, f"s:{number}|{kind}|{cap}")


def _marks(b, kind, cap, at, key):
    """Marks of one kind as lines without length, whose caps are the marks: a panel may move the numbers in such a path."""
    path = "".join([f"M{x:.1f} {y:.1f}h0" for x, y in at])
    for layer, (wide, colour) in enumerate(LAYERS[kind]):
        b.path(path, key=f"{key}|{layer}", stroke=colour, width=wide, cap="round" if layer == 2 else cap)
