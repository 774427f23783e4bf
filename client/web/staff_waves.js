// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_waves.js - when each project asks: its periods as a line of time, the
 * wave that holds now with its promise, and what the team learned.
 * staff_waves_start.js starts one.
 */
import { cls, html, Icon, useEffect, useRef, useState } from "../../common/web/ui.js";
import { get, post } from "../../common/web/api.js";
import { date, months, monthShort, text } from "../../common/web/i18n.js";
import { lost, Pending } from "./staff_pending.js";
import { Start } from "./staff_waves_start.js";
import { words as t } from "./staff_waves_words.js";
import alert from "lucide-static/icons/circle-alert.svg";
import check from "lucide-static/icons/check.svg";
import handshake from "lucide-static/icons/handshake.svg";
import flask from "lucide-static/icons/flask-conical.svg";
import minus from "lucide-static/icons/minus.svg";
import stop from "lucide-static/icons/circle-stop.svg";

/** @typedef {{id: number, kind: "normal" | "pilot", first: string, last: string,
 *   questionnaire: string | null, promised_role: string, promised_on: string,
 *   languages: string[], target: string, until: string | null, cards: boolean,
 *   ended_on: string | null, note: string}} Wave */
/** @typedef {{first: string, last: string, when: "past" | "now" | "next",
 *   state: "none" | "promised" | "pilot" | "piloted" | "ended",
 *   wave: number | null, questionnaire: string | null}} Period */
/** @typedef {{id: string, name: any, period: string, from: string,
 *   questionnaires: {hash: string, id: string, title: any}[],
 *   periods: Period[], waves: Wave[]}} Project */

const MOST = 400; // characters of a note

const ICONS = { none: minus, promised: handshake, pilot: flask, piloted: flask,
  ended: check };

/** What a questionnaire is called. @param {Project} p @param {string | null} hash */
const titleOf = (p, hash) => {
  const q = p.questionnaires.find((one) => one.hash === hash);
  return q === undefined ? "" : text(q.title) || q.id;
};

/** "nov", or "jan – mrt": the year stands where it changes. @param {Period} p */
const short = (p) => p.first === p.last ? monthShort(p.first)
  : `${monthShort(p.first)} – ${monthShort(p.last)}`;

/** @param {{p: Project, period: Period, year: boolean}} props */
const Step = ({ p, period, year }) => html`
  <li class=${cls("step", period.when, period.state)}
      aria-current=${period.when === "now" ? "step" : undefined}>
    <span class="when">${short(period)}
      ${year && html` <span class="year">${period.first.slice(0, 4)}</span>`}</span>
    <span class="turn">${titleOf(p, period.questionnaire) || "–"}</span>
    <span class="state"><${Icon} svg=${ICONS[period.state]} />
      ${t(`state.${period.state}`)}</span>
  </li>`;

/** The periods, oldest first; this one has a ring, and is in sight.
 * @param {{p: Project}} props */
function Line({ p }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    const now = /** @type {HTMLElement | null} */ (
      box.current?.querySelector(".now") ?? null);
    if (box.current !== null && now !== null)
      box.current.scrollLeft = now.offsetLeft - now.offsetWidth;
  }, []);
  return html`<div class="scroll" tabindex="0" role="region" ref=${box}
      aria-label=${`${t("line")}: ${text(p.name)}`}>
    <ol class="line">${p.periods.map((period, i) => html`
      <${Step} key=${period.first} p=${p} period=${period} year=${i === 0 ||
        p.periods[i - 1].first.slice(0, 4) !== period.first.slice(0, 4)} />`)}</ol>
  </div>`;
}

/** Languages in words. @param {{w: Wave, names: Record<string, string>}} props */
const Languages = ({ w, names }) => html`
  ${w.languages.length === 0 ? t("languages_all")
  : w.languages.map((l, i) => html`${i > 0 && ", "}<span lang=${l}>${
    names[l] ?? l}</span>`)}
  ${w.until !== null && html`<span class="note"> ${
    t("languages_until", { target: w.target, date: date(w.until) })}</span>`}`;

/** @param {{p: Project, w: Wave, names: Record<string, string>}} props */
const Facts = ({ p, w, names }) => html`
  <dl class="facts">
    <div><dt>${t("promise")}</dt><dd>${t("promised", {
      role: w.promised_role, date: date(w.promised_on) })}</dd></div>
    <div><dt>${t("months")}</dt><dd>${months(w.first, w.last)}</dd></div>
    <div><dt>${t("asks")}</dt><dd>${w.questionnaire === null
      ? t("turns") : titleOf(p, w.questionnaire)}</dd></div>
    <div><dt>${t("languages")}</dt><dd><${Languages} w=${w} names=${names} /></dd></div>
    <div><dt>${t("cards")}</dt><dd>${t(w.cards ? "cards_yes" : "cards_no")}</dd></div>
    ${w.ended_on !== null && html`<div><dt>${t("ended")}</dt>
      <dd>${date(w.ended_on)}</dd></div>`}
  </dl>`;

/** Two steps: a wave that ended takes nothing back.
 * @param {{w: Wave, done: () => void}} props */
function End({ w, done }) {
  const [asked, ask] = useState(false);
  const [bad, setBad] = useState("");
  const end = () => post("/api/v1/waves", { action: "end", wave: w.id })
    .then(done, (/** @type {any} */ e) => setBad(e.message));
  if (!asked)
    return html`<button type="button" class="end" onClick=${() => ask(true)}>
      <${Icon} svg=${stop} /> ${t(w.kind === "pilot" ? "end_pilot" : "end")}</button>`;
  return html`<div class="sure" role="group" aria-label=${t("end_sure")}>
    <p>${t(w.kind === "pilot" ? "end_pilot_sure" : "end_sure")}</p>
    <button type="button" onClick=${end}>${t("end_yes")}</button>
    <button type="button" class="quiet" onClick=${() => ask(false)}>${t("no")}</button>
    ${bad !== "" && html`<p class="problem" role="alert"><${Icon} svg=${alert} />
      ${t("failed")} <small lang="en">${bad}</small></p>`}
  </div>`;
}

/** What the team learned; it never leaves. @param {{w: Wave}} props */
function Note({ w }) {
  const [note, setNote] = useState(w.note);
  const [said, say] = useState("");
  const id = `note-${w.id}`, left = MOST - [...note].length;
  const save = (/** @type {Event} */ event) => {
    event.preventDefault();
    return post("/api/v1/waves", { action: "learn", wave: w.id, note })
      .then(() => say(t("saved")), () => say(t("failed")));
  };
  return html`<form class="learn" onSubmit=${save}>
    <label for=${id}>${t("learned")}</label>
    <p class="note" id=${`${id}-why`}>${t("learned_why")}</p>
    <textarea id=${id} rows="3" aria-describedby=${`${id}-why ${id}-left`}
      value=${note} onInput=${(/** @type {any} */ e) => {
        setNote(e.currentTarget.value);
        say("");
      }}></textarea>
    <p class="act"><button type="submit" disabled=${left < 0}>${t("save")}</button>
      <span class="note" id=${`${id}-left`}>${t("left", { n: left })}</span>
      <span role="status">${said}</span></p>
  </form>`;
}

/** The wave of this period, or the last one that was held. @param {Project} p */
function shownWave(p) {
  const now = p.periods.find((one) => one.when === "now");
  const past = p.periods.filter((one) => one.when !== "next" && one.wave !== null);
  const id = now?.wave ?? past.at(-1)?.wave ?? null;
  return { now, wave: p.waves.find((w) => w.id === id) ?? null };
}

/** @param {{p: Project, world: any, coordinator: boolean, load: () => void}}
 *   props */
function One({ p, world, coordinator, load }) {
  const [open, setOpen] = useState(false);
  const { now, wave } = shownWave(p);
  const runs = now?.state === "promised" || now?.state === "pilot";
  const done = () => (setOpen(false), load());
  return html`<article class="card wave" aria-labelledby=${`${p.id}-name`}>
    <h2 id=${`${p.id}-name`}>${text(p.name)}</h2>
    ${p.questionnaires.length === 1 && p.questionnaires[0].id === "end" && html`
      <p class="gentle">${t("only_end")}</p>`}
    <${Line} p=${p} />
    <p class="lead"><${Icon} svg=${ICONS[now?.state ?? "none"]} />
      <span>${t(`now.${now?.state ?? "none"}`)}</span></p>
    ${wave !== null && html`<${Facts} p=${p} w=${wave} names=${world.names} />
      <${Note} key=${wave.id} w=${wave} />`}
    ${coordinator && runs && wave !== null && html`
      <${End} key=${`end-${wave.id}`} w=${wave} done=${load} />`}
    ${coordinator && !runs && !open && html`<button type="button" class="primary"
      onClick=${() => setOpen(true)}>${t("start")}</button>`}
    ${open && html`<${Start} p=${p} world=${world} done=${done}
      close=${() => setOpen(false)} />`}
    ${!coordinator && html`<p class="note">${t("coordinator_only")}</p>`}
  </article>`;
}

const Help = () => html`<aside class="help" aria-labelledby="help">
  <h2 id="help">${t("help")}</h2>
  <dl>
    <dt>${t("help_wave")}</dt><dd>${t("help_wave_why")}</dd>
    <dt>${t("help_pilot")}</dt><dd>${t("help_pilot_why")}</dd>
    <dt>${t("help_cards")}</dt><dd>${t("help_cards_why")}</dd>
  </dl>
</aside>`;

/** Every language by its own name, and which of them are ready to be put, in the
 * order of the kiosk: the centre's own, the sources, what was reviewed.
 * @param {string[]} own
 * @param {{language: string, endonym: string, status: string}[]} packs */
function tongues(own, packs) {
  const that = (/** @type {string} */ status) => packs.filter((p) =>
    p.status === status).map((p) => p.language);
  return { own, ready: [...new Set([...own, ...that("source"),
    ...that("reviewed")])],
  names: Object.fromEntries(packs.map((p) => [p.language, p.endonym])) };
}

/** @param {{session: any}} props */
export function Waves({ session }) {
  const [told, set] = useState(/** @type {any} */ (null));
  const load = () => Promise.all([get("/api/v1/waves"), get("/api/v1/languages")])
    .then(([waves, { languages }]) => set({ ...waves, packs: languages }),
      lost(set));
  useEffect(() => void load(), []);
  const world = { ...tongues(told?.languages ?? [], told?.packs ?? []),
    today: told?.today };
  return html`
    <h1>${t("title")}</h1>
    <p class="intro">${t("intro")}</p>
    <${Pending} told=${told} t=${t} />
    ${told?.projects?.length === 0 && html`<p>${t("no_projects")}</p>`}
    <div class="waves">${told?.projects?.map((/** @type {Project} */ p) => html`
      <${One} key=${p.id} p=${p} world=${world} load=${load}
        coordinator=${session.role === "coordinator"} />`)}</div>
    <${Help} />`;
}
