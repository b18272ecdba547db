"""Interne structuur past niet op externe vraagstukken → andere indeling → past op één omgeving."""

from functools import cached_property
from itertools import combinations

from regiekit.cases.model import Party, Task
from regiekit.cases.reading import beyond, members
from regiekit.cases.remember import each
from regiekit.models import congruence as model
from regiekit.plots.groups import grouped
from regiekit.proeven import Case, Choice, Proef, Slider, dutch, form, listed, measure, number_word, say

SIGNS = (("tinted", "nodig voor dit vraagstuk"), ("informatie", "over de grens"), ("", "doorgetrokken: binnen één directie"))
NOW = "nu"
FEWEST = 3  # departments in a case of which something can be said
OTHER = "overige"  # the unit of a department that stands in none

#: A municipality as many are: department -> its directorate now. Nobody's own: it stands in where a case has no departments.
EXAMPLE = {
    "Jeugd": "Sociaal domein", "Zorg": "Sociaal domein", "Inkomen": "Sociaal domein", "Leerplicht": "Sociaal domein",
    "Ruimte": "Ruimte en wonen", "Wonen": "Ruimte en wonen", "Beheer": "Ruimte en wonen",
    "Veiligheid": "Bestuur", "Juridisch": "Bestuur", "Geldzaken": "Bedrijfsvoering", "Inkoop": "Bedrijfsvoering",
}  # fmt: skip
ISSUES = {
    "Een leerling die thuiszit": ("Jeugd", "Leerplicht", "Zorg", "Inkoop"),
    "Een gezin met schulden": ("Inkomen", "Zorg", "Wonen", "Juridisch"),
    "Een wijk van het gas": ("Ruimte", "Wonen", "Beheer", "Geldzaken"),
    "Onrust rond een opvang": ("Veiligheid", "Ruimte", "Zorg", "Juridisch"),
    "Ondermijning op een bedrijventerrein": ("Veiligheid", "Juridisch", "Ruimte", "Geldzaken"),
}


@each
def own(case):
    """The departments of a municipality in the case with the tasks that need two of them or more; () and () where it has too few."""
    parts = [p for p in case.parties if p.part_of]
    keys = {p.key for p in parts}
    tasks = [(t, tuple(k for k in t.needed if k in keys)) for t in case.tasks]
    shared = [Task(t.key, name=t.called, needed=needed) for t, needed in tasks if len(needed) > 1]
    return (tuple(parts), tuple(shared)) if len(parts) >= FEWEST and len(shared) > 1 else ((), ())


def is_example(case):
    return not own(case)[0]


@each
def organisation(case):
    """A case of departments only: those of this case, else the example."""
    if not is_example(case):
        parts, tasks = own(case)
        return Case(title=case.title, parties=parts, tasks=tasks)
    key = {name: f"a{i}" for i, name in enumerate(EXAMPLE)}
    parties = tuple(Party(key[name], name=name, kind="gemeente", size=3, sector=of) for name, of in EXAMPLE.items())
    tasks = tuple(Task(f"t{i}", name=name, needed=tuple(key[k] for k in needed)) for i, (name, needed) in enumerate(ISSUES.items()))
    return Case(title="Voorbeeldgemeente", parties=parties, tasks=tasks)


@each
def units(case, structure):
    """Department -> directorate: as it is now, or with all that one issue needs together and the others where they were."""
    inside = organisation(case)
    found = {p.key: p.sector or OTHER for p in inside.parties}
    task = next((t for t in inside.tasks if t.key == structure), None)
    return found | dict.fromkeys(task.needed if task else (), "Nieuwe directie")


@each
def fits(case, structure) -> dict[str, float]:
    """Issue -> share of the pairs it needs that are inside one directorate."""
    unit = units(case, structure)
    return {t.key: model.congruence(model.needed_pairs([t.needed]), unit) for t in organisation(case).tasks}


class Congruence(Proef):
    """A municipality in directorates (`structure`: now, or arranged for one issue), and the issue that it meets."""

    structure: str
    issue: str

    @classmethod
    def ready(cls, case):
        return beyond(len(own(case)[0]), "afdelingen")

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw voorspelling", 0, 100, 80, 1, "%")

    @classmethod
    def answer(cls, case):
        """How well the structure that fits best on average does."""
        return max(100 * cls.at(case, structure=key).average for key, _ in cls.controls(case)[0].options)

    @classmethod
    def explain(cls, case, answer):
        return (
            "Elk vraagstuk vraagt andere afdelingen bij elkaar. Wie ze voor het ene vraagstuk samenbrengt, haalt ze voor het andere uit elkaar. "
            "Kies een ander vraagstuk dat zich aandient en kijk welke lijnen over een grens lopen."
        )

    @classmethod
    def controls(cls, case):
        issues = [(t.key, t.called) for t in organisation(case).tasks]
        return [
            Choice(
                "structure",
                "De directies",
                [(NOW, "zoals ze nu zijn"), *((key, f"ingericht op: {name}") for key, name in issues)],
                issues[0][0],
            ),
            Choice("issue", "Vraagstuk dat zich aandient", issues, issues[1][0]),
        ]

    @classmethod
    def situation(cls, case):
        inside = organisation(case)
        whose = "een voorbeeldgemeente" if is_example(case) else "deze casus"
        said = f"De {number_word(len(inside.parties))} afdelingen van {whose}, in hun directies van nu."
        return grouped(inside, members(units(case, NOW))), said

    @cached_property
    def before(self):
        """The present structure."""
        return self.but(structure=NOW)

    @cached_property
    def unit(self):
        """Department -> directorate."""
        return units(self.case, self.structure)

    @cached_property
    def fits(self) -> dict[str, float]:
        return fits(self.case, self.structure)

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """Who need one another for this issue."""
        return list(combinations(self._task(self.issue).needed, 2))

    @cached_property
    def inside(self) -> int:
        return sum(self.unit[a] == self.unit[b] for a, b in self.pairs)

    @measure("Past op dit vraagstuk", "%", 0, 100)
    def fit(self):
        return self.fits[self.issue]

    @measure("Past op alle vraagstukken, gemiddeld", "%", 0, 100)
    def average(self):
        return sum(self.fits.values()) / len(self.fits)

    @measure("Past op het slechtst passende vraagstuk", "%", 0, 100)
    def least(self):
        return min(self.fits.values())

    @measure("Past gemiddeld bij toeval, met even grote directies", "%", 0, 100)
    def chance(self):
        return model.expected_congruence([len(keys) for keys in members(self.unit).values()])

    def picture(self):
        return grouped(organisation(self.case), members(self.unit), self.pairs, note=SIGNS)

    def _task(self, key):
        return next(t for t in organisation(self.case).tasks if t.key == key)

    def headline(self):
        if self.structure == self.issue:
            return "De organisatie is op dit vraagstuk ingericht en past precies: iedereen die nodig is, zit bij elkaar, voor zolang het duurt."
        if self.structure == NOW:
            if self.fit > 1 - 1e-9:
                return "De directies van nu passen op dit vraagstuk, want iedereen die nodig is, zit al bij elkaar."
            return "Dit vraagstuk loopt over de grenzen van de directies van nu: niet iedereen die nodig is, zit bij elkaar."
        if self.fit < self.before.fit - 1e-9:
            return "Een indeling die op het ene vraagstuk past, haalt voor dit vraagstuk afdelingen uit elkaar die eerst bij elkaar zaten."
        if self.fit > self.before.fit + 1e-9:
            return "De reorganisatie helpt ook dit vraagstuk een eind, want het vraagt deels dezelfde afdelingen."
        return "Voor dit vraagstuk verandert de reorganisatie niets, want het vraagt andere afdelingen bij elkaar."

    def words(self):
        needed = [next(p.called for p in organisation(self.case).parties if p.key == k) for k in self._task(self.issue).needed]
        n = len(self.pairs)
        together = form(self.inside, "zit er één", f"zitten er {number_word(self.inside)}") if self.inside else "zit er geen"
        return say(
            "Deze casus heeft nog geen afdelingen; dit is een voorbeeldgemeente." if is_example(self.case) else "",
            f"Dit vraagstuk vraagt om {listed(needed, most=6)}.",
            f"Alle {number_word(n)} paren die elkaar nodig hebben, zitten in dezelfde directie."
            if self.inside == n > 1
            else f"Van de {number_word(n)} paren die elkaar nodig hebben, {together} in dezelfde directie."
            if n > 1
            else f"Het ene paar dat elkaar nodig heeft, zit {'wel' if self.inside else 'niet'} in dezelfde directie.",
            f"Over alle vraagstukken samen past deze indeling voor {dutch(100 * self.average, 0)} procent, en die van nu voor {dutch(100 * self.before.average, 0)} procent."
            if self.structure != NOW
            else f"Over alle vraagstukken samen past de indeling van nu voor {dutch(100 * self.average, 0)} procent.",
            f"Op het vraagstuk waarop de indeling het minst past, is dat {dutch(100 * self.least, 0)} procent."
            if self.least
            else "Er is ook een vraagstuk waarop de indeling helemaal niet past.",
        )

    def report(self):
        if is_example(self.case):
            return ""  # nothing of it is about the case
        how = (
            "De directies van nu passen"
            if self.structure == NOW
            else f"Directies die op ‘{self._task(self.structure).called}’ zijn ingericht, passen"
        )
        least = (
            f"op het vraagstuk waarop ze het minst passen voor {dutch(100 * self.least, 0)} procent"
            if self.least
            else "op een van de vraagstukken helemaal niet"
        )
        return f"{how} over alle vraagstukken samen voor {dutch(100 * self.average, 0)} procent, en {least}."
