/* SPDX-License-Identifier: EUPL-1.2 */
/* ledger_sites.c - sites, their enrolment codes and certificates. */
#include "ledger_private.h"

#include <stdlib.h>
#include <string.h>

#include "xalloc.h"

enum wk_err ledger_site_add(struct ledger *l, const char *name, int64_t *id)
{
    struct db_stmt *q = db_stmt(l->db, SQL_SITE_ADD);

    db_bind_text(q, ":name", name);
    return db_one_int(q, id);
}

enum wk_err ledger_site_put(struct ledger *l, int64_t id, const char *name)
{
    struct db_stmt *q = db_stmt(l->db, SQL_SITE_PUT);

    db_bind_int(q, ":id", id);
    db_bind_text(q, ":name", name);
    return db_run(q);
}

static void read_site(const struct db_stmt *q, struct ledger_site *out)
{
    *out = (struct ledger_site){
        .id = db_int(q, 0),
        .state = (enum site_state)db_int(q, 2),
        .readmitted = db_int(q, 3) != 0,
        .last_contact = db_text(q, 4) != NULL ? db_int(q, 4) : INT64_MIN,
    };
    ledger_text(q, 1, out->name, sizeof out->name);
    ledger_text(q, 5, out->software, sizeof out->software);
}

static enum wk_err one_site(struct db_stmt *q, struct ledger_site *out)
{
    enum wk_err err = db_one_row(q);

    if (err == WK_OK)
        read_site(q, out);
    db_reset(q);
    return err;
}

enum wk_err ledger_site_get(
    struct ledger *l, int64_t id, struct ledger_site *out)
{
    struct db_stmt *q = db_stmt(l->db, SQL_SITE_GET);

    db_bind_int(q, ":id", id);
    return one_site(q, out);
}

enum wk_err ledger_site_find(
    struct ledger *l, const char *name, struct ledger_site *out)
{
    struct db_stmt *q = db_stmt(l->db, SQL_SITE_FIND);

    db_bind_text(q, ":name", name);
    return one_site(q, out);
}

enum wk_err ledger_site_set(struct ledger *l, const struct ledger_site *site)
{
    struct db_stmt *q = db_stmt(l->db, SQL_SITE_SET);

    db_bind_int(q, ":id", site->id);
    db_bind_int(q, ":state", site->state);
    db_bind_int(q, ":readmitted", site->readmitted);
    if (site->last_contact != INT64_MIN)
        db_bind_int(q, ":last_contact", site->last_contact);
    if (site->software[0] != '\0')
        db_bind_text(q, ":software", site->software);
    return ledger_run_one(l, q);
}

enum wk_err ledger_site_list(
    struct ledger *l, struct ledger_site **out, size_t *n)
{
    struct db_stmt *q = db_stmt(l->db, SQL_SITE_LIST);
    struct ledger_site *list = NULL;
    enum wk_err err;
    size_t found = 0;
    bool more;

    while ((err = db_row(q, &more)) == WK_OK && more) {
        list = ledger_grow(list, found, sizeof *list);
        read_site(q, &list[found++]);
    }
    if (err != WK_OK) {
        free(list);
        return err;
    }
    *out = list;
    *n = found;
    return WK_OK;
}

enum wk_err ledger_code_set(struct ledger *l, const struct ledger_code *c)
{
    struct db_stmt *q = db_stmt(l->db, SQL_CODE_SET);

    db_bind_blob(q, ":hash", c->hash, HASH_LEN);
    db_bind_int(q, ":site", c->site);
    db_bind_int(q, ":expires", c->expires);
    db_bind_int(q, ":used", c->used);
    return db_run(q);
}

enum wk_err ledger_code_get(struct ledger *l,
    const uint8_t hash[static HASH_LEN], struct ledger_code *out)
{
    struct db_stmt *q = db_stmt(l->db, SQL_CODE_GET);
    enum wk_err err;

    db_bind_blob(q, ":hash", hash, HASH_LEN);
    err = db_one_row(q);
    if (err == WK_OK) {
        memcpy(out->hash, hash, HASH_LEN);
        out->site = db_int(q, 0);
        out->expires = db_int(q, 1);
        out->used = db_int(q, 2) != 0;
    }
    db_reset(q);
    return err;
}

enum wk_err ledger_code_list(
    struct ledger *l, struct ledger_code **out, size_t *n)
{
    struct db_stmt *q = db_stmt(l->db, SQL_CODE_LIST);
    struct ledger_code *list = NULL;
    enum wk_err err;
    size_t found = 0;
    bool more;

    while ((err = db_row(q, &more)) == WK_OK && more) {
        list = ledger_grow(list, found, sizeof *list);
        err = ledger_fixed(q, 0, list[found].hash, HASH_LEN);
        if (err != WK_OK)
            break;
        list[found].site = db_int(q, 1);
        list[found].expires = db_int(q, 2);
        list[found++].used = db_int(q, 3) != 0;
    }
    db_reset(q);
    if (err != WK_OK) {
        free(list);
        return err;
    }
    *out = list;
    *n = found;
    return WK_OK;
}

enum wk_err ledger_code_drop(struct ledger *l, int64_t site)
{
    struct db_stmt *q = db_stmt(l->db, SQL_CODE_DROP);

    db_bind_int(q, ":site", site);
    return db_run(q);
}

enum wk_err ledger_certificate_add(
    struct ledger *l, const struct ledger_certificate *c)
{
    struct db_stmt *q = db_stmt(l->db, SQL_CERTIFICATE_ADD);

    db_bind_blob(q, ":fingerprint", c->fingerprint, HASH_LEN);
    db_bind_int(q, ":site", c->site);
    db_bind_blob(q, ":key", c->key, HASH_LEN);
    db_bind_blob(q, ":der", c->der, c->der_len);
    db_bind_int(q, ":not_after", c->not_after);
    db_bind_int(q, ":revoked", c->revoked);
    return db_run(q);
}

static enum wk_err read_certificate(
    const struct db_stmt *q, struct ledger_certificate *out)
{
    struct ledger_certificate c = {
        .site = db_int(q, 2),
        .not_after = db_int(q, 3),
        .revoked = db_int(q, 4) != 0,
    };
    enum wk_err err = ledger_fixed(q, 0, c.fingerprint, HASH_LEN);
    const void *der = db_blob(q, 5, &c.der_len);

    if (err == WK_OK)
        err = ledger_fixed(q, 1, c.key, HASH_LEN);
    if (err == WK_OK && der == NULL)
        err = WK_ECHECK;
    if (err == WK_OK) {
        c.der = xmemdup(der, c.der_len);
        *out = c;
    }
    return err;
}

enum wk_err ledger_certificate_get(struct ledger *l,
    const uint8_t fingerprint[static HASH_LEN], struct ledger_certificate *out)
{
    struct db_stmt *q = db_stmt(l->db, SQL_CERTIFICATE_GET);
    enum wk_err err;

    db_bind_blob(q, ":fingerprint", fingerprint, HASH_LEN);
    err = db_one_row(q);
    if (err == WK_OK)
        err = read_certificate(q, out);
    db_reset(q);
    return err;
}

void ledger_certificate_free(struct ledger_certificate *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(list[i].der);
    free(list);
}

enum wk_err ledger_certificate_list(
    struct ledger *l, int64_t site, struct ledger_certificate **out, size_t *n)
{
    struct db_stmt *q = db_stmt(l->db, SQL_CERTIFICATE_LIST);
    struct ledger_certificate *list = NULL;
    enum wk_err err;
    size_t found = 0;
    bool more;

    db_bind_int(q, ":site", site);
    db_bind_int(q, ":last", site != 0 ? site : INT64_MAX);
    while ((err = db_row(q, &more)) == WK_OK && more) {
        list = ledger_grow(list, found, sizeof *list);
        err = read_certificate(q, &list[found]);
        if (err != WK_OK)
            break;
        found++;
    }
    db_reset(q);
    if (err != WK_OK) {
        ledger_certificate_free(list, found);
        return err;
    }
    *out = list;
    *n = found;
    return WK_OK;
}

enum wk_err ledger_certificate_revoke(struct ledger *l, int64_t site)
{
    struct db_stmt *q = db_stmt(l->db, SQL_CERTIFICATE_REVOKE);

    db_bind_int(q, ":site", site);
    return db_run(q);
}

enum wk_err ledger_certificate_block(
    struct ledger *l, const uint8_t fingerprint[static HASH_LEN])
{
    struct db_stmt *q = db_stmt(l->db, SQL_CERTIFICATE_BLOCK);

    db_bind_blob(q, ":fingerprint", fingerprint, HASH_LEN);
    return ledger_run_one(l, q);
}
