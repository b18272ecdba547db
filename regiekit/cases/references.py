"""The works that the denkmodellen build on: from `data/references.bib`, cited by key.

A key is the family name of the first author and the year, `granovetter1978`; with a letter where that is not enough. `slidepack` is the source
of the ideas of the collection. How to cite:

* in a declaration: `sources=("granovetter1978", …)`;
* in a docstring: the key in square brackets, `[granovetter1978]`, or several, `[cohen1960, fleiss1971]`, with the place after it: `[cohen1960], equation 1`;
* in the prose of a notebook: what `short` gives, `(Granovetter 1978)` or `Granovetter (1978)`, or several, `(Cohen 1960; Fleiss 1971)`.

`cited` writes a work out for a list of references.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape

from regiekit.cases.check import enumerated, unaccented
from regiekit.cases.data import data_path

_CITED = re.compile(r"\[([a-z]+\d{4}[a-z]?(?:, [a-z]+\d{4}[a-z]?)*)\]")
NO_YEAR = "z.j."

_ENTRY = re.compile(r"@(\w+)\s*\{\s*([^\s,{}]+)\s*,")
_FIELD = re.compile(r"\s*(\w+)\s*=\s*\{")
_PARTICLE = re.compile(r"((?:[a-z’][^\s,]*\s+)*)(.+)")  # the small words before a family name
_YEAR = r"(?:\d{4}[a-z]?|z\.j\.)"
_IN_BRACKETS = re.compile(rf"\(([A-Z][^()\d]* {_YEAR}(?:; [A-Z][^()\d]* {_YEAR})*)\)")
_RUNNING = re.compile(rf"\(({_YEAR})\)")


def read(text: str) -> dict[str, dict[str, str]]:
    """The entries of a BibTeX text: key -> fields, with the kind of entry as `kind`.

    Reads the BibTeX of our own file only: values in braces, no strings and no commands. A library for all of BibTeX takes longer to import than
    a notebook may wait for it.

    Raises:
        ValueError: not readable, a key twice or a field twice, with the line.
    """
    text = re.sub(r"(?m)^\s*%.*$", "", text)
    found: dict[str, dict[str, str]] = {}
    at = 0
    while (at := _blank(text, at)) < len(text):
        start = _ENTRY.match(text, at)
        if not start:
            raise ValueError(f"references.bib, {_line(text, at)}: expected an entry, @kind{{key, …")
        fields, at = _fields(text, start.end())
        if start[2] in found:
            raise ValueError(f"references.bib, {_line(text, start.start())}: {start[2]} is there twice")
        found[start[2]] = {"kind": start[1].lower(), **fields}
    return found


def _fields(text: str, at: int) -> tuple[dict[str, str], int]:
    """The fields up to the brace that closes the entry, and where the text goes on."""
    fields: dict[str, str] = {}
    while field := _FIELD.match(text, at):
        name, depth, at = field[1].lower(), 1, field.end()
        while depth:
            if at == len(text):
                raise ValueError(f"references.bib, {_line(text, field.end())}: the braces of {name} are not closed")
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            at += 1
        if name in fields:
            raise ValueError(f"references.bib, {_line(text, field.end())}: {name} is there twice")
        fields[name] = " ".join(text[field.end() : at - 1].split())
        at = _blank(text, at)
        if text[at : at + 1] != ",":
            break
        at += 1
    at = _blank(text, at)
    if text[at : at + 1] != "}":
        raise ValueError(f"references.bib, {_line(text, at)}: expected a comma and a field, name = {{…}}, or the end of the entry")
    return fields, at + 1


def _blank(text: str, at: int) -> int:
    """Where the next sign stands."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _line(text: str, at: int) -> str:
    return f"line {text.count(chr(10), 0, at) + 1}"


@cache
def load() -> Mapping[str, Mapping[str, str]]:
    """All works by key, sorted by author and year. Raises ValueError when the file is not in order."""
    found = read((data_path() / "references.bib").read_text(encoding="utf-8"))

    def place(key: str) -> tuple[list[str], str, str]:
        families = [unaccented(family) for _, family, _ in _people(found[key]["author"])]
        return families, found[key].get("year", NO_YEAR), key

    return {key: found[key] for key in sorted(found, key=place)}


def work(key: str) -> Mapping[str, str]:
    """The fields of the work with this key. Raises KeyError when there is none."""
    if key not in load():
        raise KeyError(f"no reference {key!r} in references.bib")
    return load()[key]


def listed(keys: Iterable[str]) -> list[str]:
    """The keys as a list of references has them: each once, by author and year. Raises KeyError as `work` does."""
    wanted = {key for key in keys if work(key)}
    return [key for key in load() if key in wanted]


def mentioned(text: str) -> list[str]:
    """The works that a docstring cites, by key."""
    known = load()
    return list(dict.fromkeys(key for found in _CITED.findall(text) for key in found.split(", ") if key in known))


def cited(key: str) -> str:
    """The work written out, for a list of references: one line, in the Dutch form, with its doi. Raises KeyError as `work` does."""
    return "".join(_pieces(key))


def cited_html(key: str) -> str:
    """The same as HTML: an English title marked as such, and the doi (or the `url` of who publishes it) a link to press. Raises KeyError as `work` does."""
    before, title, after, doi = (escape(piece) for piece in _pieces(key))
    language = "" if work(key).get("langid") == "dutch" else ' lang="en"'
    said = f"{before}<cite{language}>{title}</cite>{after}"
    new_tab = '<span class="rk-hidden"> (opent in een nieuw tabblad)</span>'
    address, name = (f"https://doi.org/{doi[5:]}", doi[1:]) if doi else (escape(work(key).get("url", "")), "naar de uitgave")
    return f'{said} <a href="{address}" target="_blank" rel="noopener">{name}{new_tab}</a>' if address else said


def short(key: str) -> str:
    """The work as prose cites it: `Granovetter 1978`, `Koppenjan en Klijn 2004`, `Acemoğlu e.a. 2013`. Raises KeyError as `work` does."""
    names = [particle[:1].upper() + particle[1:] + family for particle, family, _ in _people(work(key)["author"])]
    return f"{f'{names[0]} e.a.' if len(names) > 3 else enumerated(names)} {_year(key)}"


def in_prose(text: str) -> list[str]:
    """The keys of the works that prose cites, in the order of the list of references. Raises KeyError where a reference leads to no work."""
    known = {short(key): key for key in load()}
    return listed(known[one] for one in _cited_in(text, known))


def _cited_in(text: str, known: Mapping[str, str]) -> Iterator[str]:
    for group in _IN_BRACKETS.findall(text):
        for one in group.split("; "):
            if one not in known:
                raise KeyError(f"no reference in references.bib is cited as {one!r}")
            yield one
    for year in _RUNNING.finditer(text):
        before = " ".join(text[: year.start()].split())
        found = [one for one in known if one.endswith(f" {year[1]}") and before.endswith(one[: -len(year[1]) - 1])]
        if not found:
            raise KeyError(f"no reference in references.bib is cited as {before[-40:] + ' ' + year[0]!r}")
        yield max(found, key=len)


def _pieces(key: str) -> tuple[str, str, str, str]:
    """What stands before the title, the title, what stands after it, and ` doi:…`."""
    w = work(key)
    pages = w.get("pages", "").replace("--", "–")
    issue = w.get("volume", "") + (f"({w['number'].replace('--', '–')})" if "number" in w else "")
    place = {
        "article": lambda: f"{w['journal']} {issue}, {pages}",
        "book": lambda: w["publisher"],
        "incollection": lambda: f"In: {_names(w['editor'])} (red.), {w['booktitle']}, {pages}. {w['publisher']}",
        "inproceedings": lambda: f"{w['booktitle']}, {pages}",
        "misc": lambda: w["howpublished"],
        "techreport": lambda: ", ".join(filter(None, [w.get("number"), w["institution"]])),
    }[w["kind"]]()
    part = f", deel {w['volume']}" if w["kind"] == "book" and "volume" in w else ""
    part += f", {w['edition']}e druk" if "edition" in w else ""
    return f"{_names(w['author'])} ({_year(key)}). ", w["title"], f"{part}. {place}.", f" doi:{w['doi']}" if "doi" in w else ""


def _names(people: str) -> str:
    """`Bruijn, H. de & Heuvelhof, E. ten`: the small words after the initials, as Dutch lists have it; an organisation has no initials."""
    said = [
        " ".join(filter(None, [f"{family}, {given}" if given else family, particle.strip()])) for particle, family, given in _people(people)
    ]
    return enumerated(said, " & ")


def _people(people: str) -> list[tuple[str, str, str]]:
    """(small words with a space after them, family name, initials) for each."""
    out = []
    for person in people.split(" and "):
        name, _, given = person.partition(", ")
        ((particle, family),) = _PARTICLE.findall(name)
        out.append((particle, family, given.replace(". ", ".")))
    return out


def _year(key: str) -> str:
    year = work(key).get("year", NO_YEAR)
    return year + key.partition(year)[2]
