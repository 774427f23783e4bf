// SPDX-License-Identifier: EUPL-1.2
/*
 * data.mjs - what leaves the comparison: the page Data and its files, charts
 * that are saved; and the page Sites.
 *
 * Environment as for compare.mjs, with an account of its own.
 */
import { readFileSync } from "node:fs";
import { accessible, check, picture, run } from "./lib.mjs";
import { api, askable, digits, RANKING } from "./compare_steps.mjs";
import { login } from "./central_login.mjs";
import { saving } from "./saving.mjs";
import { routes } from "./central_routes.mjs";

/** A chart of each page, on several screens, light and dark. */
async function charts({ open, url, mocked }, known) {
  const range = `from=${known.first}&to=${known.last}`;
  const broken = known.questions.find((q) => q.attributes.length > 0);
  const first = `question=${askable(known)[0]}&${range}`;
  for (const [what, search, locale, size, dark] of [
    ["compare", `${first}&channels=1`, "nl-BE", "desktop", true],
    ["groups", `question=${broken.id}&${range}&by=${broken.attributes[0].id}`,
      "fr-BE", "phone", false],
    ["overview", "page=overview", "en-GB", "desktop", false],
    ["trend", `page=trend&${first}`, "nl-BE", "portrait", true],
    ["ways", `page=ways&${first}`, "fr-BE", "desktop", false],
    ["trust", `page=trust&${range}`, "en-GB", "desktop", true],
    ["needs", `page=needs&${range}`, "nl-BE", "desktop", false],
  ].slice(0, mocked ? 7 : 1)) { // the mock is quick, and has every page
    const page = await open({ size, dark, locale });
    await login(page, url);
    await page.goto(`${url}/?${search}`);
    await page.waitForSelector(".save button");
    const cards = await page.locator(".card.chart").count();
    check(`${what}: each chart can be saved`, cards <= await page.locator(
      ".save").count());
    await saving(page, open, what, { demonstration: known.demonstration,
      words: ["Weerklank", "%", ...what === "overview" ? [] : known.sites]
        .filter((w) => w !== "%" || what !== "trust") });
    check(`${what}: no policy broken`, page.problems.length === 0,
      page.problems.join("; "));
    await page.context().close();
  }
}

const NOW = new Date("2026-11-22T09:00:00Z"); // of the mock's world

/** A page on every screen: axe, width, words that rank nobody, a picture. */
async function looks({ open, url, mocked }, name, ready) {
  for (const [size, dark, locale] of [["desktop", false, "nl-BE"],
    ["portrait", true, "en-GB"], ["phone", false, "fr-BE"],
  ].slice(0, mocked ? 3 : 1)) {
    const page = await open({ size, dark, locale });
    const what = `${name} ${size} ${dark ? "dark" : "light"} ${locale}`;
    if (mocked)
      await page.clock.setFixedTime(NOW);
    await login(page, url);
    await page.goto(`${url}/?page=${name}`);
    await page.waitForSelector(ready);
    await accessible(page, what);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth -
      document.documentElement.clientWidth);
    check(`${what}: as wide as the screen`, wide <= 0, `${wide}`);
    const words = await page.innerText("main");
    check(`${what}: nobody is ranked`, !RANKING.test(words),
      RANKING.exec(words)?.[0]);
    check(`${what}: every word is there`, !/undefined|\{\w+\}|\[object/.test(words));
    check(`${what}: no policy broken`, page.problems.length === 0,
      page.problems.join("; "));
    await picture(page, what.replaceAll(" ", "-"), true);
    await page.context().close();
  }
}

/** What the page Sites says is what the API says, in its order. */
async function sites({ open, url, mocked }) {
  const page = await open({ size: "desktop", locale: "en-GB" });
  if (mocked)
    await page.clock.setFixedTime(NOW);
  await login(page, url);
  await page.goto(`${url}/?page=sites`);
  await page.waitForSelector(".sites-table");
  const { sites: list } = await api(page, "/api/v1/sites");
  const rows = await page.$$eval(".sites-table tbody tr", (trs) => trs.map((tr) =>
    [...tr.children].map((c) => c.innerText.replace(/\s+/g, " ").trim())));
  check("sites: each, in the order of the API", rows.map((r) => r[0]).join() ===
    list.map((s) => s.site).join());
  check("sites: releases, set aside and number as in the API", list.every((s, i) =>
    digits(rows[i][3].split(" ")[0]) === s.releases &&
    parseInt(rows[i][4], 10) === s.set_aside &&
    digits(rows[i][5].split(" ")[0]) === s.seq), JSON.stringify(rows));
  const summary = await page.innerText(".summary");
  if (!mocked) {
    check("sites: all of a healthy network made contact",
      summary.includes("Every centre made contact"), summary);
  } else {
    check("sites: who has not synced, in words", /3 of the 5 centres/.test(summary) &&
      /Charleroi: nothing for 9 nights/.test(summary) &&
      /Liège: never heard of/.test(summary), summary);
    check("sites: quarantine, set aside, new chain, enrolment, versions",
      ["In quarantine: Charleroi", "Something set aside: Brussel",
        "Began a new chain: Gent", "Waits for enrolment: Liège",
        "Charleroi (20 December 2026)", "Version 0.1.1: Brussel", "1 alarm"]
        .every((w) => summary.includes(w)), summary);
    check("sites: why, in the table", rows[1][4].includes("counted already") &&
      rows[2][1].includes("does not count") && rows[3][5].includes("chain no. 2") &&
      rows[2][6].includes("28 more days"), JSON.stringify(rows));
  }
  await page.context().close();
  await looks({ open, url, mocked }, "sites", ".sites-table");
}

/** Every question with its wordings, every file, every column. */
async function data({ open, url, mocked }) {
  const page = await open({ size: "desktop", locale: "en-GB" });
  await login(page, url);
  await page.goto(`${url}/?page=data`);
  await page.waitForSelector(".entry");
  const d = await api(page, "/api/v1/dictionary");
  const entries = await page.$$eval(".entry", (els) => els.map((e) =>
    ({ id: e.querySelector(".entry-id code").textContent,
      words: e.innerText.replace(/\s+/g, " ") })));
  check("data: each question once, in the order of the API",
    entries.map((e) => e.id).join() === d.questions.map((q) => q.id).join());
  const flat = (s) => s.replace(/\s+/g, " ");
  check("data: its wordings, answers, groups, questionnaires and month",
    d.questions.every((q, i) => ["en", "nl", "fr"].every((l) =>
      q.text[l] === undefined || entries[i].words.includes(flat(q.text[l]))) &&
      q.options.every((o) => entries[i].words.includes(o.id)) &&
      (q.type === "many" || q.levels[0].flat().every((c) =>
        entries[i].words.includes(flat(q.labels[c]?.en ?? c)))) &&
      q.attributes.every((a) => entries[i].words.includes(flat(a.text.en ?? a.id))) &&
      entries[i].words.includes(q.first === null ? "none yet"
        : q.first.slice(0, 4)) &&
      q.sensitive === entries[i].words.includes("sensitive")));
  const cited = await page.innerText("#citation");
  check("data: how to cite, with the months and that it is a demonstration",
    cited.includes(d.first.slice(0, 4)) && cited.includes(url) &&
    d.demonstration === cited.includes("Demonstration"), cited);
  check("data: the one explanation", (await page.innerText(".hidden-why"))
    .includes("fewer than ten"));
  const links = await page.$$eval(".files a", (els) => els.map((a) =>
    a.getAttribute("href")));
  check("data: six files", links.length === 6);
  if (!mocked)
    await files(page, links);
  await page.context().close();
  await looks({ open, url, mocked }, "data", ".entry");
}

/** The files come, and each column of the figures is explained. */
async function files(page, links) {
  for (const href of links) {
    const [download] = await Promise.all([page.waitForEvent("download"),
      page.click(`.files a[href="${href}"]`)]);
    const text = readFileSync(await download.path(), "utf8");
    check(`data: ${href} comes, as ${download.suggestedFilename()}`,
      href.endsWith(".csv") ? text.includes("\r\n")
        : Object.keys(JSON.parse(text)).length > 2);
  }
  const { resources } = await api(page, "/api/v1/datapackage.json");
  await page.click(".fold summary");
  const shown = await page.$$eval(".columns code", (els) => els.flatMap((e) =>
    e.textContent.includes("_nl, ") ? ["nl", "fr", "en"].map((l) =>
      e.textContent.replace(/_nl, .*/, `_${l}`)) : [e.textContent]));
  check("data: each column of figures.csv is explained (server/web/data.js)",
    shown.join() === resources[0].schema.fields.map((f) => f.name).join(),
    shown.join());
}

async function spec(context) {
  const { open, url } = context;
  const page = await open({ size: "desktop" });
  await login(page, url);
  const known = await api(page, "/api/v1/questions");
  await data(context);
  await sites(context);
  await charts(context, known);
}

await run(spec, { files: { "/": "compare.html" }, routes });
