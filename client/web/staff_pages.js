// SPDX-License-Identifier: EUPL-1.2
/*
 * staff_pages.js - the pages of staff, in the order of their navigation: what
 * is to be done now, what people said, asking and counting, administration.
 *
 * id is the fragment of the address and the key of the page's name in
 * staff_words.js.  group, the key of a name, begins a group that goes on until
 * the next one.  view is given {status, releases, titles, about, session};
 * releases is empty but for a page that asks for them.  A page with a role is
 * for that role alone.
 */
import { Accounts } from "./staff_accounts.js";
import { Devices } from "./staff_devices.js";
import { Feet } from "./staff_feet.js";
import { LanguagePacks } from "./staff_languages.js";
import { Log } from "./staff_log.js";
import { Loop } from "./staff_loop.js";
import { Overview } from "./staff_overview.js";
import { Own } from "./staff_own.js";
import { Paper } from "./staff_paper.js";
import { Password } from "./staff_password.js";
import { People } from "./staff_people.js";
import { Releases } from "./staff_releases.js";
import { Results } from "./staff_results.js";
import { Waves } from "./staff_waves.js";
import chart from "lucide-static/icons/chart-bar.svg";
import feet from "lucide-static/icons/footprints.svg";
import house from "lucide-static/icons/house.svg";
import key from "lucide-static/icons/key-round.svg";
import speaks from "lucide-static/icons/languages.svg";
import loop from "lucide-static/icons/message-circle-reply.svg";
import own from "lucide-static/icons/message-circle-question-mark.svg";
import printer from "lucide-static/icons/printer.svg";
import scroll from "lucide-static/icons/scroll-text.svg";
import send from "lucide-static/icons/send.svg";
import tablet from "lucide-static/icons/tablet.svg";
import user from "lucide-static/icons/user-cog.svg";
import users from "lucide-static/icons/users.svg";
import waves from "lucide-static/icons/calendar-clock.svg";

/** @type {{id: string, view: any, icon: string, group?: string,
 *   role?: string, releases?: boolean}[]} */
export const PAGES = [
  { id: "overview", view: Overview, icon: house },
  { id: "results", view: Results, icon: chart, group: "group_heard" },
  { id: "loop", view: Loop, icon: loop },
  { id: "sent", view: Releases, icon: send, releases: true },
  { id: "own", view: Own, icon: own },
  { id: "waves", view: Waves, icon: waves, group: "group_asking" },
  { id: "people", view: People, icon: users },
  { id: "paper", view: Paper, icon: printer },
  { id: "feet", view: Feet, icon: feet },
  { id: "languages", view: LanguagePacks, icon: speaks },
  { id: "password", view: Password, icon: key, group: "group_manage" },
  { id: "devices", view: Devices, icon: tablet },
  { id: "accounts", view: Accounts, icon: user, role: "coordinator" },
  { id: "log", view: Log, icon: scroll, role: "coordinator" },
];
