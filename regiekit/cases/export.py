"""The case as a network and as files for other programs: networkx, GraphML, GEXF and CSV."""

import csv
import io
import json
import platform
import re
import warnings
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from regiekit.cases.check import CaseError
from regiekit.cases.files import dumps
from regiekit.cases.graph_files import unweighted, usable
from regiekit.cases.model import NONE, STRENGTHS, TIE_KINDS, Case, Party, Task, Tie, fields
from regiekit.cases.references import cited, listed

if TYPE_CHECKING:
    import networkx as nx

# Names that mean something else in GraphML and GEXF; a column that is called so gets `OWN` in front.
TAKEN = ("id", "key", "label", "pid", "start", "end", "parents", "slices", "spells", "viz", "type", "weight")
OWN = "kolom_"
FILLED_IN = "gericht_ingevuld"  # false: whether the tie has a direction was not filled in and follows from its kind
# Characters that XML 1.0 cannot hold.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graph(case: Case, kinds: Iterable[str] | None = None) -> "nx.Graph[Any]":
    """The network of parties: an undirected simple graph over the ties of these kinds (None: all kinds).

    Nodes are the keys of all parties, in the order of the case. Edge attributes: `weight`, the sum of the weights of
    the ties between the two (one whose weight is not known counts 1), and `kinds`, a tuple of their kinds.
    A weight of 0 is no tie, one that is no number above 0 is not known: a warning names them. Raises ValueError for a kind that does not exist, and for a tie to a party that is not in the case.

    >>> from regiekit.cases import Party
    >>> case = Case(parties=[Party("a"), Party("b")], ties=[Tie("a", "b", "geld", 2), Tie("b", "a", "informatie", 1)])
    >>> list(graph(case).edges(data=True))
    [('a', 'b', {'weight': 3, 'kinds': ('geld', 'informatie')})]
    """
    import networkx as nx

    known = {*TIE_KINDS, *(tie.kind for tie in case.ties)}
    wanted = set(known if kinds is None else [kinds] if isinstance(kinds, str) else kinds)
    unknown = sorted(wanted - known)
    if unknown:
        raise ValueError(f"relatiesoort '{unknown[0]}' bestaat niet; kies uit {', '.join(TIE_KINDS)}")
    network = nx.Graph()
    network.add_nodes_from(case.party_keys)
    for said in unweighted((tie.source, tie.target, tie.weight) for tie in case.ties if tie.kind in wanted):
        warnings.warn(said, stacklevel=2)
    for tie in case.ties:
        if stranger := next((one for one in (tie.source, tie.target) if one not in network), None):
            raise ValueError(f"relatie '{tie.source}'–'{tie.target}': er is geen partij '{stranger}' in de casus")
        if tie.kind in wanted and (weight := usable(tie.weight, 1)):
            edge = network.get_edge_data(tie.source, tie.target, {"weight": 0, "kinds": ()})
            kinds_here = tuple(dict.fromkeys((*edge["kinds"], *([tie.kind] if tie.kind else []))))
            network.add_edge(tie.source, tie.target, weight=edge["weight"] + weight, kinds=kinds_here)
    return network


def _xml_text(value: Any) -> Any:
    return _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value


def _multigraph(case: Case) -> "nx.MultiDiGraph[Any]":
    """Every tie an edge of its own; whether it has a direction is its attribute `gericht`."""
    import networkx as nx

    network = nx.MultiDiGraph(name=_xml_text(case.title))
    ways = _ways(case.parties)
    for party in case.parties:
        network.add_node(party.key, label=_xml_text(party.label), **_attributes(party, ("sleutel",), ways))
    ways = _ways(case.ties)
    for number, tie in enumerate(case.ties):
        weight = {} if tie.weight is None else {"weight": float(tie.weight)}
        more = _attributes(tie, ("van", "naar", "gewicht", "gericht"), ways)
        unsaid = {FILLED_IN: False} if tie.directed is None else {}
        network.add_edge(tie.source, tie.target, key=number, **weight, **more, gericht=tie.runs, **unsaid)
    return network


def _ways(items: Iterable[Any]) -> dict[str, Callable[[Any], Any]]:
    """How the values of each own column are written: one type for a column, text where it holds words and numbers."""
    types: dict[str, set[type]] = {}
    for item in items:
        for key, value in _own(item).items():
            small = not isinstance(value, int) or -(2**63) <= value < 2**63
            types.setdefault(key, set()).add(type(value) if small else str)
    return {
        key: bool if found == {bool} else int if found == {int} else float if found <= {int, float} else _worded
        for key, found in types.items()
    }


def _worded(value: Any) -> str:
    return value if isinstance(value, str) else str(_cell(value))


def _attributes(item: Any, without: tuple[str, ...], ways: dict[str, Callable[[Any], Any]]) -> dict[str, Any]:
    """What is known of an item, own columns too, as XML can hold it."""
    own = {key: ways[key](value) for key, value in _own(item).items()}
    found = {key: cell for key, cell in {**own, **_known(item)}.items() if cell not in (None, "") and key not in without}
    return {_xml_text(OWN + key if key in TAKEN else key): _xml_text(cell) for key, cell in found.items()}


def to_graphml(case: Case) -> str:
    """GraphML (for yEd, Gephi, igraph, networkx): a directed multigraph, one edge per tie.

    Edge attributes `soort`, `weight` and `gericht` (false: the tie works both ways, although it is written once).

    >>> from regiekit.cases import read_network
    >>> case = Case(parties=[Party("a"), Party("b")], ties=[Tie("a", "b")])
    >>> list(read_network(to_graphml(case).encode(), "x.graphml").graph().edges)
    [('a', 'b')]
    """
    from networkx.readwrite.graphml import GraphMLWriter

    writer = GraphMLWriter(prettyprint=True)
    writer.add_graph_element(_multigraph(case))
    _in_order(writer.xml)
    return signed(str(writer), provenance(case)) + "\n"


def _in_order(root: ElementTree.Element) -> None:
    """Put the edges in the order of the case: networkx goes by node."""
    for holder in list(root.iter()):
        edges = [one for one in holder if one.tag.rpartition("}")[2] == "edge"]
        for edge in edges:
            holder.remove(edge)
        holder.extend(sorted(edges, key=lambda edge: int(edge.get("id", "0"))))


def to_gexf(case: Case) -> str:
    """GEXF (for Gephi): the same graph as `to_graphml`.

    >>> from regiekit.cases import read_network
    >>> case = Case(parties=[Party("a"), Party("b")], ties=[Tie("a", "b")])
    >>> list(read_network(to_gexf(case).encode(), "x.gexf").graph().edges)
    [('a', 'b')]
    """
    from networkx.readwrite.gexf import GEXFWriter

    network = _multigraph(case)
    title = network.graph.pop("name")
    for *_, number, data in network.edges(keys=True, data=True):
        data["id"] = str(number)
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(network)
    space = "{" + writer.NS_GEXF + "}"
    for graph in (one for one in writer.xml if one.tag.removeprefix(space) == "graph"):
        graph.attrib.pop("name", None)  # the schema knows no such attribute: the title is the description
    for meta in (one for one in writer.xml if one.tag.removeprefix(space) == "meta"):
        ElementTree.SubElement(meta, "description").text = title
    _in_order(writer.xml)
    return signed(str(writer), provenance(case)) + "\n"


def versions() -> dict[str, str]:
    """Of what an outcome hangs on: regiekit, Python, and the libraries that are here."""
    found = {"regiekit": version("regiekit"), "python": platform.python_version()}
    for name in ("numpy", "networkx", "scipy"):
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def provenance(
    case: "Case | nx.Graph[Any] | None", sources: Iterable[str] = (), made: date | None = None, **settings: Any
) -> dict[str, Any]:
    """What it takes to make the same once more: the day (today unless given), the versions, the case or network by its hash, settings and works in full.

    Of a case answers are left out; a network is any networkx graph, its hash that of its nodes and ties with their attributes, in whatever order;
    None says nothing of either.
    `sources` are keys of `references`; `settings` are what was set, the seed of chance too. Any format takes it: as json beside a table, `signed`
    in XML and SVG, or in what matplotlib calls metadata: `savefig(…, metadata={"Keywords": json.dumps(provenance(case))})`.

    >>> sorted(provenance(Case(title="Wijk"), ["granovetter1978"], seed=1))
    ['bronnen', 'casus', 'gemaakt', 'instellingen', 'regiekit', 'versies']
    """
    title, text = ("", "") if case is None else _spelled(case)
    of = {"titel": title, "controlegetal": sha256(text.encode("utf-8", "replace")).hexdigest()}
    return {
        "regiekit": version("regiekit"),
        "versies": versions(),
        "gemaakt": (made or date.today()).isoformat(),
        **({} if case is None else {"casus" if isinstance(case, Case) else "netwerk": of}),
        "instellingen": {name: getattr(value, "tolist", lambda value=value: value)() for name, value in settings.items()},  # of numpy plain
        "bronnen": {key: cited(key) for key in listed(sources)},
    }


def _spelled(case: "Case | nx.Graph[Any]") -> tuple[str, str]:
    """Its title, and all of it as text that is always the same."""
    if not isinstance(case, Case):
        ties = [
            (*((a, b) if case.is_directed() else sorted((a, b), key=repr)), sorted(about.items(), key=repr))
            for a, b, about in case.edges(data=True)
        ]
        nodes = [(node, sorted(about.items(), key=repr)) for node, about in case.nodes(data=True)]
        return str(case.graph.get("name", "")), "\n".join([type(case).__name__, *sorted(map(repr, nodes)), *sorted(map(repr, ties))])
    bare = case.with_changes(answers={})
    try:
        return case.title, dumps(bare)
    except CaseError:  # not sound: there is no file of it
        return case.title, repr(bare)


def signed(xml: str, record: dict[str, Any]) -> str:
    """The XML or SVG with this record as a comment in its root, where every program passes over it. Raises ValueError where no root with anything in it is found.

    >>> signed("<svg><g/></svg>", {"seed": 1})
    '<svg><!--{"seed": 1}--><g/></svg>'
    """
    note = _xml_text(json.dumps(record, ensure_ascii=False, default=str).replace("--", "-\\u002d"))
    result, found = re.subn(r"<[a-zA-Z][^>]*(?<!/)>", lambda root: f"{root[0]}<!--{note}-->", xml, count=1)
    if not found:
        raise ValueError(f"xml must be text of XML or SVG with something in its root, not {xml[:60]!r}")
    return result


def _joined(words: Iterable[str]) -> str:
    return "; ".join(str(word).replace(";", ",") for word in words)


def _row(item: Any) -> dict[str, Any]:
    """One item as a row of a table: Dutch key → cell, own columns last."""
    known = _known(item)
    return known | {key: value for key, value in _own(item).items() if key not in known}


def _own(item: Any) -> dict[str, Any]:
    """The own columns of an item, and of its representative, that a cell can hold."""
    who = getattr(item, "representative", None)
    extra = {**(who.extra if who else {}), **item.extra}
    return {key: value for key, value in extra.items() if isinstance(value, str | int | float)}


def _known(item: Any) -> dict[str, Any]:
    """The fields of an item: Dutch key → cell. Lists and weights become text with ; between them."""
    row: dict[str, Any] = {}
    for key, (attribute, spec) in fields(type(item)).items():
        value = getattr(item, attribute)
        if spec.kind == "item":
            empty = dict.fromkeys(fields(spec.item), "")
            row.update(empty if value is None else _known(value))
        elif spec.kind == "short":
            row[key] = "" if value == item.name else value
        elif spec.kind == "choices":
            row[key] = value if value is None else _joined(value) or NONE
        elif isinstance(value, tuple):
            row[key] = _joined(value)
        elif isinstance(value, dict):
            row[key] = _joined(f"{name}={weight}" for name, weight in value.items())
        else:
            row[key] = value
    return row


# The columns of who claims a task → how strongly that is; the last one is only there where that is not known.
CLAIMED = {**{strength: strength for strength in STRENGTHS}, "claims": None}


def _task_row(task: Task) -> dict[str, Any]:
    row = _row(task)
    del row["claims"]
    claimed = {name: _joined(claim.party for claim in task.claims if claim.strength == known) for name, known in CLAIMED.items()}
    return row | {name: parties for name, parties in claimed.items() if parties or name in STRENGTHS}


def _cell(value: Any) -> Any:
    """A cell that a spreadsheet program shows as it is: no text becomes a formula."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        return str(int(value) if value.is_integer() else value).replace(".", ",")
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "'")):
        return f"'{value}"
    return value


def _csv(columns: Iterable[str], rows: Iterable[dict[str, Any]]) -> str:
    """A table with these columns and those that learners added."""
    out, rows = io.StringIO(), list(rows)
    writer = csv.DictWriter(out, list(dict.fromkeys(chain(columns, *rows))), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)
    return out.getvalue()


def to_csv(case: Case) -> dict[str, str]:
    """Three tables with ; between the columns: partijen.csv, relaties.csv, taken.csv → text.

    Text that a spreadsheet program would take for a formula gets an apostrophe in front; `from_spreadsheet` removes it.

    >>> list(to_csv(Case()))
    ['partijen.csv', 'relaties.csv', 'taken.csv']
    """
    return {
        "partijen.csv": _csv(_row(Party("x")), map(_row, case.parties)),
        "relaties.csv": _csv(_row(Tie("x", "y")), map(_row, case.ties)),
        "taken.csv": _csv(_task_row(Task("x")), map(_task_row, case.tasks)),
    }
