// SPDX-License-Identifier: EUPL-1.2
// sleep.js - let time go by.

/** @param {number} s seconds */
export const sleep = (s) => new Promise((done) => setTimeout(done, s * 1000));
