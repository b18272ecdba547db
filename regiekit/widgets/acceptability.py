"""Wie regisseert: de grootste, wie het meeste te winnen of te verliezen heeft, een onafhankelijke derde, of wie het gegund wordt?"""

from typing import NamedTuple

import attrs

from ..cases import Case, Party, sights
from ..cases.remember import last
from ..models import acceptability as model
from ..plots import acceptability as plot
from .controls import Choice, Slider, dutch
from .experiment import Experiment, Guess, Measure, Table

DRAWS, SEED = 10_000, 1
OUTSIDER = "?derde"  # no party can have this key
FEW = 2  # objections with which a party still grants the role
NAMED = 7  # of the runners-up are named
ONCE = 0.01  # from this share on a candidate counts as one who can come first
NO = "nee"
#: Criterion -> what its control is called, what counting it upwards and downwards is called, what it is called in a sentence.
CRITERIA = {
    "size": ("De omvang van de partij", "hoe groter, hoe beter", "hoe kleiner, hoe beter", "omvang"),
    "stake": ("Wat zij te winnen of te verliezen heeft", "hoe meer, hoe beter", "hoe minder, hoe beter", "belang"),
    "independence": ("Haar onafhankelijkheid", "hoe onafhankelijker, hoe beter", "juist iemand die erin zit", "onafhankelijkheid"),
}
GRANTED = "gunnen"
START = {"size": "meer", "stake": "meer", "independence": "meer", "least": 0, "outsider": NO}


class Candidate(NamedTuple):
    """A candidate with its values from the case: size 1…5, points at stake, parties it is tied to by money or authority, others that grant."""

    party: Party
    size: int
    stake: float
    tied: int
    granted: int


@attrs.frozen
class Outcome:
    """In what share of the weights each candidate comes first."""

    case: Case
    candidates: tuple[Candidate, ...]
    criteria: tuple[str, ...]
    signs: dict[str, str]
    least: float
    outsider: bool
    found: model.Acceptability
    exact: bool
    dominated: tuple[bool, ...]

    @property
    def order(self) -> list[int]:
        """The candidates, who comes first most often in front."""
        return sorted(range(len(self.candidates)), key=lambda i: (-round(self.found.first[i], 9), i))

    @property
    def able(self) -> int:
        """How many come first in at least one of the hundred weights."""
        return sum(p >= ONCE - 1e-9 for p in self.found.first)

    def of(self, key: str) -> float:
        """The share of one party; nan when it is no candidate."""
        return next((p for c, p in zip(self.candidates, self.found.first, strict=True) if c.party.key == key), float("nan"))


@last
def candidates(case: Case) -> tuple[Candidate, ...]:
    """All parties, and last an outsider that depends on nobody."""
    third = Party(OUTSIDER, name="Derde van buiten", short="Derde van buiten", kind="overig", size=1)
    out = []
    for p in (*case.parties, third):
        stake = sum(abs(issue.gains.get(p.key, 0)) for issue in case.issues)
        tied = {
            t.source if t.target == p.key else t.target
            for t in case.ties
            if t.kind in {"geld", "hiërarchie"} and p.key in {t.source, t.target}
        }
        objections = [sights.objections(sights.sights(case, other, p)) for other in case.parties if other.key != p.key]
        out.append(Candidate(p, p.size, float(stake), len(tied), sum(n <= FEW for n in objections)))
    return tuple(out)


def outcome(case: Case, size: str, stake: str, independence: str, least: float, outsider: str) -> Outcome:
    """Weigh without weights: which criteria count and which way, how heavily 'granted' weighs at least (0…100)."""
    everyone = candidates(case)
    here = everyone if outsider == "ja" else everyone[:-1]
    signs = {k: v for k, v in (("size", size), ("stake", stake), ("independence", independence)) if v != NO}
    sign = {k: 1 if v == "meer" else -1 for k, v in signs.items()}
    of = {"size": lambda c: c.size, "stake": lambda c: c.stake, "independence": lambda c: -c.tied}
    rows = [[float(c.granted), *(sign[k] * of[k](c) for k in signs)] for c in here]
    values = model.scaled(rows)
    exact = len(signs) < 2
    if exact:  # one or two criteria: the closed form, with the part of the weights that the least weight leaves
        floor = least / 100
        pairs = [[float(v[0]), floor * float(v[0]) + (1 - floor) * float(v[-1])] for v in values]
        first = model.acceptability_of_two(pairs)
        drawn = model.acceptability(values, 2000, SEED, 0, floor)
        found = drawn._replace(first=first, error=[0.0] * len(first))
    else:
        found = model.acceptability(values, DRAWS, SEED, 0, least / 100)
    return Outcome(case, here, (*signs, GRANTED), signs, least, outsider == "ja", found, exact, tuple(model.dominated(values)))


@last
def start(case: Case) -> Outcome:
    """The state that the prediction is about."""
    return outcome(case, **START)


def picture(o: Outcome) -> str:
    bars = [
        plot.Bar(
            c.party.key,
            c.party.label,
            o.found.first[i],
            o.found.error[i],
            c.party.key == o.case.director,
            "altijd een betere" if o.dominated[i] else "",
        )
        for i in o.order
        for c in [o.candidates[i]]
    ]
    return plot.picture(bars, len(candidates(o.case)), basis(o), title=EXPERIMENT.title, words=words(o))


def basis(o: Outcome) -> str:
    return (
        "Exact berekend over alle wegingen."
        if o.exact
        else f"Geschat met {dutch(DRAWS)} toevallige wegingen (startgetal {SEED}); het zwarte streepje is de marge."
    )


def hundred(share: float) -> str:
    """A share as a number of the hundred."""
    return "minder dan 1" if 0 < share < 0.005 else "meer dan 99" if 0.995 < share < 1 - 1e-12 else dutch(100 * share, 0)


def listed(names: list[str]) -> str:
    return " en ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def all_alike(o: Outcome) -> bool:
    """Whether the candidates do not differ in anything that counts."""
    of = {"size": lambda c: c.size, "stake": lambda c: c.stake, "independence": lambda c: c.tied, GRANTED: lambda c: c.granted}
    return all(len({of[k](c) for c in o.candidates}) == 1 for k in o.criteria)


def words(o: Outcome) -> str:
    names = {**{k: CRITERIA[k][3] for k in CRITERIA}, GRANTED: "wie het gegund wordt"}
    told = [f"{names[k]} ({CRITERIA[k][1] if o.signs[k] == 'meer' else CRITERIA[k][2]})" if k in o.signs else names[k] for k in o.criteria]
    if len(told) > 1:
        how = f"Wat telt: {listed(told)}. Hoe zwaar elk telt, ligt niet vast" + (
            f"; gunnen telt voor minstens {dutch(o.least)}%." if o.least else "."
        )
    else:
        how = "Het enige wat telt, is wie het gegund wordt."
    order = [i for i in o.order if o.found.first[i] > 0]
    if all_alike(o):
        return f"{how} Maar op wat telt, zijn alle kandidaten in deze casus gelijk, dus niemand staat vooraan. Vul in de casus de omvang, de banden en de kwesties in."
    leads = [i for i in order if round(o.found.first[i], 9) == round(o.found.first[order[0]], 9)]
    top = order[0]
    lead = o.candidates[top].party.called if len(leads) == 1 else listed([o.candidates[i].party.label for i in leads])
    first = (
        f"{lead} {'komt' if len(leads) == 1 else 'komen elk'} in {hundred(o.found.first[top])} van de 100 wegingen als eerste uit de bus."
    )
    rest = [f"{o.candidates[i].party.label} ({hundred(o.found.first[i])})" for i in order[len(leads) : len(leads) + NAMED]]
    others = f"Daarna: {'; '.join(rest)}{'; de anderen niet vaker' if len(order) > len(leads) + NAMED else ''}." if rest else ""
    never = len(o.candidates) - len(order)
    none = (
        f"{never} van de {len(o.candidates)} kandidaten {'komt' if never == 1 else 'komen'} in geen enkele {'' if o.exact else 'doorgerekende '}weging vooraan."
        if never
        else ""
    )
    chief = next((c for c in o.candidates if c.party.key == o.case.director), None)
    director = (
        f"De regisseur uit de casus, {chief.party.called}, haalt {hundred(o.of(chief.party.key))} van de 100."
        if chief and chief not in [o.candidates[i] for i in leads]
        else ""
    )
    most = max(c.granted for c in o.candidates)
    gifted = [c.party.label for c in o.candidates if c.granted == most]
    grant = (
        f"Het meest gegund {'wordt' if len(gifted) == 1 else 'worden'} {listed(gifted)}: door {most} van de {len(o.case.parties) - 1} anderen."
        if most and len(gifted) < 6
        else ""
    )
    return " ".join(filter(None, [how, first, others, none, director, grant, basis(o)]))


def report(o: Outcome) -> str:
    if all_alike(o):
        return ""
    order = [i for i in o.order if o.found.first[i] > 0]
    leads = [i for i in order if round(o.found.first[i], 9) == round(o.found.first[order[0]], 9)]
    lead = o.candidates[leads[0]].party.called if len(leads) == 1 else listed([o.candidates[i].party.label for i in leads])
    chief = next((c for c in o.candidates if c.party.key == o.case.director), None)
    own = (
        f"; {chief.party.called} in {hundred(o.of(chief.party.key)) if o.of(chief.party.key) else 'geen enkele'}"
        if chief and chief not in [o.candidates[i] for i in leads]
        else ""
    )
    told = listed([(CRITERIA[k][3] if k in CRITERIA else "gegund worden") for k in o.criteria])
    return f"Hoe zwaar {told} {'weegt' if len(o.criteria) == 1 else 'wegen'} bij de keuze van de regisseur, staat niet vast. {lead} {'komt' if len(leads) == 1 else 'komen elk'} in {hundred(o.found.first[leads[0]])} van de 100 wegingen als eerste uit de bus{own}."


def measures(o: Outcome) -> list[Measure]:
    was = start(o.case)
    return [
        Measure("Kandidaten die in minstens 1 van de 100 wegingen vooraan staan", was.able, o.able, digits=0),
        Measure("Wegingen waarin de koploper vooraan staat", max(was.found.first), max(o.found.first), "%", 0, 100),
        Measure("Wegingen waarin de regisseur uit de casus vooraan staat", was.of(o.case.director), o.of(o.case.director), "%", 0, 100),
    ]


def wins_when(o: Outcome, i: int) -> str:
    """What weighs heavily in the weights under which a candidate comes first."""
    central = o.found.central[i]
    if central is None or not o.found.first[i] or len(o.criteria) == 1:
        return "–"
    names = [GRANTED, *o.signs]
    usual = [o.least / 100 + (1 - o.least / 100) / len(names), *[(1 - o.least / 100) / len(names)] * len(o.signs)]
    heavy = [n for n, w, u in zip(names, central, usual, strict=True) if w > u + 0.03]
    said = {GRANTED: "gunnen", **{k: CRITERIA[k][3] for k in CRITERIA}}
    return listed([said[n] for n in heavy]) if heavy else "alles ongeveer even zwaar telt"


def tables(o: Outcome) -> list[Table]:
    rows = []
    for i in o.order:
        c = o.candidates[i]
        share = hundred(o.found.first[i]) + (f" ± {dutch(200 * o.found.error[i], 1)}" if o.found.error[i] else "")
        rows.append((c.party.called, dutch(c.size), dutch(c.stake), dutch(c.tied), dutch(c.granted), share, wins_when(o, i)))
    return [
        Table(
            "De kandidaten: wat de casus over hen zegt, en hoe vaak zij vooraan staan",
            (
                "Kandidaat",
                "Omvang (1–5)",
                "Punten op het spel",
                "Vast aan … partijen door geld of gezag",
                "Gegund door … anderen",
                "Vooraan, per 100 wegingen",
                "Vooral als zwaar telt",
            ),
            rows,
        )
    ]


def tell(o: Outcome, party: str) -> str:
    i = next((i for i, c in enumerate(o.candidates) if c.party.key == party), None)
    if i is None:
        raise KeyError(party)
    c = o.candidates[i]
    tied = (
        "zit door geld of gezag aan niemand vast"
        if not c.tied
        else f"zit door geld of gezag vast aan {c.tied} {'partij' if c.tied == 1 else 'partijen'}"
    )
    facts = (
        f"{c.party.called} heeft omvang {c.size}, heeft {dutch(c.stake)} punten op het spel staan, {tied} en krijgt de regie gegund "
        f"door {c.granted} van de {len(o.case.parties) - (party != OUTSIDER)} anderen."
    )
    if o.dominated[i]:
        return f"{facts} Een andere kandidaat is op alles minstens zo goed en op iets beter. Daarom staat zij nooit alleen vooraan."
    when = wins_when(o, i)
    why = f" Dat gebeurt vooral als zwaar telt: {when}." if o.found.first[i] and when not in {"–", "alles ongeveer even zwaar telt"} else ""
    return f"{facts} Zij staat in {hundred(o.found.first[i])} van de 100 wegingen vooraan.{why}"


def note(o: Outcome, key: str) -> str:
    if key == "stake" and not any(c.stake for c in o.candidates):
        return "In deze casus staan nog geen kwesties met een opbrengst, dus hierop verschilt niemand."
    if key == "least" and o.least == 100:
        return "Nu telt alleen nog wie het gegund wordt."
    return ""


def explain(case: Case, answer: int) -> str:
    o = start(case)
    if all_alike(o):
        return "Alle partijen zijn in deze casus nog gelijk: op wat telt, verschillen zij niet. Vul eerst de omvang, de banden en de kwesties in."
    top = [o.candidates[i].party.label for i in o.order if o.found.first[i] >= ONCE][:4]
    never = sum(o.dominated)
    return (
        f"Vooraan {'staat' if o.able == 1 else 'staan'}: {', '.join(top) + ' en nog een paar' if o.able > len(top) else listed(top)}. "
        f"Van de anderen {'is er één' if never == 1 else f'zijn er {never}' if never else 'is er geen'} op alle punten de mindere van een ander. Voor elke opvatting is een argument, maar niet voor elke kandidaat."
    )


def directions(key: str) -> Choice:
    label, up, down, _ = CRITERIA[key]
    return Choice(key, label, [("meer", up), ("minder", down), (NO, "telt niet mee")], START[key])


EXPERIMENT = Experiment(
    key="wie_regisseert",
    notebook="08_proces_gaande",
    title="Wie regisseert? De grootste, wie het meeste belang heeft, een derde, of wie het gegund wordt",
    strategy="proces",
    guess=Guess(
        question="Vier dingen tellen: omvang, belang, onafhankelijkheid en hoeveel anderen het de partij gunnen. Hoe zwaar elk telt, weet niemand. "
        "Hoeveel partijen komen bij minstens 1 van de 100 mogelijke wegingen als eerste uit de bus?",
        field=lambda case: Slider("_guess", "Uw schatting", 1, len(case.parties), max(1, len(case.parties) // 2), 1, "partij|partijen"),
        answer=lambda case: start(case).able,
        explain=explain,
    ),
    controls=lambda case: [
        *(directions(k) for k in CRITERIA),
        Slider("least", "Hoe zwaar telt ‘gegund worden’ ten minste?", 0, 100, START["least"], 5, "%"),
        Choice("outsider", "Doet een derde van buiten mee als kandidaat?", [(NO, "nee"), ("ja", "ja")], START["outsider"]),
    ],
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    tables=tables,
    pick=tell,
    picks="een kandidaat",
    note=note,
    blind=True,
    columns=("bij het begin", "nu"),
    own="Wie krijgt in uw eigen casus de regie gegund, en van wie nog niet? Wat zou u moeten laten om haar ook van die laatsten te krijgen?",
    leaves_out=(
        "Belang is de som van alle winst en verlies van een partij op de kwesties. Onafhankelijk is wie met weinig partijen een band van geld of gezag heeft. Beide zijn grove maten.",
        f"Gegund: een ander heeft hoogstens {FEW} bezwaren tegen deze regisseur, met de bezwaren uit de proef over het gunnen van de regierol. Dat is een aanname.",
        "Elk criterium loopt van 0 voor de slechtste tot 1 voor de beste kandidaat. Doet er iemand bij of weg, dan verschuiven die punten mee.",
        "Alle wegingen tellen even zwaar. In het echt zijn mensen aan tafel het over sommige wegingen allang eens.",
        "Een slecht punt op het ene criterium kan worden goedgemaakt op het andere. Wie door één sleutelpartij wordt geweigerd, kan in het echt niet regisseren.",
        "De derde van buiten is verzonnen: omvang 1, geen belang, met niemand een band. Van haar weet de casus verder niets. Wat zij kost, telt niet mee.",
    ),
    sources=("lahdelma1998",),
    needs=("numpy",),
    ready=lambda case: None if len(case.parties) > 2 else "Vul in uw casus eerst minstens drie partijen in.",
)
