/* SPDX-License-Identifier: EUPL-1.2 */
/* breakdown_form.h - the form of the tests of R3, R4 and CHOOSE UP TO 3, and a
 * release that the rules make of it, which must also pass the audit. */
#ifndef WK_BREAKDOWN_FORM_H
#define WK_BREAKDOWN_FORM_H

#include "form_sample.h"

#include "audit.h"
#include "rules.h"

/* Four cups with one exit, plain and sensitive, by four ages that nest into
 * two; up to three of four; and an attribute that no question is by. */
static const char FORM[] =
    "{\"id\":\"s\",\"version\":1,\"scope\":\"network\",\"questions\":["
    "{\"id\":\"cup\",\"type\":\"one\",\"levels\":[[\"0\",\"1\",\"2\",\"3\"],"
    "[[\"0\",\"1\"],[\"2\",\"3\"]]],\"extra\":[\"x\"],\"attribute\":\"age\","
    "\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}},"
    "{\"id\":\"fear\",\"type\":\"one\",\"levels\":[[\"0\",\"1\",\"2\",\"3\"],"
    "[[\"0\",\"1\"],[\"2\",\"3\"]]],\"extra\":[\"x\"],\"attribute\":\"age\","
    "\"sensitive\":true,\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}},"
    "{\"id\":\"pick\",\"type\":\"many\",\"levels\":[[\"a\",\"b\",\"c\",\"d\"]],"
    "\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}},"
    "{\"id\":\"five\",\"type\":\"one\",\"levels\":[[\"a\",\"b\",\"c\",\"d\","
    "\"e\"],[[\"a\",\"b\"],[\"c\"],[\"d\",\"e\"]],[[\"a\",\"b\",\"c\"],"
    "[\"d\",\"e\"]]],\"attribute\":\"age\",\"text\":{\"nl\":\"?\",\"fr\":\"?\","
    "\"en\":\"?\"}}],\"attributes\":["
    "{\"id\":\"age\",\"codings\":[[\"a\",\"b\",\"c\",\"d\"],[[\"a\",\"b\"],"
    "[\"c\",\"d\"]]]},{\"id\":\"idle\",\"codings\":[[\"m\",\"f\"]]}]}";

enum { CUP, FEAR, PICK, FIVE, AGES = 4, NOT_SAID = AGES, WIDTH = 6 };

static inline int load_form(void **state)
{
    (void)state;
    form = sample_form(FORM);
    return 0;
}

/* What stood there before; rules_apply() fills no more than it says. */
enum { BEFORE = 0xA5 };

static inline void assert_untouched(const void *at, size_t len)
{
    const uint8_t *byte = at;

    for (size_t i = 0; i < len; i++)
        assert_int_equal(byte[i], BEFORE);
}

static inline void told(const struct rules_set *set,
    const struct questionnaire *q, struct tabulation *t, struct release *r)
{
    char why[WHY_MAX] = "";

    memset(r, BEFORE, sizeof *r);
    rules_apply(set, q, t, r);
    tabulate_free(t);
    for (size_t i = q->n_attributes; i < MAX_ATTRIBUTES; i++)
        assert_untouched(&r->margin[i], sizeof r->margin[i]);
    for (size_t i = q->n_questions; i < MAX_QUESTIONS; i++) {
        assert_untouched(&r->table[i], sizeof r->table[i]);
        assert_untouched(&r->breakdown[i], sizeof r->breakdown[i]);
    }
    assert_untouched(
        &r->cell[r->n_cells], (MAX_CELLS - r->n_cells) * sizeof *r->cell);
    r->months = (struct period){24312, 24312};
    r->eligible = r->asked = r->declined = 0;
    assert_int_equal(audit_release(q, r, why), WK_OK);
    assert_string_equal(why, "");
}

#endif
