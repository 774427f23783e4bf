// SPDX-License-Identifier: EUPL-1.2
// world.mjs - the invented network of the demonstration: five sites, their
// projects, how many people visit, and what they are inclined to answer.
// Nothing here describes a real project or a real person.

/**
 * visits: answer sets a month at the kiosk; ballots: a month on paper.
 * plan: the questionnaires that take turns, month by month.
 * stay: how long people have been coming, the shares of the codes from short to
 * long, and last of those who do not say it.
 * counted: what staff enter of those who could answer and those who were asked
 * (null: not entered), by channel, as multiples of its visits or ballots.
 */
export const SITES = [
    {
        key: 'antwerpen', name: 'Antwerpen',
        projects: [
            {
                id: 'taalcafe', plan: ['mid-b', 'end'], visits: 64, ballots: 0,
                counted: { self: [2.1, 1.7] },
                nl: 'Taalcafé', fr: 'Café des langues', en: 'Language café',
            },
            {
                id: 'naar-werk', plan: ['start', 'mid-a'],
                visits: 48, ballots: 31, stay: [0.34, 0.4, 0.26, 0.003],
                counted: { self: [1.8, 1.6], assisted: [1.5, 1.5] },
                nl: 'Op weg naar werk', fr: 'En route vers l’emploi',
                en: 'On the way to work',
            },
            {
                id: 'buurttuin', plan: ['mid-a', 'mid-b'],
                visits: 33, ballots: 0, not_asked: ['C09'],
                counted: { self: [1.6, 1.6] },
                stay: [0.14, 0.38, 0.48, 0.01],
                nl: 'Buurttuin', fr: 'Jardin de quartier',
                en: 'Neighbourhood garden',
            },
        ],
    },
    {
        key: 'brussel', name: 'Brussel/Bruxelles',
        projects: [
            {
                id: 'onthaal', plan: ['start', 'mid-b'],
                visits: 72, ballots: 0, counted: { self: [2.4, 1.5] },
                nl: 'Warm onthaal', fr: 'Accueil chaleureux',
                en: 'Warm welcome',
            },
            {
                id: 'ouders', plan: ['mid-a', 'end'], visits: 41, ballots: 28,
                stay: [0.3, 0.36, 0.34, 0.19],
                nl: 'Ouders onder elkaar', fr: 'Entre parents',
                en: 'Parents together',
            },
        ],
    },
    {
        key: 'charleroi', name: 'Charleroi',
        projects: [
            {
                id: 'premiers-pas', plan: ['start', 'end'],
                visits: 45, ballots: 0, counted: { self: [1.6, null] },
                nl: 'Eerste stappen', fr: 'Premiers pas', en: 'First steps',
            },
            {
                id: 'ensemble', plan: ['mid-a', 'mid-b'],
                visits: 38, ballots: 0, not_asked: ['stay'],
                nl: 'Samen sterk', fr: 'Forts ensemble',
                en: 'Strong together',
            },
            {
                // Starves: at most a handful a month, so labels grow long.
                id: 'atelier-velo', plan: ['mid-b'], visits: 4, ballots: 0,
                nl: 'Fietsatelier', fr: 'Atelier vélo', en: 'Bicycle workshop',
            },
        ],
    },
    {
        key: 'gent', name: 'Gent',
        projects: [
            {
                id: 'wijkhuis', plan: ['mid-b', 'end'],
                visits: 52, ballots: 0, counted: { self: [1.5, 1.4] },
                nl: 'Wijkhuis', fr: 'Maison de quartier',
                en: 'Neighbourhood house',
            },
            {
                id: 'samen-koken', plan: ['start', 'mid-a'],
                visits: 36, ballots: 30, stay: [0.36, 0.38, 0.26, 0.004],
                counted: { self: [1.45, 1.45], assisted: [1.4, 1.4] },
                nl: 'Samen koken', fr: 'Cuisiner ensemble',
                en: 'Cooking together',
            },
        ],
    },
    {
        key: 'liege', name: 'Liège',
        projects: [
            {
                id: 'citoyens', plan: ['mid-a', 'end'],
                visits: 29, ballots: 0, stay: [0.1, 0.42, 0.48, 0.05],
                nl: 'Samen burger', fr: 'Citoyens ensemble',
                en: 'Citizens together',
            },
            {
                id: 'conversation', plan: ['start', 'mid-b'],
                visits: 31, ballots: 0,
                nl: 'Conversatietafel', fr: 'Table de conversation',
                en: 'Conversation table',
            },
            {
                // Starves: not ten in the whole year, so nothing is released.
                id: 'potager', plan: ['mid-a'], visits: 0.5, ballots: 0,
                nl: 'Moestuin', fr: 'Potager', en: 'Vegetable garden',
            },
        ],
    },
];

/** How busy each of the calendar's months is. */
const SEASON = [1.05, 1, 1.1, 1, 1, 0.9, 0.6, 0.65, 1.1, 1.15, 1.1, 0.75];

/** The months (0: the oldest of the twelve) in which a site was offline. */
const OFFLINE = { charleroi: [5, 6] };

/** The share of "yes" and "yes, a lot" that everybody leans to. */
const LEANING = {
    C01: 0.64, C02: 0.58, C03: 0.66, C04: 0.57, C05: 0.6, C06: 0.67,
    C07: 0.55, C08: 0.36, C09: 0.62, C10: 0.5, C11: 0.56, C12: 0.44,
};

/** How much more often than others an option of N01 is chosen. */
const NEEDS = {
    house: 5, money: 4, work: 5, language: 5, papers: 3, health: 2,
    childcare: 1.5, school: 1.5, people: 3, transport: 1, other: 0.7,
};

/** Where a site or a project differs. */
const OWN_NEEDS = {
    antwerpen: { work: 9, transport: 0.1 },
    brussel: { house: 14, papers: 7, transport: 0.05, school: 2.5 },
    charleroi: { transport: 6, work: 8, other: 0.05 },
    gent: { childcare: 6, school: 5, people: 5, money: 2 },
    conversation: { language: 90, people: 6, other: 0.1 }, // nearly everybody
};

/** What those who come longer say more of: log odds by code of "stay". */
const LONGER = { lt3m: -0.45, m3_12: 0, gt12m: 0.4 };

export const needs = (site, project) =>
    ({ ...NEEDS, ...OWN_NEEDS[site.key], ...OWN_NEEDS[project.id] });

/** One person's code of an attribute; undefined for who does not say. */
export function attribute(project, codes, random) {
    const shares = project.stay ?? codes.map(() => 1 / codes.length);
    let luck = random() * shares.reduce((a, b) => a + b);

    return codes.find((code, i) => (luck -= shares[i]) < 0);
}

/** The shift of all answers of who has been coming that long. */
export const longer = (code) => LONGER[code] ?? 0;

/** How many people come in month index (0 to 12), in calendar month 1 to 12. */
export function visitors(site, mean, index, calendarMonth, random) {
    if ((OFFLINE[site.key] ?? []).includes(index))
        return 0;
    const part = index < 12 ? 1 : new Date().getDate() / 31; // the present one
    const expected = mean * SEASON[calendarMonth - 1] * part;

    return Math.max(0, Math.floor(expected * (0.85 + 0.3 * random()) +
        random()));
}

/** The leaning of one site's project in one month, for one question. */
export function leaning(site, project, question, index) {
    if (site.key === 'gent' && question === 'C10')
        return 0.28 + 0.5 * (index / 11); // the trend that is real
    if (site.key === 'charleroi' && question === 'C05')
        return 0.36; // the one difference that is clear
    if (site.key === 'liege' && project.id === 'citoyens' &&
        question === 'C06')
        return 0.993; // nearly everybody: a capped total
    return LEANING[question] ?? 0.55;
}
