// SPDX-License-Identifier: EUPL-1.2
/*
 * i18n.js - one language at a time for a whole page: nl, fr or en.
 *
 *   const t = messages({ nl: {...}, fr: {...}, en: {...} });
 *   t("hello", { name: "…" })   {name} in the message is replaced
 *   t.n("sets", 3)              picks sets.one or sets.other; {n} is the count
 *   text({nl, fr, en})          a text of the data, in the page's language
 *   month("2026-10")            "oktober 2026"
 *
 * The root component calls useLang(), so that a change renders everything
 * again.  messages() throws when a language lacks a key that another has: a
 * page with a missing word does not start, so a test cannot miss it.
 */
import { useEffect, useState } from "preact/hooks";

/** @typedef {"nl" | "fr" | "en"} Lang */
/** @typedef {Partial<Record<Lang, string>>} Text */

/** @type {Lang[]} */
export const LANGS = ["nl", "fr", "en"];

/** @type {Record<Lang, string>} each language's own name */
export const ENDONYM = { nl: "Nederlands", fr: "Français", en: "English" };

/** Belgian habits for dates and numbers. */
const LOCALE = { nl: "nl-BE", fr: "fr-BE", en: "en-GB" };
const KEY = "weerklank-lang";

/** @type {Set<(lang: Lang) => void>} */
const listeners = new Set();
/** @type {Lang} */
let current = "nl";

/** @param {unknown} l @returns {l is Lang} */
export const isLang = (l) => LANGS.includes(/** @type {Lang} */ (l));

export const lang = () => current;

/** Change the page's language. @param {Lang} l */
export function setLang(l) {
  current = l;
  document.documentElement.lang = l;
  for (const listener of listeners)
    listener(l);
}

/** For pages of staff: what was chosen before, else the browser's, else nl. */
export function startLang() {
  const wishes = [read(), ...navigator.languages.map((l) => l.slice(0, 2))];
  setLang(wishes.find(isLang) ?? "nl");
}

/** Change the language and remember it in this browser. @param {Lang} l */
export function chooseLang(l) {
  try {
    localStorage.setItem(KEY, l);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  setLang(l);
}

function read() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** The page's language, and a new rendering when it changes. */
export function useLang() {
  const [l, set] = useState(current);
  useEffect(() => {
    listeners.add(set);
    set(current);
    return () => void listeners.delete(set);
  }, []);
  return l;
}

/** Put values where {names} stand.
 * @param {string} message @param {Record<string, unknown>} [vars] */
export function fill(message, vars = {}) {
  return message.replace(/\{(\w+)\}/g, (all, key) =>
    key in vars ? String(vars[key]) : all);
}

/** Signs keep to the word before them: %, and in French more.
 * @param {string} s @param {string} l */
export const tidy = (s, l) => s.replace(l === "fr" ? / ([?!:;»%])/g : / (%)/g,
  "\u00a0$1");

/** @param {Record<Lang, Record<string, string>>} table */
function check(table) {
  for (const l of LANGS)
    for (const key of Object.keys(table.nl).concat(Object.keys(table[l])))
      if (!(key in table[l]) || !(key in table.nl))
        throw new Error(`message ${key} is not in every language`);
}

/** @param {Record<Lang, Record<string, string>>} table */
export function messages(table) {
  check(table);
  /** @param {string} key @param {Record<string, unknown>} [vars] */
  const t = (key, vars) => t.in(current, key, vars);
  /** @param {Lang} l @param {string} key @param {Record<string, unknown>} [vars] */
  t.in = (l, key, vars) => {
    const message = table[l][key];
    if (message === undefined)
      throw new Error(`no message ${key}`);
    return tidy(fill(message, vars), l);
  };
  /** @param {string} key @param {number} n @param {Record<string, unknown>} [vars] */
  t.n = (key, n, vars) => t(
    `${key}.${formatter(Intl.PluralRules, {}, current).select(n) === "one"
      ? "one" : "other"}`, { n: number(n), ...vars });
  return t;
}

/** A text of the data in language l, else in any. @param {Text | undefined} x */
export const text = (x, l = current) =>
  tidy(x?.[l] ?? x?.nl ?? x?.fr ?? x?.en ?? "", l);

/** Formatters are costly to make and a page asks for thousands of words.
 * @type {Map<string, any>} */
const formatters = new Map();

/** @template F @param {new (locale: string, options: any) => F} kind
 * @param {object} options @param {Lang} l @returns {F} */
function formatter(kind, options, l) {
  const key = `${kind.name} ${l} ${JSON.stringify(options)}`;
  if (!formatters.has(key))
    formatters.set(key, new kind(LOCALE[l], options));
  return formatters.get(key);
}

/** @param {string} iso "YYYY-MM-DD" or "YYYY-MM" */
const utc = (iso) => new Date(`${iso}${iso.length === 7 ? "-01" : ""}T12:00Z`);

/** @param {string} iso @param {Intl.DateTimeFormatOptions} options @param {Lang} l */
const day = (iso, options, l) => formatter(Intl.DateTimeFormat,
  { ...options, timeZone: "UTC" }, l).format(utc(iso));

/** "oktober 2026" @param {string} iso "YYYY-MM" */
export const month = (iso, l = current) =>
  day(iso, { month: "long", year: "numeric" }, l);

/** "oktober", for a sentence. @param {string} iso "YYYY-MM" */
export const monthName = (iso, l = current) => day(iso, { month: "long" }, l);

/** "okt", for an axis. @param {string} iso "YYYY-MM" */
export const monthShort = (iso, l = current) =>
  day(iso, { month: "short" }, l).replace(".", "");

/** "oktober 2026" or "januari – maart 2026". @param {string} a @param {string} b */
export function months(a, b) {
  if (a === b)
    return month(a);
  return a.slice(0, 4) === b.slice(0, 4)
    ? `${monthName(a)} – ${month(b)}` : `${month(a)} – ${month(b)}`;
}

/** "22 november 2026" @param {string} iso "YYYY-MM-DD" */
export const date = (iso) => day(iso.slice(0, 10),
  { day: "numeric", month: "long", year: "numeric" }, current);

/** "22 nov 2026", for a table @param {string} iso "YYYY-MM-DD" */
export const shortDate = (iso) => day(iso.slice(0, 10),
  { day: "numeric", month: "short", year: "numeric" }, current);

/** @param {number} n @param {Intl.NumberFormatOptions} [options] */
export const number = (n, options = {}) =>
  formatter(Intl.NumberFormat, options, current).format(n);
