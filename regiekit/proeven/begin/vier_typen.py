"""Four types of director: where one says it stands, where it stands by what it can impose, and how far that is apart."""

import tomllib
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any

from regiekit.cases import Party, shipped
from regiekit.cases.data import data_path
from regiekit.cases.reading import ORDER, levers, owed
from regiekit.models import director_types as model
from regiekit.proeven import Board, Case, Choice, Measure, Proef, Slider, Table, capital, dutch, form, last, number_word, say
from regiekit.widgets.say import again, part, phrase, together

MIDDLE = int(model.MIDDLE)  # not said yet
STEP, MONEY = 0.5, 50  # of the sliders; what a payment is worth of a command, per cent
ALL, BLOCKING = "alle", "blokkers"
CALLED = {"controlling": "beheersingsgericht", "visionary": "visionair", "executing": "uitvoeringsgericht", "facilitating": "faciliterend"}
#: What each type means for the others: after "alsof", and in a sentence of its own.
MEANT = {
    "controlling": ("en de andere partijen moeten meedoen", "en de andere partijen moeten meedoen"),
    "visionary": ("en de andere partijen er zelf voor moeten kiezen", "en de andere partijen moeten er zelf voor kiezen"),
    "executing": ("en toch op te leggen is", "en is toch op te leggen"),
    "facilitating": ("en niemand hoeft mee te doen", "en meedoen is vrij"),
}
#: From whom the plan comes ({}: the director), by how far up the scale, in steps of the slider.
WHOSE = (
    "helemaal van anderen",
    "bijna helemaal van anderen",
    "grotendeels van anderen",
    "voor iets meer dan de helft van anderen",
    "evenveel van {} als van anderen",
    "voor iets meer dan de helft van {}",
    "grotendeels van {}",
    "bijna helemaal van {}",
    "helemaal van {}",
)
QUESTIONS = {key: answers for answers, key in model.TYPES.items()}  # type -> whether the plan is its own, whether it can impose it
NAMED = 5  # parties in a sentence

WIDE, HIGH = 660, 430
LEFT, RIGHT, TOP, LOW = 128, 12, 8, 44  # round the square of the four types
ASIDE, ABOVE = 74, 74  # from its edges to where a scale begins and ends


@cache
def _estimates() -> dict[str, dict[str, Any]]:
    return tomllib.loads((data_path() / "profiles.toml").read_text(encoding="utf-8"))["typen"]


@last
def estimated(case: Case) -> dict[str, Any]:
    """What the makers of a shipped case estimated; nothing for a case of the learner."""
    return next((_estimates()[key] for key, title in shipped().items() if title == case.title), {})


def estimate(case: Case, name: str) -> float:
    """Where a slider starts: as estimated, else in the middle, which says nothing."""
    return estimated(case).get(name, MIDDLE)


@last
def hold(case: Case) -> dict[str, str]:
    """Party -> what the director has over it: an order, money that it may withhold, or nothing."""
    by = {p.key: levers(case).get(p.key, ()) for p in case.parties if p.key != case.director}
    return {key: "order" if ORDER in kinds else "money" if kinds else "none" for key, kinds in by.items()}


@last
def blocking(case: Case) -> dict[str, str]:
    """The same for the parties that can stop it."""
    return {k: what for k, what in hold(case).items() if "blokker" in case.party(k).power}


class FourTypes(Proef, asks=("power", "tie", "tie.kind", "tie.free")):
    """What the director says of script and power, who writes the script, how much a payment counts, and over whom power is asked."""

    sections = MappingProxyType({"script": "In werkelijkheid", "money": "In werkelijkheid", "over": "In werkelijkheid"})

    said_script: float
    said_power: float
    script: float
    money: float
    over: str

    @classmethod
    def ready(cls, case):
        if case.director in case.party_keys and hold(case):
            return None
        return "Vul in uw casus eerst een regisseur en minstens één andere partij in."

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw voorspelling", 0, len(hold(case)), len(hold(case)) // 2, 1, "partij|partijen")

    @classmethod
    def answer(cls, case):
        return sum(what != "none" for what in hold(case).values())

    @classmethod
    def explain(cls, case, answer):
        state = cls.at(case)
        if not answer:
            return "Geen enkele partij valt onder de regisseur, en geld inhouden kan bij niemand. In het plaatje staat de werkelijkheid dan helemaal links."
        who = [case.party(k) for k, what in hold(case).items() if what != "none"]
        return say(
            f"{capital(together(who, NAMED))} {_verb(who, 'valt', 'vallen')} onder {state.director} of {_verb(who, 'krijgt', 'krijgen')} er geld van dat mag worden ingehouden.",
            "De overige partijen mogen nee zeggen. Hoe minder er op te leggen valt, hoe verder naar links de werkelijkheid in het plaatje staat.",
        )

    @classmethod
    def supposes(cls, case):
        return ("said_script", "said_power", "script", "money")

    @classmethod
    def controls(cls, case):
        script, power = "1 anderen – 5 helemaal zelf", "1 niets – 5 alles"
        over = [(ALL, "over alle andere partijen"), *([(BLOCKING, "over wie het plan kan tegenhouden")] if blocking(case) else [])]
        return [
            Slider(
                "said_script",
                "Wie schrijft het plan, zegt de regisseur?",
                model.LOW,
                model.HIGH,
                estimate(case, "zegt_script"),
                STEP,
                help=script,
            ),
            Slider(
                "said_power",
                "Wat kan de regisseur opleggen, zegt die zelf?",
                model.LOW,
                model.HIGH,
                estimate(case, "zegt_macht"),
                STEP,
                help=power,
            ),
            Slider(
                "script", "Wie schrijft het plan echt?", model.LOW, model.HIGH, estimate(case, "script"), STEP, help=f"Schat zelf: {script}"
            ),
            Slider(
                "money", "Geld dat mag worden ingehouden, telt als macht voor", 0, 100, MONEY, 10, "%", help="Een opdracht telt voor 100%."
            ),
            Choice("over", "Macht over wie?", over, ALL),
        ]

    @property
    def director(self) -> str:
        return phrase(self.case.party(self.case.director))

    @cached_property
    def held(self) -> dict[str, str]:
        """The parties that are looked at, and what the director has over each."""
        return blocking(self.case) if self.over == BLOCKING else hold(self.case)

    @cached_property
    def power(self) -> float:
        """What the director can impose, by the case."""
        return model.power(self.held, self.money / 100)

    @property
    def free(self) -> int:
        """So many parties are neither commanded nor paid."""
        return sum(what == "none" for what in self.held.values())

    @cached_property
    def due(self) -> list[Party]:
        """Those looked at who get money that the director has to pay."""
        return [p for p in owed(self.case) if p.key in self.held]

    @property
    def open(self) -> bool:
        """Whether nobody has said yet what the director says, or who writes the script."""
        return MIDDLE in (self.said_script, self.said_power, self.script)

    @cached_property
    def says(self) -> str:
        return model.kind(self.said_script, self.said_power)

    @cached_property
    def real(self) -> str:
        return model.kind(self.script, self.power)

    def measures(self):
        return [
            Measure("Eigen plan (1 van anderen, 5 zelf)", self.said_script, self.script, digits=1),
            Measure("Op te leggen (1 niets, 5 alles)", self.said_power, self.power, digits=1),
        ]

    @staticmethod
    def place(script: float, power: float) -> tuple[float, float]:
        across, down = WIDE - LEFT - RIGHT - 2 * ASIDE, HIGH - TOP - LOW - 2 * ABOVE
        span = model.HIGH - model.LOW
        return LEFT + ASIDE + across * (power - model.LOW) / span, TOP + ABOVE + down * (model.HIGH - script) / span

    def picture(self):
        b = Board(WIDE, HIGH)
        wide, high = (WIDE - LEFT - RIGHT) / 2, (HIGH - TOP - LOW) / 2
        for i, key in enumerate(("visionary", "controlling", "facilitating", "executing")):
            x, y = LEFT + wide * (i % 2), TOP + high * (i // 2)
            at_home = not self.open and key == self.real
            b.rect(
                x + 2,
                y + 2,
                wide - 4,
                high - 4,
                8,
                fill="tinted" if at_home else "tint",
                stroke="accent" if at_home else "",
                key=f"t:{key}",
            )
            b.text(x + wide / 2, y + 26 if i < 2 else y + high - 16, CALLED[key], 17, "middle", 650)
        for said, y in (("plan van de regisseur", TOP + high / 2), ("plan van anderen", TOP + 3 * high / 2)):
            b.texts(LEFT - 12, y, said, 12, anchor="end", weight=650)
        b.text(LEFT + wide / 2, HIGH - 18, "anderen moeten willen", 14, "middle", 650)
        b.text(LEFT + wide * 1.5, HIGH - 18, "het is op te leggen", 14, "middle", 650)
        self._marks(b)
        return b

    def _marks(self, b: Board) -> None:
        """What is said as a ring, what is as a dot, and the way from the one to the other."""
        said, real = self.place(self.said_script, self.said_power), self.place(self.script, self.power)
        start, end = complex(*said), complex(*real)
        if abs(end - start) > 44:
            way = (end - start) / abs(end - start)
            tail, tip = start + way * 13, end - way * 14
            b.line(tail.real, tail.imag, tip.real - way.real * 12, tip.imag - way.imag * 12, "accent", key="w", width=3, dash="7 5")
            b.head(tip.real, tip.imag, way, 14, 8, fill="accent")
        upper = said[1] <= real[1]
        for key, (x, y), name, above in (("zegt", said, "zo zegt men het", upper), ("is", real, "in werkelijkheid", not upper)):
            with b.group(x, y, key=f"m:{key}"):
                b.circle(0, 0, 10, fill="paper" if key == "zegt" else "accent", stroke="accent", width=3)
                over = above != (abs(y + (-23 if above else 24) - (HIGH + TOP - LOW) / 2) < 14)  # never on the line between two types
                b.text(0, -18 if over else 29, name, 15, "middle", 650, halo="tint")

    def headline(self):
        if self.open:
            return (
                "Nog niet te zeggen of woord en werkelijkheid kloppen: stel eerst in wat de regisseur zegt, en wie het plan echt schrijft."
            )
        who, director = capital(self.director), self.case.party(self.case.director)
        if self.says == self.real:
            own, _ = QUESTIONS[self.real]
            whose = f"vooral van {self.director}" if own else "vooral van anderen"
            return f"Wat {self.director} {self._verb('zegt', 'zeggen')}, klopt: het plan komt {whose}, {self._reach()}."
        (own, can), (own_said, can_said) = QUESTIONS[self.real], QUESTIONS[self.says]
        if can_said and not can:
            if own_said and not own:
                stop = self._blocking.replace("het plan", "het")
                nobody = f"{self._free()}{stop} {self._may} nee zeggen" if self.free else f"{self._paid()} alleen geld"
                return f"{who} {self._verb('zegt', 'zeggen')} de regie te hebben, maar het plan komt vooral van anderen, en {nobody}."
            sounds = f"{who} {self._verb('klinkt', 'klinken')} als de baas"
            if not self.free:
                return f"{sounds}, maar {self._paid()} alleen geld, en dat weegt minder dan een opdracht."
            whom = form(self.free, "die partij", "hun")
            return f"{sounds}, maar {self._free()}{self._blocking} {self._may} nee zeggen: {self.director} {self._verb('kan', 'kunnen')} {whom} niets opleggen."
        if can and not can_said:
            bound = len(self.held) - self.free
            got = part(bound, len(self.held), "partijen") if len(self.held) > 1 else "de andere partij"
            return f"{who} {self._verb('kan', 'kunnen')} meer opleggen dan {again(director)} {self._verb('zegt', 'zeggen')}, want {got} {_get(bound)} een opdracht of geld."
        if own_said:
            return f"{who} {self._verb('spreekt', 'spreken')} van een eigen plan, maar vooral anderen schrijven het. Wie zijn dat: de partijen zelf, of een overheid erboven?"
        says, do = self._verb("zegt", "zeggen"), self._verb("doet", "doen")
        return f"{who} {says} dat anderen het plan schrijven, maar {do} dat vooral zelf: wie dacht mee te schrijven, krijgt weinig ruimte."

    def _reach(self):
        """How far the director can impose the plan, as the case has it."""
        own, can = QUESTIONS[self.real]
        if can:
            return f"en {self.director} {self._verb('kan', 'kunnen')} het {f'de meeste partijen{self._blocking}' if self.free else f'iedereen{self._stopping}'} opleggen"
        but = "maar" if own else "en"
        if not self.free:
            return f"{but} {self.director} {self._verb('kan', 'kunnen')} het maar half opleggen"
        return f"{but} {'niemand' if self.free == len(self.held) else 'niet iedereen'}{self._stopping} hoeft mee te doen"

    @property
    def _blocking(self) -> str:
        return " die het plan kunnen tegenhouden," if self.over == BLOCKING and len(self.held) > 1 else ""

    @property
    def _stopping(self) -> str:
        return " die het kan tegenhouden," if self.over == BLOCKING else ""

    def _paid(self) -> str:
        """How many parties get money only, and the verb."""
        money = sum(one == "money" for one in self.held.values())
        return f"{_many(money)} {_get(money)}"

    def _free(self) -> str:
        """How many parties may say no."""
        of = len(self.held)
        if of == 1:
            return "de enige partij die het plan kan tegenhouden," if self.over == BLOCKING else "de enige andere partij"
        what = "partijen" if self.over == BLOCKING else "andere partijen"
        return f"{'beide' if of == 2 else f'alle {number_word(of)}'} {what}" if self.free == of else part(self.free, of, what)

    @property
    def _may(self) -> str:
        return form(max(1, self.free), "mag", "mogen")

    def _verb(self, one: str, more: str) -> str:
        return more if self.case.party(self.case.director).plural else one

    def words(self):
        if self.open:
            return self._held(True)
        (own, can), (own_said, can_said) = QUESTIONS[self.real], QUESTIONS[self.says]
        plan, is_ = f"het plan komt {self._whose(self.script)}", self._verb("is", "zijn")
        sounds = f"{capital(self.director)} {self._verb('klinkt', 'klinken')} {CALLED[self.says]}"
        if self.says == self.real:
            return say(self._held(True), f"Zulke regie heet {CALLED[self.real]}: {plan}, {MEANT[self.real][1]}.")
        as_if = f"{sounds}, alsof het plan {self._whose(self.said_script)} komt {MEANT[self.says][0]}."
        real = f"In werkelijkheid {is_} {self.director} {CALLED[self.real]}. {capital(plan)}, {self._reach()}."
        if own_said and not own and can == can_said:
            choose = "Schrijven de partijen zelf het plan, dan hebben zij veel te kiezen. Schrijft een hogere overheid het, dan weinig."
            return say(as_if, real, choose)
        return say(self._held(not can_said or can), as_if, real)

    def _whose(self, script: float) -> str:
        return WHOSE[round((script - model.LOW) / STEP)].format(self.director)

    def _held(self, rest):
        """Over how many the director has something to say, and (`rest`) how many may say no."""
        orders, money = (sum(one == what for one in self.held.values()) for what in ("order", "money"))
        of = len(self.held)
        if self.over == BLOCKING:
            free = form(of, "die mag", "die mogen allebei" if of == 2 else f"die mogen alle {number_word(of)}")
            if self.free < of:
                free = f"{number_word(self.free) if self.free else 'geen'} daarvan {self._may}"
            return f"{capital(_many(of))} {form(of, 'kan', 'kunnen')} het plan tegenhouden, en {free} nee zeggen."
        can = f"kan {self.director}" if self._verb("1", "") else f"kunnen {self.director}"
        if self.free == of:
            nothing = f"{can.split(maxsplit=1)[0]} niemand een opdracht geven en nergens geld inhouden."
            if rest:
                return f"{capital(self._free())} {self._may} nee zeggen, want {self.director} {nothing}"
            return f"{capital(self.director)} {nothing}"
        told = [f"{_many(orders)} {_get(orders)} een opdracht van {self.director}"] * bool(orders)
        told += [f"bij {number_word(money) if orders else _many(money)} {can} geld inhouden"] * bool(money)
        others = (
            f"De andere {number_word(self.free) + ' mogen' if self.free > 1 else 'mag'} nee zeggen."
            if self.free
            else "Niemand mag nee zeggen."
            if QUESTIONS[self.real][1]
            else ""
        )
        return say(f"{capital(', en '.join(told))}.", others if rest else "")

    def note(self, key):
        """Which money counts as power."""
        due = key == "money" and self.due
        return f"Het geld voor {together(self.due, NAMED)} telt niet mee, want betalen is verplicht." if due else ""

    def report(self):
        if self.open:
            return ""
        same = f"Wat {self.director} {self._verb('zegt', 'zeggen')}, past bij wat er is: {CALLED[self.real]}."
        other = f"In woorden {self._verb('is', 'zijn')} {self.director} {CALLED[self.says]}, en in werkelijkheid {CALLED[self.real]}."
        return say(
            same if self.says == self.real else other,
            f"Tellen alleen opdrachten en geld dat mag worden ingehouden, dan {self._may} {self._free()} nee zeggen.",
        )

    def tables(self):
        named = {"order": "een opdracht", "money": "geld dat mag worden ingehouden", "due": "geld dat verplicht is", "none": "niets"}
        due = {p.key for p in self.due}
        said = {k: "due" if k in due else what for k, what in self.held.items()}
        rows = [
            (capital(name), ", ".join(self.case.party(k).label for k, one in said.items() if one == what) or "niemand")
            for what, name in named.items()
        ]
        asked = {
            "zegt_script": "Wie schrijft het plan, zegt de regisseur?",
            "zegt_macht": "Wat kan de regisseur opleggen, zegt die zelf?",
            "script": "Wie schrijft het plan echt?",
        }
        reasons = [
            (asked[name], dutch(estimate(self.case, name)), reason) for name, reason in estimated(self.case).get("waarom", {}).items()
        ]
        return [
            Table("Wat de regisseur over wie te zeggen heeft", ("Wat", "Partijen"), rows),
            *([Table("Wat bij deze casus is geschat, en waarom", ("Vraag", "Plaats", "Reden"), reasons)] if reasons else []),
        ]


def _verb(parties: list[Party], one: str, more: str) -> str:
    return more if len(parties) > 1 or parties[0].plural else one


def _get(number: int) -> str:
    return "krijgt" if number < 2 else "krijgen"


def _many(number: int) -> str:
    return f"{number_word(number)} {form(number, 'partij', 'partijen')}" if number else "geen enkele partij"
