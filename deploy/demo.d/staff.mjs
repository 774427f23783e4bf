// SPDX-License-Identifier: EUPL-1.2
// staff.mjs - the requests of a browser whose user has logged in.
import http from 'node:http';
import https from 'node:https';

/** POST body to path of base, as JSON; fulfils with {status, headers, all}. */
function post(base, path, body, headers = {}) {
    const url = new URL(path, base);
    // The centre's certificate comes from its own authority; this is loopback.
    const secure = url.protocol === 'https:';
    const text = JSON.stringify(body);

    return new Promise((resolve, reject) => {
        const r = (secure ? https : http).request(url, {
            method: 'POST', rejectUnauthorized: false,
            headers: {
                'Content-Type': 'application/json', Origin: url.origin,
                'Content-Length': Buffer.byteLength(text), ...headers,
            },
        }, (reply) => {
            let all = '';

            reply.setEncoding('utf8');
            reply.on('data', (piece) => { all += piece; });
            reply.on('end', () => resolve({
                status: reply.statusCode, headers: reply.headers, all,
            }));
        });

        r.on('error', reject);
        r.end(text);
    });
}

async function expect(base, status, path, body, headers) {
    const reply = await post(base, path, body, headers);

    if (reply.status !== status)
        throw new Error(`${base}${path}: ${reply.status} ${reply.all}`);
    return reply;
}

/** Log in; fulfils with a function (status, path, body) that posts. */
export async function login(base, name, password) {
    const reply = await expect(base, 200, '/api/v1/login', { name, password });
    const headers = {
        Cookie: reply.headers['set-cookie'].map((c) => c.split(';')[0]).join('; '),
        'X-CSRF-Token': JSON.parse(reply.all).csrf,
    };

    return (status, path, body) => expect(base, status, path, body, headers);
}
