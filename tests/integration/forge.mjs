// SPDX-License-Identifier: EUPL-1.2
/*
 * forge.mjs - a client of the sync listener that can say anything: messages
 * packed by hand from proto/PROTOCOL.md, and not by the code under test.
 */
import { createHash, createPublicKey, randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import https from 'node:https';

export const sha256 = (data) => createHash('sha256').update(data).digest();

export function varint(value) {
    const out = [];

    for (value = BigInt(value); value > 127n; value >>= 7n)
        out.push(Number(value & 127n) | 128);
    return Buffer.from([...out, Number(value)]);
}
export const number = (field, value) => Buffer.concat([varint(field << 3), varint(value)]);
export const bytes = (field, data) => Buffer.concat([varint((field << 3) | 2), varint(Buffer.byteLength(data)), Buffer.from(data)]);
const packed = (field, list) => (list.length === 0 ? Buffer.alloc(0) : bytes(field, Buffer.concat(list.map(varint))));
const join = (...parts) => Buffer.concat(parts);

/* Fields of a message: [[field, number or Buffer], ...]. */
export function fields(data) {
    const out = [];
    let at = 0;
    const read = () => {
        let value = 0n;

        for (let shift = 0n; ; shift += 7n) {
            const byte = data[at++];

            value |= BigInt(byte & 127) << shift;
            if (byte < 128)
                return Number(value);
        }
    };

    while (at < data.length) {
        const tag = read();

        if ((tag & 7) === 0) {
            out.push([tag >> 3, read()]);
        } else {
            const len = read();

            out.push([tag >> 3, data.subarray(at, at + len)]);
            at += len;
        }
    }
    return out;
}
/* A packed list of numbers. */
export function varints(data) {
    const out = [];

    for (let at = 0, value = 0, scale = 1; at < data.length; at++) {
        value += (data[at] & 127) * scale;
        scale *= 128;
        if (data[at] < 128) {
            out.push(value);
            [value, scale] = [0, 1];
        }
    }
    return out;
}
export const field = (data, wanted) => fields(data).filter(([f]) => f === wanted).map(([, value]) => value);

export const MONTH = (text) => 12 * Number(text.slice(0, 4)) + Number(text.slice(5)) - 1;

/* An exact table at a level, a bound, or nothing, as [shape, counts]. */
export const exact = (level, ...counts) => [counts.length << 4 | 8 + 2 * level, counts];
export const bound = (...counts) => [3 << 4 | 5, counts];
export const hidden = [1, []];

export function release(of) {
    const rules = of.rules ?? [1, 10, 5, 5, 2];

    return bytes(5, join(
        bytes(1, of.questionnaire), bytes(2, of.project), number(3, of.channel ?? 1), number(4, of.first), number(5, of.last ?? of.first),
        bytes(6, join(...rules.map((value, i) => number(i + 1, value)))), number(7, of.n),
        packed(8, of.tables.map(([shape]) => shape)), packed(9, of.tables.flatMap(([, counts]) => counts)), of.more ?? Buffer.alloc(0)));
}
export const withdrawal = (seq) => bytes(6, join(number(1, seq), number(2, 3)));

export class Client {
    constructor(port, site, options = {}) {
        const identity = options.identity ?? site;
        const spki = (key) => createPublicKey(key).export({ type: 'spki', format: 'der' });

        this.port = port;
        this.key = readFileSync(`${site}/tls/key.pem`);
        this.keyId = sha256(spki(this.key));
        this.agent = new https.Agent({
            keepAlive: true, maxSockets: options.sockets ?? 1, key: readFileSync(`${identity}/tls/key.pem`),
            cert: readFileSync(`${identity}/tls/cert.pem`), ca: readFileSync(`${site}/tls/ca.pem`), ...options.tls,
        });
    }

    post(path, body, headers = {}) {
        return new Promise((resolve, reject) => {
            const request = https.request({
                host: '127.0.0.1', port: this.port, path, method: 'POST', agent: this.agent,
                headers: { 'Content-Type': 'application/x-protobuf', 'Content-Length': body.length, ...headers },
            }, (reply) => {
                const parts = [];

                reply.on('data', (part) => parts.push(part));
                reply.on('end', () => resolve({ status: reply.statusCode, body: Buffer.concat(parts), headers: reply.headers }));
                reply.on('error', reject);
            });

            request.on('error', reject);
            request.end(body);
        });
    }

    hello(of = {}) {
        const head = join(bytes(1, of.era ?? Buffer.alloc(16)), number(2, of.seq ?? 0), bytes(3, of.hash ?? Buffer.alloc(32)));

        return this.post('/sync/v1/hello', join(number(1, of.version ?? 1), bytes(2, head), number(3, 0), bytes(4, of.software ?? 'forged'),
            number(5, Math.floor(Date.now() / 86400000)), of.csr ? bytes(6, of.csr) : Buffer.alloc(0), number(7, 50), of.more ?? Buffer.alloc(0)));
    }

    /* Learn the centre's head of this site, to go on from it. */
    async follow() {
        const head = field((await this.hello()).body, 2)[0];

        this.era = Buffer.from(field(head, 1)[0]);
        this.seq = field(head, 2)[0];
        this.hash = Buffer.from(field(head, 3)[0]);
        return this;
    }

    entry(content, of = {}) {
        return join(number(1, of.format ?? 1), bytes(2, of.era ?? this.era), number(3, of.seq ?? this.seq + 1), bytes(4, of.previous ?? this.hash), content);
    }

    signed(entry, of = {}) {
        return join(bytes(1, entry), bytes(2, of.signature ?? sign('sha256', entry, this.key)), bytes(3, of.key ?? this.keyId));
    }

    /* "verdict code" of each entry; the client goes on from the new head. */
    async push(entries, of = {}) {
        const body = join(number(1, 1), ...entries.map((entry) => bytes(2, this.signed(entry, of))), ...(of.questionnaires ?? []).map((text) => bytes(3, text)));
        const reply = await this.post('/sync/v1/push', body);

        if (reply.status !== 200 && reply.status !== 409)
            return `HTTP ${reply.status}`;
        const head = field(reply.body, 2)[0];

        this.seq = field(head, 2)[0];
        this.hash = Buffer.from(field(head, 3)[0]);
        this.wanted = field(reply.body, 4).map((hash) => hash.toString('hex'));
        return field(reply.body, 3).map((verdict) => [field(verdict, 2)[0], ...field(verdict, 3)].join(' ')).join(', ');
    }

    end() { this.agent.destroy(); }
}

export { join, randomBytes };
