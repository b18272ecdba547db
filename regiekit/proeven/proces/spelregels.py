"""Spelregels: at most six agreements, tried on a round that has stalled; each takes something away and brings something."""

from collections.abc import Sequence
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Self

from regiekit.cases import Party
from regiekit.cases.reading import crowded, issues, members
from regiekit.models import rules_of_the_game as model
from regiekit.plots.network import LEGEND
from regiekit.proeven import Board, Card, Case, Choice, Measure, Proef, Slider, Table, capital, dutch, form, last, listed, number_word, say
from regiekit.widgets.say import again, does, of_all, phrase, several

NONE = "geen"
NAMED = 6  # names in a sentence, at most
#: How a choice is told in a sentence, where that is not what its option says.
TOLD = {
    "proces": "ieder bindt zich aan het proces, nog niet aan de uitkomst",
    "uitkomst": "ieder tekent vooraf voor de uitkomst",
    "pakket": "alles wordt aan het eind in één pakket besloten",
    "makkelijk": "wat makkelijk is, komt eerst",
    "moeilijk": "wat het moeilijkst is, komt eerst",
    "derde": "een ruzie gaat naar een derde, en de rest praat door",
    "eenmalig": "partijen komen één keer bij elkaar, en dan is het klaar",
    "doorlopend": "partijen komen steeds weer bij elkaar, ook als er niets te besluiten is",
}
JOINS, WAITS, DROPS = "doet mee", "wacht af", "haakt af"
DOING = {JOINS: "meedoen", WAITS: "afwachten", DROPS: "afhaken"}  # the same of several
SIGNS = {JOINS: ("✓", "accent", 650), WAITS: ("…", "ink", 400), DROPS: ("×", "soft", 400)}  # how each stands in the picture

WIDE, HIGH, SMALL = 660.0, 430.0, 13.5  # the picture, for up to 22 parties; its smallest letters
HEAD, FOOT, LEFT, EDGE, STANCE = (
    38,
    84,
    140,
    10,
    566,
)  # above the rows and below, where marks begin, the rim, where it says what a party does
SLOT, LEAST, SLOTS, APART = (
    18,
    5,
    10,
    3,
)  # of an obstacle that rules bring, room for so many at least and at most; between who joins and who does not

LONG, WHOLE, SENTENCES = 25, 60, 5  # words of a sentence and of all at most, sentences at most

#: Obstacle -> its name in the picture, and the sentence.
OBSTACLES = {
    "fuik": ("Fuik", "Wie meedoet, is bang straks overal aan vast te zitten."),
    "cijfers": ("Cijfers", "Ieder heeft eigen cijfers en gelooft die van een ander niet."),
    "toezegging": ("Toezegging", "Niemand wil als eerste iets toezeggen, zeker niet wie het eerst aan de eigen organisatie moet vragen."),
    "verlies": ("Verlies", "Elke kwestie wordt apart behandeld, en dan verliest er telkens iemand."),
    "ruzie": ("Ruzie", "Eén ruzie houdt alles op."),
    "rekken": ("Rekken", "Wie afwacht, verliest niets: tijd rekken loont."),
    "onzeker": ("wie blijft er over?", "Wie er graag aan begint, weet niet wie er straks nog bij is."),
    "opgesloten": ("opgesloten", "Wie zich kan verzetten, voelt zich opgesloten."),
    "traag": ("uitzoeken kost tijd", "Samen uitzoeken kost tijd, en de voorstanders hebben haast."),
    "wantrouwen": ("wie beheert de cijfers?", "Wie de regisseur niet vertrouwt, gelooft ook de cijfers van de regisseur niet."),
    "vaag": ("waar gaat het heen?", "De voorstanders zien nog niet waar het heen gaat."),
    "tekenen": ("vooraf tekenen kan niet", "Wie niet voor is of niet mag beslissen, kan niet vooraf tekenen."),
    "wachten": ("lang wachten op het pakket", "Kleine partijen kunnen niet lang wachten op het hele pakket."),
    "restant": ("het moeilijke blijft over", "Het moeilijke blijft over, en er is niets meer om mee te ruilen."),
    "klem": ("meteen op scherp", "Wie veel te verliezen heeft, staat meteen met de rug tegen de muur."),
    "afschuiven": ("wachten op de derde", "Wie sterk staat, geeft niet meer toe en wacht op de derde."),
    "partijdig": (
        "de regisseur is zelf partij",
        "De regisseur is zelf partij. Wie tegen het plan is of groter is dan de regisseur, legt zich niet neer bij zo’n besluit.",
    ),
    "haast": ("geen tijd voor de achterban", "Wie niets mag beslissen, krijgt de achterban niet op tijd mee."),
    "dreiging": ("de stok achter de deur", "Wie tegen is, hoort vooral een dreigement."),
    "papier": ("te veel regels", "Bij meer dan vier regels raken kleine partijen de draad kwijt."),
    "eenmaal": ("geen volgende keer", "Wie nu toegeeft, krijgt dat later niet terug: men ziet elkaar niet meer."),
    "vergaderlast": ("steeds weer overleg", "Kleine partijen kunnen niet bij elk overleg zijn."),
    "overruled": ("er kan over u worden beslist", "Wie niet voor is, weet dat een ander het kan opleggen, en verzet zich."),
    "routines": ("de reorganisatie eerst", "Wie het werk doet, is een tijd lang druk met de eigen reorganisatie."),
}
#: Topic -> title and text of its card, the question, and the rules to choose from besides no agreement.
TOPICS = {
    "uitstappen": (
        "Instappen en uitstappen",
        "Twee partijen blijven in de deur staan: wie naar binnen gaat, komt misschien niet meer weg. Wat spreekt u af?",
        "Mag iemand eruit?",
        {"moment": "uitstappen mag na de tweede ronde, met uitleg", "niemand": "wie begint, blijft tot het eind"},
    ),
    "informatie": (
        "Informatie",
        "Er liggen drie rapporten op tafel met drie verschillende getallen. Wat spreekt u af?",
        "Hoe komt u aan de feiten?",
        {"samen": "partijen zoeken de feiten samen uit", "regisseur": "de regisseur beheert alle informatie en geeft die vrij"},
    ),
    "binding": (
        "Waaraan bindt men zich?",
        "Iemand vraagt: ‘Als ik hier ja zeg, waar zeg ik dan ja tegen?’ Wat spreekt u af?",
        "Waaraan bindt wie meedoet zich?",
        {"proces": "aan het proces, nog niet aan de uitkomst", "uitkomst": "aan de uitkomst: vooraf tekenen"},
    ),
    "volgorde": (
        "De volgorde van besluiten",
        "Op de agenda staat meer dan één kwestie. Wat spreekt u af?",
        "In welke volgorde besluit u?",
        {"pakket": "alles in één pakket aan het eind", "makkelijk": "eerst wat makkelijk is", "moeilijk": "eerst wat het moeilijkst is"},
    ),
    "conflict": (
        "Ruzie",
        "Twee partijen krijgen slaande ruzie. De rest kijkt naar de tafel. Wat had u afgesproken?",
        "Wat gebeurt er bij ruzie?",
        {"derde": "de ruzie gaat naar een derde, de rest praat door", "regisseur": "de regisseur hakt de knoop door"},
    ),
    "tijd": (
        "Tijd",
        "Het is de vierde keer dat iemand zegt: ‘Daar komen wij op terug.’ Wat had u afgesproken?",
        "Hoe lang duurt het?",
        {"einddatum": "er is een vaste einddatum", "terugval": "er is een einddatum, en daarna beslist de regisseur"},
    ),
}


#: What is not agreed but can be chosen beside the rules: the question, what it is without a choice, and the choices.
SETTING = {
    "ritme": (
        "Hoe vaak zit men bij elkaar?",
        "zoals het uitkomt",
        {"eenmalig": "één keer, en dan klaar", "doorlopend": "doorlopend, ook als er niets te besluiten is"},
    ),
    "structuur": (
        "Verandert de structuur?",
        "nee, die blijft zoals nu",
        {"macht": "één partij krijgt doorzettingsmacht", "samen": "de partijen gaan op in één organisatie"},
    ),
}


@last
def standings(case: Case) -> tuple[tuple[Party, ...], tuple[model.Standing, ...]]:
    """The parties beside the director, and where each stands. Without issues, who is against counts as losing on one."""
    size = case.party(case.director).size if case.director in case.party_keys else 5
    parties, agenda = tuple(p for p in case.parties if p.key != case.director), issues(case)
    return parties, tuple(
        model.Standing(
            position=p.position,
            productive="productie" in p.power,
            blocks="blokker" in p.power,
            needed=not p.replaceable,
            small=p.size <= 2,
            larger=p.size > size,
            losses=sum(i.gains.get(p.key, 0) < 0 for i in agenda) if agenda else int(p.position == "tegen"),
            binds=not p.representative or bool(p.representative.commitment),
            mandated=not p.representative or p.representative.mandate != "geen",
        )
        for p in parties
    )


class RulesOfTheGame(
    Proef,
    before={**dict.fromkeys(TOPICS), **dict.fromkeys(SETTING, NONE)},
    asks=("size", "position", "power", "replaceable", "representative", "commitment", "agenda", "agenda.gain"),
):
    """The stalled round under a rule per topic: None while it is not answered, `NONE` for no agreement."""

    uitstappen: str | None
    informatie: str | None
    binding: str | None
    volgorde: str | None
    conflict: str | None
    tijd: str | None
    ritme: str
    structuur: str
    sections = MappingProxyType(dict.fromkeys(SETTING, "Ritme en structuur"))

    @classmethod
    def ready(cls, case):
        lacking = "Deze casus heeft naast de regisseur nog geen twee partijen. Vul ze hieronder in, of kies een andere casus."
        return crowded(case) if len(standings(case)[0]) > 1 else lacking

    @classmethod
    def guess(cls, case):
        total = len(standings(case)[0])
        return Slider("", f"Uw voorspelling, van de {dutch(total)}", 0, total, total // 2, 1, "partij|partijen")

    @classmethod
    def answer(cls, case):
        return cls(case, **{**cls.compares, **model.STRICT}).joining

    @classmethod
    def explain(cls, case, answer):
        none = cls(case, **cls.compares).joining
        was = f"{form(none, 'was', 'waren')} het er {number_word(none)}" if none else "deed niemand mee"
        return (
            f"Zonder regels {was}. Strenge regels halen bezwaren weg, maar brengen ook nieuwe mee, vooral bij wie al niet wilde. "
            "Kijk in het plaatje naar de genummerde vakjes."
        )

    @classmethod
    def controls(cls, case):
        without = {"volgorde": "geen afspraak: elke kwestie als zij langskomt"}
        none = {topic: (NONE, without.get(topic, "geen afspraak")) for topic in TOPICS}
        agreements = [Choice(topic, question, [none[topic], *rules.items()], None) for topic, (_, _, question, rules) in TOPICS.items()]
        return [
            *agreements,
            *(Choice(key, asked, [(NONE, without), *more.items()], NONE) for key, (asked, without, more) in SETTING.items()),
        ]

    @classmethod
    def cards(cls, case):
        return [Card(key, title, text, (key,)) for key, (title, text, _, _) in TOPICS.items()]

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        return standings(self.case)[0]

    @cached_property
    def standings(self) -> tuple[model.Standing, ...]:
        return standings(self.case)[1]

    @cached_property
    def rules(self) -> dict[str, str]:
        """Topic -> rule; topics without a rule are absent."""
        return {topic: self.settings[topic] for topic in TOPICS if self.settings[topic] not in (None, NONE)}

    @cached_property
    def all(self) -> dict[str, str]:
        """The same, with how often parties meet and a change of structure where these are chosen."""
        return self.rules | {key: self.settings[key] for key in SETTING if self.settings[key] != NONE}

    @cached_property
    def play(self) -> model.Play:
        return model.play(self.all)

    @cached_property
    def stances(self) -> dict[str, str]:
        """What each party does."""
        return dict(zip([p.key for p in self.parties], model.stances(self.standings, self.all), strict=True))

    @cached_property
    def loose(self) -> bool:
        return model.loose(self.standings, self.all)

    @cached_property
    def alone(self) -> Self:
        """The same rules without another rhythm or structure."""
        return self.but(**dict.fromkeys(SETTING, NONE))

    @cached_property
    def _by_stance(self) -> dict[str, list[str]]:
        return members(self.stances)

    def who(self, stance: str) -> list[Party]:
        return [self.case.party(key) for key in self._by_stance.get(stance, ())]

    @cached_property
    def hinders(self) -> dict[str, list[str]]:
        """Party -> the obstacles that hold it back."""
        held = {standing: [o for o in self.play.present if model.CONCERNS[o](standing)] for standing in set(self.standings)}
        return {p.key: held[standing] for p, standing in zip(self.parties, self.standings, strict=True)}

    @cached_property
    def joining(self) -> int:
        return len(self.who(JOINS))

    def measures(self):
        was, now = self.before, self
        return [
            *(Measure(f"Partijen die {DOING[stance]}", len(was.who(stance)), len(now.who(stance)), digits=0) for stance in SIGNS),
            Measure("Bezwaren van het begin", len(was.play.left), len(now.play.left), digits=0),
            Measure("Bezwaren die erbij kwamen", len(was.play.brought), len(now.play.brought), digits=0),
        ]

    def _join(self, of: int | None = None) -> str:
        """How many take part, as a sentence without its end."""
        total, number = len(self.parties), self.joining if of is None else of
        if number in (0, total):
            return f"{'alle' if number else 'geen van de'} {number_word(total)} partijen {'doen' if number else 'doet'} mee"
        return f"{number_word(number)} van de {number_word(total)} partijen {form(number, 'doet', 'doen')} mee"

    @cached_property
    def result(self) -> str:
        """Whether the round comes loose, and how many take part."""
        return f"Het overleg {'komt weer op gang' if self.loose else 'blijft vastzitten'}: {self._join()}."

    @cached_property
    def held(self) -> list[Party]:
        """Who drops out although it can stop everything or cannot be replaced."""
        parties = zip(self.parties, self.standings, strict=True)
        return [p for p, s in parties if self.stances[p.key] == DROPS and (s.blocks or s.needed)]

    @cached_property
    def awaited(self) -> list[Party]:
        """Who waits, of those."""
        parties = zip(self.parties, self.standings, strict=True)
        return [p for p, s in parties if self.stances[p.key] == WAITS and (s.blocks or s.needed)]

    def _waits(self, named=2):
        """That they wait, where the round comes loose: it goes on without them, and cannot end without them."""
        stands, many = dict(zip([p.key for p in self.parties], self.standings, strict=True)), len(self.awaited) > 1
        plural = many or self.awaited[0].plural
        if all(stands[p.key].blocks for p in self.awaited):
            why = "kunnen het tegenhouden" if plural else "kan het tegenhouden"
        else:
            why = "zijn niet te missen" if plural else "is niet te missen"
        who = several(map(phrase, self.awaited), named)
        return f"{who} {'wachten' if plural else 'wacht'} nog af, en die {why}."

    def headline(self):
        if not self.all:
            others = (
                "De andere hebben elk twee of meer bezwaren, en wachten"
                if self.joining
                else "Elke partij heeft twee of meer bezwaren, en wacht"
            )
            return f"Zonder spelregels {turned(self._join())}. {others} af of {'haken' if self.joining else 'haakt'} af."
        if not self.rules:
            return self._only()
        if self.loose:
            return self._comes_loose()
        if len(self.all) > len(self.rules) and self.alone.loose:
            what = "de andere structuur" if "structuur" in self.all else "het andere ritme"
            return f"Met de regels alleen komt het overleg op gang, maar {what} brengt weer bezwaren mee: {self._join()}."
        without = self.but(**self.compares).joining
        if self.joining < without:
            return "Met deze regels doen er minder partijen mee dan zonder, want wie eerst meedeed, krijgt er een bezwaar bij."
        if self.joining * 2 >= len(self.parties) and self.held:
            who = (
                f"{does(self.held[0], 'haakt', 'haken')} af" if len(self.held) == 1 else f"{number_word(len(self.held))} partijen haken af"
            )
            are = "zijn" if len(self.held) > 1 or self.held[0].plural else "is"
            return f"{capital(of_all(self.joining, len(self.parties), 'partijen', 'doet', 'doen'))} mee, maar {who}, en die {are} niet te missen. Daardoor zit het overleg nog vast."
        if not self.held:
            return f"Het overleg blijft vastzitten, want minder dan de helft doet mee: {self._few()}."
        without_ = "die partij" if len(self.held) == 1 and not self.held[0].plural else "hen"
        verb = "haken" if without_ == "hen" else "haakt"
        return f"Het overleg blijft vastzitten, want {self._held_names(1)} {verb} af, en zonder {without_} gaat het niet."

    def _few(self):
        """How many take part, without a verb."""
        return self._join().removesuffix(" mee").rpartition(" ")[0]

    def _held_names(self, most):
        return several(map(phrase, self.held), most)

    def _only(self):
        """The point where nothing is agreed, but the rhythm or the structure is another."""
        what = "Een andere structuur" if "structuur" in self.all else "Een ander ritme"
        if self.loose:
            return f"{what} brengt het overleg weer op gang, ook zonder spelregels: {self._join()}."
        if self.joining > self.but(**self.compares).joining:
            return (
                f"{what} brengt wel partijen terug, maar zonder spelregels blijft het overleg vastzitten: te veel bezwaren blijven staan."
            )
        gone = form(len(self.play.removed), "gaat wel een bezwaar weg", "gaan wel bezwaren weg")
        new = form(len(self.play.brought), "er komt ook een", "er komen ook nieuwe")
        return f"Zonder spelregels brengt {what[0].lower()}{what[1:]} het overleg niet op gang: er {gone}, maar {new} bij."

    def _comes_loose(self):
        """The point where enough take part: with the same rules in the present structure, or only in another."""
        if self.ritme != NONE and not self.but(ritme=NONE).loose:
            return f"Het overleg komt weer op gang: {self._join()}, want wie nu iets toezegt, krijgt dat later terug."
        if "structuur" not in self.all:
            return f"Het overleg komt weer op gang zonder andere structuur: {self._join()}, want de regels nemen hun bezwaren weg."
        if self.but(structuur=NONE).loose:
            return "Met deze regels komt het overleg op gang, met of zonder andere structuur. De discussie daarover kan dus rusten."
        return "Het overleg komt op gang, maar alleen met de andere structuur erbij: deze regels nemen te weinig bezwaren weg."

    def picture(self):
        down = min(24, max(13.8, (HIGH - HEAD - FOOT - 2 * APART) / len(self.parties)))  # height of a row
        bottom = HEAD + down * len(self.parties) + 2 * APART
        b = Board(WIDE, max(HIGH, bottom + FOOT), "proces")
        for j, obstacle in enumerate(model.STALLED):
            x, low = LEFT + (j + 0.5) * _across(self.play.brought), HEAD - 6 - 15 * (j % 2 == 0)  # two lines, so that long names have room
            b.text(x, low, OBSTACLES[obstacle][0], SMALL, "middle")
        if self.play.brought:
            b.text(_middle(self.play.brought) + 2, HEAD - 6, "erbij", SMALL)
        standing, y = dict(zip([p.key for p in self.parties], self.standings, strict=True)), HEAD
        for stance in SIGNS:  # who takes part stands on top
            for p in self.who(stance):
                stood, hinders, brought = standing[p.key], self.hinders[p.key], tuple(self.play.brought)
                with b.group(0, y + down / 2, key=f"p:{p.key}"):
                    b.parts.append(_line(p.key, p.label, stood, stance, tuple(hinders), brought, down))
                y += down
            y += APART
        for n, obstacle in enumerate(self.play.brought[:SLOTS]):
            x, low = EDGE + 8 + n // 5 * (b.width / 2 - 10), bottom + 16 * (n % 5 + 1)
            _number(b, f"l:{n}", n + 1, x, low - 5, 7)
            b.texts(x + 13, low, OBSTACLES[obstacle][0], 40, 1, size=SMALL)
        self._legend(b)
        return b

    def _legend(self, b):
        """What the marks mean: on the stage as text below the picture."""
        top = b.height
        b.parts.append(f'<g class="rk-legend" data-top="{top:g}">')
        for x, sign, name in (
            (0, True, "houdt deze partij tegen"),
            (220, False, "weg door een keuze"),
            (410, None, "erbij gekomen door een keuze"),
        ):
            with b.group(EDGE + x, top + LEGEND / 2):
                b.text(24, 5, name, 14, fill="soft")
                _number(b, "", 1, 9, 0, 7) if sign is None else _mark(b, "", sign, 9, 0, 7)
        b.parts.append("</g>")
        b.height += LEGEND

    @cached_property
    def agreed(self) -> str:
        return "; ".join(TOLD.get(rule, TOPICS[topic][3][rule]) for topic, rule in self.rules.items())

    @cached_property
    def others(self) -> str:
        """What else was chosen: how often parties meet, and the structure."""
        return "; ".join(TOLD.get(self.all[key], SETTING[key][2][self.all[key]]) for key in SETTING if key in self.all)

    def words(self):
        takes = "" if not self.all else self._takes()
        ways = [say(self._chosen(), self._hindered(example), takes, self._held(named)) for example in (True, False) for named in (2, 1)]
        return next((way for way in ways if len(way.split()) <= WHOLE and way.count(". ") < SENTENCES), ways[-1])

    def _takes(self):
        """How many take part, and how many that is beside the start; where the headline counts them, only the latter."""
        more = self.joining - self.but(**self.compares).joining
        said = self.headline()
        if self._few() in said[:1].lower() + said[1:]:
            number = form(abs(more), "één partij", f"{number_word(abs(more))} partijen")
            moved = f"{form(abs(more), 'doet', 'doen')} er {number} {'meer' if more > 0 else 'minder'} mee dan"
            return f"Zo {moved if more else 'doen er evenveel partijen mee als'} eerst."
        beside = f", {number_word(abs(more))} {'meer' if more > 0 else 'minder'} dan eerst" if more else ""
        return f"Zo {turned(self._join())}{beside}."

    def _hindered(self, example=True):
        """What stood in the way and is gone, and what came in its place."""
        every, gone, brought = len(model.STALLED), len([o for o in model.STALLED if o in self.play.removed]), self.play.brought
        if not self.all:
            return (
                f"Er staan {number_word(every)} bezwaren in de weg. "
                "Partijen zijn bijvoorbeeld bang dat zij straks vastzitten, en niemand wil als eerste iets toezeggen."
            )
        away = form(gone, "verdwijnt er één", f"verdwijnen er {number_word(gone)}") if gone else "verdwijnt er geen"
        away = f"Alle {number_word(every)} de bezwaren verdwijnen" if gone == every else f"Van de {number_word(every)} bezwaren {away}"
        if not brought:
            return f"{away}."
        new = OBSTACLES[brought[0]][1]
        but = f"{away}, {'maar' if gone else 'en'} er {form(len(brought), 'komt een nieuw bezwaar', f'komen {number_word(len(brought))} nieuwe')} bij"
        if not example:
            return f"{but}."
        if len(brought) == 1:
            joined = f"{but}: {new[0].lower()}{new[1:]}"
            return joined if len(joined.split(". ", maxsplit=1)[0].split()) <= LONG else f"{but}. {new}"
        return f"{but}. Eén van die nieuwe: {new[0].lower()}{new[1:]}"

    def _chosen(self):
        if len(self.all) == 1:
            return f"De afspraak is: {self.agreed}." if self.rules else f"{capital(self.others)}."
        other = [f"een {'ander' if key == 'ritme' else 'andere'} {key}" for key in SETTING if key in self.all]
        n = len(self.rules)
        rules = [f"{number_word(n)} {form(n, 'spelregel', 'spelregels')}"] if n else []
        return f"U koos {listed([*rules, *other])}." if self.all else ""

    def _held(self, named=2):
        """Why the round comes loose or not, where the headline does not say that."""
        if self.loose:
            enough = "Minstens de helft doet mee, en niemand die onmisbaar is, haakt af: dan kan het overleg verder."
            return (
                say("Niemand die onmisbaar is, haakt af: dan kan het overleg verder.", f"Maar {self._waits(named)}")
                if self.awaited
                else enough
            )
        if not self.held:
            return "" if "de helft" in self.headline() else "Minder dan de helft doet mee, en dat is te weinig."
        if len(self.held) == 1:
            one = self.held[0]
            blocks = dict(zip([p.key for p in self.parties], self.standings, strict=True))[one.key].blocks
            why = (
                f"{'kunnen' if one.plural else 'kan'} het tegenhouden" if blocks else f"{'zijn' if one.plural else 'is'} niet te vervangen"
            )
            return f"Zonder {phrase(one)} gaat het niet, want {again(one)} {why}."
        if "zonder hen" in self.headline():
            return ""
        return f"Van wie afhaakt, zijn {self._held_names(named)} niet te missen."

    def _mild(self) -> str:
        """How many take part, for the plan: by what they have against the talks, which is not whether they grant somebody the role."""
        who, verb, _ = self._join().rsplit(" ", 2)
        return f"{who} {'hebben' if verb == 'doen' else 'heeft'} hoogstens één bezwaar tegen het overleg zelf"

    def report(self):
        if not self.rules:
            return ""
        ends = "komt een vastgelopen overleg weer op gang" if self.loose else "blijft een vastgelopen overleg vastzitten"
        return say(
            f"{form(len(self.rules), 'De afspraak vooraf is', 'De afspraken vooraf zijn')}: {self.agreed}.",
            f"Daarbij is gekozen: {self.others}." if self.others else "",
            f"In dit denkmodel {ends}: {self._mild()}.",
            capital(self._waits()) if self.loose and self.awaited else "",
        )

    def note(self, key):
        """What the rule on this card takes away and brings; where the round then stands, the headline says."""
        if key not in TOPICS and key not in SETTING:
            return ""
        if key not in self.all:
            return f"Zonder afspraak blijft het zoals het was. {self.result}" if key in TOPICS else ""
        rule = (model.RULES | model.SETTING)[key][self.all[key]]
        caught = {x: "" if x in self.play.brought else "Een andere keuze vangt dat op." for x in rule.brings}
        brings = say(*(say(OBSTACLES[x][1], more) for x, more in caught.items()))
        gone = [x for x in rule.removes if x in self.play.removed]
        away = (
            f"Dit haalt {names(gone)} weg, maar er komt iets voor terug."
            if gone
            else "Dit haalt niets weg wat er nog staat, en er komt iets bij."
        )
        return f"{away} {brings}"

    def tables(self):
        caption = (
            "Wat partijen tegenhoudt: met hoogstens één bezwaar doet een partij mee, met twee wacht zij af, met drie of meer haakt zij af"
        )
        held_by = {key: ", ".join(OBSTACLES[x][0].lower() for x in found) or "niets" for key, found in self.hinders.items()}
        rows = [(p.label, held_by[p.key], self.stances[p.key]) for p in self.parties]
        held = Table(caption, ("Partij", "Wat deze partij tegenhoudt", "Wat deze partij doet"), rows)
        present = [OBSTACLES[x] for x in self.play.present]
        return [held, Table("Wat er in de weg staat", ("Bezwaar", "Waarom"), present)] if present else [held]


def _middle(brought: Sequence[str]) -> float:
    """Where the obstacles begin that rules bring."""
    return STANCE - 10 - SLOT * min(SLOTS, max(LEAST, len(brought)))


def _across(brought: Sequence[str]) -> float:
    """From one obstacle of the stalled round to the next."""
    return (_middle(brought) - LEFT) / len(model.STALLED)


@lru_cache(maxsize=4096)  # most parties do what they did; a cache smaller than a picture finds nothing
def _line(
    key: str, label: str, standing: model.Standing, stance: str, hinders: tuple[str, ...], brought: tuple[str, ...], down: float
) -> str:
    """A party: what is in its way, and what it does."""
    b, size, radius, joins = Board(WIDE, 0, "proces"), 15 if down > 19 else SMALL, min(7.5, down * 0.41), stance == JOINS
    sign, fill, weight = SIGNS[stance]
    b.rect(6, 0.75 - down / 2, b.width - 12, down - 1.5, key=f"r:{key}:{int(joins)}", fill="tinted" if joins else "tint")
    b.texts(LEFT - 8, size * 0.35, label, 17, 1, size=SMALL if len(label) > 15 else size, anchor="end", weight=650 if joins else 400)
    for j, obstacle in enumerate(model.STALLED):
        there = obstacle in hinders
        if there or model.CONCERNS[obstacle](standing):
            _mark(b, f"f:{j}|{key}:{'left' if there else 'gone'}", there, LEFT + (j + 0.5) * _across(brought), 0, radius)
    for n, obstacle in enumerate(brought, 1):
        if obstacle in hinders:
            _number(b, f"b:{n}|{key}", n, _middle(brought) + (n - 0.5) * SLOT, 0, radius)
    b.text(STANCE, SMALL * 0.35, f"{sign} {stance}", SMALL, weight=weight, fill=fill, key=f"s:{key}")
    return "".join(b.parts)


def _mark(b, key, there, x, y, radius):
    """An obstacle of the stalled round: a filled square while it is there, a dashed ring when a rule has taken it away."""
    if there:
        b.rect(x - radius, y - radius, 2 * radius, 2 * radius, key=key, fill="soft", shape=True)
    else:
        b.circle(x, y, radius - 1, key=key, stroke="soft", width=1.5, dash="3 3", shape=True)


def _number(b, key, number, x, y, radius):
    """An obstacle that a rule brings: an open square with its number."""
    with b.group(x, y, key=key):
        b.rect(-radius, -radius, 2 * radius, 2 * radius, fill="paper", stroke="ink", width=1.4, shape=True)
        b.text(0, 4.4, number, 12.5, "middle", 650)


def turned(sentence: str) -> str:
    """ "twee van de veertien partijen doen mee" with its verb first: "doen twee van de veertien partijen mee"."""
    who, verb, _ = sentence.rsplit(" ", 2)
    return f"{verb} {who} mee"


def names(obstacles) -> str:
    return listed((f"‘{OBSTACLES[o][0].lower()}’" for o in obstacles), most=NAMED)
