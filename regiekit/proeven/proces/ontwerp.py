"""Het procesontwerp: five elements for a process, held against the eight things that a good process creates."""

from functools import cached_property

from regiekit.cases import Case, Party
from regiekit.cases.reading import issues
from regiekit.models import process_design as model
from regiekit.plots.svg import wrap
from regiekit.proeven import Board, Card, Choice, PlanTable, Proef, Slider, Table, Text, capital, form, listed, measure, say

TEXT = 3000  # characters
BRIEF = 240  # of a text, in a table
ASKED = 3  # questions at a time
NAMED = 6  # names in a sentence, at most
BEDIEND, GEMENGD, TEGEN, NIET = "bediend", "gemengd", "tegengewerkt", "nog niet"  # states of a good, as the model calls them

#: What a good process creates: what it is called, and what to ask while it is lacking.
GOODS = {
    "vertrouwen": ("vertrouwen", "Waaraan merken partijen vroeg dat afspraken worden nagekomen?"),
    "belang": ("gemeenschappelijk belang", "Wat staat er op de agenda waar zij allemaal iets aan hebben?"),
    "afhankelijkheid": ("wederzijdse afhankelijkheid", "Waar wordt zichtbaar dat zij elkaar nodig hebben?"),
    "informatie": ("snelle uitwisseling van informatie", "Hoe komt wat de ene partij weet binnen een week bij de andere?"),
    "inhoud": ("leren over de inhoud", "Wat aan het plan kan nog veranderen door wat u onderweg leert?"),
    "positie": ("leren over elkaars positie", "Wanneer hoort een partij waarom een ander doet wat zij doet?"),
    "risico": ("bereidheid om risico te nemen", "Wie kan iets toezeggen namens de eigen organisatie, en wat maakt dat veilig?"),
    "netwerk": ("nieuwe netwerken", "Welke mensen leren elkaar kennen die elkaar nu niet spreken?"),
}
#: Element -> the title and the text of its card.
ELEMENTS = {
    "wie": (
        "Wie doen mee?",
        "Een partij die er niet bij is, kan later alles tegenhouden. Maar elke stoel erbij maakt het overleg zwaarder.",
    ),
    "namens": (
        "Wie namens wie?",
        "Let op twee dingen. Zijn de mensen aan tafel van gelijk niveau (symmetrie)? En kunnen zij hun organisatie binden (commitment)?",
    ),
    "agenda": (
        "Wat is de agenda?",
        "Kies niet te snel één kwestie. Op een brede agenda zit er voor iedereen wat in, en dan valt er te ruilen.",
    ),
    "overleg": (
        "Hoe overleggen en besluiten?",
        "Waar praat u, en wanneer is iets besloten? Wie dat niet afspreekt, krijgt er halverwege ruzie over.",
    ),
    "resultaat": (
        "Wanneer resultaten?",
        "Een proces zonder resultaat verliest zijn deelnemers. Een proces dat te snel resultaat wil, leert niets.",
    ),
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
    "uitstappen": "Mag een partij eruit, of er later bij?",
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
        "ruim": "ook wie er alleen de gevolgen van merkt",
    },
    "uitstappen": {"vast": "nee, de groep ligt vast", "moment": "ja, op afgesproken momenten", "altijd": "ja, altijd"},
    "niveau": {
        "vakmensen": "vakmensen uit de uitvoering",
        "binden": "mensen van gelijk niveau, die hun organisatie kunnen binden",
        "bestuurders": "bestuurders",
    },
    "achterban": {
        "besloten": "wat aan tafel wordt gezegd, blijft aan tafel",
        "afgesproken": "wat samen is opgeschreven",
        "alles": "alles, na elke ronde",
    },
    "breedte": {
        "een": "één kwestie, de belangrijkste",
        "regisseur": "de kwesties van de regisseur",
        "breed": "voor elke partij ten minste één kwestie",
    },
    "agendamacht": {"regisseur": "de regisseur", "start": "alle partijen samen, bij de start", "onderweg": "alle partijen, ook onderweg"},
    "vorm": {
        "apart": "de regisseur spreekt elke partij apart",
        "werkgroepen": "in werkgroepen, elk met een onderwerp",
        "gemengd": "in gemengde werkgroepen, met een vaste ronde samen",
        "plenair": "altijd met allen samen",
    },
    "besluit": {
        "apart": "elke kwestie apart, zodra zij rijp is",
        "tussen": "elke ronde een voorlopige afspraak, aan het eind het geheel",
        "pakket": "alles in één pakket aan het eind",
    },
    "eerste": {"eind": "aan het eind, als het goed is", "vroeg": "binnen drie maanden, iets kleins", "ronde": "elke ronde iets"},
    "einddatum": {
        "geen": "er is geen einddatum",
        "stoppen": "dan stoppen wij",
        "regisseur": "dan beslist de regisseur; dat is vooraf gezegd",
    },
}
QUESTIONS = {element: [q for q, at in model.QUESTIONS.items() if at == element] for element in ELEMENTS}

LEFT, RIGHT, HEAD, FOOT, MARK = 178, 104, 42, 118, 10.5  # round the matrix; radius of a mark
SIGNS = {BEDIEND: ("✓ bediend", "accent"), GEMENGD: ("± gemengd", "soft"), TEGEN: ("× werkt tegen", "bad"), NIET: ("– nog niet", "soft")}


def field(element: str) -> str:
    """The control of the text of an element."""
    return f"tekst_{element}"


def beginning(case: Case, element: str) -> str:
    """What the case holds on an element, as the text to start from."""
    sent = [(p.label, r, "kan" if r.commitment else "kan niet") for p in case.parties if (r := p.representative)]
    lists = {
        "wie": "; ".join(p.called for p in case.parties),
        "namens": "\n".join(
            f"{name}: {r.role or 'functie onbekend'}, {r.level}, mandaat {r.mandate}, {may} binden" for name, r, may in sent
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
        return Slider("", "Uw schatting, van de acht", 0, 8, 6, 1)

    @classmethod
    def answer(cls, case):
        return len(model.served(model.KICK_OFF))

    @classmethod
    def controls(cls, case):
        out = []
        for key, (label, asked) in FIELDS.items():
            out += [Choice(q, ASKS[q], list(ANSWERS[q].items()), None) for q in QUESTIONS[key]]
            out.append(Text(field(key), label, beginning(case, key), asked, TEXT, rows=4))
        return out

    @classmethod
    def cards(cls, case):
        return [Card(key, title, text, (*QUESTIONS[key], field(key))) for key, (title, text) in ELEMENTS.items()]

    @cached_property
    def answers(self) -> dict[str, str | None]:
        return {q: self.settings[q] for q in model.QUESTIONS}

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
        return model.state(self.answers)

    def goods(self, *states: str) -> list[str]:
        """What the goods in these states are called, state by state."""
        return [GOODS[g][0] for state in states for g, how in self.states.items() if how == state]

    def done(self, element: str) -> int:
        """How many of the three things on a card are filled in."""
        return sum(q in self.choices for q in QUESTIONS[element]) + bool(self.texts[element].strip())

    @measure("Bediend, van de acht", digits=0)
    def served(self) -> int:
        return len(self.goods(BEDIEND))

    @measure("Gemengd of tegengewerkt", digits=0)
    def hindered(self) -> int:
        return len(self.goods(GEMENGD, TEGEN))

    @measure("Keuzes gemaakt, van de tien", digits=0)
    def chosen(self) -> int:
        return len(self.choices)

    def picture(self):
        b = Board(660, 560, "proces")
        across, down, marks = (b.width - LEFT - RIGHT) / len(ELEMENTS), (b.height - HEAD - FOOT) / len(GOODS), model.marks(self.answers)
        at = {key: LEFT + (j + 0.5) * across for j, key in enumerate(ELEMENTS)}
        for key, x in at.items():
            b.texts(x, 26, capital(key), 11, 1, anchor="middle", weight=650)
        b.text(b.width - RIGHT + 2, 26, "Samen", weight=650)
        for i, (good, (name, _)) in enumerate(GOODS.items()):
            y, serves, (sign, colour) = HEAD + (i + 0.5) * down, self.states[good] == BEDIEND, SIGNS[self.states[good]]
            b.rect(6, y - down / 2 + 2, b.width - 12, down - 4, 4, key=f"r:{good}:{int(serves)}", fill="tinted" if serves else "tint")
            top = y + 5 - 8.5 * (len(wrap(name, 21)) - 1)
            b.texts(16, top, capital(name), 21, size=14.5, weight=650 if serves else 400)
            for element, x in at.items():
                _marks(b, f"{good}|{element}", marks[good, element], x, y)
            b.text(b.width - RIGHT + 2, y + 5, sign, weight=700 if serves else 400, fill=colour, key=f"s:{good}")
        base = b.height - FOOT + 22
        b.text(16, base, "Ingevuld:", weight=650)
        for key, x in at.items():
            b.text(x, base, f"{self.done(key)} van 3", 14, "middle", key=f"d:{key}")
        _legend(b, base)
        return b

    def words(self):
        if not self.chosen:
            elements = "; ".join(title.rstrip("?").lower() for title, _ in ELEMENTS.values())
            return (
                f"U hebt nog niets gekozen. Het ontwerp heeft vijf onderdelen: {elements}. "
                "Elke keuze daarin draagt bij aan een paar van de acht dingen die een goed proces creëert."
            )
        missing = [question for g, (_, question) in GOODS.items() if self.states[g] != BEDIEND]
        lacking = [title for key, (title, _) in ELEMENTS.items() if self.done(key) < 3]
        states = {"Gemengd": GEMENGD, "Het ontwerp werkt tegen": TEGEN, "Nog niet geregeld": NIET}
        commit = "Risico nemen partijen pas als iedereen zich aan het proces bindt; kies daarvoor mensen die hun organisatie kunnen binden."
        loose = model.balance(self.answers)["risico"] > 0 and self.states["risico"] != BEDIEND
        return say(
            f"Uw ontwerp draagt bij aan {self.served} van de acht{_colon(self.goods(BEDIEND))}.",
            *(f"{name}{_colon(found)}." for name, state in states.items() if (found := self.goods(state))),
            commit if loose else "",
            f"Nog niet af: {say(*lacking)}" if lacking else "Alle vijf de onderdelen zijn ingevuld.",
            f"Vragen voor u: {say(*missing[:ASKED])}" if missing else "Alle acht zijn bediend. Vraag nu een ander om tegen te spreken.",
        )

    def report(self):
        if not self.chosen:
            return ""
        weak, lacking = self.goods(GEMENGD, TEGEN), self.goods(NIET)
        return say(
            f"Dit ontwerp draagt bij aan {self.served} van de acht dingen die een goed proces oplevert{_colon(self.goods(BEDIEND))}.",
            f"Het werkt voor een deel tegen{_colon(weak)}." if weak else "",
            f"Nog niet geregeld{_colon(lacking)}." if lacking else "",
        )

    def note(self, key):
        """What the choices on a card serve and cost, and what the case says about it."""
        if key not in ELEMENTS:
            return ""
        chosen = [effect for q, effect in model.effects(self.answers).items() if q in QUESTIONS[key]]
        serves = named(g for g in GOODS if any(g in effect.serves for effect in chosen))
        hinders = named(g for g in GOODS if any(g in effect.hinders for effect in chosen))
        effect = say(f"Dit draagt bij aan {serves}.", f"Het werkt tegen: {hinders}." if hinders else "")
        in_case = {"wie": self._invited, "namens": self._represented, "agenda": self._agenda}
        return "\n".join(filter(None, [effect, in_case[key]() if key in in_case else ""]))

    def _invited(self):
        others = [p for p in self.case.parties if p.key != self.case.director]
        absent = [p for p in others if p.position != "voor"]
        if self.uitnodigen == "voorstanders" and absent:
            dear = [p for p in absent if "blokker" in p.power or not p.replaceable]
            more = f"Niet te missen, of in staat om te blokkeren: {labelled(dear)}. Wat doen zij als u ze niet vraagt?"
            return say(f"Er ontbreken dan {len(absent)} van de {len(others)} partijen.", more if dear else "")
        if self.uitnodigen == "ruim":
            there = any(p.kind == "bewoners" for p in self.case.parties)
            none = "In de casus staan nog geen bewoners. Wie merkt de gevolgen?"
            return "Wie merkt de gevolgen, en staat nog niet in de casus?" if there else none
        against = [p for p in absent if p.position == "tegen"]
        are = form(len(against), "is", "zijn")
        return f"Tegen {are} nu {labelled(against)}. Wat staat er voor hen op de agenda?" if against else ""

    def _represented(self):
        sent = [(p, p.representative) for p in self.case.parties if p.representative]
        unknown = [p for p in self.case.parties if not p.representative]
        loose = [p for p, person in sent if not person.commitment]
        levels = sorted({person.level for _, person in sent})
        can, bind = form(len(loose), "kan", "kunnen"), ""
        if loose and self.niveau in model.BINDING:
            bind = f"Volgens de casus {can} {labelled(loose)} nu niet binden. Wie vraagt u in hun plaats, of wie geeft hun mandaat?"
        elif loose:
            bind = f"{len(loose)} van de {len(sent)} mensen kunnen hun organisatie niet binden. Wat is een afspraak dan waard?"
        return say(
            f"Van {labelled(unknown)} weet u nog niet wie er komt." if unknown else "",
            bind,
            f"Er zitten {len(levels)} niveaus door elkaar: {listed(levels, most=NAMED)}." if len(levels) > 1 else "",
        )

    def _agenda(self):
        found = issues(self.case)
        if not found:
            return "In de casus staan nog geen kwesties. Vul ze in bij de proef over de brede agenda."
        poor = [p for p in self.case.parties if max(i.gains.get(p.key, 0) for i in found) <= 0]
        if poor:
            return f"Op geen enkele kwestie wint nu: {labelled(poor)}. Wat brengen zij zelf in?"
        always = all(any(gain < 0 for gain in issue.gains.values()) for issue in found)
        loses = "verliest er minstens één partij" if always else "verliest bijna altijd iemand"
        return f"Iedere partij wint ergens iets. Maar op elke kwestie apart {loses}."

    def tables(self):
        rows, effects = [], []
        for key, (title, _) in ELEMENTS.items():
            made = [f"{ASKS[q]} {self.choices.get(q, 'nog niet gekozen')}." for q in QUESTIONS[key]]
            rows.append((title, say(*made), brief(self.texts[key]) or "nog leeg"))
        for q, effect in model.effects(self.answers).items():
            goods = (", ".join(GOODS[g][0] for g in found) or "–" for found in effect)
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
                rows.append((title, agreed or "–", own if own and own != start else "–"))
        return [PlanTable("Het ontwerp", ("Onderdeel", "Keuze", "Toelichting"), tuple(rows))] if rows else []


def _legend(b, base):
    b.path(f"M6 {base + 12:.1f}H{b.width - 6:.1f}", stroke="line")
    signs = (1, 0, "deze keuze draagt bij"), (0, 1, "deze keuze werkt tegen"), (0, 0, "kan hier, gebeurt nu niet")
    for n, (serves, hinders, name) in enumerate(signs):
        x, y = 28 + 212 * n, base + 36
        _marks(b, f"legenda{n}", model.Mark(serves, hinders, True), x, y)
        b.text(x + 18, y + 5, name, fill="soft")
    b.text(16, base + 70, "Leeg: dit onderdeel doet er hier niet toe. ✓ bediend: meer voor dan tegen. ± gemengd.", fill="soft")


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


def _colon(goods: list[str]) -> str:
    return f": {'; '.join(goods)}" if goods else ""


def named(goods) -> str:
    return listed((GOODS[g][0] for g in goods), most=NAMED)


def labelled(parties: list[Party]) -> str:
    return listed((p.label for p in parties), most=NAMED)


def brief(text: str) -> str:
    """A text on one line; of a long one the beginning."""
    line = " ".join(text.split())
    return line if len(line) <= BRIEF else f"{line[:BRIEF].rpartition(' ')[0]} …"
