// SPDX-License-Identifier: EUPL-1.2
/*
 * relay.mjs TARGET_PORT PLAN_FILE - a TCP relay on loopback with faults.
 *
 * Prints "relay on PORT".  PLAN_FILE is read at each connection: "MODE T1 T2
 * ...", where the nth connection since the file was changed meets the fault at
 * its turn Tn (none left: nothing happens to it).  A turn ends when the other
 * side speaks, so the turns of a night over TLS 1.3 are
 *
 *   1 client hello   3 certificate, hello   5 push
 *   2 server hello   4 reply to hello       6 reply to push
 *
 * rst    what begins the turn is lost, and both sides are reset
 * half   half of it arrives before that
 * fin    it is lost, and both sides are closed as if by their peer
 * mute   from then on nothing passes, and nobody is told
 * slow   all of the connection passes in small pieces, with pauses
 * lossy  all of it passes, but now and then late, as after a lost packet
 *
 * Prints "struck MODE TURN" for each fault, and "freed" when the target has
 * ended a connection that was muted.
 */
import { readFileSync } from 'node:fs';
import net from 'node:net';

const [target, planFile] = process.argv.slice(2);
const PIECE = 700, PAUSE_MS = 10, LATE_MS = 250;
const pause = (ms) => new Promise((go) => { setTimeout(go, ms); });
let text, turns, mode, lost = 0;

function nextTurn() {
    const now = readFileSync(planFile, 'utf8').trim();

    if (now !== text) {
        text = now;
        [mode, ...turns] = now.split(' ');
    }
    return Number(turns.shift() ?? 0);
}

/* Pass data on in pieces; every seventh one is late when packets get lost. */
async function dawdle(how, to, data) {
    for (let at = 0; at < data.length; at += PIECE) {
        await pause(how === 'slow' ? PAUSE_MS : lost++ % 7 === 0 ? LATE_MS : 0);
        if (!to.destroyed)
            to.write(data.subarray(at, at + PIECE));
    }
}

function strike(how, turn, to, data, ends) {
    console.log('struck', how, turn);
    if (how === 'half')
        to.write(data.subarray(0, data.length / 2), () => ends.forEach((s) => s.resetAndDestroy()));
    else if (how === 'rst')
        ends.forEach((s) => s.resetAndDestroy());
    else if (how === 'fin')
        ends.forEach((s) => s.end());
}

net.createServer({ allowHalfOpen: true }, (from) => {
    const fault = nextTurn(), how = mode, to = net.connect({ port: Number(target), host: '127.0.0.1', allowHalfOpen: true });
    const muted = () => turn >= fault && fault > 0 && how === 'mute';
    let turn = 0, speaker = null, struck = false, queue = Promise.resolve();

    for (const [a, b] of [[from, to], [to, from]]) {
        a.on('data', (data) => {
            if (a !== speaker)
                turn++;
            speaker = a;
            if (struck)
                return;
            if (fault > 0 && ['slow', 'lossy'].includes(how)) {
                queue = queue.then(() => dawdle(how, b, data));
            } else if (turn === fault) {
                struck = true;
                strike(how, turn, b, data, [a, b]);
            } else {
                b.write(data);
            }
        });
        a.on('end', () => {
            if (muted()) {
                if (a === to)
                    console.log('freed');
                a.end();
            } else {
                queue = queue.then(() => b.end());
            }
        });
        a.on('error', () => {
            if (muted() && a === to)
                console.log('freed');
            else if (!muted())
                b.destroy();
        });
    }
    if (fault > 0 && ['slow', 'lossy'].includes(how))
        console.log('struck', how, 0);
}).listen(0, '127.0.0.1', function listening() {
    console.log(`relay on ${this.address().port}`);
});
