// SPDX-License-Identifier: EUPL-1.2
// staff_guard.js - what was entered and is not saved yet.
import { useEffect } from "../../common/web/ui.js";

/** Leaving the page loses what is not saved: the browser asks first. */
export function useGuard(/** @type {boolean} */ on) {
  useEffect(() => {
    if (!on)
      return undefined;
    const ask = (/** @type {BeforeUnloadEvent} */ e) => e.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [on]);
}
