/* SPDX-License-Identifier: EUPL-1.2 */
/* lived_site.h - a site in a folder, projects of it that put start.json from
 * January 2026 on, and answers. */
#ifndef WK_LIVED_SITE_H
#define WK_LIVED_SITE_H

#include "../test.h"
#include "../../helpers/promised_wave.h"

#include "file.h"
#include "random.h"
#include "site.h"

enum { JANUARY = 12 * 2026 };

/* Make the site, and open it as it is opened ever after. */
static inline struct site *lived_site_new(const char *folder)
{
    struct site *s = NULL;

    assert_int_equal(site_create(folder, NULL, "Gent", &s), WK_OK);
    assert_int_equal(site_created(s), WK_OK);
    site_close(s);
    assert_int_equal(site_open(folder, NULL, &s), WK_OK);
    return s;
}

static inline void lived_site_questionnaire(
    struct site *s, uint8_t hash[static HASH_LEN])
{
    uint8_t *text = NULL;
    char why[WHY_MAX] = "";
    size_t len;

    assert_int_equal(
        file_read(SOURCE_DIR "/client/content/questionnaires/start.json",
            MAX_QUESTIONNAIRE, &text, &len),
        WK_OK);
    if (store_questionnaire_add(
            site_store(s), (struct span){text, len}, hash, why) != WK_OK)
        fail_msg("start.json: %s", why);
    free(text);
}

/* A project of months that puts this questionnaire. */
static inline void lived_site_project(
    struct site *s, const char *id, const uint8_t hash[static HASH_LEN])
{
    struct store_project p = {.period = PERIOD_MONTH,
        .name = {"een", "un", "one"},
        .first_month = JANUARY};
    struct store_plan plan = {.first_month = JANUARY, .last_month = INT32_MAX};

    strcpy(p.id, id);
    strcpy(plan.project, id);
    memcpy(plan.questionnaire, hash, HASH_LEN);
    assert_int_equal(store_project_add(site_store(s), &p), WK_OK);
    assert_int_equal(store_plan_add(site_store(s), &plan), WK_OK);
    assert_int_equal(promised_wave(site_store(s), id, JANUARY), WK_OK);
}

/* n answer sets of one month. */
static inline void lived_site_answer(
    struct site *s, const struct store_series *of, int32_t month, uint32_t n)
{
    struct store_project p;

    assert_int_equal(store_project_get(site_store(s), of->project, &p), WK_OK);
    assert_int_equal(store_begin(site_store(s)), WK_OK);
    for (uint32_t i = 0; i < n; i++) {
        struct answers a = {
            .value = {(uint8_t)(i % 4), 0, 1, 2, ANSWER_SKIPPED}};
        uint8_t id[ID_LEN];

        random_bytes(id, sizeof id);
        assert_int_equal(
            seal_add(site_seal(s), site_store(s), of, &p, month, id, &a),
            WK_OK);
    }
    assert_int_equal(store_commit(site_store(s)), WK_OK);
}

/* What a night keeps beside the database. */
static inline enum wk_err lived_site_head_write(
    struct site *s, const struct bytes *text)
{
    char *path = site_path(s, "head");
    enum wk_err err = file_replace(path, text->data, text->len, 0600);

    free(path);
    return err;
}

#endif
