/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_released.c - what staff are told is what the canonical bytes say: every
 * figure of every kind of table, in JSON and in words, each once and in order.
 */
#include "released.h"
#include "released_fixture.h"

static struct fixture f;

static int set_up(void **state)
{
    (void)state;
    fixture_open(&f);
    fixture_add(&f, &FIXTURE_RELEASE, VERDICT_STORED);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    fixture_close(&f);
    return 0;
}

/* wanted has ' for ", so that people can read it. */
static void check_json(const struct json *j, const char *wanted)
{
    struct bytes text = bytes_new(MAX_BODY), plain = bytes_new(MAX_BODY);

    json_write(j, false, &text);
    for (; *wanted != '\0'; wanted++)
        bytes_add(&plain, *wanted == '\'' ? "\"" : wanted, 1);
    assert_string_equal(bytes_text(&text), bytes_text(&plain));
    bytes_free(&plain);
    bytes_free(&text);
}

/* What the codes are called, with them. */
#define NO "'label':{'nl':'nee','fr':'non','en':'no'}"
#define ONE "'label':{'nl':'1','fr':'1','en':'1'}"
#define TWO "'label':{'nl':'2','fr':'2','en':'2'}"
#define SOME "'label':{'nl':'1, 2','fr':'1, 2','en':'1, 2'}"
#define GROUP_A "{'codes':['a'],'label':{'nl':'jong','fr':'âgé','en':'âgé'}"
#define GROUP_B "{'codes':['b'],'label':{'nl':'b','fr':'b','en':'b'}"
#define EXTRA "{'code':'x','label':{'nl':'x','fr':'x','en':'x'}"

static const char ATTRIBUTES[] =
    "[{'id':'age','text':{'nl':'Leeftijd','fr':'Âge','en':'Age'},"
    "'state':'shown','groups':[" GROUP_A ",'count':20}," GROUP_B
    ",'count':19}],'not_said':6},"
    "{'id':'home','text':{'nl':'home','fr':'home','en':'home'},"
    "'state':'hidden','groups':[]}]";

static const char *const TABLES[] = {
    "{'question':'q1','text':{'nl':'Een?','fr':'Un?','en':'One?'},"
    "'state':'exact','groups':[{'codes':['0']," NO ",'count':11},"
    "{'codes':['1']," ONE ",'count':7},{'codes':['2']," TWO ",'count':5}],"
    "'aside':[" EXTRA ",'count':7},{'code':'refused','count':0},"
    "{'code':'not_understood','count':6},{'code':'skipped','count':9}],"
    "'breakdown':{'attribute':'age','state':'shown',"
    "'groups':[" GROUP_A "}," GROUP_B "},{'code':'not_said'}],"
    "'columns':[{'codes':['0']," NO "},{'codes':['1']," ONE "},"
    "{'codes':['2']," TWO "}," EXTRA "},{'code':'no_answer'}],"
    "'rows':[[5,3,3,3,6],[4,2,1,3,9],[2,2,1,1,0]]}}",
    "{'question':'q2','text':{'nl':'Twee?','fr':'Deux?','en':'Two?'},"
    "'state':'at_least','at_least':{'side':'positive','bound':30,"
    "'answered':32," SOME "},'groups':[],"
    "'aside':[{'code':'no_answer','count':13}],"
    "'breakdown':{'attribute':'age','state':'hidden'}}",
    "{'question':'q3','text':{'nl':'Drie?','fr':'Trois?','en':'Three?'},"
    "'state':'choices','answered':41,'choices':[{'code':'0'," NO
    ",'at_most':2},"
    "{'code':'1'," ONE ",'count':21},{'code':'2'," TWO ",'at_least':39}],"
    "'aside':[{'code':'no_answer','count':4}]}",
    "{'question':'q4','text':{'nl':'Vier?','fr':'Quatre?','en':'Four?'},"
    "'state':'hidden','breakdown':{'attribute':'home','state':'hidden'}}",
    "{'question':'q5','text':{'nl':'Vijf?','fr':'Cinq?','en':'Five?'},"
    "'state':'not_asked'}",
};

static void test_json(void **state)
{
    struct json *all = NULL;
    const struct json *r, *tables;

    (void)state;
    assert_int_equal(released_json(f.store, &all), WK_OK);
    assert_int_equal(json_size(json_get(all, "releases")), 1);
    r = json_at(json_get(all, "releases"), 0);
    assert_int_equal(json_int(json_get(r, "answer_sets")), 45);
    check_json(json_get(r, "eligible"), "{'count':80}");
    check_json(json_get(r, "asked"), "{'count':60}");
    check_json(json_get(r, "declined"), "{'at_most':4}");
    check_json(json_get(r, "attributes"), ATTRIBUTES);
    tables = json_get(r, "tables");
    assert_int_equal(json_size(tables), N_OF(TABLES));
    for (size_t i = 0; i < N_OF(TABLES); i++)
        check_json(json_at(tables, i), TABLES[i]);
    json_free(all);
}

static const char PLAIN[] =
    "  age  Age\n"
    "        20  âgé\n"
    "        19  b\n"
    "         6  did not say\n"
    "  home  \n"
    "    hidden\n"
    "  q1  One?\n"
    "        11  no\n"
    "         7  1\n"
    "         5  2\n"
    "         7  x\n"
    "         0  do not want to say\n"
    "         6  do not understand the question\n"
    "         9  skipped\n"
    "    by age\n"
    "                     no       1       2       x  no answer\n"
    "    âgé               5       3       3       3          6\n"
    "    b                 4       2       1       3          9\n"
    "    did not say       2       2       1       1          0\n"
    "  q2  Two?\n"
    "    at least 30 of 32: 1, 2\n"
    "        13  no answer\n"
    "    by age\n"
    "    hidden\n"
    "  q3  Three?\n"
    "     at most      2  no\n"
    "                 21  1\n"
    "    at least     39  2\n"
    "                 41  chose something\n"
    "                  4  no answer\n"
    "  q4  Four?\n"
    "    hidden\n"
    "    by home\n"
    "    hidden\n"
    "  q5  Five?\n"
    "    not asked\n";

/* The same with the reasons, below the figures that they are about. */
static const char NOT_TOLD[] =
    "      not told; no reason is kept, see PRIVACY.md R7\n";

static void words(bool explain, struct bytes *text)
{
    struct store_entry e = {0};

    assert_int_equal(store_entry_get(f.store, 1, &e), WK_OK);
    assert_int_equal(released_words(f.store, &e, explain, text), WK_OK);
    assert_non_null(strstr(bytes_text(text), "  age"));
    free(e.bytes);
}

static void test_words(void **state)
{
    struct bytes text = bytes_new(MAX_BODY);

    (void)state;
    words(false, &text);
    assert_string_equal(strstr(bytes_text(&text), "  age"), PLAIN);
    assert_non_null(strstr(bytes_text(&text),
        "\neligible        80\nasked           60\ndeclined        at most "
        "4\n"));
    bytes_free(&text);
}

/* --explain adds lines and changes none; what is hidden has one reason. */
static void test_explain(void **state)
{
    struct bytes text = bytes_new(MAX_BODY), rest = bytes_new(MAX_BODY);
    size_t reasons = 0, untold = 0;

    (void)state;
    words(true, &text);
    for (const char *line = strstr(bytes_text(&text), "  age");
         *line != '\0';) {
        size_t len = strcspn(line, "\n") + 1;

        if (strncmp(line, "      ", 6) == 0 && line[6] != ' ') {
            reasons++;
            untold += strncmp(line, NOT_TOLD, len) == 0;
        } else {
            bytes_add(&rest, line, len);
        }
        line += len;
    }
    assert_string_equal(bytes_text(&rest), PLAIN);
    assert_int_equal(reasons, 13);
    assert_int_equal(untold, 3);
    bytes_free(&rest);
    bytes_free(&text);
}

/* A release of another shape than its questionnaire tells no figure. */
static void test_unfit(void **state)
{
    struct release *r = malloc(sizeof *r);
    struct store_questionnaire held;
    struct store_entry e = {0};
    struct entry *value = calloc(1, sizeof *value);

    (void)state;
    assert_int_equal(store_entry_get(f.store, 1, &e), WK_OK);
    assert_int_equal(released_decode(&e, value), WK_OK);
    *r = value->release;
    assert_true(released_questionnaire(f.store, r, &held));
    questionnaire_free(held.q);
    r->n_tables = 4;
    assert_false(released_questionnaire(f.store, r, &held));
    assert_null(held.q);
    *r = value->release;
    r->questionnaire[0] ^= 1;
    assert_false(released_questionnaire(f.store, r, &held));
    assert_null(held.q);
    free(value);
    free(e.bytes);
    free(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_explain),
        cmocka_unit_test(test_unfit),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
