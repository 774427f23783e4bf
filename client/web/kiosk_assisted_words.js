// SPDX-License-Identifier: EUPL-1.2
/* kiosk_assisted_words.js - what the team reads when somebody helps a visitor. */
import { messages } from "../../common/web/i18n.js";

export const words = messages({
  nl: {
    item: "Iemand helpt",
    title: "Wie helpt bij dit bezoek?",
    alone: "Niemand: alleen",
    interpreter: "een tolk", own_worker: "een medewerker van dit project",
    third_party: "iemand van buiten", peer: "iemand die hetzelfde meemaakte",
  },
  fr: {
    item: "Quelqu'un aide",
    title: "Qui aide pendant cette visite ?",
    alone: "Personne : seul",
    interpreter: "un ou une interprète", own_worker: "quelqu'un de ce projet",
    third_party: "quelqu'un de l'extérieur", peer: "quelqu'un qui a vécu la même chose",
  },
  en: {
    item: "Someone helps",
    title: "Who helps with this visit?",
    alone: "Nobody: alone",
    interpreter: "an interpreter", own_worker: "a worker of this project",
    third_party: "someone from outside", peer: "someone who lived through the same",
  },
});
