"""Interne structuur past niet op externe vraagstukken → andere indeling → past op één omgeving."""

from functools import cached_property
from itertools import combinations

from regiekit.cases.reading import beyond, grouping, members, names, shared_tasks
from regiekit.cases.remember import each
from regiekit.models import congruence as model
from regiekit.plots.groups import grouped
from regiekit.proeven import Choice, Proef, Slider, count, counted, dutch, foremost, form, measure

SIGNS = (("tinted", "nodig voor dit vraagstuk"), ("informatie", "over de grens"), ("", "doorgetrokken: binnen één eenheid"))


@each
def fits(case, structure) -> dict[str, float]:
    """Issue -> share of the pairs it needs that are inside one unit."""
    unit = grouping(case, structure)
    return {t.key: model.congruence(model.needed_pairs([t.needed]), unit) for t in shared_tasks(case)}


class Congruence(Proef, asks=("tasks",)):
    """An organisation in units, and the issue that it meets."""

    structure: str
    issue: str

    @classmethod
    def ready(cls, case):
        if found := shared_tasks(case):
            return beyond(max(len(task.needed) for task in found), "partijen bij één taak")
        return (
            "In deze casus staat nog geen taak waarvoor twee of meer partijen elkaar nodig hebben. "
            "Vul die hieronder in: in de tabel Taken, in de kolom ‘Samen nodig’."
        )

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 0, 100, 80, 1, "%")

    @classmethod
    def answer(cls, case):
        """How well the structure that fits best on average does."""
        return max(100 * cls.at(case, structure=s).average for s in names(case))

    @classmethod
    def controls(cls, case):
        found = names(case)
        issues = [(t.key, t.called) for t in shared_tasks(case)]
        return [
            Choice("structure", "Indeling", list(found.items()), next(iter(found))),
            Choice("issue", "Vraagstuk dat zich aandient", issues, issues[0][0]),
        ]

    @cached_property
    def before(self):
        """The first structure of the case: the present one, where there is one."""
        return self.but(structure=next(iter(names(self.case))))

    @cached_property
    def unit(self):
        """Party -> unit."""
        return grouping(self.case, self.structure)

    @cached_property
    def fits(self) -> dict[str, float]:
        """Issue -> share of the pairs it needs that are inside one unit."""
        return fits(self.case, self.structure)

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """Who need one another for this issue."""
        return list(combinations(next(t for t in self.case.tasks if t.key == self.issue).needed, 2))

    @cached_property
    def inside(self) -> int:
        return sum(self.unit[a] == self.unit[b] for a, b in self.pairs)

    @cached_property
    def chance(self) -> float:
        """What a lottery over units of these sizes would fit."""
        return model.expected_congruence([len(keys) for keys in members(self.unit).values()])

    @cached_property
    def worst(self) -> str:
        return min(self.fits, key=lambda key: self.fits[key])

    def _worst(self, called, said: str) -> str:
        """A sentence about the issues that it fits worst."""
        scores = {key: -fit for key, fit in self.fits.items()}
        return foremost(scores, called, f"Het slechtst past zij op{said}", "Op elk vraagstuk past zij even goed.", "{} vraagstukken")

    @measure("Past op dit vraagstuk", "%", 0, 100)
    def fit(self):
        return self.fits[self.issue]

    @measure("Past op alle vraagstukken, gemiddeld", "%", 0, 100)
    def average(self):
        return sum(self.fits.values()) / len(self.fits)

    @measure("Past op het slechtst passende vraagstuk", "%", 0, 100)
    def least(self):
        return self.fits[self.worst]

    def picture(self):
        return grouped(self.case, members(self.unit), self.pairs, note=SIGNS)

    def _task(self, key):
        return next(t.called for t in self.case.tasks if t.key == key)

    def words(self):
        fit, was, average, chance, least = (
            f"{dutch(100 * n, 0)}%" for n in (self.fit, self.before.fit, self.average, self.chance, self.least)
        )
        together = counted(self.inside, "zit", "zitten", "paar", "paren") if self.inside else "zit geen enkel paar"
        return (
            f"Indeling: {names(self.case)[self.structure]}. Vraagstuk: {self._task(self.issue)}. "
            f"Daarvoor {counted(len(self.pairs), 'heeft', 'hebben', 'paar partijen', 'paren partijen')} elkaar nodig. "
            f"Daarvan {together} in dezelfde eenheid: {fit} (in de eerste indeling {was}). "
            f"Deze indeling past gemiddeld voor {average} op alle vraagstukken; bij loting zou dat {chance} zijn. "
            + self._worst(self._task, f": {{}} ({least}).")
        )

    def report(self):
        n = len(self.pairs)
        return (
            f"Voor ‘{self._task(self.issue)}’ {form(n, 'heeft', 'hebben')} {count(n, 'paar partijen|paren partijen')} elkaar nodig; "
            f"de indeling ‘{names(self.case)[self.structure]}’ zet er daarvan {self.inside or 'geen enkel'} in dezelfde eenheid. "
            f"Op alle vraagstukken past zij gemiddeld voor {dutch(100 * self.average, 0)}%, "
            f"bij loting zou dat {dutch(100 * self.chance, 0)}% zijn. " + self._worst(lambda key: f"‘{self._task(key)}’", " {}.")
        )
