"""Who directs some routes does not direct others. Where do a few attended handovers go?"""

from collections.abc import Iterator
from functools import cached_property
from math import ceil
from types import MappingProxyType

from regiekit.cases import Route
from regiekit.cases.reading import HIGH, LEGIBLE, UNKNOWN, beyond, handover, own_handovers, routes
from regiekit.models import care_routes as model
from regiekit.plots.layout import Box, font, in_columns
from regiekit.plots.network import LEGEND, Node, Zone, label_lines, radius
from regiekit.plots.svg import text_width
from regiekit.proeven import (
    Board,
    Case,
    Choice,
    Proef,
    Rows,
    Slider,
    Table,
    capital,
    count,
    dutch,
    form,
    labels,
    last,
    measure,
    number_word,
    say,
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
    "mix": ("Het mengsel", "Een mengsel van die twee"),
    "own": ("Uw eigen keuze", "Ik kies zelf"),
}
CHOSEN = {
    "usual": "te beginnen met de gewone route",
    "all": "gekozen voor zo veel mogelijk trajecten",
    "high": "met de meeste aandacht voor hoog risico",
    "mix": "verdeeld over gewoon en hoog risico",
    "own": "volgens uw eigen keuze",
}
WHOLE = {"whole": "Overal was iemand bij", "share": "Elk begeleid deel telt mee"}
ATTENTION, LIST, ASSUMED = "Aandacht", "Eigen keuze", "Weging"

WIDE, DEEP, ROOF = 660, 402, 24  # the picture, and room above its columns for the handovers that skip one
WIDEST, THINNEST = 15, 1.8  # lines
DASH = "8 5"
BADGE = 9  # radius of the mark of an attended handover


@last
def passing(case: Case) -> dict[Pair, float]:
    """Trajectories a year per handover, busiest first."""
    return model.busiest([r.steps for r in routes(case)], [r.count for r in routes(case)])


class Routes(Proef, before={"budget": 0}, asks=("route.count", "route.risk", "routes")):
    """So many (`budget`) handovers are attended; `mix`, `works` and `helped` in per cent. `settings["own"]` is the learner's own list."""

    sections = MappingProxyType(
        {**dict.fromkeys(("where", "budget"), ATTENTION), **dict.fromkeys(("definition", "mix", "works", "helped"), ASSUMED), "own": LIST}
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
        return f"{whole} Wie een hoog risico heeft, gaat langs {number_word(ways)} verschillende overdrachten, dus er is geen drukke plek om te staan. Kijk naar de streeplijnen."

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

    @measure("Begeleid: van alle trajecten", "%", 0, 100)
    def share(self) -> float:
        return self.covered[self.where][0] if self.budget else 0

    @measure("Begeleid: van die met hoog risico", "%", 0, 100)
    def share_high(self) -> float:
        return self.covered[self.where][1] if self.budget else 0

    def restarts(self, route: Route) -> float:
        return model.restarts([(self.helped if pair in self.attended else self.works) / 100 for pair in model.handovers(route.steps)])

    @measure("Opnieuw beginnen op de gewone route, gemiddeld", digits=1)
    def again(self) -> float:
        return self.restarts(self.routes[0])

    @measure("Opnieuw beginnen bij hoog risico, gemiddeld", digits=1)
    def again_high(self) -> float:
        high = self.numbers[1]
        return sum(self.restarts(r) * n for r, n in zip(self.routes, high, strict=True) if n) / sum(high)

    def picture(self):
        """Steps as columns, handovers as wide as the number of trajectories, the attended ones marked."""
        b = Board(WIDE, DEEP)
        nodes, zones = laid_out(self.case)
        if len(nodes) > LEGIBLE:
            b.network(nodes)
            return b
        b.network((), (), zones)
        taken, marks = list(_taken(nodes)), []
        for a, z, high, number, bend in streams(self.case):  # under the parties, the marks of the attended ones on top of everything
            attended, key = (a.key, z.key) in self.attended, f"e:{a.key}|{z.key}|{'hoog' if high else 'gewoon'}"
            wide = number if not high else 2 if attended else 1  # those of high risk are many and rare: faint, but where somebody is
            look = ("accent" if attended else "bad" if high else "line", DASH if high else "", 0.5 if high and not attended else 1)
            places = _arrow(b, a, z, bend, wide, key, *look)
            if attended:
                marks.append((*_free(*places, taken), f"v:{key}"))
        b.network(nodes)
        for mark in marks:
            _badge(b, *mark)
        _legend(b, self.case)
        return b

    @cached_property
    def seen(self) -> list[bool]:
        """Per route whether somebody is there from beginning to end."""
        return [bool(model.covered(steps, self.attended)) for steps in self.steps]

    def headline(self):
        if not self.attended:
            return "Bij geen enkele overdracht is iemand aanwezig, dus geen enkel traject is van begin tot eind begeleid."
        if not self.whole:
            return "Telt elk stuk mee, dan lijkt er meer begeleid: ook wie halverwege uit beeld kan raken, telt dan voor een deel."
        if all(self.seen):
            return "Elk traject is van begin tot eind begeleid, want bij elke overdracht is iemand aanwezig."
        if not any(self.seen):
            there = f"Bij {number_word(len(self.attended))} {form(len(self.attended), 'overdracht', 'overdrachten')} is iemand aanwezig"
            return f"{there}, en toch is geen traject van begin tot eind begeleid: één gat is genoeg."
        high = [yes for yes, n in zip(self.seen, self.numbers[1], strict=True) if n]
        if not any(high):
            why = "daar blijft steeds een gat" if self._shared() else "die lopen langs andere overdrachten"
            return f"{self._usually()} is van begin tot eind begeleid, maar de trajecten met hoog risico niet: {why}."
        if all(high):
            return f"Elk traject met hoog risico is van begin tot eind begeleid, want uw aandacht gaat naar de zeldzame routes{self._at_cost()}."
        some = _of(round(self.share_high * sum(self.numbers[1])), sum(self.numbers[1]))
        if not self.seen[0]:
            return f"De aandacht gaat naar zeldzame routes: zo zijn {some} trajecten met hoog risico begeleid, en op de gewone route geen enkel."
        if model.coverage(self.steps, self.numbers[1], model.handovers(self.steps[0])) == self.share_high:
            return f"Wie de gewone route begeleidt, begeleidt ook {some} trajecten met hoog risico, want die delen overdrachten."
        return f"De gewone route is begeleid, en met de overdrachten die overblijven ook {some} trajecten met hoog risico."

    def _usually(self):
        return "De gewone route" if self.seen[0] else "Een deel van de gewone trajecten"

    def _at_cost(self):
        return "" if self.seen[0] else "; op de gewone route is er nu een gat"

    def _shared(self) -> bool:
        """Whether an attended handover lies on a route of high risk."""
        return any(pair in self.attended for r in self.routes if r.risk == HIGH for pair in model.handovers(r.steps))

    def words(self):
        there = f"Bij {number_word(len(self.attended))} van de {dutch(len(passing(self.case)), 0)} overdrachten is iemand aanwezig"
        first = f"{there}, {CHOSEN[self.where]}." if self.attended else "Bij geen enkele overdracht is iemand aanwezig."
        return say(first, *self._covered(), self._high(), self._own() or self._best())

    def _own(self):
        """What of the own list counts."""
        left, own = self.budget - len(self.attended), len(self.listed)
        if self.where != "own" or (not left and own <= self.budget):
            return ""
        if left:
            return f"U kunt er nog {number_word(left)} kiezen."
        few = ("telt er geen", "telt de eerste")
        return f"Van uw lijst van {number_word(own)} {few[self.budget] if self.budget < 2 else f'tellen de eerste {number_word(self.budget)}'}."

    def _followed(self):
        """How many trajectories are covered from beginning to end: of all, and of those of high risk."""
        return [_of(sum(n for n, yes in zip(numbers, self.seen, strict=True) if yes), sum(numbers)) for numbers in self.numbers]

    def _covered(self):
        all_, high = self._followed()
        if not self.whole:
            share_high = _percent(self.share_high) if self.share_high else "niets"
            yield f"Van alle trajecten is {_percent(self.share)} begeleid, van die met hoog risico {share_high}."
        count_ = sum(n for n, yes in zip(self.numbers[0], self.seen, strict=True) if yes)
        yield f"{'Zo' if self.whole else 'Van begin tot eind'} {form(max(1, count_), 'is', 'zijn')} {all_} trajecten{' van begin tot eind' * self.whole} begeleid, {'maar' if count_ and not self.share_high else 'en'} {high} met hoog risico."

    def _best(self):
        """What as many handovers could do for those of high risk."""
        best = self.bests["high"]
        most = self.covered["high"][1]
        if not self.budget or not self.whole or not best.exact:
            return ""
        if most <= self.share_high + 1e-9:
            return "Meer kan met zoveel overdrachten niet."
        total = sum(self.numbers[1])
        if self.share_high > ENOUGH:
            return ""
        return f"Met alle aandacht voor hoog risico zijn het er {_of(round(most * total), total)}."

    def _high(self):
        """Past how many handovers the routes of high risk go, and at how many of them somebody is."""
        pairs = {pair for r in self.routes if r.risk == HIGH for pair in model.handovers(r.steps)}
        there = len(pairs.intersection(self.attended))
        if not self.attended or not self.whole or len(pairs) == 1:
            return ""
        seen = f"van de {number_word(len(pairs))} overdrachten op die routes {form(max(1, there), 'is', 'zijn')} er {number_word(there) if there else 'geen'} begeleid"
        if there == len(pairs):
            return "Want op die routes is elke overdracht begeleid."
        return f"{capital(seen)}, maar daar komen de meeste langs." if self.share_high > ENOUGH else f"Want {seen}."

    def report(self):
        if not self.attended:
            return "Kijkt bij geen enkele overdracht iemand mee, dan is geen enkel traject gevolgd."
        start = f"Stel: bij {number_word(len(self.attended))} van de {dutch(len(passing(self.case)), 0)} overdrachten kijkt iemand mee."
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
            Table(caption, ("Route", "Trajecten", "Bijgewoond"), rows),
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


def _of(number: int, many: int) -> str:
    """A part of a number: "geen van de 30", "9 van de 30", "alle 30"."""
    if number in (0, many):
        return f"{'alle' if number else 'geen van de'} {number_word(many)}"
    return f"{dutch(number, 0)} van de {dutch(many, 0)}" if many > 20 else f"{number_word(number)} van de {number_word(many)}"


def columns(steps: list[tuple[str, ...]], counts: list[int]) -> list[list[str]]:
    """Parties per column: the ordinary (first) route one by one on top, the others at about their mean step.

    A party that the ordinary route visits twice stands where it comes first.
    """
    usual = list(dict.fromkeys(steps[0]))
    most = max(len(usual), 2)
    met: dict[str, list[tuple[int, int]]] = {}
    for route, n in zip(steps, counts, strict=True):
        for place, key in enumerate(route):
            met.setdefault(key, []).append((place, n))
    mean = {key: sum(place * n for place, n in at) / sum(n for _, n in at) for key, at in met.items() if key not in usual}
    out = [[key] for key in usual] + [[] for _ in range(most - len(usual))]
    deep = ceil(len(met) / most) + 1  # no column much longer than another
    for key in sorted(mean, key=lambda k: (mean[k], k)):
        free = [i for i in range(most) if len(out[i]) < deep]
        out[min(free, key=lambda i: (abs(i - mean[key]) + 0.6 * len(out[i]), i))].append(key)
    return out


@last
def laid_out(case: Case) -> tuple[list[Node], list[Zone]]:
    """The parties in their columns, and the columns."""
    found = routes(case)
    groups = columns([r.steps for r in found], [r.count for r in found])
    places, boxes, scale = in_columns(groups, Box(4, ROOF, WIDE - 8, DEEP - ROOF - 6))
    first = {key: str(i + 1) for i, key in enumerate(dict.fromkeys(found[0].steps))}
    longest, nodes = max(map(len, groups)), []
    for i, (group, box) in enumerate(zip(groups, boxes, strict=True)):
        for j, key in enumerate(group):
            p, step, (x, top) = case.party(key), first.get(key, ""), places[group[0]]
            shift = 0.5 * (i % 2) * (longest > len(group)) if j else 0  # staggered, so that lines pass beside parties
            y = top + (j + shift) * (box.y + box.height - 66 - top) / max(1, longest - 1)
            name = f"{p.called}, stap {step} van de gewone route" if step else p.called
            nodes.append(Node.of(p, (x, y), "tinted" if step else "plain", name=name, mark=step, scale=scale, room=box.width - 8))
    return nodes, [Zone(f"stap{i}", f"Stap {i + 1}", box) for i, box in enumerate(boxes)]


@last
def streams(case: Case) -> list[tuple[Node, Node, bool, float, float]]:
    """The handovers to draw: from, to, whether of high risk, how wide, and how far it bows out (see `_bend`)."""
    found, where = routes(case), {n.key: n for n in laid_out(case)[0]}
    steps = [r.steps for r in found]
    usual, risky = (model.busiest(steps, [r.count * ((r.risk == HIGH) == high) for r in found]) for high in (False, True))
    most, out = max([*usual.values(), *risky.values()]), []
    for high, counts in ((False, usual), (True, risky)):
        for pair, n in counts.items():
            a, z = where[pair[0]], where[pair[1]]
            bend = _bend(a, z, pair[::-1] in usual)
            if high and usual[pair]:
                bend += 0.1 if bend >= 0 else -0.1
            if n:
                out.append((a, z, high, max(THINNEST, WIDEST * n / most), bend))
    return out


def _taken(nodes: list[Node]) -> Iterator[Box]:
    """Where parties and their names stand."""
    for n, (size, lines) in zip(nodes, label_lines(tuple(nodes), WIDE), strict=True):
        r = radius(n.size, n.scale) * 1.15
        yield Box(n.x - r, n.y - r, 2 * r, 2 * r)
        wide = max(text_width(line, size) for line in lines)
        yield Box(n.x - wide / 2, n.y + r, wide, size * 1.15 * len(lines))


def _free(start: complex, middle: complex, end: complex, taken: list[Box]) -> tuple[float, float]:
    """A place for a mark on a line, near its middle, that is on nothing else; the place is taken from then on."""

    def clashes(z: complex) -> int:
        return sum(b.x - BADGE < z.real < b.x + b.width + BADGE and b.y - BADGE < z.imag < b.y + b.height + BADGE for b in taken)

    tries = [(1 - t) ** 2 * start + 2 * t * (1 - t) * middle + t * t * end for t in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)]
    z = min(tries, key=clashes)  # the first of the best
    taken.append(Box(z.real - BADGE, z.imag - BADGE, 2 * BADGE, 2 * BADGE))
    return z.real, z.imag


def _badge(b: Board, x: float, y: float, key: str = "") -> None:
    """The mark of an attended handover: a disc with a tick."""
    with b.group(x, y, key=key):
        b.circle(0, 0, BADGE, fill="paper", stroke="accent", width=2.5)
        b.path("M-4 0.3L-1 3.6L4.4 -3.4", stroke="accent", width=2.4, cap="round")


def _bend(a: Node, z: Node, back: bool) -> float:
    """How far a line bows out, as a share of its length: 0 is straight."""
    dx, dy = z.x - a.x, z.y - a.y
    near = abs(dx) < 200 and abs(dy) < 90
    if a.key == z.key or (near and not back):
        return 0
    rising = dx * dy < 0 and abs(dy) > 40  # below such a line there is more room than above it
    return (0.12 if near else min(0.22, 40 / abs(complex(dx, dy)))) * (-1 if rising else 1)


def _arrow(
    b: Board, a: Node, z: Node, bend: float, wide: float, key: str, colour: str, dash: str, opacity: float
) -> tuple[complex, complex, complex]:
    """Draw a handover: where it starts, what it bends to, where it ends. One from a party to itself is a loop above it."""
    head = 6 + wide * 0.9
    if a.key == z.key:
        x, y = a.x, a.y - radius(a.size, a.scale)
        d = f"M{x - 6:.1f} {y:.1f}C{x - 26:.1f} {y - 34:.1f} {x + 26:.1f} {y - 34:.1f} {x + 6:.1f} {y:.1f}"
        tip, way, above = complex(x + 6, y), -0.5 + 0.87j, complex(x, y - 25)
        places = above, above, above
    else:
        p, q = complex(a.x, a.y), complex(z.x, z.y)
        middle = (p + q) / 2 - 2j * bend * (q - p)
        start, tip = _rim(a, middle, 1), _rim(z, middle, 2)
        way = (tip - middle) / (abs(tip - middle) or 1)
        stop, places = tip - way * head * 0.8, (start, middle, tip)  # the line stops inside its head
        d = f"M{start.real:.1f} {start.imag:.1f}Q{middle.real:.1f} {middle.imag:.1f} {stop.real:.1f} {stop.imag:.1f}"
    b.path(d, key=key, stroke=colour, width=wide, dash=dash, opacity=opacity)
    b.head(tip.real, tip.imag, way, head, head * 0.55, key=f"p:{key}", fill=colour, opacity=opacity)
    return places


def _rim(n: Node, towards: complex, extra: float) -> complex:
    """Where a line in this direction leaves a party, or its name, which stands below it."""
    middle = complex(n.x, n.y)
    way = (towards - middle) / (abs(towards - middle) or 1)
    return middle + way * (radius(n.size, n.scale) + extra + (1.3 * font(n.scale) if way.imag > 0.6 else 0))


def _legend(b: Board, case: Case) -> None:
    """What the lines and shapes mean, the same in every state; the lines stay in the picture."""
    x, y = 16.0, b.height + LEGEND / 2 - 4
    for label, paint in (
        ("dikte = aantal trajecten", {"stroke": "line", "width": 9}),
        ("hoog risico", {"stroke": "bad", "width": 1.5, "dash": DASH}),
        ("begeleide overdracht", {"stroke": "accent", "width": 3}),
    ):
        with b.group(x, y):
            b.path("M0 0h44", **paint)
            if paint["stroke"] == "accent":
                _badge(b, 22, 0)
            b.text(52, 5, label, fill="soft")
        x += 70 + text_width(label, 14)
    b.height += LEGEND
    used = {key for r in routes(case) for key in r.steps}
    b.legend(list(dict.fromkeys(p.kind or UNKNOWN for p in case.parties if p.key in used)), extra=[("tinted", "1, 2, 3 … gewone route")])
