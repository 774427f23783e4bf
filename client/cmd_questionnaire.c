/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <stdlib.h>

#include "local_module.h"
#include "site_cmd.h"

enum wk_err site_cmd_questionnaire_add(const struct cmd_args *a)
{
    uint8_t *text = NULL, hash[HASH_LEN];
    char why[WHY_MAX] = "", hex[2 * HASH_LEN + 1];
    struct site *s = NULL;
    size_t len = 0;
    enum wk_err err = site_cmd_read(a->arg[0], MAX_QUESTIONNAIRE, &text, &len);

    if (err == WK_ETOOBIG)
        site_cmd_fail(
            a, err, "%s: over %d bytes", a->arg[0], MAX_QUESTIONNAIRE);
    if (err == WK_OK)
        err = site_cmd_open(a, &s);
    if (err == WK_OK) {
        err = local_module_keep(s, (struct span){text, len}, hash, why);
        if (err != WK_OK && why[0] != '\0')
            site_cmd_fail(a, err, "%s: %s", a->arg[0], why);
    }
    if (err == WK_OK) {
        hex_encode(hash, HASH_LEN, hex);
        site_note(s, "questionnaire add", "%s", hex);
        printf("%s\n", hex);
    }
    free(text);
    site_close(s);
    return err;
}

enum wk_err site_cmd_questionnaire_list(const struct cmd_args *a)
{
    struct store_questionnaire *list = NULL;
    struct site *s = NULL;
    size_t n = 0;
    enum wk_err err = site_cmd_open(a, &s);

    if (err == WK_OK)
        err = store_questionnaire_list(site_store(s), &list, &n);
    for (size_t i = 0; i < n; i++) {
        const struct questionnaire *q = list[i].q;
        char hex[2 * HASH_LEN + 1];

        hex_encode(list[i].hash, HASH_LEN, hex);
        printf("%s\t%u\t%s\t", q->id, q->version, hex);
        for (size_t k = 0; k < q->n_questions; k++)
            printf("%s%s", k > 0 ? " " : "", q->question[k].id);
        putchar('\n');
        questionnaire_free(list[i].q);
    }
    free(list);
    site_close(s);
    return err;
}
