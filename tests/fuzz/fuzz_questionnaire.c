/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_questionnaire.c - whatever questionnaire_parse() accepts keeps its
 * promises: nested levels, two sides, and a canonical form that is read back
 * as itself.
 *
 * Covers common/core/questionnaire.c common/core/levels.c
 * Covers common/core/qn_text.c
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "answers.h"
#include "questionnaire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void check_levels(
    const struct qn_level *level, size_t n_levels, size_t n_codes)
{
    assert(n_levels >= 1 && n_levels <= MAX_LEVELS);
    assert(n_codes >= 2 && n_codes <= MAX_OPTIONS);
    assert(level[0].n_groups == n_codes);
    for (size_t i = 0; i < n_levels; i++) {
        const uint8_t *group = level[i].group_of;

        assert(group[0] == 0 && group[n_codes - 1] == level[i].n_groups - 1);
        for (size_t c = 1; c < n_codes; c++) {
            assert(group[c] == group[c - 1] || group[c] == group[c - 1] + 1);
            if (i > 0 &&
                level[i - 1].group_of[c] == level[i - 1].group_of[c - 1])
                assert(group[c] == group[c - 1]);
        }
    }
}

static void check_answers(const struct questionnaire *q)
{
    struct json *none = json_new_object();
    uint8_t bytes[ANSWERS_LEN];
    struct answers a, b;
    char why[WHY_MAX];

    if (answers_from_json(q, none, NULL, 0, &a, why) != WK_OK)
        abort();
    for (size_t i = 0; i < q->n_questions; i++) {
        const struct qn_question *question = &q->question[i];

        assert(questionnaire_find(q, question->id) == (int)i);
        check_levels(question->level, question->n_levels, question->n_codes);
        assert(question->many ||
            question->level[question->n_levels - 1].n_groups == 2);
        assert(!question->many ||
            (question->choices < q->n_many && question->attribute < 0));
        assert(question->attribute < (int)q->n_attributes);
        for (int x = 0; x < question->n_extras && !question->many; x++) {
            assert(answers_take(q, i, question->extra[x], true, &a) == NULL);
            assert(a.value[i] == ANSWER_EXTRA + x);
        }
        for (int c = 0; c < question->n_codes; c++)
            assert((answers_take(q, i, question->code[c], c == 0, &a) ==
                       NULL) == (!question->many || c < MAX_CHOICES));
        assert(question->many ? a.choices[question->choices] ==
                    (1u << (question->n_codes < 3 ? question->n_codes : 3)) - 1
                              : a.value[i] == question->n_codes - 1);
    }
    for (size_t i = 0; i < q->n_attributes; i++)
        check_levels(q->attribute[i].coding, q->attribute[i].n_codings,
            q->attribute[i].n_codes);
    answers_encode(&a, bytes);
    if (answers_decode(q, bytes, &b) != WK_OK)
        abort();
    json_free(none);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    struct bytes once = bytes_new(MAX_QUESTIONNAIRE);
    struct bytes twice = bytes_new(MAX_QUESTIONNAIRE);
    struct questionnaire *a, *b;
    char why[WHY_MAX];

    if (questionnaire_parse(data, len, &a, why) != WK_OK) {
        assert(strlen(why) > 0 && strlen(why) < WHY_MAX);
        return 0;
    }
    check_answers(a);
    questionnaire_canonical(a, &once);
    assert(!bytes_over(&once));
    if (questionnaire_parse(once.data, once.len, &b, why) != WK_OK)
        abort();
    questionnaire_canonical(b, &twice);
    assert(once.len == twice.len);
    assert(memcmp(once.data, twice.data, once.len) == 0);
    questionnaire_free(a);
    questionnaire_free(b);
    bytes_free(&once);
    bytes_free(&twice);
    return 0;
}
