"""Als het mislukt: de schaduw van de wet en een zichtbare mislukking."""

from math import isnan

import attrs

from ..cases import Case, Party
from ..models import shadow_of_law as model
from ..plots import shadow_of_law as plot
from .controls import Choice, Slider, dutch, with_unit
from .experiment import Experiment, Guess, Measure, Table
from .role_granted import directing

TOTAL, ALONE, COST = 100, 10, 10  # points: to divide, what the director has without an agreement, what an intervention costs each
START = {"chance": 20, "alone": 60, "own": 70, "theirs": 30, "damage": 0}
ASKED = 40  # per cent, in the prediction
STEPS = 50  # of the curve
MOST_SIZE = 5


@attrs.frozen
class Outcome:
    """What the director and one other party settle on."""

    case: Case
    first: Party
    second: Party
    chance: float
    alone: tuple[float, float]
    rulings: tuple[float, float]
    damage: tuple[float, float]
    counts: tuple[float, float]
    found: model.Settlement
    bare_counts: tuple[float, float]
    bare: model.Settlement
    turn: float

    @property
    def room(self) -> float:
        """What there is to divide above what the parties can count on already; below 0 there is no deal."""
        return TOTAL - sum(self.counts)

    def at(self, chance: float) -> plot.Point:
        """The same parties at another chance of intervention (0…1), in shares of the total."""
        d = self.points(chance)
        found = model.settlement(TOTAL, *d)
        return plot.Point(chance, d[0] / TOTAL, d[1] / TOTAL, found.first / TOTAL if found.deal else None)

    def points(self, chance: float) -> tuple[float, float]:
        """The disagreement points at a chance of intervention (0…1)."""
        one, two = (model.disagreement(chance, s, y, COST, m) for s, y, m in zip(self.alone, self.rulings, self.damage, strict=True))
        return one, two


def partner(case: Case) -> str:
    """With whom the director sits at the table at the start: who is against and can block, else who can block, who is against, the largest."""
    others = [p for p in case.parties if p.key != directing(case)]
    return max(others, key=lambda p: (2 * ("blokker" in p.power) + (p.position == "tegen"), p.size)).key


def outcome(case: Case, other: str, chance: float, alone: float, own: float, theirs: float, damage: float) -> Outcome:
    """Bargain in the shadow: `chance` of intervention in per cent, the rest in points."""
    first, second = case.party(directing(case)), case.party(other)
    keeps, rulings = (float(ALONE), float(alone)), (float(own), float(theirs))
    shame = (damage * first.size / MOST_SIZE, damage * second.size / MOST_SIZE)

    def points(h: float, lost: tuple[float, float]) -> tuple[float, float]:
        one, two = (model.disagreement(h, s, y, COST, m) for s, y, m in zip(keeps, rulings, lost, strict=True))
        return one, two

    now, bare = points(chance / 100, shame), points(0, (0, 0))
    return Outcome(
        case,
        first,
        second,
        chance,
        keeps,
        rulings,
        shame,
        now,
        model.settlement(TOTAL, *now),
        bare,
        model.settlement(TOTAL, *bare),
        model.turning_chance(TOTAL, keeps, rulings, COST, shame),
    )


def picture(o: Outcome) -> str:
    curve = [o.at(i / STEPS) for i in range(STEPS + 1)]
    return plot.picture(curve, o.at(o.chance / 100), (o.first.label, o.second.label), TOTAL, title=EXPERIMENT.title, words=words(o))


def _points(value: float) -> str:
    rounded = round(value, 1)
    return with_unit(dutch(rounded), "punt|punten", rounded) if rounded else "0 punten"


def words(o: Outcome) -> str:
    one, two = o.first.called, o.second.called
    chance = f"Mislukt het, dan is de kans {dutch(o.chance)}% dat iemand met gezag ingrijpt."
    counts = f"Zonder afspraak kan {one} rekenen op {_points(o.counts[0])} en {two} op {_points(o.counts[1])}."
    if o.found.deal:
        deal = f"Van de {TOTAL} punten die een afspraak oplevert, krijgt {one} er {dutch(round(o.found.first, 1))} en {two} {dutch(round(o.found.second, 1))}."
        shift = o.found.first - o.bare.first if o.bare.deal else 0.0
        moved = (
            f"Zonder schaduw en zonder imagoschade kreeg {one} er {dutch(round(o.bare.first, 1))}: {_pressure(o)} schuift {_points(abs(shift))} "
            f"naar {one if shift > 0 else two}. Niemand heeft ingegrepen."
            if abs(shift) >= 0.05
            else "Zonder schaduw was er geen afspraak mogelijk."
            if not o.bare.deal
            else ""
        )
    else:
        deal = f"Samen rekenen zij op {_points(sum(o.counts))}, en er zijn er {TOTAL} te verdelen. Er is geen afspraak mogelijk waar beide beter van worden."
        moved = ""
    return " ".join(filter(None, [chance, counts, deal, moved, _turn(o), _shame(o)]))


def report(o: Outcome) -> str:
    one, two = o.first.called, o.second.called
    chance = f"Mislukt het, dan is de kans naar schatting {dutch(o.chance)}% dat iemand met gezag ingrijpt."
    if not o.found.deal:
        return f"{chance} Dan rekenen {one} en {two} samen op meer dan er te verdelen is, en is geen afspraak mogelijk waar beide beter van worden."
    shift = o.found.first - o.bare.first if o.bare.deal else 0.0
    moved = (
        f"Dat vooruitzicht alleen al schuift de afspraak op in de richting van {one if shift > 0 else two}."
        if abs(shift) >= 0.05
        else "Zonder dat vooruitzicht was er geen afspraak mogelijk."
        if not o.bare.deal
        else "Dat verandert aan de afspraak weinig."
    )
    return f"{chance} {moved}"


def _pressure(o: Outcome) -> str:
    """What moved the deal: the chance of intervention, the damage of failing in the open, or both."""
    if any(o.damage):
        return "de kans op ingrijpen en op imagoschade samen" if o.chance else "de kans op imagoschade alleen al"
    return "de dreiging alleen al"


def _turn(o: Outcome) -> str:
    if isnan(o.turn) or not 0 < o.turn < 1:
        return ""
    sign = sum(o.points(1)) > sum(o.points(0))
    side = "Boven" if sign else "Onder"
    why = (
        "want dan verwachten beide samen meer van het ingrijpen dan er te verdelen is"
        if sign
        else "want dan houden beide zonder afspraak samen meer dan er te verdelen is"
    )
    return f"{side} een kans van {dutch(100 * o.turn, 0)}% is er geen afspraak mogelijk, {why}."


def _shame(o: Outcome) -> str:
    if not any(o.damage):
        return ""
    return f"Mislukt het in het openbaar, dan kost dat {o.first.label} {_points(o.damage[0])} en {o.second.label} {_points(o.damage[1])} aan aanzien."


def measures(o: Outcome) -> list[Measure]:
    nan = float("nan")
    was = o.bare if o.bare.deal else model.Settlement(nan, nan, False)
    now = o.found if o.found.deal else model.Settlement(nan, nan, False)
    return [
        Measure("Wat de regisseur krijgt uit een afspraak, in punten", was.first, now.first, digits=1),
        Measure("Wat de ander krijgt uit een afspraak, in punten", was.second, now.second, digits=1),
        Measure("Ruimte om te onderhandelen, in punten (onder 0: geen afspraak)", TOTAL - sum(o.bare_counts), o.room, digits=1),
    ]


def tables(o: Outcome) -> list[Table]:
    rows = []
    for i, p in enumerate((o.first, o.second)):
        gets = dutch(round(o.found[i], 1)) if o.found.deal else "geen afspraak"
        rows.append(
            (p.called, dutch(o.alone[i]), dutch(o.rulings[i]), str(COST), dutch(round(o.damage[i], 1)), dutch(round(o.counts[i], 1)), gets)
        )
    return [
        Table(
            f"De twee partijen, in punten; er zijn er {TOTAL} te verdelen",
            (
                "Partij",
                "Houdt zij zonder afspraak",
                "Verwacht zij bij ingrijpen",
                "Kosten van ingrijpen",
                "Imagoschade",
                "Kan zij op rekenen",
                "Krijgt zij",
            ),
            rows,
        )
    ]


def note(o: Outcome, key: str) -> str:
    if key == "theirs" and sum(o.rulings) > TOTAL:
        return f"Samen verwachten zij {dutch(sum(o.rulings))} punten. Minstens één van de twee rekent zich rijk."
    if key == "damage" and any(o.damage):
        return "Hoe groter een partij, hoe meer een openbare mislukking haar kost."
    return ""


def half(case: Case) -> float:
    """What the director gets when the chance of intervention has risen to `ASKED` per cent."""
    return outcome(case, partner(case), **{**START, "chance": ASKED}).found.first


def explain(case: Case, answer: float) -> str:
    o = outcome(case, partner(case), **{**START, "chance": ASKED})
    return (
        f"Zonder afspraak kan de regisseur nu op {dutch(o.counts[0])} punten rekenen en de ander op {dutch(o.counts[1])}. Wat overblijft, delen zij. "
        f"Eerst kreeg de regisseur er {dutch(o.bare.first)}. Niemand heeft ingegrepen; dat het kan, is genoeg."
    )


EXPERIMENT = Experiment(
    key="schaduw",
    notebook="08_proces_gaande",
    title="Als het mislukt: in de schaduw van de wet",
    strategy="proces",
    guess=Guess(
        question=f"Een afspraak levert {TOTAL} punten op. Zonder afspraak houdt de regisseur er {ALONE} en de ander {START['alone']}; dan krijgt de regisseur er 25. "
        f"Nu kan iemand met gezag ingrijpen: kans {ASKED}%. De regisseur krijgt dan {START['own']} punten, de ander {START['theirs']}, en het kost elk {COST}. "
        "Hoeveel punten krijgt de regisseur nu uit een afspraak?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, TOTAL, 25, 1, "punt|punten"),
        answer=half,
        explain=explain,
    ),
    controls=lambda case: [
        Choice(
            "other",
            "Met wie onderhandelt de regisseur?",
            [(p.key, p.called) for p in case.parties if p.key != directing(case)],
            partner(case),
        ),
        Slider(
            "chance",
            "Kans dat iemand ingrijpt als het mislukt",
            0,
            100,
            START["chance"],
            5,
            "%",
            "Bijvoorbeeld de gemeenteraad, de provincie, het Rijk of de rechter.",
        ),
        Slider("alone", "Wat de ander houdt zonder afspraak", 0, TOTAL, START["alone"], 5, "punt|punten"),
        Slider("own", "Wat de regisseur verwacht bij ingrijpen", 0, TOTAL, START["own"], 5, "punt|punten"),
        Slider("theirs", "Wat de ander verwacht bij ingrijpen", 0, TOTAL, START["theirs"], 5, "punt|punten"),
        Slider(
            "damage",
            "Imagoschade als het zichtbaar mislukt",
            0,
            40,
            START["damage"],
            5,
            "punt|punten",
            "Voor een partij van de grootste omvang; een kleinere verliest naar verhouding minder.",
        ),
    ],
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    tables=tables,
    note=note,
    blind=True,
    columns=("zonder schaduw", "nu"),
    own="Wie kan er in uw eigen casus ingrijpen als het mislukt, en gelooft men dat? Wat verwacht elke partij daar dan van?",
    leaves_out=(
        f"Alle getallen zijn aannamen: {TOTAL} punten te verdelen, {ALONE} voor de regisseur zonder afspraak en {COST} aan kosten per partij als er wordt ingegrepen. Alleen de namen en "
        "de omvang komen uit uw casus.",
        "Punten zijn hier te verdelen als geld. Over waarden of principes valt niet zo te rekenen.",
        "Beide partijen weten wat de ander zonder afspraak heeft. In het echt houden zij dat voor elkaar verborgen, en mislukt een afspraak soms terwijl er ruimte was.",
        "De kans op ingrijpen staat vast. In het echt kan een partij die kans vergroten door het proces te laten mislukken, of slijt een dreiging die niet wordt uitgevoerd.",
        "Een mislukking levert hier niets op. In het echt leren partijen ervan, en maakt zij de weg vrij voor wie ingrijpt: zij hebben hun kans gehad.",
    ),
    sources=("nash1950", "mnookin1979", "scharpf1994"),
    ready=lambda case: None if len(case.parties) > 1 else "Vul in uw casus eerst minstens twee partijen in: de regisseur en een ander.",
)
