// SPDX-License-Identifier: EUPL-1.2
/*
 * sample.mjs - made-up data for the pages, in the shapes of common/API.md.
 * Clearly synthetic: no figure here was ever counted.
 */
import { readFileSync } from "node:fs";

/** A questionnaire as it ships. */
const shipped = (id) => JSON.parse(readFileSync(new URL(
  `../../client/content/questionnaires/${id}.json`, import.meta.url), "utf8"));

const text = (nl, fr, en) => ({ nl, fr, en });

const LABELS = {
  0: text("nee", "non", "no"),
  1: text("een beetje", "un peu", "a little"),
  2: text("ja", "oui", "yes"),
  3: text("ja, heel veel", "oui, beaucoup", "yes, a lot"),
  not_needed: text("ik heb geen hulp nodig", "je n'ai pas besoin d'aide",
    "I do not need help"),
};

const CUPS = [["0", "1", "2", "3"], [["0", "1"], ["2", "3"]]];

const TEXTS = {
  C02: text("Helpt dit project u met wat u echt nodig hebt?",
    "Est-ce que ce projet vous aide pour vos vrais besoins ?",
    "Does this project help you with what you really need?"),
  C03: text("Luisteren de medewerkers naar u?",
    "Est-ce que l'équipe vous écoute ?", "Do the staff listen to you?"),
  C04: text("Begrijpt u wat de medewerkers zeggen?",
    "Est-ce que vous comprenez ce que l'équipe dit ?",
    "Do you understand what the staff say?"),
  C05: text("Krijgt u hulp in uw taal als dat nodig is?",
    "Est-ce que vous recevez de l'aide dans votre langue quand il le faut ?",
    "Do you get help in your language when you need it?"),
  C07: text("Kunt u hier zeggen wat u echt denkt?",
    "Est-ce que vous pouvez dire ici ce que vous pensez vraiment ?",
    "Can you say here what you really think?"),
  C08: text("Bent u bang voor uw papieren of uw geld als u eerlijk bent?",
    "Est-ce que vous avez peur pour vos papiers ou votre argent si vous êtes honnête ?",
    "Are you afraid for your papers or your money if you are honest?"),
  C09: text("Voelt u zich goed in de groep?",
    "Est-ce que vous vous sentez bien dans le groupe ?",
    "Do you feel good in the group?"),
};

const question = (id) => ({ id, type: "one", levels: CUPS, text: TEXTS[id],
  sensitive: ["C03", "C07", "C08", "C09"].includes(id),
  ...(id === "C05" ? { extra: ["not_needed"] } : {}) });

const START = "5a".repeat(32), HOUSING = "b7".repeat(32),
  MID_A = "3c".repeat(32);
const NEEDS = shipped("start");

const QUESTIONNAIRES = {
  [START]: { id: "start", version: 1, scope: "network",
    title: text("Begin", "Début", "Start"),
    labels: { ...NEEDS.labels, ...LABELS },
    questions: [...["C04", "C05", "C08", "C09", "C03"].map(question),
      NEEDS.questions.find((q) => q.id === "N01")] },
  [MID_A]: shipped("mid-a"),
  [HOUSING]: { id: "housing", version: 1, scope: "network",
    title: text("Wonen", "Logement", "Housing"),
    labels: {
      low: text("weinig", "peu", "low"),
      medium: text("gewoon", "moyen", "medium"),
      high: text("veel", "beaucoup", "high"),
    },
    questions: [{ id: "sat", type: "one", text: text("Bent u tevreden over uw woning?",
      "Êtes-vous content de votre logement ?", "Are you satisfied with your home?"),
    levels: [["low", "medium", "high"], [["low"], ["medium", "high"]]],
    attribute: "influence" }],
    attributes: [{ id: "influence", codings: [["low", "medium", "high"]],
      text: text("Hoeveel kunt u mee beslissen?", "Combien pouvez-vous décider ?",
        "How much can you decide?") }] },
};

/** GET /api/v1/kiosk */
export const kiosk = (languages = ["nl"]) => ({
  site: "Gent", languages, demonstration: true, month: "2026-11",
  token: "0".repeat(32), seal: null, pin: false,
  projects: [
    { id: "wijkhuis", name: text("Wijkhuis De Brug", "Maison de quartier Le Pont",
      "The Bridge"), questionnaires: [START], wave: START, not_asked: ["C09"],
    feedback_month: "2026-12" },
    { id: "wonen", name: text("Samen wonen", "Habiter ensemble", "Living together"),
      questionnaires: [HOUSING], wave: HOUSING, not_asked: [],
      feedback_month: null },
    { id: "stil", name: text("Stille tuin", "Jardin calme", "Quiet garden"),
      questionnaires: [], wave: null, not_asked: [], feedback_month: null },
    { id: "koken", name: text("Samen koken", "Cuisiner ensemble",
      "Cooking together"), questionnaires: [MID_A], wave: MID_A,
    not_asked: [], feedback_month: "2026-12" },
  ],
  questionnaires: QUESTIONNAIRES,
});

/** GET /api/v1/devices: one tablet; the certificate ends soon. */
export const devices = () => ({ address: "https://kiosk.example.be:7412",
  certificate_until: new Date(Date.now() + 12 * 86_400_000).toISOString().slice(0, 10),
  devices: [{ id: "1".repeat(32), name: "Onthaal", paired: "2026-10-05",
    until: "2027-11-06" }] });

/** What the right PIN gives. */
export const TICKET = "7e".repeat(32);

/** POST /api/v1/pin: 2468 is right, and 9999 was tried too often. */
export const pin = (/** @type {string} */ entered) =>
  entered === "2468" ? [200, { ok: true, ticket: TICKET }]
  : entered === "9999" ? [429, { error: "too many tries" }, { "Retry-After": "8" }]
  : [403, { error: "pin: this is not it" }];

/** GET /api/v1/status */
export const status = () => ({
  site: "Gent", demonstration: true, state: "enrolled", software: "0.1.0",
  today: "2026-11-23", certificate_until: "2026-12-12",
  central: "https://127.0.0.1:7421",
  last_night: { date: "2026-11-22", result: "done", message: "", sent: 3,
    bytes: 32768 },
  last_contact: "2026-11-22", next_night: "2026-11-23T02:41:00+01:00",
  sandbox: { system_calls: true, files: true },
  waiting: 0,
  alarms: [{ date: "2026-11-09", text: "the centre set entry 10 aside (code 3)" }],
  projects: [
    { id: "wijkhuis", name: text("Wijkhuis De Brug", "Maison de quartier Le Pont",
      "The Bridge"), period: "month", from: "2026-01", open: [
      { questionnaire: "start", channel: "self", first: "2026-11",
        last: "2026-11", band: "10-19" },
      { questionnaire: "start", channel: "assisted", first: "2026-09",
        last: "2026-11", band: "<10" },
    ] },
    { id: "wonen", name: text("Samen wonen", "Habiter ensemble", "Living together"),
      period: "quarter", from: "2026-04", open: [
        { questionnaire: "housing", channel: "self", first: "2026-10",
          last: "2026-12", band: null },
      ] },
    { id: "stil", name: text("Stille tuin", "Jardin calme", "Quiet garden"),
      period: "month", from: "2026-10", open: [] },
  ],
});

const count = (project, name, channel, first, last, until, eligible, asked) => ({
  project, project_name: name, questionnaire: "5".repeat(64),
  title: text("Begin", "Début", "Start"), channel, first, last, until,
  eligible, asked });

/** GET /api/v1/others: one question, beside three others. */
export const others = () => ({
  first: "2025-11", last: "2026-10",
  questions: [{
    question: "C04", text: TEXTS.C04,
    positive: [{ nl: "ja", fr: "oui", en: "yes" }],
    own: { n: 120, low: 661, high: 820, share: 750 },
    others: [
      { letter: "A", n: 88, low: 380, high: 577, share: 480, clear: true },
      { letter: "B", n: 41, low: 700, high: 1000, share: null, clear: false },
      { letter: "C", n: 230, low: 690, high: 803, share: 751, clear: false }],
  }],
});

/** GET /api/v1/headcounts: one waits for its night, the others are open. */
export const headcounts = () => ({ periods: [
  count("wijkhuis", status().projects[0].name, "self", "2026-10", "2026-10",
    "2026-11-07", 60, null),
  count("wijkhuis", status().projects[0].name, "self", "2026-11", "2026-11",
    "2026-12-07", null, null),
  count("wijkhuis", status().projects[0].name, "assisted", "2026-11", "2026-11",
    "2026-12-07", null, null),
  count("wonen", status().projects[1].name, "self", "2026-11", "2026-11",
    "2026-12-07", 45, 45),
] });

const groups = (counts) => counts.map((count, code) => ({
  codes: [String(code)], label: LABELS[code], count }));

const halves = (low, high) => [
  { codes: ["0", "1"], count: low,
    label: text("nee, een beetje", "non, un peu", "no, a little") },
  { codes: ["2", "3"], count: high,
    label: text("ja, ja heel veel", "oui, oui beaucoup", "yes, yes a lot") },
];

const NOT_NEEDED = { code: "not_needed", label: LABELS.not_needed };
const NO_ANSWER = { code: "no_answer" };

/* Four ages and those who did not say; the same in two. */
const AGES = [["18_25", "18 – 25"], ["26_40", "26 – 40"], ["41_60", "41 – 60"],
  ["gt60", "61 +"]];
const ages = (...of) => of.map((list) => ({
  codes: list.map((i) => AGES[i][0]),
  label: text(...Array(3).fill(list.map((i) => AGES[i][1]).join(", "))) }));
const FINE = ages([0], [1], [2], [3]), COARSE = ages([0, 1], [2, 3]);
const age = (groups, sizes, not_said) => ({ id: "age", state: "shown",
  text: text("Hoe oud bent u?", "Quel âge avez-vous ?", "How old are you?"),
  groups: groups.map((g, i) => ({ ...g, count: sizes[i] })), not_said });
const HOME = { id: "home", state: "hidden", groups: [],
  text: text("Met wie woont u?", "Avec qui habitez-vous ?",
    "Whom do you live with?") };

const plain = (groups) => groups.map(({ count, ...g }) => g);
const byAge = (groups, columns, rows) => ({ attribute: "age", state: "shown",
  groups: [...groups, { code: "not_said" }], columns: [...columns, NO_ANSWER],
  rows });
const NOT_TOLD = { attribute: "age", state: "hidden" };

const option = (code, nl, fr, en, told) => ({ code, label: text(nl, fr, en),
  ...told });

/** A whole period at four levels, and a question with choices. */
const large = { seq: 13, kind: "release", project: "wijkhuis",
  project_name: text("Wijkhuis De Brug", "Maison de quartier Le Pont",
    "The Bridge"), channel: "self", questionnaire: "groups",
  title: text("Begin, met groepen", "Début, avec groupes", "Start, with groups"),
  first: "2026-07", last: "2026-10", answer_sets: 104, eligible: { count: 160 },
  asked: { at_most: 108 }, declined: null, receipt: null, sent: null,
  withdrawn: false,
  attributes: [age(FINE, [29, 29, 23, 12], 11), HOME],
  tables: [
    { question: "C05", text: TEXTS.C05, state: "exact",
      groups: groups([9, 20, 40, 24]),
      aside: [{ ...NOT_NEEDED, count: 7 }, { ...NO_ANSWER, count: 4 }],
      breakdown: byAge(FINE, [...plain(groups([0, 0, 0, 0])), NOT_NEEDED],
        [[2, 5, 12, 6, 3, 1], [3, 6, 10, 8, 2, 0], [2, 4, 9, 5, 1, 2],
          [1, 2, 5, 3, 1, 0], [1, 3, 4, 2, 0, 1]]) },
    { question: "N01", state: "choices",
      text: text("Waarmee kunnen wij u helpen?", "Comment pouvons-nous vous aider ?",
        "What can we help you with?"), answered: 96,
      aside: [{ code: "no_answer", count: 8 }], choices: [
        option("house", "wonen", "le logement", "a home", { at_least: 94 }),
        option("work", "werk en opleiding", "travail et formation",
          "work and training", { count: 51 }),
        option("children", "kinderen, opvang, school", "enfants, garde, école",
          "children, childcare, school", { count: 23 }),
        option("culture", "cultuur en geloof", "culture et religion",
          "culture and religion", { at_most: 2 })] },
    { question: "C07", text: TEXTS.C07, state: "at_least", groups: [],
      aside: [{ code: "aside", count: 14 }], breakdown: NOT_TOLD,
      at_least: { side: "negative", bound: 88, answered: 90,
        label: text("nee, een beetje", "non, un peu", "no, a little") } },
    { question: "C09", text: TEXTS.C09, state: "hidden",
      breakdown: { attribute: "home", state: "hidden" } },
  ] };

/** GET /api/v1/releases */
export const releases = () => ({ releases: [large,
  { seq: 12, kind: "release", project: "wijkhuis",
    project_name: text("Wijkhuis De Brug", "Maison de quartier Le Pont",
      "The Bridge"), channel: "self", questionnaire: "start",
    title: text("Begin", "Début", "Start"), first: "2026-10", last: "2026-10",
    answer_sets: 34, eligible: { count: 60 }, asked: null, declined: { at_most: 4 },
    receipt: "stored", sent: "2026-11-08", withdrawn: false,
    attributes: [age(COARSE, [16, 12], 6)], tables: [
      { question: "C04", text: TEXTS.C04, state: "exact",
        groups: groups([3, 8, 15, 6]), aside: [{ ...NO_ANSWER, count: 2 }],
        breakdown: byAge(COARSE, plain(halves(0, 0)),
          [[6, 9, 1], [3, 8, 1], [2, 4, 0]]) },
      { question: "C05", text: TEXTS.C05, state: "exact",
        groups: groups([2, 5, 9, 3]), aside: [{ ...NOT_NEEDED, count: 9 },
          { code: "refused", count: 6 }] },
      { question: "C08", text: TEXTS.C08, state: "exact", groups: halves(21, 11),
        aside: [{ code: "no_answer", count: 2 }], breakdown: NOT_TOLD },
      { question: "C03", text: TEXTS.C03, state: "at_least", groups: [],
        aside: [{ code: "no_answer", count: 14 }],
        at_least: { side: "positive", bound: 18, answered: 20,
          label: text("ja, ja heel veel", "oui, oui beaucoup", "yes, yes a lot") } },
      { question: "C07", text: TEXTS.C07, state: "hidden" },
      { question: "C09", text: TEXTS.C09, state: "not_asked" },
    ] },
  { seq: 11, kind: "withdrawal", receipt: "stored", sent: "2026-11-08",
    withdrawn: false, withdraws: 9 },
  { seq: 10, kind: "release", project: "wonen",
    project_name: text("Samen wonen", "Habiter ensemble", "Living together"),
    channel: "assisted", questionnaire: "housing",
    title: text("Wonen", "Logement", "Housing"), first: "2026-04",
    last: "2026-09", answer_sets: 12, eligible: null, asked: null, declined: null,
    receipt: "set_aside", sent: "2026-10-08", withdrawn: false,
    attributes: [],
    tables: [{ question: "sat", text: QUESTIONNAIRES[HOUSING].questions[0].text,
      state: "exact", groups: [
        { codes: ["low"], label: text("weinig", "peu", "low"), count: 4 },
        { codes: ["medium", "high"], label: text("gewoon, veel", "moyen, beaucoup",
          "medium, high"), count: 8 }],
      aside: [{ code: "no_answer", count: 0 }] }] },
  { seq: 9, kind: "release", project: "wijkhuis",
    project_name: text("Wijkhuis De Brug", "Maison de quartier Le Pont",
      "The Bridge"), channel: "self", questionnaire: "start",
    title: text("Begin", "Début", "Start"), first: "2026-07", last: "2026-07",
    answer_sets: 16, eligible: null, asked: null, declined: null,
    receipt: "stored", sent: "2026-08-08", withdrawn: true,
    attributes: [], tables: [
      { question: "C04", text: TEXTS.C04, state: "exact", groups: halves(5, 11),
        aside: [{ code: "no_answer", count: 0 }] }] },
] });
