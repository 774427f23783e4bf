// SPDX-License-Identifier: EUPL-1.2
/* words_unanswered.js - the words of who gave one question no answer. */

const nl = {
  noanswer: "geen antwoord",
  "noanswer.refused": "wilde niet antwoorden",
  "noanswer.not_understood": "begreep de vraag niet",
  "noanswer.skipped": "sloeg ze over",
  noanswerhead: "Wie gaf geen antwoord op een vraag?",
  noanswerwhy: "Niet antwoorden mag. Het zegt misschien iets over de vraag: of ze begrepen wordt, en of ze te dichtbij komt.",
  noanswernote: "Aandeel van iedereen aan wie de vraag gesteld werd. Lijn: 95 %-interval.",
  noanswerbar: "{site}, {what}: {count} van {n} mensen, {share} (95 %-interval {range})",
  noanswerin: "verteld in {k} van de {m} vrijgaven",
  apartin: "uit elkaar verteld in {k} van deze {m} vrijgaven (n = {n})",
  notapart: "alleen samen verteld",
  toldgroup: "Waar verteld wordt hoeveel mensen niet antwoordden",
  apartgroup: "Waar ook de redenen uit elkaar verteld worden",
  noanswerdot: "Een punt (·) betekent: niet verteld. Waar een reden maar een paar mensen zou tellen, staan de redenen alleen samen, en soms staat er niets. Waarom precies, wordt nergens bewaard.",
  noanswerfigures: "Alle cijfers over wie geen antwoord gaf",
  noanswertable: "Mensen, hun aandeel en het 95 %-interval. De redenen tellen alleen de vrijgaven waarin ze uit elkaar staan, dus niet altijd evenveel mensen als “geen antwoord”. Wie andere OCMW's niet bij naam ziet, ziet dit alleen van het eigen OCMW.",
};

/** @type {Record<string, string>} */
const fr = {
  noanswer: "pas de réponse",
  "noanswer.refused": "n'ont pas voulu répondre",
  "noanswer.not_understood": "n'ont pas compris la question",
  "noanswer.skipped": "l'ont passée",
  noanswerhead: "Qui n'a pas répondu à une question ?",
  noanswerwhy: "On peut ne pas répondre. Cela dit peut-être quelque chose de la question : si elle est comprise, et si elle va trop loin.",
  noanswernote: "Part de tous ceux à qui la question a été posée. Ligne : intervalle à 95 %.",
  noanswerbar: "{site}, {what} : {count} sur {n} personnes, {share} (intervalle à 95 % {range})",
  noanswerin: "dit dans {k} des {m} diffusions",
  apartin: "dit séparément dans {k} de ces {m} diffusions (n = {n})",
  notapart: "dit seulement ensemble",
  toldgroup: "Là où l'on dit combien n'ont pas répondu",
  apartgroup: "Là où les raisons sont aussi dites séparément",
  noanswerdot: "Un point (·) veut dire : pas dit. Là où une raison ne compterait que quelques personnes, les raisons sont seulement ensemble, et parfois il n'y a rien. La raison exacte n'est conservée nulle part.",
  noanswerfigures: "Tous les chiffres de qui n'a pas répondu",
  noanswertable: "Personnes, leur part et l'intervalle à 95 %. Les raisons ne comptent que les diffusions où elles sont séparées, donc pas toujours autant de personnes que « pas de réponse ». Qui ne voit pas les autres CPAS par leur nom ne voit ceci que de son propre CPAS.",
};

/** @type {Record<string, string>} */
const en = {
  noanswer: "no answer",
  "noanswer.refused": "did not want to answer",
  "noanswer.not_understood": "did not understand it",
  "noanswer.skipped": "skipped it",
  noanswerhead: "Who gave a question no answer?",
  noanswerwhy: "Nobody has to answer. It may say something about the question: whether it is understood, and whether it comes too close.",
  noanswernote: "Share of everybody to whom the question was put. Line: 95 % interval.",
  noanswerbar: "{site}, {what}: {count} of {n} people, {share} (95 % interval {range})",
  noanswerin: "told in {k} of {m} releases",
  apartin: "told apart in {k} of these {m} releases (n = {n})",
  notapart: "told together only",
  toldgroup: "Where it is told how many gave no answer",
  apartgroup: "Where the reasons are also told apart",
  noanswerdot: "A dot (·) means: not told. Where a reason would count only a few people, the reasons stand together only, and sometimes nothing does. Why exactly is kept nowhere.",
  noanswerfigures: "All figures of who gave no answer",
  noanswertable: "People, their share and the 95 % interval. The reasons count only the releases in which they stand apart, so not always as many people as “no answer”. Who does not see other centres by name sees this of their own centre only.",
};

export default { nl, fr, en };
