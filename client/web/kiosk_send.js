// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_send.js - hand over one answer set while the screen says so, or one
 * "no, thank you" unseen.
 */
import { hand } from "./kiosk_waiting.js";
import { sleep } from "./sleep.js";

export { tokenOf } from "./kiosk_waiting.js";

const WAIT_S = 5;
const PATIENCE = 8;
export const MOMENT_S = 0.8; // long enough to see that something was tried

/**
 * Whether the site has it, or will.
 * @param {object} set @param {string} token
 */
export const send = (set, token) =>
  Promise.all([hand(set, token), sleep(MOMENT_S)])
    .then(([fate]) => fate !== "refused");

/**
 * The same of who declined.  Nobody waits for it, nothing shows that it is sent,
 * and one that can be neither saved nor kept within a minute is not counted.
 * @param {object} set @param {string} token
 */
export async function sendUnseen(set, token) {
  for (let i = 0; i < PATIENCE && !await send(set, token); i++)
    await sleep(WAIT_S);
}
