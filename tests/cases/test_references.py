"""The references: every key has an entry and every entry is used, whole and in one form; what a list of references says."""

import ast
import re
from functools import cache
from pathlib import Path

import bibtexparser
import nbformat
import pytest

from regiekit.cases import glossary, references
from regiekit.cases.check import unaccented
from regiekit.cases.data import data_path
from regiekit.cases.references import cited, cited_html, in_prose, listed, load, read, short
from regiekit.widgets.declaration import keys, proef_class
from tools.notebooks import WORDS, notebooks, prose

ROOT = Path(__file__).resolve().parents[2]
FILE = (data_path() / "references.bib").read_text(encoding="utf-8")
#: What an entry of each kind must have, besides author, title and year.
NEEDED = {
    "article": ("journal", "volume", "pages"),
    "book": ("publisher",),
    "incollection": ("editor", "booktitle", "publisher", "pages"),
    "inproceedings": ("booktitle", "pages"),
    "misc": ("howpublished",),
    "techreport": ("institution",),
}
OPTIONAL = {
    "article": {"number"},
    "book": {"edition", "volume"},
    "inproceedings": {"publisher"},
    "techreport": {"number"},
}
FORM = {
    "year": r"(18|19|20)\d\d",
    "doi": r"10\.\d{4,9}/\S+",
    "volume": r"\d+|s\d-\d+",
    "number": r"\d+(--\d+)?|[A-Z][a-z]+ \d+",
    "edition": r"\d",
    "pages": r"\d+(--\d+)?",
    "langid": "dutch",
    "url": r"https://\S+",
}
KEY = r"(?:[a-z]+\d{4}[a-z]?|slidepack)"
each = pytest.mark.parametrize("key", load())


@cache
def docstrings():
    """(place, docstring) of everything in the package and the tools."""
    return tuple(_docstrings())


def _docstrings():
    for path in sorted([*ROOT.glob("regiekit/**/*.py"), *ROOT.glob("tools/**/*.py")]):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
                and (text := ast.get_docstring(node))
                and path.name != "references.py"
            ):
                yield f"{path.relative_to(ROOT)}, {getattr(node, 'name', 'module')}", text


def in_docstring(text):
    """The keys in a docstring, in order: what stands in square brackets. They need not exist."""
    return [key for group in re.findall(rf"\[({KEY}(?:, {KEY})*)\]", text) for key in group.split(", ")]


@cache
def used():
    """(place, key) of every reference."""
    return tuple(_used())


def _used():
    for key in keys():
        d = proef_class(key)
        yield from ((f"proef {key}", source) for source in (*d.sources, *(source for f in d.research for source in f.get("bron", ()))))
    for place, text in docstrings():
        yield from ((place, key) for key in in_docstring(text))
    for path in notebooks():
        nb = nbformat.read(path, as_version=4)
        nb.cells = [cell for cell in nb.cells if not cell.source.startswith(f"## {WORDS}\n")]
        yield from ((path.name, key) for key in in_prose("\n".join(prose(nb))))
    yield from ((f"glossary, {term.name}", term.source) for term in glossary.terms() if term.source != "collectie")


def test_every_key_has_an_entry():
    assert not [one for one in used() if one[1] not in load()]


def test_every_entry_is_used():
    assert not set(load()) - {key for _, key in used()}


def test_no_docstring_cites_by_name_and_year():
    named = re.compile(r"[A-Z][\wéő’'-]+(?: et al\.)?,? \(?(?:18|19|20)\d\d\b(?!-)")
    assert not [(place, match[0]) for place, text in docstrings() if (match := named.search(text))]


def test_no_proef_names_a_work_twice():
    for key in keys():
        sources = proef_class(key).sources
        assert len(set(sources)) == len(sources), key


@each
def test_an_entry_is_whole(key):
    work = dict(load()[key])
    kind = work.pop("kind")
    needed = {"author", "title", *NEEDED[kind], *({"year"} if key != "slidepack" else ())}
    assert needed <= set(work)
    assert set(work) - needed <= {"doi", "url", "langid", *OPTIONAL.get(kind, ())}
    assert all(work.values())
    for name, form in FORM.items():
        assert re.fullmatch(form, work.get(name, "")) or name not in work, name
    for value in work.values():
        assert not re.search(r"[\\{}\"'`]|--(?!\d)|\s\s|\.$", value.removesuffix("."))
    assert not work["title"].endswith(".")


@each
def test_a_key_is_the_first_author_and_the_year(key):
    if key == "slidepack":
        return
    (_, family, _), *_ = references._people(load()[key]["author"])
    assert re.fullmatch(re.sub("[^a-z]", "", unaccented(family)) + load()[key]["year"] + "[a-z]?", key)


def test_a_letter_is_there_only_where_two_would_be_alike():
    lettered = [key[:-1] for key in load() if re.fullmatch(r"[a-z]+\d{4}[a-z]", key)]
    assert all(lettered.count(stem) > 1 and stem not in load() for stem in lettered)


def test_no_two_entries_are_one_work():
    for alike in (lambda w: re.sub(r"\W", "", w["title"].casefold())[:40], lambda w: w.get("doi", id(w))):
        assert len({alike(work) for work in load().values()}) == len(load())


def test_names_have_one_form():
    """Family name, comma, initials with spaces, or the name of an organisation without a comma; one person is written in one way."""
    people = {name for work in load().values() for field in ("author", "editor") for name in work.get(field, "").split(" and ") if name}
    for name in people:
        assert re.fullmatch(r"(?:[a-z’]+ )*[A-Z][^,]*(?:, (?:[A-Z]\.)(?:[ -][A-Z]\.)*)?", name), name
    shorter = [(one, other) for one in people for other in people if one != other and ", " in one and other.startswith(one)]
    assert not shorter, "the same person with fewer initials"


def test_the_file_is_in_the_order_of_its_keys():
    keys = re.findall(r"^@\w+\{(\w+),$", FILE, re.MULTILINE)
    assert keys == sorted(keys)
    assert set(keys) == set(load())


def test_it_reads_what_a_library_for_bibtex_reads():
    library = bibtexparser.parse_string(FILE)
    assert not library.failed_blocks
    assert read(FILE) == {e.key: {"kind": e.entry_type, **{f.key: " ".join(f.value.split()) for f in e.fields}} for e in library.entries}


@pytest.mark.parametrize(
    ("key", "line"),
    {
        "granovetter1978": "Granovetter, M. (1978). Threshold models of collective behavior. American Journal of Sociology 83(6), 1420–1443. doi:10.1086/226707",
        "friedkin1990": "Friedkin, N.E. & Johnsen, E.C. (1990). Social influence and opinions. Journal of Mathematical Sociology 15(3–4), 193–206. doi:10.1080/0022250X.1990.9990069",
        "simpson1949": "Simpson, E.H. (1949). Measurement of diversity. Nature 163, 688. doi:10.1038/163688a0",
        "aalst2016": "Aalst, W.M.P. van der (2016). Process Mining: Data Science in Action, 2e druk. Springer. doi:10.1007/978-3-662-49851-4",
        "kleinrock1975": "Kleinrock, L. (1975). Queueing Systems, deel 1. Wiley.",
        "koppenjan2004": "Koppenjan, J.F.M. & Klijn, E.-H. (2004). Managing Uncertainties in Networks: A Network Approach to Problem Solving and Decision Making. Routledge.",
        "bruijn2010": "Bruijn, H. de, Heuvelhof, E. ten & Veld, R. in ’t (2010). Process Management: Why Project Management Fails in Complex Decision Making Processes, "
        "2e druk. Springer.",
        "shapley1953": "Shapley, L.S. (1953). A value for n-person games. In: Kuhn, H.W. & Tucker, A.W. (red.), Contributions to the Theory of Games II, 307–317. "
        "Princeton University Press.",
        "cataldo2006": "Cataldo, M., Wagstrom, P.A., Herbsleb, J.D. & Carley, K.M. (2006). Identification of coordination requirements: implications for the design of "
        "collaboration and awareness tools. Proceedings of the 2006 20th Anniversary Conference on Computer Supported Cooperative Work (CSCW ’06), "
        "353–362. doi:10.1145/1180875.1180929",
        "krippendorff2011": "Krippendorff, K. (2011). Computing Krippendorff’s alpha-reliability. University of Pennsylvania.",
        "kahneman1979b": "Kahneman, D. & Tversky, A. (1979b). Intuitive prediction: biases and corrective procedures. TIMS Studies in Management Science 12, 313–327.",
        "slidepack": "Bruijn, H. de & Groenleer, M. (z.j.). Regievraagstukken rond de gemeentelijke organisatie. Slidepack, TU Delft, met Nicis Institute.",
    }.items(),
)
def test_a_work_is_written_out(key, line):
    assert cited(key) == line


@each
def test_a_work_is_one_sound_line(key):
    assert not re.search(r"\s\s|\n|\.\.|, ,|\(\)| \.|--", cited(key))
    shown = re.sub(r"<[^>]*>", "", cited_html(key)).replace(" (opent in een nieuw tabblad)", "").replace("&amp;", "&")
    assert shown.removesuffix(" naar de uitgave") == cited(key)


def test_in_html_the_title_has_its_language_and_the_doi_is_a_link():
    assert cited_html("nash1950").startswith(
        'Nash, J.F. (1950). <cite lang="en">The bargaining problem</cite>. Econometrica 18(2), 155–162. '
        '<a href="https://doi.org/10.2307/1907266" target="_blank" rel="noopener">doi:10.2307/1907266<span'
    )
    assert "Chapman &amp; Hall" in cited_html("ashby1956")
    assert "<cite>Regievraagstukken" in cited_html("slidepack")


@pytest.mark.parametrize(
    ("key", "said"),
    {
        "granovetter1978": "Granovetter 1978",
        "koppenjan2004": "Koppenjan en Klijn 2004",
        "acemoglu2013": "Acemoğlu e.a. 2013",
        "aalst2016": "Van der Aalst 2016",
        "bruijn2010": "De Bruijn, Ten Heuvelhof en In ’t Veld 2010",
        "kahneman1979a": "Kahneman en Tversky 1979a",
        "vanloan1978": "Van Loan 1978",
        "slidepack": "De Bruijn en Groenleer z.j.",
    }.items(),
)
def test_prose_cites_in_short(key, said):
    assert short(key) == said
    assert in_prose(f"Zo gaat het vaak ({said}).") == [key]


def test_no_two_works_are_cited_alike():
    assert len({short(key) for key in load()}) == len(load())


def test_prose_cites_several_or_runs_on():
    assert in_prose("Eerst (Nash 1950; De Bruijn en Groenleer z.j.), dan Koppenjan en\nKlijn (2004).") == [
        "slidepack",
        "koppenjan2004",
        "nash1950",
    ]
    assert in_prose("Dat gebeurde (in 2015) vaak (zie de proef, stap 3) en (sinds 1 januari 2015) weer.") == []


def test_of_two_names_that_fit_the_longest_is_meant(monkeypatch):
    works = {
        key: {"author": people, "year": "1950"}
        for key, people in {"nash1950": "Nash, J. F.", "brams1950": "Brams, S. J. and Nash, J. F."}.items()
    }
    monkeypatch.setattr(references, "load", lambda: works)
    assert in_prose("Brams en Nash (1950)") == ["brams1950"]
    assert in_prose("Later vond Nash (1950) dat ook.") == ["nash1950"]


@pytest.mark.parametrize(
    "text",
    [
        "Zo is het (Jansen 1999).",
        "Zo is het (Nash 1951).",
        "Eerst (Nash 1950; Jansen 1999).",
        "Jansen (1999) zegt het.",
        "(Kahneman en Tversky 1979)",
    ],
)
def test_prose_that_cites_what_is_not_there_is_refused(text):
    with pytest.raises(KeyError, match=r"no reference in references\.bib is cited as"):
        in_prose(text)


def test_a_docstring_cites_by_key():
    assert in_docstring("After [nash1950], eq. 2; [cohen1960, fleiss1971]. Not x[i], [0, 1] or [a].") == [
        "nash1950",
        "cohen1960",
        "fleiss1971",
    ]


def test_a_list_has_each_work_once_by_author_and_year():
    assert listed(["vanloan1978", "buchanan1962", "bruijn2008", "buchanan1965", "bruijn2008", "erdos1959"]) == [
        "bruijn2008",
        "buchanan1965",
        "buchanan1962",
        "erdos1959",
        "vanloan1978",
    ]


@pytest.mark.parametrize("ask", [cited, cited_html, short, lambda key: listed([key])])
@pytest.mark.parametrize("key", ["jansen1999", "", "Nash, J.F. (1950). The bargaining problem."])
def test_what_is_no_key_is_refused(ask, key):
    with pytest.raises(KeyError, match=r"no reference .* in references\.bib"):
        ask(key)


@pytest.mark.parametrize(
    ("text", "said"),
    {
        "@book{a1, title = {T}}\n\nbook{b2, title = {T}}": "line 3: expected an entry",
        "@book{a1, title = {T},\n year = {1999}": "line 2: expected a comma and a field",
        "@book{a1, title = {T}\n year = {1999}}": "line 2: expected a comma and a field",
        '@book{a1, title = "T"}': "line 1: expected a comma and a field",
        "% of 1999\n@book{a1, title = {T{x}}": "line 2: expected a comma and a field",
        "@book{a1,\n title = {T": "line 2: the braces of title are not closed",
        "@book{a1, title = {T}}\n@book{a1, title = {S}}": "line 2: a1 is there twice",
        "@book{a1, title = {T},\n Title = {S}}": "line 2: title is there twice",
    }.items(),
)
def test_a_file_that_is_not_in_order_says_where(text, said):
    with pytest.raises(ValueError, match=f"references.bib, {said}"):
        read(text)


def test_braces_inside_a_value_and_lines_are_kept_together():
    assert read("@Book{a1,\n  Title = {The {Monte Carlo}\n     method},\n}") == {
        "a1": {"kind": "book", "title": "The {Monte Carlo} method"}
    }
