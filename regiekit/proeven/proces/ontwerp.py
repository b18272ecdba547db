"""Het procesontwerp: five elements for a process, held against the eight things that a good process creates."""

from functools import cached_property

from regiekit.cases import Case, Party
from regiekit.cases.reading import issues
from regiekit.models import process_design as model
from regiekit.plots.network import LEGEND
from regiekit.plots.svg import wrap
from regiekit.proeven import Board, Card, Choice, PlanTable, Proef, Slider, Table, Text, capital, form, listed, measure, number_word, say
from regiekit.widgets.say import part, phrase, several

TEXT = 3000  # characters
BRIEF = 240  # of a text, in a table
NAMED, THREE = 4, 3  # names in a sentence, things in one, at most
GEREGELD, GEMENGD, TEGEN, NIET = "geregeld", "gemengd", "tegengewerkt", "nog niet"  # states of a good, as the model calls them

#: What a good process creates: what it is called, and what to ask while it is lacking.
GOODS = {
    "vertrouwen": ("vertrouwen", "Waaraan merken partijen al vroeg dat afspraken worden nagekomen?"),
    "belang": ("gemeenschappelijk belang", "Wat staat er op de agenda waar alle partijen iets aan hebben?"),
    "afhankelijkheid": ("wederzijdse afhankelijkheid", "Waar wordt zichtbaar dat partijen elkaar nodig hebben?"),
    "informatie": ("snelle uitwisseling van informatie", "Hoe komt wat de ene partij weet binnen een week bij de andere?"),
    "inhoud": ("leren over de inhoud", "Wat aan het plan kan nog veranderen door wat u onderweg leert?"),
    "positie": ("leren over elkaars positie", "Wanneer hoort een partij waarom een ander zo handelt?"),
    "risico": ("bereidheid om risico te nemen", "Wie kan iets toezeggen namens de eigen organisatie, en wat maakt dat veilig?"),
    "netwerk": ("nieuwe netwerken", "Welke mensen leren elkaar kennen die elkaar nu niet spreken?"),
}
#: What people do as a good comes about, while it does not, and what is then the harder.
COMES = {
    "vertrouwen": ("kunnen partijen elkaar gaan vertrouwen", "hebben partijen te weinig reden om elkaar te vertrouwen", "elkaar te vertrouwen"),
    "belang": ("is er ook iets wat alle partijen willen", "is er te weinig wat alle partijen willen", "iets te vinden wat alle partijen willen"),
    "afhankelijkheid": (
        "merken partijen dat ze elkaar nodig hebben", "merken partijen te weinig dat ze elkaar nodig hebben", "te zien wie men nodig heeft",
    ),
    "informatie": ("horen partijen snel wat anderen weten", "horen partijen te laat wat anderen weten", "snel te horen wat anderen weten"),
    "inhoud": ("leren partijen over de inhoud", "leren partijen te weinig over de inhoud", "over de inhoud te leren"),
    "positie": (
        "leren partijen elkaars standpunt kennen", "leren partijen elkaars standpunt te weinig kennen", "elkaars standpunt te leren kennen",
    ),
    "risico": ("durven partijen een risico te nemen", "durven partijen te weinig risico te nemen", "samen een risico te nemen"),
    "netwerk": ("leren partijen nieuwe mensen kennen", "leren partijen te weinig nieuwe mensen kennen", "nieuwe mensen te leren kennen"),
}  # fmt: skip
#: The answers that work against something, as a sentence.
HAPPENS = {
    ("uitnodigen", "voorstanders"): "Alleen wie voor is, wordt uitgenodigd",
    ("uitnodigen", "ruim"): "Ook wie alleen de gevolgen merkt, wordt uitgenodigd",
    ("uitstappen", "vast"): "Niemand mag later uitstappen",
    ("uitstappen", "altijd"): "Partijen mogen altijd uitstappen",
    ("niveau", "vakmensen"): "Aan tafel zitten vakmensen uit de uitvoering",
    ("niveau", "bestuurders"): "Aan tafel zitten bestuurders",
    ("achterban", "besloten"): "Wat er gezegd wordt, mag men thuis niet vertellen",
    ("achterban", "alles"): "Na elke ronde mag men thuis alles vertellen",
    ("breedte", "een"): "Op de agenda staat maar één kwestie",
    ("breedte", "regisseur"): "Op de agenda staan alleen kwesties van de regisseur",
    ("breedte", "breed"): "Op de agenda staat voor elke partij een kwestie",
    ("agendamacht", "regisseur"): "De regisseur gaat over de agenda",
    ("agendamacht", "onderweg"): "Alle partijen mogen de agenda onderweg nog veranderen",
    ("vorm", "apart"): "Elke partij praat apart met de regisseur",
    ("vorm", "werkgroepen"): "Men overlegt in werkgroepen per onderwerp",
    ("vorm", "plenair"): "Men overlegt altijd met allen samen",
    ("besluit", "apart"): "Men besluit over elke kwestie apart",
    ("besluit", "pakket"): "Men besluit pas aan het eind, over alles tegelijk",
    ("eerste", "eind"): "Pas aan het eind is er iets te zien",
    ("eerste", "ronde"): "Elke ronde moet er iets te zien zijn",
    ("einddatum", "geen"): "Er is geen einddatum",
    ("einddatum", "stoppen"): "Als de tijd om is, stopt het overleg",
    ("einddatum", "regisseur"): "Als de tijd om is, beslist de regisseur",
}
#: Element -> the title and the text of its card.
LACKING = "Voor {} is nog niets geregeld."
ELEMENTS = {
    "wie": ("Wie doen mee?", "Wie ontbreekt, kan later alles tegenhouden. Elke stoel erbij maakt het zwaarder."),
    "namens": ("Wie namens wie?", "Mogen de mensen aan tafel evenveel beslissen, en mogen zij toezeggen?"),
    "agenda": ("Wat is de agenda?", "Op een brede agenda valt er te ruilen. Zo’n agenda vraagt wel meer aandacht."),
    "overleg": ("Hoe overleggen en besluiten?", "Wie dit niet afspreekt, krijgt er halverwege ruzie over."),
    "resultaat": ("Wanneer resultaten?", "Zonder resultaat lopen partijen weg. Van te snel resultaat leert niemand."),
}
#: Element -> what its text field is called, and what it asks.
FIELDS = {
    "wie": ("Welke partijen doen mee?", "De lijst komt uit de casus. Haal weg wie niet hoeft, vul aan wie ontbreekt."),
    "namens": ("Wie zit er namens wie?", "De lijst komt uit de casus. Wie vraagt u anders te sturen?"),
    "agenda": ("Wat staat er op de agenda?", "De lijst komt uit de casus. In de proef over de brede agenda rekent u ermee."),
    "overleg": ("Waar, hoe vaak en onder wiens leiding?", "Een paar regels is genoeg."),
    "resultaat": ("Wat is er wanneer te zien, en voor wie?", "Noem een maand en iets wat men kan aanwijzen."),
}
#: What each question of the model is called, and each of its answers.
ASKS = {
    "uitnodigen": "Wie nodigt u uit?",
    "uitstappen": "Mag een partij er later uit?",
    "niveau": "Wie zit er namens een partij?",
    "achterban": "Wat mag men thuis vertellen?",
    "breedte": "Hoe breed is de agenda?",
    "agendamacht": "Wie gaat over de agenda?",
    "vorm": "Hoe overlegt u?",
    "besluit": "Wanneer besluit u?",
    "eerste": "Wanneer is er iets te zien?",
    "einddatum": "Wat gebeurt er als de tijd om is?",
}
ANSWERS = {
    "uitnodigen": {
        "voorstanders": "alleen wie voor is",
        "nodig": "wie nodig is voor de uitvoering, ook wie tegen is",
        "ruim": "ook wie de gevolgen merkt",
    },
    "uitstappen": {"vast": "nee, de groep ligt vast", "moment": "ja, op afgesproken momenten", "altijd": "ja, altijd"},
    "niveau": {"vakmensen": "vakmensen uit de uitvoering", "binden": "wie evenveel mag en mag toezeggen", "bestuurders": "bestuurders"},
    "achterban": {"besloten": "niets: het blijft aan tafel", "afgesproken": "wat samen is opgeschreven", "alles": "alles, na elke ronde"},
    "breedte": {
        "een": "één kwestie, de belangrijkste",
        "regisseur": "de kwesties van de regisseur",
        "breed": "voor elke partij een kwestie",
    },
    "agendamacht": {"regisseur": "de regisseur", "start": "alle partijen, bij de start", "onderweg": "alle partijen, ook onderweg"},
    "vorm": {
        "apart": "met elke partij apart",
        "werkgroepen": "in werkgroepen per onderwerp",
        "gemengd": "in gemengde groepen en vaste rondes",
        "plenair": "altijd met allen samen",
    },
    "besluit": {
        "apart": "elke kwestie apart",
        "tussen": "elke ronde een voorlopige afspraak",
        "pakket": "alles in één pakket aan het eind",
    },
    "eerste": {"eind": "pas aan het eind", "vroeg": "binnen drie maanden iets kleins", "ronde": "elke ronde iets"},
    "einddatum": {"geen": "er is geen einddatum", "stoppen": "dan stoppen wij", "regisseur": "dan beslist de regisseur"},
}
QUESTIONS = {element: [q for q, at in model.QUESTIONS.items() if at == element] for element in ELEMENTS}

WIDE, HIGH, SMALL = 660.0, 430.0, 12.5  # the picture, its smallest letters
LEFT, RIGHT, HEAD, FOOT, MARK = 166, 118, 28, 30, 10.5  # round the matrix; radius of a mark
SIGNS = {GEREGELD: ("✓ geregeld", "accent"), GEMENGD: ("± gemengd", "soft"), TEGEN: ("× werkt tegen", "bad"), NIET: ("– nog niet", "soft")}


def field(element: str) -> str:
    """The control of the text of an element."""
    return f"tekst_{element}"


def beginning(case: Case, element: str) -> str:
    """What the case holds on an element, as the text to start from."""
    sent = [(p.label, r, "mag toezeggen" if r.commitment else "mag niets toezeggen") for p in case.parties if (r := p.representative)]
    lists = {
        "wie": "; ".join(p.called for p in case.parties),
        "namens": "\n".join(
            f"{name}: {r.role or 'functie nog niet bekend'}, {r.level}, mandaat {r.mandate}, {may}" for name, r, may in sent
        ),
        "agenda": "\n".join(f"{i}. {issue.name}" for i, issue in enumerate(issues(case), 1)),
    }
    found = lists.get(element, "")
    return found if len(found) <= TEXT else found[: TEXT - 1] + "…"


class ProcessDesign(Proef, situated=False, before=model.KICK_OFF, asks=("level", "mandate", "commitment", "agenda.gain")):
    """A design: an answer per question (None where there is none), and a text per element."""

    uitnodigen: str | None
    uitstappen: str | None
    niveau: str | None
    achterban: str | None
    breedte: str | None
    agendamacht: str | None
    vorm: str | None
    besluit: str | None
    eerste: str | None
    einddatum: str | None
    tekst_wie: str
    tekst_namens: str
    tekst_agenda: str
    tekst_overleg: str
    tekst_resultaat: str

    @classmethod
    def ready(cls, case):
        lacking = "Deze casus heeft nog geen twee partijen. Vul ze hieronder in, of kies een andere casus."
        return None if len(case.parties) > 1 else lacking

    @classmethod
    def guess(cls, case):
        return Slider("", "Uw voorspelling, van de acht", 0, 8, 6, 1)

    @classmethod
    def answer(cls, case):
        return len(model.served(model.KICK_OFF))

    @classmethod
    def controls(cls, case):
        out = []
        for key, (label, _) in FIELDS.items():
            out += [Choice(q, ASKS[q], list(ANSWERS[q].items()), None) for q in QUESTIONS[key]]
            out.append(Text(field(key), label, beginning(case, key), "", TEXT, rows=6))
        return out

    @classmethod
    def cards(cls, case):
        """Three for each element: its two questions, and what is written about it."""
        out = []
        for key, (title, text) in ELEMENTS.items():
            first, second = QUESTIONS[key]
            out += [Card(first, title, text, (first,)), Card(second, title, "", (second,))]
            out.append(Card(field(key), f"{title} In uw woorden", FIELDS[key][1], (field(key),)))
        return out

    @cached_property
    def answers(self) -> dict[str, str | None]:
        return {q: self.settings[q] for q in model.QUESTIONS}

    @cached_property
    def design(self) -> dict[str, str | None]:
        """The design that is looked at: what was chosen, and for the rest the one that is often seen."""
        return {q: answer or model.KICK_OFF[q] for q, answer in self.answers.items()}

    @cached_property
    def choices(self) -> dict[str, str]:
        """The questions that were answered, and the answers in words."""
        return {q: ANSWERS[q][answer] for q, answer in self.answers.items() if answer}

    @cached_property
    def texts(self) -> dict[str, str]:
        return {e: self.settings[field(e)] or "" for e in ELEMENTS}

    @cached_property
    def states(self) -> dict[str, str]:
        """Good -> whether the design serves it."""
        return model.state(self.design)

    def goods(self, *states: str) -> list[str]:
        """What the goods in these states are called, state by state."""
        return [GOODS[g][0] for state in states for g, how in self.states.items() if how == state]

    @staticmethod
    def _beside(these, those):
        """What is regulated in these states and not in those: the first."""
        return next((g for g in GOODS if these[g] == GEREGELD != those[g]), "")

    @measure("Geregeld, van de acht dingen", digits=0)
    def served(self) -> int:
        return len(self.goods(GEREGELD))

    @measure("Gemengd of tegengewerkt, van de acht dingen", digits=0)
    def hindered(self) -> int:
        return len(self.goods(GEMENGD, TEGEN))

    @measure("Keuzes gemaakt, van de tien", digits=0)
    def chosen(self) -> int:
        return len(self.choices)

    def picture(self):
        b = Board(WIDE, HIGH, "proces")
        across, down, marks = (b.width - LEFT - RIGHT) / len(ELEMENTS), (b.height - HEAD - FOOT) / len(GOODS), model.marks(self.design)
        at = {key: LEFT + (j + 0.5) * across for j, key in enumerate(ELEMENTS)}
        for key, x in at.items():
            b.texts(x, 17, capital(key), 11, 1, size=13, anchor="middle", weight=650)
        b.text(b.width - RIGHT + 8, 17, "Samen", 13, weight=650)
        for i, (good, (name, _)) in enumerate(GOODS.items()):
            y, serves, (sign, colour) = HEAD + (i + 0.5) * down, self.states[good] == GEREGELD, SIGNS[self.states[good]]
            b.rect(6, y - down / 2 + 2, b.width - 12, down - 4, 4, key=f"r:{good}:{int(serves)}", fill="tinted" if serves else "tint")
            top = y + 5 - 8.5 * (len(wrap(name, 21)) - 1)
            b.texts(14, top, capital(name), 21, size=13.5, weight=650 if serves else 400)
            for element, x in at.items():
                _marks(b, f"{good}|{element}", marks[good, element], x, y)
            b.text(b.width - RIGHT + 8, y + 5, sign, weight=700 if serves else 400, fill=colour, key=f"s:{good}")
        base = b.height - 9
        b.text(14, base, "door u gekozen", SMALL, weight=650)
        for key, x in at.items():
            made = sum(q in self.choices for q in QUESTIONS[key])
            b.text(x, base, f"{made} van 2" if made else "nog niets", SMALL, "middle", key=f"d:{key}")
        _legend(b)
        return b

    def headline(self):
        served, kick_off = self.served, len(model.served(model.KICK_OFF))
        if not self.chosen:
            return f"Een startbijeenkomst met werkgroepen regelt {number_word(served)} van de acht dingen die een goed proces oplevert: men leert er veel, maar mag niets toezeggen."
        if served == len(GOODS):
            return "Dit ontwerp regelt in dit denkmodel alle acht dingen die een goed proces oplevert. Vraag om tegenspraak, want de tabel eronder is een aanname."
        begin, eight = model.state(model.KICK_OFF), f"Dit ontwerp regelt {part(served, len(GOODS), 'dingen')}"
        if model.balance(self.design)["risico"] > 0 and self.states["risico"] != GEREGELD:
            return f"{eight}, maar niemand durft een risico te nemen, want wie aan tafel zit, mag niets toezeggen."
        lost, won, start = self._lost, self._beside(self.states, begin), "een gewone startbijeenkomst"
        if served < kick_off:
            return f"{eight}, {number_word(kick_off - served)} minder dan {start}: nu {COMES[lost][1]}."
        if served > kick_off:
            return f"{eight}, {number_word(served - kick_off)} meer dan {start}: nu {COMES[won][0]}."
        if won:
            return f"{eight}, maar andere dan {start}: nu {COMES[won][0]}."
        if self.design == model.KICK_OFF:
            return f"{eight}, net als {start}, want u koos precies wat daar gewoon is."
        choice = form(self.chosen, "Uw keuze geeft", "Uw keuzes geven")
        return f"{choice} nog nergens de doorslag: dit ontwerp regelt dezelfde {number_word(served)} van de acht dingen als {start}."

    def words(self):
        loose = model.balance(self.design)["risico"] > 0 and self.states["risico"] != GEREGELD
        begin = f"Van de tien onderdelen koos u er {number_word(self.chosen)} zelf. De rest gaat zoals bij een startbijeenkomst met werkgroepen."
        if not self.chosen:
            begin = "U koos nog niets, dus de proef rekent met een gewone startbijeenkomst met werkgroepen."
        most, hit = self._against()
        weak = [g for g in (*(g for g in hit if g == self._lost), *hit, *GOODS) if self.states[g] != GEREGELD]
        question = f"Vraag uzelf daarom af: {GOODS[weak[0]][1][0].lower()}{GOODS[weak[0]][1][1:]}" if weak else ""
        return say(
            "U koos zelf alle tien de onderdelen." if self.chosen == len(model.QUESTIONS) else begin,
            f"Daarbij geldt: {HAPPENS[most, self.design[most] or ''][0].lower()}{HAPPENS[most, self.design[most] or ''][1:]}. Dat maakt het moeilijker om {COMES[weak[0]][2]}."
            if hit
            else _told(LACKING, self.goods(NIET)),
            "In dit denkmodel nemen partijen pas een risico als iedereen aan tafel iets mag toezeggen." if loose else question,
        )

    @property
    def _lost(self):
        """What a kick-off regulates and this design does not: the first."""
        return self._beside(model.state(model.KICK_OFF), self.states)

    def _against(self):
        """Which question's answer, first of those chosen, works against most that is not regulated, and against what."""
        weak = [g for g, how in self.states.items() if how in (GEMENGD, TEGEN)]
        hit = {q: [g for g in weak if g in effect.hinders] for q, effect in model.effects(self.design).items()}
        most = max(hit, key=lambda q: (q in self.choices and self._lost in hit[q], bool(hit[q]) and q in self.choices, len(hit[q])))
        return most, hit[most]

    def report(self):
        if not self.chosen:
            return ""
        weak, lacking, rest = self.goods(GEMENGD, TEGEN), self.goods(NIET), len(model.QUESTIONS) - self.chosen
        return say(
            f"Dit ontwerp regelt {number_word(self.served)} van de acht dingen die een goed proces oplevert.",
            bound := self._bound(),
            _told("Minstens één keuze is slecht voor {}.", weak),
            "" if bound else _told(LACKING, lacking),
            "Waar nog niets gekozen is, is gerekend met een startbijeenkomst en werkgroepen." if rest else "",
        )

    def _bound(self):
        """What the design counts on, where the case tells that not all who sit there may promise anything."""
        sent = [p.representative for p in self.case.parties if p.representative]
        may = sum(bool(person.commitment) for person in sent)
        if self.design["niveau"] not in model.BINDING or may == len(sent):
            return ""
        now = f"{form(may, 'mag', 'mogen')} dat er {number_word(may)} van de {number_word(len(sent))}" if may else "mag niemand dat"
        return f"In dit denkmodel geldt dat pas als iedereen aan tafel mag toezeggen; volgens de casus {now}."

    def note(self, key):
        """What the choice on a card serves and costs, and what the case says about it."""
        if key not in model.QUESTIONS:
            return ""
        effect = "Hier koos u nog niets. Zolang rekent de proef met wat u vaak ziet."
        if chosen := model.effects(self.answers).get(key):
            effect = say(
                f"Dit draagt bij aan {named(chosen.serves)}." if chosen.serves else "",
                f"Het is slecht voor {named(chosen.hinders)}." if chosen.hinders else "",
            )
        in_case = {"uitnodigen": self._invited, "niveau": self._represented, "breedte": self._agenda}
        return "\n".join(filter(None, [effect, in_case[key]() if key in in_case else ""]))

    def _invited(self):
        others = [p for p in self.case.parties if p.key != self.case.director]
        absent = [p for p in others if p.position != "voor"]
        if self.uitnodigen == "voorstanders" and absent:
            dear = [p for p in absent if "blokker" in p.power or not p.replaceable]
            more = f"Daarbij {form(len(dear), 'is', 'zijn')} {labelled(dear)}, die u niet kunt missen. Wat doen die dan?"
            gone = f"Er {form(len(absent), 'ontbreekt', 'ontbreken')} dan {number_word(len(absent))} van de {number_word(len(others))} partijen."
            return say(gone, more if dear else "")
        if self.uitnodigen == "ruim":
            there = any(p.kind == "bewoners" for p in self.case.parties)
            none = "In de casus staan nog geen bewoners. Wie merkt de gevolgen?"
            return "Wie merkt de gevolgen, en staat nog niet in de casus?" if there else none
        against = [p for p in absent if p.position == "tegen"]
        are = "is" if len(against) == 1 and not against[0].plural else "zijn"
        return f"Tegen {are} {labelled(against)}. Wat staat er voor hen op de agenda?" if against else ""

    def _represented(self):
        sent = [(p, p.representative) for p in self.case.parties if p.representative]
        unknown = [p for p in self.case.parties if not p.representative]
        loose = [p for p, person in sent if not person.commitment]
        levels = sorted({person.level for _, person in sent})
        bind = ""
        if loose and self.niveau in model.BINDING:
            may = "mag" if len(loose) == 1 and not loose[0].plural else "mogen"
            bind = f"Volgens de casus {may} {labelled(loose)} nog niets toezeggen. Wie vraagt u in hun plaats?"
        elif loose:
            may = f"{capital(number_word(len(loose)))} van de {number_word(len(sent))} mensen {form(len(loose), 'mag', 'mogen')} niets toezeggen."
            bind = f"{may} Wat is een afspraak dan waard?"
        return say(
            f"Van {labelled(unknown)} is nog niet bekend wie er komt." if unknown else "",
            bind,
            f"Er zitten {number_word(len(levels))} niveaus door elkaar: {listed(levels, most=NAMED)}." if len(levels) > 1 else "",
        )

    def _agenda(self):
        found = issues(self.case)
        if not found:
            return "In de casus staan nog geen kwesties. Vul ze in bij de proef over de brede agenda."
        poor = [p for p in self.case.parties if max(i.gains.get(p.key, 0) for i in found) <= 0]
        if poor:
            return f"Op geen enkele kwestie {'wint' if len(poor) == 1 and not poor[0].plural else 'winnen'} {labelled(poor)}. Wat zouden zij inbrengen?"
        always = all(any(gain < 0 for gain in issue.gains.values()) for issue in found)
        loses = "verliest er minstens één partij" if always else "verliest bijna altijd iemand"
        return f"Elke partij wint ergens iets. Maar op elke kwestie apart {loses}."

    def tables(self):
        rows, effects = [], []
        for key, (title, _) in ELEMENTS.items():
            made = [f"{ASKS[q]} {self.choices.get(q, 'nog niet gekozen')}." for q in QUESTIONS[key]]
            rows.append((title, say(*made), brief(self.texts[key]) or "nog leeg"))
        for q, effect in model.effects(self.answers).items():
            goods = (", ".join(GOODS[g][0] for g in found) for found in effect)
            effects.append((f"{ASKS[q]} {self.choices[q]}", *goods))
        design = Table("Uw ontwerp", ("Onderdeel", "Keuzes", "In uw woorden"), rows)
        return [design, *([Table("Wat elke keuze doet", ("Keuze", "Draagt bij aan", "Werkt tegen"), effects)] if effects else [])]

    def plan_tables(self):
        """Per element what was agreed, and what the learner wrote (not what the case holds already)."""
        rows = []
        for key, (title, _) in ELEMENTS.items():
            agreed = "; ".join(self.choices[q] for q in QUESTIONS[key] if q in self.choices)
            own, start = self.texts[key].strip(), beginning(self.case, key).strip()
            if agreed or own != start:
                rows.append((title, agreed, own if own and own != start else ""))
        return [PlanTable("Het ontwerp", ("Onderdeel", "Keuze", "Toelichting"), tuple(rows))] if rows else []


def _legend(b):
    """What the marks are: on the stage as text below the picture."""
    b.parts.append(f'<g class="rk-legend" data-top="{b.height:g}">')
    signs = (1, 0, "deze keuze helpt"), (0, 1, "deze keuze werkt tegen"), (0, 0, "kan hier, gebeurt nu niet")
    for n, (serves, hinders, name) in enumerate(signs):
        with b.group(16 + 208 * n, b.height + LEGEND / 2):
            b.text(26, 5, name, fill="soft")  # before the marks, which have a text as well
            _marks(b, f"legenda{n}", model.Mark(serves, hinders, True), 9, 0)
    for x, told in ((16, "✓ er helpt meer dan er tegenwerkt"), (330, "leeg: doet er hier niet toe")):
        with b.group(x, b.height + 1.5 * LEGEND):
            b.text(0, 5, told, fill="soft")
    b.parts.append("</g>")
    b.height += 2 * LEGEND


def _marks(b, key, mark, x, y):
    """The marks in a cell, side by side: filled with a plus, open square with a minus, or a small dashed ring."""
    signs = "+" * mark.serves + "-" * mark.hinders
    if not signs and mark.possible:
        b.circle(x, y, 6.5, key=f"o:{key}", stroke="soft", width=1.5, dash="3 3", shape=True)
    for n, sign in enumerate(signs):
        with b.group(x + (n - (len(signs) - 1) / 2) * (2 * MARK + 3), y, key=f"m:{key}:{sign}{n}"):
            if sign == "+":
                b.circle(0, 0, MARK, fill="accent", shape=True)
            else:
                b.rect(1 - MARK, 1 - MARK, 2 * MARK - 2, 2 * MARK - 2, fill="paper", stroke="bad", width=2, shape=True)
            b.text(0, 5.5, sign.replace("-", "−"), 16, "middle", 700, "paper" if sign == "+" else "bad")


def _told(said: str, goods: list[str]) -> str:
    """The sentence with its things in it, or nothing when there are none."""
    return said.format(_the(goods)) if goods else ""


def _the(goods) -> str:
    article = {"leren": "het ", "bereidheid": "de ", "snelle": "de "}
    return several((article.get(name.split()[0], "") + name for name in goods), THREE, "andere dingen")


def named(goods) -> str:
    return _the(GOODS[g][0] for g in goods)


def labelled(parties: list[Party]) -> str:
    return several([phrase(p) for p in parties], NAMED)


def brief(text: str) -> str:
    """A text on one line; of a long one the beginning."""
    line = " ".join(text.split())
    return line if len(line) <= BRIEF else f"{line[:BRIEF].rpartition(' ')[0]} …"
