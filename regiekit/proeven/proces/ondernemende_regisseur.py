"""De ondernemende regisseur en de staande organisatie: how much room a boss gives who knows less and wants something else."""

from functools import cached_property

from regiekit.models import delegation as model
from regiekit.plots.svg import wrap
from regiekit.proeven import Board, Choice, Proef, Slider, Table, capital, dutch, listed, measure, points, say

PLAN, CAP, FREE = "plan", "grens", "vrij"
YES, NO = "ja", "nee"
# What a strategy does; working assumptions.
DRAWN = 60  # per cent of the difference that drawing the boss in leaves
LESS = 100 - DRAWN
COUPLED = 10  # points that a linked issue gives the boss elsewhere
MOST = 50  # points of difference
NARROW, WIDE = 0.5, 1.0  # how far situations differ as the boss believes, without and with the director's own network
TURN = round(100 * model.turning_bias())  # from so many points of difference a fixed plan is better than none
UNBOUND = 2.0  # a cap that never binds

LEFT, RIGHT, TOP, BOTTOM, HIGHEST = 48, 368, 84, 372, 1.5  # of the lines; the highest action drawn
BARS, BAR_END, MOST_LOSS, ROW = 400, 606, 300, 62  # a loss of MOST_LOSS fills the room for the bars


class Delegation(Proef, situated=False, before={"form": PLAN, "draw": NO, "network": NO, "couple": NO}, asks=("mandate",)):
    """The director wants `bias` points of 100 more than the boss; `cap` is how far it may go where `form` is CAP.

    What is possible is a *room*: how far the director may go, as a share of the scale; None is one fixed action, the middle.
    """

    bias: float
    form: str
    cap: float
    draw: str
    network: str
    couple: str

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 0, MOST, 10, 1, "punt|punten")

    @classmethod
    def answer(cls, case):
        return 100 * model.turning_bias()

    @classmethod
    def controls(cls, case):
        answers, forms = [(NO, "nee"), (YES, "ja")], [(PLAN, "Vast projectplan"), (CAP, "Vrij tot een grens"), (FREE, "Helemaal vrij")]
        felt = f"De baas voelt de dilemma’s zelf. Van het verschil blijft {DRAWN}% over."
        seen = "De baas dacht dat situaties half zoveel verschillen; nu ziet zij het hele bereik."
        eased = f"Daar krijgt de baas haar zin. Dat scheelt {COUPLED} punten."
        return [
            Slider("bias", "Hoeveel verder wil de regisseur gaan dan de baas?", 0, MOST, 25, 1, "punt|punten"),
            Choice("form", "U bent de baas: wat spreekt u af?", forms, PLAN),
            Slider("cap", "Waar legt u de grens?", 0, 150, 60, 5, "punt|punten"),
            Choice("draw", "U bent de regisseur: trekt u de baas in het proces?", answers, NO, felt),
            Choice("network", "Laat u uw netwerk vertellen hoe ingewikkeld het is?", answers, NO, seen),
            Choice("couple", "Koppelt u er een ander onderwerp aan?", answers, NO, eased),
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
        return self._best(WIDE)

    @cached_property
    def chosen(self) -> float | None:
        """The room that this boss gives."""
        return self._best(self.width)

    def _best(self, width: float) -> float | None:
        return model.best_cap(self.gap, width) if self.gap < width / 2 else None

    def boss_loses(self, room: float | None) -> float:
        """What she loses, a fixed plan being 100."""
        return 100 * (model.CENTRAL if room is None else model.cap_loss(self.gap, room)) / model.CENTRAL

    def director_loses(self, room: float | None) -> float:
        """In the same unit."""
        return 100 * (model.CENTRAL + self.gap**2 if room is None else model.director_loss(self.gap, room)) / model.CENTRAL

    def bound(self, room: float | None) -> float:
        """The share of situations in which the director may not do what it wants."""
        return 1.0 if room is None else min(1.0, max(0.0, 1 + self.gap - room))

    @measure("Verlies voor de baas (vast projectplan = 100)", digits=0)
    def boss(self) -> float:
        return self.boss_loses(self.room)

    @measure("Verlies voor de regisseur, op dezelfde schaal", digits=0)
    def director(self) -> float:
        return self.director_loses(self.room)

    @measure("Verschil tussen wat regisseur en baas willen, in punten", digits=1, scale=100)
    def difference(self) -> float:
        return self.gap

    @measure("Situaties waarin de regisseur niet mag doen wat hij wil", "%", 0, 100)
    def held(self) -> float:
        return self.bound(self.room)

    def picture(self):
        b = Board(660, 446, "proces")
        self._draw_lines(b)
        b.text(BARS, 20, "Verlies voor de baas", 15, weight=650)
        b.text(BARS, 42, "vast projectplan = 100", fill="soft")
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
            happens = [at(s, model.action(s, self.gap, self.room)) for s in dict.fromkeys((0.0, turn, 1.0))]
        low, high = (at(0.5 + half * self.width / 2, 0)[0] for half in (-1, 1))
        b.text(14, 20, "Wat doet de regisseur in welke situatie?", 15, weight=650)
        b.text(14, 42, "Dik: wat er gebeurt. Dun: wat de regisseur wil.", fill="accent")
        b.text(14, 62, "Gestippeld: wat de baas wil. Vlak: het verschil.", fill="soft")
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
        b.text((LEFT + RIGHT) / 2, BOTTOM + 38, "hoeveel er nodig is", 14.5, "middle")
        b.path(f"M{low:.1f} {BOTTOM + 47}v6H{high:.1f}v-6", key="denkt", stroke="ink", width=2)
        b.text((LEFT + RIGHT) / 2, BOTTOM + 69, "zo ver loopt het uiteen, denkt de baas", anchor="middle")

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

    def words(self):
        told = {
            "draw": "U trok de baas in het proces",
            "network": "uw netwerk liet zien hoe ingewikkeld het is",
            "couple": "u koppelde een ander onderwerp",
        }
        did = [text for key, text in told.items() if self.settings[key] == YES]
        choice = _form(self.chosen) if self.chosen is None else f"een {_form(self.chosen)}"
        differ = "weinig" if self.width < 1 else "veel"
        return say(
            f"De regisseur wil {points(self.bias)} verder gaan dan de baas.",
            f"{capital(listed(did))}. Er blijft een verschil over van {points(100 * self.gap)}." if did else "",
            f"De afspraak: {self._arranged()}.",
            f"Het verlies voor de baas is {dutch(self.boss, 0)}; bij een vast projectplan is dat 100 en bij een vrije regisseur "
            f"{dutch(self.boss_loses(UNBOUND), 0)}.",
            self._best_room(),
            f"Deze baas denkt dat situaties {differ} van elkaar verschillen en kiest daarom {choice}.",
            f"Dat geeft een verlies van {dutch(self.boss_loses(self.chosen), 0)}.",
            f"In {dutch(100 * self.held, 0)} van de 100 situaties mag de regisseur niet doen wat hij wil.",
            self._mandate(),
        )

    def _best_room(self):
        if not self.gap:
            return "Zonder verschil is vrij het beste: dan is er geen verlies."
        if self.best is None:
            return "Bij zo’n groot verschil is een vast plan het beste."
        return f"De beste grens ligt op {dutch(100 * self.best, 0)} en geeft een verlies van {dutch(self.boss_loses(self.best), 0)}."

    def report(self):
        good = f"ruimte tot een {_form(self.best)} (op een schaal van 100)" if self.gap else "ruimte zonder grens"
        good = "een vast plan" if self.best is None else good
        return say(
            f"Regisseur en opdrachtgever verschillen {points(100 * self.gap)} van de 100 in hoever zij willen gaan. "
            f"De afspraak is nu {self._arranged()}; voor de opdrachtgever is {good} bij dit verschil het beste.",
            self._mandate(),
        )

    def _mandate(self):
        """What the case says of the room that the director has."""
        head = next((p for p in self.case.parties if p.key == self.case.director), None)
        if head is None or head.representative is None:
            return ""
        who = head.representative
        return f"In de casus regisseert de {who.role or 'vertegenwoordiger'} van {head.called}; mandaat: {who.mandate}."

    def tables(self):
        rows = [
            (name, _form(room), dutch(self.boss_loses(room), 0), dutch(self.director_loses(room), 0), f"{100 * self.bound(room):.0f}%")
            for name, _, room in self._options()
        ]
        columns = ("Afspraak", "Vorm", "Verlies voor de baas", "Verlies voor de regisseur", "Regisseur mag niet wat hij wil")
        return [Table("De afspraken naast elkaar", columns, rows)]

    def note(self, key):
        if key == "cap" and self.form != CAP:
            return "Deze grens telt pas als u bij de afspraak ‘Vrij tot een grens’ kiest."
        if key == "network" and self.network == YES:
            return "De baas ziet nu hoe ver situaties uiteenlopen en durft meer ruimte te geven."
        return ""


def _short(room: float | None) -> str:
    return "plan" if room is None else f"grens {dutch(100 * room, 0)}"


def _form(room: float | None) -> str:
    return "een vast projectplan" if room is None else "helemaal vrij" if room == UNBOUND else f"grens van {dutch(100 * room, 0)}"
