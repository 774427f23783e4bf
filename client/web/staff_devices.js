// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_devices.js - the PIN of the kiosk, and the tablets that are kiosks too:
 * which there are, a code for one more, and taking one back.
 */
import { html, Icon, useEffect, useLayoutEffect, useRef, useState }
  from "../../common/web/ui.js";
import { get, post } from "../../common/web/api.js";
import { date, useLang } from "../../common/web/i18n.js";
import { encode } from "uqr";
import { words as t } from "./staff_devices_words.js";
import { lost, Pending } from "./staff_pending.js";
import alert from "lucide-static/icons/circle-alert.svg";
import check from "lucide-static/icons/check.svg";
import lock from "lucide-static/icons/lock-keyhole.svg";
import tablet from "lucide-static/icons/tablet.svg";

/** @typedef {{id: string, name: string, paired: string, until: string}} Device */
/** @typedef {{address: string | null, certificate_until: string | null,
 *   devices: Device[]}} Data */
/** @typedef {{good: boolean, words: string} | null} Said */

const WARN_DAYS = 30;

const soon = (/** @type {string | null} */ until) => until !== null &&
  Date.parse(until) - Date.now() < WARN_DAYS * 86_400_000;

/** @param {{said: Said, id: string}} props */
const Outcome = ({ said, id }) => html`<p id=${id} class="said" role="status">
  ${said && html`<${Icon} svg=${said.good ? check : alert} /> ${said.words}`}</p>`;

/** A QR: dark squares in one path, four squares of quiet around it.
 * @param {{text: string}} props */
function Qr({ text }) {
  const { size, data } = encode(text, { border: 4 });
  const path = data.map((row, y) => row.map((dark, x) =>
    dark ? `M${x} ${y}h1v1h-1z` : "").join("")).join("");
  return html`<svg class="qr" viewBox=${`0 0 ${size} ${size}`} role="img"
    aria-label=${t("qr")} shape-rendering="crispEdges"><path d=${path} /></svg>`;
}

/** @param {{is: boolean, may: boolean}} props */
function Pin({ is: before, may }) {
  const [is, set] = useState(before);
  const [pin, type] = useState("");
  const [said, say] = useState(/** @type {Said} */ (null));
  const save = (/** @type {Event} */ e) => {
    e.preventDefault();
    if (!/^\d{4,8}$/.test(pin))
      return say({ good: false, words: t("bad_pin") });
    return post("/api/v1/pin/set", { pin }).then(() => {
      set(true);
      type("");
      say({ good: true, words: t("saved") });
    }, () => say({ good: false, words: t("failed") }));
  };
  return html`<section class="card" aria-labelledby="pin">
    <h2 id="pin"><${Icon} svg=${lock} /> ${t("pin")}</h2>
    <p>${t("pin_why")}</p>
    <p><strong>${t(is ? "pin_is" : "pin_none")}</strong></p>
    ${may ? html`<form class="device-form" onSubmit=${save} novalidate>
      <div><label for="new-pin">${t("pin_new")}</label>
        <input id="new-pin" type="password" inputmode="numeric" maxlength="8"
          autocomplete="new-password" value=${pin} aria-describedby="pin-said"
          onInput=${(/** @type {any} */ e) => {
            type(e.currentTarget.value);
            say(null);
          }} /></div>
      <button type="submit">${t("save")}</button>
    </form>` : html`<p class="note">${t("coordinator")}</p>`}
    <${Outcome} id="pin-said" said=${said} />
  </section>`;
}

/** The code that waits for its tablet.
 * @param {{code: string, address: string, done: () => void}} props */
const Code = ({ code, address, done }) => html`<div class="pairing">
  <${Qr} text=${`${address}/pair#${code}`} />
  <div>
    <p><strong>${t("scan")}</strong></p>
    <p>${t("or", { address: `${address}/pair` })}</p>
    <p class="digits">${code}</p>
    <p class="note">${t("once")}</p>
    <button type="button" onClick=${done}>${t("done")}</button>
  </div>
</div>`;

/** @param {{load: () => void, fail: (s: Said) => void}} props */
function Pairing({ load, fail }) {
  const [name, set] = useState("");
  const [made, show] = useState(
    /** @type {{code: string, address: string} | null} */ (null));
  const make = (/** @type {Event} */ e) => {
    e.preventDefault();
    fail(null);
    return post("/api/v1/devices/code", { name: name.trim() }).then(show,
      () => fail({ good: false, words: t("failed") }));
  };
  if (made !== null)
    return html`<${Code} ...${made} done=${() => {
      show(null);
      set("");
      load();
    }} />`;
  return html`<form class="device-form" onSubmit=${make}>
    <div><label for="device-name">${t("name")}</label>
      <input id="device-name" type="text" required maxlength="40" value=${name}
        autocomplete="off" placeholder=${t("name_hint")}
        onInput=${(/** @type {any} */ e) => set(e.currentTarget.value)} /></div>
    <button type="submit">${t("pair")}</button>
  </form>`;
}

/** @param {{d: Device, may: boolean, revoke: () => void}} props */
function Row({ d, may, revoke }) {
  const [asks, ask] = useState(false);
  const no = useRef(/** @type {HTMLButtonElement | null} */ (null));
  useLayoutEffect(() => no.current?.focus(), [asks]);
  return html`<li>
    <div><strong>${d.name}</strong>
      <span>${t("paired", { date: date(d.paired) })}</span>
      <span>${t("until", { date: date(d.until) })}</span></div>
    ${may && !asks && html`<button type="button" onClick=${() => ask(true)}
      aria-label=${t("revoke_of", { name: d.name })}>${t("revoke")}</button>`}
    ${asks && html`<div class="sure"><p>${t("sure", { name: d.name })}</p>
      <button type="button" data-do="yes" onClick=${revoke}>${t("yes")}</button>
      <button type="button" data-do="no" ref=${no} onClick=${() => ask(false)}>
        ${t("no")}</button></div>`}
  </li>`;
}

/** @param {{data: Data, may: boolean, load: () => void}} props */
function Tablets({ data, may, load }) {
  const [said, say] = useState(/** @type {Said} */ (null));
  const revoke = (/** @type {Device} */ d) =>
    post("/api/v1/devices/revoke", { id: d.id }).then(() => {
      say({ good: true, words: t("revoked", { name: d.name }) });
      load();
    }, () => say({ good: false, words: t("failed") }));
  return html`<section class="card" aria-labelledby="tablets">
    <h2 id="tablets"><${Icon} svg=${tablet} /> ${t("tablets")}</h2>
    ${soon(data.certificate_until) && html`<p class="notice">
      <${Icon} svg=${alert} /> ${t("ends",
        { date: date(data.certificate_until ?? "") })}</p>`}
    ${data.devices.length === 0 && html`<p>${t("none")}</p>`}
    <ul class="devices">${data.devices.map((d) => html`<${Row} key=${d.id} d=${d}
      may=${may} revoke=${() => revoke(d)} />`)}</ul>
    ${data.address === null ? html`<p class="note">${t("off")}</p>`
      : may ? html`<${Pairing} load=${load} fail=${say} />`
      : html`<p class="note">${t("coordinator")}</p>`}
    <${Outcome} id="tablets-said" said=${said} />
  </section>`;
}

/** @param {{about: any, session: any}} props */
export function Devices({ about, session }) {
  const [data, set] = useState(/** @type {Data | null | "lost"} */ (null));
  const load = () => get("/api/v1/devices").then(set,
    lost(set));
  const may = session.role === "coordinator";
  useLang();
  useEffect(() => void load(), []);
  return html`
    <h1>${t("title")}</h1>
    <p class="intro">${t("intro")}</p>
    <${Pending} told=${data} t=${t} />
    ${data !== null && data !== "lost" && html`<div class="tiles">
      <${Pin} is=${about.pin === true} may=${may} />
      <${Tablets} data=${data} may=${may} load=${load} /></div>`}`;
}
