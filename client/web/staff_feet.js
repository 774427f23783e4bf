// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_feet.js - a conversation on feet: a statement on the wall, people stand
 * near, in the middle or far, and whoever leads it taps how many.
 *
 * Counts live in this page until they are saved, once, as a form of the
 * centre's own: nothing ties one statement's places to another's, and fewer
 * than ten people are never told.
 */
import { cls, html, Icon, useEffect, useRef, useState } from
  "../../common/web/ui.js";
import { post } from "../../common/web/api.js";
import { lang, number, text } from "../../common/web/i18n.js";
import { newId } from "./kiosk_form.js";
import { Pictogram } from "./kiosk_pictograms.js";
import { useGuard } from "./staff_guard.js";
import { words as t } from "./staff_feet_words.js";
import alert from "lucide-static/icons/circle-alert.svg";
import arrowLeft from "lucide-static/icons/arrow-left.svg";
import arrowRight from "lucide-static/icons/arrow-right.svg";
import check from "lucide-static/icons/check.svg";
import close from "lucide-static/icons/x.svg";
import minus from "lucide-static/icons/minus.svg";
import plus from "lucide-static/icons/plus.svg";
import present from "lucide-static/icons/presentation.svg";

const PLACES = /** @type {const} */ (["near", "middle", "far"]);
const MOST_STATEMENTS = 12; // FEET_STATEMENTS of feet.h
const MOST_PEOPLE = 500;    // FEET_PEOPLE
const MOST_TEXT = 160;

/** @typedef {{text: string, near: number, middle: number, far: number}} Statement */

const peopleAt = (/** @type {Statement} */ s) => s.near + s.middle + s.far;

/** @param {{place: typeof PLACES[number], s: Statement,
 *   tap: (by: number) => void}} props */
const Place = ({ place, s, tap }) => html`<div class="place" data-place=${place}>
  <${Pictogram} code=${place} /><h3>${t(place)}</h3>
  <p class="count" aria-live="polite">${number(s[place])}</p>
  <div class="taps">
    <button type="button" aria-label=${t("less", { place: t(place) })}
      disabled=${s[place] === 0} onClick=${() => tap(-1)}>
      <${Icon} svg=${minus} /></button>
    <button type="button" class="primary" aria-label=${t("more", { place: t(place) })}
      disabled=${s[place] >= MOST_PEOPLE} onClick=${() => tap(1)}>
      <${Icon} svg=${plus} /></button>
  </div></div>`;

/** One statement, as large as the wall. @param {{all: Statement[], at: number,
 *   go: (to: number) => void, tap: (place: string, by: number) => void,
 *   add: () => void, leave: () => void}} props */
function Wall({ all, at, go, tap, add, leave }) {
  const root = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    root.current?.showModal();
    void root.current?.requestFullscreen?.().catch(() => {});
    return () => void (document.fullscreenElement && document.exitFullscreen());
  }, []);
  useEffect(() => {
    const key = (/** @type {KeyboardEvent} */ e) => {
      const place = PLACES[["1", "2", "3"].indexOf(e.key)];
      if (place !== undefined)
        tap(place, 1);
      else if (e.key === "ArrowRight" || e.key === "ArrowLeft")
        go(at + (e.key === "ArrowRight" ? 1 : -1));
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  });
  const s = all[at];
  return html`<dialog class="wall" ref=${root} aria-labelledby="statement"
      onClose=${leave}>
    <header><p>${t("which", { n: at + 1, of: all.length })}</p>
      <button type="button" class="quiet" onClick=${leave}>
        <${Icon} svg=${close} /> ${t("leave")}</button></header>
    <h2 id="statement">${s.text}</h2>
    <div class="places">${PLACES.map((p) => html`<${Place} key=${p} place=${p} s=${s}
      tap=${(/** @type {number} */ by) => tap(p, by)} />`)}</div>
    <footer>
      <button type="button" disabled=${at === 0} onClick=${() => go(at - 1)}>
        <${Icon} svg=${arrowLeft} /> ${t("before")}</button>
      <button type="button" disabled=${all.length >= MOST_STATEMENTS} onClick=${add}>
        <${Icon} svg=${plus} /> ${t("new_one")}</button>
      <button type="button" disabled=${at === all.length - 1}
        onClick=${() => go(at + 1)}>${t("after")} <${Icon} svg=${arrowRight} /></button>
    </footer>
  </dialog>`;
}

/** A sentence, and what was counted. @param {{all: Statement[],
 *   drop: (i: number) => void}} props */
const Summary = ({ all, drop }) => html`<ol class="statements">
  ${all.map((s, i) => html`<li key=${i}><p>${s.text}</p>
    <p class="note">${PLACES.map((p) => `${t(p)} ${number(s[p])}`).join(" · ")}</p>
    <button type="button" class="quiet" aria-label=${t("drop", { text: s.text })}
      onClick=${() => drop(i)}><${Icon} svg=${close} /></button></li>`)}</ol>`;

/** @param {{project: any, all: Statement[], id: string, done: () => void}} props */
function Save({ project, all, id, done }) {
  const [sure, setSure] = useState(false);
  const [why, say] = useState("");
  const counted = all.filter((s) => peopleAt(s) > 0);
  const most = Math.max(0, ...counted.map(peopleAt));
  const send = () => post("/api/v1/feet", { project: project.id, id,
    statements: counted.map((s) => ({ text: { [lang()]: s.text }, near: s.near,
      middle: s.middle, far: s.far })) }).then(done, (e) => {
    setSure(false);
    say(e.status === 0 ? t("lost") : t("refused"));
  });
  return html`<section class="card"><h2>${t("save_title")}</h2>
    <p>${t("save_why")}</p>
    ${most > 0 && most < 10 && html`<p class="problem">${t("few")}</p>`}
    <p class="row">${sure ? html`<button type="button" class="primary"
        onClick=${send}>${t("save_yes")}</button>
      <button type="button" class="quiet" onClick=${() => setSure(false)}>
        ${t("save_no")}</button>`
    : html`<button type="button" disabled=${counted.length === 0}
        onClick=${() => setSure(true)}>${t("save")}</button>`}</p>
    ${why !== "" && html`<p class="said bad" role="status">
      <${Icon} svg=${alert} /> ${why}</p>`}
  </section>`;
}

/** @param {{about: any}} props */
export function Feet({ about }) {
  const projects = (about.projects ?? []).filter((/** @type {any} */ p) =>
    p.wave && !p.pilot);
  const [of, setOf] = useState(projects[0]?.id ?? "");
  const [id, setId] = useState(newId);
  const [all, setAll] = useState(/** @type {Statement[]} */ ([]));
  const [typed, type] = useState("");
  const [at, show] = useState(/** @type {number | null} */ (null));
  const here = useRef(/** @type {number | null} */ (null)); // ahead of what is shown
  const [saved, setSaved] = useState(false);
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  useGuard(all.some((s) => peopleAt(s) > 0));
  const project = projects.find((/** @type {any} */ p) => p.id === of);
  if (project === undefined)
    return html`<h1>${t("title")}</h1><p class="intro">${t("intro")}</p>
      <section class="card"><p>${t("no_wave")}</p>
        <p><a href="#waves">${t("to_waves")}</a></p></section>`;
  const add = (/** @type {Event} */ e) => {
    e.preventDefault();
    if (typed.trim() === "" || all.length >= MOST_STATEMENTS)
      return;
    setAll([...all, { text: typed.trim(), near: 0, middle: 0, far: 0 }]);
    setSaved(false);
    type("");
  };
  const go = (/** @type {number | null} */ to) => {
    here.current = to === null ? null : Math.min(all.length - 1, Math.max(0, to));
    show(here.current);
  };
  const tap = (/** @type {string} */ place, /** @type {number} */ by) => {
    const there = here.current;
    setAll((now) => now.map((s, i) => i !== there ? s : { ...s,
      [place]: Math.min(MOST_PEOPLE, Math.max(0, s[/** @type {"near"} */ (place)] + by)) }));
  };
  const done = () => {
    setAll([]);
    setId(newId());
    setSaved(true);
  };
  return html`<h1>${t("title")}</h1>
    <p class="intro">${t("intro")}</p>
    <section class="card"><h2>${t("statements")}</h2>
      <form class="fields" onSubmit=${add}>
        <div class="field"><label for="feet-project">${t("project")}</label>
          <select id="feet-project" value=${of} disabled=${all.length > 0}
            onChange=${(/** @type {any} */ e) => setOf(e.currentTarget.value)}>
            ${projects.map((/** @type {any} */ p) => html`
              <option value=${p.id}>${text(p.name)}</option>`)}</select></div>
        <div class="field wide"><label for="new-statement">${t("sentence")}</label>
          <input id="new-statement" ref=${field} type="text" maxlength=${MOST_TEXT}
            autocomplete="off" value=${typed} onInput=${(/** @type {any} */ e) =>
              type(e.currentTarget.value)} /></div>
        <button type="submit" disabled=${all.length >= MOST_STATEMENTS}>
          <${Icon} svg=${plus} /> ${t("add")}</button></form>
      <p class="note">${t("sentence_why")}</p>
      <${Summary} all=${all} drop=${(/** @type {number} */ i) =>
        setAll(all.filter((_, k) => k !== i))} />
      ${all.length > 0 && html`<p class="row"><button type="button" class="primary"
        onClick=${() => go(0)}><${Icon} svg=${present} /> ${t("present")}</button></p>`}
      <p class=${cls("said")} role="status">${saved && html`
        <${Icon} svg=${check} /> ${t("saved")}`}</p>
    </section>
    ${all.length > 0 && html`<${Save} project=${project} all=${all} id=${id}
      done=${done} />`}
    ${at !== null && all.length > 0 && html`<${Wall} all=${all} at=${at}
      go=${go} tap=${tap} leave=${() => go(null)}
      add=${() => { go(null); setTimeout(() => field.current?.focus()); }} />`}`;
}
