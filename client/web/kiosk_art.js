// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_art.js - the drawings of the kiosk, all our own: cups, faces, the path,
 * and the pictures of the intention card.
 *
 * Amount is how full, never which colour: one hue, no red, no green.  Each
 * drawing stands beside words and is hidden from screen readers.
 */
import { cls, html } from "../../common/web/ui.js";

/** How full the four cups are: empty, a quarter, half and more, full. */
const FILL = [0, 0.27, 0.62, 1];

/** What is in the cup: a slice of its body, with a slightly curved surface. */
function liquid(/** @type {number} */ share) {
  const y = 50 - share * 31;
  const half = 10.2 + (50 - y) * 0.085;
  return `M${28 - half} ${y}q${half / 2} 2 ${half} 0t${half} 0
    L38.100 49.500a3 3 0 0 1-3 2.700h-14.200a3 3 0 0 1-3-2.700Z`;
}

/** One cup of the scale; level 0 to 3. @param {{level: number}} props */
export const Cup = ({ level }) => html`
  <svg class="art cup" viewBox="0 0 64 64" aria-hidden="true">
    ${level > 0 && html`<path class="fill" d=${liquid(FILL[level])} />`}
    <path class="line" d="M11 13h34l-3.200 37.500a6 6 0 0 1-6 5.500h-15.600a6 6 0 0 1-6-5.500Z" />
    <path class="line" d="M44.500 20h4.500a8.500 8.500 0 0 1 0 17h-6" />
  </svg>`;

const MOUTHS = ["M20 44q12-9 24 0", "M21 41q11 3.500 22 0", "M19 39q13 11 26 0",
  "M17 37q15 20 30 0Z"];

/** A face for the warm-up, from low to glad. @param {{mood: number}} props */
export const Face = ({ mood }) => html`
  <svg class="art face" viewBox="0 0 64 64" aria-hidden="true">
    <circle class="ground" cx="32" cy="32" r="26" />
    <circle class="line" cx="32" cy="32" r="26" />
    <circle class="dot" cx="23" cy="26" r="3.200" />
    <circle class="dot" cx="41" cy="26" r="3.200" />
    <path class=${cls("line", mood === 3 && "open")} d=${MOUTHS[mood]} />
  </svg>`;

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

/** The picture of welcome and farewell: a cup of tea, freshly poured. */
export const Welcome = () => html`
  <svg class="welcome" viewBox="0 0 240 200" aria-hidden="true">
    <circle class="sun" cx="120" cy="100" r="94" />
    <path class="steam" d="M94 62q-10-11 0-22t0-22M118 62q-10-11 0-22t0-22M142 62q-10-11 0-22t0-22" />
    <ellipse class="saucer" cx="118" cy="173" rx="76" ry="10" />
    <path class="handle" d="M165 95h11a22 22 0 0 1 0 44h-16" />
    <path class="mug" d="M66 78h104l-8 80a16 16 0 0 1-16 14h-56a16 16 0 0 1-16-14Z" />
    <path class="band" d="M74 118l11-12 11 12 11-12 11 12 11-12 11 12 11-12 10.500 12" />
    <path class="beads" d="M84 132h.1M101 132h.1M118 132h.1M135 132h.1M152 132h.1" />
  </svg>`;

/** One small picture for each sentence of the intention card. */
const PICTURES = [
  // I1: a seedling between two hands.
  "M32 40V22m0 8q-10 0-11-9 10-1 11 9m0-5q1-10 12-10 0 10-12 10M10 44q10-2 16 4h12q6-6 16-4-5 12-18 12h-8Q15 56 10 44",
  // I2: somebody, only in outline.
  "M32 31a10 10 0 1 0 0-20 10 10 0 0 0 0 20M12 54q2-17 20-17t20 17",
  // I3: papers and coins, as they were.
  "M14 54V10h18l9 9v13M32 10v9h9M21 26h11M21 34h8M14 54h14M46 52a9 9 0 1 0 0-18 9 9 0 0 0 0 18M46 40v6",
  // I4: an open hand.
  "M22 36V20a3.500 3.500 0 0 1 7 0v12-16a3.500 3.500 0 0 1 7 0v16-13a3.500 3.500 0 0 1 7 0v19q0 16-13 16-8 0-12-8l-5-10q-2-4 2-5 3 0 5 4Z",
  // I5: every paper goes into one box.
  "M10 32h44v22H10ZM24 32V8h16v24M29 15h6M29 22h6M20 32h24M26 44h12",
  // I6: a board with what was done.
  "M10 12h44v30H10ZM22 54l4-12m16 12-4-12M18 22l4 4 7-8M34 22h12M18 34h28",
];

/** @param {{n: number}} props  0 for I1 to 5 for I6 */
export const Picture = ({ n }) => html`
  <svg class="art picture" viewBox="0 0 64 64" aria-hidden="true">
    <path class=${cls("line", n === 1 && "outline")} d=${PICTURES[n]} />
  </svg>`;
