/* SPDX-License-Identifier: EUPL-1.2 */
#include "unanswered.h"

#include "figure_json.h"
#include "intervals.h"

static bool is_shown(const struct table *t)
{
    return t->state != TABLE_HIDDEN && t->state != TABLE_NOT_ASKED;
}

enum unanswered_told unanswered_of(
    const struct qn_question *question, const struct table *t)
{
    bool exact = t->state == TABLE_EXACT && !question->many;

    if (!is_shown(t) || (!exact && question->n_extras > 0))
        return UNANSWERED_NOT;
    return exact && t->split ? UNANSWERED_APART : UNANSWERED_TOGETHER;
}

void unanswered_add(struct unanswered *u, enum unanswered_told told,
    const struct table *t, uint32_t answer_sets, uint32_t releases)
{
    const uint32_t *last = t->count + t->n_counts;

    u->shown += is_shown(t) ? releases : 0;
    if (told == UNANSWERED_NOT)
        return;
    u->told += releases;
    u->n += answer_sets;
    if (told == UNANSWERED_TOGETHER) {
        u->no_answer += t->state == TABLE_EXACT ? last[-1] : t->count[0];
        return;
    }
    u->apart += releases;
    u->n_apart += answer_sets;
    for (size_t i = 0; i < UNANSWERED_KINDS; i++) {
        uint32_t count = last[(ptrdiff_t)i - UNANSWERED_KINDS];

        u->kind[i] += count;
        u->no_answer += count;
    }
}

/* ---- JSON ---- */

static struct json *share_json(uint64_t count, uint64_t n, double z)
{
    struct share s = {count, n};
    struct json *j = figure_json_interval(intervals_wilson(s, z));

    json_set_new(j, "count", figure_json_count(count));
    json_set_new(j, "share", figure_json_real((double)count / (double)n));
    return j;
}

/* Releases, and how many people they are of; null: none. */
static struct json *sum_json(uint32_t releases, uint64_t n)
{
    struct json *j;

    if (n == 0)
        return json_new_null();
    j = json_new_object();
    json_set_new(j, "releases", figure_json_count(releases));
    json_set_new(j, "n", figure_json_count(n));
    return j;
}

struct json *unanswered_json(const struct unanswered *u, double z)
{
    static const char *const KINDS[UNANSWERED_KINDS] = {
        [UNANSWERED_REFUSED] = "refused",
        [UNANSWERED_NOT_UNDERSTOOD] = "not_understood",
        [UNANSWERED_SKIPPED] = "skipped",
    };
    struct json *j, *told, *apart;

    if (u->shown == 0)
        return json_new_null();
    j = json_new_object();
    told = sum_json(u->told, u->n);
    apart = sum_json(u->apart, u->n_apart);
    if (u->n > 0)
        json_set_new(told, "no_answer", share_json(u->no_answer, u->n, z));
    for (size_t i = 0; u->n_apart > 0 && i < UNANSWERED_KINDS; i++)
        json_set_new(apart, KINDS[i], share_json(u->kind[i], u->n_apart, z));
    json_set_new(j, "releases", figure_json_count(u->shown));
    json_set_new(j, "told", told);
    json_set_new(j, "apart", apart);
    return j;
}
