// SPDX-License-Identifier: EUPL-1.2
/* words_needs.js - the words of the page Needs. */

const nl = {
  needs: "Noden",
  noneeds: "Geen enkele vragenlijst vraagt naar noden.",
  needsof: "Cijfers van {k} van de {m} OCMW's.",
  needschoose: "Wie antwoordt, kiest er hoogstens drie; samen is het dus meer dan 100 %.",
  needstitle: "Wat mensen kozen, per OCMW",
  needsfixed: "De keuzes staan in de volgorde waarin ze gevraagd worden en de OCMW's in hun vaste volgorde, nooit volgens hun cijfer. Druk op een keuze om de OCMW's ervoor naast elkaar te zien.",
  allsites: "Alle OCMW's samen",
  needbar: "{site}, {need}: {share}, 95 %-interval {interval}, n = {n}",
  needsnote: "Aandeel van de mensen die iets kozen, met het 95 %-interval (Wilson). n: mensen die iets kozen. “Samen” telt alleen wat is vrijgegeven.",
};

/** @type {Record<string, string>} */
const fr = {
  needs: "Besoins",
  noneeds: "Aucun questionnaire ne demande les besoins.",
  needsof: "Chiffres de {k} des {m} CPAS.",
  needschoose: "Chacun en choisit trois au plus ; le total dépasse donc 100 %.",
  needstitle: "Ce que les gens ont choisi, par CPAS",
  needsfixed: "Les choix sont dans l'ordre où ils sont demandés et les CPAS dans leur ordre fixe, jamais selon leur chiffre. Appuyez sur un choix pour voir les CPAS côte à côte.",
  allsites: "Tous les CPAS ensemble",
  needbar: "{site}, {need} : {share}, intervalle à 95 % {interval}, n = {n}",
  needsnote: "Part des personnes qui ont choisi quelque chose, avec l'intervalle à 95 % (Wilson). n : personnes qui ont choisi quelque chose. « Ensemble » ne compte que ce qui est diffusé.",
};

/** @type {Record<string, string>} */
const en = {
  needs: "Needs",
  noneeds: "No questionnaire asks about needs.",
  needsof: "Figures from {k} of the {m} centres.",
  needschoose: "Whoever answers chooses three at most; so together it is more than 100 %.",
  needstitle: "What people chose, by centre",
  needsfixed: "The choices stand in the order in which they are asked and the centres in their fixed order, never by their figure. Press a choice to see the centres side by side for it.",
  allsites: "All centres together",
  needbar: "{site}, {need}: {share}, 95 % interval {interval}, n = {n}",
  needsnote: "Share of the people who chose something, with its 95 % interval (Wilson). n: people who chose something. “Together” counts only what is released.",
};

export default { nl, fr, en };
