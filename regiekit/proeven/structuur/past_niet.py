"""Interne structuur past niet op externe vraagstukken → andere indeling → past op één omgeving."""

from functools import cached_property
from itertools import combinations

from regiekit.cases import load_shipped
from regiekit.cases.model import Party, Task
from regiekit.cases.reading import beyond, members
from regiekit.cases.remember import each
from regiekit.models import congruence as model
from regiekit.plots.groups import grouped
from regiekit.proeven import Case, Choice, Proef, Rows, Slider, capital, dutch, form, measure, number_word, say
from regiekit.widgets.say import part

SIGNS = (("tinted", "nodig voor dit vraagstuk"), ("informatie", "over de grens"), ("", "doorgetrokken: binnen één directie"))
NOW, OWN, NEW = "nu", "eigen", "Nieuwe directie"
FEWEST = 3  # departments in a case of which something can be said
SHORT, WORDS = 36, 6  # letters and words of an issue that is named in a headline, at most
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

    @measure("Paren bij elkaar, voor dit vraagstuk", "%", 0, 100)
    def fit(self):
        return self.fits[self.issue]

    @measure("Paren bij elkaar, gemiddeld over alle vraagstukken", "%", 0, 100)
    def average(self):
        return sum(self.fits.values()) / len(self.fits)

    @measure("Paren bij elkaar, bij het vraagstuk waar dat het minst is", "%", 0, 100)
    def least(self):
        return min(self.fits.values())

    @measure("Paren bij elkaar, bij toeval in even grote directies", "%", 0, 100)
    def chance(self):
        return model.expected_congruence([len(keys) for keys in members(self.unit).values()])

    def picture(self):
        return grouped(organisation(self.case), members(self.unit), self.pairs, note=SIGNS)

    def _task(self, key):
        return next(t for t in organisation(self.case).tasks if t.key == key)

    @property
    def _issue(self):
        """The issue in a headline; one with a long name is not named."""
        name = self._task(self.issue).called
        return f"‘{name}’" if len(name) <= SHORT and name.count(" ") < WORDS else "het vraagstuk dat nu speelt"

    def headline(self):
        issue = self._issue
        if len(set(self.unit.values())) == 1:
            return "Eén grote directie past vanzelf op elk vraagstuk, want alle afdelingen zitten bij elkaar."
        if self.structure == self.issue:
            return f"De directies zijn ingericht op {issue}, dus zitten alle afdelingen die daarvoor nodig zijn, nu bij elkaar."
        if self.structure == NOW:
            if self.fit > 1 - 1e-9:
                return f"Voor {issue} passen de directies van nu, want alle afdelingen die daarvoor nodig zijn, zitten al bij elkaar."
            fits, apart = ("niet", "meestal apart") if self.fit < 0.5 else ("maar deels", "niet allemaal bij elkaar")
            return f"De directies van nu passen {fits} op {issue}: afdelingen die elkaar daarvoor nodig hebben, zitten {apart}."
        if self.unit == self.before.unit:
            return f"Alle afdelingen zitten nog in hun oude directie, dus voor {issue} verandert er niets."
        which = "Uw indeling" if self.structure == OWN else "De reorganisatie"
        if self.fit < self.before.fit - 1e-9:
            for_other = "" if self.structure == OWN else " past op het ene vraagstuk, maar"
            return f"{which}{for_other} haalt voor {issue} afdelingen uit elkaar die eerst bij elkaar zaten."
        if self.fit > self.before.fit + 1e-9:
            return f"{which} helpt ook bij {issue}, want afdelingen die elkaar daarvoor nodig hebben, zitten nu vaker bij elkaar."
        moved = any((self.unit[a] == self.unit[b]) != (self.before.unit[a] == self.before.unit[b]) for a, b in self.pairs)
        why = (
            "er gaan evenveel paren uit elkaar als er bij elkaar komen"
            if moved
            else "afdelingen die elkaar daarvoor nodig hebben, komen niet bij elkaar"
        )
        return f"{which} helpt niet bij {issue}, want {why}."

    def words(self):
        moved = self.unit != self.before.unit
        who = "De voorbeeldgemeente" if is_example(self.case) else "De gemeente"
        made = "heeft nog de directies van nu"
        if self.structure not in (NOW, OWN):
            made = f"richtte haar directies in op ‘{self._task(self.structure).called}’"
        elif moved:
            made = "heeft nu de directies die u indeelde"
        average = f"Gemiddeld over alle vraagstukken zit {dutch(100 * self.average, 0)} procent van zulke paren bij elkaar"
        same = abs(self.average - self.before.average) < 0.005
        was = "" if not moved else ", net als eerst" if same else f"; eerst was dat {dutch(100 * self.before.average, 0)} procent"
        every = "Ook voor alle andere vraagstukken zit elk paar nu bij elkaar."
        return say(f"{who} {made}.", self._together(moved), every if moved and self.average > 1 - 1e-9 else f"{average}{was}.")

    def _together(self, moved):
        """How many of the pairs that this issue needs are in one directorate, and how many were."""
        n, now, was = len(self.pairs), self.inside, self.before.inside
        so = "Daarvoor" if self.structure == self.issue else f"Voor ‘{self._task(self.issue).called}’"
        if n == 1:
            return f"{so} heeft één paar afdelingen elkaar nodig, en dat zit {'wel' if now else 'niet'} in dezelfde directie."
        sit = f"{form(max(1, now), 'zit', 'zitten')} {'nu ' * moved}{f'alle {number_word(n)} ' * (now == n)}in dezelfde directie"
        first = (
            ""
            if not moved
            else ", net als eerst"
            if now == was
            else f"; eerst {form(max(1, was), 'zat', 'zaten')} er {number_word(was) if was else 'geen'} bij elkaar"
        )
        some = "Die" if now == n else f"{capital(number_word(now)) if now else 'Geen'} daarvan"
        return f"{so} hebben {number_word(n)} paren afdelingen elkaar nodig. {some} {sit}{first}."

    def report(self):
        if is_example(self.case):
            return ""  # nothing of it is about the case
        how = (
            "de directies van nu"
            if self.structure == NOW
            else "de directies zoals ingedeeld"
            if self.structure == OWN
            else f"directies die op ‘{self._task(self.structure).called}’ zijn ingericht"
        )
        least = f"{dutch(100 * self.least, 0)} procent" if self.least else "geen enkel paar"
        average = f"gemiddeld {dutch(100 * self.average, 0)} procent van de paren afdelingen die elkaar nodig hebben, bij elkaar"
        return f"Met {how} zit {average}. Bij het vraagstuk waar dat het minst is, is het {least}."
