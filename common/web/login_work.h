/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * login_work.h - password checks on worker threads, a few at once.
 *
 * A check costs 64 MiB and some 65 ms, so LOGIN_WORK_AT_ONCE run side by side
 * and LOGIN_WORK_WAITING more wait; the next is refused.  A job for a name
 * that does not exist does the same work on a hash of its own, so that the
 * time it takes does not tell.
 *
 * Ownership  login_work_start() takes the job; after done() it is overwritten
 *            and freed.
 */
#ifndef WK_LOGIN_WORK_H
#define WK_LOGIN_WORK_H

#include <stdbool.h>

#include <uv.h>

#include "err.h"
#include "password.h"

enum { LOGIN_WORK_AT_ONCE = 2, LOGIN_WORK_WAITING = 32 };

struct login_work;

struct login_job {
    char password[PASSWORD_MAX + 1];
    char hash[PASSWORD_HASH_LEN];        /* "": nobody's, never fits */
    char new_password[PASSWORD_MAX + 1]; /* "": none; hashed if password fits */
    bool only_hash; /* new_password, whatever fits: no password is asked */
    bool fits;
    char new_hash[PASSWORD_HASH_LEN];
    /* On the loop, once. */
    void (*done)(struct login_job *job);
    void *arg;

    /* login_work.c's own. */
    struct login_work *work;
    struct login_job *next;
    uv_work_t request;
};

struct login_work *login_work_new(uv_loop_t *loop);
/* After the loop has ended; NULL has no effect. */
void login_work_free(struct login_work *w);

/* A job of zeros. */
struct login_job *login_work_job(void);
void login_work_drop(struct login_job *job); /* one that was not started */

/* Whether one more job would be taken. */
bool login_work_has_room(const struct login_work *w);
/* Asserts that there is room. */
void login_work_start(struct login_work *w, struct login_job *job);

#endif
