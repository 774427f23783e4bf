// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_waves_sample.mjs - the waves of three made-up projects, and a site that
 * keeps what the page asks of it.
 */
const text = (nl, fr, en) => ({ nl, fr, en });
const Q = [["11", "start", text("Begin", "Début", "Start")],
  ["22", "mid-a", text("Tussentijds A", "Milieu A", "Mid-term A")],
  ["33", "mid-b", text("Tussentijds B", "Milieu B", "Mid-term B")],
  ["44", "end", text("Einde", "Fin", "End")]].map(([hash, id, title]) => ({
  hash: hash.repeat(32), id, title }));
const MONTHS = ["2026-07", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12",
  "2027-01", "2027-02", "2027-03", "2027-04", "2027-05", "2027-06"];
const NOW = "2026-11";

const wave = (id, more) => ({ id, kind: "normal", first: "2026-07",
  last: "2027-06", questionnaire: null, promised_role: "directeur",
  promised_on: "2026-06-24", languages: [], target: "", until: null,
  cards: false, ended_on: null, note: "", ...more });

/** What the program tells of a project: its waves decide. */
function project(id, name, questionnaires, waves) {
  const periods = MONTHS.map((month, i) => {
    const w = waves.findLast((one) => one.first <= month && month <= one.last);
    const open = w !== undefined && w.ended_on === null && month >= NOW;
    const state = w === undefined ? "none"
      : w.kind === "pilot" ? (open ? "pilot" : "piloted")
        : open ? "promised" : "ended";
    return { first: month, last: month, state, wave: w?.id ?? null,
      when: month < NOW ? "past" : month > NOW ? "next" : "now",
      questionnaire: w?.questionnaire ??
        questionnaires[i % questionnaires.length].hash };
  });
  return { id, name, period: "month", from: "2026-01", questionnaires, periods,
    waves };
}

/** Routes of a mock that starts, ends and notes. */
export function wavesRoutes() {
  const held = [
    ["wijkhuis", text("Wijkhuis", "Maison de quartier", "Community house"), Q,
      [wave(1, { languages: ["nl", "fr", "en"], target: "nieuwkomers",
        until: "2027-03-31", cards: true })]],
    ["taal", text("Taal en werk", "Langue et travail", "Language and work"),
      Q.slice(0, 2), [wave(2, { kind: "pilot", first: NOW, last: NOW,
        promised_on: "2026-11-02" })]],
    ["wonen", text("Samen wonen", "Habiter ensemble", "Living together"),
      Q.slice(3), []]];
  let next = 10;

  return {
    "GET /api/v1/waves": () => [200, { today: "2026-11-25",
      languages: ["nl", "fr"], projects: held.map((p) => project(...p)) }],
    "POST /api/v1/waves": (body) => {
      const waves = held.find(([id]) => id === body.project)?.[3];
      const one = held.flatMap((p) => p[3]).find((w) => w.id === body.wave);

      if (body.action === "start")
        waves.push(wave(next++, { kind: body.kind, first: NOW,
          last: body.kind === "pilot" ? NOW : "2027-10",
          questionnaire: body.questionnaire, promised_role: body.role,
          promised_on: "2026-11-25", languages: body.languages,
          target: body.target, until: body.until, cards: body.cards }));
      else if (one === undefined)
        return [404, { error: "no such wave" }];
      else if (body.action === "end")
        Object.assign(one, { ended_on: "2026-11-25", last: NOW });
      else
        one.note = body.note;
      return [200, { saved: true }];
    },
  };
}
