"""De ondernemende regisseur en de staande organisatie: how much room a boss gives who knows less and wants something else, and when all changes."""

from functools import cached_property
from math import atan2, degrees
from types import MappingProxyType

from regiekit.models import delegation as model
from regiekit.plots.svg import wrap
from regiekit.proeven import Board, Choice, Proef, Slider, Table, capital, dutch, listed, measure, points, roughly, say
from regiekit.widgets.say import phrase

PLAN, CAP, FREE = "plan", "grens", "vrij"
YES, NO = "ja", "nee"
# What a strategy does; working assumptions.
DRAWN = 60  # per cent of the difference that drawing the boss in leaves
LESS = 100 - DRAWN
COUPLED = 10  # points that a linked issue gives the boss elsewhere
MOST = 50  # points of difference, and of what may change
NARROW, WIDE = 0.5, 1.0  # how far situations differ as the boss believes, without and with the director's own network
TURN = round(100 * model.turning_bias())  # from so many points of difference a fixed plan is better than none
UNBOUND = 3.0  # a cap that never binds
ROOM = "ruimte tot een grens"

LEFT, RIGHT, TOP, BOTTOM, HIGHEST = 48, 368, 84, 356, 1.5  # of the lines; the highest action drawn
BARS, BAR_END, MOST_LOSS, ROW = 400, 606, 300, 62  # a loss of MOST_LOSS fills the room for the bars


#: The strategies as the plan calls them.
NAMED = {
    "draw": "de opdrachtgever in het proces trekken",
    "network": "het netwerk laten vertellen",
    "couple": "een andere kwestie koppelen",
}
#: On what each works: the reason why it may help.
WORKS = {
    "draw": "Dat werkt op wat de baas wil.",
    "network": "Dat werkt op wat de baas gelooft.",
    "couple": "Dat werkt op wat de baas krijgt.",
}
STRATEGY = dict.fromkeys(("draw", "network", "couple"), "Strategie")


class Delegation(Proef, situated=False, before={"form": PLAN, "draw": NO, "network": NO, "couple": NO, "shock": 0}, asks=("mandate",)):
    """The director wants `bias` points of 100 more than the boss; `cap` is how far it may go where `form` is CAP. Halfway what is needed changes by
    `shock` points, of which the director follows `agility` per cent.

    What is possible is a *room*: how far the director may go, as a share of the scale; None is one fixed action, the middle.
    """

    sections = MappingProxyType(
        dict.fromkeys(("shock", "agility"), "Aannamen") | {"bias": "Afspraak", "form": "Afspraak", "cap": "Grens"} | STRATEGY
    )

    bias: float
    form: str
    cap: float
    draw: str
    network: str
    couple: str
    shock: float
    agility: float

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 0, MOST, 10, 1, "punt|punten")

    @classmethod
    def answer(cls, case):
        return 100 * model.turning_bias()

    @classmethod
    def supposes(cls, case):
        return ("bias", "shock", "agility")

    @classmethod
    def controls(cls, case):
        answers, forms = [(NO, "nee"), (YES, "ja")], [(PLAN, "Vast projectplan"), (CAP, "Vrij tot een grens"), (FREE, "Helemaal vrij")]
        follows = "Een adhocratische regisseur laat de procedure los en volgt de situatie; een veerkrachtige doet dat ook na een tegenslag."
        return [
            Choice("form", "U bent de baas: wat spreekt u af?", forms, PLAN),
            Slider("cap", "Waar legt u de grens?", 0, 150, 60, 5, "punt|punten"),
            Choice("draw", "Trekt u de baas in het proces?", answers, NO),
            Choice("network", "Laat u uw netwerk vertellen?", answers, NO),
            Choice("couple", "Koppelt u een andere kwestie?", answers, NO),
            Slider("bias", "Hoeveel verder wil de regisseur gaan dan de baas?", 0, MOST, 35, 1, "punt|punten"),
            Slider("shock", "Zoveel verandert er halverwege, omhoog of omlaag", 0, MOST, 20, 5, "punt|punten"),
            Slider("agility", "Zoveel daarvan volgt de regisseur", 0, 100, 80, 10, "%", follows),
        ]

    @cached_property
    def gap(self) -> float:
        """What is left of the difference, as a share of the scale."""
        left = self.bias / 100 * (DRAWN / 100 if self.draw == YES else 1)
        return max(0.0, left - COUPLED / 100) if self.couple == YES else left

    @cached_property
    def width(self) -> float:
        """How far situations differ as the boss believes."""
        return WIDE if self.network == YES else NARROW

    @cached_property
    def room(self) -> float | None:
        return {PLAN: None, CAP: self.cap / 100, FREE: UNBOUND}[self.form]

    @cached_property
    def best(self) -> float | None:
        """The room that loses the boss least."""
        if not self.shock:
            return self._best(WIDE)
        return min([None, *(a / 20 for a in range(41)), UNBOUND], key=self.boss_loses)

    @cached_property
    def chosen(self) -> float | None:
        """The room that this boss gives; who heard the network sees what changes too."""
        return self.best if self.network == YES else self._best(NARROW)

    def _best(self, width: float) -> float | None:
        return model.best_cap(self.gap, width) if self.gap < width / 2 - 1e-9 else None

    @property
    def shaken(self) -> tuple[float, float]:
        """How far what is needed shifts, and which part of it the director follows."""
        return self.shock / 100, self.agility / 100

    def boss_loses(self, room: float | None) -> float:
        """What she loses, a fixed plan without any change being 100."""
        lost = model.shaken_plan(self.shaken[0]) if room is None else model.shaken_loss(self.gap, room, *self.shaken)
        return 100 * lost / model.CENTRAL

    def director_loses(self, room: float | None) -> float:
        """In the same unit."""
        lost = (
            model.shaken_plan(self.shaken[0]) + self.gap**2 if room is None else model.shaken_loss(self.gap, room, *self.shaken, self.gap)
        )
        return 100 * lost / model.CENTRAL

    def bound(self, room: float | None) -> float:
        """The share of situations in which the director may not do what it wants."""
        return 1.0 if room is None else min(1.0, max(0.0, 1 + self.gap - room))

    @measure("Verlies voor de baas (vast projectplan zonder verandering = 100)", digits=0)
    def boss(self) -> float:
        return self.boss_loses(self.room)

    @measure("Verlies voor de regisseur, op dezelfde schaal", digits=0)
    def director(self) -> float:
        return self.director_loses(self.room)

    @measure("Verschil tussen wat regisseur en baas willen, in punten", digits=1, scale=100)
    def difference(self) -> float:
        return self.gap

    @measure("Situaties waarin de regisseur niet mag doen wat die wil", "%", 0, 100)
    def held(self) -> float:
        return self.bound(self.room)

    def picture(self):
        b = Board(660, 430, "proces")
        self._draw_lines(b)
        b.text(BARS, 20, "Verlies voor de baas", 15, weight=650)
        b.text(BARS, 42, "vast plan zonder verandering = 100", 13.5, fill="soft")
        for i, (_, name, room) in enumerate(self._options()):
            loss = self.boss_loses(room)
            top, wide, weight = TOP + ROW * i, (BAR_END - BARS) * min(loss, MOST_LOSS) / MOST_LOSS, 400 if i else 650
            with b.group(key=f"b:{i}", moved=False):
                b.text(BARS, top, wrap(name, 30, 1)[0], 14.5, weight=weight)
                b.rect(BARS, top + 9, wide, 18, shape=True, fill="tinted" if i else "accent", stroke="accent", width=1.5)
                b.text(BARS + wide + 7, top + 23, round(loss), 14.5, weight=weight)
        return b

    def _draw_lines(self, b):
        def at(state, action):
            return LEFT + (RIGHT - LEFT) * state, BOTTOM - (BOTTOM - TOP) * min(HIGHEST, action) / HIGHEST

        if self.room is None:
            happens = [at(0, 0.5), at(1, 0.5)]
        else:
            turn = min(1.0, max(0.0, self.room - self.gap))
            happens = [at(s, model.action(s, self.gap, min(2.0, self.room))) for s in dict.fromkeys((0.0, turn, 1.0))]
        low, high = (at(0.5 + half * self.width / 2, 0)[0] for half in (-1, 1))
        b.text(14, 20, "Wat doet de regisseur in welke situatie?", 15, weight=650)
        b.text(14, 42, "vlak: het verschil met wat de baas wil", 13.5, fill="soft")
        b.run([*happens, at(1, 1), at(0, 0)], close=True, fill="tinted")
        for tick in (0, 50, 100):
            b.text(at(tick / 100, 0)[0], BOTTOM + 19, tick, anchor="middle", fill="soft")
        for tick in (0, 50, 100, 150):
            y = at(0, tick / 100)[1]
            b.text(LEFT - 8, y + 5, tick, anchor="end", fill="soft")
            b.path(f"M{LEFT} {y:.1f}H{RIGHT}", stroke="line", width=0.7, dash="1 4")
        b.line(*at(0, 0), *at(1, 1), "ink", width=2, dash="5 5")
        b.line(*at(0, self.gap), *at(1, 1 + self.gap), "accent", key="wens", width=1.6)
        b.run(happens, key="gebeurt", stroke="accent", width=4.5)
        b.path(f"M{LEFT} {TOP}V{BOTTOM}H{RIGHT}", stroke="ink", width=1.2)
        self._name_lines(b, at)
        b.text((LEFT + RIGHT) / 2, BOTTOM + 38, "hoeveel er nodig is", 14.5, "middle")
        b.path(f"M{low:.1f} {BOTTOM + 47}v6H{high:.1f}v-6", key="denkt", stroke="ink", width=2)
        b.text((LEFT + RIGHT) / 2, BOTTOM + 69, "zo ver loopt het uiteen, denkt de baas", anchor="middle")

    def _name_lines(self, b, at):
        """Each line bears its own name: those that rise along them, what happens where it stays level."""
        turn, free = -degrees(atan2((BOTTOM - TOP) / HIGHEST, RIGHT - LEFT)), self.room is not None and self.room >= 1 + self.gap
        with b.group(*at(0.34, 0.34), turn=turn):
            b.text(0, 18, "wil de baas", 14, "middle", halo="paper")
        with b.group(*at(0.72, 0.72 + self.gap), turn=turn):
            b.text(
                0,
                -9,
                "wil de regisseur, gebeurt" if free else "wil de regisseur",
                14,
                "middle",
                650 if free else 400,
                "accent",
                halo="paper",
            )
        if not free:
            x, y = at(1, 0.5 if self.room is None else self.room)
            b.text(x - 6, y + 20, "gebeurt", 14, "end", 650, "accent", halo="paper")

    def _options(self):
        """What can be agreed: its name in the table and in the picture, the room it gives."""
        return [
            ("Nu", f"Nu: {self._arranged()}", self.room),
            ("Vast projectplan", "Vast projectplan", None),
            ("Helemaal vrij", "Helemaal vrij", UNBOUND),
            ("Wat deze baas kiest", f"Zo kiest deze baas: {_short(self.chosen)}", self.chosen),
            ("Het beste voor de baas", f"Het beste: {_short(self.best)}", self.best),
        ]

    def _arranged(self):
        return f"vrij tot een {_form(self.room)}" if self.form == CAP else _form(self.room)

    def headline(self):
        better = self.boss < self.boss_loses(None)
        with_plan = f"Met een vast plan {'zou de baas slechter af zijn' if better else 'is de baas beter af'}."
        if self.form == PLAN:
            return self._planned()
        if not self.gap and not self.shock:
            return "De baas kan de regisseur helemaal vrijlaten, want ze willen allebei even ver gaan."
        low = self.form == CAP and self.cap < 50
        if self.shock:
            if better and self.agility:
                return f"De situatie verandert en de regisseur veert mee, want de afspraak laat daar ruimte voor. {with_plan}"
            if better:
                return "De regisseur volgt niet wat er halverwege verandert. Toch is ruimte beter dan een vast plan, want vooraf past de regisseur zich wel aan."
            far = "de grens ligt zo laag dat de regisseur te weinig doet" if low else "de regisseur gaat te ver"
            return f"De situatie verandert, maar de ruimte helpt niet: {far}. {with_plan}"
        if self.room is not None and self.room <= self.gap:
            return "De grens houdt de regisseur altijd tegen, dus gebeurt in elke situatie hetzelfde, net als bij een vast plan."
        if not self.bound(self.room):
            if self.form == FREE:
                far = " en gaat maar een beetje te ver" if better else ", maar gaat steeds veel te ver"
                return f"Een vrije regisseur volgt elke situatie{far}. {with_plan}"
            if better:
                return "De grens houdt de regisseur nooit tegen. Toch is de baas beter af dan met een vast plan, want de regisseur volgt elke situatie."
            return f"De grens ligt zo hoog dat de regisseur veel te ver gaat. {with_plan}"
        if better:
            return "Met een grens is de baas beter af dan met een vast plan: de regisseur past zich aan en kan toch niet te ver gaan."
        far = "zo laag dat de regisseur te weinig kan doen" if low else "zo hoog dat de regisseur te ver kan gaan"
        return f"De grens ligt {far}, en zo is de baas slechter af dan met een vast plan."

    def _planned(self):
        """The headline where a fixed plan was agreed."""
        would = f"de baas zou de regisseur nu {'ruimte geven' if self._kind(self.chosen) == ROOM else 'vrijlaten'}"
        if self.best is None:
            return "De baas houdt terecht vast aan een plan: de regisseur wil zoveel verder gaan dat ruimte de baas meer kost dan oplevert."
        if self.chosen is None and self.shock:
            return "De baas houdt vast aan het plan, terwijl de situatie halverwege verandert. Zo gebeurt er bijna nooit wat nodig is."
        if self.chosen is None:
            if self.gap < self.bias / 100:
                return "Baas en regisseur zijn het nu meer eens. Toch houdt de baas vast aan een plan, want de baas denkt dat situaties weinig verschillen."
            return f"De baas houdt vast aan een plan, maar {self._kind(self.best)} zou beter zijn: situaties verschillen meer dan de baas denkt."
        still = "Toch geldt nog het vaste plan."
        if not self.gap:
            return f"Baas en regisseur willen even ver gaan, dus {would}. {still}"
        if self.network == YES and self._best(NARROW) is None:
            return f"{capital(would)}, want het netwerk liet zien hoeveel situaties verschillen. {still}"
        return f"{capital(would)}, want de regisseur wil niet veel verder gaan dan de baas. {still}"

    def _kind(self, room: float | None) -> str:
        """What a room is called, as what a boss gives."""
        free = room is not None and room >= 1 + self.gap + self.shaken[0] * self.shaken[1]  # a cap that never binds
        return "een vast plan" if room is None else "een vrije regisseur" if free else ROOM

    def words(self):
        return say(self._differs(), *(self._plan() if self.form == PLAN else self._room()))

    def _plan(self):
        """What the boss would give, from what the boss believes of how far situations differ, and what would be best."""
        choice, best = self._kind(self.chosen), self._kind(self.best)
        more = f"In werkelijkheid verschillen situaties meer, en daarom is de baas beter af met {best}."
        if self.network == YES:
            knows = "De baas weet door het netwerk hoeveel situaties verschillen"
            if self.chosen is None:
                yield f"{knows} en houdt toch vast aan een plan. Dat is hier voor de baas het beste."
            else:
                yield f"{knows} en zou nu kiezen voor {choice}. Dat is voor de baas ook het beste. Maar afgesproken is nog een vast plan."
        elif self.chosen is None:
            yield "Stel dat de baas denkt dat situaties weinig verschillen, en daarom vasthoudt aan een plan."
            if best == choice:
                yield "In werkelijkheid verschillen situaties meer, maar ook dan is een plan hier voor de baas het beste."
            else:
                yield "Dat plan verandert niet mee met de situatie." if self.shock else ""
                yield more
        else:
            yield f"Stel dat de baas denkt dat situaties weinig verschillen, maar nu toch zou kiezen voor {choice}."
            yield "Dat is voor de baas ook het beste." if best == choice else more
            yield "Maar afgesproken is nog een vast plan."

    def _differs(self):
        """How far the two are apart, and what the strategies did to it."""
        told = {"draw": "zit in het proces", "couple": "krijgt elders iets terug"}
        did = [text for key, text in told.items() if self.settings[key] == YES]
        if not self.bias:
            return "De regisseur wil even ver gaan als de baas."
        if not did:
            return f"Op een schaal van 0 tot 100 wil de regisseur {points(self.bias)} verder gaan dan de baas."
        left = f"verschillen baas en regisseur nog maar {points(100 * self.gap, 0)} in plaats van {dutch(self.bias)}"
        return f"De baas {listed(did)}. Daardoor {left if self.gap else 'willen baas en regisseur nu even ver gaan'}."

    def _room(self):
        """What was agreed, what the boss loses by it, and what would be best."""
        follows = f" en volgt {'alles' if self.agility == 100 else f'{roughly(self.agility / 100)} van'} wat er halverwege verandert"
        may = "is helemaal vrij" if self.form == FREE else f"mag tot een grens van {points(self.cap)} gaan"
        yield f"De regisseur {may}{follows if self.shock else ''}."
        yield f"Zo {self._beside()}."
        best = self._kind(self.best)
        if self.form == FREE and best == self._kind(self.room):
            yield "Iets beters is er hier voor de baas niet."
        else:
            yield f"Het beste is hier {f'een grens van {points(100 * (self.best or 0), 0)}' if best == ROOM else best}."

    def _beside(self):
        """How much the boss loses beside a fixed plan, in words."""
        share = self.boss / self.boss_loses(None)
        if share < 0.005:
            return f"verliest de baas {'bijna ' * bool(self.boss)}niets"
        for top, said in (
            (0.8, "veel beter af dan"),
            (0.995, "iets beter af dan"),
            (1.005, "even goed af als"),
            (1.25, "iets slechter af dan"),
        ):
            if share < top:
                return f"is de baas {said} met een vast plan"
        return "is de baas veel slechter af dan met een vast plan"

    def report(self):
        good = "ruimte tot een grens" if self.gap or self.shock else "ruimte zonder grens"
        good = "een vast plan" if self.best is None else good
        differ = f"{points(100 * self.gap)} van de 100 verschillen" if self.gap else "even ver willen gaan"
        did = [name for key, name in NAMED.items() if self.settings[key] == YES]
        return say(
            f"Als regisseur en opdrachtgever {differ}, is voor de opdrachtgever {good} het beste.",
            f"Om daar te komen, wil de regisseur {listed(did)}." if did else "",
            self._mandate(),
        )

    def _mandate(self):
        """What the case says of the room that the director has."""
        head = next((p for p in self.case.parties if p.key == self.case.director), None)
        if head is None or head.representative is None:
            return ""
        who = head.representative
        room = "zonder mandaat" if who.mandate == "geen" else f"met een {who.mandate} mandaat"
        return f"In de casus regisseert de {who.role or 'vertegenwoordiger'} namens {phrase(head)}, {room}."

    def tables(self):
        rows = [
            (name, _form(room), dutch(self.boss_loses(room), 0), dutch(self.director_loses(room), 0), f"{100 * self.bound(room):.0f}%")
            for name, _, room in self._options()
        ]
        columns = ("Afspraak", "Vorm", "Verlies voor de baas", "Verlies voor de regisseur", "Regisseur mag niet wat die wil")
        return [Table("De afspraken naast elkaar", columns, rows)]

    def note(self, key):
        if key == "cap" and self.form != CAP:
            return "Deze grens telt pas bij de afspraak ‘Vrij tot een grens’."
        if key == "form":
            return self._mandate()
        if key in WORKS:
            return WORKS[key]
        if key == "agility" and not self.shock:
            return "Zolang er niets verandert, maakt dit niet uit."
        return ""


def _short(room: float | None) -> str:
    return "plan" if room is None else "vrij" if room == UNBOUND else f"grens {dutch(100 * room, 0)}"


def _form(room: float | None) -> str:
    return "een vast projectplan" if room is None else "helemaal vrij" if room == UNBOUND else f"grens van {dutch(100 * room, 0)}"
