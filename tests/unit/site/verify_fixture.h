/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verify_fixture.h - a site with something in every table and every file, and
 * what "verify" says of it.
 */
#ifndef WK_VERIFY_FIXTURE_H
#define WK_VERIFY_FIXTURE_H

#include "box.h"
#include "lived_site.h"

#include "crypto.h"
#include "night.h"
#include "site_identity.h"
#include "site_night.h"
#include "site_verify.h"
#include "store_clip.h"
#include "store_people.h"

static char folder[] = "verify_XXXXXX";
static struct site *site;
static char *db_path;

/* ---- A site that has lived ---- */

static inline enum wk_err head_read(void *arg, struct bytes *text)
{
    (void)arg;
    return site_night_head_read(site, text);
}

static inline enum wk_err head_write(void *arg, const struct bytes *text)
{
    (void)arg;
    return lived_site_head_write(site, text);
}

static inline void make_site(void)
{
    struct store_account account = {
        .name = "coordinator", .role = "coordinator", .hash = "none"};

    site = lived_site_new(folder);
    assert_int_equal(store_account_set(site_store(site), &account), WK_OK);
    assert_int_equal(
        store_policy_set(site_store(site), 20000, "{\"batch\": 10}"), WK_OK);
    assert_int_equal(store_review_set(site_store(site),
                         &(struct store_review){.language = "ar",
                             .hash = "0000000000000000000000000000000000000000"
                                     "000000000000000000000000",
                             .role = "translator"}),
        WK_OK);
    assert_int_equal(store_withdrawal_add(site_store(site),
                         &(struct store_withdrawal){.seq = 1, .reason = 4}),
        WK_OK);
    assert_int_equal(
        store_clip_add(site_store(site),
            &(struct store_clip){
                .language = "nl", .address = "words.I1", .kind = CLIP_OGG},
            (const uint8_t *)"sound", 5),
        WK_OK);
}

static inline void make_identity(void)
{
    struct crypto_key *ca_key = crypto_key_new(), *key = crypto_key_new();
    struct bytes ca = bytes_new(MAX_PEM), csr = bytes_new(MAX_PEM),
                 der = bytes_new(MAX_PEM);

    crypto_make_ca(ca_key, "ca", 1760000000, 4000, &ca);
    crypto_make_csr(key, "site", &csr);
    assert_int_equal(crypto_issue(ca_key, ca.data, ca.len, csr.data, csr.len,
                         "Gent", CERT_CLIENT, NULL, 0, 1760000000, 4000, &der),
        WK_OK);
    assert_int_equal(store_begin(site_store(site)), WK_OK);
    assert_int_equal(
        site_identity_prepare(site, key, (struct span){der.data, der.len},
            (struct span){ca.data, ca.len}),
        WK_OK);
    assert_int_equal(store_commit(site_store(site)), WK_OK);
    assert_int_equal(site_identity_finish(site), WK_OK);
    bytes_free(&ca);
    bytes_free(&csr);
    bytes_free(&der);
    crypto_key_free(ca_key);
    crypto_key_free(key);
}

static inline void close_until(int32_t month, unsigned closed)
{
    struct site_identity id = {0};
    struct night_report report = {0};
    struct night_env env = {.store = site_store(site),
        .seal = site_seal(site),
        .date = month_first_date(month),
        .head_read = head_read,
        .head_write = head_write};

    assert_int_equal(site_identity_load(site, &id), WK_OK);
    env.key = id.key;
    assert_int_equal(night_close(&env, env.date, &report), WK_OK);
    assert_int_equal(report.closed, closed);
    site_identity_end(&id);
}

/* What an adoption leaves: an entry put aside, the head at the one before, a
 * new era. */
static inline void adopt(void)
{
    struct store *store = site_store(site);
    struct bytes text = bytes_new(512);
    struct wire_head head;

    assert_int_equal(store_begin(store), WK_OK);
    assert_int_equal(store_meta_set(store, "adopting", "1"), WK_OK);
    assert_int_equal(store_entry_orphan(store, 1), WK_OK);
    assert_int_equal(store_meta_drop(store, "adopting"), WK_OK);
    assert_int_equal(
        store_meta_set(store, "era", "101112131415161718191a1b1c1d1e1f"),
        WK_OK);
    assert_int_equal(store_meta_set_int(store, "adopted", 20000), WK_OK);
    assert_int_equal(store_commit(store), WK_OK);
    assert_int_equal(store_head(store, &head), WK_OK);
    assert_int_equal(head.seq, 1);
    night_head_text(&head, &text);
    assert_int_equal(head_write(NULL, &text), WK_OK);
    bytes_free(&text);
}

/* What stays: a release of the site's own questions. */
static inline void tell_tea(void)
{
    static const char TEA[] =
        "{\"id\":\"site:tea\",\"version\":1,\"scope\":\"site\",\"questions\":["
        "{\"id\":\"site:a\",\"type\":\"one\",\"levels\":[[\"0\",\"1\",\"2\","
        "\"3\"],[[\"0\",\"1\"],[\"2\",\"3\"]]],\"text\":{\"nl\":\"a\"}}]}";
    struct store_plan plan = {
        .project = "p", .first_month = JANUARY, .last_month = JANUARY + 3};
    struct store_series of = {.project = "p", .channel = CHANNEL_SELF};
    struct store_project p;
    char why[WHY_MAX] = "";

    if (store_questionnaire_add_own(site_store(site),
            (struct span){(const uint8_t *)TEA, sizeof TEA - 1},
            of.questionnaire, why) != WK_OK)
        fail_msg("%s", why);
    memcpy(plan.questionnaire, of.questionnaire, HASH_LEN);
    assert_int_equal(store_plan_add(site_store(site), &plan), WK_OK);
    assert_int_equal(store_project_get(site_store(site), "p", &p), WK_OK);
    for (uint8_t i = 0; i < 12; i++) {
        struct answers a = {.value = {i % 4}};

        assert_int_equal(seal_add(site_seal(site), site_store(site), &of, &p,
                             JANUARY, (uint8_t[ID_LEN]){i}, &a),
            WK_OK);
    }
}

static inline int set_up(void **state)
{
    struct store_series series = {.project = "p", .channel = CHANNEL_SELF};
    struct box box;
    bool gone;

    (void)state;
    umask(077);
    if (mkdtemp(folder) == NULL)
        return -1;
    make_site();
    make_identity();
    lived_site_questionnaire(site, series.questionnaire);
    lived_site_project(site, "p", series.questionnaire);
    lived_site_answer(site, &series, JANUARY, 12);
    tell_tea();
    close_until(JANUARY + 2, 2);
    lived_site_answer(site, &series, JANUARY + 2, 12);
    close_until(JANUARY + 4, 1);
    adopt();
    lived_site_answer(site, &series, JANUARY + 5, 3);
    assert_int_equal(store_headcount_set(site_store(site),
                         &(struct store_headcount){.series = series,
                             .first_month = JANUARY + 5,
                             .eligible = 40,
                             .asked = 30,
                             .has_asked = true}),
        WK_OK);
    assert_int_equal(
        store_card_add(site_store(site), (uint8_t[HASH_LEN]){7}, 1), WK_OK);
    assert_int_equal(store_loop_set(site_store(site),
                         &(struct store_loop){.project = "p",
                             .theme = "housing",
                             .said = JANUARY,
                             .state = LOOP_DONE,
                             .told = month_first_date(JANUARY + 2),
                             .text = {"Er is een lift."}}),
        WK_OK);
    assert_int_equal(store_receipt_set(site_store(site), 1, VERDICT_STORED,
                         CODE_NONE, month_first_date(JANUARY + 2)),
        WK_OK);
    assert_int_equal(
        box_now(site_seal(site), site_store(site), 1, &box, &gone), WK_OK);
    assert_int_equal(store_device_add(site_store(site),
                         &(struct store_device){.name = "tablet", .since = 1}),
        WK_OK);
    site_note(site, "test", "something was done");
    db_path = site_path(site, "site.db");
    return 0;
}

static inline int tear_down(void **state)
{
    static const char *const FILES[] = {"site.db", "site.db-wal", "site.db-shm",
        "head", "device.key", "lock", "tls/key.pem", "tls/cert.pem",
        "tls/ca.pem"};
    char *tls = site_path(site, "tls");

    (void)state;
    site_close(site);
    for (size_t i = 0; i < N_OF(FILES); i++) {
        char *path = file_join(folder, FILES[i]);

        unlink(path);
        free(path);
    }
    rmdir(tls);
    free(tls);
    free(db_path);
    return rmdir(folder);
}

/* ---- Looking ---- */

struct seen {
    const char *wanted; /* in one of the places */
    bool named;
    char places[2048];
};

static inline void on_fault(void *arg, const char *place)
{
    struct seen *s = arg;
    size_t len = strlen(s->places);

    s->named = s->named || strstr(place, s->wanted) != NULL;
    snprintf(s->places + len, sizeof s->places - len, "\n  %s", place);
}

static inline void expect_fault(const char *wanted, const char *what)
{
    struct seen s = {.wanted = wanted};
    enum wk_err err = site_verify_run(site, on_fault, &s);

    if (err != WK_ECHECK || !s.named)
        fail_msg("%s: %s%s", what, wk_err_text(err), s.places);
}

static inline void expect_sound(const char *what)
{
    struct seen s = {.wanted = ""};
    enum wk_err err = site_verify_run(site, on_fault, &s);

    if (err != WK_OK)
        fail_msg("%s: %s%s", what, wk_err_text(err), s.places);
}

/* With WK_LONG=1 every bit, otherwise one now and then. */
static inline size_t step(size_t usual)
{
    return (size_t)test_stride((long)usual);
}

#endif
