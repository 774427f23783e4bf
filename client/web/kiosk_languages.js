// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_languages.js - the first screen: each language by its own name and by
 * its voice, no flags.
 */
import { cls, html, Icon } from "../../common/web/ui.js";
import { arm, greet, isSaid, say, sayIn, useVoice } from "./kiosk_voice.js";
import { Title, Welcome } from "./kiosk_welcome.js";
import { inLang, sourceLang } from "./kiosk_words.js";
import arrowRight from "lucide-static/icons/arrow-right.svg";
import listen from "lucide-static/icons/volume-2.svg";

/** @typedef {import("./kiosk_words.js").Offer} Offer */

/**
 * One language: a first touch says welcome in it, a second one chooses it.
 * Where it has no voice the first one chooses, and nothing waits; by keyboard the
 * centre's language says that there is none.
 * @param {{offer: Offer, choose: (o: Offer) => void}} props
 */
function Language({ offer, choose }) {
  const v = useVoice();
  const l = offer.language, id = `language ${l}`;
  const tap = async (/** @type {MouseEvent} */ e) => {
    if (!v.on || e.detail === 0 || v.armed === id)
      return v.armed === id && e.detail === 2 ? undefined : choose(offer);
    if (!await greet(l))
      return choose(offer);
    arm(id);
    return say(["words.welcome", "words.tap_again"], l);
  };
  const hear = async (/** @type {HTMLElement} */ button) => {
    const can = await greet(l);
    if (button === document.activeElement)
      void (can ? say(["words.welcome"], l) : sayIn(["words.no_voice"], sourceLang()));
  };
  return html`<button type="button" ...${inLang(l, offer.direction)} data-lang=${l}
      class=${cls("big", "language", v.armed === id && "armed",
        isSaid(v, "words.welcome", l) && "said")}
      onClick=${tap} onFocus=${(/** @type {any} */ { target }) =>
        target.matches(":focus-visible") && void hear(target)}>
    <span class="words"><strong>${offer.endonym}</strong><small>${offer.welcome}</small></span>
    <${Icon} svg=${v.armed === id ? arrowRight : listen} class=${cls("ear",
      v.armed === id && "turn")} />
  </button>`;
}

/** Own names, no flags. @param {{offers: Offer[], project: string,
 *   choose: (o: Offer) => void}} props */
export const Languages = ({ offers, project, choose }) => html`
  <main class=${cls("split", "languages", offers.length > 4 && "many-languages")}>
    <div class="picture-side"><${Welcome} />
      <p class="project">${project}</p></div>
    <div class="choice-side">
      <${Title} class="visually-hidden">
        ${offers.map((o, i) => html`${i > 0 && " · "}<span
          ...${inLang(o.language, o.direction)}>${o.choose}</span>`)}<//>
      ${offers.map((o) => html`<${Language} key=${o.language} offer=${o}
        choose=${choose} />`)}
    </div>
  </main>`;

/** Say each language's welcome, one after the other. @param {Offer[]} offers */
export async function sayAll(offers) {
  for (const { language } of offers)
    if (await greet(language) &&
        !await say(["words.welcome", "words.choose"], language))
      return;
}
