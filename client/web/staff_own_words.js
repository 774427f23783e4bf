// SPDX-License-Identifier: EUPL-1.2
/* staff_own_words.js - what the view of the site's own questions says. */
import { messages } from "../../common/web/i18n.js";

export const words = messages({
  nl: {
    title: "Onze eigen vragen",
    intro: "Vragen die alleen dit centrum stelt, na de vragen van het netwerk. Voor deze cijfers gelden dezelfde regels. Ze blijven op deze machine: niets ervan vertrekt ooit, en niemand vergelijkt ze.",
    loading: "Even geduld…",
    lost: "Geen contact met het programma op deze machine. Probeer opnieuw.",
    none: "Er zijn nog geen cijfers van eigen vragen.",
    self: "alleen",
    assisted: "met hulp",
    stays: "blijft hier",
    "sets.one": "{n} persoon antwoordde.",
    "sets.other": "{n} mensen antwoordden.",
  },
  fr: {
    title: "Nos propres questions",
    intro: "Des questions que seul ce centre pose, après celles du réseau. Les mêmes règles valent pour ces chiffres. Ils restent sur cette machine : rien n'en part jamais, et personne ne les compare.",
    loading: "Un instant…",
    lost: "Pas de contact avec le programme sur cette machine. Essayez encore.",
    none: "Il n'y a pas encore de chiffres de nos propres questions.",
    self: "seul",
    assisted: "avec aide",
    stays: "reste ici",
    "sets.one": "{n} personne a répondu.",
    "sets.other": "{n} personnes ont répondu.",
  },
  en: {
    title: "Our own questions",
    intro: "Questions that only this centre asks, after those of the network. The same rules hold for these figures. They stay on this machine: nothing of them ever leaves, and nobody compares them.",
    loading: "One moment…",
    lost: "No contact with the program on this machine. Try again.",
    none: "There are no figures of own questions yet.",
    self: "alone",
    assisted: "with help",
    stays: "stays here",
    "sets.one": "{n} person answered.",
    "sets.other": "{n} people answered.",
  },
});
