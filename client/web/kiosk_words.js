// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_words.js - everything the kiosk says, from the language packs.
 *
 *   words.in("ar", "start")             one of the kiosk's own words
 *   say("ar", "questions.C04", text)    a question or answer of a questionnaire
 *   ...${inLang("ar")}                  lang and dir of what is written in it
 *
 * nl, fr and en are part of the page: the sources are always there.  Another
 * pack is fetched when a visitor chooses it, and stays.
 */
import { fill, LANGS, tidy } from "../../common/web/i18n.js";
import nl from "../content/packs/nl.json";
import fr from "../content/packs/fr.json";
import en from "../content/packs/en.json";

/**
 * @typedef {import("../../common/web/i18n.js").Text} Text
 * @typedef {string} Tag  BCP 47: "nl", "prs"
 * @typedef {"words" | "questions" | "answers" | "themes" | "months"} Section
 * @typedef {{text: string, speak?: string}} Entry
 * @typedef {{language: Tag, direction: string}
 *   & Record<Section, Record<string, Entry>>} Pack
 * @typedef {{language: Tag, endonym: string, direction: string, script: string,
 *   status: "source" | "reviewed" | "draft", url: string, welcome: string,
 *   choose: string}} Offer  one of the packs of GET /api/v1/kiosk
 * @typedef {{text: string, lang: Tag, address: string | null}} Said
 *   lang is what it is written in; address is where in that pack, if it stands
 *   there, such as "questions.C04"
 */

/** @type {Map<Tag, Pack>} */
const packs = new Map(Object.entries(/** @type {any} */ ({ nl, fr, en })));

/** What browsers and screen readers know better than the tag itself. */
const KNOWN_AS = /** @type {Record<Tag, string>} */ ({ prs: "fa-AF" });

/** The languages of the centre: in the first of them stands what no pack has.
 * @type {Tag[]} */
let official = LANGS;

/** @param {Tag[]} languages */
export const setOfficial = (languages) => { official = languages; };

/** The first of them. */
export const sourceLang = () => official[0];

/** Whether all its words are here. @param {Tag} lang */
export const hasPack = (lang) => packs.has(lang);

const PATIENCE_MS = 5_000;
const TRIES = 2;

/** Fetch a pack, once; whether it is here.  Its address tells its bytes, so the
 * browser keeps it. @param {Offer} offer */
export async function loadPack({ language, url }) {
  for (let i = 0; i < TRIES && !packs.has(language); i++) {
    try {
      const r = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
      if (r.ok)
        packs.set(language, await r.json());
    } catch {
      // Away, or not in time: it is not here.
    }
  }
  return packs.has(language);
}

/** What stands at "words.I1". @param {Tag} lang @param {string} address */
export function entry(lang, address) {
  const [section, key] = address.split(".");
  return packs.get(lang)?.[/** @type {Section} */ (section)]?.[key];
}

/** lang and dir, for what is written in a language.
 * @param {Tag} lang @param {string} [direction] of one that is not here yet */
export const inLang = (lang, direction) => ({ lang: KNOWN_AS[lang] ?? lang,
  dir: direction ?? packs.get(lang)?.direction ?? "ltr" });

export const words = {
  /** @param {Tag} lang @param {string} key @param {Record<string, unknown>} [vars] */
  in(lang, key, vars) {
    const found = entry(lang, `words.${key}`);
    if (found === undefined)
      throw new Error(`no word ${key} in ${lang}`);
    return tidy(fill(found.text, vars), lang);
  },
};

/** "oktober", for a sentence. @param {Tag} lang @param {string} iso "YYYY-MM" */
export const monthIn = (lang, iso) =>
  entry(lang, `months.${iso.slice(5)}`)?.text ?? "";

/** A name that staff gave: in this language, else in the centre's.
 * @param {Text} name @param {Tag} lang */
export const nameIn = (name, lang) => tidy([lang, ...official, ...LANGS]
  .map((l) => /** @type {any} */ (name)[l]).find(Boolean) ?? "", lang);

/** Whether the sources say at this address what a questionnaire says: else a
 * translation of it would be of another text. @param {string} address
 * @param {Text} own */
const isOf = (address, own) => LANGS.every((l) => own[l] === undefined ||
  own[l] === entry(l, address)?.text);

/**
 * A text of a questionnaire, in a language: its own if it has that; a pack's if
 * it was made of this very wording; else the source's.
 * @param {Tag} lang @param {string} address @param {Text | null} own
 * @returns {Said}
 */
export function say(lang, address, own) {
  const stands = own === null || isOf(address, own);
  const found = stands ? entry(lang, address) : undefined;
  const direct = own?.[/** @type {keyof Text} */ (lang)] ?? found?.text;
  if (direct !== undefined)
    return { text: tidy(direct, lang), lang, address: stands ? address : null };
  for (const l of [...official, ...LANGS])
    if (lang !== l && (own === null || /** @type {any} */ (own)[l] !== undefined))
      return own === null && entry(l, address) === undefined
        ? { text: address.split(".")[1], lang: l, address: null }
        : say(l, address, own);
  return { text: "", lang, address: null };
}
