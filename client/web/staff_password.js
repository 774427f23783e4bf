// SPDX-License-Identifier: EUPL-1.2
/* staff_password.js - another password for whoever is logged in. */
import { html } from "../../common/web/ui.js";
import { ChangePassword } from "../../common/web/session.js";

/** The session is a new one then: back to the first page, from the start. */
function again() {
  location.hash = "";
  location.reload();
}

export const Password = () => html`<${ChangePassword} done=${again} />`;
