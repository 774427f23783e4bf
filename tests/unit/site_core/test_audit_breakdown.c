/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_audit_breakdown.c - a good release with groups, breakdowns and options;
 * for every rule of them one that breaks only that rule, and the audit names
 * it.  test_audit.c does the same for the batch and its totals.
 */
#include "audit_form.h"
#include "audit_sample.h"

/* Where the second and third row of a breakdown begins. */
enum { CUP_2 = 6, FEAR_2 = 5, FIVE_2 = 4, FIVE_3 = 8 };

static int load_form(void **state)
{
    (void)state;
    form = sample_form(AUDIT_FORM);
    return 0;
}

/* A release whose sizes and rows stand apart until pack(). */
struct sample {
    struct release r;
    uint32_t size[N_ATTRIBUTES][MAX_GROUPS];
    uint32_t row[N_QUESTIONS][40];
};

/*
 * Sixty answer sets: cup at four cups for the ages a, b together and c; fear
 * the same; five at three of its levels for both sexes and those who did not
 * say; options of which c was chosen by two at most; yes capped.
 */
static const struct sample GOOD = {
    .r = {.project = "p",
        .channel = CHANNEL_SELF,
        .months = {24312, 24313},
        .rules = {1, 10, 5, 5, 2},
        .answer_sets = 60,
        .n_tables = N_QUESTIONS,
        .n_margins = N_ATTRIBUTES,
        .table = {{.state = TABLE_EXACT, .count = {6, 14, 20, 12, 3, 5}},
            {.state = TABLE_EXACT, .split = true, .count = {5, 15, 20, 20}},
            {.state = TABLE_EXACT, .split = true, .count = {8, 7, 15, 10, 20}},
            {.state = TABLE_CHOICES, .count = {10, 50, 20, 30, 2, 25}},
            {.state = TABLE_AT_LEAST, .count = {3, 57, 55}}},
        .margin = {{.shown = true, .coding = 1},
            {.shown = true, .not_said = true}, {.shown = false}},
        .breakdown = {{.state = BREAKDOWN_SHOWN}, {.state = BREAKDOWN_SHOWN},
            {.state = BREAKDOWN_SHOWN, .level = 1}}},
    .size = {{28, 32}, {25, 30, 5}},
    .row = {{4, 6, 8, 6, 1, 3, 2, 8, 12, 6, 2, 2},
        {2, 8, 10, 8, 0, 3, 7, 10, 12, 0},
        {6, 6, 13, 0, 8, 7, 15, 0, 1, 2, 2, 0}},
};

enum where {
    END,
    SETS,     /* value answer sets */
    RULE_G,   /* k_g = value */
    RULE_C,   /* k_c = value */
    RULE_D,   /* d = value */
    SIZE,     /* of attribute i, group j */
    CODING,   /* of attribute i */
    NOT_SAID, /* of attribute i: its last group */
    TOLD,     /* whether attribute i is */
    STATE,    /* of the total of question i */
    LEVEL,    /* of the total of question i */
    WIDTH,    /* of the total of question i, whatever its state asks for */
    COUNT,    /* of question i, column j */
    BY_STATE, /* of the breakdown of question i */
    BY_LEVEL, /* of the breakdown of question i */
    CELL,     /* of question i, place j */
    MARGINS,  /* how many */
};

struct edit {
    enum where where;
    int i, j;
    uint32_t value;
};

struct plant {
    const char *name;
    const char *why; /* NULL: still good */
    struct edit edit[36];
};

static void apply(struct sample *s, const struct edit *e)
{
    struct release *r = &s->r;
    uint8_t small = (uint8_t)e->value;

    switch (e->where) {
    case SETS:
        r->answer_sets = e->value;
        break;
    case RULE_G:
        r->rules.group = e->value;
        break;
    case RULE_C:
        r->rules.column = e->value;
        break;
    case RULE_D:
        r->rules.dissent = e->value;
        break;
    case SIZE:
        s->size[e->i][e->j] = e->value;
        break;
    case CODING:
        r->margin[e->i].coding = small;
        break;
    case NOT_SAID:
        r->margin[e->i].not_said = small;
        break;
    case TOLD:
        r->margin[e->i].shown = small;
        break;
    case STATE:
        r->table[e->i].state = (enum table_state)small;
        break;
    case LEVEL:
        r->table[e->i].level = small;
        break;
    case WIDTH:
        r->table[e->i].n_counts = small;
        break;
    case COUNT:
        r->table[e->i].count[e->j] = e->value;
        break;
    case BY_STATE:
        r->breakdown[e->i].state = (enum breakdown_state)small;
        break;
    case BY_LEVEL:
        r->breakdown[e->i].level = small;
        break;
    case CELL:
        s->row[e->i][e->j] = e->value;
        break;
    case MARGINS:
        r->n_margins = small;
        break;
    case END:
        break;
    }
}

/* Widths and places, as the shapes ask for them; a width once set stays. */
static void pack(struct sample *s)
{
    struct release *r = &s->r;

    for (size_t i = 0; i < N_ATTRIBUTES; i++) {
        struct margin *m = &r->margin[i];
        size_t coding =
            m->coding < form->attribute[i].n_codings ? m->coding : 0;

        m->n_groups = !m->shown
            ? 0
            : (uint8_t)(form->attribute[i].coding[coding].n_groups +
                  m->not_said);
        m->first = r->n_cells;
        memcpy(r->cell + r->n_cells, s->size[i], m->n_groups * sizeof *r->cell);
        r->n_cells += m->n_groups;
    }
    for (size_t i = 0; i < N_QUESTIONS; i++) {
        const struct qn_question *it = &form->question[i];
        struct table *t = &r->table[i];
        struct breakdown *b = &r->breakdown[i];
        size_t attribute = it->attribute < 0 ? AGE : (size_t)it->attribute;

        if (t->n_counts == 0)
            t->n_counts = (uint8_t)table_width(it, t);
        b->first = r->n_cells;
        if (b->state == BREAKDOWN_SHOWN)
            b->n_cells = r->margin[attribute].n_groups *
                breakdown_width(it, b->level < it->n_levels ? b->level : 0);
        memcpy(r->cell + r->n_cells, s->row[i], b->n_cells * sizeof *r->cell);
        r->n_cells += b->n_cells;
    }
}

static struct plant plants[] = {
    {"as it is", NULL, {{END, 0, 0, 0}}},

    /* R3: the groups. */
    {"R3: those who did not say are four", "R3, sex: a group is below k_g",
        {{SIZE, SEX, 0, 26}, {SIZE, SEX, 2, 4}, {CELL, FIVE, 1, 7},
            {CELL, FIVE, FIVE_3 + 1, 1}}},
    {"R3: a group of five, under a raised k_g", "R3, sex: a group is below k_g",
        {{RULE_G, 0, 0, 6}}},
    {"R3: four in a group of several, under no exact total",
        "R3, age: a group is below k_g",
        {{SIZE, AGE, 0, 4}, {SIZE, AGE, 1, 56}, {STATE, CUP, 0, TABLE_HIDDEN},
            {STATE, FEAR, 0, TABLE_HIDDEN},
            {BY_STATE, CUP, 0, BREAKDOWN_HIDDEN},
            {BY_STATE, FEAR, 0, BREAKDOWN_HIDDEN}}},
    {"R3: a sum of groups, under no exact total",
        "R3, age: does not sum to the answer sets",
        {{SIZE, AGE, 0, 29}, {STATE, CUP, 0, TABLE_HIDDEN},
            {STATE, FEAR, 0, TABLE_HIDDEN},
            {BY_STATE, CUP, 0, BREAKDOWN_HIDDEN},
            {BY_STATE, FEAR, 0, BREAKDOWN_HIDDEN}}},
    {"R3: an attribute that no question is by", NULL,
        {{TOLD, IDLE, 0, 1}, {SIZE, IDLE, 0, 55}, {SIZE, IDLE, 1, 5}}},
    {"R3: four by an attribute that no question is by",
        "R3, idle: a group is below k_g",
        {{TOLD, IDLE, 0, 1}, {SIZE, IDLE, 0, 56}, {SIZE, IDLE, 1, 4}}},
    {"R3: groups told, nothing broken down by them", NULL,
        {{BY_STATE, CUP, 0, BREAKDOWN_HIDDEN},
            {BY_STATE, FEAR, 0, BREAKDOWN_HIDDEN},
            {BY_STATE, FIVE, 0, BREAKDOWN_HIDDEN}}},
    {"R3: no groups, nothing broken down", NULL,
        {{TOLD, AGE, 0, 0}, {CODING, AGE, 0, 0},
            {BY_STATE, CUP, 0, BREAKDOWN_HIDDEN},
            {BY_STATE, FEAR, 0, BREAKDOWN_HIDDEN}}},

    /* The plan: B8 and shapes. */
    {"B8: a breakdown that the plan does not have",
        "R1: not the shapes of this questionnaire",
        {{BY_STATE, YES, 0, BREAKDOWN_SHOWN}}},
    {"B8: no breakdown, where the plan has one",
        "R1: not the shapes of this questionnaire",
        {{BY_STATE, FEAR, 0, BREAKDOWN_NONE}}},
    {"B8: two attributes of three", "R1: not the shapes of this questionnaire",
        {{MARGINS, 0, 0, 2}}},
    {"a coding that is not declared",
        "R1: not the shapes of this questionnaire", {{CODING, SEX, 0, 1}}},
    {"a level that is not declared", "R1: not the shapes of this questionnaire",
        {{BY_LEVEL, CUP, 0, 2}}},

    /* R4: the level. */
    {"R4: under a cap", "R4, five: broken down without an exact total",
        {{STATE, FIVE, 0, TABLE_AT_LEAST}, {COUNT, FIVE, 0, 3},
            {COUNT, FIVE, 1, 57}, {COUNT, FIVE, 2, 55}}},
    {"R4: 60 do not carry three groups at five levels",
        "R4, five: finer than the batch carries",
        {{BY_LEVEL, FIVE, 0, 0}, {CELL, FIVE, 0, 3}, {CELL, FIVE, 1, 3},
            {CELL, FIVE, 2, 6}, {CELL, FIVE, 3, 3}, {CELL, FIVE, 4, 10},
            {CELL, FIVE, 5, 0}, {CELL, FIVE, 6, 4}, {CELL, FIVE, 7, 4},
            {CELL, FIVE, 8, 7}, {CELL, FIVE, 9, 5}, {CELL, FIVE, 10, 10},
            {CELL, FIVE, 11, 0}, {CELL, FIVE, 12, 1}, {CELL, FIVE, 13, 0},
            {CELL, FIVE, 14, 2}, {CELL, FIVE, 15, 2}}},
    {"R4: 60 carry two groups at four levels",
        "R4, cup: coarser than the batch needs",
        {{BY_LEVEL, CUP, 0, 1}, {CELL, CUP, 0, 10}, {CELL, CUP, 1, 14},
            {CELL, CUP, 2, 1}, {CELL, CUP, 3, 3}, {CELL, CUP, 4, 10},
            {CELL, CUP, 5, 18}, {CELL, CUP, 6, 2}, {CELL, CUP, 7, 2}}},
    {"R4: a zero at four levels may be why a sensitive one is coarser", NULL,
        {{BY_LEVEL, FEAR, 0, 1}, {CELL, FEAR, 0, 10}, {CELL, FEAR, 1, 18},
            {CELL, FEAR, 2, 0}, {CELL, FEAR, 3, 10}, {CELL, FEAR, 4, 22},
            {CELL, FEAR, 5, 0}}},
    {"A.4: a breakdown finer than its total", "A.4, five: finer than the total",
        {{SETS, 0, 0, 24}, {STATE, CUP, 0, TABLE_HIDDEN},
            {STATE, FEAR, 0, TABLE_HIDDEN}, {STATE, PICK, 0, TABLE_HIDDEN},
            {STATE, YES, 0, TABLE_HIDDEN}, {BY_STATE, CUP, 0, BREAKDOWN_HIDDEN},
            {BY_STATE, FEAR, 0, BREAKDOWN_HIDDEN}, {TOLD, AGE, 0, 0},
            {CODING, AGE, 0, 0}, {LEVEL, FIVE, 0, 1}, {COUNT, FIVE, 0, 6},
            {COUNT, FIVE, 1, 6}, {COUNT, FIVE, 2, 12}, {COUNT, FIVE, 3, 0},
            {COUNT, FIVE, 4, 0}, {NOT_SAID, SEX, 0, 0}, {SIZE, SEX, 0, 12},
            {SIZE, SEX, 1, 12}, {BY_LEVEL, FIVE, 0, 0}, {CELL, FIVE, 0, 1},
            {CELL, FIVE, 1, 2}, {CELL, FIVE, 2, 3}, {CELL, FIVE, 3, 3},
            {CELL, FIVE, 4, 3}, {CELL, FIVE, 5, 0}, {CELL, FIVE, 6, 1},
            {CELL, FIVE, 7, 2}, {CELL, FIVE, 8, 3}, {CELL, FIVE, 9, 3},
            {CELL, FIVE, 10, 3}, {CELL, FIVE, 11, 0}}},

    /* C2, C3. */
    {"C2: a column of four", "C2, cup: a column is below k_c",
        {{COUNT, CUP, 0, 4}, {COUNT, CUP, 1, 16}, {CELL, CUP, 0, 2},
            {CELL, CUP, 1, 8}}},
    {"C2: a column of six, under a raised k_c",
        "C2, cup: a column is below k_c", {{RULE_C, 0, 0, 7}}},
    {"C2: a column of four, in a table that adds it to another",
        "C2, five: a column is below k_c",
        {{COUNT, FIVE, 0, 4}, {COUNT, FIVE, 1, 11}}},
    {"C.4: and a zero that tells where the four are",
        "C.4, five: where a few people are can be computed",
        {{COUNT, FIVE, 0, 4}, {COUNT, FIVE, 1, 11}, {CELL, FIVE, 0, 7},
            {CELL, FIVE, 1, 5}, {CELL, FIVE, FIVE_3, 0},
            {CELL, FIVE, FIVE_3 + 1, 3}}},
    {"C.4: the same zero beside five", NULL,
        {{COUNT, FIVE, 0, 5}, {COUNT, FIVE, 1, 10}, {CELL, FIVE, 0, 7},
            {CELL, FIVE, 1, 5}, {CELL, FIVE, FIVE_3, 0},
            {CELL, FIVE, FIVE_3 + 1, 3}}},
    {"C2: an empty column", NULL,
        {{COUNT, CUP, 0, 0}, {COUNT, CUP, 1, 20}, {CELL, CUP, 0, 0},
            {CELL, CUP, 1, 10}, {CELL, CUP, CUP_2, 0},
            {CELL, CUP, CUP_2 + 1, 10}}},
    {"C3: a zero in a sensitive row", "C3, fear: sensitive, and a cell is 0",
        {{CELL, FEAR, 0, 0}, {CELL, FEAR, 1, 10}, {CELL, FEAR, FEAR_2, 5},
            {CELL, FEAR, FEAR_2 + 1, 5}}},
    {"C3: the same in a plain one", NULL,
        {{CELL, CUP, 0, 0}, {CELL, CUP, 1, 10}, {CELL, CUP, CUP_2, 6},
            {CELL, CUP, CUP_2 + 1, 4}}},

    /* C1: either side of a row. */
    {"C1: one on the first side", "C1, cup: one side of a row is below d",
        {{CELL, CUP, 0, 0}, {CELL, CUP, 1, 1}, {CELL, CUP, 2, 15},
            {CELL, CUP, 3, 8}, {CELL, CUP, CUP_2, 6},
            {CELL, CUP, CUP_2 + 1, 13}, {CELL, CUP, CUP_2 + 2, 5},
            {CELL, CUP, CUP_2 + 3, 4}}},
    {"C1: one on the second side", "C1, five: one side of a row is below d",
        {{CELL, FIVE, FIVE_3 + 1, 3}, {CELL, FIVE, FIVE_3 + 2, 1},
            {CELL, FIVE, 1, 5}, {CELL, FIVE, 2, 14}}},
    {"C1: two, under a raised d", "C1, five: one side of a row is below d",
        {{RULE_D, 0, 0, 3}, {COUNT, PICK, 4, 3}, {COUNT, YES, 2, 54}}},

    /* C.4: what the sums tell. */
    {"C.4: four in a group of several",
        "C.4, cup: a group that is not told is known to be small",
        {{SIZE, AGE, 0, 4}, {SIZE, AGE, 1, 56}, {CELL, CUP, 0, 1},
            {CELL, CUP, 1, 1}, {CELL, CUP, 2, 1}, {CELL, CUP, 3, 1},
            {CELL, CUP, 4, 0}, {CELL, CUP, 5, 0}, {CELL, CUP, CUP_2, 5},
            {CELL, CUP, CUP_2 + 1, 13}, {CELL, CUP, CUP_2 + 2, 19},
            {CELL, CUP, CUP_2 + 3, 11}, {CELL, CUP, CUP_2 + 4, 3},
            {CELL, CUP, CUP_2 + 5, 5}, {CELL, FEAR, 0, 1}, {CELL, FEAR, 1, 1},
            {CELL, FEAR, 2, 1}, {CELL, FEAR, 3, 1}, {CELL, FEAR, FEAR_2, 4},
            {CELL, FEAR, FEAR_2 + 1, 14}, {CELL, FEAR, FEAR_2 + 2, 19},
            {CELL, FEAR, FEAR_2 + 3, 19}}},
    {"C.4: the same, with nothing broken down",
        "C.4, cup: a group that is not told is known to be small",
        {{SIZE, AGE, 0, 4}, {SIZE, AGE, 1, 56},
            {BY_STATE, CUP, 0, BREAKDOWN_HIDDEN},
            {BY_STATE, FEAR, 0, BREAKDOWN_HIDDEN}}},
    {"C.4: rows that are not their groups",
        "C.4, cup: no people answer to these sums",
        {{CELL, CUP, 0, 5}, {CELL, CUP, CUP_2, 1}}},
    {"C.4: columns that are not the total's",
        "C.4, cup: no people answer to these sums",
        {{CELL, CUP, 0, 5}, {CELL, CUP, 1, 5}}},
    {"C.4: no answer that is not the total's",
        "C.4, cup: no people answer to these sums",
        {{CELL, CUP, 4, 2}, {CELL, CUP, 5, 2}}},
    {"C.4: a coarser level whose columns are not the total's",
        "C.4, five: no people answer to these sums",
        {{CELL, FIVE, 0, 7}, {CELL, FIVE, 1, 5}}},
    {"C.4: groups that are not the total's",
        "C.4, cup: no people answer to these sums",
        {{SIZE, AGE, 0, 29}, {BY_STATE, CUP, 0, BREAKDOWN_HIDDEN},
            {BY_STATE, FEAR, 0, BREAKDOWN_HIDDEN}}},
    {"C.4: a row as large as a wire can carry",
        "C.4, cup: no people answer to these sums", {{CELL, CUP, 0, 10000000}}},

    /* CHOOSE UP TO 3. */
    {"CHOICES: two sides of options", "CHOICES, pick: has no two sides",
        {{STATE, PICK, 0, TABLE_EXACT}, {WIDTH, PICK, 0, 6}}},
    {"CHOICES: a cap of options", "CHOICES, pick: has no two sides",
        {{STATE, PICK, 0, TABLE_AT_LEAST}, {WIDTH, PICK, 0, 3}}},
    {"CHOICES: options of one answer",
        "CHOICES, yes: not one count for each option",
        {{STATE, YES, 0, TABLE_CHOICES}, {WIDTH, YES, 0, 4}}},
    {"CHOICES: one option less", "CHOICES, pick: not one count for each option",
        {{WIDTH, PICK, 0, 5}}},
    {"CHOICES: a sum", "R1, pick: does not sum to the answer sets",
        {{COUNT, PICK, 0, 11}}},
    {"CHOICES: nine answered", "CHOICES, pick: told, though too few answered",
        {{COUNT, PICK, 0, 51}, {COUNT, PICK, 1, 9}, {COUNT, PICK, 2, 5},
            {COUNT, PICK, 3, 5}, {COUNT, PICK, 5, 5}}},
    {"CHOICES: 2d + 1 answered, under a raised d",
        "CHOICES, pick: told, though too few answered",
        {{RULE_D, 0, 0, 5}, {COUNT, PICK, 0, 49}, {COUNT, PICK, 1, 11},
            {COUNT, PICK, 2, 5}, {COUNT, PICK, 3, 5}, {COUNT, PICK, 4, 6},
            {COUNT, PICK, 5, 6}}},
    {"CHOICES: one person at an option",
        "CHOICES, pick: an option is told beyond its bound",
        {{COUNT, PICK, 4, 1}}},
    {"CHOICES: all but one at an option",
        "CHOICES, pick: an option is told beyond its bound",
        {{COUNT, PICK, 3, 49}}},
    {"CHOICES: fewer choices than people",
        "CHOICES, pick: the options cannot add up",
        {{COUNT, PICK, 2, 2}, {COUNT, PICK, 3, 2}, {COUNT, PICK, 5, 2}}},
    {"CHOICES: more than three each",
        "CHOICES, pick: the options cannot add up",
        {{COUNT, PICK, 2, 48}, {COUNT, PICK, 3, 48}, {COUNT, PICK, 4, 48},
            {COUNT, PICK, 5, 48}}},
    /* Fifty people, one of whom chose three, or one, make 52 to 148 choices. */
    {"CHOICES: somebody must be at an option",
        "CHOICES, pick: the sum of the options tells more of one",
        {{COUNT, PICK, 2, 46}, {COUNT, PICK, 3, 2}, {COUNT, PICK, 5, 3}}},
    {"CHOICES: nobody need be at an option", NULL,
        {{COUNT, PICK, 2, 47}, {COUNT, PICK, 3, 2}, {COUNT, PICK, 5, 3}}},
    {"CHOICES: somebody must not be at an option",
        "CHOICES, pick: the sum of the options tells more of one",
        {{COUNT, PICK, 2, 48}, {COUNT, PICK, 3, 48}, {COUNT, PICK, 4, 47},
            {COUNT, PICK, 5, 4}}},
    {"CHOICES: everybody may be at an option", NULL,
        {{COUNT, PICK, 2, 48}, {COUNT, PICK, 3, 48}, {COUNT, PICK, 4, 47},
            {COUNT, PICK, 5, 3}}},
};

static struct release planted(const struct edit *edit)
{
    struct sample s = GOOD;

    for (; edit->where != END; edit++)
        apply(&s, edit);
    pack(&s);
    return s.r;
}

static void test_plant(void **state)
{
    const struct plant *p = *state;
    struct release r = planted(p->edit);
    char why[WHY_MAX];
    enum wk_err err = sample_audit(form, &r, why);

    assert_string_equal(why, p->why == NULL ? "" : p->why);
    assert_int_equal(err, p->why == NULL ? WK_OK : WK_ECHECK);
}

/* What wire.h would not let pass in the first place is refused here too. */
static void test_behind_the_wire(void **state)
{
    static const struct plant BEHIND[] = {
        {.why = "R7, idle: more than that nothing is told",
            .edit = {{CODING, IDLE, 0, 1}}},
        {.why = "R7, idle: more than that nothing is told",
            .edit = {{NOT_SAID, IDLE, 0, 1}}},
        {.why = "R7, fear: more than that nothing is told",
            .edit = {{BY_STATE, FEAR, 0, BREAKDOWN_HIDDEN},
                {BY_LEVEL, FEAR, 0, 1}}},
        {.why = "CHOICES, pick: not one count for each option",
            .edit = {{LEVEL, PICK, 0, 1}}},
        {.why = "C.4, cup: no people answer to these sums",
            .edit = {{CELL, CUP, 0, UINT32_MAX}, {CELL, CUP, 1, 11}}},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(BEHIND); i++) {
        struct release r = planted(BEHIND[i].edit);
        char why[WHY_MAX];

        assert_int_equal(audit_release(form, &r, why), WK_ECHECK);
        assert_string_equal(why, BEHIND[i].why);
    }
}

int main(void)
{
    static const struct CMUnitTest OTHERS[] = {
        cmocka_unit_test(test_behind_the_wire),
    };
    struct CMUnitTest tests[N_OF(plants)];
    int failed;

    for (size_t i = 0; i < N_OF(tests); i++)
        tests[i] = (struct CMUnitTest){.name = plants[i].name,
            .test_func = test_plant,
            .initial_state = &plants[i]};
    failed = cmocka_run_group_tests_name("plant", tests, load_form, free_form);
    failed +=
        cmocka_run_group_tests_name("audit", OTHERS, load_form, free_form);
    return failed != 0;
}
