"""Samenwerking is niet altijd lonend: together or alone, and whether that adds value or takes it."""

from functools import cached_property
from math import floor, log10
from types import MappingProxyType

from regiekit.models import cooperation_pays as model
from regiekit.plots.curve import number
from regiekit.proeven import (
    Board,
    Choice,
    Proef,
    Slider,
    Table,
    capital,
    dutch,
    fold,
    form,
    listed,
    measure,
    number_word,
    points,
    roughly,
    say,
)

VALUE, COST, ALONE = 7.5, 1, 20  # points at the start: what a partner brings, what a pair costs, what doing it oneself yields
BEST = model.best_numbers(VALUE, COST)[-1]  # number of partners, at the start and in the prediction
MOST, SHOWN = 40, 41  # partners on the slider and in the curve, where the best number (at most 41) is to be seen
SAMEN, ZELF = ROWS = "samen", "zelf"
MORE, LESS = COLUMNS = "meerwaarde", "minderwaarde"
EVEN = "gelijk"
PAIRS, HUB = "ieder", "spil"
ABLE, UNABLE = "ja", "nee"
#: The four cells: what stands in them, what they mean.
CELLS = {
    (SAMEN, MORE): ("het loont", "samen doen levert bij deze getallen meer op dan zelf doen"),
    (SAMEN, LESS): ("kost meer", "samen doen levert bij deze getallen minder op dan zelf doen"),
    (ZELF, MORE): ("terecht", "zelf doen levert bij deze getallen meer op dan samen doen"),
    (ZELF, LESS): ("gemist", "zelf doen levert bij deze getallen minder op dan samen doen"),
}

LEFT, RIGHT, TOP, BOTTOM = 56, 372, 66, 350  # of the curve
GRID, SIDE, HEAD = 462, 96, 104  # left and top of the four cells, side of one


class CooperationPays(Proef, situated=False):
    """`value` is what each partner brings, `cost` that of keeping a pair in step, `alone` what doing it oneself yields, in points, if it can
    be done alone (`solo`); each keeps in step with each, or one with all (`way`)."""

    sections = MappingProxyType(
        dict.fromkeys(("value", "cost", "alone"), "De punten") | {"doing": "Samen of zelf", "solo": "Samen of zelf"}
    )

    partners: int
    way: str
    value: float
    cost: float
    alone: float
    solo: str
    doing: str

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 1, MOST, 20, 1, "partner|partners")

    @classmethod
    def answer(cls, case):
        return next(n for n in range(BEST, MOST + 1) if model.net(n, VALUE, COST) <= 0)

    @classmethod
    def explain(cls, case, answer):
        return (
            f"Tot {number_word(BEST)} partners levert ieder die erbij komt nog iets op. Daarna kost elke volgende meer dan hij brengt, want hij moet met "
            "alle anderen afstemmen. Kijk in het plaatje waar de lijn door nul gaat."
        )

    @classmethod
    def supposes(cls, case):
        return ("value", "cost")

    @classmethod
    def controls(cls, case):
        ways = [(PAIRS, "ieder met ieder"), (HUB, "één spil met alle anderen")]
        return [
            Slider("partners", "Aantal partners, uzelf meegeteld", 1, MOST, BEST, 1, "partner|partners"),
            Choice("way", "Wie stemt met wie af?", ways, PAIRS),
            Slider("value", "Wat elke partner inbrengt", 0.5, 10, VALUE, 0.5, "punt|punten"),
            Slider("cost", "Wat het afstemmen per tweetal kost", 0.25, 5, COST, 0.25, "punt|punten"),
            Slider("alone", "Wat zelf doen oplevert", 0, 100, ALONE, 1, "punt|punten"),
            Choice("solo", "Kunt u het ook alleen?", [(ABLE, "ja"), (UNABLE, "nee, alleen lukt het niet")], ABLE),
            Choice("doing", "Hoe doet u het nu?", [(SAMEN, "samen"), (ZELF, "zelf")], SAMEN),
        ]

    @cached_property
    def best(self) -> tuple[int, ...]:
        """The numbers of partners at which most is left; none where each one more still adds something."""
        if self.way == PAIRS:
            return model.best_numbers(self.value, self.cost)
        return (1,) if self.value <= self.cost else ()

    @cached_property
    def before(self):
        return self.but(partners=min(MOST, self.best[-1]) if self.best else MOST)

    @cached_property
    def curve_points(self) -> list[float]:
        """What is left with 1, 2, … partners."""
        return [self.left(n) for n in range(1, SHOWN + 1)]

    def left(self, partners: int) -> float:
        return (model.net if self.way == PAIRS else model.net_with_hub)(partners, self.value, self.cost)

    @property
    def lone(self) -> float:
        """What doing it oneself yields: nothing where that can't be done."""
        return self.alone if self.solo == ABLE else 0.0

    @cached_property
    def pairs(self) -> int:
        """That have to be kept in step."""
        return self.partners - 1 if self.way == HUB else self.partners * (self.partners - 1) // 2

    @property
    def assumed(self) -> list[str]:
        """Which of the points are still those of the start, in words; what can't be done alone yields nothing, and needs no number."""
        points = (
            ("wat elke partner inbrengt", self.value == VALUE),
            ("wat het afstemmen kost", self.cost == COST),
            ("wat zelf doen oplevert", self.solo == ABLE and self.alone == ALONE),
        )
        return [what for what, as_started in points if as_started]

    @property
    def untouched(self) -> bool:
        """Whether none of the points was set: then nothing can be said of the case."""
        return (self.value, self.cost, self.alone) == (VALUE, COST, ALONE)

    @measure("Partners", digits=0)
    def number(self) -> int:
        return self.partners

    @measure("Wat er overblijft na het afstemmen, in punten", digits=1)
    def net(self) -> float:
        return self.left(self.partners)

    @measure("Wat samen meer oplevert dan zelf, in punten", digits=1)
    def gain(self) -> float:
        return self.net - self.lone

    @measure("Wat de laatste partner toevoegt, in punten", digits=1)
    def added(self) -> float:
        return self.net - (self.left(self.partners - 1) if self.partners > 1 else 0)

    @cached_property
    def column(self) -> str:
        """Whether the way it is done now yields more or less than the other way."""
        extra = self.gain if self.doing == SAMEN else -self.gain
        return MORE if extra > 1e-9 else LESS if extra < -1e-9 else EVEN

    def picture(self):
        b = Board(660, 430, "proces")
        self._draw_curve(b)
        self._draw_cells(b)
        return b

    def _draw_curve(self, b):
        curve = self.curve_points
        top = 1.12 * max(*curve, self.lone, 1)
        bottom = -0.45 * top

        def x(n):
            return LEFT + (RIGHT - LEFT) * (n - 1) / (SHOWN - 1)

        def y(value):
            return BOTTOM - (BOTTOM - TOP) * (min(top, max(bottom, value)) - bottom) / (top - bottom)

        b.text(14, 20, "Wat levert samenwerken op?", 15, weight=650)
        b.text(14, 42, "punten, na aftrek van het afstemmen", fill="soft")
        step = _step(top)
        for i in range(int(bottom / step), int(top / step) + 1):
            b.path(f"M{LEFT} {y(i * step):.1f}H{RIGHT}", stroke="line", width=0.7 if i else 1.6, dash="1 4" if i else "")
            b.text(LEFT - 7, y(i * step) + 5, number(i * step), anchor="end", fill="soft")
        for n in (1, *range(10, SHOWN, 10)):
            b.text(x(n), BOTTOM + 19, n, anchor="middle", fill="soft")
        last = next((n for n, value in enumerate(curve, 1) if value < bottom), SHOWN)
        b.path(f"M{LEFT} {y(self.lone):.1f}H{RIGHT}", key=ZELF, stroke="ink", width=2, dash="7 5")
        b.text(RIGHT, y(self.lone) - 6, "zelf doen" if self.solo == ABLE else "alleen lukt het niet", anchor="end", halo="paper")
        b.run([(x(n), y(value)) for n, value in enumerate(curve[:last], 1)], key=SAMEN, stroke="accent", width=3.5)
        b.path(f"M{LEFT} {TOP}V{BOTTOM}H{RIGHT}", stroke="ink", width=1.2)
        b.text((LEFT + RIGHT) / 2, BOTTOM + 40, "aantal partners, uzelf meegeteld", 14.5, "middle")
        for n in (n for n in self.best if n <= SHOWN):
            px, py = x(n), y(curve[n - 1])
            b.polygon(((px - 6, py - 17), (px + 6, py - 17), (px, py - 7)), key=f"best:{n}", shape=True, fill="ink")
        b.circle(x(self.partners), y(self.net), 8, key="nu", shape=True, fill="paper", stroke="accent", width=4)
        if self.net < bottom:
            lower = f"lager: {self.net:.0f}".replace("-", "−")
            b.text(min(x(self.partners) + 13, RIGHT - 92), BOTTOM - 14, lower, halo="paper")
        b.text(14, BOTTOM + 62, "▼ de meeste opbrengst   ○ het aantal nu", fill="soft")

    def _draw_cells(self, b):
        here = (self.doing, self.column)
        b.text(400, 20, "Samen of zelf?", 15, weight=650)
        for j, column in enumerate(COLUMNS):
            for i, part in enumerate((column.removesuffix("waarde") + "-", "waarde")):
                b.text(GRID + SIDE * (j + 0.5), HEAD - 28 + 18 * i, part, 14, "middle", 650 if self.column == column else 400)
        for i, row in enumerate(ROWS):
            b.text(GRID - 10, HEAD + SIDE * (i + 0.5) + 5, row, 14.5, "end", 650 if self.doing == row else 400)
        for cell in sorted(CELLS, key=lambda cell: cell == here):  # that of the case last, over the lines of the others
            x, y = GRID + SIDE * COLUMNS.index(cell[1]), HEAD + SIDE * ROWS.index(cell[0])
            fill, stroke, width = ("tinted", "accent", 2.5) if cell == here else ("paper", "line", 1.2)
            b.rect(x, y, SIDE, SIDE, key=f"vak:{cell[0]}:{cell[1]}", shape=True, fill=fill, stroke=stroke, width=width)
            b.text(x + SIDE / 2, y + SIDE - 10, CELLS[cell][0], anchor="middle", fill="ink" if cell == here else "soft")
        x = GRID + SIDE * (COLUMNS.index(self.column) + 0.5 if self.column in COLUMNS else 1)
        y = HEAD + SIDE * (ROWS.index(self.doing) + 0.5) - 8
        b.circle(x, y, 12, key="casus", shape=True, fill="accent", stroke="paper", width=2)
        b.text(400, HEAD + 2 * SIDE + 30, "● waar deze getallen u zetten", fill="accent", weight=650)
        b.text(
            400,
            HEAD + 2 * SIDE + 50,
            "met uw eigen punten" if not self.assumed else "de punten zijn een aanname" if self.untouched else "nog deels een aanname",
            fill="soft",
        )

    def headline(self):
        many, low = self._partners(), self.paying[0] if self.paying else 0
        if self.partners == 1:
            return "U bent de enige partner, dus er valt nog niets af te stemmen. Zet er een partner bij en kijk wat samenwerken oplevert."
        if self.net < -1e-9:
            why = "ieder moet met alle anderen overleggen" if self.way == PAIRS else "de spil moet met elk van hen overleggen"
            why = "dat ene overleg kost al te veel" if self.partners == 2 else why
            return f"Met {many} gaat er meer op aan het afstemmen dan zij samen inbrengen, want {why}."
        if self.doing == ZELF:
            if self.solo == UNABLE:
                return "U doet het zelf, maar alleen lukt dat niet, en zo blijft liggen wat samenwerken oplevert."
            missed = self.column == LESS
            return f"U doet het zelf en {'laat iets liggen' if missed else 'dat is hier beter'}, want {many} zouden samen {'meer' if missed else 'niet meer'} overhouden."
        if self.solo == UNABLE:
            return f"Eén partij alleen redt het niet, dus alles wat {many} samen overhouden, is winst."
        if not low:
            if MOST * self.value <= self.lone:
                return f"Zelf doen is hier altijd minstens zo goed: ook {number_word(MOST)} partners brengen samen niet meer in."
            return "Zelf doen is hier altijd minstens zo goed: hoeveel partners u ook kiest, er gaat te veel op aan het afstemmen."
        if self.column != MORE:
            why = "de partners brengen samen nog te weinig in" if self.partners < low else "er gaat te veel op aan het afstemmen"
            return f"Met {many} blijft er niet meer over dan alleen: {why}."
        if not self.best:
            return f"Elke partner stemt alleen met de spil af. Daarom levert ook met {many} ieder die erbij komt nog iets op."
        if self.partners in self.best:
            return (
                f"Met {many} blijft er het meeste over: wie er nog bij komt, brengt niet meer in dan het afstemmen met alle anderen kost."
            )
        if self.partners < self.best[0]:
            more = "Er kan nog één bij" if self.assumed else "Met uw getallen kan er nog één bij"
            return f"Met {many} is samenwerken beter dan zelf doen. {more}: die brengt meer in dan het afstemmen kost."
        return f"Met {many} levert samenwerken nog meer op dan zelf doen. Maar de laatste partner brengt minder in dan het extra afstemmen kost."

    @cached_property
    def paying(self) -> tuple[int, int] | None:
        """The fewest and the most partners (2 to `MOST`) with whom more is left than alone."""
        found = [n for n in range(2, MOST + 1) if self.curve_points[n - 1] > self.lone + 1e-9]
        return (found[0], found[-1]) if found else None

    def words(self):
        assumed = self._still()
        if self.partners == 1:
            return say(self._span(), assumed)
        suppose, pairs = self.doing == ZELF, f": dat zijn {number_word(self.pairs)} tweetallen"
        if self.partners == 2:
            met = ", die met elkaar overleggen" if suppose else ", en die overleggen met elkaar"
        elif self.way == PAIRS:
            met = (" en ieder met ieder overlegt" if suppose else ", en ieder overlegt met ieder") + pairs
        else:
            met = " en één van hen als spil met alle anderen overlegt" if suppose else ", en één van hen overlegt als spil met alle anderen"
        return say(
            f"Stel dat er {self._partners()} meedoen{met}." if suppose else f"Er doen {self._partners()} mee{met}.",
            self._spent(),
            self._beside(),
            self._span(),
            assumed,
        )

    def _still(self):
        """Which points nobody set yet: as long as it is all of them, nothing can be said of the case."""
        if self.untouched:
            return "De getallen zijn aangenomen en zeggen nog niets over de casus."
        return f"Nog aangenomen: {listed(self.assumed)}." if self.assumed else ""

    def _spent(self):
        """Which share of what they bring goes to keeping in step."""
        share = self.pairs * self.cost / (self.partners * self.value)
        if share > 1 + 1e-9:
            more = f"{fold(share)} zoveel als" if share >= 1.25 else "meer dan"
            return f"Dat overleg kost {more} de partners samen inbrengen."
        return f"Dat overleg kost {roughly(share)} van wat de partners samen inbrengen.".replace("alles van wat", "alles wat")

    def _beside(self):
        """Whether they have more left than who does it alone."""
        if self.solo == UNABLE:
            return "" if self.net > 0 else "Alleen lukt het ook niet."
        if self.net < 0:
            return "Zelf doen is dan beter." if self.alone else "Zelf doen levert niets op, en zelfs dat is beter."
        if abs(self.gain) <= 1e-9:
            return "Wat er overblijft, is evenveel als zelf doen oplevert."
        return f"Wat er overblijft, is {'meer' if self.gain > 0 else 'minder'} dan zelf doen oplevert."

    def _partners(self):
        return f"{number_word(self.partners)} {form(self.partners, 'partner', 'partners')}"

    def _top(self):
        """At which number most is left."""
        if not self.best:
            return "Met één spil is er geen keerpunt: elke partner erbij voegt evenveel toe."
        if self.best[-1] == 1:
            return "Met één partner blijft het meeste over, dus zonder samenwerking."
        both = "De laatste van die partners voegt niets toe." if len(self.best) > 1 else ""
        return say(f"Bij {listed(map(number_word, self.best), 'of')} partners blijft het meeste over.", both)

    def _span(self):
        """With how many partners cooperation beats doing it oneself."""
        if not self.paying:
            return "Bij geen enkel aantal partners loont samenwerken hier."
        low, high = map(number_word, self.paying)
        if low == high:
            return f"Samenwerken loont hier alleen bij {low} partners."
        return (
            f"Samenwerken loont hier met {low} {'of' if self.paying[1] == self.paying[0] + 1 else 'tot en met'} {high} partners."
            if self.paying[1] < MOST
            else f"Samenwerken loont hier vanaf {low} partners."
        )

    def report(self):
        worth = f"Als elke partner {points(self.value, 2)} inbrengt en het afstemmen {points(self.cost, 2)} per tweetal kost"
        top = f"blijft er bij {listed(map(number_word, self.best), 'of')} partners het meeste over" if self.best and self.best[-1] > 1 else (
            "loont elke partner erbij, zolang één spil met ieder afstemt" if not self.best else "loont samenwerken niet")  # fmt: skip
        return f"{worth}, {top}."

    def tables(self):
        numbers = sorted({1, 2, 5, 10, 20, 40, self.partners, *(n for n in self.best if n <= SHOWN)})
        columns = ("Partners", "Samen ingebracht", "Tweetallen", "Blijft over", "Beter dan zelf", "Wat dit is")
        rows = []
        for n in numbers:
            here = [name for name, there in (("nu", n == self.partners), ("beste aantal", n in self.best)) if there]
            brought, left = dutch(round(n * self.value, 2)), self.curve_points[n - 1]
            pairs = dutch(n - 1 if self.way == HUB else n * (n - 1) // 2)
            rows.append((str(n), brought, pairs, dutch(round(left, 2)), "ja" if left > self.lone else "nee", listed(here) or "–"))
        return [Table("Wat samenwerken oplevert, per aantal partners", columns, rows)]

    def note(self, key):
        if key == "way":
            return self._top()
        if key == "doing":
            even = "Samen of zelf maakt bij deze getallen niet uit."
            return even if self.column == EVEN else f"{capital(CELLS[self.doing, self.column][1])}."
        if key == "partners" and self.best and self.partners > self.best[-1]:
            return "U zit voorbij het keerpunt: elke partner erbij kost nu meer dan die inbrengt."
        return "Alleen lukt het niet, dus dit telt nu niet mee." if key == "alone" and self.solo == UNABLE else ""


def _step(span: float) -> float:
    """A round distance between ticks: about four of them."""
    base = 10 ** floor(log10(span / 4))
    return next(base * m for m in (1, 2, 2.5, 5, 10) if base * m >= span / 4)
