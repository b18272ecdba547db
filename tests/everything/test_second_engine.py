"""A second engine beside axe: IBM's accessibility-checker, over every state of every proef on the blank page."""

import tarfile

import pytest

import regiekit
from tests.browser.reader import drawn
from tests.browser.test_stage import places
from tests.conftest import CACHE, fetched, without
from tests.plain import KEYS, OTHERS, renew

ENGINE = "accessibility-checker-engine@4.0.34"
RULES = "WCAG_2_2"
#: Rules that judge a whole page, not the panels that stand on this blank one.
OF_THE_PAGE = {"aria_content_in_landmark", "skip_main_exists", "page_title_exists", "html_lang_exists"}
CHECK = """async (rules) => {
    const { results } = await new ace.Checker().check(document.querySelector("main"), [rules]);
    return results.filter(({ value: [kind, found] }) => kind === "VIOLATION" && found === "FAIL")
        .filter((one) => !(one.ruleId === "label_name_visible" && one.snippet.startsWith("<g"))) // in a picture a name is broken in lines and cut; the whole one is read
        .map((one) => [one.ruleId, `${one.ruleId}: ${one.message} ${one.snippet.slice(0, 120)}`]);
}"""


@pytest.fixture(scope="session")
def engine() -> str:
    """The script of the engine."""
    archive = CACHE / f"{ENGINE.replace('@', '-')}.tgz"
    if reason := fetched(["npm", "pack", "--silent", ENGINE], archive):
        without(reason, True)
    with tarfile.open(archive) as packed:
        script = packed.extractfile("package/ace.js")
        assert script
        return script.read().decode()


@pytest.fixture
def check(page, draw, engine):
    """What the engine finds on the page."""
    page.add_script_tag(content=engine)
    return lambda: [said for rule, said in page.evaluate(CHECK, RULES) if rule not in OF_THE_PAGE]


def test_the_engine_finds_what_is_wrong(page, check):
    page.evaluate("document.querySelector('main').innerHTML = '<img src=data:,><input><p style=\"color: #aaa\">Bleek</p>'")
    assert {said.partition(":")[0] for said in check()} == {"img_alt_valid", "input_label_exists", "text_contrast_sufficient"}


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("key", KEYS)
def test_nothing_is_found_in_any_state_of_a_proef(page, draw, check, key, colours):
    page.evaluate("(light) => { document.body.dataset.jpThemeLight = light; }", colours == "light")
    panel = regiekit.proef(key)
    draw(panel)
    found = {"before": check()}
    panel.clicked("_commit")
    for place in places(panel):
        panel.put(_step=place)
        renew(page)
        found[place] = check()
    for fold in page.locator(".rk-folds button").all():
        fold.click()
        drawn(page)
        found[fold.inner_text()] = check()
    assert {place: wrong for place, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("name", OTHERS)
def test_nothing_is_found_in_the_other_panels(draw, check, name):
    draw(getattr(regiekit, name)())
    assert check() == []
