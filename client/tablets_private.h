/* SPDX-License-Identifier: EUPL-1.2 */
/* tablets_private.h - what the files of tablets share; only they include it. */
#ifndef WK_TABLETS_PRIVATE_H
#define WK_TABLETS_PRIVATE_H

#include "guard.h"
#include "tablets.h"
#include "throttle.h"

struct tablets {
    struct site *site;
    struct login *login;
    struct throttle *throttle;
    struct guard guard;
    struct tls_ctx *tls;
    struct http_server *server; /* NULL: there is no listener */
    char address[MAX_TEXT + 1]; /* "": nor was there one */
    int64_t until;              /* the end of its certificate */
    /* The code that waits for its device; until_ms 0: none. */
    uint8_t code[HASH_LEN];
    int64_t code_until_ms;
    char name[MAX_NAME + 1];
};

#endif
