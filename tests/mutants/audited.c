/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * audited.c - random batches through the rules, and the audit on what they
 * make of each: exit status 1 when it refuses one.  The mutants of the rules
 * are run through it.
 */
#include "../unit/site_core/audit_form.h"
#include "../unit/site_core/audit_sample.h"

enum { BATCHES = 6000 };

/* What most people of one batch say, to one question or of themselves. */
struct habit {
    uint32_t of_100; /* how many follow it */
    uint8_t value;
    uint32_t silent; /* how many of 100 give no answer */
};

static struct habit random_habit(uint64_t *seed, uint32_t values)
{
    static const uint32_t FOLLOW[] = {0, 0, 30, 60, 80, 95, 100};
    static const uint32_t SILENT[] = {0, 0, 3, 10, 25, 60};

    return (struct habit){FOLLOW[sample_random(seed, N_OF(FOLLOW))],
        (uint8_t)sample_random(seed, values),
        SILENT[sample_random(seed, N_OF(SILENT))]};
}

static uint8_t say(uint64_t *seed, const struct habit *h, uint32_t values)
{
    static const uint8_t NO_ANSWER[] = {
        ANSWER_REFUSED, ANSWER_NOT_UNDERSTOOD, ANSWER_SKIPPED};

    if (sample_random(seed, 100) < h->silent)
        return NO_ANSWER[sample_random(seed, 1 + h->silent % N_OF(NO_ANSWER))];
    return sample_random(seed, 100) < h->of_100
        ? h->value
        : (uint8_t)sample_random(seed, values);
}

/* One to three options, the habit's among the likely ones. */
static uint32_t choose(uint64_t *seed, const struct habit *h, uint32_t options)
{
    uint32_t set = 0;

    for (uint32_t left = 1 + sample_random(seed, MAX_CHOICES); left > 0; left--)
        set |= 1u << (sample_random(seed, 100) < h->of_100
                       ? h->value
                       : sample_random(seed, options));
    return set;
}

static void random_person(uint64_t *seed, const struct questionnaire *q,
    const struct habit *habit, struct answers *a)
{
    *a = (struct answers){.value = {0}};
    for (size_t i = 0; i < q->n_questions; i++) {
        const struct qn_question *it = &q->question[i];
        uint32_t values = it->n_codes + it->n_extras;

        a->value[i] = say(seed, &habit[i], values);
        if (it->many && a->value[i] < ANSWER_EXTRA) {
            a->choices[it->choices] = choose(seed, &habit[i], it->n_codes);
            a->value[i] = ANSWER_CHOSEN;
        } else if (a->value[i] >= it->n_codes && a->value[i] < values) {
            a->value[i] = (uint8_t)(ANSWER_EXTRA + a->value[i] - it->n_codes);
        }
    }
    for (size_t i = 0; i < q->n_attributes; i++) {
        a->attribute[i] =
            say(seed, &habit[N_QUESTIONS + i], q->attribute[i].n_codes);
        if (a->attribute[i] >= q->attribute[i].n_codes)
            a->attribute[i] = ANSWER_SKIPPED;
    }
}

static struct rules_set random_rules(uint64_t *seed)
{
    struct rules_set set = rules_floors();

    if (sample_random(seed, 4) == 0) {
        set.batch += sample_random(seed, 10);
        set.group += sample_random(seed, 4);
        set.column += sample_random(seed, 4);
        set.dissent += sample_random(seed, 5);
    }
    return set;
}

static enum wk_err audit_batch(
    uint64_t *seed, const struct questionnaire *q, char why[static WHY_MAX])
{
    struct release r = {
        .project = "p", .channel = CHANNEL_SELF, .months = {24312, 24313}};
    struct rules_set set = random_rules(seed);
    struct tabulation *t = tabulate_new(q);
    uint32_t n =
        1 + sample_random(seed, sample_random(seed, 3) == 0 ? 200 : 60);
    bool asked = sample_random(seed, 20) > 0;
    struct habit habit[N_QUESTIONS + N_ATTRIBUTES];
    struct answers a;
    enum wk_err err = WK_OK;

    for (size_t i = 0; i < N_QUESTIONS; i++)
        habit[i] = random_habit(
            seed, q->question[i].n_codes + q->question[i].n_extras);
    for (size_t i = 0; i < N_ATTRIBUTES; i++)
        habit[N_QUESTIONS + i] = random_habit(seed, q->attribute[i].n_codes);
    for (uint32_t i = 0; i < n; i++) {
        random_person(seed, q, habit, &a);
        if (!asked && i % 7 == 0)
            a.value[CUP] = ANSWER_NOT_ASKED;
        tabulate_add(t, &a);
    }
    if (rules_batch_is_large(&set, n)) {
        rules_apply(&set, q, t, &r);
        err = sample_audit(q, &r, why);
    }
    tabulate_free(t);
    return err;
}

static void test_batches(void **state)
{
    struct questionnaire *q = sample_form(AUDIT_FORM);
    uint64_t seed = 7;
    char why[WHY_MAX];

    (void)state;
    for (int i = 0; i < BATCHES; i++)
        if (audit_batch(&seed, q, why) != WK_OK)
            fail_msg("batch %d: %s", i, why);
    questionnaire_free(q);
}

int main(void)
{
    static const struct CMUnitTest TESTS[] = {cmocka_unit_test(test_batches)};

    return cmocka_run_group_tests_name("audited", TESTS, NULL, NULL);
}
