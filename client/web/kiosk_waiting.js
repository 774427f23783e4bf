// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_waiting.js - an answer set, or a "no, thank you", is kept until the site
 * has said 201: with the same id, across restarts of page, machine and site.
 *
 *   remember(config)   what the site said last: its token, and to whom to seal
 *   permit(ticket)     what the team's PIN gave: with it somebody helps
 *   hand(set, token)   "saved"    201
 *                      "waiting"  kept, sealed; it is sent until it is saved
 *                      "refused"  neither: nobody has it
 *
 * It is sealed and on the disk before it is first sent, and sent as it lies
 * there.  What waits is sent in the background, shown to nobody, by one tab at
 * a time.  What the site will never take (its plan is over, say) is dropped.
 *
 * Where the browser cannot seal or keep, a set lives in the page's memory as
 * long as somebody waits for it, and is never written anywhere.
 */
import { ApiError, get, post } from "../../common/web/api.js";
import { drop, find, keep, kept, sealed } from "./kiosk_seal.js";
import { sleep } from "./sleep.js";

/** @typedef {{token?: string | null, seal?: {id: string, key: string} | null}} Told */
/** @typedef {"saved" | "waiting" | "refused"} Fate */

const SHOWN_S = 5;    // as long as a visitor looks at "one moment"
const WAIT_S = 5;     // then twice as long, and so on
const WAIT_MAX_S = 60;
const PATIENCE = 8;   // replies 429 in a row before a person is asked
const NEVER = [400, 404, 409, 410, 413]; // sent again, it fares no better
const LOCK = "weerklank-waiting";

/** The page's token, as it was served. */
const served = () =>
  document.querySelector("meta[name=weerklank-token]")?.getAttribute("content");

/** @param {Told} config */
export const tokenOf = (config) => config.token ?? served() ?? "";

/** @type {Told} */
let told = {};

/** @param {Told} config */
export function remember(config) {
  told = config;
}

/** @type {{ticket?: string}} */
let permitted = {};

/** @param {string} ticket */
export function permit(ticket) {
  permitted = { ticket };
}

/**
 * Send one body.  A site that was started again has another token, which is
 * fetched once.  Throws ApiError.
 * @param {object} body @param {string} token
 */
async function submit(body, token) {
  const path = "/api/v1/answers";
  try {
    await post(path, body, { "X-Weerklank-Token": token });
  } catch (e) {
    if (/** @type {ApiError} */ (e).status !== 403)
      throw e;
    remember(await get("/api/v1/kiosk"));
    await post(path, body, { "X-Weerklank-Token": tokenOf(told) });
  }
}

/** One tab at a time, where the browser has such locks.
 * @template T @param {() => Promise<T>} what @returns {Promise<T>} */
const alone = (what) => navigator.locks === undefined ? what()
  : navigator.locks.request(LOCK, what);

/**
 * Send what lies under a name, and take it away if that is over.  Throws
 * ApiError while it has to wait.
 * @param {string} name @returns {Promise<Fate>}
 */
const deliver = (name) => alone(async () => {
  const text = await find(name);
  if (text === undefined)
    return "saved"; // by another tab
  try {
    // It may have been sealed before there was a PIN; nobody sees in whose.
    await submit({ sealed: text, ...permitted }, tokenOf(told));
  } catch (e) {
    if (!NEVER.includes(/** @type {ApiError} */ (e).status))
      throw e;
    await drop(name);
    return "refused";
  }
  await drop(name);
  return "saved";
});

/* ---- In the background ---- */

let busy = false, again = false;

/** Try each once, but none in vain: how many seconds to wait at least, or null
 * when nothing is left. */
async function pass() {
  let later = null;
  for (const name of await kept()) {
    const e = await deliver(name).then(() => null, (why) => why);
    if (e !== null)
      later = Math.max(later ?? 0, e.retryAfter ?? 0);
    if (e?.status === 0 || e?.status === 429)
      break;
  }
  return later;
}

/** Send all that waits, until nothing does. */
export async function sendWaiting() {
  again = true;
  if (busy)
    return;
  busy = true;
  for (let wait = WAIT_S; again;) {
    again = false;
    const later = await pass();
    if (later === null)
      continue;
    await sleep(Math.min(Math.max(later, wait), WAIT_MAX_S));
    wait = Math.min(2 * wait, WAIT_MAX_S);
    again = true;
  }
  busy = false;
}

/* ---- What a visit does ---- */

/** Without a place to keep it. @param {object} set @param {string} token
 * @returns {Promise<Fate>} */
async function unkept(set, token) {
  for (let busy = 0; busy < PATIENCE; busy++) {
    try {
      await submit(set, token);
      return "saved";
    } catch (e) {
      const { status, retryAfter } = /** @type {ApiError} */ (e);
      if (status !== 429)
        break;
      await sleep(Math.min(retryAfter || WAIT_S, WAIT_MAX_S));
    }
  }
  return "refused";
}

/** @param {{channel?: string}} answers @param {string} token
 * @returns {Promise<Fate>} */
export async function hand(answers, token) {
  const set = { ...answers, ...answers.channel === "assisted" && permitted };
  const text = await sealed(set, told.seal);
  const name = text === null ? null : await keep(text);
  if (name === null)
    return unkept(set, token);
  const waits = /** @type {const} */ ("waiting");
  const fate = await Promise.race([
    deliver(name).catch(() => waits), sleep(SHOWN_S).then(() => waits)]);
  if (fate === waits)
    void sendWaiting();
  return fate;
}
