"""The case as typed, immutable objects, and the one table that describes them.

Every field carries a `Spec`: the Dutch key in the file, the kind of value, the allowed words or range, and one Dutch
sentence about it. Reading, writing, checking, the spreadsheet and the JSON Schema all work from that table.
Words with a fixed list (position, power, kind of tie …) stay the Dutch words in Python too.

What nobody filled in is not known: None (for a text, a list or a table: an empty one), no key in the file, an empty field on the screen.
"nee", 0 and "no power" are answers: they are written.
"""

# ruff: noqa: RUF009 (the fields are made by a helper)

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from functools import cache, cached_property
from hashlib import blake2b
from itertools import count
from typing import Any

import attrs

FORMAT = 2
MAX_PARTIES = 5_000
MAX_TIES = 50_000
MAX_ITEMS = 5_000  # of anything else
MAX_SHORT = 16

PARTY_KINDS = ("gemeente", "overheid", "samenwerkingsverband", "instelling", "bedrijf", "bewoners", "overig")
SCALES = ("lokaal", "regionaal", "provinciaal", "landelijk")
POSITIONS = ("voor", "tegen", "afwachtend")
NONE = "geen"  # no kind of power, where that is known
POWERS = ("productie", "blokker", "diffuus")
LEVELS = ("uitvoerend", "management", "bestuurlijk")
MANDATES = ("geen", "beperkt", "volledig")
DIRECTED_BY_KIND = {"formeel": False, "informeel": False, "hiërarchie": True, "geld": True, "informatie": True}
TIE_KINDS = tuple(DIRECTED_BY_KIND)
PRONOUNS = ("hij", "zij", "het")
STRENGTHS = ("kern", "mede", "rand")
RISKS = ("laag", "midden", "hoog")
STATUSES = ("fictief", "eigen")
#: What may be known of a case as a whole: key -> unit, and what it is. What is not filled in is not known.
TRAITS = {
    "merken": ("maanden", "Zo lang duurt het voordat men merkt wat een verandering doet."),
    "herstel": ("maanden", "In zo veel maanden is de helft van een verlies aan slagkracht ingehaald."),
    "tegenvallers": ("werkweken", "Zo veel tegenvallers komen er als alles in één keer verandert."),
    "uitkomen": ("%", "Zo vaak van de 100 keer komt uit wat een plan belooft of waar het bang voor maakt."),
    "ingrijpen": ("%", "Zo vaak van de 100 keer grijpt iemand met gezag in als partijen er niet uitkomen."),
    "ingreep_regisseur": ("punten", "Zo veel van de 100 punten die een afspraak oplevert, verwacht de regisseur van zo’n ingreep."),
    "ingreep_ander": ("punten", "Zo veel van de 100 punten verwacht de andere partij als er wordt ingegrepen."),
    "lagen": (
        "lagen",
        "Zo veel lagen liggen er in de organisatie van de regisseur boven wie het werk doet; de laag die besluit, telt mee.",
    ),
}
OPTION_STATUSES = ("huidig", "nieuw")


@attrs.frozen
class Spec:
    """One row of the field table: `key` is the Dutch key, `kind` names the check, the cell reader and the schema.

    `item` is the class of what a field of the kinds "item" and "items" holds.
    """

    key: str
    kind: str
    about: str
    choices: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    item: type = object


def own_copy(value: Any) -> Any:
    """The same value with dicts and lists of its own; tuples become lists, as they would in a file, and numbers of numpy numbers."""
    if isinstance(value, Mapping):
        return {key: own_copy(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [own_copy(item) for item in value]
    return value.item() if getattr(value, "shape", None) == () else value  # a number of numpy as one of Python


# What a kind of field does with the value it is given, so that no dict is shared between a case and its copy.
_CONVERTERS: dict[str, Callable[..., Any]] = {
    "text": lambda text: text or "", "short": lambda text: text or "", "maybe": lambda key: key or "",
    "choices": lambda words: words if words is None else tuple(words),
    "texts": lambda texts: tuple(texts or ()), "parties": lambda keys: tuple(keys or ()), "steps": lambda keys: tuple(keys or ()),
    "weights": lambda table: dict(table or {}), "gains": lambda table: dict(table or {}), "answers": lambda answers: own_copy(answers or {}),
    "items": lambda items: tuple(attrs.evolve(item) for item in items or ()),
    "item": lambda item: item and attrs.evolve(item),
    "any": own_copy,
    "units": lambda units: {name: tuple(members) for name, members in (units or {}).items()},
}  # fmt: skip


def _field(key: str, kind: str, about: str, *, default: Any = None, **spec: Any) -> Any:
    return attrs.field(default=default, converter=_CONVERTERS.get(kind), metadata={"spec": Spec(key, kind, about, **spec)})


def _extra() -> Any:
    return attrs.field(factory=dict, converter=own_copy, kw_only=True)


def _id() -> Any:
    """What a row is known by in merging, whatever it is called; two rows that say the same are equal. "" where none was given yet."""
    spec = Spec("id", "id", "Waaraan het programma deze rij herkent; laat dit staan.")
    return attrs.field(default="", eq=False, kw_only=True, metadata={"spec": spec})


@attrs.frozen
class Representative:
    """Who sits at the table for a party.

    `mandate` is how far this person may decide alone; `commitment` whether the word given binds the organisation.
    """

    role: str = _field("functie", "text", "Functie van degene die aan tafel zit.")
    level: str = _field("niveau", "choice", "Niveau in de eigen organisatie.", choices=LEVELS)
    mandate: str = _field("mandaat", "choice", "Wat deze persoon zelf mag beslissen.", choices=MANDATES)
    commitment: bool = _field("commitment", "flag", "Kan deze persoon de organisatie binden?")
    extra: dict[str, Any] = _extra()


class _Named:
    """What a party and a task are called; somebody who fills in a case may leave out their names."""

    __slots__ = ()
    key: str
    name: str
    short: str

    def __attrs_post_init__(self) -> None:
        if not self.short:
            object.__setattr__(self, "short", self.name)

    @property
    def label(self) -> str:
        """What it is called in a picture: the short name, else the name, else the key."""
        return self.short.strip() or self.called

    @property
    def called(self) -> str:
        """What it is called in a sentence: the name, else the short name, else the key."""
        return self.name.strip() or self.short.strip() or self.key


@attrs.frozen
class Party(_Named):
    """A party in the network.

    `size` runs from 1 (very small) to 5 (very large); `power` holds any of productie, blokker, diffuus; `values` gives
    the weight of a value from 1 to 5. `short` is for pictures, by default the name. Pictures use `label`, sentences `called`.
    A department belongs to another party (`part_of`). `phrase`, `plural` and `pronoun` are how it stands in a sentence.
    """

    key: str = _field("sleutel", "key", "Unieke sleutel: kleine letters, cijfers, - en _.", default=attrs.NOTHING)
    name: str = _field("naam", "text", "Naam van de partij.")
    short: str = _field("kort", "short", "Korte naam voor in plaatjes, hoogstens 16 tekens.")
    kind: str = _field("soort", "choice", "Soort partij.", choices=PARTY_KINDS)
    sector: str = _field("sector", "text", "De koker of het vakgebied, bijvoorbeeld zorg.")
    size: int = _field("omvang", "integer", "Omvang van 1 (heel klein) tot 5 (heel groot).", low=1, high=5)
    scale: str = _field("schaal", "choice", "Schaal waarop de partij werkt.", choices=SCALES)
    position: str = _field("positie", "choice", "Houding tegenover de regie.", choices=POSITIONS)
    power: tuple[str, ...] = _field("macht", "choices", "Soorten macht; mag leeg blijven.", choices=POWERS)
    replaceable: bool = _field("vervangbaar", "flag", "Kan een ander deze rol overnemen?")
    interests: tuple[str, ...] = _field("belangen", "texts", "Belangen van de partij.")
    values: dict[str, float] = _field("waarden", "weights", "Gewicht van 1 tot 5 per waarde.", low=1, high=5)
    representative: Representative | None = _field(
        "vertegenwoordiger", "item", "Wie er namens de partij aan tafel zit.", item=Representative
    )
    part_of: str = _field("hoort_bij", "maybe", "Sleutel van de partij waarvan dit een afdeling is.")
    phrase: str = _field("in_een_zin", "text", "De naam zoals die midden in een zin staat, met lidwoord: de huisartsen.")
    plural: bool = _field("meervoud", "flag", "Is de naam een meervoud?")
    pronoun: str = _field("verwijswoord", "choice", "Het voornaamwoord dat naar de partij verwijst.", choices=PRONOUNS)
    id: str = _id()
    extra: dict[str, Any] = _extra()


#: A party of which is not known how it stands in a sentence, as of one whose name the learner typed.
UNSAID: Mapping[str, Any] = {"phrase": "", "plural": None, "pronoun": None}


@attrs.frozen
class Tie:
    """A tie between two parties, of one of `TIE_KINDS` or of an own kind.

    `weight` is any number above 0, as it was given; pictures scale it. `directed` says whether it has a direction (from `source` to
    `target`); where that is not known, `runs` goes by the kind. `free` says of money whether who pays may withhold it.
    """

    source: str = _field("van", "party", "Sleutel van de ene partij.", default=attrs.NOTHING)
    target: str = _field("naar", "party", "Sleutel van de andere partij.", default=attrs.NOTHING)
    kind: str = _field("soort", "word", "Soort relatie; een eigen woord mag ook.", choices=TIE_KINDS)
    weight: float = _field("gewicht", "weight", "Gewicht, groter dan 0.")
    directed: bool = _field("gericht", "flag", "Heeft de relatie een richting? Zonder deze regel volgt dat uit de soort.")
    free: bool = _field("in_te_houden", "flag", "Mag wie betaalt dit geld inhouden, of is betalen verplicht? Alleen bij geld.")
    id: str = _id()
    extra: dict[str, Any] = _extra()

    @property
    def runs(self) -> bool:
        """Whether the tie has a direction: as given, else what is usual for its kind."""
        return DIRECTED_BY_KIND.get(self.kind, False) if self.directed is None else self.directed


@attrs.frozen
class Claim:
    """A party's claim on a task: kern (core), mede (shared) or rand (margin)."""

    party: str = _field("partij", "party", "Sleutel van de partij die de taak opeist.", default=attrs.NOTHING)
    strength: str = _field("sterkte", "choice", "Hoe sterk de claim is.", choices=STRENGTHS)
    id: str = _id()
    extra: dict[str, Any] = _extra()


@attrs.frozen
class Task(_Named):
    """A task: the parties that must work together on it (`needed`) and the parties that claim it (`claims`)."""

    key: str = _field("sleutel", "key", "Unieke sleutel: kleine letters, cijfers, - en _.", default=attrs.NOTHING)
    name: str = _field("naam", "text", "Naam van de taak.")
    short: str = _field("kort", "short", "Korte naam voor in plaatjes, hoogstens 16 tekens.")
    needed: tuple[str, ...] = _field("nodig", "parties", "Sleutels van de partijen die hiervoor moeten samenwerken.")
    claims: tuple[Claim, ...] = _field("claims", "items", "Wie de taak opeist, en hoe sterk.", item=Claim)
    id: str = _id()
    extra: dict[str, Any] = _extra()


@attrs.frozen
class Issue:
    """An issue on the agenda; `gains` is what a party wins or loses on it, -5 to 5. Of an absent party it is not known."""

    key: str = _field("sleutel", "key", "Unieke sleutel: kleine letters, cijfers, - en _.", default=attrs.NOTHING)
    name: str = _field("naam", "text", "Naam van de kwestie.")
    gains: dict[str, float] = _field("opbrengst", "gains", "Wat elke partij wint of verliest, van -5 tot 5.", low=-5, high=5)
    id: str = _id()
    extra: dict[str, Any] = _extra()


@attrs.frozen
class Route:
    """A route through the chain: the parties in order (`steps`), persons per year (`count`) and their risk."""

    steps: tuple[str, ...] = _field("stappen", "steps", "Sleutels van de partijen, in volgorde.")
    count: int = _field("aantal", "integer", "Aantal personen per jaar.", low=0)
    risk: str = _field("risico", "choice", "Risico voor deze personen.", choices=RISKS)
    id: str = _id()
    extra: dict[str, Any] = _extra()


@attrs.frozen
class StructureOption:
    """A way to organise: pros, cons and units (unit name → keys of its parties; a party sits in at most one unit)."""

    key: str = _field("sleutel", "key", "Unieke sleutel: kleine letters, cijfers, - en _.", default=attrs.NOTHING)
    name: str = _field("naam", "text", "Naam van de structuur.")
    status: str = _field("status", "choice", "Huidige of nieuwe structuur.", choices=OPTION_STATUSES)
    pros: tuple[str, ...] = _field("voor", "texts", "Voordelen.")
    cons: tuple[str, ...] = _field("tegen", "texts", "Nadelen.")
    units: dict[str, tuple[str, ...]] = _field("eenheden", "units", "Per eenheid de sleutels van de partijen.")
    id: str = _id()
    extra: dict[str, Any] = _extra()


@attrs.frozen
class Trait:
    """A trait of the whole case that is a number, one of `TRAITS` or an own one; `why` gives the reason for it, `party` whose doing it is. 0 or more."""

    key: str = _field("sleutel", "key", "Welk kenmerk; een eigen sleutel mag ook.", default=attrs.NOTHING, choices=tuple(TRAITS))
    value: float = _field("waarde", "number", "Hoe groot het is, 0 of meer.", low=0)
    why: str = _field("reden", "text", "Waarom het in deze casus zo groot is.")
    party: str = _field("partij", "maybe", "Sleutel van de partij die het doet, als die in de casus staat.")
    id: str = _id()
    extra: dict[str, Any] = _extra()


@attrs.frozen
class View:
    """What one party (`holder`) thinks of another (`about`): its position, its power, and why."""

    holder: str = _field("van", "party", "Sleutel van de partij die dit vindt.", default=attrs.NOTHING)
    about: str = _field("over", "party", "Sleutel van de partij over wie het gaat.", default=attrs.NOTHING)
    position: str = _field("positie", "choice", "Houding die zij bij de ander ziet.", choices=POSITIONS)
    power: tuple[str, ...] = _field("macht", "choices", "Macht die zij bij de ander ziet.", choices=POWERS)
    note: str = _field("toelichting", "text", "Toelichting.")
    id: str = _id()
    extra: dict[str, Any] = _extra()


@attrs.frozen
class Beside:
    """A value beside a field: it was typed by someone who had not seen the one that stands in it now, nor the other way round.

    `where` is the way to the field through the file: ("partijen", id of the row, "naam"), ("taken", id, "claims", id, "sterkte"),
    ("antwoorden", proef, name). `value` is as it would stand there; `when` says in ISO text since when it stands beside.
    """

    where: tuple[str, ...] = _field("waar", "texts", "De weg naar het veld door dit bestand.", default=attrs.NOTHING)
    value: Any = _field("waarde", "any", "De andere waarde.", default=attrs.NOTHING)
    when: str = _field("tijd", "text", "Sinds wanneer deze waarde naast het veld staat.")
    id: str = _id()
    extra: dict[str, Any] = _extra()


@attrs.frozen
class Case:
    """A case: parties, ties, tasks, issues, routes, structure options and views, with the learner's answers.

    Immutable: `with_changes` and `without_party` give a copy that shares no dict with the original.
    `answers` is a dict proef → name → value. `doubted` holds the parties of which an earlier version wrote start values that nobody may have meant.
    `beside` holds what was typed at the same time as what stands in its field (`cases.merge`). `extra` holds keys of the file that this version does
    not know.
    """

    format: int = _field("formaat", "integer", "Versie van dit bestandsformaat.", default=FORMAT, low=1, high=FORMAT)
    title: str = _field("titel", "text", "Titel van de casus.")
    status: str = _field("status", "choice", "Verzonnen of uw eigen casus.", default="eigen", choices=STATUSES)
    summary: str = _field("samenvatting", "text", "Waar het over gaat, in een paar zinnen.")
    question: str = _field("vraag", "text", "De centrale vraag, de spanning.")
    director: str = _field("regisseur", "maybe", "Sleutel van de partij die de regie heeft of wil.")
    parties: tuple[Party, ...] = _field("partijen", "items", "De partijen.", item=Party)
    ties: tuple[Tie, ...] = _field("relaties", "items", "De relaties tussen partijen.", item=Tie)
    tasks: tuple[Task, ...] = _field("taken", "items", "De taken en wie ze opeist.", item=Task)
    issues: tuple[Issue, ...] = _field("kwesties", "items", "De kwesties op de agenda.", item=Issue)
    routes: tuple[Route, ...] = _field("routes", "items", "De routes door de keten.", item=Route)
    structures: tuple[StructureOption, ...] = _field("structuren", "items", "Manieren om het te organiseren.", item=StructureOption)
    views: tuple[View, ...] = _field("blikken", "items", "Wie wat van wie vindt.", item=View)
    traits: tuple[Trait, ...] = _field("kenmerken", "items", "Kenmerken van de hele casus, elk een getal met een reden.", item=Trait)
    answers: dict[str, Any] = _field("antwoorden", "answers", "Uw antwoorden per proef.")
    doubted: tuple[str, ...] = _field("nagaan", "parties", "Sleutels van partijen waarvan u nog zegt of ze waren ingevuld.")
    beside: tuple[Beside, ...] = _field("ernaast", "items", "Wat tegelijk is getypt en nu naast een veld staat.", item=Beside)
    extra: dict[str, Any] = _extra()

    def party(self, key: str) -> Party:
        """The party with this key. Raises KeyError, in Dutch, when there is none."""
        if key not in self._by_key:
            raise KeyError(f"er is geen partij met sleutel '{key}'")
        return self._by_key[key]

    def trait(self, key: str) -> float | None:
        """How large this trait is; None where that is not known. Raises KeyError for one that is not in `TRAITS`."""
        found = self.told(key)
        return found and found.value

    def told(self, key: str) -> Trait | None:
        """The same with its reason and whose doing it is."""
        return TRAITS[key] and next((trait for trait in self.traits if trait.key == key), None)

    @cached_property
    def _by_key(self) -> dict[str, Party]:
        return {party.key: party for party in reversed(self.parties)}

    @cached_property
    def party_keys(self) -> tuple[str, ...]:
        """The keys of the parties in the order of the file."""
        return tuple(party.key for party in self.parties)

    def with_changes(self, **changes: Any) -> "Case":
        """A copy with these attributes changed."""
        return attrs.evolve(self, **changes)

    def answered(self, answers: Mapping[str, Any]) -> "Case":
        """A copy with these answers, that shares all else: for who alters no dict."""
        new = copy(self)
        object.__setattr__(new, "answers", own_copy(answers))
        return new

    def without_party(self, key: str) -> "Case":
        """A copy without this party and without everything that refers to it (ties, claims, views, steps …)."""
        self.party(key)
        return redirected(self, lambda known: "" if known == key else known)


def _keys(keys: Iterable[str], new: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(filter(None, map(new, keys)))


def _key(key: str, new: Callable[[str], str]) -> str:
    return key and new(key)


# The kinds of field that hold keys of parties, and the value with `new(key)` for each.
_WITH_KEYS: dict[str, Callable[[Any, Callable[[str], str]], Any]] = {
    "party": _key, "maybe": _key, "parties": _keys, "steps": _keys,
    "gains": lambda gains, new: {new(key): gain for key, gain in gains.items() if new(key)},
    "units": lambda units, new: {name: _keys(members, new) for name, members in units.items()},
    "items": lambda rows, new: tuple(row for row in (redirected(row, new) for row in rows) if row),
}  # fmt: skip


@cache
def _fields_with_keys(cls: type) -> list[tuple[str, str, Callable[..., Any]]]:
    own = {"key": _key} if cls is Party else {}
    return [(name, spec.kind, way) for name, spec in fields(cls).values() if (way := (_WITH_KEYS | own).get(spec.kind))]


def redirected(item: Any, new: Callable[[str], str]) -> Any:
    """The case or row with `new(key)` for every key of a party in it, of the parties themselves too.

    A key for which that is "" goes, with the row that can't do without it: such a row itself gives None.
    """
    if isinstance(item, Beside):
        return _redirected_beside(item, new)
    changes = {}
    for name, kind, way in _fields_with_keys(type(item)):
        old = getattr(item, name)
        value = way(old, new)
        if kind in ("party", "key") and not value:
            return None
        if value != old:
            changes[name] = value
    return attrs.evolve(item, **changes) if changes else item


def _redirected_beside(beside: Beside, new: Callable[[str], str]) -> Beside | None:
    spec, *way, value = field_at(beside.where), *beside.where, beside.value
    if spec is None or spec.kind not in _WITH_KEYS:
        return beside
    if spec.kind == "gains":
        way[-1] = new(way[-1])
        return attrs.evolve(beside, where=way) if way[-1] else None
    value = (
        new(value) if isinstance(value, str) else [key for key in map(new, map(str, value)) if key] if isinstance(value, list) else value
    )
    return attrs.evolve(beside, value=value) if value else None


def field_at(where: Iterable[str]) -> Spec | None:
    """The field that this way through the file leads to; None for an own column."""
    cls, steps = Case, iter(where)
    for step in steps:
        _, spec = fields(cls).get(step, ("", None))
        if spec is None or spec.item is object:
            return spec
        cls = spec.item
        if spec.kind == "items":
            next(steps, None)
    return None


# What tells a row from others of its table, where it has no key.
PAIRS: dict[type, tuple[str, ...]] = {
    Tie: ("source", "target", "kind"), View: ("holder", "about"), Claim: ("party",), Route: ("steps",), Beside: ("where", "value"),
}  # fmt: skip


def said(row: Any) -> str:
    """What tells the row from others of its table."""
    return repr(tuple(getattr(row, name) for name in PAIRS.get(type(row), ("key",))))


def with_ids(case: Case, fresh: Callable[[], str] | None = None, before: Case | None = None) -> Case:
    """The case in which every row of every table has an id that no other row of its table has.

    A row without one gets that of a row of `before` that says the same and is no more there; else what `fresh` makes; without `fresh` an id that
    follows from what the row says, so that reading the same old file twice gives the same ids.
    """
    changed = {}
    for name, spec in fields(Case).values():
        if spec.kind == "items":
            new = _identified(getattr(case, name), fresh, getattr(before, name, ()))
            changed |= {} if new is getattr(case, name) else {name: new}
    return case.with_changes(**changed) if changed else case


def _identified(rows: tuple[Any, ...], fresh: Callable[[], str] | None, before: tuple[Any, ...]) -> tuple[Any, ...]:
    """The rows, each with an id of its own; the very same tuple where all have one."""
    taken, out = {row.id for row in rows}, []
    if len(taken) == len(rows) and "" not in taken and not isinstance(rows[0] if rows else None, Task):
        return rows
    seen: Counter[Any] = Counter()
    numbers: defaultdict[str, Iterator[int]] = defaultdict(count)  # those that say the same go on where the last one stopped
    old = {row.id: row for row in before}
    lost: defaultdict[str, deque[str]] = defaultdict(deque)
    for row in before if "" in taken else ():
        lost[said(row)].append(row.id)
    for row in rows:
        new = {}
        seen[row.id] += 1
        if not row.id or seen[row.id] > 1:
            new["id"] = next(one for one in _offered(said(row), lost, numbers, fresh) if one not in taken)
            taken.add(new["id"])
        if isinstance(row, Task):
            claims = _identified(row.claims, fresh, getattr(old.get(new.get("id", row.id)), "claims", ()))
            new |= {"claims": claims} if claims is not row.claims else {}
        out.append(attrs.evolve(row, **new) if new else row)
    return tuple(out) if any(new is not row for new, row in zip(out, rows, strict=True)) else rows


def _offered(said: str, lost: dict[str, deque[str]], numbers: dict[str, Iterator[int]], fresh: Callable[[], str] | None) -> Iterator[str]:
    """Ids for a row: those of rows that said the same, then new ones; each is offered once."""
    while lost[said]:
        yield lost[said].popleft()
    for number in numbers[said]:
        yield fresh() if fresh else _digest(said, number)


def _digest(said: str, number: int) -> str:
    return blake2b(f"{number} {said}".encode(), digest_size=4).hexdigest()


# How a Dutch sentence calls one item of each class.
NOUNS = {
    Case: "casus", Party: "partij", Representative: "vertegenwoordiger", Tie: "relatie", Task: "taak",
    Claim: "claim", Issue: "kwestie", Route: "route", StructureOption: "structuur", View: "blik", Trait: "kenmerk", Beside: "waarde",
}  # fmt: skip


@cache
def fields(cls: type) -> dict[str, tuple[str, Spec]]:
    """The field table of a class: Dutch key → (attribute name, Spec), in the order of the file."""
    return {field.metadata["spec"].key: (field.name, field.metadata["spec"]) for field in attrs.fields(cls) if field.metadata}


def most(cls: type) -> int:
    """How many rows of a class a table may have."""
    return {Party: MAX_PARTIES, Tie: MAX_TIES}.get(cls, MAX_ITEMS)


@cache
def required(cls: type) -> tuple[str, ...]:
    """The Dutch keys that must be present."""
    return tuple(f.metadata["spec"].key for f in attrs.fields(cls) if f.metadata and f.default is attrs.NOTHING)
