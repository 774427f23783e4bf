/* SPDX-License-Identifier: EUPL-1.2 */
/* Whatever is packed comes back; what was not packed here is refused. */
#include "pack.h"

#include <stdlib.h>
#include <string.h>

#include "../test.h"

static const uint32_t CELLS[] = {4, 2, 1, 4, 2, 0, 3, 3, 300};

#define SHOWN                                                                  \
    {                                                                          \
        .margin = {.shown = true,                                              \
            .coding = 1,                                                       \
            .not_said = true,                                                  \
            .n_groups = 3},                                                    \
        .breakdown = {BREAKDOWN_SHOWN, 2, N_OF(CELLS), 0}, .cell = CELLS       \
    }

/* What a release at this place says, of so many answer sets. */
static const struct row {
    size_t place;
    uint32_t answer_sets;
    struct table table;
    bool hidden_rows, rows;
} ROWS[] = {
    {1, 20, {.state = TABLE_EXACT, .n_counts = 4, .count = {5, 6, 7, 2}}, false,
        false},
    {2, 20, {.state = TABLE_EXACT, .n_counts = 4, .count = {20, 0, 0, 0}},
        false, false},
    {3, 4294967295u,
        {.state = TABLE_EXACT, .n_counts = 3, .count = {4294967294u, 1, 0}},
        false, false},
    {4, 300,
        {.state = TABLE_EXACT,
            .level = 3,
            .split = true,
            .n_counts = 5,
            .count = {127, 128, 0, 0, 45}},
        false, true},
    {7, 20,
        {.state = TABLE_AT_LEAST,
            .positive = true,
            .n_counts = 3,
            .count = {2, 18, 16}},
        true, false},
    {8, 12, {.state = TABLE_HIDDEN}, false, false},
    {9, 12, {.state = TABLE_HIDDEN}, true, false},
    {100, 12, {.state = TABLE_NOT_ASKED}, false, false},
    {127, 1, {.state = TABLE_EXACT, .n_counts = 1, .count = {1}}, false, true},
};

static struct pack_part part_of(const struct row *row)
{
    struct pack_part p = {.table = row->table};
    const struct pack_part shown = SHOWN;

    if (row->rows) {
        p = shown;
        p.table = row->table;
    }
    if (row->hidden_rows)
        p.breakdown.state = BREAKDOWN_HIDDEN;
    return p;
}

static void pack_all(struct bytes *kinds, struct bytes *counts)
{
    *kinds = bytes_new(1000);
    *counts = bytes_new(1000);
    for (size_t i = 0; i < N_OF(ROWS); i++) {
        struct pack_part p = part_of(&ROWS[i]);

        assert_int_equal(
            pack_add(kinds, counts, ROWS[i].place, ROWS[i].answer_sets, &p),
            WK_OK);
    }
}

static void assert_part(const struct pack_part *found, const struct row *row)
{
    struct pack_part p = part_of(row);
    size_t n = p.breakdown.n_cells;

    assert_int_equal(found->table.state, p.table.state);
    assert_int_equal(found->table.level, p.table.level);
    assert_int_equal(found->table.split, p.table.split);
    assert_int_equal(found->table.positive, p.table.positive);
    assert_int_equal(found->table.n_counts, p.table.n_counts);
    assert_memory_equal(
        found->table.count, p.table.count, p.table.n_counts * sizeof(uint32_t));
    assert_int_equal(found->breakdown.state, p.breakdown.state);
    assert_int_equal(found->breakdown.level, p.breakdown.level);
    assert_int_equal(found->breakdown.n_cells, n);
    assert_int_equal(found->margin.shown, p.margin.shown);
    assert_int_equal(found->margin.coding, p.margin.coding);
    assert_int_equal(found->margin.not_said, p.margin.not_said);
    assert_int_equal(found->margin.n_groups, p.margin.n_groups);
    if (n > 0)
        assert_memory_equal(found->cell, CELLS, sizeof CELLS);
}

static void test_what_is_packed_comes_back(void **state)
{
    struct bytes kinds, counts;
    struct pack_reader r;
    uint32_t cell[PACK_ROWS_MAX];
    size_t place = 0, row = 0;
    bool more;

    (void)state;
    pack_all(&kinds, &counts);
    r = pack_read(kinds.data, kinds.len, counts.data, counts.len);
    for (;;) {
        assert_int_equal(pack_run(&r, &more), WK_OK);
        if (!more)
            break;
        for (; r.shape.state != 0 && r.left > 0; place++) {
            struct pack_part found;

            assert_int_equal(place, ROWS[row].place);
            assert_int_equal(
                pack_next(&r, ROWS[row].answer_sets, cell, &found), WK_OK);
            assert_part(&found, &ROWS[row++]);
        }
        place += r.left;
    }
    assert_int_equal(row, N_OF(ROWS));
    assert_ptr_equal(r.at, r.end);
    bytes_free(&kinds);
    bytes_free(&counts);
}

static void test_sums(void **state)
{
    uint64_t sum[MAX_COLUMNS] = {0};
    struct bytes kinds, counts;
    struct pack_reader r;
    bool more;

    (void)state;
    pack_all(&kinds, &counts);
    r = pack_read(kinds.data, kinds.len, counts.data, counts.len);
    assert_int_equal(pack_run(&r, &more), WK_OK);
    assert_int_equal(r.shape.state, 0);
    assert_int_equal(r.left, 1);
    assert_int_equal(pack_run(&r, &more), WK_OK);
    assert_int_equal(r.left, 2); /* both have four counts */
    assert_int_equal(pack_sum(&r, 2, sum), WK_OK);
    assert_int_equal(r.left, 0);
    assert_true(sum[0] == 25 && sum[1] == 6 && sum[2] == 7 && sum[3] == 0);
    bytes_free(&kinds);
    bytes_free(&counts);
}

static void test_counts_that_do_not_sum(void **state)
{
    static const struct table CASES[] = {
        {.state = TABLE_EXACT, .n_counts = 2, .count = {5, 6}},
        {.state = TABLE_EXACT, .n_counts = 2, .count = {4294967295u, 13}},
        {.state = TABLE_EXACT},
    };
    struct bytes kinds = bytes_new(100), counts = bytes_new(100);

    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++) {
        struct pack_part p = {.table = CASES[i]};

        assert_int_equal(pack_add(&kinds, &counts, 0, 12, &p), WK_EINVAL);
    }
    assert_int_equal(kinds.len + counts.len, 0);
}

/* Read all of it; it may be refused, and must stay within the bytes. */
static void read_damaged(const uint8_t *kinds, size_t n_kinds,
    const uint8_t *counts, size_t n_counts)
{
    struct pack_reader r = pack_read(kinds, n_kinds, counts, n_counts);
    uint32_t cell[PACK_ROWS_MAX];
    struct pack_part found;
    bool more;

    while (pack_run(&r, &more) == WK_OK && more)
        while (r.shape.state != 0 && r.left > 0)
            if (pack_next(&r, 20, cell, &found) != WK_OK)
                return;
}

/* Every byte changed in every bit, and every end cut; from memory of its own
 * size, so that a sanitizer sees a step outside. */
static void test_damage(void **state)
{
    struct bytes kinds, counts;

    (void)state;
    pack_all(&kinds, &counts);
    for (size_t i = 0; i < kinds.len + counts.len; i++) {
        for (unsigned bit = 0; bit <= 8; bit++) {
            struct bytes *b = i < kinds.len ? &kinds : &counts;
            size_t at = i < kinds.len ? i : i - kinds.len;
            size_t len = bit < 8 ? b->len : at;
            uint8_t *copy = malloc(len + 1);

            memcpy(copy + 1, b->data, len);
            if (bit < 8)
                copy[1 + at] ^= (uint8_t)(1u << bit);
            if (b == &kinds)
                read_damaged(copy + 1, len, counts.data, counts.len);
            else
                read_damaged(kinds.data, kinds.len, copy + 1, len);
            free(copy);
        }
    }
    bytes_free(&kinds);
    bytes_free(&counts);
}

static void test_heads(void **state)
{
    const struct pack_head h = {127, 3, 200, CHANNEL_ASSISTED, {-5, 24311},
        4294967295u, 7, 4294967294u, 4, 4294967293u};
    struct bytes heads = bytes_new(100);
    struct pack_head found;

    (void)state;
    pack_head_add(&heads, &h);
    pack_head_add(&heads, &h);
    assert_int_equal(heads.len, 2 * PACK_HEAD_LEN);
    found = pack_head_at(heads.data, 1);
    assert_true(found.seq == 127 && found.questionnaire == 3 &&
        found.project == 200 && found.channel == CHANNEL_ASSISTED);
    assert_true(found.months.first == -5 && found.months.last == 24311);
    assert_true(found.answer_sets == 4294967295u);
    assert_true(found.eligible == 7 && found.asked == 4294967294u);
    assert_true(found.few == 4 && found.declined == 4294967293u);
    bytes_free(&heads);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_packed_comes_back),
        cmocka_unit_test(test_sums),
        cmocka_unit_test(test_counts_that_do_not_sum),
        cmocka_unit_test(test_damage),
        cmocka_unit_test(test_heads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
