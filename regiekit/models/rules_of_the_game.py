"""Rules of the game, tried on a round that has stalled.

A round stalls on obstacles; each obstacle holds back the parties it concerns. A rule of the game takes obstacles away and brings
others: no rule is free. The round is played by counting, for every party, the obstacles that are left and concern it: with at most
one it takes part, with two it waits, with three or more it drops out. The round comes loose when at least half of the parties take
part and nobody drops out who blocks or cannot be missed.

How often the parties meet, and whether the structure changes, stand in a table of the same kind (`SETTING`). They can be tried without rules and
with them: whether rules make the debate on structure needless is then a matter of looking. They are no rules that anyone has to keep, so they
do not count where there are too many.

Assumption: the tables (`CONCERNS`, `RULES`, `SETTING`) and the counting. They are ours, made in the spirit of [bruijn2010] (openness,
protection of core values, progress, substance; commitment to the process rather than to the outcome; the rule of exit; decisions
in a package at the end). Every obstacle weighs the same. The outcome follows from the tables without chance.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from regiekit.models import _check

MANY = 4  # rules from which on the small parties lose track
ENOUGH = 0.5  # share of parties that must take part


class Standing(NamedTuple):
    """Where a party stands: all that the tables look at.

    `position` is voor, tegen or afwachtend; `losses` the number of issues on which it loses (0 or more); `binds` whether its
    representative can bind it and `mandated` whether that person may decide anything; the rest is yes or no.
    """

    position: str
    productive: bool = False
    blocks: bool = False
    needed: bool = False
    small: bool = False
    larger: bool = False
    losses: int = 0
    binds: bool = True
    mandated: bool = True


class Rule(NamedTuple):
    """The obstacles that a rule takes away, and those it brings."""

    removes: tuple[str, ...]
    brings: tuple[str, ...] = ()


#: What the round stalls on.
STALLED = ("fuik", "cijfers", "toezegging", "verlies", "ruzie", "rekken")
#: Obstacle -> whom it concerns.
CONCERNS: dict[str, Callable[[Standing], bool]] = {
    "fuik": lambda s: s.position != "voor",
    "cijfers": lambda s: s.productive,
    "toezegging": lambda s: not s.binds,
    "verlies": lambda s: s.losses > 0,
    "ruzie": lambda s: s.position == "tegen" or s.blocks,
    "rekken": lambda s: s.position == "afwachtend",
    "onzeker": lambda s: s.position == "voor",
    "opgesloten": lambda s: s.position == "tegen" or s.blocks,
    "traag": lambda s: s.position == "voor",
    "wantrouwen": lambda s: s.position == "tegen" or s.larger,
    "vaag": lambda s: s.position == "voor",
    "tekenen": lambda s: s.position != "voor" or not s.binds,
    "wachten": lambda s: s.small,
    "restant": lambda s: s.losses > 1,
    "klem": lambda s: s.position == "tegen" or s.blocks,
    "afschuiven": lambda s: s.blocks,
    "partijdig": lambda s: s.position == "tegen" or s.larger,
    "haast": lambda s: not s.mandated,
    "dreiging": lambda s: s.position == "tegen",
    "papier": lambda s: s.small,
    "eenmaal": lambda s: s.losses > 0,
    "vergaderlast": lambda s: s.small,
    "overruled": lambda s: s.position != "voor",
    "routines": lambda s: s.productive,
}  # fmt: skip
#: Topic -> rule -> what it does. At most one rule per topic.
RULES: dict[str, dict[str, Rule]] = {
    "uitstappen": {"moment": Rule(("fuik",), ("onzeker",)), "niemand": Rule(("toezegging",), ("opgesloten",))},
    "informatie": {"samen": Rule(("cijfers", "vaag"), ("traag",)), "regisseur": Rule(("cijfers", "vaag"), ("wantrouwen",))},
    "binding": {"proces": Rule(("toezegging", "onzeker"), ("vaag",)), "uitkomst": Rule(("rekken", "onzeker"), ("tekenen",))},
    "volgorde": {
        "pakket": Rule(("verlies",), ("wachten",)),
        "makkelijk": Rule(("toezegging", "traag", "vaag"), ("restant",)),
        "moeilijk": Rule(("rekken",), ("klem",)),
    },
    "conflict": {"derde": Rule(("ruzie",), ("afschuiven",)), "regisseur": Rule(("ruzie", "afschuiven"), ("partijdig",))},
    "tijd": {
        "einddatum": Rule(("rekken", "wachten", "traag"), ("haast",)),
        "terugval": Rule(("rekken", "wachten", "traag", "afschuiven"), ("dreiging",)),
    },
}
#: How often parties meet, and a change of structure: topic -> choice -> what it does.
SETTING: dict[str, dict[str, Rule]] = {
    "ritme": {"eenmalig": Rule(("fuik",), ("eenmaal",)), "doorlopend": Rule(("toezegging", "restant", "papier"), ("vergaderlast",))},
    "structuur": {"macht": Rule(("ruzie", "rekken"), ("overruled",)), "samen": Rule(("cijfers", "toezegging"), ("routines", "opgesloten"))},
}
#: Rules that leave nothing to the parties.
STRICT = {
    "uitstappen": "niemand",
    "informatie": "regisseur",
    "binding": "uitkomst",
    "volgorde": "moeilijk",
    "conflict": "regisseur",
    "tijd": "terugval",
}


class Play(NamedTuple):
    """What is left in the way: of the first obstacles, and of those the rules bring; and what was taken away."""

    left: tuple[str, ...]
    brought: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def present(self) -> tuple[str, ...]:
        return self.left + self.brought


def play(rules: Mapping[str, str | None]) -> Play:
    """Return the obstacles that are left, brought and taken away under these rules (topic -> rule, None or absent for none).

    A rule also takes away what another rule brings. More than four of `RULES` bring "papier". Raises ValueError for a topic or a rule
    that is not in `RULES` or `SETTING`.

    >>> play({}).left[:1]
    ('fuik',)
    """
    chosen, agreements = _chosen(rules), sum(topic in RULES and rule is not None for topic, rule in rules.items())
    gone = {o for rule in chosen for o in rule.removes}
    brings = [o for rule in chosen for o in rule.brings] + (["papier"] if agreements > MANY else [])
    brought = tuple(o for o in dict.fromkeys(brings) if o not in gone)
    return Play(tuple(o for o in STALLED if o not in gone), brought, tuple(o for o in (*STALLED, *brings) if o in gone))


def in_the_way(standing: Standing, rules: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return the obstacles that are left and concern a party in this position. Raises ValueError as `play` does.

    >>> type(in_the_way(Standing("voor"), {})).__name__
    'tuple'
    """
    return _concerning(standing, play(rules).present)


def _concerning(standing: Standing, obstacles: Sequence[str]) -> tuple[str, ...]:
    _check.whole("losses", standing.losses, 0)
    return tuple([o for o in obstacles if CONCERNS[o](standing)])


def stance(obstacles: int) -> str:
    """Return what a party does with so many obstacles (0 or more): "doet mee", "wacht af" or "haakt af".

    >>> stance(0)
    'doet mee'
    """
    return ("doet mee", "doet mee", "wacht af", "haakt af")[min(_check.whole("obstacles", obstacles, 0), 3)]


def stances(standings: Sequence[Standing], rules: Mapping[str, str | None]) -> list[str]:
    """Return what each party does. Raises ValueError as `play` does.

    >>> len(stances([Standing("voor"), Standing("tegen")], {}))
    2
    """
    present = play(rules).present
    found = {s: stance(len(_concerning(s, present))) for s in set(standings)}
    return [found[s] for s in standings]


def loose(standings: Sequence[Standing], rules: Mapping[str, str | None]) -> bool:
    """Return whether the round comes loose: half or more take part, and nobody who blocks or is needed drops out.

    Raises ValueError as `play` does, and without parties.

    >>> loose([Standing("voor")], {})
    True
    """
    if not standings:
        raise ValueError("standings must hold at least one party")
    found = stances(standings, rules)
    held = any(how == "haakt af" and (s.blocks or s.needed) for s, how in zip(standings, found, strict=True))
    return not held and found.count("doet mee") >= ENOUGH * len(standings)


def _chosen(rules: Mapping[str, str | None]) -> list[Rule]:
    known = RULES | SETTING
    for topic, rule in rules.items():
        if topic not in known or (rule is not None and rule not in known[topic]):
            raise ValueError(f"rules must be topics and rules of RULES or SETTING, not {topic!r}: {rule!r}")
    return [known[topic][rule] for topic, rule in rules.items() if rule is not None]
