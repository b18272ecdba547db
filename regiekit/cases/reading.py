"""What several proeven ask of a case: who directs, who reaches whom, who claims what, how the parties can be grouped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import isfinite
from operator import is_
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import attrs

from regiekit.cases import graph
from regiekit.cases.check import dutch_count
from regiekit.cases.model import PAIRS, UNSAID, Case, Claim, Issue, Party, Representative, Route, Task, Tie, View
from regiekit.cases.remember import each, last

if TYPE_CHECKING:
    import networkx as nx

Label = TypeVar("Label", bound=Hashable)
LEGIBLE = 200  # parties: what a person can still read in one picture, or fill in in one table
CONTACT = ("informeel", "informatie")  # the ties that make people reach one another
STRENGTH = {"kern": 1.0, "mede": 0.6, "rand": 0.3}  # of a claim
HIGH = "hoog"  # the risk of a route
YES = {"voor": 0.9, "tegen": 0.25}  # chance that a party says yes to a proposal, by its position: a working assumption
WAITING = 60  # per cent, the same of who waits and sees, where the learner does not set it


class Asked(NamedTuple):
    """Something a proef asks of the rows of a case: the list they stand in, the attribute (of a party's representative with `who`), how a sentence calls it.

    Without an attribute it asks for any rows at all: of a list that is empty nothing is known, of no party; of representatives, for each party one.
    What is won or lost (`GAINS`) is asked per issue of each party: of the issues of the case, of the director alone, or of the agenda that the
    learner kept (`issues`).
    """

    rows: str
    name: str
    said: str
    who: str = ""


UNKNOWNS = (None, "")  # what stands where nothing was filled in; of a text that is no text
GAINS = "gains"  # the attribute of an issue that has a value for each party
#: What a proef may ask: how it is called in the code -> what that is.
ASKED = {
    "sector": Asked("parties", "sector", "het vakgebied"),
    "kind": Asked("parties", "kind", "de soort"),
    "size": Asked("parties", "size", "de omvang"),
    "scale": Asked("parties", "scale", "de schaal"),
    "position": Asked("parties", "position", "de positie"),
    "power": Asked("parties", "power", "de macht"),
    "replaceable": Asked("parties", "replaceable", "of een ander de rol kan overnemen"),
    "representative": Asked("parties", "", "wie er aan tafel zit", "representative"),
    "level": Asked("parties", "level", "het niveau van de vertegenwoordiger", "representative"),
    "mandate": Asked("parties", "mandate", "het mandaat van de vertegenwoordiger", "representative"),
    "commitment": Asked("parties", "commitment", "of de vertegenwoordiger de organisatie bindt", "representative"),
    "tie": Asked("ties", "", "met wie zij een band heeft"),
    "tie.kind": Asked("ties", "kind", "de soort band"),
    "tie.free": Asked("ties", "free", "of dat geld mag worden ingehouden"),
    "tie.weight": Asked("ties", "weight", "het gewicht van de band"),
    "claim.strength": Asked("tasks", "strength", "de sterkte van de claim", "claims"),
    "route.count": Asked("routes", "count", "het aantal"),
    "route.risk": Asked("routes", "risk", "het risico"),
    "view.position": Asked("views", "position", "de houding"),
    "view.power": Asked("views", "power", "de macht"),
    "issue": Asked("issues", "", "welke kwesties zij heeft"),
    "agenda": Asked("agenda", "", "welke kwesties zij heeft"),
    "issue.gain": Asked("issues", GAINS, "wat elke kwestie oplevert of kost"),
    "director.gain": Asked("issues", GAINS, "wat elke kwestie de regisseur oplevert of kost"),
    "agenda.gain": Asked("agenda", GAINS, "wat elke kwestie oplevert of kost"),
}
#: What a proef goes by where a case does not say, unless it chooses otherwise.
START: Mapping[str, Any] = {
    "sector": "geen vakgebied", "kind": "overig", "size": 3, "scale": "lokaal", "position": "afwachtend", "power": (), "replaceable": False,
    "representative": "geen enkele vertegenwoordiger", "level": "uitvoerend", "mandate": "beperkt", "commitment": False,
    "tie": "geen enkele band", "tie.kind": "formeel", "tie.free": True, "tie.weight": 1, "claim.strength": "kern", "route.count": 0, "route.risk": "laag",
    "view.position": "afwachtend", "view.power": (), "issue": "geen enkele kwestie", "agenda": "geen enkele kwestie", "issue.gain": 0, "director.gain": 0, "agenda.gain": 0,
}  # fmt: skip


@each
def assumed(case: Case, start: tuple[tuple[str, Any], ...] = tuple(START.items())) -> Case:
    """The case with these start values (name in `ASKED` -> value) where nothing is known; the case itself where nothing lacks."""
    changed: dict[str, tuple[Any, ...]] = {}
    for name, value in start:
        rows, attribute, _, who = ASKED[name]
        if not attribute or attribute == GAINS:
            continue  # no rows is what the proef goes by; gains come below
        now: tuple[Any, ...] = changed[rows] if rows in changed else getattr(case, rows)
        new = tuple(_assumed(row, attribute, value, who) if _about(case, name, row) else row for row in now)
        if not all(map(is_, now, new)):
            changed[rows] = new
    case = case.with_changes(**changed) if changed else case
    for name, value in start:
        if ASKED[name].name == GAINS:
            found, parties = asked_issues(case, name)
            case = with_gains(case, name, {i.key: {p.key: value for p in parties if p.key not in i.gains} for i in found})
    return case


def _assumed(row: Any, attribute: str, value: Any, who: str) -> Any:
    """The row with a start value where nothing is known; the row itself where nothing lacks, and where a text does (there is none to go by)."""
    if not who:
        return row if getattr(row, attribute) is not None else attrs.evolve(row, **{attribute: value})
    now = _inner(row, who)
    new = tuple(_assumed(one, attribute, value, "") for one in now)
    if all(map(is_, now, new)):
        return row
    return attrs.evolve(row, **{who: new if isinstance(getattr(row, who), tuple) else new[0]})


#: What the rows of a list are, and what hangs on them.
LISTS: Mapping[tuple[str, str], type] = {
    ("parties", ""): Party, ("parties", "representative"): Representative, ("ties", ""): Tie, ("tasks", "claims"): Claim,
    ("routes", ""): Route, ("views", ""): View,
}  # fmt: skip
Lacking = Mapping[str, tuple[Any, ...]]  # what is asked -> the rows in which it is not known


def lacking(case: Case, asked: Iterable[str]) -> dict[str, tuple[Any, ...]]:
    """What is not known of these (names in `ASKED`) -> the rows that lack it (the parties, where a list is empty or of some gain); what lacks
    nowhere is left out.

    A party without a representative lacks nothing of one: who sits at the table is not known then, and that is for the proef to say or to ask
    (`representative`). So it is with a list that is empty: who goes by ties or issues asks whether there are any (`tie`, `issue`, `agenda`).
    """
    found = {}
    for name in asked:
        rows, attribute, _, who = ASKED[name]
        if not attribute:
            found[name] = _without(case, rows, who)
            continue
        if attribute == GAINS:
            on, parties = asked_issues(case, name)
            found[name] = tuple(p for p in parties if not all(p.key in issue.gains for issue in on))
            continue
        about = [row for row in getattr(case, rows) if _about(case, name, row)]
        found[name] = tuple(row for row in about if any(getattr(one, attribute) in UNKNOWNS for one in _inner(row, who)))
    return {name: rows for name, rows in found.items() if rows}


def _about(case: Case, name: str, row: Any) -> bool:
    """Whether this is asked of this row: whether money may be withheld, of what the director pays to another."""
    return name != "tie.free" or (row.kind == MONEY and row.source == case.director != row.target)


def _without(case: Case, rows: str, who: str) -> tuple[Party, ...]:
    """The parties of which nothing is known because there are no rows, or nothing hangs on theirs."""
    if who:
        return tuple(party for party in case.parties if not _inner(party, who))
    return () if (issues(case) if rows == "agenda" else getattr(case, rows)) else case.parties


def _inner(row: Any, who: str) -> tuple[Any, ...]:
    """The row itself, or what hangs on it."""
    inner = getattr(row, who) if who else row
    return inner if isinstance(inner, tuple) else () if inner is None else (inner,)


def referred(row: Any) -> tuple[str, ...]:
    """The parties that a row of the case is about."""
    if isinstance(row, Task):
        return tuple(claim.party for claim in row.claims)
    if isinstance(row, Route):
        return row.steps
    return (row.key,) if isinstance(row, Party) else tuple(getattr(row, name) for name in PAIRS[type(row)] if name != "kind")


def stand_in(place: int) -> str:
    """What a party is called of which too little is known to say something of it: after its place (from 0) in the case."""
    return f"Partij {place + 1}"


@each
def taken(case: Case, starts: tuple[tuple[str, Any], ...]) -> Case:
    """The case as a proef takes it: with its start values where something is not known, and there without the names of the parties.

    So no sentence says of somebody what nobody entered. The case itself where nothing lacks.
    """
    lacks = lacking(case, [name for name, _ in starts])
    nameless = {key for rows in lacks.values() for row in rows for key in referred(row)}
    names = {key: stand_in(i) for i, key in enumerate(case.party_keys) if key in nameless}
    parties = tuple(attrs.evolve(p, name=names[p.key], short=names[p.key], **UNSAID) if p.key in names else p for p in case.parties)
    return assumed(case.with_changes(parties=parties) if names else case, starts)


GENERAL = {"sector": "vakgebied", "kind": "soort organisatie", "scale": "schaal"}
UNKNOWN = "onbekend"  # what is not known, as a group or a sign in a legend
ALONE = "los: "  # what the group of a party that stands alone is called starts so


def director(case: Case) -> str:
    """The party that wants the role at the start: the director of the case, else the first."""
    keys = [p.key for p in case.parties]
    return case.director if case.director in keys else keys[0]


def contacts(case: Case) -> nx.Graph[Any]:
    """Who reaches whom without the director: informal ties and information."""
    network = graph(case, CONTACT)
    if case.director in network:
        network.remove_node(case.director)
    return network


ORDER, MONEY = "hiërarchie", "geld"


@last
def levers(case: Case) -> dict[str, tuple[str, ...]]:
    """Party -> by which ties the director can put it under pressure: an order, and money that it may withhold."""
    found: dict[str, list[str]] = {}
    for t in case.ties:
        if t.source == case.director != t.target and (t.kind == ORDER or (t.kind == MONEY and t.free is not False)):
            found.setdefault(t.target, []).append(t.kind)
    return {key: tuple(dict.fromkeys(kinds)) for key, kinds in found.items()}


def owed(case: Case) -> list[Party]:
    """The parties over whom the director has no order, and whose money it may not withhold."""
    ordered = {key for key, kinds in levers(case).items() if ORDER in kinds}
    keys = {t.target for t in case.ties if t.source == case.director != t.target and t.kind == MONEY and t.free is False} - ordered
    return [p for p in case.parties if p.key in keys]


def beyond(number: int, what: str, most: int = LEGIBLE, why: str = "meer zijn niet te overzien") -> str | None:
    """Why a proef can't take a case with so many of something: it shows or asks something of each, or takes long; None when it can."""
    if number <= most:
        return None
    return (
        f"Deze casus heeft {dutch_count(number)} {what}. Deze proef werkt tot {dutch_count(most)} {what}: {why}. "
        "Maak een kleinere casus met wat het belangrijkst is, of kies hierboven een andere casus."
    )


def crowded(case: Case) -> str | None:
    """The same of the parties of a case."""
    return beyond(len(case.parties), "partijen")


@last
def between(case: Case) -> dict[frozenset[str], tuple[Tie, ...]]:
    """The ties between two parties, either way; a pair without a tie is not there."""
    found: dict[frozenset[str], list[Tie]] = {}
    for tie in case.ties:
        found.setdefault(frozenset((tie.source, tie.target)), []).append(tie)
    return {pair: tuple(ties) for pair, ties in found.items()}


def claims(case: Case) -> dict[str, dict[str, float]]:
    """Task -> party -> strength of its claim."""
    return {t.key: {c.party: STRENGTH[c.strength] for c in t.claims} for t in case.tasks}


def shared_tasks(case: Case) -> list[Task]:
    """The tasks that ask parties to work together."""
    return [t for t in case.tasks if len(t.needed) > 1]


def routes(case: Case) -> tuple[Route, ...]:
    """The routes with at least one handover and one person, the ordinary (most frequent) one first."""
    return tuple(sorted((r for r in case.routes if len(r.steps) > 1 and r.count > 0), key=lambda r: -r.count))


def handover(case: Case, pair: tuple[str, str]) -> str:
    """What a handover is called."""
    return f"{case.party(pair[0]).label} → {case.party(pair[1]).label}"


def own_handovers(case: Case, rows: Sequence[Mapping[str, str]]) -> list[tuple[str, str]]:
    """The handovers in a learner's own list, in order, each once; what is no handover of the case is left out."""
    known = {f"{a}>{b}": (a, b) for route in routes(case) for a, b in pairwise(route.steps)}
    return list(dict.fromkeys(known[row["overdracht"]] for row in rows if row.get("overdracht") in known))


def needed(case: Case, fewest: int, most: int) -> tuple[Party, ...]:
    """The parties that cannot be missed: the director, who can block, who cannot be replaced; else the largest."""
    order = {p.key: i for i, p in enumerate(case.parties)}

    def must(p: Party) -> bool:
        return p.key == case.director or "blokker" in p.power or not p.replaceable

    def rank(p: Party) -> tuple[Any, ...]:
        return p.key != case.director, not must(p), "blokker" not in p.power, p.replaceable, -p.size, order[p.key]

    number = min(most, max(fewest, sum(map(must, case.parties))))
    return tuple(sorted(sorted(case.parties, key=rank)[:number], key=lambda p: order[p.key]))


def kept(case: Case, proef: str) -> Mapping[str, Any]:
    """What was answered in a proef; empty when nothing was."""
    found = case.answers.get(proef)
    return found if isinstance(found, Mapping) else {}


# -- groupings -------------------------------------------------------------------------------------------------------------


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
    return alone(case) | unit


def by_option(case: Case, key: str) -> dict[str, Hashable]:
    """Units of a structure option; who has no place in it stands alone. Raises KeyError when the case has no such option."""
    units = {option.key: option.units for option in reversed(case.structures)}[key]
    return alone(case) | {k: name for name, members in units.items() for k in members}


def names(case: Case) -> dict[str, str]:
    """All groupings a case has, key -> name for a learner; structure options first, the present one at the top."""
    options = sorted((s for s in case.structures if s.units), key=lambda s: s.status != "huidig")
    out = {f"optie:{s.key}": s.name + (" (huidig)" if s.status == "huidig" else "") for s in options}
    out |= {f"soort:{attribute}": f"per {name}" for attribute, name in GENERAL.items() if known_groups(case, attribute)}
    if case.tasks:
        out["opgave"] = "per opgave"
    return out


def known_groups(case: Case, attribute: str) -> bool:
    """Whether this is known of every party, and differs."""
    found = {getattr(p, attribute) for p in case.parties}
    return len(found) > 1 and not found & {None, ""}


def grouping(case: Case, key: str) -> dict[str, Hashable]:
    """Party -> group, for a key of `names`. Raises KeyError when there is no such grouping."""
    if key == "opgave":
        return by_task(case)
    kind, _, name = key.partition(":")
    if kind == "optie":
        return by_option(case, name)
    if kind == "soort" and name in GENERAL:
        return {p.key: getattr(p, name) or UNKNOWN for p in case.parties}
    raise KeyError(key)


def members(unit: Mapping[str, Label]) -> dict[Label, list[str]]:
    """Group -> its parties, in the order of the case."""
    out: dict[Label, list[str]] = {}
    for key, group in unit.items():
        out.setdefault(group, []).append(key)
    return out


# -- the agenda ------------------------------------------------------------------------------------------------------------

AGENDA, GAIN = "brede_agenda", "bij_"  # the proef in which issues are written down; + key of a party: the column of what it gains
MOST_ISSUES = 20
MOST_GAIN = 5  # of a party on an issue, either way
FEW = 4  # issues in the example


def issues(case: Case) -> tuple[Issue, ...]:
    """The issues as the learner kept them, or else those of the case file: what other proeven go by. The example, and one with nothing on it, is nobody's
    agenda."""
    rows = _agenda_rows(case)
    if rows is None:
        return case.issues
    found = typed_issues(case, rows)
    return case.issues if not found or is_example(case, found) else found


def _agenda_rows(case: Case) -> list[dict[str, str]] | None:
    """The rows of the agenda that the learner kept; None where nothing was kept, or someone has edited it by hand."""
    settings = kept(case, AGENDA).get("instellingen")
    rows = settings.get("issues") if isinstance(settings, Mapping) else None
    if not isinstance(rows, list | tuple) or len(rows) > MOST_ISSUES or not all(isinstance(row, Mapping) for row in rows):
        return None
    columns = ("naam", *(GAIN + key for key in case.party_keys))
    return [{column: str(row.get(column, ""))[:400] for column in columns} for row in rows]


def asked_issues(case: Case, name: str) -> tuple[tuple[Issue, ...], tuple[Party, ...]]:
    """For something that is asked of issues (a name in `ASKED`): which issues, and the parties whose gains on them are asked."""
    found = issues(case) if ASKED[name].rows == "agenda" else case.issues
    alone = name == "director.gain" and case.parties
    return found, (case.party(director(case)),) if alone else case.parties


def with_gains(case: Case, name: str, gains: Mapping[str, Mapping[str, float | None]]) -> Case:
    """The case with these gains (issue -> party -> gain; None: not known) in the issues that `name` in `ASKED` is about; itself without any."""
    if not any(gains.values()):
        return case
    rows = _agenda_rows(case) if ASKED[name].rows == "agenda" else None
    if rows is not None:
        return _retyped(case, rows, gains)
    new = [{key: gain for key, gain in {**i.gains, **gains.get(i.key, {})}.items() if gain is not None} for i in case.issues]
    return case.with_changes(issues=tuple(attrs.evolve(issue, gains=of) for issue, of in zip(case.issues, new, strict=True)))


def _retyped(case: Case, rows: list[dict[str, str]], gains: Mapping[str, Mapping[str, float | None]]) -> Case:
    """The same for the agenda that the learner kept, of which these are the rows: what is known of a row stays as it was typed."""
    answers, used = kept(case, AGENDA), filled(case, rows)
    settings = answers["instellingen"]
    new, number = [*settings["issues"]], 0
    for i, row in enumerate(rows):
        if any(row is one for one in used):  # the others are no issue yet
            new[i] = {**new[i], **{GAIN + key: cell(gain) for key, gain in gains.get(f"k{number}", {}).items()}}
            number += 1
    return case.with_changes(answers={**case.answers, AGENDA: {**answers, "instellingen": {**settings, "issues": new}}})


def cell(gain: float | None) -> str:
    """A gain as a learner types it; "" where it is not known."""
    return "" if gain is None else f"{gain:g}".replace(".", ",")


def example_issues(case: Case) -> tuple[Issue, ...]:
    """For a case without issues: the first parties each bring one, which costs the others that do so a point."""
    owners = case.parties[:FEW]
    gains: dict[str, dict[str, float]] = {p.key: {q.key: MOST_GAIN if p is q else -1 for q in owners} for p in owners}
    return tuple(Issue(f"k{i}", f"Wat {p.label[:60]} graag wil", gains[p.key]) for i, p in enumerate(owners))


def is_example(case: Case, found: Sequence[Issue]) -> bool:
    """Whether these typed issues are still called as in the example."""
    return [i.name for i in found] == [_plain(i.name) for i in example_issues(case)]


def typed_issues(case: Case, rows: Sequence[Mapping[str, str]]) -> tuple[Issue, ...]:
    """The issues in the rows of the agenda; a gain that is not filled in or can't be read is not known, and is not there."""
    keys, rows = case.party_keys, filled(case, rows)
    read = [{key: typed_gain(row[GAIN + key]) for key in keys if row[GAIN + key].strip()} for row in rows]
    gains = [{key: gain for key, gain in of.items() if gain is not None} for of in read]
    return tuple(Issue(f"k{i}", _plain(row["naam"]) or f"Kwestie {chr(65 + i)}", gains[i]) for i, row in enumerate(rows))


def filled(case: Case, rows: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """The rows of the agenda that have something in them."""
    keys = case.party_keys
    return [row for row in rows if row["naam"].split() or any(typed_gain(row[GAIN + key]) for key in keys)]


@lru_cache(maxsize=4096)
def typed_gain(text: str) -> float | None:
    """What was typed, as a number from -5 to 5; empty is 0, and None when it is no such number."""
    plain = text.strip().replace("−", "-").replace("–", "-").replace(",", ".")
    if not plain:
        return 0.0
    try:
        found = float(plain)
    except ValueError:
        return None
    return found if isfinite(found) and abs(found) <= MOST_GAIN else None


def _plain(text: str) -> str:
    return " ".join(text.split())


def kinds(case: Case) -> list[str]:
    """The kinds of party in a case, for a legend."""
    return list(dict.fromkeys(p.kind or UNKNOWN for p in case.parties))


def assent(case: Case, waiting: float = WAITING) -> dict[str, float]:
    """Party -> chance (0…1) that it says yes to a proposal; `waiting` in per cent, of those that wait and see."""
    return {p.key: YES.get(p.position, waiting / 100) for p in case.parties}
