/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * err.h - the one list of things that can go wrong.
 *
 * Pure module.  Every function that can fail returns enum wk_err; the list
 * below is its only definition, so names, texts and exit codes cannot drift.
 * Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused because a check
 * failed.
 */
#ifndef WK_ERR_H
#define WK_ERR_H

#define WK_ERR_LIST(X)                                                         \
    X(WK_OK, 0, "done")                                                        \
    X(WK_EUSAGE, 2, "wrong usage")                                             \
    X(WK_EINVAL, 1, "invalid value")                                           \
    X(WK_EPROTO, 1, "peer broke the protocol")                                 \
    X(WK_ETOOBIG, 1, "over the limit")                                         \
    X(WK_ETIMEOUT, 1, "deadline passed")                                       \
    X(WK_EIO, 1, "input or output failed")                                     \
    X(WK_EFULL, 1, "disk full")                                                \
    X(WK_EDB, 1, "database failed")                                            \
    X(WK_ENOTFOUND, 1, "not found")                                            \
    X(WK_EEXIST, 1, "exists already")                                          \
    X(WK_EBUSY, 1, "in use by another process")                                \
    X(WK_ECLOSED, 1, "closed")                                                 \
    X(WK_EWAVE, 1, "no wave of the project takes answers then")                \
    X(WK_ENET, 1, "no contact")                                                \
    X(WK_ETLS, 1, "certificate or TLS refused")                                \
    X(WK_EKILLED, 1, "stopped half-way")                                       \
    X(WK_ESCHEMA, 3, "written by a newer version of this program")             \
    X(WK_ECHECK, 3, "a check failed")

enum wk_err {
#define X(name, exit_code, text) name,
    WK_ERR_LIST(X)
#undef X
};

#define WK_MUST_USE __attribute__((warn_unused_result))
#define WK_PRINTF(f, a) __attribute__((format(printf, f, a)))

/* Return the text for err, in static storage; never NULL. */
const char *wk_err_text(enum wk_err err);

/* Return the exit status for err, for use by main() alone. */
int wk_err_exit(enum wk_err err);

#endif
