// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_rail.js - hear it again, slower, sound on or off, and stop: in the same
 * place on every screen of a visit.
 *
 * Hearing again and speed answer by voice themselves, so they act at once.
 */
import { html } from "../../common/web/ui.js";
import { Press, setSlow, setSound, useVoice } from "./kiosk_voice.js";
import { Drawn } from "./kiosk_welcome.js";
import { inLang, words } from "./kiosk_words.js";
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
  return html`<section class="rail" ...${inLang(lang)} aria-label=${t("listen")}>
    ${silent ? html`<p class="silent"><${Drawn} svg=${no_voice} />
      <span>${t("no_voice")}</span></p>` : html`
    <button type="button" class="tool" data-do="hear" disabled=${!v.on}
        onClick=${again}>
      <${Drawn} svg=${again_hear} /><span>${t("again_hear")}</span></button>
    ${slower && html`<button type="button" class="tool" data-do="slow"
        disabled=${!v.on} aria-pressed=${v.slow ? "true" : "false"}
        onClick=${() => { setSlow(!v.slow); again(); }}>
      <${Drawn} svg=${slow} /><span>${t("slow")}</span></button>`}
    <${Press} class="tool" data-do="sound" say=${v.on ? "words.sound_off" : "words.sound_on"}
        act=${() => { setSound(!v.on); again(); }}>
      <${Drawn} svg=${v.on ? sound_off : sound_on} />
      <span>${t(v.on ? "sound_off" : "sound_on")}</span><//>`}
    ${stop !== null && html`<${Press} class="tool stop" say="words.stop"
        act=${stop}>
      <${Drawn} svg=${stop_svg} /><span>${t("stop")}</span><//>`}
  </section>`;
}
