// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_pending.js - what stands on a page of staff until its data are there:
 * null, that they come; "lost", that they do not; and what else went wrong.
 */
import { html, Icon } from "../../common/web/ui.js";
import alert from "lucide-static/icons/circle-alert.svg";

/** For a request that failed; who is logged out is asked to log in elsewhere.
 * @param {(told: "lost") => void} set */
export const lost = (set) => (/** @type {{status: number}} */ e) =>
  e.status !== 401 && set("lost");

/** There from the start, so that words put in it later are said.
 * @param {{words: string}} props */
export const Problem = ({ words }) => html`<div role="alert">${words &&
  html`<p class="problem"><${Icon} svg=${alert} /> ${words}</p>`}</div>`;

/** @param {{told: unknown, t: (key: string) => string}} props */
export const Pending = ({ told, t }) => {
  if (told === null)
    return html`<p role="status">${t("loading")}</p>`;
  return told === "lost" ? html`<p class="problem" role="alert">
    <${Icon} svg=${alert} /> ${t("lost")}</p>` : null;
};
