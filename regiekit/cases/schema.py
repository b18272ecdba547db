"""The JSON Schema of the case file, made from the field table.

`python -m regiekit.cases.schema` writes it to `data/schema/casus.schema.json` in the repository.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs

from regiekit.cases.check import ID, KEY, MAX_WORD
from regiekit.cases.model import MAX_ITEMS, MAX_SHORT, NOUNS, Case, Spec, fields, most, required

_TEXT = {"type": "string"}
_REFERENCE = {"type": "string", "pattern": f"^{KEY.pattern}$"}


def _range(spec: Spec) -> dict[str, Any]:
    limits = {"minimum": spec.low, "maximum": spec.high}
    return {key: value for key, value in limits.items() if value is not None}


def _array(items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "maxItems": MAX_ITEMS, "items": items, **more}


def _table(values: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": values}


def _choice(spec: Spec) -> dict[str, Any]:
    return {"enum": list(spec.choices)}


_KINDS: dict[str, Callable[[Spec], dict[str, Any]]] = {
    "text": lambda spec: _TEXT,
    "short": lambda spec: {**_TEXT, "maxLength": MAX_SHORT},
    "key": lambda spec: _REFERENCE,
    "choice": _choice,
    "choices": lambda spec: _array(_choice(spec), uniqueItems=True),
    "texts": lambda spec: _array(_TEXT),
    "party": lambda spec: _REFERENCE,
    "maybe": lambda spec: {"type": "string", "pattern": f"^({KEY.pattern})?$"},
    "parties": lambda spec: _array(_REFERENCE, uniqueItems=True),
    "steps": lambda spec: _array(_REFERENCE),
    "integer": lambda spec: {"type": "integer", **_range(spec)},
    "word": lambda spec: {**_TEXT, "minLength": 1, "maxLength": MAX_WORD, "examples": list(spec.choices)},
    "id": lambda spec: {"type": "string", "pattern": f"^{ID.pattern}$"},
    "weight": lambda spec: {"type": "number", "exclusiveMinimum": 0},
    "number": lambda spec: {"type": "number", **_range(spec)},
    "any": lambda spec: {},
    "flag": lambda spec: {"type": "boolean"},
    "weights": lambda spec: _table({"type": "number", **_range(spec)}),
    "gains": lambda spec: {**_table({"type": "number", **_range(spec)}), "propertyNames": _REFERENCE},
    "units": lambda spec: _table(_array(_REFERENCE, uniqueItems=True)),
    "answers": lambda spec: _table({"type": "object"}),
    "item": lambda spec: {"$ref": f"#/$defs/{NOUNS[spec.item]}"},
    "items": lambda spec: _array(_KINDS["item"](spec), maxItems=most(spec.item)),
}


def _object(cls: type) -> dict[str, Any]:
    properties = {}
    for key, (attribute, spec) in fields(cls).items():
        properties[key] = {"title": key, "description": spec.about, **_KINDS[spec.kind](spec)}
        default = getattr(attrs.fields(cls), attribute).default
        if isinstance(default, str | int) and spec.kind != "short":
            properties[key]["default"] = default
    return {"type": "object", "title": NOUNS[cls], "properties": properties, "required": list(required(cls))}


def schema() -> dict[str, Any]:
    """The schema (2020-12) with Dutch titles and descriptions. Unknown keys are allowed: they survive.

    It says what one value may be; that references exist and keys are unique only the check of `load` can see.
    """
    definitions = {noun: _object(cls) for cls, noun in NOUNS.items() if cls is not Case}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_object(Case),
        "description": "Een casusbestand (TOML) voor de notebooks over gemeentelijke regie.",
        "$defs": definitions,
    }


def schema_text() -> str:
    """The schema as it is published."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Write the schema into the data folder of the repository."""
    from regiekit.cases.data import data_path

    path = Path(str(data_path() / "schema" / "casus.schema.json"))
    path.write_text(schema_text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
