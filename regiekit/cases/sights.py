"""What a party sees of a director: questions with their answers, from the case file, and the points of objection they give.

How many points what gives, is a working assumption.
"""

from typing import NamedTuple

from regiekit.cases.check import enumerated
from regiekit.cases.model import SCALES, Case, Party
from regiekit.cases.reading import between
from regiekit.cases.remember import last

POSITION = {"voor": (0, "Ik ben voor."), "afwachtend": (2, "Ik wacht af."), "tegen": (5, "Ik ben tegen.")}
BIG = 4  # size from which a party wants a say in proportion to its size
#: The conditions: key -> what the learner reads, what it is called in a sentence.
CONDITIONS = {
    "chair": ("Onafhankelijke voorzitter", "een onafhankelijke voorzitter"),
    "money": ("De regisseur neemt geld mee", "geld van de regisseur"),
    "seats": ("Elke kleine partij een zetel met stem", "een zetel voor elke kleine partij"),
    "temporary": ("Tijdelijk: na een jaar opnieuw vragen", "een rol voor één jaar"),
}
#: What a party of a kind is; of no known kind nobody is a rival.
KINDS = {
    "gemeente": "een gemeente",
    "overheid": "een overheid",
    "samenwerkingsverband": "een samenwerkingsverband",
    "instelling": "een instelling",
    "bedrijf": "een bedrijf",
    "bewoners": "van bewoners",
}
#: The ties: kind, whether they come from the director (None: either way), what they mean, points.
TIES = (
    ("hiërarchie", True, "de regisseur heeft gezag over mij", -2),
    ("hiërarchie", False, "ik heb gezag over de regisseur", 2),
    ("geld", True, "de regisseur betaalt mij", -2),
    ("geld", False, "ik betaal de regisseur", 0),
    ("informeel", None, "wij kennen elkaar goed", -1),
    ("formeel", None, "wij hebben vaste afspraken", 0),
    ("informatie", None, "wij delen gegevens", 0),
)


class Sight(NamedTuple):
    """One thing that a party sees: what is asked, the answer as a sentence, and the points of objection it gives."""

    question: str
    answer: str
    points: int


def sights(case: Case, party: Party, director: Party, conditions: tuple[str, ...] = ()) -> tuple[Sight, ...]:
    """What one party sees of a director; conditions take away what they answer.

    Position is towards the director of the case: of another one the case does not tell, so that counts as waiting, and who wanted the
    role itself gives it up less gladly.
    """
    return with_conditions(case, party, director, unasked(case, party, director), conditions)


def unasked(case: Case, party: Party, director: Party) -> tuple[Sight, ...]:
    """The same without conditions."""
    seen = [of(case, party, director) for of in LOOKS]
    told = [note.strip() for note in _notes(case).get((party.key, director.key), ())]
    return (*seen, *(Sight("Wat staat er verder in de casus?", note, 0) for note in told if note))


def with_conditions(case: Case, party: Party, director: Party, seen: tuple[Sight, ...], conditions: tuple[str, ...]) -> tuple[Sight, ...]:
    """The same under conditions, where `seen` is what it sees without."""
    answers = [_condition(key, case, party, director, seen[: len(LOOKS)]) for key in CONDITIONS if key in conditions]
    return (*seen, *(s for s in answers if s.points))


@last
def _notes(case: Case) -> dict[tuple[str, str], list[str]]:
    """What is noted with the views of a pair (holder, about)."""
    found: dict[tuple[str, str], list[str]] = {}
    for view in case.views:
        found.setdefault((view.holder, view.about), []).append(view.note)
    return found


def objections(seen: tuple[Sight, ...]) -> int:
    """The points of objection of who sees this; 0 or more."""
    return max(0, sum([s.points for s in seen]))


def _position(case: Case, party: Party, director: Party) -> Sight:
    points, answer = POSITION[party.position if director.key == case.director else "afwachtend"]
    if director.key != case.director:
        answer = "Dat staat niet in de casus; ik wacht af."
        if party.key == case.director:
            points, answer = points + 2, "Ik wilde de rol zelf en moet die afstaan."
    return Sight("Wil ik deze regisseur?", answer, points)


def _size(_: Case, party: Party, director: Party) -> Sight:
    question, gap = "Wie is groter?", party.size - director.size
    if _alike(party, director):
        return Sight(question, f"Ook {KINDS[party.kind]}, en ongeveer even groot: waarom die wel en ik niet?", 2)
    if gap <= -2:
        return Sight(question, "De regisseur is veel groter: straks wordt er over mij beslist.", 2)
    if gap >= 1:
        return Sight(question, f"Ik ben {'veel ' if gap > 1 else ''}groter: waarom zou die mij regisseren?", min(2, gap))
    return Sight(question, "Ongeveer even groot." if gap == 0 else "De regisseur is iets groter.", 0)


def _alike(party: Party, director: Party) -> bool:
    """Whether the party could have been the director just as well: the same known kind, about as large."""
    return party.kind == director.kind and party.kind in KINDS and abs(party.size - director.size) <= 1


def _scale(_: Case, party: Party, director: Party) -> Sight:
    question, gap = "Op welke schaal werk ik?", SCALES.index(party.scale) - SCALES.index(director.scale)
    if gap == 0:
        return Sight(question, "Dezelfde als de regisseur.", 0)
    answer = f"{party.scale.capitalize()}, de regisseur {director.scale}"
    return Sight(question, f"{answer}: voor mij is dit één van velen.", 1) if gap > 0 else Sight(question, f"{answer}.", 0)


def _ties(case: Case, party: Party, director: Party) -> Sight:
    ours = between(case).get(frozenset((party.key, director.key)), ())
    here = {(t.kind, way) for t in ours for way in (t.source == director.key, None)}
    found = [(fact, points) for kind, way, fact, points in TIES if (kind, way) in here]
    facts = [fact for fact, _ in found] or ["er is geen band tussen ons"]
    answer = enumerated(facts)
    return Sight("Wie heeft gezag, wie betaalt, wie kent elkaar?", f"{answer[0].upper()}{answer[1:]}.", sum(points for _, points in found))


def _issues(case: Case, party: Party, director: Party) -> Sight:
    pairs = [i.gains.get(party.key, 0) * i.gains.get(director.key, 0) for i in case.issues]
    same, clash = sum(p > 0 for p in pairs), sum(p < 0 for p in pairs)
    told = f"Bij {same} {'kwestie' if same == 1 else 'kwesties'} willen wij hetzelfde, bij {clash} het omgekeerde."
    answer = told if same or clash else "Wij hebben geen kwestie samen."
    return Sight("Wat winnen en verliezen wij?", answer, 2 if clash > same else -1 if same > clash else 0)


#: What a party looks at, the issues last.
LOOKS = (_position, _size, _scale, _ties, _issues)


def relief(key: str, case: Case, party: Party, director: Party, seen: tuple[Sight, ...]) -> int:
    """The points that a condition gives a party that sees this, its issues last: less than none where it takes an objection away."""
    if key == "chair":
        return -2 * _alike(party, director) - 2 * (party.key == case.director)
    if key == "money":
        return -max(0, seen[-1].points)
    if key == "temporary":
        return -(sum([s.points for s in seen]) > 0)
    return -2 * (party.size - director.size <= -2) + (party.size >= BIG)


def _condition(key: str, case: Case, party: Party, director: Party, seen: tuple[Sight, ...]) -> Sight:
    """What a condition does for a party that sees this, its issues last; without points it does nothing."""
    points = relief(key, case, party, director, seen)
    answers = {
        "chair": "Niet mijn gelijke zit voor, maar een derde.",
        "money": "Wat ik verlies, wordt vergoed.",
        "temporary": "Valt het tegen, dan kan ik over een jaar terug.",
    }
    seats = {-2: "Ik zit zelf aan tafel.", 1: "Een kleine partij telt nu even zwaar als ik."}
    answer = answers.get(key) or seats.get(points, "Ik zit aan tafel, maar een kleine partij telt even zwaar.")
    return Sight(CONDITIONS[key][0], answer, points)
