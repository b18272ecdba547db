"""Regie in seven dimensions: the profile of a case beside the other shipped ones."""

import tomllib
from collections.abc import Mapping
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any

from regiekit.cases import load_shipped, shipped
from regiekit.cases.data import data_path
from regiekit.models import dimensions as model
from regiekit.plots.profiles import Scale, profiles
from regiekit.proeven import Case, Choice, Measure, Proef, Slider, Table, capital, dutch, last, leading, listed, number_word, say
from regiekit.widgets.say import part

STEP, MIDDLE = 0.5, 3
NEAR, FAR = 1, 2  # steps apart from which two places on a scale are said to lie far apart
SAID = 3  # places in one sentence, at most
#: What differs on each point where it lies lower, and where it lies higher.
SIDES = {
    "omvang": ("zijn de partijen kleiner", "zijn de partijen groter"),
    "verhouding": ("is de regisseur groter tegenover de andere partijen", "is de regisseur kleiner tegenover de andere partijen"),
    "breedte": ("is het pakket van onderwerpen breder", "is het pakket van onderwerpen smaller"),
    "band": ("is de band met de regisseur steviger", "is de band met de regisseur losser"),
    "schaal": ("werken de partijen vaker binnen de gemeente", "werken de partijen vaker boven de gemeente"),
    "regisseurs": ("zijn minder regisseurs", "zijn meer regisseurs"),
    "herhaling": ("is vaker opnieuw regie nodig", "is minder vaak opnieuw regie nodig"),
}
GUESSED = ("breedte", "regisseurs", "herhaling")  # what no case file tells


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((data_path() / "profiles.toml").read_text(encoding="utf-8"))


@cache
def points() -> dict[str, Scale]:
    """The seven dimensions, in order: key -> name and poles."""
    return {p["sleutel"]: Scale(p["naam"], p["van"], p["tot"]) for p in _file()["punten"]}


def short(case: str) -> str:
    """The short name of a shipped case."""
    return _file()["casussen"][case]["kort"]


def beyond(case: Case) -> set[str]:
    """The parties that work above one municipality: by their scale, or as one of several municipalities.

    A council or a department of the director's is of the same municipality.
    """
    house = {
        t.source if t.target == case.director else t.target
        for t in case.ties
        if t.kind == "hiërarchie" and case.director in (t.source, t.target)
    }
    towns = {p.key for p in case.parties if p.kind == "gemeente" and not p.part_of and p.key not in house}
    return {p.key for p in case.parties if p.scale != "lokaal" or (p.key in towns and len(towns) > 1)}


@last
def derived(case: Case) -> dict[str, float]:
    """What follows from the case file itself, on the scale 1…5; a dimension is absent when the case does not tell.

    Sizes: the mean of the parties without the director; their share that is larger than the director (equal counts
    half). Formal bond: a party that the director can command counts 0, with a formal or money tie half, without 1; without any tie in
    the case it does not tell.
    Scale: the share of the parties that are not of this municipality alone (see `beyond`).
    """
    others = [p for p in case.parties if p.key != case.director]
    if not others:
        return {}
    above = beyond(case)
    found = {"omvang": [(p.size - 1) / 4 for p in others], "schaal": [float(p.key in above) for p in others]}
    if case.director in case.party_keys:
        own = case.party(case.director).size
        found["verhouding"] = [0.5 if p.size == own else float(p.size > own) for p in others]
    if case.ties and case.director in case.party_keys:
        ties = [t for t in case.ties if t.kind in ("formeel", "geld", "hiërarchie") and case.director in (t.source, t.target)]
        commanded = {t.target for t in ties if t.kind == "hiërarchie" and t.source == case.director}
        bound = {k for t in ties for k in (t.source, t.target)}
        found["band"] = [0.0 if p.key in commanded else 0.5 if p.key in bound else 1.0 for p in others]
    return {key: model.place(sum(shares) / len(others)) for key, shares in found.items()}


@cache
def known() -> dict[str, dict[str, float]]:
    """The profiles of the shipped cases: derived where that is possible, as stated in the data file elsewhere."""
    out = {}
    for case, given in _file()["casussen"].items():
        follows = derived(load_shipped(case))
        out[case] = {key: follows[key] if given[key] == "uit_casus" else float(given[key]) for key in points()}
    return out


@last
def own_key(case: Case) -> str:
    """The key of the shipped case that this is, or is a copy of; "" for a case of the learner."""
    return next((key for key, title in shipped().items() if title == case.title), "")


def others(case: Case) -> dict[str, dict[str, float]]:
    """The profiles to compare with: the shipped cases but this one."""
    return {key: profile for key, profile in known().items() if key != own_key(case)}


@last
def start(case: Case) -> dict[str, float]:
    """Where the sliders start: what follows from the case; else what its makers estimated; else the middle."""
    given = known().get(own_key(case), {}) | derived(case)
    return {key: round(given.get(key, MIDDLE) / STEP) * STEP for key in points()}


@last
def apart(case: Case) -> dict[str, float]:
    """Per point that follows from the case file: how far the case lies from the mean of the others."""
    beside = others(case).values()
    return {key: abs(place - sum(p[key] for p in beside) / len(beside)) for key, place in derived(case).items()}


def in_parts(openers: tuple[str, ...], places: list[str]) -> list[str]:
    """The places in sentences short enough to listen to, each with an opener of its own."""
    return [f"{opener} {listed(places[i * SAID : (i + 1) * SAID])}." for i, opener in enumerate(openers) if i * SAID < len(places)]


def tenth(place: float) -> str:
    return dutch(round(place, 1))


class Profile(Proef, asks=("kind", "size", "scale", "tie.kind")):
    """A profile: its settings are the places (1…5) on the points of `data/profiles.toml`."""

    sections = MappingProxyType(dict.fromkeys(GUESSED, "Zelf schatten"))

    @classmethod
    def ready(cls, case):
        return None if len(derived(case)) > 2 else "Vul in uw casus eerst een regisseur en minstens één andere partij in."

    @classmethod
    def guess(cls, case):
        options = [
            (key, f"{points()[key].name.lower()} ({points()[key].low} of {points()[key].high})") for key in points() if key not in GUESSED
        ]
        return Choice("", "Uw voorspelling", options, "omvang")

    @classmethod
    def answer(cls, case):
        """The point, of those that follow from the case file, on which the case lies furthest from the others."""
        far = apart(case)
        return max(far, key=far.__getitem__)

    @classmethod
    def explain(cls, case, answer):
        p, there = points()[answer], [f"{short(key)} op {tenth(profile[answer])}" for key, profile in others(case).items()]
        return say(
            f"De schaal loopt van 1 ({p.low}) tot 5 ({p.high}).",
            f"Deze casus staat op {tenth(derived(case)[answer])}, {listed(there)}.",
            "In het plaatje ziet u daar de grootste afstand. Wat in een andere casus werkte, werkt hier dus niet vanzelf.",
        )

    @classmethod
    def controls(cls, case):
        first, said = start(case), {key: "" if key in derived(case) else " (schat zelf)" for key in points()}
        ends = {key: f"1 {p.low} – 5 {p.high}" for key, p in points().items()}
        return [Slider(k, p.name + said[k], model.LOW, model.HIGH, first[k], STEP, help=ends[k]) for k, p in points().items()]

    @property
    def places(self) -> Mapping[str, float]:
        return self.settings

    @cached_property
    def likeness(self) -> dict[str, float]:
        """How alike the profile and that of each other case are, 0…1."""
        return {case: model.similarity(self.places, profile) for case, profile in others(self.case).items()}

    @cached_property
    def nearest(self) -> list[str]:
        """The other case that is most alike; more than one when they are equally so."""
        return leading(self.likeness, short)[0]

    @cached_property
    def gaps(self) -> dict[str, float]:
        """Per point how far the profile lies from the nearest case."""
        there = others(self.case)[self.nearest[0]]
        return {key: abs(place - there[key]) for key, place in self.places.items()}

    @cached_property
    def far(self) -> list[str]:
        """The points on which the profile lies far from the nearest case."""
        return [key for key, gap in self.gaps.items() if gap >= FAR]

    def measures(self):
        first = start(self.case)
        before = {case: model.similarity(first, profile) for case, profile in others(self.case).items()}
        return [Measure(f"Gelijkenis met {short(case)}", before[case], like, "%", 0, 100) for case, like in self.likeness.items()]

    def picture(self):
        names = {"eigen": "deze casus"} | {case: short(case) for case in others(self.case)}
        return profiles(points(), {"eigen": self.places} | others(self.case), names, "begin")

    @property
    def untouched(self) -> bool:
        """Whether what no case file tells is still as it started, in a case of which nobody estimated it."""
        return not own_key(self.case) and all(self.places[key] == MIDDLE for key in GUESSED)

    def headline(self):
        if self.untouched:
            return "Nog niet te zeggen waar deze casus op lijkt: bij drie van de zeven punten staat nog geen schatting. Zet die drie schuiven zelf."
        if len(self.nearest) > 1:
            none = "geen van beide" if len(self.nearest) == 2 else "geen van die casussen"
            return f"{listed(map(short, self.nearest))} lijken even sterk op deze casus, dus {none} ligt voor de hand om bij af te kijken."
        name = short(self.nearest[0])
        if max(self.gaps.values()) < STEP:
            return f"Deze casus verschilt nergens een halve stap van {name}: beter vergelijkbaar wordt het niet."
        if not self.far:
            return f"{name} lijkt het meest op deze casus: op geen van de zeven punten verschillen die twee sterk."
        where = f"bij ‘{self._called(self.far[0])}’" if len(self.far) == 1 else f"op {part(len(self.far), len(self.gaps), 'punten')}"
        return f"{name} lijkt het meest op deze casus, maar verschilt sterk {where}. Wat in {name} werkt, werkt hier dus niet vanzelf."

    def _called(self, key: str) -> str:
        return points()[key].name.lower()

    def words(self):
        if self.untouched:
            return say(
                f"De schuiven voor {listed(f'‘{self._called(key)}’' for key in GUESSED)} staan nog in het midden.",
                "Die drie punten staan niet in de casus: u schat ze zelf.",
            )
        if len(self.nearest) > 1:
            return f"Over de zeven punten samen liggen {listed(map(short, self.nearest))} even ver van deze casus."
        name, near, all_ = short(self.nearest[0]), sum(gap < NEAR for gap in self.gaps.values()), len(self.gaps)
        count = "alle zeven de punten" if near == all_ else part(near, all_, "punten")
        those = "dat ene punt" if near == 1 else f"die {number_word(near)}"
        begin = f"Wie iets uit {name} wil overnemen, begint bij {those}." if near else f"Er valt dus weinig uit {name} over te nemen."
        return say(
            f"{capital(f'op {count}')} liggen deze casus en de casus {name} dicht bij elkaar.", begin if near < all_ else "", self._widest()
        )

    def _widest(self):
        """On what they differ most, and to which side."""
        near, most = self.nearest[0], leading(self.gaps, str)[0]
        if max(self.gaps.values()) < STEP:
            return "Op geen enkel punt is het verschil een halve stap of meer."
        if len(most) == len(self.gaps):
            return "Op alle punten is het verschil even groot."
        keys = self.far if 1 < len(self.far) <= SAID else most
        at = listed(f"‘{self._called(key)}’" for key in keys)
        if len(keys) > 1:
            return f"De grootste verschillen zitten bij {at}."
        (key,) = keys
        return (
            f"Het grootste verschil zit bij {at}: hier {SIDES[key][self.places[key] > others(self.case)[near][key]]} dan in {short(near)}."
        )

    def note(self, key):
        """Where the other cases stand on a point that was moved."""
        if key not in self.places or self.places[key] == start(self.case)[key]:
            return ""
        return f"Hier staat {listed(f'{short(case)} op {tenth(profile[key])}' for case, profile in others(self.case).items())}."

    def report(self):
        if self.untouched:
            return ""
        ends = {key: points()[key] for key, place in self.places.items() if abs(place - MIDDLE) >= 1}
        leans = [f"bij ‘{p.name.lower()}’ naar ‘{p.low if self.places[key] < MIDDLE else p.high}’" for key, p in ends.items()]
        if not leans:
            return "Op geen van de zeven punten waarop regie verschilt, springt deze casus eruit."
        return say(
            *in_parts(("Deze casus neigt", "Verder neigt die", "Ten slotte neigt die"), leans),
            "Een deel daarvan is geschat en volgt niet uit de casus." if ends.keys() & set(GUESSED) else "",
        )

    def tables(self):
        beside = {"Deze casus": self.places} | {short(case): profile for case, profile in others(self.case).items()}
        places = [(p.name, *(tenth(profile[key]) for profile in beside.values())) for key, p in points().items()]
        mine = own_key(self.case)
        rows = [
            (
                f"{short(case)} (deze casus)" if case == mine else short(case),
                f"{points()[key].name} (1 = {points()[key].low}, 5 = {points()[key].high})",
                dutch(profile[key]),
                reason,
            )
            for case, profile in known().items()
            for key, reason in _file()["casussen"][case]["waarom"].items()
        ]
        return [
            Table("De profielen naast elkaar, van 1 tot en met 5", ("Punt", *beside), places),
            Table("Wat bij de drie casussen is geschat, en waarom", ("Casus", "Punt", "Plaats", "Reden"), rows),
        ]
