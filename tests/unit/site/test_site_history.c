/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_site_history.c - a site's entries, labels and pools against each other:
 * each bug planted in a sound site is found and its place named, and what a
 * frozen batch or an adoption leaves is sound.
 */
#include "labels.h"
#include "site_history.h"
#include "site_verify.h"

struct seen {
    size_t n;
    char places[2048];
};

static void on_fault(void *arg, const char *place)
{
    struct seen *s = arg;
    size_t len = strlen(s->places);

    s->n++;
    snprintf(s->places + len, sizeof s->places - len, "%s\n", place);
}

/* wanted NULL: nothing is found; else this one place and no other. */
static void expect(struct labels *l, const char *wanted, const char *what)
{
    struct seen s = {.n = 0};
    enum wk_err err = site_history_verify(l->store, on_fault, &s);

    if (err != (wanted == NULL ? WK_OK : WK_ECHECK) ||
        s.n != (wanted == NULL ? 0 : 1) ||
        (wanted != NULL && strstr(s.places, wanted) == NULL))
        fail_msg("%s: %s\n%s", what, wk_err_text(err), s.places);
}

/* ---- Entries behind the program's back ---- */

static void add_entry(struct store *store, struct entry *e)
{
    struct store_entry row = {.signature_len = 1};
    struct bytes bytes = bytes_new(MAX_ENTRY);
    struct wire_head head;

    assert_int_equal(store_head(store, &head), WK_OK);
    memcpy(e->era, head.era, ERA_LEN);
    memcpy(e->previous, head.hash, HASH_LEN);
    e->seq = head.seq + 1;
    wire_encode_entry(e, &bytes);
    memcpy(row.era, e->era, ERA_LEN);
    row.seq = e->seq;
    row.bytes = bytes.data;
    row.len = bytes.len;
    crypto_sha256(row.bytes, row.len, row.hash);
    assert_int_equal(store_entry_add(store, &row), WK_OK);
    bytes_free(&bytes);
}

static void withdraw(struct store *store, uint64_t seq)
{
    struct entry *e = calloc(1, sizeof *e);

    e->kind = ENTRY_WITHDRAWAL;
    e->withdrawal.seq = seq;
    add_entry(store, e);
    free(e);
}

/* Entry seq says the same again, under the next number. */
static void release_again(struct store *store, uint64_t seq)
{
    struct entry *e = calloc(1, sizeof *e);
    struct store_entry held;

    assert_int_equal(store_entry_get(store, seq, &held), WK_OK);
    assert_int_equal(wire_decode_entry(held.bytes, held.len, e), WK_OK);
    free(held.bytes);
    add_entry(store, e);
    free(e);
}

static struct store_label label_of(
    struct labels *l, const struct store_series *of)
{
    struct store_label label;

    assert_int_equal(store_label_get(l->store, of, &label), WK_OK);
    return label;
}

/* ---- A site after seven months ---- */

/* Project p1: months 0 and 2 were released as 0 and 1 to 2, the label was
 * extended over 3 to 5, in which some answered, and month 6 is open. */
static void open_sound(struct labels *l, struct store_series *of)
{
    static const uint32_t COUNT[] = {12, 0, 11, 0, 3, 0, 2};

    labels_open(l);
    *of = labels_series(l, 0, CHANNEL_SELF);
    for (int32_t m = 0; m < (int32_t)N_OF(COUNT); m++) {
        if (COUNT[m] > 0)
            labels_answer(l, of, LABELS_START + m, COUNT[m]);
        if (m + 1 < (int32_t)N_OF(COUNT))
            labels_night(l, LABELS_START + m);
    }
    expect(l, NULL, "untouched");
}

static void plant_again(struct labels *l, const struct store_series *of)
{
    (void)of;
    release_again(l->store, 2);
}

static void plant_withdrawn_again(
    struct labels *l, const struct store_series *of)
{
    (void)of;
    withdraw(l->store, 1);
    release_again(l->store, 1);
}

static void plant_set_aside(struct labels *l, const struct store_series *of)
{
    (void)of;
    release_again(l->store, 1);
    assert_int_equal(
        store_receipt_set(l->store, 3, VERDICT_SET_ASIDE, CODE_COVERED, 20000),
        WK_OK);
}

static void plant_withdrawn_twice(
    struct labels *l, const struct store_series *of)
{
    (void)of;
    withdraw(l->store, 1);
    withdraw(l->store, 2);
    expect(l, NULL, "two withdrawals");
    withdraw(l->store, 1);
}

static void plant_no_release(struct labels *l, const struct store_series *of)
{
    (void)of;
    withdraw(l->store, 3);
}

static void plant_label(struct labels *l, const struct store_series *of,
    int32_t next, int32_t tested)
{
    struct store_label label = label_of(l, of);

    label.next_month = LABELS_START + next;
    label.tested_month = LABELS_START + tested;
    assert_int_equal(store_label_set(l->store, &label), WK_OK);
}

/* As if a label began with the period in which somebody answered. */
static void plant_restarted(struct labels *l, const struct store_series *of)
{
    plant_label(l, of, 4, 5);
}

static void plant_behind(struct labels *l, const struct store_series *of)
{
    plant_label(l, of, 1, 5);
}

static void plant_not_ended(struct labels *l, const struct store_series *of)
{
    plant_label(l, of, 3, 14);
}

/* A year destroyed, but for the answers of month 4. */
static void plant_open_pool(struct labels *l, const struct store_series *of)
{
    plant_label(l, of, 15, 14);
}

static void test_planted(void **state)
{
    static const struct {
        const char *name;
        void (*plant)(struct labels *l, const struct store_series *of);
        const char *place;
    } CASES[] = {
        {"released again", plant_again, "entry, row 3: covers months"},
        {"withdrawn and released again", plant_withdrawn_again,
            "entry, row 4: covers months"},
        {"released again and set aside", plant_set_aside,
            "entry, row 3: covers months"},
        {"withdrawn twice", plant_withdrawn_twice,
            "entry, row 5: withdraws what is withdrawn"},
        {"withdrawn before it is there", plant_no_release,
            "entry, row 3: withdraws what is no"},
        {"label restarted", plant_restarted,
            "label, p1, self: does not begin where"},
        {"label behind", plant_behind, "label, p1, self: covers months"},
        {"label not ended after a year", plant_not_ended,
            "label, p1, self: stands where the calendar"},
        {"answers behind the label", plant_open_pool,
            "pool, p1, self: open behind its label"},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++) {
        struct store_series of;
        struct labels l;

        open_sound(&l, &of);
        CASES[i].plant(&l, &of);
        expect(&l, CASES[i].place, CASES[i].name);
        labels_close(&l);
    }
}

/* ---- What is sound ---- */

/* The last label was frozen, and the next begins after it. */
static void test_frozen(void **state)
{
    struct store_series of;
    struct store_pool pool;
    struct labels l;

    (void)state;
    open_sound(&l, &of);
    assert_int_equal(
        store_pool_get(l.store, &of, LABELS_START + 4, &pool), WK_OK);
    assert_int_equal(
        store_pool_end(l.store, pool.id, POOL_FROZEN, 20000), WK_OK);
    plant_label(&l, &of, 5, 5);
    expect(&l, NULL, "a frozen batch");
    assert_int_equal(store_pool_empty(l.store, pool.id), WK_OK);
    expect(&l, NULL, "a frozen batch that was destroyed");
    labels_answer(&l, &of, LABELS_START + 6, 10);
    labels_night(&l, LABELS_START + 6);
    expect(&l, NULL, "a release after a frozen batch");
    plant_label(&l, &of, 8, 8);
    expect(&l, "label, p1, self: does not begin", "a month more");
    labels_close(&l);
}

/* A first label that is not the plan's. */
static void test_start(void **state)
{
    struct store_series of;
    struct labels l;

    (void)state;
    labels_open(&l);
    of = labels_series(&l, 0, CHANNEL_ASSISTED);
    expect(&l, NULL, "nothing happened");
    plant_label(&l, &of, 1, 0);
    expect(&l, "label, p1, assisted: does not begin", "begins late");
    plant_label(&l, &of, 12, 11);
    expect(&l, NULL, "a year destroyed");
    assert_int_equal(store_meta_set_int(l.store, "adopted", 20000), WK_OK);
    plant_label(&l, &of, 1, 0);
    expect(&l, NULL, "an adoption moved it");
    labels_close(&l);
}

/* A backup was put back when the head was entry 2: the months that the lost
 * database had closed are not opened again, and nothing says why. */
static void test_restored(void **state)
{
    struct store_series of;
    struct labels l;

    (void)state;
    open_sound(&l, &of);
    plant_label(&l, &of, 4, 5);
    expect(&l, "label, p1, self: does not begin", "no restore");
    assert_int_equal(store_meta_set_int(l.store, "restored", 2), WK_OK);
    expect(&l, NULL, "a label moved");
    labels_answer(&l, &of, LABELS_START + 6, 10);
    labels_night(&l, LABELS_START + 6);
    expect(&l, NULL, "a release after it");
    plant_label(&l, &of, 8, 8);
    expect(&l, "label, p1, self: does not begin", "moved again");
    assert_int_equal(store_meta_set_int(l.store, "restored", 3), WK_OK);
    expect(&l, NULL, "restored again");
    plant_label(&l, &of, 7, 6);
    release_again(l.store, 2);
    expect(&l, "entry, row 4: covers months", "no excuse");
    labels_close(&l);
}

/* The centre's history, with an entry that it set aside because its months
 * were covered: nothing in it says so. */
static void test_adopted(void **state)
{
    struct store_series of;
    struct labels l;
    struct wire_head head;

    (void)state;
    open_sound(&l, &of);
    release_again(l.store, 1);
    for (uint64_t seq = 1; seq <= 3; seq++)
        assert_int_equal(store_receipt_set(l.store, seq, VERDICT_ALREADY_HELD,
                             CODE_NONE, 20000),
            WK_OK);
    expect(&l, "entry, row 3: covers months", "its own era");
    assert_int_equal(
        store_meta_set(l.store, "era", "101112131415161718191a1b1c1d1e1f"),
        WK_OK);
    assert_int_equal(store_meta_set_int(l.store, "adopted", 20000), WK_OK);
    assert_int_equal(store_head(l.store, &head), WK_OK);
    assert_int_equal(head.seq, 3);
    expect(&l, NULL, "adopted");
    release_again(l.store, 2);
    expect(&l, "entry, row 4: covers months", "again in the new era");
    labels_close(&l);
}

/* ---- "verify" ---- */

static void test_verify(void **state)
{
    char *folder = test_folder(), *tls;
    struct seen s = {.n = 0};
    struct site *site = NULL;
    struct entry *e = calloc(1, sizeof *e);

    (void)state;
    assert_int_equal(site_create(folder, NULL, "Gent", &site), WK_OK);
    tls = site_path(site, "tls");
    e->kind = ENTRY_RELEASE;
    strcpy(e->release.project, "p");
    e->release.channel = CHANNEL_SELF;
    e->release.months = (struct period){LABELS_START, LABELS_START};
    e->release.rules = (struct rules_set){RULES_VERSION, 10, 5, 5, 2};
    e->release.answer_sets = 12;
    e->release.n_tables = 1;
    e->release.table[0].state = TABLE_HIDDEN;
    add_entry(site_store(site), e);
    assert_int_equal(site_verify_run(site, on_fault, &s), WK_ECHECK);
    assert_null(strstr(s.places, "covers months")); /* forged, but once */
    add_entry(site_store(site), e);
    assert_int_equal(site_verify_run(site, on_fault, &s), WK_ECHECK);
    if (strstr(s.places, "table entry, row 2: covers months") == NULL)
        fail_msg("%s", s.places);
    site_close(site);
    rmdir(tls);
    free(tls);
    free(e);
    test_folder_end(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_planted),
        cmocka_unit_test(test_frozen),
        cmocka_unit_test(test_start),
        cmocka_unit_test(test_restored),
        cmocka_unit_test(test_adopted),
        cmocka_unit_test(test_verify),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
