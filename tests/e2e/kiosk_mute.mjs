// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_mute.mjs - no screen, dialog or notice is mute: by keyboard alone, in nl,
 * fr, ar and en, everything that stands on the screen is said by itself or where
 * the Tab key stops, or else where it is touched; and a card is entered by ear.
 *
 * Not read are the names that staff gave and the team's own words (<q>).
 */
import { check, run } from "./lib.mjs";
import { addresses, forget, hears, listen, pack, said } from "./kiosk_ear.mjs";

const LANGS = ["nl", "fr", "ar", "en"];
const LOOP = ["done", "cannot"].map((state) => ({ theme: "housing", state,
  said: "2026-09", text: { nl: "Elke week een uur." } }));

const plain = (x) => x.replace(/\s+/g, " ").trim();

/* What stands on the screen, and in which language: texts, each with the place
 * where it can be touched.  Runs in the page. */
function standing() {
  const top = document.querySelector("dialog[open]") ?? document.body;
  const walk = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
  const found = [], buttons = [...document.querySelectorAll("button")];
  globalThis.places = [];
  for (let n = walk.nextNode(); n !== null; n = walk.nextNode()) {
    const x = n.parentElement;
    if (x.closest("button:disabled")) // there is nothing to go on with
      continue;
    if (!/[\p{L}\d]/u.test(n.data) || !x.checkVisibility() || x.closest(".project, q, " +
        ".visually-hidden, [aria-hidden=true], .demonstration, script, noscript"))
      continue;
    found.push({ text: n.data, lang: x.closest("[lang]").lang,
      button: buttons.indexOf(x.closest("button")) });
    globalThis.places.push(x);
  }
  return found;
}

/* The focus goes wherever keys bring it (an arrow to the next answer, which Tab
 * passes by), and stays until all is said there.  Runs in the page. */
async function tour() {
  const top = document.querySelector("dialog[open]") ?? document.body;
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  for (const x of top.querySelectorAll("button:enabled, [tabindex='0']")) {
    const before = globalThis.said.length;
    x.focus();
    for (let n = 0; n < 100 && globalThis.said.length === before; n++)
      await wait(10);
    for (let n = before; n !== globalThis.said.length; await wait(20))
      n = globalThis.said.length;
  }
}

/** Where the packs say this text; a number of the foot: each of its digits. */
function places({ text, lang }) {
  if (lang === "ti") // without a voice here
    return [["nl.words.no_voice"]];
  if (/^[\d ·]+$/.test(text))
    return text.match(/\d/g).map((d) => [`${lang}.words.d${d}`]);
  const p = pack(lang);
  return [["words", "questions", "answers", "themes"].flatMap((part) =>
    Object.entries(p[part]).filter(([, e]) => {
      const [before, ...after] = plain(e.text).split(/\{\w+\}/);
      return after.length === 0 ? before === text
        : text.startsWith(before) && text.endsWith(after.at(-1));
    }).map(([key]) => `${lang}.${part}.${
      key === "we_cannot" ? "cannot" : key}`))]; // its reason is the team's
}

/** Wait until nothing more is said. */
async function quiet(page) {
  for (let n = -1, now = 0; n !== now;) {
    n = now;
    await page.waitForTimeout(60);
    now = (await said(page)).length;
  }
}

/** Press Tab until the focus is there. */
async function reach(page, selector) {
  for (let i = 0; i < 60; i++) {
    if (await page.evaluate((s) => document.activeElement.matches(s), selector))
      return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no Tab stops at ${selector}`);
}

async function go(page, selector, key = "Enter") {
  await reach(page, selector);
  await forget(page);
  await page.keyboard.press(key);
}

/** What of a screen was not said though all of it was reached, and touched. */
async function muteOf(page) {
  await page.evaluate(tour);
  await quiet(page);
  const texts = (await page.evaluate(standing))
    .map((x, i) => ({ ...x, text: plain(x.text), i }));
  const ok = (x, all) => places(x).every((some) => some.some((a) => all.includes(a)));
  const before = await said(page), mute = [];
  for (const x of texts.filter((t) => !ok(t, before))) {
    if (x.button >= 0) { // one of its texts is its name
      if (!texts.some((t) => t.button === x.button && ok(t, before)))
        mute.push(x.text);
      continue;
    }
    await page.evaluate((i) => globalThis.places[i].click(), x.i);
    await quiet(page);
    if (!ok(x, await said(page)))
      mute.push(x.text);
  }
  return texts.length > 0 ? mute : ["nothing stands here"];
}

/** Go over a screen, again where clips were still on their way; what was said
 * by itself. */
async function heardAll(page, what) {
  await quiet(page);
  const first = await said(page);
  await page.keyboard.press("Tab"); // from here on by keyboard
  let mute = await muteOf(page);
  for (let again = 0; mute.length > 0 && again < 2; again++)
    mute = await muteOf(page);
  check(`${what}: nothing is mute`, mute.length === 0, mute.join("; "));
  return first;
}

/** The page, in a project that is otherwise. */
async function machine(open, config, home, change) {
  const page = await open({ size: "desktop" });
  await listen(page, LANGS);
  await page.route("**/api/v1/kiosk", (route) => route.fulfill({ json: { ...config,
    projects: [{ ...config.projects[0], ...change }] } }));
  await page.goto(home);
  await page.waitForSelector(".language, .quiet-screen");
  return page;
}

async function chosen(page, lang) {
  await go(page, `.language[data-lang=${lang}]`);
}

/** A trial, with what was done last time and a card, until it is stopped. */
async function trial(open, config, home, lang) {
  const page = await machine(open, config, home,
    { loop: LOOP, cards: true, pilot: true });
  await chosen(page, lang);
  await page.waitForSelector(".last");
  await hears(page, `${lang}.words.pilot`);
  const first = await heardAll(page, `${lang}, last time`);
  // The language's own name may still be on its way to the ear.
  check(`${lang}: that it is a trial is said first`,
    first.find((a) => a !== `${lang}.words.welcome`) === `${lang}.words.pilot`,
    first.join());
  await go(page, "[data-do=onwards]");
  await page.waitForSelector(".sentences");
  await heardAll(page, `${lang}, intention`);
  await go(page, "[data-do=start]");
  await page.waitForSelector(".keys");
  await heardAll(page, `${lang}, card`);
  await card(page, lang);
  await page.waitForSelector("[data-step=practice]");
  await heardAll(page, `${lang}, practice`);
  await go(page, ".stop");
  await page.waitForSelector("dialog[open]");
  await heardAll(page, `${lang}, stop?`);
  await go(page, "dialog [data-do=yes]");
  await page.waitForSelector(".thanks");
  await heardAll(page, `${lang}, thanks`);
  await page.context().close();
}

/** Six digits by ear: each key, what was taken back, and why they do not fit. */
async function card(page, lang) {
  const says = async (what, list, act) => {
    await forget(page);
    await act();
    await page.waitForFunction((n) => globalThis.said.length >= n, list.length);
    await quiet(page); // nothing more follows
    check(`${lang}, card: ${what}`, (await said(page)).join() ===
      list.map((a) => `${lang}.words.${a}`).join(), (await said(page)).join());
  };
  const type = (key) => () => page.keyboard.press(key);
  await says("a digit that is typed", ["d6"], type("6"));
  await reach(page, "[data-digit='3']");
  await says("a key that is reached", ["d4"], type("Tab"));
  await says("a key that is pressed", ["d4"], type("Enter"));
  await says("what is taken back", ["card_erase", "d4"], type("Backspace"));
  await says("nothing left but one", ["card_erase", "d6"], type("Backspace"));
  await says("nothing to take back", ["card_erase"], type("Backspace"));
  await page.keyboard.type("65432");
  await says("wrong digits, after the last one", ["d1", "card_wrong"], type("1"));
  await page.keyboard.type("123");
  await says("touched, what was entered", ["d1", "d2", "d3"], () =>
    page.click(".digits"));
  await forget(page);
  await page.keyboard.type("456");
}

/** Declining, then a whole visit whose answers take long and are not saved. */
async function visit(open, config, home, lang) {
  const page = await machine(open, config, home, { seal: null, loop: [] });
  await heardAll(page, `${lang}, languages`);
  await chosen(page, lang);
  await page.waitForSelector(".sentences");
  await go(page, "[data-do=decline]");
  await page.waitForSelector(".calm");
  await heardAll(page, `${lang}, calm`);
  await go(page, ".back");
  await page.waitForSelector(".sentences");
  await go(page, "[data-do=start]");
  let saved = null;
  await page.route("**/api/v1/answers", (route) => { saved = route; });
  for (let i = 0; i < 12; i++) {
    await page.waitForSelector("[data-step], .sending");
    if (await page.$(".sending") !== null)
      break;
    const id = await page.getAttribute("[data-step]", "data-step");
    if (["C00", "C04", "N01"].includes(id))
      await heardAll(page, `${lang}, ${id}`);
    await go(page, ".answer", "Space");
    await go(page, ".next");
    await page.waitForSelector(`[data-step="${id}"]`, { state: "detached" });
  }
  await hears(page, `${lang}.words.sending`);
  check(`${lang}: who waits is told so`, saved !== null);
  await saved.fulfill({ status: 503, json: { error: "full" } });
  await page.waitForSelector(".unsaved");
  await heardAll(page, `${lang}, unsaved`);
  await page.context().close();
}

/** Nothing to ask: heard where it is reached, in each of the page's languages. */
async function nothing(open, config, home) {
  const page = await machine(open, config, home, { wave: null });
  await heardAll(page, "nothing to ask");
  await page.context().close();
}

/** No voice: the centre's language says so, and where help is. */
async function silent(open, config, home) {
  const page = await machine(open, config, home, {});
  await forget(page);
  await reach(page, ".language[data-lang=ti]");
  await hears(page, "nl.words.no_voice");
  await go(page, ".language[data-lang=ti]");
  await page.waitForSelector(".silent");
  check("ti: the screen says that there is no voice",
    plain(await page.textContent(".silent")) === plain(pack("ti").words.no_voice.text));
  await forget(page);
  await reach(page, ".silent");
  await hears(page, "nl.words.no_voice");
  check("ti: and so does the centre's language", true);
  await page.context().close();
}

await run(async ({ url, open }) => {
  const config = { ...await (await fetch(`${url}/api/v1/kiosk`)).json(), seal: null };
  const home = `${url}/kiosk/?project=${config.projects[0].id}`;
  for (const l of LANGS)
    check(`${l}: every digit has a word`, [..."0123456789"].every((d) =>
      addresses(l).includes(`words.d${d}`)));
  await Promise.all([nothing(open, config, home), silent(open, config, home),
    ...LANGS.flatMap((lang) => [trial(open, config, home, lang),
      visit(open, config, home, lang)])]);
}, { reviewed: ["ar", "ti"] });
