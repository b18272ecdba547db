"""Wie zit er aan tafel: symmetry and commitment per representative, and what it takes."""

from collections import Counter
from functools import cached_property
from typing import Any

from regiekit.cases.model import LEVELS, MANDATES, Party
from regiekit.cases.reading import crowded, kinds
from regiekit.models import representatives as model
from regiekit.models.representatives import MANDATE, NO_CHANCE, SCALE_UP, SIMPLE, Seat
from regiekit.plots.layout import Box, in_grid
from regiekit.proeven import Board, Case, Choice, Measure, Node, Proef, Slider, Table, Zone, capital, count, form, labels, say, some
from regiekit.widgets.party_rows import UNKNOWN, PartyRows, misread, party_column, party_names, stray
from regiekit.widgets.say import foremost, leading

DIRECTOR, MAJORITY = "regisseur", "meerderheid"
BY = {"mandaat": ("mandate",), "niveau": ("level",), "beide": ("level", "mandate")}
ALIKE = {"mandaat": "hetzelfde mandaat", "niveau": "hetzelfde niveau", "beide": "hetzelfde niveau en mandaat"}
YES, NO = "ja", "nee"
COLUMNS = {"niveau": LEVELS, "mandaat": MANDATES, "bindt": (YES, NO)}
RANKS = {
    "level": ("uitvoerend niveau", "managementniveau", "bestuurlijk niveau"),
    "mandate": ("geen mandaat", "een beperkt mandaat", "een volledig mandaat"),
}
#: Cell -> what it is called, what is there, what is lacking.
CELLS = {
    SIMPLE: ("eenvoudig", "symmetrie en commitment", ""),
    MANDATE: ("mandateren", "wel symmetrie, geen commitment", "een mandaat ontbreekt bij"),
    SCALE_UP: ("opschalen", "wel commitment, geen symmetrie", "iemand van een ander niveau is nodig bij"),
    NO_CHANCE: ("weinig kans", "geen van beide", "allebei ontbreken bij"),
}
MOST = 8  # names in a sentence
ABOVE = 28  # inside a zone, for its name


def start_rows(case: Case) -> list[dict[str, str]]:
    """The representatives of the case file; empty cells where there is none."""

    def row(p):
        r = p.representative
        cells = (r.level, r.mandate, YES if r.commitment else NO) if r else (UNKNOWN,) * 3
        return {"partij": p.key, **dict(zip(COLUMNS, cells, strict=True))}

    return [row(p) for p in case.parties]


def role(party: Party) -> str:
    """The function of its representative."""
    return party.representative.role.strip() if party.representative else ""


class Representatives(Proef, asks=("level", "mandate", "commitment")):
    """Symmetry in what, against whom, and who sits at the table."""

    by: str
    against: str
    rows: list[dict[str, str]]

    @classmethod
    def ready(cls, case):
        return crowded(case) if len(case.parties) > 1 else "Vul eerst minstens twee partijen in. Dat kan hieronder."

    @classmethod
    def guess(cls, case):
        most = len(case.parties)
        return Slider("", "Uw schatting", 0, most, most // 2, 1, "vertegenwoordiger|vertegenwoordigers")

    @classmethod
    def answer(cls, case):
        return len(cls.at(case).inside(SIMPLE))

    @classmethod
    def explain(cls, case, answer):
        start = cls.at(case)
        if start.standard is None:
            return "In deze casus is nog niet ingevuld wie er namens de regisseur zit, dus er is nog niets te vergelijken."
        bound, alike = sum(s.commitment for s in start.seats.values()), len(start.inside(SIMPLE) + start.inside(MANDATE))
        binding = count(bound, "vertegenwoordiger kan|vertegenwoordigers kunnen")
        same = f"{binding} de organisatie binden en {alike} {form(alike, 'heeft', 'hebben')} hetzelfde mandaat als de regisseur."
        if answer < min(bound, alike):
            return f"{same} Maar het zijn niet dezelfde mensen."
        return say(same, "Beide tegelijk is zeldzamer dan elk apart." if answer < max(bound, alike) else "")

    @classmethod
    def controls(cls, case):
        against = [(DIRECTOR, "de vertegenwoordiger van de regisseur"), (MAJORITY, "de meesten aan tafel")]
        start = DIRECTOR if case.director in case.party_keys else MAJORITY
        called = ("Niveau", "Mandaat", "Commitment")
        cells = [
            {"key": key, "label": label, "options": [[UNKNOWN, "onbekend"], *([w, w] for w in words)], "default": UNKNOWN}
            for (key, words), label in zip(COLUMNS.items(), called, strict=True)
        ]
        columns, rows = [party_column(case, "partij", "Partij", fixed=True), *cells], start_rows(case)
        binds = {"waar": YES, "j": YES, "x": YES, "true": YES, "onwaar": NO, "n": NO, "false": NO}
        also = {"partij": party_names(case), "bindt": binds}
        told = "Commitment: kan deze persoon de organisatie binden? Een kolom uit een rekenblad kunt u hier plakken."
        return [
            Choice("by", "Symmetrie in wat?", list(ALIKE.items()), "mandaat"),
            Choice("against", "Vergeleken met wie?", against, start, "Zijn er twee even vaak, dan telt het hoogste."),
            PartyRows("rows", "Wie zit er aan tafel?", columns, rows, max(60, len(rows)), told, fixed=True, also=also, each="partij"),
        ]

    @cached_property
    def before(self):
        return self.but(rows=start_rows(self.case))

    @cached_property
    def read(self) -> tuple[dict[str, Seat], list[str]]:
        """The representatives in the rows that are complete, in the order of the case, and what could not be read."""
        found: dict[str, Seat] = {}
        unread = []
        for row in self.rows:
            key = row["partij"]
            if key not in self.case.party_keys or key in found:
                unread.append(stray(self.case, key))
                continue
            wrong = [row[name] for name, words in COLUMNS.items() if row[name] not in (UNKNOWN, *words)]
            unread += [f"‘{cell[:30]}’ bij {self.case.party(key).label}" for cell in wrong]
            if not wrong and all(row[name] for name in COLUMNS):
                found[key] = Seat(LEVELS.index(row["niveau"]), MANDATES.index(row["mandaat"]), row["bindt"] == YES)
        return {k: found[k] for k in self.case.party_keys if k in found}, unread

    @property
    def seats(self) -> dict[str, Seat]:
        return self.read[0]

    @cached_property
    def sent(self) -> Seat | None:
        """The representative of the director, where that is compared with and known."""
        return self.seats.get(self.case.director) if self.against == DIRECTOR else None

    @cached_property
    def standard(self) -> tuple[int, ...] | None:
        """What counts as symmetric (ranks); None when the director's representative, or anybody's, is not known."""
        if self.against == DIRECTOR:
            return model.standing(self.sent, BY[self.by]) if self.sent else None
        return model.majority(self.seats.values(), BY[self.by]) if self.seats else None

    @cached_property
    def cells(self) -> dict[str, str]:
        """The cell of every representative that is known; none when it is not known what is symmetric."""
        return {} if self.standard is None else {k: model.place(seat, self.standard, BY[self.by]) for k, seat in self.seats.items()}

    def inside(self, cell: str) -> list[str]:
        return [k for k, c in self.cells.items() if c == cell]

    def named(self, cell: str) -> str:
        return some(labels(self.case, self.inside(cell)), MOST)

    @property
    def unknown(self) -> list[str]:
        return [k for k in self.case.party_keys if k not in self.cells]

    @property
    def moved(self) -> list[str]:
        """The parties whose representative is another than in the case."""
        return [k for k in self.case.party_keys if self.seats.get(k) != self.before.seats.get(k)]

    @cached_property
    def swaps(self) -> dict[str, dict[str, int]]:
        """Whom the director could send (with commitment), and how many representatives would then be in each cell."""
        out: dict[str, dict[str, int]] = {}
        if not self.sent:
            return out
        for level in range(len(LEVELS)) if "level" in BY[self.by] else [self.sent.level]:
            for mandate in range(len(MANDATES)) if "mandate" in BY[self.by] else [self.sent.mandate]:
                seat = Seat(level, mandate, True)
                standing = model.standing(seat, BY[self.by])
                out[self.said(standing)] = model.counts({**self.seats, self.case.director: seat}.values(), standing, BY[self.by])
        return out

    def said(self, standing: tuple[int, ...]) -> str:
        """Ranks in words: "een beperkt mandaat", "managementniveau en een beperkt mandaat"."""
        return " en ".join(RANKS[name][rank] for name, rank in zip(BY[self.by], standing, strict=True))

    def advice(self, key: str) -> str:
        """What it takes for this representative, in a sentence."""
        cell = self.cells[key]
        if cell == SIMPLE:
            return f"Eenvoudig: {ALIKE[self.by]}, en deze persoon kan de organisatie binden."
        if cell == MANDATE:
            return "Mandateren: laat de eigen organisatie vooraf vastleggen waarover deze persoon afspraken mag maken."
        way = self._way(model.standing(self.seats[key], BY[self.by]))
        if cell == SCALE_UP:
            return f"Opschalen: {way}."
        return f"Weinig kans op succes: {way}. En deze persoon kan de eigen organisatie niet binden: zij is nergens aan gebonden."

    def _way(self, standing: tuple[int, ...]) -> str:
        """From this standing to symmetry."""
        norm: Any = self.standard
        if len(norm) == 2 and (standing[0] - norm[0]) * (standing[1] - norm[1]) < 0:
            return f"niveau en mandaat wijken elk een andere kant op van {self.said(norm)}: bespreek wie er moet zitten"
        mandate = self.by == "mandaat"
        if standing < norm:
            less, who = ("mag minder dan iemand met", "met dat mandaat") if mandate else ("zit lager dan", "van dat niveau")
            return f"deze persoon {less} {self.said(norm)}: vraag iemand {who}"
        more = "mag meer dan iemand met" if mandate else "zit hoger dan"
        return f"deze persoon {more} {self.said(norm)}: dan moeten de anderen opschalen, ook u"

    def picture(self):
        parties, unknown, moved = self.case.parties, self.unknown, self.moved
        b = Board(660, 540 + 14 * max(0, len(parties) - 24), "proces")
        rows = [[(symmetry, commitment) for commitment in (False, True)] for symmetry in (True, False)]
        lines = [[self.inside(model.CELLS[at]) for at in row] for row in rows] + ([[unknown[::2], unknown[1::2]]] if unknown else [])
        area = Box(108, 30, b.width - 114, b.height - 36 - ABOVE * len(lines))
        places, boxes, scale = in_grid(lines, area)
        boxes = [[Box(x, y + i * ABOVE, wide, high + ABOVE) for x, y, wide, high in line] for i, line in enumerate(boxes)]
        zones = [
            Zone("onbekend", "nog niet bekend wie er zit", Box(x, y, area.width, high), "faded") for (x, y, _, high), _ in boxes[2:]
        ] + [
            Zone(f"{at[0]}|{at[1]}", CELLS[model.CELLS[at]][0], box, "strong" if all(at) else "plain")
            for row, line in zip(rows, boxes, strict=False)
            for at, box in zip(row, line, strict=True)
        ]
        nodes = []
        for i, key in ((i, k) for i, line in enumerate(lines) for cell in line for k in cell):
            p, (x, y), leads = self.case.party(key), places[key], key == self.case.director
            tone = "faded" if key in unknown else "strong" if key in moved else "tinted" if leads else "plain"
            told = f"{p.called}: {CELLS[self.cells[key]][0] if key in self.cells else 'nog niet bekend'}"
            nodes.append(Node.of(p, (x, y + (i + 1) * ABOVE), tone, name=told, mark="R" if leads else "", scale=scale))
        b.network(nodes, zones=zones, pick=True)
        b.headings(boxes, ["commitment: nee", "commitment: ja"], ["symmetrie: ja", "symmetrie: nee", ""][: len(boxes)])
        b.legend(kinds(self.case), extra=[("tinted", "R de regisseur"), ("strong", "hier veranderd")])
        return b

    def words(self):
        if self.standard is None:
            return self._nothing()
        common = leading(Counter(model.standing(seat, BY[self.by]) for seat in self.seats.values()), str)[0]
        most = "de meesten aan tafel" if len(common) == 1 else "het hoogste van wat het vaakst aan tafel zit"
        head = f"de vertegenwoordiger van {self.case.party(self.case.director).called}" if self.sent else most
        n, simple = len(self.cells), len(self.inside(SIMPLE))
        leads = {cell: f"{capital(name)}{' op succes' * (cell == NO_CHANCE)} ({there})" for cell, (name, there, _) in CELLS.items()}
        many = f"Van de {n} vertegenwoordigers {form(simple, 'heeft', 'hebben')} er {simple}"
        if n == 1:
            many = f"Er is 1 vertegenwoordiger ingevuld; {'die heeft' if simple else 'die heeft niet'}"
        return say(
            f"Symmetrie is hier hetzelfde als {head}: {self.said(self.standard)}.",
            f"{many} symmetrie én commitment{f': {self.named(SIMPLE)}' if simple else ''}.",
            *(f"{lead}: {self.named(cell)}." for cell, lead in leads.items() if self.inside(cell) and cell != SIMPLE),
            self._unknown(),
            *(["Iedereen heeft beide: dit proces is eenvoudig."] if simple == n and not self.unknown else self._own_side()),
        )

    def _nothing(self):
        party = next((p.called for p in self.case.parties if p.key == self.case.director), "de regisseur")
        who = party if self.against == DIRECTOR else "de partijen"
        return (
            f"Wie er namens {who} aan tafel zit, is nog niet of niet helemaal ingevuld. Vul in de tabel niveau, mandaat en commitment in. "
            "Dan kan elke vertegenwoordiger een plaats krijgen."
        )

    def _unknown(self):
        return f"Nog niet bekend: {some(labels(self.case, self.unknown), MOST)}." if self.unknown else ""

    def _own_side(self):
        """What the director could do on the own side."""
        if not self.sent:
            return []
        simple = {name: counts[SIMPLE] for name, counts in self.swaps.items()}
        then, now = max(simple.values(), default=0), len(self.inside(SIMPLE))
        start, gives = "Stuurt de regisseur iemand met commitment", f", dan zijn er {then} eenvoudig in plaats van {now}."
        return [
            ""
            if self.sent.commitment
            else "Begin bij uzelf: ook de vertegenwoordiger van de regisseur kan de eigen organisatie niet binden.",
            foremost(simple, str, f"{start} en {{}}{gives}", start + gives, "één van {} combinaties", last="of") if then > now else "",
        ]

    def report(self):
        if self.standard is None:
            return ""
        simple = len(self.inside(SIMPLE))
        fit = (
            f"Van de {len(self.cells)} mensen aan tafel {form(simple, 'past', 'passen')} er {simple} in dit overleg zoals zij er zitten: "
            f"van gelijk niveau of mandaat, en in staat hun organisatie te binden{f' ({self.named(SIMPLE)})' if simple else ''}."
        )
        rest = "; ".join(f"{lead} {self.named(cell)}" for cell, (*_, lead) in CELLS.items() if lead and self.inside(cell))
        return say(fit, f"{capital(rest)}." if rest else "", self._unknown())

    def measures(self):
        named = {cell: f"{capital(name)}: {there}" for cell, (name, there, _) in CELLS.items()}
        return [Measure(name, len(self.before.inside(cell)), len(self.inside(cell)), digits=0) for cell, name in named.items()]

    def tables(self):
        def row(p):
            seat = self.seats.get(p.key)
            cells = (LEVELS[seat.level], MANDATES[seat.mandate], YES if seat.commitment else NO) if seat else ("–",) * 3
            return p.called, role(p) or "–", *cells, self.advice(p.key) if p.key in self.cells else "Nog niet bekend."

        columns = ("Partij", "Functie", "Niveau", "Mandaat", "Commitment", "Wat het vraagt")
        seated = Table("Wie zit er aan tafel, en wat vraagt dat?", columns, [row(p) for p in self.case.parties])
        if not self.swaps:
            return [seated]
        sent = [(name, *counts.values()) for name, counts in self.swaps.items()]
        caption = "Wie stuurt de regisseur? Zo verschuift de tafel (met commitment)"
        return [seated, Table(caption, ("De regisseur stuurt", *(capital(name) for name, *_ in CELLS.values())), sent)]

    def pick(self, key):
        p = self.case.party(key)
        if key not in self.cells:
            return f"{p.called}: nog niet bekend wie er zit, of met wie u vergelijkt. Vul in de tabel niveau, mandaat en commitment in."
        seat = self.seats[key]
        who = f"{role(p)}, " if role(p) else ""
        binds = "kan de organisatie binden" if seat.commitment else "kan de organisatie niet binden"
        return f"{p.called}: {who}niveau {LEVELS[seat.level]}, mandaat {MANDATES[seat.mandate]}, {binds}. {self.advice(key)}"

    def note(self, key):
        unread = self.read[1]
        return f"{misread(unread)} Die vertegenwoordiger telt nu niet mee." if key == "rows" and unread else ""
