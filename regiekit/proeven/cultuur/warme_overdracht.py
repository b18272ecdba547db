"""Responsible for the step to the next link. Which handovers are made warm, and who arrives?"""

from functools import cached_property, lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import Unpack

from regiekit.cases import Route
from regiekit.cases.reading import CONTACT, HIGH, beyond, handover, own_handovers, routes
from regiekit.models import care_routes
from regiekit.models import handover_chain as model
from regiekit.plots.style import Paint
from regiekit.plots.svg import escape, wrap
from regiekit.proeven import (
    Board,
    Case,
    Choice,
    Measure,
    Proef,
    Rows,
    Slider,
    Table,
    capital,
    count,
    dutch,
    foremost,
    form,
    labels,
    last,
    number_word,
    say,
)
from regiekit.widgets.say import phrase

Pair = tuple[str, str]  # a handover: from, to

COLD, WARM = 80, 95  # of 100 handovers that work, at the start
MOST = 10  # warm handovers
ROWS, LISTED = 4, 20  # routes in the picture, in the table
UNIT = "overdracht|overdrachten"
WARM_UNIT = "warme overdracht|warme overdrachten"
#: How to choose -> in the list of choices, in the table.
WAYS = {
    "front": ("Eerst het begin van elke route", "Begin van elke route"),
    "back": ("Eerst het eind van elke route", "Eind van elke route"),
    "busy": ("Waar de meesten langskomen", "De drukste"),
    "weak": ("De zwakste overdrachten", "De zwakste"),
    "own": ("Ik kies ze zelf", "Uw eigen keuze"),
    "best": ("Wat het best is voor allemaal", "De beste voor allemaal"),
    "high": ("Wat het best is bij hoog risico", "De beste voor hoog risico"),
}

GAP, WIDEST = 22, 130  # between two links, from a link to the next at most
HEAD, LINE, BLOCKS = 20, 13, 62  # height of the line above a route, of a line of its names, of a hundred blocks at most


by_place = lru_cache(maxsize=4)(model.by_place)  # the same in every state of a case


@lru_cache(maxsize=64)
def best(steps, counts, cold, warm: float, budget: int) -> model.Best:
    return model.best(steps, counts, dict(cold), warm, budget)


@last
def passing(case: Case) -> dict[Pair, float]:
    """Trajectories a year per handover, busiest first."""
    return care_routes.busiest([r.steps for r in routes(case)], [r.count for r in routes(case)])


class WarmHandover(Proef, before={"budget": 0}, asks=("route.count", "route.risk", "routes")):
    """So many (`budget`) handovers are warm; `cold` and `warm` of 100 work. `settings["own"]` is the learner's own list."""

    sections = MappingProxyType(dict.fromkeys(("cold", "warm", "strength"), "Aannames"))

    where: str
    budget: int
    cold: float
    warm: float
    strength: str

    @classmethod
    def ready(cls, case):
        lacking = "In deze casus staan nog geen routes met twee of meer stappen. Vul ze hieronder in, of kies hierboven een andere casus."
        return beyond(len(case.routes), "routes") if routes(case) else lacking

    @classmethod
    def guess(cls, case):
        links = count(len(routes(case)[0].steps) - 1, UNIT)
        return Slider("", f"Uw voorspelling (de gewone route heeft {links})", 0, 100, 70, 1, "van de 100")

    @classmethod
    def answer(cls, case):
        return model.remaining(100, [COLD / 100] * (len(routes(case)[0].steps) - 1))[-1]

    @classmethod
    def explain(cls, case, answer):
        links = len(routes(case)[0].steps) - 1
        after = (
            f"na {number_word(links)} overdrachten zijn er van de 100 nog {dutch(answer, 0)} over"
            if links > 1
            else "er is maar één overdracht"
        )
        return (
            f"Elke schakel ziet {COLD} van de 100 goed gaan en is tevreden, maar {after}. Wie alleen naar de eigen schakel kijkt, ziet dat "
            "verlies niet. Kijk in het plaatje hoeveel blokjes er overblijven."
        )

    @classmethod
    def supposes(cls, case):
        return ("cold", "warm")

    @classmethod
    def controls(cls, case):
        pairs, usual = passing(case), routes(case)[0].steps
        options = [["", "kies een overdracht"], *([f"{a}>{b}", f"{handover(case, (a, b))} ({dutch(n, 0)})"] for (a, b), n in pairs.items())]
        column = {"key": "overdracht", "label": "Overdracht (hoeveel per jaar)", "options": options, "default": ""}
        ways = [(key, name) for key, (name, _) in WAYS.items() if key != "high" or any(r.risk == HIGH for r in routes(case))]
        even = [("even", "Ja"), ("ties", "Nee: waar men elkaar kent, gaat half zo veel mis")]
        return [
            Choice("where", "Welke overdrachten maakt u warm?", ways, "front"),
            Slider("budget", "Hoeveel warme overdrachten kunt u aan?", 0, min(MOST, len(pairs)), min(4, len(pairs)), 1, UNIT),
            Slider("cold", "Een koude overdracht lukt", 50, 99, COLD, 1, "van de 100"),
            Slider("warm", "Een warme overdracht lukt", 50, 100, WARM, 1, "van de 100"),
            Choice("strength", "Zijn koude overdrachten overal even sterk?", even, "even"),
            Rows("own", "Eigen keuze", [column], [{"overdracht": f"{usual[0]}>{usual[1]}"}], MOST, wide=True),
        ]

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        return routes(self.case)

    @cached_property
    def steps(self) -> tuple[tuple[str, ...], ...]:
        return tuple(r.steps for r in self.routes)

    @cached_property
    def counts(self) -> tuple[int, ...]:
        """Trajectories a year per route."""
        return tuple(r.count for r in self.routes)

    @cached_property
    def risky(self) -> tuple[int, ...]:
        """The same, of high risk only."""
        return tuple(r.count * (r.risk == HIGH) for r in self.routes)

    @cached_property
    def survival(self) -> dict[Pair, float]:
        """The chance (0…1) that each handover works when it is cold: everywhere the same, or half the loss where both know one another."""
        known = {frozenset((t.source, t.target)) for t in self.case.ties if t.kind in CONTACT and self.strength == "ties"}
        return {pair: 1 - (1 - self.cold / 100) * (0.5 if frozenset(pair) in known else 1) for pair in passing(self.case)}

    @cached_property
    def listed(self) -> list[Pair]:
        return own_handovers(self.case, self.settings["own"])

    @cached_property
    def bests(self) -> dict[str, model.Best]:
        cold = tuple(self.survival.items())
        return {key: best(self.steps, n, cold, self.warm / 100, self.budget) for key, n in (("best", self.counts), ("high", self.risky))}

    @cached_property
    def ways(self) -> dict[str, list[Pair]]:
        """How to choose -> the handovers that are then warm."""
        found = {
            "front": by_place(self.steps, self.counts),
            "back": by_place(self.steps, self.counts, last=True),
            "busy": list(self.survival),
            "weak": model.weakest(self.steps, self.counts, self.survival),
            "own": self.listed,
        }
        return {key: pairs[: self.budget] for key, pairs in found.items()} | {key: one.made_warm for key, one in self.bests.items()}

    @cached_property
    def chosen(self) -> list[Pair]:
        return self.ways[self.where] if self.budget else []

    @cached_property
    def now(self) -> dict[Pair, float]:
        """The chance that each handover works."""
        return self.survival | {pair: self.warmed[pair] for pair in self.chosen}

    @cached_property
    def warmed(self) -> dict[Pair, float]:
        """The chance that each handover works when it is warm."""
        return model.survival(self.survival, self.survival, self.warm / 100)

    def arriving(self, chosen: list[Pair]) -> list[float]:
        """How many reach the end, per route, when these handovers are warm."""
        shares = model.arrivals(self.steps, self.survival | {pair: self.warmed[pair] for pair in chosen})
        return [n * share for n, share in zip(self.counts, shares, strict=True)]

    def with_risk(self, numbers: list[float]) -> float:
        """The sum of these numbers per route, over the routes of high risk."""
        return sum(n for n, r in zip(numbers, self.routes, strict=True) if r.risk == HIGH)

    @cached_property
    def after(self) -> list[float]:
        return self.arriving(self.chosen)

    @cached_property
    def reached(self) -> dict[str, tuple[float, float]]:
        """How to choose -> how many then reach the end: all, and those of high risk."""
        found = {key: self.arriving(pairs) for key, pairs in self.ways.items()}
        return {key: (sum(numbers), self.with_risk(numbers)) for key, numbers in found.items()}

    def measures(self):
        before, after = self.before.after, self.after
        rows = (
            ("Trajecten die het eind halen", sum(before), sum(after), sum(self.counts)),
            ("Trajecten op de gewone route die het eind halen", before[0], after[0], self.counts[0]),
            ("Trajecten met hoog risico die het eind halen", self.with_risk(before), self.with_risk(after), sum(self.risky)),
        )
        return [Measure(name, first / many, now / many, "%", 0, 100) for name, first, now, many in rows if many]

    @cached_property
    def drawn(self) -> list[int]:
        """Which routes are in the picture: the busiest, and of those of high risk the busiest few."""
        risky = [i for i, n in enumerate(self.risky) if n][: ROWS // 2]
        plain = [i for i in range(len(self.routes))[:ROWS] if i not in risky][: ROWS - len(risky)]
        return sorted({*plain, *risky})

    def left(self, route: Route) -> list[float]:
        """How many are left at each step of a route."""
        return model.remaining(route.count, [self.now[pair] for pair in pairwise(route.steps)])

    def picture(self):
        """Of each route a hundred people as blocks, at every link those that are left; in the accent those that warm handovers keep."""
        found, more = [self.routes[i] for i in self.drawn], len(self.routes) - len(self.drawn)
        b = Board(660, 430, "cultuur")
        pitch = min(WIDEST, (b.width - 18 + GAP) / max(len(r.steps) for r in found))  # the last name is wider than its blocks
        lines = max(len(self._names_of(name, pitch)) for r in found for name in labels(self.case, r.steps))
        deep = min((b.height - 4) / len(found), HEAD + LINE * lines + BLOCKS + 30)
        side = max(3.0, min(pitch - GAP, deep - HEAD - LINE * lines - 12))
        for row, i in enumerate(self.drawn):
            self._row(b, i, row, deep * row, deep, pitch, side)
        signs = [
            ({"fill": "soft"}, "komt zover"),
            ({"fill": "accent"}, "dankzij warm ✓"),
            ({"fill": "line", "opacity": 0.25}, "uit beeld"),
        ]
        b.key([*signs, *([({}, f"nog {count(more, 'route|routes')} in de tabel")] if more else [])])
        return b

    @staticmethod
    def _names_of(name, pitch):
        return wrap(name, max(3, int((pitch - 3) / 8.3)), 3)

    def _row(self, b, i, row, top, deep, pitch, side):
        route, pairs = self.routes[i], list(pairwise(self.routes[i].steps))
        left, cold = ([100 * n / route.count for n in state.left(route)] for state in (self, self.before))
        below, wide = top + deep - 8, pitch - GAP
        told = f"{people(self.counts[i])} per jaar{', de gewone route' * (not i)}{', hoog risico' * (route.risk == HIGH)}"
        b.text(2, top + 14, told, 15, weight=700)
        for k, name in enumerate(labels(self.case, route.steps)):
            x, rows = 2 + k * pitch, self._names_of(name, pitch)
            for n, part in enumerate(rows):
                b.text(x, below - side - 5 - LINE * (len(rows) - 1 - n), part, 13.5)
            with b.group(x, below - side, key=f"b:{row}:{k}"):
                b.parts.append(f"<title>{escape(name)}: {people(left[k] * route.count / 100)} van {people(route.count)}</title>")
                now, kept = round(left[k]), round(min(left[k], cold[k]))
                _blocks(b, wide, side, now, 100, 0.86, fill="line", opacity=0.25)
                _blocks(b, wide, side, 0, kept, 0.86, key=f"s:{row}:{k}", fill="soft")
                _blocks(b, wide, side, kept, now, 1, key=f"e:{row}:{k}", fill="accent")
            if k < len(pairs) and pairs[k] in self.chosen:
                _badge(b, x + wide + GAP / 2, below - side / 2, f"w:{row}:{k}")
        b.text(b.width - 72, top + 14, "haalt het eind", 13.5, "end", fill="soft")
        gain = "accent" if left[-1] > cold[-1] + 0.5 else "ink"
        b.text(b.width - 4, top + 18, f"{left[-1]:.0f}%", 20, "end", 700, gain, f"p:{row}")

    # -- in sentences ----------------------------------------------------------------------------------------------------

    def headline(self):
        """The point: nobody is lost; all cold; warm is no better; only the risky gain; they do not; both do."""
        whole, now, first = sum(self.counts), sum(self.after), sum(self.before.after)
        risky, usual = self.with_risk(self.after) - self.with_risk(self.before.after), self.after[0] - self.before.after[0]
        if whole - now < 0.05:
            return "Niemand raakt onderweg uit beeld, want elke overdracht op elke route lukt."
        if not self.chosen:
            return f"Zonder warme overdracht {_reach(whole - now, whole)} het eind niet, want bij elke overdracht raakt een deel uit beeld."
        if not self._better:
            return "Warm overdragen levert hier niets op, want een koude overdracht lukt al minstens zo vaak."
        if self._rare:
            same = "niets" if usual < 0.05 else "weinig"
            arrive = " ".join(reversed(_reached(self.with_risk(self.after), sum(self.risky), "trajecten met hoog risico")))
            return f"Uw aandacht gaat naar zeldzame routes: {arrive} het eind, maar op de gewone route verandert {same}."
        many, gained = len(self.chosen), round(now - first)
        warm = f"{number_word(many)} warme {form(many, 'overdracht', 'overdrachten')}"
        if not gained:
            brings = form(many, "brengt", "brengen")
            return f"{capital(warm)} {brings} bijna geen extra traject tot het eind, want warm scheelt te weinig, of er gaan te weinig trajecten langs."
        extra = f"{_some(gained)} {form(gained, 'traject', 'trajecten')} meer het eind"
        more = f"Met {warm} {form(gained, 'haalt', 'halen')}"
        if sum(self.risky) and risky < 0.5:
            few = "die trajecten zijn met weinig" if 2 * self._risky_warm >= many else "die trajecten volgen vooral andere routes"
            return (
                f"{more} {extra}, maar bijna geen met hoog risico: {few if self._risky_warm else 'op hun routes is elke overdracht koud'}."
            )
        also = ", ook trajecten met hoog risico: " if risky >= 0.5 else ", want "
        return f"{more} per jaar {extra}{also}warm gaat een overdracht minder vaak mis."

    def words(self):
        now, whole, many = sum(self.after), sum(self.counts), len(self.chosen)
        arrive = f"{_reach(now, whole)} {'per jaar ' if whole > 1 else ''}het eind"
        if not many:
            return say(f"{self._cold()}.", self._worst(), self._usually(), self._left_over())
        if not self._better:
            return say(self._no_better(), f"Met of zonder warme overdracht {arrive}.", self._worst(), self._left_over())
        warm = f"Met {number_word(many)} warme overdrachten {arrive}."
        if many == 1:
            warm = f"De overdracht {self._called(self.chosen[0])} is warm. Zo {arrive}."
        return say(self._compared(), warm, "" if self._rare else self._high(), self._left_over() or self._most())

    @cached_property
    def _rare(self) -> bool:
        """Whether those of high risk gain, and the ordinary route hardly does."""
        gained = [now - first for now, first in zip(self.after, self.before.after, strict=True)]
        return self.with_risk(gained) >= 0.5 > gained[0]

    @cached_property
    def _better(self) -> bool:
        """Whether any of the warm handovers works more often than it would when cold."""
        return any(self.warmed[pair] > self.survival[pair] + 1e-9 for pair in self.chosen)

    def _cold(self):
        """That every handover is cold, and how often that works."""
        if self.strength == "even":
            return f"Elke overdracht is koud en lukt {dutch(self.cold, 0)} van de 100 keer"
        return "Elke overdracht is koud, en waar men elkaar kent, gaat half zo veel mis"

    def _usually(self):
        """What is left on the ordinary route: of a loss at every link little is left at the end of many."""
        links, number = len(self.steps[0]) - 1, self.after[0]
        if len(self.routes) < 2 or links < 2 or self.counts[0] < 2:
            return ""
        return f"Op de gewone route, met {number_word(links)} overdrachten, {_reach(number, self.counts[0])} het eind."

    def _compared(self):
        """How often a warm handover works, beside a cold one."""
        least, cold = "" if self.strength == "even" else "minstens ", f"een koude {dutch(self.cold, 0)} keer"
        known = "" if self.strength == "even" else f", of {dutch((100 + self.cold) / 2, 1).removesuffix(',0')} keer waar men elkaar kent"
        if self.warm == 100:
            return f"Een warme overdracht lukt altijd, {cold.replace('keer', 'van de 100 keer')}{known}."
        return f"Een warme overdracht lukt {least}{dutch(self.warm, 0)} van de 100 keer, {cold}{known}."

    def _no_better(self):
        """That the warm handovers work no more often."""
        one = len(self.chosen) == 1
        warm = f"De overdracht {self._called(self.chosen[0])} is" if one else f"{capital(number_word(len(self.chosen)))} overdrachten zijn"
        often = f"{dutch(self.cold, 0)} van de 100 keer" if self.strength == "even" else "minstens zo vaak"
        return f"{warm} warm. Dat maakt niets uit, want koud {form(len(self.chosen), 'lukt die', 'lukken die')} al {often}."

    @cached_property
    def _risky_warm(self) -> int:
        """How many warm handovers lie on routes of high risk."""
        return len({pair for r in self.routes if r.risk == HIGH for pair in pairwise(r.steps)}.intersection(self.chosen))

    def _high(self):
        """How many of those of high risk reach the end."""
        many = sum(self.risky)
        if many < 2:
            return "" if many else self._worst()
        verb, who = _reached(self.with_risk(self.after), many, "trajecten met hoog risico")
        number, found, whole = who.partition(" van de ")
        return f"Van de {whole} {verb} er {number} het eind." if found else f"{capital(who)} {verb} het eind."

    def _called(self, pair):
        return f"van {phrase(self.case.party(pair[0]))} naar {phrase(self.case.party(pair[1]))}"

    def _left_over(self):
        own, most = len(self.listed), self.budget
        if self.where != "own" or own == most:
            return ""
        if own < most:
            return f"U kunt nog {number_word(most - own)} {form(most - own, 'overdracht', 'overdrachten')} kiezen."
        return f"Van uw lijst van {number_word(own)} {('telt er geen', 'telt de eerste')[most] if most < 2 else f'tellen de eerste {number_word(most)}'}."

    def _worst(self):
        """Where most are lost."""
        lost = dict.fromkeys(self.survival, 0.0)
        for r in self.routes:
            for pair, (a, b) in zip(pairwise(r.steps), pairwise(self.left(r)), strict=True):
                lost[pair] += a - b
        number = max(lost.values())
        said = f"Nergens raken zo veel trajecten uit beeld als bij de overdracht {{}}: [|telkens ]{_some(number)} per jaar."
        same = f"Bij elke overdracht raken evenveel trajecten uit beeld: {_some(number)} per jaar."
        return foremost(lost, self._called, said, same, "van {} plekken") if number else "Niemand raakt uit beeld."

    def _most(self):
        """That other places would bring more."""
        if self.reached["best"][0] <= sum(self.after) + 0.5:
            return ""
        return f"Op {form(len(self.chosen), 'een andere plek zou die', 'andere plekken zouden warme overdrachten')} meer opleveren."

    def report(self):
        made, first = len(self.chosen), self._called(self.chosen[0]) if self.chosen else ""
        warm = (
            f"Stel dat {number_word(made)} overdrachten warm zijn, waaronder die {first}."
            if made > 1
            else f"Stel dat de overdracht {first} warm is."
        )
        often = f" en een warme {'altijd' if self.warm == 100 else dutch(self.warm, 0)}" if self.chosen else ""
        works = f"een koude {dutch(self.cold, 0)} van de 100 keer lukt{often}"
        base = f"; zonder warme overdracht {_some(sum(self.before.after))}" if self.chosen and sum(self.counts) > 1 else ""
        return say(
            warm if self.chosen else "Stel dat geen enkele overdracht warm is.",
            f"Dan {_reach(sum(self.after), sum(self.counts))} naar schatting het eind{base}.",
            f"Aangenomen is dat {works}{'; waar men elkaar kent, gaat half zo veel mis' if self.strength == 'ties' else ''}.",
            f"Met hoog risico {_reach(self.with_risk(self.after), sum(self.risky))} het eind." if sum(self.risky) else self._worst(),
        )

    def tables(self):
        high, own, rows = sum(self.risky), len(self.listed), []
        few = {"own": f" (u koos er {own})" if own < self.budget else ""}
        now = {self.where: " (nu)"}
        for key, (_, name) in WAYS.items():
            if key != "high" or high:
                all_, risky = self.reached[key]
                rows.append((name + few.get(key, "") + now.get(key, ""), dutch(all_, 0), dutch(risky, 1) if high else "geen"))
        columns = ("Welke overdrachten warm zijn", f"Allemaal (van {dutch(sum(self.counts), 0)})", f"Hoog risico (van {dutch(high, 0)})")
        found = []
        for r, n in list(zip(self.routes, self.after, strict=True))[:LISTED]:
            route = ("! " if r.risk == HIGH else "") + " → ".join(labels(self.case, r.steps))
            warm = f"{sum(pair in self.chosen for pair in pairwise(r.steps))}\u00a0van\u00a0{len(r.steps) - 1}"
            found.append((route, dutch(r.count, 0), dutch(n, 0 if n >= 10 else 1), warm))
        more = f"; de {LISTED} meest gevolgde" if len(self.routes) > LISTED else ""
        return [
            Table(f"Wat u met {count(self.budget, WARM_UNIT)} bereikt: hoeveel er per jaar het eind halen", columns, rows),
            Table(f"De routes (! = hoog risico){more}", ("Route", "Begint", "Haalt het eind", "Warme overdrachten"), found),
        ]

    def note(self, key):
        pairs, top = len(self.survival), max(self.survival.values())
        known, idle = (sum(r >= least - 1e-9 for r in self.survival.values()) for least in (top, self.warm / 100))
        if key == "own" and self.where != "own":
            return "Telt alleen mee als u bij Instellen ‘Ik kies ze zelf’ kiest."
        if key == "warm" and idle:
            where = "Bij alle overdrachten" if idle == pairs else f"Bij {idle} van de {pairs} overdrachten"
            return f"{where} lukt koud nu al even vaak als warm, of vaker. Daar telt een warme overdracht als koud: contact maakt het hier nooit slechter."
        if key == "cold" and self.with_risk(self.before.after) * self.counts[0] > self.before.after[0] * sum(self.risky) > 0:
            return "Hoog risico haalt hier vaker het eind dan de gewone route, alleen doordat die routes korter zijn. In het echt gaat het er juist vaker mis."
        if key == "strength" and known < pairs:
            return f"Bij {known} van de {pairs} overdrachten kennen de partijen elkaar: er is een informele band, of zij geven informatie door."
        if key == "strength" and self.where == "weak":
            return "Alle overdrachten zijn nu even sterk. De zwakste is dan de drukste."
        return ""


def _some(number: float) -> str:
    """A number of people in a sentence, whole: "252", "veertien", "geen enkele"."""
    whole = round(number)
    return number_word(whole) if whole else "geen enkele" if number < 0.05 else "minder dan één"


def _reached(number: float, whole: float, what: str = "trajecten") -> tuple[str, str]:
    """The verb and how many of how many reach it: "halen" and "252 van de 400 trajecten"."""
    verb, of = form(max(1, round(number)), "haalt", "halen"), round(whole)
    if of < 2:
        often = "altijd" if number > whole - 1e-9 else f"{dutch(100 * number / whole, 0)} van de 100 keer"
        return "haalt", f"het ene {what.replace('trajecten', 'traject')} {often}"
    if round(number) == of:
        return verb, f"{'' if whole - number < 0.05 else 'bijna '}alle {number_word(of)} {what}"
    said = (dutch(round(number)) if of > 20 else _some(number)) if round(number) else "geen" if number < 0.05 else "minder dan één"
    return verb, f"{said} van de {number_word(of)} {what}"


def _reach(number: float, whole: float) -> str:
    """So many of so many reach it, with the verb first: "halen 252 van de 400 trajecten"."""
    return " ".join(_reached(number, whole))


def people(number: float) -> str:
    """A number of people as it fits in a link: whole, with a decimal below ten, in thousands when long."""
    if number >= 99_999.5:
        return f"{number / 1e6:.1f}M".replace(".", ",") if number >= 999_500 else f"{number / 1000:.0f}k"
    return f"{number:.{0 if number >= 9.95 or number == round(number) else 1}f}".replace(".", ",")


def _blocks(b: Board, wide: float, high: float, first: int, end: int, part: float, **paint: Unpack[Paint]) -> None:
    """The blocks from `first` up to `end` of a hundred that lie in rows of ten, the first at the bottom; each fills a part of its place."""
    across, up = wide / 10, high / 10
    d = "".join(
        f"M{across * (n % 10):.1f} {high - up * (n // 10 + 1):.1f}h{across * part:.1f}v{up * part:.1f}h-{across * part:.1f}z"
        for n in range(first, end)
    )
    b.path(d or "M0 0", **paint)


def _badge(b: Board, x: float, y: float, key: str) -> None:
    """The mark of a warm handover: a disc with a tick."""
    with b.group(x, y, key=key):
        b.circle(0, 0, 8, fill="accent")
        b.path("M-4 0.3L-1 3.4L4.2 -3.2", stroke="paper", width=2.3, cap="round")
