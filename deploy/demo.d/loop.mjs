// SPDX-License-Identifier: EUPL-1.2
/*
 * loop.mjs URL NAME PASSWORD SITE LANGUAGE... - enter "you said, we did" for
 * each project of a site, as a coordinator does on the staff page.  Invented,
 * as all here.
 */
import { SITES } from './world.mjs';
import { login } from './staff.mjs';

/** What was said, how many months ago, and what became of it. */
const ENTRIES = [
    ['practical_time_place', 5, 'cannot', {
        nl: '’s Avonds is er niemand die kan openen.',
        fr: 'Le soir, personne ne peut ouvrir.',
    }],
    ['communication_interpreting', 3, 'done', {
        nl: 'Elke dinsdag is er nu een tolk.',
        fr: 'Un interprète est là chaque mardi.',
    }],
    ['housing', 2, 'doing', {
        nl: 'Op donderdag zoeken we samen een woning.',
        fr: 'Chaque jeudi, nous cherchons ensemble un logement.',
    }],
];

/** The month so many months before this one, as YYYY-MM. */
function monthBefore(months) {
    const day = new Date();

    day.setDate(15);
    day.setMonth(day.getMonth() - months);
    return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}`;
}

const [base, name, password, key, ...languages] = process.argv.slice(2);
const site = SITES.find((s) => s.key === key);
const ask = await login(base, name, password);

for (const { id: project } of site.projects)
    for (const [theme, months, state, said] of ENTRIES)
        await ask(200, '/api/v1/loop', {
            id: null, project, theme, said: monthBefore(months), state,
            text: Object.fromEntries(languages.map((l) => [l, said[l]])),
            told: null, archived: false,
        });
