"""Every step of every proef at the sizes that hosts leave: what does not fit, and a contact sheet to look at.

uv run python -m tools.stage                   say what does not fit, per proef and part
uv run python -m tools.stage --sheet FOLDER    and put a picture of each in FOLDER, with sheet.html
"""

import argparse
import os
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tools.browser import FLAGS, program

#: Width and height that a host leaves, and whether the proef has the window to itself.
SIZES = {"lab": (934, 600, False), "page": (1366, 650, False), "hall": (1280, 720, True), "large": (1920, 1080, True)}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--sheet", type=Path)
    asked.add_argument("--size", choices=SIZES, action="append")
    asked.add_argument("--case", default="jeugdhulp")
    asked.add_argument("keys", nargs="*")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as work:
        os.environ["REGIEKIT_WERKMAP"] = work
        total = look(given.keys, given.size or list(SIZES), given.case, given.sheet)
    print(f"{total} parts do not fit.")


def look(keys: list[str], sizes: list[str], case: str, sheet: Path | None) -> int:
    """Go through all; how many parts do not fit."""
    import regiekit
    from regiekit.cases import workspace
    from regiekit.widgets import declaration
    from tests.plain import FIT, drawing, renew

    workspace.choose(case)
    total, pictures = 0, []
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=program(), args=FLAGS)
        page = browser.new_page(reduced_motion="reduce")
        draw = drawing(page)
        page.evaluate("document.body.style.margin = 0")
        for key in keys or declaration.keys():
            for size in sizes:
                wide, high, alone = SIZES[size]
                page.set_viewport_size({"width": wide, "height": high})
                panel = regiekit.proef(key)
                panel.clicked("_commit")
                draw(panel, width=wide if alone else min(wide, 1180))
                if alone:
                    page.get_by_role("button", name="Scherm").click()
                for place in [f"{step['key']}:{i}" for step in panel.tree[0]["steps"] for i in range(len(step["parts"]))]:
                    panel.put(_step=place)
                    renew(page)
                    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
                    wrong = page.evaluate(FIT, high)
                    total += bool(wrong)
                    if wrong:
                        print(f"{key} {place} {size}: {'; '.join(dict.fromkeys(wrong))}", flush=True)
                    if sheet:
                        sheet.mkdir(parents=True, exist_ok=True)
                        pictures.append(f"{key}_{place.replace(':', '-')}_{size}.png")
                        page.screenshot(path=sheet / pictures[-1])
                panel.close()
        browser.close()
    if sheet:
        shown = "".join(f'<figure><img src="{name}" width="620" alt=""><figcaption>{name}</figcaption></figure>' for name in pictures)
        (sheet / "sheet.html").write_text(f"<style>body {{ display: flex; flex-wrap: wrap }}</style>{shown}", encoding="utf-8")
    return total


if __name__ == "__main__":
    main()
