// SPDX-License-Identifier: EUPL-1.2
// random.mjs - numbers that look random and are the same on every run.

/** A generator of [0, 1) that depends on its name alone (FNV-1a, mulberry32). */
export function seeded(name) {
    let state = 0x811c9dc5;

    for (const byte of Buffer.from(name))
        state = Math.imul(state ^ byte, 0x01000193) >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let t = state;

        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
}

/** 32 hex digits, in the form of an answer set's id. */
export function hexId(random) {
    let id = '';

    while (id.length < 32)
        id += Math.floor(random() * 16).toString(16);
    return id;
}

/** About normal, mean 0, variance 1. */
export function normal(random) {
    let sum = 0;

    for (let i = 0; i < 12; i++)
        sum += random();
    return sum - 6;
}
