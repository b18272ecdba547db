"""What stands behind *Hoe is dit gerekend?* and *Wat weten we hierover?*: from `[rekenen]` and `[[onderzoek]]` in the words of a proef.

Works that a formula comes from and works that found something stand apart: a source for the sum is no source for the world.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from regiekit.cases.references import cited_html, short
from regiekit.plots.svg import escape
from regiekit.widgets.declaration import Proef, Table
from regiekit.widgets.say import dutch, say, with_unit

#: What a finding does to the idea of the proef: said as a sentence, and as a sign before what was found in practice.
DIRECTION = {
    "steunt": ("Dat steunt het idee van deze proef.", "+"),
    "weerspreekt": ("Dat weerspreekt het idee van deze proef.", "−"),
    "gemengd": ("Dat steunt het idee van deze proef maar voor een deel.", "±"),
    "geen": ("", ""),
}
CHOSEN = "gekozen voor het gemak"
SEEN = {"samenvatting": "gelezen: de samenvatting", "alleen titel": "alleen de titel gezien"}


def reckoning(d: type[Proef]) -> str:
    """How the outcome is worked out, each fixed number with where it comes from, what is left out, and the works the sum comes from."""
    told = d.reckoned
    seed = f" (startgetal {told['startgetal']})" if "startgetal" in told else ""
    draws = (
        f"Het denkmodel herhaalt dit {_number(told['trekkingen'])} keer met toevalsgetallen, steeds dezelfde{seed}."
        if "trekkingen" in told
        else ""
    )
    margin = f"De uitkomst kan er {told['marge']} naast zitten." if "marge" in told else ""
    fixed = [(c["naam"], with_unit(_number(c["waarde"]), c.get("eenheid", "")), _source(c["bron"])) for c in told.get("constanten", ())]
    code = f"<code>regiekit.models.{escape(told.get('functie', ''))}</code>"
    function = f"<p>Voor wie het narekent: {code}.</p>" if "functie" in told else ""
    return "".join(
        [
            "<p>Dit is een denkmodel: het maakt een mechanisme zichtbaar en bewijst niets over een echte gemeente.</p>",
            f"<p>{escape(say(told['tekst'], draws, margin))}</p>" if told else "",
            Table("De vaste getallen", ("Wat", "Waarde", "Waar het vandaan komt"), fixed).html() if fixed else "",
            function,
            f"<h5>Wat dit denkmodel weglaat</h5>{_items(map(escape, d.leaves_out))}",
            f"<h5>Waar de berekening vandaan komt</h5>{_items(map(cited_html, d.sources))}" if d.sources else "",
        ]
    )


def known(d: type[Proef]) -> str:
    """What research and Dutch practice found, with how sure it is and where the denkmodel departs; "" where nothing was written down."""
    practice = [f for f in d.research if f.get("praktijk")]
    studies = [f for f in d.research if not f.get("praktijk")]
    heading = "<h5>In de Nederlandse praktijk</h5>" if practice else ""
    return "".join(map(_finding, studies)) + heading + "".join(map(_finding, practice))


def _finding(f: Mapping[str, Any]) -> str:
    said, sign = DIRECTION[f.get("richting", "geen")]
    before = f"<strong>{sign}</strong> " if f.get("praktijk") and sign else ""
    facts = say(
        said,
        f"Het denkmodel wijkt af: {f['afwijking']}" if "afwijking" in f else "",
        f"Waar: {f['waar']}." if "waar" in f else "",
        f"Zekerheid: {f['zekerheid']}." if "zekerheid" in f else "",
    )
    seen = f" ({SEEN[f['gezien']]})" if f.get("gezien") in SEEN else ""
    works = _items(f"{cited_html(key)}{seen}" for key in f.get("bron", ()))
    return f'<div class="rk-finding"><p>{before}{escape(f["vondst"])}</p>{f"<p>{escape(facts)}</p>" if facts else ""}{works}</div>'


def _items(points: Iterable[str]) -> str:
    listed = "".join(f"<li>{point}</li>" for point in points)
    return f"<ul>{listed}</ul>" if listed else ""


def _number(value: float | str) -> str:
    return value if isinstance(value, str) else dutch(value)


def _source(key: str) -> str:
    return key if key == CHOSEN else short(key)
