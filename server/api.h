/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * api.h - what the centre's two listeners answer: sites on one, people and
 * machines that enrol on the other.
 *
 * Ownership  An api borrows the centre and outlives both servers.
 * Source     common/API.md, "The centre"; proto/PROTOCOL.md.
 */
#ifndef WK_API_H
#define WK_API_H

#include "enrol.h"
#include "http_server.h"
#include "login.h"
#include "replies.h"
#include "sync_queue.h"

struct api {
    struct central *central;
    struct login *login;
    struct replies *replies; /* views, as they were made */
    struct enrol enrol;
    struct sync_queue *queue;   /* while the sync listener is open */
    struct login_account known; /* the account last asked for, as it was */
    uint64_t known_version;     /* at this version of the database */
};

extern const struct http_route API_SYNC_ROUTES[], API_WEB_ROUTES[];
extern const size_t API_N_SYNC_ROUTES, API_N_WEB_ROUTES;

/* The ledger's accounts, for login_new(). */
struct login_store api_accounts(struct api *api);

#endif
