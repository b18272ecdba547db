"""A4: the structure that is chaos to one is order to another."""

from collections.abc import Hashable

import attrs

from ..cases import Case
from ..cases.reading import ALONE, grouping, members, names
from ..models import lenses as model
from ..plots import congruence as plot
from ..plots.svg import letter
from .controls import Choice, Slider, dutch
from .experiment import Experiment, Guess, Measure
from .islands import groups


@attrs.frozen
class Outcome:
    """What one lens tells about the order that somebody is looking for."""

    case: Case
    lens: str
    sought: str
    seen: dict[str, Hashable]
    order: dict[str, Hashable]
    doubt: float
    left: float
    share: float
    luck: float

    @property
    def letters(self) -> dict[Hashable, str]:
        """A letter for each group; who stands alone needs none."""
        return {group: letter(i) for i, group in enumerate(g for g in members(self.order) if not str(g).startswith(ALONE))}


def lens_names(case: Case) -> dict[str, str]:
    """All lenses: the groupings of the case, and who speaks whom."""
    return names(case) | {"contact": "wie wie spreekt"}


def look(case: Case, lens: str) -> dict[str, Hashable]:
    """Party -> group through a lens."""
    if lens != "contact":
        return grouping(case, lens)
    home: dict[str, Hashable] = {k: f"groep {i + 1}" for i, g in enumerate(groups(case)) for k in g}
    return {p.key: home.get(p.key, "de regisseur") for p in case.parties}


def outcome(case: Case, lens: str, sought: str) -> Outcome:
    """Look for the order `sought` through `lens`."""
    seen, order = look(case, lens), look(case, sought)
    labels, through = [order[p.key] for p in case.parties], [seen[p.key] for p in case.parties]
    return Outcome(
        case,
        lens,
        sought,
        seen,
        order,
        model.entropy(labels),
        model.conditional_entropy(labels, through),
        model.order_seen(labels, through),
        model.expected_conditional_entropy(labels, through, draws=100),
    )


def picture(o: Outcome) -> str:
    letters = o.letters
    note = [("", f"{letter} = {group}") for group, letter in letters.items()]
    if any(g not in letters for g in o.order.values()):
        note.append(("", "zonder letter = staat alleen"))
    return plot.picture(
        o.case,
        members(o.seen),
        (),
        title=EXPERIMENT.title,
        words=words(o),
        pick=True,
        note=note,
        marks={k: letters.get(g, "") for k, g in o.order.items()},
    )


def words(o: Outcome) -> str:
    all_names = lens_names(o.case)
    start = f"U kijkt door de lens ‘{all_names[o.lens]}’ en zoekt de ordening ‘{all_names[o.sought]}’."
    if o.lens == o.sought:
        return f"{start} Dat is dezelfde lens: alles staat op zijn plaats. Wie zo kijkt, ziet orde."
    luck = (
        "ongeveer evenveel als bij een willekeurige indeling"
        if abs(o.left - o.luck) < 0.15
        else "minder dan bij een willekeurige indeling"
        if o.left < o.luck
        else "meer dan bij een willekeurige indeling"
    )
    verdict = "overwegend orde" if o.share > 0.66 else "half orde, half chaos" if o.share > 0.4 else "vooral chaos"
    return (
        f"{start} Van die ordening is {dutch(100 * o.share, 0)}% te zien: {verdict}. Om te weten waar een partij hoort, zijn zonder lens {dutch(o.doubt, 1)} ja/nee-vragen nodig. "
        f"Met deze lens zijn dat er nog {dutch(o.left, 1)}: {luck} ({dutch(o.luck, 1)})."
    )


def report(o: Outcome) -> str:
    all_names = lens_names(o.case)
    if o.lens == o.sought:
        return f"Wie kijkt volgens ‘{all_names[o.lens]}’, ziet alles op zijn plaats."
    verdict = "overwegend orde" if o.share > 0.66 else "half orde, half chaos" if o.share > 0.4 else "vooral chaos"
    return (
        f"Wie kijkt volgens ‘{all_names[o.lens]}’, herkent van de ordening ‘{all_names[o.sought]}’ {dutch(100 * o.share, 0)}%: {verdict}."
    )


def measures(o: Outcome) -> list[Measure]:
    return [
        Measure("Ja/nee-vragen om een partij te plaatsen", o.doubt, o.left, digits=1),
        Measure("Orde die deze lens laat zien", 0, o.share, "%", 0, 100),
    ]


def tell(o: Outcome, party: str) -> str:
    p = o.case.party(party)
    near = [o.case.party(k).called for k, g in o.seen.items() if g == o.seen[party] and k != party]
    strangers = [o.case.party(k).called for k, g in o.order.items() if g == o.order[party] and k != party and o.seen[k] != o.seen[party]]
    here = f"zit {p.called} bij ‘{o.seen[party]}’, met {', '.join(near)}" if near else f"staat {p.called} alleen"
    there = (
        f"hoort zij ook bij {', '.join(strangers)}; die {'staat' if len(strangers) == 1 else 'staan'} hier ergens anders"
        if strangers
        else "hoort zij bij niemand die hier ergens anders staat"
    )
    return f"Door deze lens {here}. In de gezochte ordening {there}."


def worst(case: Case) -> float:
    """What the present structure shows of who speaks whom, per cent."""
    lens = next(iter(names(case)))
    return 100 * outcome(case, lens, "contact").share


def _guess(case: Case) -> Slider:
    present = next(iter(names(case).values())).removesuffix(" (huidig)")
    return Slider("_guess", "Uw schatting", 0, 100, 80, 1, "%", f"De huidige indeling in deze casus: ‘{present}’.")


def explain(case: Case, answer: float) -> str:
    """Why the present structure shows so much, or so little."""
    seen = look(case, next(iter(names(case))))
    if round(answer) == 0:
        return "Wie met wie spreekt, staat hier los van de indeling. Voor wie alleen de indeling kent, lijkt het contact één grote chaos."
    if round(answer) < 100:
        return "De rest ziet u pas als u iemand vraagt met wie hij belt. Voor wie alleen de indeling kent, lijkt dat deel chaos."
    if len(set(seen.values())) == len(seen):
        return "In deze indeling vormt elke partij een eigen groep. Wie de groep kent, kent de partij, en dan valt er niets meer te raden."
    if len(set(look(case, "contact").values())) == 1:
        return "Alle partijen horen hier bij één groep die met elkaar spreekt. Dan valt er niets te raden, wat de indeling ook is."
    return "De indeling volgt hier precies wie wie spreekt: partijen in dezelfde eenheid horen steeds bij dezelfde groep."


EXPERIMENT = Experiment(
    key="lenzen",
    notebook="04_structuur",
    title="Chaos of orde: het hangt van de lens af",
    guess=Guess(
        question="U kent alleen de huidige indeling. Welk deel van ‘wie wie spreekt’ kunt u daaruit afleiden?",
        field=_guess,
        answer=worst,
        explain=explain,
    ),
    controls=lambda case: [
        Choice("lens", "Door welke lens kijkt u?", list(lens_names(case).items()), next(iter(lens_names(case)))),
        Choice("sought", "Welke ordening zoekt u?", list(lens_names(case).items()), list(names(case))[-1]),
    ],
    outcome=outcome,
    picture=picture,
    words=words,
    report=report,
    measures=measures,
    pick=tell,
    own="Wie in uw casus vindt het netwerk een chaos, en wie vindt het overzichtelijk? Door welke lens kijkt elk van hen?",
    leaves_out=(
        "Een partij zit per lens in precies één groep. In het echt hoort men vaak bij meer groepen tegelijk.",
        "Hoe meer groepen een lens heeft, hoe meer zij lijkt te zeggen. Daarom staat de willekeurige indeling erbij; bij weinig partijen scheelt dat veel.",
        "Orde zien is niet hetzelfde als kunnen samenwerken.",
    ),
    sources=("shannon1948", "theil1970"),
    ready=lambda case: (
        None
        if names(case) and len(case.parties) > 1
        else "Vul in uw casus eerst partijen in, uit minstens twee sectoren, of een indeling in eenheden."
    ),
)
