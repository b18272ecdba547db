"""The shipped event log: some 400 made-up young people on the routes of the case jeugdhulp, and what it shows.

uv run python -m tools.event_log            check that data/logs is what this script makes
uv run python -m tools.event_log --write    make it anew
"""

from __future__ import annotations

import math
import random
import sys
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from tools import made

FOLDER = Path(__file__).resolve().parent.parent / "data" / "logs"
SEED = 2026
FIRST_DAY = datetime(2025, 9, 1)  # a Monday
DAYS = 319  # up to and including Friday 17 July 2026
SATURDAY = 5
DAY_AND_NIGHT = "politie"
SAFETY = ("politie", "veiligthuis", "gi", "verblijf")  # who comes in when it goes wrong

#: Mean number of days until a party has time; it may take up to three times as long.
WAIT = {
    "school": 8, "ggd": 20, "huisarts": 8, "jeugdteam": 26, "ggz": 78, "jongerenwerk": 7, "leerplicht": 12, "swv": 28,
    "politie": 4, "veiligthuis": 6, "gi": 36, "verblijf": 24,
}  # fmt: skip
#: What may happen at each handover, with its chance; on a route of high risk three times as often.
DEVIATIONS = {"again": 0.030, "restart": 0.020, "skip": 0.022, "stop": 0.012}
RISKY = 3


class Event(NamedTuple):
    """A row of the log."""

    case: str
    activity: str
    time: str


def walk(steps: tuple[str, ...], risky: bool, chance: random.Random) -> list[str]:
    """The parties one young person comes past: mostly these steps; some repeat one, begin anew, skip one or stop."""
    out, at, anew = [steps[0]], 0, False
    while at < len(steps) - 1 and len(out) < 12:
        draw, what = chance.random() / (RISKY if risky else 1), ""
        for name, share in DEVIATIONS.items():
            if draw < share:
                what = name
                break
            draw -= share
        if what == "stop" and at > 0:
            break
        if what == "again":
            out.append(steps[at])
        elif what == "restart" and at > 0 and not anew:
            at, anew = 0, True
            out.append(steps[0])
        else:
            at = min(len(steps) - 1, at + (2 if what == "skip" else 1))
            out.append(steps[at])
    return out


def times(parties: list[str], chance: random.Random) -> list[datetime]:
    """When each of these visits is: on working days in office hours, only the police come at all hours."""
    waits = [min(3.0, -math.log(1 - chance.random())) * WAIT[party] for party in parties[1:]]
    room = DAYS - 4 * len(parties)  # weekends take some
    fit = min(1.0, room / max(1.0, sum(waits)))
    day = chance.random() * max(0.0, room - sum(waits) * fit)
    out: list[datetime] = []
    for i, party in enumerate(parties):
        day = max(day + 1, day + waits[i - 1] * fit) if i else day
        when = FIRST_DAY + timedelta(days=int(day))
        if party != DAY_AND_NIGHT and when.weekday() >= SATURDAY:
            day += 7 - when.weekday()
            when = FIRST_DAY + timedelta(days=int(day))
        low, high = (0, 24 * 60) if party == DAY_AND_NIGHT else (8 * 60 + 30, 16 * 60 + 30)
        minute = 5 * int((low + chance.random() * (high - low)) / 5)
        out.append(when + timedelta(minutes=minute))
    return out


def events() -> list[Event]:
    """The rows, in order of time; only `random()` of the generator is used, so that every Python makes the same."""
    from regiekit.cases import load_shipped

    case = load_shipped("jeugdhulp")
    names = {p.key: p.short or p.name for p in case.parties}
    chance = random.Random(SEED)
    journeys = []
    for route in case.routes:
        for _ in range(route.count):
            parties = walk(route.steps, route.risk == "hoog", chance)
            journeys.append(list(zip(parties, times(parties, chance), strict=True)))
    journeys.sort(key=lambda visits: visits[0][1])
    rows = [(when, number, party) for number, visits in enumerate(journeys, 1) for party, when in visits]
    rows.sort(key=lambda row: row[:2])
    return [Event(f"J{number:03}", names[party], f"{when:%Y-%m-%d %H:%M}") for when, number, party in rows]


def table(rows: list[Event]) -> str:
    """The log as the text of a CSV file."""
    return "".join(f"{','.join(row)}\n" for row in [("casus", "activiteit", "tijd"), *rows])


def readme(rows: list[Event]) -> str:
    """What the log shows, in numbers."""
    from regiekit.cases import load_shipped

    safety = {p.short or p.name for p in load_shipped("jeugdhulp").parties if p.key in SAFETY}
    journeys: dict[str, list[str]] = {}
    for row in rows:
        journeys.setdefault(row.case, []).append(row.activity)
    routes = Counter(tuple(steps) for steps in journeys.values())
    (common, most), everyone = routes.most_common(1)[0], len(journeys)

    def share(number: int) -> str:
        return f"{number} ({100 * number / everyone:.1f}%)".replace(".", ",")

    numbers = {
        "Jongeren": everyone,
        "Gebeurtenissen": len(rows),
        "Activiteiten": len({row.activity for row in rows}),
        "Verschillende routes": len(routes),
        "Routes van één jongere": sum(n == 1 for n in routes.values()),
        "Op de meest gevolgde route": share(most),
        "Op een andere route": share(everyone - most),
        "Komt ergens twee keer of vaker": share(sum(len(set(s)) < len(s) for s in journeys.values())),
        f"Komt langs {', '.join(sorted(safety))}": share(sum(bool(safety & set(s)) for s in journeys.values())),
        "Eerste dag": rows[0].time[:10],
        "Laatste dag": rows[-1].time[:10],
    }
    lines = "\n".join(f"| {name} | {number} |" for name, number in numbers.items())
    return f"""# Logboeken

`jeugdhulp.csv` is een gebeurtenissenlogboek van verzonnen jongeren op de routes van de casus `jeugdhulp`, in één schooljaar. De kolommen:
`casus` (een nummer per jongere), `activiteit` (bij wie de jongere komt), `tijd`. Alles is verzonnen; er zit geen echt persoon in.

`python -m tools.event_log --write` maakt het bestand en deze bladzijde, met startgetal {SEED}. Per jongere kiest het script een route uit
de casus, in dezelfde aantallen. Bij elke overdracht kan het anders gaan: een stap nog eens, opnieuw beginnen, een stap overslaan of
stoppen; op de routes met een hoog risico {RISKY} keer zo vaak. De kansen en wachttijden zijn gekozen, niet gemeten.

| Maat | Waarde |
|---|---|
{lines}

De meest gevolgde route: {" → ".join(common)}.
"""


def files() -> dict[str, str]:
    """File name -> text."""
    rows = events()
    return {"jeugdhulp.csv": table(rows), "README.md": readme(rows)}


def stale() -> list[str]:
    """Names of files that are absent or differ from what would be made now."""
    return made.stale(FOLDER, files())


if __name__ == "__main__":
    sys.exit(made.main(__doc__.splitlines()[0], FOLDER, files))
