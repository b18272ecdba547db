"""A case as rows that a learner fills in, and back: parties, ties, tasks, routes, views; what has a column per party stands in `case_matrix`.

Rows are plain dicts with Dutch column keys, as the table block of a panel shows them. What a row does not show
(representatives, accounts …) stays as it was.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from math import inf, nan
from typing import Any

import attrs

from ..cases import Case, CaseError, Claim, Party, Representative, Route, Task, Tie, View
from ..cases.check import MAX_WORD, dutch_count, new_key
from ..cases.model import LEVELS, MANDATES, MAX_SHORT, NONE, PARTY_KINDS, POSITIONS, RISKS, SCALES, STRENGTHS, TIE_KINDS, UNSAID, redirected
from ..cases.reading import LEGIBLE
from ..plots.style import SHAPE_NAMES
from . import case_matrix
from .case_matrix import listed, text_of

Rows = Sequence[Mapping[str, Any]]
POWERS = (
    "",
    NONE,
    "productie",
    "blokker",
    "diffuus",
    "productie, blokker",
    "productie, diffuus",
    "blokker, diffuus",
    "productie, blokker, diffuus",
)


PER_PARTY = ("belangen", "vertegenwoordigers", "indeling")  # tables with one row for each party
#: The others -> the list of the case.
MANY = {"relaties": "ties", "taken": "tasks", "routes": "routes", "blikken": "views", "kwesties": "issues", "structuren": "structures"}
PER_CELL = ("waarden", "kwesties")  # tables with a column for each party
MOST_FIELDS = 1_000_000  # fields, and options to choose from in them, that a browser can still lay out
TOO_MUCH = (
    "Dat is te veel om hier in te vullen. Alles is wel bewaard. Verander de rijen in het rekenblad waar zij uit komen, en open dat hier opnieuw. "
    "Of haal partijen weg."
)
EXACT = 2**53  # up to here a float is the whole number that was typed
FLAGS = {None: "", False: "nee", True: "ja"}


def _options(words: Sequence[str], names: Mapping[str, str] | None = None) -> list[list[str]]:
    """The words to choose from, after an empty field: what is not known."""
    return [["", "–"], *([w, (names or {}).get(w, w)] for w in words if w)]


def columns(case: Case) -> dict[str, list[dict[str, Any]]]:
    """The columns of the tables; where a party is to be chosen they offer those of the case."""
    parties = [["", "– kies –"], *([p.key, p.called] for p in case.parties)]
    return {
        "partijen": [
            {"key": "naam", "label": "Naam"},
            {"key": "kort", "label": "Korte naam"},
            {"key": "soort", "label": "Soort", "options": _options(PARTY_KINDS, SHAPE_NAMES)},
            {"key": "sector", "label": "Sector (koker)"},
            {"key": "omvang", "label": "Omvang 1–5", "options": _options([str(n) for n in range(1, 6)])},
            {"key": "schaal", "label": "Schaal", "options": _options(SCALES)},
            {"key": "positie", "label": "Positie", "options": _options(POSITIONS)},
            {"key": "macht", "label": "Macht", "options": _options(POWERS)},
            {"key": "vervangbaar", "label": "Vervangbaar", "options": _options(("nee", "ja"))},
            *(
                [{"key": "hoort_bij", "label": "Afdeling van", "options": [["", "–"], *parties[1:]]}]
                if len(case.parties) <= LEGIBLE
                else []
            ),
        ],
        "belangen": [
            {"key": "partij", "label": "Partij", "options": parties[1:], "readonly": True},
            {"key": "belangen", "label": "Belangen: wat deze partij wil (scheid ze met ;)"},
        ],
        "vertegenwoordigers": [
            {"key": "partij", "label": "Partij", "options": parties[1:], "readonly": True},
            {"key": "functie", "label": "Functie van wie aan tafel zit"},
            {"key": "niveau", "label": "Niveau", "options": _options(LEVELS)},
            {"key": "mandaat", "label": "Mandaat", "options": _options(MANDATES)},
            {"key": "commitment", "label": "Bindt de organisatie", "options": _options(("nee", "ja"))},
        ],
        "relaties": [
            {"key": "van", "label": "Van", "options": parties},
            {"key": "naar", "label": "Naar", "options": parties},
            {"key": "soort", "label": "Soort band (kies of typ)", "words": list(TIE_KINDS)},
            {"key": "gewicht", "label": "Gewicht (meer dan 0)"},
            {"key": "gericht", "label": "Met richting", "options": _options(("nee", "ja"))},
            {"key": "in_te_houden", "label": "Bij geld: in te houden?", "options": _options(("nee", "ja"))},
        ],
        "taken": [
            {"key": "naam", "label": "Taak"},
            {"key": "nodig", "label": "Samen nodig (namen, gescheiden door ;)"},
            {"key": "kern", "label": "Kerntaak van"},
            {"key": "mede", "label": "Mede van"},
            {"key": "rand", "label": "Aan de rand bij"},
        ],
        "routes": [
            {"key": "stappen", "label": "Stappen op volgorde (namen, gescheiden door ;)"},
            {"key": "aantal", "label": "Aantal per jaar"},
            {"key": "risico", "label": "Risico", "options": _options(RISKS)},
        ],
        "blikken": [
            {"key": "van", "label": "Wie kijkt", "options": parties},
            {"key": "over", "label": "Naar wie", "options": parties},
            {"key": "positie", "label": "Ziet als", "options": _options(POSITIONS)},
            {"key": "macht", "label": "Ziet deze macht", "options": _options(POWERS)},
            {"key": "toelichting", "label": "Waarom"},
        ],
        **case_matrix.columns(case),
    }


def too_many(case: Case, table: str) -> str:
    """Why the rows of a table can't be filled in on the screen; "" for a table that can."""
    each = sum(1 if column.get("readonly") else max(1, len(column.get("options", ()))) for column in columns(case)[table])
    number = len(getattr(case, MANY[table])) if table in MANY else len(case.parties)
    if each * number <= MOST_FIELDS and not (table in PER_CELL and len(case.parties) > LEGIBLE):
        return ""
    return f"Deze tabel heeft {dutch_count(number)} rijen. {TOO_MUCH}"


def rows(case: Case) -> dict[str, list[dict[str, Any]]]:
    """The case as rows per table."""
    name = {p.key: p.called for p in case.parties}

    def named(keys: Sequence[str]) -> str:
        return "; ".join(name[k] for k in keys)

    return {
        "partijen": [
            {
                "sleutel": p.key,
                "naam": p.called,
                "kort": "" if p.short in ("", p.called) else p.short,
                "id": p.id,
                "soort": p.kind or "",
                "sector": p.sector,
                "omvang": "" if p.size is None else str(p.size),
                "schaal": p.scale or "",
                "positie": p.position or "",
                "macht": "" if p.power is None else ", ".join(p.power) or NONE,
                "vervangbaar": FLAGS[p.replaceable],
                "hoort_bij": p.part_of,
            }
            for p in case.parties
        ],
        "belangen": [{"partij": p.key, "belangen": "; ".join(p.interests)} for p in case.parties],
        "vertegenwoordigers": [
            {
                "id": p.id,
                "partij": p.key,
                "functie": r.role if (r := p.representative) else "",
                "niveau": (r and r.level) or "",
                "mandaat": (r and r.mandate) or "",
                "commitment": FLAGS[r and r.commitment],
            }
            for p in case.parties
        ],
        "relaties": [
            {
                "id": t.id,
                "van": t.source,
                "naar": t.target,
                "soort": t.kind or "",
                "gewicht": "" if t.weight is None else str(_whole(t.weight)).replace(".", ","),
                "gericht": FLAGS[t.directed],
                "in_te_houden": FLAGS[t.free],
            }
            for t in case.ties
        ],
        "taken": [
            {
                "sleutel": t.key,
                "id": t.id,
                "naam": t.called,
                "nodig": named(t.needed),
                **{s: named([c.party for c in t.claims if (c.strength or STRENGTHS[0]) == s]) for s in STRENGTHS},
            }
            for t in case.tasks
        ],
        "routes": [
            {"id": r.id, "stappen": named(r.steps), "aantal": "" if r.count is None else str(r.count), "risico": r.risk or ""}
            for r in case.routes
        ],
        "blikken": [
            {
                "id": v.id,
                "van": v.holder,
                "over": v.about,
                "positie": v.position or "",
                "macht": "" if v.power is None else ", ".join(v.power) or NONE,
                "toelichting": v.note,
            }
            for v in case.views
        ],
        **case_matrix.rows(case),
    }


def _choice(row: Mapping[str, Any], key: str, words: Sequence[str], place: str, problems: list[str]) -> str | None:
    """The word in a cell; None for an empty one."""
    word = text_of(row, key).lower()
    if word and word not in words:
        problems.append(f"{place}: {key} ‘{text_of(row, key)}’ bestaat niet; kies uit {', '.join(words)}")
    return word if word in words else None


def _number(row: Mapping[str, Any], key: str, low: float, high: float, place: str, problems: list[str]) -> float | None:
    """The number in a cell, from `low` to `high`; None for an empty one."""
    raw = text_of(row, key)
    try:
        number = float(raw.replace(",", ".")) if raw else None
    except ValueError:
        number = nan
    if number is None or low <= number <= high:
        return number
    problems.append(f"{place}: {key} ‘{raw}’ is geen getal {f'van {low:g} tot en met {high:g}' if high < inf else 'groter dan 0'}")
    return None


def _whole(number: float | None) -> Any:
    """The number without a fraction as a whole one, where a file can hold that."""
    return int(number) if number is not None and abs(number) <= EXACT and number == int(number) else number


def _interests(table: Rows, parties: Sequence[Party]) -> tuple[Party, ...]:
    """The parties with what they want."""
    given = {text_of(row, "partij"): row for row in table}
    return tuple(attrs.evolve(p, interests=listed(given.get(p.key, {}), "belangen", p.interests)) for p in parties)


def _representatives(table: Rows, parties: Sequence[Party], problems: list[str]) -> tuple[Party, ...]:
    """The parties with who sits at the table for them; of a row without anything in it that is not known."""
    given = {text_of(row, "partij"): row for row in table}
    out = []
    for p in parties:
        row, place = given.get(p.key, {}), f"Vertegenwoordigers, {p.called}"
        new = {
            "role": text_of(row, "functie"),
            "level": _choice(row, "niveau", LEVELS, place, problems),
            "mandate": _choice(row, "mandaat", MANDATES, place, problems),
            "commitment": _flag(row, "commitment"),
        }
        known = p.representative or Representative()
        empty = not p.representative and all(value in ("", None) for value in new.values())
        out.append(p if empty or not row else attrs.evolve(p, representative=attrs.evolve(known, **new)))
    return tuple(out)


def _flag(row: Mapping[str, Any], key: str) -> bool | None:
    """Yes or no in a cell; None for an empty one."""
    return next((flag for flag, word in FLAGS.items() if word == text_of(row, key).lower()), None)


def _power(row: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The kinds of power in a cell; None for an empty one."""
    power = tuple(w for w in (part.strip() for part in text_of(row, "macht").split(",")) if w)
    return tuple(w for w in power if w != NONE) if power else None


def _named_rows(table: Rows, title: str, columns: Sequence[str], problems: list[str]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Name, place (for a message) and row of each row with a name; a row that has something in these columns must have one."""
    for i, row in enumerate(table, 1):
        name = text_of(row, "naam")
        place = f"{title}, rij {i} ({name or 'zonder naam'})"
        if name:
            yield name, place, row
        elif any(text_of(row, k) for k in columns):
            problems.append(f"{place}: vul een naam in")


def _free(name: str, before: Mapping[str, Party], table: Rows, out: Mapping[str, Any]) -> str | None:
    """The key of the party that a row without key already made: whoever types on fast has not heard of it yet."""
    held = {text_of(row, "sleutel") for row in table}
    return next((key for key, p in before.items() if p.name == name and key not in held and key not in out), None)


def _parties(table: Rows, old: Case, problems: list[str]) -> tuple[Party, ...]:
    before = {p.key: p for p in old.parties}
    out: dict[str, Party] = {}
    for name, place, row in _named_rows(table, "Partijen", ("kort", "sector"), problems):
        key = text_of(row, "sleutel") or _free(name, before, table, out) or new_key(name, {**before, **out})
        short = text_of(row, "kort")
        if len(short) > MAX_SHORT:
            problems.append(f"{place}: de korte naam heeft meer dan {MAX_SHORT} tekens")
        known = before.get(key, Party(key=key))
        known = known if name == known.called else attrs.evolve(known, **UNSAID)
        out[key] = attrs.evolve(
            known,
            name=name,
            short=short or name,
            sector=text_of(row, "sector"),
            power=_power(row),
            part_of=text_of(row, "hoort_bij") if "hoort_bij" in row else known.part_of,
            replaceable=_flag(row, "vervangbaar"),
            kind=_choice(row, "soort", PARTY_KINDS, place, problems),
            scale=_choice(row, "schaal", SCALES, place, problems),
            position=_choice(row, "positie", POSITIONS, place, problems),
            size=_whole(_number(row, "omvang", 1, 5, place, problems)),
        )
    return tuple(out.values())


def _finder(parties: Sequence[Party], old: Sequence[Party], problems: list[str]) -> Callable[[str, str], str | None]:
    here = {p.key for p in parties}
    before = [p for p in old if p.key in here]  # who is renamed is found under the old name, which other tables still hold
    by_word = {word.casefold(): p.key for group in (before, parties) for p in group for word in (p.key, p.short, p.name) if word}

    def find(word: str, place: str) -> str | None:
        key = by_word.get(word.strip().casefold())
        if key is None:
            near = get_close_matches(word.casefold(), by_word, 1)
            hint = f"; bedoelt u ‘{near[0]}’?" if near else "; voeg deze partij eerst toe bij Partijen"
            problems.append(f"{place}: partij ‘{word.strip()}’ bestaat niet{hint}")
        return key

    return find


def _word(row: Mapping[str, Any], place: str, problems: list[str]) -> str | None:
    """The kind of a tie: one of the known ones in any case, or an own word as it was typed."""
    word = text_of(row, "soort")
    if len(word) > MAX_WORD:
        problems.append(f"{place}: de soort heeft meer dan {MAX_WORD} tekens")
        return None
    return word.lower() if word.lower() in TIE_KINDS else word or None


def _row_before(row: Mapping[str, Any], before: dict[str, Any], held: Collection[str], **ends: Any) -> Any:
    """The item that a row was, taken out of `before`; None for a new one.

    A row without an id may have been kept already, with these ends: whoever types on fast has not heard of it yet.
    """

    def same(item: Any) -> bool:
        return all(getattr(item, name) == value for name, value in ends.items())

    return before.pop(text_of(row, "id") or next((key for key, item in before.items() if key not in held and same(item)), ""), None)


def _ties(table: Rows, old: Case, find: Callable[[str, str], str | None], problems: list[str]) -> tuple[Tie, ...]:
    before, held = {t.id: t for t in old.ties}, {text_of(row, "id") for row in table}
    out = []
    for i, row in enumerate(table, 1):
        place = f"Relaties, rij {i}"
        ends = [text_of(row, "van"), text_of(row, "naar")]
        if not any(ends):
            continue
        if not all(ends):
            problems.append(f"{place}: kies twee partijen")
            continue
        a, b = (find(word, place) for word in ends)
        if a is None or b is None:
            continue
        if a == b:
            problems.append(f"{place}: een band loopt tussen twee verschillende partijen")
            continue
        weight = _whole(_number(row, "gewicht", 5e-324, inf, place, problems))
        known = _row_before(row, before, held, source=a, target=b) or Tie(a, b)
        directed, free = (
            _flag(row, key) if key in row else had for key, had in (("gericht", known.directed), ("in_te_houden", known.free))
        )
        out.append(attrs.evolve(known, source=a, target=b, kind=_word(row, place, problems), weight=weight, directed=directed, free=free))
    return tuple(out)


def _claim(task: Task, party: str, strength: str) -> Claim:
    """The claim of a party, as it was where it had one; one of unknown strength is shown as the first kind, and stays unknown there."""
    old = next((claim for claim in task.claims if claim.party == party), Claim(party, strength))
    return old if old.strength is None and strength == STRENGTHS[0] else attrs.evolve(old, strength=strength)


def _tasks(table: Rows, old: Case, find: Callable[[str, str], str | None], problems: list[str]) -> tuple[Task, ...]:
    before = {t.key: t for t in old.tasks}
    out: dict[str, Task] = {}
    for name, place, row in _named_rows(table, "Taken", ("nodig", *STRENGTHS), problems):

        def keys(column: str, row: Mapping[str, Any] = row, place: str = place) -> tuple[str, ...]:
            found = (find(word, f"{place}, kolom {column}") for word in re.split(r"[;\n]", text_of(row, column)) if word.strip())
            return tuple(dict.fromkeys(k for k in found if k))

        key = text_of(row, "sleutel") or new_key(name, {**before, **out})
        known = before.get(key, Task(key=key))
        claims: dict[str, Claim] = {}
        for strength in STRENGTHS:
            for party in keys(strength):
                if party in claims:
                    problems.append(f"{place}: een partij staat bij deze taak twee keer; kies kern, mede of rand")
                claims.setdefault(party, _claim(known, party, strength))
        short = known.short if known.name == name else name
        out[key] = attrs.evolve(known, name=name, short=short, needed=keys("nodig"), claims=tuple(claims.values()))
    return tuple(out.values())


def _routes(table: Rows, old: Case, find: Callable[[str, str], str | None], problems: list[str]) -> tuple[Route, ...]:
    before, held = {r.id: r for r in old.routes}, {text_of(row, "id") for row in table}
    out = []
    for i, row in enumerate(table, 1):
        words = [w for w in re.split(r"[;→\n]", text_of(row, "stappen")) if w.strip()]
        place, count = f"Routes, rij {i}", text_of(row, "aantal")
        if not words:
            continue
        steps = tuple(key for key in (find(word, f"{place}, kolom stappen") for word in words) if key)
        if count and not (count.isascii() and count.isdigit()):
            problems.append(f"{place}: aantal ‘{count}’ is geen heel getal")
            continue
        known = _row_before(row, before, held, steps=steps) or Route()
        out.append(
            attrs.evolve(known, steps=steps, count=int(count) if count else None, risk=_choice(row, "risico", RISKS, place, problems))
        )
    return tuple(out)


def _views(table: Rows, old: Case, find: Callable[[str, str], str | None], problems: list[str]) -> tuple[View, ...]:
    before, held = {v.id: v for v in old.views}, {text_of(row, "id") for row in table}
    out = []
    for i, row in enumerate(table, 1):
        place, ends = f"Blikken, rij {i}", [text_of(row, "van"), text_of(row, "over")]
        if not any(ends):
            continue
        if not all(ends):
            problems.append(f"{place}: kies wie kijkt en naar wie")
            continue
        holder, about = (find(word, place) for word in ends)
        if holder is None or about is None:
            continue
        known = _row_before(row, before, held, holder=holder, about=about) or View(holder, about)
        position = _choice(row, "positie", POSITIONS, place, problems)
        out.append(attrs.evolve(known, holder=holder, about=about, position=position, power=_power(row), note=text_of(row, "toelichting")))
    return tuple(out)


def completed(case: Case, typed: Mapping[str, Rows]) -> dict[str, list[Mapping[str, Any]]]:
    """These tables with what a case makes of them (new rows get their key), and behind it the rows in which nothing counts yet."""
    fresh = rows(case)
    said = ("naam", "partij", "van", "naar", "stappen")
    valued = {row["naam"] for row in fresh["waarden"]}  # a value without any weight is nowhere in a case, but somebody typed it

    def waits(name: str, row: Mapping[str, Any]) -> bool:
        return not any(text_of(row, key) for key in said) or (name == "waarden" and text_of(row, "naam") not in valued)

    return {name: fresh[name] + [row for row in table if waits(name, row)] for name, table in typed.items()}


def case_from(old: Case, tables: Mapping[str, Rows]) -> Case:
    """The case with these rows in it.

    Args:
        old: the case before; what the rows do not show is taken from it.
        tables: rows by the name of their table; a table that is absent stays as it was.

    Raises:
        CaseError: one Dutch sentence per wrong cell, with its table and row.
    """
    problems: list[str] = []
    known = rows(old)
    parties = _interests(tables.get("belangen", ()), _parties(tables.get("partijen", known["partijen"]), old, problems))
    parties = case_matrix.values(tables["waarden"], parties, problems) if "waarden" in tables else parties
    parties = _representatives(tables.get("vertegenwoordigers", ()), parties, problems)
    base = old
    gone = set(old.party_keys) - {p.key for p in parties}
    if gone:
        base = redirected(base, lambda key: "" if key in gone else key)
    kept = rows(base)
    find = _finder(parties, old.parties, problems)
    ties = [r for r in tables.get("relaties", kept["relaties"]) if not {r.get("van"), r.get("naar")} & gone]
    names_gone = {p.called.casefold() for p in old.parties if p.key in gone}

    def without_gone(row: Mapping[str, Any]) -> dict[str, Any]:
        return {
            k: "; ".join(w.strip() for w in str(v).split(";") if w.strip() and w.strip().casefold() not in names_gone)
            if k in ("nodig", "stappen", *STRENGTHS)
            else v
            for k, v in row.items()
        }

    tasks = [without_gone(r) for r in tables.get("taken", kept["taken"])]
    routes = [without_gone(r) for r in tables.get("routes", kept["routes"])]
    out_ties, out_tasks, out_routes = (
        _ties(ties, base, find, problems),
        _tasks(tasks, base, find, problems),
        _routes(routes, base, find, problems),
    )
    views = [r for r in tables.get("blikken", kept["blikken"]) if not {r.get("van"), r.get("over")} & gone]
    lists: dict[str, Any] = {"ties": out_ties, "tasks": out_tasks, "routes": out_routes, "views": _views(views, base, find, problems)}
    now = base.with_changes(parties=tuple(attrs.evolve(p, part_of="") if p.part_of in gone else p for p in parties))
    if "kwesties" in tables:
        lists["issues"] = case_matrix.issues(tables["kwesties"], now, problems)
    if tables.keys() & {"structuren", "indeling"}:
        ways, sits = tables.get("structuren", kept["structuren"]), tables.get("indeling", kept["indeling"])
        lists["structures"] = case_matrix.structures(ways, sits, now, problems)
    if problems:
        raise CaseError(problems)
    return now.with_changes(**lists)
