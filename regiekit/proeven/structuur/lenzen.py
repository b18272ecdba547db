"""A4: the structure that is chaos to one is order to another."""

from collections import Counter
from collections.abc import Hashable
from functools import cached_property
from itertools import combinations, repeat
from math import comb, isnan

from regiekit.cases.reading import ALONE, contacts, grouping, members, names
from regiekit.cases.remember import each
from regiekit.models import lenses as model
from regiekit.models.islands import islands
from regiekit.plots.groups import HIGH, grouped
from regiekit.plots.network import BOLD, LEGEND
from regiekit.plots.style import PARTIES
from regiekit.plots.svg import letter, wrap
from regiekit.proeven import Board, Case, Choice, Proef, Slider, capital, dutch, form, listed, measure, number_word, say
from regiekit.widgets.say import phrase

WIDE, HEAD, APART, SIZE = 660.0, 50, 4, 13.5  # the picture, above the rows, between bands, its smallest letters
NAME, LEFT = 182, 252  # the middle of the names, where columns begin
SLIM = 10  # columns that can be read
SOME, HALF, MOST = 0.05, 0.4, 0.66  # from where on a lens shows some order, half of it, most of it
LONG = 24  # words of a sentence


def lenses(case):
    """All lenses: the groupings of the case, and the islands of who can reach one another."""
    return names(case) | {"contact": "op welk eiland een partij zit"}


def present(case):
    """The grouping that stands first: the present structure, where there is one."""
    return next(iter(names(case)))


@each
def look(case: Case, lens: str) -> dict[str, Hashable]:
    """Party -> group through a lens."""
    if lens == "contact":
        home = {k: f"eiland {i}" for i, island in enumerate(islands(contacts(case)), 1) for k in island}
        return {p.key: home.get(p.key, "de regisseur") for p in case.parties}
    return grouping(case, lens) if lens else dict.fromkeys((p.key for p in case.parties), "")


class Lenses(Proef, before={"lens": ""}, asks=("tie", "tie.kind", "ties")):
    """Somebody looks through one lens ("": none) for an order, which is that of another."""

    lens: str
    sought: str

    @classmethod
    def ready(cls, case):
        if names(case) and len(case.parties) > 1:
            return None
        return "Vul in uw casus eerst partijen in, uit minstens twee sectoren, of een indeling in eenheden."

    @classmethod
    def guess(cls, case):
        title = names(case)[present(case)].removesuffix(" (huidig)")
        return Slider("", "Uw voorspelling", 0, 100, 80, 1, "%", f"De huidige indeling in deze casus: ‘{title}’.")

    @classmethod
    def answer(cls, case):
        """What the present structure shows of the islands, chance left out."""
        return 100 * cls(case, lens=present(case), sought="contact").share

    @classmethod
    def explain(cls, case, answer):
        state = cls(case, lens=present(case), sought="contact")
        if state.nothing:
            return f"{state.nothing} Dan valt er niets te raden, en dus ook niets te zien."
        if round(answer) == 100:
            return "De indeling volgt hier precies wie elkaar bereikt: partijen in dezelfde eenheid zitten steeds op hetzelfde eiland."
        if answer < 100 * SOME:
            return (
                "Wie elkaar bereikt, staat hier los van de indeling. Een indeling bij toeval met even grote eenheden zei bijna even veel."
            )
        luck = dutch(100 * (state.raw - state.share), 0)
        return (
            f"Zonder aftrek van toeval leek het {luck} procentpunten meer, want kleine eenheden lijken vanzelf veel te zeggen. "
            "De rest ziet u pas als u mensen vraagt met wie zij bellen."
        )

    @classmethod
    def controls(cls, case):
        found = list(lenses(case).items())
        return [
            Choice("lens", "Door welke lens kijkt u?", found, found[0][0]),
            Choice("sought", "Welke indeling zoekt u?", found, list(names(case))[-1]),
        ]

    @cached_property
    def seen(self):
        """Party -> group through the lens."""
        return look(self.case, self.lens)

    @cached_property
    def wanted(self):
        """Party -> group in the order that is sought."""
        return look(self.case, self.sought)

    @cached_property
    def both(self):
        """Group sought and group seen, per party; who directs is on no island, and is left out where islands are looked at."""
        aside = self.case.director if "contact" in (self.lens, self.sought) else ""
        keys = [k for k in self.wanted if k != aside]
        return [self.wanted[k] for k in keys], [self.seen[k] for k in keys]

    @cached_property
    def nothing(self) -> str:
        """Why there is nothing to guess, as a sentence; "" where there is."""
        wanted, seen = self.both
        if len(set(wanted)) == 1:
            return "In de gezochte indeling horen alle partijen bij één groep."
        return "Door deze lens vormt elke partij een eigen groep." if len(set(seen)) == len(seen) else ""

    @measure("Orde die deze lens laat zien, toeval afgetrokken", "%", 0, 100)
    def share(self):
        found = model.order_beyond_chance(*self.both) if self.lens else 0.0
        return 0.0 if isnan(found) else max(0.0, found)

    @measure("Orde zonder aftrek van toeval", "%", 0, 100)
    def raw(self):
        return model.order_seen(*self.both) if self.lens else 0

    @cached_property
    def pairs(self) -> tuple[int, int, int]:
        """Pairs together in both, in the order sought, and only through the lens."""
        wanted, seen = self.both
        there, sought, through = (
            sum(map(comb, Counter(one).values(), repeat(2))) for one in (zip(wanted, seen, strict=True), wanted, seen)
        )
        return there, sought, through - there

    @cached_property
    def letters(self):
        """A letter for each group, those of several first; who stands alone needs none."""
        groups = {group: keys for group, keys in members(self.wanted).items() if not str(group).startswith(ALONE)}
        return {group: letter(i) for i, group in enumerate(sorted(groups, key=lambda group: len(groups[group]) < 2))}

    @cached_property
    def places(self) -> dict[Hashable, int]:
        """The groups sought of more than one party -> their column, in the order in which the bands meet them."""
        many = Counter(self.wanted.values())
        met = dict.fromkeys(self.wanted[k] for keys in members(self.seen).values() for k in keys)
        return {group: i for i, group in enumerate(group for group in met if many[group] > 1)}

    def picture(self):
        """Parties in rows, in bands of who stand together through this lens; a column per group that is sought."""
        bands, columns, alone = members(self.seen), self.places, any(g not in self.places for g in self.wanted.values())
        across = len(columns) + alone
        b, wide = Board(WIDE, HIGH - LEGEND, "structuur"), (WIDE - 8 - LEFT) / across
        x, names = [LEFT + (i + 0.5) * wide for i in range(across)], [*map(str, columns), *["alleen"] * alone]
        lettered = all(len(word) * BOLD * SIZE < wide for name in names for word in name.split())
        top = HEAD if lettered else 2 * HEAD - 34  # names that are too long for their column stand by turns on two levels
        down = min(24, (b.height - top - APART * len(bands)) / len(self.case.parties))
        if down < SIZE or across > SLIM:
            marks = {k: self.letters.get(group, "") for k, group in self.wanted.items()}
            note = [("", "letter = groep in de gezochte indeling; kies een partij en lees wie erbij hoort")]
            return grouped(self.case, bands, marks=marks, pick=True, note=note)
        lettered = lettered and down > 17
        for i, (at, name) in enumerate(zip(x, names, strict=True)):
            sign = f"{self.letters[list(columns)[i]]} = " * lettered if i < len(columns) else ""
            up = 0 if top == HEAD else i % 2 * 32
            room = int((wide if top == HEAD else 2 * wide - 6) / (BOLD * SIZE))
            shown = [sign + name] if len(sign + name) <= room else [*[sign] * bool(sign), *wrap(name, room, 2)]
            for j, line in enumerate(reversed(shown)):
                b.text(min(at, WIDE - 4 - len(line) * BOLD * SIZE / 2), top - 8 - up - 15 * j, line, SIZE, "middle", 650)
            if up:
                b.line(at, top - up - 4, at, top - 2)
        spots, y = {}, top
        for band, keys in bands.items():
            spots |= self._draw_band(b, str(band), keys, y, down, x, wide)
            y += down * len(keys) + APART
        for p in self.case.parties:
            at, middle, tone = spots[p.key]
            with b.group(NAME, middle, key=f"n:{p.key}", pick=p.key, label=p.called):
                b.circle(at - NAME, 0, min(9, down * 0.4), **PARTIES[tone] | {"width": 1.5})
                if lettered and tone != "faded":
                    sign = self.letters[self.wanted[p.key]]
                    b.text(at - NAME, 4.6, sign, 12.5, "middle", 650, "paper" if tone == "strong" else "ink")
                b.text(LEFT - 10 - NAME, 5, wrap(p.label, 16, 1)[0], 15 if down > 19 else SIZE, "end", halo="tint")
        lonely = ("faded", "zonder letter = staat alleen" if lettered else "staat alleen")
        b.legend(extra=[("strong", "staat bij wie erbij hoort"), ("plain", "staat apart"), *[lonely] * alone])
        b.height = HIGH
        return b

    def _draw_band(self, b, name, keys, y, down, x, wide):
        """Who stand together through the lens, with a block round who also belong together; where each party stands, and its tone."""
        high, here, spots = down * len(keys), Counter(self.wanted[k] for k in keys), {}
        b.rect(4, y, WIDE - 8, high, 6, fill="tint")
        lines = wrap(name, 14, max(1, int(high / 13)))
        for i, line in enumerate(lines):
            b.text(12, y + high / 2 + 5 + SIZE * (i - (len(lines) - 1) / 2), line, SIZE, weight=650)
        row = 0
        for group in sorted(here, key=lambda group: self.places.get(group, len(x))):
            at, many = x[self.places.get(group, -1)], here[group]
            if group in self.places and many > 1:
                b.rect(at - wide / 2 + 2, y + row * down + 1, wide - 4, many * down - 2, 5, fill="tinted", stroke="accent", width=2)
            for k in (k for k in keys if self.wanted[k] == group):
                spots[k] = at, y + (row + 0.5) * down, "faded" if group not in self.places else "strong" if many > 1 else "plain"
                row += 1
        return spots

    def headline(self):
        if self.lens == self.sought:
            return "U zoekt precies de indeling die uw lens laat zien, dus u ziet elke partij op haar plaats."
        if self.nothing:
            return f"{self.nothing.removesuffix('.')}, dus er valt niets te raden."
        if self.share > 1 - 1e-9:
            return "Deze lens laat de gezochte indeling helemaal zien: partijen die u bij elkaar ziet, horen ook bij elkaar."
        if self.share < SOME:
            return "Door deze lens ziet u niets van de gezochte indeling: wie zomaar raadt, doet het even goed."
        there, belong, _ = self.pairs
        if self.share < HALF:
            why = "meestal uit elkaar" if 2 * there < belong else "tussen veel andere"
            return f"Door deze lens ziet u vooral chaos, want partijen die bij elkaar horen, staan {why}."
        if self.share < MOST:
            why = "staan tussen veel andere" if there == belong else "staan maar voor een deel bij elkaar"
            return f"Door deze lens ziet u half orde, half chaos, want partijen die bij elkaar horen, {why}."
        why = "die bij elkaar horen, staan" if 2 * there >= belong else "die u bij elkaar ziet, horen"
        return f"Door deze lens ziet u het grootste deel van de indeling, want partijen {why} meestal ook bij elkaar."

    def words(self):
        name = {k: called.removesuffix(" (huidig)") for k, called in lenses(self.case).items()}
        through = "U kijkt door de lens van de eilanden" if self.lens == "contact" else f"U kijkt door de lens ‘{name[self.lens]}’"
        if self.lens == self.sought:
            return f"{through} en zoekt diezelfde indeling. Kies een andere lens en kijk wat u dan niet ziet."
        order = "de indeling in eilanden" if self.sought == "contact" else f"de indeling ‘{name[self.sought]}’"
        start = f"{through} en zoekt {order}."
        if len(start.split()) > LONG:
            start = f"{through}. U zoekt {order}."
        if self.nothing:
            one = len(set(self.both[0])) == 1
            why = (
                "Daarin hoort iedereen bij iedereen, en dat ziet u door elke lens. Kies een indeling met meer groepen."
                if one
                else "Door deze lens staat elke partij alleen, en zo ziet u niet wie bij elkaar hoort. Kies een lens met grotere groepen."
            )
            return f"{start} {why}"
        there, belong, other = self.pairs
        words = number_word if belong <= 20 else dutch
        pairs = f"{words(belong)} {form(belong, 'paar', 'paren')} partijen"
        belongs = f"{form(belong, 'hoort', 'horen')} {pairs} bij elkaar"
        belongs = (
            f"Op hetzelfde eiland {form(belong, 'zit', 'zitten')} {pairs}." if self.sought == "contact" else f"In die indeling {belongs}."
        )
        if len(set(self.both[1])) == 1:
            return say(start, belongs, "Door deze lens staat iedereen bij elkaar, en zo ziet u niet wie bij elkaar hoort.")
        if there == belong:
            seen = f"Door deze lens ziet u {form(belong, 'dat paar ook', 'ze allemaal')} bij elkaar."
        elif there:
            seen = f"Door deze lens ziet u er {words(there)} bij elkaar."
        else:
            seen = f"Door deze lens ziet u {form(belong, 'dat paar niet', 'geen enkel van die paren')} bij elkaar."
        aside = f"Maar u ziet ook {words(other)} {form(other, 'paar', 'paren')} bij elkaar staan zonder bij elkaar te horen."
        crowd = other and self.share < HALF and 2 * there >= belong
        return say(start, belongs, seen, self._apart() if there else "", aside if crowd else "")

    def _apart(self):
        """Two of those who belong together and whom the lens keeps apart, the director first."""
        keys = sorted(self.wanted, key=lambda k: k != self.case.director)
        aside = self.case.director if "contact" in (self.lens, self.sought) else ""
        pairs = combinations([k for k in keys if k != aside], 2)
        found = next(((a, b) for a, b in pairs if self.wanted[a] == self.wanted[b] and self.seen[a] != self.seen[b]), ())
        if not found:
            return ""
        a, b = (phrase(self.case.party(k)) for k in found)
        return f"{capital(a)} en {b} horen bijvoorbeeld bij elkaar, maar u ziet ze apart staan."

    def report(self):
        name = lenses(self.case)
        if self.lens == self.sought:
            return f"Wie kijkt volgens ‘{name[self.lens]}’, ziet alles op zijn plaats."
        if self.nothing:
            return ""
        how = (
            "niet meer te zien dan bij toeval" if self.share < SOME
            else "vooral chaos te zien" if self.share < HALF
            else "een deel van de orde te zien" if self.share < MOST
            else "bijna alle orde te zien"
        )  # fmt: skip
        return f"De lens is ‘{name[self.lens]}’. Door die lens is van de indeling ‘{name[self.sought]}’ {how}."

    def pick(self, key):
        party, seen, wanted = self.case.party(key), self.seen, self.wanted
        near = [phrase(self.case.party(k)) for k in seen if seen[k] == seen[key] and k != key]
        far = [phrase(self.case.party(k)) for k in wanted if wanted[k] == wanted[key] and k != key and seen[k] != seen[key]]
        here = f"staat {phrase(party)} bij {listed(near)}" if near else f"staat {phrase(party)} alleen"
        there = f"hoort daar ook {listed(far)} bij" if len(far) == 1 else f"horen daar ook {listed(far)} bij"
        return say(
            f"Door deze lens {here}.",
            f"In de gezochte indeling {there}; {form(len(far), 'die staat', 'die staan')} hier ergens anders."
            if far
            else "Wie er in de gezochte indeling bij hoort, staat er ook hier bij.",
        )
