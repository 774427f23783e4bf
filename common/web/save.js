// SPDX-License-Identifier: EUPL-1.2
/*
 * save.js - a chart that can be taken along: as SVG or as PNG, in light colours
 * whatever the page's, with its title, how many people it is of, and where it
 * comes from.
 *
 *   html`<${Savable} file="C01-2026-01-2026-06" title=${text}
 *     notes=${[…]}>…the chart…<//>`
 *
 * The notes stand under the title; a demonstration is one whose banner stands
 * on the page.  What is inside is drawn as it stands on the
 * screen, but for what is marked no-print; its legend belongs inside.
 */
import { html, Icon, useRef, useState } from "./ui.js";
import { messages } from "./i18n.js";
import { scene } from "./scene.js";
import { FONT, toPng, toSvg } from "./scene_draw.js";
import download from "lucide-static/icons/download.svg";

const t = messages({
  nl: {
    save: "Grafiek bewaren",
    as: "Grafiek bewaren als {kind}",
    saved: "Bewaard: {file}",
    failed: "Bewaren lukte niet.",
    source: "Bron: Weerklank, vrijgegeven totalen van de OCMW's. Niemand wordt gerangschikt.",
    demonstration: "Demonstratie: alle cijfers zijn verzonnen.",
  },
  fr: {
    save: "Enregistrer le graphique",
    as: "Enregistrer le graphique en {kind}",
    saved: "Enregistré : {file}",
    failed: "L'enregistrement n'a pas réussi.",
    source: "Source : Weerklank, totaux diffusés par les CPAS. Personne n'est classé.",
    demonstration: "Démonstration : tous les chiffres sont inventés.",
  },
  en: {
    save: "Save the chart",
    as: "Save the chart as {kind}",
    saved: "Saved: {file}",
    failed: "Saving did not succeed.",
    source: "Source: Weerklank, totals released by the centres. Nobody is ranked.",
    demonstration: "Demonstration: synthetic data, all figures are made up.",
  },
});

const EDGE = 28;
const LINE = 1.35;

/** @typedef {{file: string, title: string, notes: string[],
 *   children?: any}} Props */
/** @typedef {import("./scene.js").Scene} Scene */

/** Lines that are no wider than width, and how wide. @param {string} text
 * @param {string} font @param {number} width */
function wrap(text, font, width) {
  const to = document.createElement("canvas").getContext("2d");
  /** @type {{text: string, w: number}[]} */
  const lines = [];
  if (to === null)
    return lines;
  to.font = font;
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    const longer = last === undefined ? word : `${last.text} ${word}`;
    const line = { text: longer, w: to.measureText(longer).width };
    if (last !== undefined && line.w <= width)
      Object.assign(last, line);
    else
      lines.push({ text: word, w: to.measureText(word).width });
  }
  return lines;
}

/** Put words, a line below the other; where the next would stand.
 * @param {Scene} s @param {number} y @param {string} text
 * @param {number} size @param {string} weight @param {string} paint */
function put(s, y, text, size, weight, paint) {
  for (const line of wrap(text, `${weight} ${size}px ${FONT}`,
    s.width - 2 * EDGE)) {
    y += size * LINE;
    s.marks.push({ kind: "text", ...line, x: EDGE, y, size, weight,
      anchor: "start", matrix: [1, 0, 0, 1, 0, 0], width: 0, dash: [],
      fill: { paint, alpha: 1 }, stroke: null });
  }
  return y;
}

/** The chart between its title and its source. @param {Element} element
 * @param {Props} props @returns {Scene} */
function framed(element, { title, notes }) {
  const inner = scene(element), root = getComputedStyle(
    document.documentElement);
  const ink = root.getPropertyValue("--ink").trim();
  const soft = root.getPropertyValue("--ink-soft").trim();
  /** @type {Scene} */
  const s = { width: inner.width + 2 * EDGE, height: 0, marks: [],
    patterns: inner.patterns };
  let y = put(s, EDGE - 8, title, 22, "600", ink) + 2;
  for (const note of notes)
    y = put(s, y, note, 14, "400", soft);
  y += 22;
  for (const m of inner.marks) {
    const [a, b, c, d, e, f] = m.matrix;
    s.marks.push({ ...m, matrix: [a, b, c, d, e + EDGE, f + y] });
  }
  y += inner.height + 14;
  y = put(s, y, t("source"), 12, "400", soft);
  if (document.querySelector("aside.demonstration") !== null)
    y = put(s, y, t("demonstration"), 12, "600", ink);
  s.height = y + EDGE;
  s.marks.unshift({ kind: "rect", x: 0, y: 0, w: s.width, h: s.height,
    matrix: [1, 0, 0, 1, 0, 0], width: 0, dash: [], stroke: null,
    fill: { paint: root.getPropertyValue("--card").trim(), alpha: 1 } });
  return s;
}

/** In light colours and without what can be pressed; nobody sees it, since
 * nothing is painted before all is put back.
 * @template T @param {HTMLElement} chart @param {() => T} draw */
function forTaking(chart, draw) {
  const { dataset } = document.documentElement, before = dataset.theme;
  dataset.theme = "light";
  chart.dataset.taken = "";
  try {
    return draw();
  } finally {
    delete chart.dataset.taken;
    if (before === undefined)
      delete dataset.theme;
    else
      dataset.theme = before;
  }
}

/** @param {Blob} blob @param {string} name */
function hand(blob, name) {
  const a = document.createElement("a");
  a.href = URL.createObjectURL(blob);
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 60_000);
}

/** @param {Props} props */
export function Savable(props) {
  const chart = useRef(/** @type {HTMLElement | null} */ (null));
  const [said, say] = useState("");
  const save = async (/** @type {"svg" | "png"} */ kind) => {
    const name = `weerklank-${props.file}.${kind}`;
    try {
      const of = /** @type {HTMLElement} */ (chart.current);
      const s = forTaking(of, () => framed(of, props));
      hand(kind === "png" ? await toPng(s)
        : new Blob([toSvg(s, props.title)], { type: "image/svg+xml" }), name);
      say(t("saved", { file: name }));
    } catch {
      say(t("failed"));
    }
  };
  return html`
    <div ref=${chart}>${props.children}</div>
    <div class="save no-print" role="group" aria-label=${t("save")}>
      <span class="note" aria-live="polite">${said}</span>
      ${/** @type {const} */ (["svg", "png"]).map((kind) => html`
        <button type="button" aria-label=${t("as", { kind:
            kind.toUpperCase() })} onClick=${() => save(kind)}>
          <${Icon} svg=${download} />${kind.toUpperCase()}</button>`)}
    </div>`;
}
