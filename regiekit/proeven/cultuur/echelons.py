"""Who lives in the world above and below? How much of a message arrives down the echelons, and of an experience up."""

from functools import cached_property

from regiekit.models import echelons as model
from regiekit.plots.svg import wrap
from regiekit.proeven import Board, Measure, Proef, Slider, Table, count, dutch, foremost, form, say

#: Levels of a representative in a case, and which of top, middle and execution that is.
LEVELS = {"bestuurlijk": "top", "management": "middle", "uitvoerend": "execution"}
NAMES = {"top": "Top", "middle": "Midden", "execution": "Uitvoering"}
CALLED = {"top": "de top", "middle": "het midden", "execution": "de uitvoering"}
KNOWS = {"execution_up": 80, "middle_up": 80, "middle_down": 60, "top_down": 50}
LEAST = {
    "execution_up": "de uitvoering het midden",
    "middle_up": "het midden de laag boven zich",
    "middle_down": "het midden de laag onder zich",
    "top_down": "de top het midden",
}
MOST = 6  # middle layers
STEPS, STEP = 70, 99  # Pressman & Wildavsky
OVER = round(model.arrives(STEP / 100, STEPS), 3)

TOP, DEEP, BAR, TALLEST = 56, 500, 150, 92  # where the ladder begins, its height, width of a bar of 100%, height of an echelon at most
LEFT, RIGHT = 16, 660 - 16 - BAR
INSIDE = (LEFT + BAR + 30, RIGHT - 30)  # where the echelons stand
HATCH = 7  # between the lines of the hatching


def per_cent(share: float) -> str:
    return f"{dutch(100 * share, 0)}%"


class Echelons(Proef, situated=False, before={**KNOWS, "layers": 1, "shared": 0}, asks=("level",)):
    """Each per cent is what an echelon keeps of what its neighbour says, or (`shared`) holds already."""

    top_down: float
    middle_up: float
    middle_down: float
    execution_up: float
    layers: int
    shared: float

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 0, 100, 80, 1, "%")

    @classmethod
    def answer(cls, case):
        return 100 * model.arrives(STEP / 100, STEPS)

    @classmethod
    def controls(cls, case):
        values = "Gedeelde waarden: wat men al vindt, hoeft niemand door te geven."
        return [
            Slider("top_down", "De top kent de wereld van het midden", 0, 100, KNOWS["top_down"], 5, "%"),
            Slider("middle_up", "Het midden kent de wereld boven zich", 0, 100, KNOWS["middle_up"], 5, "%"),
            Slider("middle_down", "Het midden kent de wereld onder zich", 0, 100, KNOWS["middle_down"], 5, "%"),
            Slider("execution_up", "De uitvoering kent de wereld van het midden", 0, 100, KNOWS["execution_up"], 5, "%"),
            Slider("layers", "Zoveel lagen heeft het midden", 1, MOST, 1, 1, "laag|lagen"),
            Slider("shared", "Zoveel vindt elke laag uit zichzelf al", 0, 100, 0, 5, "%", values),
        ]

    @cached_property
    def kept(self) -> tuple[list[float], list[float]]:
        """What each step down and each step up keeps."""
        return model.ladder(self.layers, **{k: self.settings[k] / 100 for k in KNOWS})

    @cached_property
    def down(self) -> list[float]:
        """What there is of the message, from the top down."""
        return model.passed_on(self.kept[0], self.shared / 100)

    @cached_property
    def up(self) -> list[float]:
        """What there is of the experience, from the execution up."""
        return model.passed_on(self.kept[1], self.shared / 100)

    @cached_property
    def names(self) -> list[str]:
        """The echelons from the top down."""
        middle = [NAMES["middle"] + (f" {i}" if self.layers > 1 else "") for i in range(1, self.layers + 1)]
        return [NAMES["top"], *middle, NAMES["execution"]]

    @cached_property
    def table(self) -> dict[str, list[str]]:
        """Echelon -> labels of the parties whose representative comes from it."""
        found = [(LEVELS.get(p.representative.level), p.label) for p in self.case.parties if p.representative]
        return {echelon: [label for level, label in found if level == echelon] for echelon in NAMES}

    @cached_property
    def who(self) -> list[list[str]]:
        """Per echelon who is there; the middle of the case stands in its first layer."""
        return [self.table["top"], self.table["middle"], *[[]] * (self.layers - 1), self.table["execution"]]

    def heard(self, way: str) -> float:
        """How much of the message (down) or the experience (up) there is, on average, with who is at the table."""
        levels = self.down if way == "down" else self.up[::-1]
        found = [level for level, who in zip(levels, self.who, strict=True) for _ in who]
        return sum(found) / len(found)

    def measures(self):
        first, ways = self.before, (("down", "Boodschap"), ("up", "Ervaring")) if any(self.who) else ()
        heard = [(f"{name}: gemiddeld bij wie in de casus aan tafel zit", first.heard(way), self.heard(way)) for way, name in ways]
        return [
            Measure("Boodschap van de top, bij de uitvoering", first.down[-1], self.down[-1], "%", 0, 100),
            Measure("Ervaring van de uitvoering, bij de top", first.up[-1], self.up[-1], "%", 0, 100),
            *(Measure(name, before, now, "%", 0, 100) for name, before, now in heard),
        ]

    def picture(self):
        b = Board(660, 640, "cultuur")
        b.text(LEFT, 22, "De boodschap", 15, weight=650)
        b.text(LEFT, 40, "van de top, omlaag", fill="soft")
        b.text(RIGHT + BAR, 22, "De ervaring", 15, "end", 650)
        b.text(RIGHT + BAR, 40, "van de uitvoering, omhoog", 14, "end", fill="soft")
        pitch = DEEP / len(self.names)
        high = min(TALLEST, pitch - 20)
        came = model.passed_on(self.kept[0]), model.passed_on(self.kept[1])[::-1]
        for i, name in enumerate(self.names):
            y = TOP + i * pitch + (pitch - high) / 2
            _echelon(b, f"e{i}", y, high, name, self.who[i])
            _bar(b, LEFT, y, high, came[0][i], self.down[i], f"d{i}")
            _bar(b, RIGHT, y, high, came[1][i], self.up[::-1][i], f"u{i}")
        for i in range(1, len(self.names)):
            y, half = TOP + i * pitch, (pitch - high) / 2
            _arrow(b, LEFT + BAR / 2, y, 1)
            _arrow(b, RIGHT + BAR / 2, y, -1)
            for x in (INSIDE[0] + 46, INSIDE[1] - 46):
                b.path(f"M{x:.1f} {y - half:.1f}V{y + half:.1f}", stroke="ink", width=1.8)
        base = TOP + DEEP + 26
        for x, label, first, last in ((0, "overgekomen", 1, 1), (176, "vond men zelf al", 0, 1), (384, "eigen invulling", 0, 0)):
            with b.group(LEFT + x, base - 12):
                _parts(b, 38, 16, first, last)
                b.text(46, 13, label, fill="soft")
        b.text(LEFT, base + 30, "Het getal: zoveel van de boodschap of ervaring is hier te vinden.", fill="soft")
        return b

    def words(self):
        way, back = (", ".join(map(per_cent, part[1:-1])) for part in (self.down, self.up))
        gap = self.up[-1] - self.down[-1]
        more = "De top hoort nu meer van beneden dan beneden van de top."
        less = "Wie beslist, hoort dus minder van beneden dan beneden van boven."
        return say(
            f"Tussen top en uitvoering {form(self.layers, 'zit', 'zitten')} {count(self.layers, 'middenlaag|middenlagen')}.",
            f"Van de boodschap van de top is onderweg {way} over en bij de uitvoering {per_cent(self.down[-1])}.",
            f"Van de ervaring van de uitvoering is onderweg {back} over en bij de top {per_cent(self.up[-1])}.",
            "" if abs(gap) < 0.005 else less if gap < 0 else more,
            f"Elke laag vindt {per_cent(self.shared / 100)} ook zonder boodschap al." if self.shared else "",
            self._weakest(),
            self._at_the_table(),
        )

    def report(self):
        return (
            f"Van de boodschap van de top is bij de uitvoering naar schatting {per_cent(self.down[-1])} over; van de ervaring van de uitvoering "
            f"komt {per_cent(self.up[-1])} aan bij de top. {self._weakest()}"
        )

    def _weakest(self):
        """Which echelons know their neighbours least."""
        known, same = {k: -self.settings[k] for k in LEAST}, "Alle lagen kennen hun buren even goed."
        return foremost(known, LEAST.__getitem__, f"Het minst kent {{}}: {per_cent(-max(known.values()) / 100)}.", same)

    def _at_the_table(self):
        if not any(self.who):
            return ""
        seats = ", ".join(f"{len(self.table[e])} uit {name}" for e, name in CALLED.items() if self.table[e])
        down, up = per_cent(self.heard("down")), per_cent(self.heard("up"))
        return f"In deze casus zitten er aan tafel: {seats}. Zij horen gemiddeld {down} van de boodschap en {up} van de ervaring."

    def tables(self):
        ladder = [
            (name, per_cent(down), per_cent(up), ", ".join(who) or "niemand")
            for name, down, up, who in zip(self.names, self.down, self.up[::-1], self.who, strict=True)
        ]
        rows = [
            (f"{a}%", *(per_cent(model.arrives(a / 100, n)) for n in (3, 10, STEPS)), f"{model.steps_until(a / 100, 0.5)} stappen")
            for a in (80, 90, 95, STEP)
        ]
        longer = ("Per stap blijft over", "3 stappen", "10 stappen", f"{STEPS} stappen", "Minder dan de helft na")
        return [
            Table("De ladder", ("Echelon", "Boodschap", "Ervaring", "Aan tafel in deze casus"), ladder),
            Table("Als de ladder langer wordt: wat is er over na zoveel stappen?", longer, rows),
        ]


def _echelon(b, key, y, high, name, who):
    """An echelon with its name and who of the case is there; their number where the names do not fit."""
    (x1, x2), names = INSIDE, wrap(", ".join(who), 36, max(1, int((high - 26) / 15))) if who else ()
    if names and names[-1].endswith("…"):
        names = (count(len(who), "partij|partijen"),)
    b.rect(x1, y, x2 - x1, high, 8, key=key, fill="tinted", stroke="ink", width=1.8)
    top = y + high / 2 - 15 * len(names) / 2 + 5
    b.text((x1 + x2) / 2, top, name, 15, "middle", 650)
    for j, line in enumerate(names, 1):
        b.text((x1 + x2) / 2, top + 16 * j, line, 12.5, "middle")


def _bar(b, x, y, high, came, there, key):
    """A bar with its number."""
    deep = min(58, high - 20)
    with b.group(x, y + (high - deep - 20) / 2):
        _parts(b, BAR, deep, came, there, f"b:{key}")
        b.text(BAR, deep + 16, f"{100 * there:.0f}%", 16, "end", 700, "accent", f"n:{key}")


def _parts(b, wide, high, came, there, key=""):
    """What came through filled, what was held already hatched up to what there is, the rest open."""
    left, right = wide * came, wide * there
    starts = [left - high + HATCH * (i + 1) for i in range(int((right - left + high) / HATCH))] if right - left > 0.5 else []
    ends = [(at, max(left, at), min(right, at + high)) for at in starts]
    b.rect(0, 0, wide, high, fill="paper")
    b.rect(0, 0, left, high, key=key, fill="accent")
    if ends:
        b.path("".join(f"M{x:.1f} {high - x + at:.1f}L{z:.1f} {high - z + at:.1f}" for at, x, z in ends), stroke="accent", width=1.6)
    b.rect(0, 0, wide, high, stroke="line", width=1.5)


def _arrow(b, x, y, way):
    """An arrow between two echelons: down (1) or up (-1)."""
    head = f"M{x - 6:.1f} {y + way:.1f}L{x:.1f} {y + 8 * way:.1f}L{x + 6:.1f} {y + way:.1f}"
    b.path(f"M{x:.1f} {y - 9 * way:.1f}V{y + 7 * way:.1f}{head}", stroke="soft", width=2.2, cap="round")
