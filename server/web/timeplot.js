// SPDX-License-Identifier: EUPL-1.2
/*
 * timeplot.js - one site's shares over the months: each figure is a bar over
 * exactly the months that its releases cover, a line in a band (the interval),
 * or hatched between two bounds; a dot where a period has no figure.
 */
import { html } from "../../common/web/ui.js";
import { months, monthShort, number } from "../../common/web/i18n.js";
import { percent } from "../../common/web/chart.js";
import { t } from "./words.js";
import { ends, interval, share } from "./say.js";
import { monthsBetween } from "./view.js";

/** @typedef {{first: string, last: string, n: number, answer_sets: number,
 *   at_least: [number, number] | null, hidden: number,
 *   positive: {low: number, high: number, share: number | null} | null}} Point */

const HEIGHT = 132;
const GRID = [0, .25, .5, .75, 1];
const ROW = 17; // px of a row of periods below the axis
const GAP_PX = 1.5; // on each side of a bar, so that neighbours stay apart

const y = (/** @type {number} */ v) => HEIGHT * (1 - v);

/** "januari – maart 2026: 75 %, 66–82 %, n = 40" @param {Point} p */
const pointWords = (p) => `${months(p.first, p.last)}: ${
  p.positive === null ? t("dot") : t("pointwords", { share: share(p),
    interval: interval(p), n: number(p.n) })}`;

/** Where a point lies, in per cent of the width.
 * @param {Point} p @param {string[]} list every month @param {number} width */
function place(p, list, width) {
  const from = list.indexOf(p.first), to = list.indexOf(p.last) + 1;
  const gap = 100 * GAP_PX / width;
  return { x: 100 * from / list.length + gap,
    w: 100 * (to - from) / list.length - 2 * gap };
}

/** The row below the axis in which each period has its n: periods that share a
 * month do not share a row.  @param {Point[]} points */
function rows(points) {
  const last = /** @type {string[]} */ ([]); // month of each row
  return points.map((p) => {
    const free = last.findIndex((m) => m < p.first);
    const row = free < 0 ? last.length : free;
    last[row] = p.last;
    return row;
  });
}

/** @param {{p: Point, at: {x: number, w: number}}} props */
function Mark({ p, at: { x, w } }) {
  const f = p.positive;
  if (f === null)
    return html`<text class="nothing" x=${`${x + w / 2}%`} y=${HEIGHT / 2}
      text-anchor="middle">·<title>${pointWords(p)}</title></text>`;
  const at = { x: `${x}%`, width: `${w}%` };
  const [low, high] = ends(p) ?? [0, 0];
  return html`<g class=${p.at_least === null ? "" : "maybe"}>
    <title>${pointWords(p)}</title>
    <rect class="band" ...${at} y=${y(f.high)} height=${
      Math.max(1, y(f.low) - y(f.high))} />
    ${p.at_least !== null && html`<rect class="mark" ...${at} y=${y(high)}
      height=${Math.max(2, y(low) - y(high))} />`}
    ${f.share !== null && html`<rect class="level" ...${at}
      y=${y(f.share) - 1.5} height="3" />`}
  </g>`;
}

/** Over which months a figure stands, and of how many people it is.
 * @param {{p: Point, at: {x: number, w: number}, row: number,
 *   width: number}} props */
function Span({ p, at: { x, w }, row, width }) {
  const top = HEIGHT + 14 + row * ROW;
  const words = p.positive === null ? "·" : number(p.n);
  const room = w * width / 100 >= words.length * 7 + 10;
  return html`<g class="span">
    <line x1=${`${x}%`} x2=${`${x + w}%`} y1=${top} y2=${top} />
    ${[x, x + w].map((v) => html`<line x1=${`${v}%`} x2=${`${v}%`}
      y1=${top - 3} y2=${top + 3} />`)}
    ${room && html`<text class="n" x=${`${x + w / 2}%`} y=${top} dy=".33em"
      text-anchor="middle">${words}</text>`}
  </g>`;
}

/** The months along the foot: January as its year, and as many others as there
 * is room for.  @param {string[]} list @param {number} width */
function ticks(list, width) {
  const room = width / list.length;
  const each = [1, 2, 3, 6, 12, 24, 60].find((k) => k * room >= 38) ?? 120;
  return list.flatMap((m, i) => {
    const k = Number(m.slice(0, 4)) * 12 + Number(m.slice(5)) - 1;
    return k % each !== 0 ? [] : [{ x: 100 * (i + .5) / list.length,
      label: m.endsWith("-01") || each >= 12 ? m.slice(0, 4)
        : monthShort(m) }];
  });
}

/** From the first month to the last, whatever the releases cover.
 * @param {{points: Point[], from: string, to: string, width: number,
 *   title: string, id: string, measure: any}} props */
export function TimePlot({ points, from, to, width, title, id, measure }) {
  const list = monthsBetween(from, to);
  const row = rows(points), places = points.map((p) => place(p, list, width));
  const height = HEIGHT + 24 + (Math.max(0, ...row) + 1) * ROW;
  return html`
    <div class="timeplot">
      <svg class="y-axis" aria-hidden="true" height=${height}>
        ${GRID.filter((v) => v % .5 === 0).map((v) => html`<text x="100%"
          y=${y(v)} dy=".32em" text-anchor="end">${percent(v)}</text>`)}
        <text x="100%" y=${HEIGHT + 14} dy=".33em" text-anchor="end">n</text>
      </svg>
      <svg class="plot" role="img" height=${height} ref=${measure}
          aria-labelledby=${`${id}-t`} aria-describedby=${`${id}-d`}>
        <title id=${`${id}-t`}>${title}</title>
        <desc id=${`${id}-d`}>${points.map(pointWords).join("; ")}</desc>
        ${GRID.map((v) => html`<line class=${v === 0 ? "chart-zero"
          : "chart-grid"} x1="0" x2="100%" y1=${y(v)} y2=${y(v)} />`)}
        ${ticks(list, width).map((m) => html`<text class="month"
          x=${`${m.x}%`} y=${height - 4} text-anchor="middle">${m.label}</text>`)}
        ${points.map((p, i) => html`<${Mark} p=${p} at=${places[i]} />`)}
        ${points.map((p, i) => html`<${Span} p=${p} at=${places[i]}
          row=${row[i]} width=${width} />`)}
      </svg>
    </div>`;
}
