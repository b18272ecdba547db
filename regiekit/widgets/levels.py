"""Rollen van de regisseur in het proces, en de niveaus waarop partijen elkaar treffen."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import attrs

from ..cases import Case, Party
from ..cases.model import LEVELS
from ..models import levels as model
from ..plots import levels as plot
from .controls import Choice, Slider, counted, dutch, with_unit
from .experiment import Experiment, Guess, Measure, Table
from .party_rows import PartyRows, party_column, party_names

NOBODY = ""
TOP_DOWN = tuple(reversed(LEVELS))
AT = {"uitvoerend": "uitvoerend niveau", "management": "managementniveau", "bestuurlijk": "bestuurlijk niveau"}
#: Other ways to write a level: as in the case file, or that nobody sits there.
NAMES = {
    **{level: level for level in LEVELS},
    **{name: level for level, name in AT.items()},
    "bestuur": "bestuurlijk",
    "uitvoering": "uitvoerend",
    **dict.fromkeys(("onbekend", "niet bekend", "geen", "-", "–", "?"), NOBODY),
}
REACH = {"eigen": "alleen op het eigen niveau", "hoger": "ook één niveau hoger", "alle": "op alle drie de niveaus"}
STRONG = 3  # points of gain from which a party has a clear interest of its own in an issue


class Role(NamedTuple):
    """A role that the director can take: its name, what it does, what it asks, what it costs, the levels it needs, and what the case says."""

    name: str
    does: str
    asks: str
    costs: str
    levels: tuple[str, ...]
    evidence: Callable[["Facts"], tuple[bool | None, str]]


class Facts(NamedTuple):
    """What a case says of the director: own interests, whom it pays, commands and knows, how many others there are, its mandate, who is against.

    `blockers` of the `against` have no warm contact with it; `tied` is whether the case has ties at all, `seated` whether it says who sits for it.
    """

    interests: int
    issues: int
    paid: int
    commanded: int
    known: int
    others: int
    mandate: str
    committed: bool
    blockers: int
    against: int = 0
    tied: bool = True
    seated: bool = True


NO_TIES = "er staan nog geen banden in de casus"


def _few(share: int, whole: int) -> bool:
    return 2 * share < whole


def _starter(f: Facts) -> tuple[bool | None, str]:
    if not f.tied:
        return None, NO_TIES
    return (
        f.known > 0,
        f"de regisseur heeft warm contact met {f.known} van de {with_unit(str(f.others), 'andere partij|andere partijen', f.others)}",
    )


def _guide(f: Facts) -> tuple[bool | None, str]:
    if not f.issues:
        return None, "er staan geen kwesties in de casus; vraag u af of de regisseur zelf iets te winnen heeft"
    return _few(
        f.interests, f.issues
    ), f"bij {f.interests} van de {f.issues} kwesties heeft de regisseur zelf veel te winnen of te verliezen"


def _mediator(f: Facts) -> tuple[bool | None, str]:
    own, said = _guide(f)
    if not f.against:
        return own, f"{said}; er is geen partij tegen"
    if not f.tied:
        return (own if own is False else None), f"{said}; {NO_TIES}"
    warm = f"van de {with_unit(str(f.against), 'partij|partijen', f.against)} die tegen {'is' if f.against == 1 else 'zijn'}, heeft zij er met {f.against - f.blockers} warm contact"
    return (False if f.blockers else own), f"{said}; {warm}"


def _member(f: Facts) -> tuple[bool | None, str]:
    if not f.seated:
        return None, "in de casus staat niet wie er namens de regisseur aan tafel zit"
    bind = "kan de organisatie binden" if f.committed else "kan de organisatie niet binden"
    return f.committed and f.mandate != "geen", f"wie namens de regisseur aan tafel zit, heeft als mandaat: {f.mandate}, en {bind}"


def _client(f: Facts) -> tuple[bool | None, str]:
    if not f.tied:
        return None, NO_TIES
    return not _few(
        f.paid, f.others
    ), f"de regisseur betaalt {f.paid} van de {with_unit(str(f.others), 'andere partij|andere partijen', f.others)}"


def _decider(f: Facts) -> tuple[bool | None, str]:
    if not f.tied:
        return None, NO_TIES
    return not _few(
        f.commanded, f.others
    ), f"de regisseur kan {f.commanded} van de {with_unit(str(f.others), 'andere partij|andere partijen', f.others)} opdrachten geven"


#: The roles. Which there are, and what each asks and costs, is a working list after the literature named below.
ROLES = {
    "aanjager": Role(
        "aanjager",
        "brengt partijen bij elkaar en houdt vaart in het proces",
        "warme contacten om mee te beginnen, en een bestuurder die zichtbaar meedoet",
        "weinig uren, wel uw naam: mislukt het, dan was het uw plan",
        ("bestuurlijk",),
        _starter,
    ),
    "begeleider": Role(
        "begeleider",
        "bewaakt de spelregels en het gesprek, niet de inhoud",
        "geen groot eigen belang bij de uitkomst",
        "veel uren, en u geeft uw stem over de inhoud uit handen",
        ("management", "uitvoerend"),
        _guide,
    ),
    "bemiddelaar": Role(
        "bemiddelaar",
        "praat met elke partij apart als het vastzit, en zoekt de ruimte ertussen",
        "vertrouwen van voor- en tegenstanders",
        "veel uren, en wat u apart hoort mag u niet gebruiken",
        ("management",),
        _mediator,
    ),
    "deelnemer": Role(
        "deelnemer",
        "zit als gewone partij aan tafel, met een eigen belang",
        "een mandaat: wie er zit, kan de eigen organisatie binden",
        "u kunt het proces niet ook nog neutraal leiden; een ander moet dat doen",
        ("management",),
        _member,
    ),
    "opdrachtgever": Role(
        "opdrachtgever",
        "koopt of subsidieert wat anderen doen",
        "geld dat de partijen niet elders krijgen",
        "geld, en partijen die gaan wachten op uw opdracht",
        ("management", "uitvoerend"),
        _client,
    ),
    "beslisser": Role(
        "beslisser",
        "hakt knopen door als partijen er niet uitkomen",
        "bevoegdheden tegenover de meeste partijen",
        "vertrouwen: wie overstemd wordt, moet het besluit vaak wel uitvoeren",
        ("bestuurlijk",),
        _decider,
    ),
}


@attrs.frozen
class Outcome:
    """Who sits at which level, and the role of the director."""

    case: Case
    director: str
    role: str
    reach: str
    levels: dict[str, tuple[str, ...]]
    facts: Facts
    unread: tuple[str, ...] = ()

    @property
    def alone(self) -> tuple[str, ...]:
        return model.alone(self.levels)

    @property
    def absent(self) -> list[str]:
        return [k for k, at in self.levels.items() if not at]

    @property
    def lacking(self) -> list[str]:
        """The levels that the role asks for and where the director does not sit."""
        return [level for level in ROLES[self.role].levels if level not in self.levels[self.director]]


def directing(case: Case) -> str:
    """The party whose role this is: the director of the case, else the first."""
    keys = [p.key for p in case.parties]
    return case.director if case.director in keys else keys[0]


def own_level(party: Party) -> str:
    return party.representative.level if party.representative else NOBODY


def facts(case: Case) -> Facts:
    """What the case says of the director."""
    head = case.party(directing(case))
    others = [p for p in case.parties if p.key != head.key]
    gains = [abs(issue.gains.get(head.key, 0)) for issue in case.issues]
    to = {kind: {t.target for t in case.ties if t.kind == kind and t.source == head.key} - {head.key} for kind in ("geld", "hiërarchie")}
    warm = {k for t in case.ties if t.kind == "informeel" and head.key in (t.source, t.target) for k in (t.source, t.target)} - {head.key}
    sits = head.representative
    return Facts(
        sum(g >= STRONG for g in gains),
        len(gains),
        len(to["geld"]),
        len(to["hiërarchie"]),
        len(warm),
        len(others),
        sits.mandate if sits else "niet bekend",
        bool(sits and sits.commitment),
        sum(p.position == "tegen" and p.key not in warm for p in others),
        sum(p.position == "tegen" for p in others),
        bool(case.ties),
        bool(sits),
    )


def wider(at: str, reach: str) -> tuple[str, ...]:
    """The levels of the director, highest first: its own, and what its reach adds."""
    if reach == "alle":
        return TOP_DOWN
    if reach == "hoger" and at:
        top = LEVELS.index(at) + 1
        return (*LEVELS[top : top + 1], at)
    return (at,) if at else ()


def outcome(case: Case, role: str, reach: str, places: Sequence[dict[str, str]]) -> Outcome:
    given = {row["partij"]: row["niveau"] for row in places}
    keys, all_given = set(case.party_keys), [row["partij"] for row in places]
    unread = [
        f"‘{k[:30]}’ staat dubbel in de tabel" if k in keys else f"‘{k[:30]}’ is geen partij uit deze casus"
        for k in dict.fromkeys(all_given)
        if k not in keys or all_given.count(k) > 1
    ]
    unread += [f"‘{level[:30]}’ bij {case.party(k).label}" for k, level in given.items() if k in keys and level not in (*LEVELS, NOBODY)]
    at = {p.key: given.get(p.key, own_level(p)) for p in case.parties}  # a party that came later is not in what was kept
    levels = {k: (level,) if level in LEVELS else () for k, level in at.items()}
    head = directing(case)
    levels[head] = wider(at[head] if at[head] in LEVELS else NOBODY, reach)
    return Outcome(case, head, role, reach, levels, facts(case), tuple(unread))


def picture(o: Outcome) -> str:
    return plot.picture(o.case, o.levels, o.director, o.alone, title=EXPERIMENT.title, words=words(o))


def listed(names: Sequence[str]) -> str:
    return " en ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def labels(o: Outcome, keys: Sequence[str]) -> str:
    return listed([o.case.party(k).label for k in keys])


def words(o: Outcome) -> str:
    role, head = ROLES[o.role], o.case.party(o.director)
    who = f"{head.called} is {role.name}: zij {role.does}."
    if not any(o.levels.values()):
        return f"{who} Nog van niemand is bekend op welk niveau die aan tafel zit. Kies in de tabel per partij een niveau; dan ziet u wie elkaar treffen."
    sits = [f"{plot.BANDS[level].lower()}: {labels(o, model.at_level(o.levels, level)) or 'niemand'}" for level in TOP_DOWN]
    where = f"Aan tafel, per niveau: {'; '.join(sits)}."
    absent = f"Niet aan tafel of niet bekend: {labels(o, o.absent)}." if o.absent else ""
    share = model.meeting_share(o.levels)
    meet = f"Van alle paren partijen treft {dutch(100 * share, 0)}% elkaar op hetzelfde niveau. De regisseur zelf treft {len(met(o.levels, o.director))} van de {with_unit(str(len(o.levels) - 1), 'andere partij|andere partijen', len(o.levels) - 1)}."
    alone = (
        f"Niemand van het eigen niveau {'treft' if len(o.alone) == 1 else 'treffen'}: {labels(o, o.alone)}."
        if o.alone
        else "Iedereen aan tafel treft iemand van het eigen niveau."
        if share
        else ""
    )
    groups = len(model.tables(o.levels))
    tie = (
        f"De niveaus vormen {groups} losse tafels: niemand zit aan twee tafels."
        if groups > 1 and len(o.levels[o.director]) < 2
        else f"Er {'is 1 tafel' if groups == 1 else f'zijn {groups} losse tafels'}; {head.label} verbindt {len(o.levels[o.director])} niveaus."
        if len(o.levels[o.director]) > 1
        else ""
    )
    lacking = (
        f"Deze rol vraagt ook een plek op {listed([AT[level] for level in o.lacking])}; daar zit de regisseur niet." if o.lacking else ""
    )
    return " ".join(filter(None, [who, where, absent, meet, alone, tie, lacking]))


def report(o: Outcome) -> str:
    role, head = ROLES[o.role], o.case.party(o.director)
    out = [f"{head.called} is {role.name}: zij {role.does}."]
    if any(o.levels.values()):
        out.append(
            f"Op het eigen niveau treft zij {len(met(o.levels, o.director))} van de {with_unit(str(len(o.levels) - 1), 'andere partij|andere partijen', len(o.levels) - 1)}."
        )
        if o.alone:
            out.append(f"Niemand van het eigen niveau {'treft' if len(o.alone) == 1 else 'treffen'}: {labels(o, o.alone)}.")
        if o.lacking:
            out.append(f"De rol vraagt ook een plek op {listed([AT[level] for level in o.lacking])}; die is er nog niet.")
    return " ".join(out)


def measures(o: Outcome) -> list[Measure]:
    first = placed(o.case)
    return [
        Measure(
            "Paren partijen die elkaar op hetzelfde niveau treffen", model.meeting_share(first), model.meeting_share(o.levels), "%", 0, 100
        ),
        Measure("Partijen die niemand van hun eigen niveau treffen", len(model.alone(first)), len(o.alone), digits=0),
        Measure("Losse tafels", len(model.tables(first)), len(model.tables(o.levels)), digits=0),
        Measure("Partijen die de regisseur zelf treft", len(met(first, o.director)), len(met(o.levels, o.director)), digits=0),
    ]


def met(levels: dict[str, tuple[str, ...]], key: str) -> list[str]:
    """Whom a party meets at its own levels."""
    return [k for k, at in levels.items() if k != key and set(at) & set(levels[key])]


def placed(case: Case) -> dict[str, tuple[str, ...]]:
    """The levels as they follow from the representatives in the case."""
    return {p.key: (own_level(p),) if own_level(p) else () for p in case.parties}


def tables(o: Outcome) -> list[Table]:
    said = {True: "ja", False: "nee", None: "niet te zeggen"}
    rows = []
    for key, role in ROLES.items():
        fits, why = role.evidence(o.facts)
        rows.append((f"{role.name} (gekozen)" if key == o.role else role.name, role.asks, role.costs, f"{said[fits]}: {why}"))
    return [
        Table(
            f"De rollen die {o.case.party(o.director).label} in het proces kan nemen",
            ("Rol", "Wat zij vraagt", "Wat zij kost", "Is dat er, volgens de casus?"),
            rows,
        )
    ]


def tell(o: Outcome, party: str) -> str:
    key = o.director if party.startswith(plot.COPY) and party[1:] in LEVELS else party
    p = o.case.party(key)
    at = o.levels[key]
    if not at:
        return f"Van {p.called} is niet bekend op welk niveau zij aan tafel zit."
    sits = f"{p.called} zit op {listed([AT[level] for level in at])} aan tafel"
    who = f", met als vertegenwoordiger: {p.representative.role}" if p.representative and p.representative.role else ""
    near = met(o.levels, key)
    return f"{sits}{who}. Daar treft zij {labels(o, near) if near else 'niemand'}."


def note(o: Outcome, key: str) -> str:
    if key == "role":
        fits, why = ROLES[o.role].evidence(o.facts)
        start = {
            True: "De casus biedt daar een basis voor",
            False: "De casus biedt daar weinig basis voor",
            None: "Dat kan het denkmodel niet zeggen",
        }[fits]
        return f"Deze rol vraagt: {ROLES[o.role].asks}. {start}: {why}."
    if key == "reach" and o.lacking:
        return f"De rol van {ROLES[o.role].name} vraagt ook een plek op {listed([AT[level] for level in o.lacking])}."
    if key == "places" and o.unread:
        return f"Dit las ik niet: {'; '.join(o.unread[:5])}{'; en meer' if len(o.unread) > 5 else ''}. Kies een niveau uit de lijst; wie geen niveau heeft, zit niet aan tafel."
    if key == "places" and o.alone:
        return f"{labels(o, o.alone)} {'treft' if len(o.alone) == 1 else 'treffen'} niemand van het eigen niveau. Schaal een partij op of af, of laat de regisseur erbij komen zitten."
    return ""


def controls(case: Case) -> list[Choice | PartyRows]:
    options = [*([level, plot.BANDS[level].lower()] for level in TOP_DOWN), [NOBODY, "niet aan tafel"]]
    return [
        Choice("role", "Welke rol neemt de regisseur in het proces?", [(k, f"{r.name}: {r.does}") for k, r in ROLES.items()], "begeleider"),
        Choice("reach", "Waar zit de regisseur zelf aan tafel?", list(REACH.items()), "eigen"),
        PartyRows(
            "places",
            "Wie zit op welk niveau?",
            [
                party_column(case, "partij", "Partij", fixed=True),
                {"key": "niveau", "label": "Niveau", "options": options, "default": NOBODY},
            ],
            [{"partij": p.key, "niveau": own_level(p)} for p in case.parties],
            max(60, len(case.parties)),
            "Een kolom uit een rekenblad kunt u hier plakken.",
            fixed=True,
            also={"partij": party_names(case), "niveau": NAMES},
            each="partij",
        ),
    ]


def share(case: Case) -> float:
    """The share of pairs that meet as the case is, in per cent; nan when no level is known."""
    found = placed(case)
    return 100 * model.meeting_share(found) if any(found.values()) else float("nan")


def explain(case: Case, answer: float) -> str:
    found = placed(case)
    if not any(found.values()):
        return "In deze casus staat nog van niemand op welk niveau zij aan tafel zit. Vul het hieronder in."
    sizes = [len(model.at_level(found, level)) for level in TOP_DOWN]
    where = f"Er {counted(sizes[0], 'zit', 'zitten', 'partij', 'partijen')} op bestuurlijk niveau, {sizes[1]} op managementniveau en {sizes[2]} op uitvoerend niveau."
    unknown = len(found) - sum(sizes)
    rest = (
        f" Van {with_unit(str(unknown), 'partij|partijen', unknown)} is het niveau niet bekend; die treffen hier niemand."
        if unknown
        else ""
    )
    return f"{where}{rest}" + (
        " Verdeeld over drie niveaus treft al gauw twee derde van de paren elkaar niet."
        if all(sizes) and not unknown and answer < 50
        else ""
    )


EXPERIMENT = Experiment(
    key="rollen_en_niveaus",
    notebook="08_proces_gaande",
    title="Welke rol, en op welk niveau?",
    strategy="proces",
    blind=True,
    guess=Guess(
        question="Elke partij stuurt iemand: van de uitvoering, uit het management of een bestuurder. Wie op hetzelfde niveau zit, treft elkaar. Neem alle paren partijen uit de casus. "
        "Hoeveel procent daarvan treft elkaar?",
        field=lambda case: Slider("_guess", "Uw schatting", 0, 100, 60, 1, "%"),
        answer=share,
        explain=explain,
    ),
    controls=controls,
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    tables=tables,
    pick=tell,
    note=note,
    columns=("volgens de casus", "nu"),
    own="Welke rol neemt uw gemeente nu in het proces, en welke verwachten de anderen van haar? Wie aan tafel treft niemand van het eigen niveau?",
    leaves_out=(
        "De zes rollen zijn een werklijst. In het echt neemt een gemeente er vaak meer tegelijk, en juist die mengeling geeft verwarring: bent u nu begeleider of opdrachtgever?",
        "Of een rol past, leidt het denkmodel af uit banden, kwesties en mandaat in de casus. Of de anderen u de rol gunnen, staat daar niet in.",
        "Wie op één niveau zit, treft hier iedereen van dat niveau. Hoe vaak zij elkaar zien en of het klikt, telt niet mee.",
        "Elke partij heeft hier één vertegenwoordiger, alleen de regisseur kan op meer niveaus zitten. Grote partijen sturen in het echt vaak meer mensen.",
        "Gelijk niveau is niet hetzelfde als gelijk mandaat. Dat verschil staat in de spelersanalyse van het notebook over procesontwerp.",
    ),
    sources=("koppenjan2004", "susskind1987", "breiger1974", "borgatti1997"),
    ready=lambda case: None if len(case.parties) > 1 else "Vul in uw casus eerst minstens twee partijen in, of kies een andere casus.",
)
