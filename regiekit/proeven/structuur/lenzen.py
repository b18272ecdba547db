"""A4: the structure that is chaos to one is order to another."""

from collections.abc import Hashable
from functools import cached_property

from regiekit.cases.reading import ALONE, contacts, grouping, members, names
from regiekit.models import lenses as model
from regiekit.models.islands import islands
from regiekit.plots.groups import grouped
from regiekit.plots.svg import letter
from regiekit.proeven import Case, Choice, Proef, Slider, dutch, form, measure

DRAWS = 100  # of a lens that has nothing to do with the order


def lenses(case):
    """All lenses: the groupings of the case, and who speaks whom."""
    return names(case) | {"contact": "wie wie spreekt"}


def present(case):
    """The grouping that stands first: the present structure, where there is one."""
    return next(iter(names(case)))


def look(case: Case, lens: str) -> dict[str, Hashable]:
    """Party -> group through a lens."""
    if lens == "contact":
        home = {k: f"groep {i}" for i, island in enumerate(islands(contacts(case)), 1) for k in island}
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
        return Slider("", "Uw schatting", 0, 100, 80, 1, "%", f"De huidige indeling in deze casus: ‘{title}’.")

    @classmethod
    def answer(cls, case):
        """What the present structure shows of who speaks whom."""
        return 100 * cls(case, lens=present(case), sought="contact").share

    @classmethod
    def explain(cls, case, answer):
        state = cls(case, lens=present(case), sought="contact")
        if round(answer) == 0:
            return (
                "Wie met wie spreekt, staat hier los van de indeling. Voor wie alleen de indeling kent, lijkt het contact één grote chaos."
            )
        if round(answer) < 100:
            return "De rest ziet u pas als u iemand vraagt met wie hij belt. Voor wie alleen de indeling kent, lijkt dat deel chaos."
        if len(set(state.seen.values())) == len(state.seen):
            return (
                "In deze indeling vormt elke partij een eigen groep. Wie de groep kent, kent de partij, en dan valt er niets meer te raden."
            )
        if len(set(state.wanted.values())) == 1:
            return "Alle partijen horen hier bij één groep die met elkaar spreekt. Dan valt er niets te raden, wat de indeling ook is."
        return "De indeling volgt hier precies wie wie spreekt: partijen in dezelfde eenheid horen steeds bij dezelfde groep."

    @classmethod
    def controls(cls, case):
        found = list(lenses(case).items())
        return [
            Choice("lens", "Door welke lens kijkt u?", found, found[0][0]),
            Choice("sought", "Welke ordening zoekt u?", found, list(names(case))[-1]),
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
        """Group sought and group seen, per party."""
        return list(self.wanted.values()), list(self.seen.values())

    @measure("Ja/nee-vragen om een partij te plaatsen", digits=1)
    def left(self):
        return model.conditional_entropy(*self.both)

    @cached_property
    def luck(self) -> float:
        """So many questions are left with a lens drawn by lot."""
        return model.expected_conditional_entropy(*self.both, draws=DRAWS)

    @measure("Orde die deze lens laat zien", "%", 0, 100)
    def share(self):
        return model.order_seen(*self.both) if self.lens else 0

    @cached_property
    def letters(self):
        """A letter for each group; who stands alone needs none."""
        return {group: letter(i) for i, group in enumerate(g for g in members(self.wanted) if not str(g).startswith(ALONE))}

    def picture(self):
        note = [("", f"{sign} = {group}") for group, sign in self.letters.items()]
        if any(group not in self.letters for group in self.wanted.values()):
            note.append(("", "zonder letter = staat alleen"))
        marks = {k: self.letters.get(group, "") for k, group in self.wanted.items()}
        return grouped(self.case, members(self.seen), marks=marks, pick=True, note=note)

    @property
    def verdict(self) -> str:
        return "overwegend orde" if self.share > 0.66 else "half orde, half chaos" if self.share > 0.4 else "vooral chaos"

    def words(self):
        name = lenses(self.case)
        start = f"U kijkt door de lens ‘{name[self.lens]}’ en zoekt de ordening ‘{name[self.sought]}’."
        if self.lens == self.sought:
            return f"{start} Dat is dezelfde lens: alles staat op zijn plaats. Wie zo kijkt, ziet orde."
        left, luck = self.left, self.luck
        beside = "ongeveer evenveel als" if abs(left - luck) < 0.15 else "minder dan" if left < luck else "meer dan"
        return (
            f"{start} Van die ordening is {dutch(100 * self.share, 0)}% te zien: {self.verdict}. "
            f"Om te weten waar een partij hoort, zijn zonder lens {dutch(self.before.left, 1)} ja/nee-vragen nodig. "
            f"Met deze lens zijn dat er nog {dutch(left, 1)}: {beside} bij een willekeurige indeling ({dutch(luck, 1)})."
        )

    def report(self):
        name = lenses(self.case)
        if self.lens == self.sought:
            return f"Wie kijkt volgens ‘{name[self.lens]}’, ziet alles op zijn plaats."
        share = f"{dutch(100 * self.share, 0)}%: {self.verdict}"
        return f"Wie kijkt volgens ‘{name[self.lens]}’, herkent van de ordening ‘{name[self.sought]}’ {share}."

    def pick(self, key):
        name, seen, wanted = self.case.party(key).called, self.seen, self.wanted
        near = [self.case.party(k).called for k in seen if seen[k] == seen[key] and k != key]
        far = [self.case.party(k).called for k in wanted if wanted[k] == wanted[key] and k != key and seen[k] != seen[key]]
        here = f"zit {name} bij ‘{seen[key]}’, met {', '.join(near)}" if near else f"staat {name} alleen"
        elsewhere = f"{', '.join(far)}; die {form(len(far), 'staat', 'staan')} hier ergens anders"
        there = f"hoort zij ook bij {elsewhere}" if far else "hoort zij bij niemand die hier ergens anders staat"
        return f"Door deze lens {here}. In de gezochte ordening {there}."
