/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "site_cmd.h"

/* A frozen pool that still has its answer sets. */
static bool is_held(const struct store_pool *p, const char *project)
{
    return p->has_key &&
        (project == NULL || strcmp(p->series.project, project) == 0);
}

static enum wk_err print_series(struct site *s, const struct store_series *of)
{
    struct store_questionnaire q = {.q = NULL};
    enum wk_err err =
        store_questionnaire_get(site_store(s), of->questionnaire, NULL, &q);

    if (err == WK_OK)
        printf("%s\t%s\t%s\n", of->project, q.q->id, channel_text(of->channel));
    questionnaire_free(q.q);
    return err;
}

/* A line for each series.  Its months stand in the alarm; those of its pools
 * would tell in which of them somebody answered. */
enum wk_err site_cmd_frozen_list(const struct cmd_args *a)
{
    struct store_pool *pool = NULL;
    struct site *s = NULL;
    size_t n = 0;
    enum wk_err err = site_cmd_open(a, &s);

    if (err == WK_OK)
        err = store_pool_list(site_store(s), NULL, POOL_FROZEN, &pool, &n);
    for (size_t i = 0; i < n && err == WK_OK; i++) {
        bool listed = !is_held(&pool[i], NULL);

        for (size_t j = 0; j < i && !listed; j++)
            listed = is_held(&pool[j], NULL) &&
                store_series_same(&pool[i].series, &pool[j].series);
        if (!listed)
            err = print_series(s, &pool[i].series);
    }
    free(pool);
    site_close(s);
    return err;
}

/* How many frozen pools of the project were emptied. */
static enum wk_err destroy(const struct cmd_args *a, struct site *s,
    const char *project, size_t *emptied)
{
    struct store *store = site_store(s);
    struct store_pool *pool = NULL;
    size_t n = 0;
    enum wk_err err = store_begin(store);

    if (err == WK_OK)
        err = store_pool_list(store, NULL, POOL_FROZEN, &pool, &n);
    for (size_t i = 0; i < n && err == WK_OK; i++)
        if (is_held(&pool[i], project)) {
            err = store_pool_empty(store, pool[i].id);
            (*emptied)++;
        }
    if (err == WK_OK && *emptied > 0)
        site_note(
            s, a->command, "the frozen answers of %s were destroyed", project);
    if (err == WK_OK)
        err = store_commit(store);
    store_rollback(store);
    free(pool);
    return err;
}

enum wk_err site_cmd_frozen_destroy(const struct cmd_args *a)
{
    const char *project = a->arg[0];
    struct site *s = NULL;
    size_t emptied = 0;
    enum wk_err err = site_cmd_open(a, &s);

    if (err == WK_OK)
        err = destroy(a, s, project, &emptied);
    if (err == WK_OK && emptied == 0)
        err =
            site_cmd_fail(a, WK_ENOTFOUND, "nothing of %s is frozen", project);
    if (err == WK_OK) {
        /* A reader may be in the way; the next night takes it along then. */
        err = db_truncate_wal(store_db(site_store(s)));
        if (err == WK_EBUSY)
            err = WK_OK;
    }
    if (err == WK_OK)
        printf("the frozen answers of %s are destroyed\n", project);
    site_close(s);
    return err;
}
