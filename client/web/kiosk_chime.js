// SPDX-License-Identifier: EUPL-1.2
/*
 * kiosk_chime.js - two soft notes: upwards for what was chosen, downwards for
 * what was taken back, in every language.
 */
const NOTES = [523, 659]; // Hz
const NOTE_S = 0.13;
const LOUD = 0.12;

/** @type {AudioContext | null} */
let context = null;

/** @param {boolean} up */
export function chime(up) {
  try {
    context ??= new AudioContext();
    const start = context.currentTime;
    for (const [i, hz] of (up ? NOTES : [...NOTES].reverse()).entries()) {
      const note = context.createOscillator(), loud = context.createGain();
      const from = start + i * NOTE_S;
      note.frequency.value = hz;
      loud.gain.setValueAtTime(LOUD, from);
      loud.gain.exponentialRampToValueAtTime(0.001, from + 2 * NOTE_S);
      note.connect(loud).connect(context.destination);
      note.start(from);
      note.stop(from + 2 * NOTE_S);
    }
  } catch {
    // Without it the words say the same.
  }
}
