"""The vocabulary of sentences: numbers, lists and forms as Dutch readers write them."""

from collections.abc import Iterable
from math import isnan

from regiekit.cases import Case

MARKS = str.maketrans("-,.", "−.,")


def say(*sentences: str) -> str:
    """Sentences one after another; those that are empty are left out."""
    return " ".join([sentence for sentence in sentences if sentence])


def form(number: float, one: str, more: str) -> str:
    """The singular for exactly one, else the plural: `form(n, "partij is", "partijen zijn")`."""
    return one if number == 1 else more


def listed(names: Iterable[str], last: str = "en", most: int = 0) -> str:
    """Names in a sentence: "a, b en c"; of more than `most` (0: all) the first ones "en nog 3"."""
    names = list(names)
    if most and len(names) > most:
        return f"{', '.join(names[:most])} en nog {len(names) - most}"
    return f" {last} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def labels(case: Case, keys: Iterable[str]) -> list[str]:
    """The short names of these parties."""
    return [case.party(key).label for key in keys]


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def dutch(number: float, digits: int | None = None, signed: bool = False) -> str:
    """A number as Dutch readers write it: 1.234,5; infinity in words.

    Args:
        number: any real number.
        digits: decimals; None keeps up to three and drops zeros.
        signed: write the plus sign as well.
    """
    if isnan(number):
        return "niet te bepalen"
    if number in (float("inf"), float("-inf")):
        return "oneindig"
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
