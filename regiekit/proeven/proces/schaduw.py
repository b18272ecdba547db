"""Als het mislukt: two parties bargain while someone above them may intervene, failing in the open costs them face, and a failure that was, counts."""

from functools import cached_property
from itertools import groupby
from math import isnan, nan
from types import MappingProxyType

from regiekit.cases import Party
from regiekit.cases.model import TRAITS
from regiekit.cases.reading import director
from regiekit.models import shadow_of_law as model
from regiekit.plots.svg import cut, text_width, wrap
from regiekit.proeven import Board, Case, Choice, Proef, Slider, Table, capital, dutch, measure, points, say, times
from regiekit.widgets.say import again, does, phrase

TOTAL, ALONE, COST = 100, 10, 10  # points: to divide, what the director has without an agreement, what an intervention costs each
KEEPS, OWN, THEIRS = (
    60,
    70,
    30,
)  # what the other has without an agreement; where the case tells nothing of it, what each expects of an intervention
CHANCE = 40  # per cent, of intervention, where the case tells nothing of it
BARE = model.settlement(TOTAL, ALONE, KEEPS).first  # what the director gets where nobody can intervene
GROUND, LEARNT = 50, 50  # per cent of the chance that was left, and of what is expected too much, that a failure adds and takes
NO, YES = "nee", "ja"
MOST_SIZE = 5
EDGE = 0.05  # points below which nothing has moved
FEW = 3  # points below which it has hardly moved

STEPS = 50  # of the curve
LEFT, RIGHT, TOP, BOTTOM = 62, 452, 84, 352
BAR, BAR_WIDE, SAYS = 492, 50, 552  # of the division: left, width, where its words begin


TOLD = {"ingrijpen": CHANCE, "ingreep_regisseur": OWN, "ingreep_ander": THEIRS}  # traits, and what stands for one that is not known


def told(case: Case, trait: str) -> float:
    """A trait as the case tells it, on its slider; a number for convenience where it does not."""
    found = case.trait(trait)
    return TOLD[trait] if found is None else min(100, 5 * round(found / 5))


def above(case: Case) -> Party | None:
    """Who intervenes, where that is a party of the case: it is nobody's counterpart, as it doesn't threaten itself."""
    found = case.told("ingrijpen")
    return case.party(found.party) if found and found.party in case.party_keys else None


def others(case: Case) -> list[Party]:
    """With whom the director may bargain."""
    return [p for p in case.parties if p.key != director(case) and p != above(case)]


def steps_in(case: Case) -> str:
    """Who intervenes, as the subject of a sentence."""
    found = above(case)
    return phrase(found) if found else "iemand met gezag"


class ShadowOfLaw(Proef, before={"chance": 0, "damage": 0, "failed": NO}, asks=("size", "position", "power")):
    """Intervention has a `chance` in per cent; the rest is in points. `alone` is what the other has without an agreement, `own` and
    `theirs` what each expects of an intervention, `damage` what a party of the largest size loses by failing in the open; `failed`: an earlier process did.

    Pairs are of the director and the other.
    """

    sections = MappingProxyType(
        {"alone": "Verwacht", "own": "Verwacht", "theirs": "Verwacht", "damage": "Mislukking", "failed": "Mislukking"}
    )

    chance: float
    damage: float
    failed: str
    other: str
    alone: float
    own: float  # pyright: ignore[reportIncompatibleVariableOverride] (the key of a control is kept with the answers)
    theirs: float

    @classmethod
    def ready(cls, case):
        if not case.parties or not others(case):
            return "Vul eerst minstens twee partijen in, naast wie kan ingrijpen: de regisseur en een ander."
        return None

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 0, TOTAL, 25, 1, "punt|punten")

    @classmethod
    def answer(cls, case):
        return cls.at(case).found.first

    @classmethod
    def supposes(cls, case):
        given = {"chance": "ingrijpen", "own": "ingreep_regisseur", "theirs": "ingreep_ander"}
        return ("alone", *(key for key, trait in given.items() if case.trait(trait) is None))

    @classmethod
    def controls(cls, case):
        found = others(case)
        # who is against and can block, else who can block, who is against, the largest
        start = max(found, key=lambda p: (2 * ("blokker" in p.power) + (p.position == "tegen"), p.size))
        who = "Bijvoorbeeld de gemeenteraad, de provincie, het Rijk of de rechter."
        smaller = "Voor een partij van de grootste omvang; een kleinere verliest naar verhouding minder."
        return [
            Slider("chance", "Kans dat iemand ingrijpt, zoals partijen die zien", 0, 100, told(case, "ingrijpen"), 5, "%", who),
            Slider("damage", "Imagoschade als het zichtbaar mislukt", 0, 40, 0, 5, "punt|punten", smaller),
            Choice("failed", "Is een eerder overleg al mislukt?", [(NO, "nee"), (YES, "ja, en ieder kreeg een eerlijke kans")], NO),
            Choice("other", "Met wie onderhandelt de regisseur?", [(p.key, p.called) for p in found], start.key),
            Slider("alone", "Wat de ander houdt zonder afspraak", 0, TOTAL, KEEPS, 5, "punt|punten"),
            Slider("own", "Wat de regisseur verwacht bij ingrijpen", 0, TOTAL, told(case, "ingreep_regisseur"), 5, "punt|punten"),
            Slider("theirs", "Wat de ander verwacht bij ingrijpen", 0, TOTAL, told(case, "ingreep_ander"), 5, "punt|punten"),
        ]

    @cached_property
    def pair(self) -> tuple[Party, Party]:
        return self.case.party(director(self.case)), self.case.party(self.other)

    @cached_property
    def keeps(self) -> tuple[float, float]:
        return ALONE, self.alone

    @cached_property
    def expects(self) -> tuple[float, float]:
        """What each expects of an intervention: after a failure less that cannot all come true."""
        return model.sobered(TOTAL, (self.own, self.theirs), LEARNT / 100 if self.failed == YES else 0)

    @cached_property
    def likely(self) -> float:
        """The chance of intervention (0…1): after a failure there is ground for it."""
        return model.after_failure(self.chance / 100, GROUND / 100 if self.failed == YES else 0)

    @cached_property
    def fresh(self):
        """The same without an earlier failure."""
        return self.but(failed=NO) if self.failed == YES else self

    @cached_property
    def shame(self) -> tuple[float, float]:
        one, two = self.pair
        return self.damage * one.size / MOST_SIZE, self.damage * two.size / MOST_SIZE

    def counts_on(self, chance: float) -> tuple[float, float]:
        """What each can count on without an agreement, at a chance (0…1) of intervention."""
        one, two = (model.disagreement(chance, s, y, COST, m) for s, y, m in zip(self.keeps, self.expects, self.shame, strict=True))
        return one, two

    @cached_property
    def counts(self) -> tuple[float, float]:
        return self.counts_on(self.likely)

    @cached_property
    def found(self) -> model.Settlement:
        return model.settlement(TOTAL, *self.counts)

    @cached_property
    def shift(self) -> float:
        """How many points the shadow moves to the director; 0 where there was no deal without it."""
        bare = self.before.found
        return self.found.first - bare.first if bare.deal else 0.0

    @cached_property
    def turn(self) -> float:
        """The chance at which a deal becomes possible, or stops being so; nan when it is no turning point."""
        at = model.turning_chance(TOTAL, self.keeps, self.expects, COST, self.shame)
        return at if 0 < at < 1 else nan

    @measure("Wat de regisseur krijgt uit een afspraak, in punten", digits=1)
    def gets(self) -> float:
        return self.found.first if self.found.deal else nan

    @measure("Wat de ander krijgt uit een afspraak, in punten", digits=1)
    def leaves(self) -> float:
        return self.found.second if self.found.deal else nan

    @measure("Ruimte om te onderhandelen, in punten (onder 0: geen afspraak)", digits=1)
    def room(self) -> float:
        return TOTAL - sum(self.counts)

    @classmethod
    def explain(cls, case, answer):
        often, who = _often(told(case, "ingrijpen") / 100), steps_in(case)
        counted = f"dat {who} {often} {_intervenes(case)}" if above(case) else f"dat er {often} wordt ingegrepen"
        return say(
            f"In deze casus rekenen partijen erop {counted}." if case.told("ingrijpen") else "",
            "Zonder afspraak kan de regisseur nu op meer rekenen dan eerst en de ander op minder, dus de afspraak schuift mee. Niemand heeft ingegrepen; "
            "dat het kan, is genoeg. Kijk in het plaatje hoe de dikke lijn naar rechts stijgt.",
        )

    def picture(self):
        b = Board(660, 430, "proces")
        one, two = (wrap(phrase(p), 26, 1)[0] for p in self.pair)
        self._draw_curve(b, one, two)
        self._draw_division(b, *(wrap(p.label, 18, 1)[0] for p in self.pair))
        return b

    def _draw_curve(self, b, one, two):
        def x(chance):
            return LEFT + (RIGHT - LEFT) * chance

        curve = []  # x, what each counts on, what the director gets
        for i in range(STEPS + 1):
            first, second = self.counts_on(i / STEPS)
            deal = model.settlement(TOTAL, first, second)
            curve.append((x(i / STEPS), _y(first / TOTAL), _y(1 - second / TOTAL), _y(deal.first / TOTAL) if deal.deal else None))
        b.text(14, 20, f"Punten voor {one}, bij elke kans op ingrijpen", 15, weight=650)
        b.rect(15, 34, 14, 13, fill="tinted", stroke="accent", width=1.5)
        b.text(36, 45, _counted("onder", one), fill="accent")
        b.rect(15, 55, 14, 13, fill="tint", stroke="line", width=1.5)
        b.text(36, 66, _counted("boven", two), fill="soft")
        floor, roof = ([(p[0], p[i]) for p in curve] for i in (1, 2))
        b.run([(LEFT, BOTTOM), *floor, (RIGHT, BOTTOM)], close=True, fill="tinted", stroke="accent", width=1.5)
        b.run([(LEFT, TOP), *roof, (RIGHT, TOP)], close=True, fill="tint", stroke="line", width=1.5, dash="6 4")
        none = "".join(f"M{px:.1f} {high:.1f}V{low:.1f}" for px, low, high, gets in curve if gets is None)
        if none:
            b.path(none, stroke="bad", width=1.6)
        for deal, run in groupby(curve, key=lambda p: p[3] is not None):
            line = [(p[0], p[3]) for p in run]
            if deal and len(line) > 1:
                b.run(line, stroke="accent", width=4)
        for tick in (0, 25, 50, 75, 100):
            b.text(x(tick / 100), BOTTOM + 19, f"{tick}%", anchor="middle", fill="soft")
            b.text(LEFT - 8, _y(tick / 100) + 5, round(TOTAL * tick / 100), anchor="end", fill="soft")
        b.path(f"M{LEFT} {TOP}V{BOTTOM}H{RIGHT}V{TOP}Z", stroke="ink", width=1.2)
        b.text((LEFT + RIGHT) / 2, BOTTOM + 40, "kans dat iemand ingrijpt als het misgaat", 14.5, "middle")
        stripes = " Rode strepen: geen afspraak mogelijk." if none else ""
        b.text(14, BOTTOM + 64, f"Dikke lijn: wat {one} krijgt.{stripes}", fill="soft")
        now = x(self.likely)
        b.path(f"M{now:.1f} {TOP}V{BOTTOM}", key="nu", stroke="ink", width=2, dash="3 3")
        if self.found.deal:
            b.circle(now, _y(self.gets / TOTAL), 7, key="punt", shape=True, fill="paper", stroke="accent", width=4)

    def _draw_division(self, b, one, two):
        b.text(BAR - 6, TOP - 22, "De afspraak nu", 15, weight=650)
        right, frame = BAR + BAR_WIDE, (BAR, TOP, BAR_WIDE, BOTTOM - TOP)
        if not self.found.deal:
            b.rect(*frame, stroke="ink", width=1.2)
            b.path(f"M{BAR} {TOP}L{right} {BOTTOM}M{right} {TOP}L{BAR} {BOTTOM}", stroke="bad", width=2.5)
            for i, word in enumerate(("geen", "afspraak", "mogelijk")):
                b.text(SAYS, (TOP + BOTTOM) / 2 + 18 * i, word, 14.5, weight=650, fill="bad")
            return
        share = self.gets / TOTAL
        split, own = _y(share), round(TOTAL * share)
        b.rect(BAR, split, BAR_WIDE, BOTTOM - split, key="deel:een", shape=True, fill="accent")
        b.rect(BAR, TOP, BAR_WIDE, split - TOP, key="deel:ander", shape=True, fill="tint", stroke="line", width=1.5)
        b.rect(*frame, stroke="ink", width=1.2)
        up = min(max((TOP + split) / 2, TOP + 16), BOTTOM - 96)
        down = min(max((split + BOTTOM) / 2, up + 64), BOTTOM - 38)
        for y, name, number in ((up, two, TOTAL - own), (down, one, own)):
            lines = b.texts(SAYS, y, name, 12, step=18)
            b.text(SAYS, y + 18 * lines, number, weight=650)

    def headline(self):
        one, two = self.pair
        if not self.found.deal:
            rich = self.likely > 0 and sum(self.counts_on(1)) > sum(self.counts_on(0))
            why = "van een ingreep verwachten beide partijen" if rich else "zonder afspraak houden beide partijen"
            return f"Er komt geen afspraak, want {why} samen meer dan er te verdelen is. Wachten lijkt voor allebei beter."
        if self.failed == YES:
            if not self.fresh.found.deal:
                sober = self.expects != (self.own, self.theirs)
                why = (
                    "partijen weten nu dat ze niet allebei gelijk kunnen krijgen"
                    if sober
                    else "partijen rekenen nu vaker op een ingreep, en dan houden ze samen minder over"
                )
                return f"Juist na de mislukking lukt een afspraak wél, want {why}."
            if abs(self.found.first - self.fresh.found.first) > EDGE:
                wins = one if self.found.first > self.fresh.found.first else two
                return f"Na de mislukking rekenen partijen vaker op een ingreep, en daardoor {_does(wins, 'krijgt', 'krijgen')} meer uit de afspraak."
            return "De mislukking verandert de afspraak niet, want beide partijen winnen of verliezen er evenveel door."
        if not self.before.found.deal:
            cause = "er iemand kan ingrijpen" if self.but(damage=0).found.deal else "mislukken aanzien kost"
            return f"Doordat {cause}, komt er een afspraak: zonder die dreiging hielden de twee samen meer dan er te verdelen is."
        if abs(self.shift) < EDGE:
            if not (self.chance or self.damage):
                return "Niemand kan ingrijpen en niemand kijkt mee, dus de afspraak hangt alleen af van wat ieder zonder afspraak houdt."
            what = "De kans op ingrijpen" if not self.damage else "Wat er dreigt" if self.chance else "De kans op imagoschade"
            moved = self.counts[0] - self.before.counts[0]
            ahead = "gaan er evenveel op vooruit" if moved > EDGE else "verliezen er evenveel door" if moved < -EDGE else "houden evenveel"
            return f"{what} verandert de afspraak niet, want beide partijen {ahead}."
        wins, yields = (one, two) if self.shift > 0 else (two, one)
        if not self.chance:
            return f"{capital(does(yields, 'geeft', 'geven'))} toe, want bij een openbare mislukking verliest die partij meer aanzien dan {phrase(wins)}."
        up, down = sorted((x - y for x, y in zip(self.counts, self.before.counts, strict=True)), reverse=True)
        told = f"Niemand grijpt in, toch {_does(wins, 'krijgt', 'krijgen')} meer dan eerst"
        if up > EDGE and down < -EDGE:
            return f"{told}, want zonder afspraak {'verwachten' if wins.plural else 'verwacht'} {again(wins)} nu meer punten en {phrase(yields)} minder."
        if up > EDGE:
            ahead = f"er meer op vooruitgaan dan {phrase(yields)}" if down > EDGE else f"erop vooruitgaan en {phrase(yields)} niet"
            return f"{told}: zonder afspraak zou die partij {ahead}."
        loss = f"meer verliezen dan {phrase(wins)}" if up < -EDGE else f"punten verliezen en {phrase(wins)} niet"
        return f"{told}: zonder afspraak {_does(yields, 'zou', 'zouden')} {loss}."

    def words(self):
        one, two = self.pair
        base = self.fresh if self.failed == YES else self.before
        first, second = (x - y for x, y in zip(self.counts, base.counts, strict=True))
        if max(abs(first), abs(second)) < EDGE:
            alone = (
                f"Zonder afspraak {_does(one, 'houdt', 'houden')} {_amount(self.counts[0])}, en {phrase(two)} {_amount(self.counts[1])}."
            )
        elif abs(first - second) < EDGE:
            alone = f"Zonder afspraak verwachten {phrase(one)} en {phrase(two)} daardoor elk {_more(first)}."
        else:
            alone = f"Zonder afspraak {_does(one, 'verwacht', 'verwachten')} daardoor {_more(first)}, en {phrase(two)} {_more(second, bare=True)}."
            if min(abs(first), abs(second)) <= EDGE:
                same, other, moved = (one, two, second) if abs(first) <= EDGE else (two, one, first)
                alone = f"Zonder afspraak {_does(other, 'verwacht', 'verwachten')} daardoor {_more(moved)}; voor {phrase(same)} verandert er niets."
        if not self.found.deal:
            counts = [_amount(count) for count in self.counts]
            alone = f"Zonder afspraak {_does(one, 'rekent', 'rekenen')} op {counts[0]}, en {phrase(two)} op {counts[1]}."
            return say(self._shadow(), alone, f"Samen rekenen zij op {points(sum(self.counts))}, terwijl er maar {TOTAL} te verdelen zijn.")
        why = "Een afspraak begint bij wat elke partij zonder afspraak heeft; de rest delen ze gelijk."
        wins = int(
            base.found.deal and self.found.first < base.found.first - EDGE
        )  # of whom it is told is who gets more, as in the headline
        deal = f"Zo {_does(self.pair[wins], 'krijgt', 'krijgen')} {dutch(round(self.found[wins], 1))} van de {TOTAL} punten"
        if not base.found.deal:
            deal += "; eerst kwam er geen afspraak"
        elif abs(self.found.first - base.found.first) > EDGE:
            deal += f"; eerst was dat {dutch(round(base.found[wins], 1))}"
        moved = self.failed == YES and max(abs(first), abs(second)) >= EDGE  # the headline tells what the failure does
        return say(self._shadow(), "" if moved else alone, why, f"{deal}.")

    def _shadow(self):
        """What hangs above the two, and what a failure that was, did to it."""
        steps = f"{steps_in(self.case)} {_often(self.likely)} {_intervenes(self.case)}"
        if self.failed == NO:
            shame = ", en mislukken kost aanzien" if any(self.shame) else ""
            return f"Partijen denken dat {steps}{shame}."
        sober = "Samen verwachten zij minder van een ingreep." if self.expects != (self.own, self.theirs) else ""
        return say(f"Na de mislukking denken partijen dat {steps}{', vaker dan eerst' * (self.likely > self.chance / 100)}.", sober)

    def _turn(self):
        if isnan(self.turn):
            return ""
        side = "vaker" if sum(self.counts_on(1)) > sum(self.counts_on(0)) else "minder vaak"
        return f"Grijpt iemand {side} dan {times(self.turn)} in, dan lukt geen afspraak."

    def report(self):
        one, two = (phrase(p) for p in self.pair)
        often = f"Als {steps_in(self.case)} {_often(self.chance / 100)} {_intervenes(self.case)}"
        failed = "Een eerder overleg mislukte al." if self.failed == YES else ""
        if not self.found.deal:
            return say(
                failed, f"{often}, komt er geen afspraak.", f"{capital(one)} en {two} rekenen dan samen op meer dan er te verdelen is."
            )
        if not self.before.found.deal:
            return say(failed, f"{often}, komt er juist daardoor een afspraak tussen {one} en {two}.")
        if abs(self.shift) < EDGE:
            return say(failed, f"{often}, verandert dat weinig aan een afspraak tussen {one} en {two}.")
        return say(
            failed,
            f"{often}{' en mislukken aanzien kost' * bool(self.damage)}, schuift een afspraak {'maar ' * (abs(self.shift) < FEW)}{points(abs(self.shift))} op naar {one if self.shift > 0 else two}.",
            "Daarvoor hoeft niemand echt in te grijpen.",
            f"Aangenomen is dat {one} zonder afspraak {ALONE} van de {TOTAL} punten {'houden' if self.pair[0].plural else 'houdt'} en {two} {dutch(self.alone)}.",
        )

    def tables(self):
        columns = ("Partij", "Houdt zonder afspraak", "Verwacht bij ingrijpen", "Kosten van ingrijpen", "Imagoschade")
        rows = []
        for i, p in enumerate(self.pair):
            amounts = (self.keeps[i], self.expects[i], COST, round(self.shame[i], 1), round(self.counts[i], 1))
            rows.append((p.called, *map(dutch, amounts), dutch(round(self.found[i], 1)) if self.found.deal else "geen afspraak"))
        estimates = [(capital(TRAITS[key][1].rstrip(".")), dutch(found.value), found.why) for key in TOLD if (found := self.case.told(key))]
        return [
            Table(f"De twee partijen, in punten; er zijn er {TOTAL} te verdelen", (*columns, "Kan rekenen op", "Krijgt"), rows),
            *([Table("Wat bij deze casus is geschat, en waarom", ("Wat", "Schatting", "Reden"), estimates)] if estimates else []),
        ]

    def note(self, key):
        if key == "chance":
            return self._turn()
        if key == "failed" and self.failed == YES:
            return "De kans op ingrijpen stijgt, en wat partijen samen te veel verwachten, daalt."
        if key == "theirs" and sum(self.expects) > TOTAL:
            return f"Samen verwachten zij {dutch(sum(self.expects))} punten. Minstens één van de twee rekent zich rijk."
        if key != "damage" or not any(self.shame):
            return ""
        one, two = (f"{phrase(p)} {points(lost)}" for p, lost in zip(self.pair, self.shame, strict=True))
        return f"Mislukt het in het openbaar, dan kost dat {one} aan aanzien en {two}."


def _steps(case: Case) -> str:
    return "grijpen" if (who := above(case)) and who.plural else "grijpt"


def _intervenes(case: Case) -> str:
    return f"in{_steps(case)}"


def _does(party: Party, one: str, more: str) -> str:
    return f"{more if party.plural else one} {phrase(party)}"


def _more(moved: float, bare: bool = False) -> str:
    """So many points more or less; `bare` where the unit has just been said."""
    return f"{dutch(round(abs(moved), 1)) if bare else points(abs(moved))} {'meer' if moved > 0 else 'minder'}"


def _amount(number: float) -> str:
    return (points(number) if number > 0 else f"{points(-number)} verlies") if round(number, 1) else "niets"


def _often(chance: float) -> str:
    """How often somebody intervenes."""
    return "nooit" if not chance else "zeker" if chance >= 1 else times(chance)


def _y(share: float) -> float:
    """How high a share of the points stands."""
    return BOTTOM - (BOTTOM - TOP) * min(1.0, max(0.0, share))


def _counted(where: str, who: str) -> str:
    """What an area below or above the lines is, as long as there is room for."""
    room, said = BAR - 48, f"{where}: hierop rekent {who} zonder afspraak"
    return said if text_width(said, 14) < room else cut(said.removesuffix(" zonder afspraak"), room, 14)
