// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk.js - the page where people answer, alone and unknown.
 *
 * Everything it needs comes once from GET /api/v1/kiosk; it stays usable when
 * the program is away, and asks again after each visit.  Nothing of a visit
 * outlives it: not in the address, the history, a cookie or a file.
 */
import { html, render, useEffect, useLayoutEffect, useReducer, useRef, useState }
  from "../../common/web/ui.js";
import { get } from "../../common/web/api.js";
import { isLang, setLang, useLang } from "../../common/web/i18n.js";
import { DemonstrationBanner } from "../../common/web/shell.js";
import { Chooser, PreviewBanner } from "./kiosk_chooser.js";
import { Question } from "./kiosk_question.js";
import { Dialog, Foot, Intention, Languages, Quiet, Sending, Thanks,
  Unsaved } from "./kiosk_screens.js";
import { send, sendUnseen, tokenOf } from "./kiosk_send.js";
import { PinGate, StaffDoor } from "./kiosk_staff.js";
import { answerSet, NOBODY, refusal, step, stepsOf } from "./kiosk_visit.js";
import { hasPack, inLang, loadPack, nameIn, setOfficial } from "./kiosk_words.js";

/**
 * @typedef {import("./kiosk_words.js").Tag} Tag
 * @typedef {import("./kiosk_words.js").Offer} Offer
 * @typedef {import("./kiosk_visit.js").Config} Config
 * @typedef {import("./kiosk_visit.js").Project} Project
 * @typedef {import("./kiosk_visit.js").Visit} Visit
 */

const SILENCE_MS = 60_000; // then "more time?"
const MORE_MS = 30_000;    // then back to the languages
const THANKS_MS = 20_000;
const REFRESH_MS = 600_000;
const RETRY_MS = 15_000;

/** With the language that staff look at, if they do. */
function describing() {
  const preview = new URLSearchParams(location.search).get("preview");
  return `/api/v1/kiosk${preview === null ? ""
    : `?${new URLSearchParams({ preview })}`}`;
}

const askedProject = () => new URLSearchParams(location.search).get("project");

/** Remember the project in the address, so that a restart finds it. */
function rememberProject(/** @type {string} */ id) {
  const url = new URL(location.href);
  url.searchParams.set("project", id);
  history.replaceState(null, "", url);
}

/** @param {Config} config @returns {Project | undefined} */
function findProject(config) {
  const asked = askedProject();
  if (asked === null && config.projects.length === 1)
    return config.projects[0];
  return config.projects.find((p) => p.id === asked);
}

/**
 * Call quiet() after SILENCE_MS without a touch or a key, while on.
 * @param {boolean} on @param {() => void} quiet
 */
function useSilence(on, quiet) {
  useLayoutEffect(() => {
    if (!on)
      return undefined;
    let timer = setTimeout(quiet, SILENCE_MS);
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(quiet, SILENCE_MS);
    };
    addEventListener("pointerdown", again);
    addEventListener("keydown", again);
    return () => {
      clearTimeout(timer);
      removeEventListener("pointerdown", again);
      removeEventListener("keydown", again);
    };
  }, [on]);
}

/** Call done() once after ms, while on. */
function useTimer(/** @type {boolean} */ on, /** @type {number} */ ms,
  /** @type {() => void} */ done) {
  useLayoutEffect(() => {
    if (!on)
      return undefined;
    const timer = setTimeout(done, ms);
    return () => clearTimeout(timer);
  }, [on]);
}

/** The whole page's language and direction; its common parts know only nl, fr
 * and en. @param {Tag} lang */
function speak(lang) {
  if (isLang(lang))
    setLang(lang);
  Object.assign(document.documentElement, inLang(lang));
}

/**
 * What is offered, and what a choice does once its words are here.  A pack that
 * cannot be had is not offered again until the program is asked anew.
 * @param {Config} config @param {Project} project @param {(l: Tag) => void} choose
 */
function useOffers(config, project, choose) {
  const [lost, setLost] = useState(/** @type {Tag[]} */ ([]));
  const wanted = useRef(/** @type {Tag | null} */ (null));
  useEffect(() => setLost([]), [config]);
  const offers = config.packs.filter(({ language }) =>
    (config.preview || (project.languages ?? [language]).includes(language)) &&
    (hasPack(language) || !lost.includes(language)));
  const take = async (/** @type {Offer} */ offer) => {
    wanted.current = offer.language;
    const here = await loadPack(offer);
    if (!here)
      setLost((l) => [...l, offer.language]);
    else if (wanted.current === offer.language)
      choose(offer.language);
  };
  return { offers, take };
}

/**
 * Send what was answered while the screen says so; the same set, with the same
 * id, until it is saved or the visitor stops.  Of a preview nothing is sent.
 * @param {Config} config @param {Visit} visit @param {(e: any) => void} act
 * @param {() => {set: object, token: string}} make
 */
function useSending(config, visit, act, make) {
  const pending = useRef(/** @type {{set: object, token: string} | null} */ (null));
  useEffect(() => {
    if (visit.screen === "thanks" || visit.screen === "language")
      pending.current = null;
    if (visit.screen !== "sending")
      return undefined;
    if (config.preview) {
      act({ do: "saved" });
      return undefined;
    }
    let stale = false;
    pending.current ??= make();
    send(pending.current.set, pending.current.token).then((saved) => {
      if (!stale)
        act({ do: saved ? "saved" : "failed" });
    });
    return () => { stale = true; };
  }, [visit.screen]);
}

/**
 * One machine in one project.  What the program says new waits until nobody is
 * in the middle of a visit.
 * @param {{latest: {config: Config, project: Project}, refresh: () => void}} props
 */
function Kiosk({ latest, refresh }) {
  const [visit, act] = useReducer(step, NOBODY);
  const held = useRef(latest);
  if (visit.screen === "language")
    held.current = latest;
  const { config, project } = held.current;
  const [asking, setAsking] = useState(/** @type {null | "more" | "stop"} */ (null));
  const [shown, setShown] = useState(/** @type {Tag | null} */ (null));
  const steps = stepsOf(config, project);
  const lang = visit.lang ?? config.languages[0];
  const current = shown ?? lang;
  const busy = ["intention", "ask", "unsaved"].includes(visit.screen);
  const reset = () => { setAsking(null); act({ do: "reset" }); };

  useSilence(busy && asking === null, () => setAsking("more"));
  useTimer(asking !== null, asking === "more" ? MORE_MS : SILENCE_MS, reset);
  useTimer(visit.screen === "thanks", THANKS_MS, reset);
  useSending(config, visit, act, () => ({ token: tokenOf(config),
    set: answerSet(project, steps, visit.choices) }));
  useEffect(() => {
    if (visit.declined && !config.preview)
      void sendUnseen(refusal(project), tokenOf(config));
  }, [visit.declined]);
  useEffect(() => setShown(null), [visit.screen, visit.at, lang]);
  useEffect(() => speak(current), [current]);
  useEffect(() => {
    if (visit.screen === "language")
      refresh();
  }, [visit.screen]);

  if (steps.length === 0)
    return html`<${Quiet} title="no_wave" why="no_wave_why" again=${refresh} />`;
  const answer = {
    stop: () => { setAsking(null); act({ do: "stop" }); },
    on: () => setAsking(null),
  };
  return html`
    <${Screen} config=${config} project=${project} steps=${steps} visit=${visit}
      lang=${current} act=${act} reset=${reset} stop=${() => setAsking("stop")} />
    <${Foot} lang=${lang} shown=${current} official=${config.languages}
      translation=${visit.screen !== "language"} show=${setShown} />
    ${asking !== null && html`<${Dialog} key=${asking} what=${asking}
      lang=${lang} yes=${asking === "more" ? answer.on : answer.stop}
      no=${asking === "more" ? answer.stop : answer.on} />`}`;
}

/** The screen of the moment. */
function Screen(/** @type {{config: Config, project: Project, steps: any[],
  visit: Visit, lang: Tag, act: (e: any) => void, reset: () => void,
  stop: () => void}} */ { config, project, steps, visit, lang, act, reset, stop }) {
  const name = nameIn(project.name, lang);
  const { offers, take } = useOffers(config, project, (l) => {
    act({ do: "language", lang: l });
  });
  switch (visit.screen) {
  case "language":
    return html`<${Languages} offers=${offers} project=${name} choose=${take} />`;
  case "intention":
    return html`<${Intention} lang=${lang} project=${project}
      start=${() => act({ do: "start" })} back=${() => act({ do: "back" })}
      decline=${() => act({ do: "decline" })} />`;
  case "ask": {
    const now = steps[visit.at];
    return html`<${Question} step=${now} at=${visit.at} of=${steps.length}
      lang=${lang} project=${name} choice=${visit.choices[now.id]}
      choose=${(/** @type {any} */ choice) => act({ do: "choose", id: now.id, choice })}
      next=${() => act({ do: "next", steps: steps.length })}
      back=${() => act({ do: "back" })} stop=${stop} />`;
  }
  case "sending":
    return html`<${Sending} lang=${lang} />`;
  case "unsaved":
    return html`<${Unsaved} lang=${lang} again=${() => act({ do: "again" })}
      stop=${() => act({ do: "stop" })} />`;
  case "thanks":
    return html`<${Thanks} lang=${lang} month=${project.feedback_month}
      done=${reset} />`;
  }
}

/** The root: what the program knows, then the machine's project. */
function App() {
  const [config, setConfig] = useState(/** @type {Config | null} */ (null));
  const [lost, setLost] = useState(false);
  const [, chosen] = useState("");
  const [round, next] = useState(0); // another one drops the visit
  const lang = useLang();
  const refresh = () => void get(describing()).then((c) => {
    setOfficial(c.languages);
    setConfig(c);
    setLost(false);
  }, () => setLost(true));
  useEffect(() => {
    refresh();
    // A page that the browser kept for "back" must not show the last visit.
    addEventListener("pageshow", (e) => e.persisted && location.reload());
  }, []);
  useEffect(() => {
    const timer = setInterval(refresh, lost ? RETRY_MS : REFRESH_MS);
    return () => clearInterval(timer);
  }, [lost]);
  useEffect(() => {
    if (config !== null)
      speak(config.languages[0]);
  }, [config === null]);
  if (config === null)
    return lost && html`<${Quiet} title="not_ready" why="not_ready_why"
      again=${refresh} />`;
  const project = findProject(config);
  const choose = (/** @type {Project} */ p) => {
    rememberProject(p.id);
    chosen(p.id);
  };
  return html`
    <${DemonstrationBanner} on=${config.demonstration} />
    <${PreviewBanner} on=${config.preview} />
    <${StaffDoor} lang=${lang} config=${config} choose=${choose}
      drop=${() => next((n) => n + 1)} />
    ${config.projects.length === 0
      ? html`<${Quiet} title="no_wave" why="no_wave_why" again=${refresh} />`
      : project === undefined
      ? html`<${PinGate} lang=${lang} config=${config}><${Chooser} config=${config}
        unknown=${askedProject() !== null} choose=${choose} /><//>`
      : html`<${Kiosk} key=${`${project.id} ${round}`} latest=${{ config, project }}
        refresh=${refresh} />`}`;
}

document.addEventListener("contextmenu", (e) => e.preventDefault());
render(html`<${App} />`,
  /** @type {HTMLElement} */ (document.getElementById("app")));
