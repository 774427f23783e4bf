/* SPDX-License-Identifier: EUPL-1.2 */
#include "policy.h"

#include <stdio.h>
#include <string.h>

#include "json.h"

const char POLICY_DEFAULT[] =
    "{\"batch\":10,\"group\":5,\"column\":5,\"dissent\":2}";

enum { VALUE_MAX = 1000 };

/* Where each key goes, and how low it may be. */
static const struct {
    const char *key;
    size_t offset;
    uint32_t floor;
} KEYS[] = {
    {"batch", offsetof(struct rules_set, batch), FLOOR_BATCH},
    {"group", offsetof(struct rules_set, group), FLOOR_GROUP},
    {"column", offsetof(struct rules_set, column), FLOOR_COLUMN},
    {"dissent", offsetof(struct rules_set, dissent), FLOOR_DISSENT},
};
enum { N_KEYS = sizeof KEYS / sizeof KEYS[0] };

static uint32_t *value_of(struct rules_set *set, size_t key)
{
    return (uint32_t *)(void *)((char *)set + KEYS[key].offset);
}

static enum wk_err take(struct rules_set *set, const char *name,
    const struct json *v, char why[static WHY_MAX])
{
    size_t i = 0;

    while (i < N_KEYS && strcmp(KEYS[i].key, name) != 0)
        i++;
    if (i == N_KEYS) {
        snprintf(why, WHY_MAX, "unknown key \"%.32s\"", name);
        return WK_EINVAL;
    }
    if (json_type_of(v) != JSON_INT_T || json_int(v) < 0 ||
        json_int(v) > VALUE_MAX) {
        snprintf(why, WHY_MAX, "\"%s\" must be a whole number up to %d", name,
            VALUE_MAX);
        return WK_EINVAL;
    }
    if (json_int(v) < KEYS[i].floor) {
        snprintf(
            why, WHY_MAX, "\"%s\" may not be below %u", name, KEYS[i].floor);
        return WK_ECHECK;
    }
    *value_of(set, i) = (uint32_t)json_int(v);
    return WK_OK;
}

enum wk_err policy_parse(const char *text, size_t len, struct rules_set *out,
    char why[static WHY_MAX])
{
    struct rules_set set = {.version = RULES_VERSION};
    struct json *j = NULL;
    enum wk_err err = WK_EINVAL;

    if (len > MAX_POLICY) {
        snprintf(why, WHY_MAX, "over %d bytes", MAX_POLICY);
        goto out;
    }
    if (json_parse((const uint8_t *)text, len, &j, why, WHY_MAX) != WK_OK)
        goto out;
    if (json_type_of(j) != JSON_OBJECT_T) {
        snprintf(why, WHY_MAX, "must be an object");
        goto out;
    }
    for (size_t i = 0; i < N_KEYS; i++)
        *value_of(&set, i) = KEYS[i].floor;
    err = WK_OK;
    for (const char *key = json_next_key(j, NULL); key != NULL && err == WK_OK;
         key = json_next_key(j, key))
        err = take(&set, key, json_get(j, key), why);
    if (err == WK_OK)
        *out = set;
out:
    json_free(j);
    return err;
}
