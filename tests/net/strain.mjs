// SPDX-License-Identifier: EUPL-1.2
/*
 * strain.mjs KIND N PORT SITE - N connections to the sync listener at PORT
 * that are in nobody's interest, held until the centre lets go of them:
 *
 * silent  say nothing
 * client  drip the first record of a handshake
 * head    after the handshake, with the certificate in SITE, drip a head
 * body    and a body
 * idle    ask one thing, and then nothing
 * deaf    ask again and again, and read no reply
 * reset   ask, and reset before the answer
 * flood   send a body that has no end
 *
 * Prints "ready" once all are as they should be or were closed already, and
 * "let go of N" at the end.
 */
import { readFileSync } from 'node:fs';
import net from 'node:net';
import tls from 'node:tls';

const [kind, count, port, site] = process.argv.slice(2);
const file = (name) => readFileSync(`${site}/tls/${name}.pem`);
const options = ['silent', 'client'].includes(kind) ? null : { key: file('key'), cert: file('cert'), ca: file('ca') };
const DRIP_MS = 500;
const head = (length) => `POST /sync/v1/catalogue HTTP/1.1\r\nHost: centre\r\nContent-Type: application/x-protobuf\r\nContent-Length: ${length}\r\n`;
const ask = `${head(2)}\r\n\x08\x01`;
const drip = (socket, text) => {
    socket.write(text, 'latin1');
    const timer = setInterval(() => socket.write('x'), DRIP_MS);

    socket.on('close', () => clearInterval(timer));
};
function pour(socket) {
    while (!socket.destroyed && socket.write(`4000\r\n${'x'.repeat(16384)}\r\n`));
    if (!socket.destroyed)
        socket.once('drain', () => pour(socket));
}
const KINDS = {
    silent: () => {},
    client: (socket) => drip(socket, '\x16\x03\x01\x02\x00\x01'),
    head: (socket) => drip(socket, `${head(2)}X-Slow: `),
    body: (socket) => drip(socket, `${head(8192)}\r\n`),
    idle: (socket) => socket.write(ask),
    deaf: (socket) => { socket.pause(); socket.write(ask.repeat(200)); },
    reset: (socket, raw) => { socket.write(ask); setImmediate(() => raw.resetAndDestroy()); },
    flood: (socket) => { socket.write(`${head(2).replace(/Content-Length.*/, 'Transfer-Encoding: chunked')}\r\n`); pour(socket); },
};
let ready = 0, gone = 0;

for (let i = 0; i < Number(count); i++) {
    const raw = net.connect({ port: Number(port), host: '127.0.0.1' });
    const socket = options === null ? raw : tls.connect({ socket: raw, ...options });
    let settled = false, over = false;
    const settle = () => {
        if (!settled && ++ready === Number(count))
            console.log('ready');
        settled = true;
    };
    const end = () => {
        settle();
        if (!over && ++gone === Number(count)) {
            console.log('let go of', gone);
            process.exit(0);
        }
        over = true;
    };

    socket.on(options === null ? 'connect' : 'secureConnect', () => {
        KINDS[kind](socket, raw);
        settle();
    });
    for (const s of new Set([raw, socket])) {
        s.on('error', () => {});
        s.on('close', end);
    }
    socket.on('end', () => socket.destroy());
    if (kind !== 'deaf')
        socket.resume();
}
