"""A4: the structure that is chaos to one is order to another."""

from collections.abc import Hashable
from functools import cached_property
from itertools import combinations
from math import isnan

from regiekit.cases.reading import ALONE, contacts, grouping, members, names
from regiekit.models import lenses as model
from regiekit.models.islands import islands
from regiekit.plots.groups import grouped
from regiekit.plots.svg import letter
from regiekit.proeven import Case, Choice, Proef, Slider, dutch, form, listed, measure, say
from regiekit.widgets.say import phrase

CROWDED = 24  # parties and letters together
SOME, HALF, MOST = 0.05, 0.4, 0.66  # from where on a lens shows some order, half of it, most of it


def lenses(case):
    """All lenses: the groupings of the case, and the islands of who can reach one another."""
    return names(case) | {"contact": "op welk eiland een partij zit"}


def present(case):
    """The grouping that stands first: the present structure, where there is one."""
    return next(iter(names(case)))


def look(case: Case, lens: str) -> dict[str, Hashable]:
    """Party -> group through a lens."""
    if lens == "contact":
        home = {k: f"eiland {i}" for i, island in enumerate(islands(contacts(case)), 1) for k in island}
        return {p.key: home.get(p.key, "de regisseur") for p in case.parties}
    return grouping(case, lens) if lens else dict.fromkeys((p.key for p in case.parties), "")


class Lenses(Proef, before={"lens": ""}, asks=("tie.kind", "ties")):
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
        together = [[a == b for a, b in combinations(found, 2)] for found in self.both]
        there = sum(both and seen for both, seen in zip(*together, strict=True))
        return there, sum(together[0]), sum(together[1]) - there

    @cached_property
    def letters(self):
        """A letter for each group; who stands alone needs none."""
        return {group: letter(i) for i, group in enumerate(g for g in members(self.wanted) if not str(g).startswith(ALONE))}

    def picture(self):
        note = [("", f"{sign} = {group}") for group, sign in self.letters.items()]
        if len(self.case.parties) + len(note) > CROWDED:  # the parties need the room
            note = [("", "letter = groep in de gezochte indeling; kies een partij en lees wie erbij hoort")]
        if any(group not in self.letters for group in self.wanted.values()):
            note.append(("", "zonder letter = staat alleen"))
        marks = {k: self.letters.get(group, "") for k, group in self.wanted.items()}
        return grouped(self.case, members(self.seen), marks=marks, pick=True, note=note)

    def headline(self):
        if self.lens == self.sought:
            return "Door de eigen lens staat elke partij op haar plaats: wie zoekt wat al bekend is, ziet orde."
        if self.nothing:
            return f"{self.nothing.removesuffix('.')}, dus er valt niets te raden."
        if self.share > 1 - 1e-9:
            return "De twee indelingen vallen samen, dus wie door deze lens kijkt, ziet de gezochte orde helemaal."
        if self.share < SOME:
            return "Door deze lens is van de gezochte indeling niets te zien, want toeval had het even goed geraden."
        if self.share < HALF:
            there, belong, _ = self.pairs
            why = "staan er meestal uit elkaar" if 2 * there < belong else "staan er tussen veel andere"
            return f"Door deze lens lijkt het vooral chaos: partijen die bij elkaar horen, {why}."
        if self.share < MOST:
            return "Door deze lens is het half orde, half chaos, want een deel van de groepen blijft bij elkaar en een deel niet."
        there, belong, _ = self.pairs
        why = "wie bij elkaar hoort, staat er" if 2 * there >= belong else "wie er bij elkaar staat, hoort"
        return f"Door deze lens ziet u bijna alle orde, want {why} meestal ook bij elkaar."

    def words(self):
        name = {k: called.removesuffix(" (huidig)") for k, called in lenses(self.case).items()}
        start = f"U kijkt door de lens ‘{name[self.lens]}’. U zoekt de indeling ‘{name[self.sought]}’."
        if self.lens == self.sought:
            return f"{start} Dat is dezelfde lens: alles staat op zijn plaats."
        if self.nothing:
            return f"{start} {self.nothing} Dan valt er niets te raden."
        there, belong, other = self.pairs
        few = dutch(there) if there else "geen"
        aside = f", naast {dutch(other)} andere" if not HALF <= self.share < MOST and (self.share < HALF) == (2 * there >= belong) else ""
        return say(
            start,
            f"De lens laat {dutch(100 * self.share, 0)} procent van die orde zien. Zonder aftrek van toeval leek dat {dutch(100 * self.raw, 0)} procent.",
            f"Want van de {dutch(belong)} paren die daar bij elkaar horen, {form(max(1, there), 'staat', 'staan')} er hier {few} bij elkaar{aside}.",
        )

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
