// SPDX-License-Identifier: EUPL-1.2
/*
 * proxy.mjs CENTRAL_PORT CENTRAL_STATE SITE_STATE LOG SEED FAULTS
 *
 * Stands between one site and the centre, with the keys of both, and prints
 * its port.  It writes down every verdict that it hands on ("SEQ KIND"), and
 * the sizes of what passes ("bytes UP DOWN"); one exchange in FAULTS it drops
 * before the centre sees it, drops the reply of, or makes twice (0: none).
 */
import { appendFileSync, readFileSync } from 'node:fs';
import https from 'node:https';

const [target, central, site, log, seed, faults] = process.argv.slice(2);
const file = (...parts) => readFileSync(parts.join('/'));
let state = BigInt(seed);

/* Numerical Recipes' linear congruential generator, high bits. */
function random(bound) {
    state = (state * 6364136223846793005n + 1442695040888963407n) & (2n ** 64n - 1n);
    return Number(state >> 33n) % bound;
}

function varint(bytes, at) {
    let value = 0;
    let shift = 0;

    for (; bytes[at] & 128; at++, shift += 7)
        value += (bytes[at] & 127) * 2 ** shift;
    return [value + bytes[at] * 2 ** shift, at + 1];
}

/* The fields of a protobuf message: [number, value or bytes]. */
function* fields(bytes) {
    for (let at = 0; at < bytes.length;) {
        let tag;
        let value;

        [tag, at] = varint(bytes, at);
        [value, at] = varint(bytes, at);
        if ((tag & 7) === 2) {
            yield [tag >> 3, bytes.subarray(at, at + value)];
            at += value;
        } else {
            yield [tag >> 3, value];
        }
    }
}

function writeVerdicts(body) {
    for (const [field, bytes] of fields(body)) {
        if (field !== 3)
            continue;
        const verdict = Object.fromEntries(fields(bytes));
        appendFileSync(log, `${verdict[1]} ${verdict[2]}\n`);
    }
}

function forward(path, body) {
    return new Promise((resolve, reject) => {
        const r = https.request({
            host: '127.0.0.1', port: target, path, method: 'POST', agent: false,
            key: file(site, 'tls/key.pem'), cert: file(site, 'tls/cert.pem'),
            ca: file(site, 'tls/ca.pem'),
            headers: {
                'Content-Type': 'application/x-protobuf',
                'Content-Length': body.length,
            },
        }, (reply) => {
            const parts = [];

            reply.on('data', (part) => parts.push(part));
            reply.on('error', reject);
            reply.on('end', () => resolve([reply, Buffer.concat(parts)]));
        });

        r.on('error', reject);
        r.end(body);
    });
}

async function exchange(request, response) {
    const parts = [];

    for await (const part of request)
        parts.push(part);
    const body = Buffer.concat(parts);
    const fault = Number(faults) && random(Number(faults)) === 0 ? random(3) : -1;

    if (fault === 0)
        return request.socket.destroy();
    let [reply, answer] = await forward(request.url, body);
    if (fault === 1)
        return request.socket.destroy();
    if (fault === 2)
        [reply, answer] = await forward(request.url, body);
    appendFileSync(log, `bytes ${body.length} ${answer.length}\n`);
    if (request.url.endsWith('/push') && [200, 409].includes(reply.statusCode))
        writeVerdicts(answer);
    response.writeHead(reply.statusCode, {
        'Content-Type': 'application/x-protobuf', 'Content-Length': answer.length,
    });
    return response.end(answer);
}

https.createServer({
    key: file(central, 'tls/sync-key.pem'), cert: file(central, 'tls/sync-cert.pem'),
    ca: file(central, 'ca/cert.pem'), requestCert: true, minVersion: 'TLSv1.3',
}, (request, response) => {
    exchange(request, response).catch(() => request.socket.destroy());
}).listen(0, '127.0.0.1', function listening() {
    console.log(`proxy on ${this.address().port}`);
});
