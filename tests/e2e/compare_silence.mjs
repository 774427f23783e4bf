// SPDX-License-Identifier: EUPL-1.2
/*
 * compare_silence.mjs - who could answer, was asked and answered, who gave one
 * question no answer, and honest ranges: as the API says, in its order, and a
 * dot where nothing is known.
 */
import { check, same } from "./lib.mjs";
import { digits } from "./compare_steps.mjs";

/** Every number of a text: "400–412" is [400, 412]. */
const numbers = (s) => s.split("–").map(digits);

/** Whether a cell says these people, or a dot. */
const says = (cell, people) => people === null ? cell === "·"
  : same(numbers(cell), people[0] === people[1] ? [people[0]] : people);

/** The page Silence is open, with its channels. */
export async function silence(page, d) {
  const rows = d.sites.flatMap((s) => [s, ...s.channels]);
  const cells = await page.$$eval(".silence-table tbody tr", (trs) =>
    trs.map((tr) => [...tr.children].map((c) => c.textContent.trim())));
  check("silence: every site in the order of the API", same(
    cells.filter((_, i) => i % 3 === 0).map((c) => c[0]),
    d.sites.map((s) => s.site)), JSON.stringify(cells.map((c) => c[0])));
  check("silence: the table has the API's people", rows.every((r, i) =>
    says(cells[i][2], r.counted?.eligible ?? null) &&
    says(cells[i][3], r.counted && [r.counted.answered, r.counted.answered]) &&
    says(cells[i][6], r.asked?.asked ?? null)), JSON.stringify(cells));
  check("silence: and how often \"no, thank you\" was said", rows.every((r, i) =>
    says(cells[i][10], r.declined?.declined ?? null) &&
    digits(cells[i][9].split("/")[0]) === (r.declined?.releases ?? 0)),
  JSON.stringify(cells));
  const seen = await page.$$eval(".silence .site .row", (els) => els.map((e) => ({
    answered: e.querySelectorAll(".amount-5").length,
    asked: e.querySelectorAll(".amount-2").length,
    hatched: e.querySelectorAll(".maybe").length,
    dots: e.querySelectorAll(".nothing").length,
    width: [...e.querySelectorAll(".mark")].reduce((sum, m) =>
      sum + parseFloat(m.getAttribute("width")), 0) })));
  check("silence: a bar of all, or a dot", rows.every((r, i) =>
    r.counted === null ? seen[i].dots === 1 && seen[i].width === 0
      : seen[i].dots === 0 && Math.abs(seen[i].width - 100) < .1),
  JSON.stringify(seen));
  check("silence: those asked only where all of them are known", rows.every(
    (r, i) => seen[i].asked === 0 ||
      r.asked.releases === r.counted.releases), JSON.stringify(seen));
  check("silence: what is known as \"at most\" is hatched", rows.every((r, i) =>
    r.counted === null || r.counted.eligible[0] === r.counted.eligible[1] ||
    seen[i].hatched > 0));
}

const KINDS = ["refused", "not_understood", "skipped"];

/** What the API tells of a site, in the order in which it is drawn. */
const toldOf = (u) => [u?.told?.no_answer ?? null,
  ...KINDS.map((kind) => u?.apart?.[kind] ?? null)];

/** The page Silence is open at the question of c. */
export async function unanswered(page, c) {
  const seen = await page.$$eval(".panel.unanswered", (els) => els.map((e) => ({
    site: e.querySelector("h3").textContent,
    none: e.querySelectorAll(".nothing-here").length,
    bars: [...e.querySelectorAll(".mark")].map((m) =>
      parseFloat(m.getAttribute("width"))),
    whiskers: e.querySelectorAll(".whisker").length,
    titles: [...e.querySelectorAll("svg title")].map((x) => x.textContent) })));
  check(`${c.question}, no answer: every site in the order of the API`,
    same(seen.map((s) => s.site), c.sites.map((s) => s.site)),
    JSON.stringify(seen));
  const told = c.sites.map((s) => toldOf(s.unanswered));
  check(`${c.question}, no answer: a bar with its interval for what is told, or a dot`,
    told.every((list, i) => {
      const known = list.filter((f) => f !== null);
      return seen[i].whiskers === known.length &&
        seen[i].none === (known.length === 0 ? 1 : 0);
    }), JSON.stringify(seen));
  const bars = seen.flatMap((s) => s.bars);
  const shares = told.flat().filter((f) => f !== null).map((f) => f.share);
  const scale = shares.reduce((a, b) => a + b, 0) /
    (bars.reduce((a, b) => a + b, 0) || 1); // nobody anywhere: no bar is long
  check(`${c.question}, no answer: each bar as long as its share`,
    bars.length === shares.length && shares.every((v, i) =>
      Math.abs(bars[i] * scale - v) < .001), JSON.stringify(bars));
  const cells = await page.$$eval(".unanswered-table tbody tr", (trs) =>
    trs.map((tr) => [...tr.children].map((cell) => cell.firstChild.textContent)));
  check(`${c.question}, no answer: the table has the API's people`,
    told.every((list, i) => {
      const u = c.sites[i].unanswered;
      const want = [u?.told?.n, list[0]?.count, u?.apart?.n,
        ...list.slice(1).map((f) => f?.count)];
      const at = [2, 3, 5, 6, 7, 8].map((k) => cells[i][k]);
      return want.every((n, k) => n === undefined ? at[k] === "·"
        : digits(at[k]) === n);
    }), JSON.stringify(cells));
}

/** Another question is chosen, by its place in the list: it is in the address. */
export async function otherQuestion(page, id) {
  await page.selectOption(".by-question #question", id);
  await page.waitForFunction((q) => (new URLSearchParams(location.search)
    .get("question") ?? "").split(".")[0] === q, id);
  await page.waitForSelector(".by-question [aria-busy=false] .panel.unanswered");
}

/** Compare is open, without channels. */
export async function bands(page, c) {
  const seen = await page.$$eval(".bars .site", (els) => els.map((e) =>
    e.querySelectorAll("rect.honest").length));
  check(`${c.question}: a pale band where the honest range is known`,
    c.sites.every((s, i) => seen[i] === (s.honest === null ? 0 : 1)),
    JSON.stringify(seen));
  const words = await page.$$eval(".figures tbody tr:first-child .honest-cell",
    (tds) => tds.map((td) => td.textContent.trim()));
  check(`${c.question}: and in the table`, c.sites.every((s, i) =>
    s.honest === null ? words[i] === "·" : words[i].includes("%") &&
      numbers(words[i].split("%")[0])[0] === Math.round(s.honest.low * 100)),
  JSON.stringify(words));
  check(`${c.question}: one sentence says what it is`, (await page.locator(
    ".chart > .note").first().textContent()).includes("eerlijke marge") ===
    c.sites.some((s) => s.honest !== null));
}
