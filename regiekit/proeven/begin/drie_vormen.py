"""Drie vormen van regie: zinnen indelen naar proces en inhoud, en de eigen casus op de kaart."""

from functools import cached_property
from math import hypot, isnan, nan
from types import MappingProxyType
from typing import NamedTuple

from regiekit.cases.vignettes import deck
from regiekit.models import agreement as model
from regiekit.plots.tiles import PITCH, Tile, lay, signs, tray
from regiekit.proeven import (
    Board,
    Card,
    Choice,
    Measure,
    Proef,
    Slider,
    Table,
    Text,
    beside,
    dutch,
    foremost,
    form,
    number_word,
    say,
    times,
)
from regiekit.widgets.class_codes import Codes, code, read

CARDS = deck("02_vormen")
TOTAL = len(CARDS.vignettes)
FORMS = {one.key: one.name for one in CARDS.labels}
FORM = "_vorm"  # the control of a card: key of the vignette + this
ALPHABET = "ABC"
MIDDLE = 5  # where the own case stands on the map at the start


class Area(NamedTuple):
    """An area of the map: its name, its third of the axis of content and of that of process, what to say of the own case there and in
    the plan, and whether it is one of the three forms."""

    name: str
    across: int
    up: int
    said: str
    told: str
    form: bool = True


AREAS = {
    "vrij": Area(
        "Vrij", 2, 2,
        "Dat is de vrije vorm: deelnemers bepalen samen waarover het gaat, hoe zij werken en wat eruit komt. Kunt u leven met elke uitkomst?",
        "Dat is de vrije vorm: de deelnemers bepalen samen waarover het gaat en wat eruit komt.",
    ),
    "kader": Area(
        "Kader", 1, 1,
        "Dat is de vorm met een kader: de inhoud heeft grenzen, en daarbinnen is er echt iets te kiezen. Weet iedereen waar de grens ligt?",
        "Dat is de vorm met een kader: de inhoud heeft grenzen, en daarbinnen is er echt iets te kiezen.",
    ),
    "gegeven": Area(
        "Gegeven", 0, 0,
        "Dat is de vorm met gegeven inhoud: de uitkomst staat vast en het proces moet die legitimeren. Zeg dat er eerlijk bij.",
        "Dat is de vorm met gegeven inhoud: de uitkomst staat vast, en het proces dient om die uit te leggen.",
    ),
    "schijn": Area(
        "Praten zonder gevolg", 0, 2,
        "Dat is een vreemde hoek: men mag overal over praten, maar aan de inhoud verandert niets. Merken de deelnemers dat, dan kost het vertrouwen.",
        "Er valt dan wel te praten, maar niets te kiezen.",
        form=False,
    ),
    "stuur": Area(
        "Verborgen sturing", 2, 0,
        "Dat is een vreemde hoek: de inhoud heet vrij, maar u bepaalt wie er praat, wanneer en waarover. Wie het proces vastzet, stuurt "
        "ongemerkt ook de uitkomst; zo vrij is de inhoud dan niet.",
        "De inhoud is dan vrij, maar het proces ligt vast en stuurt de uitkomst mee.",
        form=False,
    ),
}  # fmt: skip

#: Area -> the headline of the own case there; "" between the areas.
OWN_CASE = {
    "vrij": "Uw casus heeft de vrije vorm: de deelnemers bepalen samen waarover het gaat en wat eruit komt.",
    "kader": "Uw casus heeft een kader: er zijn grenzen, en daarbinnen valt er echt iets te kiezen.",
    "gegeven": "Uw casus heeft gegeven inhoud: de uitkomst staat vast, dus het proces legt uit en verandert niets meer.",
    "schijn": "Uw casus ligt in een vreemde hoek: men praat over alles, maar er valt niets te kiezen.",
    "stuur": "Uw casus ligt in een vreemde hoek: de inhoud heet vrij, maar wie het proces vastzet, stuurt de uitkomst mee.",
    "": "Uw casus ligt tussen twee vormen in, want proces en inhoud zijn niet even vrij.",
}
FREEDOM = ("gegeven", "kader", "vrij")  # least first

LOW, HIGH = 3.25, 6.75  # where a third ends, on axes from 0 to 10
X, Y, WIDE, DEEP = 62, 8, 586, 314  # the map
PAD = 22  # from the rim of the map to 0 and to 10


def area(process: float, content: float) -> str:
    """The area of a point of the map (both 0…10), "" between the areas."""
    across, up = (0 if v < LOW else 1 if v < HIGH else 2 for v in (content, process))
    return next((k for k, a in AREAS.items() if (a.across, a.up) == (across, up)), "")


def place(process: float, content: float) -> tuple[float, float]:
    """Where a point of the map is drawn."""
    return X + PAD + content / 10 * (WIDE - 2 * PAD), Y + DEEP - PAD - process / 10 * (DEEP - 2 * PAD)


def box(across: int, up: int) -> tuple[float, float, float, float]:
    """x, y, width and height of a third of both axes."""
    (x1, y1), (x2, y2) = place(LOW, LOW), place(HIGH, HIGH)
    xs, ys = [X, x1, x2, X + WIDE], [Y + DEEP, y1, y2, Y]
    return xs[across] + 4, ys[up + 1] + 4, xs[across + 1] - xs[across] - 8, ys[up] - ys[up + 1] - 8


def between(process: float, content: float) -> str:
    """What to say of a point between the areas: the two forms it lies between."""
    middles = {"gegeven": 1.5, "kader": 5, "vrij": 8.5}
    near = sorted(middles, key=lambda name: (hypot(content - middles[name], process - middles[name]), name))
    one, other = sorted(near[:2], key=list(middles).index)
    if process > content:
        return f"Uw casus ligt tussen ‘{one}’ en ‘{other}’. Het proces is vrijer dan de inhoud: vertel deelnemers dus waarover zij niet beslissen."
    return f"Uw casus ligt tussen ‘{one}’ en ‘{other}’. De inhoud is vrijer dan het proces: geef deelnemers dus ook iets te zeggen over de manier van werken."


class ThreeForms(Proef, situated=False):
    """What is sorted, how free process and content of the own case are (0…10 each), and the codes of a class."""

    sections = MappingProxyType({"proces": "Uw casus", "inhoud": "Uw casus", "klas": "De klas"})

    proces: float
    inhoud: float
    klas: str

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw voorspelling", 0, 12, 8, 1, "zin|zinnen")

    @classmethod
    def controls(cls, case):
        forms = [(one.key, f"{one.name}: {one.meaning}") for one in CARDS.labels]
        process = "0: wie, hoe en wanneer ligt vast. 10: dat bepalen de deelnemers."
        alone = "Werkt u alleen? Dan laat u dit leeg. Uw eigen code staat onder het plaatje."
        return [
            *(Choice(v.key + FORM, "Welke vorm is dit?", forms, None) for v in CARDS.vignettes),
            Slider("proces", "Uw casus: hoe vrij is het proces?", 0, 10, MIDDLE, help=process),
            Slider("inhoud", "Uw casus: hoe vrij is de inhoud?", 0, 10, MIDDLE, help="0: de uitkomst staat vast. 10: alles kan nog."),
            Text("klas", "Plak hier de codes van de klas, één per regel", help=alone),
        ]

    @classmethod
    def cards(cls, case):
        return [Card(v.key, v.title, v.text, (v.key + FORM,)) for v in CARDS.vignettes]

    @cached_property
    def given(self) -> dict[str, str]:
        """Vignette -> the form chosen."""
        answers = {v.key: self.settings.get(v.key + FORM) for v in CARDS.vignettes}
        return {key: chosen for key, chosen in answers.items() if chosen is not None}

    @cached_property
    def best(self) -> dict[str, str]:
        """Vignette -> the form it counts under: the one chosen where that can be defended, else the best one."""
        fits = {v.key: v.fits for v in CARDS.vignettes}
        return {key: chosen if chosen in fits[key] else fits[key][0] for key, chosen in self.given.items()}

    @cached_property
    def right(self) -> int:
        return sum(self.best[key] == chosen for key, chosen in self.given.items())

    @cached_property
    def pairs(self) -> tuple[list[str], list[str]]:
        """The forms that fit and the forms chosen, in the order of the deck."""
        return list(self.best.values()), list(self.given.values())

    @cached_property
    def confusion(self) -> list[list[int]]:
        """Rows: the form that fits, columns: the form chosen."""
        return model.confusion(*self.pairs, list(FORMS))

    @cached_property
    def code(self) -> str:
        """The code for the class."""
        return code([list(FORMS).index(self.given[v.key]) if v.key in self.given else None for v in CARDS.vignettes], ALPHABET)

    @cached_property
    def codes(self) -> Codes:
        return read(self.klas, TOTAL, ALPHABET)

    @cached_property
    def group(self) -> model.Agreement:
        """Fleiss over the vignettes that every member of the class sorted."""
        many = len(self.codes.members) > 1
        return model.fleiss(model.counted(self.codes.by_question(), range(len(FORMS)))) if many else model.NOTHING

    @cached_property
    def area(self) -> str:
        return area(self.proces, self.inhoud)

    def measures(self):
        luck = sum(len(v.fits) for v in CARDS.vignettes) / TOTAL / len(FORMS)
        fitting, kappa = self.right / len(self.given) if self.given else nan, model.cohen(*self.pairs).coefficient
        together = Measure("Hoe vaak de klas het met elkaar eens is (0 = zoals bij toeval, 1 = altijd)", 0, self.group.coefficient)
        return [
            Measure("Zinnen in een vorm die past", luck, fitting, "%", 0, 100),
            Measure("Hoe vaak u het met de makers eens bent (0 = zoals bij toeval, 1 = altijd)", 0, kappa),
            *([together] if len(self.codes.members) > 1 else []),
        ]

    def compared(self, guess):
        guessed, number = f"U voorspelde {_of(int(guess))} zinnen.", len(self.given)
        if number < TOTAL:
            done = f"Tot nu toe deelde u er {number_word(number)} in, en daarvan {form(max(1, self.right), 'past', 'passen')} er {number_word(self.right) if self.right else 'geen enkele'}."
            return say(guessed, done, f"Deel ze alle {number_word(TOTAL)} in om te vergelijken.")
        return say(
            guessed,
            f"Volgens de makers {form(self.right, 'past', 'passen')} er {number_word(self.right)}.",
            beside(self.right, guess, "Precies wat u dacht."),
            self.mixed,
        )

    @cached_property
    def freer(self) -> int:
        """How many vignettes were put in a freer form than fits, less those in one that is less free."""
        gaps = [FREEDOM.index(chosen) - FREEDOM.index(fits) for fits, chosen in zip(*self.pairs, strict=True)]
        return sum((gap > 0) - (gap < 0) for gap in gaps)

    @cached_property
    def tiles(self) -> dict[str | None, list[Tile]]:
        """Form -> the vignettes in it; None: those not sorted yet."""
        out: dict[str | None, list[Tile]] = {key: [] for key in (*FORMS, None)}
        for number, v in enumerate(CARDS.vignettes, 1):
            chosen = self.given.get(v.key)
            tone = "faded" if chosen is None else "strong" if self.best[v.key] == chosen else "missed"
            out[chosen].append(Tile(v.key, number, v.title, tone))
        return out

    def picture(self):
        b = Board(660, 430, "begin")
        b.rect(X, Y, WIDE, DEEP, 8, fill="paper", stroke="line", width=1.5)
        for key, a in AREAS.items():
            self._draw_area(b, key, a)
        _draw_axes(b)
        self._draw_own(b)
        tray(b, self.tiles[None], "Nog in te delen:", "Alle zinnen zijn ingedeeld.", Y + DEEP + 46)
        signs(b, [("strong", "past in deze vorm"), ("missed", "× past beter in een andere vorm")])
        return b

    def _draw_area(self, b, key, a):
        x, y, w, h = box(a.across, a.up)
        width = 3 if key == self.area else 1.5
        if a.form:
            b.rect(x, y, w, h, 10, fill="tinted", stroke="accent", width=width)
            b.text(x + 10, y + 20, a.name, 16, weight=650, fill="accent")
        else:
            b.rect(x, y, w, h, 10, stroke="line", width=width, dash="6 5")
            b.texts(x + 10, y + 20, a.name, 22, fill="soft")
        lay(b, self.tiles.get(key, ()), x + 4, y + 41, int((w - 6) // PITCH))

    def _draw_own(self, b):
        """The own case as a mark, with threads to both axes."""
        x, y = place(self.proces, self.inhoud)
        b.line(x, Y + DEEP, x, y + 12, "ink", key="own-x", width=1.5, dash="3 4")
        b.line(X, y, x - 12, y, "ink", key="own-y", width=1.5, dash="3 4")
        with b.group(x, y, key="own"):
            b.parts.append("<title>Uw casus</title>")
            b.circle(0, 0, 12, stroke="paper", width=7)
            b.circle(0, 0, 12, stroke="ink", width=3)
            b.circle(0, 0, 3.5, fill="ink")
            side, anchor = (18, "start") if self.inhoud < 8 else (-18, "end")
            b.text(side, 5, "uw casus", 15, anchor, 650, halo="paper")

    def headline(self):
        number = len(self.given)
        if not number:
            return (
                OWN_CASE[self.area]
                if self.placed
                else "Een proces heeft één van de drie vormen: alles is nog open, er valt te kiezen binnen grenzen, of de uitkomst ligt al vast."
            )
        if number == self.right == TOTAL:
            return f"U deelde alle {number_word(TOTAL)} zinnen in bij een vorm die volgens de makers past."
        if number == self.right:
            who = "Elke zin die u indeelde" if number > 1 else "De zin die u indeelde,"
            return f"{who} past volgens de makers bij de vorm die u koos. U hebt er nog {number_word(TOTAL - number)} te gaan."
        wrong = number - self.right
        mostly = "" if wrong == 1 else "telkens " if abs(self.freer) == wrong else "vooral "
        room = (
            f"{mostly}{'meer' if self.freer > 0 else 'minder'} ruimte dan er is" if self.freer else "soms te veel en soms te weinig ruimte"
        )
        if number == 1:
            return f"De zin die u indeelde, past volgens de makers niet bij ‘{FORMS[next(iter(self.given.values()))]}’. U zag {room}."
        if not self.right:
            return f"Volgens de makers koos u bij geen van de {number_word(number)} zinnen een vorm die past. U zag {room}."
        rest = form(wrong, "de andere", f"de andere {number_word(wrong)}")
        return f"Volgens de makers koos u bij {number_word(self.right)} van de {number_word(number)} zinnen een vorm die past. Bij {rest} zag u {room}."

    def words(self):
        told = [self._sorted(), self.mixed, self.where]
        if self.placed and not self.given:
            told.reverse()  # the headline is about the own case
        return say(*told, f"Uw code voor de klas is {self.code}." if 2 * len(self.given) >= TOTAL else "")

    def _sorted(self):
        """At which to look again, and how many are left."""
        number = len(self.given)
        if not number:
            return f"De {number_word(TOTAL)} zinnen liggen onder de kaart klaar: deel ze in bij de vorm die volgens u past."
        left = TOTAL - number
        more = (
            f"Er {form(left, 'ligt nog één zin', f'liggen nog {number_word(left)} zinnen')} klaar."
            if left
            else "U hebt alle zinnen ingedeeld."
        )
        wrong = next((v for v in CARDS.vignettes if v.key in self.given and self.given[v.key] not in v.fits), None)
        if not wrong:
            return "Onder elke zin die u indeelt, staat waarom een vorm past."
        if self.placed:
            return more
        first = "" if number - self.right == 1 else "eerst "
        return f"Lees {first}‘{wrong.title}’ nog eens: die zin hoort volgens de makers niet bij ‘{FORMS[self.given[wrong.key]]}’. {more}"

    @property
    def placed(self) -> bool:
        """Whether the own case was put somewhere."""
        return (self.proces, self.inhoud) != (MIDDLE, MIDDLE)

    @cached_property
    def where(self) -> str:
        """What the place of the own case means."""
        if not self.placed:
            return "Zet ook de schuiven zo dat ze bij uw eigen casus passen."
        process, content = map(_free, (self.proces, self.inhoud))
        both = f"In uw casus is het proces {process} en de inhoud {content}."
        if process == content:
            both = f"In uw casus zijn het proces en de inhoud allebei {process}."
        return say(both, AREAS[self.area].said if self.area else between(self.proces, self.inhoud))

    @cached_property
    def mixed(self) -> str:
        """Which two forms the learner confuses most; empty where no mistake was made twice."""
        table, names = self.confusion, list(FORMS.values())
        swaps = {f"‘{names[b]}’ en ‘{names[a]}’": table[a][b] + table[b][a] for a in range(len(names)) for b in range(a)}
        most = max(swaps.values())
        found = foremost(swaps, str, "Het vaakst verwisselde u {}", "U verwisselde alle vormen even vaak", last="of")
        return f"{found}: {number_word(most)} keer." if most > 1 else ""

    @cached_property
    def shared(self) -> str:
        """The class in words; empty when nothing is pasted."""
        members, found, problems = len(self.codes.members), self.group, self.codes.said()
        if not members:
            return problems
        if members == 1:
            return say("Er is één code gelezen. Er zijn minstens twee codes nodig om te vergelijken.", problems)
        read = f"Er zijn {number_word(members)} codes gelezen."
        if not found.units:
            return say(read, "Geen enkele zin is door iedereen ingedeeld; vul eerst de ontbrekende zinnen aan.", problems)
        same = f"Twee deelnemers die dezelfde zin lezen, kiezen {times(found.observed)} dezelfde vorm"
        chance = f"; bij toeval zou dat {times(found.expected)} zijn."
        of = form(found.units, "de ene zin", f"de {number_word(found.units)} zinnen")
        return say(
            read,
            same + (". Iedereen koos overal dezelfde vorm." if isnan(found.coefficient) else chance),
            f"Dit gaat over {of} die iedereen indeelde." if found.units < TOTAL else "",
            problems,
        )

    def report(self):
        if not self.placed:
            return ""
        scale = f"Op een schaal van 0 (vast) tot 10 (vrij) staat het proces op {dutch(self.proces)} en de inhoud op {dutch(self.inhoud)}."
        return f"{scale} {AREAS[self.area].told if self.area else 'Dat ligt tussen twee vormen in.'}"

    def tables(self):
        names = list(FORMS.values())
        mine = [(name, *map(str, row)) for name, row in zip(names, self.confusion, strict=True)]
        out = []
        if self.given:
            caption = "Uw verwarringstabel: wat past (rijen) naast wat u koos (kolommen)"
            out.append(Table(caption, ("Past", *(f"u koos {n}" for n in names)), mine))
        if len(self.codes.members) > 1:
            said = enumerate(zip(CARDS.vignettes, self.codes.by_question(), strict=True), 1)
            rows = [(f"{n}. {v.title}", *(str(row.count(k)) for k in range(len(names)))) for n, (v, row) in said]
            out.append(Table("De klas per zin", ("Zin", *names), rows))
        return out

    def note(self, key):
        if key in self.given:
            return CARDS.feedback(key, self.given[key])
        return self.where if key == "inhoud" else self.shared if key == "klas" else ""


def _draw_axes(b):
    low = Y + DEEP
    b.text(X + 4, low + 18, "gegeven", fill="soft")
    b.text(X + WIDE / 2, low + 18, "hoe vrij is de inhoud? →", 15, "middle", 650)
    b.text(X + WIDE - 4, low + 18, "vrij", anchor="end", fill="soft")
    for y, name, size, anchor, weight, fill in (
        (low - 4, "vast", 14, "start", 400, "soft"),
        (Y + DEEP / 2, "hoe vrij is het proces? →", 15, "middle", 650, "ink"),
        (Y + 4, "vrij", 14, "end", 400, "soft"),
    ):
        with b.group(X - 14, y, turn=-90):
            b.text(0, 0, name, size, anchor, weight, fill)


def _of(number: int) -> str:
    """A part of the deck: "alle twaalf", "negen van de twaalf"."""
    return f"alle {number_word(TOTAL)}" if number == TOTAL else f"{number_word(number)} van de {number_word(TOTAL)}"


def _free(place: float) -> str:
    """How free something is, in a sentence."""
    return next(
        said
        for top, said in ((1, "niet vrij"), (3, "weinig vrij"), (6, "half vrij"), (8, "tamelijk vrij"), (10, "heel vrij"))
        if place <= top
    )
