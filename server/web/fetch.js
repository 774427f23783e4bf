// SPDX-License-Identifier: EUPL-1.2
/*
 * fetch.js - what a page gets from the API, and what stands there meanwhile.
 *
 *   html`<${Loaded} path="/api/v1/sites">${(data, busy) => html`…`}<//>`
 */
import { html, useEffect, useMemo, useState } from "../../common/web/ui.js";
import { get } from "../../common/web/api.js";
import { lang } from "../../common/web/i18n.js";
import { t } from "./words.js";
import { named } from "./names.js";

/** Fetch whenever the address asks for something else; the last asked wins.
 * Busy from the very change on: what is drawn is never of another address
 * without saying so.
 * @param {string} path */
export function useData(path) {
  const [state, set] = useState({ data: /** @type {any} */ (null), of: "",
    failed: false });
  const [again, retry] = useState(0);
  const asked = `${again} ${path}`, busy = state.of !== asked;
  useEffect(() => {
    let stale = false;
    get(path).then(
      (data) => stale || set({ data, of: asked, failed: false }),
      () => stale || set((s) => ({ ...s, of: asked, failed: true })));
    return () => void (stale = true);
  }, [asked]);
  return { data: state.data, busy, failed: state.failed && !busy,
    retry: () => retry(again + 1) };
}

/** The children draw what came, with the names of sites as pages say them;
 * while something newer is on its way, they are told that it is.
 * @param {{state: ReturnType<typeof useData>,
 *   children: (data: any, busy: boolean) => any}} props */
export function Given({ state: { data, busy, failed, retry }, children }) {
  const said = useMemo(() => named(data), [data, lang()]);
  if (failed)
    return html`<div class="problem" role="alert"><p>${t("failed")}</p>
      <button type="button" onClick=${retry}>${t("retry")}</button></div>`;
  return data === null ? html`<p role="status">${t("loading")}</p>`
    : children(said, busy);
}

/** @param {{path: string, children: (data: any, busy: boolean) => any}} props */
export const Loaded = ({ path, children }) => html`
  <${Given} state=${useData(path)}>${children}<//>`;
