"""Values or rules: how many situations are handled well when some of them are new.

Situations are points in a space. A share `novelty` of them is new: nobody thought of them when the rules were written, and no rule covers
them. Of the situations that could be foreseen each rule covers a share s, laid down without looking at the others; k such rules together
cover 1 - (1 - s)^k, so coverage grows ever more slowly with their number (for arcs thrown on a circle: [stevens1939]). A situation that a
rule covers is handled well, always; another never. Who has internalised the values handles a situation well with the chance `judgement`,
the same for foreseen and new; who has not, needs a rule. All shares run from 0 to 1, without unit.

Assumptions: every situation weighs the same; rules are followed and never wrong where they apply; situations do not change
because of the rules; having rules takes nothing away from the values. No chance is drawn: the shares are exact expectations.
"""

import math
from typing import NamedTuple

from regiekit.models import _check


class Handled(NamedTuple):
    """The share of situations handled well, 0…1: by rules alone, by values alone, by rules where they apply and values elsewhere."""

    rules: float
    values: float
    both: float


@_check.elementwise
def coverage(rules: int, share: float) -> float:
    """Return the share of foreseeable situations that at least one of the rules covers: 1 - (1 - share)^rules.

    `rules` is their number k (0 or more), `share` what each covers, s (0…1). Raises ValueError outside these ranges.
    """
    return 1 - (1 - _check.number("share", share)) ** _check.whole("rules", rules, 0)


@_check.elementwise
def rules_needed(covered: float, share: float) -> float:
    """Return how many rules cover this share of the foreseeable situations: the smallest k with 1 - (1 - share)^k >= covered.

    `covered` and `share` from 0 to 1; inf where no number will do. Raises ValueError outside these ranges.
    """
    wanted, each = _check.number("covered", covered), _check.number("share", share)
    if wanted == 0:
        return 0
    if each == 0 or (wanted == 1 and each < 1):
        return math.inf
    if each == 1:
        return 1
    number = max(0, math.ceil(math.log1p(-wanted) / math.log1p(-each)) - 1)
    while coverage(number, each) < wanted:  # the logarithms may be just beside a whole number
        number += 1
    return number


def handled(novelty: float, covered: float, judgement: float, internalised: float = 1.0) -> Handled:
    """Return the share of situations handled well: by rules (1 - novelty) covered, by values internalised * judgement, by both (what no
    rule covers is left to the values) 1 - (1 - rules)(1 - values).

    `novelty` is the share of situations that are new, `covered` that of the others that a rule covers (see `coverage`), `judgement` the
    chance that who has the values handles a situation well, `internalised` the share of the people who have them. Raises ValueError
    for an argument outside 0…1.
    """
    rules = (1 - _check.number("novelty", novelty)) * _check.number("covered", covered)
    values = _check.number("internalised", internalised) * _check.number("judgement", judgement)
    return Handled(rules, values, 1 - (1 - rules) * (1 - values))


@_check.elementwise
def crossing(covered: float, judgement: float, internalised: float = 1.0) -> float:
    """Return the share of new situations from which values do better than rules: 1 - values / covered, at least 0.

    0 where values are at least as good even when nothing is new; 1 where only a world in which everything is new would make
    them so (values of 0). Arguments as in `handled`.
    """
    values = handled(0.0, covered, judgement, internalised).values
    return max(0.0, 1 - values / covered) if covered > 0 else 0.0
