"""Model en werkelijkheid (instrument 1): vandaag naast de nieuwe werkelijkheid, en niet naast het nieuwe model."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from math import ceil, floor, inf, isinf, isnan, nan
from typing import Any, NamedTuple

import attrs

from regiekit.cases import StructureOption
from regiekit.models import model_reality as model
from regiekit.models.model_reality import Balance, Item
from regiekit.plots.curve import round_step
from regiekit.plots.svg import wrap
from regiekit.proeven import (
    Board,
    Card,
    Case,
    Choice,
    Measure,
    PlanTable,
    Proef,
    Rows,
    Slider,
    Table,
    Text,
    capital,
    dutch,
    form,
    number_word,
    say,
)
from regiekit.widgets import stage
from regiekit.widgets.proef_panel import ProefPanel

DRAWS, SEED, FANNED = 100_000, 1, 10_000  # futures, and of these the ones the fan is made of
YEARS = 4
HALF = 0.5  # of the futures: where the verdict turns
CHANCE = 70  # per cent at the start, of what is hoped for and of what is feared alike, where the case does not tell
FEW, STEP = 10_000, 5  # futures and per cent by which the turn of the verdict is looked for
NEAR = 0.015  # of a half: three standard deviations of so few futures
POINTS = 40  # of the lines in the picture
QUANTILES = (0.1, 0.5, 0.9)
LIMIT = 25  # rows in a list
ENDS = ("laag", "hoog")
LONG = 20  # years from which a moment is no longer told exactly

#: Invented ranges at the start, in points per year, that say nothing of the case: for the first, second … pro or con of a list; after the last they begin anew.
NOW = {"given_up": "2–5 2–4 1–3", "avoided": "2–6 2–5 1–4 1–3"}
#: The same for the first, second … new structure of a case: each promises more than the one before, and costs more.
NEW = (
    {"gained": "2–7 2–6 2–5", "added": "1–3 1–3 0–2 0–2", "rebuilding": "2–6 0,5–1"},
    {"gained": "3–8 3–7 2–5", "added": "1–4 1–4 1–3 1–2", "rebuilding": "3–10 0,5–1,5"},
    {"gained": "4–9 3–8 3–6", "added": "2–5 1–4 1–4 1–2", "rebuilding": "5–15 0,5–2"},
)
#: For a case that does not tell.
EXAMPLES = {
    "given_up": ("Mensen kennen elkaar en weten wie wat kan.", "Geld en toezicht zijn duidelijk verdeeld."),
    "avoided": ("Een vraag die over grenzen heen gaat, blijft liggen.", "Overleg kost veel tijd en levert weinig besluiten op."),
    "gained": ("Eén plek waar iedereen terechtkan.", "Besluiten vallen sneller."),
    "added": ("Er komt een nieuwe grens, op een andere plek.", "De afstand tot de uitvoering wordt groter."),
}
PROMISED = ("avoided", "gained")
REBUILDING = {"kosten": ("kosten in totaal", model.MOST), "jaren": ("jaren inwerken", 50)}  # what it is called, and at most
TITLES = {
    "given_up": "Voordelen van nu",
    "avoided": "Nadelen van nu",
    "gained": "Voordelen van ‘{}’",
    "added": "Nadelen van ‘{}’",
    "rebuilding": "De reorganisatie naar ‘{}’",
}
LEAN = "Laat u ‘Kans %’ leeg, dan telt de kans van de schuif."
CARDS = {
    "given_up": "Dit zet u op het spel. Schat wat het per jaar waard is, op zijn minst (laag) en op zijn meest (hoog), "
    f"overal in dezelfde eenheid. De getallen die er staan, zijn verzonnen: vervang ze. {LEAN}",
    "avoided": f"Op papier verdwijnt dit allemaal. {LEAN}",
    "gained": f"Dit belooft de nieuwe structuur. {LEAN}",
    "added": f"Elke structuur brengt ook zelf problemen mee. Dit krijgt u er misschien bij. {LEAN}",
    "rebuilding": "Wat kost de overgang in totaal, in dezelfde eenheid? En hoeveel jaar duurt het tot de nieuwe routines werken?",
}
QUESTIONS = {
    "likely": "Hoe groot is de kans dat de nadelen van nu verdwijnen én de voordelen van nieuw komen? Waaruit blijkt dat?",
    "hopping": "Hoe voorkomen wij dat wij over een paar jaar weer een nieuw model zoeken?",
}

LEFT, TOP, WIDE, HIGH = 62, 38, 424, 290  # of the plot
ROW = 18  # least distance between names at the right
LINES = 10  # that fit in the picture when there is nothing to draw


class Read(NamedTuple):
    """What a list holds: its items, how many rows are wholly empty, what cannot be read (each with row and remedy)."""

    items: list[Item]
    empty: int
    problems: list[str]


def options(case: Case) -> dict[str, StructureOption]:
    """The new structures of a case; where it has none, one without a name of its own."""
    found = {s.key: s for s in case.structures if s.status == "nieuw"}
    return found or {"nieuw": StructureOption("nieuw", name="De nieuwe structuur", status="nieuw")}


def called(s: StructureOption) -> str:
    """What a structure is called; one without a name by its key."""
    return s.name.strip() or s.key


def chance(case: Case) -> float:
    """How often of a hundred something hoped for or feared comes true, as the case tells; a number for convenience where it does not."""
    told = case.trait("uitkomen")
    return CHANCE if told is None else min(100, STEP * round(told / STEP))


class Place(NamedTuple):
    """A list to fill in: its part, the key of its control and its card, its title, the ranges at the start, the structure it is about."""

    part: str
    key: str
    title: str
    ranges: str
    structure: StructureOption | None


def places(case: Case, only: str = "") -> Iterator[Place]:
    """The lists: two for now, and three for each new structure; with `only` those of one structure."""
    present = next((s for s in case.structures if s.status == "huidig"), None)
    for part, ranges in NOW.items():
        yield Place(part, part, TITLES[part], ranges, present)
    found = options(case)
    for i, (key, s) in enumerate(found.items()):
        start = NEW[i % len(NEW)] if len(found) > 1 else NEW[-1]
        for part, ranges in start.items() if only in ("", key) else ():
            yield Place(part, f"{part}_{key}", TITLES[part].format(called(s)), ranges, s)


def rows(place: Place) -> Rows:
    """A list as it is at the start; each row may have a chance of its own."""
    part, key, title, pairs, s = place
    ranges = [pair.split("–") for pair in pairs.split()]
    if part == "rebuilding":
        columns = {f"{what}_{end}": f"{capital(name)}, {end}" for what, (name, _) in REBUILDING.items() for end in ENDS}
        begin = [dict(zip(columns, [end for pair in ranges for end in pair], strict=True))]
    else:
        columns = {"wat": "Wat", "laag": "Laag", "hoog": "Hoog", "kans": "Kans %"}
        texts = (s and (s.pros if part in ("given_up", "gained") else s.cons)) or EXAMPLES[part]
        cells = [(what[:400], *ranges[i % len(ranges)], "") for i, what in enumerate(texts[:LIMIT])]
        begin = [dict(zip(columns, row, strict=True)) for row in cells]
    return Rows(key, title, [{"key": k, "label": v} for k, v in columns.items()], begin, LIMIT, fixed=part == "rebuilding")


class Lists(ProefPanel):
    """The proef with its lists over the whole width, and only those of the chosen structure."""

    def restart(self) -> None:
        """Take the current case anew."""
        with self._lock:
            super().restart()
            self.at = 0  # the lists are never empty, so they would all count as done
            self._lay()

    def _lay(self) -> None:
        """Keep the cards of the chosen structure."""
        self.deck = () if self.missing else tuple(ModelReality.cards(self.case, self.values.get("structure", "")))
        self.at = min(self.at, max(len(self.deck) - 1, 0))
        self.quietly(tree=self._tree(), live=self._live({k: v for k, v in self.live.items() if k.startswith("fout:")}))

    def changed(self, keys: list[str]) -> None:
        super().changed(keys)
        if "structure" in keys and "_case" not in keys:
            self._lay()

    def clicked(self, key: str) -> None:
        super().clicked(key)
        if key == "_reset":
            self._lay()

    def loose(self) -> list[Any]:
        return [c for c in super().loose() if not isinstance(c, Rows)]  # the lists of the other structures are on no card

    def tries(self) -> list[dict[str, Any]]:
        """The chances beside the picture, then which structure; the lists over the whole width."""
        settings = {c.key: list(stage.fields(self, c)) for c in self.loose()}
        which, lists = settings.pop("structure", []), stage.deck(self, wide=True)
        named = [stage.part("Structuur", which)] if which else []
        return [
            stage.part("Kansen", [block for blocks in settings.values() for block in blocks]),
            *named,
            *({**part, "name": "De lijsten"} for part in lists),
        ]


class ModelReality(Proef, situated=False, needs=("numpy",)):
    """Chances in per cent, `horizon` in years. What is filled in is in settings that depend on the case: the lists (see `places`), and
    `structure` where there are several."""

    horizon: float
    hoped: float
    feared: float
    likely: str
    hopping: str
    structure = ""
    panel = Lists

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw voorspelling", 0, 100, 60, 1, "van de 100")

    @classmethod
    def answer(cls, case):
        r = cls.at(case).result
        return 100 * r.chance[1] if r else nan

    @classmethod
    def explain(cls, case, answer):
        r = cls.at(case).result
        if r is None:
            return "Vul eerst de lijsten in."
        told = case.trait("uitkomen") is not None
        here = f"In deze casus komen beloften en gevreesde verliezen {often(chance(case) / 100)} uit. " if told else ""
        lost = cls.at(case, feared=100).result
        source = (
            f" Dat {'beide' if told else 'beloften en verliezen'} even vaak uitkomen, is een aanname. Komt elk verlies op de lijst uit, dan wint de nieuwe structuur in {futures_of(lost.chance[1])}."
            if lost
            else ""
        )
        return here + (
            f"Op papier wint de nieuwe structuur in {of_hundred(r.chance[0])} van de 100 toekomsten. In het echt blijft een deel van {'beide' if told else 'de beloften en de verliezen'} uit, "
            f"en inwerken kost tijd.{source or ' Kijk waar de middelste lijn door de nul gaat.'}"
        )

    @classmethod
    def supposes(cls, case):
        return ("horizon", *(("hoped", "feared") if case.trait("uitkomen") is None else ()), *(place.key for place in places(case)))

    @classmethod
    def unvouched(cls, case, settings, vouched):
        """The same of the chosen structure alone: the lists of the others do not count."""
        found = options(case)
        chosen = settings.get("structure")
        mine = {place.key for place in places(case, chosen if chosen in found else next(reversed(found)))}
        others = {place.key for place in places(case)} - mine
        return [control for control in super().unvouched(case, settings, vouched) if control.key not in others]

    @classmethod
    def controls(cls, case):
        named = [(key, called(s)) for key, s in options(case).items()]
        return [
            *([Choice("structure", "Welke nieuwe structuur?", named, named[-1][0])] if len(named) > 1 else []),
            Slider(
                "hoped",
                "Kans dat een belofte uitkomt",
                0,
                100,
                chance(case),
                STEP,
                "%",
                "Een voordeel van nieuw komt, een nadeel van nu verdwijnt.",
            ),
            Slider(
                "feared",
                "Kans dat een verlies uitkomt",
                0,
                100,
                chance(case),
                STEP,
                "%",
                "Een voordeel van nu gaat verloren, een nadeel van nieuw komt.",
            ),
            Slider("horizon", "Zo lang blijft de nieuwe structuur staan", 1, 10, YEARS, 1, "jaar", "Daarna komt er weer een nieuw model."),
            *map(rows, places(case)),
            *(Text(key, question, limit=2000) for key, question in QUESTIONS.items()),
        ]

    @classmethod
    def cards(cls, case, only=""):
        """The lists one at a time; with `only` those of one new structure."""
        kept = "Schrijf uw antwoord op. Met ‘Bewaar deze stand in de casus’ staat het er de volgende keer nog."
        lists = [Card(place.key, place.title, CARDS[place.part], (place.key,)) for place in places(case, only)]
        return [*lists, Card("questions", "De twee vragen", kept, tuple(QUESTIONS))]

    @cached_property
    def chosen(self) -> StructureOption:
        found = options(self.case)
        return found[self.structure or next(reversed(found))]

    def read(self, hoped: float, feared: float) -> dict[str, Read]:
        """Control of a list → what is read there with these chances (per cent); the rebuilding comes last."""
        out = {}
        for part, key, title, *_ in places(self.case, self.chosen.key):
            typed, chance = self.settings[key], hoped if part in PROMISED else feared
            out[key] = read_rebuilding(title, typed) if part == "rebuilding" else read(title, typed, chance / 100)
        *lists, rebuilding = out.values()
        if not rebuilding.problems and not any(one.items or one.problems for one in lists):
            lists[0].problems.append("Alle lijsten zijn leeg. Vul in ten minste één lijst een regel in.")
        return out

    @cached_property
    def found(self) -> dict[str, Read]:
        """What is read in each list."""
        return self.read(self.hoped, self.feared)

    @cached_property
    def problems(self) -> list[str]:
        return [problem for one in self.found.values() for problem in one.problems]

    @cached_property
    def balance(self) -> Balance:
        return Balance(*(tuple(one.items) for one in list(self.found.values())[:-1]))

    @cached_property
    def result(self) -> "Reckoned | None":
        """None when something cannot be read."""
        return None if self.problems else reckon(self.balance, *list(self.found.values())[-1].items, float(self.horizon))

    @cached_property
    def untouched(self) -> list[bool]:
        """Per list whether it is as it is at the start, with the amounts of the makers."""
        return [self.settings[place.key] == rows(place).start for place in places(self.case, self.chosen.key)]

    @cached_property
    def example(self) -> bool:
        """Whether there is nothing yet but examples: a case without a new structure, and lists as they are at the start."""
        return self.chosen not in self.case.structures and all(self.untouched)

    @cached_property
    def new(self) -> bool:
        """Whether the new structure is ahead in half of the futures or more."""
        return self.result is not None and self.result.chance[1] >= HALF

    def ahead(self, hoped: float, feared: float) -> bool:
        """The same at other chances, by fewer futures where that is enough."""
        one = list(self.read(hoped, feared).values())
        balance, (cost, years) = Balance(*(tuple(part.items) for part in one[:-1])), one[-1].items
        for draws in (FEW, DRAWS):
            drawn = model.futures(balance, cost, years, draws, SEED)
            share = model.chance_ahead(drawn.reality, drawn.cost, drawn.years, float(self.horizon))
            if abs(share - HALF) > NEAR:
                break
        return share >= HALF

    @cached_property
    def turns(self) -> tuple[float | None, float | None]:
        """The chance of a promise, and that of a loss, nearest to what is set at which the verdict is another; None where there is none."""
        sooner = range(int(self.hoped) - STEP, -1, -STEP) if self.new else range(int(self.hoped) + STEP, 101, STEP)
        later = range(int(self.feared) + STEP, 101, STEP) if self.new else range(int(self.feared) - STEP, -1, -STEP)
        other = not self.new
        at = bisect_left(sooner, True, key=lambda chance: self.ahead(chance, self.feared) == other)
        to = bisect_left(later, True, key=lambda chance: self.ahead(self.hoped, chance) == other)
        return (sooner[at] if at < len(sooner) else None, later[to] if to < len(later) else None)

    @cached_property
    def answers(self) -> list[tuple[str, str]]:
        """The questions that were answered, and the answers."""
        return [(question, said) for key, question in QUESTIONS.items() if (said := self.settings[key].strip())]

    def measures(self):
        r, years = self.result, dutch(self.horizon)
        if r is None:
            return []
        return [
            Measure(f"Toekomsten van de 100 waarin het nieuwe na {years} jaar wint", *r.chance, digits=0, scale=100),
            Measure("Winst per jaar als alles draait (midden)", r.gain[0][1], r.gain[1][1], digits=1),
            Measure(f"Diepste punt per toekomst in {years} jaar (midden)", r.dip[0][1], r.dip[1][1], digits=1),
            Measure("Jaren tot het nieuwe in de helft van de toekomsten voorligt", r.ahead[0][1], r.ahead[1][1], digits=1),
        ]

    def picture(self):
        b = Board(660, 430, "structuur")
        if self.result is None:
            b.rect(LEFT, TOP, b.width - 2 * LEFT, HIGH, fill="tint", stroke="line", dash="6 5")
            b.text(LEFT + 20, TOP + 36, "Nog niet te rekenen", 18, weight=650)
            for i, line in enumerate([line for problem in self.problems for line in (*wrap(problem, 58, 3), "")][:LINES]):
                if line:
                    b.text(LEFT + 20, TOP + 72 + 22 * i, line, 15)
            return b
        self.result.draw(b)
        return b

    def headline(self):
        r, years = self.result, number_word(int(self.horizon))
        if r is None:
            return (
                "Nog niet te zeggen welke structuur wint, want de lijsten zijn nog niet goed ingevuld. Eronder staat wat u kunt verbeteren."
            )
        if self.example:
            return "Nog niet te zeggen voor uw casus, want in de lijsten staan voorbeelden. Vul in wat u zou winnen en verliezen."
        (paper, real), mean = r.chance, model.expected(self.balance)[1]
        if paper < HALF:
            if real >= HALF:
                why = "niet elk verlies komt uit" if self.feared < 100 else "niet alles komt uit"
                return f"Op papier wint de nieuwe structuur binnen {years} jaar meestal niet, in het echt wel: {why}."
            return f"Zelfs op papier wint de nieuwe structuur in {years} jaar niet vaker dan de huidige: de verliezen en de reorganisatie wegen te zwaar."
        if real < 0.005:
            return f"De huidige structuur blijft voor, hoe mooi de nieuwe op papier ook is: binnen {years} jaar komt daar te weinig van terecht."
        if real < HALF and mean <= 0:
            return "Op papier wint de nieuwe structuur, in werkelijkheid meestal de huidige: er komen te weinig beloften uit om de verliezen goed te maken."
        if real < HALF:
            return f"Op papier wint de nieuwe structuur, in werkelijkheid meestal de huidige: {years} jaar is vaak te kort om de reorganisatie terug te verdienen."
        if real > 0.9:
            losses = any(i.chance * i.mean for part in (self.balance.given_up, self.balance.added) for i in part)
            return f"De nieuwe structuur wint in bijna alle toekomsten: binnen {years} jaar wegen de beloften op tegen {'de verliezen en ' * losses}de reorganisatie."
        if real > paper:
            return f"In het echt wint de nieuwe structuur vaker dan op papier: in {of_hundred(real)} van de 100 toekomsten. Niet elk verlies komt uit."
        won = f"bijna altijd, in het echt in {of_hundred(real)} van de 100 toekomsten"
        if paper <= 0.95:
            won = f"in {of_hundred(paper)} van de 100 toekomsten, in het echt in {of_hundred(real)}"
        return f"Op papier wint de nieuwe structuur {won}: {'niet elke belofte komt uit' if self.hoped < 100 else 'inwerken kost tijd'}."

    def words(self):
        if self.result is None:
            left = len(self.problems) - 1
            more = f"Er {form(left, 'is', 'zijn')} nog {number_word(left)} {form(left, 'plek die niet klopt', 'plekken die niet kloppen')}."
            return say(self.problems[0], more if left else "Daarna rekent de proef weer.", "Wat u typte, blijft staan.")
        real = self.result.chance[1]
        won = ("altijd" if real else "nooit") if real in (0, 1) else f"in {futures_of(real)}"
        return say(
            "De proef rekent nog met voorbeelden." if self.example else "",
            f"Stel dat {self._come()}.",
            f"Dan wint ‘{called(self.chosen)}’ na {number_word(int(self.horizon))} jaar {won}.",
            "" if self.example else self._turn(),
        )

    def _come(self):
        """How much comes true, as the learner set it."""
        if self.hoped != self.feared:
            return f"{so_much(self.hoped)} uitkomt van wat men hoopt, en {so_much(self.feared)} van wat men vreest"
        return f"{so_much(self.hoped)} uitkomt van wat men hoopt en van wat men vreest"

    def _turn(self):
        """What turns the verdict round, with the control that is nearest to the cause."""
        hoped, feared = self.turns
        winner, less, more = ("de huidige structuur", "nog maar ", "") if self.new else ("de nieuwe structuur", "", "maar ")
        half = self.result.ahead[1][1] if self.result else inf
        moment = f"er al binnen {dutch(half, 1)} jaar weer een nieuw model komt" if half >= 1 else ""
        if not self.new:
            moment = f"ze langer dan {dutch(half, 1)} jaar blijft staan" if half <= LONG else ""
        ways = [come(hoped, "hoopt", less), come(feared, "vreest", more), moment]
        way = next((way for way in (ways if self.new else ways[::-1]) if way), "")
        if not way:
            return "Welke van de schuiven u ook verzet, het oordeel blijft hetzelfde."
        if self.new and way != moment:
            return f"Pas als {way}, wint meestal {winner}."
        return f"{capital(winner)} wint meestal als {way}."

    def report(self):
        r = self.result
        if r is None or self.example:
            return ""
        hoped, feared = often(self.hoped / 100), often(self.feared / 100)
        assumed = f"beloften en verliezen {hoped} uitkomen"
        if hoped != feared:
            assumed = f"beloften {hoped} uitkomen en verliezen {feared}"
        invented = ", met bedragen die de makers verzonnen" if all(self.untouched) else ""
        return say(
            f"‘{called(self.chosen)}’ is na {number_word(int(self.horizon))} jaar in {futures_of(r.chance[1])} beter dan de oude.",
            f"Aangenomen is dat {assumed}{invented}.",
            self._turn() if any(turn is not None for turn in self.turns) else "",
            f"Komt elk verlies uit, dan in {futures_of(lost.chance[1])}."
            if self.feared < 100 and (lost := self.but(feared=100).result)
            else "",
        )

    def tables(self):
        out = []
        if self.result:
            r, (paper, real) = self.result, model.expected(self.balance)
            kept, stays, lost, spared = (sum((1 - i.chance) * i.mean for i in part) for part in self.balance)
            spread = [
                ("Winst per jaar", *map(shown, r.gain[1])),
                (f"Diepste punt per toekomst in {dutch(self.horizon)} jaar", *map(shown, r.dip[1])),
                ("Jaren tot het nieuwe voorligt op nu", *map(after, r.ahead[1])),
            ]
            gap = [
                ("Winst op papier", shown(paper)),
                ("Voordelen die niet komen", shown(-lost)),
                ("Nadelen van nu die toch blijven", shown(-stays)),
                ("Voordelen van nu die u toch houdt", shown(kept)),
                ("Nadelen van nieuw die uitblijven", shown(spared)),
                ("Winst in werkelijkheid", shown(real)),
            ]
            columns = ("Werkelijkheid", "10 van de 100 blijven onder", "de helft blijft onder", "90 van de 100 blijven onder")
            out.append(Table("De spreiding over alle toekomsten", columns, spread))
            out.append(Table("Waar papier en werkelijkheid uit elkaar lopen (gemiddeld per jaar)", ("Deel", "Bedrag"), gap))
        return [*out, Table("De twee vragen", ("Vraag", "Uw antwoord"), self.answers)] if self.answers else out

    def plan_tables(self):
        title = "De twee vragen bij een nieuwe structuur"
        return [PlanTable(title, ("Vraag", "Antwoord"), tuple(self.answers))] if self.answers else []

    def note(self, key):
        """Below a list: what is wrong with it, or what it adds up to."""
        if key == "questions":
            return "Bewaar deze stand, dan vindt u uw antwoorden terug in de casus."
        if key not in self.found:
            return ""
        items, empty, problems = self.found[key]
        if problems:
            return f"⚠ {say(*problems)}"
        ahead = "Nog niet te rekenen: in een andere lijst klopt iets niet."
        if self.result:
            paper, real = map(of_hundred, self.result.chance)
            ahead = f"De nieuwe structuur wint in {real} van de 100 toekomsten, op papier in {paper}."
        if key.startswith("rebuilding_"):
            return f"Zolang het inwerken duurt, komt de winst maar voor een deel binnen. {ahead}"
        low, high, mean = sum(i.low for i in items), sum(i.high for i in items), sum(i.chance * i.mean for i in items)
        promised = f"Met deze kansen gemiddeld {shown(mean)}, op papier {shown(sum(i.mean for i in items))}."
        return say(
            f"Samen {dutch(low)} tot {dutch(high)} per jaar." if items else "Deze lijst is leeg.",
            promised if items else "",
            f"{empty} lege {form(empty, 'rij telt', 'rijen tellen')} niet mee." if empty else "",
            ahead,
        )


# -- reading what was typed -----------------------------------------------------------------------------------------------


def parsed(typed: str) -> float:
    """A number as people in the Netherlands type it: 2 · 2,5 · 2.5 · € 1.500 · 60%; nan when it is none."""
    bare = typed.replace("€", "").replace("%", "").replace("−", "-").replace(" ", "").replace("\u00a0", "")
    if re.fullmatch(r"-?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?", bare):
        bare = bare.replace(".", "")
    return float(bare.replace(",", ".")) if re.fullmatch(r"-?[0-9]{1,12}([.,][0-9]{1,9})?", bare) else nan


def bounds(row: Mapping[str, str], names: Mapping[str, str], most: float = model.MOST) -> list[float]:
    """Low and high from these two columns of a row; `names` says what they are called.

    Raises:
        ValueError: what is wrong and how to mend it, in Dutch, to follow "In rij 3 van de nadelen".
    """
    found = []
    for key, name in names.items():
        typed = row.get(key, "").strip()
        if not typed:
            raise ValueError(f"staat niets bij {name}. Vul een getal in.")
        value = parsed(typed)
        if isnan(value):
            raise ValueError(f"staat ‘{_cut(typed)}’ bij {name}. Dat moet een getal zijn, bijvoorbeeld 2 of 2,5.")
        if value < 0:
            raise ValueError(f"is {name} lager dan 0. Vul 0 of meer in. Een nadeel hoort, zonder minteken, in een lijst met nadelen.")
        if value > most:
            raise ValueError(f"is {name} hoger dan {dutch(most)}. Vul een kleiner getal in.")
        found.append(value)
    if found[0] > found[1]:
        low, high = (f"{name} ({dutch(value)})" for name, value in zip(names.values(), found, strict=True))
        raise ValueError(f"is {low} hoger dan {high}. Verwissel ze, of verander een van de twee.")
    return found


def item(row: Mapping[str, str], chance: float) -> Item:
    """A row of a list, with `chance` where the row has none of its own. Raises ValueError as `bounds`."""
    if not row.get("wat", "").strip():
        raise ValueError("staat niet wat het is. Vul een omschrijving in, of haal de rij weg.")
    low, high = bounds(row, {end: f"‘{end}’" for end in ENDS})
    own = row.get("kans", "").strip()
    share = parsed(own) / 100 if own else chance
    if not 0 <= share <= 1:
        raise ValueError(f"staat ‘{_cut(own)}’ bij ‘kans’. Vul een getal in van 0 tot en met 100, of laat het vak leeg.")
    return Item(low, high, share)


def read(title: str, typed: Sequence[Mapping[str, str]], chance: float) -> Read:
    """What a list holds."""
    found = Read([], 0, [])
    filled = [(number, row) for number, row in enumerate(typed, 1) if any(value.strip() for value in row.values())]
    for number, row in filled:
        try:
            found.items.append(item(row, chance))
        except ValueError as problem:
            found.problems.append(f"In rij {number} van de {title[0].lower()}{title[1:]} {problem}")
    return found._replace(empty=len(typed) - len(filled))


def read_rebuilding(title: str, typed: Sequence[Mapping[str, str]]) -> Read:
    """What the rebuilding costs, and how many years it takes."""
    found = Read([], 0, [])
    for what, (name, most) in REBUILDING.items():
        try:
            found.items.append(Item(*bounds(next(iter(typed), {}), {f"{what}_{end}": f"‘{name}, {end}’" for end in ENDS}, most)))
        except ValueError as problem:
            found.problems.append(f"Bij {title[0].lower()}{title[1:]} {problem}")
    return found


def _cut(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"


# -- what the futures came to ---------------------------------------------------------------------------------------------


@attrs.frozen(slots=False)
class Reckoned:
    """What the futures came to; a pair is on paper and in reality. Chances 0…1; a triple says what 10, 50 and 90 of the 100 futures
    stay below."""

    chance: tuple[float, float]
    gain: Sequence[Sequence[float]]
    dip: Sequence[Sequence[float]]
    ahead: Sequence[Sequence[float]]
    times: Sequence[float]
    lines: Mapping[str, Sequence[float]]

    @cached_property
    def deepest(self) -> tuple[float, float] | None:
        """Moment and depth of the lowest point of the middle line, when it turns upwards again on the axis and lies below 0."""
        depth, at = min((depth, at) for at, depth in enumerate(self.lines["midden"]))
        return (self.times[at], depth) if depth < 0 and at < len(self.times) - 1 else None

    def draw(self, b: Board) -> None:
        """The lines between their axes, and what they tell."""
        bottom, top, step = self.axis
        b.text(8, 22, "Gewonnen of verloren, vergeleken met doorgaan zoals nu", 14.5, weight=600)
        for k in range(round(bottom / step), round(top / step) + 1):
            b.path(f"M{LEFT} {self._y(k * step):.1f}h{WIDE}", stroke="line", width=0.5, dash="1 4")
            b.text(LEFT - 8, self._y(k * step) + 5, short(k * step), anchor="end", fill="soft")
        for year in range(floor(self.times[-1]) + 1):
            b.text(self._x(year), TOP + HIGH + 22, year, anchor="middle", fill="soft")
        b.text(LEFT + WIDE, TOP + HIGH + 42, "jaren na het begin", anchor="end")
        self._draw_lines(b)
        self._draw_dip(b)
        self._draw_ahead(b)
        self._draw_names(b)
        _draw_legend(b)

    @cached_property
    def axis(self) -> tuple[float, float, float]:
        """The ends of the vertical axis and the distance between its marks."""
        values = [0, *(value for line in self.lines.values() for value in line)]
        span = max(values) - min(values)
        step = round_step(span, 6) if span else 1.0
        bottom, top = floor(min(values) / step) * step, -floor(-max(values) / step) * step
        return bottom, top if top > bottom else bottom + step, step

    def _x(self, time):
        return LEFT + WIDE * time / self.times[-1]

    def _y(self, value):
        bottom, top, _ = self.axis
        return TOP + HIGH * (top - value) / (top - bottom)

    def _draw_lines(self, b):
        roads = {key: [(self._x(t), self._y(v)) for t, v in zip(self.times, line, strict=True)] for key, line in self.lines.items()}
        b.run([*roads["onder"], *reversed(roads["boven"])], close=True, key="waaier", shape=True, fill="tinted")
        hatch = "".join(f"M{x:.1f} {low:.1f}V{high:.1f}" for (x, low), (_, high) in zip(roads["onder"], roads["boven"], strict=True))
        b.path(hatch, key="arcering", stroke="accent", width=0.7, dash="2 3")
        for key in ("onder", "boven"):
            b.run(roads[key], key=key, stroke="accent", width=1.8, dash="5 4")
        b.path(f"M{LEFT} {self._y(0):.1f}h{WIDE}", key="nu", stroke="ink", width=3)
        b.run(roads["papier"], key="papier", stroke="ink", width=2.4, dash="10 6")
        b.run(roads["midden"], key="midden", stroke="accent", width=4.5)
        years = [i for i, t in enumerate(self.times) if abs(t - round(t)) < 1e-9]
        for i in years:
            b.circle(*roads["papier"][i], 6, key=f"p{i}", shape=True, fill="paper", stroke="ink", width=2)
        for i in years:
            x, y = roads["midden"][i]
            b.rect(x - 6, y - 6, 12, 12, key=f"w{i}", shape=True, fill="accent", stroke="paper", width=1.5)

    def _draw_dip(self, b):
        if self.deepest:
            x, y = self._x(self.deepest[0]), self._y(self.deepest[1])
            b.path(f"M{x:.1f} {self._y(0):.1f}V{y:.1f}", key="dip", stroke="ink", width=2, dash="3 3")
            b.polygon(((x - 7, y - 10), (x + 7, y - 10), (x, y + 2)), key="dippunt", fill="ink")
            at = min(max(x + 14, LEFT + 10), LEFT + WIDE - 70)
            b.text(at, y + 20, f"dip {short(self.deepest[1])}", 14.5, weight=650, key="dipnaam", halo="paper")

    def _draw_ahead(self, b):
        """When half of the futures are ahead, on the line of today, as far as it lies on the axis."""
        half = self.ahead[1][1]
        if half <= self.times[-1]:
            b.diamond(self._x(half), self._y(0), 10, key="helft", shape=True, fill="paper", stroke="accent", width=3)

    def _draw_names(self, b):
        names = [
            ("papier", "op papier", "ink", 650),
            ("nu", "doorgaan zoals nu", "ink", 650),
            ("midden", "werkelijkheid", "accent", 700),
            ("boven", "beste 10 van de 100", "accent", 400),
            ("onder", "slechtste 10", "accent", 400),
        ]
        ends = [self._y(self.lines[key][-1] if key in self.lines else 0) for key, *_ in names]
        x = LEFT + WIDE + 14
        for (key, name, fill, weight), end, y in zip(names, ends, apart(ends), strict=True):
            b.line(LEFT + WIDE + 7, end, x - 3, y, key=f"h:{key}", width=0.9)
            b.text(x, y + 5, name, 14.5, weight=weight, fill=fill, key=f"n:{key}", halo="paper")


futures = lru_cache(maxsize=2)(model.futures)  # the last ones drawn, and those on paper: 3 MB each


def parts(values: Any) -> tuple[float, ...]:
    """What so many of the values stay below (see `QUANTILES`): the inverse of their distribution."""
    import numpy as np

    ranks = [ceil(share * len(values)) - 1 for share in QUANTILES]
    return tuple(map(float, np.partition(values, ranks)[ranks]))


def came_to(gain: Any, cost: Any, years: Any, horizon: float) -> tuple[Any, ...]:
    """What futures came to: the chance of being ahead, and of never being so, the triples of gain, dip and moment, and the fan of lines."""
    one, few = (gain, cost, years), (gain[:FANNED], cost[:FANNED], years[:FANNED])
    ahead, dips = model.break_even(*one), model.lowest(*one, horizon)
    fan = list(zip(*(parts(model.advantage(*few, horizon * k / POINTS)) for k in range(POINTS + 1)), strict=True))
    return model.chance_ahead(*one, horizon), float((ahead == inf).mean()), parts(gain), parts(dips), parts(ahead), fan


@lru_cache(maxsize=16)
def on_paper(sure: Balance, cost: Item, years: Item, horizon: float) -> tuple[Any, ...]:
    """What does not depend on the chances."""
    drawn = futures(sure, cost, years, DRAWS, SEED)
    return came_to(drawn.paper, drawn.cost, 0 * drawn.years, horizon)


@lru_cache(maxsize=64)
def reckon(balance: Balance, cost: Item, years: Item, horizon: float) -> Reckoned:
    """Draw the futures and say what they come to."""
    sure, drawn = (tuple(i._replace(chance=1.0) for i in part) for part in balance), futures(balance, cost, years, DRAWS, SEED)
    both = on_paper(Balance(*sure), cost, years, horizon), came_to(drawn.reality, drawn.cost, drawn.years, horizon)
    chance, _, gain, dip, ahead, (paper, real) = zip(*both, strict=True)
    lines = {"papier": paper[1], **dict(zip(("onder", "midden", "boven"), real, strict=True))}
    return Reckoned(chance, gain, dip, ahead, [horizon * k / POINTS for k in range(POINTS + 1)], lines)


def of_hundred(chance: float) -> str:
    """A chance as a number of futures of the hundred."""
    if 0 < chance < 0.005:
        return "minder dan 1"
    return "meer dan 99" if 0.995 < chance < 1 else dutch(100 * chance, 0)


def shown(value: float) -> str:
    """An amount, with as many digits as matter."""
    return dutch(value, 0 if abs(value) >= 100 else 1)


def short(value: float) -> str:
    """The same in the picture, without zeros at the end."""
    return dutch(round(value, 0 if abs(value) >= 100 else 1 if abs(value) >= 1 else 3))


def after(years: float) -> str:
    """The moment from which a future is ahead."""
    return "nooit" if isinf(years) else f"meer dan {LONG}" if years > LONG else dutch(years, 1)


def futures_of(chance: float) -> str:
    """A chance as a number of futures, in a sentence."""
    if chance in (0, 1):
        return "alle toekomsten" if chance else "geen enkele toekomst"
    if chance > 0.995:
        return "bijna alle toekomsten"
    return f"{of_hundred(chance)} van de 100 toekomsten"


def often(chance: float, things: str = "gevallen") -> str:
    """How often something comes true, in a sentence."""
    if chance in (0, 1):
        return "altijd" if chance else "nooit"
    return f"in {of_hundred(chance)} van de 100 {things}"


def so_much(chance: float) -> str:
    """What part of what is hoped for or feared comes true."""
    return {0: "niets", 100: "alles"}.get(int(chance), f"{dutch(chance)} procent")


def come(chance: float | None, what: str, before: str) -> str:
    """That so much comes true of what one hopes or fears, after "als"; "" where there is no such chance."""
    return "" if chance is None else f"{before * (0 < chance < 100)}{so_much(chance)} uitkomt van wat men {what}"


def apart(wanted: Sequence[float]) -> list[float]:
    """Heights for names: near the wanted ones, at least `ROW` apart, inside the plot."""
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    found = [0.0] * len(wanted)
    last = TOP - ROW
    for i in order:
        last = found[i] = max(wanted[i], last + ROW)
    last = TOP + HIGH + ROW
    for i in reversed(order):
        last = found[i] = min(found[i], last - ROW)
    return found


def _draw_legend(b):
    y, second = TOP + HIGH + 66, TOP + HIGH + 91
    b.path(f"M14 {y - 5}h48", stroke="accent", width=4.5)
    b.rect(32, y - 11, 12, 12, shape=True, fill="accent")
    b.text(70, y, "nieuwe werkelijkheid, de middelste", fill="soft")
    b.path(f"M346 {y - 5}h48", stroke="ink", width=2.4, dash="10 6")
    b.circle(370, y - 5, 6, shape=True, fill="paper", stroke="ink", width=2)
    b.text(402, y, "het nieuwe model, op papier", fill="soft")
    b.rect(14, second - 15, 48, 20, shape=True, fill="tinted", stroke="accent", width=1.8, dash="5 4")
    b.path("".join(f"M{x} {second - 15}v20" for x in range(17, 60, 9)), stroke="accent", width=0.7, dash="2 3")
    b.text(70, second, "80 van de 100 toekomsten", fill="soft")
    b.diamond(370, second - 5, 10, shape=True, fill="paper", stroke="accent", width=3)
    b.text(402, second, "vanaf hier is de helft voor op nu", fill="soft")
