// SPDX-License-Identifier: EUPL-1.2
/*
 * sample_languages.mjs - the routes of a mock for the language packs: those
 * that the build made, in the shapes of common/API.md.  What is reviewed there
 * is offered at the mock's kiosk; two strings of each have a made-up voice.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SECTIONS = ["words", "questions", "answers", "themes", "months"];
const HASH = "1a".repeat(32);

/** Every pack of PAGES with its address. @param {string} pages */
const built = (pages) => readdirSync(join(pages, "assets"))
  .filter((name) => /^pack-.*\.json$/.test(name)).sort()
  .map((name) => ({ url: `/assets/${name}`, pack: JSON.parse(
    readFileSync(join(pages, "assets", name), "utf8")) }));

const head = ({ url, pack }, reviewed) => ({ language: pack.language,
  endonym: pack.endonym, direction: pack.direction, script: pack.script,
  status: reviewed.includes(pack.language) ? "reviewed" : pack.status, url });

/** "packs" of GET /api/v1/kiosk.
 * @param {string} pages @param {string[]} own @param {string[]} reviewed
 * @param {string | null} preview */
export function offers(pages, own, reviewed, preview) {
  const place = (p) => own.includes(p.language) ? own.indexOf(p.language)
    : p.status === "source" ? 10 : 20;
  return built(pages).map((p) => ({ ...head(p, reviewed),
    welcome: p.pack.words.welcome.text, choose: p.pack.words.choose.text }))
    .filter((p) => preview === null ? p.status !== "draft"
      : p.language === preview)
    .sort((a, b) => place(a) - place(b));
}

const speech = ({ pack }, source) => ({ clips: Object.fromEntries(
  ["words.welcome", "words.I1"].map((address, i) => [address, {
    url: `/speech/${"0".repeat(31)}${i}.opus`, aac: null,
    source: i === 0 ? "human" : "tts", stale: false,
    reviewed: i === 0 ? "2026-11-20" : null,
    reviewer: i === 0 ? "staff" : null }])),
language: pack.language, direction: pack.direction,
from: pack.status === "source" ? null : "nl",
strings: SECTIONS.flatMap((section) => Object.entries(pack[section])
  .filter(([, s]) => s.speak !== undefined || !s.text.includes("{"))
  .map(([key, s]) => ({ address: `${section}.${key}`, text: s.text,
    spoken: s.speak ?? s.text, hash: HASH,
    source: pack.status === "source" ? null : source[section][key].text }))) });

/** @param {string} pages @param {string[]} reviewed grows with each review */
export const languagesRoutes = (pages, reviewed) => ({
  "GET /api/v1/languages": () => [200, { languages: built(pages).map((p) => ({
    ...head(p, reviewed), hash: HASH, missing: [],
    review: reviewed.includes(p.pack.language)
      ? { date: "2026-11-22", role: "translator" }
      : p.pack.language === "tr" ? { date: "2026-03-02", role: "interpreter" }
        : null })) }],
  "POST /api/v1/languages/review": (body) => {
    if (body.hash !== HASH)
      return [409, { error: "hash: the pack says something else by now" }];
    reviewed.push(body.language);
    return [200, { saved: true }];
  },
  "GET /api/v1/speech": (body, r) => {
    const asked = new URL(r.url, "http://mock").searchParams;
    const tag = asked.get("language");
    if (!asked.has("all")) // the kiosk: no voice, unless a spec brings one
      return [200, { clips: {} }];
    const all = built(pages), of = (l) => all.find((p) => p.pack.language === l);
    return of(tag) === undefined ? [404, { error: "language: no such pack" }]
      : [200, speech(of(tag), of("nl").pack)];
  },
});
