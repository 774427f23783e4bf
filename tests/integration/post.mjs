// SPDX-License-Identifier: EUPL-1.2
/*
 * post.mjs URL - post the answer sets on standard input, one JSON object a
 * line, over one connection, and print how many were answered 201.
 */
import http from 'node:http';
import { createInterface } from 'node:readline';

const url = new URL('/api/v1/answers', process.argv[2]);
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
let saved = 0;

function post(body) {
    return new Promise((resolve, reject) => {
        const r = http.request(url, {
            method: 'POST', agent,
            headers: {
                'Content-Type': 'application/json',
                'Content-Length': Buffer.byteLength(body),
            },
        }, (reply) => {
            reply.resume();
            reply.on('end', () => resolve(reply.statusCode));
        });

        r.on('error', reject);
        r.end(body);
    });
}

for await (const line of createInterface({ input: process.stdin }))
    saved += (await post(line)) === 201 ? 1 : 0;
agent.destroy();
console.log(saved);
