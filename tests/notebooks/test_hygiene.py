"""The checker of the notebooks is itself checked, with a notebook that breaks one rule at a time."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from regiekit.cases.glossary import terms
from tools import notebooks as tool


def good():
    return new_notebook(
        cells=[
            new_markdown_cell("# Structuur\n\nWelkom.", id="titel"),
            new_markdown_cell("## Doen\n\n![Eilanden](images/a.svg) [verder](#Doen) [terug](00_begin.ipynb#Het-begin)", id="doen"),
            new_code_cell(
                "toon()",
                id="proef",
                outputs=[new_output("display_data", data={"text/plain": "Er zijn 4 groepen."})],
            ),
            new_code_cell("print('ja')", id="na", outputs=[new_output("stream", text="ja\n")]),
        ]
    )


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "a.svg").write_text("<svg/>", encoding="utf-8")
    begin = new_notebook(cells=[new_markdown_cell("# Het begin\n\n## Woordenlijst", id="titel")])
    nbformat.write(begin, tmp_path / "00_begin.ipynb")
    nbformat.write(tool.tidy(begin, tmp_path / "00_begin.ipynb"), tmp_path / "00_begin.ipynb")
    return tmp_path


@pytest.fixture
def path(folder):
    """A notebook without fault."""
    path = folder / "04_structuur.ipynb"
    nbformat.write(good(), path)
    nbformat.write(tool.tidy(good(), path), path)
    return path


def test_a_good_notebook_has_no_problems(path):
    assert tool.problems(path) == []


def add(text):
    return lambda nb: nb.cells.append(new_markdown_cell(text, id="extra"))


def output(*outputs):
    return lambda nb: nb.cells[2].update(outputs=list(outputs))


def display(**data):
    return new_output("display_data", data={key.replace("_", "/"): value for key, value in data.items()})


BAD = {
    "old format": (lambda nb: nb.update(nbformat_minor=4), "format is 4.4"),
    "no id": (lambda nb: nb.cells[0].pop("id"), "'id' is a required property"),
    "same id": (lambda nb: nb.cells[0].update(id="doen"), "same id"),
    "other kernel": (lambda nb: nb.metadata.kernelspec.update(name="conda-env"), "metadata.kernelspec"),
    "version of Python": (lambda nb: nb.metadata.language_info.update(version="3.11.9"), "metadata.language_info"),
    "no title": (lambda nb: nb.metadata.pop("title"), "metadata.title is missing"),
    "widget state": (lambda nb: nb.metadata.update(widgets={}), "more than is needed: widgets"),
    "code in sight": (lambda nb: nb.cells[2].metadata.pop("jupyter"), "cell 2: metadata"),
    "no tag": (lambda nb: nb.cells[2].metadata.update(tags=[]), "cell 2: metadata"),
    "noise in a text cell": (lambda nb: nb.cells[0].metadata.update(collapsed=True), "cell 0: metadata"),
    "not run": (lambda nb: nb.cells[2].update(execution_count=None), "execution_count is None, not 1"),
    "run out of order": (lambda nb: nb.cells[3].update(execution_count=7), "execution_count is 7, not 2"),
    "picture in output": (output(display(text_plain="a", image_png="aGE=")), "holds image/png"),
    "html in output": (output(display(text_plain="a", text_html="<p>a</p>")), "holds text/html"),
    "nothing in words": (output(display(text_html="<p>a</p>")), "holds text/html"),
    "output metadata": (
        output(new_output("display_data", data={"text/plain": "a"}, metadata={"b": 1})),
        "output has metadata",
    ),
    "error": (output(new_output("error", ename="ValueError", evalue="nee", traceback=[])), "ValueError: nee"),
    "warning": (output(new_output("stream", name="stderr", text="pas op")), "output on stderr: pas op"),
    "path in source": (lambda nb: nb.cells[2].update(source="open('/home/jan/a.txt')"), "path of one machine: /home/j"),
    "path in output": (output(new_output("stream", text="C:\\Users")), "path of one machine: C:"),
    "two titles": (add("# Nog een"), "2 headings of level 1"),
    "no heading": (lambda nb: nb.cells[0].update(source=nb.cells[0].source.replace("# ", "")), "0 headings of level 1"),
    "title too late": (
        lambda nb: nb.cells[0].update(source=nb.cells[0].source.replace("# ", "## Eerst\n\n# ")),
        "first heading is not the title",
    ),
    "skipped level": (add("#### Te diep"), "from 2 to 4: Te diep"),
    "image without alt": (add("![ ](images/a.svg)"), "without alternative text: images/a.svg"),
    "html image without alt": (add('<img src="images/a.svg">'), "without alternative text: images/a.svg"),
    "html image with empty alt": (add('<img alt="" src="images/a.svg">'), "without alternative text: images/a.svg"),
    "image elsewhere": (add("![kaart](https://example.org/a.png)"), "from another host"),
    "missing image": (add("![kaart](images/b.svg)"), "dead link: images/b.svg"),
    "dead link": (add("[elders](05_anders.ipynb)"), "dead link: 05_anders.ipynb"),
    "dead html link": (add('<a href="05_anders.ipynb">elders</a>'), "dead link: 05_anders.ipynb"),
    "dead anchor": (add("[boven](#Niets)"), "no such heading: #Niets"),
    "dead anchor elsewhere": (add("[boven](00_begin.ipynb#Niets)"), "no such heading: 00_begin.ipynb#Niets"),
    "absolute link": (add("[lab](/lab/tree/00_begin.ipynb)"), "absolute link: /lab"),
    "own machine": (add("[lab](http://localhost:8888/lab)"), "absolute link: http://localhost"),
    "code first": (lambda nb: nb.cells.insert(0, nb.cells.pop(2)), "first cell is not Markdown"),
    "term without a link": (add("Dat heet **verkokering**."), "differ from glossary and references"),
    "unknown work": (add("Dat schreef Nergens (1901)."), "no reference in references.bib is cited as"),
    "old navigation": (
        lambda nb: nb.cells[0].update(source=nb.cells[0].source.replace("Cultuur", "Kultuur")),
        "not the navigation",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_every_rule_catches_its_fault(path, name):
    spoil, complaint = BAD[name]
    nb = nbformat.read(path, as_version=4)
    spoil(nb)
    path.write_text(nbformat.v4.writes(nb) + "\n", encoding="utf-8")
    found = tool.problems(path)
    assert any(complaint in sentence for sentence in found), found
    assert len(found) == 1, found


def test_what_is_not_a_notebook_is_reported(path):
    path.write_text("nee", encoding="utf-8")
    assert tool.problems(path) == ["not a valid notebook: this is not JSON"]


def test_another_layout_of_the_same_json_is_reported(path):
    path.write_text(path.read_text(encoding="utf-8").replace("\n", "\n "), encoding="utf-8")
    assert tool.problems(path) == ["the file is not as nbformat writes it: run with --write"]


def test_code_in_the_text_is_not_read_as_text(path):
    nb = nbformat.read(path, as_version=4)
    add("Typ `[a](b.ipynb)`.\n\n```\n# geen kop\n![](x.png)\n```\n\n### Wel een kop")(nb)
    nbformat.write(nb, path)
    assert tool.problems(path) == []


def test_navigation_links_what_exists_and_says_where_the_reader_is(path):
    line = "Ga naar: [Begin](00_begin.ipynb) · **Structuur (u bent hier)** · Cultuur · Proces · Tot slot"
    assert tool.navigation(path) == line
    nbformat.write(new_notebook(metadata={"title": "Oefenen"}), path.with_name("05_oefenen.ipynb"))
    assert "Structuur: **Structuur (u bent hier)**, [Oefenen](05_oefenen.ipynb) · Cultuur" in tool.navigation(path)


def test_writing_runs_the_notebook_and_keeps_only_words(folder, monkeypatch):
    monkeypatch.setenv("REGIEKIT_WERKMAP", "van-de-lezer")
    path = folder / "04_structuur.ipynb"
    source = """import os, warnings
from IPython.display import display
display({"text/plain": "Er zijn 4 eilanden.", "text/html": "<p>4</p>"}, raw=True)
display({"text/html": "<p>alleen beeld</p>"}, raw=True)
print(os.path.isdir(os.environ["REGIEKIT_WERKMAP"]), os.listdir("images"))
6 * 7"""
    nb = new_notebook(cells=[new_markdown_cell("# Structuur", id="titel"), new_code_cell(source, id="proef")])
    nbformat.write(nb, path)
    assert tool.main(["--write", str(path)]) == 0
    nb = nbformat.read(path, as_version=4)
    words = [output.get("text") or output.data["text/plain"] for output in nb.cells[1].outputs]
    assert words == ["Er zijn 4 eilanden.", "True ['a.svg']\n", "42"]
    assert [cell.id for cell in nb.cells] == ["titel", "proef", "woorden-en-bronnen"]
    assert nb.metadata.title == "Structuur"
    before = path.read_bytes()
    assert tool.main(["--write", str(path)]) == 0
    assert path.read_bytes() == before


# ---- words and references ----


def words(*cells, name="04_structuur.ipynb"):
    """The cells after the tool has added words and references, twice: the second time must change nothing."""
    nb = tool.add_words(new_notebook(cells=list(cells)), Path(name))
    before = [cell.source for cell in nb.cells]
    assert [cell.source for cell in tool.add_words(nb, Path(name)).cells] == before
    return nb.cells


def linked(text, **more):
    return tool.TERM_LINK.findall(words(new_markdown_cell("# Titel"), new_markdown_cell(text), **more)[1].source)


def test_a_term_is_linked_once_and_keeps_its_emphasis_and_its_form():
    cell, end = words(new_markdown_cell("Een **eilandenrijk**, nog een eilandenrijk, *Rolmodellen*."))
    meaning = {term.name: term.definition for term in terms()}
    place = "04_structuur.ipynb#Woorden-en-bronnen"
    assert cell.source == (f'Een **[eilandenrijk]({place} "{meaning["eilandenrijk"]}")**, nog een eilandenrijk, '
                           f'*[Rolmodellen]({place} "{meaning["rolmodel"]}")*.')  # fmt: skip
    assert f"* **eilandenrijk**: {meaning['eilandenrijk']}\n* **rolmodel**:" in end.source


@pytest.mark.parametrize("text", [
    "## De dilemmabox", "`dilemmabox`", "```\ndilemmabox\n```", "[de dilemmabox](a.ipynb)", "![een dilemmabox](a.svg)", "<b title='dilemmabox'>x</b>",
    "Ga naar: dilemmabox", "**Druk hierboven op ‘Start dit notebook’.** De dilemmabox komt.", "*Bron van de ideeën: dilemmabox*", "superdilemmabox en dilemmabox-achtig",
])  # fmt: skip
def test_some_places_get_no_link(text):
    assert linked(text) == []
    assert linked(f"{text}\n\nEen dilemmabox.") == ["dilemmabox"]


def test_everyday_words_are_linked_only_where_the_reader_begins():
    assert linked("Een partij in een netwerk.") == []
    assert linked("Een partij in een netwerk.", name="00_begin.ipynb") == ["partij", "netwerk"]


def test_the_end_lists_what_proeven_show_and_build_on_and_what_the_prose_cites():
    shown = new_output("display_data", data={"text/plain": "Hier geldt de shadow of the law."})
    cells = words(
        new_markdown_cell("# Titel\n\nDaarover schreef Granovetter (1978)."),
        new_code_cell('regiekit.proef("poolse_landdag")', outputs=[shown]),
    )
    end = cells[-1].source
    assert "* **shadow of the law**: " in end
    for work in ("Granovetter, M. (1978)", "Pressman, J.L. & Wildavsky, A. (1973)", "Mnookin, R.H. & Kornhauser, L. (1979)"):
        assert end.count(work) == 1
    assert '<cite lang="en">Threshold models of collective behavior</cite>' in end
    assert "(<https://doi.org/" in end
    assert end.index("Granovetter") < end.index("Pressman, J.L.")


@pytest.mark.parametrize("spoil", [
    lambda end: end.replace("De kokers weghalen", "Kokers weghalen"), lambda end: f"{end}\n* Simon, H.A. (1947).", lambda end: "Niets.",
])  # fmt: skip
def test_a_list_that_differs_from_the_glossary_is_reported(path, spoil):
    nb = nbformat.read(path, as_version=4)
    add("Dan volgt **ontkokering**.")(nb)
    nbformat.write(tool.tidy(nb, path), path)
    assert tool.problems(path) == []
    nb.cells[-1].source = spoil(nb.cells[-1].source)
    nbformat.write(nb, path)
    assert any("differ from glossary and references" in sentence for sentence in tool.problems(path))


def test_a_notebook_without_terms_and_references_gets_no_list():
    assert len(words(new_markdown_cell("# Titel\n\nNiets bijzonders."))) == 1


def test_the_glossary_itself_does_not_make_all_terms_terms_of_this_notebook():
    listed = new_output("display_data", data={"text/plain": "- eilandenrijk: groepjes"})
    assert len(words(new_markdown_cell("# Titel"), new_code_cell("regiekit.glossary()", outputs=[listed]))) == 2


def test_the_command_reports_and_fails(path, capsys):
    assert tool.main([str(path)]) == 0
    path.write_text("nee", encoding="utf-8")
    assert tool.main(["--check", str(path)]) == 1
    assert "04_structuur.ipynb: not a valid notebook" in capsys.readouterr().out


@pytest.mark.parametrize("path", tool.notebooks(), ids=lambda path: path.name)
def test_the_notebooks_are_in_the_committed_shape(path):
    assert tool.problems(path) == []
