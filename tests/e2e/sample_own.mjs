// SPDX-License-Identifier: EUPL-1.2
/*
 * sample_own.mjs - made-up own questions of a site, in the shapes of
 * common/API.md, and the routes of a mock that puts and stops them.
 * GET ...?refuse has it refuse the next change.
 */
import { releases, status } from "./sample.mjs";

const NOW = "2026-11", NEXT = "2026-12";
const text = (nl, fr, en) => ({ nl, fr, en });

const TEA = { questionnaire: "7e".repeat(32), first: "2026-09", last: null,
  form: { id: "site:tea", version: 1, scope: "site",
    title: text("Thee", "Thé", "Tea"),
    questions: [{ id: "site:hot", type: "one",
      levels: [["0", "1", "2", "3"], [["0", "1"], ["2", "3"]]],
      text: text("Is de thee warm?", "Le thé est-il chaud ?", "Is the tea hot?") }],
    labels: { 0: text("nee", "non", "no"), 1: text("een beetje", "un peu", "a little"),
      2: text("ja", "oui", "yes"), 3: text("ja, heel veel", "oui, beaucoup", "yes, a lot") } } };

const told = () => releases().releases.filter((r) => r.kind === "release")
  .slice(0, 2).map(({ seq, kind, receipt, sent, withdrawn, ...r }) =>
    ({ id: seq, ...r }));

export function ownRoutes() {
  const projects = status().projects.map(({ id, name }, i) => ({ id, name,
    begins: NEXT, modules: i === 0 ? [structuredClone(TEA)] : [] }));
  let refuse = false, n = 0;
  return {
    "GET /api/v1/local": (body, r) => {
      refuse ||= r.url.endsWith("?refuse");
      return [200, { releases: told(), month: NOW, languages: ["nl", "fr"],
        projects: projects.map((p) => ({ ...p,
          modules: p.modules.filter((m) => m.last === null || m.last >= m.first) })) }];
    },
    "POST /api/v1/local": (body) => {
      const p = projects.find((x) => x.id === body.project);
      const held = (hash) => p.modules.find((m) => m.questionnaire === hash);
      if (refuse) {
        refuse = false;
        return [409, { error: "it is put already" }];
      }
      if (body.remove !== null)
        held(body.remove).last = NOW;
      if (body.put !== null)
        held(body.put).last = null;
      if (body.form !== null)
        p.modules.push({ questionnaire: String(++n).padStart(64, "0"),
          first: NEXT, last: null, form: body.form });
      return [200, { saved: true }];
    },
  };
}
