// SPDX-License-Identifier: EUPL-1.2
/* actions.js - what can be done with a view: download it, link to it, print. */
import { html, Icon, useEffect, useState } from "../../common/web/ui.js";
import { t } from "./words.js";
import download from "lucide-static/icons/download.svg";
import link from "lucide-static/icons/link.svg";
import printer from "lucide-static/icons/printer.svg";

/** Copies what of() says, and says "copied" for a while.
 * @param {{svg: string, label: string, of: () => string}} props */
export function Copy({ svg, label, of }) {
  const [done, set] = useState(false);
  useEffect(() => {
    if (!done)
      return undefined;
    const timer = setTimeout(() => set(false), 2500);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = () => navigator.clipboard?.writeText(of())
    .then(() => set(true), () => {});
  return html`<button type="button" class="no-print" onClick=${copy}>
    <${Icon} svg=${svg} /><span aria-live="polite">${
    done ? t("copied") : label}</span></button>`;
}

/** Without href there is nothing to download.
 * @param {{href?: string, file?: string}} props */
export const Actions = ({ href, file }) => html`
  <div class="actions no-print">
    ${href && html`<a class="button" id="csv" href=${href} download=${file}>
      <${Icon} svg=${download} />${t("csv")}</a>`}
    <${Copy} svg=${link} label=${t("link")} of=${() => location.href} />
    <button type="button" onClick=${() => print()}>
      <${Icon} svg=${printer} />${t("print")}</button>
  </div>`;
