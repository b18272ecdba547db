"""Wat een kader kost en oplevert: ruimte om elkaar te vinden."""

from itertools import combinations
from typing import NamedTuple

import attrs

from ..cases import Case, Party
from ..cases.remember import last
from ..models import framing as model
from ..plots import framing as plot
from .controls import Choice, Slider, dutch
from .experiment import Experiment, Guess, Measure, Table

PLANE = model.Frame(plot.LOW, plot.LOW, plot.HIGH, plot.HIGH)
#: How far from its wish a party can still live with the content, in weights: who is in favour of the direction gives it more room.
ROOM = {"voor": 2.5, "afwachtend": 2.25, "tegen": 2.0}
FEWEST, MOST = 3, 7  # parties in the picture
PAIRS = 40  # pairs of values to choose from, at most
SHARE, HALF = 75, 0.5  # the frame at the start, in per cent, and in the prediction
SOME = 0.05  # a share of the plane from which the parties have some room


class Setting(NamedTuple):
    """What does not change while the sliders move: the values on the axes, the parties, what they can live with, the director's wish."""

    axes: tuple[str, str]
    parties: tuple[Party, ...]
    discs: tuple[model.Disc, ...]
    wish: tuple[float, float] | None


@attrs.frozen
class Outcome:
    """What a frame leaves, beside free content without a process that was fair (`free`)."""

    case: Case
    setting: Setting
    discs: tuple[model.Disc, ...]
    frame: model.Frame
    share: float
    fair: float
    free: float
    room: float
    best: model.Agreement

    @property
    def given(self) -> bool:
        return self.share == 0

    @property
    def everyone(self) -> bool:
        return len(self.best.members) == len(self.discs)

    def names(self, members: tuple[int, ...] | None = None, out: bool = False) -> str:
        """The parties of a group, or with `out` the others, as a list in words."""
        chosen = self.best.members if members is None else members
        return listed([p.short or p.name for i, p in enumerate(self.setting.parties) if (i in chosen) != out])


def listed(names: list[str]) -> str:
    return " en ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def needed(case: Case) -> tuple[Party, ...]:
    """The parties that cannot be missed: the director, who can block, who cannot be replaced; else the largest. At most `MOST`."""
    order = {p.key: i for i, p in enumerate(case.parties)}

    def must(p: Party) -> bool:
        return p.key == case.director or "blokker" in p.power or not p.replaceable

    ranked = sorted(
        case.parties, key=lambda p: (p.key != case.director, not must(p), p.replaceable, "blokker" not in p.power, -p.size, order[p.key])
    )
    number = min(MOST, max(FEWEST, sum(map(must, case.parties))))
    return tuple(sorted(ranked[:number], key=lambda p: order[p.key]))


@last
def pairs(case: Case) -> dict[str, Setting]:
    """The pairs of values that can be the axes, by the name of the pair: those that at least two of the parties weigh."""
    parties = needed(case)
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

    def spread(setting: Setting) -> float:
        return sum((a.x - b.x) ** 2 + (a.y - b.y) ** 2 for a, b in combinations(setting.discs, 2)) / len(setting.discs) ** 2

    def rank(name: str) -> tuple[bool, int, float]:
        setting = found[name]
        return model.common_area(setting.discs, PLANE) >= SOME * PLANE.area, len(setting.discs), spread(setting)

    found = pairs(case)
    return max(found, key=rank, default="")


def wish(setting: Setting) -> tuple[float, float]:
    """The director's wish; without a director in the plane the middle of the parties."""
    if setting.wish:
        return setting.wish
    discs = setting.discs
    return (sum(d.x for d in discs) / len(discs), sum(d.y for d in discs) / len(discs)) if discs else PLANE.middle


def outcome(case: Case, share: float, across: float, up: float, fair: float, axes: str) -> Outcome:
    """Frame the content (`share` 0…100 of the plane) round (`across`, `up`); a fair process widens what parties accept by `fair` per cent."""
    setting = pairs(case).get(axes) or Setting(("", ""), (), (), None)
    frame = model.frame(PLANE, (across, up), share / 100)
    discs = tuple(model.widened(disc, fair / 100) for disc in setting.discs)
    return Outcome(
        case,
        setting,
        discs,
        frame,
        share,
        fair,
        model.common_area(setting.discs, PLANE),
        model.common_area(discs, frame),
        model.largest_agreement(discs, frame),
    )


def picture(o: Outcome) -> str:
    group = [o.discs[i] for i in o.best.members]
    outline = model.outline(group, o.frame) if group else []
    chords = [model.chord(group, o.frame, point, (1, 1)) for point in plot.hatching_points()] if outline else []
    stands = [
        plot.Stand(p.key, p.short or p.name, *disc, p.position, i in o.best.members)
        for i, (p, disc) in enumerate(zip(o.setting.parties, o.discs, strict=True))
    ]
    return plot.picture(
        stands, o.frame, plot.Area(outline, [c for c in chords if c], o.everyone), o.setting.axes, title=EXPERIMENT.title, words=words(o)
    )


def words(o: Outcome) -> str:
    number, best = len(o.discs), len(o.best.members)
    who = f"In het plaatje staan {number} partijen: {o.names(tuple(range(number)))}."
    if o.given:
        form = "De inhoud is gegeven."
        if o.everyone:
            found = f"Alle {number} partijen kunnen met dit plan leven."
        elif best:
            found = f"Met dit plan {'kan' if best == 1 else 'kunnen'} {best} van de {number} partijen leven: {o.names()}. {_drop(number - best)}: {o.names(out=True)}."
        else:
            found = "Met dit plan kan geen van de partijen leven."
    else:
        form = (
            "De inhoud is vrij: er is geen kader."
            if o.share == 100
            else f"De inhoud is ingekaderd: het kader is {dutch(o.share)}% zo breed en zo hoog als het vlak."
        )
        if o.everyone:
            left = f" Zonder kader en zonder extra eerlijk proces was dat {_room(o.free)}." if o.share < 100 or o.fair else ""
            found = f"Er is ruimte waarin alle {number} partijen elkaar vinden: {_room(o.room)} van het vlak.{left}"
        elif best:
            found = (
                f"Er is geen plek waar alle {number} partijen elkaar vinden. De grootste groep die elkaar wel vindt, telt "
                f"{best} {'partij' if best == 1 else 'partijen'}: {o.names()}. {_drop(number - best)}: {o.names(out=True)}."
            )
        else:
            found = "Binnen dit kader vindt geen van de partijen iets waarmee zij kan leven."
    process = f"Door een eerlijk proces wordt de straal van elke cirkel {dutch(o.fair)}% groter." if o.fair else ""
    far = model.farthest(wish(o.setting), o.frame)
    sure = (
        (
            ("Het plan is precies wat de regisseur wil." if far < 0.05 else f"Het plan ligt {_points(far)} van wat de regisseur wil.")
            if o.given
            else f"De uitkomst ligt hoogstens {_points(far)} van wat de regisseur wil."
        )
        if o.setting.wish
        else ""
    )
    return " ".join(filter(None, [form, who, found, process, sure]))


def report(o: Outcome) -> str:
    number, best = len(o.discs), len(o.best.members)
    form = "Met een gegeven inhoud" if o.given else "Zonder kader" if o.share == 100 else "Met dit kader"
    who = f"Gekeken is naar {o.names(tuple(range(number)))}."
    if o.everyone:
        return f"{who} {form} is er een uitkomst waarmee alle {number} kunnen leven."
    if not best:
        return f"{who} {form} is er geen uitkomst waarmee ook maar één van hen kan leven."
    return f"{who} {form} is er geen uitkomst waarmee alle {number} kunnen leven; de grootste groep die elkaar vindt, is {o.names()}. {_drop(number - best)}: {o.names(out=True)}."


def _drop(number: int) -> str:
    return "Er valt af" if number == 1 else "Er vallen af"


def _room(area: float) -> str:
    share = 100 * area / PLANE.area
    return "minder dan 0,1%" if 0 < share < 0.05 else f"{dutch(share, 1)}%"


def _points(distance: float) -> str:
    return f"{dutch(distance, 1)} {'punt' if round(distance, 1) == 1 else 'punten'}"


def measures(o: Outcome) -> list[Measure]:
    start = len(model.largest_agreement(o.setting.discs, PLANE).members)
    within = sum(model.meets(disc, o.frame) for disc in o.discs)
    home = wish(o.setting)
    far = [model.farthest(home, frame) if o.setting.wish else float("nan") for frame in (PLANE, o.frame)]
    return [
        Measure("Ruimte waarin alle partijen elkaar vinden, deel van het vlak", o.free / PLANE.area, o.room / PLANE.area, "%", 1, 100),
        Measure("Grootste groep die elkaar vindt, in partijen", start, len(o.best.members), digits=0),
        Measure("Partijen die binnen het kader iets vinden waarmee zij kunnen leven", len(o.discs), within, digits=0),
        Measure("Verste uitkomst van wat de regisseur wil, in punten", *far, digits=1),
    ]


def tables(o: Outcome) -> list[Table]:
    yes = {True: "ja", False: "nee"}
    rows = [
        (
            p.short or p.name or p.key,
            *(dutch(v) for v in disc[:2]),
            dutch(round(disc.radius, 2)),
            yes[model.meets(disc, o.frame)],
            yes[i in o.best.members],
        )
        for i, (p, disc) in enumerate(zip(o.setting.parties, o.discs, strict=True))
    ]
    reach = "Kan leven met het plan" if o.given else "Vindt iets in het kader"
    return [Table("De partijen in het plaatje", ("Partij", *o.setting.axes, "Straal", reach, "In de grootste groep"), rows)] if rows else []


def left(case: Case) -> float:
    """What a frame of half the width and height round the director's wish leaves of the room without a frame, in per cent."""
    setting = pairs(case)[first(case)]
    free = model.common_area(setting.discs, PLANE)
    return 100 * model.common_area(setting.discs, model.frame(PLANE, wish(setting), HALF)) / free if free else 0.0


def explain(case: Case, answer: float) -> str:
    setting = pairs(case)[first(case)]
    if not model.common_area(setting.discs, PLANE):
        return "Ook zonder kader was er geen plek waar alle partijen elkaar vinden. Zet het eerlijke proces hoger of kies andere waarden, en kijk of er dan wel een plek is."
    held = (
        "Het ligt voor een flink deel over de ruimte die de partijen delen. Daarom blijft er meer over dan een kwart."
        if answer > 25
        else "Het ligt rond de wens van de regisseur, en de ruimte die de partijen delen ligt daar voor het grootste deel buiten."
    )
    return f"Het kader beslaat nog een kwart van het vlak. {held} Waar u het kader legt, telt net zo zwaar als hoe groot het is."


def controls(case: Case) -> list[Slider | Choice]:
    found = pairs(case)
    start = first(case)
    x, y = wish(found[start]) if start else PLANE.middle
    return [
        Slider(
            "share", "Grootte van het kader", 0, 100, SHARE, 5, "%", help="100% = de inhoud is vrij. 0% = de inhoud is gegeven: één plan."
        ),
        Slider("across", "Midden van het kader: links – rechts", 1, 5, round(4 * x) / 4, 0.25),
        Slider("up", "Midden van het kader: onder – boven", 1, 5, round(4 * y) / 4, 0.25),
        Slider("fair", "Eerlijk proces: hoeveel verder gaan partijen daardoor mee?", 0, 30, 0, 5, "%"),
        Choice("axes", "De twee waarden waar het om gaat", [(name, name) for name in found] or [("", "geen")], start),
    ]


def note(o: Outcome, key: str) -> str:
    """What the size of the frame is called: one of the three forms."""
    if key != "share":
        return ""
    return (
        "Vorm 3: de inhoud is gegeven."
        if o.given
        else "Vorm 1: proces en inhoud zijn vrij."
        if o.share == 100
        else "Vorm 2: de inhoud is ingekaderd, het proces speelt zich daarbinnen af."
    )


EXPERIMENT = Experiment(
    key="kader",
    notebook="02_proces_en_inhoud",
    title="Het kader: wat kost het, wat levert het op?",
    strategy="begin",
    guess=Guess(
        question="Eerst is de inhoud vrij. Dan komt er een kader dat half zo breed en half zo hoog is als het vlak, rond de wens van de regisseur. "
        "Hoeveel blijft er over van de ruimte waarin alle partijen elkaar vinden?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, 100, 25, 1, "%"),
        answer=left,
        explain=explain,
    ),
    controls=controls,
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    tables=tables,
    note=note,
    columns=("inhoud vrij", "nu"),
    own="Welk kader geldt in uw eigen casus? Wie valt daardoor af, en wat krijgt u ervoor terug?",
    leaves_out=(
        "De wens van een partij is hier het gewicht (1 tot 5) dat zij in de casus aan twee waarden geeft. In het echt gaat het om meer dan twee dingen tegelijk.",
        "Hoe ver een partij van haar wens wil afwijken, is aangenomen: 2,5 punt voor wie voor de regie is, 2,25 voor wie afwacht, 2 voor wie tegen is.",
        "In het plaatje staan alleen partijen die niet te missen zijn: de regisseur, wie kan blokkeren en wie niet te vervangen is, hoogstens zeven. Zijn dat er minder dan drie, dan komen de "
        "grootste andere erbij. Wie een van de twee waarden niet heeft, staat er niet in.",
        "Dat mensen na een eerlijk proces meer accepteren, is vaak onderzocht. Dat het voor elke partij even veel scheelt, is een aanname.",
        "Een kader verandert in dit denkmodel niets aan de wensen. In een echt gesprek leren partijen van elkaar en schuiven zij op.",
    ),
    sources=("downs1957", "enelow1984", "sherif1961", "thibaut1975", "lind1988"),
    ready=lambda case: (
        None
        if pairs(case)
        else (
            "Vul in uw casus bij ten minste twee partijen die niet te missen zijn (de regisseur, wie kan blokkeren, wie niet te vervangen is) dezelfde twee waarden in, elk met een gewicht van 1 tot 5. "
            "Dat doet u in het notebook ‘Begin’: in de tabel Waarden."
        )
    ),
)
