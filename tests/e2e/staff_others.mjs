// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_others.mjs - the centre's own results and the network's figures beside
 * them: letters in their order, no rank, no difference that may be chance, a
 * bound as a bound, and flags that say what to try.
 */
import { check, go } from "./lib.mjs";

export async function openResults(page) {
  await go(page, "results");
  await page.waitForSelector(".question", { state: "attached" });
}

const ask = (page, path) => page.evaluate(async (p) => (await fetch(p)).json(), path);

/** What the network tells, beside ours. */
async function others(page) {
  const told = await ask(page, "/api/v1/others");
  const shown = Object.fromEntries(await page.$$eval(".beside-others", (all) =>
    all.map((one) => [one.dataset.question, [...one.querySelectorAll("tbody tr")]
      .map((row) => [...row.children].map((cell) => cell.innerText.trim()))])));
  check("three others or more beside our own", told.questions.length > 0 &&
    told.questions.every((q) => q.others.length >= 3), `${told.questions.length}`);
  check("each question that others tell is there once",
    Object.keys(shown).sort().join() ===
      told.questions.map((q) => q.question).sort().join());
  check("ours first, then the letters, whatever the values",
    Object.values(shown).every((rows) => rows.slice(1).map(([l]) => l).join() ===
      rows.slice(1).map(([l]) => l).sort().join() && rows[0][0] === "Ons centrum"));
  check("a difference is named only when chance cannot explain it",
    told.questions.every((q) => q.others.every((o, k) =>
      shown[q.question][k + 1][4] === (o.clear ? "duidelijk verschil"
        : "geen duidelijk verschil"))));
  check("each interval is in figures as well", Object.values(shown).flat()
    .every((row) => /^\d+–\d+\s%$/.test(row[2]) && /^\d/.test(row[3])));
}

/** Every figure of every project, as the program told it. */
export async function results(page) {
  await openResults(page);
  if (await page.$("#project") !== null)
    await page.selectOption("#project", "");
  await page.$$eval("details.older", (all) => all.forEach((d) => { d.open = true; }));
  await others(page);
  const { questions } = await ask(page, "/api/v1/results");
  const rows = await page.$$eval(".own-results tbody tr", (all) =>
    all.map((tr) => [...tr.children].map((c) => c.innerText.trim())));
  const due = questions.flatMap((q) => q.figures)
    .filter((f) => f.table.state !== "choices");
  check("each figure has its row", rows.length === due.length,
    `${rows.length} of ${due.length}`);
  const whole = (x) => Math.round(x / 10);
  check("shares and intervals as they were told", due.every((f, i) =>
    f.share === null ? rows[i][2].includes("·")
      : rows[i][2].includes(`${whole(f.share.low)}–${whole(f.share.high)}`) &&
        (f.share.share === null || rows[i][2].includes(`${whole(f.share.share)} %`))));
  check("a capped figure is a bound in words", due.every((f, i) =>
    f.table.state !== "at_least" || new RegExp(`${f.table.at_least.bound}\\D+${
      f.table.at_least.answered}`).test(rows[i][2])));
  check("no change is named that may be chance", due.every((f, i) =>
    rows[i][4] === "" ? f.change === null
      : /^geen duidelijk verschil/.test(rows[i][4]) !== f.change.clear));
  check("never better or worse", !/\b(beter|slechter)\b/i.test(
    await page.innerText(".list")));
  check("choices stand in no frame, which is another page's", await page.$$eval(
    ".choices", (all) => all.length > 0 &&
      all.every((c) => getComputedStyle(c).borderTopStyle === "none")));
  const flags = await page.$$eval(".flag", (all) => all.map((f) => f.innerText));
  check("a flag says what to try", flags.every((f) => f.length > 80));
  check("nobody is ranked, says the page",
    (await page.innerText("main")).includes("Niemand krijgt een rang"));
}
