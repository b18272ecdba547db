"""Regie in seven dimensions: the profile of a case beside the shipped ones."""

import tomllib
from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any

from regiekit.cases import load_shipped
from regiekit.cases.data import data_path
from regiekit.models import dimensions as model
from regiekit.plots.profiles import Scale, profiles
from regiekit.proeven import Case, Choice, Measure, Proef, Slider, Table, dutch, foremost, last, leading, say

STEP, MIDDLE = 0.5, 3
HIGH_ABOVE = {"lokaal": 0.0, "regionaal": 1 / 3, "provinciaal": 2 / 3, "landelijk": 1.0}  # scale of a party, as a share of the way up


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


@last
def derived(case: Case) -> dict[str, float]:
    """What follows from the case file itself, on the scale 1…5; a dimension is absent when the case does not tell.

    Sizes: the mean of the parties without the director; their share that is larger than the director (equal counts
    half). Formal bond: a party that the director can command counts 0, with a formal or money tie half, without 1.
    Scale: local counts 0, national 1.
    """
    others = [p for p in case.parties if p.key != case.director]
    if not others:
        return {}
    found = {"omvang": [(p.size - 1) / 4 for p in others], "schaal": [HIGH_ABOVE[p.scale] for p in others]}
    if case.director in case.party_keys:
        own = case.party(case.director).size
        found["verhouding"] = [0.5 if p.size == own else float(p.size > own) for p in others]
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
def start(case: Case) -> dict[str, float]:
    """Where the sliders start: what follows from the case, the middle elsewhere."""
    return {key: round(derived(case).get(key, MIDDLE) / STEP) * STEP for key in points()}


def tenth(place: float) -> str:
    return dutch(round(place, 1))


class Profile(Proef, asks=("size", "scale", "tie.kind")):
    """A profile: its settings are the places (1…5) on the points of `data/profiles.toml`."""

    @classmethod
    def guess(cls, case):
        options = [(key, f"{p.name.lower()} ({p.low} of {p.high})") for key, p in points().items()]
        return Choice("", "Uw voorspelling", options, next(iter(points())))

    @classmethod
    def answer(cls, case):
        """The dimension on which the shipped cases differ most; the same for every case."""
        spread = model.spreads(known().values())
        return max(spread, key=spread.__getitem__)

    @classmethod
    def explain(cls, case, answer):
        p, at = points()[answer], "; ".join(f"{short(k)} {tenth(profile[answer])}" for k, profile in known().items())
        guessed = any(answer in c["waarom"] for c in _file()["casussen"].values())
        return say(
            f"Op de schaal van 1 ({p.low}) tot 5 ({p.high}): {at}.",
            "Deze plaatsen zijn geschat; de redenen staan onder het plaatje." if guessed else "",
            "Wat in de ene casus werkt, werkt in de andere dus niet vanzelf, ook al heten zij alle drie regie.",
        )

    @classmethod
    def controls(cls, case):
        first, guessed = start(case), {key: "" if key in derived(case) else " (schat zelf)" for key in points()}
        ends = {key: f"1 {p.low} – 5 {p.high}" for key, p in points().items()}
        return [Slider(k, p.name + guessed[k], model.LOW, model.HIGH, first[k], STEP, help=ends[k]) for k, p in points().items()]

    @property
    def places(self) -> Mapping[str, float]:
        return self.settings

    @cached_property
    def likeness(self) -> dict[str, float]:
        """How alike the profile and that of each shipped case are, 0…1."""
        return {case: model.similarity(self.places, profile) for case, profile in known().items()}

    def measures(self):
        before = {case: model.similarity(start(self.case), profile) for case, profile in known().items()}
        return [Measure(f"Gelijkenis met {short(case)}", before[case], like, "%", 0, 100) for case, like in self.likeness.items()]

    def picture(self):
        names = {"eigen": "uw profiel"} | {case: short(case) for case in known()}
        return profiles(points(), {"eigen": self.places} | known(), names, "begin")

    def words(self):
        ranked = sorted(self.likeness, key=lambda case: -self.likeness[case])
        like = ", ".join(f"{short(case)} {dutch(100 * self.likeness[case], 0)}%" for case in ranked)
        profile = "; ".join(f"{p.name.lower()} {dutch(self.places[key])}" for key, p in points().items())
        return say(
            foremost(self.likeness, short, "Uw profiel lijkt het meest op {}.", "Uw profiel lijkt op alle casussen evenveel."),
            f"Gelijkenis: {like} (100% is op alle zeven punten gelijk).",
            self._widest(ranked[0]) if len(leading(self.likeness, short)[0]) == 1 else "",
            f"Uw profiel, van 1 tot 5: {profile}.",
        )

    def _widest(self, nearest):
        there = known()[nearest]
        apart = {key: abs(place - there[key]) for key, place in self.places.items()}
        if max(apart.values()) < STEP:
            return "U verschilt op geen enkel punt een halve stap of meer."
        beside = {k: f"{points()[k].name.lower()} (u {tenth(self.places[k])}, {short(nearest)} {tenth(there[k])})" for k in apart}
        said, same = "Het grootste verschil met die casus: {}.", "Van die casus verschilt u op alle punten evenveel."
        return foremost(apart, beside.__getitem__, said, same, "{} punten")

    def report(self):
        ends = [(p, self.places[key]) for key, p in points().items() if abs(self.places[key] - MIDDLE) >= 1]
        said = [f"{p.name.lower()} ‘{p.low if place < MIDDLE else p.high}’ ({tenth(place)})" for p, place in ends]
        if not said:
            return "Op geen van de zeven punten waarop regie verschilt, springt deze casus eruit."
        return f"Wat opvalt, op een schaal van 1 tot 5: {'; '.join(said)}."

    def tables(self):
        rows = [
            (short(case), points()[key].name, dutch(profile[key]), reason)
            for case, profile in known().items()
            for key, reason in _file()["casussen"][case]["waarom"].items()
        ]
        return [Table("Wat bij de drie casussen is geschat, en waarom", ("Casus", "Punt", "Plaats", "Reden"), rows)]
