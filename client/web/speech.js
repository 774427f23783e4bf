// SPDX-License-Identifier: EUPL-1.2
/*
 * speech.js - the voice of the kiosk: clips of the pack's strings, by address.
 *
 *   await loadSpeech("ar")                      the clips there are; again at each visit
 *   has("words.I1")                             whether it can be heard
 *   await play(["questions.C01", "answers.0"], { rate: 0.8 })
 *   stop()
 *   await hear(playable(clip))                  one file, for staff
 *
 * Clips are fetched whole, all of a language in the order of its pack, and kept
 * in the page's memory: what is heard, and so which answer somebody tapped, is
 * seen neither by the program nor on the network.
 *
 * Nothing here throws or rejects: without a clip, without sound and without
 * contact the page goes on in silence.
 */
import { get } from "../../common/web/api.js";

/**
 * @typedef {{url: string, aac: string | null}} Clip
 * @typedef {"heard" | "stopped" | "silent"} Outcome
 *   heard: to the end, all that exists of it; stopped: by stop() or by another
 *   play(); silent: there is nothing, or the browser does not play it
 */

const GAP_MS = 300;  // between two clips of a list
const AT_ONCE = 4;   // requests under way

/** @type {Record<string, string>} */
const TYPES = {
  opus: 'audio/ogg; codecs="opus"',
  webm: 'audio/webm; codecs="opus"',
  m4a: 'audio/mp4; codecs="mp4a.40.2"',
};

/** @type {Map<string, Map<string, string>>} language -> address -> URL */
const known = new Map();
/** @type {Map<string, Promise<string | null>>} URL -> what the element is given */
const fetched = new Map();
/** @type {(() => Promise<void>)[]} */
const queue = [];
let latest = "";
let working = 0;

/** @type {HTMLAudioElement | null} the only one: two voices never overlap */
let element = null;
let turn = 0;
/** @type {() => void} ends what plays now */
let cut = () => {};

const audio = () => element ??= new Audio();

/** The file of a clip that this browser plays. @param {Clip} clip */
export const playable = (clip) => [clip.url, clip.aac].find((url) => url &&
  audio().canPlayType(TYPES[url.split(".").pop() ?? ""] ?? "") !== "") ?? null;

async function work() {
  working++;
  for (let next = queue.shift(); next !== undefined; next = queue.shift())
    await next();
  working--;
}

/** @param {string} url @returns {Promise<string | null>} */
async function download(url) {
  try {
    const r = await fetch(url);
    if (r.ok)
      return URL.createObjectURL(await r.blob());
  } catch {
    // As if there were no clip; the next visit tries again.
  }
  fetched.delete(url);
  return null;
}

/** Have a file fetched in its turn. @param {string} url */
function want(url) {
  const held = fetched.get(url);
  if (held !== undefined)
    return held;
  const coming = new Promise((/** @type {(s: string | null) => void} */ done) =>
    queue.push(() => download(url).then(done)));
  fetched.set(url, coming);
  if (working < AT_ONCE)
    void work();
  return coming;
}

/** Give back the memory of files that no language names any more. */
function forgetOld() {
  const used = new Set([...known.values()].flatMap((m) => [...m.values()]));
  for (const [url, source] of fetched)
    if (!used.has(url)) {
      fetched.delete(url);
      void source.then((s) => s !== null && URL.revokeObjectURL(s));
    }
}

/**
 * The clips of a language, address -> URL; empty when there are none or no
 * contact.  The language becomes that of has() and play().  Files come in the
 * background; only: addresses to begin with, and no others.
 * @param {string} language @param {string[]} [only]
 */
export async function loadSpeech(language, only) {
  if (only === undefined)
    latest = language;
  const told = await get(`/api/v1/speech?language=${encodeURIComponent(language)}`)
    .catch(() => null);
  if (told === null)
    return known.get(language) ?? new Map();
  /** @type {Map<string, string>} */
  const clips = new Map();
  for (const [address, clip] of Object.entries(told.clips)) {
    const url = playable(/** @type {Clip} */ (clip));
    if (url !== null)
      clips.set(address, url);
  }
  known.set(language, clips);
  forgetOld();
  for (const [address, url] of clips)
    if (only === undefined || only.includes(address))
      void want(url);
  return clips;
}

/** Whether an address can be heard. @param {string} address */
export const has = (address, language = latest) =>
  known.get(language)?.has(address) ?? false;

/** @param {number} ms @returns {Promise<boolean>} false: cut short */
const pause = (ms) => new Promise((done) => {
  const timer = setTimeout(() => done(true), ms);
  cut = () => { clearTimeout(timer); done(false); };
});

/**
 * Play one file to its end.
 * @param {string} source @param {number} rate @returns {Promise<boolean>}
 */
const playOne = (source, rate) => new Promise((done) => {
  const a = audio();
  cut = () => { a.pause(); done(false); };
  a.onended = () => done(true);
  a.onerror = () => done(false);
  a.src = source;
  a.defaultPlaybackRate = a.playbackRate = rate;
  a.play().catch(() => done(false));
});

/** Be silent, at once. */
export function stop() {
  turn++;
  cut();
  cut = () => {};
}

/**
 * Play one file: a URL, or what URL.createObjectURL() made of a recording.
 * @param {string} source @returns {Promise<Outcome>}
 */
export async function hear(source) {
  stop();
  const mine = turn;
  const heard = await playOne(source, 1);
  return turn !== mine ? "stopped" : heard ? "heard" : "silent";
}

/**
 * Say one address, or several after each other; those without a clip are passed
 * over.  Whatever was being said stops.
 * @param {string | string[]} addresses
 * @param {{rate?: number, language?: string}} [how]
 * @returns {Promise<Outcome>}
 */
export async function play(addresses, { rate = 1, language = latest } = {}) {
  stop();
  const mine = turn;
  let heard = 0;
  for (const address of [addresses].flat()) {
    const url = known.get(language)?.get(address);
    const source = url === undefined ? null : await want(url);
    if (source !== null && turn === mine && heard > 0)
      await pause(GAP_MS);
    if (source !== null && turn === mine && await playOne(source, rate))
      heard++;
    if (turn !== mine)
      return "stopped";
  }
  return heard > 0 ? "heard" : "silent";
}
