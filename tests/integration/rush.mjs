// SPDX-License-Identifier: EUPL-1.2
/*
 * rush.mjs URL PAGES SETS PROJECT - so many pages hand over so many answer sets
 * at once, each set twice by two of them; prints how many were said to be saved,
 * how often "too many" was said, and the milliseconds it took.
 */
import { randomBytes } from 'node:crypto';
import http from 'node:http';

const [url, pages, sets, project] = process.argv.slice(2);
const agents = Array.from({ length: Number(pages) }, () => new http.Agent({ keepAlive: true, maxSockets: 1 }));

const post = (agent, body) => new Promise((resolve) => {
    const r = http.request(new URL('/api/v1/answers', url), { method: 'POST', agent, headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) } },
        (reply) => { reply.resume(); reply.on('end', () => resolve(reply.statusCode)); });

    r.on('error', () => resolve(0));
    r.end(body);
});
const saved = new Set();
let tooMany = 0;
const bodies = Array.from({ length: Number(sets) }, (_, i) => {
    const id = randomBytes(16).toString('hex');

    return [id, JSON.stringify({ id, project, channel: 'self', questionnaire: 'end', answers: { C01: i % 4 } })];
});
const began = Date.now();
await Promise.all(agents.map(async (agent, n) => {
    for (const [i, [id, body]] of bodies.entries()) {
        if (i % agents.length !== n && (i + 1) % agents.length !== n)
            continue;
        const status = await post(agent, body);

        if (status === 201)
            saved.add(id);
        tooMany += status === 429 ? 1 : 0;
    }
}));
console.log(saved.size, tooMany, Date.now() - began);
process.exit(0);
