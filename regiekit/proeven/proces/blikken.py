"""Hoe kijkt de een naar de ander: everyone sees the intentions and the power of the others differently."""

from collections.abc import Collection
from functools import cached_property

from regiekit.cases.model import POSITIONS, POWERS
from regiekit.models import views as model
from regiekit.models.views import Gap, Statement
from regiekit.plots.svg import escape, wrap
from regiekit.proeven import Board, Case, Choice, Measure, Proef, Table, capital, count, form, leading, listed, number_word, say
from regiekit.widgets.party_rows import UNKNOWN, PartyRows, party_column, party_names, power_cell, power_column, power_names, powers_in
from regiekit.widgets.say import does, of_all, part, phrase

MOST = 300
LONG = 25, 150  # words and characters of a headline, at most
POSITION, POWER, EQUAL = "houding", "macht", "evenveel"
OFTEN = {POSITION: "vaker over de houding", POWER: "vaker over de macht", EQUAL: "over beide even vaak"}
ROWS, DOWN, HEAD = 15, 32, 44  # looks in the picture and the height of a row, at most; above the rows
#: Where the marks stand: of the position on its scale, of each power in its column.
STANCE: dict[str, int] = dict(zip(model.ORDER, (268, 342, 410), strict=True))
POWERED = dict(zip(POWERS, (476, 554, 622), strict=True))


def start_rows(case: Case) -> list[dict[str, str]]:
    """The views of the case file."""
    return [{"van": v.holder, "over": v.about, "positie": v.position, "macht": power_cell(v.power)} for v in case.views][:MOST]


def stated(one: Statement) -> str:
    """A statement in words."""
    return f"{one.position}, met {powers(one.power)}" if one.power else f"{one.position}, macht nog niet bekend"


def powers(kinds: Collection[str]) -> str:
    """Kinds of power in a sentence: "productiemacht en diffuse macht"."""
    return listed(f"{p}macht" if p != "diffuus" else "diffuse macht" for p in POWERS if p in kinds)


def _both(kinds: Collection[str]) -> str:
    """The same beside another "en": "zowel productiemacht als diffuse macht"."""
    return f"zowel {powers(kinds).replace(' en ', ' als ')}" if len(kinds) == 2 else powers(kinds)


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
            Choice("eyes", "Om wie gaat het?", parties, eyes, "Hoe anderen die partij zien staat bovenaan, daarna hoe zij anderen ziet."),
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
            Measure("Blikken die afwijken van wat de partij zelf zegt", len(was.differing), len(now.differing), digits=0),
            Measure("Blikken die te somber zijn over de houding", was.gloomy, now.gloomy, digits=0),
            Measure("Blikken die te rooskleurig zijn over de houding", was.rosy, now.rosy, digits=0),
            Measure("Blikken die afwijken over de macht", was.differ("power"), now.differ("power"), digits=0),
        ]

    def picture(self):
        """A row per look, those at and of the chosen party first: a ring is what a party says of itself, a disc what the other sees."""
        b = Board(660, 430, "proces")
        if not self.gaps:
            b.text(330, 215, "Nog geen blikken. Vul de eerste in bij De blikken.", 15, "middle", fill="soft")
            return b
        party = self.case.party(self.eyes).label
        heads = {f"Anderen over {party}": [], f"{party} over anderen": [], "Anderen onderling: wie over wie": []}
        for gap in self.gaps:
            list(heads.values())[0 if gap.about == self.eyes else 1 if gap.holder == self.eyes else 2].append(gap)
        heads = {name: found for name, found in heads.items() if found}
        own = any(gap.differs for gap in self.differing if self.eyes in (gap.holder, gap.about))
        rows = [(name, gap) for name, found in heads.items() for gap in (None, *found)]
        left, rows = rows[ROWS + len(heads) :], rows[: ROWS + len(heads)]
        down = min(DOWN, (b.height - HEAD - 4) / (len(rows) + bool(left)))
        for name, at in (("Houding", STANCE), ("Macht", POWERED)):
            b.text(sum(at.values()) / 3, 14, name, 15, "middle", 700)
            for what, x in at.items():
                b.text(x, 36, "wacht af" if what == "afwachtend" else what, 13.5, "middle", fill="soft")
        for i, (name, gap) in enumerate(rows):
            y = HEAD + down * (i + 0.5)
            if gap is None:
                self._head(b, name, heads[name], y, down)
            else:
                self._look(b, gap, y, "accent" if gap.differs and (not own or self.eyes in (gap.holder, gap.about)) else "soft")
        if more := sum(gap is not None for _, gap in left):
            b.text(8, b.height - 8, f"En nog {count(more, 'blik|blikken')}.", 13.5, fill="soft")
        b.legend(extra=(("plain", "wat de partij zelf zegt"), ("strong", "wat de ander ziet")))
        return b

    def _head(self, b, name, found, y, down):
        """The name of a group of looks, and how many of them differ."""
        wrong = sum(gap.differs for gap in found)
        b.rect(0, y - down / 2 + 1, b.width, down - 2, fill="tint")
        b.text(8, y + 5, wrap(name, 44, 1)[0], 15, weight=700)
        b.text(
            b.width - 8,
            y + 5,
            f"{wrong} van {len(found)} {form(wrong if found[1:] else 1, 'wijkt', 'wijken')} af",
            15,
            "end",
            key=f"wijkt:{name}",
        )

    def _look(self, b, gap, y, colour):
        """One look: who at whom, and where it stands beside what that party says of itself."""
        seen, own = self.views[gap.holder, gap.about], self.says[gap.about]
        holder, about = (self.case.party(key) for key in (gap.holder, gap.about))
        names = [p.label for p in (holder, about) if p.key != self.eyes]
        with b.group(0, y, key=f"c:{gap.holder}|{gap.about}"):
            b.parts.append(f"<title>{escape(f'{holder.called} over {about.called}: {stated(seen)}')}</title>")
            for name, x in zip(names, (8, 138), strict=False):
                b.text(x, 5, wrap(name, 16 if len(names) > 1 else 30, 1)[0], 13.5)
            b.line(STANCE["tegen"], 0, STANCE["voor"], 0, opacity=0.5)
            here, there = STANCE[own.position], STANCE[seen.position]
            if gap.position:
                b.line(here, 0, there, 0, colour, width=5)
            places = [(x, name == own.position, name == seen.position, gap.position) for name, x in STANCE.items()]
            if own.power and seen.power:
                places += [(x, name in own.power, name in seen.power, gap.power) for name, x in POWERED.items()]
            else:
                b.text(POWERED["blokker"], 5, "niet bekend", 13.5, "middle", fill="soft")
            for x, says, sees, differs in places:
                if says:
                    b.circle(x, 0, 7.5, fill="paper", stroke="ink", width=2)
                if sees:
                    b.circle(x, 0, 4 if says else 7.5, fill=colour if differs else "soft")

    def headline(self):
        if not self.gaps:
            return "De tabel ‘De blikken’ is nog leeg, dus er valt niets te vergelijken. Begin met hoe u zelf een andere partij ziet."
        if not self.differing:
            fits = (
                "Alle blikken kloppen met wat de partijen zelf zeggen"
                if len(self.gaps) > 1
                else "De enige blik klopt met wat de partij zelf zegt"
            )
            return f"{fits}. Vraag na wie de tabel invulde: één invuller ziet overal hetzelfde."
        party = self.case.party(self.eyes)
        seen, sees = (sum(getattr(g, which) == self.eyes for g in self.differing) for which in ("about", "holder"))
        ask = "Vraag na wie gelijk heeft."
        name = phrase(party)
        who = f"{capital(number_word(seen))} {form(seen, 'partij ziet', 'partijen zien')} {name} anders dan {name} zelf."
        own = form(sees, "één partij anders dan die zichzelf ziet", f"{number_word(sees)} partijen anders dan zij zichzelf zien")
        others = f"{capital(does(party, 'ziet', 'zien'))} {own}."
        told = [f"{who} {others}"] if seen and sees else []
        if seen or sees:
            told.append(who if seen else others)
            fits = (one for all_ in told for one in (f"{all_} {ask}", all_) if len(one) <= LONG[1] and len(one.split()) <= LONG[0])
            return next(fits, told[-1])
        number, views = len(self.differing), any(self.eyes in pair for pair in self.views)
        here = f"Bij {name} {'wijkt geen enkele blik af' if views else 'is geen blik ingevuld'}."
        return f"{here} In de hele casus {form(number, 'wijkt', 'wijken')} {self._share(number)} af van wat de partij zelf zegt."

    def _share(self, number):
        """So many of the views."""
        total = len(self.gaps)
        return "de enige blik" if total == 1 else part(number, total, "blikken")

    def words(self):
        number, wrong = len(self.gaps), len(self.differing)
        if not number:
            return "Vul op een rij in hoe de ene partij de andere ziet. Eén rij is genoeg om te beginnen."
        if not wrong:
            none = "De enige blik noemt geen" if number == 1 else f"{capital(self._share(0))} noemt een"
            return say(f"{none} andere houding of macht dan de partij zelf.", *self._through())
        return say(*self._through(), "Er is nog maar één blik ingevuld." if number == 1 else self._where())

    def _where(self):
        """About what the views differ more often."""
        about = sorted(((self.differ("power"), "de macht"), (self.differ("position"), "de houding")), key=lambda one: -one[0])
        (most, first), (few, then) = about
        said = of_all(most, len(self.gaps), "blikken in deze casus", "wijkt", "wijken")
        return f"{capital(said)} af over {first}. Over {then} {form(max(1, few), 'wijkt', 'wijken')} er {number_word(few) if few else 'geen'} af."

    def _ways(self):
        """How many views err, and which way."""
        power, slanted = self.differ("power"), ((self.gloomy, "somber"), (self.rosy, "rooskleurig"))
        stance = [f"{number_word(n)} {form(n, 'blik', 'blikken')} te {how}" for n, how in slanted if n]
        return say(
            f"Over de houding {form(self.gloomy or self.rosy, 'is', 'zijn')} {listed(stance)}." if stance else "",
            f"Over de macht {form(power, 'wijkt één blik', f'wijken {number_word(power)} blikken')} af." if power else "",
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
        """What the chosen party sees, and how it is seen: of a view that differs only in what it differs."""
        gaps = {(g.holder, g.about): g for g in self.gaps}
        pairs = [[pair for pair in self.views if pair[i] == self.eyes] for i in (1, 0)]
        seen_by, sees = (sorted(found, key=lambda pair: not gaps[pair].differs)[:1] for found in pairs)
        if not seen_by and not sees:
            return ["Kies een andere partij om een verschil te zien."]
        return [self._told(gaps[pair]) for pair in (*seen_by, *sees)]

    def _told(self, gap):
        """One view beside what the party says of itself."""
        holder, about = self.case.party(gap.holder), self.case.party(gap.about)
        seen, own = self.views[gap.holder, gap.about], self.says[gap.about]
        if not gap.differs:
            same = stated(seen) if seen.power and own.power else seen.position
            return f"Volgens {phrase(holder)} {'zijn' if about.plural else 'is'} {phrase(about)} {same}, en dat {'zeggen' if about.plural else 'zegt'} {phrase(about)} zelf ook."
        is_, has, says = ("zijn", "hebben", "zeggen") if about.plural else ("is", "heeft", "zegt")
        stance = "afwachten" if about.plural else "afwacht"
        only = "alleen " if seen.power < own.power else "", "alleen " if own.power < seen.power else ""
        thinks, claims = [], []
        if gap.position:
            thinks.append(stance if seen.position == "afwachtend" else f"{seen.position} {is_}")
            claims.append("af te wachten" if own.position == "afwachtend" else f"{own.position} te zijn")
        if gap.power:
            thinks.append(f"{only[0]}{_both(seen.power)} {has}")
            claims.append(f"{only[1]}{_both(own.power)} te hebben")
        return f"{capital(does(holder, 'denkt', 'denken'))} dat {phrase(about)} {listed(thinks)}. Zelf {says} {phrase(about)} {listed(claims)}."

    def report(self):
        if not self.gaps:
            return ""
        n = len(self.differing)
        differ = f"{capital(self._share(n))} van de ene partij op de andere {form(max(n, 1), 'wijkt', 'wijken')} af van wat die partij zelf zegt."
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
                {
                    k: f"{wrong} van de {of} blikken" if of > 1 else "de enige blik" if wrong else "geen"
                    for k, (wrong, of) in model.misjudged(self.gaps, by).items()
                }
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
