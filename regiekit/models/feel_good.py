"""Feel good: why everybody can support a vague word, and fewer the precise one in its place.

A word with several meanings is heard by each party in a meaning that suits it: the party supports the word when it
accepts at least one meaning. A precise word has one meaning, so the party must accept that one; a sentence with more
precise words asks for all of them. Assumes that parties do not ask what is meant, and that meanings weigh the same.
"""

from collections.abc import Collection, Hashable, Iterable
from math import comb

from regiekit.models import _check


@_check.elementwise
def label_support(p: float, meanings: int) -> float:
    """Return the support to expect for a word with m meanings, 1 - (1 - p)^m, as a share of the parties (0 to 1).

    `p` is the chance (0 to 1) that a party accepts one meaning, independent of party and meaning; `meanings` is m, 0
    or more. With one meaning it is p, with many it goes to 1 for any p above 0. Elementary: the complement of refusing
    all. Raises ValueError outside these ranges.

    >>> round(label_support(0.3, meanings=4), 3)
    0.76
    """
    return 1 - (1 - _check.number("p", p)) ** _check.whole("meanings", meanings, 0)


@_check.elementwise
def precise_support(p: float, words: int) -> float:
    """Return the support to expect for a sentence that asks for `words` meanings at once, p^words (0 to 1).

    Assumptions and ranges as in `label_support`.

    >>> round(precise_support(0.3, words=2), 3)
    0.09
    """
    return _check.number("p", p) ** _check.whole("words", words, 0)


def _accepted(accepted: Iterable[Collection[Hashable]], total: int) -> list[int]:
    counts = [len(set(_check.collection(own, "each of accepted"))) for own in accepted]
    if any(count > total for count in counts):
        raise ValueError(f"a party accepts more meanings than the {total} there are")
    return counts


def acceptance(accepted: Iterable[Collection[Hashable]], total: int) -> float:
    """Return the share of all pairs (party, meaning) that are accepted: the p of `label_support`, 0 to 1.

    `accepted` holds per party the meanings it accepts, `total` is how many meanings there are (at least 1). Raises
    ValueError when there are no parties or a party accepts more than `total`.

    >>> acceptance([{"steer"}, {"steer", "help"}], total=2)
    0.75
    """
    counts = _accepted(accepted, _check.whole("total", total, 1))
    if not counts:
        raise ValueError("accepted must hold at least one party")
    return sum(counts) / (total * len(counts))


def support(accepted: Iterable[Collection[Hashable]], total: int, meanings: int) -> float:
    """Return the mean support (0 to 1) for a word that has `meanings` of the `total` meanings, drawn at random.

    A party that accepts a of T meanings accepts at least one of k with chance 1 - C(T - a, k) / C(T, k)
    (hypergeometric); this is its mean over the parties. `accepted` and `total` as in `acceptance`, `meanings` is k, 0
    to T. With k = 1 it is `acceptance`, with k = T the share of parties that accept anything at all. It approaches
    `label_support` as all parties accept the same share of very many meanings. Raises ValueError as `acceptance` does.

    >>> support([{"steer"}, {"steer", "help"}], total=2, meanings=1)
    0.75
    """
    k = _check.whole("meanings", meanings, 0, _check.whole("total", total, 1))
    counts = _accepted(accepted, total)
    if not counts:
        raise ValueError("accepted must hold at least one party")
    return sum(1 - comb(total - count, k) / comb(total, k) for count in counts) / len(counts)
