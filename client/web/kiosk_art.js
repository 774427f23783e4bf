// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_art.js - what is drawn on the kiosk by rule: the scale and the moods by
 * their level, and the path.
 *
 * Amount is how full, never which colour: one hue, no red, no green.  Each
 * drawing stands beside words and is hidden from screen readers.
 */
import { html } from "../../common/web/ui.js";
import { Pictogram } from "./kiosk_pictograms.js";

/** One cup of the scale; level 0 to 3. @param {{level: number}} props */
export const Cup = ({ level }) => html`<${Pictogram} code=${`cup${level}`} />`;

/** A face for the warm-up, from low to glad. @param {{mood: number}} props */
export const Face = ({ mood }) => html`<${Pictogram} code=${`mood${mood}`} />`;

/** A quiet mark where an answer has no picture of its own. */
export const Mark = () => html`
  <svg class="art mark" viewBox="0 0 64 64" aria-hidden="true">
    <path class="line" d="M20 32h24" />
  </svg>`;

/** Where stone i of the path lies. @param {number} i */
const stone = (i) => ({ x: 24 + i * 46, y: 27 + (i % 2 === 0 ? 5 : -5) });

/** The line through the stones. @param {number} n */
function trail(n) {
  let d = `M${stone(0).x} ${stone(0).y}`;
  for (let i = 1; i < n; i++) {
    const a = stone(i - 1), b = stone(i), mid = (a.x + b.x) / 2;
    d += `C${mid} ${a.y} ${mid} ${b.y} ${b.x} ${b.y}`;
  }
  return d;
}

/**
 * Progress as stones on a path; the last one is the goal.
 * @param {{at: number, of: number, label: string}} props
 */
export const Path = ({ at, of, label }) => html`
  <svg class="path" role="img" aria-label=${label}
      viewBox=${`0 0 ${48 + of * 46} 54`}>
    <path class="trail" d=${trail(of + 1)} />
    ${Array.from({ length: of }, (_, i) => html`<circle
      class=${i < at ? "gone" : i === at ? "here" : "ahead"}
      cx=${stone(i).x} cy=${stone(i).y} r=${i === at ? 13 : 9} />`)}
    <path class="goal" d=${`M${stone(of).x - 6} ${stone(of).y + 15}v-29
      l17 6.500-17 6.500`} />
  </svg>`;

/** The picture of a sentence of the intention card: 0 for I1 to 5 for I6. */
export const Picture = (/** @type {{n: number}} */ { n }) =>
  html`<${Pictogram} code=${`I${n + 1}`} class="picture" />`;
