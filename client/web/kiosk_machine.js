// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_machine.js - one machine in one project: its visits, its voice, and
 * what happens when nobody is there.
 */
import { html, Icon, useEffect, useMemo, useReducer, useRef, useState }
  from "../../common/web/ui.js";
import { isLang, setLang } from "../../common/web/i18n.js";
import { Dialog, Foot, Notices } from "./kiosk_foot.js";
import { answerSets, refusal, stepsOf } from "./kiosk_form.js";
import { Rail } from "./kiosk_rail.js";
import { Languages, sayAll } from "./kiosk_languages.js";
import { dialogScript, scriptOf } from "./kiosk_script.js";
import { MOMENT_S, send, sendUnseen, tokenOf } from "./kiosk_send.js";
import { useSilence } from "./kiosk_silence.js";
import { sleep } from "./sleep.js";
import { NOBODY, step } from "./kiosk_visit.js";
import { arm, hush, resetVoice, say, speak, useVoice } from "./kiosk_voice.js";
import { Quiet } from "./kiosk_welcome.js";
import { hasPack, inLang, loadPack, nameIn, words } from "./kiosk_words.js";
import pointer from "lucide-static/icons/pointer.svg";

/**
 * @typedef {import("./kiosk_form.js").Config} Config
 * @typedef {import("./kiosk_form.js").Project} Project
 * @typedef {import("./kiosk_form.js").Step} Step
 * @typedef {import("./kiosk_visit.js").Visit} Visit
 */

const SILENCE_MS = 60_000; // then "more time?"
const MORE_MS = 30_000;    // then back to the languages
const THANKS_MS = 20_000;
const TOUCHED_MS = 20_000; // a language touched once is forgotten

/**
 * Send what was answered while the screen says so; the same sets, with the same
 * ids, until each is saved or the visitor stops.  Where nothing is to be sent
 * the screen looks as if.
 * @param {Visit} visit @param {(e: any) => void} act
 * @param {() => {sets: object[], token: string}} make
 */
function useSending(visit, act, make) {
  const pending = useRef(/** @type {{sets: object[], token: string} | null} */ (null));
  useEffect(() => {
    if (visit.screen === "thanks" || visit.screen === "language")
      pending.current = null;
    if (visit.screen !== "sending")
      return undefined;
    let stale = false;
    pending.current ??= make();
    const { sets, token } = pending.current;
    Promise.all([...sets.map((set) => send(set, token)), sleep(MOMENT_S)])
      .then((saved) => {
        const left = sets.filter((_, i) => !saved[i]);
        pending.current = { sets: left, token };
        if (!stale)
          act({ do: left.length === 0 ? "saved" : "failed" });
      });
    return () => { stale = true; };
  }, [visit.screen]);
}

/** What comes after the languages, once it is here.
 * @type {{Screen: any}} */
let late;

/** Have it; again after a failure. */
const loadLate = () => import("./kiosk_screen.js").then((m) => {
  late = m;
  return true;
}, () => false);

/** In an order that says nothing. @template T @param {T[]} list */
const shuffled = (list) => list.map((x) => ({ x, by: Math.random() }))
  .sort((a, b) => a.by - b.by).map(({ x }) => x);

/** The whole page's language and direction; its common parts know only nl, fr
 * and en. @param {string} lang */
export function showLang(lang) {
  if (isLang(lang))
    setLang(lang);
  Object.assign(document.documentElement, inLang(lang));
}

/**
 * What is offered, and what a choice does once its words are here.  A pack that
 * cannot be had is not offered again until the program is asked anew: missed()
 * sees to that.
 * @param {Config} config @param {Project} project
 * @param {(lang: string) => void} choose @param {() => void} missed
 */
function useOffers(config, project, choose, missed) {
  const [lost, setLost] = useState(/** @type {string[]} */ ([]));
  const wanted = useRef("");
  useEffect(() => setLost([]), [config]);
  const offers = config.packs.filter(({ language }) =>
    (config.preview || (project.languages ?? [language]).includes(language)) &&
    (hasPack(language) || !lost.includes(language)));
  const take = async (/** @type {import("./kiosk_words.js").Offer} */ offer) => {
    wanted.current = offer.language;
    const [here, screens] = await Promise.all([loadPack(offer), loadLate()]);
    if (!here)
      setLost((l) => [...l, offer.language]);
    if (!here || !screens)
      missed();
    else if (wanted.current === offer.language)
      choose(offer.language);
  };
  return { offers, take };
}

/**
 * What the program says new waits until nobody is in the middle of a visit.
 * helper: who helps in this visit and sees the answers, as staff set it; missed:
 * something could not be had from the program.
 * @param {{latest: {config: Config, project: Project}, refresh: () => void,
 *   missed: () => void, helper: string | null, helped: () => void}} props
 */
export function Kiosk({ latest, refresh, missed, helper, helped }) {
  const [visit, act] = useReducer(step, NOBODY);
  const held = useRef(latest), visited = useRef(false);
  if (visit.screen === "language")
    held.current = latest;
  const { config, project } = held.current;
  const [asking, setAsking] = useState(/** @type {null | "more" | "stop"} */ (null));
  const [shown, setShown] = useState(/** @type {string | null} */ (null));
  const v = useVoice();
  const steps = useMemo(() => stepsOf(config, project, helper !== null),
    [config, project, helper]);
  /** @type {string} */
  const lang = visit.lang ?? config.languages[0];
  const current = shown ?? lang;
  const mute = project.pilot === true || config.preview;
  const script = (/** @type {boolean} */ again) => scriptOf(visit, steps, project,
    current, !isOfficial(config, lang), again);
  const { offers, take } = useOffers(config, project, (l) => act({ do: "language",
    lang: l, last: (project.loop ?? []).length > 0 }), missed);
  const reset = () => { setAsking(null); resetVoice(); helped(); act({ do: "reset" }); };
  const sayScreen = (again = true) => void (visit.screen === "language"
    ? sayAll(offers) : say(asking ? dialogScript(asking) : script(again)));

  useTimes(visit, asking, v.now !== null, () => setAsking("more"), reset);
  useSilence(visit.screen === "language" && helper !== null, SILENCE_MS, helped);
  useSending(visit, act, () => ({ token: tokenOf(config),
    sets: mute || visit.declined ? [] : shuffled(answerSets(project, steps,
      visit.choices, { card: visit.card, mode: helper })) }));
  useEffect(() => {
    if (visit.declined && !mute && helper === null)
      void sendUnseen(refusal(project), tokenOf(config));
  }, [visit.declined]);
  useEffect(() => setShown(null), [visit.screen, visit.at, lang]);
  useEffect(() => showLang(current), [current]);
  useEffect(() => {
    if (visit.screen !== "language")
      void speak(current);
    else if (visited.current)
      refresh();
    visited.current = visit.screen !== "language";
  }, [visit.screen, current]);
  useEffect(() => {
    arm(null);
    if (visit.screen === "language")
      hush();
    else if (v.lang === current && v.voiced)
      sayScreen(false);
  }, [visit.screen, visit.at, asking, current, v.voiced]);
  useEffect(() => {
    void loadLate();
    return resetVoice;
  }, []);

  if (steps.length === 0)
    return html`<${Quiet} title="no_wave" why="no_wave_why" again=${refresh} />`;
  const answer = {
    stop: () => { setAsking(null); act({ do: "stop" }); },
    on: () => setAsking(null),
  };
  const stoppable = ["intention", "card", "ask", "calm"].includes(visit.screen);
  return html`
    <${Notices} lang=${current} pilot=${project.pilot === true} assisted=${helper !== null} />
    <div class=${`stage on-${visit.screen}`} ...${inLang(current)}>
      <${Rail} lang=${current} again=${sayScreen}
        slower=${visit.screen !== "language"}
        stop=${stoppable ? () => setAsking("stop") : null} />
      ${visit.screen === "language"
        ? html`<${Languages} offers=${offers} choose=${take}
          project=${nameIn(project.name, lang)} />`
        : html`<${late.Screen} config=${config} project=${project} steps=${steps}
          visit=${visit} lang=${current} act=${act} reset=${reset} />`}
    </div>
    <${Foot} lang=${lang} shown=${current} official=${config.languages}
      translation=${visit.screen !== "language"} show=${setShown} />
    ${v.armed !== null && html`<p class="touch-again" aria-hidden="true">
      <${Icon} svg=${pointer} /><span>${words.in(current, "tap_again")}</span></p>`}
    ${asking !== null && html`<${Dialog} key=${asking} what=${asking}
      lang=${current} yes=${asking === "more" ? answer.on : answer.stop}
      no=${asking === "more" ? answer.stop : answer.on} />`}`;
}

/** @param {Config} config @param {string} lang */
const isOfficial = (config, lang) =>
  config.languages.includes(/** @type {any} */ (lang));

/**
 * When nobody is there.  Time does not run while something is being said.
 * @param {Visit} visit @param {null | "more" | "stop"} asking
 * @param {boolean} saying @param {() => void} ask @param {() => void} reset
 */
function useTimes({ screen }, asking, saying, ask, reset) {
  const busy = ["last", "intention", "card", "ask", "unsaved"].includes(screen);
  useSilence(busy && asking === null && !saying, SILENCE_MS, ask);
  useSilence(asking !== null, asking === "more" ? MORE_MS : SILENCE_MS, reset);
  useSilence(screen === "thanks" && !saying, THANKS_MS, reset);
  useSilence(screen === "language", TOUCHED_MS, resetVoice);
}
