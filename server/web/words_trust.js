// SPDX-License-Identifier: EUPL-1.2
/* words_trust.js - the words of the page Trust. */

const nl = {
  trust: "Vertrouwen",
  trusthead: "Kunnen mensen hier eerlijk zijn, zonder angst, en verandert er dan iets?",
  notrust: "De vragen over vertrouwen zijn nog in geen enkele vragenlijst gesteld.",
  indexof: "De vertrouwensindex is bekend in {k} van de {m} OCMW's.",
  indexwhy: "Hij bestaat alleen waar alle drie de vragen in hun fijnste antwoorden zijn vrijgegeven.",
  indextitle: "Vertrouwensindex per OCMW",
  indexnote: "Gemiddelde van de drie vragen, van 0 tot {max}; de vraag naar angst telt omgekeerd. Punt: gemiddelde; lijn: 95 %-interval.",
  indexbar: "{site}: {mean}, 95 %-interval {low} tot {high}",
  index: "Index",
  mean: "gemiddelde",
  reversed: "Hier betekent “ja” angst: in de index telt deze vraag omgekeerd.",
  trustnote: "Gemiddelde: 0 voor het eerste antwoord, 1 voor het volgende, enzovoort; interval van Student, 95 %. Niemand wordt van de ene vraag naar de andere gevolgd; daarom is het interval van de index zo breed alsof de drie vragen zich samen vergissen.",
};

/** @type {Record<string, string>} */
const fr = {
  trust: "Confiance",
  trusthead: "Peut-on être honnête ici, sans peur, et cela change quelque chose ?",
  notrust: "Les questions sur la confiance n'ont encore été posées dans aucun questionnaire.",
  indexof: "L'indice de confiance est connu dans {k} des {m} CPAS.",
  indexwhy: "Il n'existe que là où les trois questions sont diffusées avec leurs réponses les plus fines.",
  indextitle: "Indice de confiance par CPAS",
  indexnote: "Moyenne des trois questions, de 0 à {max} ; la question sur la peur compte à l'envers. Point : moyenne ; ligne : intervalle à 95 %.",
  indexbar: "{site} : {mean}, intervalle à 95 % de {low} à {high}",
  index: "Indice",
  mean: "moyenne",
  reversed: "Ici, « oui » veut dire peur : dans l'indice, cette question compte à l'envers.",
  trustnote: "Moyenne : 0 pour la première réponse, 1 pour la suivante, et ainsi de suite ; intervalle de Student, 95 %. Personne n'est suivi d'une question à l'autre ; l'intervalle de l'indice est donc aussi large que si les trois questions se trompaient ensemble.",
};

/** @type {Record<string, string>} */
const en = {
  trust: "Trust",
  trusthead: "Can people be honest here, without fear, and does it change something?",
  notrust: "The questions about trust have not been asked in any questionnaire yet.",
  indexof: "The trust index is known in {k} of the {m} centres.",
  indexwhy: "It exists only where all three questions are released with their finest answers.",
  indextitle: "Trust index by centre",
  indexnote: "Mean of the three questions, from 0 to {max}; the question about fear counts the other way round. Point: mean; line: 95 % interval.",
  indexbar: "{site}: {mean}, 95 % interval {low} to {high}",
  index: "Index",
  mean: "mean",
  reversed: "Here “yes” means fear: in the index this question counts the other way round.",
  trustnote: "Mean: 0 for the first answer, 1 for the next, and so on; Student's interval, 95 %. Nobody is followed from one question to another; so the interval of the index is as wide as if all three erred together.",
};

export default { nl, fr, en };
