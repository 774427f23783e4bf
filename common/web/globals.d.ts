/* SPDX-License-Identifier: EUPL-1.2 */
/* What the bundler makes of an import that is no script: the text of an SVG. */
declare module "*.svg" {
  const text: string;
  export default text;
}

/* Comes without types; chart.js is its only user. */
declare module "d3-scale";
