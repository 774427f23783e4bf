// SPDX-License-Identifier: EUPL-1.2
/*
 * compare_steps.mjs - what compare.mjs asks and shows again and again, and its
 * checks of groups of people and of options.
 */
import { check } from "./lib.mjs";

export const READY = ".result:not(.busy) :is(.axis-foot, .panel)";
// Whatever page it is, it has what it waited for.
export const ANY = "main h1, main > .empty";
export const RANKING = new RegExp("\\b(best|beste|slechtste|beter|slechter|winnaar|" +
  "rang(?!e\\b)\\w*|meilleure?s?|pires?|classement|worst|better|worse|winner|rank\\w*|" +
  "score|league)\\b", "i");

export const api = (page, path) => page.evaluate(async (p) =>
  (await fetch(p)).json(), path);

export const show = async (page, url, search) => {
  await page.goto(`${url}/${search}`);
  await page.waitForSelector(READY);
};

/** What can be asked: questions, and options of those that have them. */
export const askable = (known) => known.questions.flatMap((q) =>
  q.options.length === 0 ? [q.id] : q.options.map((o) => o.id));

export const digits = (s) => Number(s.replace(/[^0-9]/g, ""));

/** What a panel shows, from the page. */
const panels = (page) => page.$$eval(".panel", (els) => els.map((e) => ({
  site: e.querySelector("h3").textContent,
  dot: e.querySelectorAll(".nothing-here").length,
  rows: [...e.querySelectorAll(".row:not(.axis-head):not(.axis-foot)")].map(
    (r) => ({ name: r.querySelector(".row-name").firstChild.textContent.trim(),
      title: r.querySelector("title").textContent,
      widths: [...r.querySelectorAll(".mark")].map((m) =>
        parseFloat(m.getAttribute("width"))) })) })));

/** One question by the groups of one attribute, as the API has them. */
export async function groups(page, url, known, id, attribute) {
  const what = `${id} by ${attribute}`;
  await show(page, url,
    `?question=${id}&from=${known.first}&to=${known.last}&by=${attribute}`);
  const c = await api(page, "/api/v1/compare?" + new URLSearchParams({ attribute,
    question: id, from: known.first, to: known.last }));
  const lang = await page.evaluate(() => document.documentElement.lang);
  const people = (codes) => codes.length === 0 ? "" : codes.map((code) =>
    c.attribute.labels[code][lang] ?? code).join(" / ");
  const seen = await panels(page);
  check(`${what}: every site in the order of the API`,
    JSON.stringify(seen.map((p) => p.site)) ===
    JSON.stringify(c.sites.map((s) => s.site)));
  check(`${what}: every group in the order of its coding`, c.sites.every((s, i) =>
    s.breakdown.groups.length === seen[i].rows.length &&
    s.breakdown.groups.every((g, k) => g.codes.length === 0 ||
      seen[i].rows[k].name === people(g.codes))), JSON.stringify(seen));
  check(`${what}: a dot and no bar where it is hidden`, c.sites.every((s, i) =>
    (seen[i].dot === 1) === (s.breakdown.groups.length === 0)));
  check(`${what}: each bar as long as its share, and said in words`,
    c.sites.every((s, i) => s.breakdown.groups.every((g, k) => {
      const { widths, title } = seen[i].rows[k];
      const whole = widths.reduce((a, b) => a + b, 0);
      const counts = g.counts.filter((n) => n > 0);
      return title.includes(s.site) && counts.every((n, j) =>
        Math.abs(widths[j] / whole - n / g.n) < .001);
    })));
  const cells = await page.$$eval(".by-group tbody tr:not(.site-head)", (rows) =>
    rows.map((r) => [...r.children].slice(1, 4).map((x) => x.textContent)));
  const all = c.sites.flatMap((s) => s.breakdown.groups);
  check(`${what}: n, answer sets and no answer as in the API`,
    cells.length === all.length && all.every((g, i) => digits(cells[i][0]) ===
      g.n && digits(cells[i][1]) === g.answer_sets &&
      digits(cells[i][2]) === g.aside), JSON.stringify(cells));
  const words = await page.innerText("main");
  check(`${what}: nobody is ranked`, !RANKING.test(words),
    RANKING.exec(words)?.[0]);
  check(`${what}: one explanation, the same for each dot`,
    await page.locator("#why").count() === 1 &&
    !(await page.innerText("#why")).includes("{"));
  const href = await page.getAttribute("#csv", "href");
  check(`${what}: the CSV is of this view`,
    href.includes(`attribute=${attribute}`));
}

/** From everybody to groups and back, and the address goes along. */
export async function switching(page, url, known) {
  const q = known.questions.find((k) => k.attributes.length > 0);
  if (q === undefined)
    return;
  await show(page, url,
    `?question=${q.id}&from=${known.first}&to=${known.last}`);
  check("everybody together comes first", await page.getAttribute(
    ".switch.by button:first-child", "aria-pressed") === "true" &&
    await page.locator(".panel").count() === 0);
  await page.click(".switch.by button:nth-child(2)");
  await page.waitForSelector(".panel");
  check("the address carries the groups", await page.evaluate(() =>
    new URLSearchParams(location.search).get("by")) === q.attributes[0].id);
  for (const lang of ["nl", "fr", "en"]) {
    await page.click(`.tools button[lang=${lang}]`);
    await page.waitForFunction((l) => document.documentElement.lang === l, lang);
    check(`${lang}: the one explanation of hidden groups`,
      (await page.innerText("#why")).includes({ nl: "groot genoeg",
        fr: "assez grand", en: "large enough" }[lang]));
  }
  await page.reload();
  await page.waitForSelector(".panel");
  check("the same address shows the same groups", true);
  await page.click(".switch.by button:first-child");
  await page.waitForSelector(".summary");
  await page.goBack();
  await page.waitForSelector(".panel");
  check("back goes back to the groups", true);
  await page.goto(`${url}/?question=${q.id}&by=nothing`);
  await page.waitForSelector(".summary");
  check("an unknown attribute is everybody", true);
}

/** Each option of a question that has many can be picked. */
export async function options(page, url, known) {
  const q = known.questions.find((k) => k.options.length > 0);
  if (q === undefined)
    return;
  await show(page, url,
    `?question=${askable(known)[0]}&from=${known.first}&to=${known.last}`);
  await page.selectOption("#question", q.id);
  await page.waitForSelector("#option");
  for (const o of q.options) {
    await page.selectOption("#option", o.id);
    await page.waitForFunction((id) => new URLSearchParams(location.search)
      .get("question") === id, o.id);
    await page.waitForSelector(READY);
    const lang = await page.evaluate(() => document.documentElement.lang);
    await page.waitForFunction((label) => document.querySelector("main h1")
      .textContent.endsWith(label), o.text[lang]);
    check(`${o.id}: picked, and named above its figures`, true);
  }
}
