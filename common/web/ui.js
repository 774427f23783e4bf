// SPDX-License-Identifier: EUPL-1.2
/*
 * ui.js - preact and htm in one import, and the smallest parts of every page.
 *
 *   import { html, render, useState, Icon } from "../../common/web/ui.js";
 *   import save from "lucide-static/icons/save.svg";
 *   html`<button><${Icon} svg=${save} /> ${t("save")}</button>`
 *
 * The pages' policy forbids inline styles in markup; style=${{width: "40%"}}
 * is fine, since preact sets it through the CSSOM.
 */
import { h } from "preact";
import htm from "htm";

export { Fragment, h, render } from "preact";
export { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef,
  useState } from "preact/hooks";

/** Tagged template: markup to a preact node. */
export const html = /** @type {(s: TemplateStringsArray, ...v: any[]) => any} */
  (htm.bind(h));

/**
 * Class names, falsy ones left out.
 * @param {...(string | false | null | undefined)} names
 */
export const cls = (...names) => names.filter(Boolean).join(" ");

/**
 * An icon: decoration only, so always beside words or on a labelled button.
 * @param {{svg: string, class?: string}} props  svg: text of an SVG file
 */
export function Icon(props) {
  return h("span", {
    class: cls("icon", props.class),
    "aria-hidden": "true",
    dangerouslySetInnerHTML: { __html: props.svg.slice(props.svg.indexOf("<svg")) },
  });
}
