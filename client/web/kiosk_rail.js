// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_rail.js - hear it again, slower, sound on or off, and stop: in the same
 * place on every screen of a visit.
 *
 * Hearing again and speed answer by voice themselves, so they act at once.  A
 * language without a voice says so there: by its own word, and by the voice of
 * the centre's language.
 */
import { html } from "../../common/web/ui.js";
import { focused, Press, Said, setSlow, setSound, useVoice } from "./kiosk_voice.js";
import { Drawn } from "./kiosk_welcome.js";
import { inLang, sourceLang, words } from "./kiosk_words.js";
import again_hear from "../content/pictograms/again_hear.svg";
import no_voice from "../content/pictograms/no_voice.svg";
import slow from "../content/pictograms/slow.svg";
import sound_off from "../content/pictograms/sound_off.svg";
import sound_on from "../content/pictograms/sound_on.svg";
import stop_svg from "../content/pictograms/stop.svg";

/**
 * again: say the screen (once more); stop: null where there is nothing to stop.
 * @param {{lang: string, again: () => void, slower?: boolean,
 *   stop: (() => void) | null}} props
 */
export function Rail({ lang, again, slower = true, stop }) {
  const v = useVoice();
  const t = (/** @type {string} */ key) => words.in(lang, key);
  const silent = v.voiced === false;
  const name = (/** @type {string} */ key) => () => focused([`words.${key}`], lang);
  return html`<section class="rail" ...${inLang(lang)} aria-label=${t("listen")}>
    ${silent ? html`<${Said} class="silent" say="words.no_voice"
        speaks=${sourceLang()} stop><${Drawn} svg=${no_voice} />
      <span>${t("no_voice")}</span><//>` : html`
    <button type="button" class="tool" data-do="hear" disabled=${!v.on}
        onFocus=${name("again_hear")} onClick=${again}>
      <${Drawn} svg=${again_hear} /><span>${t("again_hear")}</span></button>
    ${slower && html`<button type="button" class="tool" data-do="slow"
        disabled=${!v.on} aria-pressed=${v.slow ? "true" : "false"}
        onFocus=${name("slow")} onClick=${() => { setSlow(!v.slow); again(); }}>
      <${Drawn} svg=${slow} /><span>${t("slow")}</span></button>`}
    <${Press} class="tool" data-do="sound" say=${v.on ? "words.sound_off" : "words.sound_on"}
        lang=${lang} act=${() => { setSound(!v.on); again(); }}>
      <${Drawn} svg=${v.on ? sound_off : sound_on} />
      <span>${t(v.on ? "sound_off" : "sound_on")}</span><//>`}
    ${stop !== null && html`<${Press} class="tool stop" say="words.stop"
        act=${stop}>
      <${Drawn} svg=${stop_svg} /><span>${t("stop")}</span><//>`}
  </section>`;
}
