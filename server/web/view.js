// SPDX-License-Identifier: EUPL-1.2
/*
 * view.js - what is being looked at, and its address: the query string holds
 * the page, the question (or one option of it), the months, by which groups of
 * people, whether channels are shown, and which of many sites, so that a link
 * shows the receiver the same.
 *
 * Pure but for useView(), which follows the address.
 */
import { useEffect, useState } from "../../common/web/ui.js";

/** @typedef {{page: string, question: string, from: string, to: string,
 *   by: string, channels: boolean, find: string, at: number}} View  page: a name
 *   of pages.js, or ""; find, at: see slice.js */
/** @typedef {{id: string, options: {id: string}[],
 *   attributes: {id: string}[]}} Asked */

const MONTH = /^[0-9]{4}-(0[1-9]|1[0-2])$/;

/** @param {string} search */
export function readView(search) {
  const q = new URLSearchParams(search);
  const month = (/** @type {string} */ key) =>
    MONTH.test(q.get(key) ?? "") ? q.get(key) : "";
  return /** @type {View} */ ({
    // Addresses of before there were more pages name only a question.
    page: q.get("page") ?? (q.has("question") ? "compare" : ""),
    question: q.get("question") ?? "",
    from: month("from"),
    to: month("to"),
    by: q.get("by") ?? "",
    channels: q.get("channels") === "1",
    find: q.get("find") ?? "",
    at: Math.max(0, Math.trunc(Number(q.get("at"))) || 0),
  });
}

/** @param {View} v */
export function writeView(v) {
  const q = new URLSearchParams();
  if (v.page !== "")
    q.set("page", v.page);
  if (v.question !== "")
    q.set("question", v.question);
  if (v.from !== "" && v.to !== "") {
    q.set("from", v.from);
    q.set("to", v.to);
  }
  if (v.by !== "")
    q.set("by", v.by);
  if (v.channels)
    q.set("channels", "1");
  if (v.find !== "")
    q.set("find", v.find);
  if (v.at > 0)
    q.set("at", String(v.at));
  return `?${q}`;
}

/** @param {string} month "YYYY-MM" @param {number} n months to add */
export function addMonths(month, n) {
  const [y, m] = month.split("-").map(Number);
  const k = y * 12 + m - 1 + n;
  return `${Math.floor(k / 12)}-${String(k % 12 + 1).padStart(2, "0")}`;
}

/** Every month from a to b. @param {string} a @param {string} b */
export function monthsBetween(a, b) {
  const list = [];
  for (let m = a; m <= b && list.length < 1200; m = addMonths(m, 1))
    list.push(m);
  return list;
}

/** The last n months that have figures; n 0 is all of them.
 * @param {number} n @param {{first: string, last: string}} range */
export function preset(n, range) {
  const from = n === 0 ? range.first : addMonths(range.last, 1 - n);
  return { from: from < range.first ? range.first : from, to: range.last };
}

/** What a question is asked for by: itself, or one of its options.
 * @param {Asked} q */
export const first = (q) => q.options[0]?.id ?? q.id;

/** The question that id names, or that id is an option of.
 * @template {Asked} Q @param {string} id @param {Q[]} questions */
export const questionOf = (id, questions) => questions.find((q) =>
  q.options.length === 0 ? q.id === id : q.options.some((o) => o.id === id));

/** @typedef {{first: string, last: string, questions: Asked[]}} Choices */

/**
 * Fill in what the address left open, and drop what does not exist.
 * @param {View} v @param {Choices} known @returns {View}
 */
function complete(v, known) {
  const asked = questionOf(v.question, known.questions);
  const question = asked !== undefined ? v.question
    : known.questions.length > 0 ? first(known.questions[0]) : "";
  const by = asked?.attributes.some((a) => a.id === v.by) ? v.by : "";
  const whole = v.from !== "" && v.to !== "" && v.from <= v.to;
  return { ...v, question, by, ...(whole ? {} : preset(12, known)) };
}

/** What a page of figures looks at, complete; a change of it puts all of it in
 * the address.
 * @param {{known: Choices, view: View, change: (v: Partial<View>) => void}} props
 * @returns {[View, (next: Partial<View>) => void]} */
export function completed({ known, view, change }) {
  const v = complete(view, known);
  return [v, (next) => change({ ...v, ...next })];
}

/** How the API is asked for one question, or option, over the months.
 * @param {View} v complete @param {Record<string, string>} more */
export const queryOf = (v, more = {}) => new URLSearchParams({
  question: v.question, from: v.from, to: v.to, ...more }).toString();

/** @returns {[View, (change: Partial<View>) => void]} */
export function useView() {
  const [view, set] = useState(() => readView(location.search));
  useEffect(() => {
    const follow = () => set(readView(location.search));
    const click = (/** @type {MouseEvent} */ e) => {
      const a = /** @type {Element} */ (e.target).closest?.("a[href^='?']");
      if (!a || e.button !== 0 || e.ctrlKey || e.metaKey || e.shiftKey)
        return;
      e.preventDefault();
      history.pushState(null, "", location.pathname + a.getAttribute("href"));
      follow();
    };
    addEventListener("popstate", follow);
    addEventListener("click", click);
    return () => {
      removeEventListener("popstate", follow);
      removeEventListener("click", click);
    };
  }, []);
  return [view, (change) => set((v) => {
    const next = { ...v, ...change };
    const address = writeView(next);
    if (address !== writeView(v))
      history.pushState(null, "", location.pathname + address);
    return next;
  })];
}
