// SPDX-License-Identifier: EUPL-1.2
/* words_ways.js - the words of the page Ways of asking. */

const nl = {
  ways: "Manieren van vragen",
  waystitle: "Alleen en begeleid naast elkaar, per OCMW",
  nogaps: "Geen enkel OCMW heeft een cijfer van beide manieren.",
  gapsunclear: "Geen duidelijk verschil tussen alleen en begeleid.",
  gapsclear: "Duidelijk verschil tussen alleen en begeleid: {sites}.",
  gapsof: "Beide manieren zijn bekend in {k} van de {m} OCMW's.",
  gapclear: "Begeleid min alleen: duidelijk verschil, tussen {points} punten",
  gapunclear: "Begeleid min alleen: geen duidelijk verschil, tussen {points} punten",
  nogap: "niet van beide manieren een cijfer",
  gap: "Begeleid min alleen",
  gaptable: "Alle cijfers per manier",
  gapnote: "Aandeel: {label}. Het verschil is begeleid min alleen, in procentpunten (Newcombe), zo breed dat alle OCMW's samen in hoogstens 5 % van de gevallen ergens fout zijn. Wie beleefd wil zijn, geeft vaker het gehoopte antwoord als er iemand bij zit: een verschil kan daarvan komen, maar ook van wie er antwoordde.",
};

/** @type {Record<string, string>} */
const fr = {
  ways: "Façons de demander",
  waystitle: "Seul et accompagné côte à côte, par CPAS",
  nogaps: "Aucun CPAS n'a un chiffre des deux façons.",
  gapsunclear: "Pas de différence nette entre seul et accompagné.",
  gapsclear: "Différence nette entre seul et accompagné : {sites}.",
  gapsof: "Les deux façons sont connues dans {k} des {m} CPAS.",
  gapclear: "Accompagné moins seul : différence nette, entre {points} points",
  gapunclear: "Accompagné moins seul : pas de différence nette, entre {points} points",
  nogap: "pas de chiffre des deux façons",
  gap: "Accompagné moins seul",
  gaptable: "Tous les chiffres par façon",
  gapnote: "Part : {label}. La différence est accompagné moins seul, en points de pourcentage (Newcombe), assez large pour ne se tromper quelque part que dans 5 % des cas au plus, pour tous les CPAS ensemble. Qui veut rester poli donne plus souvent la réponse espérée quand quelqu'un est là : une différence peut venir de là, mais aussi des personnes qui ont répondu.",
};

/** @type {Record<string, string>} */
const en = {
  ways: "Ways of asking",
  waystitle: "Alone and assisted side by side, by centre",
  nogaps: "No centre has a figure of both ways.",
  gapsunclear: "No clear difference between alone and assisted.",
  gapsclear: "Clear difference between alone and assisted: {sites}.",
  gapsof: "Both ways are known in {k} of the {m} centres.",
  gapclear: "Assisted minus alone: clear difference, between {points} points",
  gapunclear: "Assisted minus alone: no clear difference, between {points} points",
  nogap: "not a figure of both ways",
  gap: "Assisted minus alone",
  gaptable: "All figures by way",
  gapnote: "Share: {label}. The difference is assisted minus alone, in percentage points (Newcombe), so wide that over all centres together any of them is wrong in at most 5 % of cases. Whoever wants to be polite gives the answer that is hoped for more often when somebody is there: a difference can come from that, but also from who answered.",
};

export default { nl, fr, en };
