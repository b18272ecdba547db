"""The shape of a committed notebook, in one place: check it (the default) or write it anew.

    uv run python -m tools.notebooks            check every notebook in notebooks/
    uv run python -m tools.notebooks --write    run every notebook, keep its words as output, renew what is made by the tool

Made by the tool are the navigation at the top, the time a notebook takes, the links from a term to its explanation, and the section with words and references at the end.

A committed notebook holds words only: the text/plain of each output. Pictures, HTML and widget state are made
when it runs, so a difference between two versions can be read, and nbval compares exactly what a reader is told.
"""

from __future__ import annotations

import argparse
import copy
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from regiekit.cases import references
from regiekit.cases.glossary import OWN, Term, fold, occurrences

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
PARTS = {"Begin": "00 01 02 03", "Structuur": "04 05", "Cultuur": "06", "Proces": "07 08", "Tot slot": "09"}
NAVIGATION = "Ga naar: "
HERE = "(u bent hier)"
CELL_TIMEOUT = 120
WORDS = "Woorden en bronnen"
GLOSSARY = "00_begin.ipynb#Woordenlijst"

KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python"}
START = {"start": True}  # asks JupyterLab for the start banner (jupyter-config/labextension)
# JupyterLab folds the code by source_hidden; nbconvert leaves it out by the tag (jupyter-config/nbconvert).
CODE_METADATA = {"jupyter": {"source_hidden": True}, "tags": ["remove-input"]}

HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?([^)\s>]*)>?[^)]*\)")
HTML_LINK = re.compile(r"""<a\b[^>]*?\bhref\s*=\s*["']([^"']*)""", re.IGNORECASE)
HTML_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
HTML_ALT = re.compile(r"""\balt\s*=\s*(["'])\s*[^"'\s]""", re.IGNORECASE)
HTML_SOURCE = re.compile(r"""\bsrc\s*=\s*["']([^"']*)""", re.IGNORECASE)
# With the name of the notebook itself: JupyterLab takes a bare #heading for that of whichever open notebook has it first.
TERM_LINK = re.compile(rf"\[([^\[\]]+)\]\([\w.]*#{WORDS.replace(' ', '-')} \"[^\"]*\"\)")
# Where a term gets no link: the navigation, the line that says how to start, the credit, headings, code, links, images, HTML.
NO_TERMS = re.compile(
    rf"^(?:{NAVIGATION}|\*\*Druk hierboven|\*(?:Bron van )?[Dd]e ideeën|#).*$|```[\s\S]*?```|`[^`\n]*`|{LINK.pattern}|<[^<>\n]*>",
    re.MULTILINE,
)
PROEF = re.compile(r"\bproef\(\"(\w+)\"\)")
TIME = re.compile(r"Dit notebook kost [^.]+\.")
STARTS = "**Druk hierboven"  # how the line begins that says how to start
MACHINE_PATH = re.compile(r"(?<![\w/:.])/(?:home|Users|root|tmp|mnt|srv|opt|var)/\w|\b[A-Za-z]:\\\w|file://")


# ---- what a notebook says ------------------------------------------------------------------------


def notebooks(folder: Path = FOLDER) -> list[Path]:
    """The collection: the files named by a number and a word, in that order."""
    return sorted(folder.glob("[0-9][0-9]_*.ipynb"))


def prose(nb: NotebookNode) -> list[str]:
    """The lines of all Markdown cells, without what stands in fenced or inline code."""
    lines, fenced = [], False
    for cell in nb.cells:
        if cell.cell_type != "markdown":
            continue
        for line in cell.source.splitlines():
            if line.lstrip().startswith(("```", "~~~")):
                fenced = not fenced
            elif not fenced:
                lines.append(re.sub(r"`[^`]*`", "", line))
        fenced = False
    return lines


def read_words(nb: NotebookNode) -> int:
    """How many words of prose there are to read: without the navigation and the section with words and references."""
    count = 0
    for line in prose(nb):
        if line == f"## {WORDS}":
            break
        if not line.startswith(NAVIGATION):
            count += len(TIME.sub("", LINK.sub(r"\2", line)).split())
    return count


def proeven(nb: NotebookNode) -> list[str]:
    """The proeven that a notebook shows, in order."""
    return [key for cell in nb.cells if cell.cell_type == "code" for key in PROEF.findall(cell.source)]


def time(nb: NotebookNode) -> str:
    """What a notebook says of how long it takes, by the rule of `regiekit.widgets.routes`: its prose and all steps of its proeven."""
    from regiekit.widgets import routes
    from regiekit.widgets.stage import STEPS

    total = routes.length(read_words(nb)) + sum(routes.minutes(key, tuple(STEPS)) for key in proeven(nb))
    return f"Dit notebook kost {routes.about(routes.rounded(total))}."


def headings(nb: NotebookNode) -> list[tuple[int, str]]:
    """Level and text of every Markdown heading."""
    found = (HEADING.match(line) for line in prose(nb))
    return [(len(match[1]), match[2]) for match in found if match]


def anchors(nb: NotebookNode) -> set[str]:
    """The #names that the headings get in JupyterLab and Voila: the text with hyphens for spaces."""
    texts = (LINK.sub(r"\2", text) for _, text in headings(nb))
    return {re.sub(r"[*_]{1,2}(\S(?:.*?\S)?)[*_]{1,2}", r"\1", text).replace(" ", "-") for text in texts}


def links(nb: NotebookNode) -> tuple[list[str], list[tuple[str, str]]]:
    """The targets of links, and (alternative text, source) of images; an image without alt has "" there."""
    targets, images = [], []
    for line in prose(nb):
        for bang, text, target in LINK.findall(line):
            if bang:
                images.append((text.strip(), target))
            else:
                targets.append(target)
        targets += HTML_LINK.findall(line)
        for tag in HTML_IMAGE.findall(line):
            source = HTML_SOURCE.search(tag)
            images.append(("alt" if HTML_ALT.search(tag) else "", source[1] if source else ""))
    return targets, images


def navigation(path: Path) -> str:
    """The line at the top of a notebook: all parts, a link where a notebook exists, bold where the reader is."""
    items = []
    for part, numbers in PARTS.items():
        present = [other for other in notebooks(path.parent) if other.name[:2] in numbers.split()]
        named = len(present) > 1
        entries = []
        for other in present:
            name = str(nbformat.read(other, as_version=4).metadata.get("title", other.stem)) if named else part
            entries.append(f"**{name} {HERE}**" if other.name == path.name else f"[{name}]({other.name})")
        items.append((f"{part}: " if named else "") + ", ".join(entries) if entries else part)
    return NAVIGATION + " · ".join(items)


# ---- the rules: each yields a sentence per thing that is wrong ------------------------------------


def _format(nb: NotebookNode, path: Path) -> Iterator[str]:
    if (nb.nbformat, nb.nbformat_minor) != (4, 5):
        yield f"notebook format is {nb.nbformat}.{nb.nbformat_minor}, not 4.5"
        return
    for error in nbformat.validator.iter_validate(nb):
        yield f"not a valid notebook: {error.message}"
    ids = [cell.get("id") for cell in nb.cells]
    if len(set(ids)) < len(ids):
        yield "two cells have the same id"


def _metadata(nb: NotebookNode, path: Path) -> Iterator[str]:
    wanted = {"kernelspec": KERNELSPEC, "language_info": LANGUAGE, "regiekit": START}
    for key, value in wanted.items():
        if nb.metadata.get(key) != value:
            yield f"metadata.{key} is not {value}"
    if not str(nb.metadata.get("title", "")).strip():
        yield "metadata.title is missing: it is the title of the page in Voila"
    if noise := set(nb.metadata) - {*wanted, "title"}:
        yield f"metadata holds more than is needed: {', '.join(sorted(noise))}"


def _cells(nb: NotebookNode, path: Path) -> Iterator[str]:
    count = 0
    for number, cell in enumerate(nb.cells):
        code = cell.cell_type == "code"
        if cell.metadata != (CODE_METADATA if code else {}):
            yield f"cell {number}: metadata is not {CODE_METADATA if code else {}}"
        if code:
            count += 1
            if cell.execution_count != count:
                yield f"cell {number}: execution_count is {cell.execution_count}, not {count}"
            for output in cell.outputs:
                yield from (f"cell {number}: {fault}" for fault in _output(output))


def _output(output: NotebookNode) -> Iterator[str]:
    if output.output_type == "error":
        yield f"output is an error: {output.ename}: {output.evalue}"
    elif output.output_type == "stream":
        if output.name != "stdout":
            yield f"output on {output.name}: {output.text.strip()[:80]}"
    else:
        if set(output.data) != {"text/plain"}:
            yield f"output holds {', '.join(sorted(output.data))}, not only text/plain"
        if output.metadata:
            yield "output has metadata"


def _paths(nb: NotebookNode, path: Path) -> Iterator[str]:
    for number, cell in enumerate(nb.cells):
        texts = [cell.source]
        for output in cell.get("outputs", []):
            texts += [output.get("text", ""), *map(str, output.get("data", {}).values())]
        if found := next((match for match in map(MACHINE_PATH.search, texts) if match), None):
            yield f"cell {number}: path of one machine: {found[0]}"


def _headings(nb: NotebookNode, path: Path) -> Iterator[str]:
    levels = [level for level, _ in headings(nb)]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of level 1 (#), not exactly one"
    elif levels[0] != 1:
        yield "the first heading is not the title (#)"
    for (before, _), (after, text) in zip(headings(nb), headings(nb)[1:], strict=False):
        if after > before + 1:
            yield f"heading level skipped, from {before} to {after}: {text}"


def _links(nb: NotebookNode, path: Path) -> Iterator[str]:
    targets, images = links(nb)
    for text, source in images:
        if not text:
            yield f"image without alternative text: {source}"
        if re.match(r"https?:|//", source):
            yield f"image from another host: {source}"
    local = [source for _, source in images if not re.match(r"https?:|//|data:|attachment:", source)]
    for target in targets + local:
        if re.match(r"/|file:|https?://(localhost|127\.0\.0\.1|\[::1\])", target):
            yield f"absolute link: {target}"
        elif not re.match(r"https?:|mailto:", target):
            yield from _dead(nb, path, target)


def _dead(nb: NotebookNode, path: Path, target: str) -> Iterator[str]:
    name, _, anchor = unquote(target).partition("#")
    file = path.parent / name
    if name and not file.exists():
        yield f"dead link: {target}"
    elif anchor and (not name or file.suffix == ".ipynb"):
        there = nbformat.read(file, as_version=4) if name else nb
        if anchor not in anchors(there):
            yield f"dead link, no such heading: {target}"


def _navigation(nb: NotebookNode, path: Path) -> Iterator[str]:
    if not nb.cells or nb.cells[0].cell_type != "markdown":
        yield "the first cell is not Markdown"
    elif nb.cells[0].source.split("\n", 1)[0] != navigation(path):
        yield "the first line is not the navigation: run with --write"


def _time(nb: NotebookNode, path: Path) -> Iterator[str]:
    said = TIME.findall("\n".join(prose(nb)))
    if said != [time(nb) for line in prose(nb) if line.startswith(STARTS)]:
        yield f"the time it takes is {said or 'not said'}, not {time(nb)!r}: run with --write"


def _words(nb: NotebookNode, path: Path) -> Iterator[str]:
    try:
        wanted = add_words(copy.deepcopy(nb), path)
    except KeyError as unknown:  # a work or a proef
        yield unknown.args[0]
        return
    if [cell.source for cell in wanted.cells] != [cell.source for cell in nb.cells]:
        yield f"the links to terms, or ‘{WORDS}’, differ from glossary and references: run with --write"


def _text(nb: NotebookNode, path: Path) -> Iterator[str]:
    if path.read_text(encoding="utf-8") != nbformat.writes(nb) + "\n":
        yield "the file is not as nbformat writes it: run with --write"


RULES = (_format, _metadata, _cells, _paths, _headings, _links, _navigation, _time, _words, _text)


def problems(path: Path) -> list[str]:
    """Everything that is wrong with the notebook at ``path``, one English sentence each; [] when nothing is."""
    try:
        # Not nbformat.read: that repairs (adds ids, for instance) what must be reported.
        nb = nbformat.reader.reads(path.read_text(encoding="utf-8"))
    except nbformat.reader.NotJSONError:
        return ["not a valid notebook: this is not JSON"]
    if format_problems := list(_format(nb, path)):
        return format_problems
    return [sentence for rule in RULES[1:] for sentence in rule(nb, path)]


# ---- words and references ------------------------------------------------------------------------


def add_words(nb: NotebookNode, path: Path) -> NotebookNode:
    """``nb`` with each term linked at its first use, and the terms and references of this notebook at its end; changed in place."""
    nb.cells = [cell for cell in nb.cells if not cell.source.startswith(f"## {WORDS}\n")]
    linked: set[Term] = set()
    shown: set[Term] = set()  # by the proeven
    keys: list[str] = []
    for cell in nb.cells:
        if cell.cell_type == "markdown":
            common = GLOSSARY.startswith(path.name) and cell is not nb.cells[0]  # a first screen without a forest of links
            cell.source = _link_terms(TERM_LINK.sub(r"\1", cell.source), path.name, linked, common)
            keys += references.in_prose(LINK.sub(r"\2", cell.source))
        else:
            for output in [] if "glossary()" in cell.source else cell.outputs:  # that lists them all
                said = output.get("text") or output.get("data", {}).get("text/plain", "")
                shown |= {term for _, _, term in occurrences(said) if not term.common}
            keys += _sources(cell.source)
    keys += [term.source for term in linked | shown if term.source != OWN]
    if linked or shown or keys:
        nb.cells.append(nbformat.v4.new_markdown_cell(_section(linked | shown, keys), id="woorden-en-bronnen"))
    return nb


def _link_terms(text: str, name: str, linked: set[Term], common: bool) -> str:
    """The Markdown of notebook ``name`` with a link at every term that is not in ``linked`` yet, which grows; at common words only where these are wanted."""
    closed = [match.span() for match in NO_TERMS.finditer(text)]
    out, done = [], 0
    for start, end, term in occurrences(text):
        if term in linked or (term.common and not common) or any(a < end and start < b for a, b in closed):
            continue
        linked.add(term)
        out += [text[done:start], f'[{text[start:end]}]({name}#{WORDS.replace(" ", "-")} "{term.definition}")']
        done = end
    return "".join([*out, text[done:]])


def _sources(code: str) -> list[str]:
    """The works that the proeven called in this code build on."""
    from regiekit.widgets.declaration import proef_class

    return [source for key in PROEF.findall(code) for source in proef_class(key).sources]


def _section(terms: set[Term], keys: list[str]) -> str:
    lines = [f"## {WORDS}"]
    if terms:
        lines += ["", f"### Begrippen in dit notebook\n\nAlle begrippen, om in te zoeken, staan in de [woordenlijst]({GLOSSARY}).", ""]
        lines += [f"* **{term.name}**: {term.definition}" for term in sorted(terms, key=lambda term: fold(term.name))]
    if keys:
        lines += ["", "### Bronnen van dit notebook", "", *(f"* {_reference(key)}" for key in references.listed(keys))]
    return "\n".join(lines)


def _reference(key: str) -> str:
    """The work as Markdown: the title with its language, the doi a link."""
    work = references.work(key)
    language = "nl" if work.get("langid") == "dutch" else "en"
    text = re.sub(r"([*_\[\]`])", r"\\\1", references.cited(key)).replace(
        work["title"], f'<cite lang="{language}">{work["title"]}</cite>', 1
    )
    return re.sub(r" doi:(\S+)$", r" [doi:\1](<https://doi.org/\1>)", text)


# ---- writing -------------------------------------------------------------------------------------


def tidy(nb: NotebookNode, path: Path) -> NotebookNode:
    """``nb`` in the committed shape, changed in place: metadata, words-only outputs, numbers, navigation, words and references."""
    nb.nbformat, nb.nbformat_minor = 4, 5
    title = nb.metadata.get("title") or next((text for level, text in headings(nb) if level == 1), "")
    nb.metadata = nbformat.from_dict({"kernelspec": KERNELSPEC, "language_info": LANGUAGE, "regiekit": START, "title": title})
    code_cells = [cell for cell in nb.cells if cell.cell_type == "code"]
    for cell in nb.cells:
        cell.metadata = nbformat.from_dict(CODE_METADATA if cell.cell_type == "code" else {})
    for count, cell in enumerate(code_cells, start=1):
        cell.execution_count = count
        cell.outputs = [output for output in map(_words_only, cell.outputs) if output]
    if nb.cells and nb.cells[0].cell_type == "markdown":
        first, _, rest = nb.cells[0].source.partition("\n")
        old = rest if first.startswith(NAVIGATION) else f"\n{nb.cells[0].source}"
        nb.cells[0].source = f"{navigation(path)}\n{old}".rstrip("\n")
    for cell in nb.cells:
        if cell.cell_type == "markdown" and STARTS in cell.source:
            lines = cell.source.split("\n")
            at = next(i for i, line in enumerate(lines) if line.startswith(STARTS))
            lines[at] = f"{TIME.sub('', lines[at]).rstrip()} {time(nb)}"
            cell.source = "\n".join(lines)
    return add_words(nb, path)


def _words_only(output: NotebookNode) -> NotebookNode | None:
    if output.output_type not in ("display_data", "execute_result"):
        return output
    if "text/plain" not in output.data:
        return None
    return nbformat.from_dict({**output, "data": {"text/plain": output.data["text/plain"]}, "metadata": {}})


def execute(nb: NotebookNode, folder: Path) -> None:
    """Run ``nb`` in ``folder``, the learner's work folder being a temporary one; raises on the first error."""
    client = NotebookClient(
        nb, timeout=CELL_TIMEOUT, kernel_name="python3", resources={"metadata": {"path": str(folder)}},
        coalesce_streams=True, store_widget_state=False, extra_arguments=["--log-level=ERROR"],
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as work:
        client.execute(env={**os.environ, "REGIEKIT_WERKMAP": work})


def ran(path: Path) -> NotebookNode:
    """The notebook at ``path`` when it has run."""
    nb = nbformat.read(path, as_version=4)
    execute(nb, path.parent)
    return nb


def write(path: Path) -> None:
    """Run the notebook at ``path`` and write it back in the committed shape."""
    nbformat.write(tidy(ran(path), path), path)


def main(argv: list[str] | None = None) -> int:
    """Check or write the notebooks; 1 when something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tools.notebooks", description=__doc__.splitlines()[0])
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--write", action="store_true", help="run the notebooks and write them in the committed shape")
    how.add_argument("--check", action="store_true", help="only check (the default)")
    parser.add_argument("paths", nargs="*", type=Path, help="notebooks (default: all in notebooks/)")
    arguments = parser.parse_args(argv)
    paths = arguments.paths or notebooks()
    if arguments.write:
        for path in paths:
            print(f"running {path.name}")
            write(path)
    found = [f"{path.name}: {sentence}" for path in paths for sentence in problems(path)]
    print("\n".join(found) or f"{len(paths)} notebook(s): nothing to remark")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
