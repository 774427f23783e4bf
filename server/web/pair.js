// SPDX-License-Identifier: EUPL-1.2
/*
 * pair.js - of many sites, the difference of two that somebody chooses; it is
 * asked for only then, and as wide as if every pair had been looked at.
 */
import { html, useState } from "../../common/web/ui.js";
import { t } from "./words.js";
import { Loaded } from "./fetch.js";
import { between, MANY } from "./say.js";
import { nameOf } from "./names.js";
import { Verdict } from "./tables.js";

/** @typedef {import("./say.js").Comparison} Comparison */

/** @param {{id: string, label: string, names: string[], value: string,
 *   choose: (name: string) => void}} props */
const Choice = ({ id, label, names, value, choose }) => html`
  <label>${label}
    <select id=${id} value=${value}
        onChange=${(/** @type {any} */ e) => choose(e.target.value)}>
      <option value="">–</option>
      ${names.map((n) => html`<option key=${n} value=${n}>${n}</option>`)}
    </select></label>`;

/** @param {{c: Comparison}} props */
const Told = ({ c }) => c.differences.map((d) => html`
  <p id="pair-told"><b>${t("and", d)}</b>${": "}
    ${between(d)}${" – "}
    <${Verdict} clear=${d.clear} /></p>`);

/** @param {{c: Comparison, query: string}} props */
export function Pair({ c, query }) {
  const [a, setA] = useState(""), [b, setB] = useState("");
  const names = c.sites.filter((s) => s.n > 0).map((s) => s.site);
  if (c.sites.length < MANY || names.length < 2)
    return null;
  const asked = names.includes(a) && names.includes(b) && a !== b;
  return html`
    <section class="card pair">
      <h2>${t("pairtitle")}</h2>
      <p class="note">${t("pairnote")}</p>
      <div class="pair-choice no-print">
        <${Choice} id="pair-a" label=${t("pairfirst")} names=${names} value=${a}
          choose=${setA} />
        <${Choice} id="pair-b" label=${t("pairsecond")} names=${names} value=${b}
          choose=${setB} />
      </div>
      ${asked && html`<${Loaded} key=${`${a}|${b}|${query}`} path=${
        `/api/v1/compare?${query}&${new URLSearchParams({
          between: nameOf(a), and: nameOf(b) })}`
      }>${(/** @type {Comparison} */ two) => html`<${Told} c=${two} />`}<//>`}
    </section>`;
}
