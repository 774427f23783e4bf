// SPDX-License-Identifier: EUPL-1.2
/*
 * unwrap.mjs keys STATE_DIR - the device key, then the key of every open pool,
 * as client/seal.c has them, in hex, one a line.
 * unwrap.mjs answers STATE_DIR - every answer set, the same way.
 * What must not be found elsewhere: a search for something else proves nothing.
 */
import { execFileSync } from 'node:child_process';
import { createDecipheriv } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [what, folder] = process.argv.slice(2);
const device = readFileSync(`${folder}/device.key`, 'utf8').split('\n')[1];

function rows(sql) {
    const out = execFileSync('sqlite3', ['-readonly', '-json', `${folder}/site.db`, sql], { encoding: 'utf8' });
    return JSON.parse(out || '[]');
}

/* AES-256-GCM as common/io/crypto.h has it, all in hex. */
function open(key, sealed, aad) {
    const bytes = Buffer.from(sealed, 'hex');
    const cipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'hex'), bytes.subarray(0, 12));

    cipher.setAAD(Buffer.from(aad, 'hex'));
    cipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([cipher.update(bytes.subarray(12, -16)), cipher.final()]).toString('hex');
}

if (what === 'keys')
    console.log(device);
for (const p of rows(`SELECT hex(id) AS id, hex(questionnaire) AS q, project, channel, first_month,
    last_month, policy, hex(wrapped_key) AS key FROM pool WHERE wrapped_key NOTNULL`)) {
    const head = `weerklank 1 ${p.project} ${p.channel} ${p.first_month} ${p.last_month} ${p.policy} `;
    const aad = Buffer.from(head).toString('hex') + p.q + p.id;
    const key = open(device, p.key, aad);

    if (what === 'keys')
        console.log(key);
    else
        for (const a of rows(`SELECT hex(id) AS id, hex(sealed) AS sealed FROM answer_set WHERE pool = x'${p.id}'`))
            console.log(open(key, a.sealed, aad + a.id));
}
