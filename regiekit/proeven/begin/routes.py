"""Who directs some routes does not direct others. Where do a few attended handovers go?"""

from functools import cached_property
from itertools import pairwise
from types import MappingProxyType

from regiekit.cases import Route
from regiekit.cases.reading import HIGH, beyond, handover, own_handovers, routes
from regiekit.models import care_routes as model
from regiekit.plots.svg import text_width
from regiekit.proeven import (
    Board,
    Case,
    Choice,
    Proef,
    Rows,
    Slider,
    Table,
    count,
    dutch,
    form,
    labels,
    last,
    measure,
    number_word,
    roughly,
    say,
    times,
)

Pair = tuple[str, str]  # a handover: from, to

MOST = 14  # handovers that can be attended, at most
WORKS, HELPED = 80, 95  # of 100 handovers that work, at the start: when nobody attends, when somebody does
ENOUGH = 0.5  # part of those of high risk, in the prediction
SHOWN = 40  # routes in the table
UNIT = "overdracht|overdrachten"
#: How to choose -> in the table, in the list of choices ("" for not there).
WAYS = {
    "usual": ("De gewone route eerst", "De gewone route eerst"),
    "busy": ("De drukste overdrachten eerst", ""),
    "greedy": ("Stap voor stap: steeds wat nu het meeste oplevert", ""),
    "all": ("De beste voor alle trajecten", "Zo veel mogelijk trajecten"),
    "high": ("De beste voor hoog risico", "Zo veel mogelijk hoog risico"),
    "mix": ("De beste voor een mengsel van die twee", "Een mengsel van die twee"),
    "own": ("Uw eigen keuze", "Ik kies zelf"),
}
WHOLE = {"whole": "Overal was iemand bij", "share": "Elk begeleid deel telt mee"}
ATTENTION, LIST, ASSUMED, CHANCES = "Aandacht", "Zelf", "Weging", "Kansen"

WIDE, DEEP, SIZE = 660, 430, 13.5  # the picture, its smallest letters
START, END, ROWS = 92, 568, 10  # where routes begin and end, how many can be drawn
DECK, RISE, BELOW, ABOVE = 22, 10, 22, 11  # heights: of a heading, above a line, below it with names, of names above it
WIDEST, THINNEST = 15, 1.8  # lines
DASH = "8 5"
BADGE = 8  # radius of the mark of an attended handover


@last
def passing(case: Case) -> dict[Pair, float]:
    """Trajectories a year per handover, busiest first."""
    return model.busiest([r.steps for r in routes(case)], [r.count for r in routes(case)])


class Routes(Proef, before={"budget": 0}, asks=("route.count", "route.risk", "routes")):
    """So many (`budget`) handovers are attended; `mix`, `works` and `helped` in per cent. `settings["own"]` is the learner's own list."""

    sections = MappingProxyType(
        {"where": ATTENTION, "budget": ATTENTION, "definition": ASSUMED, "mix": ASSUMED, "works": CHANCES, "helped": CHANCES, "own": LIST}
    )

    where: str
    budget: int
    mix: float
    definition: str
    works: float
    helped: float

    @classmethod
    def ready(cls, case):
        if many := beyond(len(case.routes), "routes"):
            return many
        if not routes(case):
            return "In deze casus staan nog geen routes met twee of meer stappen. Vul ze hieronder in, of kies hierboven een andere casus."
        if not any(r.risk == HIGH for r in routes(case)):
            return "In deze casus heeft geen enkele route een hoog risico. Geef hieronder minstens één route het risico ‘hoog’, of kies een andere casus."
        return None

    @classmethod
    def guess(cls, case):
        most = len(passing(case))
        return Slider("", "Uw voorspelling", 1, max(2, most), min(most, len(model.handovers(routes(case)[0].steps))), 1, UNIT)

    @classmethod
    def usual(cls, case):
        """The state in which exactly the ordinary route is attended."""
        own = [{"overdracht": f"{a}>{b}"} for a, b in model.handovers(routes(case)[0].steps)]
        return cls.at(case).but(where="own", own=own, budget=len(own))

    @classmethod
    def answer(cls, case):
        """How many handovers must be attended at least so that enough of those of high risk are seen from beginning to end."""
        return fewest(case)

    @classmethod
    def explain(cls, case, answer):
        usual = cls.usual(case)
        whole = (
            f"Met de {number_word(usual.budget)} overdrachten van de gewone route is {_percent(usual.share)} van alle trajecten begeleid."
        )
        if answer <= usual.budget:
            return f"{whole} De helft met hoog risico komt langs minder plekken, want hun routes delen overdrachten. Kijk waar de streeplijnen samenkomen."
        ways = len({pair for r in routes(case) if r.risk == HIGH for pair in model.handovers(r.steps)})
        return f"{whole} De routes met hoog risico lopen samen langs {number_word(ways)} verschillende overdrachten, dus er is geen drukke plek om te staan. Kijk naar de streeplijnen."

    @classmethod
    def controls(cls, case):
        pairs, first = passing(case), list(dict.fromkeys(model.handovers(routes(case)[0].steps)))
        options = [["", "kies een overdracht"], *([f"{a}>{b}", f"{handover(case, (a, b))} ({dutch(n, 0)})"] for (a, b), n in pairs.items())]
        column = {"key": "overdracht", "label": "Overdracht (trajecten per jaar)", "options": options, "default": ""}
        return [
            Choice("where", "Waar gaat uw aandacht heen?", [(key, name) for key, (_, name) in WAYS.items() if name], "usual"),
            Slider("budget", "Overdrachten die u kunt bijwonen", 0, min(MOST, len(pairs)), min(MOST, len(first)), 1, UNIT),
            Choice("definition", "Wanneer is een traject begeleid?", list(WHOLE.items()), "whole"),
            Slider("mix", "Hoog risico in het mengsel", 0, 100, 50, 5, "%"),
            Slider("works", "Een overdracht zonder begeleiding lukt", 50, 95, WORKS, 5, "van de 100"),
            Slider("helped", "Een overdracht met begeleiding lukt", 50, 100, HELPED, 5, "van de 100"),
            Rows("own", "Uw eigen overdrachten", [column], [{"overdracht": f"{a}>{b}"} for a, b in first[:MOST]], MOST),
        ]

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        return routes(self.case)

    @cached_property
    def steps(self) -> list[tuple[str, ...]]:
        return [r.steps for r in self.routes]

    @cached_property
    def numbers(self) -> tuple[list[int], list[int]]:
        """Trajectories a year per route: all, and those of high risk."""
        return [r.count for r in self.routes], [r.count * (r.risk == HIGH) for r in self.routes]

    @property
    def whole(self) -> bool:
        return self.definition == "whole"

    @cached_property
    def listed(self) -> list[Pair]:
        return own_handovers(self.case, self.settings["own"])

    @cached_property
    def bests(self) -> dict[str, model.Best]:
        """The best for all trajectories, for those of high risk and for a mixture."""
        (total, high), out = map(sum, self.numbers), {}
        for key, mix in (("all", 0), ("high", 1), ("mix", self.mix / 100)):
            worth = [(1 - mix) * n / total + mix * risky / high for n, risky in zip(*self.numbers, strict=True)]
            out[key] = model.best(self.steps, worth, self.budget, self.whole)
        return out

    @cached_property
    def ways(self) -> dict[str, list[Pair]]:
        """How to choose -> the handovers that are then attended."""
        counts = self.numbers[0]
        return {
            "usual": model.along(self.steps, counts, self.budget),
            "busy": list(passing(self.case))[: self.budget],
            "greedy": model.greedy(self.steps, counts, self.budget, self.whole),
            "own": self.listed[: self.budget],
            **{key: best.attended for key, best in self.bests.items()},
        }

    @cached_property
    def covered(self) -> dict[str, tuple[float, ...]]:
        """How to choose -> which share of all trajectories is then covered, and of those of high risk."""
        return {key: tuple(model.coverage(self.steps, n, chosen, self.whole) for n in self.numbers) for key, chosen in self.ways.items()}

    @cached_property
    def attended(self) -> list[Pair]:
        return self.ways[self.where] if self.budget else []

    @measure("Begeleid deel van alle trajecten", "%", 0, 100)
    def share(self) -> float:
        return self.covered[self.where][0] if self.budget else 0

    @measure("Begeleid deel van de trajecten met hoog risico", "%", 0, 100)
    def share_high(self) -> float:
        return self.covered[self.where][1] if self.budget else 0

    def restarts(self, route: Route) -> float:
        return model.restarts([(self.helped if pair in self.attended else self.works) / 100 for pair in model.handovers(route.steps)])

    @measure("Zo vaak begint een traject op de gewone route opnieuw, gemiddeld", digits=1)
    def again(self) -> float:
        return self.restarts(self.routes[0])

    @measure("Zo vaak begint een traject met hoog risico opnieuw, gemiddeld", digits=1)
    def again_high(self) -> float:
        high = self.numbers[1]
        return sum(self.restarts(r) * n for r, n in zip(self.routes, high, strict=True) if n) / sum(high)

    def picture(self):
        """Two decks of routes, those of high risk below, each from its beginning to its end; what is attended is in the accent."""
        b, decks = Board(WIDE, DEEP, "begin"), rows(self.case)
        paths = [[(r, *self._stops(r)) for r in deck] for deck in decks]
        most, drawn = max(r.count for deck in decks for r in deck), set()
        natural = sum(DECK for deck in decks if deck) + sum(BELOW + ABOVE * (1 + low) for deck in paths for *_, low in deck)
        spare = min(12, (DEEP - 4 - natural) / sum(map(len, decks)))
        y = 0.0
        for name, deck in zip(("Laag en midden risico", "Hoog risico"), paths, strict=True):
            if not deck:
                continue
            together = [(r.count, bool(model.covered(r.steps, self.attended))) for r, *_ in deck]
            followed, total = (sum(n for n, yes in together if yes or not must) for must in (True, False))
            b.text(8, y + 17, name, 15, weight=650)
            b.text(WIDE - 8, y + 17, f"{dutch(followed)} van de {dutch(total)} begeleid", 15, "end", 650, "accent" if followed else "ink")
            y += DECK
            for r, stops, low in deck:
                high = BELOW + ABOVE * (1 + low) + spare
                self._draw_route(b, r, stops, y, y + spare / 2 + ABOVE * low + RISE, high, max(THINNEST, WIDEST * r.count / most), drawn)
                y += high
        left = len(self.routes) - sum(map(len, decks))
        signs = [("", "✓ daar is iemand bij"), ("", "getal en dikte: trajecten per jaar"), ("", "streeplijn: hoog risico")]
        b.legend(extra=signs + [("", f"en nog {dutch(left)} {form(left, 'route', 'routes')}")] * (left > 0))
        return b

    def _stops(self, r: Route) -> tuple[list[tuple[float, str]], bool]:
        """Where the steps of a route stand, with their names, and whether these need two levels."""
        step = (END - START) / max(1, len(r.steps) - 1)
        stops = [(START + i * step, name) for i, name in enumerate(labels(self.case, r.steps))]
        return stops, any(text_width(a, SIZE) + text_width(z, SIZE) > 2 * step - 10 for (_, a), (_, z) in pairwise(stops))

    def _draw_route(self, b, r, stops, top, y, high, wide, drawn):
        """A route: how many take it, a line per handover, the names of its steps, and how many gaps it has."""
        pairs, risky = model.handovers(r.steps), r.risk == HIGH
        gaps = sum(pair not in self.attended for pair in pairs)
        row = len(drawn)
        if not gaps:
            b.rect(2, top + 1, WIDE - 4, high - 2, 6, fill="tinted", key=f"r:{row}")
        b.text(46, y + 5, dutch(r.count), SIZE, "end")
        for pair, (x, _), (z, _) in zip(pairs, stops, stops[1:], strict=False):
            there, key = pair in self.attended, f"e:{'|'.join(pair)}|{'hoog' if risky else 'gewoon'}"
            if key in drawn:  # the same handover in another route
                key = f"e:{'|'.join(pair)}|{len(drawn)}|{'hoog' if risky else 'gewoon'}"
            drawn.add(key)
            look = {"width": max(3, wide) if there and risky else wide, "dash": DASH if risky else ""}
            b.line(x, y, z, y, "accent" if there else "line", key=key, **look)
            if there:
                _badge(b, (x + z) / 2, y, f"v:{key}")
        for i, (x, name) in enumerate(stops):
            b.circle(x, y, 5, fill="paper", stroke="ink", width=1.8, shape=True)
            up = i % 2 and self._stops(r)[1]
            b.text(x, y - 12 if up else y + 20, name, SIZE, "middle", halo="tinted" if not gaps else "paper")
        said = "begeleid" if not gaps else f"{dutch(gaps)} {form(gaps, 'gat', 'gaten')}"
        b.text(WIDE - 8, y + 5, said, SIZE, "end", 650 if not gaps else 400, "accent" if not gaps else "soft")

    @cached_property
    def seen(self) -> list[bool]:
        """Per route whether somebody is there from beginning to end."""
        return [bool(model.covered(steps, self.attended)) for steps in self.steps]

    def headline(self):
        if not self.attended:
            return "Bij geen enkele overdracht is iemand aanwezig, dus geen enkel traject is van begin tot eind begeleid."
        if all(self.seen):
            return "Elk traject is van begin tot eind begeleid, want bij elke overdracht is iemand aanwezig."
        if not self.whole:
            if self.share <= self.but(definition="whole").share + 0.005:
                return "Telt elk begeleid deel mee, dan zijn er nauwelijks meer trajecten begeleid: op de andere routes is bijna nergens iemand."
            return "Telt elk begeleid deel mee, dan lijken er meer trajecten begeleid: ook wie halverwege uit beeld kan raken, telt dan voor een deel."
        if not any(self.seen):
            there = f"Bij {number_word(len(self.attended))} {form(len(self.attended), 'overdracht', 'overdrachten')} is iemand aanwezig"
            return f"{there}, en toch is geen traject van begin tot eind begeleid: één gat is genoeg."
        high = [yes for yes, n in zip(self.seen, self.numbers[1], strict=True) if n]
        if not any(high):
            why = "op hun routes blijft steeds een gat" if self._shared() else "die lopen langs andere overdrachten"
            return f"{self._usually()} begeleid, maar de trajecten met hoog risico niet: {why}."
        if all(high):
            gap = "" if self.seen[0] else " Op de gewone route is er nu een gat."
            return f"Alle trajecten met hoog risico zijn begeleid, want op die routes is bij elke overdracht iemand.{gap}"
        some = _of(round(self.share_high * sum(self.numbers[1])), sum(self.numbers[1]))
        if not self.seen[0]:
            return f"De aandacht gaat naar zeldzame routes: zo zijn {some} trajecten met hoog risico begeleid, en op de gewone route geen enkel."
        if model.coverage(self.steps, self.numbers[1], model.handovers(self.steps[0])) == self.share_high:
            return f"Wie de gewone route begeleidt, begeleidt ook {some} trajecten met hoog risico, want die {some.split()[0]} lopen langs dezelfde overdrachten."
        return f"De gewone route is van begin tot eind begeleid, en met de rest van de aandacht ook {some} trajecten met hoog risico."

    def _usually(self):
        return "De gewone route is van begin tot eind" if self.seen[0] else "Een deel van de gewone trajecten is"

    def _shared(self) -> bool:
        """Whether an attended handover lies on a route of high risk."""
        return any(pair in self.attended for r in self.routes if r.risk == HIGH for pair in model.handovers(r.steps))

    def words(self):
        if not self.attended:
            return (
                f"De {dutch(sum(self.numbers[0]))} trajecten lopen samen langs {number_word(len(passing(self.case)))} verschillende overdrachten. "
                f"Zonder iemand erbij lukt een overdracht {times(self.works / 100)}, met iemand erbij {dutch(self.helped)} keer."
            )
        return say(
            f"Bij {self._part(len(self.attended), len(passing(self.case)))} overdrachten is iemand aanwezig.",
            *self._covered(),
            self._own() or self._best(),
        )

    def _part(self, number, many):
        """A part of a number, in figures where the trajectories are counted in figures."""
        return _of(number, many, figures=sum(self.numbers[0]) > 20)

    def _own(self):
        """What of the own list counts."""
        left, own = self.budget - len(self.attended), len(self.listed)
        if self.where != "own" or (not left and own <= self.budget):
            return ""
        if left:
            return f"U kunt nog {number_word(left)} {form(left, 'overdracht', 'overdrachten')} kiezen."
        few = ("telt er geen", "telt de eerste")
        return f"Van uw lijst van {number_word(own)} {few[self.budget] if self.budget < 2 else f'tellen de eerste {number_word(self.budget)}'}."

    def _followed(self):
        """How many trajectories are covered from beginning to end: of all, and of those of high risk."""
        return [_of(sum(n for n, yes in zip(numbers, self.seen, strict=True) if yes), sum(numbers)) for numbers in self.numbers]

    def _covered(self):
        """How many trajectories are covered; where the headline says that it is none, what is lacking on the ordinary route."""
        all_, high = (sum(n for n, yes in zip(numbers, self.seen, strict=True) if yes) for numbers in self.numbers)
        total, risky = map(sum, self.numbers)
        if all_ == total:
            yield f"Langs die overdrachten lopen alle {number_word(total)} trajecten, ook die met hoog risico."
        elif not self.whole:
            begin = f"{_percent(all_ / total)} van alle trajecten" if all_ else "geen enkel traject"
            yield f"Zo is {begin} van begin tot eind begeleid."
            more = f"geldt {now} als begeleid" if (now := _percent(self.share)) != _percent(all_ / total) else "komt daar bijna niets bij"
            yield f"Telt elk begeleid deel mee, dan {more}."
        elif not all_:
            pairs = set(model.handovers(self.steps[0]))
            empty = len(pairs.difference(self.attended))
            each = "geen daarvan is iemand" if empty == len(pairs) else f"{number_word(empty)} daarvan is niemand"
            many = form(len(pairs), "één overdracht", f"{number_word(len(pairs))} overdrachten")
            yield f"De gewone route telt {many}, en bij {each if len(pairs) > 1 else 'die ene is niemand'}."
        else:
            followed = (
                f"zijn bijna alle {number_word(total)}"
                if all_ / total > 0.92
                else f"is {roughly(all_ / total).replace('niets', 'geen')} van de {number_word(total)}"
            )
            yield f"Zo {followed} trajecten van begin tot eind begeleid, {'en' if high else 'maar'} {self._part(high, risky)} met hoog risico."

    def _best(self):
        """What as many handovers could do for those of high risk."""
        best = self.bests["high"]
        most = self.covered["high"][1]
        if not self.budget or not self.whole or not best.exact or self.share_high == 1:
            return ""
        many = form(self.budget, "één overdracht", f"{self._part(self.budget, self.budget).removeprefix('alle ')} overdrachten")
        if most <= self.share_high + 1e-9:
            return f"Een andere keuze van {many} levert bij hoog risico niet meer op."
        total = sum(self.numbers[1])
        if self.share_high > ENOUGH:
            return ""
        could = self._part(round(most * total), total).replace("van de ", "van die " if any(self.seen) else "van de ")
        return f"Gaat de aandacht alleen naar hoog risico, dan {form(round(most * total), 'is', 'zijn')} met {many} {could}{'' if any(self.seen) else ' trajecten'} begeleid."

    def report(self):
        if not self.attended:
            return "Kijkt bij geen enkele overdracht iemand mee, dan is geen enkel traject gevolgd."
        start = f"Stel dat bij {_of(len(self.attended), len(passing(self.case)))} overdrachten iemand meekijkt."
        if self.whole:
            all_, high = self._followed()
            follow = f"Dan is van {all_} trajecten elke stap gevolgd, en van {high} met hoog risico."
        else:
            follow = f"Dan is van alle trajecten {_percent(self.share)} gevolgd, en van die met hoog risico {_percent(self.share_high) if self.share_high else 'niets'}."
        return say(start, follow)

    def tables(self):
        now = {self.where: " (nu)"}
        ways = [(name + now.get(key, ""), *map(_percent, self.covered[key])) for key, (name, _) in WAYS.items()]
        rows = []
        for r in self.routes[:SHOWN]:
            route = ("! " if r.risk == HIGH else "") + " → ".join(labels(self.case, r.steps))
            rows.append((route, r.count, f"{sum(pair in self.attended for pair in model.handovers(r.steps))} van {len(r.steps) - 1}"))
        more = f"; de {SHOWN} meest gevolgde" if len(self.routes) > SHOWN else ""
        caption = f"De routes ({dutch(sum(self.numbers[0]), 0)} trajecten per jaar; ! = hoog risico){more}"
        return [
            Table(f"Wat u met {count(self.budget, UNIT)} kunt begeleiden", ("Verdeling", "Alle trajecten", "Hoog risico"), ways),
            Table(caption, ("Route", "Trajecten", "Overdrachten met iemand erbij"), rows),
        ]

    def note(self, key):
        if key == "mix" and self.where != "mix":
            return "Telt alleen bij ‘Een mengsel’."
        if key == "budget" and (left := self.budget - len(self.attended)) and self.where != "own" and self.whole:
            return f"Er {form(left, 'blijft', 'blijven')} {number_word(left)} over: daarmee is geen volgend traject af te maken."
        if key == "works" and self.before.again_high < self.before.again:
            return "Hoog risico begint hier minder vaak opnieuw dan de gewone route, alleen doordat die routes korter zijn. In het echt gaat het er juist vaker mis."
        return "Telt alleen mee als u bij Aandacht kiest voor ‘Ik kies zelf’." if key == "own" and self.where != "own" else ""


@last
def fewest(case: Case) -> int:
    """The fewest handovers with which enough of those of high risk are seen from beginning to end."""
    steps, high = [r.steps for r in routes(case)], [r.count * (r.risk == HIGH) for r in routes(case)]
    most = len(passing(case))
    return next((n for n in range(1, most) if model.coverage(steps, high, model.best(steps, high, n).attended) >= ENOUGH - 1e-9), most)


def _percent(share: float) -> str:
    return f"{dutch(100 * share, 0)} procent"


def _of(number: int, many: int, figures: bool = False) -> str:
    """A part of a number: "geen van de 30", "9 van de 30", "alle 30"; of a small one in words, unless in `figures`."""
    said = dutch if figures or many > 20 else number_word
    return f"{'alle' if number else 'geen van de'} {said(many)}" if number in (0, many) else f"{said(number)} van de {said(many)}"


@last
def rows(case: Case) -> tuple[list[Route], list[Route]]:
    """The routes to draw: others than of high risk, the ordinary one first, and those of high risk."""
    found = routes(case)
    usual, high = ([r for r in found if (r.risk == HIGH) == risky] for risky in (False, True))
    some = max(ROWS // 2, ROWS - len(high))
    return usual[:some], high[: ROWS - min(some, len(usual))]


def _badge(b: Board, x: float, y: float, key: str = "") -> None:
    """The mark of an attended handover: a disc with a tick."""
    with b.group(x, y, key=key):
        b.circle(0, 0, BADGE, fill="paper", stroke="accent", width=2)
        b.path("M-3.6 0.3L-1 3.2L4 -3", stroke="accent", width=2.2, cap="round")
