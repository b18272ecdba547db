"""Als het mislukt: two parties bargain while someone above them may intervene, and failing in the open costs them face."""

from functools import cached_property
from itertools import groupby
from math import isnan, nan

from regiekit.cases import Party
from regiekit.cases.reading import director
from regiekit.models import shadow_of_law as model
from regiekit.plots.svg import wrap
from regiekit.proeven import Board, Choice, Proef, Slider, Table, dutch, measure, points, say

TOTAL, ALONE, COST = 100, 10, 10  # points: to divide, what the director has without an agreement, what an intervention costs each
KEEPS, OWN, THEIRS = 60, 70, 30  # at the start: what the other has without an agreement, what each expects of an intervention
ASKED = 40  # per cent, in the prediction
COUNTS, OTHER_COUNTS = (model.disagreement(ASKED / 100, *has, COST) for has in ((ALONE, OWN), (KEEPS, THEIRS)))  # what each then counts on
MOST_SIZE = 5

STEPS = 50  # of the curve
LEFT, RIGHT, TOP, BOTTOM = 62, 452, 84, 364
BAR, BAR_WIDE, SAYS = 492, 50, 552  # of the division: left, width, where its words begin


class ShadowOfLaw(Proef, before={"chance": 0, "damage": 0}, asks=("size", "position", "power")):
    """Intervention has a `chance` in per cent; the rest is in points. `alone` is what the other has without an agreement, `own` and
    `theirs` what each expects of an intervention, `damage` what a party of the largest size loses by failing in the open.

    Pairs are of the director and the other.
    """

    other: str
    chance: float
    alone: float
    own: float  # pyright: ignore[reportIncompatibleVariableOverride] (the key of a control is kept with the answers)
    theirs: float
    damage: float

    @classmethod
    def ready(cls, case):
        return None if len(case.parties) > 1 else "Vul eerst minstens twee partijen in: de regisseur en een ander."

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 0, TOTAL, 25, 1, "punt|punten")

    @classmethod
    def answer(cls, case):
        return cls.at(case, chance=ASKED).found.first

    @classmethod
    def controls(cls, case):
        others = [p for p in case.parties if p.key != director(case)]
        # who is against and can block, else who can block, who is against, the largest
        start = max(others, key=lambda p: (2 * ("blokker" in p.power) + (p.position == "tegen"), p.size))
        above = "Bijvoorbeeld de gemeenteraad, de provincie, het Rijk of de rechter."
        smaller = "Voor een partij van de grootste omvang; een kleinere verliest naar verhouding minder."
        return [
            Choice("other", "Met wie onderhandelt de regisseur?", [(p.key, p.called) for p in others], start.key),
            Slider("chance", "Kans dat iemand ingrijpt als het mislukt", 0, 100, 20, 5, "%", above),
            Slider("alone", "Wat de ander houdt zonder afspraak", 0, TOTAL, KEEPS, 5, "punt|punten"),
            Slider("own", "Wat de regisseur verwacht bij ingrijpen", 0, TOTAL, OWN, 5, "punt|punten"),
            Slider("theirs", "Wat de ander verwacht bij ingrijpen", 0, TOTAL, THEIRS, 5, "punt|punten"),
            Slider("damage", "Imagoschade als het zichtbaar mislukt", 0, 40, 0, 5, "punt|punten", smaller),
        ]

    @cached_property
    def pair(self) -> tuple[Party, Party]:
        return self.case.party(director(self.case)), self.case.party(self.other)

    @cached_property
    def keeps(self) -> tuple[float, float]:
        return ALONE, self.alone

    @cached_property
    def expects(self) -> tuple[float, float]:
        return self.own, self.theirs

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
        return self.counts_on(self.chance / 100)

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

    def picture(self):
        b = Board(660, 440, "proces")
        one, two = (wrap(p.label, 18, 1)[0] for p in self.pair)
        self._draw_curve(b, one, two)
        self._draw_division(b, one, two)
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
        b.text(36, 45, f"onder: hierop rekent {one} zonder afspraak", fill="accent")
        b.rect(15, 55, 14, 13, fill="tint", stroke="line", width=1.5)
        b.text(36, 66, f"boven: hierop rekent {two} zonder afspraak", fill="soft")
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
        now = x(self.chance / 100)
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

    def words(self):
        (one, two), (first, second) = (p.called for p in self.pair), self.counts
        return say(
            f"Mislukt het, dan is de kans {dutch(self.chance)}% dat iemand met gezag ingrijpt.",
            f"Zonder afspraak kan {one} rekenen op {points(first)} en {two} op {points(second)}.",
            *self._deal(one, two),
            self._turn(),
            self._shame(),
        )

    def _deal(self, one, two):
        """What they settle on, and what moved it."""
        if not self.found.deal:
            return [
                f"Samen rekenen zij op {points(sum(self.counts))}, en er zijn er {TOTAL} te verdelen.",
                "Er is geen afspraak mogelijk waar beide beter van worden.",
            ]
        own, rest, was = (dutch(round(x, 1)) for x in (self.found.first, self.found.second, self.before.found.first))
        deal = f"Van de {TOTAL} punten die een afspraak oplevert, krijgt {one} er {own} en {two} {rest}."
        if not self.before.found.deal:
            return [deal, "Zonder schaduw was er geen afspraak mogelijk."]
        if abs(self.shift) < 0.05:
            return [deal]
        moved = f"{self._pressure()} schuift {points(abs(self.shift))} naar {one if self.shift > 0 else two}"
        return [deal, f"Zonder schaduw en zonder imagoschade kreeg {one} er {was}: {moved}. Niemand heeft ingegrepen."]

    def _pressure(self):
        """What moved the deal: the chance of intervention, the damage of failing in the open, or both."""
        if any(self.shame):
            return "de kans op ingrijpen en op imagoschade samen" if self.chance else "de kans op imagoschade alleen al"
        return "de dreiging alleen al"

    def _turn(self):
        if isnan(self.turn):
            return ""
        above = sum(self.counts_on(1)) > sum(self.counts_on(0))
        why = "verwachten beide samen meer van het ingrijpen" if above else "houden beide zonder afspraak samen meer"
        side = "Boven" if above else "Onder"
        return f"{side} een kans van {dutch(100 * self.turn, 0)}% is er geen afspraak mogelijk, want dan {why} dan er te verdelen is."

    def _shame(self):
        if not any(self.shame):
            return ""
        one, two = (f"{p.label} {points(lost)}" for p, lost in zip(self.pair, self.shame, strict=True))
        return f"Mislukt het in het openbaar, dan kost dat {one} en {two} aan aanzien."

    def report(self):
        one, two = (p.called for p in self.pair)
        if not self.found.deal:
            rich = f"Dan rekenen {one} en {two} samen op meer dan er te verdelen is"
            moved = f"{rich}, en is geen afspraak mogelijk waar beide beter van worden."
        elif not self.before.found.deal:
            moved = "Zonder dat vooruitzicht was er geen afspraak mogelijk."
        elif abs(self.shift) < 0.05:
            moved = "Dat verandert aan de afspraak weinig."
        else:
            moved = f"Dat vooruitzicht alleen al schuift de afspraak op in de richting van {one if self.shift > 0 else two}."
        return f"Mislukt het, dan is de kans naar schatting {dutch(self.chance)}% dat iemand met gezag ingrijpt. {moved}"

    def tables(self):
        columns = ("Partij", "Houdt zij zonder afspraak", "Verwacht zij bij ingrijpen", "Kosten van ingrijpen", "Imagoschade")
        rows = []
        for i, p in enumerate(self.pair):
            amounts = (self.keeps[i], self.expects[i], COST, round(self.shame[i], 1), round(self.counts[i], 1))
            rows.append((p.called, *map(dutch, amounts), dutch(round(self.found[i], 1)) if self.found.deal else "geen afspraak"))
        return [Table(f"De twee partijen, in punten; er zijn er {TOTAL} te verdelen", (*columns, "Kan zij op rekenen", "Krijgt zij"), rows)]

    def note(self, key):
        if key == "theirs" and sum(self.expects) > TOTAL:
            return f"Samen verwachten zij {dutch(sum(self.expects))} punten. Minstens één van de twee rekent zich rijk."
        return "Hoe groter een partij, hoe meer een openbare mislukking haar kost." if key == "damage" and any(self.shame) else ""


def _y(share: float) -> float:
    """How high a share of the points stands."""
    return BOTTOM - (BOTTOM - TOP) * min(1.0, max(0.0, share))
