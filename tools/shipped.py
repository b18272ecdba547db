"""Which versions of the shipped cases there ever were, data/eerder.toml: a learner's copy of one gives way to the present version.

uv run python -m tools.shipped            say which present version does not stand there yet
uv run python -m tools.shipped --write    add the present versions; what stands there stays
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import tomli_w

from regiekit.cases import kept, load_shipped
from regiekit.cases.data import shipped_keys
from tools import made

FOLDER = Path(__file__).resolve().parent.parent / "data"
ABOUT = """# Waaraan het programma elke versie van een meegeleverde casus herkent die er ooit was. Haal er geen weg: wie zo'n versie bewaarde,
# krijgt met zijn antwoorden de nieuwe. Na een wijziging in data/cases: `uv run python -m tools.shipped --write`

"""


def files() -> Mapping[str, str]:
    """The file with the present versions in it."""
    path = FOLDER / kept.FORMER
    before = kept.former() if path.exists() else {}
    now = {key: list(dict.fromkeys([*before.get(key, []), kept.fingerprint(load_shipped(key))])) for key in shipped_keys()}
    return {kept.FORMER: ABOUT + tomli_w.dumps({**before, **now})}


if __name__ == "__main__":
    sys.exit(made.main(str(__doc__), FOLDER, files))
