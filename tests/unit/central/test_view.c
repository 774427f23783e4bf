/* SPDX-License-Identifier: EUPL-1.2 */
/* What people see of a ledger that holds a little of everything. */
#include "view_fixture.h"

static const struct view_terms MADE_UP = {true, 14}, REAL = {false, 14};

/* Over the first two months. */
static enum wk_err compare(struct fix *f, const char *question,
    const char *attribute, enum view_format format, struct bytes *out,
    char why[static WHY_MAX])
{
    const struct view_query q = {
        .question = question, .attribute = attribute, .months = {24300, 24301}};

    return view_compare(f->l, &q, format, out, why);
}

static struct json *sites(struct fix *f)
{
    struct bytes out = bytes_new(VIEW_MAX);

    assert_int_equal(view_sites(f->l, &ALL, &out), WK_OK);
    return parse(&out);
}

static const char *state_of(const struct json *view, size_t i)
{
    return json_text(json_get(json_at(json_get(view, "sites"), i), "state"));
}

static void set_state(struct fix *f, const char *name, enum site_state to)
{
    struct ledger_site s = centre_site(f->centre, name);

    s.state = to;
    s.last_contact = 20000;
    strcpy(s.software, "0.1.0");
    assert_int_equal(ledger_site_set(f->l, &s), WK_OK);
}

static void test_sites(void **state)
{
    struct fix *f = *state;
    const struct json *one;
    struct json *j;

    centre_site(f->centre, "Gent");
    centre_enrolled(f->centre, "Antwerpen", f->key);
    centre_enrolled(f->centre, "Luik", f->key);
    centre_enrolled(f->centre, "Brussel", f->key);
    set_state(f, "Luik", SITE_QUARANTINED);
    set_state(f, "Brussel", SITE_REVOKED);
    release(f, "Antwerpen", 1, 24300, VERDICT_STORED);
    release(f, "Antwerpen", 2, 24301, VERDICT_STORED);
    release(f, "Antwerpen", 3, 24301, VERDICT_SET_ASIDE);
    j = sites(f);
    assert_int_equal(json_size(json_get(j, "sites")), 4);
    assert_string_equal(state_of(j, 0), "waiting");
    assert_string_equal(state_of(j, 1), "active");
    assert_string_equal(state_of(j, 2), "quarantined");
    assert_string_equal(state_of(j, 3), "revoked");
    one = json_at(json_get(j, "sites"), 0);
    assert_int_equal(json_type_of(json_get(one, "last_contact")), JSON_NULL_T);
    assert_int_equal(json_type_of(json_get(one, "software")), JSON_NULL_T);
    assert_int_equal(
        json_type_of(json_get(one, "certificate_until")), JSON_NULL_T);
    one = json_at(json_get(j, "sites"), 1);
    assert_int_equal(json_int(json_get(one, "seq")), 3);
    assert_int_equal(json_int(json_get(one, "releases")), 2);
    assert_int_equal(json_int(json_get(one, "set_aside")), 1);
    assert_int_equal(json_size(json_get(one, "set_aside_why")), 1);
    assert_int_equal(
        json_int(json_get(json_get(one, "set_aside_why"), "covered")), 1);
    assert_int_equal(json_int(json_get(one, "eras")), 1);
    one = json_at(json_get(j, "sites"), 2);
    assert_int_equal(json_int(json_get(one, "eras")), 0);
    assert_int_equal(json_size(json_get(one, "set_aside_why")), 0);
    assert_string_equal(json_text(json_get(one, "last_contact")), "2024-10-04");
    assert_string_equal(json_text(json_get(one, "software")), "0.1.0");
    assert_non_null(json_text(json_get(one, "certificate_until")));
    json_free(j);
}

static void test_alarms(void **state)
{
    struct fix *f = *state;
    struct ledger_site site = centre_site(f->centre, "Gent");
    const struct json *alarms;
    struct json *j;

    assert_int_equal(
        central_log(f->centre->c, "t", 0, false, "nothing"), WK_OK);
    assert_int_equal(central_log(f->centre->c, "t", 0, true, "first"), WK_OK);
    assert_int_equal(
        central_log(f->centre->c, "t", site.id, true, "second"), WK_OK);
    j = sites(f);
    alarms = json_get(j, "alarms");
    assert_int_equal(json_size(alarms), 2);
    assert_string_equal(
        json_text(json_get(json_at(alarms, 0), "text")), "second");
    assert_string_equal(
        json_text(json_get(json_at(alarms, 0), "site")), "Gent");
    assert_int_equal(
        json_type_of(json_get(json_at(alarms, 1), "site")), JSON_NULL_T);
    json_free(j);
}

/* Each question once, by id, with every questionnaire that has it. */
static void test_questions(void **state)
{
    struct fix *f = *state;
    struct bytes out = bytes_new(VIEW_MAX);
    const struct json *list;
    uint8_t hash[HASH_LEN];
    char why[WHY_MAX];
    struct json *j;

    assert_int_equal(
        ledger_questionnaire_add(f->l, SPAN(QN("end", "C02")), true, hash, why),
        WK_OK);
    assert_int_equal(ledger_questionnaire_add(
                         f->l, SPAN(QN("more", "C01")), true, hash, why),
        WK_OK);
    assert_int_equal(view_questions(f->l, &ALL, MADE_UP, &out), WK_OK);
    j = parse(&out);
    assert_true(json_bool(json_get(j, "demonstration")));
    assert_int_equal(json_int(json_get(j, "embargo_days")), 14);
    assert_int_equal(json_type_of(json_get(j, "first")), JSON_NULL_T);
    list = json_get(j, "questions");
    assert_int_equal(json_size(list), 2);
    assert_string_equal(json_text(json_get(json_at(list, 0), "id")), "C01");
    assert_string_equal(json_text(json_get(json_at(list, 1), "id")), "C02");
    list = json_get(json_at(list, 1), "questionnaires");
    assert_int_equal(json_size(list), 2);
    assert_string_equal(json_text(json_at(list, 0)), "end");
    assert_string_equal(json_text(json_at(list, 1)), "start");
    json_free(j);
    release(f, "Gent", 1, 24300, VERDICT_STORED);
    release(f, "Gent", 2, 24303, VERDICT_STORED);
    out = bytes_new(VIEW_MAX);
    assert_int_equal(view_questions(f->l, &ALL, REAL, &out), WK_OK);
    j = parse(&out);
    assert_string_equal(json_text(json_get(j, "first")), "2025-01");
    assert_string_equal(json_text(json_get(j, "last")), "2025-04");
    assert_string_equal(json_text(json_at(json_get(j, "sites"), 0)), "Gent");
    json_free(j);
}

/* Options are listed under their question and asked for one by one. */
static void test_options(void **state)
{
    struct fix *f = *state;
    struct bytes out = bytes_new(VIEW_MAX);
    const struct json *list;
    char why[WHY_MAX] = "";
    struct json *j;

    assert_int_equal(
        ledger_questionnaire_add(f->l, SPAN(MANY), true, f->qn, why), WK_OK);
    assert_int_equal(view_questions(f->l, &ALL, MADE_UP, &out), WK_OK);
    j = parse(&out);
    list = json_get(j, "questions");
    assert_int_equal(
        json_size(json_get(json_at(list, 0), "options")), 0); /* C02 */
    list = json_get(json_at(list, 1), "options");
    assert_int_equal(json_size(list), 2);
    assert_string_equal(
        json_text(json_get(json_at(list, 0), "id")), "N01.house");
    list = json_get(json_at(list, 1), "text");
    assert_string_equal(json_text(json_get(list, "fr")), "travail");
    json_free(j);
    out = bytes_new(VIEW_MAX);
    assert_int_equal(
        compare(f, "N01", NULL, VIEW_JSON, &out, why), WK_ENOTFOUND);
    assert_non_null(strstr(why, "N01.house"));
    add(f, "Gent", 1, 24300,
        (struct table){
            .state = TABLE_CHOICES, .n_counts = 4, .count = {3, 17, 5, 15}});
    assert_int_equal(
        compare(f, "N01.house", NULL, VIEW_JSON, &out, why), WK_OK);
    assert_non_null(strstr(bytes_text(&out), "\"question\":\"N01.house\""));
    assert_non_null(
        strstr(bytes_text(&out), "\"levels\":[[[\"no\"],[\"yes\"]]]"));
    assert_non_null(strstr(bytes_text(&out), "\"nl\":\"nee\""));
    assert_non_null(strstr(bytes_text(&out), "\"counts\":[12,5]"));
    bytes_free(&out);
    out = bytes_new(VIEW_MAX);
    assert_int_equal(compare(f, "N01.work", NULL, VIEW_CSV, &out, why), WK_OK);
    assert_non_null(strstr(bytes_text(&out), "yes,ja,oui,yes,,15,17,"));
    bytes_free(&out);
}

#define BY(id, version, attribute, codings)                                    \
    "{\"id\":\"" id "\",\"version\":" version                                  \
    ",\"scope\":\"network\",\"questions\":[{\"id\":\"B1\",\"type\":\"one\","   \
    "\"levels\":[[\"0\",\"1\"]],\"attribute\":\"" attribute                    \
    "\",\"text\":{\"nl\":\"a\",\"fr\":\"b\",\"en\":\"c\"}}],\"attributes\":[{" \
    "\"id\":\"" attribute "\",\"codings\":[" codings "]}],\"labels\":{\"m\":{" \
    "\"nl\":\"m-nl\",\"fr\":\"m-fr\",\"en\":\"m-en\"}}}"

/* One question by two attributes, one of which has changed. */
static void test_attributes(void **state)
{
    static const char *const TEXTS[] = {
        BY("a", "1", "age", "[\"m\",\"w\",\"x\"]"),
        BY("a", "2", "age", "[\"m\",\"w\"]"),
        BY("b", "1", "sex", "[\"m\",\"y\"]")};
    struct fix *f = *state;
    struct bytes out = bytes_new(VIEW_MAX);
    const struct json *list;
    char why[WHY_MAX] = "";
    struct json *j;

    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(
            ledger_questionnaire_add(f->l, SPAN(TEXTS[i]), true, f->qn, why),
            WK_OK);
        add_rows(f, "Gent", i + 1, i == 0 ? 3 : 2);
    }
    assert_int_equal(view_questions(f->l, &ALL, MADE_UP, &out), WK_OK);
    j = parse(&out);
    list = json_get(json_at(json_get(j, "questions"), 0), "attributes");
    assert_int_equal(json_size(list), 2);
    assert_string_equal(json_text(json_get(json_at(list, 0), "id")), "age");
    assert_string_equal(json_text(json_get(json_at(list, 1), "id")), "sex");
    json_free(j);
    out = bytes_new(VIEW_MAX);
    assert_int_equal(compare(f, "B1", NULL, VIEW_JSON, &out, why), WK_OK);
    assert_non_null(
        strstr(bytes_text(&out), "\"codings\":[[[\"m\"],[\"w\"]]]"));
    assert_non_null(strstr(bytes_text(&out), "\"fr\":\"m-fr\""));
    assert_non_null(strstr(bytes_text(&out),
        "\"shown\":1,\"hidden\":0,\"not_asked\":0,\"apart\":2}"));
    bytes_free(&out);
    out = bytes_new(VIEW_MAX);
    assert_int_equal(compare(f, "B1", "sex", VIEW_CSV, &out, why), WK_OK);
    assert_non_null(
        strstr(bytes_text(&out), "Gent,all,sex,m,m-nl,m-fr,m-en,10,0,10,"));
    assert_int_equal(
        compare(f, "B1", "size", VIEW_CSV, &out, why), WK_ENOTFOUND);
    assert_non_null(strstr(why, "size"));
    bytes_free(&out);
}

static void test_compare(void **state)
{
    struct fix *f = *state;
    struct bytes out = bytes_new(VIEW_MAX);
    char why[WHY_MAX] = "";

    release(f, "Luik", 1, 24300, VERDICT_STORED);
    release(f, "Gent", 1, 24300, VERDICT_STORED);
    release(f, "Gent", 2, 24301, VERDICT_STORED);
    release(f, "Gent", 3, 24302, VERDICT_STORED);
    assert_int_equal(
        compare(f, "X1", NULL, VIEW_JSON, &out, why), WK_ENOTFOUND);
    assert_non_null(strstr(why, "X1"));
    assert_int_equal(compare(f, "C02", NULL, VIEW_JSON, &out, why), WK_OK);
    /* Luik was admitted first; json.h reads no fractions, so as text. */
    assert_non_null(
        strstr(bytes_text(&out), "\"sites\":[{\"site\":\"Luik\",\"n\":18,"));
    assert_non_null(strstr(bytes_text(&out), "{\"site\":\"Gent\",\"n\":36,"));
    assert_non_null(strstr(bytes_text(&out), "\"counts\":[10,12,14]"));
    bytes_free(&out);
    out = bytes_new(VIEW_MAX);
    assert_int_equal(compare(f, "C02", NULL, VIEW_CSV, &out, why), WK_OK);
    assert_non_null(strstr(bytes_text(&out), "C02,2025-01,2025-02,Gent,"));
    bytes_free(&out);
}

/* The views behind the other pages, each of what the ledger holds. */
/* Of many sites the figures are the same, added up or one by one. */
static void test_many_sites(void **state)
{
    static const char *const NAMES[] = {
        "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"};
    struct view_query q = {.question = "C02", .months = {24300, 24303}};
    struct fix *f = *state;
    struct bytes sums = bytes_new(VIEW_MAX), apart = bytes_new(VIEW_MAX);
    char why[WHY_MAX] = "";

    for (size_t i = 0; i < N_OF(NAMES); i++) {
        uint32_t n = (uint32_t)i;

        release(f, NAMES[i], 1, 24299, VERDICT_STORED);
        release(f, NAMES[i], 2, 24300, VERDICT_STORED);
        add(f, NAMES[i], 3, 24301,
            (struct table){.state = TABLE_EXACT,
                .n_counts = 4,
                .count = {n % 10, 2, 8, 10 - n % 10}});
        add(f, NAMES[i], 4, 24302,
            (struct table){
                .state = i % 2 > 0 ? TABLE_HIDDEN : TABLE_NOT_ASKED});
        add(f, NAMES[i], 5, 24303,
            (struct table){.state = TABLE_EXACT,
                .level = 1,
                .n_counts = 3,
                .count = {3, 7 + n % 10, 10 - n % 10}});
    }
    assert_int_equal(view_compare(f->l, &q, VIEW_JSON, &sums, why), WK_OK);
    q.apart = true;
    assert_int_equal(view_compare(f->l, &q, VIEW_JSON, &apart, why), WK_OK);
    assert_string_equal(bytes_text(&sums), bytes_text(&apart));
    bytes_free(&apart);
    q.apart = false;
    q.between[0] = "l";
    q.between[1] = "a";
    assert_int_equal(view_compare(f->l, &q, VIEW_JSON, &apart, why), WK_OK);
    assert_non_null(strstr(
        bytes_text(&apart), "\"differences\":[{\"a\":\"l\",\"b\":\"a\","));
    q.between[1] = "m";
    assert_int_equal(
        view_compare(f->l, &q, VIEW_JSON, &apart, why), WK_ENOTFOUND);
    assert_non_null(strstr(why, "m"));
    bytes_free(&sums);
    bytes_free(&apart);
}

static void test_pages(void **state)
{
    static const struct {
        view_fn *view;
        const char *question;
        enum wk_err err;
        const char *says;
    } CASES[] = {
        {view_trend, "C02", WK_OK,
            "\"points\":[{\"first\":\"2025-01\",\"last\":\"2025-01\",\"n\":18"},
        {view_trend, "X1", WK_ENOTFOUND, "X1"},
        {view_trend, "N01", WK_ENOTFOUND, "N01.house"},
        {view_needs, "N01", WK_OK, "{\"id\":\"N01.house\""},
        {view_needs, "N01", WK_OK, "\"sites\":[{\"site\":\"Luik\""},
        {view_needs, "C02", WK_ENOTFOUND, "C02"},
        {view_trust, NULL, WK_OK, "\"items\":[]"},
        {view_overview, NULL, WK_OK, "\"fresh\":[{\"question\":\"C02\""},
        {view_overview, NULL, WK_OK, "\"compared\":1"},
        {view_silence, NULL, WK_OK,
            "{\"site\":\"Gent\",\"releases\":2,\"answer_sets\":40,"
            "\"counted\":{\"releases\":2,\"answered\":40,"
            "\"eligible\":[80,80],"},
    };
    struct fix *f = *state;
    uint8_t hash[HASH_LEN];
    char why[WHY_MAX];

    f->date = 20100;
    assert_int_equal(
        ledger_questionnaire_add(f->l, SPAN(MANY), true, hash, why), WK_OK);
    release(f, "Luik", 1, 24300, VERDICT_STORED);
    release(f, "Gent", 1, 24300, VERDICT_STORED);
    release(f, "Gent", 2, 24301, VERDICT_STORED);
    for (size_t i = 0; i < N_OF(CASES); i++) {
        struct view_query q = {.who = {AUDIENCE_ADMIN, 0, f->date},
            .question = CASES[i].question,
            .months = {24300, 24301}};
        struct bytes out = bytes_new(VIEW_MAX);

        why[0] = '\0';
        assert_int_equal(CASES[i].view(f->l, &q, &out, why), CASES[i].err);
        if (strstr(CASES[i].err == WK_OK ? bytes_text(&out) : why,
                CASES[i].says) == NULL)
            fail_msg("%s: %s%s", CASES[i].says, bytes_text(&out), why);
        bytes_free(&out);
    }
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
int main(void)
{
    const struct CMUnitTest tests[] = {
        T(test_sites),
        T(test_alarms),
        T(test_questions),
        T(test_options),
        T(test_attributes),
        T(test_compare),
        T(test_many_sites),
        T(test_pages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
