"""Big bang of stappen: in how many steps is a reorganisation cheapest?"""

from functools import cached_property
from types import MappingProxyType

from regiekit.models import big_bang as model
from regiekit.plots.curve import round_step
from regiekit.plots.style import Paint
from regiekit.plots.svg import text_width
from regiekit.proeven import (
    Board,
    Case,
    Measure,
    Proef,
    Slider,
    Table,
    Text,
    capital,
    dutch,
    form,
    leading,
    listed,
    number_word,
    say,
    with_unit,
)
from regiekit.widgets.controls import lines

MOST = 12  # steps
SETBACKS, FIXED, DELAY = 300, 20, 20  # weeks of work, at the start and in the prediction; setbacks where the case does not tell
MOST_SETBACKS = 1200
WAITING = DELAY // 2  # what a step later costs on average
MARGIN = 0.1  # so much above the lowest is called hardly more
PARTS: dict[str, Paint] = {
    "vaste moeite": {"fill": "tinted", "width": 1.2},
    "tegenvallers": {"fill": "accent", "width": 1.2},
    "later klaar": {"fill": "paper", "width": 1.4, "dash": "4 3"},
}
LEFT, TOP, WIDE, HIGH = 64, 84, 584, 252  # of the plot
FOOT, PITCH = TOP + HIGH, WIDE / MOST


def setbacks(case: Case) -> float:
    """What changing all at once costs in setbacks, as the case tells; a number for convenience where it does not."""
    told = case.trait("tegenvallers")
    return SETBACKS if told is None else min(MOST_SETBACKS, 10 * round(told / 10))


class BigBang(Proef, before={"steps": 1}):
    """Costs in weeks of work: `setbacks` of a big bang, `fixed` of each step, `delay` of being ready a step later; `learned` in per cent."""

    steps: int
    setbacks: float
    fixed: float
    delay: float
    learned: float
    plan: str

    sections = MappingProxyType({"plan": "Eigen stappen", "fixed": "Moeite", "delay": "Moeite"})

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw voorspelling", 1, MOST, 6, 1, "stap|stappen")

    @classmethod
    def answer(cls, case):
        return model.best_steps(FIXED, 2 * setbacks(case), DELAY)

    @classmethod
    def explain(cls, case, answer):
        here = (
            ""
            if case.trait("tegenvallers") is None
            else f"In deze casus geeft alles tegelijk veranderen {_weeks(setbacks(case))} aan tegenvallers. "
        )
        return here + super().explain(case, answer)

    @classmethod
    def supposes(cls, case):
        return ("fixed", "delay", "learned", *(("setbacks",) if case.trait("tegenvallers") is None else ()))

    @classmethod
    def controls(cls, case):
        weeks, unseen = "werkweek|werkweken", "Verkeerd verdeeld werk, systemen die haperen, boze klanten."
        beside = "Oud en nieuw naast elkaar. Gemiddeld telt de helft: het eerste deel is al klaar."
        return [
            Slider("steps", "In hoeveel stappen?", 1, MOST, 1, 1, "stap|stappen"),
            Slider("setbacks", "Tegenvallers als alles in één keer gaat", 0, MOST_SETBACKS, setbacks(case), 10, weeks, unseen),
            Slider("learned", "Hoeveel leert u van elke stap?", 0, 100, 100, 10, "%", "0%: wat tegenvalt, valt elke keer weer tegen."),
            Slider("fixed", "Vaste moeite per stap", 5, 100, FIXED, 5, weeks, "Besluit, inspraak, verhuizing, uitleg."),
            Slider("delay", "Wat het kost om één stap later klaar te zijn", 0, 100, DELAY, 5, weeks, beside),
            Text("plan", "Uw eigen stappen (mag leeg blijven)", help="Eén stap per regel.", limit=3000),
        ]

    def cost(self, steps: int) -> model.Cost:
        return model.cost(steps, self.fixed, 2 * self.setbacks, self.delay, self.learned / 100)

    @cached_property
    def best(self) -> int:
        return model.best_steps(self.fixed, 2 * self.setbacks * self.learned / 100, self.delay)

    @cached_property
    def bests(self) -> list[int]:  # one, or two in a row
        return leading({n: -self.cost(n).total for n in (self.best, self.best + 1)}, str)[0]

    @cached_property
    def nearly(self) -> tuple[int, int]:
        """From which to which number of steps it costs hardly more than the lowest."""
        return model.nearly_best(self.fixed, 2 * self.setbacks, self.delay, MARGIN, self.learned / 100)

    @cached_property
    def planned(self) -> tuple[str, ...]:
        return lines(self.plan)

    def measures(self):
        one, now = self.cost(1), self.cost(self.steps)
        parts = [(f"… {part}", before, after) for part, before, after in zip(PARTS, one, now, strict=True)]
        rows = [("Totale kosten, in werkweken", one.total, now.total), *parts]
        return [Measure(name, before, after, digits=0) for name, before, after in rows]

    def picture(self):
        b = Board(660, 430, "structuur")
        costs = {n: self.cost(n) for n in range(1, MOST + 1)}
        end, step = ticks(max(cost.total for cost in costs.values()) or 1.0)
        b.text(8, 20, "werkweken", 15)
        for i in range(round(end / step) + 1):
            y = TOP + HIGH * (1 - i * step / end)
            b.path(f"M{LEFT} {y:.1f}h{WIDE}", stroke="line", width=0.6 if i else 1.2, dash="1 4" if i else "")
            b.text(LEFT - 8, y + 5, dutch(i * step), 15, anchor="end", fill="soft")
        self._draw_nearly(b)
        for n, cost in costs.items():
            self._draw_bar(b, n, cost, end)
        b.text(LEFT + WIDE, FOOT + 72, "aantal stappen (1 = alles in één keer)", 15, anchor="end")
        b.key([(paint | {"stroke": "accent"}, name) for name, paint in PARTS.items()])
        return b

    def _draw_nearly(self, b):
        low, high = self.nearly[0], min(self.nearly[1], MOST)
        if low <= high:
            middle = min(max(LEFT + (low + high - 1) / 2 * PITCH, LEFT + 70), LEFT + WIDE - 70)
            b.rect(LEFT + (low - 1) * PITCH, FOOT + 26, (high - low + 1) * PITCH, 5, 2.5, key="nearly", fill="accent")
            b.text(middle, FOOT + 48, "hier maakt het weinig uit", 15, anchor="middle", fill="accent", key="nearlyt")

    def _draw_bar(self, b, n, cost, end):
        x, y = LEFT + (n - 1) * PITCH + 0.14 * PITCH, FOOT
        middle = x + 0.36 * PITCH
        for k, (part, paint) in enumerate(zip(cost, PARTS.values(), strict=True)):
            tall = HIGH * part / end
            y -= tall
            b.rect(x, y, 0.72 * PITCH, tall, **paint | {"key": f"b:{n}|{k}", "stroke": "accent"})
        b.text(middle, y - 7, dutch(cost.total, 0), 15, "middle", 700 if n in (self.steps, *self.bests) else 400, key=f"t:{n}")
        if n in self.bests:
            first = n == self.best
            _pointer(b, middle, 62, y - 24, "laagst" if first else "", "good", "best" if first else "best2", right=len(self.bests) > 1)
        if n == self.steps:
            b.rect(x - 0.08 * PITCH, y - 4, 0.88 * PITCH, FOOT - y + 24, 4, key="chosen", stroke="ink", width=2.6)
            _pointer(b, middle, 42, y - 24 if n not in self.bests else 48, "uw keuze", "ink", "yours")
        b.text(middle, FOOT + 18, n, 15, anchor="middle", weight=700 if n == self.steps else 400)

    @classmethod
    def situation(cls, case):
        """What is given of changing all at once; of more steps nothing."""
        b, given = Board(660, 430, "structuur"), setbacks(case)
        end = 2 * (given + FIXED)
        b.text(8, 20, "werkweken", 15)
        b.path(f"M{LEFT} {FOOT}h{WIDE}", stroke="line", width=1.2)
        y = FOOT
        for amount, name in ((FIXED, "vaste moeite"), (given, "tegenvallers")):
            y -= HIGH * amount / end
            b.rect(LEFT + 0.14 * PITCH, y, 0.72 * PITCH, HIGH * amount / end, **PARTS[name] | {"stroke": "accent"})
        b.text(LEFT + PITCH / 2, y - 7, dutch(given + FIXED, 0), 15, "middle", 700)
        for n in range(1, MOST + 1):
            b.text(LEFT + (n - 0.5) * PITCH, FOOT + 18, n, 15, anchor="middle")
            if n > 1:
                b.text(LEFT + (n - 0.5) * PITCH, FOOT - 12, "?", 20, "middle", 650, "soft")
        b.text(LEFT + WIDE, FOOT + 72, "aantal stappen (1 = alles in één keer)", 15, anchor="end")
        b.key([(PARTS[name] | {"stroke": "accent"}, name) for name in ("vaste moeite", "tegenvallers")])
        return (
            b,
            f"In één keer kost de verandering {_weeks(given + FIXED)}: {_weeks(given)} tegenvallers en {_weeks(FIXED)} vaste moeite.",
        )

    def headline(self):
        now, one, least = (self.cost(n).total for n in (self.steps, 1, self.best))
        steps = capital(number_word(self.steps))
        if not self.setbacks:
            return "Verwacht u geen tegenvallers, dan is alles in één keer het goedkoopst: stappen schelen dan niets, en elke stap vraagt moeite."
        if not self.learned and self.steps > 1:
            return f"{steps} stappen kosten meer dan één keer: wie niets leert, houdt alle tegenvallers en doet {number_word(self.steps)} keer moeite."
        if self.bests == [1] and self.steps == 1:
            if not self.learned:
                return "Alles in één keer is hier het goedkoopst: er valt onderweg niets te leren, en elke stap vraagt opnieuw moeite."
            return "Alles in één keer is hier het goedkoopst: kleinere stappen schelen te weinig tegenvallers om elke keer opnieuw moeite te doen."
        if self.steps in self.bests and 1 in self.bests:
            return "Alles in één keer kost hier evenveel als twee stappen, want de tweede stap kost net zoveel als zij aan tegenvallers scheelt."
        if self.steps == 1:
            fewer = listed([number_word(n) for n in self.bests if n > 1], "of")
            return f"In één keer kost de verandering {_weeks(one)}, in {fewer} stappen {dutch(least, 0)}: kleinere stappen vallen minder tegen, zolang men ervan leert."
        if self.steps in self.bests:
            return f"{steps} stappen zijn hier het goedkoopst: nog meer stappen kosten meer aan moeite en wachten dan ze aan tegenvallers schelen."
        if now > one:
            return f"{steps} stappen kosten meer dan alles in één keer: elke stap vraagt opnieuw moeite, en elke stap erbij scheelt minder tegenvallers dan de vorige."
        if self.steps < self.best:
            return f"{steps} stappen schelen tegenvallers, en met meer stappen kan het nog goedkoper: een kleinere stap valt minder tegen."
        return f"{steps} stappen zijn meer dan nodig: de laatste stappen kosten meer aan moeite en wachten dan ze aan tegenvallers schelen."

    def words(self):
        low, high = self.nearly[0], min(self.nearly[1], MOST)
        alike = f"Bij {number_word(low)} tot en met {number_word(high)} stappen verschillen de kosten weinig." if low < high else ""
        if [*range(low, high + 1)] == self.bests:
            alike = ""  # that they cost the same is said
        elif high == low + 1:
            alike = f"{capital(number_word(low))} of {number_word(high)} stappen kosten ongeveer evenveel."
        return say(self._learn() if self.steps < self.best else self._cost(), alike)

    def _learn(self):
        """What more steps save: setbacks that do not come, because the square of a smaller step is smaller."""
        now, best = self.cost(self.steps), self.cost(self.best)
        left = (
            f"{form(round(best.setbacks), 'is', 'zijn')} dat er {dutch(best.setbacks, 0)} van de {dutch(best.total, 0)}"
            if round(best.setbacks)
            else "is dat bijna niets meer"
        )
        return (
            f"{capital(_steps(self.steps))} {form(round(now.setbacks), 'gaat', 'gaan')} er {dutch(now.setbacks, 0)} van de {_weeks(now.total)} op aan tegenvallers. "
            f"In {number_word(self.best)} stappen {left}, want kleinere stappen vallen samen minder tegen."
        )

    def _cost(self):
        """What it costs in so many steps, by what most, and what it costs otherwise."""
        now, one, two = self.cost(self.steps), self.cost(1).total, self.cost(2).total
        most, why = max(
            (now.setbacks, "vooral door tegenvallers"),
            (now.fixed, f"vooral door de moeite {'die elke stap opnieuw vraagt' if self.steps > 1 else 'van het veranderen zelf'}"),
            (now.waiting, "vooral doordat alles later klaar is"),
        )
        told = f"{capital(_steps(self.steps))} kost de verandering {_weeks(now.total)}{f', {why}' if 2 * most > now.total else ''}."
        nothing = not self.setbacks or not self.learned
        if self.steps not in self.bests:
            less = "minder moeite en wachten scheelt meer dan er aan tegenvallers bijkomt"
            if self.bests == [1]:
                less = f"kleinere stappen schelen {'geen' if nothing else 'te weinig'} tegenvallers"
            return f"{told} {self._cheapest()[:-1]}: {less}."
        if self.steps > 1:
            also = "evenveel" if 1 in self.bests else _weeks(one)
            return f"{told} In één keer is dat {also}: dan valt er meer tegen, maar is er maar één keer moeite nodig."
        if len(self.bests) > 1:
            return f"{told} In twee stappen zijn er minder tegenvallers, maar vraagt de verandering twee keer moeite."
        little = "zo vallen er geen tegenvallers weg" if nothing else "zo zijn er minder tegenvallers, maar het scheelt te weinig"
        return f"{told} In twee stappen is dat {_weeks(two)}: {little}, en de tweede stap vraagt opnieuw moeite."

    def _cheapest(self):
        more = [number_word(n) for n in self.bests if n > 1]
        ways = ["in één keer"] * (1 in self.bests) + [f"in {listed(more, 'of')} stappen"] * bool(more)
        return f"Het goedkoopst is het {listed(ways, 'of')}, met {_weeks(self.cost(self.best).total)}."

    def _near(self):
        """What costs as little, or hardly more."""
        if equal := [n for n in self.bests if n != self.steps]:
            return f"; {_steps(equal[0])} kost het evenveel"
        low, high = self.nearly
        others = [number_word(n) for n in range(max(low, 2), min(high, MOST) + 1) if n != self.steps]
        return f"; {listed(others, 'of')} stappen kosten nauwelijks meer" if others else ""

    def report(self):
        return say(
            f"{capital(_steps(self.steps))} kost de verandering naar schatting {_weeks(self.cost(self.steps).total)}.",
            f"Bij deze schattingen is dat het goedkoopst{self._near()}." if self.steps in self.bests else self._cheapest(),
            f"In één keer zou dat {_weeks(self.cost(1).total)} zijn." if 1 not in (self.steps, *self.bests) else "",
            "Dat geldt zolang men van elke stap leert." if self.learned and self.best > 1 else "",
        )

    def tables(self):
        if not self.planned:
            return []
        caption = f"Uw plan {_steps(len(self.planned))}: samen {_weeks(self.cost(len(self.planned)).total)}"
        return [Table(caption, ("Stap", "Wat u doet"), [(str(i), line) for i, line in enumerate(self.planned, 1)])]

    def note(self, key):
        if key != "plan" or not self.planned:
            return ""
        number, (low, high) = len(self.planned), self.nearly
        verdict = "Dat past bij deze bedragen."
        if number < low:
            verdict = "Bij deze bedragen zijn meer stappen goedkoper: kleinere stappen vallen minder tegen."
        elif number > high:
            verdict = "Bij deze bedragen zijn minder stappen goedkoper: elke stap kost ook moeite en tijd."
        return f"U noemt {form(number, 'één stap', f'{number_word(number)} stappen')}: samen {_weeks(self.cost(number).total)}. {verdict}"


def ticks(highest: float) -> tuple[float, float]:
    """The end of an axis from 0 that holds `highest` with some room above it, and the distance between its marks."""
    step = round_step(max(highest, 12), 6)  # 2 at the least
    return step * (int(highest / step) + 1), step


def _pointer(b, x, y, to, name, colour, key, right=False):
    """A name above the bars, or for two of them in between, with a line down to its bar."""
    b.path(f"M{x:.1f} {y + 5:.1f}V{max(to, y + 5):.1f}", key=f"{key}l", stroke=colour, width=1.4, dash="2 3")
    if name:
        x = min(x + PITCH / 2 * right, b.width - 2 - text_width(name, 15, bold=True) / 2)
        b.text(x, y, name, 15, anchor="middle", weight=650, fill=colour, key=key)


def _steps(number: int) -> str:
    return "in één keer" if number == 1 else f"in {number_word(number)} stappen"


def _weeks(amount: float) -> str:
    return with_unit(dutch(amount, 0), "werkweek|werkweken", round(amount))
