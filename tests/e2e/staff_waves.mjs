// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_waves.mjs - the view of waves: nothing starts without every sentence of
 * the promise, a trial and a wave are started and ended, a note is kept; nl,
 * fr, en, light and dark, phone to desktop.  Against the mock alone.
 */
import { accessible, check, picture, poison, reflows, run, unhurt }
  from "./lib.mjs";

const NEW = "een korte zin is goed";
let password = "first-password";

async function enter(page, url) {
  await page.goto(`${url}/staff/#waves`);
  await page.fill("#name", "coordinator");
  await page.fill("#password", password);
  await page.click("button[type=submit]");
  await page.waitForSelector("#old, nav");
  if (await page.$("#old") !== null) {
    for (const [id, value] of [["old", password], ["new", NEW], ["again", NEW]])
      await page.fill(`#${id}`, value);
    password = NEW;
    await page.click("button[type=submit]");
  }
  await page.waitForSelector(".wave .line", { state: "attached" });
}

const card = (page, id) => page.locator(`[aria-labelledby="${id}-name"]`);
const kept = async (page, id) => (await page.evaluate(async () =>
  (await (await fetch("/api/v1/waves")).json()).projects))
  .find((p) => p.id === id).waves;

/** The promise, with the keys alone: nothing starts before it is whole. */
async function promised(page) {
  const one = card(page, "wonen");
  check("a single wave at the end is said gently",
    await one.locator(".gentle").count() === 1);
  await one.locator("button.primary").focus();
  await page.keyboard.press("Enter");
  await one.locator(".promise").waitFor();
  await accessible(page, "the promise");
  await picture(page, "staff-waves-promise", true);
  await one.locator("#start-wonen-role").fill("voorzitter");
  await one.locator(".start .act .primary").click();
  await one.locator(".start .problem").waitFor();
  check("no wave without the promise", (await kept(page, "wonen")).length === 0);
  for (const key of ["p1", "p2", "p3"]) {
    await one.locator(`#start-wonen-${key}`).focus();
    await page.keyboard.press("Space");
  }
  await one.locator(".start .act .primary").click();
  await one.locator(".start .problem").waitFor();
  check("nor with all sentences but one", (await kept(page, "wonen")).length === 0);
  await one.locator("#start-wonen-p4").check();
  await one.locator("#start-wonen-en").check();
  await one.locator(".start .act .primary").click();
  await one.locator(".start .problem").waitFor();
  check("nor in another language for nobody",
    (await kept(page, "wonen")).length === 0);
  await accessible(page, "a refused start");
  await picture(page, "staff-waves-refused", true);
  await one.locator("#start-wonen-target").fill("nieuwkomers");
  await one.locator("#start-wonen-until").fill("2027-03-31");
  await one.locator(".start .act .primary").focus();
  await page.keyboard.press("Enter");
  await one.locator(".facts").waitFor();
  const [w] = await kept(page, "wonen");
  check("then it starts, with role and languages", w.promised_role ===
    "voorzitter" && w.languages.join() === "nl,fr,en" && w.until ===
    "2027-03-31" && w.kind === "normal");
  check("the line says so", await one.locator(".step.now.promised").count() === 1);
}

/** A trial is ended in two steps, and a real wave follows in its period. */
async function piloted(page) {
  const one = card(page, "taal");
  check("the trial says that nothing is kept",
    await one.locator(".step.now.pilot").count() === 1);
  await one.locator("textarea").fill("De stoel stond te laag.");
  await one.locator(".learn button").click();
  await one.locator(".learn [role=status]:not(:empty)").waitFor();
  check("what was learned is kept",
    (await kept(page, "taal"))[0].note === "De stoel stond te laag.");
  await one.locator("textarea").fill("x".repeat(401));
  check("a long note cannot be saved",
    await one.locator(".learn button").isDisabled());
  await one.locator("button.end").click();
  await one.locator(".sure").waitFor();
  check("one step ends nothing", (await kept(page, "taal"))[0].ended_on === null);
  await accessible(page, "the end of a trial");
  await one.locator(".sure button").first().click();
  await one.locator("button.primary").click();
  for (const key of ["p1", "p2", "p3", "p4"])
    await one.locator(`#start-taal-${key}`).check();
  await one.locator("#start-taal-role").fill("directeur");
  await one.locator(".start .act .primary").click();
  await one.locator(".step.now.promised").waitFor();
  check("a wave follows in the same period",
    (await kept(page, "taal")).map((w) => w.kind).join() === "pilot,normal");
}

async function looks(open, url, size, dark, lang) {
  const page = await open({ size, dark, locale: `${lang}-BE` });
  const name = `staff-waves-${size}-${dark ? "dark" : "light"}-${lang}`;
  await enter(page, url);
  await accessible(page, name);
  const over = await page.evaluate(() =>
    document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(`${name}: nothing sticks out`, over <= 0, `${over} px`);
  await picture(page, name, true);
  check(`${name}: no error, nothing from outside`, page.problems.length === 0,
    page.problems.join("; "));
  await page.context().close();
}

/** What the site's own questions said stands in the same words and grid. */
async function own(page, url) {
  await page.goto(`${url}/staff/#own`);
  await page.waitForSelector(".release .results");
  const told = await page.evaluate(async () =>
    (await (await fetch("/api/v1/local")).json()).releases);
  check("each release of own questions has a card",
    (await page.$$(".release")).length === told.length && told.length > 0);
  await accessible(page, "own questions");
  await picture(page, "staff-own", true);
  await reflows(page, "own questions");
}

await run(async ({ url, open }) => {
  const page = await open({ size: "desktop" });
  await enter(page, url);
  await reflows(page, "waves");
  for (const [size, dark, lang] of [["desktop", false, "nl"],
    ["tablet", true, "fr"], ["phone", false, "en"], ["phone", true, "nl"]])
    await looks(open, url, size, dark, lang);
  await promised(page);
  await piloted(page);
  await own(page, url);
  await page.goto(`${url}/staff/#waves`);
  await poison(page);
  await page.reload();
  await page.waitForSelector(".wave .line", { state: "attached" });
  await unhurt(page, "waves");
});
