// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_screens.js - the screens around the questions: last time, intention,
 * calm, sending, not saved, thanks.
 */
import { cls, html, Icon, useEffect, useState } from "../../common/web/ui.js";
import { Cup, Path, Picture } from "./kiosk_art.js";
import { Told } from "./kiosk_loop.js";
import { sentencesOf } from "./kiosk_script.js";
import { MOMENT_S } from "./kiosk_send.js";
import { Press, Said, say } from "./kiosk_voice.js";
import { Title, Welcome } from "./kiosk_welcome.js";
import { inLang, monthIn, nameIn, words } from "./kiosk_words.js";
import alert from "lucide-static/icons/circle-alert.svg";
import arrowLeft from "lucide-static/icons/arrow-left.svg";
import arrowRight from "lucide-static/icons/arrow-right.svg";

/**
 * @typedef {import("./kiosk_form.js").Project} Project
 */

const t = words;
const CALM_MS = 60_000; // as long as answering takes

const Back = (/** @type {{lang: string, back: () => void}} */ { lang, back }) => html`
  <${Press} class="move back" say="words.back" act=${back}>
    <${Icon} svg=${arrowLeft} /><span>${t.in(lang, "back")}</span><//>`;

/** What was done with what people said, before anybody is asked again. */
export const Last = (/** @type {{lang: string, project: Project,
  official: string[], on: () => void, back: () => void}} */ props) => html`
  <main class="last" ...${inLang(props.lang)}>
    <div class="heading"><${Back} lang=${props.lang} back=${props.back} />
      <${Title} say="words.last_time">${t.in(props.lang, "last_time")}<//></div>
    <${Told} lang=${props.lang} loop=${props.project.loop ?? []}
      official=${props.official} />
    <${Press} class="big" data-do="onwards" say="words.next" act=${props.on}>
      <span>${t.in(props.lang, "next")}</span>
      <${Icon} svg=${arrowRight} class="turn" /><//>
  </main>`;

/** What the kiosk is for, and two equal ways to go on. */
export const Intention = (/** @type {{lang: string, project: Project,
  start: () => void, decline: () => void, back: () => void}} */ props) => {
  const { lang, project } = props;
  const month = project.feedback_month;
  return html`<main class="intention" ...${inLang(lang)}>
    <div class="heading">
      <${Back} lang=${lang} back=${props.back} />
      <${Title} say="words.before">${t.in(lang, "before")}<//>
      <p class="project">${nameIn(project.name, lang)}</p>
    </div>
    <ul class="sentences">${sentencesOf(project).map((key, i) => html`
      <${Said} as="li" say=${`words.${key}`}>
        <${Picture} n=${i} />
        <p>${t.in(lang, key, { month: month ? monthIn(lang, month) : "" })}</p>
      <//>`)}</ul>
    <div class="two">
      <${Press} class="big" data-do="start" say="words.start" act=${props.start}>
        ${t.in(lang, "start")}<//>
      <${Press} class="big" data-do="decline" say="words.decline" act=${props.decline}>
        ${t.in(lang, "decline")}<//>
    </div>
  </main>`;
};

/**
 * Who declined looks at a cup of tea, for as long as others answer and on a
 * screen that looks like theirs from further away: whoever stands by cannot
 * tell.  It can be left in the same places.
 * @param {{lang: string, steps: number, done: () => void, back: () => void}} props
 */
export function Calm({ lang, steps, done, back }) {
  const [at, set] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => at + 1 < steps ? set(at + 1) : done(),
      CALM_MS / steps);
    return () => clearTimeout(timer);
  }, [at]);
  return html`<main class="question calm" ...${inLang(lang)} data-calm=${at}>
    <${Path} at=${at} of=${steps} label=${t.in(lang, "step", { n: at + 1, of: steps })} />
    <div class="ask"><${Title} say="words.calm">${t.in(lang, "calm")}<//></div>
    <div class="answers" aria-hidden="true">${[0, 1, 2, 3].map((i) => html`
      <div class=${cls("answer", i === at % 4 && "said")}><${Cup} level=${i} />
        <svg class="steam" viewBox="0 0 300 40" preserveAspectRatio="xMinYMid meet">
          <path d="M4 20q18-16 36 0t36 0 36 0 36 0 36 0 36 0 36 0" /></svg></div>`)}
    </div>
    <div class="controls">
      <${Back} lang=${lang} back=${back} />
      <div class="exits" aria-hidden="true"><i class="exit" /><i class="exit" />
        <i class="exit" /></div>
      <${Press} class="move next" say="words.next" act=${done}>
        <span>${t.in(lang, "next")}</span><${Icon} svg=${arrowRight} /><//>
    </div>
  </main>`;
}

/** The same words for who answered, who declined and who stopped. */
export const Thanks = (/** @type {{lang: string, project: Project,
  official: string[], done: () => void}} */ { lang, project, official, done }) => {
  const month = project.feedback_month;
  const loop = project.loop ?? [];
  return html`<main class=${cls("split", "thanks", loop.length > 0 && "told-too")}
      ...${inLang(lang)}>
    <div class="picture-side"><${Welcome} /></div>
    <div class="choice-side">
      <${Title} say="words.thanks">${t.in(lang, "thanks")}<//>
      ${month && html`<${Said} say="words.thanks_more">${t.in(lang, "thanks_more",
        { month: monthIn(lang, month) })}<//>`}
      ${loop.length > 0 && html`<${Told} lang=${lang} loop=${loop}
        official=${official} />`}
      <${Press} class="big" data-do="done" say="words.done" act=${done}>
        ${t.in(lang, "done")}<//>
    </div>
  </main>`;
};

/** Whoever waits longer than a moment is told why there is nothing to hear. */
export const Sending = (/** @type {{lang: string}} */ { lang }) => {
  useEffect(() => {
    const timer = setTimeout(() => void say(["words.sending"]), MOMENT_S * 1500);
    return () => clearTimeout(timer);
  }, []);
  return html`<main class="plain sending" ...${inLang(lang)}>
    <span class="patience" aria-hidden="true"><i /><i /><i /></span>
    <p role="status">${t.in(lang, "sending")}</p>
  </main>`;
};

export const Unsaved = (/** @type {{lang: string, again: () => void,
  stop: () => void}} */ { lang, again, stop }) => html`
  <main class="plain unsaved" ...${inLang(lang)}>
    <${Icon} svg=${alert} class="sign" />
    <${Title} say="words.unsaved">${t.in(lang, "unsaved")}<//>
    <${Said} say="words.unsaved_why">${t.in(lang, "unsaved_why")}<//>
    <div class="two">
      <${Press} class="big" data-do="again" say="words.again" act=${again}>
        ${t.in(lang, "again")}<//>
      <${Press} class="big" data-do="stop" say="words.stop" act=${stop}>
        ${t.in(lang, "stop")}<//>
    </div>
  </main>`;
