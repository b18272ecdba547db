"""Overlap → heldere afbakening → verdieping van tegenstellingen, en het gat ertussen."""

from functools import cached_property

from regiekit.cases.reading import beyond, claims
from regiekit.models import overlap as model
from regiekit.plots.svg import wrap
from regiekit.proeven import Board, Proef, Slider, count, counted, dutch, measure, say

COST = 30  # per cent of the benefit, at the start
LEFT, RIGHT, HEAD, FOOT = 156.0, 64.0, 116.0, 78.0  # round the matrix
ROW = 17.5  # a row is never lower: the picture grows with the number of parties


class Overlap(Proef, before={"sharpness": 0}, asks=("claim.strength", "tasks")):
    """How sharp (per cent) the boundaries are drawn, and what doing a task costs, per cent of what it brings everyone."""

    sharpness: float
    cost: float

    @classmethod
    def ready(cls, case):
        if any(t.claims for t in case.tasks):
            claimants = {claim.party for task in case.tasks for claim in task.claims}
            return beyond(len(case.tasks), "taken") or beyond(len(claimants), "partijen met een claim")
        return "Vul in uw casus taken in, en bij elke taak wie erover gaat: als kerntaak, mede of aan de rand. Dat kan hieronder."

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw schatting", 0, max(1, len(case.tasks)), 1, 1, "taak|taken")

    @classmethod
    def answer(cls, case):
        return model.overlap_and_gap(model.delimit(claims(case), 1.0)).none

    @classmethod
    def explain(cls, case, answer):
        none = model.overlap_and_gap(claims(case)).none
        start = f"{counted(none, 'is', 'zijn', 'taak', 'taken')} van niemand" if none else "heeft elke taak een eigenaar"
        return f"Aan het begin {start}. Taken die bij iedereen aan de rand liggen, raken het eerst hun eigenaars kwijt."

    @classmethod
    def controls(cls, case):
        return [
            Slider("sharpness", "Hoe scherp is de afbakening?", 0, 100, 40, 5, "%"),
            Slider("cost", "Wat kost het om een taak op te pakken, vergeleken met wat zij iedereen oplevert?", 5, 95, COST, 5, "%"),
        ]

    @cached_property
    def left(self) -> dict[str, dict[str, float]]:
        """Task -> party -> strength of the claims that are left."""
        start = claims(self.case)
        return model.delimit(start, self.sharpness / 100) if self.sharpness else start

    @cached_property
    def coverage(self):
        return model.overlap_and_gap(self.left)

    @measure("Taken met meer dan één eigenaar (overlap)", digits=0)
    def double(self):
        return self.coverage.double

    @measure("Taken van niemand (het gat)", digits=0)
    def none(self):
        return self.coverage.none

    @measure("Taken die naar verwachting blijven liggen", digits=1)
    def undone(self):
        """Expected number of tasks that nobody does, when claimants wait for one another."""
        return sum(model.nobody_acts(len(held), self.cost / 100) for held in self.left.values())

    @measure("Paren partijen die een taak delen", digits=0)
    def meeting(self):
        return len(model.shared_tasks(self.left))

    def picture(self):
        """Parties by tasks: a mark per claim, an open one where a claim was let go, and below it how many claim the task."""
        start = claims(self.case)
        parties = [p for p in self.case.parties if any(p.key in held for held in start.values())]
        b = Board(660, max(580, HEAD + FOOT + ROW * len(parties)), "structuur")
        across, down = (b.width - LEFT - RIGHT) / max(1, len(self.case.tasks)), (b.height - HEAD - FOOT) / max(1, len(parties))
        rows = {p.key: HEAD + (i + 0.5) * down for i, p in enumerate(parties)}
        size = min(15.0, down * 0.8)
        for p in parties:
            b.text(LEFT - 10, rows[p.key] + size * 0.35, wrap(p.label, 18, 1)[0], size, "end")
            b.path(f"M{LEFT} {rows[p.key]:.1f}H{b.width - RIGHT}", stroke="tint", width=max(1, down - 3))
        for i, task in enumerate(self.case.tasks):
            x, held = LEFT + (i + 0.5) * across, self.left[task.key]
            with b.group(x + 4, HEAD - 6, turn=-42):
                b.text(0, 0, wrap(task.label, 18, 1)[0])
            for key in [key for key in rows if key in start[task.key]]:
                fill, stroke, dash = ("accent", "", "") if key in held else ("none", "line", "3 3")
                r = min(across, down) * (0.16 + 0.24 * start[task.key][key])
                b.circle(x, rows[key], r, key=f"c:{task.key}|{key}", fill=fill, stroke=stroke, width=1.5, dash=dash)
            colour = "bad" if not held else "accent" if len(held) > 1 else "ink"
            b.text(x, b.height - FOOT + 24, len(held), 20, "middle", 700, colour)
        b.text(LEFT - 10, b.height - FOOT + 22, "Gaan erover:", anchor="end", weight=650)
        b.text(16, b.height - 28, "● claim, groter is sterker · ◌ claim losgelaten", fill="soft")
        b.text(16, b.height - 10, "0 = het gat: niemand · 1 = één eigenaar · 2 of meer = overlap", fill="soft")
        return b

    def _gap(self, between):
        orphans = [t.called for t in self.case.tasks if not self.left[t.key]]
        none = f"Over {count(len(orphans), 'taak|taken')} gaat niemand: {between.join(orphans)}."
        return none if orphans else "Elke taak heeft een eigenaar."

    def words(self):
        was, met = self.before.meeting, self.meeting
        paired = counted(was, "kwam", "kwamen", "paar", "paren")
        return say(
            f"Er {counted(len(self.left), 'is', 'zijn', 'taak', 'taken')}: "
            f"{self.double} met meer dan één eigenaar en {self.coverage.single} met precies één.",
            self._gap(", "),
            f"Naar verwachting blijven {dutch(self.undone, 1)} taken liggen.",
            f"Eerst {paired} partijen elkaar bij een taak tegen, nu {f'nog {met}' if met else 'geen enkel'}." if was > met else "",
        )

    def report(self):
        if len(self.left) == 1:
            owners = "niemand als" if self.none else "meer dan één" if self.double else "één"
            return f"De taak ‘{self.case.tasks[0].called}’ heeft bij deze afbakening {owners} eigenaar."
        have, double = "heeft" if self.double < 2 else "hebben", self.double or "geen enkele"
        tasks = count(len(self.left), "taak|taken")
        return say(f"Van de {tasks} {have} er bij deze afbakening {double} meer dan één eigenaar.", self._gap("; "))
