// SPDX-License-Identifier: EUPL-1.2
/*
 * enrol.mjs URL CODE CSR_FILE - one request to enrol, packed by hand; prints
 * the HTTP status.
 */
import { readFileSync } from 'node:fs';
import https from 'node:https';
import { bytes, join, number } from './forge.mjs';

const [url, code, file] = process.argv.slice(2);
const bits = [...code.replace(/-/g, '')].map((c) => 'abcdefghijklmnopqrstuvwxyz234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
const raw = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
const body = join(number(1, 1), bytes(2, raw.subarray(1, 17)), bytes(3, readFileSync(file)));
const request = https.request(`${url}/enrol/v1`, {
    method: 'POST', rejectUnauthorized: false, headers: { 'Content-Type': 'application/x-protobuf', 'Content-Length': body.length },
}, (reply) => { console.log(reply.statusCode); reply.resume(); });

request.end(body);
