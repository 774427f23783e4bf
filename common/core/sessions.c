/* SPDX-License-Identifier: EUPL-1.2 */
#include "sessions.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "xalloc.h"

struct sessions {
    struct session session[SESSIONS_MAX]; /* a free place has no name */
};

struct sessions *sessions_new(void)
{
    return xcalloc(1, sizeof(struct sessions));
}

static void end(struct session *s)
{
    memset(s, 0, sizeof *s);
}

void sessions_free(struct sessions *s)
{
    free(s);
}

static bool is_free(const struct session *s)
{
    return s->name[0] == '\0';
}

static bool is_over(const struct session *s, int64_t now_ms)
{
    return now_ms - s->used_ms >= SESSIONS_IDLE_MS ||
        now_ms - s->begun_ms >= SESSIONS_LIFE_MS;
}

/* A place for a session of this name, taken from another where need be. */
static struct session *place(struct sessions *s, const char *name)
{
    struct session *free_place = NULL, *oldest = NULL, *oldest_own = NULL;
    size_t n_own = 0;

    for (size_t i = 0; i < SESSIONS_MAX; i++) {
        struct session *x = &s->session[i];

        if (is_free(x)) {
            free_place = x;
            continue;
        }
        if (oldest == NULL || x->used_ms < oldest->used_ms)
            oldest = x;
        if (strcmp(x->name, name) != 0)
            continue;
        n_own++;
        if (oldest_own == NULL || x->used_ms < oldest_own->used_ms)
            oldest_own = x;
    }
    if (n_own >= SESSIONS_PER_NAME)
        return oldest_own;
    return free_place != NULL ? free_place : oldest;
}

const struct session *sessions_add(
    struct sessions *s, const struct session *new_session, int64_t now_ms)
{
    struct session *x;

    for (size_t i = 0; i < SESSIONS_MAX; i++)
        if (!is_free(&s->session[i]) && is_over(&s->session[i], now_ms))
            end(&s->session[i]);
    x = place(s, new_session->name);
    *x = *new_session;
    x->begun_ms = x->used_ms = now_ms;
    return x;
}

static struct session *find(struct sessions *s, const uint8_t *id_hash)
{
    for (size_t i = 0; i < SESSIONS_MAX; i++)
        if (!is_free(&s->session[i]) &&
            bytes_equal(s->session[i].id_hash, id_hash, HASH_LEN))
            return &s->session[i];
    return NULL;
}

const struct session *sessions_find(
    struct sessions *s, const uint8_t id_hash[static HASH_LEN], int64_t now_ms)
{
    struct session *x = find(s, id_hash);

    if (x == NULL)
        return NULL;
    if (is_over(x, now_ms)) {
        end(x);
        return NULL;
    }
    x->used_ms = now_ms;
    return x;
}

void sessions_end(struct sessions *s, const uint8_t id_hash[static HASH_LEN])
{
    struct session *x = find(s, id_hash);

    if (x != NULL)
        end(x);
}

void sessions_end_name(struct sessions *s, const char *name)
{
    for (size_t i = 0; i < SESSIONS_MAX; i++)
        if (strcmp(s->session[i].name, name) == 0)
            end(&s->session[i]);
}
