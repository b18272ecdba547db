"""The omkeerproef: who could be against the sentence, and who drops out when a precise verb takes the place of the vague one."""

from collections import Counter
from functools import cached_property, lru_cache
from typing import NamedTuple

from regiekit.cases import Party
from regiekit.cases.reading import kinds
from regiekit.cases.remember import each
from regiekit.models import feel_good as model
from regiekit.plots.layout import Box, in_bands
from regiekit.plots.svg import wrap
from regiekit.proeven import (
    Board,
    Case,
    Choice,
    Curve,
    Measure,
    Node,
    Proef,
    Slider,
    Table,
    Zone,
    capital,
    dutch,
    form,
    last,
    leading,
    listed,
    number_word,
    say,
)
from regiekit.widgets.say import does, of_all, part, phrase, together


class Meaning(NamedTuple):
    """A precise verb in place of the label: its mark in pictures, and what the director then does."""

    mark: str
    does: str


#: From the lightest to the most far-reaching.
MEANINGS = {
    "faciliteren": Meaning("F", "helpt de partijen en laat ze zelf kiezen"),
    "coördineren": Meaning("C", "stemt af wie wat wanneer doet"),
    "financieren": Meaning("G", "betaalt mee onder voorwaarden"),
    "toezien": Meaning("T", "controleert wat de partijen doen"),
    "besluiten": Meaning("B", "besluit wat er gebeurt"),
    "opdragen": Meaning("O", "draagt de partijen op wat ze moeten doen"),
}
NAMED = 5  # parties in a sentence
FEW = 3  # parties that the words name, at most
LONG = 25, 150  # words and characters of a headline, at most
LONGEST = 60  # words of a paragraph
LABEL, NONE, ALL = "regie", "geen", "#alles"  # no task can have the key ALL
HEAD, LETTERS = 34, 62  # room for the sentence, letters on a line of it
START = "coördineren"  # the verb at the start: who is asked to predict knows the label
WIDE, HIGH = 660, 430  # of the picture


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
    """Why a party in this position refuses a meaning, as a sentence about who is in such a position; "" when it accepts.

    An assumption, rule by rule: every party accepts a meaning unless it loses something by it. The rules are ours, in the spirit
    of the source; a user who thinks otherwise changes the case or these lines.
    """
    in_favour, against, waits = (s.position == position for position in ("voor", "tegen", "afwachtend"))
    free, bound = not s.commanded, s.paid or in_favour
    rules = (
        ("faciliteren", in_favour and s.weak, "wie voor is maar zelf weinig kan, wil juist dat iemand doorpakt"),
        ("coördineren", against and (s.blocks or s.needed), "wie tegen deze regisseur is en zelf sterk staat, laat zich niet coördineren"),
        ("financieren", s.pays, "wie zelf aan de regisseur betaalt, krijgt alleen eigen geld terug"),
        ("financieren", s.paid_elsewhere and not bound, "wie al geld van een ander krijgt, wil geen tweede stel voorwaarden"),
        ("toezien", free and not bound, "wie los staat van de regisseur, hoeft zich niet te verantwoorden"),
        ("besluiten", s.blocks and free, "wie de uitvoering kan tegenhouden, geeft die macht niet op"),
        ("besluiten", s.core and free, "wie hier een kerntaak heeft, beslist zelf"),
        ("besluiten", s.larger and not in_favour, "wie groter is dan de regisseur, laat zich niets voorschrijven"),
        ("besluiten", against, "wie tegen deze regisseur is, schikt zich niet"),
        ("besluiten", waits and free and not s.weak, "wie afwacht en er zelf iets aan kan doen, laat een ander niet beslissen"),
        ("opdragen", free and not (s.paid and in_favour), "wie niet onder de regisseur valt, laat zich niets opdragen"),
    )
    return next((reason for about, applies, reason in rules if about == meaning and applies), "")


@lru_cache(maxsize=1024)
def refusals(s: Standing) -> dict[str, str]:
    """Meaning -> why who stands so refuses it, "" when it accepts; many parties stand alike."""
    return {meaning: refusal(s, meaning) for meaning in MEANINGS}


@lru_cache(maxsize=1024)
def accepts(s: Standing) -> tuple[str, ...]:
    """The meanings that who stands so accepts."""
    return tuple(meaning for meaning, why in refusals(s).items() if not why)


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


@each
def _stands(case: Case, topic: str) -> dict[str, Standing]:
    """The parties that a topic concerns, and where they stand."""
    return {k: standing(case, case.party(k), topic) for k in concerned(case)[topic]}


class FeelGood(Proef, before={"verb": LABEL}, asks=("size", "position", "power", "replaceable", "tie", "tie.kind")):
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
        return Slider("", "Uw voorspelling", 0, many, many // 2, 1, "partij|partijen")

    @classmethod
    def answer(cls, case):
        return len(cls.at(case, verb="besluiten").staying)

    @classmethod
    def explain(cls, case, answer):
        state = cls.at(case, verb="besluiten")
        if not state.leaving:
            return "Bij ‘besluiten’ haakt niemand af: geen enkele partij heeft hier iets te verliezen."
        return say(
            f"Bij ‘besluiten’ {_verb(state.gone, 'haakt', 'haken')} {together(state.gone, NAMED)} af.",
            f"Het vaakst geldt dit: {state.reason}." if state.reason else "De redenen lopen uiteen.",
            "Kies ‘besluiten’ en kijk onder in het plaatje. Wie daar staat, had bij ‘regie’ niets om tegen te zijn.",
        )

    @classmethod
    def controls(cls, case):
        verbs = [(k, f"{k}: {m.does}") for k, m in MEANINGS.items()]
        about = [(k, capital(name)) for k, name in topics(case).items()]
        return [
            Choice("topic", "Waar gaat de zin over?", about, ALL),
            Choice("verb", "Wat doet de regisseur?", [(LABEL, "‘neemt de regie’"), *verbs], START),
            Choice("second", "En daarnaast?", [(NONE, "niets"), *verbs], NONE, "Telt alleen mee naast een precies werkwoord."),
        ]

    @cached_property
    def verbs(self) -> tuple[str, ...]:
        """The precise verbs; none for the label itself."""
        return () if self.verb == LABEL else tuple(dict.fromkeys(v for v in (self.verb, self.second) if v in MEANINGS))

    @cached_property
    def stands(self) -> dict[str, Standing]:
        """Where each party whom it concerns stands."""
        return _stands(self.case, self.topic)

    @cached_property
    def reasons(self) -> dict[str, dict[str, str]]:
        """Per party whom it concerns: meaning -> why it refuses, "" when it accepts."""
        return {k: refusals(stand) for k, stand in self.stands.items()}

    def accepted(self, party: str) -> list[str]:
        return list(accepts(self.stands[party]))

    def heard(self, party: str) -> str:
        """The meaning that a party hears in the label: the strongest it accepts when in favour, the lightest when against, else the middle one."""
        accepted, position = accepts(self.stands[party]), self.case.party(party).position
        return accepted[-1 if position == "voor" else 0 if position == "tegen" else (len(accepted) - 1) // 2] if accepted else ""

    def agrees(self, party: str) -> bool:
        accepted = accepts(self.stands[party])
        return all([v in accepted for v in self.verbs]) if self.verbs else bool(accepted)

    def blocks(self, party: str) -> bool:
        return "blokker" in self.case.party(party).power

    @cached_property
    def staying(self) -> list[str]:
        return [k for k in self.reasons if self.agrees(k)]

    @cached_property
    def leaving(self) -> list[str]:
        return [k for k in self.reasons if not self.agrees(k)]

    @property
    def gone(self) -> list[Party]:
        return [self.case.party(k) for k in self.leaving]

    @cached_property
    def stopping(self) -> list[Party]:
        """Of those that drop out, who can stop it."""
        return [self.case.party(k) for k in self.leaving if self.blocks(k)]

    @cached_property
    def reason(self) -> str:
        """Why most of those who drop out do; "" where two reasons are given equally often."""
        why = Counter(reason for k in self.leaving for v in self.verbs if (reason := self.reasons[k][v]))
        top = leading(why, str)[0]
        return top[0] if len(top) == 1 else ""

    @cached_property
    def shared(self) -> bool:
        """Whether all who drop out have that reason."""
        return bool(self.reason) and all(self.reason in self.reasons[k].values() for k in self.leaving)

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
        acts = " en ".join(MEANINGS[v].does for v in self.verbs) or "neemt de regie"
        return f"{director(self.case)} {acts} {'bij' if self.verbs else 'op'} {topics(self.case)[self.topic]}."

    @cached_property
    def hearing(self) -> Counter[str]:
        """What is heard in the label, and by how many."""
        return Counter(self.heard(k) for k in self.reasons if self.heard(k))

    def measures(self):
        label, of, fair = self.before.staying, len(self.reasons), model.label_support(self.chance, len(MEANINGS))
        blocking = [sum(map(self.blocks, keys)) for keys in (self.reasons, label, self.staying)]
        drawn = model.precise_support(self.chance, len(self.verbs)) if self.verbs else fair
        return [
            Measure(f"Partijen die instemmen, van de {of}", len(label), len(self.staying), digits=0),
            Measure(f"Daaronder partijen die de uitvoering kunnen tegenhouden, van de {blocking[0]}", blocking[1], blocking[2], digits=0),
            Measure("Steun", len(label) / of, len(self.staying) / of, "%", 0, 100),
            Measure("Steun als elke partij bij toeval ja zegt", fair, drawn, "%", 0, 100),
        ]

    def mark(self, party: str) -> str:
        """The sign in a party: what it hears in the label, or whether it agrees."""
        if self.verbs:
            return "✓" if self.agrees(party) else "!" if self.blocks(party) else "×"
        return MEANINGS[self.heard(party)].mark if self.heard(party) else ""

    def picture(self):
        """Parties in bands: those that agree, those that drop out (dashed), those that have nothing to do with it."""
        heard = ["hoort:", *(f"{m.mark} {k}" for k, m in MEANINGS.items())]
        signs = ["✓ stemt in", "× haakt af", "! haakt af en kan de uitvoering tegenhouden"] if self.verbs else heard
        b = Board(WIDE, HIGH, "begin")
        bands = [("blijft", "Stemt in", self.staying, "strong"), ("weg", "Haakt af", self.leaving, "faded")]
        if self.outside:
            bands.append(("buiten", "Heeft er niet mee te maken", self.outside, "plain"))
        lines = wrap(f"‘{self.sentence}’", LETTERS, 2)
        head = HEAD + 20 * (len(lines) - 1)
        places, boxes, scale = in_bands([band[2] for band in bands], Box(4, head, b.width - 8, b.height - head - 4))
        zones = [Zone(key, f"{name}: {len(members)}", box, tone) for (key, name, members, tone), box in zip(bands, boxes, strict=True)]
        nodes = [self._node(k, places[k], scale) for _, _, members, _ in bands for k in members]
        b.network(nodes, (), zones, pick=True)
        for i, line in enumerate(lines):
            b.text(b.width / 2, 22 + 20 * i, line, 17, "middle", 650, "accent", f"zin:{i}")
        b.legend(kinds(self.case), extra=[("tinted", "kan de uitvoering tegenhouden"), *(("", sign) for sign in signs)])
        return b

    def _node(self, key, at, scale):
        about = key in self.reasons
        tone = "plain" if not about else "faded" if not self.agrees(key) else "tinted" if self.blocks(key) else "plain"
        return Node.of(self.case.party(key), at, tone, mark=self.mark(key) if about else "", scale=scale)

    def curve(self):
        accepted, numbers = [self.accepted(k) for k in self.reasons], range(1, len(MEANINGS) + 1)
        real = [100 * model.support(accepted, len(MEANINGS), m) for m in numbers]
        fair = [100 * model.label_support(self.chance, m) for m in numbers]
        c = Curve("betekenissen van het woord", "steun, in procenten", (1, len(MEANINGS)), (0, 105),
                  xticks=numbers, yticks=range(0, 101, 20))  # fmt: skip
        c.line(real, "deze casus")
        c.line(fair, "bij toeval", "dashed", "plain")
        ends = [f"{form(m, '1 betekenis', f'{m} betekenissen')} {dutch(real[m - 1], 0)} procent" for m in (1, 3, len(MEANINGS))]
        said = (
            f"Hoe meer een woord kan betekenen, hoe meer partijen instemmen. In deze casus is de steun bij {listed(ends)}. "
            "De onderbroken lijn is de steun als elk ja bij toeval komt, los van de andere."
        )
        return "Steun tegen het aantal betekenissen", c, said

    @property
    def named(self) -> str:
        """The verbs in a sentence: "‘toezien’ en ‘besluiten’"."""
        return listed(f"‘{v}’" for v in self.verbs)

    def headline(self):
        of, kinds_heard = len(self.reasons), [m for m in MEANINGS if self.hearing[m]]
        if not self.verbs:
            if self.leaving:
                less = f"{part(len(self.leaving), of, 'partijen')} {form(len(self.leaving), 'hoort', 'horen')}"
                return f"Zelfs ‘regie’ krijgt niet iedereen mee: {less} er niets in wat past."
            heard = f"van {kinds_heard[0]} tot {kinds_heard[-1]}" if len(kinds_heard) > 1 else f"namelijk {kinds_heard[0]}"
            return f"Niemand is tegen ‘regie’, want {part(of, of, 'partijen')} horen er iets in wat bij hen past, {heard}."
        if not self.leaving:
            return f"Ook bij {self.named} haakt niemand af: geen enkele partij heeft hier iets te verliezen."
        many = len(self.leaving)
        return f"Bij {self.named} {form(many, 'haakt', 'haken')} {part(many, of, 'partijen')} af{self._power()}"

    def _power(self):
        """Whether those who drop out can stop it, to end a headline with."""
        stop, many = len(self.stopping), len(self.leaving)
        those = form(many, "die partij", f"die {number_word(many)}")
        if stop == many:
            return f", en juist {those} {form(many, 'kan', 'kunnen')} de uitvoering tegenhouden."
        if stop:
            return f". {capital(number_word(stop))} van {those} {form(stop, 'kan', 'kunnen')} de uitvoering tegenhouden."
        return (
            f", maar {those} kan de uitvoering niet tegenhouden."
            if many == 1
            else f", maar geen van {those} kan de uitvoering tegenhouden."
        )

    def words(self):
        said = f"Nu staat er: “{self.sentence.removesuffix('.')}”."
        if not self.verbs:
            heard = {key: self.heard(key) for key in self.reasons if self.heard(key)}
            first = {name: key for key, name in reversed(heard.items())}
            ends = [first[name] for name in MEANINGS if name in first]
            apart = ""
            if len(ends) > 1:
                told = heard if len(heard) <= FEW else (ends[0], ends[-1])
                each = listed(f"{does(self.case.party(key), 'hoort', 'horen')} ‘{heard[key]}’" for key in told)
                apart = f"Maar de partijen horen in ‘regie’ niet hetzelfde: {each}."
            return say(
                said,
                f"Tegen {_verb(self.gone, 'is', 'zijn')} {together(self.gone, NAMED)}." if self.leaving else "",
                apart,
                "Wat de regisseur straks doet, staat er niet.",
            )
        told = say(self._agree(), self._why(), self._stop())
        fits = len(said.split()) <= LONG[0] and len(f"{said} {told}".split()) <= LONGEST  # the picture has the sentence too
        return say(said if fits else "", told)

    def _why(self):
        """Who drop out, and the reason that all have, else that of most of them, else of one that can stop it."""
        many, out = len(self.leaving), self._out()
        if not many:
            return ""
        if self.shared and many == 1:
            return f"{out.removesuffix('.')}: {self.reason}."
        if self.shared:
            if many > FEW:
                return f"{f'De andere {number_word(many)}' if self.staying else 'Alle partijen'} haken om dezelfde reden af: {self.reason}."
            return f"{out} {form(many - 1, 'Beide partijen', f'Alle {number_word(many)}')} hebben dezelfde reden: {self.reason}."
        out = out if many <= FEW else ""
        if self.reason and len(self.verbs) == 1:
            return say(out, f"Het vaakst geldt deze reden: {self.reason}.")
        one = (self.stopping or self.gone)[0]
        why = next(filter(None, map(self.reasons[one.key].get, self.verbs)), "")
        return say(out, f"Voor {phrase(one)} geldt bijvoorbeeld: {why}." if why else "")

    def _agree(self):
        """Who agrees, beside the label."""
        number, of, before = len(self.staying), len(self.reasons), len(self.before.staying)
        if number == before:
            return f"{capital(of_all(number, of, 'partijen', 'stemt', 'stemmen'))} in, net als toen er ‘regie’ stond."
        left = f"nu nog {number_word(number)}" if number else "nu geen enkele meer"
        return f"Met ‘regie’ {form(before, 'stemde', 'stemden')} {part(before, of, 'partijen')} in, {left}."

    def _stop(self):
        """Who of those that drop out can stop it; the headline tells where all or none can."""
        if len(self.stopping) in (0, len(self.leaving)):
            return ""
        return f"{capital(together(self.stopping, FEW))} {_verb(self.stopping, 'kan', 'kunnen')} de uitvoering tegenhouden."

    def _out(self):
        return f"{capital(together(self.gone, NAMED))} {_verb(self.gone, 'haakt', 'haken')} af." if self.leaving else ""

    def report(self):
        if not self.verbs:
            return ""  # that nobody is against the word is where it starts, no outcome
        return say(
            f"Staat er {self.named} in plaats van ‘regie’, dan {form(max(1, len(self.staying)), 'stemt', 'stemmen')} {part(len(self.staying), len(self.reasons), 'partijen')} in.",
            self._out() or "Niemand haakt af.",
            "Dat volgt uit aannames over wat een partij te verliezen heeft; vraag het ook na.",
        )

    def tables(self):
        why: dict[str, list[str]] = {}
        for key in self.leaving:
            reason = "; ".join(filter(None, (self.reasons[key][v] for v in self.verbs)))
            why.setdefault(reason, []).append(self.case.party(key).label)
        rows = [(capital(reason), ", ".join(names)) for reason, names in why.items()]
        signs = ", ".join(f"{m.mark} {name}" for name, m in MEANINGS.items())
        each = [(self.case.party(k).label, *("ja" if not self.reasons[k][m] else "nee" for m in MEANINGS)) for k in self.reasons]
        return [
            *([Table("Wie haakt af, en waarom", ("Reden", "Partijen"), rows)] if rows else []),
            Table(f"Wie stemt met welke betekenis in ({signs})", ("Partij", *(m.mark for m in MEANINGS.values())), each),
        ]

    def pick(self, key):
        party = self.case.party(key)
        if key not in self.reasons:
            return f"{capital(does(party, 'heeft', 'hebben'))} met dit onderwerp niet te maken."
        agrees, out = (listed(self.accepted(key)), "haken" if party.plural else "haakt")
        refused = [f"Bij ‘{m}’ {out} {phrase(party)} af: {why}." for m, why in self.reasons[key].items() if why]
        first = f"{capital(does(party, 'stemt', 'stemmen'))} in met {agrees}." if agrees else f"Voor {phrase(party)} zit er niets bij."
        return say(first, *refused or ["Bezwaar is er nergens tegen."])


def _verb(parties: list[Party], one: str, more: str) -> str:
    return more if len(parties) > 1 or parties[0].plural else one
