// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_pictograms.js - the pictures of answers, all our own, one for a code.
 *
 * One style, so that the next sixty look like the first: a grid of 64 with 5
 * left free all round, to be read at 96 pixels and still told apart at 40.
 * `fill` is what the picture is about, in blue; `line` goes over it, in ink, of
 * one width, with hardly any detail; `sign` is what stands on the blue.  No
 * flag, no faith, nobody's skin, hair or dress.  What a picture means is
 * always said beside it: it stands with its word, and is hidden from screen
 * readers.
 */
import { html } from "../../common/web/ui.js";

/** @type {Record<string, {fill: string, line: string, sign?: string}>} */
const PICTOGRAMS = {
  // N01, what is needed most.
  house: {
    fill: "M26 55V42a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v13Z",
    line: "M6 31 32 9l26 22M13 26v29h38V26M26 55V42a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v13",
  },
  money: { // a bill and a coin
    fill: "M42 58a14 14 0 1 0 0-28 14 14 0 0 0 0 28",
    line: "M24 54H9V7h24l8 8v9M33 7v8h8M17 22h14M17 31h8M17 40h5M42 58a14 14 0 1 0 0-28 14 14 0 0 0 0 28",
    sign: "M47.500 38.500a7 7 0 1 0 0 11M34.500 42.500h8M34.500 46.500h7",
  },
  work: { // somebody with a helmet
    fill: "M18 26a14 14 0 0 1 28 0Z",
    line: "M13 26h38M18 26a14 14 0 0 1 28 0M32 12v6M21 26v3a11 11 0 0 0 22 0v-3M9 57q1-15 15-16l8 8 8-8q14 1 15 16ZM32 49v8",
  },
  language: { // a book that speaks
    fill: "M34 6h20a4 4 0 0 1 4 4v15a4 4 0 0 1-4 4h-8l-8 8v-8h-4a4 4 0 0 1-4-4V10a4 4 0 0 1 4-4Z",
    line: "M34 6h20a4 4 0 0 1 4 4v15a4 4 0 0 1-4 4h-8l-8 8v-8h-4a4 4 0 0 1-4-4V10a4 4 0 0 1 4-4ZM28 31q-9-3-22-2v24q16-1 26 5 10-6 26-5V37M32 58V41",
    sign: "M38.500 24l5.500-13 5.500 13M40.500 20h7",
  },
  papers: { // a document with a portrait and a stamp
    fill: "M47 58a9 9 0 1 0 0-18 9 9 0 0 0 0 18",
    line: "M32 56H12V7h36v27M24 24a5 5 0 1 0 0-10 5 5 0 0 0 0 10M16 35q1-8 8-8t8 8M38 17h4M38 26h4M19 43h13M47 58a9 9 0 1 0 0-18 9 9 0 0 0 0 18",
    sign: "M43 49l3 3 5-6",
  },
  health: { // a stethoscope
    fill: "M49 36a7 7 0 1 0 0-14 7 7 0 0 0 0 14",
    line: "M15 8h-5v14a12 12 0 0 0 24 0V8h-5M22 34v9a13 13 0 0 0 27 0v-7M49 36a7 7 0 1 0 0-14 7 7 0 0 0 0 14",
  },
  childcare: { // a small child with blocks
    fill: "M39 56V42h14v14Z",
    line: "M23 30a11 11 0 1 0 0-22 11 11 0 0 0 0 22M23 8q4 0 4-4M19 18h.1M27 18h.1M19 23q4 3 8 0M9 56q0-21 14-21 8 0 11 7M39 56V42h14v14ZM5 56h54M42 42V31h11v11",
  },
  school: { // a schoolbag
    fill: "M20 56V42a2 2 0 0 1 2-2h20a2 2 0 0 1 2 2v14Z",
    line: "M14 56V28a18 18 0 0 1 36 0v28ZM26 11V8a3 3 0 0 1 3-3h6a3 3 0 0 1 3 3v3M14 36H9v18h5M50 36h5v18h-5M20 56V42a2 2 0 0 1 2-2h20a2 2 0 0 1 2 2v14M26 28h12",
  },
  people: {
    fill: "M20 56q0-18 12-18t12 18Z",
    line: "M32 34a8 8 0 1 0 0-16 8 8 0 0 0 0 16M20 56q0-18 12-18t12 18ZM14 28a6 6 0 1 0 0-12 6 6 0 0 0 0 12M50 28a6 6 0 1 0 0-12 6 6 0 0 0 0 12M6 50q-1-17 9-17M58 50q1-17-9-17",
  },
  transport: { // a bus
    fill: "M12 19h40v14H12Z",
    line: "M11 50H6V15a5 5 0 0 1 5-5h42a5 5 0 0 1 5 5v35h-5M23 50h18M12 19h40v14H12ZM26 19v14M39 19v14M17 56a6 6 0 1 0 0-12 6 6 0 0 0 0 12M47 56a6 6 0 1 0 0-12 6 6 0 0 0 0 12",
  },
  other: { // a thought of one's own
    fill: "M27.500 31a3.500 3.500 0 1 0-7 0 3.500 3.500 0 0 0 7 0M36.500 31a3.500 3.500 0 1 0-7 0 3.500 3.500 0 0 0 7 0M45.500 31a3.500 3.500 0 1 0-7 0 3.500 3.500 0 0 0 7 0",
    line: "M20 44a11 11 0 0 1-3-21 14 14 0 0 1 26-6 13 13 0 0 1 5 26q-2 1-4 1ZM17 52a3 3 0 1 0 0 .1M10 59h.1",
  },
  dont_know: { // somebody who shrugs
    fill: "M51 23a9 9 0 1 0 0-18 9 9 0 0 0 0 18",
    line: "M28 32a8.500 8.500 0 1 0 0-17 8.500 8.500 0 0 0 0 17M17 57V44q0-6 11-6t11 6v13M17 46l-6 4-6-8M39 46l6 4 6-8M51 23a9 9 0 1 0 0-18 9 9 0 0 0 0 18",
    sign: "M48 11q1-2.500 3-2.500t3 2.500q0 1.500-3 3.500M51 18.500h.1",
  },
  // stay, how long somebody has been coming.
  lt3m: {
    fill: "M32 40q-1-11-14-12 1 12 14 12",
    line: "M32 57V40q-1-11-14-12 1 12 14 12M32 46q1-9 12-10 0 10-12 10M14 57h36",
  },
  m3_12: {
    fill: "M32 46q-1-9-12-10 0 10 12 10M32 30q-1-10-13-11 0 11 13 11",
    line: "M32 57V22q0-9 6-14 5 8-6 17M32 46q-1-9-12-10 0 10 12 10M32 30q-1-10-13-11 0 11 13 11M32 40q1-9 12-10 0 10-12 10M14 57h36",
  },
  gt12m: {
    fill: "M21 41a12 12 0 0 1-4-23 16 16 0 0 1 30 0 12 12 0 0 1-4 23Z",
    line: "M21 41a12 12 0 0 1-4-23 16 16 0 0 1 30 0 12 12 0 0 1-4 23ZM32 57V41M14 57h36",
    sign: "M32 38V26M32 33l6-6",
  },
};

/** Whether this answer has a picture. @param {string} code */
export const hasPictogram = (code) => Object.hasOwn(PICTOGRAMS, code);

/** The picture of a code that has one. @param {{code: string}} props */
export const Pictogram = ({ code }) => html`
  <svg class="art pictogram" viewBox="0 0 64 64" aria-hidden="true">
    <path class="fill" d=${PICTOGRAMS[code].fill} />
    <path class="line" d=${PICTOGRAMS[code].line} />
    <path class="sign" d=${PICTOGRAMS[code].sign ?? ""} />
  </svg>`;
