// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_recorder.js - what is heard of one language, and who says it: every
 * string that is spoken, in the order of a visit, and one of them open to hear,
 * record and review.
 *
 *   html`<${Recorder} language="ar" />`
 */
import { cls, html, Icon, useEffect, useState } from "../../common/web/ui.js";
import { get } from "../../common/web/api.js";
import { lost, Pending } from "./staff_pending.js";
import { words as t } from "./staff_recorder_words.js";
import { Take } from "./staff_take.js";
import bot from "lucide-static/icons/bot.svg";
import chevron from "lucide-static/icons/chevron-down.svg";
import history from "lucide-static/icons/history.svg";
import mute from "lucide-static/icons/volume-x.svg";
import person from "lucide-static/icons/user-round.svg";

/**
 * @typedef {import("./staff_take.js").Line} Line
 * @typedef {import("./staff_take.js").Clip} Clip
 * @typedef {"human" | "tts" | "stale" | "silent"} State
 * @typedef {{language: string, direction: string, from: string | null,
 *   strings: Line[], clips: Record<string, Clip>}} Speech
 */

/** @type {State[]} */
const STATES = ["human", "tts", "stale", "silent"];
const SIGN = { human: person, tts: bot, stale: history, silent: mute };
const PARTS = ["words", "questions", "answers", "themes", "months"];

/** @param {Clip | undefined} clip @returns {State} */
const stateOf = (clip) => clip === undefined ? "silent"
  : clip.stale ? "stale" : clip.source;

/** What a filter shows. @type {Record<string, (s: State) => boolean>} */
const SHOWN = { all: () => true,
  todo: (s) => s === "silent" || s === "stale",
  machine: (s) => s === "tts",
  person: (s) => s === "human" };

/** How much of the language is heard, as one bar and in words.
 * @param {{states: State[]}} props */
function Coverage({ states }) {
  const counts = STATES.map((s) => states.filter((x) => x === s).length);
  return html`<div class="coverage">
    <span class="heard-bar" aria-hidden="true">${STATES.map((s, i) =>
      counts[i] > 0 && html`<i class=${s} style=${{ flexGrow: counts[i] }} />`)}</span>
    <ul>${STATES.map((s, i) => html`<li><span class=${cls("mark", s)}>
      <${Icon} svg=${SIGN[s]} /></span> <strong>${counts[i]}</strong> ${
      t(`count_${s}`)}</li>`)}</ul>
  </div>`;
}

/** @param {{shown: string, set: (s: string) => void,
 *   states: State[]}} props */
const Filter = ({ shown, set, states }) => html`
  <div class="switch" role="group" aria-label=${t("show")}>
    ${Object.entries(SHOWN).map(([key, fits]) => html`<button type="button"
      aria-pressed=${key === shown ? "true" : "false"} data-show=${key}
      onClick=${() => set(key)}>${t(`show_${key}`)} <small>${
      states.filter(fits).length}</small></button>`)}
  </div>`;

/** One string: a row, and below it what can be done when it is open. */
function Row(/** @type {any} */ { line, clip, speech, open, toggle, changed, go }) {
  const state = stateOf(clip);
  return html`<li data-address=${line.address} data-state=${state}>
    <button type="button" class="string" aria-expanded=${open ? "true" : "false"}
        onClick=${toggle}>
      <span class=${cls("mark", state)}><${Icon} svg=${SIGN[state]} /></span>
      <span class="says" lang=${speech.language} dir=${speech.direction}>${
        line.text}</span>
      <span class="who">${t(state)}</span>
      <${Icon} svg=${chevron} class="opens" />
    </button>
    ${open && html`<${Take} language=${speech.language}
      direction=${speech.direction} from=${speech.from} line=${line}
      clip=${clip} changed=${changed} go=${go} />`}
  </li>`;
}

/** The strings that the filter shows, under the part of the visit they are of.
 * @param {{speech: Speech, shown: string, changed: () => void}} props */
function Strings({ speech, shown, changed }) {
  const [open, setOpen] = useState("");
  const stateAt = (/** @type {Line} */ l) => stateOf(speech.clips[l.address]);
  // What is open stays, though its state is another one once it is recorded.
  const lines = speech.strings.filter((l) =>
    SHOWN[shown](stateAt(l)) || l.address === open);
  const after = (/** @type {Line} */ l) => lines[lines.indexOf(l) + 1]?.address;
  useEffect(() => setOpen(""), [shown, speech.language]);
  useEffect(() => document.querySelector(`[data-address="${open}"]`)
    ?.scrollIntoView({ block: "nearest" }), [open]);
  if (lines.length === 0)
    return html`<p>${t("none")}</p>`;
  return PARTS.map((part, i) => {
    const of = lines.filter((l) => l.address.startsWith(`${part}.`));
    return of.length > 0 && html`<details key=${part} class="part-of-visit"
        open=${i === 0 || of.some((l) => l.address === open)}>
      <summary><h3>${t(`part_${part}`)}</h3> <small>${of.length}</small></summary>
      <ul class="strings">${of.map((l) => html`<${Row} key=${l.address} line=${l}
        clip=${speech.clips[l.address]} speech=${speech} open=${l.address === open}
        toggle=${() => setOpen(l.address === open ? "" : l.address)}
        changed=${changed}
        go=${after(l) && (() => setOpen(after(l)))} />`)}</ul>
    </details>`;
  });
}

/** @param {{language: string}} props */
export function Recorder({ language }) {
  const [speech, set] = useState(/** @type {Speech | null | "lost"} */ (null));
  const [shown, show] = useState("all");
  const load = () => get(`/api/v1/speech?language=${language}&all=1`)
    .then(set, lost(set));
  useEffect(() => {
    set(null);
    void load();
  }, [language]);
  const states = speech === null || speech === "lost" ? []
    : speech.strings.map((l) => stateOf(speech.clips[l.address]));
  return html`<section class="recorder" aria-labelledby="recorder">
    <h2 id="recorder">${t("title")}</h2>
    <${Pending} told=${speech} t=${t} />
    ${speech !== null && speech !== "lost" && html`
      <p class="intro">${t("intro")}</p>
      <${Coverage} states=${states} />
      <p class="consent"><strong>${t("consent")}</strong> ${t("consent_why")}</p>
      <${Filter} shown=${shown} set=${show} states=${states} />
      <${Strings} speech=${speech} shown=${shown} changed=${load} />`}
  </section>`;
}
