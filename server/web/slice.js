// SPDX-License-Identifier: EUPL-1.2
/*
 * slice.js - of many sites, the ones that are drawn: those with a word in their
 * name, so many at a time, always in the order of the API.
 */
import { html, Icon, useEffect, useState } from "../../common/web/ui.js";
import { number } from "../../common/web/i18n.js";
import { t } from "./words.js";
import left from "lucide-static/icons/chevron-left.svg";
import right from "lucide-static/icons/chevron-right.svg";

export const AT_ONCE = 50;
const WAIT_MS = 200; // until nothing more is typed

/** "liège" and "LIEGE" are found alike. @param {string} s */
const plain = (s) => s.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Which of the sites are drawn, and out of how many that are found.
 * @template {{site: string}} S @param {S[]} sites
 * @param {{find: string, at: number}} v
 * @returns {{sites: S[], found: number, from: number}} */
export function slice(sites, v) {
  const word = plain(v.find);
  const found = word === "" ? sites
    : sites.filter((s) => plain(s.site).includes(word));
  const last = Math.max(0, Math.ceil(found.length / AT_ONCE) - 1);
  const from = Math.min(v.at, last) * AT_ONCE;
  return { sites: found.slice(from, from + AT_ONCE), found: found.length, from };
}

/** Where one is, and the way to the others; nothing of few sites.
 * @param {{sites: {site: string}[], v: {find: string, at: number},
 *   change: (v: {find?: string, at?: number}) => void}} props */
export function Slice({ sites, v, change }) {
  const [typed, type] = useState(v.find);
  useEffect(() => type(v.find), [v.find]);
  useEffect(() => {
    if (typed === v.find)
      return undefined;
    const timer = setTimeout(() => change({ find: typed, at: 0 }), WAIT_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  if (sites.length <= AT_ONCE)
    return null;
  const { sites: shown, found, from } = slice(sites, v);
  const at = from / AT_ONCE;
  return html`
    <div class="slice">
      <label class="no-print">${t("find")}
        <input type="search" id="find" value=${typed} autocomplete="off"
          onInput=${(/** @type {any} */ e) => type(e.target.value)} /></label>
      <p role="status">${shown.length === 0 ? t("foundnone")
        : t("slice", { a: number(from + 1), b: number(from + shown.length),
          n: number(found) })}</p>
      <div class="slice-steps no-print">
        <button type="button" id="previous" disabled=${at === 0}
          onClick=${() => change({ at: at - 1 })}>
          <${Icon} svg=${left} />${t("previous")}</button>
        <button type="button" id="next"
          disabled=${from + AT_ONCE >= found}
          onClick=${() => change({ at: at + 1 })}>
          ${t("next")}<${Icon} svg=${right} /></button>
      </div>
    </div>`;
}
