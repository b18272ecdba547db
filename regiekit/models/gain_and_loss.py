"""Prospect of gain and threat of loss: who joins a process that nobody is obliged to join.

A party i joins when u_i + t_i >= d_i, all in points of gain: u_i is what joining brings it, t_i is what it loses by staying away
(and so saves by joining), d_i is what joining asks of it. A threat counts for as much as it is believed: loss times credibility
(an expected loss, as in [schelling1960]). With `pull`, every party that has joined makes joining worth so much more to the
others; who joins then follows round by round [granovetter1978].

Assumptions: gain, loss and demand can be added up on one scale; every party knows its own; nobody leaves again; a threat has no
price of its own (in reality it costs trust).
"""

from collections.abc import Sequence

from regiekit.models import _check

MOST = 1000.0  # points


@_check.elementwise
def expected_loss(loss: float, credibility: float) -> float:
    """Return what a threat amounts to: loss (0…1000 points) times credibility (0…1, the chance that it is carried out); else ValueError.

    >>> expected_loss(100, 0.3)
    30.0
    """
    return _check.number("loss", loss, 0, MOST) * _check.number("credibility", credibility)


def shortfalls(gain: Sequence[float], threat: Sequence[float], demand: Sequence[float]) -> list[float]:
    """Return per party what it lacks to join: max(0, d_i - u_i - t_i), in points; 0 means that it joins of itself.

    `gain` u, `threat` t and `demand` d have one entry per party; u and d from -1000 to 1000, t from 0 to 1000. Raises ValueError
    outside these ranges or for unequal lengths.

    >>> shortfalls([5, 1], [0, 1], [4, 4])
    [0.0, 2]
    """
    if not len(gain) == len(threat) == len(demand):
        raise ValueError("gain, threat and demand must have one entry per party each")
    points, threats = _check.numbers("each of gain", gain, -MOST, MOST), _check.numbers("each of threat", threat, 0, MOST)
    asked = _check.numbers("each of demand", demand, -MOST, MOST)
    return [max(0.0, d - u - t) for u, t, d in zip(points, threats, asked, strict=True)]


def joins(gain: Sequence[float], threat: Sequence[float], demand: Sequence[float]) -> list[bool]:
    """Return per party whether u_i + t_i >= d_i. Arguments and errors as in `shortfalls`.

    >>> joins([5, 1], [0, 1], [4, 4])
    [True, False]
    """
    return [short == 0 for short in shortfalls(gain, threat, demand)]


def joining_rounds(gain: Sequence[float], threat: Sequence[float], demand: Sequence[float], pull: float = 0.0) -> list[int | None]:
    """Return per party the round in which it joins (1 = of itself), None when it never does.

    In each round those join for whom u_i + t_i + pull * (number that joined before) >= d_i. `pull` (0…1000 points per party) is
    what one more participant is worth to every other. As nobody leaves, this ends in the smallest group that holds together.
    Other arguments and errors as in `shortfalls`.

    >>> joining_rounds([5, 1], [0, 1], [4, 4], pull=2)
    [1, 2]
    """
    lacking = shortfalls(gain, threat, demand)
    each = _check.number("pull", pull, 0, MOST)
    rounds: list[int | None] = [None] * len(lacking)
    turn = 0
    while True:
        turn += 1
        inside = sum(r is not None for r in rounds)
        new = [i for i, r in enumerate(rounds) if r is None and lacking[i] <= each * inside + 1e-9]
        if not new:
            return rounds
        for i in new:
            rounds[i] = turn


def least_offer(gain: Sequence[float], threat: Sequence[float], demand: Sequence[float], wanted: int) -> float:
    """Return the smallest gain that, offered to everyone alike, makes at least `wanted` parties join of themselves, in points.

    It is the `wanted`-th smallest of the shortfalls; 0 when that many join already. `wanted` runs from 0 to the number of
    parties. Other arguments and errors as in `shortfalls`.

    >>> least_offer([5, 1], [0, 1], [4, 4], wanted=2)
    2
    """
    lacking = sorted(shortfalls(gain, threat, demand))
    count = _check.whole("wanted", wanted, 0, len(lacking))
    return lacking[count - 1] if count else 0.0
