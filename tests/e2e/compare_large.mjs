// SPDX-License-Identifier: EUPL-1.2
/*
 * compare_large.mjs - the page Compare with 565 simulated sites: fifty at a
 * time, in the order of the API and never another; a search by name; two of
 * them side by side; quick in work done, not in time measured.  A mock serves
 * WK_E2E_PAGES (BUILD/pages/server).
 */
import { accessible, check, picture, run } from "./lib.mjs";
import { api, RANKING, READY } from "./compare_steps.mjs";
import { login } from "./central_login.mjs";
import * as sample from "./central_sample.mjs";
import * as others from "./central_sample_pages.mjs";

const N = 565, AT_ONCE = 50;
const asked = [];
const routes = {
  "GET /api/v1/questions": () => [200, sample.questions()],
  "GET /api/v1/compare": (body, r) => {
    asked.push(r.url);
    return [200, sample.compare(r.url, N)];
  },
  "GET /api/v1/silence": (body, r) => [200, others.silence(r.url)],
};
const ADDRESS = "?page=compare&question=C12&from=2025-11&to=2026-10";

const names = (page) => page.$$eval(".row-toggle span:last-child",
  (els) => els.map((e) => e.textContent));
const status = (page) => page.innerText(".slice [role=status]");
const rowsOf = (page) => page.$$eval(".figures tbody tr:first-child th",
  (els) => els.map((e) => e.textContent));

/** Every slice, by "next": together all sites, in their order. */
async function slices(page, all) {
  const seen = [];
  for (;;) {
    const here = await names(page);
    check(`slice from ${seen.length}: at most ${AT_ONCE}, the table alike`,
      here.length <= AT_ONCE &&
      JSON.stringify(here) === JSON.stringify(await rowsOf(page)));
    seen.push(...here);
    if (await page.locator("#next").isDisabled())
      break;
    const before = here[0];
    await page.click("#next");
    await page.waitForFunction((name) => document.querySelector(
      ".row-toggle span:last-child").textContent !== name, before);
  }
  check("together every site once, in the order of the API",
    JSON.stringify(seen) === JSON.stringify(all), `${seen.length}`);
  check("the place is in the address", new URL(page.url()).searchParams
    .get("at") === String(Math.floor((N - 1) / AT_ONCE)));
}

async function find(page, all) {
  await page.fill("#find", "molenbeek");
  await page.waitForFunction(() =>
    document.querySelectorAll(".row-toggle").length === 1);
  check("found by a part of its name, whatever the case",
    (await names(page))[0].includes("Molenbeek"));
  await page.reload();
  await page.waitForSelector(READY);
  check("a link finds the same", (await names(page)).length === 1 &&
    await page.inputValue("#find") === "molenbeek");
  await page.fill("#find", "no such centre");
  await page.waitForFunction(() =>
    document.querySelectorAll(".row-toggle").length === 0);
  check("nothing found is said", await status(page) !== "");
  await page.fill("#find", "liege");
  await page.waitForFunction(() =>
    document.querySelectorAll(".row-toggle").length === 1);
  check("found without its accent", (await names(page))[0] === "Liège");
  await page.fill("#find", "");
  await page.waitForFunction((n) =>
    document.querySelectorAll(".row-toggle").length === n, AT_ONCE);
  check("and all are there again", JSON.stringify(await names(page)) ===
    JSON.stringify(all.slice(0, AT_ONCE)));
}

async function pair(page, c) {
  const known = c.sites.filter((s) => s.n > 0).map((s) => s.site);
  check("no pair was told unasked", c.differences.length === 0 &&
    await page.locator(".pairs, .clear-pairs").count() === 0);
  await page.selectOption("#pair-a", known[7]);
  await page.selectOption("#pair-b", known[300]);
  await page.waitForSelector("#pair-told");
  const told = await page.innerText("#pair-told");
  check("two sites side by side", told.includes(known[7]) &&
    told.includes(known[300]), told);
  check("asked for alone", new URLSearchParams(asked.at(-1).split("?")[1])
    .get("between") === known[7]);
  check("every site with an answer can be chosen, in the fixed order",
    JSON.stringify(await page.$$eval("#pair-a option:not([value=''])",
      (els) => els.map((e) => e.value))) === JSON.stringify(known));
}

/** Who gave the question no answer: the same fifty, and the next. */
async function unanswered(page, url, all) {
  const shown = () => page.$$eval(".panel.unanswered h3",
    (els) => els.map((e) => e.textContent));
  const same = (a, from) => JSON.stringify(a) ===
    JSON.stringify(all.slice(from, from + AT_ONCE));
  await page.goto(`${url}/${ADDRESS.replace("compare", "silence")}`);
  await page.waitForSelector(".panel.unanswered");
  check("no answer: the first fifty", same(await shown(), 0));
  await page.click("#next");
  await page.waitForFunction((name) => document.querySelector(
    ".panel.unanswered h3").textContent !== name, all[0]);
  check("no answer: the next fifty", same(await shown(), AT_ONCE));
  await accessible(page, "no answer, of many sites");
}

async function spec({ open, url }) {
  const page = await open({ size: "desktop" });
  await login(page, url, ADDRESS);
  await page.waitForSelector(READY);
  const c = await api(page, `/api/v1/compare${ADDRESS}`);
  const all = c.sites.map((s) => s.site);
  check("there are 565 sites", all.length === N);
  check("the first fifty are drawn", JSON.stringify(await names(page)) ===
    JSON.stringify(all.slice(0, AT_ONCE)));
  check("and it is said of how many", (await status(page)).includes("565"));
  const nodes = await page.evaluate(() =>
    document.querySelectorAll("main *").length);
  check("the page has the size of fifty, not of 565", nodes < 9000, `${nodes}`);
  const axis = await page.innerText(".axis-foot");
  await slices(page, all);
  check("the axis is the same on every slice",
    await page.innerText(".axis-foot") === axis);
  await find(page, all);
  await pair(page, c);
  await unanswered(page, url, all);
  await page.goto(`${url}/${ADDRESS}`);
  await page.waitForSelector(READY);
  const words = await page.innerText("main");
  check("nobody is ranked", !RANKING.test(words), RANKING.exec(words)?.[0]);
  await picture(page, "large-desktop", true);
  for (const [size, dark, locale] of [["desktop", true, "fr-BE"],
    ["phone", false, "en-GB"]]) {
    const other = await open({ size, dark, locale });
    await login(other, url, `${ADDRESS}&at=3`);
    await other.waitForSelector(READY);
    await accessible(other, `large ${size}`);
    check(`${size}: as wide as the screen`, await other.evaluate(() =>
      document.documentElement.scrollWidth <=
      document.documentElement.clientWidth));
    await picture(other, `large-${size}-${locale}`, true);
    check(`${size}: no policy broken`, other.problems.length === 0,
      other.problems.join("; "));
    await other.context().close();
  }
  check("no policy broken, nothing fetched elsewhere",
    page.problems.length === 0, page.problems.join("; "));
}

await run(spec, { files: { "/": "compare.html" }, routes });
