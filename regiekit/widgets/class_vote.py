"""What can be asked of a class and how its answers look: the same for counted hands, typed codes and phones.

An outcome is what `room.tally` makes of answers: `n`, `rijen` (label and count, in the order of the question) and of numbers the median `midden`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from math import isfinite, isnan
from typing import TYPE_CHECKING, Any, NamedTuple

from regiekit.plots.board import Board
from regiekit.plots.svg import letter, text_width, wrap
from regiekit.room.tally import LEAST, tally
from regiekit.widgets.controls import Choice, Slider
from regiekit.widgets.say import dutch, form

if TYPE_CHECKING:
    from regiekit.widgets.proef_panel import ProefPanel

Outcome = Mapping[str, Any]
PREDICTION = "voorspelling"
BLOCK = ("t", "key", "label", "help", "options", "min", "max", "step", "unit", "limit", "rows")  # of a control, what a phone takes
MOST_MEMBERS = 1200
WIDE, TOP, SIZE = 660.0, 34.0, 20.0  # of the picture, viewBox units


class Question(NamedTuple):
    """A question to a class: a `block` that a phone can show, what the model answers in words and as a value of the block (None: nothing).

    `told` makes more of the outcomes of this proef's questions so far, by key, the first vote first: a picture and its words. `roles` are dealt over tables
    before the question is put; such a question needs phones.
    """

    key: str
    name: str
    title: str
    text: str
    block: Mapping[str, Any]
    answer: str = ""
    value: Any = None
    told: Callable[[Mapping[str, Sequence[Outcome]]], tuple[Board, str]] | None = None
    roles: Sequence[Mapping[str, Any]] = ()


def questions(panel: "ProefPanel", more: Sequence[Question] = ()) -> list[Question]:
    """What this proef can ask on its case: the prediction, then its check questions, then `more`."""
    d, found = panel.declaration, []
    if isinstance(panel.guess_field, Slider | Choice):
        found.append(_prediction(panel))
    for number, q in enumerate(d.questions, 1):
        right = next(((i, o) for i, o in enumerate(q.options) if o.right), None)
        options = [[str(i), o.text[:200]] for i, o in enumerate(q.options)]
        block = {"t": "choice", "key": "", "label": q.text[:300], "options": options}
        said = (f"{right[1].text}. {right[1].why}".replace("..", "."), str(right[0])) if right else ("", None)
        found.append(Question(q.key, f"Check {number}", d.title, "", block, *said))
    return [*found, *more]


def _prediction(panel: "ProefPanel") -> Question:
    d, field = panel.declaration, panel.guess_field
    assert isinstance(field, Slider | Choice)
    block = {name: value for name, value in field.block().items() if name in BLOCK} | {"key": ""}
    answer = d.answer(panel.case)
    if answer is None:
        return Question(PREDICTION, "De voorspelling", d.title, d.question, block)
    value = answer.item() if hasattr(answer, "item") else answer
    said = f"{'Met beginwaarden: het' if panel.lacks else 'Het'} denkmodel {_comes_to(field, value)}. {d.explain(panel.case, answer)}"
    shown = value if isinstance(value, str) or isfinite(value) else None
    return Question(PREDICTION, "De voorspelling", d.title, d.question, block, said.strip(), shown)


def _comes_to(field: Slider | Choice, value: Any) -> str:
    if isinstance(value, float) and not isfinite(value):
        return "kan hier geen uitkomst bepalen" if isnan(value) else "loopt vast: er is geen grens"
    digits = 0 if isinstance(field, Choice) or field.step >= 1 else 1
    return f"komt uit op {field.say(value if isinstance(value, str) else round(value, digits))}"


# -- without phones -------------------------------------------------------------------------------------------------------


def labels(block: Mapping[str, Any]) -> list[str]:
    """What the rows of an outcome are called."""
    if "options" in block:
        return [label for _, label in block["options"]]
    return [label for label, _ in tally(block, [block["min"]] * LEAST)["rijen"]]


def of_hands(block: Mapping[str, Any], counts: Sequence[int]) -> Outcome:
    """The outcome of hands that were counted, one number per row; they were raised in the hall, so there is nothing to hide."""
    return {"n": sum(counts), "rijen": [list(row) for row in zip(labels(block), counts, strict=True)]}


def counted(rows: Sequence[Mapping[str, str]]) -> tuple[list[int], str]:
    """The numbers in a table of hands (empty: 0), and what is wrong with it in a Dutch sentence."""
    counts = []
    for row in rows:
        typed = str(row.get("aantal", "")).strip()
        if typed and not (re.fullmatch("[0-9]{1,4}", typed) and int(typed) <= MOST_MEMBERS):
            return (
                [],
                f"‘{typed}’ bij ‘{row.get('antwoord', '')}’ is geen aantal. Vul een heel getal in van 0 tot en met {dutch(MOST_MEMBERS)}.",
            )
        counts.append(int(typed or 0))
    return counts, "" if sum(counts) else "Vul eerst in hoeveel handen u telde."


def read_codes(block: Mapping[str, Any], text: str) -> tuple[list[Any], str]:
    """The answers in a text of codes, and what is wrong with it (Dutch).

    A code is what a member reads aloud: a letter for an option (A is the first), else the number itself. Codes stand on lines, or with spaces or semicolons
    between them; what stands before a colon is a name and is left out.
    """
    answers: list[Any] = []
    for number, line in enumerate(text.splitlines(), 1):
        for word in re.split(r"[\s;]+", line.rpartition(":")[2]):
            if word:
                value = _value(block, word.upper())
                if value is None:
                    return answers, f"Regel {number}: ‘{word[:20]}’ is geen antwoord. {told_codes(block)}"
                answers.append(value)
    if len(answers) > MOST_MEMBERS:
        return [], f"Dit zijn meer dan {dutch(MOST_MEMBERS)} antwoorden. Haal regels weg."
    return answers, "" if answers else "Typ eerst de antwoorden van de klas."


def told_codes(block: Mapping[str, Any]) -> str:
    """What a code is for this question."""
    if "options" in block:
        return f"Typ een letter van A tot en met {letter(len(block['options']) - 1)}."
    return f"Typ een getal van {dutch(block['min'])} tot en met {dutch(block['max'])}."


def _value(block: Mapping[str, Any], word: str) -> Any:
    if "options" in block:
        return next((key for i, (key, _) in enumerate(block["options"]) if letter(i) == word), None)
    number = word.replace(",", ".").replace("−", "-").rstrip("%")
    if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,4})?", number) or not block["min"] <= float(number) <= block["max"]:
        return None
    return float(number)


def of_codes(block: Mapping[str, Any], answers: Sequence[Any]) -> Outcome:
    """The outcome of answers that were read aloud; also of fewer than a room of phones would show."""
    found = tally(block, answers)
    if found["rijen"] is None:
        whole = tally(block, [*answers] * LEAST)
        found = whole | {"n": len(answers), "rijen": [[label, count // LEAST] for label, count in whole["rijen"]]}
    return found


# -- the picture ----------------------------------------------------------------------------------------------------------


def at(question: Question) -> int | None:
    """The row in which the model's answer falls; None where there is none."""
    block, value = question.block, question.value
    if value is None:
        return None
    if "options" in block:
        return next((i for i, (key, _) in enumerate(block["options"]) if key == value), None)
    rows = tally(block, [min(max(value, block["min"]), block["max"])] * LEAST)["rijen"]
    return next(i for i, (_, count) in enumerate(rows) if count)


def drawing(question: Question, votes: Sequence[Outcome], answered: bool, strategy: str) -> tuple[Board, str]:
    """The last vote as bars, the first one beside it as open bars where there were more, and with `answered` the model's row; and the same in words."""
    now, first = votes[-1], votes[0] if len(votes) > 1 and votes[0]["rijen"] else None
    rows, model = now["rijen"], at(question) if answered else None
    lines = [wrap(label, 26, 3) for label, _ in rows]
    left = 18 + max(text_width(line, SIZE - len(label) + 1) for label in lines for line in label)
    pitch = max(30.0 if first else 27.0, 1.15 * SIZE * max(map(len, lines)), min(56.0, 300.0 / len(rows)))
    before = [count for _, count in first["rijen"]] if first else [0] * len(rows)
    most = max(1, *(count for _, count in rows), *before)
    scale = (WIDE - left - (280 if first else 200)) / most
    b = Board(WIDE, TOP + pitch * len(rows) + 8, strategy)
    b.text(8, 22, _title(now, first), SIZE, weight=600)
    for i, (_, count) in enumerate(rows):
        middle = TOP + pitch * (i + 0.5)
        for k, line in enumerate(lines[i]):
            b.text(left - 10, middle + 7 + 20 * (k - (len(lines[i]) - 1) / 2), line, SIZE - len(lines[i]) + 1, "end", key=f"t{i}:{k}")
        bars = [(before[i], "paper", "soft", "eerst"), (count, "accent", "accent", "nu")]
        high = pitch * 0.74 / (2 if first else 1)
        for k, (many, fill, edge, name) in enumerate(bars if first else bars[1:]):
            if many:
                b.rect(left, middle - pitch * 0.37 + k * high, scale * many, high - 2, key=f"b{i}{name}", fill=fill, stroke=edge, width=1.5)
        if count or before[i]:
            said = f"{count} (eerst {before[i]})" if first else str(count)
            b.text(left + scale * max(count, before[i]) + 8, middle + 7, said, SIZE - 1, weight=600, key=f"n{i}")
        if i == model:
            b.diamond(WIDE - 142, middle, 8, key="model", fill="ink", stroke="ink")
            b.text(WIDE - 128, middle + 7, "denkmodel", SIZE, weight=600, key="modelnaam")
    b.line(left, TOP, left, TOP + pitch * len(rows), width=1.2)
    return b, words(question, votes, answered)


def _title(now: Outcome, first: Outcome | None) -> str:
    said = f"{now['n']} {form(now['n'], 'antwoord', 'antwoorden')}"
    return f"Na overleg: {said} (gevuld). Eerst: {first['n']} (open)" if first else f"De klas: {said}"


def words(question: Question, votes: Sequence[Outcome], answered: bool) -> str:
    """An outcome in sentences."""
    now, first = votes[-1], votes[0] if len(votes) > 1 and votes[0]["rijen"] else None
    parts = []
    for i, (label, count) in enumerate(now["rijen"]):
        before = first["rijen"][i][1] if first else 0
        if count or before:
            parts.append(f"{label}: {count}" + (f" (eerst {before})" if first else ""))
    unit = question.block.get("unit", "")
    half = (
        f"De helft zit op of onder {dutch(now['midden'])}{'' if unit == '%' else ' '}{unit}.".replace(" .", ".") if "midden" in now else ""
    )
    model = question.answer if answered else ""
    return " ".join(one for one in (f"{_title(now, first)}.", f"{'; '.join(parts)}.", half, model) if one)
