// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_card.js - the six digits of a one-time card, on ten large keys.
 *
 * They are checked here so that nobody answers in vain, and used up only with
 * the answers.  Without contact the visit goes on: what is sent decides.
 *
 * A key acts at once and says what it did; the row of digits says them again.
 */
import { html, Icon, useEffect, useRef, useState } from "../../common/web/ui.js";
import { post } from "../../common/web/api.js";
import { chime } from "./kiosk_chime.js";
import { digits, focused, Press, Said, say, sayIn, useVoice } from "./kiosk_voice.js";
import { Title } from "./kiosk_welcome.js";
import { inLang, words } from "./kiosk_words.js";
import arrowLeft from "lucide-static/icons/arrow-left.svg";
import remove from "lucide-static/icons/delete.svg";

const DIGITS = 6;
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "erase", "0"];

/** Why these digits are not taken: the key of a word, or null when they are.
 * @param {string} project @param {string} card @param {string} token */
const check = (project, card, token) => post("/api/v1/card", { project, card },
  { "X-Weerklank-Token": token }).then((r) => r.valid ? null : "card_wrong",
  (e) => e.status === 429 ? "card_wait" : null);

/** A keyboard types as the pad does. @param {(d: string) => void} type */
function useKeyboard(type) {
  const typed = useRef(type);
  typed.current = type;
  useEffect(() => {
    const key = (/** @type {KeyboardEvent} */ e) =>
      /^\d$/.test(e.key) ? typed.current(e.key)
        : e.key === "Backspace" && typed.current("erase");
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  }, []);
}

/**
 * What was typed, why it was not taken, and a key of the pad or the keyboard.
 * @param {string} project @param {string} token @param {(card: string) => void} right
 * @param {import("./kiosk_voice.js").Voice} v
 */
function useDigits(project, token, right, v) {
  const [card, set] = useState("");
  const [why, tell] = useState("");
  const here = useRef(true), now = useRef(""), saying = useRef(Promise.resolve(true));
  now.current = card;
  useEffect(() => () => { here.current = false; }, []);
  const type = (/** @type {string} */ d) => {
    const before = now.current, erase = d === "erase";
    now.current = erase ? before.slice(0, -1) : (before + d).slice(0, DIGITS);
    tell("");
    if (!erase && now.current === before)
      return; // six there are, being looked up
    set(now.current);
    if (v.on && v.voiced && now.current !== before)
      chime(!erase);
    saying.current = say(erase ? ["words.card_erase", ...digits(before.slice(-1))]
      : digits(d));
  };
  useEffect(() => {
    if (card.length < DIGITS)
      return;
    void check(project, card, token).then((problem) => {
      if (!here.current)
        return;
      if (problem === null) {
        right(card);
      } else {
        set("");
        tell(problem);
        void saying.current.then(() => here.current && say([`words.${problem}`]));
      }
    });
  }, [card]);
  useKeyboard(type);
  return { card, why, type };
}

/**
 * @param {{lang: string, project: string, token: string,
 *   right: (card: string) => void, back: () => void}} props
 */
export function Card({ lang, project, token, right, back }) {
  const v = useVoice();
  const { card, why, type } = useDigits(project, token, right, v);
  const t = (/** @type {string} */ k) => words.in(lang, k);
  return html`<main class="split card-screen" ...${inLang(lang)}>
    <div class="picture-side">
      <${Title} say="words.card">${t("card")}<//>
      <p class="digits" dir="ltr" aria-hidden="true"
          onClick=${() => void sayIn(digits(card), v.lang)}>
        ${Array.from({ length: DIGITS }, (_, i) => html`<span>${card[i] ?? ""}</span>`)}</p>
      <p class="why" role="status">${why === "" ? html`<span class="visually-hidden">
        ${words.in(lang, "step", { n: card.length, of: DIGITS })}</span>`
        : html`<${Said} as="span" say=${`words.${why}`}>${t(why)}<//>`}</p>
      <${Press} class="move back" say="words.back" act=${back}>
        <${Icon} svg=${arrowLeft} /><span>${t("back")}</span><//>
    </div>
    <div class="keys" dir="ltr">${KEYS.map((k) => html`<button type="button"
        class="key" data-digit=${k} aria-label=${k === "erase" ? t("card_erase") : undefined}
        onFocus=${() => focused(k === "erase" ? ["words.card_erase"] : digits(k))}
        onClick=${() => type(k)}>
      ${k === "erase" ? html`<${Icon} svg=${remove} />` : k}</button>`)}</div>
  </main>`;
}
