"""Wie zit er aan tafel: symmetry and commitment per representative, and what it takes."""

from collections import Counter
from functools import cached_property, lru_cache, partial
from typing import Any

from regiekit.cases.model import LEVELS, MANDATES, Party
from regiekit.cases.reading import crowded, members
from regiekit.cases.remember import last
from regiekit.models import representatives as model
from regiekit.models.representatives import MANDATE, NO_CHANCE, SCALE_UP, SIMPLE, Seat
from regiekit.plots.groups import on_line
from regiekit.plots.layout import Box, in_lists
from regiekit.plots.style import PARTIES
from regiekit.proeven import (
    Board,
    Case,
    Choice,
    Measure,
    Proef,
    Slider,
    Table,
    Zone,
    capital,
    form,
    leading,
    listed,
    number_word,
    say,
)
from regiekit.widgets.party_rows import UNKNOWN, PartyRows, misread, party_column, party_names, stray
from regiekit.widgets.say import does, phrase, several

DIRECTOR, MAJORITY = "regisseur", "meerderheid"
BY = {"mandaat": ("mandate",), "niveau": ("level",), "beide": ("level", "mandate")}
ALIKE = {"mandaat": "hetzelfde mandaat", "niveau": "hetzelfde niveau", "beide": "hetzelfde niveau en mandaat"}
#: What who is above the measure does, of one and of many.
ABOVE_ALL = {
    "mandaat": ("meer mag", "meer mogen"),
    "niveau": ("hoger zit", "hoger zitten"),
    "beide": ("hoger zit of meer mag", "hoger zitten of meer mogen"),
}
YES, NO = "ja", "nee"
COLUMNS = {"niveau": LEVELS, "mandaat": MANDATES, "bindt": (YES, NO)}
RANKS = {
    "level": ("uitvoerend niveau", "managementniveau", "bestuurlijk niveau"),
    "mandate": ("geen mandaat", "een beperkt mandaat", "een volledig mandaat"),
}
#: Cell -> what it is called, what is there, what is lacking, and in short what it takes.
CELLS = {
    SIMPLE: ("past zo", "symmetrie en commitment", "niets: deze persoon past"),
    MANDATE: (
        "mandateren",
        "wel symmetrie, geen commitment",
        "vastleggen wat deze persoon mag toezeggen",
    ),
    SCALE_UP: (
        "opschalen",
        "wel commitment, geen symmetrie",
        "iemand die evenveel mag, hier of elders aan tafel",
    ),
    NO_CHANCE: (
        "zo lukt het niet",
        "geen van beide",
        "een ander aan tafel, die ook mag toezeggen",
    ),
}
MOST = 6  # names in a sentence
LONG, SENTENCE = 60, 25  # words of a paragraph, of a sentence
HIGHER, LOWER = "hoger dan de maat", "lager dan de maat"
ABOVE = 24  # inside a zone, for its name
WIDE, HIGH = 660.0, 430.0  # of the picture, for up to 22 parties


def start_rows(case: Case) -> list[dict[str, str]]:
    """The representatives of the case file; empty cells where there is none."""

    def row(p):
        r = p.representative
        cells = (r.level, r.mandate, YES if r.commitment else NO) if r else (UNKNOWN,) * 3
        return {"partij": p.key, **dict(zip(COLUMNS, cells, strict=True))}

    return [row(p) for p in case.parties]


_known = last(start_rows)  # to compare with: nobody alters it


def role(party: Party) -> str:
    """The function of its representative."""
    return party.representative.role.strip() if party.representative else ""


@last
def _reading(case: Case):
    """`_read` on this case, which remembers what it read last."""
    return lru_cache(4)(partial(_read, case))


def _read(case: Case, rows: tuple[tuple[str, ...], ...]) -> tuple[dict[str, Seat], list[str]]:
    """See `Representatives.read`."""
    found: dict[str, Seat] = {}
    unread = []
    for key, *cells in rows:
        if key not in case.party_keys or key in found:
            unread.append(stray(case, key))
            continue
        wrong = [cell for cell, words in zip(cells, COLUMNS.values(), strict=True) if cell not in (UNKNOWN, *words)]
        unread += [f"‘{cell[:30]}’ bij {case.party(key).label}" for cell in wrong]
        if not wrong and all(cells):
            level, mandate, binds = cells
            found[key] = Seat(LEVELS.index(level), MANDATES.index(mandate), binds == YES)
    return {k: found[k] for k in case.party_keys if k in found}, unread


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
        return Slider("", "Uw schatting", 0, most, most // 2, 1, "persoon|personen")

    @classmethod
    def answer(cls, case):
        return len(cls.at(case).inside(SIMPLE))

    @classmethod
    def explain(cls, case, answer):
        start = cls.at(case)
        if start.standard is None:
            return "In deze casus is nog niet bekend wie er namens de regisseur zit, dus er is nog niets te vergelijken."
        bound, alike = sum(s.commitment for s in start.seats.values()), len(start.inside(SIMPLE) + start.inside(MANDATE))
        same = (
            f"{capital(number_word(bound))} {form(bound, 'vertegenwoordiger mag', 'vertegenwoordigers mogen')} namens de organisatie toezeggen, en "
            f"{number_word(alike)} {form(alike, 'heeft', 'hebben')} hetzelfde mandaat als de regisseur."
        )
        if answer < min(bound, alike):
            return f"{same} Maar dat zijn niet dezelfde mensen."
        return say(same, "Allebei tegelijk komt minder voor dan elk apart." if answer < max(bound, alike) else "")

    @classmethod
    def controls(cls, case):
        against = [(DIRECTOR, "de vertegenwoordiger van de regisseur"), (MAJORITY, "de meesten aan tafel")]
        start = DIRECTOR if case.director in case.party_keys else MAJORITY
        called = ("Niveau", "Mandaat", "Commitment")
        cells = [
            {"key": key, "label": label, "options": [[UNKNOWN, "nog niet bekend"], *([w, w] for w in words)], "default": UNKNOWN}
            for (key, words), label in zip(COLUMNS.items(), called, strict=True)
        ]
        columns, rows = [party_column(case, "partij", "Partij", fixed=True), *cells], start_rows(case)
        binds = {"waar": YES, "j": YES, "x": YES, "true": YES, "onwaar": NO, "n": NO, "false": NO}
        also = {"partij": party_names(case), "bindt": binds}
        told = "Commitment: mag deze persoon namens de organisatie toezeggen? Een kolom uit een rekenblad kunt u hier plakken."
        return [
            Choice("by", "Symmetrie in wat?", list(ALIKE.items()), "mandaat"),
            Choice("against", "Vergeleken met wie?", against, start, "Zijn er twee even vaak, dan telt het hoogste."),
            PartyRows("rows", "Wie zit er aan tafel?", columns, rows, max(60, len(rows)), told, fixed=True, also=also, each="partij"),
        ]

    @cached_property
    def before(self):
        return self.but(rows=_known(self.case))

    @cached_property
    def read(self) -> tuple[dict[str, Seat], list[str]]:
        """The representatives in the rows that are complete, in the order of the case, and what could not be read."""
        return _reading(self.case)(tuple([(row["partij"], *(row[name] for name in COLUMNS)) for row in self.rows]))

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
        if self.standard is None:
            return {}
        found = {seat: model.place(seat, self.standard, BY[self.by]) for seat in set(self.seats.values())}
        return {k: found[seat] for k, seat in self.seats.items()}

    @cached_property
    def by_cell(self) -> dict[str, list[str]]:
        return members(self.cells)

    def inside(self, cell: str) -> list[str]:
        return self.by_cell.get(cell, [])

    def named(self, cell: str) -> str:
        return several([phrase(self.case.party(key)) for key in self.inside(cell)], MOST)

    @property
    def unknown(self) -> list[str]:
        return [k for k in self.case.party_keys if k not in self.cells]

    @property
    def moved(self) -> list[str]:
        """The parties whose representative is another than in the case."""
        return [k for k in self.case.party_keys if self.seats.get(k) != self.before.seats.get(k)]

    @cached_property
    def sends(self) -> dict[tuple[int, ...], dict[str, int]]:
        """Whom the director could send (ranks; with commitment), and how many representatives would then be in each cell."""
        out: dict[tuple[int, ...], dict[str, int]] = {}
        if not self.sent:
            return out
        for level in range(len(LEVELS)) if "level" in BY[self.by] else [self.sent.level]:
            for mandate in range(len(MANDATES)) if "mandate" in BY[self.by] else [self.sent.mandate]:
                seat = Seat(level, mandate, True)
                standing = model.standing(seat, BY[self.by])
                out[standing] = model.counts({**self.seats, self.case.director: seat}.values(), standing, BY[self.by])
        return out

    @property
    def swaps(self) -> dict[str, dict[str, int]]:
        """The same, by what they are called."""
        return {self.said(standing): counts for standing, counts in self.sends.items()}

    def said(self, standing: tuple[int, ...]) -> str:
        """Ranks in words: "een beperkt mandaat", "managementniveau en een beperkt mandaat"."""
        return " en ".join(RANKS[name][rank] for name, rank in zip(BY[self.by], standing, strict=True))

    def advice(self, key: str) -> str:
        """What it takes for this representative, in a sentence."""
        cell = self.cells[key]
        if cell == SIMPLE:
            return f"Past zo: {ALIKE[self.by]}, en deze persoon mag namens de organisatie toezeggen."
        if cell == MANDATE:
            return "Mandateren: laat de eigen organisatie vooraf vastleggen wat deze persoon mag toezeggen."
        way = self._way(model.standing(self.seats[key], BY[self.by]))
        if cell == SCALE_UP:
            return f"Opschalen: {way}."
        return f"Zo lukt het niet: {way}. En wat deze persoon toezegt, bindt de eigen organisatie niet."

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

    def aside(self, key: str) -> str:
        """Whether this representative is above what counts as symmetric, or below; "" where it is both, or neither."""
        norm: Any = self.standard
        apart = [own - other for own, other in zip(model.standing(self.seats[key], BY[self.by]), norm, strict=True)]
        return "" if not any(apart) else HIGHER if min(apart) >= 0 else LOWER if max(apart) <= 0 else ""

    def _zone(self, cell: str) -> str:
        """What a cell is called in the picture: who is to scale up depends on which side of the measure they are."""
        sides = {self.aside(key) for key in self.inside(cell)} if cell == SCALE_UP else set()
        return f"{CELLS[cell][0]}: {sides.pop()}" if len(sides) == 1 and any(sides) else CELLS[cell][0]

    def picture(self):
        parties, unknown, moved = self.case.parties, self.unknown, set(self.moved)
        b = Board(WIDE, HIGH + 16 * max(0, len(parties) - 22), "proces")
        rows = [[(symmetry, commitment) for commitment in (False, True)] for symmetry in (True, False)]
        lines = [[self.inside(model.CELLS[at]) for at in row] for row in rows] + ([[unknown[::2], unknown[1::2]]] if unknown else [])
        area = Box(108, 30, b.width - 114, b.height - 36)
        places, boxes, high = in_lists(lines, area, ABOVE)
        zones = [
            Zone("onbekend", "nog niet bekend wie er zit", Box(x, y, area.width, deep), "faded") for (x, y, _, deep), _ in boxes[2:]
        ] + [
            Zone(f"{at[0]}|{at[1]}", self._zone(model.CELLS[at]), box, "strong" if all(at) else "plain")
            for row, line in zip(rows, boxes, strict=False)
            for at, box in zip(row, line, strict=True)
        ]
        b.network((), zones=zones)
        right = set(lines[0][1])
        for key in (k for line in lines for cell in line for k in cell):
            p, fits = self.case.party(key), key in right
            cell = self.cells.get(key)
            side = self.aside(key) if cell == SCALE_UP else ""
            told = f"{p.called}: {side or (CELLS[cell][0] if cell else 'nog niet bekend')}"
            paint, more = PARTIES["faded" if key not in self.cells else "strong" if fits else "plain"], " ◆" * (key in moved)
            leads = "R" * (key == self.case.director)
            halo = "paper" if fits or key not in self.cells else "tint"
            on_line(b, p, places[key], high, paint, name=told, mark=leads, after=more, bold=fits, ink="paper" if fits else "ink", halo=halo)
        b.headings(boxes, ["commitment: nee", "commitment: ja"], ["symmetrie: ja", "symmetrie: nee", ""][: len(boxes)])
        b.legend(extra=[("strong", "past in dit overleg"), ("", "R de regisseur"), ("", "◆ hier veranderd")])
        return b

    def headline(self):
        if self.standard is None:
            return "Nog niet te zeggen: wie er namens de regisseur aan tafel zit, is nog niet bekend. Vul dat in bij Wie zit er aan tafel?"
        n, inside = len(self.cells), self.inside(SIMPLE)
        simple = len(inside)
        if self.unknown:
            lack = form(len(self.unknown), "één partij", f"{number_word(len(self.unknown))} partijen")
            fit = form(simple, "past er één", f"passen er {number_word(simple)}") if simple else "past er geen"
            others = f" Van de andere {number_word(n)} {fit}." if n > 1 else ""
            return f"Nog niet te zeggen wie er bij elkaar passen: van {lack} is nog niet bekend wie er zit.{others}"
        if simple == n:
            return f"Iedereen past in dit overleg, want elke vertegenwoordiger heeft {ALIKE[self.by]} en mag namens de eigen organisatie toezeggen."
        if not simple:
            none = f"heeft {self._norm()} én mag toezeggen" if self.inside(SCALE_UP) else "mag namens de eigen organisatie toezeggen"
            return f"Niemand past zo in dit overleg, want geen enkele vertegenwoordiger {none}."
        if self.sent and inside == [self.case.director]:
            return f"Alleen de vertegenwoordiger van de regisseur past: niemand anders heeft {ALIKE[self.by]} én mag toezeggen."
        number = capital(number_word(simple)) if simple <= 20 else f"Wel {simple}"  # no sentence begins with a figure
        who = f"{number} van de {number_word(n)} mensen aan tafel {form(simple, 'heeft', 'hebben')}"
        may = form(simple, "mag", "mogen")
        if self.sent and not self.sent.commitment:
            return f"{who} {self._norm()} en {may} toezeggen. De regisseur zelf mag dat niet."
        more = "meer dan eerst" if self.moved and simple > len(self.before.inside(SIMPLE)) else ""
        if self.sent:
            return f"{who} {ALIKE[self.by]} en {may} toezeggen, {more or 'de regisseur meegeteld'}."
        return f"{who} {self._norm()}, en {may} toezeggen{', ' * bool(more)}{more}."

    def _norm(self):
        """With what a representative is compared: "hetzelfde mandaat als de regisseur"."""
        alike = ALIKE[self.by]
        if self.sent:
            return f"{alike} als de regisseur"
        return f"{alike.removeprefix('hetzelfde ').join(('het ', ''))} dat {'hier de maat is' if len(self.common) > 1 else 'het vaakst voorkomt'}"

    @cached_property
    def common(self) -> list[tuple[int, ...]]:
        """What is at the table most often (ranks): one, or several that are there as often."""
        return leading(Counter(model.standing(seat, BY[self.by]) for seat in self.seats.values()), str)[0]

    def words(self):
        if self.standard is None:
            return self._nothing()
        head = self.case.party(self.case.director) if self.sent else None
        n, simple = len(self.cells), len(self.inside(SIMPLE))
        start = f"{capital(does(head, 'stuurt', 'sturen'))} iemand {self._like(self.standard)}." if head else self._most()
        rest = (self._rest(n - simple), self._own_side())
        ways = (say(start, self._fits(n, simple), *rest), say(start, *rest))
        return next((way for way in ways if len(way.split()) <= LONG), ways[-1])

    def _most(self):
        """With what the representatives are compared where that is not the director's."""
        norm: Any = self.standard
        like = self._like(norm)
        if len(self.cells) == 1:
            return f"Alleen van {phrase(self.case.party(next(iter(self.cells))))} is bekend wie er zit: iemand {like}."
        if len(self.common) > 1:
            sort = self.by.replace("beide", "combinatie")
            highest = f"{'de' if self.by == 'beide' else 'het'} hoogste"
            return f"Meer dan één {sort} komt hier even vaak voor. U vergelijkt iedereen met {highest}: {self.said(norm)}."
        comes = "komen samen" if self.by == "beide" else "komt"
        return f"{capital(self.said(norm))} {comes} aan deze tafel het vaakst voor, en daarmee vergelijkt u iedereen."

    def _like(self, standing):
        """A representative of these ranks: "van managementniveau met een beperkt mandaat"."""
        ranks = {name: RANKS[name][rank] for name, rank in zip(BY[self.by], standing, strict=True)}
        level = f"van {ranks['level']}" if "level" in ranks else ""
        mandate = ranks.get("mandate", "")
        return say(level, mandate and (f"met {mandate}" if mandate.startswith("een") else "zonder mandaat"))

    def _fits(self, n, simple):
        """Who fits, where they are few or all; how many stands in the headline."""
        if n == simple == 1:
            return "De vertegenwoordiger die bekend is, mag toezeggen. Met wie die te vergelijken is, weten we nog niet."
        if n == simple:
            return "" if self.unknown else "U hoeft dus niemand te vragen een ander te sturen of vooraf iets te regelen."
        found = [self.case.party(key) for key in self.inside(SIMPLE)]
        alone = self.sent and self.inside(SIMPLE) == [self.case.director]
        same = ALIKE[self.by] if self.sent else f"dat {self.by.replace('beide', 'niveau en mandaat')}"
        return (
            f"Alleen wie namens {listed(map(phrase, found), 'of')} komt, heeft {same} en mag toezeggen."
            if 0 < simple < 4 and not alone and not self.unknown
            else ""
        )

    def _lacks(self) -> str:
        """What who is not symmetric has."""
        return f"een ander {self.by.replace('beide', 'niveau of mandaat')}"

    def _rest(self, rest):
        """What those who do not fit lack: the one, the other, or both."""
        if not rest:
            return ""
        bound, other, both = (len(self.inside(cell)) for cell in (MANDATE, SCALE_UP, NO_CHANCE))
        lacks = [(bound + both, "mag", "mogen", "niets toezeggen"), (other + both, "heeft", "hebben", self._lacks())]
        if rest == 1:
            who = "Eén persoon aan tafel" if len(self.cells) > 1 else "Die"
            return f"{who} {listed([f'{verb} {lack}' for number, verb, _, lack in lacks if number])}."
        people = "mensen van wie het bekend is," if self.unknown else "mensen aan tafel"
        who = f"De {number_word(rest)} andere {people}" if rest < len(self.cells) else f"Alle {number_word(rest)} {people}"
        if bound and other:
            return f"{who} hebben {self._lacks()} of mogen niets toezeggen.{f' Voor {number_word(both)} van hen geldt allebei.' if both else ''}"
        (_, _, all_, lack), (some, one, more, also) = sorted(lacks, reverse=True)
        told = f"{who} {all_} {lack}"
        if some == rest:
            return f"{told} en {more} {also}."
        return f"{told}, en {form(some, f'één van hen {one}', f'{number_word(some)} van hen {more}')} ook {also}." if some else f"{told}."

    def _nothing(self):
        party = next((phrase(p) for p in self.case.parties if p.key == self.case.director), "de regisseur")
        who = party if self.against == DIRECTOR else "de partijen"
        return f"Wie er namens {who} aan tafel zit, is nog niet bekend. Vul in de tabel niveau, mandaat en commitment in."

    def _unknown(self):
        names = several([phrase(self.case.party(key)) for key in self.unknown], MOST)
        return f"Wie er zit namens {names}, is nog niet bekend." if self.unknown else ""

    def _own_side(self):
        """What the director could do on the own side."""
        if not self.sent:
            return ""
        fits = {standing: counts[SIMPLE] for standing, counts in self.sends.items()}
        own, head = model.standing(self.sent, BY[self.by]), self.case.party(self.case.director)
        best = max(fits, key=lambda standing: (fits[standing], standing == own))
        if fits[best] <= len(self.inside(SIMPLE)):
            return ""
        other = "" if best == own else f" {self._like(best)}"
        fit = f"{form(fits[best], 'past', 'passen')} er {number_word(fits[best])} bij elkaar, die persoon meegeteld"
        return f"{'Sturen' if head.plural else 'Stuurt'} {phrase(head)} iemand{other} die {'wel ' * (best == own)}mag toezeggen, dan {fit}."

    def report(self):
        if self.standard is None:
            return ""
        simple = len(self.inside(SIMPLE))
        against = "de regisseur" if self.sent else "wie hier het vaakst voorkomt"
        fits = (
            f"{form(simple, 'past', 'passen')} er {number_word(simple) if simple else 'geen'} van de {number_word(len(self.cells))} mensen"
        )
        if simple == len(self.cells):
            fits = "past iedereen van wie dat bekend is" if self.unknown else "past iedereen"
        fit = f"Gemeten aan {against} ({self.said(self.standard)}) {fits}"
        names = [phrase(self.case.party(key)) for key in self.inside(SIMPLE)]
        told = [f"{fit}: {several(names, most)}." for most in range(MOST, 0, -1)] if 0 < simple < len(self.cells) else [f"{fit}."]
        fit = next((one for one in told if len(one.split()) <= SENTENCE), told[-1])
        other = self.inside(SCALE_UP)
        above = [key for key in other if self.aside(key) == HIGHER]
        sides = (
            {"een hoger": above, "een lager": [key for key in other if key not in above]} if len(BY[self.by]) == 1 else {"een ander": other}
        )
        what = self._lacks().removeprefix("een ander ")
        lacks = (
            (self.inside(MANDATE), "mag niets toezeggen", "mogen niets toezeggen"),
            *((found, f"heeft {side} {what}", f"hebben {side} {what}") for side, found in sides.items()),
            (self.inside(NO_CHANCE), f"mag niets toezeggen en heeft {self._lacks()}", f"mogen niets toezeggen en hebben {self._lacks()}"),
        )
        rest = [f"{number_word(len(found))} {form(len(found), *lack)}" for found, *lack in lacks if found]
        n = len(above)
        one, many = ABOVE_ALL[self.by]
        who = form(n, f"één van hen, die {one},", f"{number_word(n)} van hen, die {many},")
        others = f"Bij {who} moeten juist de anderen opschalen." if above else ""
        return say(fit, f"{capital(listed(rest))}." if rest else "", others, self._unknown())

    def measures(self):
        return [Measure(capital(name), len(self.before.inside(c)), len(self.inside(c)), digits=0) for c, (name, *_) in CELLS.items()]

    def tables(self):
        def row(p):
            seat = self.seats.get(p.key)
            cells = (LEVELS[seat.level], MANDATES[seat.mandate], YES if seat.commitment else NO) if seat else ("",) * 3
            return p.label, role(p), *cells, CELLS[self.cells[p.key]][2] if p.key in self.cells else "nog niet bekend"

        columns = ("Partij", "Functie", "Niveau", "Mandaat", "Commitment", "Wat het vraagt")
        seated = Table("Wie zit er aan tafel, en wat vraagt dat?", columns, [row(p) for p in self.case.parties])
        if not self.swaps:
            return [seated]
        sent = [(f"iemand {self._like(standing)}", *counts.values()) for standing, counts in self.sends.items()]
        caption = "Zo verandert de tafel als de regisseur een ander stuurt, die ook mag toezeggen"
        return [seated, Table(caption, ("De regisseur stuurt", *(capital(name) for name, *_ in CELLS.values())), sent)]

    def pick(self, key):
        p = self.case.party(key)
        if key not in self.cells:
            return f"{p.called}: nog niet bekend wie er zit, of met wie u vergelijkt. Vul in de tabel niveau, mandaat en commitment in."
        seat = self.seats[key]
        who = role(p) or "iemand"
        level, mandate = RANKS["level"][seat.level], RANKS["mandate"][seat.mandate]
        binds = "mag toezeggen" if seat.commitment else "mag niets toezeggen"
        return f"{p.called}: {who} van {level}, met {mandate}, {binds}. {self.advice(key)}"

    def note(self, key):
        unread = self.read[1]
        return f"{misread(unread)} Die vertegenwoordiger telt nu niet mee." if key == "rows" and unread else ""
