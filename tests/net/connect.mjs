// SPDX-License-Identifier: EUPL-1.2
/*
 * connect.mjs USER PASSWORD - a CONNECT proxy that wants a login (Basic);
 * prints "proxy on PORT", then a line for each request: "200 HOST:PORT" or
 * "407 HOST:PORT".  Whatever is not CONNECT it prints as "plain".
 */
import http from 'node:http';
import net from 'node:net';

const wanted = `Basic ${Buffer.from(process.argv.slice(2).join(':')).toString('base64')}`;
const server = http.createServer((request, reply) => {
    console.log('plain');
    reply.writeHead(400).end();
});

server.on('connect', (request, client) => {
    const inside = request.headers['proxy-authorization'] === wanted;

    console.log(inside ? 200 : 407, request.url);
    client.on('error', () => client.destroy());
    if (!inside) {
        client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="office"\r\nContent-Length: 0\r\n\r\n');
        return;
    }
    const [host, port] = request.url.split(':');
    const to = net.connect(Number(port), host, () => {
        client.write('HTTP/1.1 200 fine\r\n\r\n');
        to.pipe(client);
        client.pipe(to);
    });

    to.on('error', () => client.destroy());
    client.on('close', () => to.destroy());
});
server.listen(0, '127.0.0.1', () => console.log(`proxy on ${server.address().port}`));
