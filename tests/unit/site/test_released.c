/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_released.c - what staff are told is what the canonical bytes say: every
 * figure of every kind of table, in JSON and in words, each once and in order.
 */
#include "../test.h"

#include "released.h"

static const char FORM[] =
    "{\"id\":\"s\",\"version\":1,\"scope\":\"network\",\"questions\":["
    "{\"id\":\"q1\",\"type\":\"one\",\"attribute\":\"age\",\"levels\":[[\"0\","
    "\"1\",\"2\"],[[\"0\"],[\"1\",\"2\"]]],\"extra\":[\"x\"],\"text\":"
    "{\"nl\":\"Een?\",\"fr\":\"Un?\",\"en\":\"One?\"}},"
    "{\"id\":\"q2\",\"type\":\"one\",\"attribute\":\"age\",\"levels\":[[\"0\","
    "\"1\",\"2\"],[[\"0\"],[\"1\",\"2\"]]],\"text\":"
    "{\"nl\":\"Twee?\",\"fr\":\"Deux?\",\"en\":\"Two?\"}},"
    "{\"id\":\"q3\",\"type\":\"many\",\"levels\":[[\"0\",\"1\",\"2\"]],"
    "\"text\":{\"nl\":\"Drie?\",\"fr\":\"Trois?\",\"en\":\"Three?\"}},"
    "{\"id\":\"q4\",\"type\":\"one\",\"attribute\":\"home\",\"levels\":"
    "[[\"0\",\"1\"]],\"text\":{\"nl\":\"Vier?\",\"fr\":\"Quatre?\",\"en\":"
    "\"Four?\"}},"
    "{\"id\":\"q5\",\"type\":\"one\",\"levels\":[[\"0\",\"1\"]],\"text\":"
    "{\"nl\":\"Vijf?\",\"fr\":\"Cinq?\",\"en\":\"Five?\"}}],"
    "\"attributes\":[{\"id\":\"age\",\"codings\":[[\"a\",\"b\"]],\"text\":"
    "{\"nl\":\"Leeftijd\",\"fr\":\"Âge\",\"en\":\"Age\"}},"
    "{\"id\":\"home\",\"codings\":[[\"a\",\"b\"]]}],"
    "\"labels\":{\"0\":{\"nl\":\"nee\",\"fr\":\"non\",\"en\":\"no\"},\"a\":{"
    "\"nl\":\"jong\",\"fr\":"
    "\"âgé\",\"en\":\"âgé\"}}}";

/* 45 answer sets; three, two and nothing said of five questions. */
static const struct release RELEASE = {
    .project = "p",
    .channel = CHANNEL_SELF,
    .months = {24312, 24313},
    .rules = {1, 10, 5, 5, 2},
    .answer_sets = 45,
    .n_tables = 5,
    .table =
        {
            {.state = TABLE_EXACT,
                .level = 1,
                .split = true,
                .n_counts = 6,
                .count = {11, 12, 7, 0, 6, 9}},
            {.state = TABLE_AT_LEAST,
                .positive = true,
                .n_counts = 3,
                .count = {13, 32, 30}},
            {.state = TABLE_CHOICES,
                .n_counts = 5,
                .count = {4, 41, 2, 21, 39}},
            {.state = TABLE_HIDDEN},
            {.state = TABLE_NOT_ASKED},
        },
    .n_margins = 2,
    .margin = {{.shown = true, .not_said = true, .n_groups = 3}},
    .breakdown =
        {
            {.state = BREAKDOWN_SHOWN, .level = 1, .n_cells = 12, .first = 3},
            {.state = BREAKDOWN_HIDDEN},
            {.state = BREAKDOWN_NONE},
            {.state = BREAKDOWN_HIDDEN},
            {.state = BREAKDOWN_NONE},
        },
    .n_cells = 15,
    .cell = {20, 19, 6, 5, 6, 3, 6, 4, 4, 2, 9, 2, 2, 2, 0},
};

static char *folder, *path;
static struct store *store;

static int set_up(void **state)
{
    uint8_t hash[HASH_LEN];
    struct entry *e = calloc(1, sizeof *e);
    struct bytes bytes = bytes_new(MAX_ENTRY);
    struct store_entry row = {.seq = 1, .signature_len = 1};
    char why[WHY_MAX] = "";

    (void)state;
    folder = test_folder();
    path = malloc(strlen(folder) + 9);
    sprintf(path, "%s/site.db", folder);
    assert_int_equal(store_open(path, &store), WK_OK);
    if (store_questionnaire_add(store,
            (struct span){(const uint8_t *)FORM, sizeof FORM - 1}, hash,
            why) != WK_OK)
        fail_msg("%s", why);
    *e = (struct entry){.seq = 1, .kind = ENTRY_RELEASE, .release = RELEASE};
    memcpy(e->release.questionnaire, hash, HASH_LEN);
    wire_encode_entry(e, &bytes);
    row.bytes = bytes.data;
    row.len = bytes.len;
    assert_int_equal(store_begin(store), WK_OK);
    assert_int_equal(
        store_meta_set(store, "era", "00000000000000000000000000000000"),
        WK_OK);
    assert_int_equal(store_key_add(store,
                         &(struct store_key){.id = {0},
                             .spki = {(const uint8_t *)"k", 1},
                             .certificate = {(const uint8_t *)"c", 1}}),
        WK_OK);
    assert_int_equal(store_entry_add(store, &row), WK_OK);
    assert_int_equal(store_commit(store), WK_OK);
    bytes_free(&bytes);
    free(e);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_close(store);
    free(path);
    test_folder_end(folder);
    return 0;
}

static void check_json(const struct json *j, const char *wanted)
{
    struct bytes text = bytes_new(MAX_BODY);

    json_write(j, false, &text);
    assert_string_equal(bytes_text(&text), wanted);
    bytes_free(&text);
}

/* The same label in three languages. */
#define SAME(s) "{\"nl\":\"" s "\",\"fr\":\"" s "\",\"en\":\"" s "\"}"
#define NO "{\"nl\":\"nee\",\"fr\":\"non\",\"en\":\"no\"}"
#define YES SAME("1, 2")
#define GROUP_A                                                                \
    "{\"codes\":[\"a\"],\"label\":{\"nl\":\"jong\",\"fr\":\"âgé\","          \
    "\"en\":\"âgé\"}"
#define GROUP_B "{\"codes\":[\"b\"],\"label\":" SAME("b")

static void test_json(void **state)
{
    struct json *all = NULL;
    const struct json *r;

    (void)state;
    assert_int_equal(released_json(store, &all), WK_OK);
    assert_int_equal(json_size(json_get(all, "releases")), 1);
    r = json_at(json_get(all, "releases"), 0);
    assert_int_equal(json_int(json_get(r, "answer_sets")), 45);
    check_json(json_get(r, "attributes"),
        "[{\"id\":\"age\",\"text\":{\"nl\":\"Leeftijd\",\"fr\":\"Âge\","
        "\"en\":\"Age\"},\"state\":\"shown\",\"groups\":[" GROUP_A
        ",\"count\":20}," GROUP_B ",\"count\":19}],\"not_said\":6},"
        "{\"id\":\"home\",\"text\":" SAME(
            "home") ",\"state\":\"hidden\",\"groups\":[]}]");
    check_json(json_get(r, "tables"),
        "[{\"question\":\"q1\",\"text\":{\"nl\":\"Een?\",\"fr\":\"Un?\","
        "\"en\":\"One?\"},\"state\":\"exact\",\"groups\":[{\"codes\":[\"0\"],"
        "\"label\":" NO ",\"count\":11},{\"codes\":[\"1\",\"2\"],\"label\":" YES
        ",\"count\":12}],\"aside\":[{\"code\":\"x\",\"label\":" SAME(
            "x") ",\"count\":7},{\"code\":\"refused\",\"count\":0},{\"code\":"
                 "\"not_understood\",\"count\":6},{\"code\":\"skipped\","
                 "\"count\":9}],"
                 "\"breakdown\":{\"attribute\":\"age\",\"state\":\"shown\","
                 "\"groups\":[" GROUP_A "}," GROUP_B
                 "},{\"code\":\"not_said\"}],\"columns\":["
                 "{\"codes\":[\"0\"],\"label\":" NO
                 "},{\"codes\":[\"1\",\"2\"],"
                 "\"label\":" YES "},{\"code\":\"x\",\"label\":" SAME(
                     "x") "},"
                          "{\"code\":\"no_answer\"}],\"rows\":[[5,6,3,6],[4,4,"
                          "2,9],[2,2,2,0]]}},"
                          "{\"question\":\"q2\",\"text\":{\"nl\":\"Twee?\","
                          "\"fr\":\"Deux?\","
                          "\"en\":\"Two?\"},\"state\":\"at_least\",\"at_"
                          "least\":{\"side\":"
                          "\"positive\",\"bound\":30,\"answered\":32,"
                          "\"label\":" YES "},"
                          "\"groups\":[],\"aside\":[{\"code\":\"no_answer\","
                          "\"count\":13}],"
                          "\"breakdown\":{\"attribute\":\"age\",\"state\":"
                          "\"hidden\"}},"
                          "{\"question\":\"q3\",\"text\":{\"nl\":\"Drie?\","
                          "\"fr\":\"Trois?\","
                          "\"en\":\"Three?\"},\"state\":\"choices\","
                          "\"answered\":41,\"choices\":["
                          "{\"code\":\"0\",\"label\":" NO
                          ",\"at_most\":2},{\"code\":\"1\","
                          "\"label\":" SAME("1") ",\"count\":21},{\"code\":"
                                                 "\"2\",\"label\":" SAME(
                                                     "2") ",\"at_least\":39}],"
                                                          "\"aside\":[{"
                                                          "\"code\":\"no_"
                                                          "answer\","
                                                          "\"count\":4}]},"
                                                          "{\"question\":"
                                                          "\"q4\",\"text\":{"
                                                          "\"nl\":\"Vier?\","
                                                          "\"fr\":\"Quatre?\","
                                                          "\"en\":\"Four?\"},"
                                                          "\"state\":"
                                                          "\"hidden\","
                                                          "\"breakdown\":{"
                                                          "\"attribute\":"
                                                          "\"home\",\"state\":"
                                                          "\"hidden\"}},"
                                                          "{\"question\":"
                                                          "\"q5\",\"text\":{"
                                                          "\"nl\":\"Vijf?\","
                                                          "\"fr\":\"Cinq?\","
                                                          "\"en\":\"Five?\"},"
                                                          "\"state\":\"not_"
                                                          "asked\"}]");
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
    "        12  1, 2\n"
    "         7  x\n"
    "         0  do not want to say\n"
    "         6  do not understand the question\n"
    "         9  skipped\n"
    "    by age\n"
    "                     no    1, 2       x  no answer\n"
    "    âgé               5       6       3          6\n"
    "    b                 4       4       2          9\n"
    "    did not say       2       2       2          0\n"
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

    assert_int_equal(store_entry_get(store, 1, &e), WK_OK);
    assert_int_equal(released_words(store, &e, explain, text), WK_OK);
    assert_non_null(strstr(bytes_text(text), "  age"));
    free(e.bytes);
}

static void test_words(void **state)
{
    struct bytes text = bytes_new(MAX_BODY);

    (void)state;
    words(false, &text);
    assert_string_equal(strstr(bytes_text(&text), "  age"), PLAIN);
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
    assert_int_equal(reasons, 14);
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
    assert_int_equal(store_entry_get(store, 1, &e), WK_OK);
    assert_int_equal(released_decode(&e, value), WK_OK);
    *r = value->release;
    assert_true(released_questionnaire(store, r, &held));
    questionnaire_free(held.q);
    r->n_tables = 4;
    assert_false(released_questionnaire(store, r, &held));
    assert_null(held.q);
    *r = value->release;
    r->questionnaire[0] ^= 1;
    assert_false(released_questionnaire(store, r, &held));
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
