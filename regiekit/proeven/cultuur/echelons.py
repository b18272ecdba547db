"""Who lives in the world above and below? How much of a message arrives down the echelons of the director's own organisation, and of an experience up."""

from functools import cached_property
from types import MappingProxyType

from regiekit.models import echelons as model
from regiekit.proeven import Board, Case, Measure, Proef, Slider, Table, dutch, form, number_word, say

NAMES = {"top": "Top", "middle": "Midden", "execution": "Uitvoering"}
KNOWS = {"execution_up": 80, "middle_up": 80, "middle_down": 60, "top_down": 50}
KNOWN_UP, KNOWN_TOP = KNOWS["middle_down"], KNOWS["top_down"]
#: What is too little known: with one middle layer, and with several.
CAUSES = {
    "execution_up": ("de uitvoering kent de wereld van de laag erboven te weinig",) * 2,
    "middle_up": ("de middenlaag kent de wereld van de top te weinig", "de middenlagen kennen de wereld van de laag erboven te weinig"),
    "middle_down": (
        "de middenlaag kent de wereld van de uitvoering te weinig",
        "de middenlagen kennen de wereld van de laag eronder te weinig",
    ),
    "top_down": ("de top kent de wereld van de laag eronder te weinig",) * 2,
}
NEXT = {"down": "de laag erboven", "up": "de laag eronder"}
WAYS = {"down": ("middle_up", "execution_up"), "up": ("middle_down", "top_down")}
MOST = 6  # middle layers
LITTLE, ALL = 0.1, 0.995  # less than this is hardly anything, more than this is everything
SLIGHT = 0.05  # a smaller difference is a little
AGREED = 30  # per cent from which shared values are the point
LENGTHS = (3, 5, 10)  # steps in the table

WIDE, TALL = 660, 430
TOP, DEEP, BAR, TALLEST = 48, 336, 108, 74  # where the ladder begins, its height, width of a bar of 100%, height of an echelon at most
NUMBER = 52  # room for the number beside a bar
LEFT, RIGHT = 12, WIDE - 12 - BAR - NUMBER
INSIDE = (LEFT + NUMBER + BAR + 24, RIGHT - 24)  # where the echelons stand
HATCH = 7  # between the lines of the hatching


def layers(case: Case) -> int:
    """How many layers the middle of the director's own organisation has: those above who does the work, as the case tells, without the top; one where it does not."""
    told = case.trait("lagen")
    return 1 if told is None else min(MOST, max(1, round(told) - 1))


def per_cent(share: float) -> str:
    return f"{dutch(100 * share, 0)}%"


class Echelons(Proef, situated=False, before={**KNOWS, "shared": 0}):
    """Each per cent is what an echelon keeps of what its neighbour says, or (`shared`) holds already."""

    sections = MappingProxyType({"layers": "De ladder", "shared": "De ladder"})

    top_down: float
    middle_up: float
    middle_down: float
    execution_up: float
    layers: int
    shared: float

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw voorspelling", 0, KNOWN_TOP, 25, 1, "%")  # the top keeps no more of what it is told

    @classmethod
    def answer(cls, case):
        return 100 * cls.at(case).up[-1]

    @classmethod
    def explain(cls, case, answer):
        many = layers(case)
        between = form(many, "zit één middenlaag", f"zitten {number_word(many)} middenlagen")
        told = case.told("lagen")
        return say(
            f"Tussen top en uitvoering {between}.",
            told.why if told and told.why else "",
            f"Elke middenlaag bewaart {KNOWN_UP}% van wat de laag eronder vertelt, de top {KNOWN_TOP}%: die hoort nog "
            f"{per_cent(cls.at(case).up[-1])}. Kijk in het plaatje naar de kolom rechts.",
        )

    @classmethod
    def supposes(cls, case):
        return (*KNOWS, "shared", *(("layers",) if case.trait("lagen") is None else ()))

    @classmethod
    def controls(cls, case):
        values = "Gedeelde waarden: waar men het al over eens is, hoeft niemand door te geven."
        return [
            Slider("top_down", "De top kent de wereld van het midden", 0, 100, KNOWS["top_down"], 5, "%"),
            Slider("middle_up", "Het midden kent de wereld boven zich", 0, 100, KNOWS["middle_up"], 5, "%"),
            Slider("middle_down", "Het midden kent de wereld onder zich", 0, 100, KNOWS["middle_down"], 5, "%"),
            Slider("execution_up", "De uitvoering kent de wereld van het midden", 0, 100, KNOWS["execution_up"], 5, "%"),
            Slider("layers", "Hoeveel lagen heeft het midden?", 1, MOST, layers(case), 1, "laag|lagen"),
            Slider("shared", "Zo ver is elke laag het al eens met de laag erboven of eronder", 0, 100, 0, 5, "%", values),
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

    def measures(self):
        first = self.before
        return [
            Measure("Boodschap van de top die de uitvoering hoort", first.down[-1], self.down[-1], "%", 0, 100),
            Measure("Ervaring van de uitvoering die de top hoort", first.up[-1], self.up[-1], "%", 0, 100),
        ]

    def picture(self):
        b = Board(WIDE, TALL, "cultuur")
        b.text(LEFT, 16, "De boodschap", 15, weight=650)
        b.text(LEFT, 34, "van de top, omlaag", fill="soft")
        b.text(WIDE - 12, 16, "De ervaring", 15, "end", 650)
        b.text(WIDE - 12, 34, "van de uitvoering, omhoog", 14, "end", fill="soft")
        pitch = DEEP / len(self.names)
        high = min(TALLEST, pitch - 16)
        came = model.passed_on(self.kept[0]), model.passed_on(self.kept[1])[::-1]
        for i, name in enumerate(self.names):
            y = TOP + i * pitch + (pitch - high) / 2
            _echelon(b, f"e{i}", y, high, name)
            _bar(b, LEFT, y, high, came[0][i], self.down[i], f"d{i}", before=True)
            _bar(b, RIGHT, y, high, came[1][i], self.up[::-1][i], f"u{i}", before=False)
        for i in range(1, len(self.names)):
            y, half = TOP + i * pitch, (pitch - high) / 2
            _arrow(b, LEFT + NUMBER + BAR + 12, y, 1)
            _arrow(b, RIGHT - 12, y, -1)
            for x in (INSIDE[0] + 46, INSIDE[1] - 46):
                b.path(f"M{x:.1f} {y - half:.1f}V{y + half:.1f}", stroke="ink", width=1.8)
        for x, label, first, last in ((0, "overgekomen", 1, 1), (170, "al mee eens", 0, 1), (330, "eigen invulling", 0, 0)):
            with b.group(LEFT + x, TOP + DEEP + 16):
                _parts(b, 38, 16, first, last)
                b.text(46, 13, label, fill="soft")
        return b

    # -- in sentences ----------------------------------------------------------------------------------------------------

    def headline(self):
        """The point: all or nothing comes through; a long ladder; shared values; who hears less of the other, and why."""
        down, up = self.down[-1], self.up[-1]
        if min(down, up) >= ALL:
            why = (
                "van boven tot onder denkt men al hetzelfde"
                if self.shared == 100
                else "elke laag kent de wereld van de laag erboven en eronder door en door"
            )
            return f"De top en de uitvoering verstaan elkaar helemaal, want {why}."
        if max(down, up) == 0:
            return "De top en de uitvoering horen niets van elkaar: zowel naar boven als naar beneden is er een laag die niets begrijpt."
        hears = "niets" if min(down, up) == 0 else "bijna niets"
        if up < 0.005:
            return f"Van wat de uitvoering meemaakt, hoort de top {hears}, want {self._cause('up', True)}."
        if down < 0.005:
            return f"Van wat de top bedoelt, hoort de uitvoering {hears}, want {self._cause('down', True)}."
        if self.shared >= AGREED:
            return (
                "De top en de uitvoering begrijpen meer van elkaar dan hun wordt verteld, want elke laag denkt al voor een deel hetzelfde."
            )
        if self.layers > 1 and up < LITTLE:
            part = max(self.settings[k] for k in WAYS["up"]) < 100
            why = "elke laag begrijpt maar een deel en geeft alleen dat deel door" if part else self._cause("up")
            return f"Na {number_word(self.layers)} middenlagen hoort de top bijna niets van de uitvoering, want {why}."
        if abs(up - down) < 0.005:
            return "De top en de uitvoering horen evenveel van elkaar: naar boven gaat evenveel verloren als naar beneden."
        less = "iets minder" if abs(up - down) < SLIGHT else "minder"
        if up < down:
            return f"Van beneden naar boven komt {less} over dan andersom, want {self._cause('up')}."
        return f"Van boven naar beneden komt {less} over dan andersom, want {self._cause('down')}."

    def _loses(self, way):
        """Which of the two who listen on the way loses most: where more would arrive if that one knew the other's world whole; "" for equals."""
        mended = {key: getattr(self.but(**{key: 100}), way)[-1] for key in WAYS[way]}
        (one, with_one), (other, with_other) = mended.items()
        return "" if abs(with_one - with_other) < 1e-9 else one if with_one > with_other else other

    def _cause(self, way, nothing=False):
        """Who loses most on the way, in a sentence."""
        key = self._loses(way)
        said = CAUSES[key][self.layers > 1] if key else f"elke laag kent de wereld van {NEXT[way]} te weinig"
        return said.replace("te weinig", "helemaal niet") if nothing and not min(self.settings[k] for k in WAYS[way]) else said

    def words(self):
        down, up = self.down[-1], self.up[-1]
        middle = form(self.layers, "zit één middenlaag", f"zitten {number_word(self.layers)} middenlagen")
        if self.shared == 100:
            return say(
                f"Tussen top en uitvoering {middle}, maar van boven tot onder denkt men al hetzelfde.",
                "Daarom gaat er onderweg niets verloren, ook als de lagen elkaars wereld niet kennen.",
            )
        if min(down, up) >= ALL:
            return f"Tussen top en uitvoering {middle}, en toch gaat er niets verloren: wat de ene laag vertelt, verstaat de volgende helemaal."
        agreed = f"Elke laag is het voor {dutch(self.shared, 0)} procent al eens met de laag erboven of eronder. Dat deel hoeft niemand meer door te vertellen."
        one, more = ("weet", "weten") if self.shared else ("hoort", "horen")
        execution, top = (
            f"{one} de uitvoering {_of(down)} de top bedoelt.",
            f"{one} de top {_of(up)} de uitvoering meemaakt.",
        )
        first, then = (execution, top) if down < up else (top, execution)
        both = f"Zo {more} de top en de uitvoering allebei {_of(down)} de ander te vertellen heeft."
        return say(
            f"Tussen top en uitvoering {middle}.",
            agreed if self.shared else "Wat een laag niet begrijpt, geeft die laag niet door.",
            both if abs(up - down) < 0.005 else f"Zo {first} Omgekeerd {then}",
        )

    def report(self):
        down, up = (_part(part[-1]) for part in (self.down, self.up))
        return say(
            f"Van wat de top bedoelt, komt in het denkmodel {down} aan bij de uitvoering.",
            f"Omgekeerd hoort de top {up} van wat de uitvoering meemaakt.",
            "Hoe goed de lagen elkaar kennen, is daarbij een aanname.",
        )

    def tables(self):
        ladder = [(name, per_cent(down), per_cent(up)) for name, down, up in zip(self.names, self.down, self.up[::-1], strict=True)]
        rows = [
            (f"{a}%", *(per_cent(model.arrives(a / 100, n)) for n in LENGTHS), f"{model.steps_until(a / 100, 0.5)} lagen")
            for a in (60, 80, 90, 95)
        ]
        longer = ("Elke laag bewaart", *(f"Na {n} lagen" for n in LENGTHS), "Minder dan de helft na")
        return [
            Table("De ladder", ("Laag", "Boodschap", "Ervaring"), ladder),
            Table("Als de ladder langer wordt: wat is er over?", longer, rows),
        ]


def _echelon(b, key, y, high, name):
    """An echelon with its name."""
    x1, x2 = INSIDE
    b.rect(x1, y, x2 - x1, high, 8, key=key, fill="tinted", stroke="ink", width=1.8)
    b.text((x1 + x2) / 2, y + high / 2 + 5, name, 15, "middle", 650)


def _bar(b, x, y, high, came, there, key, before):
    """A bar with its number before or behind it."""
    deep = min(40, high)
    with b.group(x + (NUMBER if before else 0), y + (high - deep) / 2):
        _parts(b, BAR, deep, came, there, f"b:{key}")
        at, anchor = (-8, "end") if before else (BAR + 8, "start")
        b.text(at, deep / 2 + 6, f"{100 * there:.0f}%", 16, anchor, 700, "accent", f"n:{key}")


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


def _part(share: float) -> str:
    """How much arrives: "41 procent", "niets"."""
    if 0 < share < 0.005:
        return "minder dan 1 procent"
    return "alles" if share >= ALL else f"{dutch(100 * share, 0)} procent" if share else "niets"


def _of(share: float) -> str:
    """How much of what follows: "41 procent van wat", "alles wat"."""
    return "alles wat" if share >= ALL else f"{_part(share)} van wat"
