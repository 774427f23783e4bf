// SPDX-License-Identifier: EUPL-1.2
/* kiosk_screen.js - every screen after the languages; it is loaded behind them. */
import { html } from "../../common/web/ui.js";
import { Card } from "./kiosk_card.js";
import { Question } from "./kiosk_question.js";
import { Calm, Intention, Last, Sending, Thanks, Unsaved } from "./kiosk_screens.js";
import { tokenOf } from "./kiosk_send.js";

/**
 * @typedef {import("./kiosk_form.js").Config} Config
 * @typedef {import("./kiosk_form.js").Project} Project
 * @typedef {import("./kiosk_form.js").Step} Step
 * @typedef {import("./kiosk_visit.js").Visit} Visit
 */

/** The screen of the moment. */
export function Screen(/** @type {{config: Config, project: Project, steps: Step[],
  visit: Visit, lang: string, act: (e: any) => void, reset: () => void}} */ props) {
  const { config, project, steps, visit, lang, act, reset } = props;
  const official = config.languages;
  const back = () => act({ do: "back" });
  switch (visit.screen) {
  case "last":
    return html`<${Last} lang=${lang} project=${project} official=${official}
      on=${() => act({ do: "onwards" })} back=${back} />`;
  case "intention":
    return html`<${Intention} lang=${lang} project=${project} back=${back}
      start=${() => act({ do: "start", card: project.cards === true })}
      decline=${() => act({ do: "decline" })} />`;
  case "card":
    return html`<${Card} lang=${lang} project=${project.id} token=${tokenOf(config)}
      right=${(/** @type {string} */ card) => act({ do: "card", card })} back=${back} />`;
  case "ask": {
    const now = steps[visit.at];
    return html`<${Question} step=${now} at=${visit.at} of=${steps.length}
      lang=${lang} project=${project.name} choice=${visit.choices[now.key]}
      choose=${(/** @type {any} */ choice) => act({ do: "choose", key: now.key, choice })}
      next=${() => act({ do: "next", steps: steps.length })} back=${back} />`;
  }
  case "calm":
    return html`<${Calm} lang=${lang} steps=${steps.length} back=${back}
      done=${() => act({ do: "rested" })} />`;
  case "sending":
    return html`<${Sending} lang=${lang} />`;
  case "unsaved":
    return html`<${Unsaved} lang=${lang} again=${() => act({ do: "again" })}
      stop=${() => act({ do: "stop" })} />`;
  case "thanks":
    return html`<${Thanks} lang=${lang} project=${project} official=${official}
      done=${reset} />`;
  }
}
