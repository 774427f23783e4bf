// SPDX-License-Identifier: EUPL-1.2
/*
 * bars.js - the chart: one bar a site in fixed order, its channels below it
 * when they are opened, a legend above and one axis for all.
 */
import { cls, html, Icon, useLayoutEffect, useRef, useState }
  from "../../common/web/ui.js";
import { number } from "../../common/web/i18n.js";
import { AxisGrid, AxisTicks, DivergingBar, divergingAxis, HatchDefs, percent,
  segments, step } from "../../common/web/chart.js";
import { t } from "./words.js";
import { bounds, group, interval, leftSide, MANY, rightSide, share, span }
  from "./say.js";
import chevron from "lucide-static/icons/chevron-right.svg";
import info from "lucide-static/icons/info.svg";

/** @typedef {import("./say.js").Comparison} Comparison */
/** @typedef {import("./say.js").Figures} Figures */
/** @typedef {import("../../common/web/chart.js").Axis} Axis */

/** The width of the bars in CSS pixels, also after a turn of the tablet. */
export function useWidth() {
  const ref = useRef(/** @type {HTMLElement | null} */ (null));
  const [width, set] = useState(600);
  useLayoutEffect(() => {
    const el = ref.current;
    if (el === null)
      return undefined;
    const measure = () => set(el.clientWidth || 600);
    const observer = new ResizeObserver(measure);
    measure();
    observer.observe(el);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}

/** @param {{step: number | "maybe", label: string}} props */
export const Key = ({ step, label }) => html`
  <li><svg class=${cls("swatch", step === "maybe" ? "maybe"
      : `amount-${step}`)} aria-hidden="true">
    <rect class="mark" width="100%" height="100%" /></svg>${label}</li>`;

export const IntervalKey = () => html`
  <li><svg class="key-interval" width="34" height="12" aria-hidden="true">
    <g class="whisker"><line x1="2" x2="32" y1="6" y2="6" />
      <line x1="2" x2="2" y1="2" y2="10" />
      <line x1="32" x2="32" y1="2" y2="10" />
      <circle cx="17" cy="6" r="3.5" /></g></svg>${t("interval")}</li>`;

/** @param {{c: Comparison, figures: Figures[], dot: boolean}} props  dot: some
 *   place has no figure */
export function Legend({ c, figures, dot }) {
  const codes = c.levels[0].flat(), coarse = c.levels[c.levels.length - 1];
  const two = c.levels.length > 1 &&
    figures.some((f) => f.level === c.levels.length - 1);
  const fine = figures.some((f) => f.level !== null &&
    f.level < c.levels.length - 1) || c.levels.length === 1;
  const keys = (/** @type {string[][]} */ groups) => groups.map((g) => html`
    <${Key} step=${step(g, codes)} label=${group(g, c)} />`);
  return html`
    <div class="legend" aria-label=${t("legend")} role="group">
      ${fine && html`<ul>${keys(c.levels[0])}</ul>`}
      ${two && html`<ul>${fine && html`<li class="note">${t("coarse")}</li>`}
        ${keys(coarse)}</ul>`}
      <ul>
        <${IntervalKey} />
        ${figures.some((f) => f.honest) && html`
          <li><svg class="swatch honest" aria-hidden="true">
            <rect width="100%" height="100%" /></svg>${t("honest")}</li>`}
        ${figures.some((f) => f.at_least !== null) && html`
          <${Key} step="maybe" label=${t("maybe")} />`}
        ${dot && html`
          <li><b class="dot" aria-hidden="true">·</b>${t("dot")}</li>`}
      </ul>
    </div>`;
}

/** Everything a bar shows, in words for those who do not see it.
 * @param {string} name @param {Figures} f @param {Comparison} c */
function describe(name, f, c) {
  if (f.positive === null || f.level === null)
    return { title: t("barnone", { site: name }), desc: t("noparts") };
  const groups = c.levels[f.level], known = bounds(f, c);
  const parts = known.length > 0 ? known : segments(f, c.levels).map((s) =>
    `${group(groups[s.group], c)} ${percent(s.to - s.from)}`);
  return {
    title: t(f.at_least === null ? "bartitle" : "barcapped", { site: name,
      share: share(f), label: rightSide(c), interval: interval(f),
      n: number(f.n) }),
    desc: [t("bardesc", { parts: parts.join("; ") }), ...f.honest
      ? [t("honestdesc", { range: span(f.honest.low, f.honest.high),
        n: number(f.honest.eligible) })] : []].join("; "),
  };
}

/** What stands below a bar, in words. @param {{list: any[]}} props */
export const RowNotes = ({ list }) => list.map((words) => html`
  <p class="row-note">${words}</p>`);

/** @param {{f: Figures, c: Comparison}} props */
function Notes({ f, c }) {
  const list = bounds(f, c);
  if (f.ceiling)
    list.push(html`<span class="badge">${t("ceiling")}</span> ${
      t("ceilingwhy")}`);
  if (f.hidden > 0 && f.level !== null)
    list.push(t.n("hidden", f.hidden));
  if (f.not_asked > 0)
    list.push(t.n("notasked", f.not_asked));
  return html`<${RowNotes} list=${list} />`;
}

/** The bar of a figure, with its notes. @param {{label: string, f: Figures,
 *   c: Comparison, axis: Axis, width: number, id: string, slim: boolean}} props */
export function RowBar({ label, f, c, axis, width, id, slim }) {
  const words = describe(label, f, c);
  const groups = f.level === null ? [] : c.levels[f.level];
  return html`
    <div class="row-bar">
      <${AxisGrid} axis=${axis} />
      <${DivergingBar} figure=${f} levels=${c.levels} axis=${axis}
        width=${width} slim=${slim} id=${id} title=${words.title}
        desc=${words.desc} label=${(/** @type {any} */ s) => t("says",
          { a: group(groups[s.group], c), b: percent(s.to - s.from) })} />
      <${Notes} f=${f} c=${c} />
    </div>`;
}

/** @param {{name: any, label: string, f: Figures, c: Comparison, axis: Axis,
 *   width: number, id: string, slim: boolean, brief?: boolean}} props  brief:
 *   n alone says how many */
export const Row = ({ name, label, f, c, axis, width, id, slim, brief }) => html`
  <div class=${cls("row", slim && "channel")}>
    <div class="row-name">${name}
      ${f.n > 0 && html`<small><b>${t("n", { n: number(f.n) })}</b>${" "}
        ${!brief && t.n("ofsets", f.answer_sets)}</small>`}
      ${f.level === null && html`<small>${t("nochannel")}</small>`}
    </div>
    <${RowBar} label=${label} f=${f} c=${c} axis=${axis} width=${width}
      id=${id} slim=${slim} />
    <div class="row-share">
      ${f.positive === null
        ? html`<span class="visually-hidden">${t("dot")}</span>`
        : html`<b>${share(f)}</b> <small>${interval(f)}</small>`}
    </div>
  </div>`;

/** @param {{site: import("./say.js").Site, c: Comparison, axis: Axis,
 *   width: number, index: number, open: boolean, toggle: () => void,
 *   dense: boolean}} props */
function SiteRows({ site, c, axis, width, index, open, toggle, dense }) {
  const name = html`
    <button type="button" class="quiet row-toggle"
        aria-expanded=${open ? "true" : "false"}
        aria-label=${t("open", { site: site.site })} onClick=${toggle}>
      <${Icon} svg=${chevron} />
      <span>${site.site}</span>
    </button>`;
  return html`
    <div class=${cls("site", open && "open")} role="listitem">
      <${Row} name=${name} label=${site.site} f=${site} c=${c} axis=${axis}
        width=${width} id=${`bar-${index}`} slim=${dense} />
      ${open && site.channels.map((ch) => html`
        <${Row} name=${html`<span class="channel-name">${t(ch.channel)}</span>`}
          label=${`${site.site}, ${t(`${ch.channel}long`)}`} f=${ch} c=${c}
          axis=${axis} width=${width} id=${`bar-${index}-${ch.channel}`}
          slim=${true} />`)}
    </div>`;
}

/** @param {{c: Comparison, axis: Axis, name: any}} props */
export function Head({ c, axis, name }) {
  const zero = axis.at(0);
  return html`
    <div class="row axis-head">
      <div class="row-name">${name}</div>
      <div class="row-bar sides" aria-hidden="true">
        <span style=${{ width: `${zero}%` }}>← ${leftSide(c)}</span>
        <span style=${{ width: `${100 - zero}%` }}>${rightSide(c)} →</span>
      </div>
      <div class="row-share" aria-hidden="true">${t("right")}</div>
    </div>`;
}

/** The shares under all rows. @param {{axis: Axis, sparse?: boolean,
 *   label?: (v: number) => string, measure?: any}} props  measure: the ref of
 *   useWidth(); sparse, label: see AxisTicks */
export const AxisFoot = ({ axis, sparse, label, measure }) => html`
  <div class="row axis-foot" aria-hidden="true"><div class="row-name"></div>
    <div class="row-bar" ref=${measure}><${AxisTicks} axis=${axis}
      sparse=${sparse} label=${label} /></div>
    <div class="row-share"></div></div>`;

/**
 * @param {{c: Comparison, all: import("./say.js").Site[], channels: boolean,
 *   setChannels: (on: boolean) => void}} props  all: also of sites that are not
 *   drawn, so that the axis stays as it is
 */
export function Bars({ c, all, channels, setChannels }) {
  const { ref, width } = useWidth();
  const [opened, setOpened] = useState(/** @type {string[]} */ ([]));
  const figures = all.flatMap((s) => [s, ...s.channels]);
  const axis = divergingAxis(figures, c.levels);
  const isOpen = (/** @type {string} */ s) => channels !== opened.includes(s);
  const toggle = (/** @type {string} */ s) => setOpened(opened.includes(s)
    ? opened.filter((o) => o !== s) : [...opened, s]);
  const anyOpen = c.sites.some((s) => isOpen(s.site));
  const dense = all.length >= MANY; // rows are lower
  return html`
    <div class=${cls("bars", dense && "dense")}>
      <${HatchDefs} />
      <${Legend} c=${c} figures=${figures}
        dot=${all.some((s) => s.level === null)} />
      <label class="check no-print"><input type="checkbox" id="channels"
        checked=${channels} onChange=${(/** @type {any} */ e) => {
          setOpened([]);
          setChannels(e.target.checked);
        }} /><span>${t("channels")}</span></label>
      ${anyOpen && html`<p class="warning"><${Icon} svg=${info} />
        <span>${t("warning")}</span></p>`}
      <${Head} c=${c} axis=${axis}
        name=${html`<span aria-hidden="true">${t("centre")}</span>`} />
      <div role="list" aria-label=${t("charttitle")}>
        ${c.sites.map((s, i) => html`<${SiteRows} key=${s.site} site=${s} c=${c}
          axis=${axis} width=${width} index=${i} open=${isOpen(s.site)}
          toggle=${() => toggle(s.site)} dense=${dense} />`)}
      </div>
      <${AxisFoot} axis=${axis} measure=${ref} />
    </div>`;
}
