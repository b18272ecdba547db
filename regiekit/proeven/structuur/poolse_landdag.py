"""Poolse landdag → doorzettingsmacht → verzet en conflict."""

from functools import cached_property

from regiekit.cases.reading import WAITING, YES, assent, crowded, kinds
from regiekit.models import decision_rule as model
from regiekit.plots.layout import Box, in_bands
from regiekit.proeven import Board, Choice, Measure, Node, Proef, Slider, Zone, dutch, foremost, form, leading, say

FOR, AGAINST = 100 * YES["voor"], 100 * YES["tegen"]
MARKS = {"voor": "+", "tegen": "−", "afwachtend": "?"}
#: Highest chance of being overruled that still belongs to the area, and its name.
ZONES = ((0.0005, "Wordt nooit overstemd"), (0.1, "Soms: hooguit 10 van de 100 keer"), (1.0, "Vaak: meer dan 10 van de 100 keer"))


def share(chance):
    """A chance as so many out of a hundred; what is not impossible is never called 0, what is not certain never 100."""
    hundredths = round(100 * chance)
    if hundredths == 0 and chance > 0:
        return "minder dan 1 van de 100"
    return "meer dan 99 van de 100" if hundredths == 100 and chance < 1 else f"{hundredths} van de 100"


def proposals(chance):
    """That share of the proposals: "13 van de 100 voorstellen"."""
    return {0: "geen enkel voorstel", 1: "alle voorstellen"}.get(chance, f"{share(chance)} voorstellen")


def pass_(chance):
    """The verb that belongs to that share of the proposals."""
    return "haalt" if round(100 * chance) <= 1 else "halen"


class DecisionRule(Proef, asks=("position", "power")):
    """At least `quota` parties agree, or `decider` alone decides; who waits and sees says yes `waiting` per cent of the time."""

    quota: int
    waiting: float
    decider: str

    @classmethod
    def ready(cls, case):
        return crowded(case) if len(case.parties) > 1 else "Vul eerst minstens twee partijen in."

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 0, 100, 20, 1, "van de 100")

    @classmethod
    def answer(cls, case):
        return 100 * model.passing_chance(list(assent(case).values()), len(case.parties))

    @classmethod
    def explain(cls, case, answer):
        """An answer that would be rounded to nothing, or to everything, is said more precisely."""
        return say(
            "" if answer in (0, 100) or 0 < round(answer) < 100 else f"Preciezer gezegd: {share(answer / 100)}.",
            f"Bij eenstemmigheid vermenigvuldigt u {len(case.parties)} kansen met elkaar. "
            "Elke partij erbij maakt het product kleiner, ook een welwillende partij.",
        )

    @classmethod
    def controls(cls, case):
        n = len(case.parties)
        return [
            Slider("quota", "Partijen die moeten instemmen", 1, n, max(1, round(n * 0.8))),
            Slider("waiting", "Hoe vaak zegt wie afwacht ja?", 0, 100, WAITING, 5, "van de 100"),
            Choice("decider", "Doorzettingsmacht voor", [("", "niemand"), *((p.key, p.called) for p in case.parties)], ""),
        ]

    @cached_property
    def yes(self) -> dict[str, float]:
        """Party -> chance of a yes."""
        return assent(self.case, self.waiting)

    @cached_property
    def rule(self):
        """Chances, quota and place of the decider, as the model takes them."""
        return list(self.yes.values()), self.quota, (), list(self.yes).index(self.decider) if self.decider else None

    @cached_property
    def passing(self) -> float:
        return model.passing_chance(*self.rule)

    @cached_property
    def overruled(self) -> dict[str, float]:
        """Party -> chance that a proposal passes which it rejected."""
        return dict(zip(self.yes, model.overruled_chances(*self.rule), strict=True))

    @cached_property
    def losers(self) -> float:
        return model.expected_overruled(*self.rule)

    def _worst(self, said: str, same: str, one: str) -> str:
        """Who are overruled most; `one` says of one that it can block."""
        keys = leading(self.overruled, str)[0]
        can = sum("blokker" in self.case.party(key).power for key in keys)
        block = one if len(keys) == 1 else f". De uitvoering blokkeren is voor {can if can < len(keys) else 'elk'} van hen mogelijk."
        return foremost(self.overruled, lambda key: self.case.party(key).called, said, same) + (block if can else ".")

    def measures(self):
        all_agree = model.passing_chance(self.rule[0], len(self.yes))
        blocked = max((self.overruled[p.key] for p in self.case.parties if "blokker" in p.power), default=0.0)
        return [
            Measure("Kans op een besluit", all_agree, self.passing, "%", 1, 100),
            Measure("Overstemde partijen per besluit, gemiddeld", 0, self.losers, digits=1),
            Measure("Hoe vaak de meest overstemde partij met blokkermacht verliest", 0, blocked, "%", 0, 100),
        ]

    def picture(self):
        """Parties by their chance to be overruled; who can block stands out, who decides alone most of all."""
        b = Board(660, 560, "structuur")
        groups = [[] for _ in ZONES]
        for key, chance in self.overruled.items():
            groups[next(i for i, (most, _) in enumerate(ZONES) if chance <= most)].append(key)
        places, boxes, scale = in_bands(groups, Box(4, 4, b.width - 8, b.height - 8))
        tones = ("plain", "plain", "strong")
        zones = [Zone(name, name, box, tone) for (_, name), box, tone in zip(ZONES, boxes, tones, strict=True)]
        nodes = []
        for p in map(self.case.party, places):
            tone = "strong" if p.key == self.decider else "tinted" if "blokker" in p.power else "plain"
            nodes.append(Node.of(p, places[p.key], tone, mark=MARKS[p.position], scale=scale))
        b.network(nodes, (), zones, pick=True)
        b.legend(kinds(self.case), extra=[("tinted", "blokkermacht"), ("strong", "beslist alleen"), ("", "+ voor, − tegen, ? wacht af")])
        return b

    def words(self):
        n, often = len(self.yes), f"bij {proposals(max(self.overruled.values()))}"
        block = ". Die partij kan de uitvoering blokkeren."
        some = f"{self.quota} van de {n} partijen {form(self.quota, 'moet', 'moeten')}"
        rule = f"{'alle partijen moeten' if self.quota == n else some} instemmen"
        if self.decider:
            rule = f"{self.case.party(self.decider).called} beslist alleen"
        then = f"De regel: {rule}. Het gevolg: {proposals(self.passing)} {pass_(self.passing)} het."
        if not self.losers > 0:
            return f"{then} Niemand wordt overstemd."
        return say(
            then,
            f"Per besluit worden gemiddeld {dutch(self.losers, 1)} partijen overstemd.",
            self._worst(f"Dat overkomt {{}} het vaakst: [|elk ]{often}", f"Dat overkomt alle partijen even vaak: elk {often}", block),
        )

    def report(self):
        n = len(self.yes)
        some = f"{form(self.quota, 'Moet één', f'Moeten {self.quota}')} van de {n} partijen instemmen"
        rule = "Moeten alle partijen instemmen" if self.quota == n else some
        if self.decider:
            rule = f"Beslist {self.case.party(self.decider).called} alleen"
        said, same = "Het vaakst [wordt|worden] {} overstemd", "Alle partijen worden even vaak overstemd"
        return say(
            f"{rule}, dan {pass_(self.passing)} naar schatting {proposals(self.passing)} het.",
            self._worst(said, same, ", en die partij kan de uitvoering blokkeren.") if self.losers > 0 else "Niemand wordt overstemd.",
        )

    def pick(self, key):
        p = self.case.party(key)
        return say(
            f"{p.called} ({p.position}) stemt in dit denkmodel in met {proposals(self.yes[key])} "
            f"en wordt overstemd bij {proposals(self.overruled[key])}.",
            "Net als alle anderen kan zij elk besluit tegenhouden." if self.quota == len(self.yes) and not self.decider else "",
        )
