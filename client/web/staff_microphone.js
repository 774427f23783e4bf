// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_microphone.js - one recording at a time.
 *
 *   const take = await record(ended);  asks the browser for the microphone
 *   take.stop()                        then ended(blob)
 *   take.drop()                        and nothing comes of it
 *
 * The microphone is open from record() to the end of the recording, and no
 * longer.  Rejects when there is none, or when somebody says no.
 */

const MOST_MS = 30_000; // of one string
const BITS = 32_000;    // a second; one voice

const KINDS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus",
  "audio/mp4;codecs=mp4a.40.2"];

/** Whether this browser can record what a site keeps. */
export const canRecord = () => globalThis.MediaRecorder !== undefined &&
  navigator.mediaDevices?.getUserMedia !== undefined &&
  KINDS.some((k) => MediaRecorder.isTypeSupported(k));

/** @param {(sound: Blob) => void} ended */
export async function record(ended) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: {
    channelCount: 1, noiseSuppression: true, autoGainControl: true } });
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: BITS,
    mimeType: KINDS.find((k) => MediaRecorder.isTypeSupported(k)) });
  /** @type {Blob[]} */
  const parts = [];
  let dropped = false;
  const stop = () => recorder.state !== "inactive" && recorder.stop();
  const timer = setTimeout(stop, MOST_MS);
  recorder.ondataavailable = (e) => parts.push(e.data);
  recorder.onstop = () => {
    clearTimeout(timer);
    for (const track of stream.getTracks())
      track.stop();
    if (!dropped)
      ended(new Blob(parts, { type: recorder.mimeType }));
  };
  recorder.start();
  return { stop, drop: () => { dropped = true; stop(); } };
}

/** The bytes of a recording, for JSON. @param {Blob} sound */
export async function base64(sound) {
  const bytes = new Uint8Array(await sound.arrayBuffer());
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x2000)
    text += String.fromCharCode(...bytes.subarray(i, i + 0x2000));
  return btoa(text);
}
