"""Role models, cynical leaders and people on the boundary: how an attitude spreads through the network of a case."""

from collections import Counter
from functools import partial
from itertools import combinations
from math import nan
from typing import NamedTuple

import attrs

from ..cases import Case, Party
from ..cases.remember import last
from ..models import role_models as model
from ..plots import role_models as plot
from .controls import Choice, Slider, dutch, with_unit
from .experiment import Card, Experiment, Guess, Measure, Table

NOBODY = "#niemand"  # no party can have this key
BEGIN = {"voor": 0.5, "afwachtend": 0.0, "tegen": -0.5}  # attitude at the start by position: a working assumption
OWN = 0.5  # how far a party keeps to its own attitude in a round
ROUNDS, FIRST = 60, 10
TIE = 3  # weight of the ties of the person on the boundary
WITH, AGAINST = plot.WITH / 100, plot.AGAINST / 100
CYNIC = {"afwijzen": -1.0, "schouders": 0.0}
SECTORS = 10  # sectors of which pairs can be chosen, at most
TRIED = 25  # parties that are tried as one more role model, at most
REMEMBERED = 500


class Stand(NamedTuple):
    """Where everything ends for one choice of who does not budge: what the number of rounds does not change.

    `keys` are the actors, `start`, `end` their attitudes (-1…1), `parties` and `free` the places of the parties and of those that can
    move, `shares` the part of each stubborn one in an end. Means are over all parties, so that one more role model raises them.
    """

    keys: tuple[str, ...]
    ties: tuple[tuple[int, int, float], ...]
    visibility: tuple[float, ...]
    held: dict[str, str]
    between: tuple[str, ...]
    start: tuple[float, ...]
    end: tuple[float, ...]
    parties: tuple[int, ...]
    free: tuple[int, ...]
    shares: tuple[dict[int, float], ...]

    def mean(self, attitudes) -> float:
        """The mean of all parties."""
        return sum(attitudes[i] for i in self.parties) / len(self.parties)


@attrs.frozen
class Outcome:
    """The attitudes after a number of rounds and in the long run. `bare` is the same without cynics and without a person on the boundary."""

    case: Case
    stand: Stand
    bare: Stand
    rounds: int
    now: tuple[float, ...]
    seen_roles: float
    seen_cynics: float
    both: tuple[str, ...]
    sectors: tuple[str, ...]
    best: tuple[str, float] | None

    def parties(self, kind: str) -> list[Party]:
        """The role models, or the cynics."""
        return [self.case.party(k) for k, what in self.stand.held.items() if what == kind and k != plot.SPANNER]

    @property
    def spread(self) -> tuple[float, float]:
        """Between the highest and the lowest sector in the long run: without cynics, and now."""
        found = []
        for stand in (self.bare, self.stand):
            means = [_group(self.case, stand, s) for s in fields(self.case)]
            found.append(max(means) - min(means) if means else nan)
        return found[0], found[1]


def field(party: Party) -> str:
    """The sector of a party as it is compared."""
    return party.sector.strip().lower()


@last
def fields(case: Case) -> dict[str, str]:
    """The sectors of a case in order: as compared -> as written."""
    out: dict[str, str] = {}
    for p in case.parties:
        if field(p):
            out.setdefault(field(p), p.sector.strip())
    return out


def _group(case: Case, stand: Stand, sector: str) -> float:
    """The mean of the parties of a sector in the long run."""
    members = [stand.end[i] for i in stand.parties if field(case.party(stand.keys[i])) == sector]
    return sum(members) / len(members)


@last
def contacts(case: Case) -> dict[str, float]:
    """Per party the weight of all its ties."""
    out = {p.key: 0.0 for p in case.parties}
    for t in case.ties:
        if t.source != t.target:
            out[t.source] += t.weight
            out[t.target] += t.weight
    return out


def directing(case: Case) -> str:
    """The party that sets the example at the start: the director of the case, else who has most ties."""
    return case.director if case.director in case.party_keys else max(contacts(case), key=lambda k: contacts(case)[k])


def cynical(case: Case) -> str:
    """Who is cynical at the start: who, after the role model, has most ties."""
    return max((p.key for p in case.parties if p.key != directing(case)), key=lambda k: contacts(case)[k])


@last
def _stands(case: Case) -> dict[tuple, Stand]:
    """What was worked out for this case."""
    return {}


def stand(
    case: Case, held: dict[str, str], seen: dict[str, float], cynic: float, between: tuple[str, ...] = (), spanner: bool = False
) -> Stand:
    """Where everything ends when `held` (key -> role or cynic) do not budge, heard as strongly as `seen` says per kind."""
    made = _stands(case)
    at = (tuple(held.items()), tuple(seen.values()), cynic, between, spanner)
    if at not in made:
        if len(made) >= REMEMBERED:
            made.clear()
        made[at] = _stand(case, held, seen, cynic, between, spanner)
    return made[at]


def _stand(case: Case, held: dict[str, str], seen: dict[str, float], cynic: float, between: tuple[str, ...], spanner: bool) -> Stand:
    keys = (*case.party_keys, *([plot.SPANNER] if spanner else []))
    place = {k: i for i, k in enumerate(keys)}
    ties = [(place[t.source], place[t.target], t.weight) for t in case.ties if t.source != t.target]
    ties += [(place[plot.SPANNER], place[k], TIE) for k in between if spanner]
    visibility = [seen.get(held.get(k, ""), 1.0) for k in keys]
    begin = {p.key: BEGIN[p.position] for p in case.parties} | {plot.SPANNER: 0.0}
    start = [model.HIGH if held.get(k) == "role" else cynic if held.get(k) == "cynic" else begin[k] for k in keys]
    fixed = [place[k] for k in held]
    parties = tuple(range(len(case.parties)))
    free = tuple(i for i in parties if keys[i] not in held)
    return Stand(
        keys,
        tuple(ties),
        tuple(visibility),
        dict(held),
        between,
        tuple(start),
        tuple(model.settled(start, ties, fixed, visibility)),
        parties,
        free,
        tuple(model.shares(len(keys), ties, fixed, visibility)),
    )


def outcome(
    case: Case,
    role1: str,
    role2: str,
    seen_roles: float,
    cynic1: str,
    cynic2: str,
    cynic: str,
    seen_cynics: float,
    spanner: str,
    sectors: str,
    rounds: int,
) -> Outcome:
    """Role models and cynics hold on, the others move; a person on the boundary ties two sectors."""
    keys = case.party_keys
    roles, cynics = [k for k in (role1, role2) if k in keys], [k for k in (cynic1, cynic2) if k in keys]
    held = dict.fromkeys(roles, "role") | dict.fromkeys(cynics, "cynic")  # who is chosen as both is a cynic
    seen = {"role": float(seen_roles), "cynic": float(seen_cynics)}
    two = pairs(case).get(sectors, ())
    there = spanner != "niemand" and bool(two)
    between = tuple(p.key for p in case.parties if field(p) in two) if there else ()
    everyone = {**held, **({plot.SPANNER: "role"} if there and spanner == "rolmodel" else {})}
    work = partial(stand, case, seen=seen, cynic=CYNIC[cynic], between=between, spanner=there)
    now = work(everyone)
    bare = stand(case, dict.fromkeys(roles, "role"), seen, CYNIC[cynic])
    fixed = [now.keys.index(k) for k in now.held]
    later = model.after(rounds, now.start, now.ties, fixed, now.visibility, OWN)
    return Outcome(
        case,
        now,
        bare,
        rounds,
        tuple(later),
        seen_roles,
        seen_cynics,
        tuple(k for k in dict.fromkeys(roles) if k in cynics),
        two,
        _best(case, now, everyone, work),
    )


def _best(case: Case, now: Stand, held: dict[str, str], work) -> tuple[str, float] | None:
    """Which party as one more role model raises the mean the most, and to what; None when it hardly matters, or there is no cynic."""
    candidates = sorted((now.keys[i] for i in now.free), key=lambda k: -contacts(case)[k])[:TRIED]
    tried = [(k, now.mean(work({**held, k: "role"}).end)) for k in candidates] if "cynic" in held.values() else []
    best = max(tried, key=lambda item: item[1], default=None)
    return best if best and best[1] > now.mean(now.end) + 0.005 else None


def picture(o: Outcome) -> str:
    s = o.stand
    rows = [
        plot.Mean("○ begin", 100 * s.mean(s.start), "open"),
        plot.Mean(f"● {_after(o.rounds)}", 100 * s.mean(o.now), "filled"),
        plot.Mean("◆ op den duur", 100 * s.mean(s.end), "end"),
    ]
    return plot.picture(o.case, dict(zip(s.keys, o.now, strict=True)), s.held, s.between, rows, title=EXPERIMENT.title, words=words(o))


def _after(rounds: int) -> str:
    return f"na {with_unit(dutch(rounds), 'ronde|ronden', rounds)}"


def _shown(attitude: float) -> str:
    return plot.signed(100 * attitude)


def words(o: Outcome) -> str:
    return " ".join(filter(None, [_who(o), _between(o), _course(o), _ends(o), _loose(o), _next(o)]))


def report(o: Outcome) -> str:
    s = o.stand
    along, against = _counts(s)
    roles, cynics = o.parties("role"), o.parties("cynic")
    who = " ".join(
        filter(
            None,
            [
                f"{_list([p.called for p in roles])} {'geeft' if len(roles) == 1 else 'geven'} het voorbeeld."
                if roles
                else "Er is geen rolmodel.",
                f"Als cynisch {'is' if len(cynics) == 1 else 'zijn'} gedacht: {_list([p.called for p in cynics])}." if cynics else "",
            ],
        )
    )
    return f"{who} Op den duur {'gaat' if along < 2 else 'gaan'} {along or 'geen'} van de {len(s.parties)} partijen duidelijk mee met de waarde, en {'wijst' if against < 2 else 'wijzen'} {against or 'niemand'} haar af."


def _who(o: Outcome) -> str:
    roles, cynics = o.parties("role"), o.parties("cynic")
    out = [f"{'Rolmodel' if len(roles) == 1 else 'Rolmodellen'}: {_list([p.called for p in roles])}." if roles else "Er is geen rolmodel."]
    if cynics:
        value = o.stand.start[o.stand.keys.index(cynics[0].key)]
        out.append(f"Cynisch: {_list([p.called for p in cynics])} (houding {_shown(value)}).")
    else:
        out.append("Er is geen cynische leider.")
    for group, seen, who in ((roles, o.seen_roles, "een rolmodel"), (cynics, o.seen_cynics, "een cynicus")):
        if group and seen != 1:
            out.append(f"Op {who} let men {dutch(seen)} keer zo sterk als op een ander.")
    return " ".join(out)


def _between(o: Outcome) -> str:
    if plot.SPANNER not in o.stand.keys:
        return ""
    named = [fields(o.case)[s] for s in o.sectors]
    what = "een rolmodel" if o.stand.held.get(plot.SPANNER) else "een gewone collega, die naar beide kanten luistert"
    return f"Op het snijvlak van {named[0]} en {named[1]} zit {what}."


def _course(o: Outcome) -> str:
    s = o.stand
    return f"Alle partijen samen beginnen gemiddeld op {_shown(s.mean(s.start))}. {_after(o.rounds).capitalize()} is dat {_shown(s.mean(o.now))}, op den duur {_shown(s.mean(s.end))}."


def _ends(o: Outcome) -> str:
    s = o.stand
    along, against = _counts(s)
    count = (
        f"Op den duur {'gaat' if along < 2 else 'gaan'} {along or 'geen'} van de {len(s.parties)} duidelijk mee ({plot.signed(plot.WITH)} of hoger) en "
        f"{'wijst' if against < 2 else 'wijzen'} {against or 'niemand'} de waarde af ({plot.signed(plot.AGAINST)} of lager)."
    )
    ends = {i: s.end[i] for i in s.free}
    if not ends:
        return f"{count} Niemand kan nog opschuiven."
    high, low = max(ends, key=ends.__getitem__), min(ends, key=ends.__getitem__)
    if ends[high] - ends[low] < 0.01:
        return f"{count} Wie kan opschuiven, eindigt op {_shown(ends[high])}."
    return f"{count} Van wie opschuift, eindigt {_label(o, high)} het hoogst ({_shown(ends[high])}) en {_label(o, low)} het laagst ({_shown(ends[low])})."


def _counts(s: Stand) -> tuple[int, int]:
    """How many parties end clearly along, and against; as rounded in the picture."""
    ends = [plot.points(s.end[i]) for i in s.parties]
    return sum(e >= plot.WITH for e in ends), sum(e <= plot.AGAINST for e in ends)


def _loose(o: Outcome) -> str:
    s = o.stand
    names = [_label(o, i) for i in s.free if not s.shares[i]]
    if not names:
        return ""
    if len(names) == len(s.free):
        return "Zij horen niemand die vasthoudt: wie banden heeft, komt met de eigen groep op één gemiddelde uit."
    return f"{_list(names)} {'hoort' if len(names) == 1 else 'horen'} niemand die vasthoudt, ook niet via anderen."


def _next(o: Outcome) -> str:
    return (
        f"Eén rolmodel erbij levert het meest op bij {o.case.party(o.best[0]).called}: dan wordt het gemiddelde {_shown(o.best[1])}."
        if o.best
        else ""
    )


def _label(o: Outcome, place: int) -> str:
    return o.case.party(o.stand.keys[place]).label


def _list(names: list[str]) -> str:
    return " en ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def measures(o: Outcome) -> list[Measure]:
    s, bare = o.stand, o.bare
    before, after = _counts(bare), _counts(s)
    return [
        Measure("Gemiddelde houding op den duur (−100 … +100)", bare.mean(bare.end), s.mean(s.end), "", 0, 100),
        Measure(f"Partijen die duidelijk meegaan ({plot.signed(plot.WITH)} of hoger)", before[0], after[0], digits=0),
        Measure(f"Partijen die de waarde afwijzen ({plot.signed(plot.AGAINST)} of lager)", before[1], after[1], digits=0),
        Measure("Verschil tussen de hoogste en de laagste sector, op den duur", *o.spread, "", 0, 100),
    ]


def tables(o: Outcome) -> list[Table]:
    s = o.stand
    order = sorted(range(len(s.keys)), key=lambda i: (s.keys[i] == plot.SPANNER, -round(s.end[i], 6)))
    rows = [
        (_name(o, i), plot.signed(100 * s.start[i]), plot.signed(100 * o.now[i]), plot.signed(100 * s.end[i]), _because(o, i))
        for i in order
    ]
    return [
        Table("De houding per partij", ("Partij", "Begin", _after(o.rounds).capitalize(), "Op den duur", "Op den duur vooral door"), rows)
    ]


def _name(o: Outcome, place: int) -> str:
    key = o.stand.keys[place]
    return "Wie op het snijvlak zit" if key == plot.SPANNER else o.case.party(key).called


def _because(o: Outcome, place: int) -> str:
    key, parts = o.stand.keys[place], o.stand.shares[place]
    if key in o.stand.held:
        return "houdt vast: " + ("rolmodel" if o.stand.held[key] == "role" else "cynicus")
    if not parts:
        return "de eigen groep"
    most = max(parts, key=parts.__getitem__)
    return f"{_short(o, most)} ({dutch(100 * parts[most], 0)}%)"


def _short(o: Outcome, place: int) -> str:
    key = o.stand.keys[place]
    return "wie op het snijvlak zit" if key == plot.SPANNER else o.case.party(key).label


def note(o: Outcome, key: str) -> str:
    s = o.stand
    if key == "rolmodellen":
        both = [o.case.party(k).called for k in o.both]
        clash = f"{_list(both)} koos u ook als cynicus, en telt daarom als cynicus." if both else ""
        return " ".join(filter(None, [clash, _next(o)]))
    if key == "cynici":
        if not o.parties("cynic"):
            return "Zonder cynicus eindigt iedereen die een rolmodel hoort op +100. Het duurt alleen even." if o.parties("role") else ""
        return f"Zonder cynici eindigde het gemiddelde op {_shown(o.bare.mean(o.bare.end))}; nu op {_shown(s.mean(s.end))}."
    if key == "snijvlak":
        ends = [(fields(o.case)[k], _group(o.case, s, k)) for k in o.sectors]
        return " ".join(f"In {name} komt men op den duur gemiddeld op {_shown(mean)}." for name, mean in ends)
    return ""


def tell(o: Outcome, party: str) -> str:
    s = o.stand
    i = s.keys.index(party) if party in s.keys else None
    if i is None:
        raise KeyError(party)
    name = _name(o, i)
    if party in s.held:
        return f"{name} houdt vast aan {_shown(s.end[i])}, wat anderen ook doen."
    course = f"{name} begint op {_shown(s.start[i])}, staat {_after(o.rounds)} op {_shown(o.now[i])} en eindigt op {_shown(s.end[i])}."
    parts = sorted(s.shares[i].items(), key=lambda item: -item[1])
    if not parts:
        return f"{course} Zij hoort niemand die vasthoudt, ook niet via anderen."
    said = _list([f"voor {dutch(100 * share, 0)}% door {_short(o, j)}" for j, share in parts])
    return f"{course} Dat eind wordt bepaald {said}. Waar zij begon, doet er dan niet meer toe."


def start(case: Case) -> Outcome:
    """The state that the prediction is about."""
    return outcome(case, **EXPERIMENT.settings(case))


def explain(case: Case, answer: float) -> str:
    o = start(case)
    return (
        f"Het rolmodel is {o.parties('role')[0].called}, de cynicus {o.parties('cynic')[0].called}. Zonder cynicus kwam iedereen die het rolmodel hoort op +100; "
        "waar zij begonnen, maakt voor het eind niet uit. Eén leider die niet opschuift, trekt iedereen omlaag die vooral naar die leider luistert, ook via anderen."
    )


def controls(case: Case) -> list[Choice | Slider]:
    everyone = [(NOBODY, "niemand"), *((p.key, p.called) for p in case.parties)]
    between = pairs(case)
    return [
        Choice("role1", "Rolmodel", everyone, directing(case)),
        Choice("role2", "Nog een rolmodel", everyone, NOBODY),
        Slider(
            "seen_roles",
            "Hoe zichtbaar zijn de rolmodellen?",
            0.5,
            5,
            1,
            0.5,
            "keer",
            "2 = men let twee keer zo sterk op haar als op een ander.",
        ),
        Choice("cynic1", "Cynische leider", everyone, cynical(case)),
        Choice("cynic2", "Nog een cynische leider", everyone, NOBODY),
        Choice(
            "cynic", "Wat straalt de cynicus uit?", [("afwijzen", "afwijzing (−100)"), ("schouders", "schouderophalen (0)")], "afwijzen"
        ),
        Slider("seen_cynics", "Hoe zichtbaar zijn de cynici?", 0.5, 5, 1, 0.5, "keer"),
        Choice(
            "spanner",
            "Wie zit op het snijvlak van twee sectoren?",
            [("niemand", "niemand"), ("collega", "een gewone collega"), ("rolmodel", "een rolmodel")],
            "niemand",
        ),
        Choice(
            "sectors",
            "Tussen welke twee sectoren?",
            [(name, name) for name in between] or [("", "er zijn geen twee sectoren")],
            _apart(case),
        ),
        Slider(
            "rounds",
            "Hoeveel ronden verder?",
            0,
            ROUNDS,
            FIRST,
            1,
            "ronde|ronden",
            "In een ronde schuift elke partij half op naar wie zij hoort.",
        ),
    ]


@last
def pairs(case: Case) -> dict[str, tuple[str, str]]:
    """The pairs of sectors between which someone can stand, by name: those of the sectors with most parties, in the order of the case."""
    counts = Counter(field(p) for p in case.parties if field(p))
    chosen = [name for name in fields(case) if name in dict(counts.most_common(SECTORS))]
    return {f"{fields(case)[a]} en {fields(case)[b]}": (a, b) for a, b in combinations(chosen, 2)}


def _apart(case: Case) -> str:
    """The pair that ends farthest apart at the start: worth a person between them."""
    first = stand(case, {directing(case): "role", cynical(case): "cynic"}, {"role": 1.0, "cynic": 1.0}, CYNIC["afwijzen"])

    def gap(name: str) -> float:
        one, other = (_group(case, first, sector) for sector in pairs(case)[name])
        return abs(one - other)

    return max(pairs(case), key=gap, default="")


def cards(case: Case) -> list[Card]:
    return [
        Card(
            "rolmodellen",
            "Wie geeft het voorbeeld?",
            "Een rolmodel leeft de waarde voor (+100) en schuift niet op, wat anderen ook doen. De regisseur hoort erbij.",
            ("role1", "role2", "seen_roles"),
        ),
        Card(
            "cynici",
            "Wie is cynisch?",
            "Een cynische leider schuift ook niet op. Die wijst de waarde af, of haalt de schouders op.",
            ("cynic1", "cynic2", "cynic", "seen_cynics"),
        ),
        Card(
            "snijvlak",
            "Wie werkt op het snijvlak?",
            "Zet iemand tussen twee sectoren. Zij krijgt een band met elke partij in die twee.",
            ("spanner", "sectors"),
        ),
    ]


def _ready(case: Case) -> str | None:
    if len(case.parties) < 3:
        return "Vul in uw casus eerst minstens drie partijen in."
    if not any(t.source != t.target for t in case.ties):
        return "In deze casus staan nog geen relaties. Vul bij ‘Uw casus’ in het notebook Begin in wie met wie te maken heeft, of kies een andere casus."
    return None


EXPERIMENT = Experiment(
    key="voorbeeldfiguren",
    notebook="06_cultuur",
    title="Rolmodellen, cynici en mensen op het snijvlak",
    guess=Guess(
        question="De regisseur leeft een waarde voor (+100) en houdt dat vol. Eén andere leider, van de partij met na haar de meeste banden, is cynisch (−100) en blijft dat. "
        "Alle anderen schuiven steeds een stukje op naar wie zij horen. Waar komt het gemiddelde van alle partijen op den duur uit?",
        field=lambda case: Slider("_guess", "Uw schatting", -100, 100, 50, 5),
        answer=lambda case: plot.points(start(case).stand.mean(start(case).stand.end)),
        explain=explain,
    ),
    controls=controls,
    cards=cards,
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    tables=tables,
    note=note,
    pick=tell,
    blind=True,
    columns=("alleen de rolmodellen", "nu"),
    strategy="cultuur",
    own="Wie is in uw eigen casus het rolmodel, en wie de cynicus waar veel mensen naar kijken? Wie zou u op een snijvlak zetten?",
    leaves_out=(
        "Een partij heeft hier één houding. In het echt lopen houdingen binnen één organisatie ver uiteen, en is haar leider niet de organisatie.",
        "Elke band uit de casus telt mee, naar gewicht en in beide richtingen, ook geld en gezag. Wie veel banden heeft, hoort van elk dus minder.",
        "Horen is altijd opschuiven naar de ander. Mensen zetten zich soms juist af, of luisteren alleen naar wie al op hen lijkt.",
        "De houding aan het begin volgt uit de houding in de casus (voor +50, afwachtend 0, tegen −50). Dat is een aanname. Voor het eind maakt zij niet uit, zolang er iemand vasthoudt.",
        "Wie vasthoudt, doet dat voor altijd. In het echt raakt een rolmodel moe, en komt een cynicus soms tot inkeer.",
        "Hoort iedereen rolmodellen en cynici in dezelfde verhouding, dan eindigt iedereen op dezelfde plek: z₊/(z₊+z₋) van de weg van de cynicus naar het rolmodel, met z de zichtbaarheid.",
    ),
    sources=("degroot1974", "friedkin1990", "acemoglu2013", "tushman1981"),
    ready=_ready,
)
