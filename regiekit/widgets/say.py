"""The vocabulary of sentences: numbers, lists and forms as Dutch readers write them."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from math import isclose, isfinite, isnan
from typing import TypeVar

from regiekit.cases import Case, Party
from regiekit.cases.reading import LEGIBLE

MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december")
Key = TypeVar("Key")
MARKS = str.maketrans("-,.", "−.,")
NUMBERS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien",
           "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien", "twintig")  # fmt: skip
FEW_NAMED = 12  # of more than a person can read
NAMED = 3  # equals that a sentence names, at most


def say(*sentences: str) -> str:
    """Sentences one after another; those that are empty are left out."""
    return " ".join([sentence for sentence in sentences if sentence])


def form(number: float, one: str, more: str) -> str:
    """The singular for exactly one, else the plural: `form(n, "partij is", "partijen zijn")`."""
    return one if number == 1 else more


def listed(names: Iterable[str], last: str = "en", most: int = 0) -> str:
    """Names in a sentence: "a, b en c"; of more than `most` (0: all that can be read) the first ones "en nog 3"."""
    names = list(names)
    most = most or (len(names) > LEGIBLE and FEW_NAMED)
    if most and len(names) > most:
        return f"{', '.join(names[:most])} en nog {len(names) - most}"
    return f" {last} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def leading(
    scores: Mapping[Key, float],
    called: Callable[[Key], str],
    many: str = "{} partijen",
    margins: Mapping[Key, float] | None = None,
    last: str = "en",
) -> tuple[list[Key], str]:
    """Whose score is highest, and what to call them in a sentence: all who are equal, or nobody.

    Args:
        scores: any finite number each; what is least is asked with a minus before it.
        called: the name of one.
        many: what more than three are called.
        margins: how far each score may be off where it was drawn by lot; two whose margins meet are equal.
        last: the word before the last name.

    Returns:
        The equals in the order of the scores, and what to call them ("a", "a en b", "vier partijen"; "" when all are equal or there are none).
    """
    if not scores:
        return [], ""
    best, off = max(scores, key=scores.__getitem__), margins or dict.fromkeys(scores, 0.0)
    keys = [k for k, x in scores.items() if isclose(x, scores[best], rel_tol=1e-9, abs_tol=off[k] + off[best] + 1e-9)]
    if len(keys) == len(scores) > 1:
        return keys, ""
    return keys, listed(map(called, keys), last) if len(keys) <= NAMED else many.replace("{}", number_word(len(keys)))


def foremost(
    scores: Mapping[Key, float],
    called: Callable[[Key], str],
    said: str,
    same: str = "",
    many: str = "{} partijen",
    margins: Mapping[Key, float] | None = None,
    last: str = "en",
    plural: Callable[[Key], bool] = lambda _: False,
) -> str:
    """A sentence about whose score is highest (`leading`): {} is who, [wordt|worden] is one word for one and another for several.

    `plural` says whether the name of one is a plural ("de huisartsen"). `same` is the sentence for when all are equal: it names nobody, and is taken as said of several. Without scores there is no sentence.
    """
    keys, who = leading(scores, called, many, margins, last)
    chosen = re.sub(
        r"\[(.*?)\|(.*?)\]", lambda found: found[1 if len(keys) == 1 and not plural(keys[0]) else 2], said if who else same if keys else ""
    )
    return chosen.replace("{}", who)


def phrase(party: Party) -> str:
    """A party in the middle of a sentence: "de huisartsen"; a name that the learner typed stays as it is."""
    return party.phrase.strip() or party.called


def does(party: Party, one: str, more: str) -> str:
    """A party in a sentence with the verb that goes with it: "de huisartsen gunnen"; of a typed name it is taken to be one."""
    return f"{phrase(party)} {more if party.plural else one}"


def again(party: Party) -> str:
    """The word for a party that is the subject of this sentence: "zij"; where none is known, or "het" would be of a place, its name once more."""
    place = party.pronoun == "het" and not phrase(party).startswith("het ")
    return phrase(party) if place else party.pronoun or phrase(party)


def number_word(number: int) -> str:
    """A number in words up to twenty: "vier", "21"."""
    return NUMBERS[number] if number < len(NUMBERS) else dutch(number)


def labels(case: Case, keys: Iterable[str]) -> list[str]:
    """The short names of these parties."""
    return [case.party(key).label for key in keys]


def capital(text: str) -> str:
    """The text with its first letter as a capital; "één" loses an accent by it."""
    return "Eén" + text[3:] if re.match(r"één\b", text) else text[:1].upper() + text[1:]


def dutch(number: float, digits: int | None = None, signed: bool = False) -> str:
    """A number as Dutch readers write it: 1.234,5; infinity in words.

    Args:
        number: any real number.
        digits: decimals; None keeps up to three and drops zeros.
        signed: write the plus sign as well.
    """
    if not isfinite(number):
        return "niet te bepalen" if isnan(number) else "oneindig"
    text = f"{number:{'+' if signed else ''},.{3 if digits is None else digits}f}"
    if digits is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if text.strip("+-0.,") == "" and text.startswith("-"):
        text = text[1:]
    return text.translate(MARKS)


def with_unit(text: str, unit: str, value: float | None = None) -> str:
    """A number as text with its unit: "80%", "1 taak", "3 taken" (a unit with two forms is written `taak|taken`)."""
    one, _, more = unit.partition("|")
    name = one if not more or (value is not None and 0 < abs(value) <= 1) else more
    return text + name if name == "%" else f"{text} {name}".strip()


def roughly(share: float) -> str:
    """A share (0…1) as one says it aloud: "bijna een derde", "ruim de helft", "driekwart"."""
    for top, said in ((0, "niets"), (0.005, "bijna niets"), (0.085, "een klein deel")):
        if share <= top:
            return said
    if share > 0.92:
        return "alles" if share >= 1 else "bijna alles"
    named = ((0.1, "een tiende"), (0.2, "een vijfde"), (0.25, "een kwart"), (1 / 3, "een derde"), (0.5, "de helft"), (2 / 3, "twee derde"), (0.75, "driekwart"),
             (0.9, "negen tiende"))  # fmt: skip
    near, name = min(named, key=lambda one: abs(one[0] - share))
    return name if abs(share - near) < 0.015 else f"{'ruim' if share > near else 'bijna'} {name}"


def fold(factor: float) -> str:
    """How many times (from 1) as one says it aloud: "anderhalf keer", "ruim twee keer"."""
    if factor > 10:
        return "meer dan tien keer"
    near = max(1.5, int(2 * factor + 0.5) / 2 if factor < 4 else int(factor + 0.5))
    whole = number_word(int(near))
    name = whole if near == int(near) else "anderhalf" if near == 1.5 else f"{whole}ënhalf"
    return f"{name} keer" if abs(factor - near) < 0.04 * near else f"{'ruim' if factor > near else 'bijna'} {name} keer"


def count(number: int, unit: str) -> str:
    """A number of things: `count(1, "taak|taken")` is "1 taak"."""
    return with_unit(str(number), unit, number)


def counted(number: int, is_: str, are: str, one: str, more: str) -> str:
    """Verb, number and noun: "is 1 dwarsverband", "zijn 3 dwarsverbanden"."""
    return f"{is_} 1 {one}" if number == 1 else f"{are} {number} {more}"


def percent(share: float) -> str:
    """A share (0…1) in per cent, without its sign: whole, or with a decimal where it is a half."""
    return (
        f"{100 * share:.1f}".removesuffix(".0").replace(".", ",") if round(200 * share, 9) == round(200 * share) else f"{100 * share:.0f}"
    )


def times(chance: float) -> str:
    """A chance in words: "13 van de 100 keer"."""
    return "minder dan 1 van de 100 keer" if 0 < chance < 0.005 else f"{dutch(100 * chance, 0)} van de 100 keer"


def amount(number: float, unit: str, digits: int | None = None) -> str:
    """A number with its unit as Dutch readers write it: `amount(2.5, "punt|punten")` is "2,5 punten"; `digits` as in `dutch`."""
    return with_unit(dutch(number, digits), unit, number)


def points(value: float, digits: int = 1) -> str:
    """An amount of points, rounded: "1 punt", "2,5 punten"."""
    return amount(round(value, digits), "punt|punten")


def some(names: Iterable[str], most: int) -> str:
    """Names in a sentence; of a long list the first ones and how many more: "a, b en 3 andere"."""
    names = list(names)
    left = len(names) - most
    return listed([*names[:most], f"{left} andere"] if left > 1 else names)


def beside(found: float, guess: float, same: str, within: float = 0) -> str:
    """An outcome beside what was guessed: `same` where they lie no further apart than `within`, else how much more or less it is."""
    gap = found - guess
    return same if abs(gap) <= within else f"Dat is {dutch(abs(gap))} {'meer' if gap > 0 else 'minder'} dan u dacht."


def network(case: Case) -> str:
    """The network of a case in words: how many, who are tied to most, who to none."""
    from regiekit.cases import graph
    from regiekit.models.islands import islands

    if not case.parties:
        return "Deze casus heeft nog geen partijen."
    ties = graph(case)
    parts, called, degrees = len(islands(ties)), {p.key: p.called for p in case.parties}, {p.key: ties.degree(p.key) for p in case.parties}
    top, who = leading(degrees, called.__getitem__)
    alone = [called[key] for key, degree in degrees.items() if degree == 0]
    most = f"De meeste contacten {form(len(top), 'heeft', 'hebben')} {who}" if who else "Alle partijen hebben evenveel contacten"
    others = count(degrees[top[0]], "andere partij|andere partijen")
    hang = "Met de regisseur erbij hangen alle partijen" if case.director in called else "Alle partijen hangen"
    whole = f"{hang} direct of via anderen aan elkaar." if parts == 1 and len(called) > 1 else ""
    return say(
        f"Er {form(len(called), 'is', 'zijn')} {count(len(called), 'partij|partijen')} en {count(len(case.ties), 'band|banden')}.",
        f"Die partijen vormen {parts} losse delen." if parts > 1 else whole,
        f"De regisseur is {called[case.director]}." if case.director in called else "",
        f"{most}: {form(len(top), '', 'elk ')}met {others}." if degrees[top[0]] else "",
        f"Nog zonder band: {', '.join(alone) if len(alone) <= LEGIBLE else listed(alone)}." if alone else "",
    )


def together(parties: Iterable[Party], most: int = 6, last: str = "en") -> str:
    """Parties in a sentence: "de gemeente, de huisartsen en drie andere partijen"; of more than `most` the first ones are named."""
    return several(map(phrase, parties), most, last=last)


def part(number: int, whole: int, what: str = "anderen") -> str:
    """So many of so many in a sentence: "geen van de veertien anderen", "alle veertien anderen", "9 van de 30 anderen"."""
    if number == whole:
        the = "de " if whole <= 4 and what.startswith("partijen") else ""
        return "beide " + what if whole == 2 else f"alle {number_word(whole)} {the}{what}"
    said = dutch(number) if whole >= len(NUMBERS) else number_word(number)
    return f"{said if number else 'geen'} van de {number_word(whole)} {what}"


def several(names: Iterable[str], most: int = 6, more: str = "andere partijen", last: str = "en") -> str:
    """Names in a sentence, of a long list the first ones and in words how many follow: "a, b en vijf andere partijen"."""
    names = list(names)
    left = len(names) - most
    return listed([*names[:most], f"{number_word(left)} {more}"] if left > 1 else names, last)


def of_all(number: int, whole: int, what: str, one: str, more: str) -> str:
    """So many of so many as the subject and its verb, to begin a sentence with: "acht van de tien partijen gaan", "van de 22 partijen gaan er 14".

    Where numbers are written in figures the whole comes first, because no sentence begins with a figure.
    """
    verb = one if number < 2 else more
    if whole < len(NUMBERS) or number in (0, whole):
        return f"{part(number, whole, what)} {verb}"
    return f"van de {dutch(whole)} {what} {verb} er {number_word(1) if number == 1 else dutch(number)}"


def when(moment: datetime) -> str:
    """A moment as the learner's clock has it: 29 november 2026, 14:05:10."""
    here = moment.astimezone()
    return f"{here.day} {MONTHS[here.month - 1]} {here.year}, {here:%H:%M:%S}"
