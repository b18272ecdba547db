"""Networks from elsewhere: every format, what is kept of it, and files that want to do harm."""

import io
import zipfile

import networkx as nx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.cases import (
    Case,
    CaseError,
    Party,
    Tie,
    dumps,
    fence,
    from_file,
    graph,
    load_shipped,
    loads,
    read_network,
    shipped,
    to_csv,
    to_gexf,
    to_graphml,
)
from regiekit.cases.event_log import open_log
from regiekit.cases.networks import ENDS
from regiekit.models import islands


def xlsx(sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parties(case):
    return {party.called: party for party in case.parties}


def ties(case):
    """Who to whom, by name: kind, weight, direction."""
    called = {party.key: party.called for party in case.parties}
    return sorted((called[t.source], called[t.target], t.kind or "", t.weight or 0, t.directed) for t in case.ties)


# ---- what other programs write ----------------------------------------------------------------------

GRAPHML = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="d0" for="node" attr.name="label" attr.type="string"/>
  <key id="d1" for="node" attr.name="budget" attr.type="double"><default>1.5</default></key>
  <key id="d2" for="edge" attr.name="weight" attr.type="double"/>
  <key id="d3" for="edge" attr.name="relation" attr.type="string"/>
  <key id="d4" for="all" attr.name="sinds" attr.type="int"/>
  <graph edgedefault="undirected">
    <node id="n0"><data key="d0">GGD &amp; co</data><data key="d1">2.25</data></node>
    <node id="n1"><data key="d0">School</data><data key="d4">1999</data></node>
    <node id="n2"/>
    <edge source="n0" target="n1" directed="true"><data key="d2">3</data><data key="d3">subsidie</data></edge>
    <edge source="n1" target="n2"><data key="d2">-1</data><data key="d4">2001</data></edge>
    <edge source="n2" target="n2"/>
  </graph>
</graphml>"""

YED = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <key id="d5" for="node" yfiles.type="nodegraphics"/><key id="d9" for="edge" yfiles.type="edgegraphics"/>
  <graph edgedefault="directed" id="G">
    <node id="n0" yfiles.foldertype="group"><data key="d5"><y:GroupNode><y:NodeLabel>Zorg</y:NodeLabel></y:GroupNode></data>
      <graph edgedefault="directed" id="n0:"><node id="n0::n0"><data key="d5"><y:ShapeNode><y:NodeLabel>GGD</y:NodeLabel></y:ShapeNode></data></node></graph>
    </node>
    <node id="n1"><data key="d5"><y:ShapeNode><y:NodeLabel>School</y:NodeLabel></y:ShapeNode></data></node>
    <edge id="e0" source="n0::n0" target="n1"><data key="d9"><y:PolyLineEdge><y:Arrows source="none" target="none"/><y:EdgeLabel>overleg</y:EdgeLabel></y:PolyLineEdge></data></edge>
    <edge id="e1" source="n1" target="n0"><data key="d9"><y:PolyLineEdge><y:Arrows source="none" target="standard"/></y:PolyLineEdge></data></edge>
  </graph>
</graphml>"""

GEXF = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3" xmlns:viz="http://gexf.net/1.3/viz">
  <meta><description>Wijkzorg</description></meta>
  <graph defaultedgetype="undirected" mode="static">
    <attributes class="node"><attribute id="0" title="budget" type="integer"><default>7</default></attribute></attributes>
    <attributes class="edge"><attribute id="0" title="soort" type="string"/></attributes>
    <nodes><node id="0" label="GGD"><attvalues><attvalue for="0" value="12"/></attvalues><viz:color r="1" g="2" b="3"/></node><node id="1" label="School"/></nodes>
    <edges><edge id="0" source="0" target="1" type="directed" weight="2.5"><attvalues><attvalue for="0" value="geld"/></attvalues></edge>
           <edge id="1" source="1" target="0"/></edges>
  </graph>
</gexf>"""

GML = """Creator "x"
graph [
  directed 1
  # nog iets
  node [ id 1 label "GGD &#233;&#233;n" budget 3 graphics [ x 1.0 y 2.0 ] ]
  node [ id 2 label "School [A]" ]
  edge [ source 1 target 2 value 4 label "geld" ]
  edge [ source 1 target 2 value 1 ]
]"""

PAJEK = """*Network wijk
*Vertices 3
1 "GGD Regio" 0.1 0.2 0.5 ic Red
2 "School"
3 "School"
*Arcs :1 "geld"
1 2 2
*Edges :2 "overleg"
2 3 1.5
*Arcslist
1 3
"""


def read(text, name):
    return from_file(text if isinstance(text, bytes) else text.encode(), name)


def test_graphml_with_ties_of_both_sorts():
    case, said = read(GRAPHML, "wijk.graphml")
    assert case.title == "wijk"
    assert ties(case) == [("GGD & co", "School", "subsidie", 3, True), ("School", "n2", "", 0, False)]
    assert parties(case)["GGD & co"].extra == {"budget": 2.25}
    assert parties(case)["School"].extra["sinds"] == 1999
    assert parties(case)["n2"].extra["budget"] == 1.5
    assert case.ties[1].extra == {"weight": -1, "sinds": 2001}  # a weight that a case cannot have stays
    text = " ".join(said)
    for sentence in (
        "3 partijen en 2 relaties",
        "1 met een richting, 1 zonder",
        "label is nu naam",
        "relation is nu soort",
        "'budget'",
        "1 relaties van een partij met zichzelf",
    ):
        assert sentence in text, text


def test_yed_has_its_labels_in_shapes_its_directions_in_arrows_and_groups():
    case, _ = read(YED, "wijk.graphml")
    assert ties(case) == [("GGD", "School", "overleg", 0, False), ("School", "Zorg", "", 0, True)]
    assert parties(case)["GGD"].extra["groep"] == "n0"


def test_gexf_of_a_newer_version():
    case, said = read(GEXF, "x.gexf")
    assert case.title == "Wijkzorg"
    assert ties(case) == [("GGD", "School", "geld", 2.5, True), ("School", "GGD", "", 0, False)]
    assert [party.extra["budget"] for party in case.parties] == [12, 7]
    assert "1 waarden over hoe het getekend was" in said[-1]


def test_gml_with_two_ties_between_the_same():
    case, _ = read(GML, "x.gml")
    assert ties(case) == [("GGD één", "School [A]", "", 1, True), ("GGD één", "School [A]", "geld", 4, True)]
    assert case.parties[0].extra["budget"] == 3


def test_pajek_keeps_the_names_of_relations_and_nodes_that_are_called_alike():
    case, _ = read(PAJEK, "x.net")
    assert [party.name for party in case.parties] == ["GGD Regio", "School", "School"]
    assert ties(case) == [
        ("GGD Regio", "School", "", 0, True),
        ("GGD Regio", "School", "geld", 2, True),
        ("School", "School", "overleg", 1.5, False),
    ]
    assert case.title == "wijk"


def test_pajek_as_a_matrix_and_with_two_modes():
    square, _ = read("*Vertices 2\n1 a\n2 b\n*Matrix\n0 3\n0 0\n", "x.net")
    assert ties(square) == [("a", "b", "", 3, True)]
    two, _ = read("*Vertices 3 1\n1 a\n2 b\n3 c\n*Matrix\n1 0\n", "x.net")
    assert ties(two) == [("a", "b", "", 1, False)]
    assert [party.extra["mode"] for party in two.parties] == [1, 2, 2]


EDGES = "Source;Target;Type;Weight;Label;sinds\nGGD;School;Directed;1,5;subsidie;1999\nSchool;GGD;Undirected;2;;\n"
TABLES = {
    "gephi.csv": EDGES,
    "gephi.txt": EDGES.replace(";", "\t"),
    "gephi-16.csv": EDGES.encode("utf-16"),
    "gephi.xlsx": xlsx({"edges": [line.split(";") for line in EDGES.splitlines()]}),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_list_of_ties(name):
    case, said = read(TABLES[name], name)
    assert ties(case) == [("GGD", "School", "subsidie", 1.5, True), ("School", "GGD", "", 2, False)]
    assert str(case.ties[0].extra["sinds"]) == "1999"
    assert "2 partijen en 2 relaties" in said[0]


def test_a_list_of_ties_without_a_header():
    case, _ = read("# NetworkX\nGGD School 2\nSchool Wijkteam 1\n", "x.txt")
    assert ties(case) == [("GGD", "School", "", 2, None), ("School", "Wijkteam", "", 1, None)]


def test_kumu_and_gephi_have_nodes_on_a_sheet_of_their_own():
    kumu = xlsx({
        "Elements": [["Label", "Type", "Description"], ["GGD", "Organisatie", "Zorgt"], ["School", "Organisatie", None], ["Los", None, None]],
        "Connections": [["From", "To", "Direction", "Type", "Strength"], ["GGD", "school", "directed", "geld", 3], ["School", "GGD", "mutual", "overleg", None]],
    })  # fmt: skip
    case, _ = read(kumu, "kumu.xlsx")
    assert ties(case) == [("GGD", "School", "geld", 3, True), ("School", "GGD", "overleg", 0, False)]
    assert parties(case)["GGD"].extra == {"Type": "Organisatie", "Description": "Zorgt"}
    assert "Los" in parties(case)
    gephi = io.BytesIO()
    with zipfile.ZipFile(gephi, "w") as archive:
        archive.writestr("nodes.csv", "Id,Label,kosten\n1,GGD,10\n2,School,20\n")
        archive.writestr("edges.csv", "Source,Target,Type,Id\n1,2,Undirected,0\n")
    case, _ = read(gephi.getvalue(), "gephi.zip")
    assert ties(case) == [("GGD", "School", "", 0, False)]
    assert [party.extra["kosten"] for party in case.parties] == ["10", "20"]


SQUARE = ";a;b;c\na;0;1;0\nb;1;0;2,5\nc;0;2,5;0\n"


@pytest.mark.parametrize("name", ["m.csv", "m.xlsx"])
def test_a_matrix(name):
    rows = [[float(cell.replace(",", ".")) if cell[:1].isdigit() else cell for cell in line.split(";")] for line in SQUARE.splitlines()]
    case, _ = read(SQUARE if name == "m.csv" else xlsx({"Blad1": rows}), name)
    assert ties(case) == [("a", "b", "", 1, False), ("b", "c", "", 2.5, False)]


def test_a_matrix_that_is_not_symmetric_has_directions_and_one_with_other_names_above_two_modes():
    case, said = read(",a,b\na,4,1\nb,0,0\n", "m.csv")
    assert ties(case) == [("a", "b", "", 1, True)]
    assert "relaties van een partij met zichzelf" in said[-1]
    case, _ = read(",overleg,stuurgroep\nGGD,1,0\nSchool,1,1\n", "m.csv")
    assert ties(case) == [("GGD", "overleg", "", 1, False), ("School", "overleg", "", 1, False), ("School", "stuurgroep", "", 1, False)]
    assert [party.extra["mode"] for party in case.parties] == [1, 1, 2, 2]


def test_a_spreadsheet_of_parties_is_still_that():
    case, said = read("naam;sector\nGGD;zorg\nSchool;onderwijs\n", "partijen.csv")
    assert [party.sector for party in case.parties] == ["zorg", "onderwijs"]
    assert (case.ties, said) == ((), ["Gelezen: 2 partijen en 0 relaties."])
    with pytest.raises(CaseError, match="hier horen de namen van de kolommen"):
        read("x;y\n1;2\n", "a.csv")


# ---- there and back ---------------------------------------------------------------------------------

OWN = Case(
    title="Eigen <casus>",
    parties=[
        Party("a", name="Aa", short="A.", power=["blokker", "diffuus"], values={"snelheid": 2.5}, extra={"lid": True, "bedrag": 2.5, "jaar": 2019, "code": "007"}),
        Party("b", name='<script>alert(1)</script> & "co"', power=[], interests=["een", "twee"], extra={"bedrag": 3.0, "type": "x", "label": "y"}),
        Party("c"),
    ],
    ties=[Tie("b", "a", "van vroeger", 12.5, True, extra={"sinds": "kort\nlang"}), Tie("a", "b", "geld", 1), Tie("a", "b"), Tie("a", "c", "formeel", 2, False)],
)  # fmt: skip


@pytest.mark.parametrize("write", [to_graphml, to_gexf])
@pytest.mark.parametrize("case", [OWN, *map(load_shipped, shipped())], ids=["own", *shipped()])
def test_own_graphml_and_gexf_come_back_exactly(write, case):
    back, _ = read(write(case), "x." + write.__name__[3:])
    assert back.title == case.title
    assert back.parties == case.parties
    assert back.ties == case.ties
    assert [row.id for row in back.ties if row.id] == [row.id for row in case.ties if row.id] or case is OWN
    assert type(back.parties[0].extra.get("bedrag")) is type(case.parties[0].extra.get("bedrag"))


@pytest.mark.parametrize("key", shipped())
def test_own_tables_come_back_exactly_from_a_zip(key):
    case, out = load_shipped(key), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in to_csv(case).items():
            archive.writestr(f"casus-{name}", text.encode("utf-8-sig"))
    back, _ = from_file(out.getvalue(), "casus.zip")
    assert (back.parties, back.ties, back.tasks) == (case.parties, case.ties, case.tasks)


def test_own_ties_alone_come_back_as_ties():
    back, _ = read(to_csv(OWN)["relaties.csv"], "casus-relaties.csv")
    assert [(t.source, t.target, t.kind, t.weight, t.directed) for t in back.ties] == [
        (t.source, t.target, t.kind, t.weight, t.directed) for t in OWN.ties
    ]


# ---- the schemas: the part of them that these files touch ---------------------------------------------

XSI = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
#: element → what may stand in it, what it must have, and what it may have besides
GRAPHML_SCHEMA = {
    "graphml": (("desc", "key", "data", "graph"), (), (XSI,)),
    "key": (("desc", "default"), ("id",), ("for", "attr.name", "attr.type", "dynamic")),
    "graph": (("desc", "data", "node", "edge", "hyperedge", "locator"), ("edgedefault",), ("id",)),
    "node": (("desc", "data", "port", "graph", "locator"), ("id",), ()),
    "edge": (("desc", "data", "graph"), ("source", "target"), ("id", "directed", "sourceport", "targetport")),
    "data": ((), ("key",), ("id",)),
}
GEXF_SCHEMA = {
    "gexf": (("meta", "graph"), ("version",), ("variant", XSI)),
    "meta": (("creator", "keywords", "description"), (), ("lastmodifieddate",)),
    "creator": ((), (), ()),
    "description": ((), (), ()),
    "graph": (
        ("attributes", "nodes", "edges"),
        (),
        ("timeformat", "start", "startopen", "end", "endopen", "defaultedgetype", "idtype", "mode"),
    ),
    "attributes": (("attribute",), ("class",), ("mode", "start", "startopen", "end", "endopen")),
    "attribute": (("default", "options"), ("id", "title", "type"), ()),
    "nodes": (("node",), (), ("count",)),
    "edges": (("edge",), (), ("count",)),
    "node": (("attvalues", "spells", "nodes", "edges", "parents"), ("id",), ("label", "pid", "start", "startopen", "end", "endopen")),
    "edge": (("attvalues", "spells"), ("id", "source", "target"), ("type", "label", "weight", "start", "startopen", "end", "endopen")),
    "attvalues": (("attvalue",), (), ()),
    "attvalue": ((), ("for", "value"), ("start", "startopen", "end", "endopen")),
}


def against(text, schema, space):
    """What is not as the schema has it."""
    from xml.etree import ElementTree

    root, wrong = ElementTree.fromstring(text), []
    for one in root.iter():
        name = one.tag.removeprefix(f"{{{space}}}")
        if name not in schema:
            wrong.append(f"unknown element {one.tag}")
            continue
        inside, must, may = schema[name]
        wrong += [f"{child.tag} in {name}" for child in one if child.tag.removeprefix(f"{{{space}}}") not in inside]
        wrong += [f"{name} without {key}" for key in must if key not in one.attrib]
        wrong += [f"{name} with {key}" for key in one.attrib if key not in (*must, *may)]
    for name in ("key", "node", "edge"):
        ids = [one.get("id") for one in root.iter(f"{{{space}}}{name}") if one.get("id") is not None]
        wrong += [f"{name} {one} twice" for one in ids if ids.count(one) > 1]
    return root, wrong


@pytest.mark.parametrize("case", [OWN, load_shipped("jeugdhulp")], ids=["own", "jeugdhulp"])
def test_graphml_is_valid(case):
    space = "http://graphml.graphdrawing.org/xmlns"
    root, wrong = against(to_graphml(case), GRAPHML_SCHEMA, space)
    assert wrong == []
    tags = [child.tag for child in root]
    assert tags == sorted(tags, key=lambda tag: tag.endswith("graph"))  # the keys come first
    keys = {one.get("id"): one for one in root.iter(f"{{{space}}}key")}
    assert {one.get("attr.type") for one in keys.values()} <= {"boolean", "int", "long", "float", "double", "string"}
    for name in ("node", "edge"):
        for data in (data for one in root.iter(f"{{{space}}}{name}") for data in one.iter(f"{{{space}}}data")):
            assert keys[data.get("key")].get("for") == name


@pytest.mark.parametrize("case", [OWN, load_shipped("jeugdhulp")], ids=["own", "jeugdhulp"])
def test_gexf_is_valid(case):
    space = "http://www.gexf.net/1.2draft"
    root, wrong = against(to_gexf(case), GEXF_SCHEMA, space)
    assert wrong == []
    types = {one.get("type") for one in root.iter(f"{{{space}}}attribute")}
    assert types <= {"integer", "long", "double", "float", "boolean", "liststring", "string", "anyURI"}
    known = {of.get("class"): {one.get("id") for one in of} for of in root.iter(f"{{{space}}}attributes")}
    for name, ids in known.items():
        for one in root.iter(f"{{{space}}}{name}"):
            assert {value.get("for") for value in one.iter(f"{{{space}}}attvalue")} <= ids


# ---- for researchers --------------------------------------------------------------------------------


def test_a_network_is_what_models_take():
    with pytest.warns(UserWarning, match="-1.0"):
        network = read_network(GRAPHML.encode(), "x.graphml").graph()
    assert type(network) is nx.DiGraph
    assert network["n0"]["n1"] == {"weight": 3, "relation": "subsidie", "kinds": ("subsidie",)}
    assert network.has_edge("n1", "n2")
    assert network.has_edge("n2", "n1")  # without a direction: both ways
    assert not network.has_edge("n1", "n0")
    plain = read_network(SQUARE.encode(), "m.csv").graph()
    assert type(plain) is nx.Graph
    assert islands.global_efficiency(plain) == pytest.approx((1 + 1 + 0.5) / 3)
    own = read_network(to_graphml(load_shipped("jeugdhulp")).encode(), "x.graphml")
    assert {frozenset(edge) for edge in own.graph().edges} == {frozenset(edge) for edge in graph(load_shipped("jeugdhulp")).edges}


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize(
    ("end", "write"), [("graphml", nx.generate_graphml), ("gexf", nx.generate_gexf), ("gml", nx.generate_gml), ("net", nx.generate_pajek)]
)
def test_what_networkx_writes_is_read_as_networkx_reads_it(end, write, directed):
    """An independent reader: the same nodes, ties, weights and labels."""
    original = nx.gnm_random_graph(12, 25, seed=3, directed=directed)
    original.remove_edges_from(nx.selfloop_edges(original))
    for number, (*_, data) in enumerate(original.edges(data=True)):
        data["weight"] = 1 + number / 4
    for node, data in original.nodes(data=True):
        data["naam"] = f"Partij {node}"
    if end == "net":
        original = nx.relabel_nodes(original, str)
        for node in original:
            original.nodes[node].clear()
    found = read_network("\n".join(write(original)).encode(), f"x.{end}")
    called = {key: about.get("label", key) if end in ("net", "gml") else key for key, about in found.nodes.items()}
    way = (lambda a, b: (a, b)) if directed else (lambda a, b: frozenset((a, b)))
    assert set(called.values()) == set(map(str, original))
    assert {(way(called[t.source], called[t.target]), float(t.data["weight"])) for t in found.ties} == {
        (way(str(a), str(b)), data["weight"]) for a, b, data in original.edges(data=True)
    }
    assert {t.directed for t in found.ties} == {directed}
    if end != "net":
        assert [about["naam"] for about in found.nodes.values()] == [data["naam"] for _, data in original.nodes(data=True)]


# ---- files that want to do harm, or are broken ------------------------------------------------------

LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
BODY = '<graphml><graph edgedefault="directed"><node id="a"/></graph></graphml>'
HOSTILE = {
    "entities.graphml": (LAUGHS + BODY, "onveilige onderdelen"),
    "entities-16.graphml": ((LAUGHS + BODY).replace('version="1.0"', 'version="1.0" encoding="UTF-16"').encode("utf-16"), "onveilige onderdelen"),
    "entities.gexf": (LAUGHS + "<gexf/>", "onveilige onderdelen"),
    "deep.graphml": ("<graphml>" * 100_000, "lagen in elkaar"),
    "deep.gexf": ("<gexf>" * 100_000, "lagen in elkaar"),
    "deep.gml": ("graph [ " * 100_000, "lagen in elkaar"),
    "closing.gml": ("]" * 100_000, "een ] te veel"),
    "quote.gml": ('graph [ node [ id 1 label "' + "a" * 300_000, "aanhalingsteken"),
    "half.gml": ("graph [ node [ id 1 ]", "mist een ]"),
    "half.graphml": ("<graphml><graph>", "geen goede XML"),
    "text.gexf": ("dit is geen xml", "geen goede XML"),
    "empty.graphml": ("", "geen goede XML"),
    "none.graphml": ("<graphml/>", "geen partijen en relaties"),
    "many.net": ("*Vertices 999999999\n", "meer dan 100.000 partijen"),
    "beyond.net": ("*Vertices 2\n*Arcs\n1 7\n", "regel 3: 7 is geen nummer"),
    "bytes.gml": (b"\0\1\2\3" * 10, "leesbare tekst"),
    "long.graphml": (f'<graphml><graph><node id="a"><data key="x">{"a" * 100_000}</data></node></graph></graphml>', "tekens in één veld"),
    "columns.gml": ("graph [ node [ id 1 " + " ".join(f"k{i} 1" for i in range(1000)) + " ] ]", "meer dan 250 kolommen"),
    "bomb.zip": (None, "ongewone manier ingepakt"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_read_says_so(name):
    data, sentence = HOSTILE[name]
    if data is None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as archive:
            archive.writestr("relaties.csv", "van;naar\n" + "a;b\n" * 100_000)
        data = out.getvalue()
    with pytest.raises(CaseError, match=sentence) as problem:
        read(data, name)
    assert str(problem.value).startswith(name)


def test_a_million_ties_are_refused_while_reading(monkeypatch):
    with pytest.raises(CaseError, match="rijen"):
        from_file(("van;naar\n" + "a;b\n" * 1_000_000).encode(), "x.csv")
    for bound, noun in {"graph": "onderdelen", "ties": "relaties"}.items():
        monkeypatch.setitem(fence.BOUNDS, bound, (500, noun))
    with pytest.raises(CaseError, match="meer dan 500 relaties"):
        read_network(("*Vertices 2\n*Edgeslist\n" + "1 2 2 2 2 2\n" * 200).encode(), "x.net")
    with pytest.raises(CaseError, match="meer dan 500 relaties"):
        read_network(b"a b\n" * 600, "x.txt")
    for name, text in {
        "x.graphml": "<graphml><graph>" + "<node id='a'/>" * 1000 + "</graph></graphml>",
        "x.gexf": "<gexf><graph><nodes>" + "<node id='a'/>" * 1000 + "</nodes></graph></gexf>",
        "x.gml": "graph [" + "node [ id 1 ]" * 1000 + "]",
        "x.net": "*Vertices 1\n" * 1000,
    }.items():
        with pytest.raises(CaseError, match="meer dan 500 onderdelen"):
            from_file(text.encode(), name)


def test_a_zip_that_unpacks_to_too_much_is_not_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("relaties.csv", b"\n" * 30_000_000)
    with pytest.raises(CaseError, match=r"meer dan 20\.000\.000 bytes"):
        from_file(out.getvalue(), "x.zip")


def test_a_network_of_more_parties_than_a_case_may_have_is_for_models_only():
    data = b"*Vertices 6000\n*Edges\n1 2\n"
    assert len(read_network(data, "x.net").nodes) == 6000
    with pytest.raises(CaseError, match=r"houd er hoogstens 5\.000 over"):
        from_file(data, "x.net")


@pytest.mark.parametrize("end", ENDS)
@given(data=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
@settings(max_examples=25, deadline=None)
def test_any_bytes_give_a_case_or_a_sentence(end, data):
    try:
        case, _ = from_file(data, f"x.{end}")
    except CaseError:
        return
    assert loads(dumps(case)).parties == case.parties


@given(st.text(st.characters(codec="utf-8"), max_size=12))
@settings(max_examples=50, deadline=None)
def test_any_name_goes_there_and_back_in_xml(name):
    """What XML cannot hold is replaced; the rest stays."""
    case = Case(
        title="t",
        parties=[Party("a", name=f"x{name}", extra={"eigen": f"x{name}x"}), Party("b", name="b")],
        ties=[Tie("a", "b", f"k{name}k")],
    )
    texts = [read(write(case), "x." + write.__name__[3:])[0] for write in (to_graphml, to_gexf)]
    assert texts[0].parties[0].extra["eigen"].replace("\r", "\n") == texts[1].parties[0].extra["eigen"].replace("\r", "\n")


ODD = "van;naar;gewicht\na;b;-5\nb;c;0\nc;d;inf\nd;e;nan\ne;f;n/a\nf;g;1e999\ng;h;2,5\n"


def test_a_weight_that_is_none_is_said_and_makes_no_tie_of_1():
    with pytest.warns(UserWarning, match="gewicht") as told:
        network = read_network(ODD.encode(), "o.csv").graph()
    said = [str(one.message) for one in told]
    assert said == [
        "Weggelaten, want het gewicht is 0: 'b'–'c'.",
        "Geen getal boven 0, dus een gewicht dat niet bekend is: 'a'–'b' (-5), 'c'–'d' (inf), 'd'–'e' (nan), 'e'–'f' (n/a) en 'f'–'g' (inf).",
    ]
    assert ("b", "c") not in network.edges
    assert network.edges["g", "h"]["weight"] == 2.5
    case, told_too = from_file(ODD.encode(), "o.csv")
    assert told_too[-2:] == said
    assert [tie.weight for tie in case.ties] == [None] * 5 + [2.5]
    assert case.ties[0].extra == {"bron_gewicht": "-5"}
    assert graph(case).edges == network.edges


@pytest.mark.parametrize("weight", [0, -5, float("inf"), float("nan"), True])
def test_a_case_made_by_hand_says_a_weight_that_is_none(weight):
    case = Case(parties=[Party("a"), Party("b")], ties=[Tie("a", "b", "geld", weight)])
    with pytest.warns(UserWarning, match="'a'–'b'"):
        assert graph(case).number_of_edges() == (weight != 0)


@pytest.mark.parametrize("word", ["yes", "No", "ja", "nee", "TRUE", "false", True, False, 1, 0, "gericht", "waar", "onwaar"])
def test_direction_is_read_the_same_from_csv_and_xlsx(word):
    runs = str(word).lower() in ("yes", "ja", "true", "1", "gericht", "waar")
    for data, name in (
        (xlsx({"x": [("from", "to", "directed"), ("a", "b", word)]}), "x.xlsx"),
        (f"from,to,directed\na,b,{word}\n".encode(), "x.csv"),
    ):
        assert [(tie.directed, tie.data) for tie in read_network(data, name).ties] == [(runs, {})]


def test_a_path_will_do_and_text_is_told_what_to_pass(tmp_path):
    path = tmp_path / "o.csv"
    path.write_text("from,to\na,b\n")
    assert read_network(path).graph().number_of_edges() == len(from_file(path).case.ties) == 1
    for read in (read_network, from_file):
        with pytest.raises(TypeError, match=r"pathlib\.Path or the bytes of a file, not str"):
            read(str(path), "o.csv")
    with pytest.raises(TypeError, match=r"pathlib\.Path or the bytes"):
        open_log("o.csv", str(path))
