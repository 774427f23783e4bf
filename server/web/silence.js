// SPDX-License-Identifier: EUPL-1.2
/*
 * silence.js - the page Silence: of those who could answer, who was asked and
 * who answered.  Three amounts inside each other, all of one centre's own
 * people; centres in their fixed order.  How often the kiosk heard "no, thank
 * you" stands beside them in words: it counts times, not people.
 */
import { cls, html } from "../../common/web/ui.js";
import { months, number } from "../../common/web/i18n.js";
import { AxisGrid, HatchDefs, plainAxis } from "../../common/web/chart.js";
import { t } from "./words.js";
import { Article, Why } from "./article.js";
import { completed } from "./view.js";
import { Loaded } from "./fetch.js";
import { Pick } from "./pick.js";
import { Actions } from "./actions.js";
import { AxisFoot, Key, RowNotes } from "./bars.js";
import { ChartCard } from "./chart_card.js";
import { MANY, span } from "./say.js";
import { FigureTable } from "./tables.js";
import { Unanswered } from "./unanswered.js";

/** @typedef {[number, number]} Range  the least and the most */
/** @typedef {{low: number, high: number}} Share */
/** @typedef {{releases: number, answered: number, eligible: Range,
 *   response: Share}} Counted */
/** @typedef {Counted & {asked: Range, reach: Share}} Asked */
/** @typedef {{releases: number, answered: number, declined: Range}} Declined */
/** @typedef {{releases: number, answer_sets: number, counted: Counted | null,
 *   asked: Asked | null, declined: Declined | null}} Row */
/** @typedef {Row & {channel: "self" | "assisted"}} Channel */
/** @typedef {{from: string, to: string,
 *   sites: (Row & {site: string, channels: Channel[]})[]}} Silence */
/** @typedef {import("./view.js").View} View */

const AXIS = plainAxis(1, .2);

/** "400" or "400–412" @param {Range} r */
const people = ([least, most]) => least === most ? number(least)
  : `${number(least)}–${number(most)}`;

/** @param {Share} s */
const shareWords = (s) => span(s.low, s.high);

/** Those asked are drawn only where every release that tells who could answer
 * tells them too: else the two are not of the same people. @param {Row} r */
const askedOf = (r) => r.counted !== null &&
  r.asked?.releases === r.counted.releases ? r.asked : null;

/** The amounts inside each other, as shares of the most that could answer.
 * @param {Row} r @returns {{from: number, to: number, kind: string}[]} */
function marks(r) {
  if (r.counted === null)
    return [];
  const [least, all] = r.counted.eligible;
  const asked = askedOf(r);
  const edges = asked === null ? [r.counted.answered, least]
    : [r.counted.answered, asked.asked[0], Math.min(asked.asked[1], least), least];
  const kinds = asked === null ? ["answered", "rest"]
    : ["answered", "asked", "maybe", "rest"];
  let from = 0;
  return [...edges.map((n, i) => {
    const mark = { from, to: Math.max(from, n / all), kind: kinds[i] };
    from = mark.to;
    return mark;
  }), { from, to: 1, kind: "maybe" }].filter((m) => m.to > m.from);
}

const AMOUNT = { answered: "amount-5", asked: "amount-2", rest: "amount-0",
  maybe: "maybe" };
const pc = (/** @type {number} */ v) => `${AXIS.at(v)}%`;

/** @param {string} name @param {Row} r */
const describe = (name, r) => r.counted === null
  ? t("silencenone", { site: name })
  : t(askedOf(r) === null ? "silencetwo" : "silencethree", { site: name,
    eligible: people(r.counted.eligible), answered: number(r.counted.answered),
    asked: people(askedOf(r)?.asked ?? [0, 0]),
    share: shareWords(r.counted.response) });

/** @param {{r: Row, name: string, id: string, slim: boolean}} props */
const Nested = ({ r, name, id, slim }) => html`
  <svg class="chart-bar nested" role="img" height=${slim ? 20 : 28}
      aria-labelledby=${id}>
    <title id=${id}>${describe(name, r)}</title>
    ${marks(r).map((m) => html`<g class=${AMOUNT[
      /** @type {keyof typeof AMOUNT} */ (m.kind)]}><rect class="mark" y="3"
      x=${pc(m.from)} width=${pc(m.to - m.from)}
      height=${slim ? 14 : 22} /></g>`)}
    ${r.counted === null && html`<text class="nothing" x="0" y="13" dx="10"
      dy=".3em">·</text>`}
  </svg>`;

/** What the bar leaves open, and who declined. @param {{r: Row}} props */
function Notes({ r }) {
  const list = [];
  if (r.counted !== null && r.counted.releases < r.releases)
    list.push(t("countedin", { k: number(r.counted.releases),
      m: number(r.releases) }));
  if (r.counted !== null && askedOf(r) === null)
    list.push(r.asked === null ? t("askednever") : t("askedin",
      { k: number(r.asked.releases), m: number(r.counted.releases) }));
  if (r.declined !== null)
    list.push(t(r.declined.releases < r.releases ? "declinedin" : "declinedall",
      { n: people(r.declined.declined), k: number(r.declined.releases),
        m: number(r.releases) }));
  return html`<${RowNotes} list=${list} />`;
}

/** @param {{r: Row, name: any, label: string, id: string, slim: boolean}} props */
const SilenceRow = ({ r, name, label, id, slim }) => html`
  <div class=${cls("row", slim && "channel")}>
    <div class="row-name">${name}
      <small>${r.counted === null
        ? t(r.releases === 0 ? "noreleases" : "notcounted")
        : html`<b>${t("answeredof", { n: number(r.counted.answered),
          all: people(r.counted.eligible) })}</b>`}</small>
    </div>
    <div class="row-bar"><${AxisGrid} axis=${AXIS} />
      <${Nested} r=${r} name=${label} id=${id} slim=${slim} />
      <${Notes} r=${r} /></div>
    <div class="row-share">${r.counted === null
      ? html`<span class="visually-hidden">${t("dot")}</span>`
      : html`<b>${shareWords(r.counted.response)}</b>`}</div>
  </div>`;

/** @param {{d: Silence}} props */
const Legend = ({ d }) => html`
  <div class="legend" aria-label=${t("legend")} role="group"><ul>
    <${Key} step=${5} label=${t("keyanswered")} />
    ${d.sites.some((s) => askedOf(s) !== null) && html`
      <${Key} step=${2} label=${t("keyasked")} />`}
    <${Key} step=${0} label=${t("keyrest")} />
    ${[...d.sites, ...d.sites.flatMap((s) => s.channels)].some((r) => marks(r)
      .some((m) => m.kind === "maybe")) && html`
      <${Key} step="maybe" label=${t("keymost")} />`}
    ${d.sites.some((s) => s.counted === null) && html`
      <li><b class="dot" aria-hidden="true">·</b>${t("keynone")}</li>`}
  </ul></div>`;

/** @param {{d: Silence, v: View, change: (v: Partial<View>) => void}} props */
const Chart = ({ d, v, change }) => html`
  <${ChartCard} title=${t("silencetitle")}
      note=${`${t("silencenote")} ${t("fixed")}`}
      saved=${{ name: "silence", from: d.from, to: d.to }}>
    <div class=${cls("bars silence", d.sites.length >= MANY && "dense")}>
      <${HatchDefs} />
      <${Legend} d=${d} />
      <label class="check no-print"><input type="checkbox" id="channels"
        checked=${v.channels} onChange=${(/** @type {any} */ e) =>
          change({ channels: e.target.checked })} />
        <span>${t("channels")}</span></label>
      <div class="row axis-head"><div class="row-name" aria-hidden="true">${
        t("centre")}</div><div class="row-bar"></div>
        <div class="row-share" aria-hidden="true">${t("responsecol")}</div></div>
      <div role="list" aria-label=${t("silencetitle")}>
        ${d.sites.map((s, i) => html`
          <div class="site" role="listitem" key=${s.site}>
            <${SilenceRow} r=${s} name=${html`<b>${s.site}</b>`} label=${s.site}
              id=${`silence-${i}`} slim=${false} />
            ${v.channels && s.channels.map((ch) => html`
              <${SilenceRow} r=${ch} slim=${true} id=${`silence-${i}-${ch.channel}`}
                name=${html`<span class="channel-name">${t(ch.channel)}</span>`}
                label=${`${s.site}, ${t(`${ch.channel}long`)}`} />`)}
          </div>`)}
      </div>
      <${AxisFoot} axis=${AXIS} />
    </div>
  <//>`;

/** @param {{head: string, r: Row, channel: boolean}} props */
const TableRow = ({ head, r, channel }) => html`
  <tr class=${cls(channel && "channel")}>
    <th scope="row">${head}</th>
    <td class="number">${number(r.counted?.releases ?? 0)} / ${
      number(r.releases)}</td>
    <td class="number">${r.counted === null ? "·" : people(r.counted.eligible)}</td>
    <td class="number">${r.counted === null ? "·" : number(r.counted.answered)}</td>
    <td class="number">${r.counted === null ? "·"
      : shareWords(r.counted.response)}</td>
    <td class="number">${number(r.asked?.releases ?? 0)} / ${
      number(r.releases)}</td>
    <td class="number">${r.asked === null ? "·" : people(r.asked.asked)}</td>
    <td class="number">${r.asked === null ? "·" : shareWords(r.asked.reach)}</td>
    <td class="number">${r.asked === null ? "·" : shareWords(r.asked.response)}</td>
    <td class="number">${number(r.declined?.releases ?? 0)} / ${
      number(r.releases)}</td>
    <td class="number">${r.declined === null ? "·"
      : people(r.declined.declined)}</td>
  </tr>`;

/** @param {{d: Silence}} props */
const Table = ({ d }) => html`
  <${FigureTable} kind="silence-table"
      note=${`${t("silencetable")} ${t("declinednote")}`}>
    <thead>
      <tr><th scope="col" rowspan="2">${t("centre")}</th>
        <th scope="colgroup" colspan="4">${t("countedgroup")}</th>
        <th scope="colgroup" colspan="4">${t("askedgroup")}</th>
        <th scope="colgroup" colspan="2">${t("declinedgroup")}</th></tr>
      <tr><th scope="col" class="number">${t("releasescol")}</th>
        <th scope="col" class="number">${t("eligiblecol")}</th>
        <th scope="col" class="number">${t("answeredcol")}</th>
        <th scope="col" class="number">${t("responsecol")}</th>
        <th scope="col" class="number">${t("releasescol")}</th>
        <th scope="col" class="number">${t("askedcol")}</th>
        <th scope="col" class="number">${t("reachcol")}</th>
        <th scope="col" class="number">${t("responseasked")}</th>
        <th scope="col" class="number">${t("releasescol")}</th>
        <th scope="col" class="number">${t("declinedcol")}</th></tr>
    </thead>
    ${d.sites.map((s) => html`<tbody>
      <${TableRow} head=${s.site} r=${s} channel=${false} />
      ${s.channels.map((ch) => html`<${TableRow} head=${t(ch.channel)}
        r=${ch} channel=${true} />`)}
    </tbody>`)}
  <//>`;

/** @param {{d: Silence, v: View, busy: boolean,
 *   change: (v: Partial<View>) => void}} props */
function Result({ d, v, busy, change }) {
  const k = d.sites.filter((s) => s.counted !== null).length;
  return html`
    <${Article} title=${t("silencehead")} note=${months(d.from, d.to)}
        busy=${busy}>
      <p class="finding"><strong>${t("silenceof", { k: number(k),
        m: number(d.sites.length) })}</strong> ${t("silencewhy")}</p>
      <${Chart} d=${d} v=${v} change=${change} />
      <${Why} words=${t("silencedot")} />
      <${Actions} />
      <section class="card"><${Table} d=${d} /></section>
    <//>`;
}

/** @param {import("./pages.js").PageProps} props */
export function Silence(props) {
  const { known } = props, [v, set] = completed(props);
  const query = new URLSearchParams({ from: v.from, to: v.to });
  return html`
    <${Pick} known=${known} view=${v} question=${false} change=${set} />
    <${Loaded} path=${`/api/v1/silence?${query}`}>
      ${(/** @type {Silence} */ d, /** @type {boolean} */ busy) => html`
        <${Result} d=${d} v=${v} busy=${busy} change=${set} />`}
    <//>
    <${Unanswered} known=${known} v=${v} change=${set} />`;
}
