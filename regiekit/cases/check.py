"""Check the raw content of a case file: every problem as a Dutch sentence that names the place and the remedy."""

import datetime
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from difflib import get_close_matches
from itertools import chain, count, islice
from typing import Any

from regiekit.cases.model import FORMAT, MAX_ITEMS, MAX_PARTIES, MAX_SHORT, NOUNS, Case, Claim, Spec, Tie, View, fields, most, required

MAX_DEPTH = 20
MAX_PROBLEMS = 200
MAX_SHOWN = 20
MAX_WORD = 40  # tekens van een eigen soort relatie
KEY = re.compile(r"[a-z0-9_-]{1,60}")
ID = re.compile(r"[A-Za-z0-9_-]{1,60}")


class CaseError(ValueError):
    """A case that cannot be read, checked or saved. `problems` holds one Dutch sentence per problem."""

    def __init__(self, problems: Iterable[str], name: str = "") -> None:
        self.problems = list(problems)
        shown = self.problems[:MAX_SHOWN]
        more = len(self.problems) - len(shown)
        start = f"{name}: " if name and not self.problems[0].startswith(f"{name}: ") else ""
        if len(shown) == 1:
            super().__init__(start + shown[0])
            return
        lines = [f"{start}er zijn {len(self.problems)} problemen.", *(f"- {problem}" for problem in shown)]
        if more:
            lines.append(f"- … en nog {more}. Verbeter eerst wat hierboven staat.")
        super().__init__("\n".join(lines))


def quoted(value: Any, width: int = 40) -> str:
    """A value as it may appear in a sentence: on one line, short, between quotes."""
    text = value if isinstance(value, str) else repr(value)
    text = " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * width]).split())
    return f"'{text[: width - 1]}…'" if len(text) > width else f"'{text}'"


def nearest(word: str, words: Iterable[str]) -> str:
    """'; bedoelt u …?' when one of the words looks like it, capitals or not, else nothing."""
    small = {known.lower(): known for known in words}
    close = get_close_matches(word[:60].lower(), small, 1, 0.6)
    return f"; bedoelt u '{small[close[0]]}'?" if close else ""


def dutch_count(number: int) -> str:
    """A whole number as Dutch readers write it: a point before each three digits."""
    return f"{number:,}".replace(",", ".")


def counted(number: int, one: str, more: str) -> str:
    """A number of things: 1 partij, 1.200 partijen."""
    return f"{dutch_count(number)} {one if number == 1 else more}"


def unaccented(text: str) -> str:
    """The text without capitals and accents, for comparing."""
    return "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(c))


def enumerated(words: Sequence[str], last: str = " en ") -> str:
    """The words (at least one) in a row: a, b en c."""
    return last.join(filter(None, [", ".join(words[:-1]), words[-1]]))


def numbered(name: str, form: str = "{}-{}") -> Iterator[str]:
    """The name, and then the name with 2, 3 … behind it: the first that is not taken is a new one."""
    return chain([name], (form.format(name, number) for number in count(2)))


def new_key(name: str, taken: Container[str], offered: dict[str, Iterator[str]] | None = None) -> str:
    """A key for something of this name that is not taken; with `offered` those that are called the same go on where the last one stopped."""
    stem = re.sub(r"[^a-z0-9]+", "-", unaccented(name))[:40].strip("-") or "partij"
    row = numbered(stem) if offered is None else offered.setdefault(stem, numbered(stem))
    return next(new for new in row if new not in taken)


# --- one value -------------------------------------------------------------------------------------------------------
# Each check says what follows the name of the field, "" when nothing is wrong: "macht" + " 'blokade' bestaat niet; kies uit …".

_NO_TEXT = "moet tekst zijn; zet er aanhalingstekens omheen"


def _short(value: str, spec: Spec, parties: dict[str, Any]) -> str:
    return f"{quoted(value)} is te lang; gebruik hoogstens {MAX_SHORT} tekens" if len(value) > MAX_SHORT else ""


def _key(value: str, spec: Spec, parties: dict[str, Any]) -> str:
    if KEY.fullmatch(value):
        return ""
    return f"{quoted(value)} mag niet; gebruik alleen kleine letters, cijfers, - en _ (hoogstens 60 tekens)"


def _choice(value: str, spec: Spec, parties: dict[str, Any]) -> str:
    return "" if value in spec.choices else f"{quoted(value)} bestaat niet; kies uit {', '.join(spec.choices)}"


def _word(value: str, spec: Spec, parties: dict[str, Any]) -> str:
    near = f", of een eigen woord van hoogstens {MAX_WORD} tekens"
    return "" if value.strip() and len(value) <= MAX_WORD else f"{quoted(value)} kan niet; kies uit {', '.join(spec.choices)}{near}"


def _party(value: str, spec: Spec, parties: dict[str, Any]) -> str:
    if value in parties:
        return ""
    by_name = [key for key, name in parties.items() if name and name.casefold() == value.casefold()]
    hint = f"; bedoelt u '{by_name[0]}'?" if by_name else nearest(value, parties)
    if not hint:
        hint = f"; kies uit {', '.join(islice(parties, 12))}{', …' if len(parties) > 12 else ''}"
    return f"{quoted(value)} is geen sleutel van een partij{hint if parties else '; voeg eerst partijen toe'}"


def _weight(value: Any, spec: Spec, parties: dict[str, Any]) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
        return ""
    return f"{quoted(value)} kan niet; gebruik een getal groter dan 0, zonder aanhalingstekens"


def _number(value: Any, spec: Spec, parties: dict[str, Any]) -> str:
    types, noun = (int, "heel getal") if spec.kind == "integer" else (int | float, "getal")
    between = f"van {spec.low} tot en met {spec.high}" if spec.high is not None else f"van {spec.low} of hoger"
    if not isinstance(value, types) or isinstance(value, bool):
        return f"moet een {noun} zijn {between}, zonder aanhalingstekens"
    outside = (spec.low is not None and value < spec.low) or (spec.high is not None and value > spec.high)
    return f"{quoted(value)} kan niet; gebruik een {noun} {between}" if outside else ""


# Kind → its check, for texts and for other values.
_OF_TEXT: dict[str, Callable[[str, Spec, dict[str, Any]], str]] = {
    "text": lambda value, spec, parties: "",
    "short": _short,
    "key": _key,
    "choice": _choice,
    "party": _party,
    "maybe": lambda value, spec, parties: value and _party(value, spec, parties),
    "word": _word,
    "id": lambda value, spec, parties: "" if ID.fullmatch(value) else "klopt niet; haal deze regel weg, dan maakt het programma een nieuwe",
}
_OF_OTHERS: dict[str, Callable[[Any, Spec, dict[str, Any]], str]] = {
    "integer": _number,
    "number": _number,
    "weight": _weight,
    "any": lambda value, spec, parties: "",
    "flag": lambda value, spec, parties: "" if isinstance(value, bool) else "moet true (ja) of false (nee) zijn, zonder aanhalingstekens",
}
# Kind of list → the kind of what it holds, how a sentence calls that, and whether each may stand there once only.
_LISTS = {
    "choices": ("choice", "woorden uit {}", True),
    "texts": ("text", "teksten", False),
    "parties": ("party", "sleutels van partijen", True),
    "steps": ("party", "sleutels van partijen", False),
}


def _one(kind: str, value: Any, spec: Spec, parties: dict[str, Any]) -> str:
    if kind in _OF_OTHERS:
        return _OF_OTHERS[kind](value, spec, parties)
    if isinstance(value, str):
        return _OF_TEXT[kind](value, spec, parties)
    return f"moet tekst zijn; kies uit {', '.join(spec.choices)}" if kind == "choice" else _NO_TEXT


def _list(kind: str, value: Any, spec: Spec, parties: dict[str, Any]) -> Iterator[str]:
    each, what, once = _LISTS[kind]
    if not isinstance(value, list):
        yield f'moet een lijst zijn; schrijf ["…", "…"] met {what.format(", ".join(spec.choices))}'
    elif len(value) > MAX_ITEMS:
        yield f"heeft meer dan {dutch_count(MAX_ITEMS)} regels; maak de lijst korter"
    else:
        yield from (_one(each, item, spec, parties) for item in value)
        if once:
            often = Counter(item for item in value if isinstance(item, str))
            yield from (f"{quoted(item)} staat er twee keer in; laat het één keer staan" for item, times in often.items() if times > 1)


def _weights(table: dict[str, Any], spec: Spec, parties: dict[str, Any]) -> Iterator[str]:
    for name, weight in table.items():
        problem = _number(weight, spec, parties)
        yield problem and f"van {quoted(name)}: {problem}"


def _gains(table: dict[str, Any], spec: Spec, parties: dict[str, Any]) -> Iterator[str]:
    yield from (_party(key, spec, parties) for key in table)
    yield from _weights(table, spec, parties)


def _units(table: dict[str, Any], spec: Spec, parties: dict[str, Any]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for unit, members in table.items():
        yield from (problem and f"{quoted(unit)}: {problem}" for problem in _list("steps", members, spec, parties))
        for key in members if isinstance(members, list) else []:
            if isinstance(key, str) and key in seen:
                where = "twee keer in" if seen[key] == unit else f"ook in {quoted(seen[key])}, niet alleen in"
                yield f"partij {quoted(key)} zit {where} {quoted(unit)}; een partij hoort in hoogstens één eenheid"
            elif isinstance(key, str):
                seen[key] = unit


def _answers(table: dict[str, Any], spec: Spec, parties: dict[str, Any]) -> Iterator[str]:
    for proef, answers in table.items():
        if not isinstance(answers, dict):
            yield f"van {quoted(proef)} kloppen niet; schrijf ze onder een kop [antwoorden.{quoted(proef)[1:-1]}]"


_TABLES = {"weights": _weights, "gains": _gains, "units": _units, "answers": _answers}


def _found(value: Any, spec: Spec, parties: dict[str, Any]) -> Iterator[str]:
    if spec.kind in _LISTS:
        yield from _list(spec.kind, value, spec, parties)
    elif spec.kind not in _TABLES:
        yield _one(spec.kind, value, spec, parties)
    elif not isinstance(value, dict):
        yield "moet een tabel zijn; schrijf onder een eigen kop per regel: naam = waarde"
    elif len(value) > MAX_ITEMS:
        yield f"heeft meer dan {dutch_count(MAX_ITEMS)} regels; maak de tabel korter"
    else:
        yield from _TABLES[spec.kind](value, spec, parties)


def value_problems(value: Any, spec: Spec, parties: dict[str, str]) -> list[str]:
    """What is wrong with one value, each as "key …"; `parties` maps the key of every party to its name."""
    return [f"{spec.key} {problem}" for problem in islice(filter(None, _found(value, spec, parties)), MAX_PROBLEMS)]


# --- the whole file --------------------------------------------------------------------------------------------------


def _plain_problems(raw: Any) -> Iterator[str]:
    """Depth, numbers and texts that a TOML file cannot hold; without recursion, since the depth is not known yet."""
    stack = [(raw, 0, "")]
    while stack:
        value, depth, place = stack.pop()
        if depth > MAX_DEPTH:
            yield f"{place}: dit zit meer dan {MAX_DEPTH} lagen diep; maak het platter"
            return
        if isinstance(value, dict):
            for key, item in reversed(value.items()):
                if not isinstance(key, str):
                    yield f"{place or 'casus'}: de naam {quoted(key)} moet tekst zijn"
                else:
                    yield from (f"{place or 'casus'}: {problem}" for problem in _text_problems(key))
                    stack.append((item, depth + 1, place if depth > 3 else f"{place}.{key[:40]}".lstrip(".")))
        elif isinstance(value, list):
            stack.extend((item, depth + 1, place) for item in reversed(value))
        else:
            for problem in _scalar_problems(value):
                yield f"{quoted(place, 80)[1:-1]}: {problem}"


def _text_problems(text: str) -> Iterator[str]:
    try:
        text.encode()
    except UnicodeEncodeError:
        yield f"de tekst {quoted(text)} bevat een kapot teken; typ de tekst opnieuw"


def _scalar_problems(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from _text_problems(value)
    elif isinstance(value, float) and not math.isfinite(value):
        yield f"{value} is geen gewoon getal; vul een getal in"
    elif isinstance(value, int) and not -(2**63) <= value < 2**63:
        yield "het getal is te groot; vul een kleiner getal in"
    elif isinstance(value, datetime.datetime | datetime.time) and value.tzinfo and not _whole_minutes(value):
        yield "deze tijd kan niet in een casusbestand staan; gebruik een tijd zonder tijdzone"
    elif not isinstance(value, int | float | datetime.date | datetime.time):
        yield f"een waarde van soort {type(value).__name__} kan niet in een casusbestand staan"


def _whole_minutes(value: datetime.datetime | datetime.time) -> bool:
    offset = value.utcoffset()
    return isinstance(value, datetime.datetime) and offset is not None and offset.total_seconds() % 60 == 0


# What tells an item from others of its list, where that is no key.
_PAIRS = {Tie: ("van", "naar"), View: ("van", "over"), Claim: ("partij",)}


def _called(cls: type, raw: dict[str, Any], number: int) -> str:
    """How a sentence calls this item: partij 'GGD', relatie 'gemeente → ggd', route 3."""
    texts = {key: value for key, value in raw.items() if isinstance(value, str) and value.strip()}
    pair = _PAIRS.get(cls, ())
    if pair and all(key in texts for key in pair):
        return f"{NOUNS[cls]}{' van' if cls is Claim else ''} {quoted(' → '.join(texts[key] for key in pair))}"
    name = texts.get("naam") or texts.get("sleutel")
    return f"{NOUNS[cls]} {quoted(name) if name and len(pair) < 2 else number}"


def _item_problems(cls: type, raw: dict[str, Any], place: str, parties: dict[str, Any]) -> Iterator[str]:
    """Problems of one table and of the tables in it."""
    for key in required(cls):
        if key not in raw:
            yield f'{place}: {key} ontbreekt; voeg een regel toe met {key} = "…"'
    for key, (_, spec) in fields(cls).items():
        if key not in raw:
            continue
        value = raw[key]
        inner = "" if cls is Case else f"{place}, "
        if spec.kind == "items":
            yield from _items_problems(spec, value, place, inner, parties)
        elif spec.kind == "item" and isinstance(value, dict):
            yield from _item_problems(spec.item, value, f"{inner}{NOUNS[spec.item]}", parties)
        elif spec.kind == "item":
            yield f"{place}: {key} moet een tabel zijn; schrijf een eigen kop voor {key}"
        else:
            for problem in value_problems(value, spec, parties):
                yield f"{place}: {problem}"
    if cls is Tie and isinstance(raw.get("van"), str) and raw.get("van") == raw.get("naar"):
        yield f"{place}: van en naar zijn dezelfde partij; kies twee verschillende partijen"


def _items_problems(spec: Spec, value: Any, place: str, inner: str, parties: dict[str, Any]) -> Iterator[str]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        path = "taken.claims" if spec.item is Claim else spec.key
        yield f"{place}: {spec.key} moet een lijst van tabellen zijn; zet boven elk onderdeel [[{path}]]"
        return
    limit = most(spec.item)
    if len(value) > limit:
        yield f"{place}: {spec.key} zijn er {dutch_count(len(value))}; houd er hoogstens {dutch_count(limit)} over, de belangrijkste"
        return
    same = () if spec.item is Tie else _PAIRS.get(spec.item, ("sleutel",) if "sleutel" in fields(spec.item) else ())
    seen = set()
    for number, item in enumerate(value, 1):
        called = inner + _called(spec.item, item, number)
        yield from _item_problems(spec.item, item, called, parties)
        identity = tuple(item.get(key) for key in same)
        if not same or not all(isinstance(part, str) for part in identity):
            continue
        if identity in seen:
            words = " en ".join(f"{key} {quoted(part)}" for key, part in zip(same, identity, strict=True))
            yield f"{called}: {words} komt vaker voor; haal er één weg of kies iets anders"
        seen.add(identity)


def problems(raw: dict[str, Any]) -> list[str]:
    """All problems of the raw content of a case file (Dutch keys), at most 200; empty when it is sound."""
    number = raw.get("formaat", FORMAT)
    if isinstance(number, int) and not isinstance(number, bool) and number > FORMAT:
        return [
            f"casus: dit bestand is gemaakt met een nieuwere versie (formaat {quoted(number)[1:-1]}, "
            f"dit programma kent {FORMAT}); werk regiekit bij en open het bestand dan opnieuw"
        ]
    plain = list(islice(_plain_problems(raw), MAX_PROBLEMS))
    if plain:
        return plain
    rows = raw.get("partijen")
    rows = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    parties = {
        row["sleutel"]: row["naam"] if isinstance(row.get("naam"), str) else ""
        for row in rows[:MAX_PARTIES]
        if isinstance(row.get("sleutel"), str)
    }
    return list(islice(_item_problems(Case, raw, "casus", parties), MAX_PROBLEMS))


# --- what is still missing -------------------------------------------------------------------------------------------


def _names(items: Iterable[Any]) -> str:
    names = [item.name or item.key for item in items]
    return ", ".join(names[:8]) + (" …" if len(names) > 8 else "")


def _unknown(item: Any, place: str) -> Iterator[str]:
    known = fields(type(item))
    for key in item.extra:
        hint = nearest(key, known)
        if hint:
            yield f"{place}: '{key[:40]}' wordt niet gebruikt{hint}"
    for key, (attribute, spec) in known.items():
        inner = getattr(item, attribute)
        for number, child in enumerate(inner if spec.kind == "items" else [], 1):
            name = getattr(child, "name", "") or getattr(child, "key", "") or number
            yield from _unknown(child, f"{key} {name}")
        if spec.kind == "item" and inner is not None:
            yield from _unknown(inner, f"{place}, {key}")


def warnings(case: Case) -> list[str]:
    """What a sound case still lacks, each as a Dutch sentence; nothing here stops the notebooks from working.

    >>> warnings(Case(title="Wijk"))[0]
    'De casus heeft nog geen centrale vraag.'
    """
    used = {key for tie in case.ties for key in (tie.source, tie.target)}
    lists = {
        "Deze partijen hebben nog geen naam": [p for p in case.parties if not p.name.strip()],
        f"Deze namen passen niet in een plaatje; geef een korte naam van hoogstens {MAX_SHORT} tekens, of maak de naam korter": [
            item for item in (*case.parties, *case.tasks) if len(item.short) > MAX_SHORT
        ],
        "Deze partijen hebben nog geen belangen": [p for p in case.parties if not p.interests],
        "Deze partijen hebben nog geen waarden": [p for p in case.parties if not p.values],
        "Deze partijen hebben nog geen enkele relatie": [p for p in case.parties if p.key not in used],
        "Deze taken hebben nog geen naam": [t for t in case.tasks if not t.name.strip()],
        "Bij deze taken staat nog niet wie er moeten samenwerken": [t for t in case.tasks if not t.needed],
        "Deze kwesties hebben nog geen naam": [i for i in case.issues if not i.name.strip()],
        "Bij deze kwesties staat nog niet wat partijen winnen of verliezen": [i for i in case.issues if not i.gains],
        "Deze structuren hebben nog geen eenheden": [s for s in case.structures if not s.units],
    }
    missing = {
        "De casus heeft nog geen titel.": not case.title.strip(),
        "De casus heeft nog geen centrale vraag.": not case.question.strip(),
        "Er is nog geen regisseur gekozen.": not case.director,
        "Er zijn nog geen twee partijen.": len(case.parties) < 2,
        "Er zijn nog geen relaties tussen partijen.": not case.ties,
        "Er zijn nog geen taken.": not case.tasks,
        "Er is nog geen taak die door iemand wordt opgeëist.": not any(task.claims for task in case.tasks),
        "Een route heeft nog geen stappen.": any(not route.steps for route in case.routes),
    }
    found = [sentence for sentence, true in missing.items() if true]
    found += [f"{sentence}: {_names(items)}." for sentence, items in lists.items() if items]
    return found + list(_unknown(case, "casus"))
