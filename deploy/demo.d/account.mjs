// SPDX-License-Identifier: EUPL-1.2
/*
 * account.mjs URL NAME OLD NEW - log in and change the password, as a person
 * does at the first login.
 */
import { login } from './staff.mjs';

const [base, name, old, wanted] = process.argv.slice(2);
const ask = await login(base, name, old);

await ask(204, '/api/v1/password', { old, new: wanted });
