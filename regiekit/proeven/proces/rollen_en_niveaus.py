"""Welke rol, en op welk niveau: the roles of the director in the process, and the levels at which parties meet."""

from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from regiekit.cases.model import LEVELS, Case, Party
from regiekit.cases.reading import crowded, director, kinds
from regiekit.models import levels as model
from regiekit.plots.layout import Box, in_bands
from regiekit.proeven import Board, Choice, Edge, Node, Proef, Slider, Table, Zone, count, dutch, form, labels, last, listed, measure, say
from regiekit.widgets.party_rows import PartyRows, misread, party_column, party_names, stray

NOBODY = ""
TOP_DOWN = LEVELS[::-1]
BANDS = {"bestuurlijk": "Bestuurlijk", "management": "Management", "uitvoerend": "Uitvoerend", NOBODY: "Niet aan tafel, of niet bekend"}
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
COPY = "#"  # before the level in the key of a second place of the director; no party has such a key
NO_TIES = "er staan nog geen banden in de casus"


class Role(NamedTuple):
    """What the director does in a role, what it asks and costs, and the levels that it needs."""

    does: str
    asks: str
    costs: str
    levels: tuple[str, ...]


#: The roles. Which there are, and what each asks and costs, is a working list after the literature named in the file of words.
ROLES = {
    "aanjager": Role(
        "brengt partijen bij elkaar en houdt vaart in het proces",
        "warme contacten om mee te beginnen, en een bestuurder die zichtbaar meedoet",
        "weinig uren, wel uw naam: mislukt het, dan was het uw plan",
        ("bestuurlijk",),
    ),
    "begeleider": Role(
        "bewaakt de spelregels en het gesprek, niet de inhoud",
        "geen groot eigen belang bij de uitkomst",
        "veel uren, en u geeft uw stem over de inhoud uit handen",
        ("management", "uitvoerend"),
    ),
    "bemiddelaar": Role(
        "praat met elke partij apart als het vastzit, en zoekt de ruimte ertussen",
        "vertrouwen van voor- en tegenstanders",
        "veel uren, en wat u apart hoort mag u niet gebruiken",
        ("management",),
    ),
    "deelnemer": Role(
        "zit als gewone partij aan tafel, met een eigen belang",
        "een mandaat: wie er zit, kan de eigen organisatie binden",
        "u kunt het proces niet ook nog neutraal leiden; een ander moet dat doen",
        ("management",),
    ),
    "opdrachtgever": Role(
        "koopt of subsidieert wat anderen doen",
        "geld dat de partijen niet elders krijgen",
        "geld, en partijen die gaan wachten op uw opdracht",
        ("management", "uitvoerend"),
    ),
    "beslisser": Role(
        "hakt knopen door als partijen er niet uitkomen",
        "bevoegdheden tegenover de meeste partijen",
        "vertrouwen: wie overstemd wordt, moet het besluit vaak wel uitvoeren",
        ("bestuurlijk",),
    ),
}


@last
def evidence(case: Case) -> dict[str, tuple[bool | None, str]]:
    """Role -> whether the case gives ground for it (None where it does not say), and what it says."""
    head = case.party(director(case))
    others = [p for p in case.parties if p.key != head.key]
    of = f"van de {count(len(others), 'andere partij|andere partijen')}"

    def tied(kind, both=False):
        """The parties at the other end of the director's ties of this kind."""
        ends = [(t.source, t.target) for t in case.ties if t.kind == kind]
        return ({b for a, b in ends if a == head.key} | {a for a, b in ends if both and b == head.key}) - {head.key}

    paid, led, warm = len(tied("geld")), len(tied("hiërarchie")), tied("informeel", both=True)
    found = {
        "aanjager": (bool(warm), f"de regisseur heeft warm contact met {len(warm)} {of}"),
        "opdrachtgever": (2 * paid >= len(others), f"de regisseur betaalt {paid} {of}"),
        "beslisser": (2 * led >= len(others), f"de regisseur kan {led} {of} opdrachten geven"),
    }
    neutral = _neutral(case, head)
    return {
        **(found if case.ties else dict.fromkeys(found, (None, NO_TIES))),
        "begeleider": neutral,
        "bemiddelaar": _trusted(neutral, bool(case.ties), [p.key in warm for p in others if p.position == "tegen"]),
        "deelnemer": _bound(head),
    }


def _neutral(case: Case, head: Party) -> tuple[bool | None, str]:
    """Whether the director has little to gain or lose itself."""
    if not case.issues:
        return None, "er staan geen kwesties in de casus; vraag u af of de regisseur zelf iets te winnen heeft"
    own, issues = sum(abs(issue.gains.get(head.key, 0)) >= STRONG for issue in case.issues), len(case.issues)
    return 2 * own < issues, f"bij {own} van de {issues} kwesties heeft de regisseur zelf veel te winnen of te verliezen"


def _trusted(neutral: tuple[bool | None, str], tied: bool, warm: list[bool]) -> tuple[bool | None, str]:
    """Whether the director is neutral and trusted by who is against; `warm`: with which of those it has warm contact."""
    fits, said = neutral
    if not warm:
        return fits, f"{said}; er is geen partij tegen"
    if not tied:
        return (False if fits is False else None), f"{said}; {NO_TIES}"
    against = f"van de {count(len(warm), 'partij|partijen')} die tegen {form(len(warm), 'is', 'zijn')}"
    return (fits if all(warm) else False), f"{said}; {against}, heeft zij er met {sum(warm)} warm contact"


def _bound(head: Party) -> tuple[bool | None, str]:
    """Whether who sits for the director may commit it."""
    sits = head.representative
    if not sits:
        return None, "in de casus staat niet wie er namens de regisseur aan tafel zit"
    bind = "kan de organisatie binden" if sits.commitment else "kan de organisatie niet binden"
    fits = sits.commitment and sits.mandate != "geen"
    return fits, f"wie namens de regisseur aan tafel zit, heeft als mandaat: {sits.mandate}, en {bind}"


def start_rows(case: Case) -> list[dict[str, str]]:
    """The levels of the representatives in the case file."""
    return [{"partij": p.key, "niveau": p.representative.level if p.representative else NOBODY} for p in case.parties]


def wider(at: str, reach: str) -> tuple[str, ...]:
    """The levels of the director, highest first: its own, and what its reach adds."""
    if reach == "alle":
        return TOP_DOWN
    higher = LEVELS[LEVELS.index(at) + 1 :][:1] if at and reach == "hoger" else ()
    return (*higher, at) if at else ()


def on(levels: tuple[str, ...] | list[str]) -> str:
    return listed(AT[level] for level in levels)


class Levels(Proef, asks=("position", "level", "mandate", "commitment", "tie.kind", "director.gain")):
    """The role of the director, the levels where it sits, and those of the others."""

    role: str
    reach: str
    places: list[dict[str, str]]

    @classmethod
    def ready(cls, case):
        return crowded(case) if len(case.parties) > 1 else "Vul eerst minstens twee partijen in, of kies een andere casus."

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 0, 100, 60, 1, "%")

    @classmethod
    def answer(cls, case):
        start = cls.at(case)
        return 100 * start.share if any(start.levels.values()) else float("nan")

    @classmethod
    def explain(cls, case, answer):
        sizes = [len(keys) for keys in cls.at(case).seated.values()]
        if not any(sizes):
            return "In deze casus staat nog van niemand op welk niveau zij aan tafel zit. Vul het hieronder in."
        top, middle, low = sizes
        unknown = len(case.parties) - sum(sizes)
        some = f"Er {form(top, 'zit 1 partij', f'zitten {top} partijen')} op bestuurlijk niveau, {middle} op managementniveau"
        spread = "Verdeeld over drie niveaus treft al gauw twee derde van de paren elkaar niet." if all(sizes) and answer < 50 else ""
        lost = f"Van {count(unknown, 'partij|partijen')} is het niveau niet bekend; die treffen hier niemand."
        return say(f"{some} en {low} op uitvoerend niveau.", lost if unknown else spread)

    @classmethod
    def controls(cls, case):
        options = [*([level, BANDS[level].lower()] for level in TOP_DOWN), [NOBODY, "niet aan tafel"]]
        level = {"key": "niveau", "label": "Niveau", "options": options, "default": NOBODY}
        columns, rows = [party_column(case, "partij", "Partij", fixed=True), level], start_rows(case)
        also, paste = {"partij": party_names(case), "niveau": NAMES}, "Een kolom uit een rekenblad kunt u hier plakken."
        roles = [(key, f"{key}: {role.does}") for key, role in ROLES.items()]
        return [
            Choice("role", "Welke rol neemt de regisseur in het proces?", roles, "begeleider"),
            Choice("reach", "Waar zit de regisseur zelf aan tafel?", list(REACH.items()), "eigen"),
            PartyRows("places", "Wie zit op welk niveau?", columns, rows, max(60, len(rows)), paste, fixed=True, also=also, each="partij"),
        ]

    @cached_property
    def before(self):
        return self.but(reach="eigen", places=start_rows(self.case))

    @cached_property
    def head(self) -> Party:
        return self.case.party(director(self.case))

    @cached_property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """Party -> the levels where it sits, highest first; only the director may have several."""
        rows = {row["partij"]: row["niveau"] for row in [*start_rows(self.case), *self.places]}
        at = {k: rows[k] if rows[k] in LEVELS else NOBODY for k in self.case.party_keys}
        return {k: wider(level, self.reach if k == self.head.key else "eigen") for k, level in at.items()}

    @cached_property
    def unread(self) -> list[str]:
        """What could not be read in the rows."""
        last, given = {row["partij"]: row["niveau"] for row in self.places}, [row["partij"] for row in self.places]
        label = {p.key: p.label for p in self.case.parties}
        wrong = [(k, level) for k, level in last.items() if k in label and level not in (*LEVELS, NOBODY)]
        strays = [stray(self.case, k) for k in last if k not in label or given.count(k) > 1]
        return strays + [f"‘{level[:30]}’ bij {label[k]}" for k, level in wrong]

    @cached_property
    def seated(self) -> dict[str, tuple[str, ...]]:
        """Level -> who sits there, highest first."""
        return {level: model.at_level(self.levels, level) for level in TOP_DOWN}

    @cached_property
    def alone(self) -> tuple[str, ...]:
        """Who meets nobody of the own level."""
        return model.alone(self.levels)

    @property
    def absent(self) -> list[str]:
        return [k for k, at in self.levels.items() if not at]

    @property
    def lacking(self) -> list[str]:
        """The levels that the role asks for and where the director does not sit."""
        return [level for level in ROLES[self.role].levels if level not in self.levels[self.head.key]]

    def met(self, key: str) -> list[str]:
        """Whom a party meets at its own levels."""
        return [k for k, at in self.levels.items() if k != key and set(at) & set(self.levels[key])]

    @measure("Paren partijen die elkaar op hetzelfde niveau treffen", "%", 0, 100)
    def share(self) -> float:
        return model.meeting_share(self.levels)

    @measure("Partijen die niemand van hun eigen niveau treffen", digits=0)
    def lonely(self) -> int:
        return len(self.alone)

    @measure("Losse tafels", digits=0)
    def groups(self) -> int:
        return len(model.tables(self.levels))

    @measure("Partijen die de regisseur zelf treft", digits=0)
    def reached(self) -> int:
        return len(self.met(self.head.key))

    def picture(self):
        b, head, party = Board(660, 600, "proces"), self.head, {p.key: p for p in self.case.parties}
        own = self.levels[head.key]
        places = [head.key, *(COPY + level for level in own[1:])]
        bands: dict[str, list[str]] = {level: [] for level in BANDS}
        for key, at in self.levels.items():
            if key != head.key:
                bands[at[0] if at else NOBODY].append(key)
        for place, level in zip(places, own or (NOBODY,), strict=True):
            bands[level].insert(0, place)
        shown = {level: members for level, members in bands.items() if level or members}
        spots, boxes, scale = in_bands(list(shown.values()), Box(6, 4, b.width - 12, b.height - 8))
        zones = [
            Zone(level or "onbekend", f"{BANDS[level]}: {len(members) or 'niemand'}", box, "plain" if level else "faded")
            for (level, members), box in zip(shown.items(), boxes, strict=True)
        ]
        nodes = []
        for level, place in ((level, place) for level, members in shown.items() for place in members):
            p, near = party.get(place, head), level and level in own
            tone = "strong" if place in places else "faded" if place in self.alone else "tinted" if near else "plain"
            nodes.append(Node.of(p, spots[place], tone, scale=scale)._replace(key=place))
        b.network(nodes, [Edge(one, other, "hiërarchie", 1, tone="strong") for one, other in pairwise(places)], zones, pick=True)
        extra = [("strong", "regisseur"), ("tinted", "treft de regisseur"), ("faded", "treft niemand")]
        b.legend(kinds(self.case), extra=extra)
        return b

    def words(self):
        if not any(self.levels.values()):
            nobody = "Nog van niemand is bekend op welk niveau die aan tafel zit."
            return say(self._who(), nobody, "Kies in de tabel per partij een niveau; dan ziet u wie elkaar treffen.")
        sits = [f"{BANDS[level].lower()}: {self._names(keys) or 'niemand'}" for level, keys in self.seated.items()]
        return say(
            self._who(),
            f"Aan tafel, per niveau: {'; '.join(sits)}.",
            f"Niet aan tafel of niet bekend: {self._names(self.absent)}." if self.absent else "",
            f"Van alle paren partijen treft {dutch(100 * self.share, 0)}% elkaar op hetzelfde niveau.",
            f"De regisseur zelf treft {self._reached()}.",
            self._alone() or ("Iedereen aan tafel treft iemand van het eigen niveau." if self.share else ""),
            self._tables(),
            f"Deze rol vraagt ook een plek op {on(self.lacking)}; daar zit de regisseur niet." if self.lacking else "",
        )

    def _names(self, keys):
        return listed(labels(self.case, keys))

    def _who(self):
        return f"{self.head.called} is {self.role}: zij {ROLES[self.role].does}."

    def _reached(self):
        return f"{self.reached} van de {count(len(self.levels) - 1, 'andere partij|andere partijen')}"

    def _alone(self):
        return f"Niemand van het eigen niveau {form(self.lonely, 'treft', 'treffen')}: {self._names(self.alone)}." if self.alone else ""

    def _tables(self):
        levels = len(self.levels[self.head.key])
        if levels > 1:
            one, more = "is 1 tafel", f"zijn {self.groups} losse tafels"
            return f"Er {form(self.groups, one, more)}; {self.head.label} verbindt {levels} niveaus."
        return f"De niveaus vormen {self.groups} losse tafels: niemand zit aan twee tafels." if self.groups > 1 else ""

    def report(self):
        if not any(self.levels.values()):
            return self._who()
        lacking = f"De rol vraagt ook een plek op {on(self.lacking)}; die is er nog niet." if self.lacking else ""
        return say(self._who(), f"Op het eigen niveau treft zij {self._reached()}.", self._alone(), lacking)

    def tables(self):
        said = {True: "ja", False: "nee", None: "niet te zeggen"}
        rows = []
        for key, role in ROLES.items():
            fits, why = evidence(self.case)[key]
            rows.append((f"{key} (gekozen)" if key == self.role else key, role.asks, role.costs, f"{said[fits]}: {why}"))
        caption = f"De rollen die {self.head.label} in het proces kan nemen"
        return [Table(caption, ("Rol", "Wat zij vraagt", "Wat zij kost", "Is dat er, volgens de casus?"), rows)]

    def pick(self, key):
        key = self.head.key if key.startswith(COPY) and key[1:] in LEVELS else key
        p, at = self.case.party(key), self.levels[key]
        if not at:
            return f"Van {p.called} is niet bekend op welk niveau zij aan tafel zit."
        who = f", met als vertegenwoordiger: {p.representative.role}" if p.representative and p.representative.role else ""
        return f"{p.called} zit op {on(at)} aan tafel{who}. Daar treft zij {self._names(self.met(key)) or 'niemand'}."

    def note(self, key):
        if key == "role":
            fits, why = evidence(self.case)[self.role]
            start = {True: "De casus biedt daar een basis voor", False: "De casus biedt daar weinig basis voor"}
            return f"Deze rol vraagt: {ROLES[self.role].asks}. {start.get(fits, 'Dat kan het denkmodel niet zeggen')}: {why}."
        if key == "reach" and self.lacking:
            return f"De rol van {self.role} vraagt ook een plek op {on(self.lacking)}."
        if key == "places" and self.unread:
            return f"{misread(self.unread)} Kies een niveau uit de lijst; wie geen niveau heeft, zit niet aan tafel."
        if key == "places" and self.alone:
            lonely = f"{self._names(self.alone)} {form(self.lonely, 'treft', 'treffen')} niemand van het eigen niveau."
            return f"{lonely} Schaal een partij op of af, of laat de regisseur erbij komen zitten."
        return ""
