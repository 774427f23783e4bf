// SPDX-License-Identifier: EUPL-1.2
/*
 * central_sample.mjs - made-up comparisons in the shape of common/API.md, for
 * the pages of the centre: capped, hidden, one channel only, coarser groups,
 * long texts, options, groups of people, five sites and thirty.  Clearly
 * synthetic.
 */
const text = (nl, fr, en) => ({ nl, fr, en });
export const LEVELS = [[["0"], ["1"], ["2"], ["3"]], [["0", "1"], ["2", "3"]]];
export const SHORT = {
  0: text("nee", "non", "no"),
  1: text("een beetje", "un peu", "a little"),
  2: text("ja", "oui", "yes"),
  3: text("ja, heel veel", "oui, beaucoup", "yes, a lot"),
};
const LONG = {
  0: text("helemaal niet, op geen enkel moment",
    "non, pas du tout, je ne suis vraiment pas d'accord avec cela", "not at all"),
  1: text("een beetje, maar alleen in sommige situaties",
    "un petit peu, mais seulement dans certaines situations", "a little"),
  2: text("ja, meestal en met de meeste mensen",
    "oui, la plupart du temps et avec la plupart des gens", "mostly"),
  3: text("ja, heel veel, altijd en met iedereen hier",
    "oui, beaucoup, toujours et avec tout le monde ici", "always"),
};

export const QUESTIONS = [
  ["C01", ["end"], text("Helpt dit project u in uw leven in België?",
    "Est-ce que ce projet vous aide dans votre vie en Belgique ?",
    "Does this project help you in your life in Belgium?")],
  ["C02", ["end", "mid-a"], text("Helpt dit project u met wat u echt nodig hebt?",
    "Est-ce que ce projet vous aide pour vos vrais besoins ?",
    "Does this project help you with what you really need?")],
  ["C04", ["mid-b", "start"], text("Begrijpt u wat de medewerkers zeggen?",
    "Est-ce que vous comprenez ce que l'équipe dit ?",
    "Do you understand what the staff say?")],
  ["C08", ["mid-b"],
    text("Bent u bang voor uw papieren of uw geld als u eerlijk bent?",
      "Est-ce que vous avez peur pour vos papiers ou votre argent si vous êtes honnête ?",
      "Are you afraid for your papers or your money if you are honest?")],
  ["C09", ["mid-a"], text("Voelt u zich goed in de groep?",
    "Est-ce que vous vous sentez bien dans le groupe ?",
    "Do you feel good in the group?")],
  ["C10", ["end", "mid-b"], text("Kunt u nu meer dingen doen zonder hulp?",
    "Est-ce que vous pouvez maintenant faire plus de choses sans aide ?",
    "Can you now do more things without help?")],
  ["C12", ["end"], text("Verandert er iets als u uw mening geeft?",
    "Est-ce que quelque chose change quand vous donnez votre avis ?",
    "Does something change when you give your opinion?")],
  ["N01", ["end", "start"], text("Wat hebt u het meest nodig?",
    "De quoi avez-vous le plus besoin ?", "What do you need most?")],
];

/** Of a question of type many: each is asked for as N01.house. */
export const OPTIONS = { N01: [["house", text("een woning", "un logement", "a home")],
  ["work", text("werk", "du travail", "work")],
  ["dutch", text("de taal leren", "apprendre la langue", "learning the language")],
  ["friends", text("mensen leren kennen", "rencontrer des gens", "meeting people")]] };
const NO_YES = { no: text("nee", "non", "no"), yes: text("ja", "oui", "yes") };

/** By which groups of people some questions are broken down. */
const AGE = { id: "age", text: text("Hoe oud bent u?", "Quel âge avez-vous ?",
  "How old are you?"),
codings: [[["lt18"], ["18_35"], ["36_60"], ["gt60"]],
  [["lt18", "18_35"], ["36_60", "gt60"]]],
labels: { lt18: text("jonger dan 18", "moins de 18 ans", "under 18"),
  "18_35": text("18 tot 35", "18 à 35 ans", "18 to 35"),
  "36_60": text("36 tot 60", "36 à 60 ans", "36 to 60"),
  gt60: text("ouder dan 60", "plus de 60 ans", "over 60") } };
const CONTACT = { id: "contact", text: text("Contact met anderen in de buurt",
  "Contacts dans le quartier", "Contact with others nearby"),
codings: [[["low"], ["high"]]], labels: { low: text("weinig", "peu", "little"),
  high: text("veel", "beaucoup", "much") } };
const ATTRIBUTES = { C04: [AGE, CONTACT], C10: [AGE], C12: [AGE] };

function wilson(x, n, z = 1.959964) {
  const centre = (x + z * z / 2) / (n + z * z);
  const half = z * Math.sqrt(x * (n - x) / n + z * z / 4) / (n + z * z);
  return { low: x === 0 ? 0 : centre - half, high: x === n ? 1 : centre + half };
}

export const none = (hidden = 1) => ({ n: 0, answer_sets: 0, aside: 0, level: null,
  counts: null, at_least: null, positive: null, intervals: null, hidden,
  not_asked: 0 });

export function exact(counts, aside = 3, hidden = 0, notAsked = 0) {
  const n = counts.reduce((a, b) => a + b), level = counts.length === 4 ? 0 : 1;
  const yes = counts.slice(counts.length / 2).reduce((a, b) => a + b);
  return { n, answer_sets: n + aside, aside, level, counts, at_least: null,
    positive: { ...wilson(yes, n), share: yes / n },
    intervals: counts.map((c) => wilson(c, n)), hidden, not_asked: notAsked };
}

export function capped(n, no, yes, hidden = 0) {
  return { n, answer_sets: n + 3, aside: 3, level: 1, counts: null,
    at_least: [no, yes], intervals: null, hidden, not_asked: 0,
    positive: { low: wilson(yes, n).low, high: wilson(n - no, n).high,
      share: null } };
}

const two = (f) => f.at_least ?? (f.level === 1 ? f.counts
  : [f.counts[0] + f.counts[1], f.counts[2] + f.counts[3]]);

function sum(a, b) {
  const hidden = a.hidden + b.hidden;
  if (a.n === 0 || b.n === 0)
    return { ...(a.n === 0 ? b : a), hidden };
  const halves = two(a).map((c, i) => c + two(b)[i]);
  if (a.at_least !== null || b.at_least !== null)
    return capped(a.n + b.n, ...halves, hidden);
  return exact(a.level === b.level ? a.counts.map((c, i) => c + b.counts[i])
    : halves, a.aside + b.aside, hidden, a.not_asked + b.not_asked);
}

/** The positive share of a minus that of b. */
export function difference(a, b, z) {
  const ends = (f) => [two(f)[1], f.at_least === null ? two(f)[1]
    : f.n - f.at_least[0]];
  const low = (x, m, y, n) => x / m - y / n -
    Math.hypot(x / m - wilson(x, m, z).low, wilson(y, n, z).high - y / n);
  const [aLow, aHigh] = ends(a), [bLow, bHigh] = ends(b);
  const d = { low: low(aLow, a.n, bHigh, b.n), high: -low(bLow, b.n, aHigh, a.n) };
  return { ...d, clear: d.low > 0 || d.high < 0 };
}

const ceiling = (f) => ({ ...f, ceiling: f.n > 0 && 10 * two(f)[1] >= 9 * f.n });

/* Where people were counted: so many times as many as answered. */
const PEOPLE = { Antwerpen: 1.8, Charleroi: 1.5, Gent: 1.15 };

/** Of all who could have answered; sure is roughly so. */
function honest(f, name) {
  const times = PEOPLE[name];
  if (times === undefined || f.n === 0)
    return null;
  const eligible = Math.round(f.answer_sets * times), [no, yes] = two(f);
  const low = yes / eligible, high = 1 - no / eligible;
  return { low, high, eligible, sure: { low: Math.max(0, low - .04),
    high: Math.min(1, high + .04) } };
}

const read = (f, name) => ({ ...ceiling(f), honest: honest(f, name) });

const part = (count, n) => ({ count, share: count / n, ...wilson(count, n) });

/** Who gave no answer: told together of a bound, else apart (of Brussel not in
 * every release); no reason is of a few. */
function unanswered(f, name) {
  if (f.n === 0)
    return null;
  const n = f.answer_sets, some = name.startsWith("Brussel");
  const few = f.aside < 10 || some, kind = name.length % 3;
  const counts = [0, 1, 2].map((k) => few ? k === kind ? f.aside : 0
    : k === kind ? f.aside - 5 : k === (kind + 1) % 3 ? 5 : 0);
  const kinds = ["refused", "not_understood", "skipped"];
  const base = some ? Math.round(n * .7) : n;
  return { releases: 3,
    told: { releases: 3, n, no_answer: part(f.aside, n) },
    apart: f.at_least !== null || f.aside < 5 ? null : { releases: some ? 2 : 3, n: base,
      ...Object.fromEntries(kinds.map((k, i) => [k, part(counts[i], base)])) } };
}

const site = (name, self, assisted, straddling = []) => ({ site: name,
  ...read(sum(self, assisted), name), straddling,
  unanswered: unanswered(sum(self, assisted), name),
  channels: [{ channel: "self", ...read(self, name) },
    { channel: "assisted", ...read(assisted, name) }],
  gap: self.n > 0 && assisted.n > 0 ? difference(assisted, self, 2.4) : null });

function differences(all, pair) {
  const sites = pair === null ? all : all.filter((s) => pair.includes(s.site));
  if (all.length >= 12 && pair === null)
    return [];
  const known = sites.filter((s) => s.n > 0);
  const z = known.length > 5 ? 3.9 : known.length > 2 ? 2.807 : 1.96;
  return known.flatMap((a, i) => known.slice(i + 1).map((b) =>
    ({ a: a.site, b: b.site, ...difference(a, b, z) })));
}

/** Roughly the limits; the programs have them exactly. */
function funnel(sites) {
  const exactly = sites.filter((s) => s.n > 0 && s.at_least === null);
  if (exactly.length < 12)
    return null;
  const target = exactly.reduce((a, s) => a + two(s)[1], 0) /
    exactly.reduce((a, s) => a + s.n, 0);
  const limits = (n, z) => ({
    low: Math.max(0, target - z * Math.sqrt(target * (1 - target) / n)),
    high: Math.min(1, target + z * Math.sqrt(target * (1 - target) / n)) });
  return { target, sites: exactly.length, outside: [sites[5].site, sites[2].site],
    limits: [10, 14, 20, 28, 40, 57, 80, 113, 160].map((n) =>
      ({ n, near: limits(n, 1.96), far: limits(n, 3.09) })) };
}

export const NAMES = ["Antwerpen", "Brussel / Bruxelles", "Charleroi", "Gent", "Liège"];
const ATELIER = { project: "atelier-noord", channel: "self",
  questionnaire: "end", first: "2026-05", last: "2026-08" };

const five = (...figures) => NAMES.map((name, i) => site(name, ...figures[i]));
const SITES = {
  C01: five([exact([6, 14, 41, 19]), exact([3, 7, 19, 11]), [ATELIER]],
    [exact([9, 21, 52, 38], 11, 1), exact([4, 8, 31, 17])],
    [capped(20, 0, 18, 1), none(2)],
    [exact([11, 19, 24, 8]), exact([5, 9, 11, 4])], [none(3), none(1)]),
  C02: five([none(2), none(1)], [none(), none()], [none(), none(0)],
    [none(), none(0)], [none(), none()]),
  C04: five([exact([6, 14, 41, 39]), exact([3, 7, 19, 21])],
    [exact([9, 21, 52, 38], 11, 1), exact([4, 8, 31, 17])],
    [exact([12, 22]), none(1)], [exact([8, 19, 31, 12]), exact([5, 9, 16, 8])],
    [exact([4, 9, 22, 12]), exact([2, 4, 8, 3], 1, 2, 1)]),
  C08: five([exact([61, 14, 4, 3]), exact([33, 17, 9, 1])],
    [exact([50, 21, 12, 8]), exact([14, 8, 3, 1])], [capped(20, 18, 0), none(2)],
    [exact([31, 9, 4, 8]), none(2)], [capped(37, 31, 4), none(1)]),
  C09: five([exact([6, 14, 41, 19]), none(0)],
    [exact([9, 21, 52, 38]), exact([4, 8, 31, 17])], [capped(20, 0, 18), none(2)],
    [exact([11, 19, 24, 8]), exact([5, 9, 11, 4])],
    [exact([4, 9, 22, 12]), none(1)]),
  "N01.house": five([exact([22, 61]), exact([9, 31])],
    [exact([41, 53]), exact([12, 25])], [capped(34, 0, 32), none(1)],
    [exact([19, 40]), exact([8, 20])], [none(2), none(1)]),
  "N01.work": five([exact([52, 31]), exact([21, 19])],
    [exact([50, 44]), exact([18, 19])], [capped(34, 32, 0), none(1)],
    [exact([31, 28]), exact([15, 13])], [none(2), none(1)]),
  C10: five([exact([6, 14, 41, 19]), none(0)], [none(), none(0)],
    [none(), none(0)], [none(), none(0)], [none(), none(0)]),
};

/** The groups of a coding, each with its counts; the last may be of those who
 * did not say. */
const by = (attribute, coding, rows, hidden = 0) => ({ coding,
  level: rows[0].length === 4 ? 0 : 1, shown: 2, hidden, not_asked: 0, apart: 0,
  groups: rows.map((counts, i) => {
    const { hidden: h, not_asked: a, ...figure } = exact(counts, i % 3);
    return { codes: attribute.codings[coding][i] ?? [], ...figure };
  }) });
const unbroken = (hidden = 1, apart = 0) => ({ coding: null, level: null,
  groups: [], shown: 0, hidden, not_asked: 0, apart });

const BREAKDOWNS = {
  "C04 age": [by(AGE, 0, [[2, 5, 14, 11], [3, 6, 19, 21], [2, 5, 17, 17],
    [2, 5, 10, 11]], 1), by(AGE, 0, [[9, 21], [14, 29], [11, 31], [8, 15]]),
  unbroken(), by(AGE, 1, [[11, 13, 24, 9], [5, 9, 16, 8]]),
  by(AGE, 1, [[9, 21], [7, 14], [3, 9]])],
  "C10 age": NAMES.map(() => unbroken()),
  "C04 contact": [unbroken(3), by(CONTACT, 0, [[9, 21, 44, 20], [4, 8, 39, 35]]),
    unbroken(1, 2), unbroken(), by(CONTACT, 0, [[12, 21], [9, 19]])],
};

/** An option has one level only. */
function flat(s) {
  const one = (f) => ({ ...f, level: f.level === null ? null : 0 });
  return { ...one(s), channels: s.channels.map(one) };
}

/** Sites of all sizes, from a seed. */
function crowd(size) {
  let seed = 7;
  const random = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };
  const figure = () => exact([1, 2, 4, 2].map((w) =>
    Math.floor(w * (3 + 8 * random()) * (.4 + random()))), 4);
  return Array.from({ length: size }, (_, i) => {
    const name = i < 5 ? NAMES[i] : i === 19
      ? "Molenbeek-Saint-Jean / Sint-Jans-Molenbeek" : `OCMW / CPAS ${i + 1}`;
    const n = 12 + Math.floor(20 * random());
    return random() < .12 ? site(name, none(), none(0))
      : random() < .15 ? site(name, capped(n, 0, n - 2), none())
        : site(name, figure(), figure());
  });
}

/** GET /api/v1/questions */
export const questions = () => ({ demonstration: true, embargo_days: 14,
  first: "2025-11", last: "2026-10", sites: NAMES,
  titles: { start: text("Start", "Début", "Start") },
  questions: QUESTIONS.map(([id, questionnaires, t]) => ({ id, text: t,
    sensitive: false, questionnaires, levels: LEVELS, labels: SHORT,
    options: (OPTIONS[id] ?? []).map(([code, label]) =>
      ({ id: `${id}.${code}`, text: label })),
    attributes: (ATTRIBUTES[id] ?? []).map((a) =>
      ({ id: a.id, text: a.text })) })) });

/** GET /api/v1/dictionary */
export const dictionary = () => {
  const known = questions();
  return { ...known, questions: known.questions.map((q, i) => ({ ...q,
    sensitive: i === 3, type: q.options.length > 0 ? "many" : "one",
    first: i % 4 === 2 ? null : "2025-11",
    attributes: ATTRIBUTES[q.id] ?? [] })) };
};

/** "What do you need most? – work" */
function optionText(id, question) {
  const label = OPTIONS[id.split(".")[0]]?.find((o) => id.endsWith(`.${o[0]}`));
  return label === undefined ? question : Object.fromEntries(
    Object.entries(question).map(([l, s]) => [l, `${s} – ${label[1][l]}`]));
}

/** GET /api/v1/compare; many: how many sites have figures of C12 */
export function compare(address, many = 30) {
  const q = new URL(address, "http://mock").searchParams;
  const id = q.get("question"), parent = id.split(".")[0];
  const option = parent !== id;
  const attribute = (ATTRIBUTES[id] ?? []).find((a) =>
    a.id === (q.get("attribute") ?? a.id)) ?? null;
  const known = SITES[id] ?? (option ? SITES["N01.work"] : crowd(many));
  const pair = q.has("between") ? [q.get("between"), q.get("and")] : null;
  const sites = known.map((s, i) => ({ ...s,
    // Two counts are of the coarser level, or of the one that an option has.
    ...(option ? flat(s) : {}),
    // Of an option no reasons are told apart.
    unanswered: s.unanswered && option ? { ...s.unanswered, apart: null }
      : s.unanswered,
    breakdown: attribute === null ? null
      : BREAKDOWNS[`${id} ${attribute.id}`]?.[i] ??
        (i % 4 === 3 ? unbroken() : by(attribute, i % 2,
          i % 2 === 0 ? [[4, 9, 17, 8], [3, 8 + i % 9, 21, 12], [5, 6, 9, 7],
            [2, 5, 10, 6]] : [[12, 21 + i], [9, 30]])) }));
  return { question: id, text: optionText(id,
    QUESTIONS.find((x) => x[0] === parent)[2]),
  from: q.get("from"), to: q.get("to"), attribute,
  levels: option ? [[["no"], ["yes"]]] : LEVELS,
  labels: option ? NO_YES : id === "C09" ? LONG : SHORT,
  sites: pair === null ? sites : sites.filter((s) => pair.includes(s.site)),
  differences: differences(known, pair), funnel: funnel(sites) };
}

/** GET /api/v1/sites */
export const sites = () => ({
  sites: NAMES.map((name, i) => ({ site: name,
    state: ["active", "active", "quarantined", "active", "waiting"][i],
    seq: [42, 64, 11, 37, 0][i], eras: [1, 1, 1, 2, 0][i],
    software: ["0.1.0", "0.1.1", "0.1.0", "0.1.0", null][i],
    last_contact: ["2026-11-22", "2026-11-22", "2026-11-13", "2026-11-21",
      null][i], releases: [40, 63, 11, 36, 0][i], under_embargo: [2, 3, 0, 1, 0][i],
    set_aside: i === 1 ? 1 : 0,
    set_aside_why: i === 1 ? { covered: 1 } : {},
    certificate_until: ["2028-11-21", "2028-11-21", "2026-12-20", "2028-11-21",
      null][i] })),
  alarms: [{ date: "2026-11-13", site: "Charleroi",
    text: "entry 12 came twice with other bytes; the site is in quarantine" }],
});
