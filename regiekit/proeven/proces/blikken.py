"""Hoe kijkt de een naar de ander: everyone sees the intentions and the power of the others differently."""

from functools import cached_property
from math import nan

from regiekit.cases.model import POSITIONS, POWERS
from regiekit.models import views as model
from regiekit.models.views import Gap, Statement
from regiekit.plots.svg import escape, wrap
from regiekit.proeven import Board, Case, Choice, Measure, Proef, Table, count, dutch, foremost, form, listed, say
from regiekit.widgets.party_rows import UNKNOWN, PartyRows, party_column, party_names, power_cell, power_column, power_names, powers_in

MOST = 300
SAID = 8  # views of one party in the words
POSITION, POWER, EQUAL = "houding", "macht", "evenveel"
OFTEN = {POSITION: "vaker over de houding", POWER: "vaker over de macht", EQUAL: "over beide even vaak"}
LETTERS = {"voor": "V", "afwachtend": "A", "tegen": "T", "productie": "P", "blokker": "B", "diffuus": "D"}

WIDTH, HEIGHT = 660, 560
LEFT, RIGHT, HEAD, FOOT = 126, 54, 128, 88
WIDE, NARROW, LEAST = 58, 27, 14  # columns in which letters stand side by side; above one another; a sign of its own at all
SMALL = 11
STEEP = 62  # degrees


def start_rows(case: Case) -> list[dict[str, str]]:
    """The views of the case file."""
    return [{"van": v.holder, "over": v.about, "positie": v.position, "macht": power_cell(v.power)} for v in case.views][:MOST]


def stated(one: Statement) -> str:
    """A statement in words."""
    return f"{one.position}; macht: {listed(p for p in POWERS if p in one.power) or 'niet bekend'}"


def signs(one: Statement) -> tuple[str, str]:
    """Letters of the position and of the powers."""
    return LETTERS.get(one.position, "?"), "".join(LETTERS[p] for p in POWERS if p in one.power) or "–"


class Views(Proef, asks=("position", "power")):
    """The views in the rows, laid beside what each party says of itself; `eyes` is whose row and column are marked."""

    eyes: str
    rows: list[dict[str, str]]

    @classmethod
    def ready(cls, case):
        return None if len(case.parties) > 1 else "Vul eerst minstens twee partijen in. Dat kan hieronder."

    @classmethod
    def guess(cls, case):
        return Choice("", "Uw voorspelling", list(OFTEN.items()), POSITION)

    @classmethod
    def controls(cls, case):
        rows, head = start_rows(case), case.director
        shown = next((r["over"] for r in rows), head or case.parties[0].key)
        eyes = head if any(head in (r["van"], r["over"]) for r in rows) else shown
        parties = [(p.key, p.called) for p in case.parties]
        columns = [
            party_column(case, "van", "Van", "zoals hierboven"),
            party_column(case, "over", "Over", "kies"),
            {"key": "positie", "label": "Houding", "default": UNKNOWN, "options": [[UNKNOWN, "kies"], *([p, p] for p in POSITIONS)]},
            power_column("weet ik niet"),
        ]
        told = "Eén rij per blik. Laat ‘Van’ leeg als het dezelfde partij is als in de rij erboven. Rijen uit een rekenblad kunt u hier plakken."
        also = {"van": party_names(case), "over": party_names(case), "macht": power_names()}
        return [
            Choice("eyes", "Wie bekijkt u?", parties, eyes, "Haar rij en haar kolom zijn grijs in het plaatje."),
            PartyRows("rows", "De blikken", columns, rows, MOST, told, also=also),
        ]

    @cached_property
    def before(self):
        return self.but(rows=start_rows(self.case))

    @cached_property
    def says(self) -> dict[str, Statement]:
        """What each party says of itself."""
        return {p.key: model.statement(p.position, p.power) for p in self.case.parties}

    @cached_property
    def read(self) -> tuple[dict[tuple[str, str], Statement], list[int]]:
        """The views in the rows, (holder, about) -> what is seen, and the numbers (from 1) of the rows that could not be read.

        An empty holder is the one above; a row without anything else is no row; a later view of the same pair takes the place of
        an earlier one.
        """
        keys, holder, unread = set(self.case.party_keys), UNKNOWN, []
        found: dict[tuple[str, str], Statement] = {}
        for number, row in enumerate(self.rows, 1):
            holder, about, power = row["van"] or holder, row["over"], powers_in(row["macht"])
            if not any(row[key] for key in ("over", "positie", "macht")):
                continue
            if {holder, about} <= keys and holder != about and row["positie"] in POSITIONS and (row["macht"] == UNKNOWN or power):
                found.pop((holder, about), None)
                found[holder, about] = model.statement(row["positie"], power)
            else:
                unread.append(number)
        return found, unread

    @property
    def views(self) -> dict[tuple[str, str], Statement]:
        return self.read[0]

    @cached_property
    def gaps(self) -> list[Gap]:
        return model.gaps(self.says, [(*pair, one) for pair, one in self.views.items()])

    @property
    def differing(self) -> list[Gap]:
        return [gap for gap in self.gaps if gap.differs]

    def differ(self, which: str) -> int:
        """How many views differ in position or in power."""
        return sum(getattr(gap, which) for gap in self.gaps)

    def remark(self, gap: Gap) -> str:
        """What the case says of a view, as long as the view is the one in the case."""
        pair = (gap.holder, gap.about)
        same = (
            v for v in self.case.views if (v.holder, v.about) == pair and model.statement(v.position, v.power or ()) == self.views[pair]
        )
        return next((v.note.strip() for v in same), "")

    @cached_property
    def shares(self) -> tuple[float, ...]:
        """The shares of the views that differ: at all, in position, in power."""
        number = len(self.gaps) or nan
        return model.share(self.gaps), self.differ("position") / number, self.differ("power") / number

    def measures(self):
        names = ("Wijkt af van wat de partij zelf zegt", "… over de houding", "… over de macht")
        shares = zip(names, self.before.shares, self.shares, strict=True)
        number = Measure("Blikken op tafel", len(self.before.gaps), len(self.gaps), digits=0)
        return [number, *(Measure(name, before, after, "%", 0, 100) for name, before, after in shares)]

    def picture(self):
        """A matrix of who looks (rows) at whom (columns), above it what each says of itself."""
        holders, abouts = ([p for p in self.case.parties if p.key in {pair[i] for pair in self.views}] for i in (0, 1))
        many = len(holders)
        down, across = min(46, max(30, (HEIGHT - HEAD - FOOT) / (many + 2))), min(88, (WIDTH - LEFT - RIGHT) / max(1, len(abouts)))
        b = Board(WIDTH, max(HEIGHT, HEAD + FOOT + down * (many + 2)), "proces")
        if not self.gaps:
            b.text(WIDTH / 2, HEIGHT / 2, "Nog geen blikken. Vul links de eerste in.", 16, "middle", fill="soft")
            return _key(b, across)
        right, first, low = LEFT + across * len(abouts), HEAD + down / 2, HEAD + down * (many + 1.5)
        x = {p.key: LEFT + across * (i + 0.5) for i, p in enumerate(abouts)}
        y = {p.key: HEAD + down * (i + 1.5) for i, p in enumerate(holders)}
        if self.eyes in y:
            b.rect(4, y[self.eyes] - down / 2, right - 4, down, key="oog-rij", fill="tint")
        if self.eyes in x:
            b.rect(x[self.eyes] - across / 2, HEAD, across, down * (many + 2), key="oog-kolom", fill="tint")
        weight = {p.key: 700 if p.key == self.eyes else 400 for p in self.case.parties}
        for p in abouts:
            with b.group(x[p.key] + 5, HEAD - 6, turn=-STEEP):
                b.text(0, 0, wrap(p.label, 16, 1)[0], min(14, max(SMALL, across * 0.7)), weight=weight[p.key])
            _letters(b, x[p.key], first, across, *signs(self.says[p.key]))
        for p in holders:
            _name(b, wrap(p.label, 13, 2), y[p.key], 13, weight[p.key], "ink")
        _name(b, ["zegt zelf"], first, 14, 650, "soft")
        _name(b, ["wijkt af"], low, 14, 650, "soft")
        end = right + RIGHT - 6
        b.path(f"M8 {HEAD + down:.1f}H{end:.1f}M8 {HEAD + down * (many + 1):.1f}H{end:.1f}", stroke="line", width=1.5)
        for gap in self.gaps:
            self._cell(b, gap, x[gap.about], y[gap.holder], across, down)
        self._draw_counts(b, x, y, right + 8, low, across)
        for i, part in enumerate(("wijkt", "af")):
            b.text(right + 8, first - 3 + 15 * i, part, 12, weight=650, fill="soft")
        b.text(8, HEAD - 10, "Van ↓   over →", weight=650)
        return _key(b, across)

    def _draw_counts(self, b, x, y, right, low, across):
        """How many of the looks of each holder, and of those at each party, differ from what that party says of itself."""
        by_holder, by_about = model.misjudged(self.gaps, "holder"), model.misjudged(self.gaps)
        for key, at in y.items():
            b.text(right, at + 5, "{}/{}".format(*by_holder[key]), fill="soft", key=f"rij:{key}")
        for key, at in x.items():
            wrong, of = by_about[key]
            if across > 36:
                b.text(at, low + 5, f"{wrong}/{of}", 14, "middle", fill="soft")
            else:
                b.text(at, low - 1, wrong, SMALL, "middle", 650, "soft")
                b.text(at, low + 11, f"/{of}", SMALL, "middle", fill="soft")

    def _cell(self, b, gap, x, y, across, down):
        seen, (holder, about) = self.views[gap.holder, gap.about], (self.case.party(k) for k in (gap.holder, gap.about))
        fill, stroke, width = ("tinted", "accent", 2.2) if gap.differs else ("paper", "line", 1)
        with b.group(x, y, key=f"c:{gap.holder}|{gap.about}"):
            b.parts.append(f"<title>{escape(f'{holder.called} over {about.called}: {stated(seen)}')}</title>")
            b.rect(2 - across / 2, 2 - down / 2, across - 4, down - 4, 4, fill=fill, stroke=stroke, width=width)
            letters = signs(seen) if across >= NARROW else ("H" * gap.position, "M" * gap.power)
            _letters(b, 0, 0, across, *letters, gap.position, gap.power)

    def words(self):
        return say(self._all(), *self._most(), *self._through())

    def _all(self):
        parties, number, wrong = len(self.case.parties), len(self.gaps), len(self.differing)
        could = parties * (parties - 1)
        if not number:
            return f"Er zijn nog geen blikken ingevuld. Bij {parties} partijen kunnen het er {could} zijn. Begin met uw eigen blik op de anderen."
        start = f"Er {form(number, 'ligt 1 blik', f'liggen {number} blikken')} op tafel, van de {could} die er kunnen zijn."
        if not wrong:
            return f"{start} {form(number, 'Die zegt', 'Alle blikken zeggen')} hetzelfde als de partij zelf zegt."
        part = "Die" if number == 1 else "Alle blikken" if wrong == number else f"{wrong} daarvan ({dutch(100 * wrong / number, 0)}%)"
        return (
            f"{start} {part} {form(wrong, 'wijkt', 'wijken')} af van wat de partij zelf zegt: "
            f"{self.differ('position')} over de houding, {self.differ('power')} over de macht."
        )

    def _most(self):
        """Who is misjudged most, and who misjudges most."""
        for by, one, more in (("about", "gezien wordt", "gezien worden"), ("holder", "kijkt", "kijken")):
            wrong = dict.fromkeys(self.case.party_keys, 0) | {key: n for key, (n, _) in model.misjudged(self.gaps, by).items()}
            top, called = max(wrong.values()), {p.key: p.called for p in self.case.parties}
            said, same = (
                f"Het vaakst anders [{one}|{more}] {{}}: [|elk ]{top} keer.",
                f"Even vaak anders {more} alle partijen: elk {top} keer.",
            )
            yield foremost(wrong, called.__getitem__, said, same) if top else ""

    def _through(self):
        """What the chosen party sees, and how it is seen."""
        name, label = self.case.party(self.eyes).called, {p.key: p.label for p in self.case.parties}
        same = {gap.about for gap in self.gaps if gap.holder == self.eyes and not gap.differs}
        seen_by = [f"{label[a]}: {stated(one)}" for (a, b), one in self.views.items() if b == self.eyes]
        sees = [f"{label[b]}: {stated(one)}{' (gelijk)' * (b in same)}" for (a, b), one in self.views.items() if a == self.eyes]
        if not seen_by and not sees:
            return [f"Over {name}, en van haar, is nog geen blik ingevuld."]
        parts = (("Zo zien anderen haar", seen_by), ("Zo ziet zij anderen", sees))
        return [f"{name} zegt zelf: {stated(self.says[self.eyes])}.", *(_cut(lead, found) for lead, found in parts if found)]

    def report(self):
        if not self.gaps:
            return ""
        n, number = len(self.differing), count(len(self.gaps), "blik|blikken")
        verb = "wijkt" if n < 2 else "wijken"
        differ = f"Van de {number} van de ene partij op de andere {verb} er {n or 'geen'} af van wat die partij zelf zegt."
        return say(differ, next(self._most(), ""))

    def tables(self):
        out, name = [], {p.key: p for p in self.case.parties}
        if self.differing:
            rows = [
                (
                    f"{name[g.holder].label} over {name[g.about].label}",
                    stated(self.views[g.holder, g.about]),
                    stated(self.says[g.about]),
                    listed([POSITION] * g.position + [POWER] * g.power),
                    self.remark(g) or "–",
                )
                for g in self.differing
            ]
            columns = ("Wie over wie", "Ziet", "Zegt zelf", "Verschil in", "In de casus")
            out.append(Table("Waarover u het gesprek kunt beginnen", columns, rows))
        if self.gaps:
            both = [
                {k: f"{wrong} van {count(of, 'blik|blikken')}" for k, (wrong, of) in model.misjudged(self.gaps, by).items()}
                for by in ("about", "holder")
            ]
            rows = [(name[k].called, *(one.get(k, "–") for one in both)) for k in {**both[0], **both[1]}]
            out.append(Table("Hoe vaak wijkt een blik af?", ("Partij", "Zo ziet men haar", "Zo ziet zij anderen"), rows))
        return out

    def note(self, key):
        unread = self.read[1]
        if key != "rows" or not unread:
            return ""
        which = listed(str(n) for n in unread[:8]) + (" en verder" if len(unread) > 8 else "")
        return (
            f"Rij {which} {form(len(unread), 'telt', 'tellen')} nog niet mee. "
            "Kies van wie de blik is, over welke andere partij, en welke houding. Weet u de macht niet, laat die dan leeg."
        )

    def compared(self, guess):
        if not self.gaps:
            return f"U voorspelde: {OFTEN[guess]}. Er is nog geen blik om naast te leggen. Vul er een paar in; dan staat hier het antwoord."
        position, power = self.differ("position"), self.differ("power")
        found = EQUAL if position == power else POSITION if position > power else POWER
        number, verb = count(len(self.gaps), "blik|blikken"), form(position, "wijkt", "wijken")
        return say(
            f"U voorspelde: {OFTEN[guess]}.",
            f"Van de {number} op tafel {verb} er {position} af over de houding en {power} over de macht.",
            "Dat is wat u dacht." if found == guess else f"Dat is anders dan u dacht: {OFTEN[found]}.",
            "Ook een houding kent u pas als u ernaar vraagt."
            if found == POSITION
            else "Houding hoort u in een overleg; macht blijkt vaak pas als iemand haar gebruikt.",
        )


def _cut(lead, found):
    """A list of views, cut where it is long."""
    rest = f" En nog {len(found) - SAID}; die staan in de tabel met blikken." if len(found) > SAID else ""
    return f"{lead}: {'. '.join(found[:SAID])}.{rest}"


def _name(b, rows, y, size, weight, fill):
    """The name of a row, on the left of it."""
    for i, row in enumerate(rows):
        b.text(LEFT - 8, y + size * (0.36 + 1.1 * (i - (len(rows) - 1) / 2)), row, size, "end", weight, fill)


def _letters(b, x, y, across, position, power, *differs):
    """The letter of the position and those of the powers, bold where they differ: side by side, or above one another in a narrow column."""
    one, two = ((800, "accent") if different else (400, "ink") for different in differs or (False, False))
    if across >= WIDE:
        b.text(x - 8, y + 5, position, 15, "end", *one)
        b.text(x - 2, y + 5, power, 15, "start", *two)
    elif across >= LEAST:
        b.text(x, y - 1, position, 13 if across >= NARROW else SMALL, "middle", *one)
        if across >= NARROW or len(power) == 1:
            b.text(x, y + 11, power, SMALL, "middle", *two)


def _key(b, across):
    """What the letters mean, at the foot of the board."""
    where, more = ("vet: waarin", "") if across >= NARROW else ("H: in houding, M: in macht", " (leeg: meer dan één)")
    b.text(16, b.height - 58, "Houding: V voor · A afwachtend · T tegen", fill="soft")
    b.text(16, b.height - 36, f"Macht: P productie · B blokker · D diffuus · – niet bekend{more}", fill="soft")
    b.rect(16, b.height - 26, 20, 16, 3, fill="tinted", stroke="accent", width=2.2)
    b.text(44, b.height - 13, f"wijkt af van wat de partij zelf zegt ({where})", fill="soft")
    return b
