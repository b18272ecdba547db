"""Wat een kader kost en oplevert: ruimte om elkaar te vinden."""

from functools import cached_property, lru_cache
from itertools import combinations
from math import cos, inf, nan, pi, sin
from statistics import fmean
from types import MappingProxyType
from typing import NamedTuple

from regiekit.cases import Party
from regiekit.cases.reading import needed
from regiekit.models import framing as model
from regiekit.plots.svg import escape, text_width, wrap
from regiekit.proeven import Board, Case, Choice, Measure, Proef, Slider, Table, capital, dutch, form, last, number_word, roughly, say
from regiekit.widgets.say import does, phrase, together

LOW, HIGH = 0.5, 5.5  # the plane, in weights of a value (which run from 1 to 5)
PLANE = model.Frame(LOW, LOW, HIGH, HIGH)
#: How far from its wish a party can still live with the content, in weights: who is in favour of the direction gives it more room.
ROOM = {"voor": 2.5, "afwachtend": 2.25, "tegen": 2.0}
FEWEST, MOST = 3, 7  # parties in the picture
PAIRS = 40  # pairs of values to choose from, at most
SHARE, HALF = 100, 0.5  # the frame at the start, in per cent, and in the prediction
DARES, NO_FEAR = 5.0, 7.5  # how far from its wish the outcome may end up, at the start; in the plane nothing lies further than the second
NEARBY, AFAR = 1.0, 2.5  # from a wish, in a sentence
SOME = 0.05  # a share of the plane from which the parties have some room

LEFT, TOP, SIDE = 58, 8, 392
UNIT = SIDE / (HIGH - LOW)
LOOKS = {"voor": ("+", ""), "afwachtend": ("?", "11 5"), "tegen": ("−", "3 5")}
MARK, SIZE, NAMES = 11, 13.5, 4  # radius of the mark of a party, size of its name, lines of names at most at one place
NAMED = LEFT + SIDE + 36  # where the names of areas begin, right of the plane
DOTS = ("2 6", "round")  # a dotted rim: dash pattern and how its lines end
FRAMES, PARTIES = "Het kader", "De partijen"

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
    """The content framed (`share` 0…100 of the plane) round (`across`, `up`); who fears an outcome further than `dares` stays away; a fair process
    widens what parties accept by `fair` per cent."""

    sections = MappingProxyType({**dict.fromkeys(("share", "across", "up"), FRAMES), **dict.fromkeys(("dares", "fair", "axes"), PARTIES)})

    share: float
    across: float
    up: float
    dares: float
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
                "Ook zonder kader was er geen plek waar alle partijen elkaar vinden, want hun wensen liggen te ver uiteen. Kies andere waarden en "
                "kijk of er dan wel een plek is."
            )
        over = "Het ligt voor een flink deel over de ruimte die de partijen delen."
        beside = "Het ligt rond de wens van de regisseur, en de gedeelde ruimte ligt daar grotendeels buiten."
        return f"Het kader beslaat een kwart van het vlak. {over if answer > 25 else beside} Kijk waar het gearceerde stuk ligt, en schuif het kader erheen."

    @classmethod
    def supposes(cls, case):
        return ("dares",)

    @classmethod
    def controls(cls, case):
        found, start = pairs(case), first(case)
        x, y = found[start].home
        free = "100% = de inhoud is vrij. 0% = de inhoud is gegeven: één plan."
        return [
            Slider("share", "Grootte van het kader", 0, 100, SHARE, 5, "%", free),
            Slider("across", "Midden: links – rechts", 1, 5, round(4 * x) / 4, 0.25),
            Slider("up", "Midden: onder – boven", 1, 5, round(4 * y) / 4, 0.25),
            Slider("dares", "Zo ver mag de uitkomst van de eigen wens liggen", 3, NO_FEAR, DARES, 0.25, "punt|punten",
                   "Kan de uitkomst verder weg liggen, dan blijft een partij weg. Bij 7,5 is niemand bang."),
            Slider("fair", "Stel: door een eerlijk proces gaat ieder zoveel verder mee", 0, 30, 0, 5, "%", "Dit stopt u er zelf in; het is geen uitkomst."),
            Choice("axes", "De twee waarden", [(name, name) for name in found], start),
        ]  # fmt: skip

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
    def coming(self) -> tuple[int, ...]:
        """Who comes to the table."""
        return self._coming(self.frame)

    def _coming(self, frame: model.Frame) -> tuple[int, ...]:
        """The director is always there, as far as the frame holds something for it."""
        return tuple(
            i for i, (p, disc) in enumerate(zip(self.setting.parties, self.discs, strict=True))
            if _comes(disc, frame, inf if p.key == self.case.director else self.dares)
        )  # fmt: skip

    @cached_property
    def afraid(self) -> tuple[int, ...]:
        """Who could live with something in the frame and stays away all the same."""
        return tuple(i for i, disc in enumerate(self.discs) if i not in self.coming and model.meets(disc, self.frame))

    @cached_property
    def groups(self) -> list[tuple[int, ...]]:
        """The places of the largest groups at the table that can agree, the one in the picture first."""
        return self._groups(self.coming, self.frame)

    def _groups(self, coming: tuple[int, ...], frame: model.Frame) -> list[tuple[int, ...]]:
        return [tuple(coming[i] for i in group) for group in agreements(tuple(self.discs[i] for i in coming), frame)]

    @property
    def group(self) -> tuple[int, ...]:
        return self.groups[0]

    @cached_property
    def everyone(self) -> bool:
        return len(self.group) == len(self.discs)

    def named(self, places) -> str:
        """Parties in a sentence."""
        return together([self.setting.parties[i] for i in places], 3)

    @cached_property
    def out(self) -> tuple[int, ...]:
        """Who is not in the group in the picture."""
        return tuple(i for i in range(len(self.discs)) if i not in self.group)

    def measures(self):
        free, now = (model.farthest(self.setting.home, frame) if self.setting.wish else nan for frame in (PLANE, self.frame))
        come = self._coming(PLANE)
        return [
            Measure(
                "Deel van het vlak waarmee alle partijen kunnen leven, ook wie wegblijft",
                self.free / PLANE.area,
                self.room / PLANE.area,
                "%",
                1,
                100,
            ),
            Measure("Grootste groep aan tafel die elkaar vindt, in partijen", len(self._groups(come, PLANE)[0]), len(self.group), digits=0),
            Measure("Partijen die aan tafel komen", len(come), len(self.coming), digits=0),
            Measure("Grootste afstand tussen een uitkomst en de wens van de regisseur, in punten", free, now, digits=1),
        ]

    def picture(self):
        b = Board(660, 430, "begin")
        (x, y), (right, bottom) = _at(self.frame[0], self.frame[3]), _at(self.frame[2], self.frame[1])
        b.rect(LEFT, TOP, SIDE, SIDE, fill="tint")
        b.rect(LEFT, TOP, SIDE, SIDE, fill="line", opacity=0.3)  # what lies outside the frame is out of play
        if self.share:
            b.rect(x, y, right - x, bottom - y, key="kader", fill="paper", stroke="ink", width=1.5)
        self._draw_reach(b, (x, y, right, bottom))
        self._draw_room(b)
        rim = 5
        sides = [(x - rim, y - rim, right + rim, y + rim), (x - rim, bottom - rim, right + rim, bottom + rim), (x - rim, y, x + rim, bottom),
                 (right - rim, y, right + rim, bottom)]  # fmt: skip
        self._draw_parties(b, sides)
        if not self.share:
            b.run([(x - 11, y), (x, y - 11), (x + 11, y), (x, y + 11)], True, key="kader", fill="accent", stroke="paper", width=2.5)
        _draw_axes(b, self.setting.axes)
        signs = [("strong", "vindt de anderen"), ("faded", "doet niet mee"), ("", "zonder cirkel: blijft weg")]
        b.legend(extra=[*signs, ("", "in haar cirkel kan een partij meegaan"), ("", "+ voor, ? wacht af, − tegen")])
        return b

    def _draw_reach(self, b, inside: Edges):
        """What each party can live with: a circle, faint outside the frame."""
        for i, (p, disc) in enumerate(zip(self.setting.parties, self.discs, strict=True)):
            if i in self.afraid:
                continue
            dash = LOOKS[p.position][1]
            b.path(_arcs(disc, (LEFT, TOP, LEFT + SIDE, TOP + SIDE)), key=f"c:{p.key}", stroke="line", width=1.2, dash=dash)
            if i in self.group and self.share:
                b.path(_arcs(disc, inside), key=f"cb:{p.key}", stroke="ink", width=2, dash=dash)

    def _draw_room(self, b):
        """Where the largest group can agree, with a dotted rim when it is not everyone; an arrow to it from its name, and to the frame."""
        group, low = [self.discs[i] for i in self.group], 60.0
        outline = [_at(*point) for point in model.outline(group, self.frame)] if group else []
        if outline:
            dash, cap = ("", "") if self.everyone else DOTS
            b.polygon(outline, fill="accent", opacity=0.3, key="vlak")
            b.polygon(outline, key="ruimte", stroke="accent", width=3, dash=dash, cap=cap)
            (x, y), middle = max(outline), [fmean(side) for side in zip(*outline, strict=True)]
            tip = 0.7 * x + 0.3 * middle[0], 0.7 * y + 0.3 * middle[1]
            low = min(max(tip[1], 30), TOP + SIDE - 40)
            _point(b, tip, low, "accent")
            b.text(NAMED, low + 5, "gedeelde ruimte", 15, weight=650, fill="accent")
            b.text(NAMED, low + 23, f"{'alle' if self.everyone else f'{len(group)} van de'} {len(self.discs)} partijen", 13.5)
        elif self.share:
            b.text(NAMED, low + 5, "geen gedeelde ruimte", 15, weight=650)
        if self.share < 100:
            x, y = _at(self.frame[2], self.frame[1])
            x, y, to = (x, y - 14, y - 14) if self.share else (x + 8, y - 8, y - 46)
            to = low - 46 if abs(to - low) < 44 and to < low and low > 80 else low + 62 if abs(to - low) < 62 and outline else to
            to = min(max(to, 20), TOP + SIDE - 6)
            _point(b, (x, y), to, "ink")
            b.text(NAMED, to + 5, "kader" if self.share else "gegeven plan", 15, weight=650)

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

    def headline(self):
        many = "beide partijen" if len(self.discs) == 2 else f"alle {number_word(len(self.discs))} partijen"
        if self.share == 0:
            return self._given(many)
        if not self.coming:
            return "Niemand komt aan tafel: in dit kader ligt niets waarmee een partij kan leven, of de uitkomst kan te ver van haar wens liggen."
        if self.afraid:
            return self._stays_away()
        return self._agreed(many) if self.everyone else self._divided()

    def _given(self, many):
        """The headline where there is one plan."""
        if self.everyone:
            return f"{capital(many)} kunnen met dit plan leven, want het ligt binnen de grens van elk van hen."
        if not self.group:
            return "Geen enkele partij kan met dit plan leven, want het ligt voor elk te ver van de eigen wens."
        can, lost = form(len(self.out), "kan", "kunnen"), f"{number_word(len(self.out))} van de {number_word(len(self.discs))} partijen"
        if self.setting.wish and model.farthest(self.setting.wish, self.frame) < 0.05:
            return f"Het plan is precies wat {phrase(self.case.party(self.case.director))} wil, en juist daarom {can} {lost} er niet mee leven."
        return f"Het plan ligt vast: {lost} {can} er niet mee leven, want het ligt te ver van {_theirs(self.out)}."

    def _stays_away(self):
        """The headline where some fear the outcome."""
        who, stay = self._subject(self.afraid), self._plural(self.afraid, "blijft", "blijven")
        theirs = _theirs(self.afraid)
        if self.share == 100:
            return f"Zonder kader {stay} {who} weg, want de uitkomst kan te ver liggen van {theirs}."
        if len(self.out) > len(self.afraid):
            return f"In dit kader {stay} {who} weg, want de uitkomst kan te ver liggen, en de andere vinden elkaar niet allemaal."
        return f"Ook met dit kader {stay} {who} weg, want de uitkomst kan nog te ver liggen van {theirs}."

    def _agreed(self, many):
        """The headline where all come and find one another."""
        if self.share == 100:
            return f"Zonder kader komen {many} en vinden ze elkaar, maar de uitkomst kan nog alle kanten op, want er is geen grens."
        if drawn := [i for i in range(len(self.discs)) if i not in self._coming(PLANE)]:
            one = f"Door het kader {self._plural(drawn, 'komt', 'komen')} nu ook {self._subject(drawn)}"
            come = one if len(drawn) == 1 else f"Door het kader komen er {number_word(len(drawn))} partijen bij"
            return f"{come}: de uitkomst kan niet meer zo ver weg liggen, en ze vinden elkaar allemaal."
        if not self._groups_without_fairness():
            return "Binnen dit krappe kader vinden alle partijen elkaar alleen doordat u aanneemt dat een eerlijk proces hen verder laat meegaan."
        return f"{capital(many)} vinden elkaar, want in dit kader ligt iets waarmee elk van hen kan leven."

    def _groups_without_fairness(self) -> bool:
        """Whether all would find one another in this frame without the process that is assumed to be fair."""
        return not self.fair or len(agreements(self.setting.discs, self.frame)[0]) == len(self.discs)

    def _divided(self):
        """The headline where who comes does not find one another."""
        lost = self._subject(self.out) if len(self.groups) == 1 else "niet iedereen"
        if self.share == 100:
            return "Zonder kader komt iedereen, maar ze vinden elkaar niet allemaal: daarvoor liggen hun wensen te ver uiteen."
        if not self.group:
            return "Binnen dit kader vindt niemand een ander, want wat de een kan hebben, gaat de ander te ver."
        if len(self.groups) > 1:
            return f"Binnen dit kader komt {lost} eruit: de ene groep vindt elkaar hier, de andere daar, want een plek voor allemaal is er niet."
        fall = self._plural(self.out, "haakt", "haken")
        beside = not any(i in self.coming for i in self.out)
        lives = "die partij kan" if len(self.out) == 1 else "ze kunnen"
        why = f"er ligt niets in waarmee {lives} leven" if beside else f"waar de anderen elkaar vinden, ligt te ver van {_theirs(self.out)}"
        return f"Binnen dit kader {fall} {lost} af, want {why}."

    def _subject(self, places):
        """Who, in a sentence: by name when it is one, else how many of all."""
        if len(places) == 1:
            return phrase(self.setting.parties[places[0]])
        return (
            "alle partijen"
            if len(places) == len(self.discs)
            else f"{number_word(len(places))} van de {number_word(len(self.discs))} partijen"
        )

    def _plural(self, places, one, more):
        return more if len(places) > 1 or self.setting.parties[places[0]].plural else one

    def words(self):
        if self.share == 0:
            return say(f"De inhoud is gegeven: er is één plan{f', en dat {self._sure()}' if self.setting.wish else ''}.", self._plan())
        size = "ruim " if self.share >= 75 else "krap " if self.share <= 30 else ""
        framed = f"Er is een {size}kader, en alleen daarbinnen valt nog te kiezen."
        fair = (
            f"Daarbij neemt u aan dat ieder na een eerlijk proces {dutch(self.fair)} procent verder meegaat dan anders."
            if self.fair
            else ""
        )
        sure = self._sure() if self.everyone and self.setting.wish else ""
        return say("Er is geen kader: alles kan nog." if self.share == 100 else framed, *self._absent(), *self._found(), fair, sure)

    def _plan(self):
        """Who can live with given content."""
        if not self.group:
            return "Met dit plan kan geen van de partijen leven."
        found = f"{capital(self.named(self.group))} {self._plural(self.group, 'kan', 'kunnen')} met dit plan leven."
        if self.everyone:
            return found
        lead = [i for i in self.out if self.setting.parties[i].key == self.case.director]
        rest = [i for i in self.out if i not in lead]
        away = lead or rest
        lost = f"{'ook ' * bool(lead)}{self.named(away)}{' zelf' * bool(lead)} {self._plural(away, 'haakt', 'haken')} af"
        also = f", net als {self.named(rest)}" if lead and rest else ""
        return f"{found} {capital(lost)}{also}. Voor wie afhaakt, ligt het plan te ver weg."

    def _absent(self):
        """Who stays away, for the outcome may lie too far or because the frame holds nothing for them."""
        nothing = [i for i in self.out if i not in self.coming and i not in self.afraid]
        many, also = len(self.afraid), "Dat" if self.share == 100 else "Ook dat"
        rest = [i for i in range(len(self.discs)) if i not in self.afraid]
        who = self.named(self.afraid) if many < 4 or len(rest) != 1 else f"{number_word(many)} van de {number_word(many + 1)} partijen"
        gone = f": die {number_word(many)} blijven" if many > 1 else ", en die partij blijft"
        far = f"{also} is te onzeker voor {who}{gone} weg." if many else ""
        return far, f"Voor {self.named(nothing)} ligt er niets in het kader." if nothing else ""

    def _found(self):
        """Where parties find one another."""
        if self.everyone:
            all_ = capital(self._subject(self.group))
            if self.share == 100 or not self.free or self.fair:
                return [f"{all_} komen, en ze vinden elkaar."]
            over = self.room / self.free
            left = (
                "Het kader kost hun geen ruimte"
                if over > 0.995
                else f"Van de ruimte die ze zonder kader delen, is nog {roughly(over)} over"
            )
            return [f"{all_} vinden elkaar. {left}."]
        if not self.group:
            return ["Niemand vindt binnen dit kader iets om mee te leven."]
        if len(self.groups) > 1:
            shown = self.named(self.groups[0])
            return [f"Er zijn {number_word(len(self.groups))} even grote groepen die elkaar vinden; in het plaatje ziet u die van {shown}."]
        who, beside = self.named(self.group), [i for i in self.out if i in self.coming]
        if len(self.group) == 1:
            return [f"Alleen {who} {self._plural(self.group, 'blijft', 'blijven')} over."]
        come = "komen wel en vinden elkaar" if self.afraid else "vinden elkaar"
        return [f"{capital(who)} {come}.", f"Waar zij uitkomen, ligt voor {self.named(beside)} te ver weg." if beside else ""]

    def _sure(self):
        """How far the outcome can be from the director's wish."""
        far = model.farthest(self.setting.home, self.frame)
        director = self.case.party(self.case.director)
        wants = f"wat {does(director, 'wil', 'willen')}"
        if self.share:
            if far < NEARBY:
                return f"De uitkomst komt in elk geval dicht bij {wants}."
            return f"Maar de uitkomst kan nog {'ver' if far >= AFAR else 'een eind'} afliggen van {wants}."
        if far < 0.05:
            return f"is precies {wants}"
        return f"ligt {'dicht bij' if far < NEARBY else 'ver af van' if far >= AFAR else 'een eind af van'} {wants}"

    def report(self):
        how = "Met een gegeven inhoud" if self.share == 0 else "Zonder kader" if self.share == 100 else "Met dit kader"
        many = len(self.discs)
        whom = self.named(range(many)) if many < 5 else f"{number_word(many)} partijen"
        who = f"Dit gaat over {whom} en over twee waarden: {self.setting.axes[0]} en {self.setting.axes[1]}."
        if stay := self.named(self.afraid) if self.share and self.afraid else "":
            far = f"Stel dat een partij wegblijft zodra de uitkomst meer dan {dutch(self.dares)} punten van de eigen wens kan liggen."
            stay = f"{far} Dan {self._plural(self.afraid, 'blijft', 'blijven')} {stay} weg."
        if self.everyone:
            return f"{who} {how} is er een uitkomst waarmee ze allemaal kunnen leven."
        if not self.group:
            return say(who, stay, f"{how} is er geen uitkomst waarmee ook maar één van hen kan leven.")
        if len(self.groups) > 1:
            return say(who, stay, f"{how} vinden ze elkaar niet allemaal; meer dan één groep is even groot.")
        if len(self.group) == 1:
            return say(who, stay, f"{how} blijft alleen {self.named(self.group)} over.")
        return say(who, stay, f"{how} vinden {self.named(self.group)} elkaar.")

    def tables(self):
        rows = []
        for i, (p, disc) in enumerate(zip(self.setting.parties, self.discs, strict=True)):
            far = dutch(model.farthest(disc[:2], self.frame), 1)
            comes = "ja" if i in self.coming else "nee, te ver" if i in self.afraid else "nee, er zit niets bij"
            found = "ja" if any(i in group for group in self.groups) else "nee"
            rows.append((p.label, dutch(disc.x), dutch(disc.y), dutch(round(disc.radius, 2)), far, comes, found))
        columns = (
            "Partij",
            *self.setting.axes,
            "Kan leven met een uitkomst tot",
            "Uitkomst kan hoogstens zo ver liggen",
            "Komt aan tafel",
            f"In de grootste groep{'en' * (len(self.groups) > 1)}",
        )
        return [Table("De partijen in het plaatje; afstanden in punten", columns, rows)]

    def note(self, key):
        """What the size of the frame is called: one of the three forms."""
        if key != "share":
            return ""
        if self.share == 0:
            return "Vorm 3: de inhoud is gegeven."
        framed = "Vorm 2: de inhoud is ingekaderd, het proces speelt zich daarbinnen af."
        return "Vorm 1: proces en inhoud zijn vrij." if self.share == 100 else framed


_comes = lru_cache(maxsize=512)(model.comes)  # asked of the same parties and frames at every move of a slider


@lru_cache(maxsize=64)
def agreements(discs: tuple[model.Disc, ...], frame: model.Frame) -> list[tuple[int, ...]]:
    """The places of the largest groups that can agree."""
    return [found.members for found in model.largest_agreements(discs, frame)]


def _theirs(places) -> str:
    """What these parties want, after their names or number in a headline."""
    return "wat die partij wil" if len(places) == 1 else "wat ze zelf willen"


def _at(x: float, y: float) -> Place:
    """Weights -> where they stand in the picture."""
    return LEFT + (x - LOW) / (HIGH - LOW) * SIDE, TOP + (HIGH - y) / (HIGH - LOW) * SIDE


def _write(b, x, y, lines, taken: list[Edges], sides: list[Edges]):
    """The names at one place, where they bump into least; the room they take is taken from then on."""
    if len(lines) > NAMES:
        lines = [*lines[: NAMES - 1], f"en nog {len(lines) - NAMES + 1}"]
    wide, high = max(text_width(line, SIZE, bold=True) for line in lines) + 4, 1.15 * SIZE * len(lines)
    beside, middle = y - high / 2, x - wide / 2
    inside = min(max(middle, LEFT + 3), LEFT + SIDE - wide - 3)
    spots = [
        (x + MARK + 5, beside, "start"),
        (x - MARK - 5 - wide, beside, "end"),
        (middle, y + MARK + 3, "middle"),
        (middle, y - MARK - 3 - high, "middle"),
        *((inside, y + MARK + 3, "middle"), (inside, y - MARK - 3 - high, "middle")),
        *((x + 4, y + MARK + 1, "start"), (x + 4, y - MARK - 1 - high, "start")),
        *((x - 4 - wide, y + MARK + 1, "end"), (x - 4 - wide, y - MARK - 1 - high, "end")),
    ]

    def bumps(spot: tuple[float, float, str]) -> float:
        return _bumps((spot[0], spot[1], spot[0] + wide, spot[1] + high), taken, sides)

    at, top, anchor = next((spot for spot in spots if not bumps(spot)), None) or min(spots, key=bumps)
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
    b.text(LEFT + SIDE / 2, base + 20, names[0], 15, "middle", 650)
    b.text(LEFT, base + 20, "weinig", 13.5, fill="soft")
    b.text(LEFT + SIDE, base + 20, "veel", 13.5, "end", fill="soft")
    with b.group(LEFT - 16, TOP + SIDE / 2, turn=-90):
        b.text(0, 0, names[1], 15, "middle", 650)
    b.text(LEFT - 6, base, "weinig", 13.5, "end", fill="soft")
    b.text(LEFT - 6, TOP + 12, "veel", 13.5, "end", fill="soft")


def _arcs(disc: model.Disc, box: Edges) -> str:
    """The pieces of a circle that lie in a box, as path data."""
    (x, y), radius, turn = _at(disc.x, disc.y), disc.radius * UNIT, 2 * pi / 180
    points = [(x + radius * cos(i * turn), y + radius * sin(i * turn)) for i in range(181)]
    within = [box[0] <= a <= box[2] and box[1] <= b <= box[3] for a, b in points]
    return "".join(f"{'L' if i and within[i - 1] else 'M'}{a:.1f} {b:.1f}" for i, (a, b) in enumerate(points) if within[i]) or "M0 0"


def _point(b, tip: Place, y: float, colour: str):
    """An arrow from a name at the right of the plane to what it names."""
    start = complex(NAMED - 6, y)
    way = (complex(*tip) - start) / abs(complex(*tip) - start)
    b.line(start.real, start.imag, tip[0] - 6 * way.real, tip[1] - 6 * way.imag, colour, width=1.5)
    b.head(*tip, way, 9, 4, fill=colour)
