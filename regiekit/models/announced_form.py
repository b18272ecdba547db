"""Announced form against real form: trust that is gained slowly and lost fast.

A process has a form: its content is free, framed, or given. Who announces more freedom than there is, makes a gap. While
the gap is hidden the announcement earns trust; when it comes out, trust breaks, and the next process begins with what is
left. Trust lies between 0 and 1. An event of strength e takes it a share of the way to 1 (e > 0) or to 0 (e < 0):

    T' = T + gain * e * (1 - T)    for e >= 0
    T' = T - loss * |e| * T        for e < 0

a linear operator [bush1955]. That loss is larger than gain is the asymmetry principle: trust is easier to destroy than to
create [slovic1993]. A say that has no influence hurts most where influence was promised [folger1977]. The strengths in the
tables below are assumptions, chosen to be read and argued with, not measured. Announcing given content honestly costs a
little at once, and is never a breach.
"""

import math
from collections.abc import Iterable
from typing import NamedTuple

from regiekit.models import _check

#: The three forms by their freedom.
FREEDOM = {"gegeven": 0, "kader": 1, "vrij": 2}
#: What an announcement does at once: more room is better news.
ANNOUNCED = {"vrij": 1.0, "kader": 0.5, "gegeven": -0.2}
#: Adopting another's plan, by the real form. Where all is given it is a promise that cannot be kept.
ADOPTED = {"vrij": 1.0, "kader": 0.6, "gegeven": 0.6}
#: Explaining what can and cannot be done, by the announced form: after "all is open" it sounds like going back on it.
EXPLAINED = {"vrij": -0.2, "kader": 0.3, "gegeven": 0.5}
#: Thanking and going on, by the announced form.
IGNORED = {"vrij": -0.6, "kader": -0.4, "gegeven": -0.3}
CANDID, EVASIVE = 0.5, -0.3  # answering "is this settled?" where there is nothing to hide
ADMITTED = 0.7  # telling it oneself hurts so much of what being found out would
BREACH = {0: 0.0, 1: 0.7, 2: 1.0}  # how bad it is that the announcement was so many steps too free
KEPT = 0.5  # the word was kept, as far as anyone can see
HEARSAY = 0.6  # who hears of an exchange with another, feels this share of it


class Story(NamedTuple):
    """What is done, in order; None from where it has not been done yet.

    `real` and `announced` are forms (vrij, kader, gegeven), `reply` to the objection is overnemen, uitleggen or doorgaan,
    `answer` to the question open or ontwijken, `out` whether the papers become public.
    """

    real: str | None = None
    announced: str | None = None
    reply: str | None = None
    answer: str | None = None
    out: bool | None = None


class Round(NamedTuple):
    """An event: its strength (-1 to 1), and who it happens to: everyone, the party that objects, or the party that asks."""

    name: str
    strength: float
    whom: str


def breach(story: Story) -> float:
    """Return how bad it would be if all came out after the objection: 0 (nothing to hide) to 1; 0 as long as nothing is announced.

    >>> breach(Story(real="gegeven", announced="vrij", reply="doorgaan"))
    1.0
    """
    if story.real is None or story.announced is None:
        return 0.0
    gap = max(0, FREEDOM[story.announced] - FREEDOM[story.real])
    return 1.0 if story.reply == "overnemen" and story.real == "gegeven" else BREACH[gap]


def hidden(story: Story) -> float:
    """Return what is still hidden at the end: the breach, or 0 when the director told it when asked.

    >>> hidden(Story(real="gegeven", announced="vrij", reply="doorgaan", answer="open"))
    0.0
    """
    return 0.0 if story.answer == "open" else breach(story)


def rounds(story: Story) -> list[Round]:
    """Return the events of a story, up to the first thing that has not been done.

    >>> [one.name for one in rounds(honest("kader"))]
    ['aankondiging', 'bezwaar', 'vraag', 'afloop']
    """
    done: list[Round] = []
    if story.real is None or story.announced is None:
        return done
    done.append(Round("aankondiging", ANNOUNCED[story.announced], "allen"))
    if story.reply is None:
        return done
    replies = {"overnemen": (ADOPTED, story.real), "uitleggen": (EXPLAINED, story.announced), "doorgaan": (IGNORED, story.announced)}
    table, form = replies[story.reply]
    done.append(Round("bezwaar", table[form], "bezwaar"))
    if story.answer is None:
        return done
    secret = breach(story)
    strength = (-ADMITTED * secret if secret else CANDID) if story.answer == "open" else (0.0 if secret else EVASIVE)
    done.append(Round("vraag", strength, "vraag"))
    if story.out is None:
        return done
    left = hidden(story)
    done.append(Round("afloop", -left if left and story.out else KEPT, "allen"))
    return done


def honest(real: str) -> Story:
    """Return the story of a director who announces the real form, uses the room there is, and answers openly.

    >>> honest("vrij").announced
    'vrij'
    """
    return Story(real, real, "uitleggen" if real == "gegeven" else "overnemen", "open", True)


@_check.elementwise
def changed(trust: float, strength: float, gain: float, loss: float) -> float:
    """Return trust (0 to 1) after an event of `strength` (-1 to 1); `gain` and `loss` are shares (0 to 1); else ValueError.

    >>> changed(0.5, -1, gain=0.1, loss=0.4)
    0.3
    """
    before, event = _check.number("trust", trust), _check.number("strength", strength, -1)
    up, down = _check.number("gain", gain), _check.number("loss", loss)
    return before + up * event * (1 - before) if event >= 0 else before + down * event * before


def path(trust: float, events: Iterable[float], gain: float, loss: float) -> list[float]:
    """Return trust before and after each event: one value more than there are events.

    >>> [round(trust, 3) for trust in path(0.5, [1, -1], gain=0.1, loss=0.4)]
    [0.5, 0.55, 0.33]
    """
    found = [_check.number("trust", trust)]
    for strength in _check.listed(events):
        found.append(changed(found[-1], strength, gain, loss))
    return found


@_check.elementwise
def after_gains(trust: float, number: int, step: float) -> float:
    """Return trust after `number` equal gains of share `step`, in closed form: 1 - (1 - T)(1 - step)ⁿ.

    >>> round(after_gains(0.5, 2, 0.1), 3)
    0.595
    """
    return 1 - (1 - _check.number("trust", trust)) * (1 - _check.number("step", step)) ** _check.whole("number", number, 0)


@_check.elementwise
def after_losses(trust: float, number: int, step: float) -> float:
    """Return trust after `number` equal losses of share `step`, in closed form: T (1 - step)ⁿ.

    >>> round(after_losses(0.5, 2, 0.4), 3)
    0.18
    """
    return _check.number("trust", trust) * (1 - _check.number("step", step)) ** _check.whole("number", number, 0)


@_check.elementwise
def times_to_return(now: float, goal: float, step: float) -> float:
    """Return how many equal gains of share `step` bring trust from `now` back to `goal`.

    In closed form: the least whole n with 1 - (1 - now)(1 - step)ⁿ >= goal, that is ln((1 - goal)/(1 - now)) / ln(1 - step)
    rounded up; 0 when it is there already, inf when it can never be reached (a goal of 1, or steps of 0).

    >>> round(times_to_return(0.3, 0.5, 0.1), 2)
    4
    """
    start, end, share = _check.number("now", now), _check.number("goal", goal), _check.number("step", step)
    if start >= end:
        return 0
    if share == 1:
        return 1
    if end == 1 or share == 0:
        return math.inf
    return math.ceil(math.log((1 - end) / (1 - start)) / math.log1p(-share) - 1e-9)


@_check.elementwise
def break_even(honest_trust: float, unseen: float, found_out: float) -> float:
    """Return the chance of being found out at which hiding ends as well as honesty, 0 to 1.

    All three are trust at the end: of honesty, of hiding that nobody sees, and of hiding that is found out. Expected trust is q * found_out
    + (1 - q) * unseen, so q* = (unseen - honest) / (unseen - found_out). 0: hiding never pays; 1: it always does.

    >>> break_even(honest_trust=0.6, unseen=0.8, found_out=0.2)
    0.33333333333333337
    """
    good, luck, bad = (_check.number(name, value) for name, value in
                       (("honest_trust", honest_trust), ("unseen", unseen), ("found_out", found_out)))  # fmt: skip
    if luck <= good:
        return 0.0
    return 1.0 if bad >= good else (luck - good) / (luck - bad)
