// SPDX-License-Identifier: EUPL-1.2
/*
 * words.js - every word of the comparison in nl, fr and en, from a file a page.
 * No word here says that one centre does better or worse than another.
 */
import { messages } from "../../common/web/i18n.js";
import { audience } from "./audience.js";
import audienceWords from "./words_audience.js";
import compare from "./words_compare.js";
import data from "./words_data.js";
import needs from "./words_needs.js";
import overview from "./words_overview.js";
import shared from "./words_shared.js";
import silence from "./words_silence.js";
import sites from "./words_sites.js";
import trend from "./words_trend.js";
import trust from "./words_trust.js";
import unanswered from "./words_unanswered.js";
import ways from "./words_ways.js";

/** @typedef {Record<"nl" | "fr" | "en", Record<string, string>>} Words */

/** Put the words of all pages together; no two may name theirs alike.
 * @param {Words[]} pages @returns {Words} */
function merge(...pages) {
  /** @type {Words} */
  const all = { nl: {}, fr: {}, en: {} };
  for (const words of pages)
    for (const l of /** @type {("nl" | "fr" | "en")[]} */ (["nl", "fr", "en"]))
      for (const [key, word] of Object.entries(words[l])) {
        if (key in all[l])
          throw new Error(`two pages have a word ${key}`);
        all[l][key] = word;
      }
  return all;
}

const table = merge(shared, overview, compare, trend, ways, trust, needs,
  silence, unanswered, sites, data, audienceWords);
const say = messages(table);

/** The words for those who look, where they have their own.
 * @param {string} key */
function fit(key) {
  const own = `${audience()}.${key}`;
  return own in table.nl || `${own}.other` in table.nl ? own : key;
}

/** As messages() has it. @param {string} key
 * @param {Record<string, unknown>} [vars] */
export const t = (key, vars) => say(fit(key), vars);

/** @param {string} key @param {number} n @param {Record<string, unknown>} [vars] */
t.n = (key, n, vars) => say.n(fit(key), n, vars);
