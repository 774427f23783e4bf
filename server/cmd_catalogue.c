/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_catalogue.c - "policy ..." and "questionnaire ...". */
#include "central_cmd.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "log.h"

enum wk_err central_cmd_policy_show(const struct cmd_args *a)
{
    struct bytes text = bytes_new(MAX_POLICY);
    struct central *c = NULL;
    enum wk_err err = central_open(a, CENTRAL_USE, &c);

    if (err == WK_OK)
        err = ledger_policy_get(c->ledger, &text);
    if (err == WK_OK)
        printf("%s\n", bytes_text(&text));
    bytes_free(&text);
    central_close(c);
    return err;
}

static enum wk_err set_policy(struct central *c, const char *path)
{
    struct rules_set rules;
    uint8_t *text = NULL;
    char why[WHY_MAX];
    size_t len;
    enum wk_err err = file_read(path, MAX_POLICY, &text, &len);

    if (err == WK_OK) {
        err = policy_parse((const char *)text, len, &rules, why);
        if (err != WK_OK)
            log_warn("%s: %s", path, why);
    }
    if (err == WK_OK)
        err = ledger_begin(c->ledger);
    if (err == WK_OK)
        err = ledger_policy_set(c->ledger, (const char *)text);
    if (err == WK_OK)
        err = central_log(c, "console", 0, false,
            "policy set: batch %u, group %u, column %u, dissent %u",
            rules.batch, rules.group, rules.column, rules.dissent);
    if (err == WK_OK)
        err = ledger_commit(c->ledger);
    ledger_rollback(c->ledger);
    free(text);
    return err;
}

enum wk_err central_cmd_policy_set(const struct cmd_args *a)
{
    struct central *c = NULL;
    enum wk_err err = central_open(a, CENTRAL_USE, &c);

    if (err == WK_OK)
        err = set_policy(c, a->arg[0]);
    central_close(c);
    return err;
}

enum wk_err central_cmd_questionnaire_list(const struct cmd_args *a)
{
    struct ledger_questionnaire *list = NULL;
    struct central *c = NULL;
    size_t n = 0;
    enum wk_err err = central_open(a, CENTRAL_USE, &c);

    if (err == WK_OK)
        err = ledger_questionnaire_list(c->ledger, &list, &n);
    for (size_t i = 0; i < n; i++) {
        char hex[2 * HASH_LEN + 1];

        hex_encode(list[i].hash, HASH_LEN, hex);
        printf("%-24s  version %" PRIu32 "  %2zu questions  %-9s  %s\n",
            list[i].q->id, list[i].q->version, list[i].q->n_questions,
            list[i].published ? "published" : "uploaded", hex);
        questionnaire_free(list[i].q);
    }
    free(list);
    central_close(c);
    return err;
}

enum wk_err central_cmd_publish(struct central *c, const char *path)
{
    char why[WHY_MAX] = "", hex[2 * HASH_LEN + 1];
    uint8_t *text = NULL, hash[HASH_LEN];
    size_t len;
    enum wk_err err = file_read(path, MAX_QUESTIONNAIRE, &text, &len);

    if (err != WK_OK)
        return err;
    err = ledger_questionnaire_add(
        c->ledger, (struct span){text, len}, true, hash, why);
    if (err == WK_OK) {
        hex_encode(hash, HASH_LEN, hex);
        err = central_log(
            c, "console", 0, false, "questionnaire %s published", hex);
        printf("%s  %s\n", hex, path);
    } else if (why[0] != '\0') {
        log_warn("%s: %s", path, why);
    }
    free(text);
    return err;
}

/* All of them or none. */
enum wk_err central_cmd_questionnaire_publish(const struct cmd_args *a)
{
    struct central *c = NULL;
    enum wk_err err = central_open(a, CENTRAL_USE, &c);

    if (err == WK_OK)
        err = ledger_begin(c->ledger);
    for (int i = 0; err == WK_OK && i < a->n; i++)
        err = central_cmd_publish(c, a->arg[i]);
    if (err == WK_OK)
        err = ledger_commit(c->ledger);
    if (c != NULL)
        ledger_rollback(c->ledger);
    central_close(c);
    return err;
}
