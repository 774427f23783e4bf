/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_together.c - requests that are answered in one transaction: each as if
 * it had come alone, whatever becomes of the others.
 */
#include "told.h"

#include "sync.h"

enum { SITES = 4, JANUARY = 12 * 2026, DATE = 20600 };

struct fix {
    struct centre *centre;
    struct ledger *l;
    uint8_t qn[HASH_LEN];
    struct told_site site[SITES];
    size_t steps, killed_at; /* the step that kills, from 1; 0: none */
};

static int set_up(void **state)
{
    struct fix *f = calloc(1, sizeof *f);
    char why[WHY_MAX], name[16];

    f->centre = centre_new();
    f->l = f->centre->c->ledger;
    for (size_t i = 0; i < SITES; i++) {
        snprintf(name, sizeof name, "Site %zu", i);
        told_site_new(&f->site[i], f->centre, name);
    }
    assert_int_equal(ledger_questionnaire_add(
                         f->l, SPAN(QN("start", "C01")), true, f->qn, why),
        WK_OK);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fix *f = *state;

    for (size_t i = 0; i < SITES; i++)
        told_site_end(&f->site[i]);
    centre_free(f->centre);
    free(f);
    return 0;
}

static enum wk_err step(void *arg, const char *name)
{
    struct fix *f = arg;

    (void)name;
    return ++f->steps == f->killed_at ? WK_EKILLED : WK_OK;
}

/* The first release of a site, in a push. */
static void make_push(
    const struct fix *f, const struct told_site *s, struct bytes *body)
{
    struct entry *e = calloc(1, sizeof *e);

    e->seq = 1;
    told_release(e, f->qn, (struct period){JANUARY, JANUARY});
    told_push(s, e, body);
    free(e);
}

static uint64_t held(struct fix *f, size_t site)
{
    struct wire_head head;

    assert_int_equal(ledger_head(f->l, f->site[site].id, &head), WK_OK);
    return head.seq;
}

enum { MOST = 6 };

/* Requests at once, and what becomes of each. */
struct together {
    const char *name;
    size_t n, killed_at;
    struct {
        int site; /* -1: nobody's certificate */
        const char *path;
        bool garbled;
        int status;
        enum verdict_kind verdict;
    } request[MOST];
    uint64_t held[SITES];
};

#define PUSH "/sync/v1/push"
static struct together cases[] = {
    {"three sites", 3, 0,
        {{0, PUSH, false, 200, VERDICT_STORED},
            {1, PUSH, false, 200, VERDICT_STORED},
            {2, PUSH, false, 200, VERDICT_STORED}},
        {1, 1, 1, 0}},
    {"the same push twice", 3, 0,
        {{0, PUSH, false, 200, VERDICT_STORED},
            {0, PUSH, false, 200, VERDICT_ALREADY_HELD},
            {1, PUSH, false, 200, VERDICT_STORED}},
        {1, 1, 0, 0}},
    {"a stranger, nonsense and no such page among them", 5, 0,
        {{0, PUSH, false, 200, VERDICT_STORED}, {-1, PUSH, false, 403, 0},
            {1, PUSH, true, 400, 0}, {2, "/sync/v1/else", false, 404, 0},
            {3, PUSH, false, 200, VERDICT_STORED}},
        {1, 0, 0, 1}},
    {"the second fails, and is tried again alone", 3, 2,
        {{0, PUSH, false, 200, VERDICT_STORED},
            {1, PUSH, false, 200, VERDICT_STORED},
            {2, PUSH, false, 200, VERDICT_STORED}},
        {1, 1, 1, 0}},
    {"one that fails alone", 1, 1, {{0, PUSH, false, 503, 0}}, {0, 0, 0, 0}},
};

static void test_case(void **state)
{
    struct fix *f = *state;

    for (size_t i = 0; i < N_OF(cases); i++) {
        const struct together *t = &cases[i];
        struct sync_request list[MOST];
        struct bytes body[MOST], reply[MOST];
        struct sync_env env = {
            .ledger = f->l, .date = DATE, .step = step, .arg = f};

        print_message("%s\n", t->name);
        f->steps = 0;
        f->killed_at = t->killed_at;
        for (size_t k = 0; k < t->n; k++) {
            int site = t->request[k].site;

            body[k] = bytes_new(MAX_BODY);
            reply[k] = bytes_new(MAX_BODY);
            make_push(f, &f->site[site < 0 ? 0 : site], &body[k]);
            if (t->request[k].garbled)
                body[k].data[0] ^= 0xff;
            list[k] = (struct sync_request){.path = t->request[k].path,
                .body = {body[k].data, body[k].len},
                .reply = &reply[k]};
            if (site >= 0)
                memcpy(
                    list[k].fingerprint, f->site[site].fingerprint, HASH_LEN);
        }
        sync_handle_all(&env, list, t->n);
        for (size_t k = 0; k < t->n; k++) {
            assert_int_equal(list[k].status, t->request[k].status);
            if (list[k].status == 200)
                assert_int_equal(
                    told_verdict(&reply[k]).kind, t->request[k].verdict);
            else
                assert_int_equal(reply[k].len, 0);
            bytes_free(&body[k]);
            bytes_free(&reply[k]);
        }
        for (size_t k = 0; k < SITES; k++)
            assert_int_equal(held(f, k), t->held[k]);
        tear_down(state); /* each case on a centre of its own */
        set_up(state);
        f = *state;
    }
}

/* Nothing is acknowledged that is not on disk: another connection sees it. */
static void test_is_committed(void **state)
{
    struct fix *f = *state;
    struct sync_env env = {.ledger = f->l, .date = DATE};
    struct bytes body = bytes_new(MAX_BODY), reply = bytes_new(MAX_BODY);
    char *path = centre_path(f->centre, "central.db");
    struct sync_request r = {.path = PUSH, .reply = &reply};
    struct ledger *other = NULL;
    struct wire_head head;

    make_push(f, &f->site[0], &body);
    memcpy(r.fingerprint, f->site[0].fingerprint, HASH_LEN);
    r.body = (struct span){body.data, body.len};
    sync_handle_all(&env, &r, 1);
    assert_int_equal(r.status, 200);
    assert_int_equal(ledger_open(path, &other), WK_OK);
    assert_int_equal(ledger_head(other, f->site[0].id, &head), WK_OK);
    assert_int_equal(head.seq, 1);
    ledger_close(other);
    bytes_free(&body);
    bytes_free(&reply);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_case, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_is_committed, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
