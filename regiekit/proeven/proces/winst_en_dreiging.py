"""Perspectief op winst, dreiging met verlies: who joins, whether gain, threat or the others bring it in, and who simply does not want to."""

from functools import cached_property
from math import ceil, inf
from types import MappingProxyType
from typing import NamedTuple

from regiekit.cases import Party
from regiekit.cases.reading import crowded, issues, levers, owed
from regiekit.models import gain_and_loss as model
from regiekit.proeven import (
    Board,
    Case,
    Choice,
    Proef,
    Slider,
    Table,
    capital,
    dutch,
    foremost,
    form,
    last,
    listed,
    measure,
    number_word,
    points,
    say,
)
from regiekit.widgets.say import does, of_all, part, phrase, together

#: What joining asks of a party besides its losses, by its position, as a share of what it asks of who is against. A working assumption.
ASKED = {"voor": 1 / 6, "afwachtend": 1 / 2, "tegen": 1.0}
HURDLE = 6  # points that it asks of who is against, at the start
WEIGHT = 2  # a loss counts so many times as much as a gain, at the start [brown2024]
NOBODY, OPPOSED = "", "#tegen"  # who simply does not want to: nobody, and all who are against
UNWILLING: tuple[str, ...] = ("unwilling", "unwilling2", "unwilling3")
NAMED = 24  # characters of names that a headline has room for
STANCE = {"voor": "voor is", "afwachtend": "afwacht", "tegen": "tegen is"}
REACHED = {"geld": "geld", "hiërarchie": "opdrachten"}  # what the director can threaten with
LONGEST_NAME = 30  # characters of a name that a headline has room for
MANY = 21  # from so many parties numbers of them are in figures
MOST = 12  # points of gain or threat
ASKED_THREAT = 8  # in the prediction
NOTHING = {"extra": 0, "existing": 0, "organised": 0, "pull": 0}

HIGH, NAMES, LEFT, WIDE, TOP, ROW, ROWS, FOOT = (
    430,
    158,
    168,
    340,
    52,
    27,
    16,
    76,
)  # where names end and bars begin, room for these; rows, below
#: What a bar is made of, in the order in which it is stacked: what it is called and how it is drawn.
PARTS = (
    ("winst uit de kwesties", {"fill": "tinted", "stroke": "accent", "width": 1.2}),
    ("extra winst", {"fill": "accent", "stroke": "accent", "width": 1.2}),
    ("dreiging die er is", {"fill": "paper", "stroke": "ink", "width": 1.8, "dash": "3 3"}),
    ("georganiseerde dreiging", {"fill": "ink", "stroke": "ink", "width": 1.2}),
    ("omdat anderen meedoen", {"fill": "tint", "stroke": "line", "width": 1.8}),
)


class Stake(NamedTuple):
    """What does not change while the sliders move: its gain and its loss on the issues, by which ties the director can put it under pressure."""

    party: Party
    gain: float
    loss: float
    reached: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.party.key


@last
def stakes(case: Case) -> tuple[Stake, ...]:
    """Each party but the director: gain is the sum of what it wins on issues, loss of what it loses."""
    out = []
    for p in case.parties:
        if p.key != case.director:
            gains = [issue.gains.get(p.key, 0) for issue in issues(case)]
            gain, loss = sum(g for g in gains if g > 0), -sum(g for g in gains if g < 0)
            out.append(Stake(p, float(gain), float(loss), levers(case).get(p.key, ())))
    return tuple(out)


class GainAndLoss(Proef, before=NOTHING, asks=("position", "tie", "tie.kind", "tie.free", "agenda", "agenda.gain")):
    """All in points; `credible` in per cent. `extra` and `existing` touch everyone, `organised` only whom the director reaches, `pull` is
    what each participant is worth to the others. A loss counts `weight` times; joining asks `hurdle` of who is against; who is `unwilling` (up to three, or all who are against) never joins."""

    sections = MappingProxyType(
        {**dict.fromkeys(("credible", "weight", "hurdle", "pull"), "Aannamen"), **dict.fromkeys(UNWILLING, "Niet willen")}
    )

    extra: float
    existing: float
    organised: float
    credible: float
    weight: float
    hurdle: float
    pull: float
    unwilling: str
    unwilling2: str
    unwilling3: str

    @classmethod
    def ready(cls, case):
        lacking = "Vul eerst minstens twee partijen in: de regisseur en een ander. Of kies een andere casus."
        return crowded(case) if len(case.parties) > 1 else lacking

    @classmethod
    def guess(cls, case):
        total = len(stakes(case))
        return Slider("", "Uw schatting", 0, max(1, total), total // 2, 1, "partij|partijen")

    @classmethod
    def answer(cls, case):
        free = _free(case)
        return free.but(organised=ASKED_THREAT).joining - free.joining

    @classmethod
    def explain(cls, case, answer):
        reached = [s for s in stakes(case) if s.reached]
        if not reached:
            return say(
                "De regisseur kan in deze casus niemand opdrachten geven en bij niemand geld inhouden.",
                _owed(case),
                "Dan valt er weinig te dreigen.",
            )
        free, already = _free(case), [s for s in reached if _free(case).rounds[s.key]]
        stay = [s.party for s in free.but(organised=ASKED_THREAT).outside]
        did = "die deden allemaal" if len(already) == len(reached) > 1 else f"daarvan {_did(len(already))}"
        most = f"De dreiging raakt {part(len(reached), len(stakes(case)), 'partijen')}, en {did} al mee."
        who = f"Buiten blijven {together(stay, 2)}." if len(stay) > 1 else f"Buiten blijft {phrase(stay[0])}." if stay else ""
        return say(most, who, _owed(case), "Kijk in het plaatje bij wie de donkere balk ontbreekt.")

    @classmethod
    def supposes(cls, case):
        return ("extra", "organised", "credible", "weight", "hurdle")

    @classmethod
    def controls(cls, case):
        against = [s for s in stakes(case) if s.party.position == "tegen"]
        every = [(OPPOSED, "iedereen die tegen is")] if len(against) > 1 else []
        refusing = [(NOBODY, "niemand"), *every, *((s.key, s.party.called) for s in stakes(case))]
        unit, whom = "punt|punten", "Dit raakt alleen wie van de regisseur opdrachten krijgt, of geld dat die mag inhouden."
        return [
            Slider("extra", "Extra winst voor wie meedoet", 0, MOST, 1, 1, unit),
            Slider("existing", "Dreiging die er gewoon is", 0, MOST, 0, 1, unit),
            Slider("organised", "Dreiging die u organiseert", 0, MOST, 8, 1, unit, whom),
            Slider("credible", "Hoe geloofwaardig is die georganiseerde dreiging?", 0, 100, 70, 10, "%"),
            Slider("weight", "Verlies telt zoveel keer zo zwaar als winst", 1, 3.0, WEIGHT, 0.25, "keer"),
            Slider(
                "hurdle",
                "Wat meedoen vraagt van wie tegen is",
                0,
                12,
                HURDLE,
                1,
                unit,
                "Van wie afwacht de helft, van wie voor is een zesde.",
            ),
            Slider("pull", "Wat elke deelnemer erbij waard is voor de anderen", 0, 2.0, 0, 0.1, unit),
            *(
                Choice(key, label, refusing, NOBODY)
                for key, label in zip(UNWILLING, ("Wie wil eenvoudigweg niet?", "En wie nog?", "En wie verder nog?"), strict=True)
            ),
        ]

    @cached_property
    def stakes(self) -> tuple[Stake, ...]:
        return stakes(self.case)

    @cached_property
    def believed(self) -> float:
        """What the organised threat counts for."""
        return model.expected_loss(self.organised, self.credible / 100)

    def threat(self, stake: Stake) -> float:
        """What staying away costs a party, as it weighs that."""
        return self.weight * (self.existing + (self.believed if stake.reached else 0))

    def demand(self, stake: Stake) -> float:
        """What joining asks of a party: its losses as it weighs them, and more by its position."""
        return self.weight * stake.loss + self.hurdle * ASKED[stake.party.position]

    @cached_property
    def willing(self) -> list[Stake]:
        """Those who weigh at all: who simply does not want to, is not among them."""
        return [s for s in self.stakes if s.party not in self.refuse]

    @cached_property
    def refuse(self) -> list[Party]:
        """Who simply does not want to."""
        chosen = {self.settings[key] for key in UNWILLING}
        return [s.party for s in self.stakes if s.key in chosen or (OPPOSED in chosen and s.party.position == "tegen")]

    @cached_property
    def scales(self) -> tuple[list[float], list[float], list[float]]:
        """Per party that weighs, what joining brings, what staying away costs, and what joining asks."""
        found = self.willing
        return [s.gain + self.extra for s in found], [self.threat(s) for s in found], [self.demand(s) for s in found]

    @cached_property
    def rounds(self) -> dict[str, int | None]:
        """The round in which each party joins; None for who does not."""
        found = dict(zip([s.key for s in self.willing], model.joining_rounds(*self.scales, self.pull), strict=True))
        return {s.key: found.get(s.key) for s in self.stakes}

    @cached_property
    def unthreatened(self) -> "GainAndLoss":
        return self.but(existing=0, organised=0) if self.existing or self.organised else self

    @cached_property
    def inside(self) -> list[Stake]:
        return [s for s in self.stakes if self.rounds[s.key]]

    @cached_property
    def outside(self) -> list[Stake]:
        return [s for s in self.stakes if not self.rounds[s.key]]

    @cached_property
    def forced(self) -> list[Stake]:
        """Who joins now and would not without any threat."""
        return [s for s in self.inside if not self.unthreatened.rounds[s.key]]

    @cached_property
    def followers(self) -> list[Stake]:
        return [s for s in self.inside if self.rounds[s.key] != 1]

    @cached_property
    def offer(self) -> float:
        """The extra gain that brings in everyone who weighs, without any threat."""
        gain, threat, demand = self.before.scales
        return model.least_offer(gain, threat, demand, len(self.willing))

    @property
    def reached(self) -> list[Stake]:
        return [s for s in self.stakes if s.reached]

    @measure("Partijen die meedoen", digits=0)
    def joining(self) -> int:
        return len(self.inside)

    @measure("Partijen die alleen door dreiging meedoen", digits=0)
    def joining_by_threat(self) -> int:
        return len(self.forced)

    @measure("Partijen die pas na anderen meedoen", digits=0)
    def joining_after_others(self) -> int:
        return len(self.followers)

    @cached_property
    def ordered(self) -> list[Stake]:
        """Those that lack least of themselves first."""
        return sorted(self.stakes, key=lambda s: self.demand(s) - s.gain)

    def does(self, stake: Stake) -> tuple[str, str]:
        """What a party does: in the picture, and in a sentence."""
        turn = self.rounds[stake.key]
        if stake.party in self.refuse:
            return "wil niet", "wil eenvoudigweg niet"
        if not turn:
            return "doet niet mee", "doet niet mee"
        if not self.unthreatened.rounds[stake.key]:
            return "mee: dreiging", "doet alleen mee door de dreiging"
        if turn > 1:
            return f"mee: ronde {turn}", f"doet mee in ronde {turn}, omdat anderen meedoen"
        return ("doet mee", "doet mee") if self.before.rounds[stake.key] else ("mee: winst", "doet mee door de extra winst")

    def picture(self):
        reach = max((max(self.demand(s), s.gain + MOST) for s in self.stakes), default=MOST)
        step = max(5, 5 * ceil(reach / 25))
        end = step * max(1, ceil(reach / step))
        shown = self.ordered if len(self.ordered) <= ROWS else self.ordered[-ROWS:]
        high = min(ROW, (HIGH - TOP - FOOT) / max(1, len(shown)))
        bottom = TOP + high * len(shown)
        b = Board(660, HIGH, "proces")

        def at(value):
            return LEFT + WIDE * min(value, end) / end

        b.text(LEFT, 18, "Meedoen levert op of bespaart, in punten", 15, weight=650)
        b.text(LEFT, 36, "┃ zoveel vraagt meedoen van deze partij", fill="soft")
        if len(shown) < len(self.ordered):
            b.text(14, 36, f"{len(shown)} van de {len(self.ordered)}", fill="soft")
        for tick in range(0, end + 1, step):
            b.path(f"M{at(tick):.1f} {TOP - 6:.1f}V{bottom:.1f}", stroke="line", width=0.7, dash="1 4")
            b.text(at(tick), bottom + 17, tick, 14, "middle", fill="soft")
        for i, stake in enumerate(shown):
            y = TOP + high * (i + 0.5)
            with b.row(stake.key, stake.party.label, y, high):
                self._draw(b, stake, y, high, at)
        b.path(f"M{LEFT:.1f} {TOP - 6:.1f}V{bottom:.1f}", stroke="ink", width=1.5)
        _legend(b, bottom + 42)
        return b

    def _draw(self, b, stake, y, high, at):
        turn, so_far, x, thick = self.rounds[stake.key], 0.0, at(self.demand(stake)), 0.55 * high
        before = sum(r is not None and (not turn or r < turn) for r in self.rounds.values()) if self.pull else 0
        parts = (
            stake.gain,
            self.extra,
            self.weight * self.existing,
            self.weight * self.believed if stake.reached else 0,
            self.pull * before,
        )
        b.texts(NAMES, y + 5, stake.party.label, 18, 1, size=14, anchor="end", weight=650 if turn else 400)
        for amount, (_, paint) in zip(parts, PARTS, strict=True):
            if amount > 0:
                b.rect(at(so_far), y - thick / 2, at(so_far + amount) - at(so_far), thick, **paint)
                so_far += amount
        for stroke, width in (("paper", 7), ("ink", 4)):
            b.path(f"M{x:.1f} {y - 0.46 * high:.1f}v{0.92 * high:.1f}", stroke=stroke, width=width)
        said, weight, fill = self.does(stake)[0], 650 if turn else 400, "accent" if turn else "soft"
        b.text(LEFT + WIDE + 14, y + 5, said, weight=weight, fill=fill)

    def headline(self):
        joined, total = self.joining, len(self.stakes)
        if self.refuse:
            rest = total - len(self.refuse)
            others = f"{capital(of_all(joined, rest, 'andere partijen', 'doet', 'doen'))} mee." if rest else ""
            return say(f"{capital(self._refusing())} niet meedoen, en winst of dreiging verandert dat niet.", others)
        if not joined:
            return "Niemand doet mee, want van elke partij vraagt meedoen meer dan het oplevert of bespaart."
        many = f"{capital(of_all(joined, total, 'partijen', 'doet', 'doen'))} mee" if total > 1 else "De enige andere partij doet mee"
        if self.forced:
            if len(self.forced) > 1:
                return f"{many}, maar {self._those(len(self.forced))}alleen door de dreiging: zij haken af als die verdwijnt."
            one = self.forced[0].party
            short = len(phrase(one)) <= LONGEST_NAME
            who, leaves = (
                (capital(does(one, "doet", "doen")), "haken" if one.plural else "haakt") if short else ("Eén daarvan doet", "haakt")
            )
            return f"{many}. {who} dat alleen door de dreiging en {leaves} af als die verdwijnt."
        if self.followers:
            return f"{many}, {self._n(len(self.followers))} daarvan pas nadat anderen meedoen: elke deelnemer maakt meedoen aantrekkelijker voor de volgende."
        if self.organised and not self.existing:
            if not self.reached:
                return f"{many}. De dreiging haalt niemand binnen, want de regisseur kan niemand opdrachten geven en bij niemand geld inhouden."
            return f"{many}. De dreiging haalt niemand binnen, want {self._idle()}."
        if self.won:
            return f"{many}, {self._those(self.won)}dankzij de extra winst: zonder die winst vroeg meedoen te veel."
        return (
            f"{many}, want voor hen levert meedoen al genoeg op. Van de andere vraagt het te veel."
            if joined < total
            else f"{many}, want voor elke partij levert meedoen genoeg op."
        )

    def _n(self, number: int) -> str:
        """So many parties, in figures where there are many."""
        return dutch(number) if len(self.stakes) >= MANY and number > 1 else number_word(number)

    def _those(self, number: int) -> str:
        """So many of who joins, with a space after it."""
        return ("allemaal " if number > 1 else "") if number == self.joining else f"{self._n(number)} daarvan "

    def _idle(self):
        """Why the organised threat brings in nobody."""
        already = sum(bool(self.unthreatened.rounds[s.key]) for s in self.reached)
        if not self.credible:
            return "niemand gelooft die dreiging"
        late = (
            "deed al mee" if already == len(self.reached) else "deed al mee of komt tekort" if already else "komt ook met dreiging tekort"
        )
        return f"wie van de regisseur afhangt, {late}"

    @cached_property
    def won(self) -> int:
        """How many the extra gain brings in, before anyone follows or is threatened."""
        return self.unthreatened.but(pull=0).joining - self.before.joining

    def words(self):
        touched = self.organised and self.reached and not self.existing and not self.refuse and (self.forced or not self.followers)
        return say(
            self._refusal(),
            self._freely() if self.willing else "",
            self._touched() if touched else "",
            self._forced() or self._followed(),
            self._bought() if self.offer and not self.forced and not (self.refuse and self.followers) else "",
        )

    def _freely(self):
        """Who joins without anything, and what the extra gain adds."""
        first, rest = self.before.joining, len(self.willing)
        joins = f"Zonder extra winst en zonder dreiging {form(max(first, 1), 'doet', 'doen')} {part(first, rest, 'andere partijen' if self.refuse else 'partijen')} mee"
        if rest == 1:
            joins = f"Zonder extra winst en zonder dreiging doet de enige andere partij {'' if first else 'niet '}mee"
        if not self.extra:
            return f"{joins}."
        if first == rest:
            return f"{joins}, dus extra winst is niet nodig."
        added = f"{form(self.won, 'komt', 'komen')} er {self._n(self.won)} bij" if self.won else "blijft dat zo"
        if rest == 1 and self.won:
            added = "wel"
        return f"{joins}. Met {points(self.extra)} extra winst{' per partij' if rest > 1 else ''} {added}."

    def _touched(self):
        """Whom the organised threat reaches, and whether they had joined."""
        reached, already = len(self.reached), sum(bool(self.unthreatened.rounds[s.key]) for s in self.reached)
        if not self.credible:
            return ""
        who = form(
            reached,
            "de ene partij met een opdracht van de regisseur of geld dat die mag inhouden",
            f"de {number_word(reached)} partijen met een opdracht van de regisseur of geld dat die mag inhouden",
        )
        hits = f"De dreiging raakt alleen {who}"
        if already == reached:
            return f"{hits}, en die {form(reached, 'deed', 'deden allebei' if reached == 2 else 'deden allemaal')} al mee."
        if not already:
            return f"{hits}, en die {form(reached, 'deed', 'deden')} nog niet mee."
        return f"{hits}. {capital(number_word(already))} daarvan {form(already, 'deed', 'deden')} al mee."

    def _followed(self):
        """Who joined after others, and what each of these made joining worth."""
        found = [s.party for s in self.followers]
        if not found:
            return ""
        follow = "volgen" if len(found) > 1 or found[0].plural else "volgt"
        return f"{capital(together(found, 2))} {follow} pas later, want elke deelnemer maakt meedoen {points(self.pull)} meer waard."

    def _bought(self):
        """What gain alone would have to be for everyone that weighs, and for whose sake."""
        party, rest = self.case.party, len(self.willing)
        lack = {s.key: round(self.demand(s) - s.gain, 6) for s in self.willing}
        want = foremost(
            lack,
            lambda key: phrase(party(key)),
            ", want zo veel [komt|komen] {} zonder extra winst tekort",
            plural=lambda key: party(key).plural,
        )
        if self.extra >= self.offer:
            everyone = (
                form(rest, "doet de andere partij", f"doen de {number_word(rest)} andere partijen") if self.refuse else "doet iedereen"
            )
            return f"Met alleen extra winst {everyone} al mee bij {points(self.offer)} per partij."
        everyone = (
            form(rest, "doet de andere partij pas", f"doen {'alle' if rest > 2 else 'de'} {number_word(rest)} pas")
            if self.refuse
            else "doet iedereen pas"
        )
        return f"Met alleen extra winst {everyone} mee bij {points(self.offer)} per partij{want}."

    def _refusing(self, room: int = NAMED) -> str:
        """Who does not want to, with the verb: by name where there is room for that."""
        if len(self.refuse) == 1:
            return does(self.refuse[0], "wil", "willen")
        names = together(self.refuse, 3)
        return f"{names if len(names) <= room else f'{number_word(len(self.refuse))} partijen'} willen"

    def _refusal(self):
        """What it means that these do not want to, as far as the case says."""
        if not self.refuse:
            return ""
        many = len(self.refuse) > 1
        block = [p for p in self.refuse if "blokker" in (p.power or ())]
        alone = [p for p in self.refuse if p.replaceable is False]
        if block:
            can = does(block[0], "kan", "kunnen") if len(block) == 1 else f"{together(block, 3)} kunnen"
            without = "hen" if len(block) > 1 else "die partij"
            return f"{capital(can)} het plan tegenhouden. Zonder {without} komt er niets, tenzij iemand van hogerhand ingrijpt."
        if alone:
            are = does(alone[0], "is", "zijn") if len(alone) == 1 else f"{together(alone, 3)} zijn"
            only = "zij kunnen" if len(alone) > 1 else does(alone[0], "kan", "kunnen")
            return f"{capital(are)} niet te vervangen. U kunt verder, maar mist wat alleen {only}."
        if all(p.replaceable for p in self.refuse):
            return "Anderen kunnen hun plaats innemen." if many else f"Een ander kan de plaats van {phrase(self.refuse[0])} innemen."
        whom, role = ("hen", "hun rol") if many else (phrase(self.refuse[0]), "de rol")
        return f"Of u zonder {whom} verder kunt, staat nog niet in de casus: vul in of een ander {role} kan overnemen."

    def _forced(self):
        if not self.forced:
            return ""
        found = [s.party for s in self.forced]
        several = len(found) > 1 or found[0].plural
        if any(self.rounds[s.key] != 1 for s in self.forced):
            return f"{capital(together(found, 3))} {'doen' if several else 'doet'} zonder de dreiging niet mee."
        if len(found) > 1:
            return f"Voor {together(found, 3)} is wegblijven door de dreiging minstens zo duur als meedoen."
        short = self.demand(self.forced[0]) - self.forced[0].gain - self.extra
        lacks = f"{capital(phrase(found[0]))} {'komen' if several else 'komt'} {points(short)} tekort om mee te doen"
        more = self.threat(self.forced[0]) > short + 1e-9
        return f"{lacks}, maar wegblijven kost door de dreiging {'nog meer' if more else 'evenveel'}."

    def report(self):
        total, joined = len(self.stakes), self.joining
        out = [s.party for s in self.outside]
        whole = number_word(int(self.weight)) if float(self.weight).is_integer() else dutch(self.weight)
        assumed = "Als verlies even zwaar telt als winst" if self.weight == 1 else f"Als verlies {whole} keer zo zwaar telt als winst"
        many = (
            f"{assumed}, {form(joined, 'doet', 'doen')} {part(joined, total, 'andere partijen') if total > 1 else 'de enige andere partij'} mee."
            if joined
            else f"{assumed}, doet geen andere partij mee."
        )
        stay = f"Buiten {'blijven' if len(out) > 1 or out[0].plural else 'blijft'} {together(out, 3)}." if out and joined else ""
        if self.refuse:
            rest = [p for p in out if p not in self.refuse]
            also = (
                f"; ook {together(rest, 2)} {'blijven' if len(rest) > 1 or rest[0].plural else 'blijft'} buiten" if rest and joined else ""
            )
            stay = f"{capital(self._refusing(100))} eenvoudigweg niet{also}."
        gone = (
            "Zonder de dreiging gaan zij weer weg."
            if len(self.forced) > 1
            else "Zonder de dreiging gaat die partij weer weg."
            if self.forced
            else ""
        )
        return say(many, stay, self._forced(), gone)

    def tables(self):
        columns = (
            "Winst uit de kwesties",
            "Meedoen vraagt",
            "Raakt een georganiseerde dreiging deze partij?",
            "Komt nog tekort",
            "Uitkomst",
        )
        due, lacking, rows = (
            owed(self.case),
            dict(zip([s.key for s in self.willing], model.shortfalls(*self.scales), strict=True)),
            [],
        )
        for s in self.ordered:
            by = (
                f"ja, door {listed(REACHED[k] for k in s.reached)}"
                if s.reached
                else "nee, dat geld is verplicht"
                if s.party in due
                else "nee"
            )
            short = lacking.get(s.key, inf)
            rows.append(
                (
                    s.party.called,
                    dutch(s.gain),
                    dutch(round(self.demand(s), 1)),
                    by,
                    "wil niet" if short == inf else dutch(round(short, 1)),
                    self.does(s)[1],
                )
            )
        return [Table("Per partij, in punten", ("Partij", *columns), rows)]

    def pick(self, key):
        s = next((s for s in self.stakes if s.key == key), None)
        if s is None:
            raise KeyError(key)
        asked = self.hurdle * ASKED[s.party.position]
        return say(
            f"{capital(does(s.party, 'wint', 'winnen'))} {points(s.gain)} op de kwesties en {'krijgen' if s.party.plural else 'krijgt'} {points(self.extra)} extra.",
            f"Wegblijven telt als {points(self.threat(s))} verlies." if self.threat(s) else "",
            f"Meedoen vraagt {points(self.demand(s))}: {points(self.weight * s.loss)} aan verlies op kwesties en {points(asked)} omdat deze partij {STANCE[s.party.position]}.",
            f"Deze partij {self.does(s)[1]}.",
        )

    def note(self, key):
        if key == "organised":
            nobody = "Deze dreiging raakt in deze casus niemand."
            return say("" if any(s.reached for s in self.stakes) else nobody, _owed(self.case))
        unheard = key == "credible" and self.organised and not self.credible
        return "Niemand gelooft deze dreiging, dus die doet niets." if unheard else ""


def _legend(b, y):
    x = 14.0
    for name, paint in PARTS:
        wide = 34 + len(name) * 7.6
        if x + wide > b.width - 8:
            x, y = 14.0, y + 23
        b.rect(x, y - 11, 22, 12, shape=True, **paint)
        b.text(x + 29, y, name, fill="soft")
        x += wide + 10


def _owed(case: Case) -> str:
    """Whom the director pays and has to pay."""
    found = owed(case)
    return f"Het geld voor {together(found, 3)} mag de regisseur niet inhouden: betalen is verplicht." if found else ""


@last
def _free(case: Case) -> GainAndLoss:
    """Without gain or threat, all that is organised being believed."""
    return GainAndLoss.at(case, **NOTHING, credible=100)


def _did(number: int) -> str:
    """So many joined: as a clause after "daarvan"."""
    return {0: "deed er geen enkele", 1: "deed er één"}.get(number, f"deden er {number_word(number)}")
