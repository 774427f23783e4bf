// SPDX-License-Identifier: EUPL-1.2
/*
 * staff.mjs - the staff page in a browser: login, forced change of password,
 * overview, what left the building; nl, fr, en; light, dark, paper.
 *
 * Environment: lib.mjs, and against a real program
 *   WK_E2E_NAME, WK_E2E_PASSWORD   an account; if its password is a generated
 *   WK_E2E_NEW_PASSWORD            one, it is changed to the new one
 *   WK_BIN, WK_E2E_STATE           the programs and the site's state, to hold
 *                                  the page against the bytes that were sent
 */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { field, varints } from "../integration/forge.mjs";
import { openResults, results } from "./staff_others.mjs";
import { ownQuestions } from "./staff_own.mjs";
import { languages, openLanguages } from "./staff_languages.mjs";
import { openPeople, people } from "./staff_people.mjs";
import { openAccounts, openLog, openLoop, team } from "./staff_team.mjs";
import { accessible, check, go, picture, poison, reflows, run, unhurt }
  from "./lib.mjs";

const USER = process.env.WK_E2E_NAME ?? "coordinator";
const FIRST = process.env.WK_E2E_PASSWORD ?? "first-password";
const SECOND = process.env.WK_E2E_NEW_PASSWORD ?? "een korte zin is goed";
const THIRD = "een tweede zin is ook goed";
let password = FIRST; // the one that holds now

async function fill(page, fields) {
  for (const [id, value] of Object.entries(fields))
    await page.fill(`#${id}`, value);
  await page.click("button[type=submit]");
}

/** Nothing wider than the screen; pages of staff may scroll down. */
async function noSideways(page, what) {
  const over = await page.evaluate(() =>
    document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(`${what}: nothing sticks out`, over <= 0, `${over} px`);
}

async function enter(page, url) {
  await page.goto(`${url}/staff/`);
  await fill(page, { name: USER, password });
  await page.waitForSelector(".night, .gate .problem");
}

/** The first login, its refusals, and the change that it forces. */
async function firstLogin(page, url) {
  await page.goto(`${url}/staff/`);
  await page.waitForSelector("#password");
  await accessible(page, "login");
  await picture(page, "staff-login");
  await fill(page, { name: USER, password: "not the password" });
  await page.waitForSelector(".problem");
  check("a wrong password is refused in words",
    (await page.textContent(".problem")).length > 10);
  await picture(page, "staff-login-wrong");
  await fill(page, { name: USER, password: FIRST });
  await page.waitForSelector("#new, .night");
  if (await page.$("#new") === null)
    return check("the account had its own password already", true);
  await accessible(page, "change of password");
  await picture(page, "staff-change");
  await fill(page, { old: FIRST, new: "kort", again: "kort" });
  await page.waitForSelector(".problem");
  check("a short password is refused", true);
  await fill(page, { old: FIRST, new: SECOND, again: `${SECOND}!` });
  await page.waitForFunction(() => /gelijk|pareils|same/.test(
    document.querySelector(".problem")?.textContent ?? ""));
  check("two different new passwords are refused", true);
  await fill(page, { old: FIRST, new: SECOND, again: SECOND });
  password = SECOND;
  await page.waitForSelector(".night, #password");
  check("after the change the page opens", true);
  if (await page.$(".night") === null) // some programs end the session here
    await fill(page, { name: USER, password });
  return page.waitForSelector(".night");
}

/** The figures of one table, as the JSON of the program has them. */
const figuresOf = (x) => [
  ...(x.groups ?? []).map((g) => g.count),
  ...(x.at_least ? [x.at_least.bound] : []),
  ...(x.choices ?? []).map((o) => o.count ?? o.at_most ?? o.at_least),
  ...(x.choices ? [x.answered] : []),
  ...(x.aside ?? []).map((a) => a.count),
  ...(x.breakdown?.rows ?? []).flat()];

/** The figures of one release as the canonical bytes have them, in the order
 * of the page: groups, then each question's total and its breakdown. */
function figuresIn(entry) {
  const [release] = field(entry, 5);
  const numbers = (n) => field(release, n).flatMap(varints);
  const [shape, count, margin, breakdown, cell] =
    [8, 9, 12, 13, 14].map(numbers);
  const take = (from, s) => from.splice(0, s >> 4);
  const groups = margin.flatMap((s) => take(cell, s));
  return [...groups, ...shape.flatMap((s, i) => {
    const told = take(count, s), rows = breakdown.length > 0
      ? take(cell, breakdown[i]) : [];
    const kind = s & 15;
    const shown = kind === 3 ? [...told.slice(2), told[1], told[0]]
      : kind === 4 || kind === 5 ? [told[2], told[0]] : told;
    return [...shown, ...rows];
  })];
}

/** The canonical bytes of an entry, from the program itself. */
const entryOf = (seq) => Buffer.from(execFileSync(
  join(process.env.WK_BIN, "weerklank-site"), ["--state-dir",
    process.env.WK_E2E_STATE, "--config", `${process.env.WK_E2E_STATE}.ini`,
    "outbox", "show", "--raw", String(seq)], { encoding: "utf8" })
  .replaceAll("\n", ""), "hex");

/** What must be said about each release, from the very JSON of the program. */
async function released(page) {
  const said = await page.evaluate(async () =>
    (await (await fetch("/api/v1/releases")).json()).releases);
  const cards = await page.$$(".release");
  check("one card for each message", cards.length === said.length,
    `${cards.length} of ${said.length}`);
  for (const [i, r] of said.entries()) {
    const words = await cards[i].innerText();
    const shown = r.withdrawn ? [] : r.tables ?? [];
    const attributes = r.withdrawn ? [] : r.attributes ?? [];
    const figures = (await cards[i].$$eval("td.number",
      (cells) => cells.map((c) => c.textContent.replace(/\D/g, "")))).join();
    const due = [...attributes.flatMap((a) => [...a.groups.map((g) => g.count),
      ...(a.not_said > 0 ? [a.not_said] : [])]),
    ...shown.flatMap(figuresOf)].join();
    check(`message ${r.seq}: exactly the released figures`, figures === due,
      `${figures} for ${due}`);
    if (r.kind === "release")
      check(`message ${r.seq}: how many could answer or declined, if that was told`,
        [r.eligible, r.asked, r.declined].every((p) => p === null ||
          words.includes(String(p.count ?? p.at_most))));
    if (r.kind === "release")
      check(`message ${r.seq}: how many answer sets, in words`,
        words.includes(String(r.answer_sets)));
    if (shown.length > 0 && process.env.WK_E2E_STATE) {
      const bytes = figuresIn(entryOf(r.seq)).join();
      check(`message ${r.seq}: they are those of the bytes that were sent`,
        figures === bytes, `${figures} for ${bytes}`);
    }
    for (const x of shown.filter((y) => y.state === "at_least"))
      check(`message ${r.seq}, ${x.question}: a capped total is a bound`,
        new RegExp(`${x.at_least.bound}\\D+${x.at_least.answered}`).test(words));
    const dots = await cards[i].$$eval(".dot", (d) => d.map((x) => x.innerHTML));
    const hidden = [...attributes, ...shown, ...shown.flatMap((x) =>
      x.breakdown ?? [])].filter((x) => x.state === "hidden").length;
    check(`message ${r.seq}: one mark for whatever is hidden`,
      dots.length === hidden && new Set(dots).size <= 1,
      `${dots.length} of ${hidden}`);
  }
}

/** A breakdown that is wider than the screen is moved with the keys. */
async function wideTable(open, url) {
  const page = await open({ size: "phone" });
  await enter(page, url);
  await go(page, "sent");
  await page.waitForSelector(".list", { state: "attached" });
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluateHandle(() =>
    [...document.querySelectorAll(".list .scroll")]
      .sort((a, b) => b.scrollWidth - a.scrollWidth)[0]);
  await wide.evaluate((e) => e?.focus());
  await page.keyboard.press("ArrowRight");
  const moved = await page.waitForFunction((e) => e === undefined ||
    e.scrollWidth <= e.clientWidth || e.scrollLeft > 0, wide)
    .then(() => true, () => false);
  check("a wide breakdown is moved with the keys", moved);
  await page.context().close();
}

async function openSent(page) {
  await go(page, "sent");
  // The page of own questions has such cards too.
  await page.waitForSelector("[aria-current=page][href='#sent']",
    { state: "attached" });
  await page.waitForSelector(".release", { state: "attached" });
}

async function openToday(page) {
  await go(page, "overview");
  await page.waitForSelector(".todo[aria-busy=false]", { state: "attached" });
}

async function openPassword(page) {
  await go(page, "password");
  await page.waitForSelector("#again");
}

/** A reply that comes when another page is open changes nothing of that one. */
async function late(page) {
  let letGo = () => {};
  const until = new Promise((done) => { letGo = done; });
  await page.route("**/api/v1/status", async (route) => {
    await until;
    await route.continue();
  }, { times: 1 });
  await go(page, "overview");
  await openSent(page);
  const reply = page.waitForResponse("**/api/v1/status");
  letGo();
  await (await reply).finished();
  await page.evaluate(() => new Promise((done) =>
    requestAnimationFrame(() => setTimeout(done))));
  check("a late reply of another page leaves this one",
    await page.locator(".release").count() > 0);
}

/** Another password, of one's own accord; the old one is asked for. */
async function ownPassword(page) {
  await openPassword(page);
  await fill(page, { old: "not the password", new: THIRD, again: THIRD });
  await page.waitForSelector(".problem");
  check("another password takes the present one",
    /juist/.test(await page.innerText(".problem")));
  await fill(page, { old: password, new: THIRD, again: THIRD });
  password = THIRD;
  await page.waitForSelector(".night");
  check("it is changed, and one stays logged in", true);
}

/** @type {[string, (page: any) => Promise<void>][]} */
const PAGES = [["overview", openToday], ["results", openResults],
  ["loop", openLoop], ["sent", openSent], ["people", openPeople],
  ["languages", openLanguages],
  ["password", openPassword], ["accounts", openAccounts], ["log", openLog]];

/** Zoomed in, and with markup in every text. */
async function strained(open, url) {
  const page = await open({ size: "desktop" });
  await enter(page, url);
  for (const [name, show] of PAGES) {
    await show(page);
    await reflows(page, name);
  }
  await poison(page);
  await page.goto(`${url}/staff/#overview`);
  await page.reload();
  for (const [name, show] of PAGES.filter(([n]) => !/accounts|log|password/.test(n))) {
    await show(page);
    await unhurt(page, name);
  }
  await page.context().close();
}

async function looks(open, url, size, dark, lang) {
  const page = await open({ size, dark, locale: `${lang}-BE` });
  const name = `staff-${size}-${dark ? "dark" : "light"}-${lang}`;
  await enter(page, url);
  check(`${name}: speaks the browser's language`,
    await page.getAttribute("html", "lang") === lang);
  for (const [what, show] of PAGES) {
    await show(page);
    await accessible(page, `${name} ${what}`);
    await noSideways(page, `${name} ${what}`);
    const here = await page.getAttribute("nav [aria-current=page]", "href");
    check(`${name} ${what}: the title names the page`, (await page.title())
      .startsWith(await page.$eval(`nav a[href="${here}"]`, (a) => a.textContent.trim())));
    await picture(page, `${name}-${what}`, true);
  }
  check(`${name}: no error, nothing from outside`, page.problems.length === 0,
    page.problems.join("; "));
  await page.context().close();
}

await run(async ({ url, open, mocked }) => {
  const page = await open({ size: "desktop" });
  await firstLogin(page, url);
  const told = await page.evaluate(async () =>
    (await fetch("/api/v1/status")).json());
  const words = await page.innerText("main");
  check("every project has a card", told.projects.every((p) =>
    words.includes(p.name.nl)));
  check("a band, never a count", told.projects.flatMap((p) => p.open).every((o) =>
    ["<10", "10-19", "20+", null].includes(o.band)));
  check("the demonstration says so",
    (await page.$(".demonstration") !== null) === told.demonstration);
  await people(page);
  await results(page);
  await team(page);
  await ownPassword(page);
  await languages(page);
  await ownQuestions(page);
  await late(page);
  await released(page);
  await page.emulateMedia({ media: "print" });
  check("paper has no buttons", await page.isHidden(".tools") &&
    await page.isHidden(".choose"));
  await picture(page, "staff-print", true);
  await page.emulateMedia({ media: "screen" });

  await page.click(".tools [lang=fr]");
  check("the language can be changed",
    await page.getAttribute("html", "lang") === "fr");
  await page.reload();
  await page.waitForSelector(".list", { state: "attached" });
  check("and is remembered", await page.getAttribute("html", "lang") === "fr");
  await page.click(".tools .quiet");
  await page.click(".tools .quiet");
  check("dark can be chosen",
    await page.getAttribute("html", "data-theme") === "dark");
  await page.keyboard.press("Home");
  await page.click(".tools .quiet:last-child");
  await page.waitForSelector("#password");
  check("after logging out nothing is left", (await page.$$(".release")).length === 0);
  await page.goBack().catch(() => {});
  check("nor after going back", await page.$(".release") === null);

  await strained(open, url);
  await wideTable(open, url);
  const all = [["desktop", false, "nl"], ["desktop", true, "fr"],
    ["tablet", false, "fr"], ["tablet", true, "en"], ["phone", false, "en"],
    ["phone", true, "nl"]];
  // The programs themselves tell other figures, not other shapes.
  for (const [size, dark, lang] of mocked ? all : all.filter((_, i) => i % 3 === 0))
    await looks(open, url, size, dark, lang);
});
