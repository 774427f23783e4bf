// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_languages.js - what the kiosk speaks: each language with how far it is,
 * and one of them open, named after the "/" of the address (#languages/ar).
 */
import { cls, html, Icon, useEffect, useState } from "../../common/web/ui.js";
import { get } from "../../common/web/api.js";
import { date, lang } from "../../common/web/i18n.js";
import { Language } from "./staff_language.js";
import { nameOf, STATUS } from "./staff_language_status.js";
import { words as t } from "./staff_languages_words.js";
import { lost, Pending } from "./staff_pending.js";
import chevron from "lucide-static/icons/chevron-right.svg";

/** @typedef {import("./staff_language.js").Pack} Pack */

/** The tag that the address names, or "". */
const tagOf = () => location.hash.split("/")[1] ?? "";

function useTag() {
  const [tag, set] = useState(tagOf);
  useEffect(() => {
    const changed = () => set(tagOf());
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return tag;
}

/** What is to be known of a language in one line. @param {Pack} p */
function told(p) {
  if (p.missing.length > 0)
    return t.n("missing", p.missing.length);
  if (p.status === "draft")
    return t(p.review === null ? "never_read" : "read_before");
  return p.status === "source" ? t("source_why")
    : t(`read.${p.review?.role}`, { date: date(p.review?.date ?? "") });
}

/** @param {{packs: Pack[], status: Pack["status"]}} props */
function Group({ packs, status }) {
  const of = packs.filter((p) => p.status === status);
  return of.length > 0 && html`<section aria-labelledby=${`group-${status}`}>
    <h2 id=${`group-${status}`}>${t(`group.${status}`)}</h2>
    <ul class="packs">${of.map((p) => html`<li><a class="card"
        href=${`#languages/${p.language}`}>
      <span class=${cls("badge", status)}><${Icon} svg=${STATUS[status]} /></span>
      <strong lang=${p.language} dir=${p.direction}>${p.endonym}</strong>
      <span>${nameOf(p.language, lang())}</span>
      <small>${told(p)}</small>
      <${Icon} svg=${chevron} class="turn" />
    </a></li>`)}</ul>
  </section>`;
}

/** @param {{packs: Pack[]}} props */
const All = ({ packs }) => html`
  <h1>${t("title")}</h1>
  <p class="intro">${t("intro")}</p>
  ${(/** @type {Pack["status"][]} */ (["source", "reviewed", "draft"]))
    .map((status) => html`<${Group} packs=${packs} status=${status} />`)}`;

export function LanguagePacks(/** @type {{session: any}} */ { session }) {
  const tag = useTag();
  const [packs, set] = useState(/** @type {Pack[] | null | "lost"} */ (null));
  const load = () => get("/api/v1/languages").then((r) => set(r.languages),
    lost(set));
  useEffect(() => void load(), []);
  if (packs === null || packs === "lost")
    return html`<h1>${t("title")}</h1><${Pending} told=${packs} t=${t} />`;
  const open = packs.find((p) => p.language === tag);
  return open === undefined ? html`<${All} packs=${packs} />`
    : html`<${Language} key=${tag} pack=${open} packs=${packs} changed=${load}
      told=${told(open)} session=${session} />`;
}
