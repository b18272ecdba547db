"""Interne structuur past niet op externe vraagstukken → andere indeling → past op één omgeving."""

from functools import cached_property
from itertools import combinations

from regiekit.cases import load_shipped
from regiekit.cases.model import Party, Task
from regiekit.cases.reading import beyond, members
from regiekit.cases.remember import each
from regiekit.models import congruence as model
from regiekit.plots.groups import grouped
from regiekit.proeven import Case, Choice, Proef, Rows, Slider, dutch, form, measure, number_word, say
from regiekit.widgets.say import part

SIGNS = (("tinted", "nodig voor dit vraagstuk"), ("informatie", "over de grens"), ("", "doorgetrokken: binnen één directie"))
NOW, OWN, NEW = "nu", "eigen", "Nieuwe directie"
FEWEST = 3  # departments in a case of which something can be said
OTHER = "overige"  # the unit of a department that stands in none

EXAMPLE, PARTS, ISSUES = "voorbeeldgemeente", "afdelingen", "vraagstukken"  # a table of the case file, and the two in it
FIRST = "jeugdhulp"  # the shipped case whose example stands in where a case has none


def example(case):
    """A municipality as many are, nobody's own, as the case file tells it, so that a copy keeps it under any name: department -> its directorate now,
    and issue -> the departments that it needs."""
    found = _read(case.extra.get(EXAMPLE)) or _read(load_shipped(FIRST).extra[EXAMPLE])
    assert found
    return found


def _read(table):
    """The two in this table; None for one that someone edited so that it is no municipality any more."""
    parts, issues = (table.get(name) if isinstance(table, dict) else None for name in (PARTS, ISSUES))
    if not (isinstance(parts, dict) and isinstance(issues, dict) and len(issues) > 1):
        return None
    sound = all(isinstance(of, str) and of for of in parts.values()) and all(
        isinstance(need, list | tuple) and all(isinstance(name, str) and name in parts for name in need) and len({*need}) > 1
        for need in issues.values()
    )
    return (parts, issues) if sound else None


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
    departments, issues = example(case)
    key = {name: f"a{i}" for i, name in enumerate(departments)}
    parties = tuple(Party(key[name], name=name, kind="gemeente", size=3, sector=of) for name, of in departments.items())
    tasks = tuple(Task(f"t{i}", name=name, needed=tuple(key[k] for k in needed)) for i, (name, needed) in enumerate(issues.items()))
    return Case(title="Voorbeeldgemeente", parties=parties, tasks=tasks)


@each
def units(case, structure):
    """Department -> directorate: as it is now, or with all that one issue needs together and the others where they were."""
    inside = organisation(case)
    found = {p.key: p.sector or OTHER for p in inside.parties}
    task = next((t for t in inside.tasks if t.key == structure), None)
    return found | dict.fromkeys(task.needed if task else (), NEW)


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
        return max(100 * cls.at(case, structure=t.key).average for t in organisation(case).tasks)

    @classmethod
    def explain(cls, case, answer):
        now = cls.at(case, structure=NOW)
        best = max((now.but(structure=key) for key in now.fits), key=lambda state: state.average)
        less = sum(best.fits[key] < fit - 1e-9 for key, fit in now.fits.items())
        return say(
            f"Elk vraagstuk vraagt andere afdelingen bij elkaar{', en geen enkele indeling past op alle' if answer < 100 - 1e-9 else ''}.",
            f"De indeling die hier gemiddeld het best past, past op {part(less, len(now.fits), 'vraagstukken')} minder goed dan nu."
            if less
            else "De indeling die hier gemiddeld het best past, past op geen enkel vraagstuk minder goed dan nu.",
            "Kies een ander vraagstuk dat zich aandient en kijk welke lijnen over een grens lopen.",
        )

    @classmethod
    def controls(cls, case):
        inside = organisation(case)
        issues, now = [(t.key, t.called) for t in inside.tasks], units(case, NOW)
        arranged = [(key, f"ingericht op: {name}") for key, name in issues]
        columns = [
            {"key": "afdeling", "label": "Afdeling", "readonly": True},
            {"key": "directie", "label": "Directie", "options": [[name, name] for name in (*dict.fromkeys(now.values()), NEW)]},
        ]
        rows = [{"afdeling": p.called, "directie": now[p.key]} for p in inside.parties]
        return [
            Choice("structure", "De directies", [(NOW, "zoals ze nu zijn"), *arranged, (OWN, "zoals u ze indeelt")], issues[0][0]),
            Choice("issue", "Vraagstuk dat zich aandient", issues, issues[1][0]),
            Rows("own", "Zelf indelen", columns, rows, max(60, len(rows)), fixed=True, wide=True),
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
        found = units(self.case, self.structure)
        if self.structure != OWN:
            return found
        return found | {key: row["directie"] for key, row in zip(found, self.settings["own"], strict=False) if row["directie"]}

    @cached_property
    def fits(self) -> dict[str, float]:
        """Issue -> share of the pairs it needs that are inside one directorate."""
        return {t.key: model.congruence(model.needed_pairs([t.needed]), self.unit) for t in organisation(self.case).tasks}

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
        if len(set(self.unit.values())) == 1:
            return "Eén grote directie past vanzelf op elk vraagstuk, want iedereen zit bij elkaar."
        if self.structure == self.issue:
            return "De organisatie is op dit vraagstuk ingericht en past precies: iedereen die nodig is, zit bij elkaar, voor zolang het duurt."
        if self.structure == NOW:
            if self.fit > 1 - 1e-9:
                return "De directies van nu passen op dit vraagstuk, want iedereen die nodig is, zit al bij elkaar."
            return "Dit vraagstuk loopt over de grenzen van de directies van nu: niet iedereen die nodig is, zit bij elkaar."
        which = "Uw indeling" if self.structure == OWN else "Een indeling die op het ene vraagstuk past,"
        if self.fit < self.before.fit - 1e-9:
            return f"{which} haalt voor dit vraagstuk afdelingen uit elkaar die eerst bij elkaar zaten."
        if self.fit > self.before.fit + 1e-9:
            return "De reorganisatie helpt ook dit vraagstuk een eind, want wat het vraagt, komt deels bij elkaar."
        return "Voor dit vraagstuk verandert de reorganisatie niets, want het heeft andere afdelingen nodig dan nu bij elkaar zitten."

    def words(self):
        n, moved = len(self.pairs), self.structure != NOW
        who, now = "De voorbeeldgemeente" if is_example(self.case) else "De gemeente", self.before.inside
        made = {NOW: "houdt haar directies van nu", OWN: "krijgt de directies die u indeelde"}.get(self.structure) or (
            f"richt haar directies in op ‘{self._task(self.structure).called}’")  # fmt: skip
        first = "" if not moved else ", net als eerst" if now == self.inside else f", eerst {number_word(now) if now else 'geen'}"
        inside = number_word(self.inside) if self.inside else "geen"
        pairs = f"Van de {number_word(n)} paren die elkaar daarvoor nodig hebben, {form(max(1, self.inside), 'zit', 'zitten')} er {inside} bij elkaar{first}."
        if self.inside == n > 1:
            pairs = f"Alle {number_word(n)} de paren die elkaar daarvoor nodig hebben, zitten bij elkaar{first}."
        if n == 1:
            pairs = f"Het paar dat elkaar daarvoor nodig heeft, zit {'wel' if self.inside else 'niet'} bij elkaar."
        mean = f"Over alle vraagstukken passen de directies gemiddeld voor {dutch(100 * self.average, 0)} procent"
        same = abs(self.average - self.before.average) < 0.005
        was = "" if not moved else ", net als eerst" if same else f", eerst {dutch(100 * self.before.average, 0)}"
        least = f"is dat {dutch(100 * self.least, 0)} procent" if self.least else "passen zij helemaal niet"
        issue = "dat vraagstuk" if self.structure == self.issue else f"‘{self._task(self.issue).called}’"
        return say(
            f"{who} {made}.",
            f"Daarna dient {issue} zich aan.",
            pairs,
            f"{mean}{was}.",
            f"Op het vraagstuk waarop zij het slechtst passen, {least}." if self.least < self.average else "",
        )

    def report(self):
        if is_example(self.case):
            return ""  # nothing of it is about the case
        how = (
            "De directies van nu passen"
            if self.structure == NOW
            else "De directies zoals ingedeeld passen"
            if self.structure == OWN
            else f"Directies die op ‘{self._task(self.structure).called}’ zijn ingericht, passen"
        )
        least = (
            f"op het vraagstuk waarop ze het minst passen voor {dutch(100 * self.least, 0)} procent"
            if self.least
            else "op een van de vraagstukken helemaal niet"
        )
        return f"{how} over alle vraagstukken samen voor {dutch(100 * self.average, 0)} procent, en {least}."
