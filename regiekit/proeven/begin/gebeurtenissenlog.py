"""An event log of one's own: which routes people take, and what disappears when the rare paths are hidden."""

from functools import cached_property, lru_cache
from itertools import pairwise
from types import MappingProxyType

from regiekit.cases import CaseError, load_shipped
from regiekit.cases.event_log import EventLog, LogFile, open_log, shipped_log
from regiekit.models import event_log as model
from regiekit.plots.layered import Layered, arrange, curve, layers
from regiekit.plots.svg import escape, text_width, wrap
from regiekit.proeven import (
    Board,
    Choice,
    Measure,
    Proef,
    Slider,
    Table,
    Text,
    Upload,
    capital,
    dutch,
    foremost,
    form,
    listed,
    number_word,
    say,
)
from regiekit.widgets.say import phrase

MOST_ACTIVITIES = 12  # legible at once
MOST_PATHS = 30
START = 10  # young people on a path
YOUNG = ("jongere", "jongeren")
CASES = ("zaak", "zaken")
ROUTES_IN_TABLE, PATHS_IN_TABLE = 12, 15
STEPS_IN_WORDS = 10
VIA = 4  # steps between the first and the last in a sentence, at most
ENOUGH = 5  # people, before a median waiting time is worth a sentence

WIDE, HIGH, ROOF = 660, 430, 24
BOX_WIDE, BOX_HIGH = 142, 44
ASIDE = 6  # from a line to its number
ROUTES, STEPS = 7, 6  # in the list; of a route there
SMALL = 13.5
BOLDEST, NARROW = 0.66, 0.58  # width of a character as a share of its size: names in a box, names in an arrow; wide fonts counted with


@lru_cache(maxsize=1)
def shipped() -> EventLog:
    """The shipped log, read once."""
    return shipped_log()


@lru_cache(maxsize=1)
def in_sentences() -> dict[str, str]:
    """Activity of the shipped log -> what a sentence calls it: they are parties of that case."""
    return {party.label: phrase(party) for party in load_shipped("jeugdhulp").parties}


class Analysis:
    """What does not change while the sliders move: all that is known of a log; `stops` are the activities in the picture."""

    def __init__(self, log: EventLog) -> None:
        self.log, size = log, len(log.activities)
        self.variants, self.arcs = model.variants(log), model.directly_follows(log)
        self.visitors, self.begins, self.ends = model.visitors(log), model.beginnings(log), model.endings(log)
        self.again = {a.source: a.cases for a in self.arcs if a.source == a.target}
        self.stops = sorted(range(size), key=lambda i: (-self.visitors[i], i))[:MOST_ACTIVITIES]
        self.usual = [v.steps for v in self.variants if v.count == self.variants[0].count]  # what most follow
        self.common = {pair for steps in self.usual for pair in pairwise(steps)}

    @cached_property
    def plan(self) -> Layered:
        """Where the activities stand, from top to bottom as they usually come; all paths decide that, so that no slider moves them."""
        places = model.places(self.variants, len(self.log.activities))
        rows = layers({i: places[i] for i in self.stops}, {i: self.visitors[i] for i in self.stops})
        arranged = arrange(rows, [(a.source, a.target, a.cases) for a in self.drawn(self.arcs)])
        return Layered(arranged, (WIDE, HIGH), (BOX_WIDE, BOX_HIGH), ROOF)

    def drawn(self, arcs: list[model.Arc]) -> list[model.Arc]:
        """Those of one activity in the picture to another."""
        kept = set(self.stops)
        return [a for a in arcs if a.source != a.target and a.source in kept and a.target in kept]


@lru_cache(maxsize=2)
def analysis(log: EventLog) -> Analysis:
    """The last two are remembered, for a slider asks at every step."""
    return Analysis(log)


class EventLogProef(Proef, situated=False, needs=("numpy",)):
    """The paths that at least `least` people take, of the file or of the shipped log."""

    sections = MappingProxyType(
        {
            **dict.fromkeys(("least", "view"), "Beeld"),
            "file": "Eigen bestand",
            **dict.fromkeys(("case_column", "activity_column", "time_column"), "Kolommen"),
        }
    )

    least: int
    view: str
    file: LogFile | None
    case_column: str
    activity_column: str
    time_column: str

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw voorspelling", 0, 100, 60, 1, "%")

    @classmethod
    def answer(cls, case):
        return 100 * model.share_commonest(analysis(shipped()).variants)

    @classmethod
    def explain(cls, case, answer):
        about = analysis(shipped())
        people, most, routes = about.log.cases, about.variants[0].count, len(about.variants)
        spread = f"Het zijn {most} van de {people} jongeren. De andere {people - most} verdelen zich over {routes - 1} routes."
        return f"{spread} De gewone route is de drukste, maar de meesten wijken er ergens van af. Kijk bij ‘De routes onder elkaar’."

    @classmethod
    def controls(cls, case):
        views = (("netwerk", "De paden als netwerk"), ("varianten", "De routes onder elkaar"))
        file = (
            "Eén rij per gebeurtenis: casus (wie), activiteit (wat) en tijd (wanneer; de dag staat voor de maand). Het bestand blijft op deze computer en "
            "komt niet in uw casus. Met Herstel komt het meegeleverde logboek terug."
        )
        other = "Alleen nodig als uw kolom een andere naam heeft. Leeg: zelf herkennen."
        return [
            Slider("least", "Toon paden die minstens zoveel mensen volgen", 1, 60, START),
            Choice("view", "Wat wilt u zien?", views, "netwerk"),
            Upload("file", "Een eigen logboek (CSV-bestand)", open_log, help=file),
            Text("case_column", "Kolom met de casus", help=other, limit=200, long=False),
            Text("activity_column", "Kolom met de activiteit", limit=200, long=False),
            Text("time_column", "Kolom met de tijd", limit=200, long=False),
        ]

    @cached_property
    def read(self) -> tuple[EventLog, tuple[str, ...]]:
        """The log, and the columns it was read from; raises CaseError where the file is not in order."""
        names = (self.case_column, self.activity_column, self.time_column)
        return (self.file.log(*names), tuple(self.file.header[i] for i in self.file.columns(*names))) if self.file else (shipped(), ())

    @cached_property
    def problem(self) -> str:
        """What is wrong with the file; "" for nothing."""
        try:
            _ = self.read
        except CaseError as problem:
            return str(problem)
        return ""

    @cached_property
    def about(self) -> Analysis:
        return analysis(self.read[0])

    @property
    def unit(self) -> tuple[str, str]:
        return CASES if self.file else YOUNG

    @property
    def people(self) -> int:
        return self.about.log.cases

    @cached_property
    def arcs(self) -> list[model.Arc]:
        """The paths in the picture."""
        if self.view == "varianten":
            pairs = {pair for v in self.seen for pair in pairwise(v.steps)}
            return [a for a in self.about.arcs if (a.source, a.target) in pairs]
        kept = set(self.about.stops)
        return [a for a in self.about.arcs if a.cases >= self.least and a.source in kept and a.target in kept][:MOST_PATHS]

    @cached_property
    def seen(self) -> list[model.Variant]:
        """The routes that are in the picture from beginning to end."""
        if self.view == "varianten":
            return [v for v in self.about.variants[:ROUTES] if v.count >= self.least] or self.about.variants[:1]
        kept, pairs = set(self.about.stops), {(a.source, a.target) for a in self.arcs}
        return [v for v in self.about.variants if kept.issuperset(v.steps) and pairs.issuperset(pairwise(v.steps))]

    @cached_property
    def visible(self) -> int:
        """How many people have their whole route in the picture."""
        return sum(v.count for v in self.seen)

    def counted(self, number: int) -> str:
        return f"{dutch(number, 0)} {form(number, *self.unit)}"

    def named(self, steps: tuple[int, ...]) -> str:
        """A route in a table, of which no more than ten steps."""
        names, more = " → ".join(self.about.log.activities[s] for s in steps[:STEPS_IN_WORDS]), len(steps) - STEPS_IN_WORDS
        return f"{names} → … (nog {more} stappen)" if more > 0 else names

    def name(self, step: int) -> str:
        """An activity in a sentence; of a file as it stands there."""
        name = self.about.log.activities[step]
        return name if self.file else in_sentences().get(name, name)

    def told(self, steps: tuple[int, ...]) -> str:
        """A route in a sentence: "van School via Wijkteam naar Huisarts"."""
        names = [self.name(s) for s in steps]
        if len(names) == 1:
            return f"alleen {names[0]}"
        between = names[1:-1]
        some = between if len(between) <= VIA else [*between[: VIA - 1], f"nog {number_word(len(between) - VIA + 1)} stappen"]
        return f"van {names[0]}{f' via {listed(some)}' if some else ''} naar {names[-1]}"

    def measures(self):
        if self.problem:
            return []
        about, unit = self.about, self.unit[1].capitalize()
        returning = sum(v.count for v in self.seen if len(set(v.steps)) < len(v.steps)) / self.people
        whole = f"{unit} {'waarvan' if self.file else 'van wie'} de hele route in beeld is"
        back = f"{unit} die ergens terugkomen, van alle {self.unit[1]}"
        return [
            Measure("Paden van de ene stap naar de volgende", len(about.arcs), len(self.arcs), digits=0),
            Measure("Verschillende routes", len(about.variants), len(self.seen), digits=0),
            Measure(whole, 1, self.visible / self.people, "%", 0, 100),
            Measure(back, model.share_returning(about.variants), returning, "%", 0, 100),
        ]

    def picture(self):
        if self.problem:
            return _message(self.problem)
        return self._list() if self.view == "varianten" else self._map()

    def _map(self):
        """Activities as boxes, from top to bottom as they usually come; paths as arrows with the number of people."""
        b, about, plan = Board(WIDE, HIGH), self.about, self.about.plan
        shown = {(a.source, a.target): a.cases for a in about.drawn(self.arcs)}
        lines, most = plan.lines(list(shown), about.common), max(shown.values(), default=1)
        full = [_around(*plan.middle(key), BOX_WIDE / 2, BOX_HIGH / 2) for key in plan.at]
        numbers = []
        for pair in sorted(shown, key=lambda pair: (pair not in about.common, -shown[pair])):
            number, width = dutch(shown[pair], 0), 1.4 + 8 * shown[pair] / most
            size, weight, ink, colour = (14, 700, "accent", "accent") if pair in about.common else (SMALL, 500, "ink", "line")
            spots = _path(b, plan, pair, lines[pair], width, colour)
            (left, top), *_, (right, foot) = lines[pair]
            if abs(right - left) < 1:  # no number may stand on a straight line
                full.append((left - width / 2, min(top, foot), left + width / 2, max(top, foot)))
            half, away = (text_width(number, size) / 2 + 2, size / 2 + 1), width / 2 + ASIDE
            beside = [(x + side * (away + half[0] - 2), y) for side in (1, -1) for x, y in spots]
            free = (spot for spot in beside if not any(_overlap(_around(*spot, *half), box) for box in full))
            x, y = next(free, None) or min(beside, key=lambda spot: sum(_overlap(_around(*spot, *half), box) for box in full))
            full.append(_around(x, y, *half))
            numbers.append((x, y + size * 0.35, number, size, "middle", weight, ink, f"l:{pair[0]}|{pair[1]}"))
        for key in sorted(plan.at, key=lambda key: plan.at[key][::-1]):  # the order of the keyboard
            self._box(b, key)
        for number in numbers:
            b.text(*number, halo="paper")
        if hidden := self.people - self.visible:
            b.text(WIDE - 6, 15, f"{dutch(hidden, 0)} buiten beeld", 14, "end", 650, key="buiten", halo="paper")
        b.legend(extra=_signs(self.unit[1], "s" * (len(about.usual) > 1)))
        return b

    def _box(self, b, key):
        """A box with the name and how many come past; how many begin, end and repeat here, for who asks."""
        about, unit = self.about, self.unit[1]
        name, begins, again, room = about.log.activities[key], about.begins[key], about.again.get(key, 0), BOX_WIDE - 8
        past, first, last, more = (dutch(n, 0) for n in (about.visitors[key], begins, about.ends[key], again))
        size = max(12.5, min(15, room / max(1, len(name) * BOLDEST)))
        names = wrap(name, int(room / (size * BOLDEST)), 1 if len(name) <= int(room / (size * BOLDEST)) else 2)
        one = f"{past} {unit}" if text_width(f"{past} {unit}", SMALL) <= room else past
        step = 13.5 if len(names) > 1 else 17
        said = f"{name}: {past} {unit}; begin {first}, einde {last}{f', nog eens {more}' if again else ''}"
        fill, stroke, width = ("tinted", "accent", 2.2) if begins else ("paper", "ink", 1.6)
        with b.group(*about.plan.middle(key), key=f"a:{key}", pick=str(key), label=said):
            b.rect(-BOX_WIDE / 2, -BOX_HIGH / 2, BOX_WIDE, BOX_HIGH, 8, shape=True, fill=fill, stroke=stroke, width=width)
            for i, (text, size, weight) in enumerate([*((n, size, 650) for n in names), (one, min(SMALL, step), 400)]):
                b.text(0, 4.7 + (i - len(names) / 2) * step, text, size, "middle", weight)

    def _list(self):
        """The commonest routes as rows of arrows, the steps of the very commonest filled."""
        b, names, shown = Board(WIDE, HIGH), self.about.log.activities, self.seen
        left, pitch, columns = 94, (HIGH - 40) / ROUTES, min(STEPS, max(len(v.steps) for v in shown))
        across = min(118, (WIDE - left - 3) / columns)
        for i, (steps, people) in enumerate(shown):
            middle, share = 14 + pitch * i + pitch / 2 - 6, people / self.people
            b.text(6, middle - 2, dutch(people, 0), 15, weight=700)
            b.text(left - 10, middle - 2, "< 1%" if share < 0.005 else f"{100 * share:.0f}%", anchor="end", fill="soft")
            b.rect(6, middle + 5, max(2, (left - 16) * people / shown[0].count), 8, 2, key=f"b:{i}", fill="accent")
            part = steps if len(steps) <= columns else steps[: columns - 1]
            for k, step in enumerate(part):
                label, again, usual = names[step], step in steps[:k], any(step in one for one in self.about.usual)
                _chevron(b, left + across * k, middle, across, pitch - 12, label, again, usual, f"r:{i}:{k}")
            if len(part) < len(steps):
                b.text(left + across * len(part) + 10, middle - 3, f"+ {len(steps) - len(part)}", SMALL)
                b.text(left + across * len(part) + 10, middle + 12, "stappen", SMALL)
        count = len(self.about.variants) - len(shown)
        routes = f"Nog {dutch(count, 0)} {form(count, 'andere route', 'andere routes')}, samen {self.counted(self.people - self.visible)}."
        b.text(6, HIGH - 12, routes if count else "Dit zijn alle routes.", weight=600)
        b.legend(extra=_signs_of_routes("s" * (len(self.about.usual) > 1)))
        return b

    def headline(self):
        if self.problem:
            return "Dit bestand is nog niet te lezen: onder het veld staat wat er in staat en wat er moet staan."
        about, hidden = self.about, self.people - self.visible
        if len(about.variants) == 1:
            return "Iedereen volgt dezelfde route, dus er is niemand die buiten beeld kan vallen."
        if self.view == "varianten":
            first, others = dutch(about.variants[0].count, 0), len(about.variants) - 1
            if len(self.seen) == 1:
                return f"Alleen de drukste route blijft over, met {first} van de {self.counted(self.people)}: wie een andere route neemt, ziet u niet."
            ways = f"op {number_word(others)} verschillende manieren" if others > 1 else "op één manier"
            return f"Van de {self.counted(self.people)} volgen er {first} precies de drukste route. De rest wijkt ergens af, {ways}."
        if not self.arcs:
            return "Het netwerk is leeg, want geen enkele lijn is zo druk. Zet de schuif lager."
        if not hidden:
            return "U ziet van iedereen de hele route, en juist daardoor is er bijna geen lijn meer te onderscheiden."
        if 10 * hidden < self.people:
            return f"U ziet bijna van iedereen de hele route, en daardoor lopen de lijnen door elkaar. Bij {dutch(hidden, 0)} van de {self.counted(self.people)} ontbreekt een deel."
        if 5 * hidden > 2 * self.people:
            return f"Het plaatje is rustig, maar verbergt veel: zonder de dunnere lijnen ontbreekt bij {dutch(hidden, 0)} van de {self.counted(self.people)} een deel van de route."
        return f"De drukste route springt eruit, want de dunne lijnen zijn weggelaten. Daardoor ontbreekt bij {dutch(hidden, 0)} van de {self.counted(self.people)} een deel van de route."

    def words(self):
        if self.problem:
            return f"Dit bestand is nog niet te tekenen. {capital(self.problem)}"
        routes, hidden = len(self.about.variants), self.people - self.visible
        whose = form(self.people, *CASES) if self.file else "verzonnen jongeren"
        seen = len(self.seen)
        drawn = "U ziet alleen de drukste route." if seen == 1 else f"U ziet alleen de {number_word(seen)} drukste routes."
        others = " Alle andere routes zijn zeldzamer." if hidden > 1 else ""
        shown = [f"{drawn}{others}" if seen < routes else "U ziet ze allemaal."] if self.view == "varianten" else self._paths(hidden)
        return say(
            f"Het logboek volgt {dutch(self.people, 0)} {whose} langs {'één route' if routes == 1 else f'{number_word(routes)} verschillende routes'}.",
            self._usual() if routes > 1 else "",
            *shown,
            "" if hidden else "Iedere route is helemaal in beeld.",
        )

    def _paths(self, hidden):
        about = self.about
        least = f"minstens {number_word(self.least)} {form(self.least, *self.unit)} {form(self.least, 'volgt', 'volgen')}"
        if len(self.arcs) == MOST_PATHS:
            yield f"In het plaatje staan de {MOST_PATHS} drukste lijnen{f' die {least}' if self.least > 1 else ''}."
        else:
            yield f"In het plaatje staan alleen lijnen die {least}."
        if about.arcs and not self.arcs:
            busiest = about.arcs[0].cases
            yield f"Geen enkele lijn is zo druk: zet de schuif op {busiest}{' of lager' if busiest > 1 else ''}."
        elif hidden:
            yield "Dunnere lijnen ziet u niet."
        left = len(about.log.activities) - len(about.stops)
        if left:
            some = form(left, "De activiteit", f"De {number_word(left)} activiteiten")
            yield f"{some} waar de minste {self.unit[1]} komen, {form(left, 'staat', 'staan')} niet in het plaatje."

    def _usual(self) -> str:
        """The routes that most follow, and how many follow one."""
        most = self.about.variants[0].count
        people = self.counted(most)
        said = f"[De drukste route is die van {people}: {{}}.|De drukste routes hebben elk {people}: {{}}.]"
        return foremost(
            {v.steps: v.count for v in self.about.variants}, self.told, said, "Elke route is even vaak gevolgd.", "het zijn er {}"
        )

    def _slowest(self, arcs):
        waits = {(a.source, a.target): a.wait for a in arcs if a.cases >= ENOUGH and a.source != a.target}
        names, slow = self.about.log.activities, max(waits.values(), default=0)
        half = f": in de helft van de gevallen meer dan {_days(slow)}."
        said, same = f"Het langst duurt het {{}}{half}", f"Elke stap duurt even lang{half}"
        return foremost(waits, lambda p: f"van {names[p[0]]} naar {names[p[1]]}", said, same, "bij {} stappen") if slow >= 1 else ""

    def report(self):
        if self.problem or not self.file:
            return ""
        return say(
            f"In het logboek staan {self.counted(self.people)} en {dutch(len(self.about.variants), 0)} verschillende routes.",
            self._usual(),
            self._slowest(self.about.arcs),
        )

    def tables(self):
        if self.problem:
            return []
        about, names, unit = self.about, self.about.log.activities, self.unit[1].capitalize()
        routes = [(self.named(v.steps), v.count, _share(v.count / self.people)) for v in about.variants[:ROUTES_IN_TABLE]]
        paths = [(f"{names[a.source]} → {names[a.target]}", a.cases, a.count, round(a.wait, 1)) for a in self.arcs[:PATHS_IN_TABLE]]
        of_routes, of_paths = dutch(len(about.variants), 0), dutch(len(self.arcs), 0)
        columns = ("Van → naar", unit, "Aantal keer", "De helft duurt langer dan (dagen)")
        return [
            Table(f"De meest gevolgde routes ({len(routes)} van de {of_routes})", ("Route", unit, "Aandeel"), routes),
            Table(f"De drukste paden in beeld ({len(paths)} van de {of_paths})", columns, paths),
        ]

    def note(self, key):
        """Under the field of the file: what was read, what was taken for granted, or what is wrong."""
        if key != "file" or not self.file:
            return ""
        if self.problem:
            return capital(self.problem)
        log = self.about.log
        columns = listed(f"‘{name}’ voor {role}" for role, name in zip(("de casus", "de activiteit", "de tijd"), self.read[1], strict=True))
        return say(
            f"Er zijn {dutch(len(log), 0)} gebeurtenissen van {self.counted(self.people)} gelezen, met de kolommen {columns}.", *log.notes
        )

    def pick(self, key):
        stop = None if self.problem else next((i for i in self.about.stops if str(i) == key), None)
        if stop is None:
            raise KeyError(key)
        about = self.about

        def most(found: list[tuple[int, model.Arc]], said: str) -> list[str]:
            found = [one for one in found[:3] if one[1].cases > (found[3][1].cases if len(found) > 3 else 0)]  # of equals all or none
            return [
                said.format(
                    form(a.cases, "gaat er", "gaan er"),
                    form(a.cases, "komt er", "komen er"),
                    dutch(a.cases, 0),
                    self.name(i),
                    _days(a.wait),
                )
                for i, a in found
            ]

        past, first, last, again = about.visitors[stop], about.begins[stop], about.ends[stop], about.again.get(stop, 0)
        return say(
            f"Langs {self.name(stop)} {form(past, 'komt', 'komen')} {self.counted(past)}.",
            f"Bij {dutch(first, 0)} begint de route daar." if first else "",
            f"Bij {dutch(last, 0)} eindigt de route daar." if last else "",
            f"Bij {dutch(again, 0)} volgt daar nog een keer dezelfde stap." if again else "",
            *most([(a.source, a) for a in about.arcs if a.target == stop != a.source], "Daarvoor {1} {2} van {3}."),
            *most(
                [(a.target, a) for a in about.arcs if a.source == stop != a.target], "Daarna {0} {2} naar {3}, de helft na meer dan {4}."
            ),
        )


def _share(share: float) -> str:
    percent = 100 * share
    return "minder dan 1%" if 0 < percent < 0.5 else "meer dan 99%" if 99.5 <= percent < 100 else f"{dutch(percent, 0)}%"


def _days(days: float) -> str:
    number = dutch(round(days, 0 if days >= 10 else 1))
    return f"{number} {'dag' if number == '1' else 'dagen'}"


def _around(x: float, y: float, wide: float, high: float) -> tuple[float, float, float, float]:
    """The corners of a box of twice this size round (x, y)."""
    return x - wide, y - high, x + wide, y + high


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> float:
    if a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3]:
        return 0
    return (min(a[2], b[2]) - max(a[0], b[0])) * (min(a[3], b[3]) - max(a[1], b[1]))


def _path(
    b: Board, plan: Layered, pair: tuple[int, int], line: list[tuple[float, float]], width: float, colour: str
) -> list[tuple[float, float]]:
    """Draw a path with its head: every path arrives straight up or down, or sideways. Where its number may stand."""
    level, over = plan.level(pair), plan.level(pair) and plan.far(pair)
    d, spots = curve(line, 26 if over else 0)
    back = plan.at[pair[1]][1] < plan.at[pair[0]][1]
    b.path(d, key=f"e:{pair[0]}|{pair[1]}", stroke=colour, width=width, dash="7 5" if back else "")
    x, y = line[-1]
    down = 1j if y >= line[-2][1] or over else -1j
    way = (1 if x > line[0][0] else -1) if level and not over else down
    b.head(x, y, way, 7 + 0.5 * width, 4 + 0.6 * width, key=f"h:{pair[0]}|{pair[1]}", fill=colour)
    return spots


def _signs(unit: str, more: str = "") -> list[tuple[str, str]]:
    """The legend, two rows in every state."""
    words = (f"getal en dikte: {unit}", "streepjes: terug omhoog", "gekleurd vak: hier begint een route")
    return [("formeel", f"op de meest gevolgde route{more}"), *(("", text) for text in words)]


def _signs_of_routes(more: str) -> list[tuple[str, str]]:
    """The legend of the list, of as many rows."""
    words = ("gestreept: andere stap", "↺ eerder geweest", "getal en balk: wie deze route gaan", "%: deel van allen")
    return [("formeel", f"gevuld: stap van de meest gevolgde route{more}"), *(("", text) for text in words)]


def _chevron(b: Board, x: float, y: float, wide: float, high: float, label: str, again: bool, usual: bool, key: str) -> None:
    """One step of a route: an arrow with a name, and a sign when the same step came before."""
    nose, h, w = 6, high / 2, wide - 3
    corners = [(x, y - h), (x + w - nose, y - h), (x + w, y), (x + w - nose, y + h), (x, y + h), (x + nose, y)]
    lines = [*(["↺"] if again else []), *wrap(label, max(4, int((w - 2 * nose + 1) / (13 * NARROW))), 2)]
    fill, stroke, dash = ("tinted", "accent", "") if usual else ("paper", "ink", "5 3")
    with b.group(key=key, moved=False):
        b.parts.append(f"<title>{escape(label)}</title>")
        b.polygon(corners, fill=fill, stroke=stroke, width=1.4, dash=dash)
        for k, line in enumerate(lines):
            b.text(x + w / 2, y + 4.2 + (k - (len(lines) - 1) / 2) * 13.5, line, 13, "middle")


def _message(sentences: str) -> Board:
    """Where there is nothing to draw: what is wrong, as text of the same size as the map."""
    b = Board(WIDE, HIGH)
    lines = [part for line in sentences.split("\n") for part in wrap(line, 72, 6)]
    for i, line in enumerate(lines[: int((b.height - 60) / 22)]):
        if line:
            b.text(20, 40 + 22 * i, line, 15)
    b.legend(extra=_signs(YOUNG[1]))
    return b
