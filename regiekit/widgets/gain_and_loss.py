"""Perspectief op winst, dreiging met verlies: wie doet mee?"""

from typing import NamedTuple

import attrs

from ..cases import Case, Party
from ..cases.remember import last
from ..models import gain_and_loss as model
from ..plots import gain_and_loss as plot
from .controls import Slider, dutch, with_unit
from .experiment import Experiment, Guess, Measure, Table

#: What joining asks of a party besides its losses, in points, by its position. A working assumption.
ASKED = {"voor": 1, "afwachtend": 3, "tegen": 6}
REACHED = {"geld": "geld", "hiërarchie": "opdrachten"}  # ties from the director through which it can organise a threat
MOST, MOST_PULL = 12, 2.0
NAMED = 8  # parties in a sentence of the plan, at most
ASKED_THREAT = 8  # in the prediction
START = {"extra": 1, "existing": 0, "organised": 8, "credible": 70, "pull": 0}


class Stake(NamedTuple):
    """What does not change while the sliders move: a party, its gain and its losses on the issues, what joining asks, whether the director reaches it."""

    party: Party
    gain: float
    demand: float
    reached: tuple[str, ...]


@attrs.frozen
class Outcome:
    """Who joins, and why."""

    case: Case
    stakes: tuple[Stake, ...]
    extra: float
    existing: float
    organised: float
    believed: float
    credible: float
    pull: float
    rounds: tuple[int | None, ...]
    before: tuple[bool, ...]
    unthreatened: tuple[bool, ...]
    offer: float

    def threat(self, stake: Stake) -> float:
        return self.existing + (self.believed if stake.reached else 0)

    @property
    def inside(self) -> list[Stake]:
        return [s for s, r in zip(self.stakes, self.rounds, strict=True) if r]

    @property
    def forced(self) -> list[Stake]:
        """Who joins now and would not without any threat."""
        return [s for s, r, free in zip(self.stakes, self.rounds, self.unthreatened, strict=True) if r and not free]

    @property
    def followers(self) -> list[Stake]:
        return [s for s, r in zip(self.stakes, self.rounds, strict=True) if r and r > 1]


@last
def stakes(case: Case) -> tuple[Stake, ...]:
    """Each party but the director: gain is the sum of what it wins on issues; asked is the sum of what it loses, and more by position."""
    ties: dict[str, list[str]] = {}
    for t in case.ties:
        if t.source == case.director and t.kind in REACHED:
            ties.setdefault(t.target, []).append(t.kind)
    out = []
    for p in case.parties:
        if p.key != case.director:
            gains = [issue.gains.get(p.key, 0) for issue in case.issues]
            out.append(
                Stake(
                    p,
                    float(sum(g for g in gains if g > 0)),
                    float(ASKED[p.position] - sum(g for g in gains if g < 0)),
                    tuple(dict.fromkeys(ties.get(p.key, ()))),
                )
            )
    return tuple(out)


def rounds(case: Case, extra: float, existing: float, believed: float, pull: float = 0.0) -> tuple[int | None, ...]:
    found = stakes(case)
    return tuple(
        model.joining_rounds(
            [s.gain + extra for s in found], [existing + (believed if s.reached else 0) for s in found], [s.demand for s in found], pull
        )
    )


def outcome(case: Case, extra: float, existing: float, organised: float, credible: float, pull: float) -> Outcome:
    found = stakes(case)
    believed = model.expected_loss(organised, credible / 100)
    now = rounds(case, extra, existing, believed, pull)
    bare = tuple(r is not None for r in rounds(case, 0, 0, 0))
    free = tuple(r is not None for r in rounds(case, extra, 0, 0, pull))
    offer = model.least_offer([s.gain for s in found], [0.0] * len(found), [s.demand for s in found], len(found))
    return Outcome(case, found, extra, existing, organised, believed, credible, pull, now, bare, free, offer)


def order(case: Case) -> list[int]:
    """The parties, those that lack least of themselves first; the same in every stand."""
    found = stakes(case)
    return sorted(range(len(found)), key=lambda i: (found[i].demand - found[i].gain, i))


def says(o: Outcome, i: int) -> str:
    turn = o.rounds[i]
    if not turn:
        return "doet niet mee"
    if not o.unthreatened[i]:
        return "mee: dreiging"
    return f"mee: ronde {turn}" if turn > 1 else "doet mee" if o.before[i] else "mee: winst"


def why(o: Outcome, i: int) -> str:
    """What `says` says, for a sentence or a table."""
    short = says(o, i)
    return {"mee: dreiging": "doet alleen mee door de dreiging", "mee: winst": "doet mee door de extra winst"}.get(
        short, f"doet mee in ronde {o.rounds[i]}, omdat anderen meedoen" if short.startswith("mee: ronde") else short
    )


def picture(o: Outcome) -> str:
    joined = len(o.inside)
    bars = []
    for i in order(o.case):
        s, turn = o.stakes[i], o.rounds[i]
        before = sum(r is not None and r < turn for r in o.rounds) if turn else joined
        bars.append(
            plot.Bar(
                s.party.key,
                s.party.label,
                s.gain,
                o.extra,
                o.existing,
                o.believed if s.reached else 0,
                o.pull * before,
                s.demand,
                bool(turn),
                says(o, i),
            )
        )
    reach = max((max(s.demand, s.gain + MOST) for s in o.stakes), default=MOST)
    return plot.picture(bars, reach, title=EXPERIMENT.title, words=words(o))


def listed(found: list[Stake]) -> str:
    names = [s.party.label for s in found]
    return " en ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _points(value: float) -> str:
    return with_unit(dutch(round(value, 1)), "punt|punten", value) if value else "0 punten"


def words(o: Outcome) -> str:
    total, inside = len(o.stakes), o.inside
    outside = [s for s, r in zip(o.stakes, o.rounds, strict=True) if not r]
    reached = [s for s in o.stakes if s.reached]
    means = (
        f"Extra winst voor wie meedoet: {_points(o.extra)}. Dreiging die er al is: {_points(o.existing)}. Georganiseerde dreiging: {_points(o.organised)}, "
        f"en men gelooft haar voor {dutch(o.credible)}%, dus telt zij voor {_points(o.believed)}."
    )
    aim = (
        f"De georganiseerde dreiging raakt {len(reached)} van de {with_unit(str(total), 'partij|partijen', total)}: {listed(reached)}."
        if reached
        else "De georganiseerde dreiging raakt niemand: de regisseur betaalt geen van de partijen en kan niemand opdrachten geven."
    )
    who = (
        f"Van de {with_unit(str(total), 'andere partij|andere partijen', total)} {'doet' if len(inside) == 1 else 'doen'} er {len(inside)} mee: {listed(inside)}."
        if inside
        else "Geen enkele andere partij doet mee."
    )
    first = sum(o.before)
    then = f"Zonder extra winst en zonder dreiging {'doet er 1 partij' if first == 1 else f'doen er {first} partijen' if first else 'doet geen enkele partij'} mee."
    forced = (
        f"Alleen door dreiging {'doet' if len(o.forced) == 1 else 'doen'} mee: {listed(o.forced)}. Valt de dreiging weg, dan {'is die partij' if len(o.forced) == 1 else 'zijn die partijen'} weer weg."
        if o.forced
        else ""
    )
    follow = f"Omdat anderen al meedoen, {'volgt' if len(o.followers) == 1 else 'volgen'}: {listed(o.followers)}." if o.followers else ""
    out = f"Niet mee: {listed(outside)}." if outside and inside else ""
    need = (
        f"Om iedereen met winst alleen mee te krijgen, {'is' if o.offer <= 1 else 'zijn'} {_points(o.offer)} extra per partij nodig."
        if o.offer
        else ""
    )
    return " ".join(filter(None, [means, aim, who, then, forced, follow, out, need]))


def report(o: Outcome) -> str:
    outside = [s for s, r in zip(o.stakes, o.rounds, strict=True) if not r]
    n = len(o.inside)
    who = f"Van de {with_unit(str(len(o.stakes)), 'andere partij|andere partijen', len(o.stakes))} {'doet' if n < 2 else 'doen'} er naar schatting {n or 'geen'} mee."
    out = f"Niet: {listed(outside) if len(outside) <= NAMED else f'{len(outside)} partijen'}." if outside and n else ""
    forced = (
        f"Alleen door dreiging {'doet' if len(o.forced) == 1 else 'doen'} mee: {listed(o.forced)}; valt de dreiging weg, dan {'is die partij' if len(o.forced) == 1 else 'zijn die partijen'} weer weg."
        if o.forced
        else ""
    )
    return " ".join(filter(None, [who, out, forced]))


def measures(o: Outcome) -> list[Measure]:
    return [
        Measure("Partijen die meedoen", sum(o.before), len(o.inside), digits=0),
        Measure("… waarvan alleen door dreiging", 0, len(o.forced), digits=0),
        Measure("… waarvan omdat anderen al meedoen", 0, len(o.followers), digits=0),
    ]


def tables(o: Outcome) -> list[Table]:
    rows = []
    for i in order(o.case):
        s = o.stakes[i]
        lacking = model.shortfalls([s.gain + o.extra], [o.threat(s)], [s.demand])[0]
        by = " en ".join(REACHED[k] for k in s.reached)
        rows.append(
            (s.party.called, dutch(s.gain), dutch(s.demand), f"ja, door {by}" if by else "nee", dutch(round(lacking, 1)), why(o, i))
        )
    return [
        Table(
            "Per partij, in punten",
            (
                "Partij",
                "Winst uit de kwesties",
                "Meedoen vraagt",
                "Te raken met een georganiseerde dreiging?",
                "Komt nog tekort",
                "Uitkomst",
            ),
            rows,
        )
    ]


def tell(o: Outcome, party: str) -> str:
    i = next((i for i, s in enumerate(o.stakes) if s.party.key == party), None)
    if i is None:
        raise KeyError(party)
    s = o.stakes[i]
    losses = s.demand - ASKED[s.party.position]
    asks = (
        f"{_points(s.demand)}: {dutch(losses)} aan verlies op kwesties en {ASKED[s.party.position]} omdat zij {_stance(s.party.position)}"
    )
    return (
        f"{s.party.called} wint {_points(s.gain)} op de kwesties en krijgt nu {_points(o.extra)} extra; wegblijven kost haar {_points(o.threat(s))}. "
        f"Meedoen vraagt {asks}. Zij {why(o, i)}."
    )


def _stance(position: str) -> str:
    return {"voor": "voor is", "afwachtend": "afwacht", "tegen": "tegen is"}[position]


def note(o: Outcome, key: str) -> str:
    if key == "organised" and not any(s.reached for s in o.stakes):
        return "Deze dreiging raakt in deze casus niemand."
    return "Niemand gelooft deze dreiging, dus zij doet niets." if key == "credible" and o.organised and not o.credible else ""


def more(case: Case) -> int:
    """How many more join when the director threatens with `ASKED_THREAT` points, fully believed, and nothing else."""
    return sum(r is not None for r in rounds(case, 0, 0, ASKED_THREAT)) - sum(r is not None for r in rounds(case, 0, 0, 0))


def explain(case: Case, answer: int) -> str:
    reached = [s for s in stakes(case) if s.reached]
    if not reached:
        return "De regisseur betaalt in deze casus niemand en kan niemand opdrachten geven. Dan valt er weinig te dreigen."
    already = [s for s in reached if s.gain >= s.demand]
    part = "geen enkele" if not already else "één" if len(already) == 1 else str(len(already))
    return (
        f"De dreiging raakt {len(reached)} van de {len(stakes(case))} partijen, en daarvan {'deed' if len(already) <= 1 else 'deden'} er {part} al mee. "
        "Wie het moeilijkst mee te krijgen is, leeft vaak niet van uw geld."
    )


EXPERIMENT = Experiment(
    key="winst_en_dreiging",
    notebook="08_proces_gaande",
    title="Perspectief op winst, dreiging met verlies",
    strategy="proces",
    blind=True,
    guess=Guess(
        question=f"Het college dreigt: wie niet meedoet, verliest {ASKED_THREAT} punten. Iedereen gelooft het. Maar het raakt alleen partijen die van de regisseur geld of opdrachten "
        "krijgen. Er is geen extra winst. Hoeveel partijen doen er mee die zonder dreiging wegbleven?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, max(1, len(stakes(case))), len(stakes(case)) // 2, 1, "partij|partijen"),
        answer=more,
        explain=explain,
    ),
    controls=lambda case: [
        Slider("extra", "Extra winst voor wie meedoet", 0, MOST, START["extra"], 1, "punt|punten"),
        Slider(
            "existing",
            "Dreiging die er gewoon is",
            0,
            MOST,
            START["existing"],
            1,
            "punt|punten",
            "Zonder samenwerking lopen bijvoorbeeld klanten weg. Dit raakt iedereen.",
        ),
        Slider(
            "organised",
            "Dreiging die u organiseert",
            0,
            MOST,
            START["organised"],
            1,
            "punt|punten",
            "Bijvoorbeeld minder subsidie. Dit raakt alleen wie van de regisseur geld of opdrachten krijgt.",
        ),
        Slider("credible", "Hoe geloofwaardig is die georganiseerde dreiging?", 0, 100, START["credible"], 10, "%"),
        Slider("pull", "Wat elke deelnemer erbij waard is voor de anderen", 0, MOST_PULL, START["pull"], 0.1, "punt|punten"),
    ],
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    tables=tables,
    pick=tell,
    note=note,
    columns=("zonder middelen", "nu"),
    own="Welke dreiging is er in uw eigen casus vanzelf al? Wie zou weglopen zodra een georganiseerde dreiging verdwijnt?",
    leaves_out=(
        "Wat een partij wint, is de som van haar opbrengst op kwesties waar zij beter van wordt. Wat meedoen vraagt, is de som van haar verlies op de andere kwesties, plus 1, 3 of 6 "
        "punten voor wie voor is, afwacht of tegen is. Die punten zijn een aanname; draai eraan door met de schuiven heen en weer te gaan.",
        "Dreigen is hier gratis. In het echt kost het vertrouwen, en een dreiging die u niet uitvoert, telt de volgende keer niet meer.",
        "Wie gedwongen meedoet, telt hier evenveel als wie wil. In het echt zit de een met de armen over elkaar.",
        "Elke partij weegt winst en verlies even zwaar. Mensen laten zich meestal zwaarder leiden door verlies.",
        "Extra winst is voor elke partij even groot en komt nergens vandaan; wat zij kost, staat er niet bij.",
    ),
    sources=("schelling1960", "granovetter1978", "kahneman1979a"),
    ready=lambda case: (
        None
        if len(case.parties) > 1
        else "Vul in uw casus eerst minstens twee partijen in: de regisseur en een ander. Of kies een andere casus."
    ),
)
