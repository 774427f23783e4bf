// SPDX-License-Identifier: EUPL-1.2
/*
 * session.js - nobody sees a page of staff without a login.
 *
 *   html`<${Gate} app=${t("app")} name="Gent" demonstration=${true}>
 *     ${(session, logout) => html`<${Page} session=${session} … />`}<//>`
 *
 * Gate shows the login form, then the forced change of a generated password,
 * then its child.  An ended session (any 401) shows the login form again.
 * ChangePassword is the same form for whoever wants another one: a change gives
 * a new session, so its done() loads the page anew.
 * session is {name, role, must_change, csrf}.
 */
import { html, Icon, useEffect, useRef, useState } from "./ui.js";
import { get, onLoggedOut, post, setCsrf } from "./api.js";
import { messages, useLang } from "./i18n.js";
import { Shell } from "./shell.js";
import alert from "lucide-static/icons/circle-alert.svg";
import key from "lucide-static/icons/key-round.svg";
import lock from "lucide-static/icons/lock.svg";

/** @typedef {{name: string, role: string, must_change: boolean, csrf: string}} Session */

const t = messages({
  nl: {
    login: "Aanmelden",
    name: "Naam",
    password: "Wachtwoord",
    go: "Aanmelden",
    busy: "Even geduld…",
    wrong: "Naam of wachtwoord is niet juist.",
    wait: "Te veel pogingen. Wacht {seconds} seconden en probeer opnieuw.",
    none: "Geen contact met het programma. Probeer opnieuw.",
    failed: "Dat lukte niet: {why}",
    change: "Kies een eigen wachtwoord",
    why: "Dit wachtwoord werd voor u gemaakt. Kies nu een wachtwoord dat alleen u kent.",
    old: "Wachtwoord dat u kreeg",
    own: "Uw wachtwoord nu",
    ownwrong: "Uw wachtwoord is niet juist.",
    new: "Nieuw wachtwoord",
    again: "Nieuw wachtwoord, nog eens",
    hint: "Minstens 10 tekens. Een korte zin is goed.",
    short: "Het nieuwe wachtwoord is te kort: minstens 10 tekens.",
    differ: "De twee nieuwe wachtwoorden zijn niet gelijk.",
    oldwrong: "Het wachtwoord dat u kreeg is niet juist.",
    save: "Bewaren",
    retry: "Opnieuw proberen",
  },
  fr: {
    login: "Se connecter",
    name: "Nom",
    password: "Mot de passe",
    go: "Se connecter",
    busy: "Un instant…",
    wrong: "Le nom ou le mot de passe n'est pas correct.",
    wait: "Trop d'essais. Attendez {seconds} secondes et essayez encore.",
    none: "Pas de contact avec le programme. Essayez encore.",
    failed: "Cela n'a pas marché : {why}",
    change: "Choisissez votre mot de passe",
    why: "Ce mot de passe a été créé pour vous. Choisissez maintenant un mot de passe que vous seul connaissez.",
    old: "Mot de passe reçu",
    own: "Votre mot de passe actuel",
    ownwrong: "Votre mot de passe actuel n'est pas correct.",
    new: "Nouveau mot de passe",
    again: "Nouveau mot de passe, encore une fois",
    hint: "Au moins 10 signes. Une courte phrase convient bien.",
    short: "Le nouveau mot de passe est trop court : au moins 10 signes.",
    differ: "Les deux nouveaux mots de passe ne sont pas pareils.",
    oldwrong: "Le mot de passe reçu n'est pas correct.",
    save: "Enregistrer",
    retry: "Essayer encore",
  },
  en: {
    login: "Log in",
    name: "Name",
    password: "Password",
    go: "Log in",
    busy: "One moment…",
    wrong: "The name or the password is not right.",
    wait: "Too many attempts. Wait {seconds} seconds and try again.",
    none: "No contact with the program. Try again.",
    failed: "That did not work: {why}",
    change: "Choose your own password",
    why: "This password was made for you. Now choose one that only you know.",
    old: "Password you were given",
    own: "Your present password",
    ownwrong: "Your present password is not right.",
    new: "New password",
    again: "New password, once more",
    hint: "At least 10 characters. A short sentence is fine.",
    short: "The new password is too short: at least 10 characters.",
    differ: "The two new passwords are not the same.",
    oldwrong: "The password you were given is not right.",
    save: "Save",
    retry: "Try again",
  },
});

const MIN_PASSWORD = 10; // PASSWORD_MIN of password.h

/** @param {any} e @param {string} unauthorised */
function explain(e, unauthorised) {
  if (e.status === 401)
    return t(unauthorised);
  if (e.status === 429)
    return t("wait", { seconds: e.retryAfter || 30 });
  return e.status === 0 ? t("none") : t("failed", { why: e.message });
}

/** A message that is read out when it appears. @param {{text: string}} props */
const Problem = ({ text }) => html`<div role="alert">
  ${text && html`<p class="problem"><${Icon} svg=${alert} /> ${text}</p>`}</div>`;

/**
 * @param {{id: string, label: string, type?: string, auto: string,
 *   hint?: string, min?: number, focus?: boolean}} props
 */
function Field(props) {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => {
    if (props.focus)
      input.current?.focus();
  }, []);
  return html`<div class="field">
    <label for=${props.id}>${props.label}</label>
    <input id=${props.id} name=${props.id} ref=${input} required
      type=${props.type ?? "text"} autocomplete=${props.auto}
      autocapitalize="none" spellcheck=${false}
      aria-describedby=${props.hint ? `${props.id}-hint` : undefined} />
    ${props.hint && html`<small id=${`${props.id}-hint`}>${props.hint}</small>`}
  </div>`;
}

/**
 * A form that sends its fields once at a time.
 * @param {{icon: string, title: string, intro?: string, go: string,
 *   send: (fields: Record<string, string>) => Promise<void>,
 *   explain: (e: any) => string, children?: any}} props
 */
function Form(props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const submit = async (/** @type {SubmitEvent} */ e) => {
    e.preventDefault();
    const form = /** @type {HTMLFormElement} */ (e.currentTarget);
    if (busy)
      return;
    setBusy(true);
    setProblem("");
    try {
      await props.send(/** @type {Record<string, string>} */ (
        Object.fromEntries(new FormData(form))));
    } catch (error) {
      setProblem(props.explain(error));
    }
    setBusy(false);
  };
  return html`<form class="card gate" onSubmit=${submit}>
    <h1><${Icon} svg=${props.icon} /> ${props.title}</h1>
    ${props.intro && html`<p>${props.intro}</p>`}
    ${props.children}
    <${Problem} text=${problem} />
    <button class="primary" type="submit" aria-disabled=${busy ? "true" : undefined}>
      ${busy ? t("busy") : props.go}</button>
  </form>`;
}

/** @param {{done: (s: Session) => void}} props */
const Login = ({ done }) => html`
  <${Form} icon=${lock} title=${t("login")} go=${t("go")}
    explain=${(/** @type {any} */ e) => explain(e, "wrong")}
    send=${async (/** @type {Record<string, string>} */ f) =>
      done(await post("/api/v1/login", { name: f.name, password: f.password }))}>
    <${Field} id="name" label=${t("name")} auto="username" focus />
    <${Field} id="password" label=${t("password")} type="password"
      auto="current-password" />
  <//>`;

/** @param {Record<string, string>} f */
async function changePassword(f) {
  if ([...f.new].length < MIN_PASSWORD)
    throw { local: "short" };
  if (f.new !== f.again)
    throw { local: "differ" };
  await post("/api/v1/password", { old: f.old, new: f.new });
}

/** forced: the password is one that somebody else made.
 * @param {{done: () => void, forced?: boolean}} props */
export const ChangePassword = ({ done, forced = false }) => html`
  <${Form} icon=${key} title=${t("change")} intro=${forced ? t("why") : ""}
    go=${t("save")} explain=${(/** @type {any} */ e) =>
      e.local ? t(e.local)
        : explain(e, forced ? "oldwrong" : "ownwrong")}
    send=${async (/** @type {Record<string, string>} */ f) => {
      await changePassword(f);
      done();
    }}>
    <${Field} id="old" label=${t(forced ? "old" : "own")} type="password"
      auto="current-password" focus />
    <${Field} id="new" label=${t("new")} type="password" auto="new-password"
      hint=${t("hint")} />
    <${Field} id="again" label=${t("again")} type="password"
      auto="new-password" />
  <//>`;

/** Where the login stands: what Gate shows, and how it moves on. */
function useSession() {
  const [session, set] = useState(
    /** @type {Session | null | "asking" | "lost"} */ ("asking"));
  const enter = (/** @type {Session | null} */ s) => {
    setCsrf(s?.csrf ?? "");
    set(s);
  };
  const ask = () => get("/api/v1/session").then(enter, (e) =>
    e.status === 401 ? enter(null) : set("lost"));
  useEffect(() => {
    onLoggedOut(() => enter(null));
    ask();
  }, []);
  const logout = async () => {
    await post("/api/v1/logout").catch(() => {});
    enter(null);
  };
  return { session, enter, ask, logout };
}

/**
 * @param {{app: string, name?: string, demonstration: boolean | null,
 *   children: (s: Session, logout: () => void) => any}} props
 */
export function Gate(props) {
  const { session, enter, ask, logout } = useSession();
  useLang();
  if (session !== null && typeof session === "object" && !session.must_change)
    return props.children(session, logout);
  const shell = { app: props.app, name: props.name,
    demonstration: props.demonstration };
  if (session === "asking")
    return html`<${Shell} ...${shell} />`;
  if (session === "lost")
    return html`<${Shell} ...${shell}><div class="card gate">
      <${Problem} text=${t("none")} />
      <button type="button" onClick=${ask}>${t("retry")}</button></div><//>`;
  if (session === null)
    return html`<${Shell} ...${shell}><${Login} done=${enter} /><//>`;
  return html`<${Shell} ...${shell} session=${session} onLogout=${logout}>
    <${ChangePassword} done=${ask} forced=${true} /><//>`;
}
