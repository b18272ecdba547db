"""Samenwerking is niet altijd lonend: together or alone, and whether that adds value or takes it."""

from functools import cached_property
from math import floor, log10

from regiekit.models import cooperation_pays as model
from regiekit.plots.curve import number
from regiekit.proeven import Board, Choice, Proef, Slider, Table, count, dutch, listed, measure, points, say

VALUE, COST, ALONE = 7.5, 1, 20  # points at the start: what a partner brings, what a pair costs, what doing it oneself yields
BEST = model.best_numbers(VALUE, COST)[-1]  # number of partners, in the prediction
ONE_LESS, ONE_MORE = BEST - 1, BEST + 1
MOST, SHOWN = 40, 41  # partners on the slider and in the curve, where the best number (at most 41) is to be seen
SAMEN, ZELF = ROWS = "samen", "zelf"
MORE, LESS = COLUMNS = "meerwaarde", "minderwaarde"
EVEN = "gelijk"
#: The four cells: what stands in them, what they mean.
CELLS = {
    (SAMEN, MORE): ("het loont", "samen doen heeft hier meerwaarde"),
    (SAMEN, LESS): ("kost meer", "samen doen heeft hier minderwaarde; zelf doen was beter"),
    (ZELF, MORE): ("terecht", "zelf doen heeft hier meerwaarde"),
    (ZELF, LESS): ("gemist", "zelf doen heeft hier minderwaarde; samen was beter"),
}

LEFT, RIGHT, TOP, BOTTOM = 56, 372, 66, 350  # of the curve
GRID, SIDE, HEAD = 462, 96, 104  # left and top of the four cells, side of one


class CooperationPays(Proef, situated=False):
    """`value` is what each partner brings, `cost` that of keeping a pair in step, `alone` what doing it oneself yields, in points."""

    doing: str
    partners: int
    value: float
    cost: float
    alone: float

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 1, MOST, 20, 1, "partner|partners")

    @classmethod
    def answer(cls, case):
        return BEST

    @classmethod
    def controls(cls, case):
        return [
            Choice("doing", "Hoe doet u het nu?", [(SAMEN, "Samen"), (ZELF, "Zelf")], SAMEN),
            Slider("partners", "Aantal partners, uzelf meegeteld", 1, MOST, min(MOST, max(2, len(case.parties))), 1, "partner|partners"),
            Slider("value", "Wat elke partner inbrengt", 0.5, 10, VALUE, 0.5, "punt|punten"),
            Slider("cost", "Wat het afstemmen per tweetal kost", 0.25, 5, COST, 0.25, "punt|punten"),
            Slider("alone", "Wat zelf doen oplevert", 0, 100, ALONE, 1, "punt|punten"),
        ]

    @cached_property
    def best(self) -> tuple[int, ...]:
        return model.best_numbers(self.value, self.cost)

    @cached_property
    def before(self):
        return self.but(partners=self.best[-1])

    @cached_property
    def curve_points(self) -> list[float]:
        """What is left with 1, 2, … partners."""
        return [model.net(n, self.value, self.cost) for n in range(1, SHOWN + 1)]

    @measure("Partners", digits=0)
    def number(self) -> int:
        return self.partners

    @measure("Wat er overblijft na het afstemmen, in punten", digits=1)
    def net(self) -> float:
        return model.net(self.partners, self.value, self.cost)

    @measure("Wat samen meer oplevert dan zelf, in punten", digits=1)
    def gain(self) -> float:
        return self.net - self.alone

    @measure("Wat de laatste partner toevoegt, in punten", digits=1)
    def added(self) -> float:
        return model.added(self.partners, self.value, self.cost)

    @cached_property
    def column(self) -> str:
        """Whether the way it is done now yields more or less than the other way."""
        extra = self.gain if self.doing == SAMEN else -self.gain
        return MORE if extra > 1e-9 else LESS if extra < -1e-9 else EVEN

    def picture(self):
        b = Board(660, 420, "proces")
        self._draw_curve(b)
        self._draw_cells(b)
        return b

    def _draw_curve(self, b):
        curve = self.curve_points
        top = 1.12 * max(*curve, self.alone, 1)
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
        b.path(f"M{LEFT} {y(self.alone):.1f}H{RIGHT}", key=ZELF, stroke="ink", width=2, dash="7 5")
        b.text(RIGHT, y(self.alone) - 6, "zelf doen", anchor="end", halo="paper")
        b.run([(x(n), y(value)) for n, value in enumerate(curve[:last], 1)], key=SAMEN, stroke="accent", width=3.5)
        b.path(f"M{LEFT} {TOP}V{BOTTOM}H{RIGHT}", stroke="ink", width=1.2)
        b.text((LEFT + RIGHT) / 2, BOTTOM + 40, "aantal partners, uzelf meegeteld", 14.5, "middle")
        for n in self.best:
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
        b.text(400, HEAD + 2 * SIDE + 30, "● de casus nu:", fill="accent", weight=650)
        b.texts(400, HEAD + 2 * SIDE + 50, self.case.title, 30, step=19, fill="soft")

    def words(self):
        pairs, last = self.partners * (self.partners - 1) // 2, self.added
        last_one = f"voegt {points(last, 2)} toe" if last > 0 else f"kost {points(-last, 2)}" if last < 0 else "maakt geen verschil"
        return say(
            f"Met {self._partners()} levert samenwerken {points(self.partners * self.value, 2)} op.",
            f"Het afstemmen tussen {count(pairs, 'tweetal|tweetallen')} kost {points(pairs * self.cost, 2)}.",
            f"{self._left()}; zelf doen geeft {points(self.alone, 2)}.",
            f"De laatste partner die er nu bij kwam, {last_one}.",
            f"De opbrengst is het grootst bij {listed(map(str, self.best), 'of')} partners: {points(self.before.net, 2)}."
            if self.best[-1] > 1
            else "De opbrengst is het grootst met één partner, dus zonder samenwerking.",
            "De laatste van die partners voegt precies niets toe." if len(self.best) > 1 else "",
            self._span(),
            self._place(),
        )

    def _partners(self):
        return count(self.partners, "partner|partners")

    def _left(self):
        """What is left after coordinating."""
        if self.net < 0:
            return f"Dat is {points(-self.net, 2)} meer dan het oplevert"
        return f"Er {'blijven' if self.net > 1 else 'blijft'} {points(self.net, 2) if self.net else 'niets'} over"

    def _span(self):
        """With how many partners cooperation beats doing it oneself."""
        low, high = model.pays(self.value, self.cost, self.alone) or (0, 0)
        if not low:
            return "Bij geen enkel aantal partners is samenwerken beter dan zelf doen."
        if low == high:
            return f"Samenwerken is alleen bij {low} partners beter dan zelf doen."
        return f"Samenwerken is beter dan zelf doen van {low} tot en met {high} partners."

    def _place(self):
        if self.column == EVEN:
            return "Samen of zelf maakt nu niet uit: de casus ligt op de lijn."
        cell = (self.doing, self.column)
        return f"De casus staat in het vak {listed(cell)}: {CELLS[cell][1]}. Het scheelt {points(abs(self.gain), 2)}."

    def report(self):
        value = "maakt samen of zelf niet uit" if self.column == EVEN else f"heeft {self.doing} doen {self.column}"
        best = f"bij {listed(map(str, self.best), 'of')} partners" if self.best[-1] > 1 else "zonder partners"
        return f"Met {self._partners()} {value}, als elk evenveel brengt en elk tweetal moet afstemmen. De opbrengst is het grootst {best}."

    def tables(self):
        numbers = sorted({1, 2, 5, 10, 20, 30, 40, self.partners, *self.best})
        columns = ("Partners", "Brengen zij in", "Tweetallen", "Blijft over", "Beter dan zelf", "Wat dit is")
        rows = []
        for n in numbers:
            here = [name for name, there in (("nu", n == self.partners), ("beste aantal", n in self.best)) if there]
            brought, left, pairs = dutch(round(n * self.value, 2)), self.curve_points[n - 1], str(n * (n - 1) // 2)
            rows.append((str(n), brought, pairs, dutch(round(left, 2)), "ja" if left > self.alone else "nee", listed(here) or "–"))
        return [Table("Wat samenwerken oplevert, per aantal partners", columns, rows)]

    def note(self, key):
        if key == "partners" and self.partners > self.best[-1]:
            return "U zit voorbij het keerpunt: elke partner erbij kost nu meer dan hij brengt."
        return ""


def _step(span: float) -> float:
    """A round distance between ticks: about four of them."""
    base = 10 ** floor(log10(span / 4))
    return next(base * m for m in (1, 2, 2.5, 5, 10) if base * m >= span / 4)
