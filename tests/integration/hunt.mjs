// SPDX-License-Identifier: EUPL-1.2
/*
 * hunt.mjs ROOT [HEX...] - the files under ROOT that hold one of these bytes,
 * or their hex digits in either case; one a line.  Without HEX on the command
 * line they are read from standard input.  "-o FILE": every place in
 * FILE where one of them stands, in order.  "-m PID": which of them the memory of
 * a process holds, and in what kind of place.  Status 77: it may not be read.
 */
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join, relative } from 'node:path';

const [first, ...rest] = process.argv.slice(2);
const words = (list) => (list.length > 0 ? list : readFileSync(0, 'utf8').split(/\s+/)).filter((w) => w !== '');

/* What the memory of a process holds between two addresses. */
function readMemory(fd, from, to) {
    const out = Buffer.alloc(to - from);
    let n = 0;

    try {
        while (n < out.length) {
            const got = readSync(fd, out, n, Math.min(out.length - n, 1 << 24), from + n);
            if (got === 0)
                break;
            n += got;
        }
    } catch (e) {
        if (e.code === 'EPERM' || e.code === 'EACCES')
            throw e;
    }
    return out.subarray(0, n);
}

function huntMemory(pid, hexes) {
    const fd = openSync(`/proc/${pid}/mem`, 'r');

    for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
        const [, from, to, name] = line.match(/^([0-9a-f]+)-([0-9a-f]+) rw\S* \S+ \S+ \S+ *(.*)$/) ?? [];

        /* The shadow of a sanitizer is as large as it is empty. */
        if (from === undefined || parseInt(to, 16) - parseInt(from, 16) > 2 ** 30)
            continue;
        const memory = readMemory(fd, parseInt(from, 16), parseInt(to, 16));

        for (const hex of hexes)
            if (memory.includes(Buffer.from(hex, 'hex')))
                console.log(hex, name || 'anonymous');
    }
    closeSync(fd);
}

if (first === '-m') {
    try {
        huntMemory(rest[0], words(rest.slice(1)));
    } catch (e) {
        console.error(e.message);
        process.exit(e.code === 'EPERM' || e.code === 'EACCES' ? 77 : 1);
    }
} else if (first === '-o') {
    const file = readFileSync(rest[0]);
    const found = [];

    for (const hex of words(rest.slice(1))) {
        const needle = Buffer.from(hex, 'hex');
        for (let at = file.indexOf(needle); at >= 0; at = file.indexOf(needle, at + 1))
            found.push([at, hex]);
    }
    found.sort(([a], [b]) => a - b).forEach(([, hex]) => console.log(hex));
} else {
    const needles = words(rest).flatMap((hex) => [Buffer.from(hex, 'hex'), Buffer.from(hex), Buffer.from(hex.toUpperCase())]);

    for (const entry of readdirSync(first, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile())
            continue;
        const path = join(entry.path, entry.name);
        const file = readFileSync(path);

        if (needles.some((needle) => file.includes(needle)))
            console.log(relative(first, path));
    }
}
