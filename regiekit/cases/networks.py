"""Networks from elsewhere, for the own case and for researchers: one reader for GraphML, GEXF, GML, Pajek, and tables (csv, xlsx, ods, or a zip of csv).

Tables may be a list of ties (from, to), Gephi's or Kumu's nodes and ties, or a matrix of who is tied to whom (as UCINET writes it). Direction, weights, own kinds of
tie and own columns survive: what has a place in a case goes there, the rest stays an own column; what was done is said in Dutch sentences.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from xml.parsers.expat import ExpatError

from regiekit.cases import fence, graph_files, sheets, spreadsheet
from regiekit.cases.check import ID, KEY, MAX_WORD, CaseError, counted, dutch_count, enumerated, new_key, quoted, unaccented, value_problems
from regiekit.cases.export import FILLED_IN, OWN, TAKEN
from regiekit.cases.files import from_table
from regiekit.cases.graph_files import KINDS, WEIGHTS, Network, Value, number, text_of
from regiekit.cases.model import FORMAT, MAX_SHORT, STATUSES, TIE_KINDS, Case, Party, Representative, Spec, Tie, fields

GRAPHS: Mapping[str, Callable[[bytes], Network]] = {
    "graphml": graph_files.graphml, "gexf": graph_files.gexf, "gml": graph_files.gml, "net": graph_files.pajek, "paj": graph_files.pajek,
}  # fmt: skip
TABLES = ("csv", "tsv", "xlsx", "xlsm", "ods", "txt", "zip")
#: What can be read here, as the ends of names of files.
ENDS = (*GRAPHS, *TABLES)

SOURCES = ("van", "source", "from", "bron", "sender", "ego", "van partij")
TARGETS = ("naar", "target", "to", "doel", "receiver", "alter", "naar partij")
IDS = ("sleutel", "id", "key", "nodeid", "node id", "code")
NAMES = ("naam", "label", "name", "title", "titel", "node", "actor", "partij", "organisatie", "element")
RUNS = ("gericht", "directed", "type", "direction", "richting")
DIRECTIONS = {"directed": True, "undirected": False, "mutual": False, "ja": True, "nee": False, "yes": True, "no": False, "waar": True, "onwaar": False, "true": True, "false": False, "1": True, "0": False,
              "gericht": True, "ongericht": False}  # fmt: skip

Rows = list[tuple[int, list[Any]]]


class Read(NamedTuple):
    """What a file gave: the case, and in Dutch sentences what was done with it."""

    case: Case
    said: list[str]


# --- tables ----------------------------------------------------------------------------------------------------------


def _sheets(data: bytes, filename: str) -> dict[str, Rows]:
    """The tables in the file, by name."""
    stem, _, end = filename.rpartition(".")
    if end == "zip":
        package = fence.Package(data)
        members = [name for name in package.members if name.lower().endswith(".csv")]
        if len(members) > 20:
            raise CaseError(["dit zip-bestand is niet van regiekit; haal de tabellen eruit en lees ze één voor één in"])
        fence.check("bytes", sum(package.members[one].file_size for one in members))
        return {name: rows for one in members for name, rows in _sheets(package.read(one), one.rpartition("/")[2]).items()}
    text = end in ("csv", "tsv", "txt")
    found = sheets.read(data, "csv" if text else end)
    cut = next((sheet.name for sheet in found if sheet.cut), None)
    if cut is not None:
        raise CaseError([f"blad '{cut}' heeft meer dan {dutch_count(sheets.MAX_ROWS)} rijen; houd de belangrijkste over"])
    if text:
        # a name that ends as one of our own tables does: casus-relaties.csv
        return {next((one for one in spreadsheet.SHEETS if stem.casefold().endswith(one)), stem): found[0].rows}
    return {sheet.name: sheet.rows for sheet in found}


def _at(header: list[Any], wanted: Iterable[str]) -> int:
    """Where the first of these columns stands, -1 where none does."""
    names = [unaccented(str(cell).strip()).removesuffix(" node") if cell is not None else "" for cell in header]
    return next((names.index(name) for name in wanted if name in names), -1)


def _filled(rows: Rows) -> list[list[Any]]:
    return [cells for _, cells in rows if any(cell not in (None, "") for cell in cells)]


def _word(cell: Any) -> str:
    return spreadsheet.as_text(cell).strip() if cell is not None else ""


def _is_matrix(rows: list[list[Any]]) -> bool:
    """Names above and beside, and nothing but numbers between."""
    if len(rows) < 3 or len(rows[0]) < 3:
        return False
    across, down = [_word(cell) for cell in rows[0][1:]], [_word(cells[0]) for cells in rows[1:]]
    if "" in (*across, *down) or len(set(across)) < len(across) or len(set(down)) < len(down):
        return False
    if not all(cell in (None, "") or isinstance(number(cell), int | float) for cells in rows[1:] for cell in cells[1:]):
        return False
    return _matching(rows) or not (_word(rows[0][0]) or any(isinstance(number(name), int | float) for name in across))


def _matching(rows: list[list[Any]]) -> bool:
    """The same names above as beside, in whatever order."""
    return {_word(cell) for cell in rows[0][1:]} == {_word(cells[0]) for cells in rows[1:]}


def _matrix(rows: list[list[Any]]) -> Network:
    """Who is tied to whom: a row is from, a column is to. The same both ways is one tie without a direction; with other names above than beside there are two modes."""
    network = Network()
    across, square = [_word(cell) for cell in rows[0][1:]], _matching(rows)
    if len(rows[0]) >= spreadsheet.MAX_COLUMNS:
        most = spreadsheet.MAX_COLUMNS - 2
        raise CaseError([f"een matrix mag hoogstens {most} partijen hebben; maak er een lijst van met de kolommen van, naar en gewicht"])
    values: dict[tuple[str, str], Any] = {}
    for cells in rows[1:]:
        about = network.node(_word(cells[0]))
        if not square:
            network.say(about, "mode", 1)
        for name, cell in zip(across, cells[1:], strict=False):
            if number(cell) not in (None, "", 0):
                values[_word(cells[0]), name] = number(cell)
    for name in across:
        about = network.node(name)
        if not square:
            network.say(about, "mode", 2)
    both = square and all(values.get((target, source)) == value for (source, target), value in values.items())
    order = {name: place for place, name in enumerate(network.nodes)}
    for (source, target), value in values.items():
        if not both or source == target or order[source] < order[target]:
            network.say(network.tie(source, target, square and not both), "weight", value)
    return network


def _wide(rows: list[list[Any]], width: int) -> Iterator[list[Any]]:
    """The rows with a cell for every column."""
    return (cells + [None] * (width - len(cells)) for cells in rows)


def _column(name: str) -> str:
    return re.sub(r"\s+", " ", name)[:60]


def _nodes(rows: list[list[Any]], network: Network) -> dict[str, str]:
    """Take over the rows of a table of nodes; returns what each may be called (plain) → its id."""
    header = rows[0]
    key, name = _at(header, IDS), _at(header, NAMES)
    called: dict[str, str] = {}
    for cells in _wide(rows[1:], len(header)):
        known = _word(cells[key]) if key >= 0 else ""
        known = known or (_word(cells[name]) if name >= 0 else "")
        if not known:
            network.left["rijen zonder naam"] += 1
            continue
        if known in network.nodes:
            network.left["rijen met een naam of id die er al stond"] += 1
            continue
        about = network.node(known)
        for place, cell in enumerate(cells):
            if place != key and place < len(header) and _word(header[place]):
                network.say(
                    about, "naam" if place == name else _column(_word(header[place])), cell if isinstance(cell, bool) else _kept(cell)
                )
        for place in (name, key):  # the id wins
            if place >= 0 and _word(cells[place]):
                called[unaccented(_word(cells[place]))] = known
    return called


def _kept(cell: Any) -> Any:
    return cell if isinstance(cell, int | float) else _word(cell)


def _ties(rows: list[list[Any]], network: Network, called: dict[str, str]) -> None:
    """Take over the rows of a table of ties. Without a header there are two or three columns: from, to, weight."""
    header = rows[0]
    source, target = _at(header, SOURCES), _at(header, TARGETS)
    body = rows[1:]
    if source < 0:
        source, target, header, body = 0, 1, ["van", "naar", "weight"], rows
    for cells in _wide(body, len(header)):
        ends = [_word(cells[place]) for place in (source, target)]
        if not all(ends):
            network.left["relaties waarbij een partij ontbreekt"] += 1
            continue
        runs, columns = None, {}
        for place, cell in enumerate(cells[: len(header)]):
            column = _column(_word(header[place]))
            if place in (source, target) or not column:
                continue
            found = DIRECTIONS.get(unaccented(_word(cell))) if unaccented(column) in RUNS else None
            if found is not None:
                runs = found
            else:
                columns[column] = _kept(cell)
        for end in ends:
            if unaccented(end) not in called:
                network.node(end)
                called[unaccented(end)] = end
        about = network.tie(called[unaccented(ends[0])], called[unaccented(ends[1])], runs)
        for column, cell in columns.items():
            network.say(about, column, cell)


def _from_tables(found: dict[str, Rows]) -> Network | None:
    """The network in these tables; None where they hold no ties."""
    tables = {name: rows for name, rows in ((name, _filled(rows)) for name, rows in found.items()) if rows}
    ties = {name: rows for name, rows in tables.items() if min(_at(rows[0], SOURCES), _at(rows[0], TARGETS)) >= 0}
    if not ties:
        matrix = next((rows for rows in tables.values() if _is_matrix(rows)), None)
        return _matrix(matrix) if matrix else None
    network, called = Network(), {}
    for name, rows in tables.items():
        if name in ties:
            continue
        if max(_at(rows[0], IDS), _at(rows[0], NAMES)) >= 0:
            called |= _nodes(rows, network)
        else:
            network.left[f"blad {quoted(name)}"] += 1
    for rows in ties.values():
        _ties(rows, network, called)
    return network


# --- the readers -----------------------------------------------------------------------------------------------------


def _name(filename: str) -> tuple[str, str, str]:
    """The name of the file without folders, without its end, and that end."""
    filename = str(filename).replace("\\", "/").rpartition("/")[2]
    stem, _, end = filename.rpartition(".")
    return filename, stem or filename, end.casefold() if stem else ""


def _guarded(filename: str, end: str, read: Callable[[], Any]) -> Any:
    try:
        return read()
    except CaseError as error:
        raise CaseError(error.problems, filename) from None
    except ExpatError as error:
        raise CaseError(
            [f"regel {error.lineno}: dit bestand is geen goede XML; haal het opnieuw op uit het programma waar het uit komt"], filename
        ) from None
    except Exception:  # a damaged file makes readers fail in many ways
        raise CaseError([f"dit is geen goed {end}-bestand; haal het opnieuw op uit het programma waar het uit komt"], filename) from None


def read_network(data: bytes | Path, filename: str = "") -> Network:
    """The network in a file, of whatever size up to `fence.BOUNDS`: a `pathlib.Path`, or bytes with the name of the file, whose end tells the format.

    GraphML (.graphml, of yEd too), GEXF (.gexf), GML (.gml), Pajek (.net, .paj); tables (.csv, .tsv, .txt, .xlsx, .xlsm, .ods, or a .zip of csv).

    A row per tie has a column for each end: van, source, from, bron, sender or ego, and naar, target, to, doel, receiver or alter. A weight is
    called gewicht, weight, value, waarde, strength or sterkte; a kind soort, relation, relatie, relationship, kind, interaction, edge_type, type or
    label; whether it runs one way gericht, directed, type, direction or richting (directed, gericht, yes, ja, true, waar, 1; or undirected,
    ongericht, mutual, no, nee, false, onwaar, 0). Without a header: from, to, weight.

    Beside it may be a table of nodes, with a column sleutel, id, key or code, or naam, label, name or title. Instead of both: a matrix of who (row)
    is tied to whom (column), as UCINET writes it.

    Capitals and accents make no difference. Other columns are kept as they are.

    What it gives has `title`, `nodes` (id → what is said of it), `ties` (with `source`, `target`, `directed`, `kind`, `weight` and `data`, each as in the file) and
    `left` (what was not taken over → how often). `.graph()` makes the networkx graph of it: directed where any tie is; most models take an undirected one, which
    `.graph().to_undirected()` is. Raises CaseError, in Dutch; FileNotFoundError for a path that is none.

    >>> read_network(b"from,to\\na,b\\nb,c\\n", "ties.csv").graph().number_of_edges()
    2
    """
    data, filename = fence.content(data, filename)
    filename, stem, end = _name(filename)
    if end not in ENDS:
        raise CaseError(
            [f"dit soort bestand kan hier niet in; kies een bestand op {enumerated(['.' + one for one in ENDS], ' of ')}"], filename
        )
    network = _guarded(filename, end, lambda: fence.check("bytes", len(data)) or _network(data, filename, end))
    if network is None or not network.nodes:
        raise CaseError(["in dit bestand staan geen partijen en relaties; kijk of u het goede bestand koos"], filename)
    network.title = network.title or stem
    return network


def _network(data: bytes, filename: str, end: str) -> Network | None:
    if end in GRAPHS:
        return GRAPHS[end](data)
    return _listed(data, end) or _from_tables(_sheets(data, f"{filename.rpartition('.')[0]}.{end}"))


def _listed(data: bytes, end: str) -> Network | None:
    """A list of ties without a header: two names and perhaps a weight, with spaces between."""
    text = text_of(data) if end == "txt" else ""
    if not text or re.search(r"[\t;,]", text):
        return None
    lines = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    fence.check("ties", len(lines))
    if not lines or not all(len(cells) in (2, 3) for cells in lines):
        return None
    network = Network()
    _ties([list(cells) for cells in lines], network, {})
    return network


def from_file(data: bytes | Path, filename: str = "") -> Read:
    """A new own case from a network or a spreadsheet as `read_network` takes them, and what was done with it. Raises CaseError with every problem found.

    >>> case, said = from_file(b"from,to\\na,b\\nb,c\\n", "ties.csv")
    >>> [party.key for party in case.parties]
    ['a', 'b', 'c']
    """
    data, filename = fence.content(data, filename)
    return read_ties(data, filename) or Read(*spreadsheet.case_and_told(data, filename))


def read_ties(data: bytes, filename: str) -> Read | None:
    """As `from_file`; None for a file whose parties are to be read as a list (`spreadsheet.open_book`)."""
    filename, stem, end = _name(filename)
    if end in GRAPHS:
        return to_case(read_network(data, filename))
    if end not in TABLES:
        return None
    data = bytes(data)
    tables = _guarded(filename, end, lambda: fence.check("bytes", len(data)) or _sheets(data, f"{stem}.{end}"))
    if _is_own(tables):
        book = spreadsheet.Book(filename, stem, [sheets.Sheet(name, rows) for name, rows in tables.items()])
        return Read(book.case(), []) if end == "zip" else None
    network = _guarded(filename, end, lambda: _listed(data, end) or _from_tables(tables))
    if network is None:
        return None
    network.title = stem
    return to_case(network)


def _is_own(found: dict[str, Rows]) -> bool:
    """The tables of a case: the sheet of the parties has the columns of one."""
    rows = next((_filled(rows) for name, rows in found.items() if unaccented(name) == "partijen"), [])
    return bool(rows) and max(_at(rows[0], ("sleutel", "naam")), -1) >= 0 and _at(rows[0], SOURCES) < 0


# --- a network as a case ---------------------------------------------------------------------------------------------

_PARTY = {key: spec for key, (_, spec) in fields(Party).items() if spec.kind in spreadsheet.PARSERS and spec.kind != "maybe"}
_RESERVED = {*fields(Party), *fields(Representative), "sleutel"}  # where a value does not fit these, it can't be an own column of that name
_WHO = {key: spec for key, (_, spec) in fields(Representative).items()}
_TIE = {key: spec for key, (_, spec) in fields(Tie).items()}


def _own_name(column: str) -> str:
    """The column as it was before our own export put `kolom_` in front."""
    return column[len(OWN) :] if column.startswith(OWN) and column[len(OWN) :] in TAKEN else column


def _taken(row: dict[str, Any], spec: Spec, value: Value) -> bool:
    """Whether the value fits the field; then it is put there."""
    found = value if isinstance(value, bool) and spec.kind == "flag" else spreadsheet.PARSERS[spec.kind](value, spec)
    if value_problems(found, spec, {}):
        return False
    row[spec.key] = found
    return True


def to_case(network: Network) -> Read:
    """The network as an own case, and in sentences what was mapped, kept and left out.

    A node becomes a party; its label, else its id, is its name. A weight must be above 0 to be one: of 0 there is no tie, other values stay an own column, as all
    does that fits no field.
    """
    mapped: dict[str, str] = {}
    own: Counter[str] = Counter()
    names: dict[str, str] = {}
    parties = []
    keys: set[str] = set()
    for key, about in network.nodes.items():
        party = _party(key, about, keys, mapped, own)
        names[key] = party["sleutel"]
        parties.append(party)
    ties = [_tie(tie, names, mapped, own) for tie in network.ties if graph_files.usable(graph_files.weight_of(tie.data), 1)]
    table = {"formaat": FORMAT, "titel": network.title.strip()[:200], "status": STATUSES[1], "partijen": parties, "relaties": ties}
    case = from_table(table, network.title or "netwerk")
    return Read(case, _sentences(case, network, mapped, own))


def _party(key: str, about: dict[str, Value], keys: set[str], mapped: dict[str, str], own: Counter[str]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    who: dict[str, Any] = {}
    label, column_of_label = "", ""
    named = any(unaccented(column) == "naam" for column in about)
    for given, value in about.items():
        column = _own_name(given)
        plain = unaccented(column)
        if given == f"{OWN}id" and isinstance(value, str) and ID.fullmatch(value):
            row["id"] = value
        elif plain in NAMES and plain != "naam" and not label and (plain == "label" or not named):
            label, column_of_label = str(value).strip(), given
        elif not (
            (column in _PARTY and column not in ("id", "sleutel") and _taken(row, _PARTY[column], value))
            or (column in _WHO and _taken(who, _WHO[column], value))
        ):
            row[column if column not in _RESERVED else f"bron_{column}"] = value
            own[column] += 1
    name, short = str(row.get("naam", "")), row.get("kort")
    if label and not name and label not in (key, short):
        row["naam"] = label
        mapped[column_of_label] = "naam"
    elif label and label not in (name, key, short):
        if short is None and len(label) <= MAX_SHORT:
            row["kort"] = label
            mapped[column_of_label] = "kort"
        else:
            row["label"] = label
            own["label"] += 1
    elif not KEY.fullmatch(key) and not name:
        row["naam"] = key
    if who:
        row["vertegenwoordiger"] = who
    row["sleutel"] = key if KEY.fullmatch(key) and key not in keys else new_key(str(row.get("naam") or key), keys)
    if row["sleutel"] != key and key not in (row.get("naam"), "") and "bron_id" not in row:
        row["bron_id"] = key
        own["bron_id"] += 1
    keys.add(row["sleutel"])
    return row


def _tie(tie: graph_files.Tie, names: dict[str, str], mapped: dict[str, str], own: Counter[str]) -> dict[str, Any]:
    row: dict[str, Any] = {"van": names[tie.source], "naar": names[tie.target]}
    data = {_own_name(column): value for column, value in tie.data.items()}
    told = data.pop("gericht", None)
    runs = told if isinstance(told, bool) else DIRECTIONS.get(str(told).casefold(), tie.directed)
    runs = runs if data.pop(FILLED_IN, True) else None
    data.pop("networkx_key", None)  # a number that networkx gives
    if runs is not None:
        row["gericht"] = runs
    weights = sorted((c for c in data if unaccented(c) in WEIGHTS), key=lambda c: WEIGHTS.index(unaccented(c)))
    kinds = sorted((c for c in data if unaccented(c) in KINDS), key=lambda c: KINDS.index(unaccented(c)))
    for column in weights[:1]:
        value = number(data[column])
        if graph_files.usable(value):
            row["gewicht"] = value
            mapped[column] = "gewicht"
            del data[column]
    for column in kinds[:1]:
        word = str(data[column]).strip()
        if 0 < len(word) <= MAX_WORD and isinstance(data[column], str):
            row["soort"] = next((kind for kind in TIE_KINDS if unaccented(kind) == unaccented(word)), word)
            mapped[column] = "soort"
            del data[column]
    if isinstance(data.get("id"), str) and "kolom_id" in tie.data and ID.fullmatch(str(data["id"])):
        row["id"] = data.pop("id")
    for column, value in data.items():
        if column == "in_te_houden" and _taken(row, _TIE[column], value):
            continue
        row[column if column not in _TIE else f"bron_{column}"] = value
        own[column] += 1
    return row


def _sentences(case: Case, network: Network, mapped: dict[str, str], own: Counter[str]) -> list[str]:
    directed = sum(tie.directed is True for tie in case.ties)
    plain = sum(tie.directed is False for tie in case.ties)
    parties, ties = len(case.parties), len(case.ties)
    found = [f"Gelezen: {counted(parties, 'partij', 'partijen')} en {counted(ties, 'relatie', 'relaties')}."]
    if ties and (directed or plain):
        way = "alle relaties hebben een richting" if directed == ties else "geen enkele relatie heeft een richting" if plain == ties else (
            f"{dutch_count(directed)} met een richting, {dutch_count(plain)} zonder, {dutch_count(ties - directed - plain)} niet bekend")  # fmt: skip
        found.append(f"Richting: {way}.")
    changed = [f"{column} is nu {field}" for column, field in mapped.items() if column != field]
    if changed:
        found.append(f"Kolommen: {enumerated(changed[: graph_files.SHOWN])}.")
    if own:
        found.append(f"Bewaard als eigen kolom: {enumerated(graph_files.first(list(map(quoted, own))))}.")
    names = {key: str(about.get("label") or about.get("naam") or key) for key, about in network.nodes.items()}
    found += graph_files.unweighted((names[tie.source], names[tie.target], graph_files.weight_of(tie.data)) for tie in network.ties)
    if network.left:
        found.append(f"Niet overgenomen: {enumerated([f'{dutch_count(times)} {noun}' for noun, times in network.left.items()])}.")
    return found
