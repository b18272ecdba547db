"""What a proef shows and says in some hundreds of states, as text to compare before and after a change.

    uv run python -m tools.snapshot <folder> [key ...]              write a file per proef
    uv run python -m tools.snapshot <folder> --compare [key ...]    say what differs from what was written

States: the start, both ends and the middle of each control, every option, and 200 pairs from a fixed seed, over three shipped and three
test cases. Pictures are compared as elements with their attributes, numbers to one decimal; what SVG takes for granted is left out.
"""

import argparse
import difflib
import json
import random
import re
import sys
from collections.abc import Iterator
from math import isnan
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from regiekit.cases import Case, load_shipped
from regiekit.widgets.controls import Choice, Rows, Slider, Text, Upload
from regiekit.widgets.experiment import experiment

PAIRS, SEED, PICTURES = 200, 20261129, 60
GRANTED = {"opacity": "1", "font-weight": "400", "text-anchor": "start", "stroke-dasharray": "none", "stroke-linejoin": "miter"}


def cases() -> dict[str, Case]:
    from tests.widgets import samples

    own = {name: Case(**{"format": 1, "status": "eigen", **samples.OWN[name]()}) for name in ("klein", "veertig", "vijandig")}
    return {**{key: load_shipped(key) for key in ("jeugdhulp", "regio", "warmte")}, **own}


def values(control: Any) -> list[Any]:
    """The values of a control worth seeing."""
    if isinstance(control, Slider):
        middle = control.accept((control.low + control.high) / 2)
        return list(dict.fromkeys([control.low, middle, control.high, control.start]))
    if isinstance(control, Choice):
        return [value for value, _ in control.options]
    if isinstance(control, Text):
        return [control.start, "", "Wij schrijven dit op <b>& meer</b>."]
    if isinstance(control, Rows):
        rows = [dict(row) for row in control.start]
        options = [
            {**{c["key"]: (c["options"][-1][0] if c.get("options") else row.get(c["key"], "")) for c in control.columns}} for row in rows
        ]
        return [rows, rows[:-1], options] if not control.fixed else [rows, options]
    return [None]


def states(controls: list[Any]) -> Iterator[dict[str, Any]]:
    """Settings: the start, one control at a time, then pairs."""
    start = {c.key: c.accept(c.start) for c in controls}
    yield start
    ways = {c.key: [v for v in map(lambda v, c=c: _accepted(c, v), values(c))] for c in controls}
    for key, found in ways.items():
        for value in found:
            yield {**start, key: value}
    draw = random.Random(SEED)
    names = [key for key, found in ways.items() if len(found) > 1]
    for _ in range(PAIRS if len(names) > 1 else 0):
        a, b = draw.sample(names, 2)
        yield {**start, a: draw.choice(ways[a]), b: draw.choice(ways[b])}


def _accepted(control: Any, value: Any) -> Any:
    try:
        return control.accept(value)
    except ValueError:
        return control.start


def elements(svg: str) -> list[str]:
    """A picture as lines: an element with its attributes, in order."""
    out = []

    def walk(element: ElementTree.Element, depth: int) -> None:
        attributes = {k: _number(v) for k, v in element.attrib.items() if GRANTED.get(k) != v}
        if element.tag.endswith("path") and attributes.get("fill") == "none":
            attributes.pop("fill")
        if attributes.get("stroke", "none") == "none":
            for name in ("stroke", "stroke-width", "stroke-dasharray"):
                attributes.pop(name, None)
        said = (element.text or "").strip()
        out.append(
            " " * depth
            + element.tag.rpartition("}")[2]
            + "".join(f" {k}={v}" for k, v in sorted(attributes.items()))
            + (f" | {said}" if said else "")
        )
        for child in element:
            walk(child, depth + 1)

    walk(ElementTree.fromstring(svg), 0)
    return out


def _number(text: str) -> str:
    text = re.sub(r"-?\d+\.?\d*", lambda m: f"{round(float(m[0]), 1) + 0:g}", text)
    return re.sub(r"\s*([MLHVQCZAhvlcz])\s*", r" \1 ", text.replace(",", " ")).strip()


def block(control: Any) -> dict[str, Any]:
    return {k: v for k, v in control.block().items() if k != "key"} | {"start": control.start}


def _value(value: Any) -> Any:
    return "nan" if isinstance(value, float) and isnan(value) else value


def lines(key: str) -> Iterator[str]:
    """All that a proef shows and says, a line each."""
    d = experiment(key)
    yield f"words {d.key} {d.notebook} {d.strategy} {d.blind} {d.needs} {d.columns} {d.picks} {d.pick is not None}"
    for text in (d.title, d.guess.question, d.own, *d.leaves_out, *d.sources):
        yield f"text {text}"
    for name, case in cases().items():
        lacking = d.ready(case)
        yield f"== {name} {lacking}"
        if lacking:
            continue
        yield f"guess {json.dumps(block(d.guess.field(case)), ensure_ascii=False, default=str)}"
        if d.guess.answer:
            answer = d.guess.answer(case)
            yield f"answer {_value(answer)!r} {d.guess.explain(case, answer)}"
        controls = list(d.controls(case))
        for c in controls:
            yield f"control {c.key} {json.dumps(block(c), ensure_ascii=False, default=str)}"
        cards = list(d.cards(case))
        for card in cards:
            yield f"card {card.key} {card.title} {card.text} {card.controls}"
        yield from _shown(d, case, controls, [card.key for card in cards])


def _shown(d: Any, case: Case, controls: list[Any], cards: list[str]) -> Iterator[str]:
    noted = [*cards, *(c.key for c in controls)]
    for number, settings in enumerate(states(controls)):
        o = d.outcome(case, **{k: None if isinstance(c, Upload) else settings[k] for k, c in {c.key: c for c in controls}.items()})
        yield f"-- {json.dumps(settings, ensure_ascii=False, default=str)[:300]}"
        yield f"words {d.words(o)}"
        yield f"report {d.report(o)}"
        yield from (f"measure {m.name}: {m.texts()}" for m in d.measures(o))
        yield from (f"table {line}" for t in d.tables(o) for line in t.text())
        for k in noted:
            try:
                said = d.note(o, k)
            except KeyError as problem:  # a card is noted only once all of it is answered
                said = f"KeyError {problem}"
            if said:
                yield f"note {k}: {said}"
        if d.guess.compare:
            field = d.guess.field(case)
            try:
                yield f"compare {d.guess.compare(case, values(field)[-1], o)}"
            except KeyError as problem:  # a comparison that is only asked for once all is answered
                yield f"compare KeyError {problem}"
        if number % max(1, (len(controls) * 4 + PAIRS) // PICTURES) == 0 or number < 40:
            svg = d.picture(o)
            yield from (f"svg {line}" for line in elements(svg))
            if d.pick:
                yield from (f"pick {k}: {d.pick(o, k)}" for k in re.findall(r'data-pick="([^"&]*)"', svg))


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.snapshot", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("keys", nargs="*")
    parser.add_argument("--compare", action="store_true")
    asked = parser.parse_intermixed_args(argv)
    from regiekit.widgets.declaration import keys

    wrong = 0
    for key in asked.keys or keys():
        now, file = list(lines(key)), asked.folder / f"{key}.txt"
        if not asked.compare:
            asked.folder.mkdir(parents=True, exist_ok=True)
            file.write_text("\n".join(now), encoding="utf-8")
            continue
        before = file.read_text(encoding="utf-8").split("\n")
        found = (
            [] if "\n".join(now) == "\n".join(before) else list(difflib.unified_diff(before, "\n".join(now).split("\n"), lineterm="", n=1))
        )
        wrong += bool(found)
        print(f"{key}: {'equal' if not found else f'{len(found)} lines differ'} in {len(now)} lines", *found[:60], sep="\n  ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
