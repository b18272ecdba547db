"""The case file: what goes in comes out, what is wrong is said in Dutch, and a save never loses anything."""

import os
import tomllib
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regiekit.cases import (
    Beside,
    Case,
    CaseError,
    Claim,
    Issue,
    Party,
    Representative,
    Route,
    StructureOption,
    Task,
    Tie,
    Trait,
    View,
    dumps,
    files,
    load,
    load_shipped,
    loads,
    save,
    shipped,
    warnings,
)
from regiekit.cases.check import MAX_WORD
from regiekit.cases.data import data_path
from regiekit.cases.model import (
    LEVELS,
    MANDATES,
    MAX_SHORT,
    NOUNS,
    OPTION_STATUSES,
    PARTY_KINDS,
    POSITIONS,
    POWERS,
    PRONOUNS,
    RISKS,
    SCALES,
    STATUSES,
    STRENGTHS,
    TIE_KINDS,
    fields,
    required,
)

QUICK = settings(max_examples=40, deadline=None)

MINIMAL = """formaat = 2
titel = "Proef"
[[partijen]]
sleutel = "gemeente"
naam = "Gemeente Waardstad"
[[partijen]]
sleutel = "ggd"
naam = "GGD"
"""

# --- whole cases -----------------------------------------------------------------------------------------------------

texts = st.text(max_size=12) | st.sampled_from(['"', "'''", '"""', "\\", "\r\n", "\0", "\x7f", "=1+1", "<b>&", "ggd"])
scalars = (
    texts
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.dates()
    | st.times()
    | st.datetimes()
    | st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-3, minutes=30))]))
)
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=4)


def extras(cls):
    return st.dictionaries(texts.filter(lambda key: key not in fields(cls)), values, max_size=2)


def some(words):
    return st.lists(st.sampled_from(words), unique=True, max_size=3) if words else st.just([])


def maybe(strategy):
    """What may also be not known."""
    return st.none() | strategy


numbers = st.integers(1, 5) | st.floats(1, 5)
weights = st.integers(1, 2**53) | st.floats(min_value=0, exclude_min=True, allow_infinity=False)
own_kinds = st.text(min_size=1, max_size=MAX_WORD).filter(str.strip)
short = st.text(max_size=MAX_SHORT)
representatives = st.builds(
    Representative,
    texts,
    maybe(st.sampled_from(LEVELS)),
    maybe(st.sampled_from(MANDATES)),
    maybe(st.booleans()),
    extra=extras(Representative),
)


def party(key):
    return st.builds(
        Party,
        st.just(key),
        texts,
        short,
        maybe(st.sampled_from(PARTY_KINDS)),
        texts,
        maybe(st.integers(1, 5)),
        maybe(st.sampled_from(SCALES)),
        maybe(st.sampled_from(POSITIONS)),
        maybe(some(POWERS)),
        maybe(st.booleans()),
        st.lists(texts, max_size=2),
        st.dictionaries(texts, numbers, max_size=2),
        maybe(representatives),
        phrase=texts,
        plural=maybe(st.booleans()),
        pronoun=maybe(st.sampled_from(PRONOUNS)),
        extra=extras(Party),
    )


@st.composite
def units(draw, keys):
    members = {key: draw(texts) for key in draw(some(keys))}
    return {unit: [key for key in members if members[key] == unit] for unit in members.values()}


# keys of parties: also some that look like another kind of value in TOML
KEYS = [(), ("ggd",), ("-1", "0"), ("inf", "true", "_"), ("1e5", "2-0-1", "a", "x_y")]


@cache
def case_of(keys):
    one = st.sampled_from(keys) if keys else st.nothing()
    two = st.lists(one, min_size=2, max_size=2, unique=True) if len(keys) > 1 else st.nothing()

    def many(strategy, **more):
        return st.just([]) if strategy.is_empty else st.lists(strategy, max_size=2, **more)

    ties = st.builds(
        lambda ends, *rest, **extra: Tie(*ends, *rest, **extra),
        two,
        maybe(st.sampled_from(TIE_KINDS) | own_kinds),
        maybe(weights),
        maybe(st.booleans()),
        extra=extras(Tie),
    )
    claims = st.builds(Claim, one, maybe(st.sampled_from(STRENGTHS)), extra=extras(Claim))
    tasks = st.builds(
        Task,
        st.sampled_from(["taak", "t-2"]),
        texts,
        short,
        some(keys),
        many(claims, unique_by=lambda claim: claim.party),
        extra=extras(Task),
    )
    gains = st.dictionaries(one, st.integers(-5, 5) | st.floats(-5, 5), max_size=2) if keys else st.just({})
    issues = st.builds(Issue, st.sampled_from(["k", "wachttijd"]), texts, gains, extra=extras(Issue))
    options = st.builds(
        StructureOption,
        st.sampled_from(["nu", "straks"]),
        texts,
        maybe(st.sampled_from(OPTION_STATUSES)),
        st.lists(texts, max_size=2),
        st.lists(texts, max_size=2),
        units(keys),
        extra=extras(StructureOption),
    )
    routes = st.builds(
        Route,
        st.lists(one, max_size=3) if keys else st.just([]),
        maybe(st.integers(0, 2**40)),
        maybe(st.sampled_from(RISKS)),
        extra=extras(Route),
    )
    views = st.builds(View, one, one, maybe(st.sampled_from(POSITIONS)), maybe(some(POWERS)), texts, extra=extras(View))
    traits = st.builds(Trait, st.from_regex(r"[a-z_]{1,9}", fullmatch=True), maybe(st.floats(0, 1e6)), texts, extra=extras(Trait))
    table = st.dictionaries(texts, values, max_size=2)
    beside = st.builds(Beside, st.lists(texts, min_size=1, max_size=4), values, texts, extra=extras(Beside))
    return st.builds(
        Case,
        title=texts,
        status=st.sampled_from(STATUSES),
        summary=texts,
        question=texts,
        director=st.just("") | one,
        parties=st.tuples(*map(party, keys)),
        ties=many(ties),
        tasks=many(tasks, unique_by=lambda task: task.key),
        issues=many(issues, unique_by=lambda issue: issue.key),
        routes=many(routes),
        structures=many(options, unique_by=lambda option: option.key),
        views=many(views, unique_by=lambda view: (view.holder, view.about)),
        traits=many(traits, unique_by=lambda trait: trait.key),
        answers=st.dictionaries(texts, table, max_size=2),
        doubted=some(keys),
        beside=many(beside),
        extra=extras(Case),
    )


@given(st.sampled_from(KEYS).flatmap(case_of))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_case_survives_writing_and_reading(case):
    again = loads(dumps(case))
    assert again == case
    assert dumps(loads(dumps(again))) == dumps(again), "reading gives an id to what had none, and nothing else"


@pytest.mark.parametrize("key", shipped())
def test_shipped_cases_survive_and_lack_nothing(key):
    case = load_shipped(key)
    assert loads(dumps(case)) == case
    assert warnings(case) == []
    assert case.status == "fictief"


def test_the_three_cases_are_there():
    assert {"jeugdhulp", "regio", "warmte"} <= set(shipped())


def test_written_files_are_readable():
    case = Case(
        title="Proef",
        parties=[Party("ggd", name="GGD", values={"zorg": 3}, power=["blokker"])],
        tasks=[Task("intake", claims=[Claim("ggd")])],
        answers={"eilandenrijk": {"voorspelling": 4}},
    )
    text = dumps(case)
    assert text.startswith('formaat = 2\ntitel = "Proef"\n')
    for part in (
        "[[partijen]]\n",
        "[partijen.waarden]\nzorg = 3\n",
        "[[taken]]\n",
        "[antwoorden.eilandenrijk]\nvoorspelling = 4\n",
        'macht = [\n    "blokker",\n]\n',
    ):
        assert part in text
    assert "kort" not in text
    assert "vervangbaar" not in text


def test_unknown_keys_survive_at_every_level():
    text = MINIMAL + (
        'soort = "overheid"\nkleur = "blauw"\n[partijen.vertegenwoordiger]\nleeftijd = 52\n'
        '[[taken]]\nsleutel = "t"\nplaats = "hal"\n[[taken.claims]]\npartij = "ggd"\nsinds = 1990-05-17\n'
        "[eigen_tabel]\na = [1, { b = 2 }]\n"
    )
    case = loads(text)
    again = loads(dumps(case))
    assert again == case
    assert again.parties[1].extra == {"kleur": "blauw"}
    assert again.parties[1].representative.extra == {"leeftijd": 52}
    assert again.tasks[0].extra == {"plaats": "hal"}
    assert again.tasks[0].claims[0].extra == {"sinds": date(1990, 5, 17)}
    assert again.extra == {"eigen_tabel": {"a": [1, {"b": 2}]}}


def test_an_extra_key_that_is_a_field_is_refused():
    with pytest.raises(CaseError, match="'naam' is een gewoon veld"):
        dumps(Case(parties=[Party("a", extra={"naam": "x"})]))


# --- objects ---------------------------------------------------------------------------------------------------------


def test_defaults():
    case = loads(MINIMAL + '[[relaties]]\nvan = "ggd"\nnaar = "gemeente"\nsoort = "geld"\n')
    assert case.party("ggd").short == "GGD"
    assert (case.ties[0].directed, case.ties[0].runs) == (None, True)
    assert Tie("a", "b", "informeel").runs is Tie("a", "b", "van vroeger").runs is False
    assert Tie("a", "b", "informeel", directed=True).runs is True
    assert Tie("a", "b", "geld", directed=False).runs is False
    assert case.party_keys == ("gemeente", "ggd")
    with pytest.raises(KeyError, match="geen partij"):
        case.party("x")


def test_answers_are_written_beside_what_stayed_the_same():
    case = loads(dumps(load_shipped("jeugdhulp")))
    changed = (
        case,
        case.with_changes(parties=tuple(attrs.evolve(p, id=f"anders{i}") for i, p in enumerate(case.parties))),
        case.answered({"a": {"b": 1}}),
        case.answered({}),
        case.with_changes(title="Anders").answered({"a": {"b": True}}),
    )
    for one in changed:
        assert tomllib.loads(dumps(one)) == files.to_table(one)
    with pytest.raises(CaseError, match="antwoorden"):
        dumps(case.answered({"a": "geen tabel"}))


def test_copies_share_no_dict():
    case = load_shipped("jeugdhulp").with_changes(answers={"a": {"b": [1]}}, extra={"x": {"y": 1}})
    copy = case.with_changes(title="Anders")
    copy.answers["a"]["b"].append(2)
    copy.extra["x"]["y"] = 2
    copy.parties[0].values["nieuw"] = 5
    copy.issues[0].gains.clear()
    copy.structures[0].units.clear()
    assert case.answers == {"a": {"b": [1]}}
    assert case.extra == {"x": {"y": 1}}
    assert "nieuw" not in case.parties[0].values
    assert case.issues[0].gains
    assert case.structures[0].units
    load_shipped("jeugdhulp").answers["x"] = 1
    assert "x" not in load_shipped("jeugdhulp").answers


def test_objects_are_frozen():
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        load_shipped("jeugdhulp").title = "x"


def test_removing_a_party():
    case = load_shipped("jeugdhulp")
    key = case.director
    without = case.without_party(key)
    assert key not in without.party_keys
    assert f'"{key}"' not in dumps(without.with_changes(answers={}, tasks=[t for t in without.tasks if t.key != key]))
    assert loads(dumps(without)) == without


@pytest.mark.parametrize("kind", [Party, Task])
def test_a_party_and_a_task_are_always_called_something(kind):
    both, name, short, key = kind("a", name="Naam", short="N"), kind("a", name="Naam"), kind("a", short="N"), kind("a", name=" ", short=" ")
    assert [item.label for item in (both, name, short, key)] == ["N", "Naam", "N", "a"]
    assert [item.called for item in (both, name, short, key)] == ["Naam", "Naam", "N", "a"]
    assert kind("een-heel-lange-sleutel").short == ""
    assert loads(dumps(Case(title="t", parties=(Party("een-heel-lange-sleutel"),)))).parties[0].label == "een-heel-lange-sleutel"


def test_every_field_has_a_dutch_key_and_explanation():
    for cls in NOUNS:
        assert set(required(cls)) <= set(fields(cls))
        assert all(spec.about.endswith((".", "?")) for _, spec in fields(cls).values())


# --- what is wrong ---------------------------------------------------------------------------------------------------


def problems_of(text):
    with pytest.raises(CaseError) as caught:
        loads(text)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return caught.value.problems


GGD = '[[partijen]]\nsleutel = "ggd"\nnaam = "GGD"\n'
TWO = MINIMAL

SENTENCES = {
    GGD + 'macht = ["blokade"]': "partij 'GGD': macht 'blokade' bestaat niet; kies uit productie, blokker, diffuus",
    GGD + 'macht = ["blokker", "blokker"]': ("partij 'GGD': macht 'blokker' staat er twee keer in; laat het één keer staan"),
    GGD + 'macht = "blokker"': (
        'partij \'GGD\': macht moet een lijst zijn; schrijf ["…", "…"] met woorden uit productie, blokker, diffuus'
    ),
    GGD + "omvang = 7": "partij 'GGD': omvang '7' kan niet; gebruik een heel getal van 1 tot en met 5",
    GGD + 'omvang = "3"': "partij 'GGD': omvang moet een heel getal zijn van 1 tot en met 5, zonder aanhalingstekens",
    GGD + "omvang = true": "partij 'GGD': omvang moet een heel getal zijn van 1 tot en met 5, zonder aanhalingstekens",
    GGD + 'vervangbaar = "nee"': ("partij 'GGD': vervangbaar moet true (ja) of false (nee) zijn, zonder aanhalingstekens"),
    GGD + 'kort = "Gemeentelijke gezondheidsdienst"': (
        "partij 'GGD': kort 'Gemeentelijke gezondheidsdienst' is te lang; gebruik hoogstens 16 tekens"
    ),
    GGD + "sector = 3": "partij 'GGD': sector moet tekst zijn; zet er aanhalingstekens omheen",
    GGD + 'positie = "neutraal"': "partij 'GGD': positie 'neutraal' bestaat niet; kies uit voor, tegen, afwachtend",
    GGD + "[partijen.waarden]\nzorg = 9": ("partij 'GGD': waarden van 'zorg': '9' kan niet; gebruik een getal van 1 tot en met 5"),
    GGD + 'waarden = "zorg"': ("partij 'GGD': waarden moet een tabel zijn; schrijf onder een eigen kop per regel: naam = waarde"),
    GGD + '[partijen.vertegenwoordiger]\nmandaat = "vol"': (
        "partij 'GGD', vertegenwoordiger: mandaat 'vol' bestaat niet; kies uit geen, beperkt, volledig"
    ),
    GGD + "vertegenwoordiger = 3": ("partij 'GGD': vertegenwoordiger moet een tabel zijn; schrijf een eigen kop voor vertegenwoordiger"),
    GGD + GGD: "partij 'GGD': sleutel 'ggd' komt vaker voor; haal er één weg of kies iets anders",
    '[[partijen]]\nnaam = "GGD"': "partij 'GGD': sleutel ontbreekt; voeg een regel toe met sleutel = \"…\"",
    "[[partijen]]\nomvang = 3": 'partij 1: sleutel ontbreekt; voeg een regel toe met sleutel = "…"',
    '[[partijen]]\nsleutel = "De GGD"': (
        "partij 'De GGD': sleutel 'De GGD' mag niet; gebruik alleen kleine letters, cijfers, - en _ (hoogstens 60 tekens)"
    ),
    'partijen = "ggd"': ("casus: partijen moet een lijst van tabellen zijn; zet boven elk onderdeel [[partijen]]"),
    TWO + '[[relaties]]\nvan = "gemeente"\nnaar = "gdg"': (
        "relatie 'gemeente → gdg': naar 'gdg' is geen sleutel van een partij; bedoelt u 'ggd'?"
    ),
    TWO + '[[relaties]]\nvan = "gemeente waardstad"\nnaar = "ggd"': (
        "relatie 'gemeente waardstad → ggd': van 'gemeente waardstad' is geen sleutel van een partij; bedoelt u 'gemeente'?"
    ),
    TWO + '[[relaties]]\nvan = "ggd"\nnaar = "xyz"': (
        "relatie 'ggd → xyz': naar 'xyz' is geen sleutel van een partij; kies uit gemeente, ggd"
    ),
    TWO + '[[relaties]]\nvan = "ggd"\nnaar = "ggd"': (
        "relatie 'ggd → ggd': van en naar zijn dezelfde partij; kies twee verschillende partijen"
    ),
    TWO + '[[relaties]]\nvan = "ggd"\nnaar = "gemeente"\ngewicht = 0': (
        "relatie 'ggd → gemeente': gewicht '0' kan niet; gebruik een getal groter dan 0, zonder aanhalingstekens"
    ),
    TWO + '[[relaties]]\nvan = "ggd"\nnaar = "gemeente"\ngewicht = "9"': (
        "relatie 'ggd → gemeente': gewicht '9' kan niet; gebruik een getal groter dan 0, zonder aanhalingstekens"
    ),
    TWO + '[[relaties]]\nvan = "ggd"\nnaar = "gemeente"\nsoort = "een eigen woord van meer dan veertig tekens"': (
        "relatie 'ggd → gemeente': soort 'een eigen woord van meer dan veertig te…' kan niet; "
        "kies uit formeel, informeel, hiërarchie, geld, informatie, of een eigen woord van hoogstens 40 tekens"
    ),
    TWO + '[[relaties]]\nvan = "ggd"\nnaar = "gemeente"\nsoort = ""': (
        "relatie 'ggd → gemeente': soort '' kan niet; kies uit formeel, informeel, hiërarchie, geld, informatie, of een eigen woord van hoogstens 40 tekens"
    ),
    TWO + 'hoort_bij = "gdg"': "partij 'GGD': hoort_bij 'gdg' is geen sleutel van een partij; bedoelt u 'ggd'?",
    TWO + 'id = "a b"': "partij 'GGD': id klopt niet; haal deze regel weg, dan maakt het programma een nieuwe",
    TWO + '[[relaties]]\nvan = "ggd"': 'relatie 1: naar ontbreekt; voeg een regel toe met naar = "…"',
    TWO + '[[taken]]\nsleutel = "t"\nnaam = "Gesprek"\n[[taken.claims]]\npartij = "ggd"\nsterkte = "hard"': (
        "taak 'Gesprek', claim van 'ggd': sterkte 'hard' bestaat niet; kies uit kern, mede, rand"
    ),
    TWO + '[[taken]]\nsleutel = "t"\n[[taken.claims]]\npartij = "ggd"\n[[taken.claims]]\npartij = "ggd"': (
        "taak 't', claim van 'ggd': partij 'ggd' komt vaker voor; haal er één weg of kies iets anders"
    ),
    TWO + '[[kwesties]]\nsleutel = "k"\n[kwesties.opbrengst]\nggd = 6': (
        "kwestie 'k': opbrengst van 'ggd': '6' kan niet; gebruik een getal van -5 tot en met 5"
    ),
    TWO + '[[routes]]\nstappen = ["ggd"]\naantal = -1': ("route 1: aantal '-1' kan niet; gebruik een heel getal van 0 of hoger"),
    TWO + '[[structuren]]\nsleutel = "nu"\n[structuren.eenheden]\nA = ["ggd"]\nB = ["ggd"]': (
        "structuur 'nu': eenheden partij 'ggd' zit ook in 'A', niet alleen in 'B'; een partij hoort in hoogstens één eenheid"
    ),
    TWO + '[[structuren]]\nsleutel = "nu"\n[structuren.eenheden]\nA = ["ggd", "ggd"]': (
        "structuur 'nu': eenheden partij 'ggd' zit twee keer in 'A'; een partij hoort in hoogstens één eenheid"
    ),
    TWO + ('[[blikken]]\nvan = "ggd"\nover = "gemeente"\n' * 2): (
        "blik 'ggd → gemeente': van 'ggd' en over 'gemeente' komt vaker voor; haal er één weg of kies iets anders"
    ),
    'regisseur = "ik"\n' + MINIMAL: ("casus: regisseur 'ik' is geen sleutel van een partij; kies uit gemeente, ggd"),
    'regisseur = "ik"': "casus: regisseur 'ik' is geen sleutel van een partij; voeg eerst partijen toe",
    "[antwoorden]\neilandenrijk = 3": (
        "casus: antwoorden van 'eilandenrijk' kloppen niet; schrijf ze onder een kop [antwoorden.eilandenrijk]"
    ),
    "formaat = 2\n[antwoorden]\neilandenrijk = 3": (
        "casus: antwoorden van 'eilandenrijk' kloppen niet; schrijf ze onder een kop [antwoorden.eilandenrijk]"
    ),
    "formaat = 3\npartijen = 3": (
        "casus: dit bestand is gemaakt met een nieuwere versie (formaat 3, dit programma kent 2); "
        "werk regiekit bij en open het bestand dan opnieuw"
    ),
    'formaat = "1"': "casus: formaat moet een heel getal zijn van 1 tot en met 2, zonder aanhalingstekens",
    GGD + "omvang = nan": "partijen.omvang: nan is geen gewoon getal; vul een getal in",
    GGD + "kleur = inf": "partijen.kleur: inf is geen gewoon getal; vul een getal in",
    "groot = 99999999999999999999": "groot: het getal is te groot; vul een kleiner getal in",
    "klok = 07:00:00\nmaat = " + "{a = " * 25 + "1" + "}" * 25: ("maat.a.a.a: dit zit meer dan 20 lagen diep; maak het platter"),
    "titel = 'x'\ntitel = 'y'": ("regel 2: deze naam is hierboven al gebruikt; haal er één weg. Daar staat: 'titel = 'y''"),
    'titel = "x': "regel 1: er ontbreekt een aanhalingsteken aan het eind. Daar staat: 'titel = \"x'",
    "titel = “x”": ("regel 1: gebruik rechte aanhalingstekens (\") en geen gekrulde. Daar staat: 'titel = “x”'"),
    'a = 1\ntitel "x"': "regel 2: na de naam hoort een = te staan. Daar staat: 'titel \"x\"'",
    "a = [1": ("regel 1: er ontbreekt een ] aan het eind van de lijst, of een komma tussen twee onderdelen. Daar staat: 'a = [1'"),
    "a = 1 b = 2": "regel 1: achter de waarde staat nog iets; zet dat op een nieuwe regel. Daar staat: 'a = 1 b = 2'",
    "": "het bestand is leeg; begin met de regel formaat = 2, of maak een nieuwe casus",
    " \n\t": "het bestand is leeg; begin met de regel formaat = 2, of maak een nieuwe casus",
    "x = " + "[" * 9000: "de haakjes zitten te diep in elkaar; maak het platter",
    "a." * 5000 + "a = 1": "er staat een naam met tientallen punten in; schrijf losse namen, zonder punten",
    "# " + "x" * 20_000_000: "het bestand is groter dan 20 MB; dat is geen gewone casus, kies een ander bestand",
}


@pytest.mark.parametrize(("text", "sentence"), SENTENCES.items(), ids=range(len(SENTENCES)))
def test_what_is_wrong_is_said_with_place_and_remedy(text, sentence):
    assert sentence in problems_of(text)


def test_all_problems_are_told_and_twenty_are_shown():
    found = problems_of("".join(f'[[partijen]]\nsleutel = "p{n}"\nomvang = 9\n' for n in range(30)))
    assert len(found) == 30
    text = str(CaseError(found, "mijn.toml"))
    assert text.startswith("mijn.toml: er zijn 30 problemen.\n- partij 'p0': omvang '9'")
    assert text.count("\n- partij") == 20
    assert text.endswith("… en nog 10. Verbeter eerst wat hierboven staat.")
    assert str(CaseError(["iets; doe dit"], "x.toml")) == "x.toml: iets; doe dit"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe" + MINIMAL.encode("utf-16-le"), "UTF-16"),
        (MINIMAL.encode("utf-16"), "UTF-16"),
        (MINIMAL.encode("utf-16-be"), "UTF-16"),
        (MINIMAL.encode("utf-16-le"), "UTF-16"),
        (b"PK\x03\x04\x14\0", "spreadsheet of zip"),
        (b'titel = 1\nnaam = "\xe9"', "regel 2: hier staat een teken dat niet klopt"),
        (b"\x89PNG\r\n\x1a\n\0\0", "regel 1: hier staat een teken dat niet klopt"),
        (b"", "leeg"),
        (b"\xef\xbb\xbf", "leeg"),
        (b"x" * 20_000_001, "groter dan 20 MB"),
    ],
)
def test_files_that_are_no_text(tmp_path, data, words):
    path = tmp_path / "mijn.toml"
    path.write_bytes(data)
    with pytest.raises(CaseError, match=words) as caught:
        load(path)
    assert str(caught.value).startswith("mijn.toml: ")
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path):
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode())
    assert load(path) == loads(MINIMAL) == loads("\ufeff" + MINIMAL)


def test_files_that_cannot_be_opened(tmp_path, monkeypatch):
    with pytest.raises(CaseError, match="bestaat niet; kijk of de naam en de map kloppen"):
        load(tmp_path / "weg.toml")
    with pytest.raises(CaseError, match="dit is een map"):
        load(tmp_path)
    with pytest.raises(CaseError, match="kan niet worden gelezen"):
        load("a\0b")

    def refuse(*_, **__):
        raise PermissionError(13, "nee")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(CaseError, match="mag dit bestand niet lezen") as caught:
        load(tmp_path / "a.toml")
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


# --- nothing but CaseError -------------------------------------------------------------------------------------------


def only_case_errors(data):
    try:
        case = loads(data)
    except CaseError:
        return
    assert loads(dumps(case)) == case
    warnings(case)


@given(st.binary(max_size=200))
@QUICK
def test_random_bytes(data):
    only_case_errors(data)


@given(st.text(max_size=200))
@QUICK
def test_random_text(text):
    only_case_errors(text)


@pytest.fixture(scope="module")
def shipped_text():
    return {key: (data_path() / "cases" / f"{key}.toml").read_text(encoding="utf-8") for key in shipped()}


@given(st.data())
@QUICK
def test_truncated_files(shipped_text, data):
    text = shipped_text[data.draw(st.sampled_from(sorted(shipped_text)))]
    only_case_errors(text[: data.draw(st.integers(0, len(text)))])


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_mutated_values(shipped_text, data):
    text = shipped_text[data.draw(st.sampled_from(sorted(shipped_text)))]
    table = tomllib.loads(text)
    for _ in range(data.draw(st.integers(1, 3))):
        place = table
        while True:
            index = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else range(len(place))))
            if not isinstance(place[index], dict | list) or not place[index] or data.draw(st.booleans()):
                break
            place = place[index]
        place[index] = data.draw(values | st.just(float("nan")) | st.just([[]]) | st.just({"": {}}))
    try:
        case = files.from_table(table)
    except CaseError:
        return
    assert loads(dumps(case)) == case


@pytest.mark.parametrize(
    "case",
    [
        Case(title=5),
        Case(title="\ud800"),
        Case(answers={"a": {"b": None}}),
        Case(answers={"a": {"b": {1, 2}}}),
        Case(answers={"a": {1: 2}}),
        Case(answers={"a": {"\udfff": 2}}),
        Case(answers=[1]),
        Case(extra={"x": float("inf")}),
        Case(extra={"x": 10**5000}),
        Case(extra={"x": time(1, 2, tzinfo=UTC)}),
        Case(extra={"x": datetime(2020, 1, 1, tzinfo=timezone(timedelta(seconds=61)))}),
        Case(parties=[Party(key=5)]),
        Case(parties=[Party(key="a", size="groot")]),
        Case(parties=[Tie("a", "b")]),
        Case(routes=[Route(steps=["weg"])]),
    ],
    ids=range(15),
)
def test_a_case_that_could_not_be_read_back_is_not_written(case, tmp_path):
    path = tmp_path / "a.toml"
    with pytest.raises(CaseError):
        save(case, path)
    assert list(tmp_path.iterdir()) == []


# --- what is still missing -------------------------------------------------------------------------------------------


def test_an_empty_case_loads_and_says_what_is_missing():
    found = warnings(loads("formaat = 1"))
    assert "De casus heeft nog geen titel." in found
    assert "Er is nog geen regisseur gekozen." in found
    assert "Er zijn nog geen twee partijen." in found


def test_missing_names_and_misspelt_keys_are_told():
    found = warnings(loads(MINIMAL + 'posite = "voor"\n[[partijen]]\nsleutel = "bewoners"\n'))
    assert "Deze partijen hebben nog geen naam: bewoners." in found
    assert "partijen GGD: 'posite' wordt niet gebruikt; bedoelt u 'positie'?" in found
    assert any(sentence.startswith("Deze namen passen niet in een plaatje") for sentence in found)


# --- saving ----------------------------------------------------------------------------------------------------------


def test_saving_writes_one_file_and_only_what_changed(tmp_path):
    path = tmp_path / "mijn.toml"
    first, second = loads(MINIMAL), loads(MINIMAL).with_changes(title="Tweede")
    save(first, path)
    save(second, path)
    assert load(path) == second
    written = path.stat()
    save(second, path)
    assert path.stat() == written
    assert [p.name for p in tmp_path.iterdir()] == ["mijn.toml"]


@pytest.mark.parametrize("error", [PermissionError(13, "nee"), OSError(28, "vol"), OSError(5, "io")])
def test_a_save_that_fails_leaves_the_old_file(tmp_path, monkeypatch, error):
    path = tmp_path / "mijn.toml"
    first = loads(MINIMAL)
    save(first, path)
    before = path.read_bytes()

    def fail(*_):
        raise error

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(CaseError, match="opslaan lukt niet") as caught:
        save(first.with_changes(title="Tweede"), path)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    assert path.read_bytes() == before
    assert not [p for p in tmp_path.iterdir() if p.suffix == ".tmp"]


def test_a_full_disk_counts_and_a_missing_fsync_does_not(tmp_path, monkeypatch):
    path = tmp_path / "mijn.toml"

    def fsync(code):
        def fail(_):
            raise OSError(code, "x")

        return fail

    monkeypatch.setattr(os, "fsync", fsync(22))
    save(loads(MINIMAL), path)
    before = path.read_bytes()
    monkeypatch.setattr(os, "fsync", fsync(28))
    with pytest.raises(CaseError, match="de schijf is vol"):
        save(Case(title="x"), path)
    assert path.read_bytes() == before


def test_where_nothing_can_be_saved(tmp_path):
    with pytest.raises(CaseError, match="de map 'weg' bestaat niet"):
        save(Case(), tmp_path / "weg" / "a.toml")
    with pytest.raises(CaseError, match="dit is een map"):
        save(Case(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_shipped_case():
    with pytest.raises(CaseError, match="er is geen meegeleverde casus 'jeugdhlp'; bedoelt u 'jeugdhulp'"):
        load_shipped("jeugdhlp")
    with pytest.raises(CaseError, match="kies uit jeugdhulp"):
        load_shipped("xyz")
