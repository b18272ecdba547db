// The main path of the site in Firefox: start page, first notebook, a proef answered, kept after a reload, next notebook.
// Run as `node firefox.mjs ADDRESS FIREFOX`, beside a folder node_modules with puppeteer-core. Prints one line a step; an error ends it.
import puppeteer from "puppeteer-core";

const [address, executablePath] = process.argv.slice(2);
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
const page = await browser.newPage();
page.setDefaultTimeout(90000);
// a page that is left breaks off what it was loading, and Firefox says so; what really does not come is seen by the page that is never ready
page.on("pageerror", ({ message }) => message.startsWith("Failed to load") || console.log(`error: ${message}`));

const done = async (step) => console.log(`${step}: ${await page.title()}`);
const button = (name) => page.locator(`.rk-proef ::-p-aria([name="${name}"][role="button"])`);
const says = (place, words) =>
  page.waitForFunction((place, words) => [...document.querySelectorAll(place)].some((one) => one.innerText.includes(words)), {}, place, words);
const link = (href) => page.locator(`a[href*="${href}"]`).click();
const ready = async (name) => {
  await page.waitForFunction((name) => location.href.includes(name), {}, name);
  await page.waitForSelector(".regiekit-start[data-state=done]");
  await done(name);
};

try {
  await page.goto(address);
  await says("#oordeel", "Uw werk kan in deze browser worden bewaard.");
  await done("start");
  await link("00_begin.ipynb");
  await ready("00_begin");
  await link("01_wat_is_regie.ipynb");
  await ready("01_wat_is_regie");
  await button("Leg mijn voorspelling vast").click();
  await page.waitForSelector(".rk-stage[data-step=probeer]");
  await done("answered");
  await page.reload();
  await ready("01_wat_is_regie");
  await page.waitForSelector(".rk-stage[data-step=probeer]");
  await done("kept");
  await link("02_proces_en_inhoud.ipynb");
  await ready("02_proces_en_inhoud");
} finally {
  await browser.close();
}
