/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_history.c - what all entries of a site together must keep: each breach
 * planted alone is found, and no calendar of rule B4 is taken for one.
 */
#include "history.h"

#include "../test.h"

enum { START = 12 * 2026 };

static struct history_series series(char project, enum channel channel)
{
    return (struct history_series){
        .questionnaire = {9}, .project = {project, '\0'}, .channel = channel};
}

static enum history_breach release(struct history *h, uint8_t era, uint64_t seq,
    const struct history_series *of, struct period months,
    enum history_standing standing)
{
    struct entry *e = calloc(1, sizeof *e);
    enum history_breach b;

    e->era[0] = era;
    e->seq = seq;
    e->kind = ENTRY_RELEASE;
    memcpy(e->release.questionnaire, of->questionnaire, HASH_LEN);
    memcpy(e->release.project, of->project, sizeof of->project);
    e->release.channel = of->channel;
    e->release.months = (struct period){
        START + months.first, START + months.last}; /* from the start on */
    b = history_entry(h, e, standing);
    free(e);
    return b;
}

static enum history_breach withdrawal(struct history *h, uint8_t era,
    uint64_t seq, uint64_t named, enum history_standing standing)
{
    struct entry *e = calloc(1, sizeof *e);
    enum history_breach b;

    e->era[0] = era;
    e->seq = seq;
    e->kind = ENTRY_WITHDRAWAL;
    e->withdrawal.seq = named;
    b = history_entry(h, e, standing);
    free(e);
    return b;
}

/* ---- Cases ---- */

/*
 * One step.  'R': a release of months a to b by project p at the kiosk; 'A':
 * the same, assisted; 'Q': of another questionnaire; 'W': a withdrawal of entry
 * a; 'U': an unread entry; 'F': a frozen period of p that ends with month a;
 * 'L': the label row of p, next a, tested b.  Entries are numbered from 1.
 */
struct step {
    char what;
    char p;
    int32_t a, b;
    uint8_t era;
    enum history_standing standing;
    enum history_breach wanted;
};

enum { STEPS = 8, SITE = 1, CENTRE = 2, BOTH = SITE | CENTRE };

struct history_case {
    const char *name;
    int who; /* whose audit: one that explains gaps, or not */
    struct step step[STEPS];
};

static const struct history_case CASES[] = {
    {"labels run on", BOTH,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 1, 3, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'L', 'p', 4, 3, 1, HISTORY_COUNTS, HISTORY_SOUND}}},
    {"one month, two channels", BOTH,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'A', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND}}},
    {"one month, two projects", BOTH,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'q', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND}}},
    {"one month, two questionnaires", BOTH,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'Q', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND}}},
    {"a month again", BOTH,
        {{'R', 'p', 0, 2, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 2, 3, 1, HISTORY_COUNTS, HISTORY_AGAIN}}},
    {"the same release again", BOTH,
        {{'R', 'p', 0, 2, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 0, 2, 1, HISTORY_COUNTS, HISTORY_AGAIN}}},
    {"a month again, twice", BOTH,
        {{'R', 'p', 0, 2, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_AGAIN},
            {'R', 'p', 2, 2, 1, HISTORY_COUNTS, HISTORY_AGAIN}}},
    {"a month again in another era", BOTH,
        {{'R', 'p', 0, 2, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 2, 2, 2, HISTORY_COUNTS, HISTORY_AGAIN}}},
    {"a month again after an unread entry", BOTH,
        {{'R', 'p', 0, 2, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'U', 0, 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 2, 2, 1, HISTORY_COUNTS, HISTORY_AGAIN}}},
    {"months passed over come back", BOTH,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 13, 13, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 3, 3, 1, HISTORY_COUNTS, HISTORY_AGAIN}}},
    {"a withdrawn month again", BOTH,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'W', 0, 1, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_AGAIN}}},
    {"a withdrawal hides and labels run on", BOTH,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'W', 0, 1, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 1, 1, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'W', 0, 3, 0, 2, HISTORY_COUNTS, HISTORY_SOUND}}},
    {"withdrawn twice", BOTH,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'W', 0, 1, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'W', 0, 1, 0, 1, HISTORY_COUNTS, HISTORY_WITHDRAWN}}},
    {"a withdrawal of itself", BOTH,
        {{'W', 0, 1, 0, 1, HISTORY_COUNTS, HISTORY_NO_RELEASE}}},
    {"a withdrawal of what comes later", BOTH,
        {{'W', 0, 2, 0, 1, HISTORY_COUNTS, HISTORY_NO_RELEASE},
            {'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND}}},
    {"a withdrawal of a withdrawal", BOTH,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'W', 0, 1, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'W', 0, 2, 0, 1, HISTORY_COUNTS, HISTORY_NO_RELEASE}}},
    {"a withdrawal of what cannot be read", BOTH,
        {{'U', 0, 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'W', 0, 1, 0, 1, HISTORY_COUNTS, HISTORY_SOUND}}},
    {"a label of thirteen months", BOTH,
        {{'R', 'p', 0, 12, 1, HISTORY_COUNTS, HISTORY_LONG}}},
    {"a label of twelve months", BOTH,
        {{'R', 'p', 0, 11, 1, HISTORY_COUNTS, HISTORY_SOUND}}},

    /* Gaps, which a site can explain. */
    {"a gap", SITE,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 2, 2, 1, HISTORY_COUNTS, HISTORY_GAP}}},
    {"a gap says nothing to the centre", CENTRE,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 2, 2, 1, HISTORY_COUNTS, HISTORY_SOUND}}},
    {"after the project began", SITE,
        {{'R', 'p', 1, 1, 1, HISTORY_COUNTS, HISTORY_GAP}}},
    {"before the project began", SITE,
        {{'R', 'p', -1, 1, 1, HISTORY_COUNTS, HISTORY_GAP}}},
    {"a first year that was destroyed", SITE,
        {{'R', 'p', 12, 14, 1, HISTORY_COUNTS, HISTORY_SOUND}}},
    {"a label that was destroyed", SITE,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 13, 13, 1, HISTORY_COUNTS, HISTORY_SOUND}}},
    {"two labels that were destroyed", SITE,
        {{'R', 'p', 0, 2, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 27, 29, 1, HISTORY_COUNTS, HISTORY_SOUND}}},
    {"eleven months are no destroyed label", SITE,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 12, 12, 1, HISTORY_COUNTS, HISTORY_GAP}}},
    {"a frozen batch", SITE,
        {{'F', 'p', 3, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 4, 4, 1, HISTORY_COUNTS, HISTORY_SOUND}}},
    {"a frozen batch and a destroyed label", SITE,
        {{'F', 'p', 15, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 16, 16, 1, HISTORY_COUNTS, HISTORY_SOUND}}},
    {"a frozen batch of two periods", SITE,
        {{'F', 'p', 3, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'F', 'p', 1, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 4, 4, 1, HISTORY_COUNTS, HISTORY_SOUND}}},
    {"more than a frozen batch", SITE,
        {{'F', 'p', 3, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 5, 5, 1, HISTORY_COUNTS, HISTORY_GAP}}},
    {"another's frozen batch", SITE,
        {{'F', 'q', 3, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 4, 4, 1, HISTORY_COUNTS, HISTORY_GAP}}},
    {"a new era excuses one gap of each series", SITE,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'q', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 3, 3, 2, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 5, 5, 2, HISTORY_COUNTS, HISTORY_GAP},
            {'R', 'q', 5, 5, 2, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'q', 7, 7, 2, HISTORY_COUNTS, HISTORY_GAP}}},
    {"an unread entry excuses a gap", SITE,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'U', 0, 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 3, 3, 1, HISTORY_COUNTS, HISTORY_SOUND}}},

    /* The label row. */
    {"a label that was extended", SITE,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'L', 'p', 1, 5, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'L', 'p', 1, 11, 1, HISTORY_COUNTS, HISTORY_SOUND}}},
    {"a label that stood too long", SITE,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'L', 'p', 1, 12, 1, HISTORY_COUNTS, HISTORY_CALENDAR}}},
    {"a label ahead of the nights", SITE,
        {{'L', 'p', 12, 10, 1, HISTORY_COUNTS, HISTORY_CALENDAR}}},
    {"a label that began anew", SITE,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'L', 'p', 3, 2, 1, HISTORY_COUNTS, HISTORY_GAP}}},
    {"a label before what was released", SITE,
        {{'R', 'p', 0, 3, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'L', 'p', 2, 3, 1, HISTORY_COUNTS, HISTORY_AGAIN}}},
    {"a label after an adoption", SITE,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'L', 'p', 3, 2, 2, HISTORY_COUNTS, HISTORY_SOUND}}},

    /* What the centre set aside. */
    {"set aside, because covered", CENTRE,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 0, 1, 1, HISTORY_ASIDE, HISTORY_SOUND},
            {'R', 'p', 2, 2, 1, HISTORY_COUNTS, HISTORY_SOUND}}},
    {"set aside covers nothing", CENTRE,
        {{'R', 'p', 0, 0, 1, HISTORY_ASIDE, HISTORY_SOUND},
            {'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND}}},
    {"set aside, and yet counted twice", CENTRE,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 0, 0, 1, HISTORY_ASIDE, HISTORY_SOUND},
            {'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_AGAIN}}},
    {"a withdrawal set aside withdraws nothing", CENTRE,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'W', 0, 1, 0, 1, HISTORY_ASIDE, HISTORY_SOUND},
            {'W', 0, 7, 0, 1, HISTORY_ASIDE, HISTORY_SOUND},
            {'W', 0, 1, 0, 1, HISTORY_COUNTS, HISTORY_SOUND}}},

    /* What an adoption brought. */
    {"held: covered again, so it was set aside", SITE,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 0, 1, 1, HISTORY_HELD, HISTORY_SOUND},
            {'R', 'p', 2, 2, 2, HISTORY_COUNTS, HISTORY_SOUND}}},
    {"held: its gaps are for others", SITE,
        {{'R', 'p', 3, 3, 1, HISTORY_HELD, HISTORY_SOUND},
            {'R', 'p', 6, 6, 1, HISTORY_HELD, HISTORY_SOUND}}},
    {"held: it covers", SITE,
        {{'R', 'p', 0, 3, 1, HISTORY_HELD, HISTORY_SOUND},
            {'R', 'p', 3, 3, 2, HISTORY_COUNTS, HISTORY_AGAIN}}},
    {"held: covered again, and what more it covers", SITE,
        {{'R', 'p', 0, 0, 1, HISTORY_COUNTS, HISTORY_SOUND},
            {'R', 'p', 0, 1, 1, HISTORY_HELD, HISTORY_SOUND},
            {'R', 'p', 1, 1, 2, HISTORY_COUNTS, HISTORY_AGAIN}}},
    {"held: withdrawals", SITE,
        {{'R', 'p', 0, 3, 1, HISTORY_HELD, HISTORY_SOUND},
            {'W', 0, 1, 0, 1, HISTORY_HELD, HISTORY_SOUND},
            {'W', 0, 1, 0, 1, HISTORY_HELD, HISTORY_SOUND},
            {'W', 0, 7, 0, 1, HISTORY_HELD, HISTORY_SOUND},
            {'W', 0, 1, 0, 2, HISTORY_COUNTS, HISTORY_WITHDRAWN}}},
};

static enum history_breach take(
    struct history *h, const struct step *s, uint64_t *seq)
{
    struct history_series of =
        series(s->p, s->what == 'A' ? CHANNEL_ASSISTED : CHANNEL_SELF);
    uint8_t era[ERA_LEN] = {s->era};

    of.questionnaire[1] = s->what == 'Q';
    switch (s->what) {
    case 'W':
        return withdrawal(h, s->era, ++*seq, (uint64_t)s->a, s->standing);
    case 'U':
        history_unread(h, ++*seq);
        return HISTORY_SOUND;
    case 'F':
        history_frozen(h, &of, START + s->a);
        return HISTORY_SOUND;
    case 'L':
        return history_label(
            h, &of, era, START + s->a, START + s->b, PERIOD_MONTH);
    default:
        return release(
            h, s->era, ++*seq, &of, (struct period){s->a, s->b}, s->standing);
    }
}

static void run(const struct history_case *c, bool explains)
{
    struct history *h = history_new(explains);
    uint64_t seq = 0;

    for (char p = 'p'; p <= 'q'; p++)
        for (int channel = 1; channel <= 2; channel++) {
            struct history_series of = series(p, (enum channel)channel);

            if (explains)
                history_start(h, &of, START);
        }
    for (size_t i = 0; i < STEPS && c->step[i].what != '\0'; i++) {
        enum history_breach b = take(h, &c->step[i], &seq);

        if (b != c->step[i].wanted)
            fail_msg("%s, step %zu: %s", c->name, i, history_text(b));
    }
    history_free(h);
}

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++) {
        if (CASES[i].who & SITE)
            run(&CASES[i], true);
        if (CASES[i].who & CENTRE)
            run(&CASES[i], false);
    }
}

/* No figure in a sentence, and no two alike. */
static void test_texts(void **state)
{
    (void)state;
    for (int i = HISTORY_SOUND; i <= HISTORY_WITHDRAWN; i++) {
        const char *text = history_text((enum history_breach)i);

        assert_null(strpbrk(text, "0123456789"));
        for (int j = HISTORY_SOUND; j < i; j++)
            assert_string_not_equal(text, history_text((enum history_breach)j));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
