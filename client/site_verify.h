/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * site_verify.h - whether everything this site keeps is as it was written:
 * every row of every table, every sealed answer set, the chain with its
 * hashes, links and signatures, what the releases say, those that stay among
 * them, alone and together over time, the labels, the head file, the keys and
 * the certificates.
 */
#ifndef WK_SITE_VERIFY_H
#define WK_SITE_VERIFY_H

#include "site.h"

/* Calls report(arg, place) for each fault; WK_ECHECK if any. */
WK_MUST_USE enum wk_err site_verify_run(
    struct site *s, void (*report)(void *arg, const char *place), void *arg);

/* The same of the releases of the site's own questions alone. */
WK_MUST_USE enum wk_err site_verify_local(
    struct store *s, void (*report)(void *arg, const char *place), void *arg);

#endif
