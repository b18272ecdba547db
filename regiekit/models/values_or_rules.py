"""Values or rules: how many situations are handled well when some of them are new, and some fall between two organisations.

Situations are points in a space. A share `novelty` of them is new: nobody thought of them when the rules were written, so that by
definition no rule covers them. Of the others a share `between` falls between two organisations: the structure leaves a gap there, and
the rules of neither hold. Of what remains each rule covers a share s, laid down without looking at the others; k such rules together
cover 1 - (1 - s)^k, so coverage grows ever more slowly with their number: variety asks for as much variety in answers [ashby1956]. A
situation that a rule covers is handled well, always; another never. Who has internalised the values handles a foreseen situation well
with the chance `judgement`, on either side of a boundary, and a new one with the chance `fresh`; who has not, needs a rule. All shares
run from 0 to 1, without unit.

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

    >>> round(coverage(10, 0.1), 4)
    0.6513
    """
    return 1 - (1 - _check.number("share", share)) ** _check.whole("rules", rules, 0)


@_check.elementwise
def rules_needed(covered: float, share: float) -> float:
    """Return how many rules cover this share of the foreseeable situations: the smallest k with 1 - (1 - share)^k >= covered.

    `covered` and `share` from 0 to 1; inf where no number will do. Raises ValueError outside these ranges.

    >>> rules_needed(covered=0.6, share=0.1)
    9
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


def handled(
    novelty: float, covered: float, judgement: float, internalised: float = 1.0, between: float = 0.0, fresh: float | None = None
) -> Handled:
    """Return the share of situations handled well: by rules (1 - novelty)(1 - between) covered, by values internalised times judgement
    (times fresh where it is new), by both (what no rule covers is left to the values).

    `novelty` is the share of situations that are new, `between` that of the others that fall between two organisations, `covered` that of
    what remains that a rule covers (see `coverage`), `judgement` the chance that who has the values handles a foreseen situation well,
    `fresh` the same for a new one (None: as for a foreseen one), `internalised` the share of the people who have them. Raises ValueError
    for an argument outside 0…1.

    >>> handled(novelty=0.2, covered=0.5, judgement=0.8)
    Handled(rules=0.4, values=0.8000000000000002, both=0.8800000000000001)
    """
    new, gap, people = _check.number("novelty", novelty), _check.number("between", between), _check.number("internalised", internalised)
    known = people * _check.number("judgement", judgement)
    unknown = known if fresh is None else people * _check.number("fresh", fresh)
    ruled = (1 - gap) * _check.number("covered", covered)
    rules, values = (1 - new) * ruled, (1 - new) * known + new * unknown
    return Handled(rules, values, rules + (1 - new) * (1 - ruled) * known + new * unknown)


@_check.elementwise
def crossing(covered: float, judgement: float, internalised: float = 1.0, between: float = 0.0, fresh: float | None = None) -> float:
    """Return the share of new situations from which values do better than rules: A / (A + B), at least 0.

    A is how much more rules do when nothing is new, B what values do when everything is. 0 where values are at least as good even when
    nothing is new; 1 where they never are before everything is new (B of 0). With `fresh` as `judgement` and nothing between it is
    1 - values / covered. Arguments as in `handled`.

    >>> round(crossing(covered=0.9, judgement=0.8), 3)
    0.111
    """
    rules, values, _ = handled(0.0, covered, judgement, internalised, between, fresh)
    ahead = rules - values
    return ahead / (ahead + handled(1.0, covered, judgement, internalised, between, fresh).values) if ahead > 0 else 0.0
