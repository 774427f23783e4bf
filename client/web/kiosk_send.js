// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_send.js - hand one answer set to the program, or one "no, thank you",
 * and know what came of it.
 *
 * Only 201 means saved.  The id stays the same, so that a reply that got lost
 * and a second attempt count once.
 */
import { ApiError, get, post } from "../../common/web/api.js";

const WAIT_S = 5;
const WAIT_MAX_S = 60;
const PATIENCE = 8;   // replies 429 in a row before a person is asked
export const MOMENT_S = 0.8; // long enough to see that something was tried

const sleep = (/** @type {number} */ s) =>
  new Promise((done) => setTimeout(done, s * 1000));

/** The page's token, as it was served. */
const served = () =>
  document.querySelector("meta[name=weerklank-token]")?.getAttribute("content");

/** @param {{token?: string | null}} config */
export const tokenOf = (config) => config.token ?? served() ?? "";

/**
 * Whether it was saved.
 * @param {object} set @param {string} token
 */
export const send = (set, token) =>
  Promise.all([attempt(set, token), sleep(MOMENT_S)]).then(([saved]) => saved);

/**
 * The same of who declined.  Nobody waits for it, nothing shows that it is sent,
 * and one that cannot be saved within a minute is not counted.
 * @param {object} set @param {string} token
 */
export async function sendUnseen(set, token) {
  for (let i = 0; i < PATIENCE && !await send(set, token); i++)
    await sleep(WAIT_S);
}

/**
 * Send until the program decides.  One that was started again has another
 * token, which is fetched once.
 * @param {object} set @param {string} token
 */
async function attempt(set, token) {
  let fresh = false;
  for (let busy = 0; busy < PATIENCE;) {
    try {
      await post("/api/v1/answers", set, { "X-Weerklank-Token": token });
      return true;
    } catch (e) {
      const { status, retryAfter } = /** @type {ApiError} */ (e);
      if (status === 429) {
        busy++;
        await sleep(Math.min(retryAfter || WAIT_S, WAIT_MAX_S));
      } else if (status === 403 && !fresh) {
        fresh = true;
        token = tokenOf(await get("/api/v1/kiosk").catch(() => ({ token })));
      } else {
        return false;
      }
    }
  }
  return false;
}
