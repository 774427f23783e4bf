// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_take.js - one string of a language: hear what there is, record it, keep
 * the recording or try again, say that it is good, take it back.
 */
import { html, Icon, useEffect, useRef, useState } from "../../common/web/ui.js";
import { post } from "../../common/web/api.js";
import { date } from "../../common/web/i18n.js";
import { hear, playable, stop as silence } from "./speech.js";
import { base64, canRecord, record } from "./staff_microphone.js";
import { words as t } from "./staff_recorder_words.js";
import alert from "lucide-static/icons/circle-alert.svg";
import again from "lucide-static/icons/rotate-ccw.svg";
import check from "lucide-static/icons/check.svg";
import good from "lucide-static/icons/badge-check.svg";
import mic from "lucide-static/icons/mic.svg";
import next from "lucide-static/icons/arrow-right.svg";
import play from "lucide-static/icons/play.svg";
import square from "lucide-static/icons/square.svg";
import trash from "lucide-static/icons/trash-2.svg";

/**
 * @typedef {{address: string, text: string, spoken: string, hash: string,
 *   source: string | null}} Line
 * @typedef {{url: string, aac: string | null, source: "human" | "tts",
 *   stale: boolean, reviewed: string | null, reviewer: string | null}} Clip
 * @typedef {{at: "rest" | "asking" | "recording" | "listening" | "saving"
 *   | "kept", sound?: Blob, problem?: string}} Take
 */

/** Why nothing was saved, in words. @param {any} e */
const failed = (e) => e.status === 409 ? t("changed")
  : e.status === 413 ? t("too_long") : e.status === 0 ? t("lost") : t("failed");

/** Why there is no microphone. @param {any} e */
const closed = (e) => e?.name === "NotAllowedError" ? t("refused")
  : e?.name === "NotFoundError" ? t("no_microphone") : t("failed_to_record");

/** A button with a sign and a word; primary ones take the focus when they come.
 * @param {{id: string, svg: string, word: string, run: () => void,
 *   primary?: boolean}} props */
function Do({ id, svg, word, run, primary }) {
  const button = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => { primary && button.current?.focus(); }, []);
  return html`<button type="button" ref=${button} data-do=${id}
    class=${primary ? "primary" : undefined} onClick=${run}>
    <${Icon} svg=${svg} /> ${word}</button>`;
}

/** Seconds since it was mounted. */
function Clock() {
  const [s, set] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => set((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return html`<span class="clock" aria-hidden="true">0:${
    String(s).padStart(2, "0")}</span>`;
}

/**
 * What is going on with a string, and what can be done about it.
 * @param {string} language @param {Line} line @param {() => void} changed
 */
function useTake(language, line, changed) {
  const [take, set] = useState(/** @type {Take} */ ({ at: "rest" }));
  const running = useRef(/** @type {any} */ (null));
  const place = { language, address: line.address };
  useEffect(() => () => { running.current?.drop(); silence(); }, []);

  const start = async () => {
    silence();
    set({ at: "asking" });
    try {
      running.current = await record((sound) => set({ at: "listening", sound }));
      set({ at: "recording" });
    } catch (e) {
      set({ at: "rest", problem: closed(e) });
    }
  };
  const send = async (/** @type {string} */ path, /** @type {object} */ body,
    /** @type {Take} */ before) => {
    set({ ...before, at: "saving" });
    try {
      await post(path, { ...place, ...body });
      set({ at: "kept" });
      changed();
    } catch (e) {
      set({ ...before, problem: failed(e) });
    }
  };
  return { take, start,
    stop: () => running.current?.stop(),
    listen: () => {
      const url = URL.createObjectURL(/** @type {Blob} */ (take.sound));
      void hear(url).then(() => URL.revokeObjectURL(url));
    },
    keep: async () => take.sound && send("/api/v1/speech", { hash: line.hash,
      type: take.sound.type, data: await base64(take.sound) }, take),
    review: (/** @type {Clip} */ clip) => send("/api/v1/speech/review",
      { hash: line.hash, source: clip.source }, { at: "rest" }),
    remove: (/** @type {Clip} */ clip) => send("/api/v1/speech/remove",
      { source: clip.source }, { at: "rest" }) };
}

/** What can be done while nothing is being recorded. */
const Rest = (/** @type {any} */ { clip, does, kept, go }) => html`
  ${clip && html`<${Do} id="hear" svg=${play} word=${t("hear")}
    run=${() => void hear(playable(clip) ?? clip.url)} />`}
  ${canRecord() && html`<${Do} id="record" svg=${mic}
    word=${t(clip?.source === "human" ? "record_anew" : "record")}
    primary=${!kept} run=${does.start} />`}
  ${clip && !clip.stale && clip.reviewed === null && html`<${Do} id="review"
    svg=${good} word=${t("good")} run=${() => does.review(clip)} />`}
  ${clip?.source === "human" && html`<${Do} id="remove" svg=${trash}
    word=${t("remove")} run=${() => does.remove(clip)} />`}
  ${go && html`<${Do} id="next" svg=${next} word=${t("next")} primary=${kept}
    run=${go} />`}`;

const Listening = (/** @type {any} */ { does }) => html`
  <${Do} id="listen" svg=${play} word=${t("listen")} run=${does.listen} />
  <${Do} id="keep" svg=${check} word=${t("keep")} primary=${true}
    run=${() => void does.keep()} />
  <${Do} id="again" svg=${again} word=${t("again")} run=${does.start} />`;

/** What is said aside of the buttons; screen readers hear it change. */
function said(/** @type {Take} */ take, /** @type {Clip | undefined} */ clip) {
  if (take.problem !== undefined)
    return html`<${Icon} svg=${alert} /> ${take.problem}`;
  switch (take.at) {
  case "asking": return t("asking");
  case "recording": return t("recording");
  case "listening": return t("check");
  case "saving": return t("saving");
  case "kept": return html`<${Icon} svg=${check} /> ${t("kept")}`;
  default: return clip?.reviewed
    ? t("reviewed", { date: date(clip.reviewed), role: t(`role_${clip.reviewer}`) })
    : canRecord() ? "" : t("cannot");
  }
}

/**
 * @param {{language: string, direction: string, from: string | null,
 *   line: Line, clip?: Clip, changed: () => void, go?: () => void}} props
 */
export function Take({ language, direction, from, line, clip, changed, go }) {
  const does = useTake(language, line, changed);
  const { at, problem } = does.take;
  return html`<div class="take">
    <p class="aloud" lang=${language} dir=${direction}>${line.spoken}</p>
    ${line.source !== null && html`<p class="note" lang=${from}>${line.source}</p>`}
    ${clip?.stale && html`<p class="problem"><${Icon} svg=${alert} /> ${
      t("stale_why")}</p>`}
    <div class="does">
      ${at === "recording" ? html`<${Do} id="stop" svg=${square}
          word=${t("stop")} primary=${true} run=${does.stop} /><${Clock} />`
      : at === "listening" ? html`<${Listening} does=${does} />`
      : (at === "rest" || at === "kept") && html`<${Rest} key=${at} clip=${clip}
          does=${does} kept=${at === "kept"} go=${go} />`}
    </div>
    <p class=${problem ? "said bad" : "said"} role="status">${
      said(does.take, clip)}</p>
  </div>`;
}
