// SPDX-License-Identifier: EUPL-1.2
// run.mjs - change the rules in every small way (mutate.mjs) and see that the
// audit or a test notices.
//
// WK_BUILD is a build folder (for its generated messages), CC the compiler.
// All that is not changed is one library; the changed files are another, made
// anew for each mutant, and the same programs run on it: first the audit of
// random batches (audited.c), then the unit tests and the attacker, then, for
// what reads or writes too far, the tests once more under ASan and UBSan.  A mutant that
// every program passes is a survivor; equivalent.txt lists those that change
// nothing anybody can see, and why.  Exit status 1: another survivor, a listed
// one that was noticed or is no longer made, or a program that fails on the
// source as it is.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { mutantsOf } from './mutate.mjs';

const HERE = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const ROOT = path.resolve(HERE, '../..');
const BUILD = process.env.WK_BUILD ?? path.join(ROOT, 'build/asan');
const CC = process.env.CC ?? 'cc';
const CHANGED = ['rules', 'tabulate', 'turnout'];
const AUDITED = { name: 'the audit', sources: ['tests/mutants/audited.c'], args: [] };
const TESTS = ['tabulate', 'rules', 'breakdown', 'choices', 'audit_exactly', 'turnout'].map((name) => (
    { name: `test_${name}`, sources: [`tests/unit/site_core/test_${name}.c`], args: [] }));
const ATTACKER = ['P1.totals', 'P1.options', 'random'].map((name) => ({
    name: `attacker.${name}`,
    sources: sourcesOf('tests/attacker'),
    args: name === 'random' ? [name, '--batches', '2000'] : [name],
}));
const FLAGS = ['-std=c17', '-O1', '-w', '-fPIC', '-D_POSIX_C_SOURCE=200809L',
    '-iquote', 'client/core', '-iquote', 'common/core', '-I', path.join(BUILD, 'proto')];
const SANITIZERS = ['-fsanitize=address,undefined', '-fno-sanitize-recover=all'];
const LIBRARIES = ['-lprotobuf-c', '-ljansson', '-linih', '-lm'];
const folder = mkdtempSync(path.join(tmpdir(), 'wk-mutants-'));

function sourcesOf(dir) {
    return readdirSync(path.join(ROOT, dir))
        .filter((name) => name.endsWith('.c')).map((name) => `${dir}/${name}`);
}

/** Run a command to its end; {good, out}. */
function run(command, args, options = {}) {
    return new Promise((resolve) => {
        execFile(command, args, { cwd: ROOT, killSignal: 'SIGKILL', ...options },
            (err, out, errors) => resolve({ good: err === null, out: out + errors }));
    });
}

async function must(command, args) {
    const done = await run(command, args);

    if (!done.good) throw new Error(`${command} ${args.join(' ')}\n${done.out}`);
}

/** Each item to work(item, worker), by as many workers as there are cores. */
async function all(items, work) {
    const left = [...items.entries()], results = [];
    const worker = async (_, number) => {
        for (let next; (next = left.shift());) results[next[0]] = await work(next[1], number);
    };

    await Promise.all(Array.from({ length: availableParallelism() }, worker));
    return results;
}

/** One way to build: the library of what is not changed, and the programs. */
async function prepare(name, flags, programs) {
    const at = path.join(folder, name);
    const object = (source) => path.join(at, source.replaceAll('/', '_') + '.o');
    const proto = path.relative(ROOT, path.join(BUILD, 'proto/weerklank.pb-c.c'));
    const rest = [...sourcesOf('common/core'), ...sourcesOf('client/core'), proto]
        .filter((source) => !CHANGED.some((file) => source === `client/core/${file}.c`));
    const way = { at, flags: [...FLAGS, ...flags], programs: [] };

    mkdirSync(at);
    await all([...rest, ...new Set(programs.flatMap((p) => p.sources))],
        (source) => must(CC, [...way.flags, '-c', '-o', object(source), source]));
    await must(CC, ['-shared', ...flags, '-o', path.join(at, 'librest.so'), ...rest.map(object),
        ...LIBRARIES]);
    await must(CC, ['-shared', ...way.flags, '-o', path.join(at, 'libchanged.so'),
        ...CHANGED.map((file) => `client/core/${file}.c`)]);
    for (const p of programs) {
        const program = { ...p, file: path.join(at, p.name.replace(' ', '_')) };

        await must(CC, [...flags, '-o', program.file, ...p.sources.map(object), '-L', at, '-lchanged',
            '-lrest', ...LIBRARIES, '-lcmocka']);
        way.programs.push(program);
    }
    for (const program of way.programs) { /* the negative control */
        const start = Date.now(), done = await tryOn(way, program, at, 120000);

        if (!done.good) throw new Error(`${program.name} fails on the source as it is\n${done.out}`);
        program.limit = 3000 + 10 * (Date.now() - start);
    }
    return way;
}

/** Run a program on the changed library in a folder. */
function tryOn(way, program, where, limit) {
    return run(program.file, program.args, {
        cwd: where,
        timeout: limit,
        maxBuffer: 64 << 20,
        env: { ...process.env, LD_LIBRARY_PATH: `${where}:${way.at}` },
    });
}

/** The program that notices the mutant when all is built this way, or null. */
async function noticedBy(way, mutant, where) {
    const sources = CHANGED.map((file) => file === mutant.file
        ? path.join(where, `${file}.c`) : `client/core/${file}.c`);

    if (!(await run(CC, ['-shared', ...way.flags, '-o', path.join(where, 'libchanged.so'),
        ...sources])).good) return 'the compiler';
    for (const program of way.programs)
        if (!(await tryOn(way, program, where, program.limit)).good) return program.name;
    return null;
}

/** Who notices the mutant, or null. */
async function judge(mutant, worker, plain, sanitized) {
    const where = path.join(folder, String(worker));

    mkdirSync(where, { recursive: true });
    writeFileSync(path.join(where, `${mutant.file}.c`), mutant.text);
    return await noticedBy(plain, mutant, where) ??
        (await noticedBy(sanitized, mutant, where) === null ? null : 'the sanitizers');
}

/** equivalent.txt: blocks of "# why", "@ file function", "- before", "+ after". */
function readEquivalents() {
    const keys = new Map();
    let at = '', before = '';

    for (const line of readFileSync(path.join(HERE, 'equivalent.txt'), 'utf8').split('\n')) {
        if (line.startsWith('@ ')) at = line.slice(2);
        if (line.startsWith('- ')) before = line.slice(2);
        if (line.startsWith('+')) keys.set(`@ ${at}\n- ${before}\n${line.trimEnd()}`, false);
    }
    return keys;
}

function allMutants() {
    return CHANGED.flatMap((file) => {
        const text = readFileSync(path.join(ROOT, `client/core/${file}.c`), 'utf8');
        const seen = new Map();

        return mutantsOf(text).map((m) => {
            let key = `@ ${file}.c ${m.where}\n- ${m.before}\n+ ${m.after}`.trimEnd();
            const times = (seen.get(key) ?? 0) + 1;

            seen.set(key, times);
            if (times > 1) key += ` [${times}]`;
            return { ...m, file, key, text: text.slice(0, m.at) + m.to + text.slice(m.end) };
        });
    });
}

async function main() {
    const plain = await prepare('plain', [], [AUDITED, ...TESTS, ...ATTACKER]);
    const sanitized = await prepare('sanitized', SANITIZERS,
        TESTS.filter((t) => t.name !== 'test_audit_exactly'));
    const mutants = allMutants(), equivalents = readEquivalents(), names = new Map();
    const results = await all(mutants, (m, worker) => judge(m, worker, plain, sanitized));
    let faults = 0;

    for (const [i, m] of mutants.entries()) {
        const by = results[i], listed = equivalents.has(m.key);

        names.set(by, (names.get(by) ?? 0) + 1);
        if (listed) equivalents.set(m.key, true);
        if (by === null && !listed) console.log(`survives, line ${m.line}:\n${m.key}`);
        if (by !== null && listed) console.log(`listed, but ${by} notices it:\n${m.key}`);
        faults += (by === null) !== listed;
    }
    for (const [key, made] of equivalents)
        if (!made) {
            console.log(`listed, but no longer made:\n${key}`);
            faults++;
        }
    const of = (name) => names.get(name) ?? 0;
    const everyTest = [...TESTS, ...ATTACKER];
    const tests = everyTest.map((t) => `${t.name} ${of(t.name)}`).join(', ');

    console.log(`${mutants.length} mutants; ${of('the audit')} noticed by the audit, of the rest` +
        ` ${everyTest.reduce((sum, t) => sum + of(t.name), 0)} by tests (${tests}),` +
        ` ${of('the sanitizers')} by them under sanitizers, ${of('the compiler')} by the compiler;` +
        ` ${of(null)} survive, ${equivalents.size} are listed as equivalent`);
    return faults === 0 ? 0 : 1;
}

try {
    process.exitCode = await main();
} finally {
    rmSync(folder, { recursive: true, force: true });
}
