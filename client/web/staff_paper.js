// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_paper.js - everything on paper: ballots to print, ballots to type in,
 * and one-time cards.  The part that is open stands in the address, behind the
 * page's name: #paper/type.
 */
import { html, useEffect, useState } from "../../common/web/ui.js";
import { Cards } from "./staff_cards.js";
import { PrintBallots } from "./staff_print.js";
import { TypeBallots } from "./staff_type.js";
import { words as t } from "./staff_paper_words.js";

const PARTS = [
  { id: "print", view: PrintBallots },
  { id: "type", view: TypeBallots },
  { id: "cards", view: Cards },
];

const partOf = () => PARTS.find((p) => p.id === location.hash.split("/")[1])
  ?? PARTS[0];

function usePart() {
  const [part, set] = useState(partOf);
  useEffect(() => {
    const changed = () => set(partOf());
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return part;
}

/** @param {{about: any}} props */
export function Paper({ about }) {
  const part = usePart();
  return html`
    <div class="no-print">
      <h1>${t("title")}</h1>
      <p class="intro">${t("intro")}</p>
      <nav class="parts" aria-label=${t("parts")}>${PARTS.map((p) => html`
        <a key=${p.id} href=${`#paper/${p.id}`}
          aria-current=${p === part ? "page" : undefined}>${t(p.id)}</a>`)}</nav>
    </div>
    <${part.view} key=${part.id} projects=${about.projects ?? []}
      about=${about} />`;
}
