"""A10, player analysis 3: symmetry and commitment, per representative, with what it takes."""

import attrs

from ..cases import Case
from ..cases.model import LEVELS, MANDATES
from ..models import representatives as model
from ..plots import representatives as plot
from .controls import Choice, Slider, with_unit
from .experiment import Experiment, Guess, Measure, Table
from .party_rows import UNKNOWN, PartyRows, party_column, party_names

DIRECTOR, MAJORITY = "regisseur", "meerderheid"
MANDATE, LEVEL, BOTH = "mandaat", "niveau", "beide"
BY = {MANDATE: ("mandate",), LEVEL: ("level",), BOTH: ("level", "mandate")}
YES, NO = "ja", "nee"
SAID = {
    "geen": "geen mandaat",
    "beperkt": "een beperkt mandaat",
    "volledig": "een volledig mandaat",
    "uitvoerend": "uitvoerend niveau",
    "management": "managementniveau",
    "bestuurlijk": "bestuurlijk niveau",
}
NAMES = {model.SIMPLE: "eenvoudig", model.MANDATE: "mandateren", model.SCALE_UP: "opschalen", model.NO_CHANCE: "weinig kans"}


@attrs.frozen
class Outcome:
    """Who sits where at the table, as set (`now`) and in the case (`first`).

    `standard` is what is symmetric (ranks), None when that is not known; `cells` party -> cell, only for representatives that are known;
    `swaps` what the director could send -> how many would then be in each cell.
    """

    case: Case
    by: str
    against: str
    seats: dict[str, model.Seat]
    standard: tuple[int, ...] | None
    cells: dict[str, str]
    first: dict[str, str]
    moved: tuple[str, ...]
    swaps: dict[str, dict[str, int]]
    unread: tuple[str, ...]

    def called(self, key: str) -> str:
        return self.case.party(key).called

    def label(self, key: str) -> str:
        return self.case.party(key).label

    def inside(self, cell: str) -> list[str]:
        return [k for k, c in self.cells.items() if c == cell]

    @property
    def unknown(self) -> list[str]:
        return [p.key for p in self.case.parties if p.key not in self.cells]


def start_rows(case: Case) -> list[dict[str, str]]:
    """The representatives of the case file; empty cells where there is none."""
    return [
        {"partij": p.key, "niveau": r.level, "mandaat": r.mandate, "bindt": YES if r.commitment else NO}
        if (r := p.representative)
        else {"partij": p.key, "niveau": UNKNOWN, "mandaat": UNKNOWN, "bindt": UNKNOWN}
        for p in case.parties
    ]


def read(case: Case, rows: list[dict[str, str]]) -> tuple[dict[str, model.Seat], list[str]]:
    """The representatives in the rows that are complete, in the order of the case, and what could not be read."""
    found, unread = {}, []
    for row in rows:
        key = row["partij"]
        if key not in case.party_keys or key in found:
            unread.append(f"‘{key[:30]}’ staat dubbel in de tabel" if key in found else f"‘{key[:30]}’ is geen partij uit deze casus")
            continue
        cells = (row["niveau"], row["mandaat"], row["bindt"])
        wrong = [cell for cell, words in zip(cells, (LEVELS, MANDATES, (YES, NO)), strict=True) if cell not in (UNKNOWN, *words)]
        unread += [f"‘{cell[:30]}’ bij {case.party(key).label}" for cell in wrong]
        if UNKNOWN not in cells and not wrong:
            found[key] = model.Seat(LEVELS.index(cells[0]), MANDATES.index(cells[1]), cells[2] == YES)
    return {k: found[k] for k in case.party_keys if k in found}, unread


def standard(case: Case, seats: dict[str, model.Seat], by: str, against: str) -> tuple[int, ...] | None:
    """What counts as symmetric; None when the director's representative, or anybody's, is not known."""
    if against == DIRECTOR:
        return model.standing(seats[case.director], BY[by]) if case.director in seats else None
    return model.majority(seats.values(), BY[by]) if seats else None


def place(case: Case, seats: dict[str, model.Seat], by: str, against: str) -> dict[str, str]:
    """The cell of every representative that is known; none when it is not known what is symmetric."""
    level = standard(case, seats, by, against)
    return {} if level is None else {k: model.place(seat, level, BY[by]) for k, seat in seats.items()}


def outcome(case: Case, by: str, against: str, rows: list[dict[str, str]]) -> Outcome:
    """Place every representative."""
    seats, unread = read(case, rows)
    was, _ = read(case, start_rows(case))
    moved = tuple(k for k in case.party_keys if seats.get(k) != was.get(k))
    return Outcome(
        case,
        by,
        against,
        seats,
        standard(case, seats, by, against),
        place(case, seats, by, against),
        place(case, was, by, against),
        moved,
        swaps(case, seats, by, against),
        tuple(unread),
    )


def swaps(case: Case, seats: dict[str, model.Seat], by: str, against: str) -> dict[str, dict[str, int]]:
    """What the director could send (with commitment), and how many representatives would then be in each cell."""
    if against != DIRECTOR or case.director not in seats:
        return {}
    out = {}
    for level in range(len(LEVELS)) if by != MANDATE else [seats[case.director].level]:
        for mandate in range(len(MANDATES)) if by != LEVEL else [seats[case.director].mandate]:
            seat = model.Seat(level, mandate, True)
            out[said(model.standing(seat, BY[by]), by)] = model.counts(
                {**seats, case.director: seat}.values(), model.standing(seat, BY[by]), BY[by]
            )
    return out


def said(standing: tuple[int, ...], by: str) -> str:
    """Ranks in words: "een beperkt mandaat", "managementniveau en een beperkt mandaat"."""
    if by == MANDATE:
        return SAID[MANDATES[standing[0]]]
    return SAID[LEVELS[standing[0]]] + (f" en {SAID[MANDATES[standing[1]]]}" if by == BOTH else "")


def listed(names: list[str], most: int = 8) -> str:
    left = len(names) - most
    names = [*names[:most], f"{left} andere"] if left > 1 else names
    return " en ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def advice(o: Outcome, key: str) -> str:
    """What it takes for this representative, in a sentence."""
    cell, seat = o.cells[key], o.seats[key]
    mine = model.standing(seat, BY[o.by])
    if cell == model.SIMPLE:
        return f"Eenvoudig: {'hetzelfde mandaat' if o.by == MANDATE else 'hetzelfde niveau' if o.by == LEVEL else 'hetzelfde niveau en mandaat'}, en deze persoon kan de organisatie binden."
    if cell == model.MANDATE:
        return "Mandateren: laat de eigen organisatie vooraf vastleggen waarover deze persoon afspraken mag maken."
    lower = mine < o.standard  # type: ignore[operator]
    way = (
        f"deze persoon zit lager dan {said(o.standard, o.by)}: vraag iemand van dat niveau"
        if lower  # type: ignore[arg-type]
        else f"deze persoon zit hoger dan {said(o.standard, o.by)}: dan moeten de anderen opschalen, ook u"
    )  # type: ignore[arg-type]
    if o.by == BOTH and (mine[0] < o.standard[0]) != (mine[1] < o.standard[1]) and mine[0] != o.standard[0] and mine[1] != o.standard[1]:  # type: ignore[index]
        way = f"niveau en mandaat wijken elk een andere kant op van {said(o.standard, o.by)}: bespreek wie er moet zitten"  # type: ignore[arg-type]
    if o.by == MANDATE:
        way = (
            way.replace("zit lager dan", "mag minder dan iemand met")
            .replace("zit hoger dan", "mag meer dan iemand met")
            .replace("van dat niveau", "met dat mandaat")
        )
    if cell == model.SCALE_UP:
        return f"Opschalen: {way}."
    return f"Weinig kans op succes: {way}. En deze persoon kan de eigen organisatie niet binden: zij is nergens aan gebonden."


def picture(o: Outcome) -> str:
    cells = {at: o.inside(name) for at, name in model.CELLS.items()}
    told = {p.key: f"{p.called}: {NAMES[o.cells[p.key]] if p.key in o.cells else 'nog niet bekend'}" for p in o.case.parties}
    return plot.picture(
        o.case,
        cells,
        o.unknown,
        {at: NAMES[name] for at, name in model.CELLS.items()},
        told,
        o.moved,
        title=EXPERIMENT.title,
        words=words(o),
    )


def words(o: Outcome) -> str:
    if o.standard is None:
        lacking = (
            (f"namens {o.called(o.case.director)}" if o.case.director in o.case.party_keys else "namens de regisseur")
            if o.against == DIRECTOR
            else "namens de partijen"
        )
        return (
            f"Wie er {lacking} aan tafel zit, is nog niet of niet helemaal ingevuld. Vul in de tabel niveau, mandaat en commitment in. "
            "Dan kan elke vertegenwoordiger een plaats krijgen."
        )
    what = f"hetzelfde als {'de vertegenwoordiger van ' + o.called(o.case.director) if o.against == DIRECTOR else 'de meesten aan tafel'}: {said(o.standard, o.by)}"
    simple = o.inside(model.SIMPLE)
    many = (
        f"Van de {len(o.cells)} vertegenwoordigers {'heeft' if len(simple) == 1 else 'hebben'} er {len(simple)}"
        if len(o.cells) > 1
        else f"Er is 1 vertegenwoordiger ingevuld; {'die heeft' if simple else 'die heeft niet'}"
    )
    start = f"Symmetrie is hier {what}. {many} symmetrie én commitment"
    start += f": {listed([o.label(k) for k in simple])}." if simple else "."
    rest = [
        f"{lead}: {listed([o.label(k) for k in o.inside(cell)])}."
        for cell, lead in (
            (model.MANDATE, "Mandateren (wel symmetrie, geen commitment)"),
            (model.SCALE_UP, "Opschalen (wel commitment, geen symmetrie)"),
            (model.NO_CHANCE, "Weinig kans op succes (geen van beide)"),
        )
        if o.inside(cell)
    ]
    end = "Iedereen heeft beide: dit proces is eenvoudig." if len(simple) == len(o.cells) and not o.unknown else _own_side(o)
    lacking = f"Nog niet bekend: {listed([o.label(k) for k in o.unknown])}." if o.unknown else ""
    return " ".join(filter(None, [start, *rest, lacking, end]))


def report(o: Outcome) -> str:
    if o.standard is None:
        return ""
    simple = o.inside(model.SIMPLE)
    out = [
        f"Van de {len(o.cells)} mensen aan tafel {'past' if len(simple) == 1 else 'passen'} er {len(simple)} in dit overleg zoals zij er zitten: van gelijk niveau of mandaat, en in staat hun organisatie te binden"
        f"{f' ({listed([o.label(k) for k in simple])})' if simple else ''}."
    ]
    rest = [
        f"{lead} {listed([o.label(k) for k in o.inside(cell)])}"
        for cell, lead in (
            (model.MANDATE, "een mandaat ontbreekt bij"),
            (model.SCALE_UP, "iemand van een ander niveau is nodig bij"),
            (model.NO_CHANCE, "allebei ontbreken bij"),
        )
        if o.inside(cell)
    ]
    if rest:
        said_ = "; ".join(rest)
        out.append(f"{said_[0].upper()}{said_[1:]}.")
    if o.unknown:
        out.append(f"Nog niet bekend: {listed([o.label(k) for k in o.unknown])}.")
    return " ".join(out)


def _own_side(o: Outcome) -> str:
    """What the director could do on the own side."""
    if o.against != DIRECTOR or o.case.director not in o.cells:
        return ""
    own = (
        ""
        if o.seats[o.case.director].commitment
        else "Begin bij uzelf: ook de vertegenwoordiger van de regisseur kan de eigen organisatie niet binden."
    )
    best = max(o.swaps, key=lambda name: o.swaps[name][model.SIMPLE])
    now = len(o.inside(model.SIMPLE))
    gain = (
        f"Stuurt de regisseur iemand met commitment en {best}, dan zijn er {o.swaps[best][model.SIMPLE]} eenvoudig in plaats van {now}."
        if o.swaps[best][model.SIMPLE] > now
        else ""
    )
    return " ".join(filter(None, [own, gain]))


def tables(o: Outcome) -> list[Table]:
    rows = []
    for p in o.case.parties:
        seat, role = o.seats.get(p.key), p.representative.role.strip() if p.representative else ""
        rows.append(
            (
                p.called,
                role or "–",
                *((LEVELS[seat.level], MANDATES[seat.mandate], YES if seat.commitment else NO) if seat else ("–", "–", "–")),
                advice(o, p.key) if p.key in o.cells else "Nog niet bekend.",
            )
        )
    out = [
        Table("Wie zit er aan tafel, en wat vraagt dat?", ("Partij", "Functie", "Niveau", "Mandaat", "Commitment", "Wat het vraagt"), rows)
    ]
    if o.swaps:
        out.append(
            Table(
                "Wie stuurt de regisseur? Zo verschuift de tafel (met commitment)",
                ("De regisseur stuurt", "Eenvoudig", "Mandateren", "Opschalen", "Weinig kans"),
                [(name, *counts.values()) for name, counts in o.swaps.items()],
            )
        )
    return out


def measures(o: Outcome) -> list[Measure]:
    def count(cells: dict[str, str], cell: str) -> int:
        return sum(c == cell for c in cells.values())

    names = {
        model.SIMPLE: "Eenvoudig: symmetrie en commitment",
        model.MANDATE: "Mandateren: wel symmetrie, geen commitment",
        model.SCALE_UP: "Opschalen: wel commitment, geen symmetrie",
        model.NO_CHANCE: "Weinig kans: geen van beide",
    }
    return [Measure(name, count(o.first, cell), count(o.cells, cell), digits=0) for cell, name in names.items()]


def tell(o: Outcome, party: str) -> str:
    p, seat = o.case.party(party), o.seats.get(party)
    if not seat or party not in o.cells:
        return f"{p.called}: nog niet bekend wie er zit, of met wie u vergelijkt. Vul in de tabel niveau, mandaat en commitment in."
    role = f"{p.representative.role.strip()}, " if p.representative and p.representative.role.strip() else ""
    binds = "kan de organisatie binden" if seat.commitment else "kan de organisatie niet binden"
    return f"{p.called}: {role}niveau {LEVELS[seat.level]}, mandaat {MANDATES[seat.mandate]}, {binds}. {advice(o, party)}"


def note(o: Outcome, key: str) -> str:
    """What is wrong with the rows, below them."""
    if key != "rows" or not o.unread:
        return ""
    return f"Dit las ik niet: {'; '.join(o.unread[:5])}{'; en meer' if len(o.unread) > 5 else ''}. Die vertegenwoordiger telt nu niet mee."


def start(case: Case) -> Outcome:
    """The state that the prediction is about."""
    return outcome(case, **EXPERIMENT.settings(case))


def explain(case: Case, answer: float) -> str:
    o = start(case)
    if o.standard is None:
        return "In deze casus is nog niet ingevuld wie er namens de regisseur zit, dus er is nog niets te vergelijken."
    bound, alike = sum(s.commitment for s in o.seats.values()), sum(c in (model.SIMPLE, model.MANDATE) for c in o.cells.values())
    return (
        f"{with_unit(str(bound), 'vertegenwoordiger kan|vertegenwoordigers kunnen', bound)} de organisatie binden en {alike} {'heeft' if alike == 1 else 'hebben'} hetzelfde mandaat als de regisseur. "
        f"{'Maar het zijn niet dezelfde mensen.' if answer < min(bound, alike) else 'Beide tegelijk is zeldzamer dan elk apart.' if answer < max(bound, alike) else ''}"
    ).strip()


def controls(case: Case) -> list:
    def column(key: str, label: str, words: tuple[str, ...]) -> dict:
        return {"key": key, "label": label, "options": [[UNKNOWN, "onbekend"], *([w, w] for w in words)], "default": UNKNOWN}

    return [
        Choice(
            "by",
            "Symmetrie in wat?",
            [(MANDATE, "hetzelfde mandaat"), (LEVEL, "hetzelfde niveau"), (BOTH, "hetzelfde niveau en mandaat")],
            MANDATE,
        ),
        Choice(
            "against",
            "Vergeleken met wie?",
            [(DIRECTOR, "de vertegenwoordiger van de regisseur"), (MAJORITY, "de meesten aan tafel")],
            DIRECTOR if case.director in case.party_keys else MAJORITY,
            "Zijn er twee even vaak, dan telt het hoogste.",
        ),
        PartyRows(
            "rows",
            "Wie zit er aan tafel?",
            [
                party_column(case, "partij", "Partij", fixed=True),
                column("niveau", "Niveau", LEVELS),
                column("mandaat", "Mandaat", MANDATES),
                column("bindt", "Commitment", (YES, NO)),
            ],
            start_rows(case),
            max(60, len(case.parties)),
            "Commitment: kan deze persoon de organisatie binden? Een kolom uit een rekenblad kunt u hier plakken.",
            fixed=True,
            also={"partij": party_names(case), "bindt": {"waar": YES, "j": YES, "x": YES, "true": YES, "onwaar": NO, "n": NO, "false": NO}},
            each="partij",
        ),
    ]


EXPERIMENT = Experiment(
    key="tafel",
    notebook="07_procesontwerp",
    title="Spelersanalyse 3: wie zit er aan tafel?",
    strategy="proces",
    guess=Guess(
        question="Een proces is eenvoudig met vertegenwoordigers die hetzelfde mandaat hebben als die van de regisseur (symmetrie) en die hun organisatie kunnen binden "
        "(commitment). Bij hoeveel vertegenwoordigers in deze casus klopt allebei?",
        field=lambda case: Slider(
            "_guess", "Uw schatting", 0, len(case.parties), len(case.parties) // 2, 1, "vertegenwoordiger|vertegenwoordigers"
        ),
        answer=lambda case: len(start(case).inside(model.SIMPLE)),
        explain=explain,
    ),
    controls=controls,
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    tables=tables,
    pick=tell,
    note=note,
    blind=True,
    columns=("in de casus", "nu"),
    own="Wie aan uw eigen tafel kan niet doen wat hij of zij toezegt? Wat regelt u voor het volgende overleg: een mandaat, of een ander aan tafel?",
    leaves_out=(
        "Symmetrie is hier precies gelijk of niet. Of een afdelingshoofd en een directeur ‘gelijk genoeg’ zijn, weet u zelf het best.",
        "Met wie u vergelijkt, is een keuze: de regisseur of de meesten. Wie de maat is, bepaalt wie er moet opschalen. Zet de keuze om en kijk.",
        "Wat iemand mag, is niet wat iemand durft. Een mandaat zegt niets over vertrouwen of over steun in de eigen organisatie.",
        "Hoger is niet altijd beter. Wie te vroeg opschaalt, heeft mensen aan tafel die mogen beslissen, maar het werk niet kennen.",
    ),
    sources=("bruijn2008", "putnam1988"),
    ready=lambda case: (
        None if len(case.parties) > 1 else "Vul in uw casus eerst minstens twee partijen in. Dat doet u in het notebook ‘Begin’."
    ),
)
