// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_traces.mjs - nothing of a visitor is seen by the next one, and nothing
 * lies on the disk that tells what was answered: by back, reload, another tab,
 * and after the browser was killed in the middle of a visit.
 *
 * What waits to be saved does lie there, sealed, and is saved after all.
 */
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check, inProfile, run } from "./lib.mjs";
import { choose, start, walk } from "./kiosk_steps.mjs";

const ANSWERS = "**/api/v1/answers";

/** Every file below folder that has one of these texts, in bytes or UTF-16. */
function having(folder, texts) {
  const wanted = texts.flatMap((t) => [Buffer.from(t), Buffer.from(t, "utf16le")]);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name))
    .filter((path) => {
      const bytes = readFileSync(path);
      return wanted.some((w) => bytes.includes(w));
    });
}

/** A browser on the profile; told: what its pages made to be sent, in plain. */
async function browser(folder, told) {
  const context = await inProfile(folder);
  await context.exposeBinding("wkTold", (_, text) => told.push(text));
  await context.addInitScript(() => {
    const plain = JSON.stringify;
    JSON.stringify = (x, ...rest) => {
      const text = plain(x, ...rest);
      if (x?.channel !== undefined)
        globalThis.wkTold(text);
      return text;
    };
  });
  return context;
}

/** As if the power went: the browser that has this profile is gone. */
async function killed(context, folder) {
  const closed = new Promise((done) => context.once("close", done));
  process.kill(Number(readlinkSync(join(folder, "SingletonLock")).split("-").at(-1)),
    "SIGKILL");
  await closed;
}

const fresh = async (page, what) => {
  await page.waitForSelector(".language");
  check(`${what}: the languages, and nothing else of a visit`, await page.evaluate(() =>
    document.querySelector("[data-step], .thanks, .sending, .unsaved, " +
      "[aria-checked=true], [aria-pressed=true], dialog[open]") === null));
  await start(page, "nl");
  check(`${what}: nothing is chosen`, await page.evaluate(() =>
    document.querySelector("[aria-checked=true], [aria-pressed=true]") === null));
};

/** Somebody in the middle of a visit, who goes away. */
async function middle(page, home, ids) {
  await page.goto(home);
  await start(page, "nl");
  await walk(page, ids.slice(0, 3), (codes) => codes[1]);
  await page.waitForSelector(`[data-step="${ids[3]}"]`);
  await choose(page, "2");
}

async function seen(context, home, ids) {
  const page = await context.newPage();
  await middle(page, home, ids);
  await page.reload();
  await fresh(page, "reload");
  await middle(page, home, ids);
  await page.goto("about:blank");
  await page.goBack();
  await fresh(page, "back");
  await page.goForward();
  await page.goBack();
  await fresh(page, "forward and back");
  await middle(page, home, ids);
  const other = await context.newPage();
  await other.goto(home);
  await fresh(other, "another tab");
  check("no other page, title or address tells anything", other.url() === page.url() &&
    await other.title() === await page.title() && await other.evaluate(() =>
    localStorage.length + sessionStorage.length + document.cookie.length) === 0);
  await other.close();
  await page.close();
}

/** A whole visit that cannot be saved now, and one cut off in the middle. */
async function cut(context, home, ids, folder) {
  const page = await context.newPage();
  await page.route(ANSWERS, (route) => route.abort("connectionrefused"));
  await page.goto(home);
  await start(page, "nl");
  await walk(page, ids, (codes) => codes[2 % codes.length]);
  await page.waitForSelector(".thanks");
  await page.click(".thanks [data-do=done]");
  await page.waitForSelector(".language");
  await start(page, "nl");
  await walk(page, ids.slice(0, 4), (codes) => codes[0]);
  await killed(context, folder);
}

/** What would betray a set: its id, and any answer as it is written. */
const betrays = (text) => {
  const set = JSON.parse(text);
  return [set.id, '"answers":{', ...Object.entries(set.answers)
    .map(([id, x]) => `"${id}":${JSON.stringify(x)}`)];
};

async function spec({ url }, folder) {
  const config = await (await fetch(`${url}/api/v1/kiosk`)).json();
  const project = config.projects.find((p) => config.questionnaires[p.wave]);
  const form = config.questionnaires[project.wave];
  const ids = ["practice", "C00", ...form.questions.map((q) => q.id)
    .filter((id) => !(project.not_asked ?? []).includes(id)),
  ...(form.attributes ?? []).map((a) => a.id)];
  const home = `${url}/kiosk/?project=${project.id}`;
  const told = [];
  let context = await browser(folder, told);
  await seen(context, home, ids);
  check("nobody who left was sent", told.length === 0, told.join());
  await cut(context, home, ids, folder);
  check("one set was made", told.length === 1, `${told.length}`);
  const found = having(folder, betrays(told[0]));
  check("killed: no file of the profile tells an answer", found.length === 0,
    found.join());

  context = await browser(folder, told);
  const page = context.pages()[0] ?? await context.newPage();
  const saved = page.waitForResponse((r) => r.request().method() === "POST" &&
    r.url().endsWith("/answers"));
  await page.goto(home);
  check("on again: what waited is saved, sealed", (await saved).status() === 201 &&
    Object.keys((await saved).request().postDataJSON()).join() === "sealed");
  await fresh(page, "on again");
  await page.waitForFunction(() => new Promise((done) => {
    const open = indexedDB.open("weerklank", 1);
    open.onsuccess = () => {
      const count = open.result.transaction("waiting").objectStore("waiting").count();
      count.onsuccess = () => { open.result.close(); done(count.result === 0); };
    };
  }));
  check("saved: nothing is kept", true);
  await page.evaluate((text) => new Promise((done) => { // the search can find it
    const open = indexedDB.open("planted", 1);
    open.onupgradeneeded = () => open.result.createObjectStore("x");
    open.onsuccess = () => {
      const write = open.result.transaction("x", "readwrite", { durability: "strict" });
      write.objectStore("x").put(text, "x");
      write.oncomplete = done;
    };
  }), told[0]);
  await killed(context, folder);
  check("control: what lies there in plain is found",
    having(folder, betrays(told[0])).length > 0);
}

const folder = mkdtempSync(join(tmpdir(), "wk-traces-"));
await run((context) => spec(context, folder));
rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
