/* SPDX-License-Identifier: EUPL-1.2 */
#include "enrol.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "crypto.h"
#include "log.h"
#include "random.h"

enum { GROUP = 5, MINUTE_S = 60 };

/* "abcdefgh" -> "abcde-fgh" */
static void write_groups(const char *digits, char out[static ENROL_TEXT])
{
    for (size_t i = 0; digits[i] != '\0'; i++) {
        if (i > 0 && i % GROUP == 0)
            *out++ = '-';
        *out++ = digits[i];
    }
    *out = '\0';
}

enum wk_err enrol_code(struct central *c, const struct ledger_site *site,
    char out[static ENROL_TEXT])
{
    struct ledger_code code = {
        .site = site->id, .expires = clock_now() + CODE_VALID_S};
    uint8_t raw[ENROL_RAW] = {ENROL_VERSION};
    char digits[ENROL_DIGITS + 1];
    enum wk_err err = central_web_key_id(c, raw + 1 + ID_LEN);

    if (err != WK_OK)
        return err;
    random_bytes(raw + 1, ID_LEN);
    crypto_sha256(raw + 1, ID_LEN, code.hash);
    err = ledger_begin(c->ledger);
    if (err == WK_OK)
        err = ledger_code_drop(c->ledger, site->id);
    if (err == WK_OK)
        err = ledger_code_set(c->ledger, &code);
    if (err == WK_OK)
        err = central_log(
            c, "console", site->id, false, "code made for %s", site->name);
    if (err == WK_OK)
        err = ledger_commit(c->ledger);
    ledger_rollback(c->ledger);
    if (err == WK_OK) {
        base32_encode(raw, sizeof raw, digits);
        write_groups(digits, out);
        crypto_wipe(digits, sizeof digits);
    }
    crypto_wipe(raw, sizeof raw);
    return err;
}

/* Whether so many codes were wrong lately that nobody is heard. */
static bool is_throttled(struct enrol *e, int64_t now)
{
    if (e->minute != now / MINUTE_S) {
        e->minute = now / MINUTE_S;
        e->failures = 0;
    }
    return e->failures >= ENROL_PER_MINUTE;
}

/* 200 when this code may be used now. */
static int check_code(struct enrol *e, const struct wire_enrol *m, int64_t now,
    struct ledger_code *code, char why[static WHY_MAX])
{
    uint8_t hash[HASH_LEN];
    enum wk_err err;

    crypto_sha256(m->secret, ID_LEN, hash);
    err = ledger_code_get(e->central->ledger, hash, code);
    if (err != WK_OK && err != WK_ENOTFOUND) {
        snprintf(why, WHY_MAX, "the centre cannot look the code up");
        return 503;
    }
    if (err == WK_OK && !code->used && now < code->expires)
        return 200;
    e->failures++;
    snprintf(why, WHY_MAX, "%s",
        err != WK_OK     ? "this code is not known here"
            : code->used ? "this code was used already; ask for a new one"
                         : "this code is over seven days old; ask for a new "
                           "one");
    return 403;
}

/* The register's line and the row that say the code is spent. */
static enum wk_err spend(
    struct central *c, struct ledger_code *code, const struct ledger_site *site)
{
    struct register_fact fact = {.kind = REGISTER_CODE, .site = site->id};
    enum wk_err err;

    snprintf(fact.name, sizeof fact.name, "%s", site->name);
    memcpy(fact.hash, code->hash, HASH_LEN);
    code->used = true;
    err = register_add(c->book, &fact);
    return err == WK_OK ? ledger_code_set(c->ledger, code) : err;
}

/* In one transaction: the certificate, the code, the site's state. */
static enum wk_err admit(struct enrol *e, const struct wire_enrol *m,
    struct ledger_code *code, struct ledger_site *site, struct bytes *der)
{
    struct central *c = e->central;
    enum wk_err err = ledger_site_get(c->ledger, code->site, site);

    if (err == WK_OK)
        err = central_issue(c, site, m->csr, der);
    if (err == WK_OK)
        err = spend(c, code, site);
    if (err == WK_OK && site->state == SITE_REVOKED) {
        site->state = SITE_ACTIVE;
        err = ledger_site_set(c->ledger, site);
    }
    if (err == WK_OK)
        err = central_log(
            c, "enrolment", site->id, false, "%s enrolled", site->name);
    return err;
}

static int status_of(enum wk_err err, char why[static WHY_MAX])
{
    switch (err) {
    case WK_OK:
        return 200;
    case WK_EINVAL:
    case WK_ECHECK:
        snprintf(why, WHY_MAX, "the certificate request is not a good one");
        return 400;
    case WK_ECLOSED:
        snprintf(why, WHY_MAX,
            "the centre admits nobody until its register "
            "is confirmed");
        return 503;
    default:
        snprintf(why, WHY_MAX, "the centre could not keep the certificate");
        return 503;
    }
}

static int reply_to(struct enrol *e, const struct ledger_site *site,
    const struct bytes *der, struct bytes *reply, char why[static WHY_MAX])
{
    struct wire_enrol_reply m = {
        .certificate = {der->data, der->len}, .sync_port = e->sync_port};
    struct bytes ca = bytes_new(MAX_PEM);
    enum wk_err err = central_ca(e->central, &ca);

    if (err == WK_OK)
        err = ledger_head(e->central->ledger, site->id, &m.head);
    if (err == WK_OK) {
        snprintf(m.site, sizeof m.site, "%s", site->name);
        m.ca = (struct span){ca.data, ca.len};
        wire_encode_enrol_reply(&m, reply);
    } else {
        snprintf(why, WHY_MAX, "the centre cannot read its own certificate");
    }
    bytes_free(&ca);
    return err == WK_OK ? 200 : 503;
}

/* What a well-formed request comes to. */
static int answer(struct enrol *e, const struct wire_enrol *m, int64_t now,
    struct bytes *reply, char why[static WHY_MAX])
{
    struct ledger *l = e->central->ledger;
    struct bytes der = bytes_new(MAX_PEM);
    struct ledger_site site = {.id = 0};
    struct ledger_code code;
    enum wk_err err = ledger_begin(l);
    int status;

    if (err != WK_OK)
        return status_of(err, why);
    status = check_code(e, m, now, &code, why);
    if (status == 200) {
        err = admit(e, m, &code, &site, &der);
        if (err == WK_OK)
            err = ledger_commit(l);
        status = status_of(err, why);
    }
    ledger_rollback(l);
    if (status == 200) {
        log_info("%s enrolled", site.name);
        status = reply_to(e, &site, &der, reply, why);
    }
    bytes_free(&der);
    return status;
}

int enrol_handle(struct enrol *e, struct span body, int64_t now,
    struct bytes *reply, char why[static WHY_MAX])
{
    struct wire_enrol m;
    struct wire_hold *hold = NULL;
    enum wk_err err;
    int status;

    if (is_throttled(e, now)) {
        snprintf(why, WHY_MAX, "too many wrong codes; wait a minute");
        return 429;
    }
    err = wire_decode_enrol(body, &m, &hold);
    if (err != WK_OK) {
        e->failures++;
        snprintf(why, WHY_MAX,
            "not a request to enrol, or of a version "
            "that is not known here");
        return err == WK_ESCHEMA ? 426 : 400;
    }
    status = answer(e, &m, now, reply, why);
    wire_release(hold);
    return status;
}
