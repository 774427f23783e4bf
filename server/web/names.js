// SPDX-License-Identifier: EUPL-1.2
/*
 * names.js - the names of sites as pages say them: the own one is marked, in
 * words, a letter is said to be a site, and "*" is all of them together.  Every
 * reply goes through named(), so that charts, tables and saved pictures say
 * them alike; files to download keep what the API says.
 */
import { t } from "./words.js";
import { audience, sitesOf } from "./audience.js";

/** Where names stand in a reply; elsewhere texts are left alone. */
const KEYS = new Set(["site", "sites", "a", "b", "outside"]);

/** @param {string} name as the API has it */
function say(name) {
  if (audience() === "together")
    return t("allsites");
  return t(name === sitesOf()[0] ? "ownsite" : "othersite", { name });
}

/** @param {any} value @param {string} key @returns {any} */
function walk(value, key) {
  if (typeof value === "string")
    return KEYS.has(key) ? say(value) : value;
  if (Array.isArray(value))
    return value.map((x) => walk(x, key));
  return value === null || typeof value !== "object" ? value
    : Object.fromEntries(Object.entries(value).map(([k, x]) =>
      [k, walk(x, k)]));
}

/** A reply with names as they are said.  @template T @param {T} reply
 * @returns {T} */
export const named = (reply) => audience() === "" ? reply : walk(reply, "");

/** What the API calls it. @param {string} said */
export const nameOf = (said) => audience() === "" ? said
  : sitesOf().find((name) => say(name) === said) ?? said;
