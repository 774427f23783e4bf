// SPDX-License-Identifier: EUPL-1.2
/*
 * sample_staff.mjs - made-up results, board, accounts and log for the staff
 * pages, in the shapes of common/API.md, and the routes of a mock that keeps
 * what is entered.  Clearly synthetic: no figure here was ever counted.
 */
import { releases, status } from "./sample.mjs";
import { LINES } from "./sample_lines.mjs";

const text = (nl, fr, en) => ({ nl, fr, en });
const TOLD = releases().releases;
const of = (seq, question) => TOLD.find((r) => r.seq === seq).tables
  .find((t) => t.question === question);
const POSITIVE = [text("ja", "oui", "yes"), text("ja, heel veel",
  "oui, beaucoup", "yes, a lot")];

const figure = (seq, table, share, more = {}) => {
  const r = TOLD.find((x) => x.seq === seq);
  const { breakdown, ...total } = table;
  return { seq, project: r.project, project_name: r.project_name,
    channel: r.channel, first: r.first, last: r.last,
    answer_sets: r.answer_sets, eligible: r.eligible, asked: r.asked,
    declined: r.declined, table: total, share, change: null, flags: [], ...more };
};
const share = (n, low, high, value) => ({ n, low, high, share: value });
const asked = (id, words, figures, reversed = false) => ({ question: id,
  text: words, positive: POSITIVE, reversed, figures });

/** A month before those of the sample, by the same project. */
const earlier = (seq, first, counts, value, more) => figure(12, { ...of(12, "C04"),
  groups: of(12, "C04").groups.map((g, i) => ({ ...g, count: counts[i] })) },
value, { seq, first, last: first, ...more });

/** GET /api/v1/results: every state of a figure, and every flag. */
export const results = () => ({ questions: [
  asked("C03", of(12, "C03").text, [
    figure(12, of(12, "C03"), share(20, 699, 1000, null))]),
  asked("C04", of(12, "C04").text, [
    figure(12, of(12, "C04"), share(32, 483, 796, 656), { change: {
      first: "2026-09", last: "2026-09", low: -180, high: 290, clear: false } }),
    earlier(8, "2026-09", [4, 10, 11, 7], share(32, 394, 719, 562), { change: {
      first: "2026-08", last: "2026-08", low: 35, high: 620, clear: true } }),
    earlier(7, "2026-08", [11, 14, 6, 1], share(32, 110, 388, 219),
      { flags: ["not_understood"] }),
    { ...earlier(6, "2026-07", [9, 12, 8, 3], share(32, 204, 517, 344), {}),
      table: { ...of(9, "C04") } },
    earlier(5, "2026-06", [9, 12, 8, 3], share(32, 204, 517, 344), {}),
    figure(10, { ...of(10, "sat"), question: "C04", text: of(12, "C04").text },
      share(12, 391, 862, 667), {})]),
  asked("C05", of(13, "C05").text, [figure(13, of(13, "C05"),
    share(93, 588, 774, 688), { flags: ["refused"] })]),
  asked("C07", of(12, "C07").text, [figure(12, of(12, "C07"), null)]),
  asked("C08", of(12, "C08").text, [figure(12, of(12, "C08"),
    share(32, 204, 517, 344), { flags: ["ceiling"] })], true),
  { ...asked("N01", of(13, "N01").text, [figure(13, of(13, "N01"), null)]),
    positive: [] },
] });

const item = (id, project, theme, said, state, words, told, archived = false) => ({
  id, project, theme, said, state, text: words && { nl: words }, told, archived });

const loop = () => ({ today: status().today, languages: ["nl"],
  projects: status().projects.map(({ id, name }) => ({ id, name })),
  items: [
    item(4, "wijkhuis", "practical_time_place", "2026-10", "cannot",
      "De les op zaterdag kan niet: het gebouw is dan dicht. Wij vroegen het aan de stad.", null),
    item(3, "wijkhuis", "children_childcare", "2026-10", "doing",
      "Wij zoeken iemand die tijdens de les op de kinderen let.", "2026-11-16"),
    item(2, "wonen", "housing", "2026-09", "done",
      "De lift werkt weer.", "2026-11-02"),
    item(1, "wijkhuis", "listening_participation", "2026-08", "heard", null, null),
    item(5, "wijkhuis", "other", "2026-05", "passed_on", null, "2026-06-01", true),
  ] });

const accounts = () => [
  { name: "anna", role: "staff", must_change: false },
  { name: "bert", role: "staff", must_change: true },
  { name: "coordinator", role: "coordinator", must_change: false }];

/** GET /api/v1/log: a page of fifty, and one more. */
function log(query) {
  const last = Date.parse(status().today);
  const all = LINES.map(([kind, who, what], i) => ({ id: LINES.length - i,
    date: new Date(last - Math.floor(i / 4) * 86_400_000).toISOString()
      .slice(0, 10), kind, who, what }));
  const kind = query.get("kind"), before = Number(query.get("before") ?? 0);
  const found = all.filter((l) => (kind === "all" || l.kind === kind) &&
    (before === 0 || l.id < before));
  return { lines: found.slice(0, 50),
    before: found.length > 50 ? found[49].id : null };
}

/** The routes of these pages; each mock has its own board and accounts. */
export function routes() {
  const board = loop(), people = accounts();
  const found = (body) => people.find((a) => a.name === body.name);
  const password = (name) => [200, { name, password: "abcd-efgh-ijkl-mnop-qrst" }];
  return {
    "GET /api/v1/results": () => [200, results()],
    "GET /api/v1/loop": () => [200, board],
    "POST /api/v1/loop": (body) => {
      if ((body.text?.nl ?? "").length > 200)
        return [400, { error: "text: over 200 characters" }];
      board.items = [{ ...body, id: body.id ?? 100 + board.items.length },
        ...board.items.filter((i) => i.id !== body.id)]
        .sort((a, b) => b.said.localeCompare(a.said) || b.id - a.id);
      return [200, { saved: true }];
    },
    "GET /api/v1/accounts": () => [200, { accounts: people }],
    "POST /api/v1/accounts": (body) => {
      if (found(body) !== undefined)
        return [409, { error: "name: exists already" }];
      if (!/^[\w.@-]+$/.test(body.name))
        return [400, { error: "name: should be 1 to 64 letters" }];
      people.push({ ...body, must_change: true });
      return password(body.name);
    },
    "POST /api/v1/accounts/password": (body) => password(body.name),
    "POST /api/v1/accounts/role": (body) => {
      found(body).role = body.role;
      return [200, { saved: true }];
    },
    "POST /api/v1/accounts/remove": (body) => {
      people.splice(people.indexOf(found(body)), 1);
      return [200, { saved: true }];
    },
    "GET /api/v1/log": (body, r) => [200,
      log(new URL(r.url, "http://mock").searchParams)],
  };
}
