// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_visit.js - one visit to the kiosk, as a pure machine.
 *
 *   language -> (last) -> intention -> (card) -> ask, step by step -> sending -> thanks
 *                             | no, thank you                ^ unsaved -+
 *                             +----------> calm, as long ----> sending
 *
 * last: what was done with what people said, where there is something to say.
 * card: where a one-time card is asked.  calm: who declines looks at a cup of
 * tea for as long as others answer, and ends on the same screens.  Every state
 * can be stopped, and falls back to language when nobody is there.
 *
 * Choices are kept by code, never by position or wording.  They live in the
 * page's memory only; what is sent may lie on the disk of the machine until it
 * is saved, but only sealed (kiosk_waiting.js).
 */

/**
 * @typedef {import("./kiosk_form.js").Choice} Choice
 * @typedef {import("./kiosk_form.js").Config} Config
 * @typedef {import("./kiosk_form.js").Project} Project
 * @typedef {"language" | "last" | "intention" | "card" | "ask" | "calm"
 *   | "sending" | "unsaved" | "thanks"} Screen
 * @typedef {{screen: Screen, lang: string | null, at: number,
 *   choices: Record<string, Choice>, card: string | null,
 *   declined: boolean}} Visit
 *   choices: by Step.key; card: the digits of a card that is asked
 * @typedef {{do: "language", lang: string, last: boolean} | {do: "onwards"}
 *   | {do: "start", card: boolean} | {do: "card", card: string}
 *   | {do: "decline"} | {do: "rested"}
 *   | {do: "choose", key: string, choice: Choice} | {do: "next", steps: number}
 *   | {do: "back"} | {do: "saved"} | {do: "failed"} | {do: "again"}
 *   | {do: "stop"} | {do: "reset"}} Event
 */

/** @type {Visit} */
export const NOBODY = { screen: "language", lang: null, at: 0, choices: {},
  card: null, declined: false };

/** @param {Visit} v @returns {Visit} */
function back(v) {
  if (v.screen === "ask" && v.at > 0)
    return { ...v, at: v.at - 1 };
  if (v.screen === "ask" || v.screen === "card" || v.screen === "calm")
    return { ...v, screen: "intention" };
  return v.screen === "intention" || v.screen === "last"
    ? { ...v, screen: "language" } : v;
}

/** Whatever was chosen is gone from here on. @param {Visit} v @param {Screen} screen
 * @param {boolean} declined @returns {Visit} */
const end = (v, screen, declined) => ({ ...NOBODY, screen, lang: v.lang, declined });

/** @param {Visit} v @param {Event} e @returns {Visit} */
export function step(v, e) {
  switch (e.do) {
  case "language":
    return { ...v, screen: e.last ? "last" : "intention", lang: e.lang };
  case "onwards":
    return { ...v, screen: "intention" };
  case "start":
    return { ...v, screen: e.card && v.card === null ? "card" : "ask" };
  case "card":
    return { ...v, screen: "ask", card: e.card };
  case "choose":
    return { ...v, choices: { ...v.choices, [e.key]: e.choice } };
  case "next":
    return v.at + 1 < e.steps
      ? { ...v, at: v.at + 1 } : { ...v, screen: "sending" };
  case "back":
    return back(v);
  case "decline":
    return end(v, "calm", false);
  case "rested":
    return end(v, "sending", true);
  case "failed":
    return { ...v, screen: "unsaved" };
  case "again":
    return { ...v, screen: "sending" };
  case "saved":
    return end(v, "thanks", v.declined);
  case "stop":
    return end(v, "thanks", v.screen === "calm");
  case "reset":
    return NOBODY;
  }
}
