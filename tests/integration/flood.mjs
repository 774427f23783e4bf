// SPDX-License-Identifier: EUPL-1.2
/*
 * flood.mjs N PORT_FILE PROJECT - post N answer sets, each until it is
 * answered 201, to whatever port PORT_FILE names just then: the site is killed
 * and started again meanwhile.  Prints the number acknowledged.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';

const [count, portFile, project] = process.argv.slice(2);
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

function post(body) {
    return new Promise((resolve) => {
        const r = http.request(new URL('/api/v1/answers', readFileSync(portFile, 'utf8').trim()), {
            method: 'POST', agent: false,
            headers: {
                'Content-Type': 'application/json',
                'Content-Length': Buffer.byteLength(body),
            },
        }, (reply) => {
            reply.resume();
            reply.on('error', () => resolve(0));
            reply.on('end', () => resolve(reply.statusCode));
        });

        r.on('error', () => resolve(0));
        r.end(body);
    });
}

let saved = 0;
const deadline = Date.now() + 300e3;

for (let i = 0; i < Number(count) && Date.now() < deadline; i++) {
    const body = JSON.stringify({
        id: randomBytes(16).toString('hex'), project, channel: 'self',
        questionnaire: 'end', answers: { C01: i % 4 },
    });

    while (await post(body) !== 201 && Date.now() < deadline)
        await pause(5);
    saved++;
}
console.log(saved);
