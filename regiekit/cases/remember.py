"""Remember the last answer of a pure function of one object that does not change (a case, an outcome)."""

from collections.abc import Callable
from functools import wraps
from typing import Any


def last(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The function, which answers at once when it is asked for the same object again; nobody may alter the answer."""
    kept: tuple[Any, Any] = (None, None)

    @wraps(function)
    def answer(of: Any) -> Any:
        nonlocal kept
        now = kept
        if now[0] is not of or of is None:
            kept = now = (of, function(of))
        return now[1]

    return answer
