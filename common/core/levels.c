/* SPDX-License-Identifier: EUPL-1.2 */
#include "levels.h"

#include <stdio.h>
#include <string.h>

#include "qn_text.h"

/* What stands for no answer can be no answer's code. */
static const char *const RESERVED[] = {
    "refused", "not_understood", "skipped", "not_asked"};

struct reader {
    char at[96]; /* place of the list that is being read */
    size_t max_codes;
    char *why;
};

const char *levels_code_fault(const char *code)
{
    if (code == NULL || !text_is_id(code, MAX_CODE))
        return "a code is 1 to 16 of a-z, 0-9, _ and -";
    for (size_t i = 0; i < sizeof RESERVED / sizeof RESERVED[0]; i++)
        if (strcmp(code, RESERVED[i]) == 0)
            return "refused, not_understood, skipped and not_asked are kept"
                   " for answers that were not given";
    return NULL;
}

/* The first list: one group for each code. */
static enum wk_err read_codes(
    const struct reader *r, const struct json *list, struct levels *out)
{
    size_t n = json_size(list);

    if (json_type_of(list) != JSON_ARRAY_T || n < 2 || n > r->max_codes)
        return qn_text_refuse(
            r->why, r->at, "needs a list of 2 to %zu codes", r->max_codes);
    for (size_t i = 0; i < n; i++) {
        const char *code = json_text(json_at(list, i));
        const char *fault = levels_code_fault(code);

        if (fault != NULL)
            return qn_text_refuse(r->why, r->at, "%s", fault);
        for (size_t k = 0; k < i; k++)
            if (strcmp(out->code[k], code) == 0)
                return qn_text_refuse(
                    r->why, r->at, "code %s stands twice", code);
        memcpy(out->code[i], code, strlen(code) + 1);
        out->level[0].group_of[i] = (uint8_t)i;
    }
    out->n_codes = (uint8_t)n;
    out->level[0].n_groups = (uint8_t)n;
    return WK_OK;
}

/* A later list: the same codes in the same order, cut into groups. */
static enum wk_err read_groups(const struct reader *r, const struct json *list,
    const struct levels *out, struct qn_level *level)
{
    size_t n = json_size(list), code = 0;

    if (json_type_of(list) != JSON_ARRAY_T || n < 2)
        return qn_text_refuse(
            r->why, r->at, "needs a list of at least two groups");
    for (size_t g = 0; g < n; g++) {
        const struct json *group = json_at(list, g);

        if (json_type_of(group) != JSON_ARRAY_T || json_size(group) == 0)
            return qn_text_refuse(
                r->why, r->at, "group %zu is not a list of codes", g + 1);
        for (size_t i = 0; i < json_size(group); i++, code++) {
            const char *text = json_text(json_at(group, i));

            if (code >= out->n_codes || text == NULL ||
                strcmp(text, out->code[code]) != 0)
                return qn_text_refuse(r->why, r->at,
                    "must hold every code once, in the first list's order");
            level->group_of[code] = (uint8_t)g;
        }
    }
    if (code < out->n_codes)
        return qn_text_refuse(r->why, r->at,
            "must hold every code once, in the first list's order");
    level->n_groups = (uint8_t)n; /* <= n_codes, as no group is empty */
    return WK_OK;
}

static enum wk_err check_nested(const struct reader *r,
    const struct qn_level *fine, const struct qn_level *coarse, size_t n_codes)
{
    if (coarse->n_groups >= fine->n_groups)
        return qn_text_refuse(
            r->why, r->at, "must have fewer groups than the list before it");
    for (size_t i = 1; i < n_codes; i++)
        if (fine->group_of[i] == fine->group_of[i - 1] &&
            coarse->group_of[i] != coarse->group_of[i - 1])
            return qn_text_refuse(
                r->why, r->at, "cuts a group of the list before it in two");
    return WK_OK;
}

enum wk_err levels_parse(const struct json *chain, const char *at,
    size_t max_codes, struct levels *out, char why[static WHY_MAX])
{
    struct reader r = {.max_codes = max_codes, .why = why};
    size_t n = json_size(chain);
    enum wk_err err = WK_OK;

    memset(out, 0, sizeof *out);
    if (json_type_of(chain) != JSON_ARRAY_T || n < 1 || n > MAX_LEVELS)
        return qn_text_refuse(
            why, at, "needs a list of 1 to %d lists", MAX_LEVELS);
    for (size_t i = 0; err == WK_OK && i < n; i++) {
        const struct json *list = json_at(chain, i);
        struct qn_level *level = &out->level[i];

        snprintf(r.at, sizeof r.at, "%s[%zu]", at, i);
        err = i == 0 ? read_codes(&r, list, out)
                     : read_groups(&r, list, out, level);
        if (err == WK_OK && i > 0)
            err = check_nested(&r, level - 1, level, out->n_codes);
    }
    out->n_levels = (uint8_t)n;
    return err;
}

void levels_nest(const struct qn_level *fine, const struct qn_level *coarse,
    size_t n_codes, uint8_t out[static MAX_OPTIONS])
{
    memset(out, 0, MAX_OPTIONS);
    for (size_t code = 0; code < n_codes; code++)
        out[fine->group_of[code]] = coarse->group_of[code];
}
