// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_log_lines.js - a line of the log in the language of the page.  The
 * program writes each in English, in one fixed form; a form that is not known
 * here stays as it is.  tests/e2e/sample_lines.mjs holds one of each.
 */
import { html } from "../../common/web/ui.js";
import { lang, month, months, text } from "../../common/web/i18n.js";
import { nameOf } from "./staff_language_status.js";
import { theme } from "./staff_loop_themes.js";
import { words as account } from "./staff_accounts_words.js";
import { words as t } from "./staff_log_lines_words.js";
import { words as loop } from "./staff_loop_words.js";
import { words as staff } from "./staff_words.js";

const P = "(?<project>[^ ,]+)", N = "(?<name>.+)";
const L = "(?<language>[\\w-]+)", SPAN = "(?<first>[\\d-]+)(?: to |/)(?<last>[\\d-]+)";
const CHANNEL = "(?<channel>self|assisted)", ROLE = "(?<role>staff|coordinator)";
const LOOP = `(?:entered|changed) what became of a theme: ${P}, (?<theme>\\w+), ` +
  "(?<state>heard|discussed|doing|done|cannot|passed_on)";
const BATCH = `${P}, ${SPAN}, ${CHANNEL}: `;

/** The key of the words of each form; {} in them is what the form names.
 * @type {[string, string][]} */
const FORMS = [
  ["viewed.releases", "looked at the releases"],
  ["viewed.others", "looked at the figures of others"],
  ["viewed.results", "looked at the results"],
  ["viewed.log", "looked at the log"],
  ["viewed.own", "looked at the own questions"],
  ["account.add", `${N} added as ${ROLE}`],
  ["account.role", `${N} is ${ROLE} now`],
  ["account.password", `new password for ${N}`],
  ["account.remove", `${N} removed`],
  ["password", "changed the password"],
  ["cards", `ballot cards printed for ${P}`],
  ["cards.void", `ballot cards of ${P} are void`],
  ["ballots", `ballots typed in for ${P}`],
  ["ballots.file", `ballots taken in for ${P}`],
  ["feet", `a conversation on feet saved for ${P}`],
  ["count", `entered the headcount of ${P}, ${CHANNEL}, from (?<month>.+)`],
  ["count.back", `took back the headcount of ${P}, ${CHANNEL}, from (?<month>.+)`],
  ["review", `recorded the review of language ${L} by a .+`],
  ["own", `put own questions in ${P}`],
  ["own.stop", `stops putting own questions in ${P}`],
  ["loop", LOOP],
  ["loop.away", `${LOOP}, put away`],
  ["pin", "set the PIN of the kiosk"],
  ["clip", `recorded \\S+ \\(${L}\\)`],
  ["clip.review", `reviewed the speech of \\S+ \\(${L}\\)`],
  ["clip.remove", `removed the speech of \\S+ \\(${L}\\)`],
  ["clips", "took in (?<n>\\d+) clips of speech"],
  ["clips.remove", `removed (?<n>\\d+) clips of ${L}`],
  ["tablet", `paired the tablet ${N}`],
  ["tablet.code", `made a code for the tablet ${N}`],
  ["tablet.back", "took a tablet back"],
  ["wave", `started a normal wave of ${P}, ${SPAN}; promised by ${N}`],
  ["wave.pilot", `started a pilot wave of ${P}, ${SPAN}; promised by ${N}`],
  ["wave.end", `ended a (?:normal|pilot) wave of ${P}`],
  ["wave.note", `noted what was learned in ${P}`],
  ["init", "state directory made"],
  ["project", `${P} added`],
  ["questionnaire", "[0-9a-f]{64}"],
  ["enrol", `enrolled as ${N} at (?<address>.+)`],
  ["backup", "backup written"],
  ["backup.answers", "backup written, with answers"],
  ["recovery", "new recovery key"],
  ["frozen.gone", `the frozen answers of ${P} were destroyed`],
  ["withdraw", "entry (?<n>\\d+), reason: (?<why>.+)"],
  ["withdrawn", "entry (?<n>\\d+) is withdrawn"],
  ["aside", "the centre set entry (?<n>\\d+) aside \\(code (?<code>\\d+)\\)"],
  ["small", `${BATCH}not released`],
  ["frozen", `${BATCH}frozen: the audit refused this batch; nothing was sent`],
  ["key", `${BATCH}the key of a pool is gone; its answers are destroyed`],
  ["flood", "far more answers came than people can give; the rest was turned away"],
  ["certificate", "the certificate of the tablets ends in (?<n>\\d+) days: renew it and start serve again"],
  ["bands", "the bands of answers cannot be read and begin anew"],
  ["restored", "the database was restored from a backup"],
  ["quarantine", "the centre has put this site in quarantine"],
  ["history", "the centre holds another history than this site"],
  ["clock", "the certificates are out of their dates: check the clock"],
];
const KNOWN = FORMS.map(([key, form]) => /** @type {const} */ (
  [key, new RegExp(`^(?:${form})$`)]));

/** What a form names, as people call it. @param {Record<string, string>} of
 * @param {any[]} projects */
const named = (of, projects) => ({ ...of,
  project: text(projects.find((p) => p.id === of.project)?.name) || of.project,
  language: of.language && nameOf(of.language, lang()),
  month: of.month && month(of.month),
  months: of.first && months(of.first, of.last),
  theme: of.theme && theme(of.theme),
  state: of.state && loop(`state.${of.state}`),
  role: of.role && account(`role.${of.role}`),
  channel: of.channel && staff(of.channel) });

/** A line in words, or null. @param {string} line @param {any[]} projects */
function told(line, projects) {
  for (const [key, form] of KNOWN) {
    const found = form.exec(line);
    if (found !== null)
      return t(key, named({ ...found.groups }, projects));
  }
  return null;
}

/** @param {{what: string, projects: any[]}} props */
export const LogLine = ({ what, projects }) => told(what, projects) ??
  html`<span lang="en">${what}</span>`;
