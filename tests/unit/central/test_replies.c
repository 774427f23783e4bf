/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is kept is what would be made: it goes when the ledger changes, by
 * whomever, and is given to nobody but its audience.
 */
#include "replies.h"

#include "../../helpers/false_request.h"

enum { ROOM = 64 * 1024 };

struct fix {
    char *folder, path[300];
    struct ledger *l;
    struct replies *r;
    char etag[64];
};

static int set_up(void **state)
{
    struct fix *f = calloc(1, sizeof *f);

    f->folder = test_folder();
    snprintf(f->path, sizeof f->path, "%s/l.db", f->folder);
    assert_int_equal(ledger_open(f->path, &f->l), WK_OK);
    f->r = replies_new(f->l, ROOM);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fix *f = *state;

    replies_free(f->r);
    replies_free(NULL);
    ledger_close(f->l);
    test_folder_end(f->folder);
    free(f);
    return 0;
}

/* Whether it was kept; otherwise it is made now, with this body. */
static bool ask(struct fix *f, struct http_request *r, const char *audience,
    const char *body, size_t len)
{
    bool kept = replies_answer(f->r, r, audience);
    const char *etag;

    if (!kept)
        replies_give(f->r, r, audience, "Content-Type: a/b\r\n", body, len);
    assert_int_equal(r->replies, 1);
    assert_non_null(strstr(r->headers,
        "Content-Type: a/b\r\nCache-Control: private, no-cache\r\n"));
    etag = strstr(r->headers, "ETag: \"");
    assert_non_null(etag);
    snprintf(f->etag, sizeof f->etag, "%.*s", (int)strcspn(etag + 6, "\r"),
        etag + 6);
    return kept;
}

/* The same, for the body only. */
static bool is_kept(struct fix *f, const char *query, const char *audience)
{
    struct http_request r = {.path = "/a", .query = query};
    bool kept = ask(f, &r, audience, "made", 4);

    assert_int_equal(r.status, 200);
    assert_string_equal(r.body, "made");
    return kept;
}

static void test_kept_under_all_it_depends_on(void **state)
{
    struct fix *f = *state;
    struct http_request other = {.path = "/a?q=1", .query = ""};

    assert_false(is_kept(f, "q=1", "all"));
    assert_true(is_kept(f, "q=1", "all"));
    assert_false(is_kept(f, "q=2", "all"));
    assert_false(is_kept(f, "q=1", "network 7"));
    assert_false(is_kept(f, "q=1", "network 71"));
    assert_true(is_kept(f, "q=1", "network 7"));
    assert_false(ask(f, &other, "all", "other", 5));
}

/* A change that may matter: each makes everything anew. */
static void test_no_older_than_the_ledger(void **state)
{
    struct fix *f = *state;
    struct ledger *other;
    int64_t id;

    assert_false(is_kept(f, "", "all"));
    assert_int_equal(ledger_site_add(f->l, "Gent", &id), WK_OK);
    assert_false(is_kept(f, "", "all"));
    assert_true(is_kept(f, "", "all"));
    assert_int_equal(ledger_open(f->path, &other), WK_OK);
    assert_true(is_kept(f, "", "all")); /* nothing was written */
    assert_int_equal(ledger_site_add(other, "Luik", &id), WK_OK);
    assert_false(is_kept(f, "", "all"));
    assert_true(is_kept(f, "", "all"));
    assert_int_equal(ledger_meta_set(other, "k", "v"), WK_OK);
    ledger_close(other);
    assert_false(is_kept(f, "", "all"));
}

static void test_304(void **state)
{
    struct fix *f = *state;
    struct http_request r = {.path = "/a", .query = ""};
    struct http_request again = r, changed = r;
    char etag[64];
    int64_t id;

    assert_false(ask(f, &r, "all", "one", 3));
    snprintf(etag, sizeof etag, "%s", f->etag);
    again.known = etag;
    assert_true(ask(f, &again, "all", "", 0));
    assert_true(again.status == 304 && again.len == 0);
    assert_string_equal(f->etag, etag);
    /* Something changed, but not this view. */
    assert_int_equal(ledger_site_add(f->l, "Gent", &id), WK_OK);
    again.replies = 0;
    assert_false(ask(f, &again, "all", "one", 3));
    assert_int_equal(again.status, 304);
    /* And now the view too. */
    assert_int_equal(ledger_site_add(f->l, "Luik", &id), WK_OK);
    changed.known = etag;
    assert_false(ask(f, &changed, "all", "two", 3));
    assert_int_equal(changed.status, 200);
    assert_string_not_equal(f->etag, etag);
}

/* Room for a few large ones: the one not asked for longest goes. */
static void test_bounded(void **state)
{
    struct fix *f = *state;
    static char large[ROOM / 5], too_large[ROOM / 4];
    static const char *const QUERY[] = {"1", "2", "3", "4", "5"};
    static const bool KEPT[] = {true, false, true, true, true};

    for (size_t i = 0; i < N_OF(QUERY); i++) {
        struct http_request r = {.path = "/a", .query = QUERY[i]};
        struct http_request first = {.path = "/a", .query = "1"};

        assert_false(ask(f, &r, "all", large, sizeof large));
        assert_int_equal(r.len, sizeof large);
        assert_true(ask(f, &first, "all", "", 0));
    }
    for (size_t i = 0; i < N_OF(QUERY); i++) {
        struct http_request r = {.path = "/a", .query = QUERY[i]};

        assert_int_equal(replies_answer(f->r, &r, "all"), KEPT[i]);
    }
    for (int i = 0; i < 2; i++) {
        struct http_request r = {.path = "/large", .query = ""};

        assert_false(ask(f, &r, "all", too_large, sizeof too_large));
        assert_int_equal(r.len, sizeof too_large);
    }
}

static void test_many_small_ones(void **state)
{
    struct fix *f = *state;
    char query[16];

    for (int i = 0; i < 1000; i++) {
        snprintf(query, sizeof query, "%d", i);
        assert_false(is_kept(f, query, "all"));
    }
    assert_true(is_kept(f, "999", "all"));
    assert_false(is_kept(f, "0", "all"));
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(test_kept_under_all_it_depends_on),
        T(test_no_older_than_the_ledger),
        T(test_304),
        T(test_bounded),
        T(test_many_small_ones),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
