// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_staff.js - the team's door in the kiosk: the upper corner where a line
 * ends, held for three seconds, or Ctrl+Alt+S; then the PIN, then a menu.
 *
 *   <StaffDoor lang config menu=${[{ id, label, act }]} drop choose />
 *
 * menu is what others add; act() is called once the door is closed again.
 * drop() ends the visit, as soon as the PIN was right: nothing of it may be seen
 * by who comes after.  choose(project) changes the machine's project.
 *
 *   <PinGate lang config>…</PinGate>   shows what is in it after the PIN
 *
 * Where no PIN is set both are open, and say so.
 */
import { html, Icon, useEffect, useLayoutEffect, useRef, useState }
  from "../../common/web/ui.js";
import { ApiError, onLoggedOut, post } from "../../common/web/api.js";
import { isLang, text } from "../../common/web/i18n.js";
import { useSilence } from "./kiosk_silence.js";
import { permit } from "./kiosk_waiting.js";
import { words as t } from "./kiosk_staff_words.js";
import check from "lucide-static/icons/check.svg";
import remove from "lucide-static/icons/delete.svg";

/**
 * @typedef {import("../../common/web/i18n.js").Lang} Lang
 * @typedef {import("./kiosk_visit.js").Config} Config
 * @typedef {import("./kiosk_visit.js").Project} Project
 * @typedef {{id: string, label: string, act: () => void}} Item
 */

const CORNER = 64; // CSS pixels
const HOLD_MS = 3_000;
const CLOSE_MS = 30_000; // without a touch or a key
const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
const MIN = 4, MAX = 8; // pin.h

/** The team speaks a language of the centre. @param {string} lang
 * @param {Config} config @returns {Lang} */
const staffLang = (lang, config) =>
  isLang(lang) ? lang : config.languages.find(isLang) ?? "nl";

/** What to say of a PIN that was not taken. @param {Lang} lang
 * @param {unknown} e */
function said(lang, e) {
  const { status, retryAfter } = /** @type {ApiError} */ (e);
  return status === 403 ? t.in(lang, "wrong")
    : status === 429 ? t.in(lang, "wait", { n: retryAfter })
    : t.in(lang, "lost");
}

/** Ten large keys. @param {{lang: Lang, right: () => void}} props */
function PinPad({ lang, right }) {
  const typed = useRef(""), busy = useRef(false); // ahead of what is shown
  const [shown, show] = useState(0);
  const [why, say] = useState("");
  const set = (/** @type {string} */ pin) => {
    typed.current = pin.slice(0, MAX);
    show(typed.current.length);
  };
  const type = (/** @type {string} */ d) => {
    if (busy.current)
      return;
    say("");
    set(typed.current + d);
  };
  const wipe = () => set(typed.current.slice(0, -1));
  const enter = () => {
    if (typed.current.length < MIN || busy.current)
      return;
    busy.current = true;
    post("/api/v1/pin", { pin: typed.current }).then(({ ticket }) => {
      permit(ticket);
      right();
    }, (e) => {
      if (e.status === 409) // taken away meanwhile: the door is open
        right();
      say(said(lang, e));
      set("");
      busy.current = false;
    });
  };
  useLayoutEffect(() => { // no digit is too early
    const key = (/** @type {KeyboardEvent} */ e) => {
      if (/^\d$/.test(e.key))
        type(e.key);
      else if (e.key === "Backspace")
        wipe();
      else if (e.key === "Enter" && !(e.target instanceof HTMLButtonElement))
        enter();
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  });
  const digit = (/** @type {string} */ d) => html`<button type="button"
    data-digit=${d} onClick=${() => type(d)}>${d}</button>`;
  // With the focus on a key, "Enter" would type that key.
  return html`<div class="pin" tabindex="-1" autofocus>
    <p class="typed" aria-hidden="true">${"●".repeat(shown)
      + "○".repeat(Math.max(0, MIN - shown))}</p>
    <p class="why" role="status">${why === ""
      ? html`<span class="visually-hidden">${t.in(lang, "digits",
        { n: shown })}</span>` : why}</p>
    <div class="keys">${DIGITS.map(digit)}
      <button type="button" data-do="wipe" aria-label=${t.in(lang, "wipe")}
        onClick=${wipe}><${Icon} svg=${remove} /></button>
      ${digit("0")}
      <button type="button" data-do="enter" aria-label=${t.in(lang, "enter")}
        aria-disabled=${shown < MIN} onClick=${enter}>
        <${Icon} svg=${check} /></button>
    </div>
  </div>`;
}

/** What the PIN opens. @param {{lang: Lang, config: Config, menu: Item[],
 *   choose?: (p: Project) => void, close: () => void}} props */
function Menu({ lang, config, menu, choose, close }) {
  const [projects, show] = useState(false);
  const button = (/** @type {string} */ id, /** @type {string} */ label,
    /** @type {() => void} */ act) => html`<button type="button" class="big"
      key=${id} data-do=${id} onClick=${act}>${label}</button>`;
  if (projects)
    return html`<p>${t.in(lang, "which")}</p>
      ${config.projects.map((p) => button(`project-${p.id}`, text(p.name, lang),
        () => { close(); choose?.(p); }))}
      ${button("back", t.in(lang, "back"), () => show(false))}`;
  return html`${!config.pin && html`<p class="why">${t.in(lang, "open")}</p>`}
    ${menu.map((m) => button(m.id, m.label, () => { close(); m.act(); }))}
    ${choose !== undefined && config.projects.length > 1 && button("project",
      t.in(lang, "project"), () => show(true))}
    ${button("leave", t.in(lang, "leave"), leave)}`;
}

/** To the team's page; a tablet has none, and shows an empty one. */
function leave() {
  location.replace(location.protocol === "https:" ? "about:blank" : "/staff/");
}

/** @param {{lang: Lang, config: Config, menu: Item[], drop?: () => void,
 *   choose?: (p: Project) => void, close: () => void}} props */
function Door({ lang, config, menu, drop, choose, close }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const [right, set] = useState(!config.pin);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  useLayoutEffect(() => {
    if (right)
      drop?.();
  }, [right]);
  useSilence(true, CLOSE_MS, close);
  return html`<dialog class="door" ref=${dialog} lang=${lang} dir="ltr"
      aria-labelledby="door-title" onCancel=${(/** @type {Event} */ e) => {
        e.preventDefault();
        close();
      }}>
    <h2 id="door-title">${t.in(lang, right ? "title" : "pin")}</h2>
    ${right ? html`<${Menu} lang=${lang} config=${config} menu=${menu}
        choose=${choose} close=${close} />`
      : html`<${PinPad} lang=${lang} right=${() => set(true)} />`}
    <button type="button" class="shut" data-do="close" onClick=${close}>
      ${t.in(lang, "close")}</button>
  </dialog>`;
}

/** Whether e is in the corner: at the top, where a line of text ends. */
const inCorner = (/** @type {PointerEvent} */ e) => e.clientY < CORNER &&
  (document.dir === "rtl" ? e.clientX < CORNER : e.clientX > innerWidth - CORNER);

/** Call open() when the corner was held, or Ctrl+Alt+S pressed.  There is no
 * element: what lies in that corner stays as easy to press. */
function useKnock(/** @type {() => void} */ open) {
  useLayoutEffect(() => {
    let timer = 0;
    const press = (/** @type {PointerEvent} */ e) => {
      clearTimeout(timer);
      if (inCorner(e))
        timer = window.setTimeout(open, HOLD_MS);
    };
    const release = () => clearTimeout(timer);
    const key = (/** @type {KeyboardEvent} */ e) =>
      e.ctrlKey && e.altKey && e.code === "KeyS" && open();
    addEventListener("pointerdown", press);
    addEventListener("pointerup", release);
    addEventListener("pointercancel", release);
    addEventListener("keydown", key);
    return () => {
      release();
      removeEventListener("pointerdown", press);
      removeEventListener("pointerup", release);
      removeEventListener("pointercancel", release);
      removeEventListener("keydown", key);
    };
  }, []);
}

/** @param {{lang: string, config: Config, menu?: Item[], drop?: () => void,
 *   choose?: (p: Project) => void}} props */
export function StaffDoor({ lang, config, menu = [], drop, choose }) {
  const [open, set] = useState(false);
  useKnock(() => set(true));
  useEffect(() => onLoggedOut(() => // a tablet that was taken back
    location.protocol === "https:" && location.replace("/pair")), []);
  return open && html`<${Door} lang=${staffLang(lang, config)} config=${config}
    menu=${menu} drop=${drop} choose=${choose} close=${() => set(false)} />`;
}

/** What the team alone may do on a whole screen.
 * @param {{lang: string, config: Config, children?: any}} props */
export function PinGate({ lang, config, children }) {
  const [right, set] = useState(!config.pin);
  const l = staffLang(lang, config);
  return right ? children : html`<main class="plain gate" lang=${l}>
    <h1>${t.in(l, "pin")}</h1>
    <${PinPad} lang=${l} right=${() => set(true)} /></main>`;
}
