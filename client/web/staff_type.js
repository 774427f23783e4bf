// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_type.js - paper ballots typed in: one key an answer, a whole batch sent
 * at once.  Single ballots are seen while they are typed, and the last one;
 * nothing of them is kept in the browser, and none can be asked for later.
 */
import { cls, html, Icon, useEffect, useReducer, useRef, useState } from
  "../../common/web/ui.js";
import { get, post } from "../../common/web/api.js";
import { date, months, text } from "../../common/web/i18n.js";
import { again, BATCH, choose, EMPTY, EXITS, linesOf, pressed } from
  "./staff_batch.js";
import { hasPictogram, Pictogram } from "./kiosk_pictograms.js";
import { useGuard } from "./staff_guard.js";
import { lost, Pending } from "./staff_pending.js";
import { askedOf, modesOf, Pick, useProject } from "./staff_pick.js";
import { words as t } from "./staff_paper_words.js";
import alert from "lucide-static/icons/circle-alert.svg";
import check from "lucide-static/icons/check.svg";

/** @typedef {import("./staff_batch.js").Batch} Batch
 *  @typedef {import("./staff_batch.js").Line} Line */

const label = (/** @type {any} */ form, /** @type {string} */ code) =>
  Object.values(EXITS).includes(code) ? t(code) : text(form.labels?.[code]) || code;

const isChosen = (/** @type {any} */ choice, /** @type {string} */ code) =>
  Array.isArray(choice) ? choice.includes(code) : choice === code;

/** One question with its keys. @param {{line: Line, form: any, now: boolean,
 *   choice: any, pick: (code: string) => void}} props */
const Row = ({ line, form, now, choice, pick }) => html`
  <fieldset class=${cls("typed-line", now && "now")}>
    <legend><span class="code">${line.id}</span> ${text(line.text)}</legend>
    <div class="keys">
      ${[...line.options.map((o) => [o.key, o.code]), ...Object.entries(EXITS)]
        .map(([key, code]) => html`<button type="button" tabindex="-1" key=${code}
          class=${cls(EXITS[/** @type {keyof typeof EXITS} */ (key)] === code && "exit")}
          aria-pressed=${isChosen(choice, code)} onClick=${() => pick(code)}>
          <kbd>${key}</kbd>
          ${line.many && hasPictogram(code) && html`<${Pictogram} code=${code} />`}
          <span>${label(form, code)}</span></button>`)}
    </div>
  </fieldset>`;

/** The last ballot, in codes. @param {{row: any}} props */
const Last = ({ row }) => html`<p class="last"><strong>${t("last")}</strong>
  ${Object.entries(row.answers).map(([id, c]) => html`<span key=${id}>
    <span class="code">${id}</span> ${Array.isArray(c) ? c.join("+") : c}</span>`)}
</p>`;

/** The form, and what a press or a key makes of it. @param {Line[]} lines
 * @returns {[Batch, (e: any) => void]} */
function useBatch(lines) {
  /** @type {(b: Batch, e: any) => Batch} */
  const step = (b, e) => e.do === "key" ? pressed(b, lines, e.key) ?? b
    : e.do === "pick" ? choose({ ...b, at: e.at }, lines, e.code)
      : e.do === "again" ? again(b) : EMPTY;
  return useReducer(step, EMPTY);
}

const KEYS = /^([0-9a-z]|Enter|Backspace|ArrowUp|ArrowDown)$/i;

/** Whether a key that is pressed there is for the ballot: not in a field, and
 * not Enter on a button, but for those of the answers themselves. */
const isOurs = (/** @type {KeyboardEvent} */ e) => KEYS.test(e.key) &&
  !e.ctrlKey && !e.metaKey && !e.altKey && e.target instanceof Element &&
  e.target.closest("select, input, a") === null &&
  (e.key !== "Enter" || e.target.closest("button:not([tabindex='-1'])") === null);

/** @param {{put: any, project: any, month: string, lines: Line[], mode: string,
 *   busy: (on: boolean) => void}} props */
function Form({ put, project, month, lines, mode, busy }) {
  const [batch, act] = useBatch(lines);
  const [said, say] = useState(/** @type {{good: boolean, words: string} | null} */ (
    null));
  const form = useRef(/** @type {HTMLElement | null} */ (null));
  const waiting = batch.rows.length;
  useGuard(waiting > 0);
  useEffect(() => busy(waiting > 0), [waiting > 0]);
  useEffect(() => {
    const key = (/** @type {KeyboardEvent} */ e) => {
      // Keys come faster than renderings: the machine knows where it is.
      if (!isOurs(e))
        return;
      e.preventDefault();
      act({ do: "key", key: e.key });
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  }, []);
  const send = () => post("/api/v1/ballots", { project: project.id, month,
    questionnaire: put.hash, rows: batch.rows.map((r) => ({ id: r.id,
      answers: mode === "" ? r.answers : { ...r.answers, mode } })) }).then(() => {
    act({ do: "sent" });
    say({ good: true, words: t.n("sent", waiting) });
  }, (e) => say({ good: false, words: e.status === 0 ? t("lost_keep")
    : `${t("refused_keep")} ${e.message}` }));
  return html`<section class="card typing" ref=${form} tabindex="-1"
      aria-label=${t("type_title")}>
    ${lines.map((line, i) => html`<${Row} key=${line.id} line=${line}
      form=${put.form} now=${i === batch.at} choice=${batch.answers[line.id]}
      pick=${(/** @type {string} */ code) => act({ do: "pick", at: i, code })} />`)}
    <p class="row"><button type="button" class=${cls("enter",
        batch.at >= lines.length && "now")}
        disabled=${Object.keys(batch.answers).length === 0 || waiting >= BATCH}
        onClick=${() => act({ do: "key", key: "Enter" })}>
        <kbd>Enter</kbd> ${t("next_ballot")}</button></p>
  </section>
  <section class="card batch">
    <div role="status"><h2>${t.n("waiting", waiting)}</h2></div>
    <p class="note">${waiting >= BATCH ? t("full") : t("batch_why")}</p>
    ${waiting > 0 && html`<${Last} row=${batch.rows[waiting - 1]} />`}
    <p class="row"><button type="button" disabled=${waiting === 0} onClick=${send}>
        ${t("send")}</button>
      <button type="button" class="quiet" disabled=${waiting === 0}
        onClick=${() => { act({ do: "again" }); form.current?.focus(); }}>${t("take_back")}</button></p>
    <p class=${cls("said", said && !said.good && "bad")} role="status">
      ${said && html`<${Icon} svg=${said.good ? check : alert} /> ${said.words}`}</p>
  </section>`;
}

/** The periods of a project, and until when the last one takes any.
 * @param {{periods: any[], period: any, set: (first: string) => void}} props */
const Periods = ({ periods, period, set }) => html`
  <${Pick} id="of-period" label=${t("period")} value=${period.first} set=${set}
    options=${periods.map((p) => [p.first, months(p.first, p.last)])} />`;

/** @param {{told: any}} props */
function Found({ told }) {
  const [project, field] = useProject(told.projects.filter(
    (/** @type {any} */ p) => p.periods.length > 0));
  const [first, setFirst] = useState("");
  const [mode, setMode] = useState("own_worker");
  const [busy, setBusy] = useState(false);
  if (!project)
    return html`<section class="card"><p>${t("no_wave")}</p></section>`;
  const period = project.periods.find((/** @type {any} */ p) => p.first === first)
    ?? project.periods[0];
  const put = { hash: period.questionnaire,
    form: told.questionnaires[period.questionnaire] };
  const modes = modesOf(put.form);
  const lines = linesOf(askedOf(put.form, project));
  const over = project.periods.find((/** @type {any} */ p) => p.until !== null);
  return html`<section class="card">
      <h2>${t("type_title")}</h2><p>${t("type_why")}</p>
      <fieldset class="fields bare" disabled=${busy}>
        <legend class="visually-hidden">${t("type_title")}</legend>${field}
        <${Periods} periods=${project.periods} period=${period} set=${setFirst} />
        ${modes.length > 0 && html`<${Pick} id="mode" label=${t("mode")}
          value=${mode} set=${setMode} options=${modes.map((m) =>
            [m, label(put.form, m)])} />`}
      </fieldset>
      ${over && html`<p class="note">${t("period_until", {
        months: months(over.first, over.last), date: date(over.until) })}</p>`}
      <p class="note">${t("keys")}</p>
    </section>
    <${Form} key=${`${project.id} ${period.first}`} put=${put} project=${project}
      month=${period.first} lines=${lines} mode=${modes.length > 0 ? mode : ""}
      busy=${setBusy} />`;
}

export function TypeBallots() {
  const [told, set] = useState(/** @type {any} */ (null));
  useEffect(() => void get("/api/v1/ballots").then(set, lost(set)), []);
  return html`<${Pending} told=${told} t=${t} />
    ${told?.projects && html`<${Found} told=${told} />`}`;
}
