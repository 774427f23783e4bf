// SPDX-License-Identifier: EUPL-1.2
/*
 * roles.mjs - the centre's pages for those who do not see each centre by its
 * name, and the order of centres, which no figure decides.
 *
 * Against a program: WK_E2E_URL, the accounts WK_E2E_NETWORK (of the site
 * WK_E2E_SITE) and WK_E2E_FUNDING, WK_E2E_PASSWORD and WK_E2E_NEW_PASSWORD.
 * Otherwise a mock serves WK_E2E_PAGES (BUILD/pages/server).
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { accessible, check, picture, run, same } from "./lib.mjs";
import { ANY, api, RANKING } from "./compare_steps.mjs";
import { OTHERS } from "./compare_pages.mjs";
import { login } from "./central_login.mjs";
import { FIGURES } from "./central_routes.mjs";
import * as sample from "./central_sample.mjs";

const PAGES = [...OTHERS, ["compare", ".figures"], ["data", ".dictionary"]];
const MARKED = { nl: "uw OCMW", fr: "votre CPAS", en: "your centre" };
const LOOKS = [["network", "phone", "fr-BE"], ["funding", "phone", "nl-BE"],
  ...process.env.WK_E2E_SHOTS ? [["network", "desktop", "nl-BE"],
    ["funding", "desktop", "en-GB"]] : []];
const POOLED = { nl: "Alle OCMW's samen", fr: "Tous les CPAS ensemble",
  en: "All centres together" };

/* ---- What the mock replies, to whom ---- */

let role = "admin", turn = 0, backwards = false;

/** The figures of each site become another's; names keep their places. */
const turned = (rows) => rows.map((row, i) => ({
  ...rows[(i + turn) % rows.length], site: row.site }));

/** The key under which its name stands, whatever it is. @returns {any} */
function rename(value, name, key = "") {
  if (typeof value === "string")
    return /^(site|sites|a|b|outside)$/.test(key) ? name(value) : value;
  if (Array.isArray(value))
    return value.map((x) => rename(x, name, key));
  return value === null || typeof value !== "object" ? value
    : Object.fromEntries(Object.entries(value).map(([k, x]) =>
      [k, rename(x, name, k)]));
}

/** As the role sees it: common/API.md, "Who sees what". */
function seen(reply) {
  const rows = (list) => !Array.isArray(list) ? list
    : list.slice(0, role === "funding" ? 1 : list.length);
  if (role === "admin")
    return reply;
  if (role === "network")
    return rename(reply, (name) => name === sample.NAMES[0] ? name
      : "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[sample.NAMES.indexOf(name) - 1] ?? "Z");
  return rename({ ...reply, sites: rows(reply.sites), differences: [],
    ...reply.items && { items: reply.items.map((c) =>
      ({ ...c, sites: rows(c.sites) })) } }, () => "*");
}

const routes = Object.fromEntries(Object.entries(FIGURES).map(
  ([name, make]) => [`GET /api/v1/${name}`, (body, r) => {
    if (name === "sites" && role === "funding")
      return [403, { error: "the role funding sees no single site" }];
    const reply = seen(make(r.url));
    if (Array.isArray(reply.sites) && typeof reply.sites[0] === "object") {
      reply.sites = turned(reply.sites);
      if (name === "sites" && role === "network")
        Object.assign(reply, { sites: reply.sites.slice(0, 1), alarms: [] });
      if (backwards)
        reply.sites.reverse();
    }
    for (const item of reply.items ?? [])
      item.sites = backwards ? turned(item.sites).reverse() : turned(item.sites);
    return [200, reply];
  }]));
routes["GET /api/v1/session"] = (body, r, session) => session === undefined
  ? [401, { error: "not logged in" }] : [200, { ...session, role }];

/* ---- Steps ---- */

async function open(page, url, name, more = {}) {
  await page.goto(`${url}/?${new URLSearchParams({ page: name, ...more })}`);
  await page.waitForSelector(PAGES.find((p) => p[0] === name)?.[1] ?? ANY);
}

/** Everything that can be read or heard. */
const words = (page) => page.evaluate(() => [document.title, document.body
  .textContent, ...[...document.querySelectorAll("[aria-label], [title], option")]
  .map((e) => `${e.getAttribute("aria-label")} ${e.getAttribute("title")} ${
    e.getAttribute("value")}`)].join("\n"));

/** Nothing of anybody that this account does not see. */
async function clean(page, what, forbidden) {
  const said = await words(page);
  const found = forbidden.filter((name) => said.includes(name));
  check(`${what}: names nobody whom it should not`, found.length === 0,
    found.join(", "));
  const main = await page.innerText("main");
  check(`${what}: nobody is ranked`, !RANKING.test(main),
    RANKING.exec(main)?.[0]);
  check(`${what}: one sentence on what is seen`,
    await page.locator("main > .audience").count() === 1);
}

async function drive(page, url, who, forbidden, axe) {
  const { questions } = await api(page, "/api/v1/questions");
  const by = questions.find((q) => q.attributes.length > 0);
  for (const [name] of PAGES) {
    await open(page, url, name);
    await clean(page, `${who} ${name}`, forbidden);
    if (axe)
      await accessible(page, `${who} ${name}`);
  }
  if (by !== undefined) {
    await page.goto(`${url}/?page=compare&question=${by.id}&by=${
      by.attributes[0].id}`);
    await page.waitForSelector(".by-group");
    await clean(page, `${who} by group`, forbidden);
  }
}

const lang = (page) => page.evaluate(() => document.documentElement.lang);

async function network(page, url, own, forbidden, axe) {
  await drive(page, url, "network", forbidden, axe);
  await open(page, url, "compare");
  const names = await page.$$eval(".row-toggle span:last-child",
    (els) => els.map((e) => e.textContent));
  check("network: the own centre first, by name and marked in words",
    names[0] === `${own} (${MARKED[await lang(page)]})`, names[0]);
  check("network: the others are letters", names.length > 1 &&
    names.slice(1).every((n) => / [A-Z]$/.test(n)), names.join(", "));
  await open(page, url, "sites");
  await page.waitForSelector(".sites-table");
  check("network: of the sites, the own one alone",
    await page.locator(".sites-table tbody tr").count() === 1);
  await clean(page, "network sites", forbidden);
}

async function funding(page, url, forbidden, axe) {
  await drive(page, url, "funding", forbidden, axe);
  check("funding: no way to the sites", await page.locator(
    "a[href*='page=sites']").count() === 0);
  await open(page, url, "sites");
  await page.waitForSelector("main > .empty");
  check("funding: by address, a sentence and no failure",
    await page.locator("main .problem").count() === 0);
  await clean(page, "funding sites", forbidden);
  for (const l of ["nl", "fr", "en"]) {
    await open(page, url, "compare");
    await page.click(`.tools button[lang=${l}]`);
    await page.waitForFunction((x) => document.documentElement.lang === x, l);
    check(`funding: ${l}: one row, of all`, same(await page.$$eval(
      ".row-toggle span:last-child", (els) => els.map((e) => e.textContent)),
    [POOLED[l]]));
    const main = await page.innerText("main");
    check(`funding: ${l}: no count of centres`, !/\b1 (van de|des|of the) 1\b/
      .test(main));
    await clean(page, `funding ${l}`, forbidden);
  }
  const [file] = await Promise.all([page.waitForEvent("download"),
    page.click(".save button:first-of-type")]);
  const svg = readFileSync(await file.path(), "utf8");
  check("funding: a saved chart says of whom it is",
    svg.includes("together") && !svg.includes("*"));
}

/* ---- Order ---- */

/** Which names stand in each chart and table, in their order. */
const order = (page, names) => page.evaluate((all) => [...document
  .querySelectorAll("main table, main .bars, main .panels")].filter((e) =>
  e.closest(".straddling") === null).map((e) => {
  const list = [];
  const walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
  while (walk.nextNode())
    if (all.includes(walk.currentNode.textContent.trim()) &&
        walk.currentNode.parentElement.closest("svg") === null)
      list.push(walk.currentNode.textContent.trim());
  return list;
}).filter((list) => list.length > 1), names);

async function orders(page, url) {
  for (const name of [...OTHERS.map((o) => o[0]).filter((o) => o !== "overview"),
    "compare", "sites"]) {
    const more = { question: "C04" };
    turn = 0;
    await open(page, url, name, more);
    await page.waitForSelector("main table");
    const before = await order(page, sample.NAMES);
    check(`${name}: charts and tables have the API's order`, before.length > 0 &&
      before.every((list) => same(list, sample.NAMES)), JSON.stringify(before));
    turn = 2;
    await open(page, url, name, more);
    await page.waitForSelector("main table");
    const after = await order(page, sample.NAMES);
    check(`${name}: other figures, the same order`, same(after, before),
      JSON.stringify(after));
    turn = 0;
    backwards = true;
    await open(page, url, name, more);
    await page.waitForSelector("main table");
    check(`${name}: another order of the API is seen`, !same(before,
      await order(page, sample.NAMES)));
    backwards = false;
  }
}

/** How many wait is said, and of one's own only to a centre. */
async function embargo(page, url) {
  for (const [who, on, said] of [["admin", ["overview", "compare", "sites"], "6"],
    ["network", ["overview", "compare", "sites"], "2"],
    ["funding", ["overview", "compare"], ""]]) {
    role = who;
    for (const name of on) {
      await open(page, url, name);
      await page.waitForSelector(".embargo");
      const line = await page.innerText(".embargo");
      check(`${who} ${name}: releases that are with their team`,
        line.includes("14") && line.trim().startsWith(said), line);
    }
  }
  role = "admin";
}

/* ---- Both ways ---- */

async function mocked({ open: fresh, url }) {
  const page = await fresh({ size: "desktop" });
  await login(page, url);
  await orders(page, url);
  await embargo(page, url);
  role = "network";
  await network(page, url, sample.NAMES[0], ["*", ...sample.NAMES.slice(1)], false);
  role = "funding";
  await funding(page, url, ["*", ...sample.NAMES], false);
  check("no policy broken, no error", page.problems.length === 0,
    page.problems.join("; "));
  await page.context().close();
  for (const [who, size, locale] of LOOKS) {
    const other = await fresh({ size, locale });
    role = who;
    await login(other, url);
    for (const [name] of [...PAGES, ["sites"]]) {
      await open(other, url, name);
      check(`${who} ${size} ${name}: as wide as the screen`, await other.evaluate(
        () => document.documentElement.scrollWidth <=
          document.documentElement.clientWidth));
      await picture(other, `role-${who}-${size}-${locale}-${name}`, true);
    }
    await other.context().close();
  }
}

/** What the pages say anyway: a project may be called by an ordinary word. */
const ORDINARY = readdirSync("server/web").filter((f) => f.startsWith("words"))
  .map((f) => readFileSync(`server/web/${f}`, "utf8")).join("\n");

/** Projects of the network, as people and programs name them. */
const projects = (key) => execFileSync("node", ["deploy/demo.d/answers.mjs",
  "projects", key], { encoding: "utf8" }).trim().split("\n").flatMap((line) =>
  line.split("|").slice(0, 4)).filter((name) => !ORDINARY.includes(name));

async function real({ open: fresh, url }) {
  const SITES = { antwerpen: "Antwerpen", brussel: "Brussel/Bruxelles",
    charleroi: "Charleroi", gent: "Gent", liege: "Liège" };
  const own = process.env.WK_E2E_SITE;
  const mine = Object.keys(SITES).find((k) => SITES[k] === own);
  const ours = projects(mine);
  const theirs = Object.keys(SITES).filter((k) => k !== mine)
    .flatMap(projects).filter((p) => !ours.includes(p));
  const names = Object.values(SITES);
  for (const [who, account] of [["network", process.env.WK_E2E_NETWORK],
    ["funding", process.env.WK_E2E_FUNDING]]) {
    const page = await fresh({ size: "desktop" });
    await login(page, url, "", account);
    if (who === "network")
      await network(page, url, own, ["*", ...theirs,
        ...names.filter((n) => n !== own)], true);
    else
      await funding(page, url, ["*", ...names, ...ours, ...theirs], true);
    check(`${who}: no policy broken, no error`, page.problems.length === 0,
      page.problems.join("; "));
    await page.context().close();
  }
}

await run((context) => context.mocked ? mocked(context) : real(context),
  { files: { "/": "compare.html" }, routes });
