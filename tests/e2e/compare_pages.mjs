// SPDX-License-Identifier: EUPL-1.2
/*
 * compare_pages.mjs - the pages beside Compare: what each shows is what the API
 * says, in the API's order, with a dot where nothing is known.
 */
import { accessible, check, picture, same } from "./lib.mjs";
import { bands, otherQuestion, silence, unanswered } from "./compare_silence.mjs";
import { api, digits, RANKING, show } from "./compare_steps.mjs";

/** Each with what is there once it is drawn. */
export const OTHERS = [["overview", ".fresh-list, .result .empty"],
  ["trend", ".trend-table"], ["ways", ".gaps"], ["trust", ".item, main > .empty"],
  ["needs", ".needs-table, main > .empty"], ["silence", ".silence-table"]];

const texts = (page, selector) => page.$$eval(selector, (els) =>
  els.map((e) => e.textContent.trim()));

/** Open it, and ask the API for what it shows. */
async function open(page, url, name, query) {
  await page.goto(`${url}/?${new URLSearchParams({ page: name, ...query })}`);
  await page.waitForSelector(OTHERS.find((o) => o[0] === name)[1]);
  const words = await page.innerText("main");
  check(`${name}: nobody is ranked`, !RANKING.test(words),
    RANKING.exec(words)?.[0]);
}

async function trend(page, url, range, question) {
  await open(page, url, "trend", { ...range, question });
  const d = await api(page, "/api/v1/trend?" + new URLSearchParams({ ...range,
    question }));
  const seen = await page.$$eval(".panel", (els) => els.map((e) => ({
    site: e.querySelector("h3").textContent,
    spans: e.querySelectorAll(".span").length,
    levels: e.querySelectorAll(".level").length,
    hatched: e.querySelectorAll(".maybe .mark").length,
    dots: e.querySelectorAll(".nothing").length,
    none: e.querySelectorAll(".nothing-here").length })));
  check("trend: every site in the order of the API", same(seen.map((p) => p.site),
    d.sites.map((s) => s.site)));
  check("trend: one mark for each period, of the kind that is known",
    d.sites.every((s, i) => {
      const shown = s.points.filter((p) => p.positive !== null);
      return seen[i].spans === s.points.length &&
        seen[i].levels === shown.filter((p) => p.at_least === null).length &&
        seen[i].hatched === shown.filter((p) => p.at_least !== null).length &&
        seen[i].dots === s.points.length - shown.length &&
        (seen[i].none === 1) === (s.points.length === 0);
    }), JSON.stringify(seen));
  const n = await texts(page, ".trend-table tbody td:nth-last-child(4)");
  const all = d.sites.flatMap((s) => s.points.length === 0 ? [null]
    : s.points.map((p) => p.positive === null ? null : p.n));
  check("trend: n of each period as in the API", n.length === all.length &&
    all.every((k, i) => k === null ? n[i] === "·" : digits(n[i]) === k),
  JSON.stringify(n));
  const words = await page.innerText(".finding");
  check("trend: only clear changes are named", d.sites.every((s) =>
    s.change === null || words.includes(s.site) === s.change.clear), words);
}

async function ways(page, url, range, question) {
  await open(page, url, "ways", { ...range, question });
  const d = await api(page, "/api/v1/compare?" + new URLSearchParams({ ...range,
    question }));
  const seen = await page.$$eval(".panel", (els) => els.map((e) => ({
    site: e.querySelector("h3").textContent,
    n: [...e.querySelectorAll(".row.channel")].map((r) =>
      r.querySelector(".row-name small b")?.textContent ?? "") })));
  check("ways: every site in the order of the API", same(seen.map((p) => p.site),
    d.sites.map((s) => s.site)));
  check("ways: two channels and never their sum", d.sites.every((s, i) =>
    s.channels.every((ch) => ch.level === null) ? seen[i].n.length === 0
      : seen[i].n.length === 2 && s.channels.every((ch, k) => ch.n === 0
        ? seen[i].n[k] === "" : digits(seen[i].n[k]) === ch.n)),
  JSON.stringify(seen));
  check("ways: the warning that channels were not drawn by lot",
    await page.locator(".warning").isVisible());
  check("ways: a gap where both are known", await page.locator(
    ".gaps .chart-range").count() === d.sites.filter((s) => s.gap).length);
  check("ways: clear gaps and no others are called clear", await page.locator(
    ".gaps td strong").count() === d.sites.filter((s) => s.gap?.clear).length);
}

async function trust(page, url, range) {
  await open(page, url, "trust", range);
  const d = await api(page, "/api/v1/trust?" + new URLSearchParams(range));
  if (d.items.length === 0)
    return;
  const names = d.sites.map((s) => s.site);
  check("trust: every site in the order of the API",
    same(await texts(page, ".dots .row-name b"), names) &&
    same((await texts(page, ".item .row-name > b")),
      d.items.flatMap(() => names)));
  const index = await page.$$eval(".dots .site", (els) => els.map((e) =>
    e.querySelectorAll(".whisker").length));
  check("trust: an index with its interval where all three are known, else a dot",
    d.sites.every((s, i) => index[i] === (s.index === null ? 0 : 1)));
  check("trust: what says little is marked", await page.locator(
    ".item .badge").count() === d.items.flatMap((c) => c.sites)
    .filter((s) => s.ceiling).length);
}

async function needs(page, url, range, question) {
  await open(page, url, "needs", range);
  const d = await api(page, "/api/v1/needs?" + new URLSearchParams({ ...range,
    question }));
  const lang = await page.evaluate(() => document.documentElement.lang);
  const seen = await page.$$eval(".panel", (els) => els.map((e) => ({
    site: e.querySelector("h3").textContent,
    options: [...e.querySelectorAll(".row-name a")].map((a) => a.textContent),
    dots: e.querySelectorAll(".nothing").length })));
  check("needs: all together, then every site in the order of the API",
    same(seen.slice(1).map((p) => p.site), d.sites.map((s) => s.site)));
  check("needs: the options in the order in which they are asked",
    seen.every((p) => p.options.length === 0 ||
      same(p.options, d.options.map((o) => o.text[lang]))), JSON.stringify(seen));
  check("needs: a dot where an option has no figure", d.sites.every((s, i) => {
    const none = s.options.filter((f) => f.positive === null).length;
    return seen[i + 1].dots === (none === s.options.length ? 0 : none);
  }));
  await page.click(".panel .row-name a");
  await page.waitForFunction((id) => new URLSearchParams(location.search)
    .get("question") === id, d.options[0].id);
  check("needs: an option leads to its comparison",
    await page.evaluate(() => location.search.includes("page=compare")));
}

async function overview(page, url, known) {
  await open(page, url, "overview", {});
  const lang = await page.evaluate(() => document.documentElement.lang);
  const year = (m) => `${m.slice(0, 4) - 1}${m.slice(4)}`;
  const from = [known.first, year(known.last)].sort()[1];
  const d = await api(page, "/api/v1/overview?" + new URLSearchParams({ from,
    to: known.last }));
  const seen = (await texts(page, ".fresh h3")).slice(0, 3);
  check("overview: fresh results as the API picks them", seen.length > 0 &&
    (from !== known.first || same(seen, d.fresh.map((f) => f.text[lang]
      .replace(/ ([?!:;»])/g, "\u00a0$1")))), JSON.stringify(seen));
  check("overview: each with its interval and n", (await texts(page,
    ".fresh .big + .note")).every((w) => /n = [0-9]/.test(w)));
  check("overview: who was not heard from, and a way there", await page.locator(
    "main a[href*='page=sites']").count() > 0);
}

/** Many sites are held against chance, in the fixed order. */
async function funnel(page, url, range, question) {
  await show(page, url, `?${new URLSearchParams({ ...range, question })}`);
  const c = await api(page, "/api/v1/compare?" + new URLSearchParams({ ...range,
    question }));
  check(`${question}: a funnel only of many sites`, await page.locator(".funnel")
    .count() === (c.funnel === null ? 0 : 1));
  if (c.funnel === null)
    return;
  const known = c.sites.filter((s) => s.n > 0);
  check("funnel: a point for each total, a stroke for each bound",
    await page.locator(".funnel circle").count() ===
    known.filter((s) => s.at_least === null).length &&
    await page.locator(".funnel .bounds").count() ===
    known.filter((s) => s.at_least !== null).length);
}

/** On the page Silence, question by question; of one with options none is
 * chosen, they have the same people. */
async function noAnswers(page, range, questions) {
  for (const q of questions) {
    await otherQuestion(page, q.id);
    await unanswered(page, await api(page, "/api/v1/compare?" +
      new URLSearchParams({ ...range, question: q.options[0]?.id ?? q.id })));
  }
  await accessible(page, "silence, by question");
  await picture(page, "silence-question", true);
}

/** The system's own colours reach what is drawn. */
async function forced(page, url, range, question) {
  await page.emulateMedia({ forcedColors: "active" });
  await open(page, url, "trend", { ...range, question });
  const [ink, canvas] = await page.evaluate(() => {
    const probe = document.createElement("p");
    probe.style.color = "CanvasText";
    document.body.append(probe);
    const text = document.querySelector(".timeplot .n") ??
      document.querySelector(".timeplot text");
    const found = [getComputedStyle(text).fill, getComputedStyle(probe).color];
    probe.remove();
    return found;
  });
  check("forced colours: figures have the colour of the text", ink === canvas,
    `${ink} ${canvas}`);
  await picture(page, "forced-colours", true);
  await page.emulateMedia({ forcedColors: "none" });
}

/** Every page beside Compare and Sites. */
export async function pages(page, url, known) {
  const range = { from: known.first, to: known.last };
  const asked = known.questions.filter((q) => q.options.length === 0);
  const many = known.questions.find((q) => q.options.length > 0);

  for (const q of asked.slice(0, 2)) {
    await trend(page, url, range, q.id);
    await ways(page, url, range, q.id);
  }
  await trust(page, url, range);
  if (many !== undefined)
    await needs(page, url, range, many.id);
  await overview(page, url, known);
  await open(page, url, "silence", { ...range, channels: "1" });
  await silence(page, await api(page, "/api/v1/silence?" +
    new URLSearchParams(range)));
  await noAnswers(page, range, known.questions);
  for (const q of asked) {
    await show(page, url, `?${new URLSearchParams({ ...range, question: q.id })}`);
    await bands(page, await api(page, "/api/v1/compare?" +
      new URLSearchParams({ ...range, question: q.id })));
  }
  await funnel(page, url, range, asked[asked.length - 1].id);
  await forced(page, url, range, asked[0].id);
}
