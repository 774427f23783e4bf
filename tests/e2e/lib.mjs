// SPDX-License-Identifier: EUPL-1.2
/*
 * lib.mjs - what the specs of the pages share: a browser, checks, accessibility.
 *
 * From the environment:
 *   WK_E2E_URL    address of the program; without it, a mock serves WK_E2E_PAGES
 *   WK_E2E_PAGES  BUILD/pages/client, for the mock
 *   WK_E2E_SHOTS  a folder for pictures of every screen; none without it
 *   WK_E2E_SLOW   so many times slower the pages' programs run, and replies of
 *                 the mock come late (mock.mjs): what leans on the machine's
 *                 speed shows
 *   WK_CHROMIUM   the browser, /usr/bin/chromium
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mock, SLOW } from "./mock.mjs";

const require = createRequire(
  new URL("../../common/web/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
  "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
  "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

export const SIZES = {
  small: { width: 360, height: 740 },
  phone: { width: 390, height: 844 },
  portrait: { width: 768, height: 1024 },
  tablet: { width: 1024, height: 768 },
  low: { width: 1024, height: 600 },
  desktop: { width: 1280, height: 800 },
};

const shots = process.env.WK_E2E_SHOTS ?? "";
/** What was opened, for a report when the spec cannot go on. */
const opened = [];
let passed = 0, failed = 0;

/** One line per check; the script goes on, and ends with status 1. */
export function check(what, ok, detail = "") {
  if (ok)
    passed++;
  else
    failed++;
  console.log(`${ok ? "ok" : "FAILED"}  ${what}${ok || detail === "" ? ""
    : `: ${detail}`}`);
}

/** Whether two values are the same JSON. */
export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** No finding of axe-core, and no rule of the page's policy broken. */
export async function accessible(page, what) {
  if (SLOW > 1) // it works for minutes then, and finds the same
    return;
  const found = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
      "best-practice"] }));
  check(`${what}: axe-core finds nothing`, found.violations.length === 0,
    found.violations.map((v) => `${v.id} (${v.nodes.map((n) => n.html.slice(0, 120) +
      " " + (n.any[0]?.message ?? "")).join(" | ")})`).join("; "));
}

/** Go to a page by the navigation, which a narrow screen folds. */
export async function go(page, id) {
  const folded = await page.$("nav .menu[aria-expanded=false]");
  if (folded !== null && await folded.isVisible())
    await folded.click();
  await page.click(`nav a[href='#${id}']`);
}

/** A picture of the screen, when pictures were asked for. */
export async function picture(page, name, fullPage = false) {
  if (shots === "")
    return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage });
}

/** Nothing is cut off and nothing must be scrolled. */
export async function fits(page, what) {
  const over = await page.evaluate(() => {
    const e = document.documentElement;
    const cut = [...document.querySelectorAll("button, h1, p, li, span")]
      .filter((x) => !x.closest(".visually-hidden, .icon, svg, .skip") &&
        (x.scrollWidth > x.clientWidth + 1 && x.clientWidth > 0))
      .map((x) => x.textContent.trim().slice(0, 40));
    return { y: e.scrollHeight - e.clientHeight,
      x: e.scrollWidth - e.clientWidth, cut };
  });
  check(`${what}: no scrolling, nothing cut`,
    over.x <= 0 && over.y <= 0 && over.cut.length === 0, JSON.stringify(over));
}

/** At 320 pixels wide, as after zooming in four times: nothing sticks out. */
export async function reflows(page, what) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() =>
    document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(`${what}: reflows at 320 pixels`, wide <= 0, `${wide} px too wide`);
  await picture(page, `reflow-${what.replace(/\W+/g, "-")}`);
  await page.setViewportSize(before);
}

const MARKUP = '<img src=x onerror="globalThis.hurt = 1"><b>';

/** Every text of a JSON value with markup in it; ids and codes stay. */
export function hostile(value, key = "") {
  if (typeof value === "string")
    return /^(nl|fr|en|site|text|message|central|software)$/.test(key)
      ? `${MARKUP}${value}` : value;
  if (Array.isArray(value))
    return value.map((x) => hostile(x));
  return value !== null && typeof value === "object"
    ? Object.fromEntries(Object.entries(value).map(([k, x]) => [k, hostile(x, k)]))
    : value;
}

/** From here on the API's texts come with markup in them. */
export const poison = (page) => page.route("**/api/v1/*", async (route) => {
  if (route.request().method() !== "GET")
    return route.continue();
  try {
    const reply = await route.fetch();

    return await route.fulfill({ response: reply, json: hostile(await reply.json()) });
  } catch {
    return undefined; // the page has gone on and asks for this no more
  }
});

/** No text became an element, and none ran. */
export async function unhurt(page, what) {
  check(`${what}: markup in texts stays text`, await page.evaluate(() =>
    globalThis.hurt === undefined && document.querySelector("main img, main b") === null &&
    document.body.textContent.includes("<img src=x")));
}

/** A browser of its own with its files in folder, as a kiosk has it: pages are
 * kept for "back" too.  A folder can be opened again. */
export const inProfile = (folder) => chromium.launchPersistentContext(folder, {
  args: FLAGS, executablePath: process.env.WK_CHROMIUM ?? "/usr/bin/chromium",
  ignoreDefaultArgs: ["--disable-back-forward-cache"], viewport: SIZES.tablet,
  locale: "nl-BE", hasTouch: true, timezoneId: "Europe/Brussels",
  env: { ...process.env, HOME: folder } });

/** What stands on the pages that are open, what they wait for and did not get. */
async function report() {
  for (const page of opened.filter((p) => !p.isClosed())) {
    const text = await page.evaluate(() => document.body.innerText)
      .catch((e) => String(e));
    console.log(`  on ${page.url()}: ${text.replace(/\s+/g, " ").slice(0, 400)}`);
    console.log(`  waits for: ${[...page.under].map((r) => r.url()).join(" ")}`);
    console.log(`  refused: ${page.gone.slice(-9).join(", ")}`);
    console.log(`  problems: ${page.problems.join("; ")}`);
  }
}

/**
 * Run spec(context) against the program or the mock.  context has url, mocked,
 * saved (a Map, mock only), and open({size, dark, locale}) -> a fresh page that
 * may reach nothing but url.
 */
export async function run(spec, options = {}) {
  let url = process.env.WK_E2E_URL, served = null;
  if (url === undefined) {
    if (process.env.WK_E2E_PAGES === undefined)
      throw new Error("neither WK_E2E_URL nor WK_E2E_PAGES is set");
    served = mock(process.env.WK_E2E_PAGES, options);
    await new Promise((done) => served.server.listen(0, "127.0.0.1", done));
    url = `http://127.0.0.1:${served.server.address().port}`;
  }
  url = url.replace(/\/$/, "");
  const home = mkdtempSync(join(tmpdir(), "wk-e2e-"));
  const browser = await chromium.launch({ args: FLAGS,
    executablePath: process.env.WK_CHROMIUM ?? "/usr/bin/chromium",
    env: { ...process.env, HOME: home } });
  const open = async ({ size = "tablet", dark = false, locale = "nl-BE" } = {}) => {
    const context = await browser.newContext({ viewport: SIZES[size], locale,
      colorScheme: dark ? "dark" : "light", reducedMotion: "reduce",
      timezoneId: "Europe/Brussels", hasTouch: size !== "desktop",
      ignoreHTTPSErrors: true });
    await context.addInitScript(AXE);
    const page = await context.newPage();
    page.setDefaultTimeout(120_000); // for a machine that stands still a while
    if (SLOW > 1) {
      const cdp = await context.newCDPSession(page);
      await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOW });
    }
    page.problems = [];
    page.under = new Set();
    page.gone = [];
    page.on("request", (r) => page.under.add(r));
    for (const end of ["requestfinished", "requestfailed"])
      page.on(end, (r) => page.under.delete(r));
    page.on("requestfailed", (r) => page.gone.push(
      `${r.url()} ${r.failure()?.errorText}`));
    page.on("response", (r) => r.status() >= 400 && page.gone.push(
      `${r.url()} ${r.status()}`));
    opened.push(page);
    page.on("pageerror", (e) => page.problems.push(String(e)));
    page.on("console", (m) => m.type() === "error" &&
      /policy|refused to/i.test(m.text()) && page.problems.push(m.text()));
    await page.route((u) => !u.href.startsWith(url), (r) => {
      page.problems.push(`outside: ${r.request().url()}`);
      return r.abort();
    });
    return page;
  };
  try {
    await spec({ url, open, mocked: served !== null, saved: served?.saved });
  } catch (e) {
    check("the spec ran to its end", false, e.stack);
    await report();
  }
  await browser.close();
  served?.server.close();
  rmSync(home, { recursive: true, force: true });
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
