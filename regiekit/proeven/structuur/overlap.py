"""Overlap → helder afbakenen → minder conflict, maar diepere tegenstellingen, en een gat tussen de taken."""

from functools import cached_property

from regiekit.cases.reading import beyond, claims
from regiekit.cases.remember import each
from regiekit.models import overlap as model
from regiekit.plots.network import LEGEND
from regiekit.plots.svg import wrap
from regiekit.proeven import Board, Choice, Proef, Slider, capital, dutch, form, measure, number_word, say
from regiekit.widgets.say import together

GAP = 50  # per cent, the difference between two parties at the start
APART = 10  # per cent a year of what they have in common, lost by two who no longer share a task
NEARER = 10  # the same of the difference, by two who do, at the start
YEARS = 3  # after so many years one looks
WIDE, HIGH = 660.0, 430.0
LEFT, RIGHT, HEAD, FOOT = 150.0, 74.0, 92.0, 40.0  # round the matrix
ROW = 16.5  # a row is never lower: the picture grows with the number of parties


@each
def shared(case):
    """The pairs that share a task before any boundary is drawn."""
    return tuple(model.shared_tasks(claims(case)))


class Overlap(Proef, before={"sharpness": 0}, asks=("claim.strength", "tasks")):
    """How sharp (per cent) the boundaries are drawn, what sharing a task does to a difference (per cent a year)."""

    sharpness: float
    contact: float
    orphans: str

    @classmethod
    def ready(cls, case):
        if any(t.claims for t in case.tasks):
            claimants = {claim.party for task in case.tasks for claim in task.claims}
            return beyond(len(case.tasks), "taken") or beyond(len(claimants), "partijen met een claim")
        return "Vul in uw casus taken in, en bij elke taak wie erover gaat: als kerntaak, mede of aan de rand. Dat kan hieronder."

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw voorspelling", 0, max(1, len(case.tasks)), 1, 1, "taak|taken")

    @classmethod
    def answer(cls, case):
        return model.overlap_and_gap(model.delimit(claims(case), 1.0)).none

    @classmethod
    def explain(cls, case, answer):
        none = model.overlap_and_gap(claims(case)).none
        first = form(none, "is één taak", f"zijn {number_word(none)} taken") + " van niemand" if none else "heeft elke taak een eigenaar"
        return (
            f"Aan het begin {first}. Een taak die geen enkele partij als kerntaak ziet, is bij scherpe grenzen van niemand meer. "
            "Kijk in het plaatje welke kolommen leeg raken: die moet u daarna nog aan iemand geven."
        )

    @classmethod
    def controls(cls, case):
        return [
            Slider("sharpness", "Hoe scherp is de afbakening?", 0, 100, 40, 5, "%"),
            Slider(
                "contact",
                "Een taak delen brengt partijen per jaar zoveel dichter bij elkaar",
                -20,
                20,
                NEARER,
                5,
                "%",
                f"Onder nul: samen een taak doen maakt het verschil juist groter; lager dan −{APART}: sneller dan apart.",
            ),
            Choice(
                "orphans",
                "Een taak die niemand houdt",
                [("liggen", "blijft liggen"), ("sterkste", "gaat naar wie de sterkste claim had")],
                "liggen",
            ),
        ]

    @cached_property
    def left(self) -> dict[str, dict[str, float]]:
        """Task -> party -> strength of the claims that are left."""
        start = claims(self.case)
        left = model.delimit(start, self.sharpness / 100) if self.sharpness else start
        if self.orphans == "liggen":
            return left
        return {task: held or dict(sorted(start[task].items(), key=lambda one: -one[1])[:1]) for task, held in left.items()}

    @cached_property
    def coverage(self):
        return model.overlap_and_gap(self.left)

    @measure("Taken met meer dan één eigenaar (overlap)", digits=0)
    def double(self):
        return self.coverage.double

    @measure("Taken van niemand (het gat)", digits=0)
    def none(self):
        return self.coverage.none

    @measure("Conflicten over bevoegdheden, naar verwachting", digits=1)
    def clashes(self):
        return model.disputes(self.left)

    @cached_property
    def parted(self) -> int:
        """So many pairs shared a task and no longer do."""
        return len(shared(self.case)) - len(model.shared_tasks(self.left))

    @measure("Verschil tussen wie eerst een taak deelde (0 = zelfde kijk)", "%", 0, 100)
    def difference(self):
        pairs = len(shared(self.case))
        meet = model.drifted(GAP / 100, self.contact / 100, YEARS)
        apart = model.drifted(GAP / 100, -APART / 100, YEARS)
        return (meet * (pairs - self.parted) + apart * self.parted) / pairs if pairs else GAP / 100

    def picture(self):
        """Parties by tasks: a mark per claim, an open one where a claim was let go, and below it how many claim the task."""
        start = claims(self.case)
        parties = [p for p in self.case.parties if any(p.key in held for held in start.values())]
        b = Board(WIDE, max(HIGH, HEAD + FOOT + ROW * len(parties)), "structuur")
        across, down = (b.width - LEFT - RIGHT) / max(1, len(self.case.tasks)), (b.height - HEAD - FOOT) / max(1, len(parties))
        rows = {p.key: HEAD + (i + 0.5) * down for i, p in enumerate(parties)}
        size = min(15.0, down * 0.8)
        for p in parties:
            b.text(LEFT - 10, rows[p.key] + size * 0.35, wrap(p.label, 18, 1)[0], size, "end")
            b.path(f"M{LEFT} {rows[p.key]:.1f}H{b.width - RIGHT}", stroke="tint", width=max(1, down - 3))
        for i, task in enumerate(self.case.tasks):
            x, held = LEFT + (i + 0.5) * across, self.left[task.key]
            with b.group(x + 2, HEAD - 8, turn=-45):
                b.text(0, 0, wrap(task.label, 18, 1)[0])
            for key in [key for key in rows if key in start[task.key]]:
                fill, stroke, dash = ("accent", "", "") if key in held else ("none", "line", "3 3")
                r = min(across, down) * (0.16 + 0.24 * start[task.key][key])
                b.circle(x, rows[key], r, key=f"c:{task.key}|{key}", fill=fill, stroke=stroke, width=1.5, dash=dash)
            colour = "bad" if not held else "accent" if len(held) > 1 else "ink"
            b.text(x, b.height - FOOT + 24, len(held), 20, "middle", 700, colour)
        b.text(LEFT - 10, b.height - FOOT + 22, "Gaan erover:", anchor="end", weight=650)
        self._legend(b)
        return b

    @staticmethod
    def _legend(b):
        """What the marks and the numbers are: on the stage as text below the picture."""
        b.parts.append(f'<g class="rk-legend" data-top="{b.height:g}">')
        signs = ({"fill": "accent"}, "claim, groter is sterker"), ({"stroke": "line", "width": 1.5, "dash": "3 3"}, "losgelaten")
        for n, (paint, name) in enumerate(signs):
            with b.group(16 + 220 * n, b.height + LEGEND / 2):
                b.circle(9, 0, 7, **paint)
                b.text(26, 5, name, fill="soft")
        with b.group(16, b.height + 1.5 * LEGEND):
            b.text(0, 5, "0: het gat, van niemand · 1: één eigenaar · 2 of meer: overlap", fill="soft")
        b.parts.append("</g>")
        b.height += 2 * LEGEND

    def headline(self):
        pairs, none = len(shared(self.case)), self.coverage.none
        if not self.left or not pairs:
            return "Er is niets om over te botsen: geen twee partijen delen een taak."
        if self.clashes == self.before.clashes:
            tasks = form(self.double, "één taak", f"{number_word(self.double)} taken")
            return f"Bij {tasks} botsen partijen over wie mag beslissen, want {form(self.double, 'die taak heeft', 'die taken hebben')} meer dan één eigenaar."
        if not self.double:
            ends = "Niemand botst nog over een bevoegdheid"
            if not none:
                return f"{ends}, want elke taak heeft één eigenaar. Maar partijen komen elkaar bij geen taak meer tegen."
            gap = form(none, "één taak is", f"{number_word(none)} taken zijn")
            return f"{ends}. Maar {gap} van niemand, en partijen komen elkaar bij geen taak meer tegen."
        if self.difference < self.before.difference - 1e-9:
            return "Door het afbakenen botsen partijen minder, en groeien ze minder uit elkaar: een taak delen dreef ze hier juist sneller uiteen."
        if self.difference > self.before.difference + 1e-9:
            who = form(self.parted, "één paar partijen deelt", f"{number_word(self.parted)} paren partijen delen")
            return f"Er is minder om over te botsen, maar {who} geen taak meer en {form(self.parted, 'groeit', 'groeien')} uit elkaar."
        return "Er is minder om over te botsen, en niemand groeit uit elkaar: wie eerst een taak deelde, deelt er nog steeds een."

    def words(self):
        orphans = [f"‘{t.called}’" for t in self.case.tasks if not self.left[t.key]]
        gap, as_was = (
            f", bijvoorbeeld {orphans[0]}" if len(orphans) > 1 else f": {orphans[0]}" if orphans else "",
            self.clashes == self.before.clashes,
        )
        none = form(len(orphans), "één taak heeft", f"{number_word(len(orphans))} taken hebben")
        return say(
            self._owners() if as_was else self._fewer(),
            f"{f'{capital(none)} juist' if as_was and self.double else f'Maar {none}'} geen eigenaar{gap}."
            if orphans
            else f"Elke taak {'heeft' if as_was else 'houdt wel'} een eigenaar."
            if self.double or as_was
            else "",
            self._deepening(),
        )

    def _owners(self):
        """The task with most owners, and how often owners clash."""
        key = max(self.left, key=lambda k: len(self.left[k]), default="")
        if not self.double or not key:
            return "Geen taak heeft meer dan één eigenaar, dus over wie mag beslissen botst niemand."
        name = next(t.called for t in self.case.tasks if t.key == key)
        who = together([self.case.party(k) for k in self.left[key]], 2)
        cut = "Deze afbakening verandert nog niets. " if self.sharpness else ""
        over = f"Bij de {number_word(self.double)} taken met meer dan één eigenaar" if self.double > 1 else "Over die taak"
        return f"{cut}{capital(who)} vinden {form(len(self.left[key]) - 1, 'allebei', 'allemaal')} dat zij gaan over ‘{name}’. {over} {_expected(self.clashes)} te verwachten."

    def _fewer(self):
        """How many clashes are left by the boundaries that are drawn."""
        was, now = _many(self.before.clashes), _expected(self.clashes, "nog ")
        if not self.double:
            gone = form(
                round(self.before.clashes),
                "het ene te verwachten conflict verdwijnt",
                f"de {was} te verwachten conflicten verdwijnen",
            )
            so = f"en {gone}" if round(self.before.clashes) else "dus botsen over wie mag beslissen is er niet bij"
            return f"Elke taak heeft nog {'hooguit' if self.coverage.none else 'precies'} één eigenaar, {so}."
        if _many(self.clashes) == was:
            return f"Wie het minst over een taak gaat, valt af. Dat scheelt maar weinig: er {now} te verwachten."
        if round(self.before.clashes) > 20:
            now = now.replace(_many(self.clashes), dutch(round(self.clashes)) if round(self.clashes) else "bijna geen")
        return f"Wie het minst over een taak gaat, valt af. Daardoor {now} te verwachten in plaats van {was}."

    def _deepening(self):
        if not self.parted:
            return ""
        parts = form(self.parted, "Intussen deelt één paar partijen", f"Intussen delen {number_word(self.parted)} paren partijen")
        more = self.difference - self.before.difference
        if abs(more) < 1e-9:
            return f"{parts} geen taak meer, en toch staan die partijen na {number_word(YEARS)} jaar even ver uit elkaar als zonder afbakening."
        how = (
            "verder uit elkaar dan zonder deze afbakening, want wie niet samenwerkt, vervreemdt"
            if more > 0
            else "dichter bij elkaar dan zonder deze afbakening, want een taak delen drijft hen hier uiteen"
        )
        return f"{parts} geen taak meer. Na {number_word(YEARS)} jaar staan {form(self.parted, 'die twee', 'die')} {how}."

    def report(self):
        tasks, none = len(self.left), self.coverage.none
        if not tasks:
            return ""
        nobody = f"{form(none, 'is', 'zijn')} er {number_word(none)} van niemand" if none else "heeft elke taak een eigenaar"
        return say(
            f"Bij een afbakening van {dutch(self.sharpness)} procent {form(max(1, self.double), 'heeft', 'hebben')} {number_word(self.double) if self.double else 'geen'} van de "
            f"{number_word(tasks)} taken meer dan één eigenaar, en {nobody}."
            if tasks > 1
            else f"De taak ‘{self.case.tasks[0].called}’ heeft bij deze afbakening {'niemand als' if none else 'meer dan één' if self.double else 'één'} eigenaar.",
            "Het denkmodel neemt aan dat partijen die geen taak meer delen, van elkaar vervreemden." if self.parted and tasks > 1 else "",
        )


def _many(clashes: float) -> str:
    """About so many clashes: "achttien", "bijna geen"."""
    return number_word(round(clashes)) if round(clashes) else "bijna geen"


def _expected(clashes: float, still: str = "") -> str:
    """So many clashes with their verb: "zijn achttien conflicten", "is nog één conflict"."""
    return f"{form(round(clashes), 'is', 'zijn')} {still}{_many(clashes)} {form(round(clashes), 'conflict', 'conflicten')}"
