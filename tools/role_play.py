"""A role play on paper: one page per role, from a shipped case and from what only that role knows (data/role_play).

    uv run python -m tools.role_play jeugdhulp     write docs/docent/rollenspel/jeugdhulp.html
    uv run python -m tools.role_play --check       say which pages are not what would be written now

Each role sees its own gains and nobody else's; the first page is for the lecturer and holds all of it.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from regiekit.cases import Case, Party, load_shipped
from regiekit.models import package_deal

ROOT = Path(__file__).resolve().parent.parent
DATA, FOLDER = ROOT / "data" / "role_play", ROOT / "docs" / "docent" / "rollenspel"
LETTERS = "ABCDEFGHIJKLMNOPQRST"
MANDATES = {
    "geen": "U hebt geen mandaat: u mag zelf niets toezeggen.",
    "beperkt": "Uw mandaat is beperkt: kleine dingen mag u zelf toezeggen.",
    "volledig": "Uw mandaat is volledig: u mag over alles iets toezeggen.",
}
POWERS = {"productie": "iets kan maken", "blokker": "kan tegenhouden", "diffuus": "invloed heeft waarvan niet duidelijk is hoe groot"}
POSITIONS = {"voor": "voor is", "tegen": "tegen is", "afwachtend": "afwacht"}

STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { font: 11.5pt/1.45 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #1b1f27; background: #fff; margin: 0 auto; max-width: 48rem; padding: 1rem; }
section { break-after: page; padding: 0 0 1.5rem; }
section:last-of-type { break-after: auto; }
section + section { border-top: 2px dashed #7a8494; padding-top: 1.5rem; }
h1 { font-size: 1.6em; margin: 0 0 .2em; }
h2 { font-size: 1.15em; margin: 1em 0 .3em; color: #7d4300; }
p, ul, ol { margin: .3em 0 .6em; }
.kop { color: #515a68; margin: 0; }
.geheim { border: 3px solid #9a5200; padding: .6em .9em; margin: .9em 0; }
.geheim h2 { margin-top: 0; }
table { border-collapse: collapse; width: 100%; margin: .4em 0; }
caption { text-align: left; font-weight: 600; padding-bottom: .2em; }
th, td { text-align: left; vertical-align: top; border-bottom: 1px solid #7a8494; padding: .22em .4em; }
tbody th { font-weight: 400; }
td.n, th.n { text-align: right; white-space: nowrap; }
table.ruim td { width: 60%; height: 6.5em; }
@page { size: A4; margin: 14mm 16mm; }
@media print { body { max-width: none; padding: 0; font-size: 10pt; line-height: 1.36; } h2 { margin-top: .7em; } section { padding: 0; } section + section { border-top: 0; padding-top: 0; } table, .geheim { break-inside: avoid; } }
"""


def plays() -> list[str]:
    """The cases with a role play."""
    return sorted(path.stem for path in DATA.glob("*.toml"))


def written(key: str) -> Path:
    """Where the pages of a case are."""
    return FOLDER / f"{key}.html"


def read(key: str) -> tuple[Case, dict[str, Any]]:
    """The case and the data of its role play. Raises ValueError for a role or an issue that is not in the case."""
    data = tomllib.loads((DATA / f"{key}.toml").read_text(encoding="utf-8"))
    case = load_shipped(data["casus"])
    issues = {issue.key for issue in case.issues}
    for role in data["rollen"]:
        if role["partij"] not in case.party_keys or role.get("kwestie") not in {None, *issues}:
            raise ValueError(f"{key}.toml: {role['partij']} or {role.get('kwestie')} is not in the case")
    return case, data


def gains(case: Case, roles: Sequence[dict[str, Any]], told: bool = False) -> list[list[float]]:
    """The gains per issue and role; `told`: as they are once every condition is met."""
    return [
        [role["wordt"] if told and role.get("kwestie") == issue.key else issue.gains.get(role["partij"], 0) for role in roles]
        for issue in case.issues
    ]


def packages(case: Case, roles: Sequence[dict[str, Any]], told: bool) -> list[str]:
    """The packages in which none of the roles loses, as letters."""
    passing = package_deal.passing(gains(case, roles, told))
    return ["".join(LETTERS[i] for i in package_deal.issues_in(s)) for s in range(1, len(passing)) if passing[s]]


def page(name: str, title: str, above: str, *body: str) -> str:
    return (
        f'<section aria-labelledby="{name}">\n<p class="kop">{escape(above)}</p>\n<h1 id="{name}">{escape(title)}</h1>\n'
        + "\n".join(filter(None, body))
        + "\n</section>"
    )


def heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>"


def para(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def bullets(items: Sequence[str], tag: str = "ul") -> str:
    return f"<{tag}>" + "".join(f"<li>{escape(item)}</li>" for item in items) + f"</{tag}>"


def table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]], numbers: int = 0) -> str:
    """A table; the last `numbers` columns hold numbers."""
    cls = ["" if i < len(columns) - numbers else ' class="n"' for i in range(len(columns))]
    head = "".join(f'<th scope="col"{c}>{escape(name)}</th>' for name, c in zip(columns, cls, strict=True))
    body = "".join(
        "<tr>"
        + "".join(f'<th scope="row">{escape(cell)}</th>' if i == 0 else f"<td{cls[i]}>{escape(cell)}</td>" for i, cell in enumerate(row))
        + "</tr>\n"
        for row in rows
    )
    return f"<table><caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>"


def signed(value: float) -> str:
    return f"{value:+g}".replace("-", "−").replace(".", ",") if value else "0"


def agenda(case: Case) -> list[str]:
    return [f"{LETTERS[i]}. {issue.name}" for i, issue in enumerate(case.issues)]


def secret(case: Case, role: dict[str, Any]) -> str:
    """What only this role knows, with what it does to its count."""
    if "kwestie" not in role:
        return role["geheim"]
    at = next(i for i, issue in enumerate(case.issues) if issue.key == role["kwestie"])
    now = case.issues[at].gains.get(role["partij"], 0)
    return f"{role['geheim']} In uw telling: als {role['als']}, dan is {LETTERS[at]} voor u {signed(role['wordt'])} in plaats van {signed(now)}."


def lecturer(case: Case, data: dict[str, Any]) -> str:
    """The page with everything on it."""
    roles = data["rollen"]
    before, after = packages(case, roles, False), packages(case, roles, True)
    names = [case.party(r["partij"]).label for r in roles]
    matrix = [(name, *map(signed, column)) for name, column in zip(names, zip(*gains(case, roles), strict=True), strict=True)]
    secrets = [
        (
            name,
            f"{LETTERS[[i.key for i in case.issues].index(r['kwestie'])]} wordt {signed(r['wordt'])}, als {r['als']}"
            if "kwestie" in r
            else f"mag {r['punten']} punten weggeven",
        )
        for name, r in zip(names, roles, strict=True)
    ]
    return page(
        "docent",
        f"{data['titel']}: voor de docent",
        "Niet uitdelen",
        para(
            f"Voor {len(roles)} spelers, in {sum(r['minuten'] for r in data['ronden'])} minuten. Met meer mensen: twee per rol (één praat, één telt), of waarnemers met de laatste bladzijde. "
            "Iedere speler krijgt de bladzijde ‘voor iedereen’ en de eigen rol, en niets anders."
        ),
        heading("Wie wint wat"),
        table(
            "Opbrengst per kwestie; een speler kent alleen de eigen regel", ("Rol", *LETTERS[: len(case.issues)]), matrix, len(case.issues)
        ),
        heading("Wat alleen die rol weet"),
        table("", ("Rol", "Onder deze voorwaarde"), secrets),
        heading("Wat er uit kan komen"),
        para(
            f"Vertelt niemand iets, dan verliest niemand bij {len(before)} van de {2 ** len(case.issues) - 1} pakketten: {', '.join(before)}. Zijn alle voorwaarden uitgesproken, dan zijn het er {len(after)}: {', '.join(after)}."
        ),
        para(
            "Met de punten van de regisseur kan er nog meer. Het gaat niet om winnen. Het gaat om de vraag wie vroeg waarom een ander nee zei."
        ),
        heading("Nabespreken"),
        bullets(
            (
                "Wat dacht u van een ander, en wat bleek? (posities leren kennen)",
                "Wanneer legde iemand een kwestie erbij, en wat deed dat? (brede agenda)",
                "Wie zei ja zonder dat te mogen? (commitment)",
                "Welke spelregel had u graag vooraf gehad?",
            )
        ),
    )


def everyone(case: Case, data: dict[str, Any]) -> str:
    """The page for all."""
    rounds = [(r["naam"], f"{r['minuten']}\u00a0min", r["tekst"]) for r in data["ronden"]]
    return page(
        "allen",
        data["titel"],
        "Voor iedereen",
        para(case.summary),
        heading("De opdracht"),
        para(data["opdracht"]),
        heading("De agenda"),
        bullets(agenda(case)),
        heading("Aan tafel"),
        bullets([f"{case.party(r['partij']).called}: {case.party(r['partij']).representative.role}" for r in data["rollen"]]),
        heading("De ronden"),
        table("", ("Ronde", "Tijd", "Wat u doet"), rounds),
    )


def views(case: Case, party: Party) -> list[str]:
    """How this party looks at others, without what the case says about the truth of it."""

    def seen(view: Any) -> str:
        power = " en ".join(POWERS[p] for p in view.power)
        return f"U denkt dat {case.party(view.about).called} {POSITIONS[view.position]}" + (f" en {power}." if power else ".")

    return [seen(view) for view in case.views if view.holder == party.key]


def role_page(case: Case, data: dict[str, Any], role: dict[str, Any]) -> str:
    """The page of one role."""
    party = case.party(role["partij"])
    sent = party.representative
    own = [(f"{LETTERS[i]}. {issue.name}", signed(issue.gains.get(party.key, 0))) for i, issue in enumerate(case.issues)]
    bound = (
        "Uw organisatie houdt zich aan wat u toezegt."
        if sent.commitment
        else "Uw organisatie is daar niet aan gebonden: zeg dat erbij, of vraag het na."
    )
    seen = views(case, party)
    return page(
        party.key,
        party.called,
        f"{data['titel']} · alleen voor wie deze rol speelt",
        para(f"U bent {sent.role}. {MANDATES[sent.mandate]} {bound}"),
        heading("Wat u wilt"),
        para(role["doel"]),
        bullets([f"{i[0].upper()}{i[1:]}." for i in party.interests]),
        f'<div class="geheim">{heading("Alleen u weet dit")}{para(secret(case, role))}{para("U beslist zelf wat u hiervan vertelt, aan wie en wanneer.")}</div>',
        table("Uw opbrengst per kwestie, van −5 tot +5. Tel op wat in het pakket zit.", ("Kwestie", "Voor u"), own, 1),
        heading("Zo kijkt u naar anderen") + bullets(seen) if seen else "",
        para("Kunt u geen ja zeggen? Zeg dan wat u nodig hebt."),
    )


def observer() -> str:
    """The page for who watches."""
    rows = [
        (ask, "")
        for ask in (  # the second column is to write in
            "Wie vroeg een ander waarom?",
            "Wie vertelde iets wat nog niemand wist? Wat deed dat?",
            "Welke kwestie kwam erbij, en wie hielp dat?",
            "Wie zegde iets toe? Mocht dat?",
            "Waar liep het vast, en wat maakte het los?",
            "Welke afspraak over het gesprek zelf werd gemaakt?",
        )
    ]
    return page(
        "waarnemer",
        "Voor de waarnemer",
        "Niet meepraten, wel opschrijven",
        table("", ("Let op", "Wat u zag, en wanneer"), rows).replace("<table>", '<table class="ruim">'),
    )


def document(key: str) -> str:
    """The whole of the HTML of a role play."""
    case, data = read(key)
    pages = [lecturer(case, data), everyone(case, data), *(role_page(case, data, role) for role in data["rollen"]), observer()]
    body = "\n".join(pages).replace("<caption></caption>\n", "")
    return (
        f'<!DOCTYPE html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(data['titel'])}: rollenspel</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def stale() -> list[str]:
    """The role plays whose pages are absent or differ from what would be written now."""
    return [key for key in plays() if not written(key).is_file() or written(key).read_text(encoding="utf-8") != document(key)]


def main(argv: list[str] | None = None) -> int:
    """Write the pages, or check them."""
    parser = argparse.ArgumentParser(prog="python -m tools.role_play", description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="only say what is not up to date")
    parser.add_argument("cases", nargs="*", metavar="case", help=f"which: {', '.join(plays())} (default: all)")
    arguments = parser.parse_args(argv)
    unknown = [key for key in arguments.cases if key not in plays()]
    if unknown:
        parser.error(f"{unknown[0]!r} has no role play; choose from {', '.join(plays())}")
    for key in () if arguments.check else arguments.cases or plays():
        FOLDER.mkdir(parents=True, exist_ok=True)
        written(key).write_text(document(key), encoding="utf-8", newline="\n")
        print(written(key).relative_to(ROOT))
    for key in stale():
        print(f"{key}: not up to date; run without --check")
    return 1 if stale() else 0


if __name__ == "__main__":
    sys.exit(main())
