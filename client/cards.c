/* SPDX-License-Identifier: EUPL-1.2 */
#include "cards.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "store_wave.h"

enum { NUMBERS = 1000000 };

bool cards_is_number(const char *text)
{
    return strspn(text, "0123456789") == CARD_DIGITS &&
        text[CARD_DIGITS] == '\0';
}

static bool asks(const struct store_wave *w)
{
    return w->cards && w->kind == WAVE_NORMAL && w->ended_on == INT64_MIN;
}

enum wk_err cards_wave(
    struct site *s, const char *project, int32_t month, int64_t *wave)
{
    struct store_wave w;
    enum wk_err err = store_wave_at(site_store(s), project, month, &w);

    *wave = err == WK_OK && asks(&w) ? w.id : -1;
    return err == WK_ENOTFOUND ? WK_OK : err;
}

/* The first wave that is not over and asks for cards. */
static enum wk_err find_wave(struct site *s, const char *project, int64_t *wave)
{
    struct store_project p;
    struct store_wave *list = NULL;
    size_t n = 0;
    enum wk_err err = store_project_get(site_store(s), project, &p);

    *wave = -1;
    if (err == WK_OK)
        err = store_wave_list(site_store(s), project, &list, &n);
    for (size_t i = 0; i < n && *wave < 0; i++)
        if (asks(&list[i]) && list[i].months.last >= date_month(site_today()))
            *wave = list[i].id;
    free(list);
    return err == WK_OK && *wave < 0 ? WK_EWAVE : err;
}

/* A number that no card of the wave has. */
static enum wk_err make_one(struct site *s, int64_t wave, struct card *out)
{
    enum wk_err err = WK_EEXIST;

    while (err == WK_EEXIST) {
        uint8_t hash[HASH_LEN];

        snprintf(out->number, sizeof out->number, "%06" PRIu32,
            random_below(NUMBERS));
        seal_card(site_seal(s), wave, out->number, hash);
        err = store_card_add(site_store(s), hash, wave);
    }
    return err;
}

enum wk_err cards_make(struct site *s, const char *who, const char *project,
    size_t n, struct card *out)
{
    struct store *store = site_store(s);
    int64_t wave;
    enum wk_err err = find_wave(s, project, &wave);

    if (err != WK_OK)
        return err;
    err = store_begin(store);
    for (size_t i = 0; i < n && err == WK_OK; i++)
        err = make_one(s, wave, &out[i]);
    if (err == WK_OK) {
        site_note(s, who, "ballot cards printed for %s", project);
        err = store_commit(store);
    }
    store_rollback(store);
    return err;
}

enum wk_err cards_void(struct site *s, const char *who, const char *project)
{
    struct store *store = site_store(s);
    struct store_project p;
    struct store_wave *list = NULL;
    size_t n = 0;
    enum wk_err err = store_project_get(store, project, &p);

    if (err == WK_OK)
        err = store_begin(store);
    if (err == WK_OK)
        err = store_wave_list(store, project, &list, &n);
    for (size_t i = 0; i < n && err == WK_OK; i++)
        err = store_card_void(store, list[i].id);
    if (err == WK_OK) {
        site_note(s, who, "ballot cards of %s are void", project);
        err = store_commit(store);
    }
    store_rollback(store);
    free(list);
    return err;
}

enum wk_err cards_find(struct site *s, int64_t wave, const char *number)
{
    uint8_t hash[HASH_LEN];

    seal_card(site_seal(s), wave, number, hash);
    return store_card_find(site_store(s), hash);
}

enum wk_err cards_use(struct site *s, int64_t wave, const char *number)
{
    uint8_t hash[HASH_LEN];

    seal_card(site_seal(s), wave, number, hash);
    return store_card_drop(site_store(s), hash);
}
