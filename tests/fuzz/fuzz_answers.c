/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_answers.c - what a browser may send as answers, and what an opened seal
 * may hold; the first byte says which.  What is taken is read back as itself.
 *
 * Covers common/core/answers.c
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "answers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static const char FORM[] =
    "{\"id\":\"t\",\"version\":1,\"scope\":\"network\",\"questions\":["
    "{\"id\":\"A\",\"type\":\"one\",\"levels\":[[\"0\",\"1\",\"2\",\"3\"],"
    "[[\"0\",\"1\"],[\"2\",\"3\"]]],\"extra\":[\"not_needed\"],"
    "\"attribute\":\"age\",\"text\":{\"nl\":\"a\",\"fr\":\"a\",\"en\":\"a\"}},"
    "{\"id\":\"B\",\"type\":\"one\",\"levels\":[[\"0\",\"1\"]],"
    "\"text\":{\"nl\":\"b\",\"fr\":\"b\",\"en\":\"b\"}},"
    "{\"id\":\"C\",\"type\":\"many\",\"levels\":[[\"u\",\"v\",\"w\",\"x\"]],"
    "\"text\":{\"nl\":\"c\",\"fr\":\"c\",\"en\":\"c\"}}],"
    "\"attributes\":[{\"id\":\"age\",\"codings\":[[\"young\",\"old\"]],"
    "\"text\":{\"nl\":\"l\",\"fr\":\"l\",\"en\":\"l\"}}]}";

static const char *const NOT_ASKED[] = {"B"};

static void assert_alike(const struct answers *a, const struct answers *b)
{
    uint8_t x[ANSWERS_LEN], y[ANSWERS_LEN];

    answers_encode(a, x);
    answers_encode(b, y);
    assert(memcmp(x, y, sizeof x) == 0);
}

static void try_sealed(
    const struct questionnaire *q, const uint8_t *data, size_t len)
{
    uint8_t in[ANSWERS_LEN] = {0}, out[ANSWERS_LEN];
    struct answers a;

    memcpy(in, data, len < sizeof in ? len : sizeof in);
    if (answers_decode(q, in, &a) != WK_OK)
        return;
    for (size_t i = 0; i < q->n_questions; i++)
        assert((a.value[i] == ANSWER_CHOSEN) <= q->question[i].many);
    for (size_t i = 0; i < q->n_many; i++)
        assert(__builtin_popcount(a.choices[i]) <= MAX_CHOICES);
    answers_encode(&a, out);
    assert(memcmp(in, out, sizeof in) == 0);
}

static void try_json(
    const struct questionnaire *q, const uint8_t *data, size_t len)
{
    struct json *j = NULL;
    struct answers a, back;
    uint8_t bytes[ANSWERS_LEN];
    char why[WHY_MAX] = "";

    if (len > MAX_BODY || json_parse(data, len, &j, why, sizeof why) != WK_OK)
        return;
    for (size_t n = 0; n < 2; n++) {
        if (answers_from_json(q, j, NOT_ASKED, n, &a, why) != WK_OK) {
            assert(why[0] != '\0' && strlen(why) < WHY_MAX);
            continue;
        }
        assert((a.value[1] == ANSWER_NOT_ASKED) == (n == 1));
        answers_encode(&a, bytes);
        if (answers_decode(q, bytes, &back) != WK_OK)
            abort();
        assert_alike(&a, &back);
    }
    json_free(j);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static struct questionnaire *q;
    char why[WHY_MAX];

    if (q == NULL &&
        questionnaire_parse((const uint8_t *)FORM, sizeof FORM - 1, &q, why) !=
            WK_OK)
        abort();
    if (len > 0 && data[0] == 's')
        try_sealed(q, data + 1, len - 1);
    else
        try_json(q, data, len);
    return 0;
}
