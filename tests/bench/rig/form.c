/* SPDX-License-Identifier: EUPL-1.2 */
#include "form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rig.h"
#include "rules.h"

static uint64_t state = 20260101;

void form_seed(uint64_t seed)
{
    state = seed | 1;
}

static uint64_t next_random(void)
{
    state ^= state << 13; /* xorshift64 */
    state ^= state >> 7;
    state ^= state << 17;
    return state >> 11;
}

static uint8_t draw(void)
{
    static const uint64_t UP_TO[] = {10, 32, 74, 96};
    uint64_t v = next_random() % 100;

    for (uint8_t i = 0; i < 4; i++)
        if (v < UP_TO[i])
            return i;
    return ANSWER_SKIPPED;
}

static void add_question(struct bytes *text, int i, int attributes)
{
    bytes_addf(text,
        "%s{\"id\":\"q%d\",\"type\":\"one\",\"levels\":[[\"0\",\"1\",\"2\","
        "\"3\"],[[\"0\",\"1\"],[\"2\",\"3\"]]],",
        i > 0 ? "," : "", i);
    if (attributes > 0)
        bytes_addf(text, "\"attribute\":\"a%d\",", i % attributes);
    bytes_add_text(text, "\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}}");
}

static void add_attribute(struct bytes *text, int i, int groups)
{
    bytes_addf(text, "%s{\"id\":\"a%d\",\"codings\":[[", i > 0 ? "," : "", i);
    for (int g = 0; g < groups; g++)
        bytes_addf(text, "%s\"g%d\"", g > 0 ? "," : "", g);
    bytes_add_text(text, "]]}");
}

struct questionnaire *form_new(
    int questions, int attributes, int groups, struct bytes *out)
{
    struct bytes text = bytes_new(MAX_QUESTIONNAIRE);
    struct questionnaire *q = NULL;
    char why[WHY_MAX] = "";

    bytes_addf(&text,
        "{\"id\":\"bench%d\",\"version\":1,\"scope\":\"network\","
        "\"questions\":[",
        questions);
    for (int i = 0; i < questions; i++)
        add_question(&text, i, attributes);
    if (attributes > 0) {
        bytes_add_text(&text, "],\"attributes\":[");
        for (int i = 0; i < attributes; i++)
            add_attribute(&text, i, groups);
    }
    bytes_add_text(&text, "]}");
    rig_must(questionnaire_parse(text.data, text.len, &q, why) == WK_OK,
        "questionnaire: %s", why);
    if (out != NULL)
        bytes_add(out, text.data, text.len);
    bytes_free(&text);
    return q;
}

void form_draw(const struct questionnaire *q, int n, struct answers *out)
{
    for (int i = 0; i < n; i++) {
        out[i] = (struct answers){0};
        for (size_t k = 0; k < q->n_questions; k++)
            out[i].value[k] = draw();
        for (size_t k = 0; k < q->n_attributes; k++)
            out[i].attribute[k] =
                (uint8_t)(next_random() % q->attribute[k].n_codes);
    }
}

void form_release(const struct questionnaire *q, const struct answers *sets,
    int n, struct release *out)
{
    struct rules_set rules = rules_floors();
    struct tabulation *t = tabulate_new(q);

    *out = (struct release){
        .channel = CHANNEL_SELF, .months = {12 * 2026, 12 * 2026}};
    strcpy(out->project, "bench");
    for (int i = 0; i < n; i++)
        tabulate_add(t, &sets[i]);
    rules_apply(&rules, q, t, out);
    tabulate_free(t);
}
