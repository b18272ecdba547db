"""How large each of the five structure problems is in a case, beside what chance alone would give."""

import re
from functools import cached_property
from math import isnan
from types import MappingProxyType
from typing import NamedTuple

from regiekit.cases import graph
from regiekit.cases.reading import CONTACT, assent, claims, crowded
from regiekit.cases.remember import each
from regiekit.models import congruence, decision_rule, islands, overlap, random_networks
from regiekit.plots.network import LEGEND
from regiekit.plots.svg import wrap
from regiekit.proeven import Board, Choice, Measure, Proef, Slider, capital, dutch, form, listed, number_word, say

SEED = 1
DRAWS = 600
MANY, FEWER = 60, 400  # above so many parties, so many draws: nobody should have to wait for the answer
SMALL = 8  # with fewer parties chance gives almost anything
FALSE = 5  # of 100 cases in which all is chance, so many may show a problem: the five verdicts together
LEVEL = FALSE / 100 / 5  # of each, and the end of the band
BAND = (0, 100 - 100 * LEVEL)
HALF = 0.5  # from here on a problem is called large
WIDE, HIGH = 660.0, 430.0
TIES = {
    "contact": ("wie wie spreekt (informeel, informatie)", CONTACT),
    "papier": ("wat op papier staat (formeel, hiërarchie, geld)", ("formeel", "hiërarchie", "geld")),
    "alles": ("alle banden", None),
}
SAME = {"aantal": "hoeveel contacten er zijn", "graden": "ook hoeveel contacten elke partij heeft"}
PROBLEMS = {  # and how it stands in a sentence
    "Eilandenrijk": "het eilandenrijk",
    "Poolse landdag": "de Poolse landdag",
    "Verkokering": "de verkokering",
    "Overlap": "de overlap",
    "Structuur past niet": "de slecht passende structuur",
}
LEADS = {"papier": "Telt alleen wat op papier staat", "alles": "Tellen alle banden mee"}
KEPT_DEGREES = "Houdt elke partij evenveel {} als nu"
#: What chance hardly ever gives, where a problem is larger than by chance.
RARE = {
    "Eilandenrijk": "staan partijen bijna nooit zo ver van elkaar",
    "Poolse landdag": "worden bijna nooit zo veel voorstellen tegengehouden",
    "Verkokering": "blijven bijna nooit zo veel {} binnen het eigen vakgebied",
    "Overlap": "hebben bijna nooit zo veel taken geen eigenaar of meer dan één",
    "Structuur past niet": "zitten afdelingen die elkaar nodig hebben, bijna nooit zo vaak in twee directies",
}
LONGEST = 60  # words of a paragraph; the picture tells every verdict
SMALLER = "te weinig partijen voor toeval"
VERDICTS = {
    "beyond": "groter dan bij toeval",
    "within": "niet groter dan bij toeval",
    "smaller": "kleiner dan bij toeval",
    "untestable": "hier niet te toetsen",
    "unsure": "niet te zeggen",
    "undefined": "nog niet te meten",
}
LEFT, RIGHT = 216.0, 24.0  # beside the strips


class Finding(NamedTuple):
    """The size of one problem, 0 (none) to 1, beside chance."""

    problem: str
    measure: str
    found: random_networks.Comparison

    @property
    def known(self) -> bool:
        return not isnan(self.found.value)

    @property
    def verdict(self) -> str:
        if self.known and self.found.beneath(LEVEL):
            return "smaller"
        return "untestable" if self.known and self.found.untestable(LEVEL) else self.found.beyond(LEVEL)

    @property
    def large(self) -> bool:
        return self.found.value >= HALF


def drawn(case):
    """How many draws this case is compared with."""
    return DRAWS if len(case.parties) <= MANY else FEWER


def small(case):
    """Whether there are too few parties to tell anything from chance."""
    return len(case.parties) < SMALL


@each
def apart(case, ties, same, draws):
    """How far parties are apart, beside networks with as many ties, or as many for each party."""
    network = _network(case, ties)
    return random_networks.compare(network, lambda n: 1 - islands.global_efficiency(n), draws, SEED, *BAND, degrees=same == "graden")


def _network(case, ties):
    network = graph(case, TIES[ties][1])
    if case.director in network:
        network.remove_node(case.director)
    return network


@each
def findings(case, ties, same, draws):
    """The problems that the case has numbers for, each beside chance; all verdicts together are wrong in no more than `FALSE` of 100."""
    found = {problem: (measure, beside) for problem, measure, beside in (*_of_ties(case, ties, same, draws), *of_case(case, draws))}
    return tuple(Finding(problem, *found[problem]) for problem in PROBLEMS if problem in found)


def _of_ties(case, ties, same, draws):
    yield "Eilandenrijk", "afstand tussen partijen (0% = iedereen spreekt iedereen)", apart(case, ties, same, draws)

    network = _network(case, ties)
    field = {p.key: p.sector or None for p in case.parties if p.key in network}
    inside = random_networks.permuted(field, lambda f: (1 - islands.ei_index(network, f)) / 2, draws, SEED, *BAND)
    yield "Verkokering", "contacten binnen het eigen vakgebied", inside


@each
def of_case(case, draws):
    """Those of the problems that do not depend on which ties count."""
    return tuple(_of_case(case, draws))


def _of_case(case, draws):
    if blockers := [p.key for p in case.parties if "blokker" in (p.power or ())]:
        yes = assent(case)

        def fails(hand):
            return 1 - decision_rule.passing_chance(list(hand), len(hand))

        agree = random_networks.dealt(list(yes.values()), len(blockers), [yes[k] for k in blockers], fails, *BAND)
        yield "Poolse landdag", "voorstellen die iemand tegenhoudt", agree

    held = claims(case)
    if any(held.values()):
        bad = random_networks.compare_claims(held, _bad, [p.key for p in case.parties], draws, SEED, *BAND)
        yield "Overlap", "taken met geen of met meer dan één eigenaar", bad

    unit = {p.key: p.sector for p in case.parties if p.part_of}
    pairs = congruence.needed_pairs([[key for key in t.needed if key in unit] for t in case.tasks])
    misfit = random_networks.permuted(unit, lambda u: 1 - congruence.congruence(pairs, u), draws, SEED, *BAND)
    yield "Structuur past niet", "afdelingen die elkaar nodig hebben, in twee directies", misfit


def _bad(held):
    """The share of the tasks that are of nobody or of more than one."""
    double, _, none = overlap.overlap_and_gap(held)
    return (double + none) / len(held)


def measurable(case):
    """How many of the five problems can be measured in this case."""
    return sum(f.known for f in findings(case, "contact", "aantal", 1))


class Diagnosis(Proef, asks=("position", "power", "tie.kind", "claim.strength", "ties")):
    """The five problems, with these ties, beside chance that keeps the number of ties, or that of each party."""

    sections = MappingProxyType({"same": "Toeval"})

    ties: str
    same: str

    @classmethod
    def ready(cls, case):
        return crowded(case) if len(case.parties) > 2 and case.ties else "Vul in uw casus minstens drie partijen en enkele banden in."

    @classmethod
    def guess(cls, case):
        most = measurable(case)
        known = form(most, "is één probleem", f"zijn {number_word(most)} van de vijf problemen")
        return Slider("", "Uw voorspelling", 0, most, min(4, most), 1, "probleem|problemen", f"In deze casus {known} te meten.")

    @classmethod
    def answer(cls, case):
        return 0 if small(case) else sum(f.verdict == "beyond" for f in findings(case, "contact", "aantal", drawn(case)))

    @classmethod
    def explain(cls, case, answer):
        if small(case):
            return (
                f"Met minder dan {number_word(SMALL)} partijen geeft toeval bijna alles. "
                "Of een probleem bijzonder is, valt dan niet te zeggen; hoe groot het is, ziet u wel."
            )
        return (
            "Een probleem dat niet meetelt, kan groot zijn. Het is dan alleen niet groter dan wat toeval ook geeft, bij evenveel partijen, "
            "contacten, claims en partijen die kunnen blokkeren. Kijk in het plaatje wat ver naar rechts staat en toch in de balk."
        )

    @classmethod
    def controls(cls, case):
        return [
            Choice("ties", "Welke banden tellen mee?", [(key, name) for key, (name, _) in TIES.items()], "contact"),
            Choice("same", "Wat laat het toeval bij de eilanden gelijk?", list(SAME.items()), "aantal"),
        ]

    @cached_property
    def findings(self):
        return findings(self.case, self.ties, self.same, drawn(self.case))

    @property
    def _ties(self):
        return "contacten" if self.ties == "contact" else "banden"

    def _those(self, verdict, large=None):
        """The problems with this verdict, as they stand in a sentence."""
        return [PROBLEMS[f.problem] for f in self.findings if f.verdict == verdict and (large is None or f.large == large)]

    def measures(self):
        return [Measure(f"{f.problem}: {f.measure}", f.found.mean, f.found.value, "%", 0, 100) for f in self.findings]

    def verdict(self, finding):
        """What is said of it beside its strip."""
        return SMALLER if finding.known and small(self.case) else VERDICTS[finding.verdict]

    def picture(self):
        b = Board(WIDE, HIGH, "structuur")
        row = (b.height - 40) / max(1, len(self.findings))
        for i, f in enumerate(self.findings):
            _strip(b, i, 12 + (i + 0.5) * row, f, self.verdict(f), not small(self.case))
        b.text(LEFT, b.height - 8, "0%: geen probleem", fill="soft")
        b.text(b.width - RIGHT, b.height - 8, "100%: zo groot als kan", anchor="end", fill="soft")
        _legend(b)
        return b

    def headline(self):
        known, size = [f for f in self.findings if f.known], len(self.case.parties)
        if not known:
            return "Nog niet te zeggen: er zijn te weinig banden, taken en standpunten ingevuld om een probleem te meten."
        if small(self.case):
            return f"Met {number_word(size)} partijen geeft toeval bijna alles: u ziet hoe groot een probleem is, niet of het bijzonder is."
        more, same = self._those("beyond"), self._those("within", True)
        who = listed(more) if len(more) < 3 else f"{number_word(len(more))} problemen"
        lead = LEADS.get(self.ties) or (KEPT_DEGREES.format(self._ties) if self.same == "graden" else "")
        if more:
            only, are = ("alleen ", "is") if len(more) == 1 else ("", "zijn")
            larger = f"{lead}, dan {are} {only}{who}" if lead else f"{capital(only + who)} {are}"
            return f"{larger} duidelijk groter dan bij toeval. Vraag na hoe dat komt."
        if all(f.verdict in ("unsure", "untestable") for f in known):
            mute = "is van geen enkel probleem te zeggen of het groter is dan bij toeval."
            return f"{lead}, dan {mute}" if lead else "Van" + mute.removeprefix("is van").replace("probleem te", "probleem is te")
        none = f"{lead}, dan is geen probleem" if lead else "Geen enkel probleem is"
        return f"{none} duidelijk groter dan bij toeval. {self._nothing(same)}"

    def _nothing(self, same):
        """What there is where no problem is larger than by chance."""
        if same:
            return (
                f"{capital(number_word(len(same)))} {form(len(same), 'probleem is', 'problemen zijn')} wel groot, maar dat kan toeval zijn."
            )
        edge, mute = len(self._those("unsure")), len(self._those("untestable"))
        told = [f"{number_word(edge)} {form(edge, 'probleem zit', 'problemen zitten')} op de grens"] if edge else []
        if mute:
            problem = "" if edge else form(mute, "probleem ", "problemen ")
            told.append(f"{number_word(mute)} {problem}{form(mute, 'is', 'zijn')} niet te toetsen")
        return f"{capital(' en '.join(told) or 'wat er te meten valt, is klein')}."

    def words(self):
        if small(self.case):
            return say(
                f"Vanaf {number_word(SMALL)} partijen is een probleem van toeval te onderscheiden, en deze casus heeft er {number_word(len(self.case.parties))}.",
                self._sizes(),
            )
        told: list[str] = []
        for sentence in filter(None, (*self._more(), self._other(), *self._verdicts())):
            if len(say(*told, sentence).split()) <= LONGEST:
                told.append(sentence)
        return say(*told)

    def _more(self):
        """What chance hardly ever gives and is here."""
        more = [f.problem for f in self.findings if f.verdict == "beyond"]
        if len(more) > 2:
            return [f"{capital(listed(PROBLEMS[one] for one in more))} zijn zo groot als bij toeval bijna nooit voorkomt."]
        return [
            f"{capital(('ook ' if i else '') + PROBLEMS[one])} valt op: bij toeval {RARE[one].format(self._ties)}."
            for i, one in enumerate(more)
        ]

    def _verdicts(self):
        """The other verdicts, what matters most first."""
        said = (
            ("within", True, "{} [kan|kunnen] ook door toeval zo groot zijn."),
            ("unsure", None, "{} [zit|zitten] net op de grens van wat bij toeval voorkomt."),
            ("untestable", None, "{} [is|zijn] niet te toetsen, want hier kan zelfs de hoogst mogelijke uitkomst toeval zijn."),
            ("smaller", None, "{} [is|zijn] juist kleiner dan bij toeval."),
            ("within", False, "{} [is|zijn] klein."),
            ("undefined", None, "{} [is|zijn] nog niet te meten, want daarvoor staat er te weinig in de casus."),
        )
        return [_said(text, self._those(verdict, large)) for verdict, large, text in said]

    def _sizes(self):
        large = [PROBLEMS[f.problem] for f in self.findings if f.known and f.large]
        return _said("{} [staat|staan] voorbij de helft van de schaal.", large)

    def _other(self):
        """What stricter chance makes of large islands, where that is another conclusion."""
        now = next((f for f in self.findings if f.problem == "Eilandenrijk" and f.large), None)
        if not now or self.same == "graden" or drawn(self.case) < DRAWS:
            return ""  # a large network takes too long to ask twice
        strict = apart(self.case, self.ties, "graden", drawn(self.case)).beyond(LEVEL) == "beyond"
        if strict == (now.verdict == "beyond"):
            return ""
        return f"Houdt elke partij ook bij toeval evenveel {self._ties} als nu, dan valt het eilandenrijk {'wel' if strict else 'niet meer duidelijk'} op."

    def note(self, key):
        """What two measures are here, and in the proef of that name."""
        other = "Verkokering meet hier contacten, de proef daarover wat men ziet; overlap telt hier ook taken van niemand."
        return other if key == "ties" else ""

    def report(self):
        if not any(f.known for f in self.findings):
            return ""
        if small(self.case):
            return say("Met zo weinig partijen valt geen probleem van toeval te onderscheiden.", self._sizes())
        more, same = self._those("beyond"), self._those("within", True)
        return say(
            _said("{} [is|zijn] groter dan bij toeval.", more) or "Geen probleem is duidelijk groter dan bij toeval.",
            _said("{} [is|zijn] groot, maar dat kan toeval zijn.", same),
            self._other(),
            "Groter dan bij toeval is nog geen oordeel, wel een reden om te vragen waardoor het komt.",
        )


def _said(text, those):
    if not those:
        return ""
    told = re.sub(r"\[(.*?)\|(.*?)\]", lambda found: found[1 if len(those) == 1 else 2], text)
    return capital(told.replace("{}", listed(those)))


def _legend(b):
    """What the marks are: on the stage as text below the picture."""
    b.parts.append(f'<g class="rk-legend" data-top="{b.height:g}">')
    for x, row, name in ((16, 0.5, "deze casus"), (150, 0.5, "gemiddeld bij toeval"), (16, 1.5, "wat toeval 99 van de 100 keer geeft")):
        with b.group(x, b.height + row * LEGEND):
            if row > 1:
                b.rect(0, -8, 18, 16, 4, fill="tint", stroke="line", width=1.5)
            elif x > 16:
                b.circle(9, 0, 6, fill="paper", stroke="ink", width=2)
            else:
                b.circle(9, 0, 8, fill="accent")
            b.text(26, 5, name, fill="soft")
    b.parts.append("</g>")
    b.height += 2 * LEGEND


def _strip(b, i, y, finding, verdict, band):
    """The size of one problem: a band for chance, an open mark for its mean, a filled one for the case; what is not known is not drawn."""
    c, across = finding.found, b.width - LEFT - RIGHT
    value, low, high, mean = (LEFT + across * min(1.0, max(0.0, n)) for n in (c.value, c.low, c.high, c.mean))
    rows = wrap(finding.measure, 25, 3)
    top = y + 5 - 8 * len(rows)
    b.text(14, top, finding.problem, 15, weight=650)
    for k, line in enumerate(rows, 1):
        b.text(14, top + 16 * k, line, 13.5, fill="soft")
    b.path(f"M{LEFT} {y:.1f}H{LEFT + across:.1f}", stroke="line")
    if band and not isnan(c.low):
        b.rect(low, y - 11, max(3.0, high - low), 22, 4, key=f"b:{i}", fill="tint", stroke="line", width=1.5)
        b.circle(mean, y, 6, key=f"m:{i}", fill="paper", stroke="ink", width=2)
    if isnan(c.value):
        b.text(LEFT, y - 17, verdict, weight=650, fill="soft")
        return
    with b.group(value, y, key=f"v:{i}"):
        b.circle(0, 0, 8, fill="accent")
    anchor = "start" if value < LEFT + across * 0.5 else "end"
    b.text(value, y - 17, f"{dutch(100 * c.value, 0)}% · {verdict}", anchor=anchor, weight=650, fill="accent")
