// SPDX-License-Identifier: EUPL-1.2
/*
 * attack_sync.mjs SYNC_PORT SITE OTHER_SITE CENTRAL SOURCE STRANGER - a site gone bad, with
 * its own key and certificate, says everything it should not.  SITE and
 * OTHER_SITE are state folders, CENTRAL is the command of the centre with its
 * state folder, STRANGER a folder with certificates that nobody should trust.
 */
import { execFileSync } from 'node:child_process';
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import tls from 'node:tls';
import { bound, bytes, Client, exact, field, hidden, join, MONTH, number, randomBytes, release, sha256, varint, withdrawal } from './forge.mjs';

const [port, site, other, central, source, stranger] = process.argv.slice(2);
const [program, ...common] = central.split(' ');
const centre = (...args) => execFileSync(program, [...common, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const status = () => JSON.parse(centre('status', '--json'));
let failed = 0;

function expect(wanted, got, what) {
    const ok = String(wanted) === String(got);

    console.log(ok ? `ok: ${what}` : `FAIL: ${what}: wanted '${wanted}', got '${got}'`);
    failed += ok ? 0 : 1;
}

/* How the door is shut: an alert, or a closed connection; never a reply. */
async function shut(options, what) {
    const client = new Client(port, site, { tls: options });
    const result = await client.hello().then((reply) => `HTTP ${reply.status}`, () => 'shut');

    expect('shut', result, what);
    client.end();
}
const file = (name) => readFileSync(`${stranger}/${name}`);

await shut({ key: undefined, cert: undefined }, 'no certificate');
await shut({ key: file('self.key'), cert: file('self.crt') }, 'a self-signed certificate');
await shut({ key: file('foreign.key'), cert: file('foreign.crt') }, 'a certificate of another CA of the same name');
await shut({ key: file('web.key'), cert: file('web.crt') }, "the web listener's certificate and key");
await shut({ key: file('sync.key'), cert: file('sync.crt') }, "the sync listener's own certificate and key");
await shut({ key: file('expired.key'), cert: file('expired.crt') }, "a certificate of the right CA's that is over");
await shut({ key: file('early.key'), cert: file('early.crt') }, "a certificate of the right CA's that is not valid yet");

/* A key that calls another public key its own: what OpenSSL compares at our
 * end fits, what it signs does not. */
const point = (pem) => createPublicKey(pem).export({ type: 'spki', format: 'der' }).subarray(-65);
const mismatched = Buffer.from(createPrivateKey(file('self.key')).export({ type: 'sec1', format: 'der' }));
point(readFileSync(`${site}/tls/cert.pem`)).copy(mismatched, mismatched.length - 65);
const lines = mismatched.toString('base64').match(/.{1,64}/g).join('\n');
const pair = { key: `-----BEGIN EC PRIVATE KEY-----\n${lines}\n-----END EC PRIVATE KEY-----\n`, cert: readFileSync(`${site}/tls/cert.pem`) };
tls.createSecureContext(pair); // does not throw: it is the centre that must notice
await shut(pair, "the site's certificate without its key");
await shut({ maxVersion: 'TLSv1.2' }, 'TLS 1.2');
await shut({ ALPNProtocols: ['h2'] }, 'HTTP/2 only');

/* The control: the same question, and nothing strange about it. */
const known = new Client(port, site, { tls: { maxVersion: 'TLSv1.3' } });
expect(200, (await known.hello()).status, "the site's own certificate and key open the door");
known.end();

/* A session is never taken up again: the certificate would be skipped. */
const session = await new Promise((resolve, reject) => {
    const socket = tls.connect({
        port, host: '127.0.0.1', key: readFileSync(`${site}/tls/key.pem`), cert: readFileSync(`${site}/tls/cert.pem`), ca: readFileSync(`${site}/tls/ca.pem`),
    }, () => setTimeout(() => socket.end(), 100));

    socket.on('session', () => resolve('a ticket'));
    socket.on('close', () => resolve('none'));
    socket.on('error', reject);
});
expect('none', session, 'no session ticket is given out');

/* A certificate of the right CA that the centre never gave to a site. */
const rogue = new Client(port, site, { tls: { key: file('rogue.key'), cert: file('rogue.crt') } });
expect(403, (await rogue.hello()).status, 'a certificate of the right CA that is in no register');
rogue.end();

// ---- Requests that are none ----
const gent = new Client(port, site);
expect(415, (await gent.post('/sync/v1/hello', Buffer.from('{}'), { 'Content-Type': 'application/json' })).status, 'JSON instead of protobuf');
expect(404, (await gent.post('/sync/v1/nothing', Buffer.alloc(0))).status, 'a path that is none');
expect(404, (await gent.post('/api/v1/sites', Buffer.alloc(0))).status, 'the web listener is another one');
expect(400, (await gent.post('/sync/v1/hello', Buffer.alloc(0))).status, 'an empty body');
expect(400, (await gent.post('/sync/v1/push', Buffer.from([8]))).status, 'a body cut short');
expect(426, (await gent.hello({ version: 2 })).status, 'a later version');
expect(426, (await gent.hello({ version: 0 })).status, 'a version before the first');
for (const path of ['hello', 'push', 'catalogue', 'history']) {
    expect(426, (await gent.post(`/sync/v1/${path}`, join(number(1, 2), number(2, 7), bytes(30, 'something new')))).status, `a later version of ${path}, in another shape`);
    expect(400, (await gent.post(`/sync/v1/${path}`, number(2, 7))).status, `no version in ${path}`);
}
expect(200, (await gent.hello({ more: bytes(30, 'something new') })).status, 'a field that nobody knows, in our version');
expect(413, (await gent.post('/sync/v1/push', Buffer.alloc(262145))).status, 'a body over the limit');
for (const [software, what] of [['\x1b[2Jgone', 'an escape sequence'], ['1\n<0>ALARM', 'a line of its own'], ['', 'nothing'], ['x'.repeat(25), 'too much']])
    expect(400, (await gent.hello({ software })).status, `software that says ${what}`);

const certificates = () => Number(execFileSync('sqlite3', ['-readonly', `${common[1]}/central.db`, 'SELECT count(*) FROM certificate'], { encoding: 'utf8' }));
const given = certificates();
expect(0, field((await gent.hello({ csr: file('renew.csr') })).body, 7).length, 'a new certificate, asked for years too early');
expect(given, certificates(), 'is not given');

// ---- Entries ----
const questionnaire = Buffer.from(JSON.parse(readFileSync(`${source}/hash.json`)));
const tables = (first) => [first, hidden, hidden, hidden, hidden, hidden];
const good = exact(0, 6, 6, 6, 6, 6);
let month = MONTH('1990-01');
const of = (changes = {}) => release({ questionnaire, project: 'forged', first: ++month, n: 30, tables: tables(good), ...changes });

await gent.follow();
const seq = gent.seq;

async function entry(wanted, what, content, changes = {}, more = {}) {
    expect(wanted, await gent.push([gent.entry(content, changes)], more), what);
}

await entry('6 11', 'a signature of zeros', of(), {}, { signature: Buffer.alloc(70) });
await entry('6 11', 'no signature', of(), {}, { signature: Buffer.alloc(0) });
await entry('6 12', 'a key that nobody has', of(), {}, { key: randomBytes(32) });
await entry('6 12', 'a key of no length', of(), {}, { key: Buffer.alloc(0) });
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const foreign = gent.entry(of());
expect('6 11', await gent.push([foreign], { signature: sign('sha256', foreign, privateKey) }), "a foreign key's signature under our own key's name");
await entry('4', 'a number too far', of(), { seq: seq + 2 });
await entry('4', 'the largest number', of(), { seq: 2n ** 63n - 1n });
await entry('6 10', 'a number beyond all', of(), { seq: 2n ** 64n - 1n });
await entry('6 10', 'number nought', of(), { seq: 0 });
await entry('6 10', 'an era of 15 bytes', of(), { era: Buffer.alloc(15) });
await entry('6 10', 'nothing in it', Buffer.alloc(0));
await entry('6 10', 'a release and a withdrawal', join(of(), withdrawal(1)));
await entry('6 10', 'a field that nobody knows', join(of(), number(9, 1)));
await entry('6 10', 'a field that nobody knows, in the release', of({ more: number(13, 1) }));
await entry('6 10', 'a channel that is none', of({ channel: 3 }));
await entry('6 10', 'a project that is none', of({ project: '../etc' }));
await entry('6 10', 'months the wrong way round', of({ first: MONTH('2020-02'), last: MONTH('2020-01') }));
await entry('6 10', 'more counts than tables', of({ tables: [[5 << 4 | 8, [1, 2, 3, 4, 5, 6]]] }));
await entry('6 10', 'fewer counts than tables', of({ tables: [[6 << 4 | 8, [1, 2, 3, 4, 5]]] }));
await entry('6 10', 'a count beyond all', of({ tables: tables(exact(0, 4294967295, 1, 1, 1, 1, 0)) }));
await entry('6 10', 'a withdrawal of nought', withdrawal(0));
expect('6 10', await gent.push([Buffer.from('rubbish')]), 'rubbish, well signed');
expect('6 10', await gent.push([join(gent.entry(of()).subarray(2), number(1, 1))]), 'the fields in another order');
expect(seq, (await gent.follow()).seq, 'and none of these took a number');

await entry('3 5', 'a later format with a field that nobody knows', join(of(), number(9, 1)), { format: 2 });
await entry('3 5', 'a later format with other words in the old places', bytes(5, Buffer.from([0x09, 1, 2, 3, 4, 5, 6, 7, 8])), { format: 3 });
await entry('3 5', 'a later format that is no release at all', bytes(7, Buffer.from('something new')), { format: 4000000000 });
await entry('3 6', 'a withdrawal of nothing', withdrawal(gent.seq + 9));
await entry('3 6', 'a withdrawal of itself', withdrawal(gent.seq + 1));
await entry('3 6', 'a withdrawal of what was set aside as of a later format', withdrawal(gent.seq));
await entry('3 2', 'rules of a later version', of({ rules: [2, 10, 5, 5, 2] }));
for (const [i, rules] of [[1, 9, 5, 5, 2], [1, 10, 4, 5, 2], [1, 10, 5, 4, 2], [1, 10, 5, 5, 1]].entries())
    await entry('3 3', `a floor lowered (${i + 1})`, of({ rules }));
await entry('3 3', 'nine answer sets', of({ n: 9, tables: tables(exact(0, 3, 2, 2, 2, 0)) }));
await entry('3 3', 'a label of 13 months', of({ first: MONTH('1980-01'), last: MONTH('1981-01') }));
await entry('3 3', 'counts that do not sum', of({ tables: tables(exact(0, 6, 6, 6, 6, 5)) }));
await entry('3 3', 'two on one side', of({ tables: tables(exact(0, 1, 1, 10, 10, 8)) }));
await entry('3 3', 'two on one side of the coarsest level', of({ tables: tables(exact(1, 2, 20, 8)) }));
await entry('3 3', 'a level that the question has not', of({ tables: tables(exact(3, 10, 12, 8)) }));
await entry('3 3', 'a column too many', of({ tables: tables(exact(0, 6, 6, 6, 6, 6, 0, 0, 0, 0, 0)) }));
await entry('3 3', 'fewer tables than questions', of({ tables: [good] }));
await entry('3 3', 'a bound that is too close', of({ tables: tables(bound(0, 30, 29)) }));
await entry('3 3', 'a bound over nine', of({ tables: tables(bound(21, 9, 7)) }));
await entry('3 3', 'a bound that does not sum', of({ tables: tables(bound(1, 30, 28)) }));
await entry('3 3', 'a bound whose sum wraps', of({ n: 10000000, tables: tables(bound(10000000, 10, 8)) }));

// ---- What counts, and what would count twice ----
const first = { first: MONTH('1985-03'), last: MONTH('1985-05') };
await entry('1', 'a good release counts', of(first));
const released = gent.seq;
for (const [what, again] of [['the same label again', first], ['its first month', { first: MONTH('1985-03') }], ['its last month', { first: MONTH('1985-05') }],
    ['a label around it', { first: MONTH('1985-01'), last: MONTH('1985-12') }], ['a label across its end', { first: MONTH('1985-05'), last: MONTH('1985-07') }]])
    await entry('3 1', `${what} is covered`, of(again));
await entry('1', 'another channel is not', of({ ...first, channel: 2 }));
await entry('1', 'the release is withdrawn', withdrawal(released));
await entry('3 1', 'and its months stay covered', of(first));
await entry('3 6', 'withdrawn once more', withdrawal(released));

// ---- Questionnaires that a site brings along ----
const canonical = (value) => (Array.isArray(value) ? `[${value.map(canonical).join(',')}]`
    : value !== null && typeof value === 'object' ? `{${Object.keys(value).sort().map((k) => `${JSON.stringify(k)}:${canonical(value[k])}`).join(',')}}`
        : JSON.stringify(value));
const model = JSON.parse(readFileSync(`${source}/end.json`));
function own(id, change) {
    const text = structuredClone(model);

    text.id = id;
    text.questions = text.questions.slice(0, 1);
    text.questions[0].id = `X-${id}`.toLowerCase();
    change?.(text);
    const used = text.questions.flatMap((q) => q.levels[0]);

    text.labels = Object.fromEntries(Object.entries(text.labels).filter(([code]) => used.includes(code)));
    const form = canonical(text);

    return { form, hash: sha256(form) };
}
const upload = (...texts) => gent.push([], { questionnaires: texts.map((text) => text.form ?? text) });

const unasked = own('unasked');
expect('', await upload(unasked), 'an upload that nobody asked for');
const mine = own('mine');
const waiting = of({ questionnaire: mine.hash, tables: [good] });
await entry('3 4', 'a questionnaire that nobody knows', waiting);
expect(mine.hash.toString('hex'), gent.wanted.join(), 'is asked for');
await entry('3 1', 'its months are covered while it waits', of({ questionnaire: mine.hash, tables: [good], first: month }));
await entry('1', 'it can be withdrawn while it waits', withdrawal(gent.seq - 1));
await entry('3 4', 'another one waits for it', of({ questionnaire: mine.hash, tables: [good], n: 30 }));
await entry('3 4', 'and one that breaks a floor, as only the questionnaire tells', of({ questionnaire: mine.hash, tables: [exact(0, 1, 1, 10, 10, 8)] }));
await upload('{"id":', Buffer.from([0xff, 0xfe]), '[]', `${'['.repeat(60000)}`, mine.form.slice(0, -1));
expect(mine.hash.toString('hex'), gent.wanted.join(), 'rubbish uploaded in its place changes nothing');
await upload(mine.form);
expect('', gent.wanted.join(), 'uploaded, and asked for no longer');
expect(1, JSON.parse(centre('export', 'compare', '--question', 'x-mine', '--from', '1980-01', '--to', '2020-01', '--format', 'json')).sites[0].releases.length,
    'one of the three counts: not the withdrawn one, nor the one that breaks a floor');
const liar = own('liar', (text) => { text.questions[0].id = 'C01'; text.questions[0].text.en = 'Are you rich?'; });
await entry('3 4', 'a questionnaire that gives a known question other words', of({ questionnaire: liar.hash, tables: [good] }));
await upload(liar.form);
expect('', gent.wanted.join(), 'cannot be taken, and is asked for no longer');
const unused = await gent.post('/sync/v1/push', join(number(1, 1), ...Array.from({ length: 65 }, () => bytes(3, '{}'))));
expect(400, unused.status, 'more uploads than a catalogue holds');

// ---- Another site's name ----
const thief = new Client(port, site, { identity: other });
const theirs = (await new Client(port, other).follow()).seq;
await thief.follow();
expect('6 12', await thief.push([thief.entry(of())]), "an entry signed by one site, under another site's certificate");
expect(theirs, (await thief.follow()).seq, 'changes nothing there');
thief.end();

// ---- Ten thousand bodies ----
const before = status().sites[0].seq;
const seeds = [
    ['hello', join(number(1, 1), bytes(2, join(bytes(1, gent.era), number(2, gent.seq), bytes(3, gent.hash))), number(3, 1), bytes(4, 'forged'), number(5, 20000), number(7, 50))],
    ['push', join(number(1, 1), bytes(2, gent.signed(gent.entry(of()), { signature: randomBytes(70) })), bytes(3, mine.form))],
    ['catalogue', join(number(1, 1), number(2, 0))],
    ['history', join(number(1, 1), number(2, 0))],
];
let random = Number(process.env.WK_SEED ?? 20261122);
const pick = (n) => {
    random = (Math.imul(random, 1103515245) + 12345) >>> 0;
    return Math.floor((random / 4294967296) * n);
};
function mutate(body) {
    const out = Buffer.from(body);

    for (let i = pick(4) + 1; i > 0; i--)
        out[pick(out.length)] = pick(2) ? pick(256) : [0, 127, 128, 255][pick(4)];
    const at = pick(out.length), rest = out.subarray(pick(out.length));

    return [out, out.subarray(0, at), join(out.subarray(0, at), rest), join(out, out), join(out.subarray(0, at), varint(2n ** 64n - 1n), rest)][pick(5)];
}
const fuzzer = new Client(port, site, { sockets: 8 });
const seen = {};
const total = Number(process.env.WK_FUZZED ?? 10000);
let left = total;

await Promise.all(Array.from({ length: 8 }, async () => {
    while (left-- > 0) {
        const [path, body] = seeds[pick(seeds.length)];
        const reply = await fuzzer.post(`/sync/v1/${path}`, mutate(body));

        seen[reply.status] = (seen[reply.status] ?? 0) + 1;
    }
}));
fuzzer.end();
expect(total, Object.values(seen).reduce((a, b) => a + b, 0), `${total} fuzzed bodies are answered: ${JSON.stringify(seen)}`);
expect('', Object.keys(seen).filter((code) => !['200', '400', '409', '426'].includes(code)).join(), 'and with nothing unforeseen');
if (status().sites[0].state === 'quarantined')
    centre('site', 'readmit', 'Gent');
expect(before, status().sites[0].seq, 'none of them became an entry');

// ---- Conflicts ----
const forked = gent.entry(of(), { seq: before });
expect('5 7', await gent.push([forked]), 'other bytes under a number that is held');
expect('quarantined', status().sites[0].state, 'puts the site in quarantine');
await gent.follow();
await entry('5 8', 'in quarantine nothing is taken', of());
centre('site', 'readmit', 'Gent');
await entry('5 9', 'an entry that does not follow the head', of(), { previous: randomBytes(32) });
centre('site', 'readmit', 'Gent');
await entry('1', 'a new era', of(), { era: randomBytes(16) });
await entry('5 8', 'the era before it is closed', of(), { era: gent.era });
centre('site', 'readmit', 'Gent');

// ---- Revoked, on a connection that is open ----
expect(200, (await gent.hello()).status, 'the connection is open');
centre('site', 'revoke', 'Gent');
expect(403, (await gent.hello()).status, 'and of no use from the next request on');
expect('HTTP 403', await gent.push([gent.entry(of())]), 'for an entry neither');
gent.end();
process.exitCode = failed > 0 ? 1 : 0;
