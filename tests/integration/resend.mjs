// SPDX-License-Identifier: EUPL-1.2
/*
 * resend.mjs SYNC_PORT SITE_STATE HEX_FILE N [other] - push one entry N times
 * with the site's key and certificate, and print each verdict and its code.
 * With "other" the entry's last count is raised by one first.
 */
import { createHash, createPublicKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import https from 'node:https';

const [port, site, hexFile, count, other] = process.argv.slice(2);
const key = readFileSync(`${site}/tls/key.pem`);
const entry = Buffer.from(readFileSync(hexFile, 'utf8').replace(/\s/g, ''), 'hex');

if (other)
    entry[entry.length - 1] += 1;

function varint(value) {
    const out = [];

    for (; value > 127; value >>= 7)
        out.push((value & 127) | 128);
    return Buffer.from([...out, value]);
}
const bytes = (field, data) => Buffer.concat([varint((field << 3) | 2), varint(data.length), data]);

const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
const signed = Buffer.concat([
    bytes(1, entry), bytes(2, sign('sha256', entry, key)),
    bytes(3, createHash('sha256').update(spki).digest()),
]);
const body = Buffer.concat([Buffer.from([8, 1]), bytes(2, signed)]);
const agent = new https.Agent({
    keepAlive: true, maxSockets: 1, key, cert: readFileSync(`${site}/tls/cert.pem`),
    ca: readFileSync(`${site}/tls/ca.pem`),
});

function push() {
    return new Promise((resolve, reject) => {
        const r = https.request({
            host: '127.0.0.1', port, path: '/sync/v1/push', method: 'POST', agent,
            headers: { 'Content-Type': 'application/x-protobuf', 'Content-Length': body.length },
        }, (reply) => {
            const parts = [];

            reply.on('data', (part) => parts.push(part));
            reply.on('end', () => resolve(Buffer.concat(parts)));
        });

        r.on('error', reject);
        r.end(body);
    });
}

/* PushReply: version, head (message), verdict (message: seq, kind, code). */
function verdict(reply) {
    let at = 2;

    at += 2 + reply[at + 1]; // the head is shorter than 128 bytes
    const fields = reply.subarray(at + 2, at + 2 + reply[at + 1]);
    const found = {};

    for (let i = 0; i < fields.length; i += 2)
        found[fields[i] >> 3] = fields[i + 1];
    return found[3] === undefined ? `${found[2]}` : `${found[2]} ${found[3]}`;
}

for (let i = 0; i < Number(count); i++)
    console.log(verdict(await push()));
agent.destroy();
