"""Director types: four ways to direct, from two questions: who writes the script, and can the director impose it [propper2004].

Both answers are places on a scale from `LOW` to `HIGH`, without unit. For the script `LOW` is written entirely by a higher authority, `HIGH`
entirely by the director; for the power `LOW` is able to impose nothing on anybody, `HIGH` everything on everybody. Above `MIDDLE` an answer is
yes. The source has two questions and four types; the scale between the poles, the middle as the border, and power as a share of the parties are
assumptions of ours.
"""

from collections.abc import Mapping

from regiekit.models import _check
from regiekit.models._check import Key

LOW, MIDDLE, HIGH = 1.0, 3.0, 5.0

#: (own script, can impose) -> type.
TYPES = {(True, True): "controlling", (False, True): "executing", (True, False): "visionary", (False, False): "facilitating"}


@_check.elementwise
def kind(script: float, power: float) -> str:
    """Return the type of a director at these places (each `LOW` to `HIGH`), a value of `TYPES`. Raises ValueError outside.

    >>> kind(LOW, HIGH)
    'executing'
    """
    own, can = (_check.number(name, value, LOW, HIGH) > MIDDLE for name, value in (("script", script), ("power", power)))
    return TYPES[own, can]


def power(hold: Mapping[Key, str], money: float) -> float:
    """Return what a director can impose, as a place from `LOW` to `HIGH`: the mean over the parties of the hold it has on each.

    Args:
        hold: party -> "order" (it can command the party: 1), "money" (it pays the party: `money`) or "none" (0); one party or more.
        money: how much of a command a payment is worth, 0 to 1.

    Raises:
        ValueError: no parties, another hold, or `money` outside its range.

    >>> power({"a": "order", "b": "none"}, money=0.5)
    3.0
    """
    worth = {"order": 1.0, "money": _check.number("money", money), "none": 0.0}
    found = _check.mapping(hold, "hold")
    if not found or not set(found.values()) <= set(worth):
        raise ValueError(f"hold must give one party or more one of {', '.join(worth)}")
    return LOW + (HIGH - LOW) * sum(worth[one] for one in found.values()) / len(found)
