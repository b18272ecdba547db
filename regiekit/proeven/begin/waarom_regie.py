"""Why regie: dependence, complexity and dynamics strengthen one another, and may tip."""

from functools import cached_property
from math import isfinite, isinf, log

from regiekit.models import mutual_reinforcement as model
from regiekit.proeven import Board, Case, Choice, Measure, Proef, Slider, dutch, last, say

KEYS = ("dependence", "complexity", "dynamics")
NAMES = ("Afhankelijkheid", "Complexiteit", "Dynamiek")
LOOPS = {"all": "elk jaagt de twee andere aan", "ring": "in een kring: elk jaagt alleen de volgende aan"}
YEARS, STEP, TOP = 8, 0.1, 30
TIMES = [round(k * STEP, 10) for k in range(round(YEARS / STEP) + 1)]
PRESSURE = 5  # where the case does not tell

WIDE, HIGH = 232, 58  # of the box of a factor
PLACES = (330 + 34j, 540 + 216j, 120 + 216j)  # of the boxes, y as the imaginary part
LEFT, UPPER, ACROSS, DOWN = 58, 300, 436, 268  # of the plot
LOW, RIGHT = UPPER + DOWN, LEFT + ACROSS
MARKED, APART = 10, 20  # a mark at every so many moments; between the names at the ends of the lines
LOOKS = (("instelling", "", "accent"), ("gemeente", "9 5", "ink"), ("bedrijf", "2 6", "soft"))  # shape of marks, dash pattern, colour


@last
def derived(case: Case) -> dict[str, tuple[float, str]]:
    """Pressure from outside (0.5…10) as far as the case tells, each with a sentence that says from what.

    Dependence: the share of parties that the director cannot command. Complexity: the share of tasks for which parties from
    three sectors or more are needed. Dynamics: the share of parties that have not yet taken a side, and may come in or leave.
    """
    others = [p for p in case.parties if p.key != case.director]
    out: dict[str, tuple[float, str]] = {}

    def share(key: str, found: list[bool], about: str) -> None:
        part, whole = sum(found), len(found)
        out[key] = max(0.5, round(20 * part / whole) / 2), f"In de casus: {part} van de {whole} {about}."

    if others and case.director in case.party_keys:
        commanded = {t.target for t in case.ties if t.kind == "hiërarchie" and t.source == case.director}
        share("dependence", [p.key not in commanded for p in others], "partijen vallen niet onder de regisseur")
    if case.tasks:
        sector = {p.key: p.sector.strip().lower() for p in case.parties}
        wide = [len({sector[k] for k in t.needed if sector.get(k)}) > 2 for t in case.tasks]
        share("complexity", wide, "taken vragen drie of meer sectoren")
    if others:
        share("dynamics", [p.position == "afwachtend" for p in others], "partijen wachten nog af")
    return out


class MutualReinforcement(Proef, needs=("numpy",), asks=("position", "tie.kind")):
    """Per factor how strongly it drives (per year) and the pressure on it from outside; `decay` per year."""

    loop: model.Loop
    drive_dependence: float
    drive_complexity: float
    drive_dynamics: float
    decay: float
    pressure_dependence: float
    pressure_complexity: float
    pressure_dynamics: float

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw voorspelling van het omslagpunt", 0, 2, 1, 0.05)

    @classmethod
    def answer(cls, case):
        return model.tipping_all(1.0)

    @classmethod
    def controls(cls, case):
        told = dict.fromkeys(KEYS, (PRESSURE, "Staat niet in de casus: schat zelf.")) | derived(case)
        outside = [(key, f"{name}, van buiten", *told[key]) for key, name in zip(KEYS, NAMES, strict=True)]
        return [
            Choice("loop", "Wie jaagt wie aan?", list(LOOPS.items()), "all"),
            *(Slider(f"drive_{key}", f"{name} jaagt aan", 0, 1.5, 0.3, 0.05) for key, name in zip(KEYS, NAMES, strict=True)),
            Slider("decay", "Wat vanzelf wegebt", 0.2, 2, 1, 0.1),
            *(Slider(f"pressure_{key}", name, 0.5, 10, start, 0.5, help=said) for key, name, start, said in outside),
        ]

    @cached_property
    def drives(self) -> list[float]:
        return [float(self.settings[f"drive_{key}"]) for key in KEYS]

    @cached_property
    def pressure(self) -> list[float]:
        return [float(self.settings[f"pressure_{key}"]) for key in KEYS]

    @cached_property
    def matrix(self):
        return model.coupling(self.drives, self.loop)

    @cached_property
    def growth(self) -> float:
        return model.growth(self.matrix, self.decay)

    @cached_property
    def room(self) -> float:
        """By which factor all may drive harder before it tips; inf when it cannot."""
        return model.room(self.matrix, self.decay)

    @cached_property
    def alone(self) -> list[float]:
        """The levels without coupling."""
        return [b / self.decay for b in self.pressure]

    @cached_property
    def settled(self) -> list[float]:
        """The levels with coupling, in the end; inf where they keep growing."""
        return model.equilibrium(self.pressure, self.matrix, self.decay).tolist()

    @cached_property
    def levels(self) -> list[list[float]]:
        """The three levels at every `STEP` of a year."""
        return model.levels(self.pressure, self.matrix, self.decay, self.alone, STEP, len(TIMES) - 1).tolist()

    def measures(self):
        ends = [Measure(f"{name}: sterkte op den duur", x, y, digits=1) for name, x, y in zip(NAMES, self.alone, self.settled, strict=True)]
        return [*ends, Measure("Groei per jaar (onder 0: komt tot rust)", -self.decay, self.growth)]

    def picture(self):
        b = Board(660, 640)
        for source in range(3):
            for target in range(3):
                if target == (source + 1) % 3 or (target != source and self.loop == "all"):
                    self._arrow(b, source, target)
        for i in range(3):
            self._box(b, i)
        _axes(b)
        self._lines(b)
        verdict = "komt tot rust" if self.growth < 0 else "precies op het omslagpunt" if self.growth == 0 else "blijft groeien"
        b.text(b.width - 14, UPPER - 14, verdict, 15, "end", 650, "accent")
        return b

    def _box(self, b, i):
        x = self.settled[i]
        end = f"wordt {dutch(x, 1 if x < 100 else 0)}" if isfinite(x) else "blijft groeien"
        with b.group(*_xy(PLACES[i]), key=f"f:{i}"):
            b.rect(-WIDE / 2, -HIGH / 2, WIDE, HIGH, 10, fill="tinted", stroke="accent", width=2)
            with b.group(-WIDE / 2 + 20, -9):
                _sign(b, i)
            b.text(-WIDE / 2 + 38, -4, NAMES[i], 16, weight=650)
            b.text(0, 18, f"druk {dutch(self.pressure[i])} · {end}", anchor="middle")

    def _arrow(self, b, source, target):
        """From box to box, as wide as the coupling is strong; two between the same boxes lie side by side."""
        strength, both, key = self.drives[source], self.loop == "all", f"{source}|{target}"
        way = PLACES[target] - PLACES[source]
        way /= abs(way)
        across = 1j * way
        beside = across * 13 if both else 0j
        start, end = PLACES[source] + way * _rim(way, beside), PLACES[target] - way * _rim(-way, beside)
        wide = 1.5 + 7.5 * strength
        head = 9 + wide
        foot = end - way * head
        # The number stands off the line: outside the loop, and for two side by side each on its own side, nearer to where it comes from.
        share, off = (0.4, 15 + wide / 2) if both else (0.5, -20 - wide / 2)
        number = start + (end - start) * share + across * off
        colour, dash = ("accent", "") if strength else ("line", "3 5")
        with b.group(*_xy(beside)):
            b.line(*_xy(start), *_xy(foot), colour, key=f"a:{key}", width=wide, dash=dash)
            b.head(*_xy(end), way, head, head * 0.6, key=f"h:{key}", fill=colour)
            b.text(number.real, number.imag + 5, dutch(strength) if strength else "0: geen", anchor="middle", weight=650, halo="paper")

    def _lines(self, b):
        signs = []
        for i in (2, 1, 0):
            path = []
            for k, (time, row) in enumerate(zip(TIMES, self.levels, strict=True)):
                if row[i] > TOP:  # the line leaves the plot where it crosses the edge
                    was = self.levels[k - 1][i] if k else TOP
                    path.append(_at(time - STEP * (row[i] - TOP) / (row[i] - was) if was < TOP else time, TOP))
                    break
                path.append(_at(time, row[i]))
                if k % MARKED == i * MARKED // 3:  # the marks of the three stand at different moments, so that none hides another
                    signs.append((i, f"s:{i}|{k // MARKED}", path[-1]))
            _, dash, colour = LOOKS[i]
            b.run(path, key=f"p:{i}", stroke=colour, width=2.4 if i else 3, dash=dash, join="round")
        self._names(b)
        for i, key, place in signs:
            with b.group(*place, key=key):
                _sign(b, i)

    def _names(self, b):
        """Names at the ends of the lines, below one another, none outside the plot."""
        last = self.levels[-1]
        order = sorted(range(3), key=lambda i: (_at(YEARS, last[i])[1], i))
        y = [_at(YEARS, last[i])[1] for i in order]
        for k in range(3):
            y[k] = max(y[k], y[k - 1] + APART if k else UPPER + 4)
        for k in (2, 1, 0):
            y[k] = min(y[k], y[k + 1] - APART if k < 2 else LOW)
        for i, place in zip(order, y, strict=True):
            with b.group(RIGHT + 18, place, key=f"e:{i}"):
                _sign(b, i)
                b.text(12, 5, NAMES[i] + (" ↑" if last[i] > TOP else ""))

    def words(self):
        way = "Elk jaagt de twee andere aan" if self.loop == "all" else "De drie jagen elkaar aan in een kring"
        total = model.strength(self.matrix)  # the decay at which it would tip
        return say(
            f"Zonder versterking: {_each(self.alone, 1)}.",
            f"{way} ({_each(self.drives)}).",
            f"Samen versterken zij elkaar met {dutch(total, 2)} per jaar, en er ebt {dutch(self.decay)} per jaar weg.",
            *self._end(),
        )

    def _end(self):
        if self.growth > 0:
            yield f"Dat is meer dan er wegebt: het blijft groeien. Elke {dutch(log(2) / self.growth, 1)} jaar verdubbelt de sterkte."
        elif self.growth == 0:
            yield "Dat is precies het omslagpunt: er komt elk jaar evenveel bij en het houdt niet op."
        else:
            yield f"Dat is minder dan er wegebt: het komt tot rust, {_each(self.settled, 1, 'op ')}."
            yield f"Een verstoring is na {dutch(log(2) / -self.growth, 1)} jaar gehalveerd."
            more = f"Als elk {dutch(self.room, 2)} keer zo hard gaat aanjagen, slaat het om."
            yield "Er is geen gesloten kring meer, dus omslaan kan niet." if isinf(self.room) else more

    def report(self):
        if self.growth > 0:
            end = "is dat sterker dan wat er wegebt: het blijft groeien"
        else:
            end = "komt dat na een verstoring weer tot rust" if self.growth else "ligt dat precies op het omslagpunt"
        tips = self.growth < 0 and not isinf(self.room)
        return say(
            f"Afhankelijkheid, complexiteit en dynamiek jagen elkaar aan. Zoals de casus is ingeschat, {end}.",
            f"Jagen zij elkaar {dutch(self.room, 1)} keer zo hard aan, dan slaat het om." if tips else "",
        )


def _each(values: list[float], digits: int | None = None, before: str = "") -> str:
    return ", ".join(f"{name.lower()} {before}{dutch(x, digits)}" for name, x in zip(NAMES, values, strict=True))


def _xy(z: complex) -> tuple[float, float]:
    return z.real, z.imag


def _at(time: float, level: float) -> tuple[float, float]:
    """Where a moment and a level are in the plot."""
    return LEFT + ACROSS * time / YEARS, LOW - DOWN * min(level, TOP) / TOP


def _sign(b: Board, i: int) -> None:
    b.mark(LOOKS[i][0], 0, 0, 6.5, fill=LOOKS[i][2], stroke="paper", width=1)


def _rim(way: complex, beside: complex) -> float:
    """How far from the middle of a box a ray leaves it that starts beside the middle."""
    sides = ((way.real, beside.real, WIDE / 2), (way.imag, beside.imag, HIGH / 2))
    return min((half + 7 - (s if u > 0 else -s)) / abs(u) for u, s, half in sides if abs(u) > 1e-9)


def _axes(b: Board) -> None:
    for tick in range(0, TOP + 1, 10):
        y = _at(0, tick)[1]
        b.path(f"M{LEFT} {y:.1f}h{ACROSS}", stroke="line", width=0.5 if tick else 1.2, dash="1 4" if tick else "")
        b.text(LEFT - 8, y + 5, tick, anchor="end", fill="soft")
    for year in range(0, YEARS + 1, 2):
        b.text(_at(year, 0)[0], LOW + 20, year, anchor="middle", fill="soft")
    b.text(RIGHT, LOW + 40, "jaren", anchor="end")
    b.text(LEFT - 44, UPPER - 14, "sterkte")
