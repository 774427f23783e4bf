// SPDX-License-Identifier: EUPL-1.2
/*
 * door.mjs - the team's door in the kiosk: by finger and by keyboard, what the
 * PIN opens, and that nothing of a visit is left behind it.
 */
import { accessible, check, fits, picture, run } from "./lib.mjs";
import { offers } from "./sample_languages.mjs";
import { kiosk, pin } from "./sample.mjs";
import { choose, start } from "./kiosk_steps.mjs";

const home = "/kiosk/?project=wijkhuis";
const enter = async (page, digits) => {
  for (const d of digits)
    await page.click(`[data-digit="${d}"]`);
  await page.click(".pin [data-do=enter]");
};
const knock = (page) => page.keyboard.press("Control+Alt+KeyS");

/** Held for three seconds, and not for less. */
async function corner(open, url) {
  const page = await open({ size: "tablet" });
  await page.clock.install();
  await page.goto(url + home);
  await page.waitForSelector(".language");
  const { width } = page.viewportSize();
  await page.mouse.move(width - 20, 20);
  await page.mouse.down();
  await page.clock.runFor(2_500);
  await page.mouse.up();
  await page.clock.runFor(2_000);
  check("two and a half seconds are not enough", await page.$(".door") === null);
  await page.mouse.down();
  await page.clock.runFor(3_100);
  await page.waitForSelector(".door[open]");
  await page.mouse.up();
  check("three seconds in the corner open it", true);
  await page.clock.runFor(31_000);
  check("and it closes by itself", await page.$(".door") === null);
  await page.mouse.move(width - 200, 20);
  await page.mouse.down();
  await page.clock.runFor(4_000);
  await page.mouse.up();
  check("nowhere else", await page.$(".door") === null);
  await page.context().close();
}

/** The PIN, wrong and right; the visit is gone. */
async function pins(open, url, size, locale) {
  const page = await open({ size, locale: `${locale}-BE` });
  const name = `door-${size}-${locale}`;
  await page.goto(url + home);
  await start(page, locale);
  await choose(page, "1");
  await knock(page);
  await page.waitForSelector(".door[open]");
  await fits(page, name);
  await accessible(page, name);
  await picture(page, `kiosk-${name}-pin`);
  await enter(page, "1111");
  await page.waitForFunction(() =>
    document.querySelector(".pin .why")?.children.length === 0);
  const wrong = await page.textContent(".pin .why");
  await enter(page, "9999");
  await page.waitForFunction((w) =>
    !["", w].includes(document.querySelector(".pin .why").textContent) &&
    /8/.test(document.querySelector(".pin .why").textContent), wrong);
  check(`${name}: a wrong one, and one too many, are told apart`, true);
  await page.keyboard.type("2468");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".door [data-do=leave]");
  await fits(page, `${name} menu`);
  await accessible(page, `${name} menu`);
  await picture(page, `kiosk-${name}-menu`);
  await page.click(".door [data-do=close]");
  await page.waitForSelector(".language");
  check(`${name}: the visit is gone`, await page.$(".question") === null);
  check(`${name}: no error`, page.problems.length === 0, page.problems.join());
  await page.context().close();
}

/** What it opens: another project, and the way out. */
async function menu(open, url) {
  const page = await open({ size: "tablet" });
  await page.goto(url + home);
  await page.waitForSelector(".language");
  await knock(page);
  await enter(page, "2468");
  await page.click(".door [data-do=project]");
  await picture(page, "kiosk-door-projects");
  await page.click(".door [data-do=project-koken]");
  await page.waitForFunction(() => location.search === "?project=koken");
  check("another project", await page.$(".door") === null);
  await knock(page);
  await enter(page, "2468");
  await page.click(".door [data-do=leave]");
  await page.waitForURL("**/staff/");
  check("the way out is the team's page", true);
  await page.goto(`${url}/kiosk/`);
  await page.waitForSelector(".gate .pin");
  await accessible(page, "the first choice");
  check("the first choice of a project asks it too",
    await page.$(".projects") === null);
  await enter(page, "2468");
  await page.waitForSelector(".projects");
  check("and then shows them", true);
  await page.context().close();
}

const routes = { "GET /api/v1/kiosk": () =>
  [200, { ...kiosk(["nl"]), pin: true, preview: false,
    packs: offers(process.env.WK_E2E_PAGES, ["nl"], [], null) }],
"POST /api/v1/pin": (body) => pin(body.pin) };
await run(async ({ url, open }) => {
  await corner(open, url);
  for (const [size, locale] of [["tablet", "nl"], ["phone", "fr"],
    ["portrait", "en"]])
    await pins(open, url, size, locale);
  await menu(open, url);
}, { routes });
