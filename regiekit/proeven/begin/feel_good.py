"""The omkeerproef: who could be against the sentence, and who drops out when a precise verb takes the place of the vague one."""

from collections import Counter
from functools import cached_property
from typing import NamedTuple

from regiekit.cases import Party
from regiekit.cases.reading import kinds
from regiekit.models import feel_good as model
from regiekit.plots.layout import Box, in_bands
from regiekit.plots.svg import wrap
from regiekit.proeven import Board, Case, Choice, Curve, Measure, Node, Proef, Slider, Table, Zone, capital, dutch, form, labels, last, say


class Meaning(NamedTuple):
    """A precise verb in place of the label: its mark in pictures, and what the director then does."""

    mark: str
    does: str


#: From the lightest to the most far-reaching.
MEANINGS = {
    "faciliteren": Meaning("F", "helpt de partijen en laat hen zelf kiezen"),
    "coördineren": Meaning("C", "stemt af wie wat wanneer doet"),
    "financieren": Meaning("€", "betaalt mee onder voorwaarden"),
    "toezien": Meaning("T", "controleert wat de partijen doen"),
    "besluiten": Meaning("B", "besluit wat er gebeurt"),
    "opdragen": Meaning("O", "draagt de partijen op wat zij doen"),
}
LABEL, NONE, ALL = "regie", "geen", "#alles"  # no task can have the key ALL
HEAD, LETTERS = 62, 58  # room for the sentence, letters on a line of it


class Standing(NamedTuple):
    """Where a party stands towards the director on a topic: all that the rules of `refusal` look at."""

    position: str
    blocks: bool
    weak: bool
    needed: bool
    larger: bool
    commanded: bool
    paid: bool
    paid_elsewhere: bool
    pays: bool
    core: bool


@last
def tied(case: Case) -> tuple[set[tuple[str, str, str]], set[str]]:
    """The ties as (from, to, kind), and who are paid by others than the director."""
    to = {(t.source, t.target, t.kind) for t in case.ties}
    return to, {target for source, target, kind in to if kind == "geld" and source != case.director}


def standing(case: Case, party: Party, topic: str) -> Standing:
    """Where a party stands towards the director, from the case file. `topic` is the key of a task, or `ALL`."""
    to, paid = tied(case)
    me, director = party.key, case.director
    task = next((t for t in case.tasks if t.key == topic), None)
    return Standing(
        position=party.position,
        blocks="blokker" in party.power,
        weak=not {"blokker", "productie"} & set(party.power),
        needed=not party.replaceable,
        larger=director in case.party_keys and party.size > case.party(director).size,
        commanded=(director, me, "hiërarchie") in to,
        paid=(director, me, "geld") in to,
        pays=(me, director, "geld") in to,
        paid_elsewhere=me in paid,
        core=task is not None and any(c.party == me and c.strength == "kern" for c in task.claims),
    )


def refusal(s: Standing, meaning: str) -> str:
    """Why a party in this position refuses a meaning, as a sentence without its name; "" when it accepts.

    An assumption, rule by rule: every party accepts a meaning unless it loses something by it. The rules are ours, in the spirit
    of the source; a user who thinks otherwise changes the case or these lines.
    """
    in_favour, against, waits = (s.position == position for position in ("voor", "tegen", "afwachtend"))
    free, bound = not s.commanded, s.paid or in_favour
    rules = (
        ("faciliteren", in_favour and s.weak, "wil juist dat iemand doorpakt: zelf kan zij de anderen niet in beweging krijgen"),
        ("coördineren", against and (s.blocks or s.needed), "kan zonder de anderen verder en wil geen extra overleg"),
        ("financieren", s.pays, "betaalt zelf aan de regisseur en zou met haar eigen geld worden betaald"),
        ("financieren", s.paid_elsewhere and not bound, "krijgt haar geld van een ander en wil geen tweede stel voorwaarden"),
        ("toezien", free and not bound, "hoeft zich tegenover de regisseur niet te verantwoorden"),
        ("besluiten", s.blocks and free, "kan nu zelf blokkeren en raakt dat kwijt"),
        ("besluiten", s.core and free, "ziet dit als haar kerntaak en beslist er zelf over"),
        ("besluiten", s.larger and not in_favour, "is groter dan de regisseur"),
        ("besluiten", against, "is tegen de regie en wil zich niet schikken"),
        ("besluiten", waits and free and not s.weak, "heeft een eigen opdracht en wil daar zelf over gaan"),
        ("opdragen", free and not (s.paid and in_favour), "is niet ondergeschikt aan de regisseur"),
    )
    return next((reason for about, applies, reason in rules if about == meaning and applies), "")


def director(case: Case) -> str:
    return case.party(case.director).called if case.director in case.party_keys else "De regisseur"


@last
def concerned(case: Case) -> dict[str, tuple[str, ...]]:
    """Topic -> the parties it concerns, without the director: for a task those needed and those with a claim."""
    others = [p.key for p in case.parties if p.key != case.director]
    out = {ALL: tuple(others)}
    for task in case.tasks:
        about = {*task.needed, *(c.party for c in task.claims)}
        found = tuple(k for k in others if k in about)
        if len(found) > 1:
            out[task.key] = found
    return out


@last
def topics(case: Case) -> dict[str, str]:
    """Topic -> what a sentence calls it."""
    names = {t.key: f"de taak ‘{t.called}’" for t in case.tasks}
    return {key: names.get(key, "deze samenwerking") for key in concerned(case)}


class FeelGood(Proef, before={"verb": LABEL}, asks=("size", "position", "power", "replaceable", "tie.kind")):
    """One or two precise verbs in the place of the label."""

    drawings = ("Partijen", "Steun")

    topic: str
    verb: str
    second: str

    @classmethod
    def ready(cls, case):
        return None if len(concerned(case)[ALL]) > 1 else "Vul in uw casus eerst een regisseur en minstens twee andere partijen in."

    @classmethod
    def guess(cls, case):
        many = len(concerned(case)[ALL])
        return Slider("", "Uw voorspelling", 0, many, many // 3, 1, "partij|partijen")

    @classmethod
    def answer(cls, case):
        return len(cls.at(case, verb="besluiten").staying)

    @classmethod
    def explain(cls, case, answer):
        state = cls.at(case, verb="besluiten")
        gone = f"Bij ‘besluiten’ {form(len(state.leaving), 'haakt', 'haken')} af: {', '.join(labels(case, state.leaving))}"
        said = gone if state.leaving else "Bij ‘besluiten’ haakt niemand af"
        return f"Met het woord ‘regie’ stemmen er {len(state.before.staying)} in. {said}. Wie tegen is, kan dat pas zeggen als er iets gezegd wordt."

    @classmethod
    def controls(cls, case):
        verbs = [(k, f"{k}: {m.does}") for k, m in MEANINGS.items()]
        about = [(k, capital(name)) for k, name in topics(case).items()]
        return [
            Choice("topic", "Waar gaat de zin over?", about, ALL),
            Choice("verb", "Wat doet de regisseur?", [(LABEL, "‘neemt de regie’"), *verbs], LABEL),
            Choice("second", "En daarnaast?", [(NONE, "niets"), *verbs], NONE, "Telt alleen mee naast een precies werkwoord."),
        ]

    @cached_property
    def verbs(self) -> tuple[str, ...]:
        """The precise verbs; none for the label itself."""
        return () if self.verb == LABEL else tuple(dict.fromkeys(v for v in (self.verb, self.second) if v in MEANINGS))

    @cached_property
    def reasons(self) -> dict[str, dict[str, str]]:
        """Per party whom it concerns: meaning -> why it refuses, "" when it accepts."""
        stands = {k: standing(self.case, self.case.party(k), self.topic) for k in concerned(self.case)[self.topic]}
        return {k: {m: refusal(stand, m) for m in MEANINGS} for k, stand in stands.items()}

    def accepted(self, party: str) -> list[str]:
        return [m for m in MEANINGS if not self.reasons[party][m]]

    def heard(self, party: str) -> str:
        """The meaning that a party hears in the label: the strongest it accepts when in favour, the lightest when against, else the middle one."""
        accepted, position = self.accepted(party), self.case.party(party).position
        return accepted[-1 if position == "voor" else 0 if position == "tegen" else (len(accepted) - 1) // 2] if accepted else ""

    def agrees(self, party: str) -> bool:
        accepted = self.accepted(party)
        return all(v in accepted for v in self.verbs) if self.verbs else bool(accepted)

    def blocks(self, party: str) -> bool:
        return "blokker" in self.case.party(party).power

    @cached_property
    def staying(self) -> list[str]:
        return [k for k in self.reasons if self.agrees(k)]

    @cached_property
    def leaving(self) -> list[str]:
        return [k for k in self.reasons if not self.agrees(k)]

    @cached_property
    def outside(self) -> list[str]:
        """Parties that have nothing to do with the topic."""
        return [p.key for p in self.case.parties if p.key != self.case.director and p.key not in self.reasons]

    @cached_property
    def chance(self) -> float:
        """The mean acceptance of one meaning by one party, the p of the closed form."""
        return model.acceptance([self.accepted(k) for k in self.reasons], len(MEANINGS))

    @cached_property
    def sentence(self) -> str:
        does = " en ".join(MEANINGS[v].does for v in self.verbs) or "neemt de regie"
        return f"{director(self.case)} {does} {'bij' if self.verbs else 'op'} {topics(self.case)[self.topic]}."

    @cached_property
    def hearing(self) -> str:
        """What is heard in the label, and by how many."""
        heard = Counter(self.heard(k) for k in self.reasons if self.heard(k))
        return ", ".join(f"{name} ({heard[name]})" for name in MEANINGS if heard[name])

    def measures(self):
        label, of, fair = self.before.staying, len(self.reasons), model.label_support(self.chance, len(MEANINGS))
        blocking = [sum(map(self.blocks, keys)) for keys in (self.reasons, label, self.staying)]
        lot = model.precise_support(self.chance, len(self.verbs)) if self.verbs else fair
        drawn = f"Steun bij loting: elke partij aanvaardt elke betekenis met kans {dutch(100 * self.chance, 0)}%"
        return [
            Measure(f"Partijen die instemmen, van de {of}", len(label), len(self.staying), digits=0),
            Measure(f"Daarvan met blokkermacht, van de {blocking[0]}", blocking[1], blocking[2], digits=0),
            Measure("Steun", len(label) / of, len(self.staying) / of, "%", 0, 100),
            Measure(drawn, fair, lot, "%", 0, 100),
        ]

    def mark(self, party: str) -> str:
        """The sign in a party: what it hears in the label, or whether it agrees."""
        if self.verbs:
            return "✓" if self.agrees(party) else "!" if self.blocks(party) else "×"
        return MEANINGS[self.heard(party)].mark if self.heard(party) else ""

    def picture(self):
        """Parties in bands: those that agree, those that drop out (dashed), those that have nothing to do with it."""
        heard = ["hoort:", *(f"{m.mark} {k}" for k, m in MEANINGS.items())]
        signs = ["✓ stemt in", "× haakt af", "! haakt af en kan blokkeren"] if self.verbs else heard
        extra = [("tinted", "blokkermacht"), *(("", sign) for sign in signs)]
        b = Board(660, 640, "begin")
        foot = Board(b.width, 0, "begin")  # parties get what it leaves of the height
        foot.legend(kinds(self.case), extra=extra)
        bands = [("blijft", "Stemt in", self.staying, "strong"), ("weg", "Haakt af", self.leaving, "faded")]
        if self.outside:
            bands.append(("buiten", "Heeft er niet mee te maken", self.outside, "plain"))
        places, boxes, scale = in_bands([band[2] for band in bands], Box(4, HEAD, b.width - 8, b.height - HEAD - foot.height - 4))
        zones = [Zone(key, f"{name}: {len(members)}", box, tone) for (key, name, members, tone), box in zip(bands, boxes, strict=True)]
        nodes = [self._node(k, places[k], scale) for _, _, members, _ in bands for k in members]
        b.network(nodes, (), zones, pick=True)
        lines = wrap(f"‘{self.sentence}’", LETTERS, 2)
        for i, line in enumerate(lines):
            b.text(b.width / 2, 24 + 22 * i + (11 if len(lines) == 1 else 0), line, 17, "middle", 650, "accent", f"zin:{i}")
        with b.group(0, b.height - foot.height):
            b.parts += foot.parts
        return b

    def _node(self, key, at, scale):
        tone = "faded" if key in self.leaving else "tinted" if key in self.staying and self.blocks(key) else "plain"
        return Node.of(self.case.party(key), at, tone, mark=self.mark(key) if key in self.reasons else "", scale=scale)

    def curve(self):
        accepted, numbers, meanings = [self.accepted(k) for k in self.reasons], range(1, len(MEANINGS) + 1), ("betekenis", "betekenissen")
        real = [100 * model.support(accepted, len(MEANINGS), m) for m in numbers]
        fair = [100 * model.label_support(self.chance, m) for m in numbers]
        c = Curve("betekenissen van het woord", "steun, in procenten", (1, len(MEANINGS)), (0, 105),
                  xticks=numbers, yticks=range(0, 101, 20))  # fmt: skip
        c.line(real, "deze casus")
        c.line(fair, "bij loting", "dashed", "plain")
        each = zip(numbers, real, fair, strict=True)
        rows = "; ".join(f"{m} {form(m, *meanings)}: {dutch(own, 0)}% (loting {dutch(drawn, 0)}%)" for m, own, drawn in each)
        said = (
            f"Hoe meer een woord kan betekenen, hoe meer partijen instemmen. {rows}. De formule bij loting is 1 − (1 − p)^m, met p = "
            f"{dutch(100 * self.chance, 0)}% en m het aantal betekenissen."
        )
        return "Steun tegen het aantal betekenissen", c, said

    def words(self):
        of, staying = len(self.reasons), len(self.staying)
        if not self.verbs:
            some = f"{of - staying} van de {of} partijen {form(of - staying, 'is', 'zijn')} tegen"
            return (
                f"‘{self.sentence}’ {some if staying < of else 'Niemand is tegen'}: {staying} van de {of} partijen stemmen in. "
                f"Maar zij horen niet allemaal hetzelfde. Zij horen: {self.hearing}."
            )
        blocking = labels(self.case, filter(self.blocks, self.leaving))
        could = form(len(blocking), "kan 1 partij", f"kunnen {len(blocking)} partijen")
        return say(
            f"‘{self.sentence}’ {staying} van de {of} partijen {form(staying, 'stemt', 'stemmen')} in; met het woord ‘regie’ waren dat er "
            f"{len(self.before.staying)}.",
            self._gone() or "Niemand haakt af.",
            f"Daarvan {could} de uitvoering blokkeren: {', '.join(blocking)}." if blocking else "",
        )

    def _gone(self):
        return f"Er {form(len(self.leaving), 'haakt', 'haken')} af: {', '.join(labels(self.case, self.leaving))}." if self.leaving else ""

    def report(self):
        start = f"De zin ‘{self.sentence.removesuffix('.')}’ krijgt de steun van {len(self.staying)} van de {len(self.reasons)} partijen."
        several = f"Maar zij horen er verschillende dingen in: {self.hearing}." if ", " in self.hearing else ""
        return say(start, self._gone() if self.verbs else several)

    def tables(self):
        why: dict[str, list[str]] = {}
        for key in self.leaving:
            reason = "; ".join(filter(None, (self.reasons[key][v] for v in self.verbs)))
            why.setdefault(reason, []).append(self.case.party(key).label)
        rows = [(capital(reason), ", ".join(names)) for reason, names in why.items()]
        signs = ", ".join(f"{m.mark} {name}" for name, m in MEANINGS.items())
        each = [(self.case.party(k).label, *("ja" if not self.reasons[k][m] else "–" for m in MEANINGS)) for k in self.reasons]
        return [
            *([Table("Wie haakt af, en waarom", ("Reden", "Partijen"), rows)] if rows else []),
            Table(f"Wie aanvaardt welke betekenis ({signs})", ("Partij", *(m.mark for m in MEANINGS.values())), each),
        ]

    def pick(self, key):
        name = self.case.party(key).called
        if key not in self.reasons:
            return f"{name} heeft met dit onderwerp niet te maken."
        refused = [f"{m}: zij {why}" for m, why in self.reasons[key].items() if why]
        against = f"Niet {'; niet '.join(refused)}." if refused else "Zij heeft nergens bezwaar tegen."
        return f"{name} aanvaardt {', '.join(self.accepted(key)) or 'niets'}. {against}"
