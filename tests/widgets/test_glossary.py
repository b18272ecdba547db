"""The glossary in 00_begin: it narrows while one types, says how many are left, and lists all where no widget runs."""

import re

import pytest

import regiekit
from regiekit.cases.glossary import terms
from regiekit.widgets.glossary import Glossary, table
from tests.widgets.samples import EVIL


def names(panel):
    return re.findall(r'<th scope="row">(.*?)</th>', panel.live["_terms"])


def count(panel):
    return re.sub("<.*?>", "", panel.live["_count"])


def test_at_first_all_terms_are_there():
    panel = regiekit.glossary()
    assert len(names(panel)) == len(terms())
    assert count(panel) == f"Er zijn {len(terms())} begrippen."


@pytest.mark.parametrize(("query", "first", "said"), [
    ("eiland", "eilandenrijk", "Er is 1 begrip gevonden bij ‘eiland’."), ("SILO", "her-kokering", "Er zijn 4 begrippen gevonden bij ‘SILO’."),
    ("geinternal", "geïnternaliseerd", "Er is 1 begrip gevonden bij ‘geinternal’."),
])  # fmt: skip
def test_what_is_typed_narrows_the_list_and_the_number_is_said(query, first, said):
    panel = Glossary()
    panel.put(_query=query)
    assert names(panel)[0] == first
    assert count(panel) == panel.spoken == said


def test_nothing_found_is_a_sentence_that_says_what_to_do():
    panel = Glossary()
    panel.put(_query="qqq")
    assert panel.live["_terms"] == ""
    assert count(panel) == "Geen begrip gevonden bij ‘qqq’. Typ een korter stuk van het woord, of maak het veld leeg voor de hele lijst."
    panel.put(_query="")
    assert len(names(panel)) == len(terms())


def test_what_is_typed_stays_text():
    panel = Glossary()
    panel.put(_query=EVIL[:80])
    assert "<script" not in panel.live["_count"]
    assert "<img" not in panel.live["_count"]


def test_too_long_a_query_is_refused_in_words_and_the_list_stays():
    panel = Glossary()
    panel.put(_query="x" * 81)
    assert "Maak hem korter." in panel.live["_fout"]
    assert len(names(panel)) == len(terms())
    panel.put(_query="lens")
    assert "_fout" not in panel.live
    assert "_fout" not in [block["key"] for block in panel.tree]


def test_the_list_is_a_table_with_headers_and_its_english_is_marked():
    html = table(list(terms()))
    assert html.count('<th scope="col">') == 4
    assert html.count('<th scope="row">') == html.count('<td lang="en">') == len(terms())


def test_where_no_widget_runs_all_terms_are_listed(capsys):
    panel = Glossary()
    panel.put(_query="lens")
    assert panel.text().count("\n") == len(terms()) - 1
    assert "- eilandenrijk: Losse groepjes partijen" in panel.text()
