// SPDX-License-Identifier: EUPL-1.2
/*
 * answers.mjs - one month of invented visits to one site.
 *
 *   node answers.mjs projects SITE
 *       one line for each project: id, names in nl, fr, en, plan, not asked,
 *       with | between
 *   node answers.mjs month SITE PORT INDEX YYYY-MM FOLDER
 *       posts what people answer alone to the kiosk of SITE, and writes what
 *       was on paper to FOLDER/PROJECT.QUESTIONNAIRE.csv for the import, and
 *       what staff counted to FOLDER/headcounts: project, questionnaire,
 *       channel, eligible, asked or -
 *
 * Which questionnaire has its turn, and what may be answered, is asked of the
 * site itself.
 */
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { SITES, attribute, leaning, longer, needs, visitors }
    from './world.mjs';
import { hexId, normal, seeded } from './random.mjs';

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function request(port, method, target, body) {
    const text = body === undefined ? '' : JSON.stringify(body);
    const headers = body === undefined ? {} : {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(text),
    };

    return new Promise((resolve, reject) => {
        const r = http.request({
            agent, host: '127.0.0.1', port, method, path: target, headers,
        }, (reply) => {
            let all = '';

            reply.setEncoding('utf8');
            reply.on('data', (piece) => { all += piece; });
            reply.on('end', () => resolve({ status: reply.statusCode, all }));
        });

        r.on('error', reject);
        r.end(text);
    });
}

/** Why somebody gives no answer: a word, nothing when it is skipped, or false. */
function silent(question, random) {
    const luck = random();
    const exit = question.sensitive ? 0.06 : 0.03;

    if (luck < exit)
        return 'refused';
    if (luck < exit + 0.02)
        return 'not_understood';
    return luck < exit + 0.03 ? undefined : false;
}

/** One to three options, those that weigh more more often. */
function choices(question, weights, random) {
    const left = question.levels[0].map((code) => [code, weights[code] ?? 1]);
    const luck = random();

    if (luck < 0.05)
        return question.extra.slice(0, 1);
    return Array.from({ length: luck < 0.2 ? 1 : luck < 0.55 ? 2 : 3 }, () => {
        let at = random() * left.reduce((sum, [, w]) => sum + w, 0);
        const i = left.findIndex(([, w]) => (at -= w) < 0);

        return left.splice(i, 1)[0][0];
    });
}

/** The code one person gives to a question of which one answer is chosen. */
function answer(question, share, mood, random) {
    if ((question.extra ?? []).includes('not_needed') && random() < 0.12)
        return 'not_needed';
    const odds = Math.log(share / (1 - share)) + 0.35 * mood;
    const yes = random() < 1 / (1 + Math.exp(-odds));
    const codes = question.levels[0].flat();
    const half = codes.length / 2;
    const step = random() < (yes ? 0.4 : 0.35) ? 1 : 0;

    return codes[yes ? half + step : half - 1 - step];
}

function person(site, project, questionnaire, index, notAsked, random) {
    const isPut = ({ id }) => !notAsked.includes(id);
    const answers = {};
    let mood = normal(random);

    for (const { id, codings } of (questionnaire.attributes ?? []).filter(isPut)) {
        answers[id] = attribute(project, codings[0], random);
        mood += longer(answers[id]) / 0.35; // see answer()
    }
    for (const question of questionnaire.questions.filter(isPut)) {
        const none = silent(question, random);

        if (none !== false)
            answers[question.id] = none;
        else if (question.type === 'many')
            answers[question.id] = choices(question, needs(site, project), random);
        else
            answers[question.id] = answer(question,
                leaning(site, project, question.id, index), mood, random);
    }
    return answers; // what is undefined is left out of the JSON
}

/** One line for each person; the header names what was asked. */
function ballots(questionnaire, notAsked, people) {
    const asked = [...questionnaire.questions, ...questionnaire.attributes ?? []];
    const ids = asked.map((q) => q.id).filter((id) => !notAsked.includes(id));
    const rows = people.map((p) => ids.map((id) =>
        [p[id] ?? ''].flat().join('+')).join(','));

    return `${[ids.join(','), ...rows].join('\n')}\n`;
}

/** What staff enter for one month of a project, a line for each channel. */
function headcounts(project, questionnaire) {
    const usual = { self: project.visits, assisted: project.ballots };

    return Object.entries(project.counted ?? {}).map(([channel, of]) => {
        const [eligible, asked] = of.map((times) =>
            times === null ? '-' : Math.round(times * usual[channel]));

        return `${project.id} ${questionnaire.id} ${channel} ${eligible} ${asked}\n`;
    }).join('');
}

async function send(port, site, body) {
    const reply = await request(port, 'POST', '/api/v1/answers', body);

    if (reply.status !== 201)
        throw new Error(`${site.name}: ${reply.status}: ${reply.all}`);
}

/** Some visitors say no, thank you. */
async function decline(port, site, project, questionnaire, index) {
    const random = seeded(`${site.key} ${project.id} ${index} declined`);
    const times = Math.round(project.visits * (0.03 + 0.17 * random()));

    for (let i = 0; i < times; i++)
        await send(port, site, { id: hexId(random), project: project.id,
            channel: 'self', questionnaire, declined: true });
}

/** The site's own questions, in sets that nothing ties to those of the core. */
async function own(port, site, project, hash, questionnaire, index) {
    const random = seeded(`${site.key} ${project.id} ${index} own`);

    if (!hash)
        return;
    for (let i = 0; i < project.visits; i++)
        await send(port, site, { id: hexId(random), project: project.id,
            channel: 'self', questionnaire: hash,
            answers: person(site, project, questionnaire, index, [], random) });
}

async function month(site, port, index, name, folder) {
    const { status, all } = await request(port, 'GET', '/api/v1/kiosk');
    let posted = 0;

    if (status !== 200)
        throw new Error(`${site.name}: the kiosk answers ${status}: ${all}`);
    const kiosk = JSON.parse(all);

    for (const shown of kiosk.projects) {
        const project = site.projects.find((p) => p.id === shown.id);
        const questionnaire = kiosk.questionnaires[shown.wave];
        const random = seeded(`${site.key} ${shown.id} ${index}`);
        const calendar = Number(name.slice(5));
        const people = (mean) => Array.from(
            { length: visitors(site, mean, index, calendar, random) },
            () => person(site, project, questionnaire, index,
                shown.not_asked ?? [], random));

        for (const answers of people(project.visits)) {
            await send(port, site, {
                id: hexId(random), project: shown.id, channel: 'self',
                questionnaire: shown.wave, answers,
            });
            posted++;
        }
        await own(port, site, project, shown.local,
            kiosk.questionnaires[shown.local], index);
        await decline(port, site, project, shown.wave, index);
        fs.appendFileSync(path.join(folder, 'headcounts'),
            headcounts(project, questionnaire));
        const paper = people(project.ballots);

        if (paper.length > 0)
            fs.writeFileSync(
                path.join(folder, `${shown.id}.${questionnaire.id}.csv`),
                ballots(questionnaire, shown.not_asked ?? [], paper));
    }
    return posted;
}

const [command, key, port, index, name, folder] = process.argv.slice(2);
const site = SITES.find((s) => s.key === key);

if (command === 'projects') {
    for (const p of site.projects)
        console.log([p.id, p.nl, p.fr, p.en, p.plan.join(','),
            (p.not_asked ?? []).join(',')].join('|'));
} else if (command === 'month') {
    console.log(await month(site, Number(port), Number(index), name,
        folder));
    agent.destroy();
} else {
    console.error('usage: answers.mjs projects|month SITE ...');
    process.exitCode = 2;
}
