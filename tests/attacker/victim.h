/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * victim.h - the side that is attacked: true answers in, wire bytes out, by
 * the shipped tabulation and rules, or by rules that are broken on purpose.
 */
#ifndef WK_VICTIM_H
#define WK_VICTIM_H

#include "bytes.h"
#include "release.h"
#include "tabulate.h"

/* What rules_apply() is, and each of its broken variants (broken.h). */
typedef void victim_rules(const struct rules_set *set,
    const struct questionnaire *q, const struct tabulation *t,
    struct release *r);

/* A questionnaire of these questions and attributes, both JSON lists. */
struct questionnaire *victim_form(
    const char *questions, const char *attributes);

/* Count people who gave this value to question 0, and who are of this group:
 * a code of attribute 0, or its number of codes for those who did not say. */
void victim_add(struct tabulation *t, const struct questionnaire *q,
    size_t group, uint8_t value, uint32_t people);

/* Append the canonical bytes of the entry that these answers become. */
void victim_release(victim_rules *rules, const struct rules_set *set,
    const struct questionnaire *q, const struct tabulation *t,
    struct bytes *out);

/* xorshift64*: equal seeds draw equal batches; seed is not 0. */
uint64_t victim_draw(uint64_t *state);
/* Below n, which is not 0. */
uint32_t victim_below(uint64_t *state, uint32_t n);

#endif
