// SPDX-License-Identifier: EUPL-1.2
/*
 * attack_http.mjs site|centre URL NAME PASSWORD - what no browser sends, over
 * raw sockets, and what a hostile page or a guesser would try.
 * attack_http.mjs sync URL CERTIFICATE KEY - what no site sends, by one.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import tls from 'node:tls';

const [who, url, name, password] = process.argv.slice(2);
const { hostname, port, protocol, host } = new URL(url);
const secure = protocol === 'https:';
const pair = who === 'sync' ? { cert: readFileSync(name), key: readFileSync(password) } : {};
let failed = 0;

function expect(wanted, got, what) {
    const ok = wanted instanceof RegExp ? wanted.test(String(got)) : String(wanted) === String(got);

    console.log(ok ? `ok: ${what}` : `FAIL: ${what}: wanted '${wanted}', got '${got}'`);
    failed += ok ? 0 : 1;
}
const open = (done) => (secure ? tls.connect({ host: hostname, port, rejectUnauthorized: false, ...pair }, done) : net.connect({ host: hostname, port }, done));

/* Send the pieces, and give back all that came until the other side closed;
 * "open" is appended when it has not after two seconds of silence, which only
 * count once an answer has begun: a password takes a busy machine long. */
function raw(...pieces) {
    return new Promise((resolve) => {
        let all = '', timer;
        const socket = open(async () => {
            for (const piece of pieces)
                if (!socket.destroyed && !socket.write(piece, 'latin1'))
                    await Promise.race(['drain', 'close'].map((event) => new Promise((go) => { socket.once(event, go); })));
        });
        const finish = (more) => {
            clearTimeout(timer);
            socket.destroy();
            resolve(all + more);
        };
        const wait = () => {
            clearTimeout(timer);
            timer = setTimeout(() => finish(' open'), all === '' ? 60000 : 2000);
        };

        socket.setMaxListeners(200);
        socket.setEncoding('latin1');
        socket.on('data', (data) => { all += data; wait(); });
        socket.on('end', () => finish(' closed'));
        socket.on('error', () => finish(' reset'));
        wait();
    });
}
/* "400 closed", "200 404 open": every status, and how it ended. */
const summary = (text) => [...text.matchAll(/(?:^|\n|\}|>)HTTP\/1\.1 (\d{3})/g)].map((m) => m[1]).concat(text.match(/ (\w+)$/)[1]).join(' ');
const head = (line, ...more) => `${line}\r\nHost: ${host}\r\n${more.map((m) => `${m}\r\n`).join('')}\r\n`;
const page = who === 'site' ? '/kiosk/' : '/';
const postTo = { site: '/api/v1/answers', centre: '/api/v1/login', sync: '/sync/v1/push' }[who];

// ---- Malformed: 400 and close ----
const malformed = [
    ['a blank', ' \r\n\r\n'],
    ['no version', `GET ${page}\r\n\r\n`],
    ['two blanks', `GET  ${page} HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
    ['a bare LF', `GET ${page} HTTP/1.1\nHost: ${host}\n\n`],
    ['a bare CR', `GET ${page} HTTP/1.1\rHost: ${host}\r\r`],
    ['a NUL', `GET ${page}\0 HTTP/1.1\r\nHost: ${host}\r\n\r\n`],
    ['no Host', `GET ${page} HTTP/1.1\r\n\r\n`],
    ['two Hosts', head(`GET ${page} HTTP/1.1`, 'Host: evil.example')],
    ['an absolute target', head(`GET http://evil.example${page} HTTP/1.1`)],
    ['a folded field', head(`GET ${page} HTTP/1.1`, 'X: a', ' b')],
    ['a blank before the colon', head(`GET ${page} HTTP/1.1`, 'X : a')],
    ['a field without a name', head(`GET ${page} HTTP/1.1`, ': a')],
    ['up a folder', head('GET /assets/../../../../etc/passwd HTTP/1.1')],
    ['up a folder, escaped', head('GET /assets/%2e%2e/%2e%2e/etc/passwd HTTP/1.1')],
    ['a slash, escaped', head('GET /assets%2fx HTTP/1.1')],
    ['a backslash', head('GET /assets\\..\\x HTTP/1.1')],
    ['a NUL, escaped', head('GET /assets/x%00.js HTTP/1.1')],
    ['a line, escaped', head('GET /assets/x%0d%0aSet-Cookie:a=b HTTP/1.1')],
    ['half an escape', head('GET /assets/%4 HTTP/1.1')],
    ['no UTF-8, escaped', head('GET /assets/%ff%fe HTTP/1.1')],
    ['lengths that differ', head(`POST ${postTo} HTTP/1.1`, 'Content-Length: 2', 'Content-Length: 3') + '{}'],
    ['lengths that are the same', head(`POST ${postTo} HTTP/1.1`, 'Content-Length: 2', 'Content-Length: 2') + '{}'],
    ['a list of lengths', head(`POST ${postTo} HTTP/1.1`, 'Content-Length: 2, 2') + '{}'],
    ['a negative length', head(`POST ${postTo} HTTP/1.1`, 'Content-Length: -2') + '{}'],
    ['a length with a sign', head(`POST ${postTo} HTTP/1.1`, 'Content-Length: +2') + '{}'],
    ['a length in hex', head(`POST ${postTo} HTTP/1.1`, 'Content-Length: 0x2') + '{}'],
    ['length and chunks', head(`POST ${postTo} HTTP/1.1`, 'Content-Length: 2', 'Transfer-Encoding: chunked') + '0\r\n\r\nGET /smuggled HTTP/1.1\r\n\r\n'],
    ['chunks and length', head(`POST ${postTo} HTTP/1.1`, 'Transfer-Encoding: chunked', 'Content-Length: 5') + '0\r\n\r\n'],
    ['chunks in HTTP/1.0', head(`POST ${postTo} HTTP/1.0`, 'Transfer-Encoding: chunked') + '0\r\n\r\n'],
    ['a chunk with an extension', head(`POST ${postTo} HTTP/1.1`, 'Transfer-Encoding: chunked') + '2;a=b\r\n{}\r\n0\r\n\r\n'],
    ['a chunk with a sign', head(`POST ${postTo} HTTP/1.1`, 'Transfer-Encoding: chunked') + '+2\r\n{}\r\n0\r\n\r\n'],
    ['a chunk longer than it says', head(`POST ${postTo} HTTP/1.1`, 'Transfer-Encoding: chunked') + '1\r\n{}\r\n0\r\n\r\n'],
    ['trailers', head(`POST ${postTo} HTTP/1.1`, 'Transfer-Encoding: chunked') + '2\r\n{}\r\n0\r\nHost: evil\r\n\r\n'],
];
for (const [what, text] of malformed)
    expect('400 closed', summary(await raw(text)), what);
const refused = [
    ['an old preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', /^(400|505) closed$/],
    ['HTTP/3.0', head(`GET ${page} HTTP/3.0`), '505 closed'],
    ['a coding that is unknown', head(`POST ${postTo} HTTP/1.1`, 'Transfer-Encoding: gzip, chunked'), '501 closed'],
    ['chunked, hidden', head(`POST ${postTo} HTTP/1.1`, 'Transfer-Encoding: \x0bchunked'), '400 closed'],
    ['an expectation', head(`POST ${postTo} HTTP/1.1`, 'Expect: miracles', 'Content-Length: 2') + '{}', '417 closed'],
    ['a head over the limit', head(`GET ${page} HTTP/1.1`, `X: ${'x'.repeat(9000)}`), '431 closed'],
    ['fields without end', head(`GET ${page} HTTP/1.1`, ...Array.from({ length: 300 }, (_, i) => `X${i}: a`)), '431 closed'],
    ['a length beyond counting', head(`POST ${postTo} HTTP/1.1`, 'Content-Length: 99999999999999999999999999'), '413 closed'],
    ['a chunk of 4 GiB', head(`POST ${postTo} HTTP/1.1`, 'Transfer-Encoding: chunked') + 'ffffffff\r\n', '413 closed'],
    ['a chunk of nine digits', head(`POST ${postTo} HTTP/1.1`, 'Transfer-Encoding: chunked') + '000000002\r\n{}\r\n0\r\n\r\n', '400 closed'],
];
for (const [what, text, wanted] of refused)
    expect(wanted, summary(await raw(text)), what);
const megabytes = Array.from({ length: 64 }, () => 'x'.repeat(65536));
expect(/^413/, summary(await raw(head(`POST ${postTo} HTTP/1.1`, 'Content-Type: application/json', 'Content-Length: 4194304'), ...megabytes)), 'four megabytes: the 413 arrives while they are sent');
expect(/^413/, summary(await raw(head(`POST ${postTo} HTTP/1.1`, 'Content-Type: application/json', 'Transfer-Encoding: chunked'),
    ...megabytes.map((m) => `10000\r\n${m}\r\n`))), 'and in chunks');
if (secure)
    expect(/closed|reset/, await new Promise((resolve) => {
        const socket = net.connect({ host: hostname, port }, () => socket.write(head(`GET ${page} HTTP/1.1`)));

        socket.on('data', (data) => resolve(/HTTP/.test(data) ? String(data) : 'closed'));
        socket.on('close', () => resolve('closed'));
        socket.on('error', () => resolve('reset'));
    }), 'plain HTTP to the TLS port');

if (who === 'sync') {
    const empty = head(`POST ${postTo} HTTP/1.1`, 'Content-Type: application/x-protobuf', 'Content-Length: 0');

    /* The control: what is only no message does not end the connection. */
    expect('400 400 open', summary(await raw(empty + empty)), 'two requests that are well formed, one behind the other');
    process.exit(failed > 0 ? 1 : 0);
}

// ---- Well formed, one behind the other ----
const get = head(`GET ${page} HTTP/1.1`);
expect('200 200 404 open', summary(await raw(get + get + head('GET /none HTTP/1.1'))), 'three requests in one packet');
expect('200 open', summary(await raw(...get)), 'a request byte by byte');
expect(/^405/, summary(await raw(head(`DELETE ${page} HTTP/1.1`))), 'a method that is none');
expect(/^40[45]/, summary(await raw(head(`TRACE ${page} HTTP/1.1`))), 'TRACE');
expect(/^40[045]/, summary(await raw(head(`CONNECT ${host} HTTP/1.1`))), 'CONNECT');
const headOnly = await raw(head(`HEAD ${page} HTTP/1.1`, 'Connection: close'));
expect(true, /^HTTP\/1.1 (200|405)/.test(headOnly) && !headOnly.includes('<html'), 'HEAD has no body');

// ---- Bodies that are no JSON, or too much of it ----
const request = async (method, path, headers, body) => {
    const text = await raw(`${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${Object.entries(headers).map(([k, v]) => `${k}: ${v}\r\n`).join('')}`
        + (body === undefined ? '\r\n' : `Content-Length: ${Buffer.byteLength(body, 'latin1')}\r\n\r\n${body}`));
    const [top, ...rest] = text.split('\r\n\r\n');

    return { status: Number(top.slice(9, 12)), top, text: rest.join('\r\n\r\n').replace(/ \w+$/, '') };
};
const json = { 'Content-Type': 'application/json' };
const utf8 = (text) => Buffer.from(text).toString('latin1');
const bombs = [
    ['nothing', ''], ['no JSON', 'a=b'], ['half of it', '{"id":'], ['more behind it', '{} {}'], ['an array', '[]'], ['text', '"a"'], ['null', 'null'],
    ['deep arrays', '['.repeat(30000)], ['deep objects', '{"a":'.repeat(10000)], ['deep and closed', `{"id":${'['.repeat(5000)}${']'.repeat(5000)}}`],
    ['a key twice', '{"id":"a","id":"b"}'], ['no UTF-8', '{"id":"\xff\xfe"}'], ['half a surrogate', '{"id":"\\ud800"}'], ['a NUL', '{"id":"\\u0000"}'],
    ['an overlong slash', '{"id":"\xc0\xaf"}'], ['a byte order mark', utf8('\ufeff{}')], ['UTF-16', '\xff\xfe{\0}\0'],
    ['a huge number', `{"id":${'9'.repeat(4000)}}`], ['a huge exponent', '{"id":1e999}'], ['NaN', '{"id":NaN}'], ['a comment', '{/* */}'],
    ['a key of 60 kB', `{"${'k'.repeat(60000)}":1}`], ['6,000 keys', `{${Array.from({ length: 6000 }, (_, i) => `"${i}":1`).join()}}`],
];
for (const [what, body] of bombs) {
    const { status, text } = await request('POST', postTo, json, body);

    expect(400, status, `a body: ${what}`);
    if (!/^\{"error": ?"[^"]+/.test(text) || text.length > 700)
        expect('an error in words', text, `a body: ${what}`);
}
for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp', 'application/json-patch+json', ''])
    expect(415, (await request('POST', postTo, { 'Content-Type': type }, '{}')).status, `content of type '${type}'`);
expect(403, (await request('POST', postTo, { ...json, Origin: 'https://evil.example' }, '{}')).status, 'another origin');
expect(403, (await request('POST', postTo, { ...json, Origin: 'null' }, '{}')).status, 'the origin of a sandbox');
expect(403, (await request('POST', postTo, { ...json, Origin: `${protocol}//${host}.evil.example` }, '{}')).status, 'an origin that begins like ours');
expect(403, (await request('POST', postTo, { ...json, Origin: `${secure ? 'http' : 'https'}://${host}` }, '{}')).status, 'our origin by another scheme');
expect(403, (await request('POST', postTo, { ...json, Origin: `${protocol}//${hostname}:1` }, '{}')).status, 'our origin at another port');

// ---- Headers of every reply ----
for (const path of [page, '/none', '/api/v1/session', who === 'site' ? '/api/v1/kiosk' : '/api/v1/sites']) {
    const { top } = await request('GET', path, {});

    expect(true, /content-security-policy: [^\n]*default-src '(self|none)'/i.test(top) && !/unsafe|\*/i.test(top.match(/content-security-policy:[^\r]*/i)?.[0] ?? '*'), `${path} has a strict policy`);
    expect(true, /x-content-type-options: nosniff/i.test(top), `${path}: nosniff`);
    expect(true, /frame-ancestors 'none'|x-frame-options: deny/i.test(top), `${path}: no frames`);
    expect(false, /^(server|x-powered-by|access-control-\S*):/im.test(top), `${path} does not boast, and lets nobody in`);
}

if (who === 'site') {
    // ---- The kiosk ----
    const rebind = (value) => raw(`GET /api/v1/kiosk HTTP/1.1\r\nHost: ${value}\r\nConnection: close\r\n\r\n`);
    for (const value of ['evil.example', `evil.example:${port}`, hostname, `${hostname}:1`, `localhost.evil.example:${port}`, `127.0.0.1.evil.example:${port}`])
        expect(/^421/, summary(await rebind(value)), `a page of ${value} that points to us`);
    const id = () => randomBytes(16).toString('hex');
    const set = (of = {}) => ({ id: id(), project: 'wijkhuis', channel: 'self', questionnaire: 'end', answers: { C01: 1 }, ...of });
    const post = (body, headers = {}) => request('POST', '/api/v1/answers', { ...json, ...headers }, utf8(typeof body === 'string' ? body : JSON.stringify(body)));
    const bad = [
        ['id', { id: 'abc' }], ['id', { id: id().toUpperCase().replace(/[0-9]/g, 'A') }], ['id', { id: `${id()}00` }], ['id', { id: 5 }], ['id', { id: null }], ['id', { id: [] }], ['id', { id: { $gt: '' } }],
        ['project', { project: 7 }], ['project', { project: null }], ['channel', { channel: 'both' }], ['channel', { channel: 1 }], ['channel', { channel: null }],
        ['answers', { answers: [] }], ['answers', { answers: null }], ['answers', { answers: 'C01' }], ['answers', { answers: { C99: 1 } }], ['answers.C01', { answers: { C01: 4 } }],
        ['answers.C01', { answers: { C01: -1 } }], ['answers.C01', { answers: { C01: '01' } }], ['answers.C01', { answers: { C01: ' 1' } }], ['answers.C01', { answers: { C01: true } }], ['answers.C01', { answers: { C01: null } }],
        ['answers.C01', { answers: { C01: [1] } }], ['answers.C01', { answers: { C01: { a: 1 } } }], ['answers.C01', { answers: { C01: 9007199254740993 } }], ['answers.C01', { answers: { C01: 'Refused' } }],
        ['answers', { answers: { c01: 1 } }], ['answers', { answers: { '': 1 } }], ['extra', { extra: 1 }], ['time', { time: '12:00' }],
    ];
    for (const [field, of] of bad) {
        const { status, text } = await post(set(of));

        expect(`400 ${field}`, `${status} ${text.includes(field) ? field : text}`, `a wrong ${JSON.stringify(of)}`);
    }
    for (const key of ['id', 'project', 'channel', 'questionnaire', 'answers']) {
        const { status, text } = await post(set({ [key]: undefined }));

        expect(`400 ${key}`, `${status} ${text.includes(key) ? key : text}`, `no ${key}`);
    }
    for (const of of [{ project: 'none' }, { project: '' }, { project: "x' OR 1=1 --" }, { project: 'p'.repeat(9000) }, { questionnaire: 'none' }, { questionnaire: '0'.repeat(64) }, { questionnaire: 'f'.repeat(63) }])
        expect(404, (await post(set(of))).status, `what is not there: ${JSON.stringify(of).slice(0, 60)}`);
    expect(true, [400, 404].includes((await post(set({ questionnaire: 5 }))).status), 'a questionnaire that is a number');
    const { text } = await post(set({ answers: { '<script>alert(1)</script>\r\nX: y': 1 } }));
    expect(false, /<script|\r/.test(text), 'nothing from outside is quoted back');
    expect(403, (await post(set(), { Origin: url, 'Sec-Fetch-Site': 'same-origin' })).status, "a browser without the page's token");
    expect(403, (await post(set(), { 'Sec-Fetch-Site': 'cross-site' })).status, 'another site in the browser');
    expect(403, (await post(set(), { 'Sec-Fetch-Site': 'same-site' })).status, 'a neighbour of ours in the browser');
    expect(403, (await post(set(), { Origin: url, 'X-Weerklank-Token': '0'.repeat(32) })).status, 'a token that is guessed');
    expect(201, (await post(set())).status, 'after all of it an answer set is taken');
}

// ---- Sessions ----
const cookieName = (secure ? '__Host-weerklank' : 'weerklank') + (secure ? '' : `-${port}`);
const session = (reply) => reply.top.match(new RegExp(`^set-cookie: (${cookieName}=[0-9a-f]+)`, 'im'))?.[1];
const login = (pass, headers = {}) => request('POST', '/api/v1/login', { ...json, ...headers }, utf8(JSON.stringify({ name, password: pass })));
const data = who === 'site' ? ['/api/v1/status', '/api/v1/releases'] : ['/api/v1/questions', '/api/v1/sites', '/api/v1/compare?question=C01&from=2026-01&to=2026-02', '/api/v1/compare.csv?question=C01&from=2026-01&to=2026-02'];

for (const path of data)
    expect(401, (await request('GET', path, {})).status, `${path} without a login`);
const planted = `${cookieName}=${'ab'.repeat(32)}`;
const inn = await login(password, { Cookie: planted });
expect(200, inn.status, 'a login');
const cookie = session(inn);
expect(false, cookie === undefined || cookie === planted, 'a planted session is not taken up');
const flags = inn.top.match(/^set-cookie: (.*)$/im)[1];
expect(true, /HttpOnly/.test(flags) && /SameSite=Strict/.test(flags) && /Path=\//.test(flags) && !/Domain/i.test(flags) && (!secure || /Secure/.test(flags)), `the cookie's flags`);
expect(true, /cache-control: no-store/i.test(inn.top), 'and nobody keeps the reply');
const { csrf, must_change: mustChange } = JSON.parse(inn.text);
expect(true, mustChange, 'a generated password must be changed');
for (const path of data) {
    const reply = await request('GET', path, { Cookie: cookie });

    expect('403 true', `${reply.status} ${JSON.parse(reply.text).must_change}`, `${path} not before`);
}
expect(401, (await request('GET', '/api/v1/session', { Cookie: `${cookie}; ${planted}` })).status, 'two cookies of one name');
expect(401, (await request('GET', '/api/v1/session', { Cookie: cookie.replace('=', '=00').slice(0, -2) })).status, 'a cookie that is nearly right');
const change = (headers, body) => request('POST', '/api/v1/password', { ...json, Cookie: cookie, ...headers }, utf8(JSON.stringify(body)));
const fresh = 'nieuw wachtwoord é';
expect(403, (await change({}, { old: password, new: fresh })).status, 'a change without X-CSRF-Token');
expect(403, (await change({ 'X-CSRF-Token': '0'.repeat(64) }, { old: password, new: fresh })).status, 'with a wrong one');
expect(403, (await request('POST', '/api/v1/logout', { ...json, Cookie: cookie }, '')).status, 'and a logout');
expect(400, (await change({ 'X-CSRF-Token': csrf }, { old: password, new: 'short' })).status, 'a short password');
expect(400, (await change({ 'X-CSRF-Token': csrf }, { old: password, new: password })).status, 'the same password');
expect(400, (await change({ 'X-CSRF-Token': csrf }, { old: password, new: fresh, role: 'admin' })).status, 'and a role with it');
expect(401, (await change({ 'X-CSRF-Token': csrf }, { old: 'wrong password', new: fresh })).status, 'the wrong old one');
const second = session(await login(password));
const changed = await change({ 'X-CSRF-Token': csrf }, { old: password, new: fresh });
expect(204, changed.status, 'the right one');
for (const [old, what] of [[cookie, 'the session from before'], [second, 'another session of the same account']])
    expect(401, (await request('GET', '/api/v1/session', { Cookie: old })).status, `${what} is over`);
const now = session(changed);
expect(200, (await request('GET', data[0], { Cookie: now })).status, 'and the figures can be seen');
expect(401, (await login(password)).status, 'the old password is none any more');

// The centre's views may lie in the browser of who saw them; it must ask before it shows them again.
for (const path of [...data, '/api/v1/session', '/none', ...(who === 'site' ? ['/api/v1/kiosk'] : [])])
    expect(true, (who === 'centre' && data.includes(path) ? /^cache-control: private, no-cache\r?$/im : /^cache-control: no-store/im).test((await request('GET', path, { Cookie: now })).top), `nobody keeps ${path}`);

if (who === 'centre') {
    const ask = (query) => request('GET', `/api/v1/compare${query}`, { Cookie: now });
    for (const query of ['', '?question=C01', '?question=C01&from=2026-13&to=2026-01', '?question=C01&from=2026-02&to=2026-01', '?question=C01&from=2026-01&to=2026-01&question=C02',
        '?question=%00&from=2026-01&to=2026-01', '?question=C01%0d%0aX:y&from=2026-01&to=2026-01', `?question=${'C'.repeat(3000)}&from=2026-01&to=2026-01`, '?question=C01&from=-001-01&to=2026-01', '?question=C01&from=20260-1&to=2026-01'])
        expect(400, (await ask(query)).status, `compare${query.slice(0, 60)}`);
    expect(404, (await ask("?question=C01'--&from=2026-01&to=2026-01")).status, 'compare: a question that is none');
    expect(200, (await ask('?question=C01&from=1970-01&to=9999-12')).status, 'compare: all months there are');
}

// ---- Guessing ----
const guesses = [];
for (let i = 0; i < 12; i++)
    guesses.push((await login(`guess number ${i}`)).status);
expect(/401,?/, guesses.join(), 'guesses are refused');
expect(true, guesses.filter((s) => s === 401).length <= 7 && guesses.includes(429), `and throttled: ${guesses.join()}`);
const late = await login(fresh);
expect(429, late.status, 'also for whoever knows the password');
expect(true, /^retry-after: \d+/im.test(late.top), 'and told how long');
expect(200, (await request('GET', '/api/v1/session', { Cookie: now })).status, 'who is in stays in');

// ---- Slow and many ----
const slow = await Promise.all(Array.from({ length: 300 }, () => new Promise((resolve) => {
    const socket = open(() => { socket.write(`GET ${page} HTTP/1.1\r\nX-Slow: `); resolve(socket); });

    socket.on('error', () => resolve(socket));
})));
const began = Date.now();
let served = 0;
while (served === 0 && Date.now() - began < 30000) {
    served = summary(await raw(head(`GET ${page} HTTP/1.1`, 'Connection: close'))).startsWith('200') ? 1 : 0;
}
expect(1, served, `300 slow clients do not keep others out for ever (${Math.round((Date.now() - began) / 1000)} s)`);
slow.forEach((socket) => socket.destroy());
process.exitCode = failed > 0 ? 1 : 0;
