// SPDX-License-Identifier: EUPL-1.2
/* words_trend.js - the words of the page Trend. */

const nl = {
  trend: "Verloop",
  trendtitle: "Aandeel “{label}” in de loop van de maanden",
  together: "Alleen en begeleid samen.",
  trendnothing: "Voor deze maanden is er geen enkel cijfer.",
  trendonce: "Nog geen enkel OCMW heeft twee periodes na elkaar met een cijfer.",
  trendunclear: "Geen duidelijke verandering tussen de laatste twee periodes.",
  trendclear: "Duidelijke verandering tussen de laatste twee periodes: {sites}.",
  trendof: "Twee periodes zijn er in {k} van de {m} OCMW's.",
  trendof1: "{site}: aandeel “{label}” per periode",
  keytime: "aandeel in een periode, met 95 %-interval",
  keybounds: "het aandeel ligt tussen twee grenzen",
  keydot: "periode zonder cijfer",
  pointwords: "{share}, 95 %-interval {interval}, n = {n}",
  changeclear: "Laatste min voorlaatste periode: duidelijk verschil, tussen {points} punten",
  changeunclear: "Laatste min voorlaatste periode: geen duidelijk verschil, tussen {points} punten",
  changecol: "Verschil met de periode ervoor",
  "trendstraddling.one": "{n} vrijgave ligt maar gedeeltelijk in deze maanden en staat er niet bij",
  "trendstraddling.other": "{n} vrijgaven liggen maar gedeeltelijk in deze maanden en staan er niet bij",
  trendnote: "Een cijfer staat over precies de maanden die het dekt. Interval: Wilson, 95 %. Verschil: Newcombe, zo breed dat alle OCMW's samen in hoogstens 5 % van de gevallen ergens fout zijn.",
};

/** @type {Record<string, string>} */
const fr = {
  trend: "Évolution",
  trendtitle: "Part de « {label} » au fil des mois",
  together: "Seul et accompagné ensemble.",
  trendnothing: "Il n'y a aucun chiffre pour ces mois.",
  trendonce: "Aucun CPAS n'a encore deux périodes de suite avec un chiffre.",
  trendunclear: "Pas de changement net entre les deux dernières périodes.",
  trendclear: "Changement net entre les deux dernières périodes : {sites}.",
  trendof: "Il y a deux périodes dans {k} des {m} CPAS.",
  trendof1: "{site} : part de « {label} » par période",
  keytime: "part dans une période, avec l'intervalle à 95 %",
  keybounds: "la part est entre deux limites",
  keydot: "période sans chiffre",
  pointwords: "{share}, intervalle à 95 % {interval}, n = {n}",
  changeclear: "Dernière période moins l'avant-dernière : différence nette, entre {points} points",
  changeunclear: "Dernière période moins l'avant-dernière : pas de différence nette, entre {points} points",
  changecol: "Différence avec la période d'avant",
  "trendstraddling.one": "{n} diffusion ne tombe qu'en partie dans ces mois et n'y figure pas",
  "trendstraddling.other": "{n} diffusions ne tombent qu'en partie dans ces mois et n'y figurent pas",
  trendnote: "Un chiffre s'étend exactement sur les mois qu'il couvre. Intervalle : Wilson, 95 %. Différence : Newcombe, assez large pour ne se tromper quelque part que dans 5 % des cas au plus, pour tous les CPAS ensemble.",
};

/** @type {Record<string, string>} */
const en = {
  trend: "Trend",
  trendtitle: "Share of “{label}” over the months",
  together: "Alone and assisted together.",
  trendnothing: "There is no figure at all for these months.",
  trendonce: "No centre has two periods after each other with a figure yet.",
  trendunclear: "No clear change between the last two periods.",
  trendclear: "Clear change between the last two periods: {sites}.",
  trendof: "There are two periods in {k} of the {m} centres.",
  trendof1: "{site}: share of “{label}” by period",
  keytime: "share in a period, with its 95 % interval",
  keybounds: "the share lies between two bounds",
  keydot: "period without a figure",
  pointwords: "{share}, 95 % interval {interval}, n = {n}",
  changeclear: "Last period minus the one before: clear difference, between {points} points",
  changeunclear: "Last period minus the one before: no clear difference, between {points} points",
  changecol: "Difference with the period before",
  "trendstraddling.one": "{n} release lies only partly in these months and is left out",
  "trendstraddling.other": "{n} releases lie only partly in these months and are left out",
  trendnote: "A figure stands over exactly the months that it covers. Interval: Wilson, 95 %. Difference: Newcombe, so wide that over all centres together any of them is wrong in at most 5 % of cases.",
};

export default { nl, fr, en };
