// SPDX-License-Identifier: EUPL-1.2
/*
 * meter.mjs TARGET_PORT LOG - a TCP relay that prints its port and writes
 * "UP DOWN", the bytes of each connection, when it has ended.
 */
import { appendFileSync } from 'node:fs';
import net from 'node:net';

const [target, log] = process.argv.slice(2);

net.createServer({ allowHalfOpen: true }, (from) => {
    const to = net.connect({ port: Number(target), host: '127.0.0.1', allowHalfOpen: true });
    let open = 2;
    const ended = () => {
        if (--open === 0)
            appendFileSync(log, `${from.bytesRead} ${to.bytesRead}\n`);
    };

    for (const [a, b] of [[from, to], [to, from]]) {
        a.pipe(b);
        a.on('error', () => b.destroy());
        a.on('close', ended);
    }
}).listen(0, '127.0.0.1', function listening() {
    console.log(`meter on ${this.address().port}`);
});
