// SPDX-License-Identifier: EUPL-1.2
/*
 * hunt.mjs ROOT [HEX...] - the files under ROOT that hold one of these bytes,
 * or their hex digits in either case; one a line.  Without HEX on the command
 * line they are read from standard input.  "-o FILE": where in FILE each of
 * them stands last, in order of place.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const [first, ...rest] = process.argv.slice(2);
const words = (list) => (list.length > 0 ? list : readFileSync(0, 'utf8').split(/\s+/)).filter((w) => w !== '');

if (first === '-o') {
    const file = readFileSync(rest[0]);
    const found = words(rest.slice(1)).map((hex) => [file.lastIndexOf(Buffer.from(hex, 'hex')), hex]);

    found.filter(([at]) => at >= 0).sort(([a], [b]) => a - b).forEach(([, hex]) => console.log(hex));
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
