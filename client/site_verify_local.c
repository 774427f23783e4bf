/* SPDX-License-Identifier: EUPL-1.2 */
/* site_verify_local.c - what was told of the site's own questions: its hash,
 * and the rules, which are those of everything else. */
#include <inttypes.h>
#include <stdio.h>

#include "audit.h"
#include "crypto.h"
#include "site_verify.h"

/* Where and what is wrong with one; "" when nothing is. */
static enum wk_err check_one(
    struct store *s, const struct store_local *r, char why[static WHY_MAX])
{
    struct store_questionnaire held = {.q = NULL};
    struct release release;
    uint8_t hash[HASH_LEN];
    enum wk_err err = WK_OK;

    why[0] = '\0';
    crypto_sha256(r->bytes, r->len, hash);
    if (!bytes_equal(hash, r->hash, HASH_LEN))
        snprintf(why, WHY_MAX, "the hash does not fit");
    else if (wire_decode_release(r->bytes, r->len, &release) != WK_OK)
        snprintf(why, WHY_MAX, "cannot be read");
    else
        err = store_questionnaire_get(s, release.questionnaire, NULL, &held);
    if (held.q != NULL && audit_local(held.q, r->bytes, r->len, why) == WK_OK)
        why[0] = '\0';
    questionnaire_free(held.q);
    if (err == WK_ENOTFOUND || err == WK_ECHECK) {
        snprintf(why, WHY_MAX, "its questionnaire is not held");
        err = WK_OK;
    }
    return err;
}

enum wk_err site_verify_local(
    struct store *s, void (*report)(void *arg, const char *place), void *arg)
{
    struct store_local *list = NULL;
    size_t n = 0, faults = 0;
    enum wk_err err = store_local_list(s, &list, &n);

    for (size_t i = 0; i < n && err == WK_OK; i++) {
        char why[WHY_MAX], place[2 * WHY_MAX];

        err = check_one(s, &list[i], why);
        if (why[0] == '\0')
            continue;
        snprintf(place, sizeof place,
            "table local_release, row %" PRId64 ": %s", list[i].id, why);
        report(arg, place);
        faults++;
    }
    store_free_locals(list, n);
    return err == WK_OK && faults > 0 ? WK_ECHECK : err;
}
