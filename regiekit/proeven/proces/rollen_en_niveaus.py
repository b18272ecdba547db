"""Welke rol, en op welk niveau: whom the director meets by its role, at which levels parties meet, and how strict politics and officials are apart."""

from collections import Counter
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from regiekit.cases.model import LEVELS, Case, Party
from regiekit.cases.reading import crowded, director, issues, kinds
from regiekit.models import levels as model
from regiekit.plots.layout import Box, in_bands
from regiekit.proeven import (
    Board,
    Choice,
    Edge,
    Node,
    Proef,
    Slider,
    Table,
    Zone,
    capital,
    dutch,
    form,
    last,
    listed,
    measure,
    number_word,
    say,
)
from regiekit.widgets.party_rows import PartyRows, misread, party_column, party_names, stray
from regiekit.widgets.say import again, does, part, phrase, together

NOBODY = ""
TOP_DOWN = LEVELS[::-1]
BANDS = {"bestuurlijk": "Bestuurlijk", "management": "Management", "uitvoerend": "Uitvoerend", NOBODY: "Niet aan tafel, of niet bekend"}
AT = {"uitvoerend": "uitvoerend niveau", "management": "managementniveau", "bestuurlijk": "bestuurlijk niveau"}
#: Who sit at a level: none, one, more.
WHO_SIT = {
    "bestuurlijk": ("geen bestuurder", "bestuurder", "bestuurders"),
    "management": ("geen manager", "manager", "managers"),
    "uitvoerend": ("niemand uit de uitvoering", "mens uit de uitvoering", "mensen uit de uitvoering"),
}
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
STRICT, DIFFUSE = "strikt", "diffuus"
POLITICS = ("bestuurlijk", "management")  # the levels that sit together where the border between politics and officials is diffuse
NO_TIES = "er staan nog geen banden in de casus"


class Role(NamedTuple):
    """What the director does in a role, what it asks and costs, the levels that it needs, and whom it meets by it beside its own level."""

    does: str
    asks: str
    costs: str
    levels: tuple[str, ...]
    meets: str


#: The roles. Which there are, and what each asks and costs, is a working list after the literature named in the file of words.
ROLES = {
    "aanjager": Role(
        "brengt partijen bij elkaar en houdt vaart in het proces",
        "warme contacten om mee te beginnen, en een bestuurder die zichtbaar meedoet",
        "weinig uren, wel uw naam: mislukt het, dan was het uw plan",
        ("bestuurlijk",),
        "partijen die de regisseur goed kennen, komen erbij",
    ),
    "begeleider": Role(
        "bewaakt de spelregels en het gesprek, niet de inhoud",
        "geen groot eigen belang bij de uitkomst",
        "veel uren, en u geeft uw stem over de inhoud uit handen",
        ("management", "uitvoerend"),
        "de tafels waar de regisseur zit, worden één tafel",
    ),
    "bemiddelaar": Role(
        "praat met elke partij apart als het vastzit, en zoekt de ruimte ertussen",
        "vertrouwen van voor- en tegenstanders",
        "veel uren, en wat u apart hoort, mag u niet gebruiken",
        ("management",),
        "de regisseur gaat apart bij partijen langs",
    ),
    "deelnemer": Role(
        "zit als gewone partij aan tafel, met een eigen belang",
        "een mandaat: wie er zit, kan de eigen organisatie binden",
        "de neutrale leiding van het proces: die moet een ander nemen",
        ("management",),
        "de regisseur treft alleen het eigen niveau",
    ),
    "opdrachtgever": Role(
        "koopt of subsidieert wat anderen doen",
        "geld dat de partijen niet elders krijgen",
        "geld, en partijen gaan wachten op uw opdracht",
        ("management", "uitvoerend"),
        "partijen die van de regisseur geld krijgen, komen erbij",
    ),
    "beslisser": Role(
        "hakt knopen door als partijen er niet uitkomen",
        "bevoegdheden tegenover de meeste partijen",
        "vertrouwen: wie overstemd wordt, moet het besluit vaak wel uitvoeren",
        ("bestuurlijk",),
        "partijen die van de regisseur opdrachten krijgen, komen erbij",
    ),
}


def tied(case: Case, kind: str) -> set[str]:
    """The parties at the other end of the director's ties of this kind: from the director, and either way where people know each other."""
    head = director(case)
    ends = [(t.source, t.target) for t in case.ties if t.kind == kind]
    return ({b for a, b in ends if a == head} | {a for a, b in ends if b == head and kind == "informeel"}) - {head}


@last
def evidence(case: Case) -> dict[str, tuple[bool | None, str]]:
    """Role -> whether the case gives ground for it (None where it does not say), and what it says."""
    head = case.party(director(case))
    others = [p for p in case.parties if p.key != head.key]
    paid, led, warm = (len(tied(case, "geld")), len(tied(case, "hiërarchie")), tied(case, "informeel"))
    of = number_word(len(others)) + form(len(others), " andere partij", " andere partijen")
    unsaid = "; of een bestuurder zichtbaar meedoet, staat niet in de casus"

    def some(many: int) -> str:
        return f"{'maar ' if 2 * many < len(others) else ''}{number_word(many)}" if many else "geen"

    found = {
        "aanjager": (
            bool(warm),
            f"de regisseur kent {number_word(len(warm)) if warm else 'geen'} van de {of} goed{unsaid if warm else ''}",
        ),
        "opdrachtgever": (2 * paid >= len(others), f"de regisseur betaalt {some(paid)} van de {of}"),
        "beslisser": (2 * led >= len(others), f"de regisseur kan {some(led)} van de {of} opdrachten geven"),
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
    found = issues(case)
    if not found or any(head.key not in issue.gains for issue in found):
        return None, "in de casus staat nog niet wat de regisseur zelf te winnen of te verliezen heeft"
    own = sum(abs(issue.gains[head.key]) >= STRONG for issue in found)
    few = 2 * own < len(found)
    return (
        few,
        f"{'alleen ' if few and own else ''}bij {part(own, len(found), 'kwesties')} heeft de regisseur zelf veel te winnen of te verliezen",
    )


def _trusted(neutral: tuple[bool | None, str], tied: bool, warm: list[bool]) -> tuple[bool | None, str]:
    """Whether the director is neutral and trusted by who is against; `warm`: with which of those it has warm contact."""
    fits, said = neutral
    if not warm:
        return fits, f"{said}; er is geen partij tegen"
    if not tied:
        return (False if fits is False else None), f"{said}; {NO_TIES}"
    known = f"met {part(sum(warm), len(warm), 'partijen')} die tegen zijn, heeft de regisseur warm contact"
    if len(warm) == 1:
        known = f"de enige partij die tegen is, kent de regisseur {'goed' if warm[0] else 'niet goed'}"
    but = ("maar alleen " if len(warm) > 1 and any(warm) else "maar ") if fits and not all(warm) else ""
    return (fits if all(warm) else False), f"{said}; {but}{known}"


def _bound(head: Party) -> tuple[bool | None, str]:
    """Whether who sits for the director may commit it."""
    sits = head.representative
    if not sits:
        return None, "in de casus staat niet wie er namens de regisseur aan tafel zit"
    bind = "kan de organisatie binden" if sits.commitment else "kan de organisatie niet binden"
    fits = sits.commitment and sits.mandate != "geen"
    mandate = "geen mandaat" if sits.mandate == "geen" else f"een {sits.mandate} mandaat"
    return fits, f"wie namens de regisseur aan tafel zit, heeft {mandate} en {bind}"


def start_rows(case: Case) -> list[dict[str, str]]:
    """The levels of the representatives in the case file."""
    return [{"partij": p.key, "niveau": p.representative.level if p.representative else NOBODY} for p in case.parties]


_known = last(start_rows)  # to compare with: nobody alters it


def wider(at: str, reach: str) -> tuple[str, ...]:
    """The levels of the director, highest first: its own, and what its reach adds."""
    if reach == "alle":
        return TOP_DOWN
    higher = LEVELS[LEVELS.index(at) + 1 :][:1] if at and reach == "hoger" else ()
    return (*higher, at) if at else ()


def on(levels: tuple[str, ...] | list[str]) -> str:
    return listed(AT[level] for level in levels)


#: The director takes part at its own level, and politics and officials are apart.
BARE = {"role": "deelnemer", "reach": "eigen", "border": STRICT}


class Levels(Proef, asks=("position", "level", "mandate", "commitment", "tie", "tie.kind", "director.gain")):
    """The role of the director, the levels where it sits, how strict politics and officials are apart, and the levels of the others."""

    sections = MappingProxyType({"reach": "Niveaus", "border": "Niveaus"})

    role: str
    reach: str
    border: str
    places: list[dict[str, str]]

    @classmethod
    def ready(cls, case):
        return crowded(case) if len(case.parties) > 1 else "Vul eerst minstens twee partijen in, of kies een andere casus."

    @classmethod
    def guess(cls, case):
        others = len(case.parties) - 1
        return Slider("", "Uw schatting", 0, max(1, others), others // 2, 1, "partij|partijen")

    @classmethod
    def answer(cls, case):
        start = cls.at(case, **BARE)
        return start.reached if any(start.seats.values()) else float("nan")

    @classmethod
    def explain(cls, case, answer):
        start = cls.at(case, **BARE)
        if not any(start.seats.values()):
            return "In deze casus staat nog van niemand op welk niveau die aan tafel zit. Vul het hieronder in."
        own = start.seats[start.head.key]
        if not own:
            return "Van de regisseur staat niet in de casus op welk niveau die zit, dus die treft niemand. Kies een niveau in de tabel."
        high = {level: number_word(len(keys)) for level, keys in start.seated.items()}
        rest = [f"{high[level]} op {AT[level]}" for level in TOP_DOWN if level not in own and start.seated[level]]
        others = f"De regisseur treft de anderen niet: {listed(rest)}." if rest else "Iedereen zit op dat niveau."
        return f"De regisseur zit op {on(own)}. {others} Kijk in het plaatje in welke strook de regisseur staat."

    @classmethod
    def supposes(cls, case):
        return ("role",)

    @classmethod
    def controls(cls, case):
        options = [*([level, BANDS[level].lower()] for level in TOP_DOWN), [NOBODY, "niet aan tafel"]]
        level = {"key": "niveau", "label": "Niveau", "options": options, "default": NOBODY}
        columns, rows = [party_column(case, "partij", "Partij", fixed=True), level], start_rows(case)
        also, paste = {"partij": party_names(case), "niveau": NAMES}, "Een kolom uit een rekenblad kunt u hier plakken."
        roles = [(key, f"{key}: {role.meets}") for key, role in ROLES.items()]
        border = [(STRICT, "strikt: bestuurders spreken bestuurders"), (DIFFUSE, "diffuus: bestuurders en managers zitten samen")]
        return [
            Choice("role", "Welke rol neemt de regisseur in het proces?", roles, "aanjager"),
            Choice("reach", "Waar zit de regisseur zelf aan tafel?", list(REACH.items()), "eigen"),
            Choice("border", "Hoe scherp is de grens tussen politiek en ambtenaren?", border, STRICT),
            PartyRows("places", "Wie zit waar?", columns, rows, max(60, len(rows)), paste, fixed=True, also=also, each="partij"),
        ]

    @cached_property
    def before(self):
        return self.but(**BARE, places=_known(self.case))

    @cached_property
    def head(self) -> Party:
        return self.case.party(director(self.case))

    @cached_property
    def seats(self) -> dict[str, tuple[str, ...]]:
        """Party -> the levels where it sits, highest first; only the director may have several."""
        rows = {row["partij"]: row["niveau"] for row in [*_known(self.case), *self.places]}
        at = {k: rows[k] if rows[k] in LEVELS else NOBODY for k in self.case.party_keys}
        return {k: wider(level, self.reach if k == self.head.key else "eigen") for k, level in at.items()}

    @cached_property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """Party -> the levels whose people it meets."""
        one = {level: set(table) for table in self.shared for level in table}
        meet = {at: tuple([x for x in TOP_DOWN if any(x in one[level] for level in at)]) for at in set(self.seats.values())}
        return {k: meet[at] for k, at in self.seats.items()}

    @cached_property
    def shared(self) -> list[list[str]]:
        """The levels, those that sit together as one table: a diffuse border makes one of the two highest, a director who guides one of its own."""
        found = [{level} for level in TOP_DOWN]
        for joined in [set(POLITICS)] * (self.border == DIFFUSE) + [set(self.seats[self.head.key])] * (self.role == "begeleider"):
            met = [one for one in found if one & joined]
            found = [one for one in found if one not in met] + ([set().union(*met)] if met else [])
        return [[level for level in TOP_DOWN if level in one] for one in found]

    @cached_property
    def by_role(self) -> set[str]:
        """Whom the director meets by its role alone, whatever the level; a mediator not those against it who do not know it well."""
        if self.role == "bemiddelaar":
            warm = tied(self.case, "informeel")
            return {p.key for p in self.case.parties if p.key != self.head.key and (p.position != "tegen" or p.key in warm)}
        kind = {"aanjager": "informeel", "opdrachtgever": "geld", "beslisser": "hiërarchie"}.get(self.role)
        return tied(self.case, kind) if kind else set()

    @cached_property
    def unread(self) -> list[str]:
        """What could not be read in the rows."""
        last, given = {row["partij"]: row["niveau"] for row in self.places}, Counter(row["partij"] for row in self.places)
        label = {p.key: p.label for p in self.case.parties}
        wrong = [(k, level) for k, level in last.items() if k in label and level not in (*LEVELS, NOBODY)]
        strays = [stray(self.case, k) for k in last if k not in label or given[k] > 1]
        return strays + [f"‘{level[:30]}’ bij {label[k]}" for k, level in wrong]

    @cached_property
    def seated(self) -> dict[str, tuple[str, ...]]:
        """Level -> who sits there, highest first."""
        return {level: model.at_level(self.seats, level) for level in TOP_DOWN}

    @cached_property
    def alone(self) -> tuple[str, ...]:
        """Who meets nobody of the own level."""
        return tuple(k for k in model.alone(self.levels) if not self.met(k))

    @property
    def absent(self) -> list[str]:
        return [k for k, at in self.seats.items() if not at]

    @property
    def lacking(self) -> list[str]:
        """The levels that the role asks for and where the director does not sit."""
        return [level for level in ROLES[self.role].levels if level not in self.seats[self.head.key]]

    def met(self, key: str) -> list[str]:
        """Whom a party meets at its own levels, or because the director comes to it."""
        head = self.head.key
        came = self.by_role if key == head else {head} if key in self.by_role else set()
        own = set(self.levels[key])
        meet = {at for at in set(self.levels.values()) if not own.isdisjoint(at)}
        return [k for k, at in self.levels.items() if k != key and (at in meet or k in came)]

    @measure("Tweetallen van partijen die elkaar op hetzelfde niveau treffen", "%", 0, 100)
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

    @measure("Partijen aan een tafel waar de raad minder goed ziet wie besliste", digits=0)
    def unseen(self) -> int:
        return sum(not set(at).isdisjoint(POLITICS) for at in self.seats.values()) if self.border == DIFFUSE else 0

    def picture(self):
        b, head, party = Board(660, 430, "proces"), self.head, {p.key: p for p in self.case.parties}
        own = self.seats[head.key]
        places = [head.key, *(COPY + level for level in own[1:])]
        bands: dict[str, list[str]] = {level: [] for level in BANDS}
        for key, at in self.seats.items():
            if key != head.key:
                bands[at[0] if at else NOBODY].append(key)
        for place, level in zip(places, own or (NOBODY,), strict=True):
            bands[level].insert(0, place)
        shown = {level: members for level, members in bands.items() if level or members}
        spots, boxes, scale = in_bands(list(shown.values()), Box(6, 4, b.width - 12, b.height - 8))
        one = " (één tafel)"
        zones = [
            Zone(
                level or "onbekend",
                f"{BANDS[level]}: {len(members) or 'niemand'}{one * (self.border == DIFFUSE and level in POLITICS)}",
                box,
                "plain" if level else "faded",
            )
            for (level, members), box in zip(shown.items(), boxes, strict=True)
        ]
        nodes, near = [], set(self.met(head.key))
        for place in (place for members in shown.values() for place in members):
            p = party.get(place, head)
            tone = "strong" if place in places else "faded" if place in self.alone else "tinted" if place in near else "plain"
            nodes.append(Node.of(p, spots[place], tone, scale=scale)._replace(key=place))
        b.network(nodes, [Edge(one, other, "hiërarchie", 1, tone="strong") for one, other in pairwise(places)], zones, pick=True)
        extra = [("strong", "regisseur"), ("tinted", "treft de regisseur"), ("faded", "treft niemand")]
        b.legend(kinds(self.case), extra=extra)
        return b

    def headline(self):
        n, others, own = self.reached, len(self.seats) - 1, self.seats[self.head.key]
        if not any(self.seats.values()):
            return "Nog niet te zeggen wie elkaar treft, want van niemand is bekend op welk niveau die zit. Kies in de tabel een niveau."
        head, sits = phrase(self.head), "zitten" if self.head.plural else "zit"
        treats = f"{capital(head)} {'treffen' if self.head.plural else 'treft'}"
        if self.lonely:
            few = "Eén partij treft" if self.lonely == 1 else f"{capital(number_word(self.lonely))} partijen treffen"
            if len(self.alone) == self.lonely == 1:
                few = capital(does(self.case.party(self.alone[0]), "treft", "treffen"))
            also = "" if self.alone == (self.head.key,) else f"{treats} {self._reached()}. "
            return f"{also}{few} niemand, want op het eigen niveau zit verder geen partij."
        if self.border == DIFFUSE:
            return self._headline_diffuse(treats)
        if n == others:
            why = (
                self._meets()
                if self.extra
                else f"{again(self.head)} {sits} op elk niveau"
                if len(own) == len(TOP_DOWN)
                else "niemand zit op een ander niveau"
            )
            return f"{treats} {self._reached()}, want {why}."
        if self.extra:
            more = form(self.extra, "één partij", f"{number_word(self.extra)} partijen")
            return (
                f"Als {self.role} {'treffen' if self.head.plural else 'treft'} {head} {more} meer dan als deelnemer, want {self._meets()}."
            )
        if not own:
            return f"{treats} niemand, want nog niet bekend is op welk niveau {again(self.head)} {sits}."
        if more := n - self.but(reach="eigen").reached:
            higher = [level for level in own if level not in self.but(reach="eigen").seats[self.head.key]]
            many = form(more, "één partij", f"{number_word(more)} partijen")
            return f"{treats} {many} meer dan op één niveau, want {again(self.head)} {sits} ook op {on(higher)}."
        return f"Als {self.role} {'treffen' if self.head.plural else 'treft'} {head} {self._reached()}: alleen wie ook op {on(own)} zit."

    def _headline_diffuse(self, treats):
        """The point where politics and officials sit together: how many more the director meets by that."""
        more, own = self.reached - self.but(border=STRICT).reached, self.seats[self.head.key]
        if more:
            many = form(more, "één partij", f"{number_word(more)} partijen")
            return f"{treats} {many} meer dan bij een strikte grens, want bestuurders en managers zitten nu samen aan tafel."
        one, sits = again(self.head), "zitten" if self.head.plural else "zit"
        why = f"{one} {'troffen' if self.head.plural else 'trof'} iedereen aan die tafel al"
        if not own:
            why = f"nog niet bekend is op welk niveau {one} {sits}"
        elif not set(own) & set(POLITICS):
            why = f"zelf {sits} {one} op {on(own)}"
        return f"Bestuurders en managers zitten samen, maar {does(self.head, 'treft', 'treffen')} daardoor niemand extra: {why}."

    def _meets(self):
        """Whom the role brings, said of this director."""
        said = ROLES[self.role].meets
        if self.head.plural:
            return said
        subject = said.removeprefix("de regisseur ")
        return said.replace("de regisseur", phrase(self.head)) if subject == said else f"{again(self.head)} {subject}"

    @cached_property
    def extra(self) -> int:
        """So many more the director meets by its role than as one who takes part."""
        return self.reached - self.but(role="deelnemer").reached

    def words(self):
        if not any(self.seats.values()):
            nobody = "Nog van niemand is bekend op welk niveau die aan tafel zit."
            return say(self._who(), nobody, "Kies in de tabel per partij een niveau; dan ziet u wie elkaar treffen.")
        seen = "Aan die gezamenlijke tafel ziet de raad minder goed wie wat besliste."
        return say(
            self._tables(),
            self._role(),
            self._alone() if len(self.alone) != self.lonely or self.lonely > 1 else "",
            seen
            if self.unseen and all(self.seated[level] for level in POLITICS)
            else f"In deze proef hoort bij de rol van {self.role} ook een plek op {on(self.lacking)}, en daar {'zitten' if self.head.plural else 'zit'} {phrase(self.head)} nog niet."
            if self.lacking and not self.absent
            else "",
            f"Van {together([self.case.party(k) for k in self.absent], 3)} is het niveau nog niet bekend." if self.absent else "",
        )

    def _role(self):
        """What the role does to whom the director meets."""
        head, others, few = self.head, len(self.levels) - 1, self.reached - self.extra
        who = again(head) if self.seats[head.key] else phrase(head)
        number = dutch if others > 20 else number_word
        if self.border == DIFFUSE:
            less = f", als deelnemer {number(few) if few else 'niemand'}" if self.extra else ""
            start = (
                f"Als {self.role} {'treffen' if head.plural else 'treft'} {phrase(head)} zo"
                if less
                else f"Zo {'treffen' if head.plural else 'treft'} {phrase(head)}"
            )
            return "" if self.lonely else f"{start} {self._reached()}{less}."
        if self.role == "deelnemer":
            treats = "treffen" if head.plural else "treft"
            return f"Partijen op een ander niveau {treats} {who} niet." if 0 < self.reached < others else ""
        would = "zouden" if head.plural else "zou"
        if not self.extra:
            return f"De rol van {self.role} maakt hier geen verschil: als deelnemer {would} {who} {'dezelfde partijen' if self.reached else 'ook niemand'} treffen."
        now = "alle" if self.reached == others > 1 else number(self.reached)
        met = part(few, others, "andere partijen") if few else "niemand"
        return f"Als deelnemer {would} {who} {met} treffen, als {self.role} {now}."

    def _who(self):
        return f"Een {self.role} {ROLES[self.role].does}."

    def _reached(self):
        """Whom the director meets, as a number of all others."""
        n, others = self.reached, len(self.levels) - 1
        return "niemand" if not n else "de enige andere partij" if others == 1 else part(n, others, "andere partijen")

    def _alone(self):
        found = [self.case.party(k) for k in self.alone]
        many = len(found) > 1 or (found and found[0].plural)
        return f"{capital(together(found, 4))} {'treffen' if many else 'treft'} niemand van het eigen niveau." if found else ""

    def _tables(self):
        many = {level: f"{number_word(len(keys))} {form(len(keys), *WHO_SIT[level][1:])}" for level, keys in self.seated.items() if keys}
        joined, *apart = sorted(([level for level in one if level in many] for one in self.shared), key=len, reverse=True)
        if len(joined) > 1:
            rest = f", aan een andere {listed(many[level] for one in apart for level in one)}" if any(apart) else ""
            return f"Aan één tafel zitten {listed(many[level] for level in joined)}{rest}."
        own = self.seats[self.head.key]
        if len(many) == 1:
            return f"Er is maar één tafel, op {on([*many])}."
        if not own:
            return "Elk niveau heeft een eigen tafel."
        sits = does(self.head, "zit", "zitten")
        at = f"aan {'beide' if len(many) == 2 else 'alle drie'}" if len(own) == len(many) else f"op {on(own)}"
        return f"Elk niveau heeft een eigen tafel, en {sits} {at}."

    def report(self):
        if not any(self.seats.values()):
            return self._who()
        lacking = f"In het denkmodel vraagt die rol ook een plek op {on(self.lacking)}; die is er nog niet." if self.lacking else ""
        return say(self._who(), f"In die rol treft {phrase(self.head)} {self._reached()}.", self._alone(), lacking)

    def tables(self):
        said = {True: "ja", False: "nee", None: "niet te zeggen"}
        rows = []
        for key, role in ROLES.items():
            fits, why = evidence(self.case)[key]
            rows.append((f"{key} (gekozen)" if key == self.role else key, role.asks, role.costs, f"{said[fits]}: {why}"))
        caption = f"De rollen die {phrase(self.head)} in het proces kan nemen"
        return [Table(caption, ("Rol", "Wat de rol vraagt", "Wat de rol kost", "Is dat er, volgens de casus?"), rows)]

    def pick(self, key):
        key = self.head.key if key.startswith(COPY) and key[1:] in LEVELS else key
        p, at = self.case.party(key), self.seats[key]
        who = f"De vertegenwoordiger is {p.representative.role}." if p.representative and p.representative.role else ""
        where = f"{capital(does(p, 'zit', 'zitten'))} op {on(at)} aan tafel." if at else f"Van {phrase(p)} is het niveau niet bekend."
        met = [self.case.party(k) for k in self.met(key)]
        return say(where, who, f"Deze partij treft {together(met)}." if met else "Deze partij treft niemand.")

    def note(self, key):
        if key == "role":
            fits, why = evidence(self.case)[self.role]
            start = {True: "De casus biedt daar een basis voor", False: "De casus biedt daar weinig basis voor"}
            return f"Deze rol vraagt {ROLES[self.role].asks}. De rol kost {ROLES[self.role].costs}. {start.get(fits, 'Dat kan het denkmodel niet zeggen')}: {why}."
        if key == "reach" and self.lacking:
            return f"De rol van {self.role} vraagt ook een plek op {on(self.lacking)}."
        if key == "places" and self.unread:
            return f"{misread(self.unread)} Kies een niveau uit de lijst; wie geen niveau heeft, zit niet aan tafel."
        if key == "places" and self.alone:
            return f"{self._alone()} Schaal een partij op of af, of laat de regisseur erbij komen zitten."
        return ""
