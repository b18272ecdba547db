"""Out of the case: networkx, GraphML, GEXF, CSV and the JSON Schema."""

import csv
import io
import json
import re
import tomllib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiekit.cases import (
    Case,
    Claim,
    Party,
    Representative,
    Task,
    Tie,
    dumps,
    graph,
    load_shipped,
    loads,
    provenance,
    shipped,
    signed,
    to_csv,
    to_gexf,
    to_graphml,
)
from regiekit.cases.data import data_path
from regiekit.cases.model import NOUNS
from regiekit.cases.schema import schema, schema_text

nx = pytest.importorskip("networkx")
jsonschema = pytest.importorskip("jsonschema")

CASE = Case(
    title="Proef",
    parties=[Party("a", name="Aa", power=["blokker", "diffuus"]), Party("b", name='<b> & "co"'), Party("c")],
    ties=[
        Tie("a", "b", "geld", 3),
        Tie("b", "a", "formeel", 2),
        Tie("a", "b", "geld", 1.5),
        Tie("a", "b", "informeel", 1),
    ],
)


def test_graph_sums_what_lies_between_two_parties():
    network = graph(CASE)
    assert type(network) is nx.Graph
    assert list(network) == ["a", "b", "c"]
    assert list(network.edges(data=True)) == [("a", "b", {"weight": 7.5, "kinds": ("geld", "formeel", "informeel")})]
    assert graph(CASE, ["geld"]).edges["a", "b"] == {"weight": 4.5, "kinds": ("geld",)}
    assert graph(CASE, "formeel").edges["a", "b"]["weight"] == 2
    assert graph(CASE, []).number_of_edges() == graph(CASE, ["hiërarchie"]).number_of_edges() == 0
    with pytest.raises(ValueError, match="relatiesoort 'vriend' bestaat niet; kies uit formeel"):
        graph(CASE, ["vriend"])


def ties_of(network):
    return sorted((a, b, d["soort"], d["weight"], d["gericht"]) for a, b, d in network.edges(data=True))


FORMATS = {
    "graphml": (to_graphml, lambda text: nx.parse_graphml(text, force_multigraph=True)),
    "gexf": (to_gexf, lambda text: nx.read_gexf(io.BytesIO(text.encode()))),
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("case", [CASE, load_shipped("jeugdhulp")], ids=["small", "jeugdhulp"])
def test_every_tie_survives(name, case):
    write, read = FORMATS[name]
    network = read(write(case))
    assert set(network) == set(case.party_keys)
    assert ties_of(network) == sorted((t.source, t.target, t.kind, float(t.weight), t.runs) for t in case.ties)
    for party in case.parties:
        node = network.nodes[party.key]
        assert node["label"] == party.label
        assert node.get("omvang") == party.size
        assert node.get("macht") == (party.power if party.power is None else "; ".join(party.power) or "geen")
        assert node.get("vervangbaar") is party.replaceable


def test_the_network_takes_own_kinds_and_counts_what_has_no_weight_as_one():
    case = Case(parties=[Party("a"), Party("b")], ties=[Tie("a", "b"), Tie("a", "b", "van vroeger", 12)])
    assert graph(case).edges["a", "b"] == {"weight": 13, "kinds": ("van vroeger",)}
    assert graph(case, "van vroeger").edges["a", "b"] == {"weight": 12, "kinds": ("van vroeger",)}


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_not_known_is_not_in_the_network_and_own_columns_are(name):
    write, read = FORMATS[name]
    own = {"id": "ggd-7", "start": 2019, "viz": "x", "kleur": "rood", "lid": True, "bedrag": 2.5, "lijst": [1]}
    who = Representative("hoofd", extra={"leeftijd": 52, "naam": "Jo"})
    case = Case(
        parties=[Party("a", name="A", extra=own, representative=who), Party("b", power=(), extra={"start": "later", "bedrag": "veel"})],
        ties=[Tie("a", "b", "van vroeger", 12, extra={"type": "x", "sinds": 1990}), Tie("b", "a", extra={"sinds": "kort"})],
    )
    network = read(write(case))
    first, second = network.nodes["a"], network.nodes["b"]
    assert set(network) == {"a", "b"}
    assert {"soort", "omvang", "macht", "vervangbaar", "niveau", "mandaat"}.isdisjoint(first)
    assert (first["naam"], first["functie"], first["leeftijd"], second["macht"]) == ("A", "hoofd", 52, "geen")
    assert {key: first[key] for key in ("kleur", "kolom_start", "kolom_viz", "lid", "bedrag")} == {
        "kleur": "rood", "kolom_start": "2019", "kolom_viz": "x", "lid": True, "bedrag": "2,5",
    }  # fmt: skip
    assert (second["kolom_start"], second["bedrag"]) == ("later", "veel")
    assert "lijst" not in first
    one, other = (network.edges[edge] for edge in sorted(network.edges))
    assert (one["soort"], one["weight"], one["sinds"], one["kolom_type"]) == ("van vroeger", 12, "1990", "x")
    assert (other["sinds"], {"soort", "weight"} & other.keys()) in [("kort", set()), ("kort", {"weight"})]


@given(st.text(st.characters(codec="utf-8"), max_size=8))
@settings(max_examples=25, deadline=None)
def test_any_text_gives_files_that_can_be_read(text):
    case = Case(title=text, parties=[Party("a", name=text, interests=[text]), Party("b")], ties=[Tie("a", "b")])
    for write, read in FORMATS.values():
        assert len(read(write(case))) == 2


@pytest.mark.parametrize("write", [to_graphml, to_gexf])
def test_a_network_says_how_it_was_made_and_another_case_says_something_else(write):
    case = load_shipped("regio").with_changes(title="een --> twee")
    made, other = (
        json.loads(re.search(r"<!--(.*?)-->", write(one))[1])
        for one in (case.with_changes(answers={"a": {}}), case.with_changes(title="a"))
    )
    assert made == provenance(case)
    assert made["casus"] == {"titel": "een --> twee", "controlegetal": made["casus"]["controlegetal"]}
    assert made["casus"]["controlegetal"] != other["casus"]["controlegetal"]


def rows(text):
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_csv():
    files = to_csv(load_shipped("regio"))
    case = load_shipped("regio")
    assert list(files) == ["partijen.csv", "relaties.csv", "taken.csv"]
    parties, ties, tasks = (rows(text) for text in files.values())
    assert [row["naam"] for row in parties] == [party.name for party in case.parties]
    ends = [(tie.source, tie.target, tie.kind) for tie in case.ties]
    assert [(row["van"], row["naar"], row["soort"]) for row in ties] == ends
    assert [row["kern"].split("; ") for row in tasks if row["kern"]] == [
        kern for task in case.tasks if (kern := [c.party for c in task.claims if c.strength == "kern"])
    ]
    assert {row["vervangbaar"] for row in parties} <= {"ja", "nee"}


def test_csv_leaves_open_what_is_not_known_and_has_own_columns():
    case = Case(
        parties=[Party("a", name="A", power=(), replaceable=False, extra={"kleur": "rood"}), Party("b", name="B")],
        ties=[Tie("a", "b", "van vroeger", 12.5, extra={"sinds": 1990})],
        tasks=[Task("t", name="T", claims=[Claim("a"), Claim("b", "mede")])],
    )
    (first, second), (tie,), (task,) = (rows(text) for text in to_csv(case).values())
    assert [first[key] for key in ("macht", "vervangbaar", "omvang", "kleur")] == ["geen", "nee", "", "rood"]
    assert {second[key] for key in ("macht", "vervangbaar", "soort", "kleur")} == {""}
    assert (tie["soort"], tie["gewicht"], tie["gericht"], tie["sinds"]) == ("van vroeger", "12,5", "", "1990")
    assert (task["kern"], task["mede"], task["claims"]) == ("", "b", "a")


def test_an_empty_case_still_has_its_columns():
    for text in to_csv(Case()).values():
        assert len(text.splitlines()) == 1
        assert ";" in text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "'"])
def test_no_text_becomes_a_formula(start):
    name = f'{start}HYPERLINK("http://x")'
    case = Case(
        parties=[Party("a", name=name, sector=name, interests=[name], values={name: 1})],
        tasks=[Task("t", name=name, short=name[:9])],
    )
    for text in to_csv(case).values():
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=";"):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in row)


def test_numbers_in_csv_are_dutch():
    case = Case(parties=[Party("a"), Party("b")], ties=[Tie("a", "b", weight=2.5), Tie("a", "b", weight=3.0)])
    assert [row["gewicht"] for row in rows(to_csv(case)["relaties.csv"])] == ["2,5", "3"]


# --- schema ----------------------------------------------------------------------------------------------------------


def test_the_published_schema_is_the_one_made_from_the_table():
    published = data_path() / "schema" / "casus.schema.json"
    assert published.read_text(encoding="utf-8") == schema_text(), "run python -m regiekit.cases.schema"


def test_the_schema_is_a_schema_in_dutch():
    jsonschema.Draft202012Validator.check_schema(schema())
    assert set(schema()["$defs"]) == set(NOUNS.values()) - {"casus"}
    for table in (schema(), *schema()["$defs"].values()):
        assert all(row["description"] and row["title"] for row in table["properties"].values())


@pytest.mark.parametrize("key", shipped())
def test_shipped_cases_follow_the_schema(key):
    table = tomllib.loads((data_path() / "cases" / f"{key}.toml").read_text(encoding="utf-8"))
    jsonschema.validate(table, schema())


@pytest.mark.parametrize(
    "table",
    [
        {"status": "nieuw"},
        {"formaat": 3},
        {"partijen": [{"naam": "zonder sleutel"}]},
        {"partijen": [{"sleutel": "Grote Letters"}]},
        {"partijen": [{"sleutel": "a", "macht": ["blokade"]}]},
        {"partijen": [{"sleutel": "a", "omvang": 6}]},
        {"partijen": [{"sleutel": "a", "kort": "langer dan zestien"}]},
        {"partijen": [{"sleutel": "a", "waarden": {"zorg": 0}}]},
        {"kwesties": [{"sleutel": "k", "opbrengst": {"a": 6}}]},
        {"antwoorden": {"eilandenrijk": 1}},
        {"relaties": [{"van": "a", "naar": "b", "gewicht": 0}]},
        {"relaties": [{"van": "a", "naar": "b", "soort": ""}]},
        {"partijen": [{"sleutel": "a", "verwijswoord": "die"}]},
        {"partijen": [{"sleutel": "a", "id": "a b"}]},
    ],
)
def test_the_schema_refuses_what_the_check_refuses(table):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(json.dumps(table)), schema())


def test_provenance_of_a_plain_network_follows_from_its_ties_alone():
    one, same, other = nx.Graph([("a", "b"), ("b", "c")]), nx.Graph([("c", "b"), ("b", "a")]), nx.Graph([("a", "b"), ("a", "c")])
    of = [provenance(graph, seed=np.int64(7), weights=np.array([1, 2])) for graph in (one, same, other)]
    marks = [made["netwerk"]["controlegetal"] for made in of]
    assert marks[0] == marks[1] != marks[2]
    assert json.loads(json.dumps(of[0]))["instellingen"] == {"seed": 7, "weights": [1, 2]}
    assert {"numpy", "networkx", "scipy", "python", "regiekit"} <= of[0]["versies"].keys()
    bare = provenance(None)
    assert not {"casus", "netwerk"} & bare.keys()


@pytest.mark.parametrize("xml", ["", "text", "<svg/>"])
def test_what_cannot_be_signed_is_refused(xml):
    with pytest.raises(ValueError, match="must be text of XML or SVG"):
        signed(xml, {})
    assert signed("<g>x</g>", {}) == "<g><!--{}-->x</g>"


def test_numbers_of_numpy_are_numbers_and_a_tie_to_nobody_is_refused():
    case = Case(
        title="x", parties=[Party("a"), Party("b")], ties=[Tie("a", "b", "geld", np.int64(2)), Tie("b", "a", "geld", np.float64(1.5))]
    )
    assert [tie.weight for tie in loads(dumps(case)).ties] == [2, 1.5]
    assert "2" in to_graphml(case)
    with pytest.raises(ValueError, match="geen partij 'zz'"):
        graph(Case(parties=[Party("a"), Party("b")], ties=[Tie("a", "zz", "geld", 2)]))
