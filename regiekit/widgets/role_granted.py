"""A2: the role must be granted. What do the others see, and who tips whom?"""

from typing import NamedTuple

import attrs

from ..cases import Case, Party
from ..cases.model import SCALES
from ..models import role_granted as model
from ..plots import role_granted as plot
from .controls import Choice, Slider, dutch, with_unit
from .experiment import Experiment, Guess, Measure, Table

NOBODY = ""
WANTS, BIGGER, GAINS = "Wil ik deze regisseur?", "Wie is groter?", "Wat winnen en verliezen wij?"
#: Points of objection by position towards the director of the case. This and the numbers below are a working assumption.
POSITION = {"voor": 0, "afwachtend": 2, "tegen": 5}
BIG = 4  # size from which a party wants a say in proportion to its size
PER_OBJECTION = 7  # at the start an objection counts for one in so many parties
NAMED = 8  # parties in a sentence of the plan, at most
#: The conditions: key -> what the learner reads, what it is called in a sentence.
CONDITIONS = {
    "chair": ("Onafhankelijke voorzitter", "een onafhankelijke voorzitter"),
    "money": ("De regisseur neemt geld mee", "geld mee"),
    "seats": ("Elke kleine partij een zetel met stem", "een zetel voor elke kleine partij"),
    "temporary": ("Tijdelijk: na een jaar opnieuw vragen", "tijdelijk"),
}


class Sight(NamedTuple):
    """One thing that a party sees: what is asked, the answer as a sentence, and the points of objection it gives."""

    question: str
    answer: str
    points: int


@attrs.frozen
class Outcome:
    """Who grants the role to a director under conditions."""

    case: Case
    director: str
    first: str
    eyes: str
    weight: float
    conditions: tuple[str, ...]
    sights: dict[str, tuple[Sight, ...]]
    thresholds: dict[str, int]
    turns: dict[str, int | None]
    bare: dict[str, int | None]
    bare_thresholds: dict[str, int]
    band: tuple[int, int]
    tip: tuple[str, int] | None

    @property
    def others(self) -> int:
        return len(self.turns)

    def granting(self, turn: int | None = None) -> list[Party]:
        """Who grants the role, in this round or in any."""
        return [self.case.party(k) for k, t in self.turns.items() if t is not None and turn in {None, t}]


def directing(case: Case) -> str:
    """The party that wants the role at the start: the director of the case, else the first."""
    keys = [p.key for p in case.parties]
    return case.director if case.director in keys else keys[0]


def sights(case: Case, party: Party, director: Party, conditions: tuple[str, ...] = ()) -> tuple[Sight, ...]:
    """What one party sees of a director, from the case file, with the points of objection that follow.

    Position: towards the director of the case; of another director the case does not tell, so that counts as waiting, and who wanted the
    role itself gives it up less gladly. Size, scale, ties and issues as the sentences say. Conditions take away what they answer.
    """
    seen = [
        _position(case, party, director),
        _size(party, director),
        _scale(party, director),
        _ties(case, party, director),
        _issues(case, party, director),
    ]
    told = [v.note.strip() for v in case.views if v.holder == party.key and v.about == director.key and v.note.strip()]
    seen += [Sight("Wat staat er verder in de casus?", note, 0) for note in told]
    seen += [sight for key in CONDITIONS if key in conditions for sight in [_condition(key, case, party, director, seen)] if sight]
    return tuple(seen)


def _position(case: Case, party: Party, director: Party) -> Sight:
    question = WANTS
    if director.key == case.director:
        word = {"voor": "Ik ben voor", "tegen": "Ik ben tegen", "afwachtend": "Ik wacht af"}[party.position]
        return Sight(question, f"{word}.", POSITION[party.position])
    if party.key == case.director:
        return Sight(question, "Ik wilde de rol zelf en moet die afstaan.", POSITION["afwachtend"] + 2)
    return Sight(question, "Dat staat niet in de casus; ik wacht af.", POSITION["afwachtend"])


def _size(party: Party, director: Party) -> Sight:
    question, gap = BIGGER, party.size - director.size
    if _alike(party, director):
        return Sight(question, f"Ook {_kind(party)}, en ongeveer even groot: waarom die wel en ik niet?", 2)
    if gap <= -2:
        return Sight(question, "De regisseur is veel groter: straks wordt er over mij beslist.", 2)
    if gap >= 1:
        return Sight(question, f"Ik ben {'veel ' if gap > 1 else ''}groter: waarom zou die mij regisseren?", min(2, gap))
    return Sight(question, "Ongeveer even groot." if gap == 0 else "De regisseur is iets groter.", 0)


def _alike(party: Party, director: Party) -> bool:
    """Whether the party could have been the director just as well: the same kind (a known one), about as large."""
    return party.kind == director.kind != "overig" and abs(party.size - director.size) <= 1


def _kind(party: Party) -> str:
    return {
        "gemeente": "een gemeente",
        "overheid": "een overheid",
        "samenwerkingsverband": "een samenwerkingsverband",
        "instelling": "een instelling",
        "bedrijf": "een bedrijf",
        "bewoners": "van bewoners",
    }[party.kind]


def _scale(party: Party, director: Party) -> Sight:
    question, gap = "Op welke schaal werk ik?", SCALES.index(party.scale) - SCALES.index(director.scale)
    if gap > 0:
        return Sight(question, f"{party.scale.capitalize()}, de regisseur {director.scale}: voor mij is dit één van velen.", 1)
    return Sight(question, "Dezelfde als de regisseur." if gap == 0 else f"{party.scale.capitalize()}, de regisseur {director.scale}.", 0)


def _ties(case: Case, party: Party, director: Party) -> Sight:
    here = [(t.kind, t.source == director.key) for t in case.ties if {t.source, t.target} == {party.key, director.key}]
    facts, points = [], 0
    for tie, sentence, weight in (
        (("hiërarchie", True), "de regisseur heeft gezag over mij", -2),
        (("hiërarchie", False), "ik heb gezag over de regisseur", 2),
        (("geld", True), "de regisseur betaalt mij", -2),
        (("geld", False), "ik betaal de regisseur", 0),
    ):
        if tie in here:
            facts.append(sentence)
            points += weight
    kinds = {kind for kind, _ in here}
    if "informeel" in kinds:
        facts.append("wij kennen elkaar goed")
        points -= 1
    if "formeel" in kinds:
        facts.append("wij hebben vaste afspraken")
    if "informatie" in kinds:
        facts.append("wij delen gegevens")
    answer = _list(facts) if facts else "er is geen band tussen ons"
    return Sight("Wie heeft gezag, wie betaalt, wie kent elkaar?", f"{answer[0].upper()}{answer[1:]}.", points)


def _issues(case: Case, party: Party, director: Party) -> Sight:
    question = GAINS
    pairs = [(i.gains.get(party.key, 0), i.gains.get(director.key, 0)) for i in case.issues]
    same, clash = sum(a * b > 0 for a, b in pairs), sum(a * b < 0 for a, b in pairs)
    if not same and not clash:
        return Sight(question, "Wij hebben geen kwestie samen.", 0)
    told = f"Bij {with_unit(str(same), 'kwestie|kwesties', same)} willen wij hetzelfde, bij {clash} het omgekeerde"
    return Sight(question, f"{told}.", 2 if clash > same else -1 if same > clash else 0)


def _condition(key: str, case: Case, party: Party, director: Party, seen: list[Sight]) -> Sight | None:
    """What a condition does for a party; None when it does nothing."""
    by = {s.question: s.points for s in seen}
    question, gap = CONDITIONS[key][0], party.size - director.size
    if key == "chair":
        rival = by[BIGGER] if _alike(party, director) else 0
        lost = 2 if party.key == case.director else 0
        return Sight(question, "Niet mijn gelijke zit voor, maar een derde.", -rival - lost) if rival + lost else None
    if key == "money":
        loss = by[GAINS]
        return Sight(question, "Wat ik verlies, wordt vergoed.", -loss) if loss > 0 else None
    if key == "seats":
        points = (-2 if gap <= -2 else 0) + (1 if party.size >= BIG else 0)
        told = (
            "Ik zit zelf aan tafel."
            if points == -2
            else "Een kleine telt nu even zwaar als ik."
            if points > 0
            else "Ik zit aan tafel, maar een kleine telt even zwaar."
        )
        return Sight(question, told, points) if points else None
    return Sight(question, "Valt het tegen, dan kan ik over een jaar terug.", -1) if sum(s.points for s in seen) > 0 else None


def threshold(seen: tuple[Sight, ...], weight: float) -> int:
    """How many others must grant the role first: the objections (0 or more) times the weight of one, rounded up."""
    return -int(-max(0, sum(s.points for s in seen)) * weight // 1)


def outcome(case: Case, director: str, eyes: str, chair: str, money: str, seats: str, temporary: str, first: str, weight: float) -> Outcome:
    """Let everyone look at the director and at one another."""
    head = case.party(director)
    conditions = tuple(k for k, v in zip(CONDITIONS, (chair, money, seats, temporary), strict=True) if v == "ja")
    others = [p for p in case.parties if p.key != director]
    seen = {p.key: sights(case, p, head, conditions) for p in others}
    keys = list(seen)
    early = [keys.index(first)] if first in seen else []

    def turns(levels: list[int], given: list[int]) -> dict[str, int | None]:
        return dict(zip(keys, model.rounds(levels, given), strict=True))

    def count(found: dict[str, int | None]) -> int:
        return sum(t is not None for t in found.values())

    levels = [threshold(seen[k], weight) for k in keys]
    now = turns(levels, early)
    plain = [threshold(sights(case, p, head), weight) for p in others]
    bare = turns(plain, [])
    band = (
        count(turns([threshold(seen[k], weight + 0.5) for k in keys], early)),
        count(turns([threshold(seen[k], max(0.0, weight - 0.5)) for k in keys], early)),
    )
    tries = [(k, count(turns(levels, [*early, i]))) for i, k in enumerate(keys) if now[k] is None]
    best = max(tries, key=lambda item: item[1], default=None)
    tip = best if best and best[1] > count(now) + 1 else None
    return Outcome(
        case,
        director,
        first if first in seen else NOBODY,
        eyes,
        weight,
        conditions,
        seen,
        dict(zip(keys, levels, strict=True)),
        now,
        bare,
        dict(zip(keys, plain, strict=True)),
        band,
        tip,
    )


def picture(o: Outcome) -> str:
    return plot.picture(o.case, o.director, o.eyes, o.turns, title=EXPERIMENT.title, words=words(o))


def words(o: Outcome) -> str:
    return " ".join(filter(None, [_who(o), _tipping(o), _through(o)]))


def report(o: Outcome) -> str:
    yes = len(o.granting())
    no = [o.case.party(k).label for k, t in o.turns.items() if t is None]
    under = f", met als voorwaarden {_list([CONDITIONS[c][1] for c in o.conditions])}" if o.conditions else ""
    low, high = min(o.band), max(o.band)
    sure = f"Weegt elk bezwaar iets zwaarder of lichter, dan ligt dat aantal tussen {low} en {high}." if low < high else ""
    who = _list(no) if len(no) <= NAMED else f"{len(no)} partijen"
    return " ".join(
        filter(
            None,
            [
                f"{o.case.party(o.director).called} krijgt de regie gegund door {yes} van de {o.others} andere partijen{under}."
                if yes
                else f"Geen van de {o.others} andere partijen gunt {o.case.party(o.director).called} de regie{under}.",
                f"Nog niet door: {who}." if no and yes else "",
                sure,
            ],
        )
    )


def _who(o: Outcome) -> str:
    name, granting = o.case.party(o.director).called, o.granting()
    terms = (
        f"met als voorwaarden {_list([CONDITIONS[k][1] for k in o.conditions])}"
        if len(o.conditions) > 1
        else f"met als voorwaarde {CONDITIONS[o.conditions[0]][1]}"
        if o.conditions
        else "zonder voorwaarden"
    )
    start = f"{name} wil de regie, {terms}. Van de {o.others} andere partijen {'gunt' if len(granting) < 2 else 'gunnen'} {f'er {len(granting)}' if granting else 'geen enkele'} haar de rol."
    last = max((t for t in o.turns.values() if t), default=0)
    steps = " ".join(f"Ronde {t}: {_list([p.label for p in o.granting(t)])}." for t in range(1, last + 1))
    no = [o.case.party(k).label for k, t in o.turns.items() if t is None]
    refusing = f"Niet: {_list(no)}." if no and granting else ""
    early = f"{o.case.party(o.first).called} haalde u vooraf over." if o.first else ""
    return " ".join(filter(None, [start, early, steps, refusing]))


def _tipping(o: Outcome) -> str:
    low, high = min(o.band), max(o.band)
    sure = (
        f"Weegt elk bezwaar iets zwaarder of lichter, dan gunnen {low} tot {high} partijen haar de rol."
        if low < high
        else "Ook als elk bezwaar iets zwaarder of lichter weegt, blijft dat aantal gelijk."
    )
    if not o.tip:
        return sure
    key, number = o.tip
    return f"{sure} Haalt u vooraf {o.case.party(key).called} over, dan gunnen {number} partijen de rol."


def _through(o: Outcome) -> str:
    p = o.case.party(o.eyes)
    if o.eyes == o.director:
        return f"U kijkt door de ogen van {p.called}, die zelf de regie wil. Zo kijken de meeste regisseurs. Kies een ander: wat ziet die?"
    return f"Door de ogen van {p.called}: {_heaviest(o, o.eyes)} {_verdict(o, o.eyes)}"


def _heaviest(o: Outcome, key: str) -> str:
    heavy = max(o.sights[key], key=lambda s: s.points)
    return f"‘{heavy.answer.removesuffix('.')}’ weegt voor haar het zwaarst." if heavy.points > 0 else "zij heeft geen bezwaren."


def _verdict(o: Outcome, key: str) -> str:
    need, turn = o.thresholds[key], o.turns[key]
    objections = max(0, sum(s.points for s in o.sights[key]))
    met = any(s.points > 0 for s in o.sights[key])
    total = (
        f"geen bezwaren{' meer over' if met else ''}"
        if not objections
        else f"{with_unit(dutch(objections), 'bezwaar|bezwaren', objections)}"
    )
    if key == o.first:
        return f"Samen: {total}. U haalde haar vooraf over: zij gunt de rol in ronde 1."
    if need == 0:
        return f"Samen: {total}. Zij gunt de rol meteen, in ronde 1."
    if need > o.others - 1:
        return f"Samen: {total}. Ook als alle anderen ja zeggen, is dat voor haar niet genoeg."
    asks = f"zij gunt de rol als {'1 andere partij' if need == 1 else f'{need} andere partijen'} dat ook {'doet' if need == 1 else 'doen'}"
    return f"Samen: {total}; {asks}. {f'Dat gebeurt: ronde {turn}.' if turn else f'Zover komt het niet: het {_are(len(o.granting()))}.'}"


def _are(count: int) -> str:
    return "blijft bij nul" if not count else f"blijft bij {count}"


def _list(names: list[str]) -> str:
    return " en ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def tables(o: Outcome) -> list[Table]:
    out = []
    if o.eyes in o.sights:
        name = o.case.party(o.eyes).called
        rows = [(s.question, s.answer, dutch(s.points, 0, signed=bool(s.points))) for s in o.sights[o.eyes]]
        out.append(
            Table(f"Door de ogen van {name}, met {o.case.party(o.director).called} als regisseur", ("Vraag", "Antwoord", "Bezwaren"), rows)
        )
    order = sorted(o.turns, key=lambda k: (o.turns[k] or len(o.turns) + 2, o.thresholds[k]))
    out.append(
        Table(
            "Wie gunt de rol, en wanneer?",
            ("Partij", "Zoveel anderen moeten eerst", "Gunt de rol"),
            [
                (
                    o.case.party(k).called,
                    "meer dan er zijn" if o.thresholds[k] > o.others - 1 else str(o.thresholds[k]),
                    "vooraf overgehaald" if k == o.first else f"ronde {o.turns[k]}" if o.turns[k] else "nee",
                )
                for k in order
            ],
        )
    )
    return out


def measures(o: Outcome) -> list[Measure]:
    def count(turns: dict[str, int | None]) -> int:
        return sum(t is not None for t in turns.values())

    def at_once(turns: dict[str, int | None]) -> int:
        return sum(t == 1 for t in turns.values())

    return [
        Measure("Partijen die de rol gunnen", count(o.bare), count(o.turns), digits=0),
        Measure("… waarvan meteen, in ronde 1", at_once(o.bare), at_once(o.turns), digits=0),
        Measure(
            "Hoeveel anderen er gemiddeld eerst moeten zijn",
            sum(o.bare_thresholds.values()) / o.others,
            sum(o.thresholds.values()) / o.others,
            digits=1,
        ),
    ]


def tell(o: Outcome, party: str) -> str:
    name = o.case.party(party).called
    if party == o.director:
        return f"{name} vraagt de anderen om de regierol."
    told = _heaviest(o, party)
    return f"{name}: {told} {_verdict(o, party)}"


def usual_weight(case: Case) -> float:
    """What an objection counts for at the start, in halves."""
    return min(6.0, max(0.5, round(2 * (len(case.parties) - 1) / PER_OBJECTION) / 2))


def sceptic(case: Case) -> str:
    """Through whose eyes one looks at the start: the largest other party of the director's kind, else who objects most."""
    head = case.party(directing(case))
    others = [p for p in case.parties if p.key != head.key]
    alike = [p for p in others if p.kind == head.kind]
    if alike:
        return max(alike, key=lambda p: p.size).key
    return max(others, key=lambda p: sum(s.points for s in sights(case, p, head))).key


def start(case: Case) -> Outcome:
    """The state that the prediction is about: the director of the case, no conditions."""
    return outcome(case, **EXPERIMENT.settings(case))


def explain(case: Case, answer: float) -> str:
    o = start(case)
    at_once = len(o.granting(1))
    follow = len(o.granting()) - at_once
    if not at_once:
        return "Niemand wil de eerste zijn. Dan is er ook niemand die een ander over de streep trekt."
    led = f"In ronde 1 {'zegt' if at_once == 1 else 'zeggen'} {at_once} partij{'' if at_once == 1 else 'en'} ja."
    return f"{led} Daarna {'volgt' if follow == 1 else 'volgen'} er {follow or 'geen'}{', omdat anderen al ja zeiden' if follow else ''}. Het hangt dus niet alleen af van wat elk vindt, maar ook van wie er voorgaan."


EXPERIMENT = Experiment(
    key="gunnen",
    notebook="03_perspectieven",
    title="De regierol moet u worden gegund",
    guess=Guess(
        question="De regisseur uit de casus vraagt alle partijen om de regierol, zonder voorwaarden. Wie twijfelt, kijkt eerst hoeveel anderen ja zeggen. "
        "Hoeveel partijen gunnen haar de rol aan het eind?",
        field=lambda case: Slider(
            "_guess", "Uw schatting", 0, len(case.parties) - 1, 3 * (len(case.parties) - 1) // 4, 1, "partij|partijen"
        ),
        answer=lambda case: len(start(case).granting()),
        explain=explain,
    ),
    controls=lambda case: [
        Choice("director", "Wie wil de regie?", [(p.key, p.called) for p in case.parties], directing(case)),
        Choice("eyes", "Door wiens ogen kijkt u?", [(p.key, p.called) for p in case.parties], sceptic(case)),
        *(Choice(k, label, [("nee", "nee"), ("ja", "ja")], "nee") for k, (label, _) in CONDITIONS.items()),
        Choice(
            "first",
            "Wie haalt u vooraf over?",
            [(NOBODY, "niemand"), *((p.key, p.called) for p in case.parties)],
            NOBODY,
            "Deze partij zegt in ronde 1 ja, wat zij ook vindt.",
        ),
        Slider(
            "weight",
            "Hoe zwaar telt één bezwaar?",
            0.5,
            6,
            usual_weight(case),
            0.5,
            "partij|partijen",
            "Per bezwaar wil een partij eerst zoveel anderen ja zien zeggen.",
        ),
    ],
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    tables=tables,
    pick=tell,
    blind=True,
    columns=("zonder voorwaarden", "nu"),
    strategy="begin",
    own="Wie gunt u in uw eigen casus de rol nog niet? Wat ziet die partij dat u niet ziet, en wie zou haar over de streep trekken?",
    leaves_out=(
        "De bezwaren komen uit de casus: houding (afwachten telt voor 2, tegen voor 5), omvang, schaal, banden en kwesties. Hoe zwaar elk telt, is een aanname. "
        "Draai daarom aan het gewicht en kijk wat overeind blijft.",
        "De houding in de casus geldt voor de regisseur van die casus. Over een andere regisseur staat er niets; dan wacht iedereen af.",
        "Iedereen ziet iedereen en telt elke ja even zwaar. In het echt telt de ja van een grote of bevriende partij meer.",
        "Wie ja zegt, komt daar niet op terug, en niemand ruilt zijn steun voor iets anders.",
        "Gunnen is hier ja of nee. In het echt gunt men een deel van de rol, of voor één onderwerp.",
    ),
    sources=("granovetter1978",),
    ready=lambda case: None if len(case.parties) > 2 else "Vul in uw casus eerst minstens drie partijen in.",
)
