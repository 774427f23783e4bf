// SPDX-License-Identifier: EUPL-1.2
// kiosk_silence.js - nobody touches anything any more.
import { useLayoutEffect } from "../../common/web/ui.js";

/**
 * Call quiet() after ms without a touch or a key, while on.
 * @param {boolean} on @param {number} ms @param {() => void} quiet
 */
export function useSilence(on, ms, quiet) {
  useLayoutEffect(() => {
    if (!on)
      return undefined;
    let timer = setTimeout(quiet, ms);
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(quiet, ms);
    };
    addEventListener("pointerdown", again);
    addEventListener("keydown", again);
    return () => {
      clearTimeout(timer);
      removeEventListener("pointerdown", again);
      removeEventListener("keydown", again);
    };
  }, [on, ms]);
}
