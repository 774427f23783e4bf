// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_welcome.js - what the very first screen needs of the others: its
 * picture, a heading, and the words when there is nothing to ask.
 */
import { cls, h, html, useLayoutEffect, useRef } from "../../common/web/ui.js";
import { LANGS } from "../../common/web/i18n.js";
import { focused, isSaid, Said, say, useVoice } from "./kiosk_voice.js";
import { sourceLang, words } from "./kiosk_words.js";

/** The picture of welcome and farewell: a cup of tea, freshly poured. */
export const Welcome = () => html`
  <svg class="welcome" viewBox="0 0 240 200" aria-hidden="true">
    <circle class="sun" cx="120" cy="100" r="94" />
    <path class="steam" d="M94 62q-10-11 0-22t0-22M118 62q-10-11 0-22t0-22M142 62q-10-11 0-22t0-22" />
    <ellipse class="saucer" cx="118" cy="173" rx="76" ry="10" />
    <path class="handle" d="M165 95h11a22 22 0 0 1 0 44h-16" />
    <path class="mug" d="M66 78h104l-8 80a16 16 0 0 1-16 14h-56a16 16 0 0 1-16-14Z" />
    <path class="band" d="M74 118l11-12 11 12 11-12 11 12 11-12 11 12 11-12 10.500 12" />
    <path class="beads" d="M84 132h.1M101 132h.1M118 132h.1M135 132h.1M152 132h.1" />
  </svg>`;

/** A drawing of client/content/pictograms. @param {{svg: string, class?: string}} props */
export const Drawn = ({ svg, class: more }) => h("svg", {
  class: cls("art pictogram", more),
  viewBox: "0 0 64 64",
  "aria-hidden": "true",
  dangerouslySetInnerHTML: {
    __html: svg.slice(svg.indexOf(">") + 1, svg.lastIndexOf("<")) },
});

/** A heading that takes the focus when its screen appears; say: its address. */
export function Title(/** @type {any} */ { children, say: address = "", ...rest }) {
  const h1 = useRef(/** @type {HTMLElement | null} */ (null));
  const v = useVoice();
  useLayoutEffect(() => h1.current?.focus(), []);
  return html`<h1 tabindex="-1" ref=${h1} ...${rest}
    class=${cls(rest.class, isSaid(v, address) && "said")}
    onClick=${() => void say([address])}>${children}</h1>`;
}

/** Nothing to ask, or no contact with the program; heard where it is touched or
 * reached by keyboard, for no language is chosen yet. */
export const Quiet = (/** @type {{title: string, why: string,
  again?: () => void}} */ { title, why, again }) => html`
  <main class="split quiet-screen">
    <div class="picture-side"><${Welcome} /></div>
    <div class="choice-side">
      ${LANGS.map((l, i) => html`<${Said} as="div" lang=${l} speaks=${l} stop
          say=${[`words.${title}`, `words.${why}`]}>
        ${i === 0 ? html`<h1>${words.in(l, title)}</h1>` : html`<h2>${words.in(l, title)}</h2>`}
        <p>${words.in(l, why)}</p><//>`)}
      ${again && html`<button type="button" class="big" onClick=${again}
          onFocus=${() => focused(["words.again"], sourceLang())}>
        ${LANGS.map((l, i) => html`${i > 0 && " · "}<span lang=${l}>${words.in(l, "again")}</span>`)}
      </button>`}
    </div>
  </main>`;
