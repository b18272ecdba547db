"""Spelregels: at most six agreements, tried on a round that has stalled; each takes something away and brings something."""

from functools import cached_property

from regiekit.cases import Party
from regiekit.cases.reading import crowded, issues
from regiekit.models import rules_of_the_game as model
from regiekit.proeven import Board, Card, Case, Choice, Measure, Proef, Slider, Table, count, dutch, form, last, listed, say

NONE = "geen"
NAMED = 6  # names in a sentence, at most
JOINS, WAITS, DROPS = "doet mee", "wacht af", "haakt af"
SIGNS = {JOINS: ("✓", "accent", 700), WAITS: ("…", "ink", 400), DROPS: ("×", "bad", 700)}  # how each stands in the picture

HEAD, LEFT, EDGE, STANCE = 98, 166, 14, 554  # above the rows, where marks begin, the rim, where it says what a party does
MIDDLE, SLOTS = 394, 7  # where the obstacles begin that rules bring, and how many there can be
ACROSS, SLOT = (MIDDLE - LEFT) / len(model.STALLED), (STANCE - 8 - MIDDLE) / SLOTS

#: Obstacle -> its name in the picture, and the sentence.
OBSTACLES = {
    "fuik": ("Fuik", "Wie meedoet, is bang dat hij straks overal aan vastzit."),
    "cijfers": ("Cijfers", "Ieder heeft eigen cijfers en gelooft die van een ander niet."),
    "toezegging": ("Toezegging", "Niemand wil als eerste iets toezeggen, zeker niet wie thuis eerst moet vragen."),
    "verlies": ("Verlies", "Elke kwestie wordt apart behandeld, en dan verliest er telkens iemand."),
    "ruzie": ("Ruzie", "Eén ruzie houdt alles op."),
    "rekken": ("Rekken", "Wie afwacht, verliest niets: tijd rekken loont."),
    "onzeker": ("wie blijft er over?", "Wie er graag aan begint, weet niet wie er straks nog bij is."),
    "opgesloten": ("opgesloten", "Wie zich kan verzetten, voelt zich opgesloten."),
    "traag": ("uitzoeken kost tijd", "Samen uitzoeken kost tijd, en de voorstanders hebben haast."),
    "wantrouwen": ("wie beheert de cijfers?", "Wie de regisseur niet vertrouwt, vertrouwt zijn cijfers ook niet."),
    "vaag": ("waar gaat het heen?", "De voorstanders zien nog niet waar het heen gaat."),
    "tekenen": ("vooraf tekenen kan niet", "Wie niet voor is of niet mag beslissen, kan niet vooraf tekenen."),
    "wachten": ("lang wachten op het pakket", "Kleine partijen kunnen niet lang wachten op het hele pakket."),
    "restant": ("het moeilijke blijft over", "Het moeilijke blijft over, en er is niets meer om mee te ruilen."),
    "klem": ("meteen op scherp", "Wie veel te verliezen heeft, staat meteen met de rug tegen de muur."),
    "afschuiven": ("wachten op de derde", "Wie sterk staat, geeft niet meer toe en wacht op de derde."),
    "partijdig": (
        "de regisseur is zelf partij",
        "De regisseur is zelf partij. Grote en tegengestelde partijen aanvaarden zijn oordeel niet.",
    ),
    "haast": ("geen tijd voor de achterban", "Wie niets mag beslissen, krijgt zijn achterban niet op tijd mee."),
    "dreiging": ("de stok achter de deur", "Wie tegen is, hoort vooral een dreigement."),
    "papier": ("te veel regels", "Meer dan vier regels: kleine partijen houden het niet bij."),
}
#: Topic -> title and text of its card, the question, and the rules to choose from besides no agreement.
TOPICS = {
    "uitstappen": (
        "Instappen en uitstappen",
        "Twee partijen houden de deur open. Wie naar binnen gaat, komt misschien niet meer weg. Wat spreekt u af?",
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
        "De agenda telt meer dan één kwestie. Wat spreekt u af?",
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
            binds=bool(p.representative and p.representative.commitment),
            mandated=not p.representative or p.representative.mandate != "geen",
        )
        for p in parties
    )


class RulesOfTheGame(Proef, before=dict.fromkeys(TOPICS), asks=("size", "position", "power", "replaceable", "commitment", "agenda.gain")):
    """The stalled round under a rule per topic: None while it is not answered, `NONE` for no agreement."""

    uitstappen: str | None
    informatie: str | None
    binding: str | None
    volgorde: str | None
    conflict: str | None
    tijd: str | None

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
        return cls(case, **model.STRICT).joining

    @classmethod
    def explain(cls, case, answer):
        none = cls(case, **cls.compares).joining
        return (
            f"Zonder regels {form(none, 'was', 'waren')} het er {none}. Strenge regels halen obstakels weg, maar elke regel brengt er ook een mee, "
            "en vooral bij wie toch al niet stond te springen. Regels die bescherming geven, brengen hen wel aan tafel."
        )

    @classmethod
    def controls(cls, case):
        without = {"volgorde": "geen afspraak: elke kwestie als zij langskomt"}
        none = {topic: (NONE, without.get(topic, "geen afspraak")) for topic in TOPICS}
        return [Choice(topic, question, [none[topic], *rules.items()], None) for topic, (_, _, question, rules) in TOPICS.items()]

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
    def play(self) -> model.Play:
        return model.play(self.rules)

    @cached_property
    def stances(self) -> dict[str, str]:
        """What each party does."""
        return dict(zip([p.key for p in self.parties], model.stances(self.standings, self.rules), strict=True))

    @cached_property
    def loose(self) -> bool:
        return model.loose(self.standings, self.rules)

    def who(self, stance: str) -> list[Party]:
        return [p for p in self.parties if self.stances[p.key] == stance]

    @cached_property
    def hinders(self) -> dict[str, list[str]]:
        """Party -> the obstacles that hold it back."""
        stands = zip(self.parties, self.standings, strict=True)
        return {p.key: [o for o in self.play.present if model.CONCERNS[o](standing)] for p, standing in stands}

    @cached_property
    def joining(self) -> int:
        return len(self.who(JOINS))

    def measures(self):
        was, now = self.before, self
        return [
            *(Measure(f"Partijen: {stance}", len(was.who(stance)), len(now.who(stance)), digits=0) for stance in SIGNS),
            Measure("Obstakels van het begin", len(was.play.left), len(now.play.left), digits=0),
            Measure("Obstakels door de regels zelf", len(was.play.brought), len(now.play.brought), digits=0),
        ]

    @cached_property
    def result(self) -> str:
        """Whether the round comes loose, and how many take part."""
        does = form(self.joining, "doet", "doen")
        return f"De ronde {'komt los' if self.loose else 'stokt'}: {self.joining} van de {len(self.parties)} partijen {does} mee."

    def picture(self):
        down = min(27, max(17.5, 400 / len(self.parties)))  # height of a row
        bottom = HEAD + down * len(self.parties)
        b = Board(660, bottom + 188, "proces")
        b.text(b.width - EDGE, 26, "Nieuw door regels, en wat men doet", 14, "end", 650)
        for j, obstacle in enumerate(model.STALLED):
            with b.group(LEFT + (j + 0.5) * ACROSS + 2, HEAD - 8, turn=-42):
                b.texts(0, 0, OBSTACLES[obstacle][0], 12, 1)
        for i, (p, standing) in enumerate(zip(self.parties, self.standings, strict=True)):
            self._draw(b, p, standing, HEAD + (i + 0.5) * down, down)
        b.text(EDGE, bottom + 28, self.result, 15, weight=650, fill="accent")
        self._legend(b, bottom + 54)
        return b

    def _draw(self, b, p, standing, y, down):
        """A party: what is in its way, and what it does."""
        stance, hinders, size, radius = self.stances[p.key], self.hinders[p.key], min(14.5, down * 0.8), min(8.5, down * 0.36)
        joins, (sign, fill, weight) = stance == JOINS, SIGNS[stance]
        b.rect(6, y - down / 2 + 1, b.width - 12, down - 2, key=f"r:{p.key}:{int(joins)}", fill="tinted" if joins else "tint")
        b.texts(LEFT - 8, y + size * 0.35, p.label, 17, 1, size=size, anchor="end", weight=650 if joins else 400)
        for j, obstacle in enumerate(model.STALLED):
            there = obstacle in hinders
            if there or model.CONCERNS[obstacle](standing):
                _mark(b, f"f:{j}|{p.key}:{'left' if there else 'gone'}", there, LEFT + (j + 0.5) * ACROSS, y, radius)
        for n, obstacle in enumerate(self.play.brought, 1):
            if obstacle in hinders:
                _number(b, f"b:{n}|{p.key}", n, MIDDLE + (n - 0.5) * SLOT, y, radius)
        b.text(STANCE, y + size * 0.35, f"{sign} {stance}", min(size, 14), weight=weight, fill=fill, key=f"s:{p.key}")

    def _legend(self, b, y):
        _mark(b, "", True, EDGE + 9, y - 5, 8.5)
        _mark(b, "", False, EDGE + 226, y - 5, 8.5)
        _number(b, "", 1, EDGE + 430, y - 5, 8.5)
        for x, name in ((26, "houdt deze partij tegen"), (243, "is weg door een regel"), (447, "komt door een regel")):
            b.text(EDGE + x, y, name, fill="soft")
        for n, obstacle in enumerate(self.play.brought[:SLOTS]):
            x, low = EDGE + 9 + n // 4 * (b.width / 2 - 10), y + 27 + 25 * (n % 4)
            _number(b, f"l:{n}", n + 1, x, low - 5, 8.5)
            b.texts(x + 17, low, OBSTACLES[obstacle][0], 35, 1, fill="soft")

    @cached_property
    def agreed(self) -> str:
        return "; ".join(TOPICS[topic][3][rule] for topic, rule in self.rules.items())

    def _absent(self):
        found = [(self.who(WAITS), "wacht", "wachten"), (self.who(DROPS), "haakt", "haken")]
        return say(
            *(f"Er {form(len(who), one, more)} af: {listed((p.label for p in who), most=NAMED)}." for who, one, more in found if who)
        )

    def words(self):
        left, brought = self.play.left, self.play.brought
        chosen = f"U hebt {count(len(self.rules), 'regel|regels')} gekozen: {self.agreed}."
        stands, comes = form(len(left), "staat", "staan"), form(len(brought), "komt", "komen")
        return say(
            chosen if self.rules else "U hebt nog geen regels gekozen.",
            f"In de weg {stands} nog {names(left)}." if left else "Waar de ronde op vastliep, is weg.",
            f"Door de regels {comes} erbij: {names(brought)}." if brought else "",
            self.result,
            self._absent(),
            "" if self.loose else self._held(),
        )

    def _held(self):
        """Why the round does not come loose."""
        parties = zip(self.parties, self.standings, strict=True)
        held = [p.label for p, s in parties if self.stances[p.key] == DROPS and (s.blocks or s.needed)]
        if not held:
            return "Minder dan de helft doet mee."
        can, are = form(len(held), "kan", "kunnen"), form(len(held), "is", "zijn")
        return f"Zonder {listed(held, most=NAMED)} gaat het niet: zij {can} blokkeren of {are} niet te missen."

    def report(self):
        if not self.rules:
            return ""
        does, joining = form(self.joining, "doet", "doen"), self.joining or "geen"
        return say(
            f"De afspraken vooraf: {self.agreed}.",
            f"In een verzonnen ronde die vastzat, {does} daarmee {joining} van de {len(self.parties)} partijen weer mee.",
            self._absent(),
        )

    def note(self, key):
        """What the rule on this card takes away and brings, and where the round stands."""
        if key not in TOPICS:
            return ""
        if key not in self.rules:
            return f"Zonder afspraak blijft het zoals het was. {self.result}"
        rule = model.RULES[key][self.rules[key]]
        caught = {x: "" if x in self.play.brought else "Een andere regel van u vangt dat op." for x in rule.brings}
        brings = say(*(say(OBSTACLES[x][1], more) for x, more in caught.items()))
        return f"Dit haalt weg: {names(x for x in rule.removes if x in self.play.removed)}. Wat ervoor terugkomt: {brings}\n{self.result}"

    def tables(self):
        caption = "Wat partijen tegenhoudt: met één of geen obstakel doet een partij mee, met twee wacht zij af, met drie haakt zij af"
        held_by = {key: ", ".join(OBSTACLES[x][0].lower() for x in found) or "niets" for key, found in self.hinders.items()}
        rows = [(p.label, held_by[p.key], self.stances[p.key]) for p in self.parties]
        held = Table(caption, ("Partij", "Wat haar tegenhoudt", "Wat zij doet"), rows)
        present = [OBSTACLES[x] for x in self.play.present]
        return [held, Table("Wat er in de weg staat", ("Obstakel", "Waarom"), present)] if present else [held]


def _mark(b, key, there, x, y, radius):
    """An obstacle of the stalled round: a filled square while it is there, a dashed ring when a rule has taken it away."""
    if there:
        b.rect(x - radius, y - radius, 2 * radius, 2 * radius, key=key, fill="bad", shape=True)
    else:
        b.circle(x, y, radius - 1, key=key, stroke="soft", width=1.5, dash="3 3", shape=True)


def _number(b, key, number, x, y, radius):
    """An obstacle that a rule brings: an open square with its number."""
    with b.group(x, y, key=key):
        b.rect(-radius, -radius, 2 * radius, 2 * radius, fill="paper", stroke="bad", width=1.8, shape=True)
        b.text(0, 4.5, number, min(13, radius * 1.75), "middle", 700, "bad")


def names(obstacles) -> str:
    return listed((f"‘{OBSTACLES[o][0].lower()}’" for o in obstacles), most=NAMED)
