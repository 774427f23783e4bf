/* SPDX-License-Identifier: EUPL-1.2 */
#include "victim.h"

#include <stdio.h>
#include <stdlib.h>

#include "wire.h"

struct questionnaire *victim_form(const char *questions, const char *attributes)
{
    struct bytes text = bytes_new(MAX_QUESTIONNAIRE);
    struct questionnaire *q = NULL;
    char why[WHY_MAX];

    bytes_addf(&text,
        "{\"id\":\"a\",\"version\":1,\"scope\":\"network\",\"questions\":%s,"
        "\"attributes\":%s}",
        questions, attributes);
    if (questionnaire_parse(text.data, text.len, &q, why) != WK_OK) {
        printf("%s\n%s\n", why, bytes_text(&text));
        abort(); /* a mistake in the test itself */
    }
    bytes_free(&text);
    return q;
}

void victim_add(struct tabulation *t, const struct questionnaire *q,
    size_t group, uint8_t value, uint32_t people)
{
    struct answers a = {.value = {value}};

    if (q->n_attributes > 0)
        a.attribute[0] =
            group < q->attribute[0].n_codes ? (uint8_t)group : ANSWER_SKIPPED;
    for (uint32_t i = 0; i < people; i++)
        tabulate_add(t, &a);
}

void victim_release(victim_rules *rules, const struct rules_set *set,
    const struct questionnaire *q, const struct tabulation *t,
    struct bytes *out)
{
    static struct entry e; /* large; rules write all that is read of it */

    e.kind = ENTRY_RELEASE;
    e.seq = 1;
    e.release.project[0] = 'p';
    e.release.channel = CHANNEL_SELF;
    e.release.months = (struct period){24312, 24312};
    rules(set, q, t, &e.release);
    wire_encode_entry(&e, out);
}

uint64_t victim_draw(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

uint32_t victim_below(uint64_t *state, uint32_t n)
{
    return (uint32_t)(((victim_draw(state) >> 32) * n) >> 32);
}
