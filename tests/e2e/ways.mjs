// SPDX-License-Identifier: EUPL-1.2
/*
 * ways.mjs - the staff pages of other ways to collect, against a mock: paper
 * ballots printed in two languages, typed in with one key an answer, and cards.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { accessible, check, picture, run, same } from "./lib.mjs";
import * as sample from "./sample.mjs";

const read = (path) => JSON.parse(readFileSync(new URL(`../../client/content/${path}`,
  import.meta.url), "utf8"));
const TAGS = ["nl", "fr", "en", "ar", "ti"];
const WAVE = "5a".repeat(32), ASSISTED = "6b".repeat(32);
const posted = { ballots: [], cards: [], feet: [] };
let lost = false;

/** The kiosk's data with a wave that asks for cards, and the packs. */
function kiosk() {
  const k = sample.kiosk(["nl", "fr"]);
  k.packs = TAGS.map((tag) => {
    const p = read(`packs/${tag}.json`);
    return { language: tag, endonym: p.endonym, direction: p.direction,
      script: p.script, url: `/api/v1/pack-${tag}`,
      status: p.status === "source" ? "source" : "reviewed" };
  });
  k.questionnaires[ASSISTED] = read("questionnaires/start-assisted.json");
  k.questionnaires[WAVE] = read("questionnaires/start.json");
  Object.assign(k.projects[0], { wave: WAVE, assisted: ASSISTED, cards: true,
    not_asked: [] });
  return k;
}

const routes = {
  "GET /api/v1/kiosk": () => [200, kiosk()],
  ...Object.fromEntries(TAGS.map((tag) => [`GET /api/v1/pack-${tag}`,
    () => [200, read(`packs/${tag}.json`)]])),
  "GET /api/v1/ballots": () => [200, {
    projects: kiosk().projects.slice(0, 1).map(({ id, name, not_asked }) => ({ id,
      name, not_asked, periods: [
        { first: "2026-11", last: "2026-11", until: null, questionnaire: ASSISTED },
        { first: "2026-10", last: "2026-10", until: "2026-11-07", questionnaire: WAVE },
      ] })),
    questionnaires: { [ASSISTED]: read("questionnaires/start-assisted.json"),
      [WAVE]: read("questionnaires/start.json") } }],
  "POST /api/v1/ballots": (body) => {
    posted.ballots.push(body);
    return lost ? [503, { error: "the ballots could not be saved" }]
      : [200, { saved: true }];
  },
  "POST /api/v1/feet": (body) => {
    posted.feet.push(body);
    return [200, { saved: true }];
  },
  "POST /api/v1/cards": (body) => {
    posted.cards.push(body);
    return [200, body.void ? { saved: true } : { cards: Array.from(
      { length: body.make }, (_, i) => String(104_729 * (i + 3) % 1e6)
        .padStart(6, "0")) }];
  },
};

async function enter(page, url) {
  const login = (password) => page.request.post(`${url}/api/v1/login`,
    { data: { name: "coordinator", password } });
  const first = await login("first-password");
  if (first.ok())
    await page.request.post(`${url}/api/v1/password`, { data: {
      old: "first-password", new: "een korte zin is goed" },
    headers: { "X-CSRF-Token": (await first.json()).csrf } });
  else
    await login("een korte zin is goed");
}

/** Open a part of the page, as somebody who is logged in. */
async function at(open, url, hash, options) {
  const page = await open(options);
  await enter(page, url);
  await page.goto(`${url}/staff/#${hash}`);
  await page.waitForSelector("main h1, .sheet");
  return page;
}

const noSideways = async (page, what) => check(`${what}: nothing sticks out`,
  await page.evaluate(() => document.documentElement.scrollWidth <=
    document.documentElement.clientWidth));

async function printing(open, url) {
  const folder = process.env.WK_E2E_SHOTS ?? "";
  for (const [first, second, size] of [["nl", "ar", "a4"], ["fr", "ti", "a4"],
    ["nl", "", "a5"]]) {
    const page = await at(open, url, "paper/print", { size: "desktop" });
    await page.selectOption("#first-lang", first);
    await page.selectOption("#second-lang", second);
    await page.selectOption("#paper-size", size);
    await page.waitForFunction(([a, b]) => [a, b].filter(Boolean).every((l) =>
      document.querySelector(`.ballot [lang="${l}"]`)), [first, second]);
    const shown = await page.evaluate(() => ({
      asks: document.querySelectorAll(".ballot .ask").length,
      cups: document.querySelectorAll(".ballot .ask:not(:last-of-type) .boxes:not(.exits) .box").length,
      intention: document.querySelectorAll(".ballot .intention li").length,
      text: document.querySelector(".ballot").textContent }));
    check(`${first} and ${second || "nothing"}: each question and the intention`,
      shown.asks === 5 && shown.intention === 6, JSON.stringify(shown));
    check("nothing is left to fill in", !/[{}]/.test(shown.text));
    check("a translation says so", second === "" ||
      shown.text.includes(read(`packs/${second}.json`).words.translated.text));
    await page.emulateMedia({ media: "print" });
    const left = await page.evaluate(() => [...document.querySelectorAll(
      "nav, button, select")].filter((e) => e.offsetParent !== null).length);
    check("on paper there is the ballot alone", left === 0, `${left}`);
    await page.setViewportSize({ width: size === "a5" ? 560 : 790, height: 1120 });
    await picture(page, `ballot-${first}-${second || "alone"}-${size}`, true);
    if (folder !== "") {
      mkdirSync(folder, { recursive: true });
      await page.pdf({ path: join(folder, `ballot-${first}-${second || "alone"}-${size}.pdf`),
        preferCSSPageSize: size === "a5", format: "A4", printBackground: true,
        margin: { top: "11mm", bottom: "11mm", left: "12mm", right: "12mm" } });
    }
    await page.context().close();
  }
}

/** Ballots with the keys alone. */
async function typing(open, url) {
  const page = await at(open, url, "paper/type", { size: "desktop" });
  await page.waitForSelector(".typing .typed-line");
  await page.selectOption("#mode", "interpreter");
  await page.evaluate(() => /** @type {any} */ (document.activeElement).blur());
  const keys = async (all) => {
    for (const k of all)
      await page.keyboard.press(k);
  };
  await keys(["2", "4", "r", "0", "a", "c", "a", "b", "Enter", "Enter"]);
  check("one ballot waits", /1 /.test(await page.textContent(".batch h2")));
  check("the last one is shown in codes", (await page.textContent(".last"))
    .includes("work+money"), await page.textContent(".last"));
  await accessible(page, "a ballot waits");
  await picture(page, "staff-paper-type", true);
  await keys(["3", "n", "s"]);
  await page.click(".typing .typed-line:nth-of-type(4) button:has-text('ja') >> nth=0");
  await keys(["Enter", "Enter"]);
  check("two wait", /2 /.test(await page.textContent(".batch h2")));
  await page.click(".batch .quiet"); // mend the last one
  await keys(["1", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "Enter"]);
  check("the last one was mended", /2 /.test(await page.textContent(".batch h2")));
  lost = true;
  await page.click(".batch button:not(.quiet)");
  await page.waitForSelector(".batch .said.bad");
  check("what was not saved stays", /2 /.test(await page.textContent(".batch h2")));
  await accessible(page, "ballots that were not saved");
  lost = false;
  await page.click(".batch button:not(.quiet)");
  await page.waitForSelector(".batch .said:not(.bad) .icon");
  const [one, two] = posted.ballots;
  check("sent again as it was, each with its id", same(one, two) &&
    new Set(two.rows.map((r) => r.id)).size === 2);
  check("as it was typed", two.questionnaire === ASSISTED && same(two.rows[0].answers,
    { C04: "2", C05: "not_needed", C07: "refused", C03: "0", N01: ["work", "money"],
      mode: "interpreter" }), JSON.stringify(two.rows[0]));
  check("the mended one", two.rows[1].answers.C04 === "1" &&
    two.rows[1].answers.C05 === "not_understood", JSON.stringify(two.rows[1]));
  check("this month, by itself", two.month === "2026-11");
  await page.selectOption("#of-period", "2026-10");
  check("last month has the form it had", await page.$("#mode") === null);
  await page.evaluate(() => /** @type {any} */ (document.activeElement).blur());
  await keys(["3", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "Enter"]);
  await page.waitForSelector("#of-period:disabled"); // a pile is of one month
  await picture(page, "staff-paper-type-past", true);
  await page.click(".batch button:not(.quiet)");
  await page.waitForSelector(".batch .said:not(.bad) .icon");
  check("and counts there", posted.ballots.at(-1).month === "2026-10" &&
    posted.ballots.at(-1).questionnaire === WAVE);
  check("nothing is left", (await page.$(".last")) === null &&
    await page.evaluate(() => localStorage.length + sessionStorage.length) <= 1);
  check("no problem in the page", page.problems.length === 0, page.problems.join());
  await page.context().close();
}

async function cards(open, url) {
  const page = await at(open, url, "paper/cards", { size: "desktop" });
  await page.fill("#how-many", "veel");
  await page.click("form button[type=submit]");
  await page.waitForSelector(".said.bad");
  await accessible(page, "a number that is none");
  await page.fill("#how-many", "24");
  await page.click("form button[type=submit]");
  await page.waitForSelector(".ballot-card");
  check("24 cards to cut", (await page.$$(".ballot-card")).length === 24);
  await accessible(page, "cards");
  await picture(page, "staff-paper-cards-made", true);
  await page.click(".card .quiet");
  check("put away, they are gone", await page.$(".ballot-card") === null);
  await page.click("section:last-of-type .quiet");
  await page.click("section:last-of-type button:not(.quiet)");
  await page.waitForSelector(".said .icon");
  check("what is left is made void", same(posted.cards.at(-1),
    { project: "wijkhuis", void: true }));
  await page.context().close();
}

async function feet(open, url) {
  const page = await at(open, url, "feet", { size: "desktop" });
  const add = async (sentence) => {
    await page.fill("#new-statement", sentence);
    await page.keyboard.press("Enter");
  };
  await add("Ik durf hier te zeggen wat ik niet goed vind.");
  await add("De uren van het project zijn goed voor mij.");
  await page.click(".card .primary");
  await page.waitForSelector(".wall[open]");
  const press = async (place, times, by) => {
    for (let i = 0; i < times; i++)
      await page.click(`[data-place=${place}] .taps button:nth-child(${by})`);
  };
  await press("near", 7, 2);
  await press("middle", 3, 2);
  await press("far", 4, 2);
  await press("far", 1, 1);
  await accessible(page, "on the wall");
  await picture(page, "staff-feet-wall");
  await page.keyboard.press("ArrowRight");
  for (const k of ["1", "1", "3", "3", "3"])
    await page.keyboard.press(k);
  await page.click(".wall header button");
  check("the counts stand in the list", (await page.textContent(".statements"))
    .includes("7") && (await page.$$(".statements li")).length === 2);
  await accessible(page, "the list");
  await picture(page, "staff-feet-list", true);
  await page.click(".card:last-of-type button");
  await page.click(".card:last-of-type .primary");
  await page.waitForSelector(".said .icon");
  check("saved as it was counted", same(posted.feet.at(-1).statements.map((s) =>
    [s.near, s.middle, s.far]), [[7, 3, 3], [2, 0, 3]]) &&
    /^[0-9a-f]{32}$/.test(posted.feet.at(-1).id), JSON.stringify(posted.feet));
  check("and gone from the page", await page.$(".statements li") === null);
  check("no problem in the page of feet", page.problems.length === 0,
    page.problems.join());
  await page.context().close();
  for (const [size, dark, locale] of [["phone", false, "fr"], ["tablet", true, "en"]]) {
    const p = await at(open, url, "feet", { size, dark, locale: `${locale}-BE` });
    await p.fill("#new-statement", "On m'écoute vraiment quand je parle ici.");
    await p.keyboard.press("Enter");
    await p.click(".card .primary");
    await p.waitForSelector(".wall[open]");
    check(`${size}: the wall fits`, await p.evaluate(() => {
      const e = document.querySelector(".wall");
      return e.scrollHeight <= e.clientHeight && e.scrollWidth <= e.clientWidth;
    }));
    await accessible(p, `on the wall, ${size}`);
    await picture(p, `staff-feet-wall-${size}-${locale}`);
    await p.context().close();
  }
}

/** Pictures and axe in each language, dark and on a phone. */
async function looks(open, url) {
  for (const [size, dark, locale] of [["phone", false, "fr"], ["phone", true, "nl"],
    ["desktop", true, "en"], ["desktop", false, "nl"]])
    for (const part of ["print", "type", "cards"]) {
      const page = await at(open, url, `paper/${part}`,
        { size, dark, locale: `${locale}-BE` });
      await page.waitForSelector(part === "print" ? ".ballot" : ".card");
      const name = `staff-paper-${part}-${size}-${locale}${dark ? "-dark" : ""}`;
      await noSideways(page, name);
      await accessible(page, name);
      await picture(page, name, true);
      await page.context().close();
    }
}

await run(async ({ url, open }) => {
  await printing(open, url);
  await typing(open, url);
  await cards(open, url);
  await feet(open, url);
  await looks(open, url);
}, { routes });
