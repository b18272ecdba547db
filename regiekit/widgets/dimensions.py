"""Regie in seven dimensions: the profile of a case beside the shipped ones."""

import tomllib
from functools import cache
from typing import Any

import attrs

from ..cases import Case, load_shipped
from ..cases.data import data_path
from ..models import dimensions as model
from ..plots import dimensions as plot
from .controls import Choice, Slider, dutch
from .experiment import Experiment, Guess, Measure, Table

STEP = 0.5
MIDDLE = 3.0
HIGH_ABOVE = {"lokaal": 0.0, "regionaal": 1 / 3, "provinciaal": 2 / 3, "landelijk": 1.0}  # scale of a party, as a share of the way up


@attrs.frozen
class Outcome:
    """The profile as set (`own`), as it started (`first`), and those of the shipped cases."""

    own: dict[str, float]
    first: dict[str, float]
    known: dict[str, dict[str, float]]

    def likeness(self, case: str) -> float:
        """How alike the profile and that of a shipped case are, 0…1."""
        return model.similarity(self.own, self.known[case])


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((data_path() / "profiles.toml").read_text(encoding="utf-8"))


def points() -> dict[str, plot.Line]:
    """The seven dimensions, in order: key -> name and poles."""
    return {p["sleutel"]: plot.Line(p["naam"], p["van"], p["tot"]) for p in _file()["punten"]}


def short(case: str) -> str:
    """The short name of a shipped case."""
    return _file()["casussen"][case]["kort"]


def derived(case: Case) -> dict[str, float]:
    """What follows from the case file itself, on the scale 1…5; a dimension is absent when the case does not tell.

    Sizes: the mean of the parties without the director; their share that is larger than the director (equal counts
    half). Formal bond: a party that the director can command counts 0, with a formal or money tie half, without 1.
    Scale: local counts 0, national 1.
    """
    others = [p for p in case.parties if p.key != case.director]
    if not others:
        return {}
    found = {
        "omvang": sum((p.size - 1) / 4 for p in others) / len(others),
        "schaal": sum(HIGH_ABOVE[p.scale] for p in others) / len(others),
    }
    if case.director in case.party_keys:
        own = case.party(case.director).size
        found["verhouding"] = sum(0.5 if p.size == own else float(p.size > own) for p in others) / len(others)
        commanded = {t.target for t in case.ties if t.kind == "hiërarchie" and t.source == case.director}
        bound = {
            k
            for t in case.ties
            if t.kind in ("formeel", "geld", "hiërarchie") and case.director in (t.source, t.target)
            for k in (t.source, t.target)
        }
        found["band"] = sum(0.0 if p.key in commanded else 0.5 if p.key in bound else 1.0 for p in others) / len(others)
    return {key: model.place(share) for key, share in found.items()}


@cache
def known() -> dict[str, dict[str, float]]:
    """The profiles of the shipped cases: derived where that is possible, as stated in the data file elsewhere."""
    out = {}
    for case, given in _file()["casussen"].items():
        follows = derived(load_shipped(case))
        out[case] = {key: follows[key] if given[key] == "uit_casus" else float(given[key]) for key in points()}
    return out


def start(case: Case) -> dict[str, float]:
    """Where the sliders start: what follows from the case, the middle elsewhere."""
    follows = derived(case)
    return {key: round(follows.get(key, MIDDLE) / STEP) * STEP for key in points()}


def controls(case: Case) -> list[Slider]:
    """A slider per dimension; what does not follow from the case says that the learner must estimate it."""
    first, follows = start(case), derived(case)
    return [
        Slider(
            key,
            p.name if key in follows else f"{p.name} (schat zelf)",
            model.LOW,
            model.HIGH,
            first[key],
            STEP,
            help=f"1 {p.low} – 5 {p.high}",
        )
        for key, p in points().items()
    ]


def outcome(case: Case, **settings: float) -> Outcome:
    """The profile that is set, beside the three."""
    return Outcome({key: float(settings[key]) for key in points()}, start(case), known())


def picture(o: Outcome) -> str:
    names = {"eigen": "uw profiel"} | {case: short(case) for case in o.known}
    return plot.picture(points(), {"eigen": o.own} | o.known, names, title=EXPERIMENT.title, words=words(o))


def words(o: Outcome) -> str:
    ranked = sorted(o.known, key=lambda case: -o.likeness(case))
    nearest = ranked[0]
    apart = {key: abs(o.own[key] - o.known[nearest][key]) for key in o.own}
    widest = max(apart, key=apart.__getitem__)
    like = ", ".join(f"{short(case)} {dutch(100 * o.likeness(case), 0)}%" for case in ranked)
    profile = "; ".join(f"{p.name.lower()} {dutch(o.own[key])}" for key, p in points().items())
    difference = (
        f" Het grootste verschil met die casus: {points()[widest].name.lower()} (u {_tenth(o.own[widest])}, {short(nearest)} {_tenth(o.known[nearest][widest])})."
        if apart[widest] >= STEP
        else " U verschilt op geen enkel punt een halve stap of meer."
    )
    return f"Uw profiel lijkt het meest op {short(nearest)}. Gelijkenis: {like} (100% is op alle zeven punten gelijk).{difference} Uw profiel, van 1 tot 5: {profile}."


def report(o: Outcome) -> str:
    ends = [(key, p) for key, p in points().items() if abs(o.own[key] - MIDDLE) >= 1]
    said = [f"{p.name.lower()} ‘{p.low if o.own[key] < MIDDLE else p.high}’ ({_tenth(o.own[key])})" for key, p in ends]
    return (
        f"Wat opvalt, op een schaal van 1 tot 5: {'; '.join(said)}."
        if said
        else "Op geen van de zeven punten waarop regie verschilt, springt deze casus eruit."
    )


def _tenth(place: float) -> str:
    return dutch(round(place, 1))


def measures(o: Outcome) -> list[Measure]:
    return [
        Measure(f"Gelijkenis met {short(case)}", model.similarity(o.first, profile), o.likeness(case), "%", 0, 100)
        for case, profile in o.known.items()
    ]


def tables(o: Outcome) -> list[Table]:
    """Why the shipped cases stand where they do, for what does not follow from the case."""
    rows = [
        (short(case), points()[key].name, dutch(o.known[case][key]), reason)
        for case in o.known
        for key, reason in _file()["casussen"][case]["waarom"].items()
    ]
    return [Table("Wat bij de drie casussen is geschat, en waarom", ("Casus", "Punt", "Plaats", "Reden"), rows)]


def widest(case: Case) -> str:
    """The dimension on which the shipped cases differ most; the same for every case."""
    spread = model.spreads(known().values())
    return max(spread, key=spread.__getitem__)


def explain(case: Case, answer: str) -> str:
    at = "; ".join(f"{short(k)} {_tenth(p[answer])}" for k, p in known().items())
    guessed = (
        " Deze plaatsen zijn geschat; de redenen staan onder het plaatje."
        if any(answer in c["waarom"] for c in _file()["casussen"].values())
        else ""
    )
    return (
        f"Op de schaal van 1 ({points()[answer].low}) tot 5 ({points()[answer].high}): {at}.{guessed} Wat in de ene casus werkt, "
        "werkt in de andere dus niet vanzelf, ook al heten zij alle drie regie."
    )


EXPERIMENT = Experiment(
    key="profiel",
    notebook="01_wat_is_regie",
    title="Zeven soorten verschil: het profiel van uw casus",
    strategy="begin",
    guess=Guess(
        question="De drie casussen van deze collectie heten alle drie regie: hulp voor jongeren rond een school, zeven gemeenten die één regio moeten worden, en een "
        "wijk die van het gas af gaat. Op welk van de zeven punten verschillen zij het meest?",
        field=lambda case: Choice(
            "_guess",
            "Uw voorspelling",
            [(key, f"{p.name.lower()} ({p.low} of {p.high})") for key, p in points().items()],
            next(iter(points())),
        ),
        answer=widest,
        explain=explain,
    ),
    controls=controls,
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    tables=tables,
    blind=True,
    columns=("begin", "nu"),
    own="Op welk punt wijkt uw casus het meest af van de casus waar zij op lijkt? Wat kunt u dus níét zomaar overnemen?",
    leaves_out=(
        "De schuiven beginnen op wat uit de casus volgt: omvang, verhouding tot de regisseur, formele banden en schaal. De andere drie schat u zelf; bij de drie casussen zijn zij geschat; de redenen staan onder het plaatje.",
        "De schaal telt lokale partijen als ‘binnen de gemeente’, ook als zij zelfstandig zijn. Welke partij onder de gemeente valt, ziet u bij de formele band.",
        "Alle zeven punten wegen even zwaar. In uw casus kan één punt alles bepalen.",
        "Een profiel is een gemiddelde. Eén grote partij tussen veel kleine valt erin weg, en juist die kan het verschil maken.",
    ),
    sources=("gower1971",),
)
