// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_accounts.js - who may log in, for a coordinator: added, given another
 * role or a new first password, removed.  A password is shown once.
 */
import { html, Icon, useEffect, useRef, useState } from "../../common/web/ui.js";
import { get, post } from "../../common/web/api.js";
import { words as t } from "./staff_accounts_words.js";
import { lost, Pending, Problem } from "./staff_pending.js";
import check from "lucide-static/icons/check.svg";
import key from "lucide-static/icons/key-round.svg";
import plus from "lucide-static/icons/user-plus.svg";
import trash from "lucide-static/icons/trash-2.svg";

const ROLES = ["staff", "coordinator"];

/** @typedef {{name: string, role: string, must_change: boolean}} Account */
/** @typedef {(path: string, body: any) => Promise<boolean>} Send */

/** What is said when it is done; a password is shown instead.
 * @type {Record<string, (of: any) => string>} */
const DONE = {
  "/role": (of) => t("role_done", { name: of.name, role: t(`role.${of.role}`) }),
  "/remove": (of) => t("remove_done", of),
};

/** @param {any} e */
const explain = (e) => e.status === 0 ? t("lost")
  : e.status === 409 ? t(/last/.test(e.message) ? "last" : "exists")
    : e.status === 400 ? t("bad_name") : t("failed");

/** The one time that a first password is seen.
 * @param {{made: {name: string, password: string}, close: () => void}} props */
function Made({ made, close }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => box.current?.focus(), [made]);
  return html`<section class="card made" ref=${box} tabindex="-1"
      aria-labelledby="made">
    <h2 id="made"><${Icon} svg=${key} /> ${t("made", { name: made.name })}</h2>
    <p class="password"><code>${made.password}</code></p>
    <p>${t("made_why")}</p>
    <button type="button" class="no-print" onClick=${close}>${t("noted")}</button>
  </section>`;
}

/** @param {{a: Account, own: boolean, send: Send}} props */
function Row({ a, own, send }) {
  const [sure, ask] = useState(false);
  const id = `role-${a.name}`;
  return html`<tr>
    <th scope="row">${a.name}
      ${own && html`<span class="note">${t("you")}</span>`}
      ${a.must_change && html`<span class="note">${t("must_change")}</span>`}</th>
    <td><label class="visually-hidden" for=${id}>${t("role_of",
      { name: a.name })}</label>
      <select id=${id} value=${a.role} disabled=${own}
        onChange=${(/** @type {any} */ e) => send("/role", { name: a.name,
          role: e.currentTarget.value })}>
        ${ROLES.map((r) => html`<option value=${r}>${t(`role.${r}`)}</option>`)}
      </select></td>
    <td class="actions">${!own && !sure && html`
      <button type="button" onClick=${() => send("/password", { name: a.name })}
        aria-label=${`${t("reset")}: ${a.name}`}>
        <${Icon} svg=${key} /> ${t("reset")}</button>
      <button type="button" onClick=${() => ask(true)}
        aria-label=${`${t("remove")}: ${a.name}`}>
        <${Icon} svg=${trash} /> ${t("remove")}</button>`}
      ${sure && html`<span class="sure">${t("sure", { name: a.name })}</span>
        <button type="button" class="primary" onClick=${() => send("/remove",
          { name: a.name }).then((ok) => ok || ask(false))}>${t("yes_remove")}</button>
        <button type="button" onClick=${() => ask(false)}>${t("cancel")}</button>`}
    </td></tr>`;
}

/** @param {{send: Send}} props */
function Add({ send }) {
  const [name, setName] = useState(""), [role, setRole] = useState("staff");
  const add = (/** @type {Event} */ e) => {
    e.preventDefault();
    send("", { name: name.trim(), role }).then((ok) => ok && setName(""));
  };
  return html`<form class="card add" onSubmit=${add} novalidate
      aria-labelledby="add">
    <h2 id="add"><${Icon} svg=${plus} /> ${t("add")}</h2>
    <div class="grid-fields">
      <div class="field"><label for="new-name">${t("name")}</label>
        <input id="new-name" type="text" autocomplete="off" autocapitalize="none"
          spellcheck=${false} value=${name} aria-describedby="new-name-why"
          onInput=${(/** @type {any} */ e) => setName(e.currentTarget.value)} />
        <small id="new-name-why">${t("name_why")}</small></div>
      <div class="field"><label for="new-role">${t("role")}</label>
        <select id="new-role" value=${role} onChange=${(/** @type {any} */ e) =>
          setRole(e.currentTarget.value)}>
          ${ROLES.map((r) => html`<option value=${r}>${t(`role.${r}`)}</option>`)}
        </select><small>${t(`role_why.${role}`)}</small></div>
    </div>
    <button type="submit">${t("make")}</button>
  </form>`;
}

export function Accounts(/** @type {{session: any}} */ { session }) {
  const [accounts, set] = useState(
    /** @type {Account[] | null | "lost"} */ (null));
  const [made, setMade] = useState(/** @type {any} */ (null));
  const [problem, say] = useState(""), [done, setDone] = useState("");
  const load = () => get("/api/v1/accounts").then((r) => set(r.accounts),
    lost(set));
  useEffect(() => void load(), []);
  /** @type {Send} */
  const send = (path, body) => post(`/api/v1/accounts${path}`, body)
    .then(async (r) => {
      setMade(r.password ? r : null);
      say("");
      setDone(DONE[path]?.(body) ?? "");
      await load();
      return true;
    }, async (e) => {
      say(explain(e));
      setDone("");
      await load();
      return false;
    });
  return html`
    <h1>${t("title")}</h1>
    <p class="intro">${t("intro")}</p>
    <${Pending} told=${accounts} t=${t} />
    ${made && html`<${Made} made=${made} close=${() => setMade(null)} />`}
    <${Problem} words=${problem} />
    <p class="done" role="status">${done && html`<${Icon} svg=${check} />
      ${done}`}</p>
    ${Array.isArray(accounts) && html`<div class="list accounts">
      <section class="card"><table>
        <caption class="visually-hidden">${t("title")}</caption>
        <thead><tr><th scope="col">${t("name")}</th>
          <th scope="col">${t("role")}</th>
          <th scope="col"><span class="visually-hidden">${t("actions")}</span></th>
        </tr></thead>
        <tbody>${accounts.map((a) => html`<${Row} key=${a.name} a=${a} send=${send}
          own=${a.name === session.name} />`)}</tbody>
      </table></section>
      <${Add} send=${send} /></div>`}`;
}
