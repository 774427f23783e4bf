/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_ballots.c - any bytes as a ballot file: answers that fit the form, or
 * faults.
 *
 * Covers client/core/ballots.c common/core/answers.c
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ballots.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static const char FORM[] =
    "{\"id\":\"t\",\"version\":1,\"scope\":\"network\",\"questions\":["
    "{\"id\":\"A\",\"type\":\"one\",\"levels\":[[\"0\",\"1\",\"2\",\"3\"],"
    "[[\"0\",\"1\"],[\"2\",\"3\"]]],\"extra\":[\"not_needed\"],"
    "\"attribute\":\"age\",\"text\":{\"nl\":\"a\",\"fr\":\"a\",\"en\":\"a\"}},"
    "{\"id\":\"B\",\"type\":\"one\",\"levels\":[[\"0\",\"1\"]],"
    "\"text\":{\"nl\":\"b\",\"fr\":\"b\",\"en\":\"b\"}},"
    "{\"id\":\"N\",\"type\":\"many\",\"levels\":[[\"house\",\"work\","
    "\"papers\","
    "\"other\"]],\"extra\":[\"none\"],"
    "\"text\":{\"nl\":\"n\",\"fr\":\"n\",\"en\":\"n\"}}],"
    "\"attributes\":[{\"id\":\"age\",\"codings\":[[\"young\",\"old\"]],"
    "\"text\":{\"nl\":\"l\",\"fr\":\"l\",\"en\":\"l\"}}]}";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static const char *const NOT_ASKED[] = {"B"};
    static struct questionnaire *q;
    char why[WHY_MAX];
    struct ballots b;

    if (q == NULL &&
        questionnaire_parse((const uint8_t *)FORM, sizeof FORM - 1, &q, why) !=
            WK_OK)
        abort();
    for (size_t n = 0; n < 2; n++) {
        enum wk_err err = ballots_parse(q, NOT_ASKED, n, data, len, &b);

        if ((err == WK_OK) != (b.n_faults == 0 && b.n > 0))
            abort();
        for (size_t i = 0; i < b.n; i++) {
            uint8_t bytes[ANSWERS_LEN];
            struct answers again;

            answers_encode(&b.answers[i], bytes);
            if (answers_decode(q, bytes, &again) != WK_OK)
                abort();
        }
        for (size_t i = 0; i < b.n_faults && i < BALLOTS_MAX_FAULTS; i++)
            if (b.fault[i].line == 0 || b.fault[i].column == 0 ||
                !text_is_utf8(b.fault[i].text, strlen(b.fault[i].text)))
                abort();
        ballots_free(&b);
    }
    return 0;
}
