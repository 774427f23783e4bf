// SPDX-License-Identifier: EUPL-1.2
/*
 * wellformed.mjs FILE... - exit 1 unless each is a whole HTML document that is
 * well-formed XML too: every element ended, every attribute in quotes and once,
 * no bare & or <, and nothing fetched from anywhere.
 */
import { readFileSync } from 'node:fs';

const NAME = '[a-z][a-z0-9]*';
const TOKEN = new RegExp(`<(/?)(${NAME})((?:\\s+[a-z:-]+="[^"<]*")*)\\s*(/?)>|([^<]+)`, 'gy');

function fault(text) {
    const open = [];
    let at = 0, roots = 0;

    if (!text.startsWith('<!DOCTYPE html>\n'))
        return 'no document type';
    TOKEN.lastIndex = at = '<!DOCTYPE html>\n'.length;
    for (let m; at < text.length; at = TOKEN.lastIndex) {
        m = TOKEN.exec(text);
        if (m === null)
            return `byte ${at}: ${JSON.stringify(text.slice(at, at + 30))}`;
        const [, end, name, attributes = '', alone, words] = m;

        if (/&(?!(amp|lt|gt|quot);)/.test(words ?? attributes))
            return `byte ${at}: a bare &`;
        if (words !== undefined) {
            if (open.length === 0 && words.trim() !== '')
                return `byte ${at}: text outside of everything`;
            continue;
        }
        const keys = [...attributes.matchAll(/([a-z:-]+)=/g)].map((k) => k[1]);

        if (new Set(keys).size !== keys.length || keys.some((k) => /^(src|href|on)/.test(k)))
            return `byte ${at}: attributes ${keys}`;
        roots += open.length === 0 && !end;
        if (end && open.pop() !== name)
            return `byte ${at}: </${name}> ends nothing`;
        if (!end && !alone)
            open.push(name);
    }
    return open.length > 0 || roots !== 1 ? `not ended: ${open}` : '';
}

for (const file of process.argv.slice(2)) {
    const found = fault(readFileSync(file, 'utf8'));

    if (found !== '') {
        console.log(`${file}: ${found}`);
        process.exitCode = 1;
    }
}
