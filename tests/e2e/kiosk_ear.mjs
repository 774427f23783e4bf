// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_ear.mjs - a page whose loudspeaker writes down what it says: clips are
 * their own address, and end by themselves a moment later.
 */
import { readFileSync } from "node:fs";

export const pack = (tag) => JSON.parse(readFileSync(new URL(
  `../../client/content/packs/${tag}.json`, import.meta.url), "utf8"));

const PARTS = ["words", "questions", "answers", "themes"];

/** Every address of a pack that a voice can read. */
export const addresses = (tag) => {
  const p = pack(tag);
  return PARTS.flatMap((part) => Object.entries(p[part])
    .filter(([, e]) => e.speak !== undefined || !/\{/.test(e.text))
    .map(([key]) => `${part}.${key}`));
};

/* Runs in the page, before it: Audio that only writes down, hardly a pause
 * between two clips, and clips {language: [address]} that need no network. */
function ear({ moment, voiced }) {
  const later = globalThis.setTimeout;
  globalThis.setTimeout = (f, ms, ...more) => later(f, ms === 200 ? 5 : ms, ...more);
  const texts = new Map(), make = URL.createObjectURL;
  const fetched = globalThis.fetch, prefix = "/speech/", ending = ".opus";
  globalThis.fetch = (what, ...how) => {
    const url = new URL(what, location.href);
    if (url.pathname.startsWith(prefix))
      return Promise.resolve(new Response(url.pathname.slice(prefix.length,
        -ending.length), { headers: { "Content-Type": "audio/ogg" } }));
    if (url.pathname !== "/api/v1/speech")
      return fetched(what, ...how);
    const l = url.searchParams.get("language");
    return Promise.resolve(Response.json({ clips: Object.fromEntries((voiced[l] ?? [])
      .map((a) => [a, { url: `${prefix}${l}.${a}${ending}`, aac: null }])) }));
  };
  globalThis.said = [];
  globalThis.rates = [];
  URL.createObjectURL = (blob) => {
    const url = make.call(URL, blob);
    texts.set(url, blob.text());
    return url;
  };
  globalThis.Audio = class {
    constructor() { this.playbackRate = 1; }
    canPlayType() { return "probably"; }
    pause() { clearTimeout(this.timer); }
    async play() {
      const text = await texts.get(this.src);
      globalThis.said.push(text);
      globalThis.rates.push(this.playbackRate);
      globalThis.marked = document.querySelectorAll(".said").length;
      this.timer = setTimeout(() => this.onended(), moment);
    }
  };
}

/**
 * Give a page an ear, and voices to some languages.
 * @param {any} page @param {string[]} voiced @param {number} moment ms of a clip
 */
export async function listen(page, voiced, moment = 1) {
  await page.addInitScript(ear, { moment,
    voiced: Object.fromEntries(voiced.map((l) => [l, addresses(l)])) });
}

/** What was said since forget(), as "ar.words.I1". */
export const said = (page) => page.evaluate(() => globalThis.said);
export const forget = (page) => page.evaluate(() => { globalThis.said = []; });

/** Wait until something was said. */
export const hears = (page, what) => page.waitForFunction((w) =>
  globalThis.said.includes(w), what);
