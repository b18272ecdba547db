"""Networks as other programs write them: GraphML, GEXF, GML and Pajek, each as text in, a `Network` out.

Own readers, because those of networkx refuse a file with ties of both sorts (with and without a direction), GML with two ties between the same nodes, and newer GEXF;
they merge Pajek nodes that are called alike; and an XML tree of a file from elsewhere has no bounds. A test reads what both can read with both.
What is read is bounded by `fence.BOUNDS`; no document type that declares entities is taken. Errors are Dutch sentences (`CaseError`).
"""

import html
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import chain
from math import inf
from numbers import Real
from typing import Any
from xml.parsers import expat

import attrs

from regiekit.cases.check import CaseError, dutch_count, enumerated, quoted
from regiekit.cases.fence import check, most
from regiekit.cases.files import decodings

Value = str | int | float | bool


@attrs.define
class Tie:
    """From `source` to `target` (ids of nodes); without `directed` it works both ways, None is not known."""

    source: str
    target: str
    directed: bool | None
    data: dict[str, Value]

    @property
    def kind(self) -> str | None:
        """What the file calls this kind of tie; None where it does not say."""
        return kind_of(self.data) or None

    @property
    def weight(self) -> float | None:
        """The weight, a number of 0 or more; None where there is none that can be one."""
        return usable(weight_of(self.data))

    @property
    def runs(self) -> bool:
        """Whether it has a direction; as far as the file says."""
        return bool(self.directed)


@attrs.define
class Network:
    """A network as a file has it: id → what is said of that node, ties, and what was not taken over (noun → how often)."""

    title: str = ""
    nodes: dict[str, dict[str, Value]] = attrs.Factory(dict)
    ties: list[Tie] = attrs.Factory(list)
    left: Counter[str] = attrs.Factory(Counter)
    _columns: set[str] = attrs.Factory(set)

    def node(self, key: str) -> dict[str, Value]:
        """What is said of this node, which is new or known already."""
        if key not in self.nodes:
            check("nodes", len(self.nodes) + 1)
            self.nodes[key] = {}
        return self.nodes[key]

    def tie(self, source: str, target: str, directed: bool | None) -> dict[str, Value]:
        """What is said of a new tie; that of a node with itself is left out."""
        if source == target:
            self.left["relaties van een partij met zichzelf"] += 1
            return {}
        check("ties", len(self.ties) + 1)
        self.node(source)
        self.node(target)
        self.ties.append(Tie(source, target, directed, {}))
        return self.ties[-1].data

    def say(self, about: dict[str, Value], column: str, value: Any) -> None:
        """Note a value of a node or a tie; an empty one is not known."""
        if value is None or value == "":
            return
        if isinstance(value, str):
            check("field", len(value))
        elif isinstance(value, float) and value - value != 0:
            value = str(value)  # no number that can be written
        self._columns.add(column)
        check("columns", len(self._columns))
        about[column] = value

    def graph(self) -> Any:
        """The network for models: a networkx Graph (a DiGraph where any tie has a direction; a tie without one runs both ways there).

        Ties between the same two become one: `weight` is the sum (a tie without a weight counts 1), `kinds` their kinds; other columns are those of the first.
        A weight of 0 is no tie, and one that is no number above 0 is not known; a warning says of which ties (`unweighted`).
        """
        import networkx as nx

        for said in unweighted((tie.source, tie.target, weight_of(tie.data)) for tie in self.ties):
            warnings.warn(said, stacklevel=2)
        network = nx.DiGraph() if any(tie.directed for tie in self.ties) else nx.Graph()
        network.graph["name"] = self.title
        network.add_nodes_from(self.nodes.items())
        for tie in self.ties:
            weight, kind = usable(weight_of(tie.data), 1), kind_of(tie.data)
            if not weight:
                continue
            for source, target in [(tie.source, tie.target), (tie.target, tie.source)]:
                there = network.get_edge_data(source, target) or {**tie.data, "weight": 0, "kinds": ()}
                kinds = tuple(dict.fromkeys((*there["kinds"], *([kind] if kind else []))))
                network.add_edge(source, target, **{**there, "weight": there["weight"] + weight, "kinds": kinds})
                if tie.directed or not network.is_directed():
                    break
        return network


WEIGHTS = ("gewicht", "weight", "value", "waarde", "strength", "sterkte")
KINDS = ("soort", "relatiesoort", "relation", "relatie", "relationship", "kind", "interaction", "edge_type", "type", "label")


SHOWN = 8  # ties or names in a sentence


def weight_of(data: Mapping[str, Value]) -> Any:
    """What the tie has as its weight, a number or not; None where it has none."""
    return number(next((value for name in WEIGHTS for column, value in data.items() if column.casefold() == name), None))


def usable(weight: Any, otherwise: Any = None) -> Any:
    """The weight when it is 0 or a finite number above it, else what holds `otherwise`."""
    return weight if not isinstance(weight, bool) and isinstance(weight, Real) and 0 <= float(weight) < inf else otherwise


def unweighted(ties: Iterable[tuple[str, str, Any]]) -> list[str]:
    """In Dutch sentences: which of the ties (from, to, weight) are none for their weight is 0, and which have one that cannot be a weight."""
    none, odd = [], []
    for source, target, weight in ties:
        if weight is not None and not usable(weight):
            tie = f"{quoted(source)}–{quoted(target)}"
            none.append(tie) if usable(weight) == 0 else odd.append(f"{tie} ({str(weight)[:20]})")
    told = {"Weggelaten, want het gewicht is 0": none, "Geen getal boven 0, dus een gewicht dat niet bekend is": odd}
    return [f"{what}: {enumerated(first(which))}." for what, which in told.items() if which]


def first(words: list[str]) -> list[str]:
    """The first of these, and how many more there are."""
    return words[:SHOWN] + ([f"nog {dutch_count(len(words) - SHOWN)}"] if len(words) > SHOWN else [])


def kind_of(data: Mapping[str, Value]) -> str:
    """The kind of a tie; "" where none is said."""
    return next((str(value) for name in KINDS for column, value in data.items() if column.casefold() == name), "")


def number(value: Any) -> Any:
    """The number that is written there (a comma may stand before the decimals), else what was given."""
    if isinstance(value, str) and re.fullmatch(r"\s*[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,3})?\s*", value[:40]):
        value = float(value.replace(",", "."))
        if value.is_integer() and abs(value) < 2**53:
            return int(value)
    return value


def text_of(data: bytes) -> str:
    """The text of the file, whatever encoding it has."""
    text = next(decodings(data), None)
    if text is None or "\0" in text:
        raise CaseError(["dit is geen leesbare tekst; sla het bestand opnieuw op als UTF-8"])
    return text


# --- XML -------------------------------------------------------------------------------------------------------------

Attributes = dict[str, str]
Element = tuple[str, Attributes, list[str]]  # its name without namespace, its attributes, the text in it so far


def _walk(data: bytes, opened: Callable[[list[Element]], None], closed: Callable[[list[Element]], None]) -> None:
    """Call `opened` and `closed` for every element, with the elements it lies in; the last one is itself."""
    within: list[Element] = []
    count = 0

    def start(name: str, attributes: Attributes) -> None:
        nonlocal count
        count += 1
        check("graph", count)
        check("nested", len(within) + 1)
        within.append((name.rpartition("}")[2], {key.rpartition("}")[2]: value for key, value in attributes.items()}, []))
        opened(within)

    def end(name: str) -> None:
        closed(within)
        within.pop()

    def text(words: str) -> None:
        if within and sum(map(len, within[-1][2])) <= most("field"):
            within[-1][2].append(words)

    def document(name: str, system: str | None, public: str | None, declares: bool) -> None:
        if declares:
            raise CaseError(["het bestand bevat onveilige onderdelen (een DOCTYPE met eigen regels); bewaar het opnieuw zonder DOCTYPE"])

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, document
    parser.Parse(data, True)


def _typed(text: str, kind: str) -> Value:
    """A value of the type that the file says it has; as text where it is not."""
    if kind == "boolean":
        return {"true": True, "1": True, "false": False, "0": False}.get(text.strip().lower(), text)
    with suppress(ValueError, OverflowError):
        if kind in ("int", "integer", "long", "short", "byte", "biginteger"):
            return int(text) if len(text) < 20 and abs(int(text)) < 2**63 else text
        if kind in ("float", "double", "bigdecimal"):
            return float(text)
    return text


def _said(element: Element) -> str:
    return "".join(element[2]).strip("\n\r\t ")


def graphml(data: bytes) -> Network:
    """GraphML, that of yEd too: labels of its shapes, arrows, and groups (own column `groep`)."""
    network = Network()
    keys: dict[str, dict[str, str]] = {}
    abouts: list[dict[str, Value]] = []  # what is said of the nodes and ties that are open now, the innermost last
    groups: list[str] = []
    default: list[bool] = []

    def opened(within: list[Element]) -> None:
        tag, given, _ = within[-1]
        if tag == "key":
            keys[given.get("id", "")] = {"name": given.get("attr.name") or given.get("id", ""), "type": given.get("attr.type", "string"),
                                         "for": given.get("for", "all"), "yed": given.get("yfiles.type", "")}  # fmt: skip
        elif tag == "graph":
            default.append(given.get("edgedefault") != "undirected")
        elif tag == "node":
            abouts.append(network.node(given.get("id", "")))
            if groups:
                network.say(abouts[-1], "groep", groups[-1])
            groups.append(given.get("id", ""))
        elif tag == "edge":
            said = given.get("directed", "")
            runs = said in ("true", "1") if said else (default or [True])[-1]
            abouts.append(network.tie(given.get("source", ""), given.get("target", ""), runs))
        elif tag == "Arrows" and {given.get("source"), given.get("target")} == {"none"}:
            if network.ties and network.ties[-1].data is abouts[-1]:
                network.ties[-1].directed = False
        elif tag == "hyperedge":
            network.left["relaties tussen meer dan twee partijen"] += 1

    def closed(within: list[Element]) -> None:
        tag, given, _ = within[-1]
        if tag == "default":
            keys.get(within[-2][1].get("id", ""), {})["default"] = _said(within[-1])
        elif tag == "data" and len(within) > 1:
            key = keys.get(given.get("key", ""), {"name": given.get("key", ""), "type": "string"})
            value = _typed("".join(within[-1][2]) if key["type"] == "string" else _said(within[-1]), key["type"])
            if within[-2][0] in ("node", "edge") and not key.get("yed"):
                network.say(abouts[-1], key["name"], value)
            elif within[-2][0] == "graph" and key["name"] in ("name", "titel", "title"):
                network.title = str(value)
        elif tag in ("NodeLabel", "EdgeLabel") and abouts and _said(within[-1]) and "label" not in abouts[-1]:
            network.say(abouts[-1], "label", _said(within[-1]))
        elif tag == "node":
            abouts.pop()
            groups.pop()
        elif tag == "edge":
            abouts.pop()
        elif tag == "graph":
            default.pop()

    _walk(data, opened, closed)
    _defaults(network, ((key["for"], key) for key in keys.values()))
    return network


def _defaults(network: Network, columns: Iterable[tuple[str, dict[str, str]]]) -> None:
    """Say what holds where a file says nothing: of nodes, edges or all."""
    for of, column in columns:
        if "default" in column:
            value = _typed(column["default"], column["type"])
            nodes = network.nodes.values() if of in ("node", "all") else ()
            ties = (tie.data for tie in network.ties) if of in ("edge", "all") else ()
            for about in chain(nodes, ties):
                if column["name"] not in about:
                    network.say(about, column["name"], value)


def gexf(data: bytes) -> Network:
    """GEXF 1.1 to 1.3, as Gephi writes it. How it looks and when it holds are not taken over."""
    network = Network()
    columns: dict[tuple[str, str], dict[str, str]] = {}  # (of what, id) → what is said of the column
    abouts: list[tuple[str, dict[str, Value]]] = []
    default, of = "undirected", ""

    def opened(within: list[Element]) -> None:
        nonlocal default, of
        tag, given, _ = within[-1]
        if tag == "graph":
            default = given.get("defaultedgetype", default)
        elif tag == "attributes":
            of = given.get("class", "")
        elif tag == "attribute":
            columns[of, given.get("id", "")] = {"name": given.get("title") or given.get("id", ""), "type": given.get("type", "string")}
        elif tag == "node":
            about = network.node(given.get("id", ""))
            network.say(about, "label", given.get("label", ""))
            group = given.get("pid") or next((one[1].get("id", "") for one in reversed(within[:-1]) if one[0] == "node"), "")
            network.say(about, "groep", group)
            abouts.append(("node", about))
        elif tag == "edge":
            about = network.tie(given.get("source", ""), given.get("target", ""), given.get("type", default) == "directed")
            network.say(about, "weight", number(given.get("weight", "")))
            network.say(about, "label", given.get("label", ""))
            network.say(about, "kind", given.get("kind", ""))
            abouts.append(("edge", about))
        elif tag == "attvalue" and abouts:
            kind, about = abouts[-1]
            key = given.get("for") or given.get("id", "")
            column = columns.get((kind, key), {"name": key, "type": "string"})
            network.say(about, column["name"], _typed(given.get("value", ""), column["type"]))
        elif tag in ("color", "position", "size", "shape", "thickness"):
            network.left["waarden over hoe het getekend was"] += 1
        elif tag in ("spell", "slice"):
            network.left["perioden waarin iets gold"] += 1

    def closed(within: list[Element]) -> None:
        tag = within[-1][0]
        if tag in ("node", "edge"):
            abouts.pop()
        elif tag == "default":
            columns.get((of, within[-2][1].get("id", "")), {})["default"] = _said(within[-1])
        elif tag == "description" and within[-2][0] == "meta":
            network.title = _said(within[-1])

    _walk(data, opened, closed)
    _defaults(network, ((kind, column) for (kind, _), column in columns.items()))
    return network


# --- GML and Pajek ---------------------------------------------------------------------------------------------------

_GML = re.compile(r'\s*(?:#[^\n]*\n?|"((?:[^"]){0,200000})"|([\[\]])|([^\s\[\]"#]+))')


def _gml_words(text: str) -> Iterator[tuple[str, str]]:
    """("text" | "[" | "]" | "word", what stands there)."""
    at = 0
    while at < len(text):
        found = _GML.match(text, at)
        if not found:
            if text[at:].isspace():
                return
            raise CaseError([f"regel {text.count(chr(10), 0, at) + 1}: hier staat een aanhalingsteken te veel of te weinig"])
        at = found.end()
        if found[1] is not None:
            yield "text", html.unescape(found[1])
        elif found[2]:
            yield found[2], ""
        elif found[3]:
            yield "word", found[3]


def gml(data: bytes) -> Network:
    """GML. What stands in a block of its own within a node or a tie (such as `graphics`) is not taken over."""
    network, blocks = Network(), [("", {})]  # blocks: name and what is said in it, the innermost last
    edges: list[dict[str, Any]] = []
    key = ""
    for count, (sort, word) in enumerate(_gml_words(text_of(data))):
        check("graph", count)
        if sort == "[":
            check("nested", len(blocks))
            blocks.append((key, {}))
            key = ""
        elif sort == "]":
            if len(blocks) == 1:
                raise CaseError(["er staat een ] te veel in het bestand"])
            name, said = blocks.pop()
            inside = blocks[-1][0]
            if name == "node" and inside == "graph":
                about = network.node(str(said.pop("id", "")))
                for column, value in said.items():
                    network.say(about, column, value)
            elif name == "edge" and inside == "graph":
                edges.append(said)
                check("ties", len(edges))
            elif name == "graph":
                blocks[0][1].update(said)
            elif inside in ("node", "edge"):
                network.left["waarden over hoe het getekend was"] += 1
            key = ""
        elif not key and sort == "word":
            key = word
        else:
            blocks[-1][1][key] = word if sort == "text" else number(word)
            key = ""
    if len(blocks) > 1:
        raise CaseError(["het bestand houdt midden in een onderdeel op: er mist een ]; haal het opnieuw op"])
    whole: dict[str, Any] = blocks[0][1]
    network.title = str(whole.get("name") or (whole.get("label") if isinstance(whole.get("label"), str) else "") or "")
    for said in edges:
        runs = said.pop("directed", whole.get("directed", 0)) == 1
        about = network.tie(str(said.pop("source", "")), str(said.pop("target", "")), runs)
        for column, value in said.items():
            network.say(about, column, value)
    return network


_WORDS = re.compile(r'"([^"]*)"|(\S+)')


def pajek(data: bytes) -> Network:
    """Pajek (.net): vertices, arcs and edges, also as lists or a matrix, with the names of its relations. A two-mode network has the own column `mode`.

    Where a vertex lies and how it looks is not taken over.
    """
    network, section, relation, row = Network(), "", "", 0
    first = 0  # vertices of the first mode, where there are two
    size = 0
    names: dict[str, str] = {}  # number of the relation → what it is called

    def linked(source: str, target: str, weight: str, label: str = "") -> None:
        for one in (source, target):
            if not one.isdecimal() or not 0 < int(one) <= size:
                raise CaseError([f"regel {line_number}: {one[:20]} is geen nummer van een partij (1 tot en met {size})"])
        about = network.tie(str(int(source)), str(int(target)), section.startswith("*arc") or (section == "*matrix" and not first))
        network.say(about, "weight", number(weight))
        network.say(about, "soort", label or relation)

    for line_number, line in enumerate(text_of(data).splitlines(), 1):
        check("graph", line_number)
        check("field", len(line) // 100)
        if not line.strip() or line.lstrip().startswith("%"):
            continue
        words = [found[1] if found[1] is not None else found[2] for found in _WORDS.finditer(line)] if '"' in line else line.split()
        if words and words[0].startswith("*"):
            section, row = words[0].lower().rstrip(":"), 0
            if section == "*network":
                network.title = " ".join(words[1:])
            elif section == "*vertices":
                size = int(words[1]) if len(words) > 1 and words[1].isdecimal() and len(words[1]) < 16 else 0
                first = int(words[2]) if len(words) > 2 and words[2].isdecimal() and len(words[2]) < 16 else 0
                check("nodes", size)
                for place in range(1, size + 1):
                    about = network.node(str(place))
                    if first:
                        network.say(about, "mode", 1 if place <= first else 2)
            else:  # *Arcs :2 "advies"
                numbered = next((word.strip(":") for word in words[1:] if word.strip(":").isdecimal()), "")
                called = [word for word in words[1:] if not word.strip(":").isdecimal() and word != ":"]
                relation = names.setdefault(numbered, " ".join(called)) if numbered else " ".join(called)
        elif section == "*vertices":
            if words[0].isdecimal() and 0 < int(words[0][:9]) <= size and len(words) > 1:
                network.say(network.nodes[str(int(words[0]))], "label", html.unescape(words[1]))
                if len(words) > 2:
                    network.left["waarden over hoe het getekend was"] += 1
        elif section in ("*arcs", "*edges") and len(words) > 1:
            label = next((words[i + 1] for i, word in enumerate(words[:-1]) if word == "l" and i > 1), "")
            linked(words[0], words[1], words[2] if len(words) > 2 else "", label)
        elif section in ("*arcslist", "*edgeslist"):
            for other in words[1:]:
                linked(words[0], other, "")
        elif section == "*matrix":
            row += 1
            for place, value in enumerate(words, 1 + first):
                if number(value) != 0:
                    linked(str(row), str(place), value)
    return network
