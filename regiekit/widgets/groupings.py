"""The ways in which the parties of a case can be grouped: by field, by task, as in a structure option."""

from collections import Counter
from collections.abc import Hashable

from ..cases import Case

GENERAL = {"sector": "vakgebied", "kind": "soort organisatie", "scale": "schaal"}
ALONE = "los: "  # what the group of a party that stands alone is called starts so


def alone(case: Case) -> dict[str, Hashable]:
    """Each party in a group of its own, called after it; namesakes are told apart by their key."""
    often = Counter(p.label for p in case.parties)
    return {p.key: f"{ALONE}{p.label}" + (f" ({p.key})" if often[p.label] > 1 else "") for p in case.parties}


def by_task(case: Case) -> dict[str, Hashable]:
    """Each party in one task that needs it: tasks take turns, those that need fewest parties first choose.

    A party that no task needs stands alone.
    """
    unit: dict[str, Hashable] = {}
    for task in sorted(case.tasks, key=lambda t: len(t.needed)):
        free = [k for k in task.needed if k not in unit]
        if len(free) > 1 or not unit:
            unit |= dict.fromkeys(free, task.label)
    for task in case.tasks:
        home = next((unit[k] for k in task.needed if k in unit), None)
        for k in task.needed:
            if k not in unit and home is not None:
                unit[k] = home
    return {k: unit.get(k, own) for k, own in alone(case).items()}


def by_option(case: Case, key: str) -> dict[str, Hashable]:
    """Units of a structure option; who has no place in it stands alone.

    Raises:
        KeyError: the case has no such option.
    """
    option = next((s for s in case.structures if s.key == key), None)
    if option is None:
        raise KeyError(key)
    unit = {k: name for name, members in option.units.items() for k in members}
    return {k: unit.get(k, own) for k, own in alone(case).items()}


def names(case: Case) -> dict[str, str]:
    """All groupings a case has, key -> name for a learner; structure options first, the present one at the top."""
    options = sorted((s for s in case.structures if s.units), key=lambda s: s.status != "huidig")
    out = {f"optie:{s.key}": s.name + (" (huidig)" if s.status == "huidig" else "") for s in options}
    out |= {
        f"soort:{attribute}": f"per {name}" for attribute, name in GENERAL.items() if len({getattr(p, attribute) for p in case.parties}) > 1
    }
    if case.tasks:
        out["opgave"] = "per opgave"
    return out


def grouping(case: Case, key: str) -> dict[str, Hashable]:
    """Party -> group, for a key of `names`.

    Raises:
        KeyError: no such grouping.
    """
    if key == "opgave":
        return by_task(case)
    kind, _, name = key.partition(":")
    if kind == "optie":
        return by_option(case, name)
    if kind == "soort" and name in GENERAL:
        return {p.key: getattr(p, name) or "onbekend" for p in case.parties}
    raise KeyError(key)


def members(unit: dict[str, Hashable]) -> dict[Hashable, list[str]]:
    """Group -> its parties, in the order of the case."""
    out: dict[Hashable, list[str]] = {}
    for key, group in unit.items():
        out.setdefault(group, []).append(key)
    return out
