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
            if self.sharpness:
                keep = form(self.double, "die taak houdt al haar", "die taken houden al hun")
                return f"Bij {tasks} botsen partijen nog even vaak over wie mag beslissen, want {keep} eigenaren."
            return f"Zonder afbakening botsen partijen bij {tasks} over wie mag beslissen, want {form(self.double, 'die taak heeft', 'die taken hebben')} meer dan één eigenaar."
        if not self.double:
            if not none:
                return "Niemand botst nog over een bevoegdheid, want elke taak heeft één eigenaar. Maar partijen komen elkaar bij geen taak meer tegen."
            gap = form(none, "één taak is", f"{number_word(none)} taken zijn")
            return f"Geen taak heeft nog twee eigenaren, dus niemand botst. Maar {gap} van niemand, en partijen komen elkaar bij geen taak meer tegen."
        if not self.parted:
            return "Door de afbakening botsen partijen minder. Toch blijven ze elkaar zien: wie eerst een taak deelde, deelt er nog steeds een."
        more = self.difference - self.before.difference
        if abs(more) < 1e-9:
            return "Door de afbakening botsen partijen minder. Ze groeien even ver uit elkaar als eerst, want een taak delen maakt daarvoor niets uit."
        if more < 0:
            return "Door de afbakening botsen partijen minder en groeien ze minder uit elkaar, want een taak delen drijft ze hier juist uiteen."
        who = form(self.parted, "één paar partijen deelt", f"{number_word(self.parted)} paren partijen delen")
        return (
            f"Door de afbakening botsen partijen minder, maar {who} geen taak meer en {form(self.parted, 'groeit', 'groeien')} uit elkaar."
        )

    def words(self):
        orphans, as_was = [f"‘{t.called}’" for t in self.case.tasks if not self.left[t.key]], self.clashes == self.before.clashes
        none = (
            form(
                len(orphans),
                f"één taak is van niemand: {orphans[0]}",
                f"{number_word(len(orphans))} taken zijn van niemand, bijvoorbeeld {orphans[0]}",
            )
            if orphans
            else ""
        )
        kept = "Elke taak houdt minstens één eigenaar." if self.double and not as_was else ""
        return say(self._owners() if as_was else self._fewer(), f"{capital(none)}." if none else kept, self._deepening())

    def _owners(self):
        """The task with most owners, and how often owners clash."""
        key = max(self.left, key=lambda k: len(self.left[k]), default="")
        if not self.double or not key:
            return "Geen taak heeft meer dan één eigenaar, dus over wie mag beslissen botst niemand."
        name, held = next(t.called for t in self.case.tasks if t.key == key), [self.case.party(k) for k in self.left[key]]
        each = "allebei" if len(held) == 2 else f"alle {number_word(len(held))}"
        over = (
            f"Bij de {number_word(self.double)} taken samen {_expected(self.clashes)}"
            if self.double > 1
            else f"Daarover {_expected(self.clashes)}"
        )
        return f"{capital(together(held, 2))} gaan {each} over ‘{name}’. {over} te verwachten."

    def _fewer(self):
        """How many clashes are left by the boundaries that are drawn."""
        was, now = _many(self.before.clashes), _many(self.clashes)
        if not self.double:
            if not round(self.before.clashes):
                return "Conflicten over wie mag beslissen waren ook zonder afbakening nauwelijks te verwachten."
            return f"Zonder afbakening {_expected(self.before.clashes)} te verwachten, met deze afbakening geen enkel."
        lets = "Wie het minst over een taak gaat, laat die taak los."
        if now == was:
            return f"{lets} Dat scheelt weinig: er {_expected(self.clashes, 'nog ')} te verwachten."
        if round(self.before.clashes) > 20 and round(self.clashes):
            now = dutch(round(self.clashes))
        return f"{lets} Daardoor {form(round(self.clashes), 'is', 'zijn')} nog {now} {form(round(self.clashes), 'conflict', 'conflicten')} te verwachten in plaats van {was}."

    def _deepening(self):
        if not self.parted:
            return ""
        parted, more = f"Partijen die geen taak meer delen, staan na {number_word(YEARS)} jaar", self.difference - self.before.difference
        if abs(more) < 1e-9:
            return f"{parted} even ver uit elkaar als zonder afbakening."
        if more > 0:
            return f"{parted} verder uit elkaar dan zonder afbakening, want wie niet samenwerkt, vervreemdt van de ander."
        return f"{parted} dichter bij elkaar dan zonder afbakening, want een taak delen drijft partijen hier uiteen."

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
