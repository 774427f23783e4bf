/* SPDX-License-Identifier: EUPL-1.2 */
/* central_register.c - hold the register and the database against each other.
 */
#include "central.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crypto.h"
#include "log.h"
#include "xalloc.h"

/* What one of the two knows and the other does not. */
struct difference {
    size_t ahead;  /* facts of the register that the database lacks */
    size_t behind; /* facts of the database that the register lacks */
    void (*report)(void *arg, const char *place);
    void *arg;
};

static void lacks(struct difference *d, const char *who, const char *what,
    const uint8_t hash[static HASH_LEN])
{
    char hex[2 * HASH_LEN + 1], place[WHY_MAX];

    if (d->report == NULL)
        return;
    hex_encode(hash, HASH_LEN, hex);
    snprintf(place, sizeof place, "%s lacks: %s %s", who, what, hex);
    d->report(d->arg, place);
}

/* ---- The register's facts in the database ---- */

static enum wk_err holds(
    struct central *c, const struct register_fact *f, bool *held)
{
    struct ledger_certificate cert = {.der = NULL};
    struct ledger_code code = {.used = false};
    enum wk_err err;

    if (f->kind == REGISTER_CODE) {
        err = ledger_code_get(c->ledger, f->hash, &code);
        *held = code.used;
    } else {
        err = ledger_certificate_get(c->ledger, f->hash, &cert);
        *held = err == WK_OK && (f->kind == REGISTER_ISSUED || cert.revoked);
        free(cert.der);
    }
    return err == WK_ENOTFOUND ? WK_OK : err;
}

static enum wk_err take_site(struct central *c, const struct register_fact *f)
{
    struct ledger_site site;
    enum wk_err err = ledger_site_get(c->ledger, f->site, &site);

    if (err == WK_ENOTFOUND)
        return ledger_site_put(c->ledger, f->site, f->name);
    if (err == WK_OK && strcmp(site.name, f->name) != 0) {
        log_alarm("register: site %" PRId64 " is %s there and %s here", f->site,
            f->name, site.name);
        err = WK_ECHECK;
    }
    return err;
}

static enum wk_err take_certificate(
    struct central *c, const struct register_fact *f)
{
    struct crypto_cert_info info;
    struct ledger_certificate row = {
        .site = f->site, .der = f->der, .der_len = f->der_len};
    enum wk_err err = crypto_cert_read(f->der, f->der_len, &info);

    if (err != WK_OK)
        return err;
    memcpy(row.fingerprint, info.fingerprint, HASH_LEN);
    memcpy(row.key, info.key_id, HASH_LEN);
    row.not_after = info.not_after;
    return ledger_certificate_add(c->ledger, &row);
}

/* A site whose last certificate went has been revoked as a whole. */
static enum wk_err take_revocation(
    struct central *c, const struct register_fact *f)
{
    struct ledger_certificate *list = NULL;
    struct ledger_site site;
    size_t n = 0, valid = 0;
    enum wk_err err = ledger_certificate_block(c->ledger, f->hash);

    if (err == WK_ENOTFOUND)
        return WK_OK;
    if (err == WK_OK)
        err = ledger_certificate_list(c->ledger, f->site, &list, &n);
    for (size_t i = 0; i < n; i++)
        valid += !list[i].revoked;
    ledger_certificate_free(list, n);
    if (err == WK_OK && valid == 0) {
        err = ledger_site_get(c->ledger, f->site, &site);
        site.state = SITE_REVOKED;
        if (err == WK_OK)
            err = ledger_site_set(c->ledger, &site);
    }
    return err;
}

static enum wk_err take(struct central *c, const struct register_fact *f)
{
    struct ledger_code code = {.site = f->site, .used = true};
    enum wk_err err = take_site(c, f);

    if (err == WK_ECHECK)
        return WK_OK; /* it blocks itself alone, and was told */
    if (err == WK_OK && f->kind == REGISTER_ISSUED)
        err = take_certificate(c, f);
    else if (err == WK_OK && f->kind == REGISTER_REVOKED)
        err = take_revocation(c, f);
    else if (err == WK_OK) {
        memcpy(code.hash, f->hash, HASH_LEN);
        err = ledger_code_set(c->ledger, &code);
    }
    return err;
}

/* Count, and when apply, take over what the register alone knows. */
static enum wk_err look_ahead(
    struct central *c, bool apply, struct difference *d)
{
    static const char *const WHAT[] = {
        "certificate", "revocation of certificate", "use of code"};
    enum wk_err err = WK_OK;

    for (size_t i = 0; err == WK_OK && i < register_size(c->book); i++) {
        const struct register_fact *f = register_at(c->book, i);
        bool held = false;

        err = holds(c, f, &held);
        if (err != WK_OK || held)
            continue;
        d->ahead++;
        lacks(d, "database", WHAT[f->kind], f->hash);
        if (apply)
            err = take(c, f);
    }
    return err;
}

/* ---- The database's facts in the register ---- */

static enum wk_err look_behind(struct central *c, struct difference *d)
{
    struct ledger_certificate *list = NULL;
    struct ledger_code *codes = NULL;
    size_t n = 0;
    enum wk_err err = ledger_certificate_list(c->ledger, 0, &list, &n);

    for (size_t i = 0; err == WK_OK && i < n; i++) {
        const uint8_t *hash = list[i].fingerprint;

        if (!register_has(c->book, REGISTER_ISSUED, hash)) {
            d->behind++;
            lacks(d, "register", "certificate", hash);
        }
        if (list[i].revoked && !register_has(c->book, REGISTER_REVOKED, hash)) {
            d->behind++;
            lacks(d, "register", "revocation of certificate", hash);
        }
    }
    ledger_certificate_free(list, n);
    n = 0;
    if (err == WK_OK)
        err = ledger_code_list(c->ledger, &codes, &n);
    for (size_t i = 0; err == WK_OK && i < n; i++) {
        if (codes[i].used &&
            !register_has(c->book, REGISTER_CODE, codes[i].hash)) {
            d->behind++;
            lacks(d, "register", "use of code", codes[i].hash);
        }
    }
    free(codes);
    return err;
}

static bool is_ours(struct central *c)
{
    struct bytes id = bytes_new(2 * ID_LEN);
    bool ours = ledger_meta_get(c->ledger, "register", &id) == WK_OK &&
        strcmp(bytes_text(&id), register_id(c->book)) == 0;

    bytes_free(&id);
    return ours;
}

/* ---- Opening ---- */

static void close_sync(struct central *c, const char *why)
{
    snprintf(c->closed, sizeof c->closed,
        "%.150s; restore --confirm-sites opens the sync listener again", why);
}

/* Both as they are now; within a transaction, nobody writes meanwhile. */
static enum wk_err compare(struct central *c, bool apply, struct difference *d)
{
    enum wk_err err = register_refresh(c->book);

    if (err == WK_OK)
        err = look_ahead(c, apply, d);
    if (err == WK_OK)
        err = look_behind(c, d);
    return err;
}

static enum wk_err merge(struct central *c)
{
    struct difference d = {.ahead = 0};
    enum wk_err err = compare(c, false, &d);

    if (err != WK_OK || d.ahead + d.behind == 0)
        return err;
    d = (struct difference){.ahead = 0};
    err = ledger_begin(c->ledger);
    if (err == WK_OK)
        err = compare(c, true, &d);
    if (err == WK_OK && d.ahead > 0)
        err = central_log(c, "register", 0, true,
            "%zu facts of the register were not in the database (a crash, or "
            "a restored database) and hold again",
            d.ahead);
    if (err == WK_OK)
        err = ledger_commit(c->ledger);
    ledger_rollback(c->ledger);
    if (err == WK_OK && d.behind > 0)
        close_sync(c, "the register lacks facts that the database has");
    return err;
}

enum wk_err central_register_open(struct central *c, bool look)
{
    char *path = file_join(c->dir, "register"), why[WHY_MAX] = "";
    enum wk_err err = register_open(path, !look, &c->book, why);

    free(path);
    if (err == WK_ENOTFOUND || err == WK_ECHECK) {
        log_alarm("%s/%s", c->dir, why);
        close_sync(c, why);
        return WK_OK;
    }
    if (err == WK_OK && !is_ours(c)) {
        register_close(c->book);
        c->book = NULL;
        close_sync(c, "the register is another centre's");
        return WK_OK;
    }
    return err == WK_OK && !look ? merge(c) : err;
}

enum wk_err central_register_verify(
    struct central *c, void (*report)(void *arg, const char *place), void *arg)
{
    struct difference d = {.report = report, .arg = arg};
    enum wk_err err;

    if (c->book == NULL) {
        report(arg, c->closed);
        return WK_ECHECK;
    }
    err = ledger_begin(c->ledger);
    if (err == WK_OK)
        err = compare(c, false, &d);
    ledger_rollback(c->ledger);
    return err == WK_OK && d.ahead + d.behind > 0 ? WK_ECHECK : err;
}

/* ---- Confirming and revoking ---- */

static enum wk_err confirm_certificates(struct central *c)
{
    struct ledger_certificate *list = NULL;
    size_t n = 0;
    enum wk_err err = ledger_certificate_list(c->ledger, 0, &list, &n);

    for (size_t i = 0; err == WK_OK && i < n; i++) {
        struct register_fact f = {.kind = REGISTER_ISSUED,
            .site = list[i].site,
            .der = list[i].der,
            .der_len = list[i].der_len};
        struct ledger_site site;

        err = ledger_site_get(c->ledger, list[i].site, &site);
        snprintf(f.name, sizeof f.name, "%s", site.name);
        memcpy(f.hash, list[i].fingerprint, HASH_LEN);
        if (err == WK_OK)
            err = register_add(c->book, &f);
        f.kind = REGISTER_REVOKED;
        f.der_len = 0;
        if (err == WK_OK && list[i].revoked)
            err = register_add(c->book, &f);
    }
    ledger_certificate_free(list, n);
    return err;
}

static enum wk_err confirm_codes(struct central *c)
{
    struct ledger_code *list = NULL;
    size_t n = 0;
    enum wk_err err = ledger_code_list(c->ledger, &list, &n);

    for (size_t i = 0; err == WK_OK && i < n; i++) {
        struct register_fact f = {.kind = REGISTER_CODE, .site = list[i].site};
        struct ledger_site site;

        err = ledger_site_get(c->ledger, list[i].site, &site);
        snprintf(f.name, sizeof f.name, "%s", site.name);
        memcpy(f.hash, list[i].hash, HASH_LEN);
        if (err == WK_OK && list[i].used)
            err = register_add(c->book, &f);
    }
    free(list);
    return err;
}

/* A register for this database; what a damaged one still tells is kept. */
static enum wk_err open_any(struct central *c)
{
    char *path = file_join(c->dir, "register"), why[WHY_MAX] = "";
    char *aside = file_join(c->dir, "register.damaged");
    struct register_book *old = NULL;
    enum wk_err err = register_open(path, true, &c->book, why);

    if (err == WK_ECHECK) {
        log_alarm("%s/%s; it is kept as register.damaged", c->dir, why);
        err = register_salvage(path, &old);
        if (err == WK_OK && rename(path, aside) != 0)
            err = WK_EIO;
        if (err == WK_OK)
            err = WK_ENOTFOUND;
    }
    if (err == WK_ENOTFOUND)
        err = register_create(path);
    if (err == WK_OK && c->book == NULL)
        err = register_open(path, false, &c->book, why);
    for (size_t i = 0; err == WK_OK && old != NULL && i < register_size(old);
         i++)
        err = register_add(c->book, register_at(old, i));
    register_close(old);
    free(aside);
    free(path);
    return err;
}

enum wk_err central_register_confirm(struct central *c)
{
    struct difference d = {.ahead = 0};
    enum wk_err err = ledger_begin(c->ledger);

    if (err == WK_OK && c->book == NULL)
        err = open_any(c);
    if (err == WK_OK)
        err = ledger_meta_set(c->ledger, "register", register_id(c->book));
    if (err == WK_OK)
        err = compare(c, true, &d);
    if (err == WK_OK)
        err = confirm_certificates(c);
    if (err == WK_OK)
        err = confirm_codes(c);
    if (err == WK_OK)
        err = central_log(c, "console", 0, false,
            "sites confirmed; the register knows every certificate again");
    if (err == WK_OK)
        err = ledger_commit(c->ledger);
    ledger_rollback(c->ledger);
    if (err == WK_OK)
        c->closed[0] = '\0';
    return err;
}

enum wk_err central_revoke(struct central *c, const struct ledger_site *site)
{
    struct ledger_certificate *list = NULL;
    size_t n = 0;
    enum wk_err err = ledger_certificate_list(c->ledger, site->id, &list, &n);

    /* Without a register the database alone says so, until it is confirmed. */
    for (size_t i = 0; err == WK_OK && c->book != NULL && i < n; i++) {
        struct register_fact f = {.kind = REGISTER_REVOKED, .site = site->id};

        snprintf(f.name, sizeof f.name, "%s", site->name);
        memcpy(f.hash, list[i].fingerprint, HASH_LEN);
        err = register_add(c->book, &f);
    }
    ledger_certificate_free(list, n);
    if (err == WK_OK)
        err = ledger_certificate_revoke(c->ledger, site->id);
    return err;
}
