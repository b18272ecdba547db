"""De brede agenda: what each party wins on each issue, and the packages of issues in which nobody loses."""

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any

import attrs

from regiekit.cases import Issue, Party
from regiekit.cases.model import UNSAID
from regiekit.cases.reading import GAIN, MOST_ISSUES, cell, crowded, example_issues, filled, is_example, stand_in, typed_gain, typed_issues
from regiekit.models import package_deal as model
from regiekit.plots.svg import escape, letter, text_width
from regiekit.proeven import Board, Case, Choice, Measure, Proef, Rows, Slider, Table, amount, count, dutch, form, last, listed, say
from regiekit.widgets.say import foremost

SHOWN_AT_FIRST = 3  # issues on the table
LISTED = 8  # packages in the table
NAMED = 6  # names in a sentence, at most
YES, NO = "ja", "nee"
ALL, WORST, SUM = "alles", "slechtst", "samen"
PACKAGES = (
    (ALL, "alles wat op tafel ligt"),
    (WORST, "het pakket waarin wie het minst krijgt, het meest krijgt"),
    (SUM, "het pakket dat samen het meest oplevert"),
)
PACKAGE, ISSUE = "pakket|pakketten", "kwestie|kwesties"

LEFT, BARS, EDGE, HEAD = 166, 182, 14, 62  # where issues begin, room for the bars, the rim, above the rows
LINE, NUMBER = 20, 34  # height of a line in the list of names, room for the number at the end of a bar
LOSS = {"fill": "paper", "stroke": "bad"}
GAINED = {"fill": "accent", "stroke": "accent"}


def start(case: Case) -> list[dict[str, str]]:
    """The table at first: the issues of the case, with an empty cell for a gain that is not known; or an example."""
    issues, on = (case.issues[:MOST_ISSUES], SHOWN_AT_FIRST) if case.issues else (example_issues(case), SHOWN_AT_FIRST - 1)
    absent = None if case.issues else 0
    gains = [{GAIN + key: cell(issue.gains.get(key, absent)) for key in case.party_keys} for issue in issues]
    return [{"naam": issue.name, "tafel": YES if i < on else NO, **gains[i]} for i, issue in enumerate(issues)]


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
    return sums(gains(case, typed_issues(case, start(case))), len(case.parties), 0)[0] >= 0


class PackageDeal(Proef, needs=("numpy",)):
    """An agenda (rows as typed) and one package in it; packages are numbers as in the model."""

    issues: list[dict[str, str]]
    threshold: float
    package: str
    paid: str

    @classmethod
    def ready(cls, case):
        lacking = "Deze casus heeft nog geen twee partijen. Vul ze hieronder in, of kies een andere casus."
        return crowded(case) if len(case.parties) > 1 else lacking

    @classmethod
    def guess(cls, case):
        highest = 2 ** len(start(case)) - 1
        return Slider("", f"Uw voorspelling, van de {dutch(highest)} pakketten", 0, highest, highest // 4, 1, PACKAGE)

    @classmethod
    def answer(cls, case):
        return int(at_start(case).sum()) - 1

    @classmethod
    def explain(cls, case, answer):
        total = len(typed_issues(case, start(case)))
        alone = sum(bool(at_start(case)[1 << i]) for i in range(total))
        losing = f"Bij {alone} van de {total} kwesties apart verliest niemand." if alone else "Bij elke kwestie apart verliest iemand."
        bundled = "Pas in een pakket kan verlies op de ene kwestie wegvallen tegen winst op een andere."
        if answer > alone:
            return f"{losing} {bundled} Wie het breed houdt, vindt dus wat met één kwestie niet kon."
        return f"{losing} {bundled} Breed maken is hier dus niet genoeg; denk aan betalen, of aan een andere kwestie."

    @classmethod
    def controls(cls, case):
        columns = [
            {"key": "naam", "label": "Kwestie"},
            {"key": "tafel", "label": "Op tafel?", "options": [[NO, NO], [YES, YES]], "default": YES},
            *({"key": GAIN + p.key, "label": p.label, "default": ""} for p in case.parties),
        ]
        typed = (
            "Naar rechts staat per partij wat zij wint of verliest, van −5 tot 5. Leeg is nog niet bekend. Plakken uit een rekenblad mag."
        )
        return [
            Rows("issues", "De agenda", columns, start(case), MOST_ISSUES, typed, wide=True),
            Slider("threshold", "Grens: wat een partij minstens moet krijgen", -3, 3, 0, 1, "", "0 = niemand verliest op het hele pakket."),
            Choice("package", "Welk pakket wilt u zien?", PACKAGES, ALL),
            Choice("paid", "Mogen winnaars de verliezers betalen?", ((NO, "nee"), (YES, "ja")), NO),
        ]

    @cached_property
    def rows(self) -> list[Mapping[str, str]]:
        """The rows with something in them."""
        return filled(self.case, self.issues)

    @cached_property
    def unknown(self) -> list[int]:
        """The places in the case of the parties of which some gain is not known: it counts as 0, and no sentence names them."""
        return [i for i, key in enumerate(self.case.party_keys) if not all(row[GAIN + key].strip() for row in self.rows)]

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
        """The numbers of the issues on the table."""
        return [i for i, row in enumerate(self.rows) if row["tafel"] == YES]

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
    def chosen(self) -> int:
        """The package that is shown."""
        inside = model.within(len(self.agenda), self.on).nonzero()[0]
        if self.package == ALL or len(inside) == 1:
            return int(inside[-1])
        first, then = self.sums if self.package == WORST else self.sums[::-1]
        best = inside[1:][first[inside[1:]] == first[inside[1:]].max()]
        return int(best[then[best].argmax()])

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
        passing, below, lowest, together = 0, 0, 0.0, 0.0
        if alone:
            passing, below = int(self.passing[alone].sum()), int((model.totals(self.gains, alone) < self.threshold).sum(axis=1).min())
            lowest, together = (float(one[alone].max()) for one in self.sums)
        return [
            Measure("Pakketten die voor iedereen kunnen", passing, self.possible, digits=0),
            Measure(f"Partijen onder de grens, van de {number}", below, len(self.below), digits=0),
            Measure("Wat de slechtst bedeelde partij krijgt", lowest + self.threshold, min(self.totals), digits=1),
            Measure("Wat alle partijen samen krijgen", together + self.threshold * number, sum(self.totals), digits=1),
        ]

    @cached_property
    def down(self) -> float:
        """Height of a row."""
        return min(27, max(17.5, 400 / max(1, len(self.case.parties))))

    @cached_property
    def across(self) -> float:
        """Width of a column."""
        return (660 - LEFT - BARS - EDGE) / max(1, len(self.agenda))

    @cached_property
    def scale(self) -> tuple[float, float]:
        """Where the bars have their zero, and the length of a point: the same for every package of these issues."""
        parties = list(zip(*self.gains, strict=True))
        low, high = (end(0, self.threshold, *(sum(end(g, 0) for g in gains) for gains in parties)) for end in (min, max))
        unit = (BARS - 2 * NUMBER) / ((high - low) or 1)
        return 660 - BARS + NUMBER - low * unit, unit

    def picture(self):
        columns = 1 if len(self.agenda) <= 8 else 2
        deep, bottom = -(-len(self.agenda) // columns), HEAD + self.down * len(self.case.parties)
        b = Board(660, bottom + 40 + deep * LINE + 78, "proces")
        for j, issue in enumerate(self.agenda):
            self._draw_head(b, j, issue)
        b.text(b.width - BARS + 4, 20, "Het pakket samen", weight=650)
        b.text(LEFT, 20, "Winst en verlies per kwestie", weight=650)
        for i, p in enumerate(self.parties):
            self._draw_party(b, i, p)
        zero, unit = self.scale
        mark = zero + self.threshold * unit
        b.path(f"M{zero:.1f} {HEAD - 6}V{bottom:.1f}", stroke="line", width=1.5)
        if self.threshold:
            b.path(f"M{mark:.1f} {HEAD - 6}V{bottom + 4:.1f}", key="grens", stroke="ink", width=2, dash="6 4")
        b.text(mark, HEAD - 12, f"grens {signed(self.threshold)}", 13, "middle", fill="soft", key="g")
        of = f"{dutch(self.possible)} van de {amount(self.packages, PACKAGE)}"
        below = f"{of}: met betalen kan het." if self.paid == YES else f"In {of} {self._passes()}."
        b.text(EDGE, bottom + 26, below, 15, weight=650, fill="accent")
        self._draw_names(b, bottom + 40, columns, deep)
        _legend(b, bottom + 40 + deep * LINE + 26, any(self.payments))
        return b

    def _draw_head(self, b, j, issue):
        x, wide, box, chosen, on = LEFT + (j + 0.5) * self.across, self.across, min(26, self.across - 2), j in self.inside, j in self.on
        if chosen:
            high = self.down * len(self.case.parties) + 36
            b.rect(x - wide / 2 + 0.5, HEAD - 34, wide - 1, high, key=f"band:{j}", fill="tinted")
        edge = {"stroke": "accent", "width": 2} if on else {"stroke": "soft", "width": 1.5, "dash": "3 3"}
        with b.group(x, HEAD - 18, key=f"h:{j}"):
            b.parts.append(f"<title>{escape(issue.name)}</title>")
            b.rect(-box / 2, -12, box, 24, 4, fill="accent" if chosen else "paper", shape=True, **edge)
            fill = "paper" if chosen else "accent" if on else "soft"
            b.text(0, 5, letter(j), 14 if box > 16 else 11, "middle", 700, fill)

    def _draw_party(self, b, i, p):
        y, size, total, below = HEAD + (i + 0.5) * self.down, min(14.5, self.down * 0.8), self.totals[i], self.totals[i] < self.threshold
        if i % 2:
            d = f"M{EDGE - 8} {y:.1f}H{LEFT - 4}M{b.width - BARS + 4} {y:.1f}H{b.width - 6}"
            b.path(d, stroke="tint", width=self.down - 1)
        fill = "bad" if below else "ink"
        b.texts(LEFT - 8, y + size * 0.35, p.label, 17, 1, size=size, anchor="end", weight=650 if below else 400, fill=fill)
        for j, row in enumerate(self.gains):
            self._draw_gain(b, j, p, row[i], y)
        (zero, unit), away, high = self.scale, total < 0, self.down * 0.6
        left, right = sorted((zero, zero + total * unit))
        paint, tip = LOSS if below else GAINED, left - 5 if away else right + 5
        b.rect(left, y - high / 2, max(right - left, 0.5), high, key=f"b:{p.key}", width=1.8, shape=True, **paint)
        if paid := self.payments[i]:  # what is left when payments are made
            rest = zero + (total + paid) * unit
            tip = min(tip, rest - 10) if away else max(tip, rest + 10)
            with b.group(rest, y, key=f"d:{p.key}"):
                b.diamond(0, 0, 6, fill="paper", stroke="ink", width=2, shape=True)
        b.text(tip, y + size * 0.35, signed(total), size, "end" if away else "start", 700, fill, f"t:{p.key}")

    def _draw_gain(self, b, j, p, gain, y):
        """A gain: filled with a plus, open with a minus; plain grey where the issue is not in the package."""
        x, wide, high = LEFT + (j + 0.5) * self.across, min(self.across - 2, 40), self.down - 4
        size, counts = min(13, high * 0.85) if wide > 26 else 11, bool(gain) and j in self.inside
        content = signed(gain).lstrip("" if wide > 20 else "+−") if gain else "·"  # where it is narrow, filled or open says it
        if counts:
            paint = GAINED if gain > 0 else LOSS
            b.rect(x - wide / 2, y - high / 2, wide, high, 3, key=f"c:{j}|{p.key}", width=1.5, shape=True, **paint)
        fill = "soft" if not counts else "paper" if gain > 0 else "bad"
        b.text(x, y + size * 0.35, content, size, "middle", 650 if counts else 400, fill)

    def _draw_names(self, b, top, columns, deep):
        room = int((b.width / columns - 40) / (14 * 0.56))
        for j, issue in enumerate(self.agenda):
            x, y = EDGE + j // deep * b.width / columns, top + (j % deep + 0.7) * LINE
            chosen, on = j in self.inside, j in self.on
            state = "in het pakket" if chosen else "op tafel" if on else "niet op tafel"
            name = f"{issue.name} ({state})" if columns == 1 else issue.name
            b.text(x, y, letter(j), weight=700, fill="accent" if on else "soft")
            b.texts(x + 22, y, name, room, 1, weight=650 if chosen else 400, fill="ink" if on else "soft")

    def _passes(self):
        """What it is that a package passes."""
        if self.paid == YES:
            return "is er samen genoeg om iedereen op de grens te brengen"
        return "verliest niemand" if self.threshold == 0 else f"komt niemand onder de grens van {signed(self.threshold)}"

    def _possible(self, none, one, every, some, all_fail):
        """How many packages all accept."""
        if not self.possible and self.paid == NO:
            fails = "verliest iemand" if self.threshold == 0 else f"komt iemand onder de grens van {signed(self.threshold)}"
            return f"In {all_fail} {fails}."
        which = none if not self.possible else one if self.packages == 1 else every if self.possible == self.packages else some
        return f"In {which} {self._passes()}."

    def _on_table(self):
        return f"Op tafel {form(len(self.on), 'ligt', 'liggen')} {len(self.on)} van de {count(len(self.agenda), ISSUE)}"

    def words(self):
        if not self.on:
            return "Er ligt nog niets op tafel. Zet in de tabel bij een kwestie ‘ja’ om haar op tafel te leggen."
        intro = (
            "Uw casus heeft nog geen kwesties. Dit is een oefenvoorbeeld: elke kwestie levert één partij 5 op en kost de andere inbrengers 1. "
            "Vul uw eigen kwesties in."
        )
        all_fail, some = "dat pakket" if self.packages == 1 else "elk pakket", f"{dutch(self.possible)} daarvan"
        losers = listed((f"{p.label} ({signed(total)})" for p, total in self.below), most=NAMED)
        comes = form(len(self.below), "komt", "komen")
        alike = [one == one[self.chosen] for one in self.sums]
        many = int((alike[0] & alike[1] & model.within(len(self.agenda), self.on))[1:].sum())
        return say(
            intro if is_example(self.case, self.agenda) else "",
            self._unknown(),
            f"{self._on_table()} ({', '.join(map(letter, self.on))}). Dat geeft {amount(self.packages, PACKAGE)}.",
            self._possible("geen enkel pakket", "dat pakket", "al die pakketten", some, all_fail),
            f"U ziet pakket {letters(self.chosen)}{f', één van {dutch(many)} even goede' if many > 1 and self.package != ALL else ''}.",
            f"Onder de grens {comes}: {losers}." if losers else "Daarin komt niemand onder de grens.",
            self._paying() if self.paid == YES else "",
            self._next(),
            self.note("issues"),
        )

    def report(self):
        if not self.on or not self.case.issues or self.unknown:
            return ""
        some = f"{dutch(self.possible)} van de {dutch(self.packages)} mogelijke pakketten"
        chosen = listed((f"‘{self.agenda[i].name}’" for i in self.inside), most=NAMED)
        losers, comes = listed((p.label for p, _ in self.below), most=NAMED), form(len(self.below), "komt", "komen")
        return say(
            f"{self._on_table()}.",
            self._possible("geen enkel pakket", "elk pakket", "elk pakket", some, "elk mogelijk pakket"),
            f"Met {chosen} samen {comes} onder de grens: {losers}." if losers else f"Met {chosen} samen komt niemand onder de grens.",
        )

    def _unknown(self):
        many = len(self.unknown)
        if not many:
            return ""
        return (
            f"Nog niet bekend: van {amount(many, 'partij|partijen')} wat elke kwestie haar oplevert of kost. Vul het in de tabel in. Deze proef rekent "
            f"zolang met 0, en noemt {form(many, 'die partij', 'die partijen')} {listed((stand_in(i) for i in self.unknown), most=2)}."
        )

    def _paying(self):
        """Who would pay whom in the package that is shown."""
        if not any(self.payments):
            return "Samen is er in dit pakket niet genoeg om de verliezers te betalen." if self.below else "Betalen is hier niet nodig."
        paid = list(zip(self.parties, self.payments, strict=True))
        givers = [f"{p.label} ({dutch(-t, 1)})" for p, t in paid if t < -0.05]
        takers = [f"{p.label} ({dutch(t, 1)})" for p, t in paid if t > 0]
        give = form(len(givers), "geeft", "geven")
        to = listed(takers, most=NAMED)
        return f"Als de winnaars naar draagkracht betalen, {give} {listed(givers, most=NAMED)}; dat gaat naar {to}."

    def _next(self):
        """What one more issue does."""
        more = {i: after - self.possible for i, (_, after) in enumerate(self.per_issue) if i not in self.on}
        if not more:
            return "Alles ligt op tafel."
        best = max(more.values())
        if not best:
            return "Eén kwestie erbij levert nu geen nieuw pakket op."
        comes = "komt er 1 pakket bij." if best == 1 else f"komen er {dutch(best)} pakketten bij."
        said, same = (f"Eén kwestie erbij helpt: met {which} {comes}" for which in ("{}", "elke kwestie"))
        return foremost(more, letter, said, same, "één van {} kwesties", last="of")

    def note(self, key):
        wrong = f"Niet te lezen als getal van −5 tot 5, en dus geteld als 0: {listed(self.wrong, most=NAMED)}."
        return wrong if key == "issues" and self.wrong else ""

    def tables(self):
        def told(i):
            return f"{letter(i)} {self.agenda[i].name} ({'op tafel' if i in self.on else 'niet op tafel'})"

        out, rows = [], [(told(i), *counts) for i, counts in enumerate(self.per_issue)]
        if rows:
            out.append(Table("Wat één kwestie doet: pakketten die voor iedereen kunnen", ("Kwestie", "Zonder", "Met"), rows))
        if self.found:
            totals = model.totals(self.gains, self.found)
            better = ["nee" if good else "ja" for good in model.undominated(totals)]
            best = zip(self.found, totals.min(axis=1), totals.sum(axis=1), better, strict=True)
            more = f", de eerste {LISTED} van {dutch(self.possible)}" if self.possible > LISTED else ""
            columns = ("Pakket", "Minst bedeelde", "Samen", "Kan het voor iemand beter, zonder dat een ander verliest?")
            rows = [(letters(s), signed(least), signed(total), is_better) for s, least, total, is_better in best]
            out.append(Table(f"Pakketten die voor iedereen kunnen{more}", columns, rows))
        return out


def _legend(b, top, paid):
    x = EDGE
    for name, paint in (("winst (+)", GAINED), ("verlies (−)", LOSS)):
        b.rect(x, top - 12, 22, 16, 3, width=1.5, **paint)
        b.text(x + 28, top + 1, name, fill="soft")
        x += 28 + text_width(name, 14) + 20
    b.text(x, top + 1, "grijs: telt nu niet mee · open balk: onder de grens", fill="soft")
    if paid:
        b.path(f"M{EDGE + 11:.1f} {top + 16}l6 6l-6 6l-6 -6Z", fill="paper", stroke="ink", width=2)
        b.text(EDGE + 28, top + 27, "wat een partij overhoudt als winnaars verliezers betalen", fill="soft")


def letters(package: int) -> str:
    """A package as the letters of its issues."""
    return " + ".join(map(letter, model.issues_in(package))) or "geen enkele kwestie"


def signed(value: float) -> str:
    """A gain with its sign and at most one decimal: +3, −2, 0."""
    shown = f"{value:+.1f}".removesuffix(".0").replace(".", ",").replace("-", "−")
    return "0" if shown in {"+0", "−0"} else shown
