/* SPDX-License-Identifier: EUPL-1.2 */
/* centre.h - a whole small centre in a folder of its own, for tests. */
#ifndef WK_TEST_CENTRE_H
#define WK_TEST_CENTRE_H

#include "central_cmd.h"
#include "cells.h"
#include "clock.h"
#include "crypto.h"
#include "enrol.h"

#include "../test.h"

#define SPAN(s) ((struct span){(const uint8_t *)(s), strlen(s)})

/* A questionnaire of one question. */
#define QN(id, question)                                                       \
    "{\"id\":\"" id "\",\"version\":1,\"scope\":\"network\",\"questions\":[{"  \
    "\"id\":\"" question                                                       \
    "\",\"type\":\"one\",\"levels\":[[\"0\",\"1\",\"2\"],"                     \
    "[[\"0\",\"1\"],[\"2\"]]],\"text\":{\"nl\":\"a\",\"fr\":\"b\",\"en\":"     \
    "\"c\"}}]}"

static const char *const CENTRE_FILES[] = {"ca/key.pem", "ca/cert.pem",
    "tls/sync-key.pem", "tls/sync-cert.pem", "tls/web-key.pem",
    "tls/web-cert.pem", "register"};

struct centre {
    char *dir; /* holds the state directory "c" */
    char state[200];
    struct cmd_args args;
    struct central *c;
};

static inline void centre_open(struct centre *f)
{
    assert_null(f->c);
    assert_int_equal(central_open(&f->args, CENTRAL_USE, &f->c), WK_OK);
}

static inline void centre_close(struct centre *f)
{
    central_close(f->c);
    f->c = NULL;
}

static inline char *centre_path(const struct centre *f, const char *name)
{
    return file_join(f->state, name);
}

/* Make a centre and open it. */
static inline struct centre *centre_new(void)
{
    struct centre *f = calloc(1, sizeof *f);

    f->dir = test_folder();
    snprintf(f->state, sizeof f->state, "%s/c", f->dir);
    f->args = (struct cmd_args){
        .program = "test", .command = "test", .state_dir = f->state};
    assert_int_equal(central_cmd_init(&f->args), WK_OK);
    centre_open(f);
    return f;
}

static inline void centre_free(struct centre *f)
{
    static const char *const MORE[] = {"central.db", "central.db-wal",
        "central.db-shm", "lock", "register.damaged", "central.conf", "ca",
        "tls"};

    centre_close(f);
    for (size_t i = 0; i < N_OF(CENTRE_FILES) + N_OF(MORE); i++) {
        char *path = centre_path(f,
            i < N_OF(CENTRE_FILES) ? CENTRE_FILES[i]
                                   : MORE[i - N_OF(CENTRE_FILES)]);

        if (unlink(path) != 0)
            rmdir(path);
        free(path);
    }
    rmdir(f->state);
    test_folder_end(f->dir);
    free(f);
}

static inline struct ledger_site centre_site(struct centre *f, const char *name)
{
    struct ledger_site site;
    int64_t id = 0;

    if (ledger_site_find(f->c->ledger, name, &site) == WK_ENOTFOUND) {
        assert_int_equal(ledger_site_add(f->c->ledger, name, &id), WK_OK);
        assert_int_equal(ledger_site_get(f->c->ledger, id, &site), WK_OK);
    }
    return site;
}

/* The secret in a new code of this site. */
static inline void centre_code(
    struct centre *f, const char *name, uint8_t secret[static ID_LEN])
{
    struct ledger_site site = centre_site(f, name);
    char code[ENROL_TEXT];
    uint8_t raw[ENROL_RAW];

    assert_int_equal(enrol_code(f->c, &site, code), WK_OK);
    assert_true(base32_decode(code, raw, sizeof raw));
    memcpy(secret, raw + 1, ID_LEN);
}

/* POST /enrol/v1 at this moment; the status. */
static inline int centre_enrol(struct enrol *e,
    const uint8_t secret[static ID_LEN], const struct crypto_key *key,
    int64_t now, struct bytes *reply, char why[static WHY_MAX])
{
    struct bytes csr = bytes_new(MAX_PEM), body = bytes_new(MAX_BODY);
    struct wire_enrol m = {.csr = {NULL, 0}};
    int status;

    crypto_make_csr(key, "whatever", &csr);
    memcpy(m.secret, secret, ID_LEN);
    m.csr = (struct span){csr.data, csr.len};
    wire_encode_enrol(&m, &body);
    status =
        enrol_handle(e, (struct span){body.data, body.len}, now, reply, why);
    bytes_free(&csr);
    bytes_free(&body);
    return status;
}

/* A site that is enrolled with this key. */
static inline struct ledger_site centre_enrolled(
    struct centre *f, const char *name, const struct crypto_key *key)
{
    struct enrol e = {.central = f->c, .sync_port = 7421};
    struct bytes reply = bytes_new(MAX_BODY);
    uint8_t secret[ID_LEN];
    char why[WHY_MAX] = "";

    centre_code(f, name, secret);
    assert_int_equal(
        centre_enrol(&e, secret, key, clock_now(), &reply, why), 200);
    bytes_free(&reply);
    return centre_site(f, name);
}

#endif
