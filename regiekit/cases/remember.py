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


def each(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same for a function of such an object and more: of the last object it remembers the answer to every question."""
    answers = last(lambda of: {})

    @wraps(function)
    def answer(of: Any, *more: Any) -> Any:
        kept = answers(of)
        if more not in kept:
            kept[more] = function(of, *more)
        return kept[more]

    return answer
