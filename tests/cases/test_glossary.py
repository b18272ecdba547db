"""One source of terms: in order, in use, and in step with notebooks, references and code."""

import re
from functools import cache
from pathlib import Path

import nbformat
import pytest

from regiekit.cases import glossary, references
from tools import dutch
from tools.notebooks import TERM_LINK, notebooks

ROOT = Path(__file__).resolve().parents[2]


@cache
def said():
    """All that a learner reads, but for the glossary itself and what the tool makes of it."""
    prose = [TERM_LINK.sub(r"\1", text) for place, text in dutch.passages() if not place.startswith("data/glossary")]
    outputs = [
        output.get("text") or output.data["text/plain"]
        for path in notebooks()
        for cell in nbformat.read(path, as_version=4).cells
        for output in cell.get("outputs", [])
        if "glossary" not in cell.source
    ]
    return "\n".join([*prose, *outputs])


def test_every_term_is_used_somewhere():
    used = {term for _, _, term in glossary.occurrences(said())}
    assert [term.name for term in glossary.terms() if term not in used] == []


def test_every_form_is_used_somewhere():
    found = said().casefold()
    unused = [
        form for term in glossary.terms() for form in term.forms if not re.search(rf"(?<!\w){re.escape(form.casefold())}(?!\w)", found)
    ]
    assert unused == []


def test_every_term_names_a_source_that_exists():
    for term in glossary.terms():
        assert term.source == glossary.OWN or term.source in references.load(), term.name
        assert term.cited


def test_no_term_or_form_is_there_twice():
    forms = [form.casefold() for term in glossary.terms() for form in (term.name, *term.forms)]
    assert sorted(forms) == sorted(set(forms))


@pytest.mark.parametrize("term", glossary.terms(), ids=lambda term: term.name)
def test_a_definition_is_one_to_three_plain_sentences(term):
    sentences = dutch.SENTENCE.split(term.definition)
    assert term.definition[0].isupper()
    assert term.definition.endswith((".", "?"))
    assert len(sentences) <= 3
    assert max(len(dutch.WORD.findall(sentence)) for sentence in sentences) <= 25
    assert not set(term.definition) & set('"<>[]*_`')  # it is a tooltip in Markdown


def test_terms_come_by_the_alphabet_whatever_their_accents():
    names = [glossary.fold(term.name) for term in glossary.terms()]
    assert names == sorted(names)


@pytest.mark.parametrize(("query", "first"), [
    ("eilandenrijk", "eilandenrijk"), ("EILANDEN", "eilandenrijk"), ("geinternaliseerd", "geïnternaliseerd"), ("silo", "koker"),
    ("veto", "Poolse landdag"), ("macht tegen", "blokkermacht"), ("what's", "what’s in it for me"), ("spanner", "snijvlak"),
])  # fmt: skip
def test_search_finds_a_term_by_name_form_english_or_meaning(query, first):
    assert first in [term.name for term in glossary.search(query)][:4]


def test_a_term_of_that_name_goes_before_one_that_only_mentions_it():
    found = [term.name for term in glossary.search("proces")]
    assert found[:2] == ["procesontwerp", "procesregisseur"]
    assert {"aanjager", "legitimeren"} < set(found)


def test_an_empty_search_gives_all_and_nonsense_gives_none():
    assert glossary.search("  ") == list(glossary.terms())
    assert glossary.search("qqq") == []


def test_a_term_is_found_as_words_of_its_own_and_the_longer_goes_first():
    def names(text):
        return [term.name for _, _, term in glossary.occurrences(text)]

    assert names("Een warme overdracht in een Poolse Landdag.") == ["warme overdracht", "Poolse landdag"]
    assert names("regieachtig, her-regie, her-kokering") == ["her-kokering"]
    assert names("De regisseurs gunnen elkaar niets.") == ["regisseur", "gunnen"]
    start, end, _ = next(glossary.occurrences("in een eilandenrijk."))
    assert (start, end) == (7, 19)


def test_a_term_inside_a_longer_one_waits(monkeypatch):
    monkeypatch.setattr(
        glossary,
        "terms",
        lambda: (glossary.Term("big", "big", "Groot.", "collectie"), glossary.Term("big bang", "big bang", "In één keer.", "collectie")),
    )
    pattern, _ = glossary._pattern.__wrapped__()
    assert pattern.findall("een big bang") == ["big bang"]


def test_code_takes_its_english_from_the_glossary():
    english = {term.name: term.english for term in glossary.terms()}
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("models", "plots", "widgets", "proeven")
        for path in (ROOT / "regiekit" / folder).rglob("*.py")
        if path.stem != "glossary"
    )
    for name in (
        "eilandenrijk",
        "koker",
        "pakket",
        "vele handen",
        "dilemmabox",
        "echelon",
        "rolmodel",
        "dwarsverband",
        "big bang",
        "shadow of the law",
        "warme overdracht",
    ):
        assert re.search(re.escape(english[name]).replace(r"\ ", "[ _-]"), code, re.IGNORECASE), english[name]


def test_loading_the_package_reads_no_glossary():
    import subprocess
    import sys

    code = "import sys, regiekit, regiekit.cases; print('regiekit.cases.glossary' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"
