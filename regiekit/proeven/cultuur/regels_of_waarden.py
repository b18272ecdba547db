"""Internalised values against rules and procedures: when the situation is new, and when the structure leaves a gap."""

from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from regiekit.models import values_or_rules as model
from regiekit.proeven import Board, Case, Curve, Measure, Proef, Slider, Table, dutch, form, last, say

#: The settings of the prediction and of the start; what falls between only where the case does not say who claims a task.
NOVELTY, BETWEEN, RULES, EACH, JUDGEMENT, FRESH, INTERNALISED = 10, 20, 40, 5, 70, 50, 90
STEP = 10  # so many rules more
ALIKE = 3  # of 100 situations: closer together is about as good
SELDOM = 10  # of 100 situations: where less go well, that is hardly ever
OFTEN = (
    (0.6, "soms"),
    (0.4, "ongeveer de helft van de keren"),
    (0.1, "vaak"),
)  # from what share that goes well one is beside the truth so often
COUNTS = (10, 20, 40, 80, 160)  # rules in the table
OWNED = ("kern", "mede")  # a task that somebody claims like this is somebody's

WIDE, HIGH = 660, 430
PANEL, GRID, APART, DOWN = 220, 132, 21, 29  # width of the part of one way, top of its situations, from one to the next and from row to row
#: A mark as layers on one another (width and colour): full, a ring with a dot, or an empty ring.
LAYERS = {"rule": ((16, "accent"),), "value": ((16, "accent"), (11, "tinted"), (5.6, "accent")), "none": ((15, "line"), (12.4, "paper"))}
MARKS = (("rule", "round", "regel helpt"), ("value", "round", "waarde helpt"), ("none", "round", "gaat mis"),
         ("none", "square", "er is geen regel"))  # fmt: skip
NAMES = ("alleen regels", "alleen waarden", "regels, dan waarden")


class Way(NamedTuple):
    """One way of handling situations: of 100 how many go well by a rule, by a value where a rule may hold, and by a value where none does."""

    name: str
    rule: int
    value: int
    outside: int

    @property
    def good(self) -> int:
        return self.rule + self.value + self.outside


@last
def unowned(case: Case) -> int | None:
    """The percentage of the tasks of the case that nobody takes to be their own; None when it has no tasks, or says of none who claims it."""
    if not any(task.claims for task in case.tasks):
        return None
    loose = [all(claim.strength not in OWNED for claim in task.claims) for task in case.tasks]
    return round(100 * sum(loose) / len(loose))


def per_cent(share: float) -> str:
    return f"{dutch(100 * share, 0)}%"


class ValuesOrRules(Proef, before={"novelty": 0, "between": 0}, asks=("claim.strength",)):
    """Rules, values, and rules with values behind them; all but `rules` in per cent."""

    drawings = ("Honderd situaties", "Hoeveel is nieuw")
    sections = MappingProxyType(
        {**dict.fromkeys(("rules", "followed"), "De regels"), **dict.fromkeys(("judgement", "fresh", "internalised"), "De waarden")}
    )

    novelty: float
    between: float
    rules: int
    judgement: float
    fresh: float
    internalised: float
    followed: float

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw voorspelling", 0, 100, 50, 1, "van de 100")

    @classmethod
    def answer(cls, case):
        return 100 * cls.at(case).crossing

    @classmethod
    def explain(cls, case, answer):
        state = cls.at(case).but(novelty=0)
        rules, values = (round(100 * part) for part in state.handled[:2])
        gap = round(state.between)
        falls = f"{form(gap, 'valt hier 1', f'vallen hier {gap}')} van de 100 situaties" if gap else "valt hier geen enkele situatie"
        return (
            f"{'Ook als' if gap else 'Als'} niets nieuw is, {falls} naar schatting tussen twee organisaties. Van de 100 doen regels er dan {rules} goed en "
            f"waarden {values}, als {INTERNALISED} van de 100 mensen die hebben. Dat regels niets doen voor wat nieuw is, volgt uit de definitie. Kijk bij ‘{cls.drawings[1]}’ waar de lijnen kruisen."
        )

    @classmethod
    def supposes(cls, case):
        return ("novelty", "rules", "judgement", "fresh", "internalised", "followed", *(("between",) if unowned(case) is None else ()))

    @classmethod
    def controls(cls, case):
        found = unowned(case)
        known = f"Een schatting: in de casus ziet niemand {found}% van de taken als eigen taak. Dat is niet gemeten, en hier het begin."
        helped, start = ("Staat niet in de casus: schat zelf.", BETWEEN) if found is None else (known, found)
        return [
            Slider("novelty", "Hoeveel situaties zijn nieuw?", 0, 100, NOVELTY, 1, "%"),
            Slider("between", "Hoeveel valt tussen twee organisaties?", 0, 100, start, 1, "%", helped),
            Slider("rules", "Aantal regels", 0, 160, RULES, 1, "regel|regels"),
            Slider("judgement", "Goed met waarden, als de situatie bekend is", 0, 100, JUDGEMENT, 5, "%"),
            Slider("fresh", "Goed met waarden, als de situatie nieuw is", 0, 100, FRESH, 5, "%"),
            Slider("internalised", "Hoeveel mensen hebben de waarden?", 0, 100, INTERNALISED, 5, "%"),
            Slider("followed", "Zo vaak volgt men een regel, ook als niemand kijkt", 0, 100, 100, 5, "%"),
        ]

    @cached_property
    def covered(self) -> float:
        """The share of what is known and belongs to somebody where a rule holds that is followed."""
        return model.coverage(self.rules, EACH / 100) * self.followed / 100

    @cached_property
    def held(self) -> dict[str, float]:
        """What the model asks besides what is new."""
        return {
            "covered": self.covered,
            "judgement": self.judgement / 100,
            "internalised": self.internalised / 100,
            "between": self.between / 100,
            "fresh": self.fresh / 100,
        }

    @cached_property
    def handled(self) -> model.Handled:
        """The share of all situations that each way handles."""
        return model.handled(self.novelty / 100, **self.held)

    def measures(self):
        return [Measure(f"Gaat goed: {way}", before, now, "%", 0, 100)
                for way, before, now in zip(NAMES, self.before.handled, self.handled, strict=True)]  # fmt: skip

    @cached_property
    def crossing(self) -> float:
        """The share of new situations from which values do better than rules."""
        return model.crossing(**self.held)

    @cached_property
    def new(self) -> int:
        return round(self.novelty)

    @cached_property
    def gap(self) -> int:
        """Of 100 situations so many are known and fall between two organisations."""
        return min(100 - self.new, round((100 - self.novelty) * self.between / 100))

    @cached_property
    def ways(self) -> tuple[Way, Way, Way]:
        """The three ways, per hundred situations: whole numbers that add up to the rounded totals."""
        now, held = self.handled, self.held
        inside = 100 - self.new - self.gap
        by_rule, values = min(inside, round(100 * now.rules)), round(100 * now.values)
        both = max(by_rule, values, round(100 * now.both))
        share = held["internalised"] * (self.gap * held["judgement"] + self.new * held["fresh"])
        out = min(values, self.new + self.gap, max(round(share), values - inside))
        rest = min(inside - by_rule, max(0, both - by_rule - out))
        far = min(both - by_rule - rest, self.new + self.gap)
        return (
            Way("Alleen regels", by_rule, 0, 0),
            Way("Alleen waarden", 0, values - out, out),
            Way("Regels, dan waarden", by_rule, rest, far),
        )

    def picture(self):
        b = Board(WIDE, HIGH, "cultuur")
        for i, way in enumerate(self.ways):
            _situations(b, i, way, 100 - self.new - self.gap)
        b.parts.append(f'<g class="rk-legend" data-top="{HIGH}">')  # on the stage text below the picture
        for n, (kind, cap, name) in enumerate(MARKS):
            with b.group(16 + 320 * (n % 2), HIGH + 15 + 26 * (n // 2)):
                _marks(b, kind, cap, [(9, 0)], "")
                b.text(26, 5, name, fill="soft")
        b.parts.append("</g>")
        b.height += 56
        return b

    def curve(self):
        c = Curve("van de 100 situaties zijn er zoveel nieuw", "gaat goed, van de 100", (0, 100), (0, 100), "cultuur")
        every = [model.handled(n / 100, **self.held) for n in range(101)]
        for i, (style, colour) in enumerate((("solid", "plain"), ("dashed", "plain"), ("dotted", "strong"))):
            c.line([100 * one[i] for one in every], NAMES[i], style, colour)
        if 0 < self.crossing < 1:
            at = self.crossing
            c.mark(100 * at, 100 * model.handled(at, **self.held).rules, "hier kantelt het", "kruis")
        c.mark(self.novelty, 100 * self.handled.both, "nu")
        told = f"De lijn van de regels loopt naar nul als alles nieuw is; die van de waarden daalt minder. {self._turning()}"
        return "Wat gaat goed, als er meer nieuw is?", c, told

    # -- in sentences ----------------------------------------------------------------------------------------------------

    def headline(self):
        """The point: no rules, no values, nothing but new; values ahead at once, by now, not yet."""
        rules, values, both = (way.good for way in self.ways)
        if not self.rules and not self.internalised:
            return "Er zijn geen regels en niemand handelt vanuit waarden, dus alles gaat mis."
        if not self.rules:
            return "Er zijn geen regels, dus alles hangt af van wie de waarden heeft."
        if not self.internalised:
            return "Niemand handelt vanuit waarden, dus alles wat in geen regel staat, gaat mis."
        if not values:
            return f"Waarden helpen hier niemand, want wie ze heeft, zit er {self._off()} naast. Wat in geen regel staat, gaat dus mis."
        if 100 in (self.new, self.between):
            all_ = "Alles is nieuw" if self.new == 100 else "Alles valt tussen twee organisaties"
            helps = "en alleen waarden helpen nog." if values >= SELDOM else "en waarden helpen hier bijna nooit."
            return f"{all_}, dus geen enkele regel geldt {helps}"
        if abs(rules - values) < ALIKE:
            why = (
                "bijna alles gaat goed"
                if min(rules, values) > 100 - SELDOM
                else "er is niet voor alles een regel, en ook waarden helpen niet altijd"
            )
            return f"Regels en waarden doen het ongeveer even goed, want {why}."
        if rules > values:
            why = ", want het meeste wat gebeurt, staat in een regel"
            if rules <= 50:
                why = ", maar ook met regels gaat minstens de helft mis"
            elif self.but(internalised=100).ways[1].good > rules:
                why = ", want niet iedereen heeft die waarden"
            elif self.but(judgement=100, fresh=100).ways[1].good > rules:
                why = f", want wie de waarden heeft, zit er {self._beside(short=True)} naast"
            return f"Regels doen het hier beter dan waarden{why}.{' Regels en waarden samen doen het nog beter.' if both > rules else ''}"
        if not self.crossing:
            gap = "er valt te veel tussen twee organisaties" if self.between >= BETWEEN else "de regels dekken te weinig"
            why = (
                "niemand volgt de regels"
                if not self.followed
                else "de regels worden te weinig gevolgd"
                if self.but(followed=100).crossing
                else gap
            )
            return f"Waarden doen het hier beter dan regels{', ook als niets nieuw zou zijn' if self.new else ''}, want {why}."
        return "Waarden doen het hier beter dan regels, want voor wat nieuw is, geldt geen regel."

    def words(self):
        rules, values, both = (way.good for way in self.ways)
        if not self.rules and not self.internalised:
            written, held = self.but(rules=RULES).ways[0].good, self.but(internalised=100).ways[1].good
            return (
                f"Met {RULES} regels op papier {_would(written)} van de 100 situaties goed gaan. "
                f"Zou iedereen de waarden hebben, dan {_would(held)} ook zonder regels goed gaan."
            )
        if not self.rules:
            return say(f"Met alleen waarden {_go(values)}.", self._doubt())
        if not values:
            help_ = f"wie ze heeft, zit er {self._off()} naast" if self.internalised else "niemand heeft ze"
            return say(f"Met alleen regels {_go(rules)}.", self._silent(), f"Waarden helpen niet verder: {help_}.")
        return say(
            f"Met alleen regels {_go(rules)}, met alleen waarden {values if rules else _well(values) + ' goed'}.",
            self._silent(),
            self._doubt(),
            f"Vullen waarden de regels aan, dan gaan er {both} goed." if both > max(rules, values) > 0 else "",
        )

    def _silent(self):
        """For what no rule holds; where that is all of it, the headline says so."""
        loose = " of ".join(["nieuw is"] * bool(self.new) + ["tussen twee organisaties valt"] * bool(self.gap))
        if not self.followed:
            return "Niemand volgt de regels."
        ignored = "worden niet altijd gevolgd" if self.followed < 100 else ""
        if not loose or self.new + self.gap == 100:
            return f"Regels {ignored}." if ignored else ""
        return f"Regels gelden niet voor wat {loose}{f', en ze {ignored}' if ignored else ''}."

    def _doubt(self):
        """Why values do not always help."""
        good = self.handled.values / (self.internalised / 100)
        if good > 1 - 1e-9:
            return "Iedereen heeft de waarden, en ze helpen altijd." if self.internalised == 100 else "Niet iedereen heeft de waarden."
        has = (
            "Iedereen heeft de waarden, maar ook dan zit men er"
            if self.internalised == 100
            else "Niet iedereen heeft de waarden, en wie ze heeft, zit er"
        )
        return f"{has} {self._beside()} naast."

    def _beside(self, short=False):
        """How often who has the values is beside the truth."""
        good = self.handled.values / (self.internalised / 100)
        off = next((often for least, often in OFTEN if good >= least), "bijna altijd")
        return off if not short or len(off.split()) < 3 else "vaak"

    def _off(self):
        """How often who has the values is beside the truth, where they help nobody."""
        return "bijna altijd" if self.handled.values else "toch"

    def _held(self):
        """What is assumed of the people."""
        many = "iedereen die heeft" if self.internalised == 100 else f"{dutch(self.internalised)} van de 100 mensen die hebben"
        return f", als {many}" if self.internalised else ""

    def _loose(self):
        """How many are new, and how many fall between."""
        new = f"{form(self.new, 'is', 'zijn')} er {self.new} nieuw" if self.new else "is er geen nieuw"
        gap = f"{form(self.gap, 'valt', 'vallen')} er {self.gap}" if self.gap else "valt er geen"
        return f"{new} en {gap} tussen twee organisaties"

    def _turning(self):
        """From where values do better than rules."""
        at = round(100 * self.crossing)
        if 0 < self.crossing < 1:
            return (
                f"Regels winnen van waarden zolang hooguit {at} van de 100 situaties nieuw zijn."
                if at
                else "Zodra er iets nieuw is, winnen waarden."
            )
        if self.crossing:
            return "Hoeveel er ook nieuw is, regels doen het minstens zo goed."
        equal = "Waarden doen het hier minstens zo goed als regels, ook als niets nieuw is."
        return equal if self.handled.values or not self.covered else ""

    def report(self):
        rules, values, both = (way.good for way in self.ways)
        return say(
            f"Van de 100 situaties {self._loose()}, zo is de schatting.",
            f"Met alleen regels {_well(rules)} goed, met alleen waarden {_well(values, False)}{self._held()}.",
            f"Met regels en daarbuiten waarden {_well(both)} goed.",
        )

    def tables(self):
        states = [self.but(rules=number) for number in COUNTS]
        columns = (
            "Regels",
            "Deel van de bekende situaties waarvoor een regel geldt",
            "Gaat goed: alleen regels",
            "Gaat goed: regels, dan waarden",
        )
        rows = [(str(s.rules), per_cent(s.covered), per_cent(s.handled.rules), per_cent(s.handled.both)) for s in states]
        return [Table("Wat meer regels opleveren, bij deze instellingen", columns, rows)]

    def note(self, key):
        if key != "rules" or not self.rules:
            return ""
        extra = dutch(100 * (self.but(rules=self.rules + STEP).covered - self.covered), 0)
        return f"Tien regels erbij dekken nog {extra} procent meer van wat bekend is."


def _well(number: int, verb: bool = True) -> str:
    """So many of 100 situations, with "gaan er" before it: "gaan er 63"."""
    if not number:
        return "gaat er geen enkele" if verb else "geen enkele"
    return f"{form(number, 'gaat', 'gaan')} er {number}" if verb else str(number)


def _go(number: int) -> str:
    """So many of the situations: "gaan 63 van de 100 situaties goed"."""
    if number == 100:
        return "gaan alle 100 situaties goed"
    return f"{'gaan' if number > 1 else 'gaat'} {'één' if number == 1 else number or 'geen enkele'} van de 100 situaties goed"


def _would(number: int) -> str:
    """So many would: "zouden er 63"."""
    return f"{form(number, 'zou', 'zouden')} er {number}" if number else "zou er geen enkele"


def _situations(b, number, way, foreseen):
    """A hundred situations of one way: shape for whether a rule may hold, filling for what handled it."""
    left, middle = PANEL * number + (PANEL - 9 * APART) / 2, PANEL * (number + 0.5)
    b.text(middle, 24, way.name, 16, "middle", 650)
    b.text(middle, 76, way.good, 46, "middle", 700, "accent", f"g:{number}")
    b.text(middle, 100, "van de 100 goed", 15, "middle", fill="soft")
    state = ["rule"] * way.rule + ["value"] * way.value
    state += ["none"] * (foreseen - len(state)) + ["value"] * way.outside
    state += ["none"] * (100 - len(state))
    marks: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for i, kind in enumerate(state):
        row, column = divmod(i, 10)
        marks.setdefault((kind, "square" if i >= foreseen else "round"), []).append((left + APART * column, GRID + DOWN * row))
    for (kind, cap), at in marks.items():
        _marks(b, kind, cap, at, f"s:{number}|{kind}|{cap}")


def _marks(b, kind, cap, at, key):
    """Marks of one kind as lines without length, whose caps are the marks: a panel may move the numbers in such a path."""
    path = "".join([f"M{x:.1f} {y:.1f}h0" for x, y in at])
    for layer, (wide, colour) in enumerate(LAYERS[kind]):
        b.path(path, key=f"{key}|{layer}" if key else "", stroke=colour, width=wide, cap="round" if layer == 2 else cap)
