// SPDX-License-Identifier: EUPL-1.2
/* staff_months.js - months to choose from. */

const MOST = 24;

/** The last months, that of today first. @param {string} today "YYYY-MM-DD" */
export function monthsBack(today) {
  const [year, m] = today.split("-").map(Number);
  return Array.from({ length: MOST }, (_, i) => {
    const n = year * 12 + m - 1 - i;
    return `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, "0")}`;
  });
}
