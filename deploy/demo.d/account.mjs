// SPDX-License-Identifier: EUPL-1.2
/*
 * account.mjs URL NAME OLD NEW - log in and change the password, as a person
 * does at the first login.
 */
import http from 'node:http';
import https from 'node:https';

const [base, name, old, wanted] = process.argv.slice(2);

function post(path, body, headers = {}) {
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
            reply.on('end', () => resolve({ reply, all }));
        });

        r.on('error', reject);
        r.end(text);
    });
}

function expect(what, { reply, all }, status) {
    if (reply.statusCode === status)
        return;
    console.error(`${base}: ${what}: ${reply.statusCode} ${all}`);
    process.exit(1);
}

const login = await post('/api/v1/login', { name, password: old });
expect('login', login, 200);
const cookie = login.reply.headers['set-cookie'].map((c) => c.split(';')[0])
    .join('; ');
const { csrf } = JSON.parse(login.all);

expect('password', await post('/api/v1/password', { old, new: wanted },
    { Cookie: cookie, 'X-CSRF-Token': csrf }), 204);
