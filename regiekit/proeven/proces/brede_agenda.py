"""De brede agenda: what each party wins on each issue, and the packages of issues in which nobody loses."""

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any

import attrs

from regiekit.cases import Issue, Party
from regiekit.cases.model import UNSAID
from regiekit.cases.reading import (
    GAIN,
    MOST_GAIN,
    MOST_ISSUES,
    cell,
    crowded,
    director,
    example_issues,
    filled,
    is_example,
    stand_in,
    typed_gain,
    typed_issues,
)
from regiekit.models import package_deal as model
from regiekit.plots.svg import escape, letter, text_width, wrap
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
    dutch,
    form,
    last,
    leading,
    listed,
    number_word,
    points,
    say,
)
from regiekit.widgets.say import does, phrase, several

SHOWN_AT_FIRST = 3  # issues on the table, where no agenda is one issue short of a package
LISTED = 8  # packages in the table
NAMED = 2  # cells in a note, at most
NAME_WORDS = 13  # of an issue that a sentence names, at most
YES, NO = "ja", "nee"
ALL, WORST, SUM = "alles", "slechtst", "samen"
PACKAGES = (
    (ALL, "alles wat op tafel ligt"),
    (WORST, "het beste voor wie het minst krijgt"),
    (SUM, "het beste voor allen samen"),
)
TYPED, MINE, THEIRS = "tabel", "regisseur", "anderen"
AGENDAS = (
    (TYPED, "wat u in de tabel kiest"),
    (MINE, "waar de regisseur op wint"),
    (THEIRS, "wat de anderen het liefst willen"),
)
PACKAGE, ISSUE = "pakket|pakketten", "kwestie|kwesties"

WIDE, HIGH = 660.0, 430.0  # of the picture
LEFT, SHOWN, ACROSS = 310, 22, 34  # where parties begin, how many there is room for, the width of one at most
DOWN, BARS, SIGNS = 40, 62, 103  # height of a row at most, room for the bars and for the signs at least


def all_issues(case: Case) -> tuple[Issue, ...]:
    """The issues that the table holds at first: those of the case, or an example."""
    own = tuple([issue for issue in case.issues if issue.name.split() or any(issue.gains.values())])
    return own[:MOST_ISSUES] if case.issues else example_issues(case)


def start(case: Case) -> list[dict[str, str]]:
    """The table at first, with an empty cell for a gain that is not known. On the table is all but one issue of a smallest package in which nobody
    loses: nothing can be traded yet, one issue more changes that."""
    absent = None if case.issues else 0
    gains = [{GAIN + key: cell(issue.gains.get(key, absent)) for key in case.party_keys} for issue in all_issues(case)]
    on = at_first(case)
    return [{"naam": issue.name, "tafel": YES if i in on else NO, **gains[i]} for i, issue in enumerate(all_issues(case))]


@last
def at_first(case: Case) -> tuple[int, ...]:
    """The numbers of the issues on the table at first."""
    issues = all_issues(case)
    known = not case.issues or all(key in issue.gains for issue in issues for key in case.party_keys)
    least = model.fewest(at_start(case)) if known and len(case.parties) > 1 else None
    return model.issues_in(least)[:-1] if least is not None and least.bit_count() > 1 else tuple(range(min(SHOWN_AT_FIRST, len(issues))))


@lru_cache(maxsize=1)  # not kept with a state: with twenty issues there are a million packages
def sums(gains: tuple[tuple[float, ...], ...], parties: int, threshold: float) -> tuple[Any, Any]:
    """Per package how far the worst-off, and all together, are above the threshold."""
    import numpy as np

    matrix: Any = np.array(gains, dtype=float).reshape(len(gains), parties)
    return model.lowest(matrix, threshold), model.together(matrix, threshold)


def gains(case: Case, issues: Iterable[Issue]) -> tuple[tuple[float, ...], ...]:
    """Per issue what each party wins; 0 where that is not known."""
    return tuple([tuple([issue.gains.get(key, 0.0) for key in case.party_keys]) for issue in issues])


@last
def at_start(case: Case) -> Any:
    """Which packages of all issues that the table holds at first leave nobody below 0."""
    return sums(gains(case, all_issues(case)), len(case.parties), 0)[0] >= 0


class PackageDeal(Proef, needs=("numpy",)):
    """An agenda (rows as typed) and one package in it; packages are numbers as in the model."""

    issues: list[dict[str, str]]
    threshold: float
    by: str
    package: str
    paid: str
    sections = MappingProxyType({"package": "Het pakket", "paid": "Het pakket"})

    @classmethod
    def ready(cls, case):
        lacking = "Deze casus heeft nog geen twee partijen. Vul ze hieronder in, of kies een andere casus."
        return crowded(case) if len(case.parties) > 1 else lacking

    @classmethod
    def guess(cls, case):
        highest = 2 ** len(all_issues(case)) - 1
        return Slider("", f"Uw voorspelling, van de {dutch(highest)} pakketten", 0, highest, highest // 4, 1, PACKAGE)

    @classmethod
    def answer(cls, case):
        return int(at_start(case).sum()) - 1

    @classmethod
    def explain(cls, case, answer):
        total = len(all_issues(case))
        alone = sum(bool(at_start(case)[1 << i]) for i in range(total))
        on = form(alone, "één kwestie", f"{number_word(alone)} kwesties")
        losing = f"Op {on} apart verliest niemand, op de andere wel." if alone else "Op elke kwestie apart verliest wel iemand."
        if answer > alone:
            return f"{losing} Wie dat verlies op een andere kwestie terugwint, kan met het pakket leven. Kijk welke kwesties steeds samen voorkomen."
        return f"{losing} Ook samen wint niet iedereen terug wat hij verliest. Kijk wat er gebeurt als winnaars de verliezers betalen."

    @classmethod
    def supposes(cls, case):
        return ("issues",)  # what lies on the table at first is chosen so that one issue is lacking

    @classmethod
    def controls(cls, case):
        columns = [
            {"key": "naam", "label": "Kwestie"},
            {"key": "tafel", "label": "Op tafel?", "options": [[NO, NO], [YES, YES]], "default": YES},
            *({"key": GAIN + p.key, "label": p.label, "default": ""} for p in case.parties),
        ]
        typed = f"Vul per partij in wat de kwestie oplevert of kost, van −{MOST_GAIN} tot {MOST_GAIN}. Leeg is nog niet bekend. Plakken uit een rekenblad mag."
        return [
            Rows("issues", "De agenda", columns, start(case), MOST_ISSUES, typed, wide=True),
            Choice("by", "Wat komt er op tafel?", AGENDAS, TYPED),
            Slider("threshold", "Wat een partij minstens moet krijgen", -3, 3, 0, 1, "", "Bij 0 verliest niemand op het hele pakket."),
            Choice("package", "Welk pakket wilt u zien?", PACKAGES, ALL),
            Choice("paid", "Mogen winnaars de verliezers betalen?", ((NO, "nee"), (YES, "ja")), NO),
        ]

    @cached_property
    def rows(self) -> list[Mapping[str, str]]:
        """The rows with something in them."""
        return filled(self.case, self.issues)

    @cached_property
    def unknown(self) -> list[int]:
        """The places in the case of the parties of which some gain is empty or can't be read: the sums go by 0, and no sentence names them."""
        return [i for i, key in enumerate(self.case.party_keys) if not all(key in issue.gains for issue in self.agenda)]

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """The parties of the case, without the name of whoever too little is known of."""
        names = {i: stand_in(i) for i in self.unknown}
        return tuple(attrs.evolve(p, name=names[i], short=names[i], **UNSAID) if i in names else p for i, p in enumerate(self.case.parties))

    @cached_property
    def agenda(self) -> tuple[Issue, ...]:
        return typed_issues(self.case, self.issues)

    @cached_property
    def gains(self) -> tuple[tuple[float, ...], ...]:
        """Per issue what each party wins."""
        return gains(self.case, self.agenda)

    @cached_property
    def on(self) -> list[int]:
        """The numbers of the issues on the table: as ticked, those that the director wins on, or what each of the others wins most on."""
        if self.by == TYPED:
            return [i for i, row in enumerate(self.rows) if row["tafel"] == YES]
        mine = self.case.party_keys.index(director(self.case))
        if self.by == MINE:
            return [i for i, row in enumerate(self.gains) if row[mine] > 0]
        return sorted(set().union(*(on for p, on in enumerate(self.keen) if p != mine)))

    @cached_property
    def keen(self) -> list[tuple[int, ...]]:
        """Per party the issues on which it wins most: what it is keen on; none where it wins nowhere."""
        return model.favourites(self.gains) if self.gains else [()] * len(self.parties)

    @cached_property
    def unmoved(self) -> list[Party]:
        """The parties that find on the table nothing of what they are keen on."""
        return [p for p, on in zip(self.parties, self.keen, strict=True) if not set(on) & set(self.on)]

    @cached_property
    def wrong(self) -> list[str]:
        """The cells that can't be read."""
        parties = [(p.label, GAIN + p.key) for p in self.case.parties]
        cells = ((letter(i), name, row[column]) for i, row in enumerate(self.rows) for name, column in parties)
        return [f"{at}, {name}: ‘{cell.strip()[:12]}’" for at, name, cell in cells if typed_gain(cell) is None]

    @property
    def sums(self) -> tuple[Any, Any]:
        return sums(self.gains, len(self.case.parties), self.threshold)

    @property
    def passing(self) -> Any:
        """Which packages all accept; to settle nothing is no package."""
        passing = self.sums[self.paid == YES] >= 0
        passing[0] = False
        return passing

    def within(self, agenda: Iterable[int]) -> int:
        """How many packages of these issues all accept."""
        return int((self.passing & model.within(len(self.agenda), agenda)).sum())

    @cached_property
    def packages(self) -> int:
        """How many packages the agenda holds, the empty one not counted."""
        return 2 ** len(self.on) - 1

    @cached_property
    def possible(self) -> int:
        """How many packages of what is on the table all accept."""
        return self.within(self.on)

    @cached_property
    def per_issue(self) -> list[tuple[int, int]]:
        """How many packages all accept without and with each issue."""
        other = [self.within({*self.on} ^ {i}) for i in range(len(self.agenda))]
        return [(number, self.possible) if i in self.on else (self.possible, number) for i, number in enumerate(other)]

    @cached_property
    def found(self) -> list[int]:
        """The best packages that all accept: what improves on one of these comes before it."""
        import numpy as np

        lowest, together = self.sums
        found = np.flatnonzero(self.passing & model.within(len(self.agenda), self.on))
        if len(found) > LISTED:
            found = found[lowest[found] >= np.partition(lowest[found], -LISTED)[-LISTED]]
        return found[np.lexsort((-together[found], -lowest[found]))][:LISTED].tolist()

    @cached_property
    def slack(self) -> float:
        """How many points the worst-off can lose in the roomiest package that all accept, before it falls away; 0 where there is none."""
        inside = self.passing & model.within(len(self.agenda), self.on)
        return float(self.sums[self.paid == YES][inside].max()) if inside.any() else 0.0

    @cached_property
    def chosen(self) -> int:
        """The package that is shown."""
        if self.package == ALL or len(self.equal) < 2:
            return self.equal[-1]
        then = self.sums[self.package == WORST]
        return max(self.equal, key=lambda one: then[one])

    @cached_property
    def equal(self) -> list[int]:
        """The packages that do equally well at what the shown one is chosen for; of these it does best at the other."""
        inside = model.within(len(self.agenda), self.on).nonzero()[0]
        if self.package == ALL or len(inside) == 1:
            return [int(inside[-1])]
        first = self.sums[self.package != WORST]
        return inside[1:][first[inside[1:]] == first[inside[1:]].max()].tolist()

    @cached_property
    def inside(self) -> tuple[int, ...]:
        return model.issues_in(self.chosen)

    @cached_property
    def totals(self) -> list[float]:
        """What each party gains in the package that is shown."""
        return model.totals(self.gains, [self.chosen])[0].tolist() if self.gains else [0.0] * len(self.case.parties)

    @cached_property
    def payments(self) -> list[float]:
        """What each party receives or pays; nothing where that is not asked or not possible."""
        totals = self.totals
        if self.paid != YES or sum(totals) < self.threshold * len(totals):
            return [0.0] * len(totals)
        return model.side_payments(totals, self.threshold).tolist()

    @cached_property
    def below(self) -> list[tuple[Party, float]]:
        """The parties below the threshold, with what they gain."""
        return [(p, total) for p, total in zip(self.parties, self.totals, strict=True) if total < self.threshold]

    def measures(self):
        number, alone = len(self.totals), [1 << i for i in range(len(self.agenda))]
        passing, below, lowest, together, keen = 0, 0, 0.0, 0.0, 0
        if alone:
            passing, below = int(self.passing[alone].sum()), int((model.totals(self.gains, alone) < self.threshold).sum(axis=1).min())
            lowest, together = (float(one[alone].max()) for one in self.sums)
            keen = max(sum(i in on for on in self.keen) for i in range(len(alone)))
        return [
            Measure("Pakketten waar iedereen mee kan leven", passing, self.possible, digits=0),
            Measure(f"Partijen met hun sterkste wens op tafel, van de {number}", keen, number - len(self.unmoved), digits=0),
            Measure(f"Partijen die te weinig krijgen, van de {number}", below, len(self.below), digits=0),
            Measure("Punten voor de partij die het minst krijgt", lowest + self.threshold, min(self.totals), digits=1),
            Measure("Punten voor alle partijen samen", together + self.threshold * number, sum(self.totals), digits=1),
        ]

    def picture(self):
        """A grid of issues by parties, who gets least first, and below it what each gets in the package as a bar."""
        b, order = Board(WIDE, HIGH, "proces"), sorted(range(len(self.parties)), key=self.totals.__getitem__)
        shown = order[:SHOWN]
        top = max(SIGNS, *(6 + text_width(wrap(self.parties[i].label, 16, 1)[0], 13.5) for i in shown))
        down = min(DOWN, (HIGH - BARS - top) / max(1, len(self.agenda)))
        across = min(ACROSS, (WIDE - LEFT) / len(shown))
        at = {i: LEFT + (k + 0.5) * across for k, i in enumerate(shown)}
        bottom = top + down * len(self.agenda)
        for j in range(1, len(self.agenda), 2):
            b.rect(0, top + down * j, LEFT - 4, down, fill="tint")
        for i, x in at.items():  # below the grid
            if self.totals[i] < self.threshold:
                b.rect(x - across / 2, 0.5, across, HIGH - 1, key=f"z:{self.parties[i].key}", fill="tinted", stroke="accent")
        _signs(b, any(self.payments))
        for j, issue in enumerate(self.agenda):
            self._draw_issue(b, j, issue, top + down * (j + 0.5), down)
            for i, x in at.items():
                self._draw_gain(b, j, i, x, top + down * (j + 0.5), across, down)
        self._draw_totals(b, at, across, bottom + 6)
        for i, x in at.items():
            p = self.parties[i]
            with b.group(x + 5, top - 4, key=f"t:{p.key}", turn=-90):
                b.text(0, 0, wrap(p.label, 16, 1)[0], 13.5, fill="accent" if self.totals[i] < self.threshold else "ink")
        if rest := len(order) - len(shown):
            b.text(2, HIGH - 4, f"Nog {rest} krijgen niet minder.", 13.5, fill="soft")
        return b

    def _draw_issue(self, b, j, issue, y, down):
        """The letter and the name of an issue: filled in the package, dashed when not on the table."""
        chosen, on, lines = j in self.inside, j in self.on, max(1, int(down / 11.8))
        b.rect(2, y - 10, 20, 20, 4, key=f"h:{j}", fill="ink" if chosen else "paper", stroke="ink", width=1.5, dash="" if on else "3 3")
        b.text(12, y + 5, letter(j), 13.5, "middle", 700, "paper" if chosen else "ink")
        names = len(wrap(issue.name, 36, lines))
        step = min(14, down / names)
        size = 13.5 if step > 13 else 12.5
        b.texts(30, y + 5 - step / 2 * (names - 1), issue.name, 36, lines, step, size=size, fill="ink" if chosen else "soft")

    def _draw_gain(self, b, j, i, x, y, across, down):
        """What an issue brings a party: a filled cell, fuller for more; what it costs is a minus, thicker for more."""
        gain, p, faint = self.gains[j][i], self.parties[i], 1 if j in self.inside else 0.3
        wide, high = across - 2, min(down, 30) - 3
        if gain > 0:
            b.rect(
                x - wide / 2,
                y - high / 2,
                wide,
                high,
                2,
                key=f"c:{j}|{p.key}",
                fill="soft",
                opacity=faint * (0.25 + 0.75 * gain / MOST_GAIN),
            )
        elif gain < 0:
            thick = 1.5 - 1.3 * gain
            b.rect(x - wide / 2 + 2, y - thick / 2, wide - 4, thick, key=f"c:{j}|{p.key}", fill="ink", opacity=faint)
        else:
            b.circle(x, y, 1, fill="line")
        if j in self.keen[i]:
            b.rect(x - wide / 2, y - high / 2, wide, high, 2, key=f"k:{j}|{p.key}", stroke="ink", width=2.2)

    def _draw_totals(self, b, at, across, top):
        """A bar per party, as far as the most or the least of them goes."""
        reached = [0.0, self.threshold, *self.totals, *map(sum, zip(self.totals, self.payments, strict=True))]
        low, high = min(reached), max(reached)
        unit = (HIGH - top - 4) / ((high - low) or 1)
        zero, limit = top + high * unit, top + (high - self.threshold) * unit
        b.text(2, top + 18, "Het pakket samen", 15, weight=700)
        b.text(2, top + 38, "links wie het minst krijgt", 13.5, fill="soft")
        if limit - top > 20:
            b.text(LEFT - 10, top + 9, signed(high), 13.5, "end", fill="soft")
            b.line(LEFT - 6, top, LEFT + across * len(at), top, dash="1 4")
        b.line(LEFT, zero, LEFT + across * len(at), zero, "ink", width=1.5)
        if self.threshold:
            b.line(LEFT - 6, limit, LEFT + across * len(at), limit, "ink", key="grens", width=2, dash="6 4")
        b.text(LEFT - 10, min(limit + 5, HIGH - 5), f"minstens {signed(self.threshold)}", 13.5, "end", fill="soft", key="g")
        for i, x in at.items():
            p, total = self.parties[i], self.totals[i]
            colour = "accent" if total < self.threshold or not self.below else "soft"
            with b.group(key=f"b:{p.key}", moved=False):
                b.parts.append(f"<title>{escape(f'{p.called}: {signed(total)}')}</title>")
                b.rect(x - across / 2 + 2, zero - max(total, 0) * unit, across - 4, max(abs(total) * unit, 1), fill=colour)
            if paid := self.payments[i]:  # what is left when payments are made
                with b.group(x, zero - (total + paid) * unit, key=f"d:{p.key}"):
                    b.diamond(0, 0, 5, fill="paper", stroke="ink", width=2, shape=True)

    @property
    def _all(self):
        """What holds of everyone in a package that will do, to follow "in elk pakket"."""
        bound = points(abs(self.threshold))
        if self.threshold > 0:
            return f"wint elke partij minstens {bound}"
        return f"verliest niemand meer dan {bound}" if self.threshold else "verliest niemand"

    @property
    def _lives(self):
        """The same of packages."""
        verb, _, rest = self._all.partition(" ")
        who, more = (
            ("elke partij", rest.removeprefix("elke partij ")) if self.threshold > 0 else ("niemand", rest.removeprefix("niemand").strip())
        )
        return f"waarin {' '.join(filter(None, (who, more, verb)))}"

    def _short(self, who, one=True):
        """Who comes off badly, to follow "in elk pakket"."""
        bound = points(abs(self.threshold))
        if self.threshold > 0:
            return f"{form(one, 'blijft', 'blijven')} {who} onder {bound} winst"
        return f"{form(one, 'verliest', 'verliezen')} {who}{f' meer dan {bound}' if self.threshold else ''}"

    @property
    def _fails(self):
        return self._short("minstens één partij")

    def headline(self):
        if self.unknown:
            many = form(len(self.unknown), "één partij", f"{number_word(len(self.unknown))} partijen")
            return f"Nog niet te zeggen: voor {many} is niet bekend wat een kwestie oplevert of kost. Vul dat in bij ‘De agenda’."
        if is_example(self.case, self.agenda):
            return "Dit is nog een oefenvoorbeeld, want in uw casus staan geen kwesties. Vul ze in bij ‘De agenda’."
        if not self.on:
            return "Er ligt niets op tafel, dus er valt ook niets te ruilen."
        if self.paid == YES:
            return self._bought()
        return self._found() if self.possible else self._nothing()

    def _bought(self):
        """The point of payments."""
        if not self.possible:
            return "Ook als de winnaars de verliezers betalen, lukt geen enkel pakket. Alle partijen samen winnen daarvoor te weinig."
        if any(self.payments):
            who = "de grote winnaars de andere partijen" if self.threshold > 0 else "de winnaars de verliezers"
            return f"Dit pakket lukt als {who} betalen, want de winnaars houden daarna nog genoeg over."
        if self.below:
            return "Dit pakket lukt ook met betalen niet, want de winnaars winnen samen te weinig. Een ander pakket lukt wel."
        return f"Bij dit pakket hoeft niemand te betalen, want daarin {self._all}."

    @property
    def _within(self):
        return "Met deze ene kwestie" if self.packages == 1 else "In elk pakket"

    def _nothing(self):
        """The point where no package will do."""
        if self.by == MINE:
            mine = self.case.party(director(self.case))
            return f"{capital(does(mine, 'legt', 'leggen'))} alleen kwesties op tafel die de regisseur winst opleveren. {self._within} {self._fails}."
        if self.better:
            then = "dat lukt" if self.threshold else self._lives
            return f"{self._within} {self._fails}. Met de juiste kwestie erbij is er wel een pakket {then}."
        if len(self.on) < len(self.agenda):
            return f"{self._within} {self._fails}. Eén kwestie erbij helpt niet."
        return f"{self._within} {self._fails}, ook nu {self._every} op tafel {form(len(self.on), 'ligt', 'liggen')}."

    def _found(self):
        """The point where there are packages that will do."""
        if self.possible == self.packages:
            why = "" if self.threshold else ", want geen kwestie op tafel kost een partij iets"
            return f"{self._within} {self._all}{why}."
        there = f"{form(self.possible, 'Er is', 'Er zijn')} {number_word(self.possible)} {form(self.possible, 'pakket', 'pakketten')} {self._lives}"
        if self.below:
            short = len(self.below)
            return f"{there}. In het pakket dat u ziet, {self._short(form(short, 'één partij', f'{number_word(short)} partijen'), short == 1)}."
        if self.threshold:
            return f"{there}. Het pakket dat u ziet, is er een van."
        return f"{there}, want wie bij de ene kwestie inlevert, wint dat bij een andere terug."

    def words(self):
        if not self.on:
            return say(self._unknown(), "Zet in de tabel bij een kwestie ‘ja’, of kies bij ‘Wat komt er op tafel?’ iets anders.")
        intro = "In dit oefenvoorbeeld levert elke kwestie één partij veel op, en de andere inbrengers een klein verlies."
        known = not self.unknown and self.chosen
        made = form(
            self.packages, "Met één kwestie is er maar één pakket.", f"Daarmee zijn {number_word(self.packages)} pakketten te maken."
        )
        example, equal = is_example(self.case, self.agenda), self._equal() if known else ""
        return say(
            intro if example else "",
            self._unknown(),
            "" if equal and (example or self.possible) else f"{self._on_table()}.",  # five sentences at most
            "" if self.unknown or equal or (known and (self.possible or self.better) and self.packages > 1) else made,
            *(self._shown() if known else ()),
            equal,
        )

    def _shown(self):
        """What holds of the packages, and of the one that is shown."""
        if self.paid == YES:
            yield self._paid() if self.possible else ""
            yield self._paying()
        elif self.possible == self.packages:
            yield self._least()
        elif self.possible:
            yield self._possible()
            yield self._margin()
            yield self._losers(f"In {self._seen}") if self.below else self._traded()
        else:
            yield self._losers("Daarin" if self.packages == 1 else f"In {self._seen}")
            yield self._next() if self.better else ""
            yield self._helped() if len(self.equal) == 1 else ""

    def _paid(self):
        """How many packages will do with payments, and without."""
        bare = self.but(paid=NO).possible
        if self.packages == 1:
            return f"Dat pakket lukt {'met en zonder betalen' if bare else 'alleen als er betaald wordt'}."
        without = (
            "Zonder betalen lukken die ook."
            if bare == self.possible
            else f"Zonder betalen {form(bare or 1, 'lukt', 'lukken')} er {number_word(bare) if bare else 'geen'}."
        )
        return f"{self._possible()} {without}"

    @property
    def _seen(self):
        """What the package that is shown is called."""
        if self.packages == 1:
            return "dat pakket"
        if self.package == ALL:
            return f"het pakket met {'beide' if len(self.on) == 2 else f'alle {number_word(len(self.on))}' + ' de' * (len(self.on) <= 4)} kwesties"
        if len(self.equal) > 1:
            return "het pakket dat u ziet,"
        return "het beste pakket voor wie het minst krijgt" if self.package == WORST else "het beste pakket voor allen samen"

    def _traded(self):
        """How many give something in the package that is shown, and get it back."""
        gave = sum(any(self.gains[j][i] < 0 for j in self.inside) for i in range(len(self.parties)))
        if len(self.inside) < 2 or not gave or self.threshold < 0:
            return ""
        those = form(gave, "Die partij wint", f"Die {number_word(gave)} winnen")
        return f"In {self._seen} {form(gave, 'levert één partij', f'leveren {number_word(gave)} partijen')} iets in. {those} dat bij een andere kwestie terug."

    def report(self):
        if not self.on or not self.agenda or self.unknown or is_example(self.case, self.agenda):
            return ""
        first, many = f"‘{self.agenda[self.inside[0]].name}’", len(self.inside)
        chosen = f"is {first}" if many == 1 else f"bestaat uit {number_word(many)} kwesties, waaronder {first}"
        stuck = not self.possible and self.paid != YES
        seen = (
            (self._next(), self._losers("In het pakket dat is bekeken,"))
            if stuck
            else (f"Het pakket dat is bekeken, {chosen}.", self._first())
        )
        return say(f"{self._on_table()}, met geschatte winst en verlies.", self._possible(), *seen)

    def _equal(self):
        """That the package is one of several that do equally well."""
        if len(self.equal) == 1:
            return ""
        who = "wie het minst krijgt," if self.package == WORST else "allen samen"
        return f"Voor {who} zijn {number_word(len(self.equal))} pakketten even goed."

    def _first(self):
        """Who loses in the package that is shown; where several do equally well and nobody does, why of these it is this one."""
        if len(self.equal) == 1 or self.below:
            return self._losers()
        least, then = self.package == WORST, self.sums[self.package == WORST]
        only = sum(then[one] == then[self.chosen] for one in self.equal) == 1
        most = f"geeft dit {'allen samen het meest' if least else 'het meest aan wie het minst krijgt'}" if only else "is dit er één"
        who = "wie het minst krijgt" if least else "allen samen"
        return f"{self._losers()[:-1]}; van {number_word(len(self.equal))} die even goed zijn voor {who}, {most}."

    @property
    def _every(self):
        of = len(self.agenda)
        return form(
            of, "de enige kwestie die er is", "beide kwesties" if of == 2 else f"alle {number_word(of)} {'de ' if of <= 4 else ''}kwesties"
        )

    def _on_table(self):
        of, on = len(self.agenda), len(self.on)
        return (
            f"Op tafel {form(on, 'ligt', 'liggen')} {self._every if on == of else f'{number_word(on)} van de {number_word(of)} kwesties'}"
        )

    def _possible(self):
        """How many packages all can live with."""
        pay = "Betalen de winnaars de verliezers, dan " if self.paid == YES else ""
        if not self.possible:
            return f"{pay}lukt geen enkel pakket." if pay else f"In {'dat' if self.packages == 1 else 'elk'} pakket {self._fails}."
        shown = number_word if self.packages <= 20 else dutch
        of = f"{shown(self.possible)} van de {shown(self.packages)} pakketten" if self.packages > 1 else "dat pakket"
        if pay:
            of = f"alle {shown(self.packages)} {'de ' if self.packages <= 4 else ''}pakketten" if self.possible == self.packages > 1 else of
            return f"{pay}{form(self.possible, 'lukt', 'lukken')} {of}."
        return f"In {'elk pakket' if self.possible == self.packages else of} {self._all}."

    def _margin(self):
        """That one point less for who gets least takes the packages away, where it does."""
        if not self.possible or self.slack >= 1:
            return ""
        return "Valt zo’n pakket voor één partij 1 punt tegen, dan kan het pakket al mislukken."

    def _losers(self, there="Daarin"):
        if not self.below:
            return f"{there} {self._all}."
        who = [party for party, _ in self.below]
        return f"{there} {self._short(several([phrase(party) for party in who], 3), len(who) == 1 and not who[0].plural)}."

    def _unknown(self):
        many = len(self.unknown)
        if not many:
            return ""
        names = f"{', '.join(map(stand_in, self.unknown[:2]))}, enzovoort" if many > 2 else listed(map(stand_in, self.unknown))
        until = form(many, "Tot het vak gevuld is, heet die partij hier", "Tot die vakken gevuld zijn, heten de partijen hier")
        return f"Een leeg vak telt nog niet mee. {until} {names}."

    def _paying(self):
        """Who would pay whom in the package that is shown."""
        if not any(self.payments):
            if not self.below:
                return self._least()
            who = "De andere partijen winnen" if len(self.below) < len(self.parties) else "Alle partijen winnen"
            return say(self._losers(f"In {self._seen}"), f"{who} samen te weinig om dat goed te maken.")
        paid = list(zip(self.parties, self.payments, strict=True))
        givers, takers = [p for p, t in paid if t < -0.05], [p for p, t in paid if t > 0]
        some = len(takers) > 1
        lose = (
            form(not some and not takers[0].plural, "komt", "komen")
            if self.threshold
            else form(not some and not takers[0].plural, "verliest", "verliezen")
        )
        short = f"{'samen ' if some else ''}{points(sum(t for t in self.payments if t > 0))}{' tekort' if self.threshold else ''}"
        pay = does(givers[0], "betaalt", "betalen") if len(givers) == 1 else f"{_few(givers, 'partijen')} betalen"
        return f"In {self._seen} {lose} {_few(takers, 'partijen')} {short}. {capital(pay)} dat{' samen' if len(givers) > 1 else ''}."

    def _least(self):
        """What is left for who gets least in the package that is shown."""
        least = min(self.totals)
        if least > 0:
            return f"In {self._seen} wint elke partij minstens {points(least)}."
        return f"In {self._seen} verliest niemand {f'meer dan {points(-least)}' if least else 'iets'}."

    @cached_property
    def better(self) -> dict[int, int]:
        """How many packages each issue that is not on the table would add, where it adds any."""
        more = {i: after - self.possible for i, (_, after) in enumerate(self.per_issue) if i not in self.on}
        return {i: number for i, number in more.items() if number > 0}

    def _next(self):
        """What one more issue does."""
        if len(self.on) == len(self.agenda):
            return ""
        if not self.better:
            return "Eén kwestie erbij helpt niet."
        best, keys, who = self._best()
        added = f"Komt {f'‘{self._name(keys)}’' if self._name(keys) else who} erbij" if who else "Komt er een kwestie bij, welke dan ook"
        then = form(best, "dat lukt", "die lukken") if self.threshold else self._lives
        return f"{added}, dan {form(best, 'is er één pakket', f'zijn er {number_word(best)} pakketten')} {then}."

    def _best(self):
        """How many packages the best issue to add would bring, which issues bring as many, and what to call them."""
        more = {i: self.better.get(i, 0) for i in range(len(self.agenda)) if i not in self.on}
        keys, who = leading(more, lambda i: f"kwestie {letter(i)}", "één van {} kwesties", last="of")
        return max(more.values()), keys, who

    def _name(self, keys):
        """The name of an issue that is the best alone; "" where there are more, or where it is long."""
        name = self.agenda[keys[0]].name.strip() if len(keys) == 1 else ""
        return name if len(name.split()) <= NAME_WORDS else ""

    def _helped(self):
        """Who of those that lose in the package gains on the issue that is best to add."""
        if not self.better:
            return ""
        _, keys, _ = self._best()
        helped = [p for p, _ in self.below if self._name(keys) and self.agenda[keys[0]].gains.get(p.key, 0) > 0]
        wins = "winnen" if len(helped) > 1 or any(p.plural for p in helped) else "wint"
        who = f"die {number_word(len(helped))} partijen" if 2 < len(helped) == len(self.below) else several(map(phrase, helped), 3)
        return f"Bij die kwestie {wins} {who}." if helped else ""

    def note(self, key):
        if key == "issues" and self.wrong:
            return f"Wat geen getal van −5 tot 5 is, telt als nog niet bekend: {several(self.wrong, NAMED, 'andere vakken')}."
        return "De kolom ‘Op tafel?’ telt dan niet mee." if key == "by" and self.by != TYPED else ""

    def tables(self):
        def told(i):
            return f"{letter(i)} {self.agenda[i].name} ({'op tafel' if i in self.on else 'niet op tafel'})"

        out, rows = [], [(told(i), *counts) for i, counts in enumerate(self.per_issue)]
        if rows:
            out.append(Table("Pakketten waar iedereen mee kan leven, zonder en met elke kwestie", ("Kwestie", "Zonder", "Met"), rows))
        if self.found:
            totals = model.totals(self.gains, self.found)
            better = ["nee" if good else "ja" for good in model.undominated(totals)]
            best = zip(self.found, totals.min(axis=1), totals.sum(axis=1), better, strict=True)
            more = f", de eerste {LISTED} van {dutch(self.possible)}" if self.possible > LISTED else ""
            columns = ("Pakket", "Wie het minst krijgt", "Samen", "Kan het voor iemand beter, zonder dat een ander inlevert?")
            rows = [(letters(s), signed(least), signed(total), is_better) for s, least, total, is_better in best]
            out.append(Table(f"Pakketten waar iedereen mee kan leven{more}", columns, rows))
        return out


def _signs(b, paid):
    """What the cells mean, in the corner that names leave free."""
    b.text(2, 16, "Winst en verlies per kwestie", 15, weight=700)
    for k, (name, paint, high) in enumerate(
        (
            ("winst, voller is meer", {"fill": "soft"}, 14),
            ("verlies, dikker is meer", {"fill": "ink"}, 4),
            ("sterkste wens", {"stroke": "ink", "width": 2.2}, 14),
        )
    ):
        b.rect(2, 36 + 19 * k - high / 2, 16, high, 2, **paint)
        b.text(26, 41 + 19 * k, name, 13.5, fill="soft")
    b.text(2, 98, "ruit: wat er na betalen overblijft" if paid else "vaag: niet in dit pakket", 13.5, fill="soft")


def _few(parties: list[Party], many: str) -> str:
    """One or two parties by name, of more how many."""
    return listed(map(phrase, parties)) if len(parties) < 3 else f"{number_word(len(parties))} {many}"


def letters(package: int) -> str:
    """A package as the letters of its issues."""
    return listed(map(letter, model.issues_in(package))) or "zonder kwesties"


def signed(value: float) -> str:
    """A gain with its sign and at most one decimal: +3, −2, 0."""
    shown = f"{value:+.1f}".removesuffix(".0").replace(".", ",").replace("-", "−")
    return "0" if shown in {"+0", "−0"} else shown
