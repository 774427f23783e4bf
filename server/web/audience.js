// SPDX-License-Identifier: EUPL-1.2
/*
 * audience.js - for whom the pages are drawn.  The API alone decides what an
 * account sees; this is how the pages speak of it.
 *
 *   "together"  all sites as one row, that the API calls "*" (role funding)
 *   "letters"   the own site by its name and first, the others as letters
 *   ""          every site by its name
 *
 * Source  common/API.md, "Who sees what".
 */

/** @typedef {"" | "letters" | "together"} Audience */

/** @type {Record<string, Audience>} by the role of an account */
const OF_ROLE = { network: "letters", funding: "together" };

/** @type {{audience: Audience, sites: string[]}} */
let drawn = { audience: "", sites: [] };

/** @param {string} role @param {string[]} sites  as GET /api/v1/questions */
export function drawFor(role, sites) {
  drawn = { audience: OF_ROLE[role] ?? "", sites };
}

export const audience = () => drawn.audience;

/** Everybody is one row. */
export const together = () => drawn.audience === "together";

/** As the API names them, in its order. */
export const sitesOf = () => drawn.sites;
