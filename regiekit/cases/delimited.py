"""Tables as text (csv, tsv): which characters, which separator, and rows read strictly; for a case and for an event log alike."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress

from regiekit.cases.check import CaseError
from regiekit.cases.fence import check

SEPARATORS = ";,\t|"
MAC = "mac_roman"
#: Encoding -> whose it is; the first that fits the letters best is taken.
WINDOWS = {"cp1252": "Windows", "cp850": "DOS", MAC: "een oude Mac"}
_LETTERS = frozenset("àáâäåæçèéêëìíîïñòóôöøùúûüÿßœÀÁÂÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖØÙÚÛÜŒ")
_HIGH = re.compile(rb"[^\r\n]{0,40}[\x80-\xff][^\r\n]{0,40}")
_SAMPLES = 2_000
_QUOTE = 'een aanhalingsteken (") staat op een vreemde plaats of mist zijn tweede helft; haal het weg'


def encoding(data: bytes) -> str | None:
    """The encoding of a text of another program: UTF-16 by its first bytes or zeros, UTF-8, else that of Windows, DOS or an old Mac; None for no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    with suppress(UnicodeDecodeError):
        if b"\0" not in data:
            data.decode("utf-8-sig")
            return "utf-8-sig"
        for name, zeros in (("utf-16-le", data[1:4000:2]), ("utf-16-be", data[:4000:2])):
            if zeros.count(0) > 0.7 * len(zeros):
                data.decode(name)
                return name
    if b"\0" in data:
        return None
    found = max(WINDOWS, key=lambda name: _fits(data, name))
    with suppress(UnicodeDecodeError):
        data.decode(found)
        return found
    return None


def _fits(data: bytes, name: str) -> float:
    """How much the bytes above 127 look like letters of Dutch words in this encoding."""
    score = 0.0
    for count, match in enumerate(_HIGH.finditer(data)):
        text = match[0].decode(name, "replace")
        for at, char in enumerate(text):
            if char < "\x80":
                continue
            before, after = text[at - 1 : at], text[at + 1 : at + 2]
            if char in _LETTERS:
                score += -1.0 if char.isupper() and before.islower() else 1.0
            elif (
                char == "\ufffd"
                or unicodedata.category(char) == "Cc"
                or (before.isalpha() and (after.isalpha() or char not in "’”»…–—™®€"))
            ):
                score -= 1.0
        if count > _SAMPLES:
            break
    return score


def rows(text: str | Iterable[str], separator: str) -> Iterator[list[str]]:
    """The rows, blanks after a separator left out. Raises csv.Error for a quotation mark that is out of place or never closes; CaseError for too many cells in a row."""
    lines = io.StringIO(text, newline="") if isinstance(text, str) else text
    return csv.reader(_checked(lines, separator), delimiter=separator, skipinitialspace=True, strict=True)


def _checked(lines: Iterable[str], separator: str) -> Iterator[str]:
    for line in lines:
        check("in a row", line.count(separator))
        yield line


def separator_line(row: list[str]) -> str | None:
    """The separator that the line "sep=;" names, which a spreadsheet may put first; None for another line."""
    found = re.fullmatch(r"sep=(.?)", row[0].strip(), re.IGNORECASE) if row and not any(cell.strip() for cell in row[1:]) else None
    return found and (found[1] or ",")


def separator_of(text: str) -> str:
    """The separator of a table: as the line "sep=" says, else the one that parts the first lines with something in them the most alike."""
    lines = []
    for line in io.StringIO(text, newline=None):
        if named := re.fullmatch(r"\ufeff?sep=(.)\s*", line, re.IGNORECASE):
            return named[1] if named[1] in SEPARATORS else ","
        if line.strip():
            lines.append(line[:20_000])
        if len(lines) == 20:
            break

    def parted(separator: str) -> tuple[int, int]:
        counts = [line.count(separator) for line in lines]
        usual = max(set(counts), key=lambda n: (counts.count(n) if n else 0, n)) if counts else 0
        return (counts.count(usual) if usual else 0, usual)

    return max(SEPARATORS, key=parted)


def table(data: bytes, most_rows: int) -> tuple[list[tuple[int, list[str]]], list[str]]:
    """The rows with their numbers (from 1), and what the reader took for granted as Dutch sentences. Raises CaseError for no text, or a broken quotation."""
    name = encoding(data)
    text = data.decode(name) if name else None
    if text is None or "\0" in text:
        raise CaseError(["dit is geen leesbaar csv-bestand; sla de tabel opnieuw op als csv (UTF-8)"])
    if name not in ("utf-8-sig", "utf-16", "cp1252") and name in WINDOWS:
        told = [f"de tekens zijn gelezen als die van {WINDOWS[name]}; kijk of namen met een accent kloppen"]
    else:
        told = []
    found: list[tuple[int, list[str]]] = []
    number = 0
    try:
        for cells in rows(text, separator_of(text)):
            number += 1
            if number == 1 and separator_line(cells) is not None:
                continue
            if number > most_rows:
                break
            found.append((number, cells))
    except csv.Error as problem:
        why = "een cel heeft te veel tekens; is er een aanhalingsteken te veel?" if "limit" in str(problem) else _QUOTE
        raise CaseError([f"rij {number + 1}: {why}"]) from None
    return found, told
