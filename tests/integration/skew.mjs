// SPDX-License-Identifier: EUPL-1.2
/*
 * skew.mjs SYNC_PORT CENTRAL SITE MODE_FILE - a centre of another version, for
 * one site: the real one, with what passes between them rewritten as the word
 * in MODE_FILE says.  CENTRAL and SITE are state folders.  Prints its port.
 *
 * skew.mjs SYNC_PORT SITE later - the site itself, of a later version: one
 * entry of a later format, well signed; prints the centre's verdict.
 */
import { readFileSync } from 'node:fs';
import https from 'node:https';
import { bytes, Client, field, fields, join, number } from './forge.mjs';

/* The message with another version; ours begin with it. */
const version = (v) => (body) => join(number(1, v), body.subarray(2));
/* A message of version 2 that has nothing else in common with ours. */
const shape = () => join(number(1, 2), number(2, 7), bytes(30, 'something new'));
const more = (body) => join(body, bytes(30, 'something new'));
/* Every verdict becomes one that was set aside for a reason of tomorrow. */
const reason = (body) => join(...fields(body).map(([f, value]) => (f === 3 && Buffer.isBuffer(value)
    ? bytes(3, join(number(1, field(value, 1)[0]), number(2, 3), number(3, 4000000000)))
    : Buffer.isBuffer(value) ? bytes(f, value) : number(f, value))));

/* What is rewritten: [path, what the site says, what the centre says]. */
const MODES = {
    common: [],
    'ask-2': [/hello/, version(2)],
    'ask-0': [/hello/, version(0)],
    'ask-push-2': [/push/, version(2)],
    'hello-2': [/hello/, null, version(2)],
    'hello-0': [/hello/, null, version(0)],
    'hello-shape': [/hello/, null, shape],
    figures: [/catalogue/, null, (body) => join(body, bytes(6, 'not what it was'))],
    'hello-more': [/./, null, more],
    'push-2': [/push/, null, version(2)],
    'push-shape': [/push/, null, shape],
    'catalogue-2': [/catalogue/, null, version(2)],
    'history-2': [/history/, null, version(2)],
    reason: [/push/, null, reason],
};

function listen([port, central, site, modeFile]) {
    const real = new Client(port, site);
    const server = https.createServer({
        key: readFileSync(`${central}/tls/sync-key.pem`), cert: readFileSync(`${central}/tls/sync-cert.pem`), requestCert: true, rejectUnauthorized: false,
    }, async (request, reply) => {
        const [path, ask, answer] = MODES[readFileSync(modeFile, 'utf8').trim()];
        const parts = [];

        for await (const part of request)
            parts.push(part);
        const mine = path?.test(request.url);
        const said = await real.post(request.url, mine && ask ? ask(Buffer.concat(parts)) : Buffer.concat(parts));
        const body = mine && answer && said.status === 200 ? answer(said.body) : said.body;

        reply.writeHead(said.status, { 'Content-Type': said.headers['content-type'] ?? 'text/plain', 'Content-Length': body.length });
        reply.end(body);
    });

    server.listen(0, '127.0.0.1', () => console.log(`skew on ${server.address().port}`));
}

if (process.argv[4] === 'later') {
    const client = await new Client(process.argv[2], process.argv[3]).follow();

    console.log(await client.push([client.entry(bytes(7, 'something new'), { format: 2 })]));
    client.end();
} else {
    listen(process.argv.slice(2));
}
