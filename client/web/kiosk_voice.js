// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_voice.js - what the kiosk says, and how one finds the way with eyes shut.
 *
 *   say(["questions.C01", "answers.0"])   one after the other; each is marked
 *                                         on the screen while it is said
 *   <Press say="words.start" act=${f}>    with sound: a first touch says what a
 *                                         button is, a second one presses it
 *
 * By keyboard the focus says it and Enter presses it; so does a screen reader,
 * whose clicks are none of a finger.  Without sound, or where a language has no
 * voice, a button is a button and nothing waits.  The settings are the
 * visitor's and end with the visit.
 */
import { cls, html, useEffect, useState } from "../../common/web/ui.js";
import { sleep } from "./sleep.js";
import { has, loadSpeech, play, stop } from "./speech.js";

/**
 * @typedef {{on: boolean, slow: boolean, now: string | null, lang: string,
 *   armed: string | null, voiced: boolean | null}} Voice
 *   now: the address that is said; lang: in which language; armed: the button
 *   that was touched once; voiced: whether lang has a voice, null: not known yet
 */

const SLOW = 0.8;
const GAP_S = 0.2;
const PATIENCE_S = 3;

/** Digits, each by itself. @param {string} text */
export const digits = (text) => (text.match(/\d/g) ?? []).map((d) => `words.d${d}`);

/** What may be said in another language than the visit's, and before there is
 * one.  All of it is fetched, so that nobody sees what of it was asked for. */
const AROUND = [...["again_hear", "sound_on", "sound_off", "no_voice", "again",
  "no_wave", "no_wave_why", "not_ready", "not_ready_why", "source_back",
  "translated", "danger", "violence", "talk"].map((key) => `words.${key}`),
...digits("0123456789")];

/** @type {Voice} */
const QUIET = { on: true, slow: false, now: null, lang: "", armed: null,
  voiced: null };

let voice = QUIET;
let turn = 0;
let byKeyboard = false;
let last = ""; // the button pressed last
/** What this visitor heard to its end. @type {Set<string>} */
const known = new Set();
/** @type {Set<(v: Voice) => void>} */
const listeners = new Set();

/** @param {Partial<Voice>} change */
function set(change) {
  voice = { ...voice, ...change };
  for (const listener of listeners)
    listener(voice);
}

/** The voice's state, and a new rendering when it changes. */
export function useVoice() {
  const [v, put] = useState(voice);
  useEffect(() => {
    listeners.add(put);
    put(voice);
    return () => void listeners.delete(put);
  }, []);
  return v;
}

addEventListener("keydown", () => { byKeyboard = true; }, true);
addEventListener("pointerdown", () => { byKeyboard = false; }, true);

/** Whether one of these would be heard now. @param {string[]} list */
const heard = (list, language = voice.lang) =>
  voice.on && list.some((a) => has(a, language));


/** Be silent. */
export function hush() {
  turn++;
  stop();
  if (voice.now !== null)
    set({ now: null });
}

/**
 * Say what stands at these addresses, instead of what is being said.  What has
 * no clip is passed over.  False when something else was said meanwhile.
 * @param {string[]} list @param {string} [language]
 */
export async function say(list, language = voice.lang) {
  hush();
  const mine = turn;
  for (const address of list.filter((a) => has(a, language))) {
    if (!voice.on)
      break;
    set({ now: `${language}:${address}` });
    const rate = voice.slow ? SLOW : 1;
    if (await play(address, { rate, language }) === "heard")
      known.add(address);
    if (turn === mine)
      await sleep(GAP_S);
    if (turn !== mine)
      return false;
  }
  set({ now: null });
  return true;
}

/**
 * The same in a language whose clips may not be here yet.
 * @param {string[]} list @param {string} language
 */
export async function sayIn(list, language) {
  const here = language === voice.lang;
  if (!voice.on || (here && !heard(list)))
    return;
  hush();
  const mine = turn;
  if (!here)
    await loadSpeech(language, AROUND);
  if (turn === mine)
    await say(list, language);
}

/** Whether this visitor has heard it, in whatever language. @param {string} address */
export const wasHeard = (address) => known.has(address);

/** Speak a language from here on. @param {string} language */
export async function speak(language) {
  if (voice.lang === language)
    return;
  hush();
  set({ lang: language, voiced: null });
  const clips = await loadSpeech(language);
  if (voice.lang === language)
    set({ voiced: clips.size > 0 });
}

/** Ask only for the name of a language, so to say; who waits too long is not
 * kept by it. @param {string} language */
export async function greet(language) {
  await Promise.race([sleep(PATIENCE_S),
    loadSpeech(language, ["words.welcome", "words.choose", "words.tap_again"])]);
  return heard(["words.welcome"], language);
}

/** The next visitor's settings. */
export function resetVoice() {
  hush();
  last = "";
  known.clear();
  set({ ...QUIET });
}

export const setSound = (/** @type {boolean} */ on) => set({ on, armed: null });
export const setSlow = (/** @type {boolean} */ slow) => set({ slow });
/** @param {string | null} id */
export const arm = (id) => set({ armed: id });

/** Whether an address is being said. @param {Voice} v @param {string | null} address */
export const isSaid = (v, address, language = v.lang) =>
  v.now !== null && v.now === `${language}:${address}`;

/** A click of a finger or a mouse, none of a key. @param {MouseEvent} e */
const byFinger = (e) => e.detail > 0;

/**
 * A button was pressed: say what it is, or do it.  A double click is one touch.
 * @param {string} id @param {string[]} list @param {MouseEvent} e
 * @param {() => void} act
 */
export function press(id, list, e, act) {
  const double = e.detail === 2 && last === id;
  last = id;
  if (!heard(list) || !byFinger(e)) {
    act();
  } else if (voice.armed !== id) {
    arm(id);
    void say([...list, "words.tap_again"]);
  } else if (!double) {
    arm(null);
    act();
  }
}

/** The focus moved by keyboard: say where it is. @param {string[]} list */
export function focused(list, language = voice.lang) {
  if (byKeyboard)
    void sayIn(list, language);
}

/**
 * @param {{say: string | string[], act: () => void, id?: string, class?: string,
 *   lang?: string, children?: any} & Record<string, any>} props
 *   id: where two say the same; lang: else the visit's
 */
export function Press({ say: words, act, id, lang, children, ...rest }) {
  const v = useVoice();
  const list = [words].flat();
  const name = id ?? list.join();
  return html`<button type="button" ...${rest} class=${cls(rest.class,
      list.some((a) => isSaid(v, a)) && "said", v.armed === name && "armed")}
    onFocus=${() => focused(list, lang)}
    onClick=${(/** @type {MouseEvent} */ e) => press(name, list, e, act)}>
    ${children}</button>`;
}

/**
 * Words that are no button: marked while they are said, and said when touched.
 * @param {{as?: string, say: string | string[], speaks?: string, stop?: boolean,
 *   class?: string, children?: any} & Record<string, any>} props
 *   speaks: a language other than the visit's; stop: the Tab key stops here, for
 *   no screen says it by itself
 */
export function Said({ as = "p", say: words, speaks, stop = false, children,
  ...rest }) {
  const v = useVoice();
  const list = [words].flat(), lang = speaks ?? v.lang;
  return html`<${as} ...${rest} ...${stop && { tabindex: 0,
      onFocus: () => focused(list, lang) }}
    class=${cls(rest.class, list.some((a) => isSaid(v, a, lang)) && "said")}
    onClick=${() => void sayIn(list, lang)}>${children}<//>`;
}
