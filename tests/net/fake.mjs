// SPDX-License-Identifier: EUPL-1.2
/*
 * fake.mjs CENTRAL_PORT CENTRAL_STATE SITE_STATE CERTIFICATE KEY PLAN - a
 * listener that a site may take for the centre.  Prints "fake on PORT".
 *
 * PLAN  HOW       every request is answered so
 *       HOW:push  only a push, which has reached the centre before; the rest
 *                 the centre answers, by the keys of the site
 *
 * Prints "heard PATH" for each request, and "hung up after BYTES" when the site
 * ends a reply that has no end.
 */
import { readFileSync } from 'node:fs';
import https from 'node:https';

const [target, central, site, cert, key, plan] = process.argv.slice(2);
const [how, only] = plan.split(':');
const file = (...parts) => readFileSync(parts.join('/'));
const tlsVersion = how === 'old' ? { maxVersion: 'TLSv1.2' } : { minVersion: 'TLSv1.3' };

/* Write piece again and again, as fast as it goes or every ms, until the site
 * has had enough. */
function pour(socket, piece, ms = 0) {
    let sent = 0;
    const more = () => {
        if (socket.destroyed)
            return;
        sent += piece.length;
        const flowing = socket.write(piece);

        if (ms > 0)
            setTimeout(more, ms);
        else if (flowing)
            setImmediate(more);
        else
            socket.once('drain', more);
    };

    socket.on('close', () => console.log('hung up after', sent));
    more();
}

const typed = 'HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\n';
const REPLIES = {
    endless: (socket) => { socket.write(`${typed}\r\n`); pour(socket, 'x'.repeat(16384)); },
    chunks: (socket) => { socket.write(`${typed}Transfer-Encoding: chunked\r\n\r\n`); pour(socket, `4000\r\n${'x'.repeat(16384)}\r\n`); },
    huge: (socket) => { socket.write(`${typed}Content-Length: 1099511627776\r\n\r\n`); pour(socket, 'x'.repeat(16384)); },
    head: (socket) => { socket.write('HTTP/1.1 200 OK\r\n'); pour(socket, `X: ${'x'.repeat(8000)}\r\n`); },
    line: (socket) => { socket.write('HTTP/1.1 200 OK\r\nX: '); pour(socket, 'x'.repeat(16384)); },
    continues: (socket) => pour(socket, 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(400)),
    drip: (socket) => { socket.write(`${typed}Content-Length: 8192\r\n\r\n`); pour(socket, 'x', 1000); },
    silent: () => {},
    short: (socket) => socket.end(`${typed}Content-Length: 8192\r\n\r\n${'x'.repeat(100)}`),
    garbage: (socket) => socket.end('\0\x01\x02 this is no HTTP\r\n\r\n'),
    rubbish: (socket) => socket.end(`${typed}Content-Length: 8192\r\nConnection: close\r\n\r\n${'\xff'.repeat(8192)}`, 'latin1'),
    away: (socket) => socket.end('HTTP/1.1 307 Go away\r\nLocation: https://192.0.2.1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'),
};

function forward(path, body) {
    return new Promise((resolve, reject) => {
        const request = https.request({
            host: '127.0.0.1', port: target, path, method: 'POST', agent: false, key: file(site, 'tls/key.pem'), cert: file(site, 'tls/cert.pem'),
            ca: file(site, 'tls/ca.pem'), headers: { 'Content-Type': 'application/x-protobuf', 'Content-Length': body.length },
        }, async (reply) => {
            const parts = [];

            for await (const part of reply)
                parts.push(part);
            resolve([reply.statusCode, Buffer.concat(parts)]);
        });

        request.on('error', reject);
        request.end(body);
    });
}

const server = https.createServer({ key: file(key), cert: file(cert), ca: file(central, 'ca/cert.pem'), requestCert: true, ...tlsVersion }, async (request, response) => {
    const parts = [];

    console.log('heard', request.url);
    for await (const part of request)
        parts.push(part);
    if (only === undefined)
        return REPLIES[how](request.socket);
    const [status, body] = await forward(request.url, Buffer.concat(parts));

    if (request.url.endsWith(only))
        return REPLIES[how](request.socket);
    response.writeHead(status, { 'Content-Type': 'application/x-protobuf', 'Content-Length': body.length });
    return response.end(body);
});

server.on('tlsClientError', (error) => console.log('refused', error.code));
server.on('connection', (socket) => socket.on('error', () => {}));
server.on('secureConnection', (socket) => socket.on('error', () => {}));
server.listen(0, '127.0.0.1', () => console.log(`fake on ${server.address().port}`));
