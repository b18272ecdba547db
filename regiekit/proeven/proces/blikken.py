"""Hoe kijkt de een naar de ander: everyone sees the intentions and the power of the others differently."""

from functools import cached_property

from regiekit.cases.model import POSITIONS, POWERS
from regiekit.models import views as model
from regiekit.models.views import Gap, Statement
from regiekit.plots.svg import escape, wrap
from regiekit.proeven import Board, Case, Choice, Measure, Proef, Table, capital, count, form, leading, listed, number_word, say
from regiekit.widgets.party_rows import UNKNOWN, PartyRows, party_column, party_names, power_cell, power_column, power_names, powers_in
from regiekit.widgets.say import again, does, phrase

MOST = 300
POSITION, POWER, EQUAL = "houding", "macht", "evenveel"
OFTEN = {POSITION: "vaker over de houding", POWER: "vaker over de macht", EQUAL: "over beide even vaak"}
LETTERS = {"voor": "V", "afwachtend": "A", "tegen": "T", "productie": "P", "blokker": "B", "diffuus": "D"}

WIDTH, HEIGHT = 660.0, 430.0
LEFT, RIGHT, FOOT = 116, 54, 76
LINE, NAMED = 15, 118  # height of a line of names above the columns, width of a name there
WIDE, NARROW, LEAST = 58, 27, 14  # columns in which letters stand side by side; above one another; a sign of its own at all
SMALL, READ = 12.5, 14.8  # letters beside the cells, and of what they mean
SLANT = {-1: "−", 0: "", 1: "+"}  # too gloomy, too rosy


def start_rows(case: Case) -> list[dict[str, str]]:
    """The views of the case file."""
    return [{"van": v.holder, "over": v.about, "positie": v.position, "macht": power_cell(v.power)} for v in case.views][:MOST]


def stated(one: Statement) -> str:
    """A statement in words."""
    powers = listed(f"{p}macht" if p != "diffuus" else "diffuse macht" for p in POWERS if p in one.power)
    return f"{one.position}, met {powers}" if powers else f"{one.position}, macht nog niet bekend"


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
            Choice("eyes", "Om wie gaat het?", parties, eyes, "De rij en de kolom van die partij zijn grijs in het plaatje."),
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

    @cached_property
    def slants(self) -> dict[tuple[str, str], int]:
        """Per view which way it errs on the position: -1 too gloomy, 1 too rosy."""
        return {pair: model.slant(seen, self.says[pair[1]]) for pair, seen in self.views.items()}

    @property
    def gloomy(self) -> int:
        return list(self.slants.values()).count(-1)

    @property
    def rosy(self) -> int:
        return list(self.slants.values()).count(1)

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

    def measures(self):
        was, now = self.before, self
        return [
            Measure("Blikken op tafel", len(was.gaps), len(now.gaps), digits=0),
            Measure("Anders dan de partij zelf zegt", len(was.differing), len(now.differing), digits=0),
            Measure("Te somber over de houding", was.gloomy, now.gloomy, digits=0),
            Measure("Te rooskleurig over de houding", was.rosy, now.rosy, digits=0),
            Measure("Anders over de macht", was.differ("power"), now.differ("power"), digits=0),
        ]

    def picture(self):
        """A matrix of who looks (rows) at whom (columns), above it what each says of itself."""
        holders, abouts = ([p for p in self.case.parties if p.key in {pair[i] for pair in self.views}] for i in (0, 1))
        many, across = len(holders), min(88, (WIDTH - LEFT - RIGHT) / max(1, len(abouts)))
        own = across >= WIDE  # each name above its own column, else they take turns in so many lines
        lines = 2 if own else min(4, max(1, -(-NAMED // int(across)))) if abouts else 1
        head = 10 + LINE * lines
        down = min(46, max(24, (HEIGHT - head - FOOT) / (many + 2)))
        b = Board(WIDTH, max(HEIGHT, head + FOOT + down * (many + 2)), "proces")
        if not self.gaps:
            b.text(WIDTH / 2, HEIGHT / 2, "Nog geen blikken. Vul de eerste in bij De blikken.", 16, "middle", fill="soft")
            return _key(b, across)
        right, first, low = LEFT + across * len(abouts), head + down / 2, head + down * (many + 1.5)
        x = {p.key: LEFT + across * (i + 0.5) for i, p in enumerate(abouts)}
        y = {p.key: head + down * (i + 1.5) for i, p in enumerate(holders)}
        if self.eyes in y:
            b.rect(4, y[self.eyes] - down / 2, right - 4, down, key="oog-rij", fill="tint")
        if self.eyes in x:
            b.rect(x[self.eyes] - across / 2, head, across, down * (many + 2), key="oog-kolom", fill="tint")
        weight = {p.key: 700 if p.key == self.eyes else 400 for p in self.case.parties}
        for i, p in enumerate(abouts):
            names = wrap(p.label, int(across / 6.8), 2) if own else wrap(p.label, int(lines * across / (SMALL * 0.56)), 1)
            for k, name in enumerate(reversed(names)):
                b.text(x[p.key], head - 5 - LINE * (k if own else i % lines), name, SMALL, "middle", 400 if own else weight[p.key])
            _letters(b, x[p.key], first, across, *signs(self.says[p.key]))
        for p in holders:
            _name(b, wrap(p.label, 15, 2), y[p.key], 13, weight[p.key], "ink")
        _name(b, ["zegt zelf"], first, 14, 650, "soft")
        end = right + RIGHT - 6
        b.path(f"M8 {head + down:.1f}H{end:.1f}M8 {head + down * (many + 1):.1f}H{end:.1f}", stroke="line", width=1.5)
        for gap in self.gaps:
            self._cell(b, gap, x[gap.about], y[gap.holder], across, down)
        self._draw_counts(b, x, y, right + 8, (first, low), across)
        b.text(8, head - 6, "Van ↓   over →", SMALL, weight=650)
        return _key(b, across)

    def _draw_counts(self, b, x, y, right, ends, across):
        """How many of the looks of each holder, and of those at each party, differ from what that party says of itself; of one the cell
        says it."""
        (first, low), (by_holder, by_about) = (
            ends,
            ({key: n for key, n in model.misjudged(self.gaps, by).items() if n[1] > 1} for by in ("holder", "about")),
        )
        if by_holder:
            for i, part in enumerate(("wijkt", "af")):
                b.text(right, first - 3 + 13 * i, part, SMALL, weight=650, fill="soft")
        if by_about:
            _name(b, ["wijkt af"], low, 14, 650, "soft")
        for key, counted in by_holder.items():
            b.text(right, y[key] + 5, "{}/{}".format(*counted), fill="soft", key=f"rij:{key}")
        for key, (wrong, of) in by_about.items():
            at = x[key]
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
            position, power = signs(seen)
            way = SLANT[self.slants[gap.holder, gap.about]]
            letters = (position + way, power) if across >= NARROW else (("H" + way) * gap.position, "M" * gap.power)
            _letters(b, 0, 0, across, *letters, gap.position, gap.power)

    def headline(self):
        if not self.gaps:
            return "Er zijn nog geen blikken ingevuld, dus er valt niets te vergelijken. Begin met hoe u zelf een ander ziet."
        if not self.differing:
            return "Alle blikken kloppen met wat de partijen zelf zeggen. Vraag wie ze invulde, want één invuller ziet overal hetzelfde."
        party = self.case.party(self.eyes)
        seen, sees = (sum(getattr(g, which) == self.eyes for g in self.differing) for which in ("about", "holder"))
        sees_, it = ("zien" if party.plural else "ziet"), again(party)
        ask = "Vraag na wie er gelijk heeft."
        who = f"{capital(number_word(seen))} {form(seen, 'partij ziet', 'partijen zien')} {phrase(party)} anders dan {it} zichzelf {sees_}"
        if seen and sees:
            return f"{who}, en zelf {sees_} {it} er {number_word(sees)} anders. {ask}"
        if seen:
            return f"{who}. Wie er gelijk heeft, blijkt pas als u het vraagt."
        if sees:
            others = form(
                sees, "één andere partij anders dan die zichzelf ziet", f"{number_word(sees)} andere partijen anders dan die zichzelf zien"
            )
            return f"{capital(does(party, 'ziet', 'zien'))} {others}. {ask}"
        return (
            f"Rond {phrase(party)} is geen verschil ingevuld, maar elders wel: {self._share(len(self.differing))} wijken af. Vraag die na."
        )

    def _share(self, number):
        """So many of the views."""
        total = len(self.gaps)
        return f"alle {number_word(total)} blikken" if number == total > 1 else f"{number_word(number)} van de {number_word(total)} blikken"

    def words(self):
        number, wrong = len(self.gaps), len(self.differing)
        if not number:
            could = len(self.case.parties) * (len(self.case.parties) - 1)
            return f"Er kunnen {count(could, 'blik|blikken')} zijn. Begin met uw eigen blik op de anderen."
        if number == 1:
            return say(f"De enige blik {'wijkt af van' if wrong else 'zegt hetzelfde als'} wat de partij zelf zegt.", *self._through())
        if not wrong:
            return say("Alle blikken zeggen hetzelfde als de partij zelf.", *self._through())
        position, power = (self.differ(what) for what in ("position", "power"))
        differ = f"{form(position, 'wijkt', 'wijken')} er {number_word(position) if position else 'geen'} af over de houding"
        return say(
            f"Van de {number_word(number)} blikken {differ} en {number_word(power) if power else 'geen'} over de macht.", *self._through()
        )

    def _ways(self):
        """How many views err, and which way."""
        power = self.differ("power")
        stance = [f"{number_word(n)} te {how}" for n, how in ((self.gloomy, "somber"), (self.rosy, "rooskleurig")) if n]
        return say(
            f"Over de houding {form(self.gloomy or self.rosy, 'is', 'zijn')} er {listed(stance)}." if stance else "",
            f"Over de macht {form(power, 'wijkt', 'wijken')} er {number_word(power)} af." if power else "",
        )

    def _most(self):
        """Who is misjudged most: all who are equal, or nobody."""
        wrong = dict.fromkeys(self.case.party_keys, 0) | {key: n for key, (n, _) in model.misjudged(self.gaps, "about").items()}
        top, (keys, who) = max(wrong.values()), leading(wrong, lambda key: phrase(self.case.party(key)))
        many = len(keys) > 1 or self.case.party(keys[0]).plural
        times = f"{'elk ' if len(keys) > 1 else ''}{number_word(top)}"
        return (
            f"{capital(who)} {'worden' if many else 'wordt'} het vaakst anders gezien: {times} keer."
            if top > 1 and len(keys) <= 3 and who
            else ""
        )

    def _through(self):
        """What the chosen party sees, and how it is seen."""
        party = self.case.party(self.eyes)

        def sees_as(holder, about, one):
            seen = self.case.party(about)
            return f"Volgens {phrase(self.case.party(holder))} {'zijn' if seen.plural else 'is'} {phrase(seen)} {stated(one)}"

        def says(p):
            return f"zelf {stated(self.says[p.key]).replace(',', ' te zijn,', 1)}"

        pairs = [[pair for pair in self.views if pair[i] == self.eyes] for i in (1, 0)]
        seen_by, sees = ([*sorted(found, key=lambda pair: stated(self.views[pair]) == stated(self.says[pair[1]]))][:1] for found in pairs)
        if not seen_by and not sees:
            return [f"Over {phrase(party)}, of van {phrase(party)}, is nog geen blik ingevuld."]
        out = [f"{capital(does(party, 'zegt', 'zeggen'))} {says(party)}."]
        out += [f"{sees_as(*pair, self.views[pair])}." for pair in seen_by]
        for pair in sees:
            other = self.case.party(pair[1])
            same = self.views[pair] == self.says[pair[1]]
            own = (
                "en dat klopt met wat die zelf zegt"
                if same
                else f"maar {again(other)} {'zeggen' if other.plural else 'zegt'} {says(other)}"
            )
            out.append(f"{sees_as(*pair, self.views[pair])}, {own}.")
        return out

    def report(self):
        if not self.gaps:
            return ""
        n = len(self.differing)
        share = self._share(n) if n else f"geen van de {number_word(len(self.gaps))} blikken"
        differ = f"{capital(share)} van de ene partij op de andere {form(max(n, 1), 'wijkt', 'wijken')} af van wat die partij zelf zegt."
        return say(differ, self._ways(), self._most())

    def tables(self):
        out, name = [], {p.key: p for p in self.case.parties}
        if self.differing:
            rows = [
                (
                    f"{name[g.holder].label} over {name[g.about].label}",
                    stated(self.views[g.holder, g.about]),
                    stated(self.says[g.about]),
                    listed([POSITION] * g.position + [POWER] * g.power),
                    self.remark(g),
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
            rows = [(name[k].called, *(one.get(k, "") for one in both)) for k in {**both[0], **both[1]}]
            out.append(
                Table("Hoe vaak wijkt een blik af?", ("Partij", "Hoe anderen deze partij zien", "Hoe deze partij anderen ziet"), rows)
            )
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
        of, verb = count(len(self.gaps), "blik|blikken"), form(position, "wijkt", "wijken")
        return say(
            f"U voorspelde: {OFTEN[guess]}.",
            f"Van {'de ' if len(self.gaps) > 1 else ''}{of} {verb} er {number_word(position) if position else 'geen'} af over de houding "
            f"en {number_word(power) if power else 'geen'} over de macht.",
            "Dat is wat u dacht." if found == guess else f"Dat is anders dan u dacht: {OFTEN[found]}.",
            "Deze blikken zijn verzonnen om er iets mis aan te laten zijn. Welke van de twee in het echt vaker scheef zit, is niet onderzocht."
            if self.case.status != "eigen"
            else "Een houding hoort u in een overleg; macht blijkt vaak pas als iemand die gebruikt.",
        )


def _name(b, rows, y, size, weight, fill):
    """The name of a row, on the left of it."""
    for i, row in enumerate(rows):
        b.text(LEFT - 8, y + size * (0.36 + 1.1 * (i - (len(rows) - 1) / 2)), row, size, "end", weight, fill)


def _letters(b, x, y, across, position, power, *differs):
    """The letter of the position and those of the powers, bold where they differ: side by side, or above one another in a narrow column."""
    one, two = ((800, "accent") if different else (400, "ink") for different in differs or (False, False))
    if across >= WIDE:
        b.text(x - across / 5, y + 5, position, 15, "middle", *one)
        b.text(x + across / 5, y + 5, power, 15, "middle", *two)
    elif across >= LEAST:
        b.text(x, y - 1, position, 13 if across >= NARROW else SMALL, "middle", *one)
        if across >= NARROW or len(power) == 1:
            b.text(x, y + 11, power, SMALL, "middle", *two)


def _key(b, across):
    """What the letters mean, at the foot of the board."""
    sides = (" (links)", " (rechts)") if across >= WIDE else ("", "") if across >= NARROW else (" (H)", " (M)")
    where, more = ("vet", "") if across >= NARROW else ("H of M", " · leeg: meer dan één")
    b.text(10, b.height - 53, f"Houding{sides[0]}: V voor · A afwachtend · T tegen", READ, fill="soft")
    b.text(10, b.height - 31, f"Macht{sides[1]}: P productie · B blokker · D diffuus · – niet bekend{more}", READ, fill="soft")
    b.rect(10, b.height - 20, 20, 14, 3, fill="tinted", stroke="accent", width=2.2)
    b.text(37, b.height - 8, f"{where}: anders dan de partij zegt (− te somber, + te rooskleurig)", READ, fill="soft")
    return b
