"""Wat een kader kost en oplevert: ruimte om elkaar te vinden."""

from functools import cached_property, lru_cache
from itertools import combinations
from math import nan
from statistics import fmean
from typing import NamedTuple

from regiekit.cases import Party
from regiekit.cases.reading import needed
from regiekit.models import framing as model
from regiekit.plots.svg import escape, text_width, wrap
from regiekit.proeven import Board, Case, Choice, Measure, Proef, Slider, Table, capital, count, dutch, form, last, listed, say

LOW, HIGH = 0.5, 5.5  # the plane, in weights of a value (which run from 1 to 5)
PLANE = model.Frame(LOW, LOW, HIGH, HIGH)
#: How far from its wish a party can still live with the content, in weights: who is in favour of the direction gives it more room.
ROOM = {"voor": 2.5, "afwachtend": 2.25, "tegen": 2.0}
FEWEST, MOST = 3, 7  # parties in the picture
PAIRS = 40  # pairs of values to choose from, at most
SHARE, HALF = 75, 0.5  # the frame at the start, in per cent, and in the prediction
SOME = 0.05  # a share of the plane from which the parties have some room

LEFT, TOP, SIDE = 66, 12, 582
UNIT = SIDE / (HIGH - LOW)
LOOKS = {"voor": ("+", "", "voor is (+)"), "afwachtend": ("?", "11 5", "afwacht (?)"), "tegen": ("−", "3 5", "tegen is (−)")}
MARK, SIZE, NAMES = 12, 15, 4  # radius of the mark of a party, size of its name, lines of names at most at one place
GAP = 11  # between the lines of the hatching
DOTS = ("2 6", "round")  # a dotted rim: dash pattern and how its lines end

Place = tuple[float, float]
Edges = tuple[float, float, float, float]  # left, top, right, bottom


class Setting(NamedTuple):
    """What does not change while the sliders move: the values on the axes, the parties, what they can live with, the director's wish."""

    axes: tuple[str, str]
    parties: tuple[Party, ...]
    discs: tuple[model.Disc, ...]
    wish: Place | None

    @property
    def home(self) -> Place:
        """The director's wish; without a director in the plane the middle of the parties."""
        return self.wish or (fmean(d.x for d in self.discs), fmean(d.y for d in self.discs))


@last
def pairs(case: Case) -> dict[str, Setting]:
    """The pairs of values that can be the axes, by the name of the pair: those that at least two of the parties weigh."""
    parties = needed(case, FEWEST, MOST)
    names = list(dict.fromkeys(name for p in parties for name in p.values))
    found = {}
    for one, other in combinations(names, 2):
        here = tuple(p for p in parties if one in p.values and other in p.values)
        if len(here) > 1:
            discs = tuple(model.Disc(p.values[one], p.values[other], ROOM[p.position]) for p in here)
            wish = next((disc[:2] for p, disc in zip(here, discs, strict=True) if p.key == case.director), None)
            found[f"{one} en {other}"] = Setting((one, other), here, discs, wish)
        if len(found) == PAIRS:
            break
    return found


@last
def first(case: Case) -> str:
    """The pair to begin with: that on which the parties lie furthest apart while something is left on which all agree."""

    def rank(name: str) -> tuple[bool, int, float]:
        discs = found[name].discs
        spread = sum((a.x - b.x) ** 2 + (a.y - b.y) ** 2 for a, b in combinations(discs, 2)) / len(discs) ** 2
        return model.common_area(discs, PLANE) >= SOME * PLANE.area, len(discs), spread

    found = pairs(case)
    return max(found, key=rank)


class Framing(Proef, asks=("size", "position", "power", "replaceable", "values")):
    """The content framed (`share` 0…100 of the plane) round (`across`, `up`); a fair process widens what parties accept by `fair` per cent."""

    share: float
    across: float
    up: float
    fair: float
    axes: str

    @classmethod
    def ready(cls, case):
        if pairs(case):
            return None
        return (
            "Vul in uw casus bij ten minste twee partijen die niet te missen zijn (de regisseur, wie kan blokkeren, wie niet te vervangen is) "
            "dezelfde twee waarden in, elk met een gewicht van 1 tot 5. Dat kan hieronder, in de tabel Belangen en waarden."
        )

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 0, 100, 25, 1, "%")

    @classmethod
    def answer(cls, case):
        """What a frame of half the width and height round the director's wish leaves of the room without a frame, in per cent."""
        setting = pairs(case)[first(case)]
        free = model.common_area(setting.discs, PLANE)
        return 100 * model.common_area(setting.discs, model.frame(PLANE, setting.home, HALF)) / free if free else 0.0

    @classmethod
    def explain(cls, case, answer):
        if not model.common_area(pairs(case)[first(case)].discs, PLANE):
            return (
                "Ook zonder kader was er geen plek waar alle partijen elkaar vinden. Zet het eerlijke proces hoger of kies andere waarden, en "
                "kijk of er dan wel een plek is."
            )
        over = "Het ligt voor een flink deel over de ruimte die de partijen delen. Daarom blijft er meer over dan een kwart."
        beside = "Het ligt rond de wens van de regisseur, en de ruimte die de partijen delen ligt daar voor het grootste deel buiten."
        return (
            f"Het kader beslaat nog een kwart van het vlak. {over if answer > 25 else beside} Waar u het kader legt, telt net zo zwaar als hoe "
            "groot het is."
        )

    @classmethod
    def controls(cls, case):
        found, start = pairs(case), first(case)
        x, y = found[start].home
        free = "100% = de inhoud is vrij. 0% = de inhoud is gegeven: één plan."
        return [
            Slider("share", "Grootte van het kader", 0, 100, SHARE, 5, "%", free),
            Slider("across", "Midden van het kader: links – rechts", 1, 5, round(4 * x) / 4, 0.25),
            Slider("up", "Midden van het kader: onder – boven", 1, 5, round(4 * y) / 4, 0.25),
            Slider("fair", "Eerlijk proces: hoeveel verder gaan partijen daardoor mee?", 0, 30, 0, 5, "%"),
            Choice("axes", "De twee waarden waar het om gaat", [(name, name) for name in found], start),
        ]

    @cached_property
    def setting(self) -> Setting:
        return pairs(self.case)[self.axes]

    @cached_property
    def frame(self) -> model.Frame:
        return model.frame(PLANE, (self.across, self.up), self.share / 100)

    @cached_property
    def discs(self) -> list[model.Disc]:
        return [model.widened(disc, self.fair / 100) for disc in self.setting.discs]

    @cached_property
    def free(self) -> float:
        """Where all agree with free content, without a process that was fair."""
        return model.common_area(self.setting.discs, PLANE)

    @cached_property
    def room(self) -> float:
        """Where all agree now."""
        return model.common_area(self.discs, self.frame)

    @cached_property
    def groups(self) -> list[tuple[int, ...]]:
        """The places of the largest groups that can agree, the one in the picture first."""
        return agreements(tuple(self.discs), self.frame)

    @property
    def group(self) -> tuple[int, ...]:
        return self.groups[0]

    @cached_property
    def everyone(self) -> bool:
        return len(self.group) == len(self.discs)

    def names(self, out: bool = False) -> str:
        """The parties of the group, or with `out` the others."""
        return listed(p.label for i, p in enumerate(self.setting.parties) if (i in self.group) != out)

    def measures(self):
        start, within = len(agreements(self.setting.discs, PLANE)[0]), sum(model.meets(d, self.frame) for d in self.discs)
        free, now = (model.farthest(self.setting.home, frame) if self.setting.wish else nan for frame in (PLANE, self.frame))
        room = "Ruimte waarin alle partijen elkaar vinden, deel van het vlak"
        return [
            Measure(room, self.free / PLANE.area, self.room / PLANE.area, "%", 1, 100),
            Measure("Grootste groep die elkaar vindt, in partijen", start, len(self.group), digits=0),
            Measure("Partijen die binnen het kader iets vinden waarmee zij kunnen leven", len(self.discs), within, digits=0),
            Measure("Verste uitkomst van wat de regisseur wil, in punten", free, now, digits=1),
        ]

    def picture(self):
        b = Board(660, 738, "begin")
        (x, y), (right, bottom) = _at(self.frame[0], self.frame[3]), _at(self.frame[2], self.frame[1])
        b.rect(LEFT, TOP, SIDE, SIDE, fill="tint")
        b.rect(x, y, right - x, bottom - y, key="binnen", fill="paper")
        self._draw_room(b)
        for i, (p, disc) in enumerate(zip(self.setting.parties, self.discs, strict=True)):
            colour, width = ("ink", 2) if i in self.group else ("line", 1.5)
            b.circle(*_at(disc.x, disc.y), disc.radius * UNIT, key=f"c:{p.key}", stroke=colour, width=width, dash=LOOKS[p.position][1])
        far, long = 2 * SIDE, 6 * SIDE  # what sticks out of the plane is covered
        b.rect(-far, -far, long, far + TOP, fill="paper")
        b.rect(-far, -far, far + LEFT, long, fill="paper")
        b.rect(LEFT + SIDE, -far, far, long, fill="paper")
        b.rect(-far, TOP + SIDE, long, far, fill="paper")
        b.rect(LEFT, TOP, SIDE, SIDE, stroke="line", width=1.5)
        if self.share:
            b.rect(x, y, right - x, bottom - y, key="kader", stroke="ink", width=4.5)
        rim = 5
        sides = [(x - rim, y - rim, right + rim, y + rim), (x - rim, bottom - rim, right + rim, bottom + rim), (x - rim, y, x + rim, bottom),
                 (right - rim, y, right + rim, bottom)]  # fmt: skip
        self._draw_parties(b, sides)
        if not self.share:
            b.run([(x - 11, y), (x, y - 11), (x + 11, y), (x, y + 11)], True, key="kader", fill="accent", stroke="paper", width=2.5)
        _draw_axes(b, self.setting.axes)
        _draw_legend(b, "de grootste groep" if len(self.groups) == 1 else "de groep in beeld")
        return b

    def _draw_room(self, b):
        """Where the largest group can agree, hatched; with a dotted rim when it is not everyone."""
        group = [self.discs[i] for i in self.group]
        outline = model.outline(group, self.frame) if group else []
        if not outline:
            return
        dash, cap = ("", "") if self.everyone else DOTS
        b.polygon([_at(*point) for point in outline], key="ruimte", fill="tinted", stroke="accent", width=4, dash=dash, cap=cap)
        step = GAP * 2**0.5 * (HIGH - LOW) / SIDE  # the lines run to the upper right
        points = [(LOW, HIGH - i * step) for i in range(1, int(2 * (HIGH - LOW) / step))]
        if chords := model.chords(group, self.frame, points, (1, 1)):
            lines = [(*_at(*start), *_at(*end)) for start, end in chords]
            b.path("".join(f"M{x:.1f} {y:.1f}L{z:.1f} {w:.1f}" for x, y, z, w in lines), stroke="accent", width=1.6)

    def _draw_parties(self, b, sides):
        """A mark per place, names beside it where nothing is in the way; `sides` are those of the frame."""
        places: dict[Place, list[int]] = {}
        for i, disc in enumerate(self.discs):
            places.setdefault(_at(disc.x, disc.y), []).append(i)
        taken = [(x - MARK, y - MARK, x + MARK, y + MARK) for x, y in places]
        for (x, y), here in places.items():
            parties = [self.setting.parties[i] for i in here]
            _write(b, x, y, [line for p in parties for line in wrap(p.label, 16, 1)], taken, sides)
            positions = {p.position for p in parties}
            sign = "•" if len(positions) > 1 else LOOKS[parties[0].position][0]
            fill, stroke, dash, ink = ("accent", "paper", "", "paper") if here[0] in self.group else ("paper", "ink", "4 3", "ink")
            with b.group(x, y, key=f"p:{parties[0].key}"):
                b.parts.append(f"<title>{escape(', '.join(p.label for p in parties))}</title>")
                b.circle(0, 0, MARK, width=2, shape=True, fill=fill, stroke=stroke, dash=dash)
                b.text(0, 5.5, sign, 16, "middle", 700, ink)

    def words(self):
        given, many, best = self.share == 0, len(self.discs), len(self.group)
        free = "De inhoud is vrij: er is geen kader."
        framed = f"De inhoud is ingekaderd: het kader is {dutch(self.share)}% zo breed en zo hoog als het vlak."
        return say(
            "De inhoud is gegeven." if given else free if self.share == 100 else framed,
            f"In het plaatje staan {many} partijen: {listed(p.label for p in self.setting.parties)}.",
            self._plan(many, best) if given else self._found(many, best),
            f"Door een eerlijk proces wordt de straal van elke cirkel {dutch(self.fair)}% groter." if self.fair else "",
            self._sure() if self.setting.wish else "",
        )

    def _plan(self, many, best):
        """Who can live with given content."""
        if self.everyone:
            return f"Alle {many} partijen kunnen met dit plan leven."
        if not best:
            return "Met dit plan kan geen van de partijen leven."
        return f"Met dit plan {form(best, 'kan', 'kunnen')} {best} van de {many} partijen leven: {self.names()}. {self._drop()}"

    def _found(self, many, best):
        """Where parties find one another."""
        if self.everyone:
            before = f"Zonder kader en zonder extra eerlijk proces was dat {_share(self.free)}." if self.share < 100 or self.fair else ""
            return say(f"Er is ruimte waarin alle {many} partijen elkaar vinden: {_share(self.room)} van het vlak.", before)
        if not best:
            return "Binnen dit kader vindt geen van de partijen iets waarmee zij kan leven."
        one = f"De grootste groep die elkaar wel vindt, telt {count(best, 'partij|partijen')}: {self.names()}. {self._drop()}"
        return f"Er is geen plek waar alle {many} partijen elkaar vinden. {capital(self._equal()) or one}"

    def _equal(self):
        """The largest groups, where there are several."""
        named = "; ".join(listed(self.setting.parties[i].label for i in group) for group in self.groups)
        many = f"er zijn {len(self.groups)} even grote groepen die elkaar wel vinden, elk van {count(len(self.group), 'partij|partijen')}"
        return f"{many}{f': {named}' if len(self.groups) < 4 else ''}. Het plaatje laat er één zien." if len(self.groups) > 1 else ""

    def _sure(self):
        """How far the outcome can be from the director's wish."""
        far = model.farthest(self.setting.home, self.frame)
        points = f"{dutch(far, 1)} {form(round(far, 1), 'punt', 'punten')}"
        if self.share:
            return f"De uitkomst ligt hoogstens {points} van wat de regisseur wil."
        return "Het plan is precies wat de regisseur wil." if far < 0.05 else f"Het plan ligt {points} van wat de regisseur wil."

    def _drop(self):
        return f"{form(len(self.discs) - len(self.group), 'Er valt', 'Er vallen')} af: {self.names(out=True)}."

    def report(self):
        many = len(self.discs)
        how = "Met een gegeven inhoud" if self.share == 0 else "Zonder kader" if self.share == 100 else "Met dit kader"
        who = f"Gekeken is naar {listed(p.label for p in self.setting.parties)}."
        if self.everyone:
            return f"{who} {how} is er een uitkomst waarmee alle {many} kunnen leven."
        if not self.group:
            return f"{who} {how} is er geen uitkomst waarmee ook maar één van hen kan leven."
        one = f"de grootste groep die elkaar vindt, is {self.names()}. {self._drop()}"
        return f"{who} {how} is er geen uitkomst waarmee alle {many} kunnen leven; {self._equal() or one}"

    def tables(self):
        rows = []
        for i, (p, disc) in enumerate(zip(self.setting.parties, self.discs, strict=True)):
            found = ("ja" if yes else "nee" for yes in (model.meets(disc, self.frame), any(i in group for group in self.groups)))
            rows.append((p.label, dutch(disc.x), dutch(disc.y), dutch(round(disc.radius, 2)), *found))
        reach = "Vindt iets in het kader" if self.share else "Kan leven met het plan"
        columns = ("Partij", *self.setting.axes, "Straal", reach, f"In de grootste groep{'en' * (len(self.groups) > 1)}")
        return [Table("De partijen in het plaatje", columns, rows)]

    def note(self, key):
        """What the size of the frame is called: one of the three forms."""
        if key != "share":
            return ""
        if self.share == 0:
            return "Vorm 3: de inhoud is gegeven."
        framed = "Vorm 2: de inhoud is ingekaderd, het proces speelt zich daarbinnen af."
        return "Vorm 1: proces en inhoud zijn vrij." if self.share == 100 else framed


@lru_cache(maxsize=64)
def agreements(discs: tuple[model.Disc, ...], frame: model.Frame) -> list[tuple[int, ...]]:
    """The places of the largest groups that can agree."""
    return [found.members for found in model.largest_agreements(discs, frame)]


def _share(area: float) -> str:
    share = 100 * area / PLANE.area
    return "minder dan 0,1%" if 0 < share < 0.05 else f"{dutch(share, 1)}%"


def _at(x: float, y: float) -> Place:
    """Weights -> where they stand in the picture."""
    return LEFT + (x - LOW) / (HIGH - LOW) * SIDE, TOP + (HIGH - y) / (HIGH - LOW) * SIDE


def _write(b, x, y, lines, taken: list[Edges], sides: list[Edges]):
    """The names at one place, where they bump into least; the room they take is taken from then on."""
    if len(lines) > NAMES:
        lines = [*lines[: NAMES - 1], f"en nog {len(lines) - NAMES + 1}"]
    wide, high = max(text_width(line, SIZE) for line in lines) + 4, 1.15 * SIZE * len(lines)
    beside, middle = y - high / 2, x - wide / 2
    spots = [
        (x + MARK + 5, beside, "start"),
        (x - MARK - 5 - wide, beside, "end"),
        (middle, y + MARK + 3, "middle"),
        (middle, y - MARK - 3 - high, "middle"),
    ]
    at, top, anchor = min(spots, key=lambda spot: _bumps((spot[0], spot[1], spot[0] + wide, spot[1] + high), taken, sides))
    taken.append((at, top, at + wide, top + high))
    at += {"start": 0, "end": wide, "middle": wide / 2}[anchor]
    for i, line in enumerate(lines):
        b.text(at, top + SIZE * (0.88 + 1.15 * i), line, SIZE, anchor, 600, halo="paper")


def _bumps(box: Edges, taken: list[Edges], sides: list[Edges]) -> float:
    """How much of a box is on another one, outside the plane, or (less bad) on a side of the frame."""
    x0, y0, x1, y1 = box

    def over(others: list[Edges]) -> float:
        return sum(max(0.0, min(x1, b[2]) - max(x0, b[0])) * max(0.0, min(y1, b[3]) - max(y0, b[1])) for b in others)

    out = max(0.0, LEFT + 2 - x0, x1 - LEFT - SIDE + 2) + max(0.0, TOP + 2 - y0, y1 - TOP - SIDE + 2)
    return 10 * over(taken) + over(sides) + 400 * out


def _draw_axes(b, axes):
    base, names = TOP + SIDE, [f"{wrap(name, 30, 1)[0]} →" for name in axes]
    b.text(LEFT + SIDE / 2, base + 21, names[0], 15, "middle", 650)
    b.text(LEFT, base + 21, "weinig", fill="soft")
    b.text(LEFT + SIDE, base + 21, "veel", 14, "end", fill="soft")
    with b.group(LEFT - 16, TOP + SIDE / 2, turn=-90):
        b.text(0, 0, names[1], 15, "middle", 650)
    b.text(LEFT - 8, base, "weinig", 14, "end", fill="soft")
    b.text(LEFT - 8, TOP + 12, "veel", 14, "end", fill="soft")


def _draw_legend(b, group):
    """What the signs mean, the same in every state."""
    base = TOP + SIDE + 52
    b.text(16, base, "Cirkel om een partij die", fill="soft")
    for i, (_, dash, name) in enumerate(LOOKS.values()):
        b.path(f"M{200 + 146 * i} {base - 5}h34", stroke="ink", width=2, dash=dash)
        b.text(241 + 146 * i, base, name, fill="soft")
    row = base + 27
    b.rect(16, row - 14, 24, 17, stroke="ink", width=3.5)
    b.text(48, row, "kader", fill="soft")
    b.path(f"M114 {row - 5}l9 -9l9 9l-9 9z", fill="accent")
    b.text(139, row, "gegeven plan", fill="soft")
    b.circle(276, row - 5, 9, fill="accent", stroke="paper", shape=True)
    b.text(292, row, f"hoort bij {group}", fill="soft")
    b.circle(518, row - 5, 9, fill="paper", stroke="ink", width=2, dash="4 3", shape=True)
    b.text(534, row, "valt af", fill="soft")
    some = f"met stippelrand: hier vindt {group} elkaar, niet iedereen"
    for y, (dash, cap), name in ((row + 27, ("", ""), "gearceerd: hier vinden alle partijen elkaar"), (row + 54, DOTS, some)):
        b.rect(16, y - 14, 24, 17, fill="tinted", stroke="accent", width=3.5, dash=dash, cap=cap)
        b.path(f"M19 {y}l11 -11M27 {y}l11 -11", stroke="accent", width=1.6)
        b.text(48, y, name, fill="soft")
