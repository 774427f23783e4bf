// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_helps.mjs - "someone helps": the team says who behind its door, the
 * visit says so on every screen, and what is sent names the way and the helper,
 * with the ticket of the PIN;
 * the next visitor is alone again, and so is who comes when nobody came.
 */
import { readFileSync } from "node:fs";
import { accessible, check, fits, picture, run } from "./lib.mjs";
import { forget, hears, listen, pack, said } from "./kiosk_ear.mjs";
import { offers } from "./sample_languages.mjs";
import { kiosk, pin, TICKET } from "./sample.mjs";
import { start, walk } from "./kiosk_steps.mjs";

const FORM = "6b".repeat(32);
const assisted = JSON.parse(readFileSync(new URL(
  "../../client/content/questionnaires/start-assisted.json", import.meta.url)));
const MODES = ["interpreter", "own_worker", "third_party", "peer"];

function told() {
  const k = kiosk(["nl", "fr"]);
  k.questionnaires[FORM] = assisted;
  k.projects[0].assisted = FORM;
  return { ...k, pin: true, preview: false,
    packs: offers(process.env.WK_E2E_PAGES, ["nl", "fr"], ["ar"], null) };
}

const IDS = ["practice", "C00", ...assisted.questions.map((q) => q.id)
  .filter((id) => id !== "C09")];
const ALONE = ["practice", "C00", "C04", "C05", "C08", "C03", "N01"];

/** Through the door, as far as who helps. */
async function door(page) {
  await page.keyboard.press("Control+Alt+KeyS");
  await page.waitForSelector(".door .pin");
  await page.keyboard.type("2468");
  await page.keyboard.press("Enter");
  await page.click(".door [data-do=help]");
  await page.waitForSelector(".helpers[open]");
}

/** The page of a machine that is on, and what it sends. */
async function machine(open, url, size) {
  const page = await open({ size });
  const sent = [];
  page.on("request", (r) => r.method() === "POST" && /answers$/.test(r.url()) &&
    sent.push(r.postDataJSON()));
  await page.clock.install();
  await page.goto(`${url}/kiosk/?project=wijkhuis`);
  await page.waitForSelector(".language");
  return { page, sent };
}

/** A visit to its end; every question fits. */
async function visit(page, lang, ids, name) {
  await start(page, lang);
  for (const id of ids) {
    await page.waitForSelector(`[data-step="${id}"]`);
    await fits(page, `${name}: ${id}`);
    await walk(page, [id], (codes) => codes[1]);
  }
  await page.waitForSelector(".sending, .thanks");
  await page.clock.runFor(2_000);
  await page.waitForSelector(".thanks");
}

async function helped(open, url, [mode, lang, size]) {
  const { page, sent } = await machine(open, url, size);
  const name = `${mode}, ${lang}, ${size}`;
  await door(page);
  check(`${name}: four ways to help`, (await page.$$eval(".helpers [data-mode]",
    (all) => all.map((b) => b.dataset.mode))).join() === MODES.join());
  await fits(page, `${name}: who helps`);
  await accessible(page, `${name}: who helps`);
  await picture(page, `kiosk-helps-${size}`);
  await page.click(`[data-mode=${mode}]`);
  await page.waitForSelector(".notice.assisted");
  await visit(page, lang, IDS, name);
  const [set] = sent;
  check(`${name}: one set, assisted, and by whom`, sent.length === 1 &&
    set.channel === "assisted" && set.questionnaire === FORM &&
    set.answers.mode === mode && set.ticket === TICKET, JSON.stringify(sent));
  check(`${name}: it was said on the way`, (await page.textContent(
    ".notice.assisted")).includes(pack(lang).words.assisted.text));
  await page.click(".thanks [data-do=done]");
  await page.waitForSelector(".language");
  check(`${name}: then nobody helps`, await page.$(".notice.assisted") === null);
  if (mode === "interpreter") {
    await visit(page, "nl", ALONE, `${name}, then alone`);
    check(`${name}: and the next visitor is alone`, sent.length === 2 &&
      sent[1].channel === "self" && sent[1].answers.mode === undefined &&
      sent[1].ticket === undefined);
  }
  check(`${name}: no error`, page.problems.length === 0, page.problems.join());
  await page.context().close();
}

/** Set, and then nobody comes; or one comes and goes in the middle. */
async function forgotten(open, url) {
  const { page, sent } = await machine(open, url, "tablet");
  await door(page);
  await page.click("[data-mode=peer]");
  await page.waitForSelector(".notice.assisted");
  await page.clock.runFor(55_000);
  check("set: there is a minute to begin", await page.$(".notice.assisted") !== null);
  await page.clock.runFor(10_000);
  check("nobody came: who comes next is alone",
    await page.$(".notice.assisted") === null);
  await door(page);
  await page.click("[data-mode=peer]");
  await start(page, "fr");
  await page.clock.runFor(95_000);
  await page.waitForSelector(".language");
  check("gone in the middle: alone again, and nothing was sent",
    await page.$(".notice.assisted") === null && sent.length === 0);
  await door(page);
  await page.click(".helpers [data-do=close]");
  check("nobody: as before", await page.$(".notice.assisted, .helpers") === null);
  check("no error", page.problems.length === 0, page.problems.join());
  await page.context().close();
}

/** Who does not see it hears it, before anything else. */
async function heard(open, url) {
  const page = await open({ size: "tablet" });
  await listen(page, ["nl"]);
  await page.goto(`${url}/kiosk/?project=wijkhuis`);
  await page.waitForSelector(".language");
  await door(page);
  await page.click("[data-mode=peer]");
  await page.focus(".language");
  await forget(page);
  await page.keyboard.press("Enter");
  await hears(page, "nl.words.before");
  check("heard: that somebody sees the answers, before anything else",
    (await said(page)).filter((a) => a !== "nl.words.welcome")[0] ===
    "nl.words.assisted", (await said(page)).join());
  await page.context().close();
}

const routes = { "GET /api/v1/kiosk": () => [200, told()],
  "POST /api/v1/pin": (body) => pin(body.pin) };
await run(async ({ url, open }) => {
  for (const one of [["interpreter", "ar", "tablet"], ["own_worker", "ar", "small"],
    ["third_party", "ar", "portrait"], ["peer", "fr", "desktop"]])
    await helped(open, url, one);
  await Promise.all([forgotten(open, url), heard(open, url)]);
}, { routes, reviewed: ["ar"] });
