// SPDX-License-Identifier: EUPL-1.2
/*
 * ways.js - the page Ways of asking: who answered alone and who was assisted
 * stand side by side and are never put together here; the gap between them has
 * an interval, and the warning that nobody was assigned to a way by lot.
 */
import { html, Icon } from "../../common/web/ui.js";
import { months, number, text } from "../../common/web/i18n.js";
import { Range } from "../../common/web/chart.js";
import { t } from "./words.js";
import { Article, Why } from "./article.js";
import { ChartCard, sumOf } from "./chart_card.js";
import { completed, queryOf } from "./view.js";
import { Loaded } from "./fetch.js";
import { Pick } from "./pick.js";
import { Actions } from "./actions.js";
import { Panels } from "./panels.js";
import { Verdict } from "./tables.js";
import { between, interval, names, rightSide, share } from "./say.js";
import info from "lucide-static/icons/info.svg";

/** @typedef {import("./say.js").Comparison} Comparison */
/** @typedef {import("./say.js").Site} Site */

/** @param {Site} s */
const notes = (s) => s.gap === null ? [] : [t(s.gap.clear ? "gapclear"
  : "gapunclear", { points: between(s.gap) })];

/** @param {{c: Comparison}} props */
function Short({ c }) {
  const both = c.sites.filter((s) => s.gap !== null);
  const clear = both.filter((s) => s.gap?.clear);
  return html`
    <p class="finding"><strong>${both.length === 0 ? t("nogaps")
      : clear.length === 0 ? t("gapsunclear", { k: number(both.length) })
        : t("gapsclear", { sites: names(clear.map((s) => s.site)) })}</strong>
      ${" "}${both.length > 0 && t("gapsof", { k: number(both.length),
        m: number(c.sites.length) })}</p>`;
}

/** @param {{s: Site, i: number}} props */
const ChannelCells = ({ s, i }) => html`
  <td class="number">${s.channels[i].level === null ? "·"
    : number(s.channels[i].n)}</td>
  <td class="number">${share(s.channels[i])} <small>${
    interval(s.channels[i])}</small></td>`;

/** @param {{c: Comparison}} props */
function GapTable({ c }) {
  const max = Math.max(.2, ...c.sites.flatMap((s) => s.gap === null ? []
    : [Math.abs(s.gap.low), Math.abs(s.gap.high)]));
  return html`
    <section class="figures gaps">
      <h2 id="gaps">${t("gaptable")}</h2>
      <p class="note">${t("gapnote", { label: rightSide(c) })}</p>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="gaps">
        <table>
          <thead><tr><th scope="col">${t("centre")}</th>
            <th scope="col" class="number">${t("says",
              { a: t("self"), b: "n" })}</th>
            <th scope="col" class="number">${t("says",
              { a: t("self"), b: t("share") })}</th>
            <th scope="col" class="number">${t("says",
              { a: t("assisted"), b: "n" })}</th>
            <th scope="col" class="number">${t("says",
              { a: t("assisted"), b: t("share") })}</th>
            <th scope="col" colspan="2">${t("gap")}</th>
            <th scope="col">${t("verdict")}</th></tr></thead>
          ${c.sites.map((s, i) => html`<tbody><tr>
            <th scope="row">${s.site}</th>
            <${ChannelCells} s=${s} i=${0} /><${ChannelCells} s=${s} i=${1} />
            ${s.gap === null ? html`<td colspan="2">·
                <span class="visually-hidden">${t("nogap")}</span></td><td></td>`
              : html`<td class="range-cell"><${Range} low=${s.gap.low}
                  high=${s.gap.high} max=${max} clear=${s.gap.clear}
                  id=${`gap-${i}`} title=${`${s.site}: ${between(s.gap)}`} /></td>
                <td class="range-words">${between(s.gap)}</td>
                <td><${Verdict} clear=${s.gap.clear} /></td>`}
          </tr></tbody>`)}
        </table>
      </div>
    </section>`;
}

/** @param {{c: Comparison, busy: boolean, query: string}} props */
const Result = ({ c, busy, query }) => html`
  <${Article} title=${text(c.text)} note=${months(c.from, c.to)} busy=${busy}>
    <div>
      <${Short} c=${c} />
      <p class="warning"><${Icon} svg=${info} /><span>${t("warning")}</span></p>
    </div>
    <${ChartCard} title=${t("waystitle")} note=${t("fixed")}
        saved=${{ name: `ways-${c.question}`, of: text(c.text), from: c.from,
          to: c.to, n: sumOf(c.sites) }}>
      <${Panels} c=${c} label=${t("waystitle")} panels=${c.sites.map((s) => ({
        site: s.site, none: t("nochannel"), notes: notes(s),
        rows: s.channels.every((ch) => ch.level === null) ? []
          : s.channels.map((ch) => ({ name: t(ch.channel), f: ch })) }))} />
    <//>
    <${Why} words=${t("why")} />
    <${Actions} href=${`/api/v1/compare.csv?${query}`}
      file=${`weerklank-${c.question}-${c.from}-${c.to}.csv`} />
    <section class="card"><${GapTable} c=${c} /></section>
  <//>`;

/** @param {import("./pages.js").PageProps} props */
export function Ways(props) {
  const [v, set] = completed(props);
  const query = queryOf(v);
  return html`
    <${Pick} known=${props.known} view=${v} change=${set} />
    <${Loaded} path=${`/api/v1/compare?${query}`}>
      ${(/** @type {Comparison} */ c, /** @type {boolean} */ busy) => html`
        <${Result} c=${c} busy=${busy} query=${query} />`}
    <//>`;
}
