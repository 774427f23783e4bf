/* SPDX-License-Identifier: EUPL-1.2 */
/* One cell of text, as the spreadsheets of several countries read it. */
#include "../test.h"

#include "csv.h"

enum { CELL_MAX = 4096 };

static const struct row {
    const char *text, *cell;
} CELLS[] = {
    {"", ""},
    {"Gent", "Gent"},
    {"Brussel / Bruxelles", "Brussel / Bruxelles"},
    {"18-35", "18-35"},
    {"a = b", "a = b"},
    {"=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\""},
    {"+1", "'+1"},
    {"-1", "'-1"},
    {"@SUM(A1)", "'@SUM(A1)"},
    {"\uff1d1+1", "'\uff1d1+1"},
    {" =1+1", " '=1+1"},
    {"\ufeff=1+1", "\ufeff'=1+1"},
    {"\u00a0\u200b@x", "\u00a0\u200b'@x"},
    {"\tx", "\"'\tx\""},
    {"\r=1", "\"'\r'=1\""},
    {"a\n=1", "\"a\n'=1\""},
    {"x;=1+1", "\"x;'=1+1\""},
    {"x; \"=1+1\"", "\"x; \"\"'=1+1\"\"\""},
    {"x,-1", "\"x,'-1\""},
    {"x\t=1", "\"x\t'=1\""},
    {"x|@a", "\"x|'@a\""},
    {"\"=1+1\"", "\"\"\"'=1+1\"\"\""},
    {"Saint-\"Gilles\", 1", "\"Saint-\"\"Gilles\"\", 1\""},
    {"sep=;", "\"sep=;\""},
    {"ja;nee", "\"ja;nee\""},
};

static void test_cell(void **state)
{
    const struct row *r = *state;
    struct bytes out = bytes_new(CELL_MAX);

    csv_text(&out, r->text);
    assert_string_equal(bytes_text(&out), r->cell);
    bytes_free(&out);
}

/* Whether this cell, as a reader has cut it, would run. */
static bool runs(const char *cell, size_t len)
{
    static const char *const WIDE[] = {"\uff1d", "\uff0b", "\uff0d", "\uff20"};
    size_t i = 0;

    while (i < len && (cell[i] == ' ' || cell[i] == '"'))
        i++;
    for (size_t w = 0; w < N_OF(WIDE); w++)
        if (len - i >= 3 && strncmp(cell + i, WIDE[w], 3) == 0)
            return true;
    return i < len && strchr("=+-@", cell[i]) != NULL;
}

/*
 * Cut a line as a program does that takes separator for one: a cell that
 * begins with a quote ends with one, another at the next separator or line.
 */
static bool any_runs(const char *s, char separator)
{
    while (*s != '\0') {
        const char *from = s;

        if (*s == '"') {
            for (s++; *s != '\0' && (*s != '"' || s[1] == '"'); s++)
                s += *s == '"' ? 1 : 0;
        }
        while (*s != '\0' && *s != separator && *s != '\r' && *s != '\n')
            s++;
        if (runs(from, (size_t)(s - from)))
            return true;
        s += *s != '\0' ? 1 : 0;
    }
    return false;
}

/* Hostile texts of every kind, in front, in the middle and at the end. */
static void test_nothing_runs(void **state)
{
    static const char *const PIECES[] = {"=", "+", "-", "@", ";", ",", "\t",
        "\r", "\n", "\"", "'", " ", "a", "1", "|", "\uff1d", "\u00e9"};
    static const char SEPARATORS[] = ",;\t|";
    uint32_t seed = 1;
    size_t controls = 0;

    (void)state;
    for (size_t round = 0; round < 200000; round++) {
        char text[64] = "";
        struct bytes line = bytes_new(CELL_MAX), bare = bytes_new(CELL_MAX);

        for (size_t i = 0; i < 1 + round % 9; i++) {
            seed = seed * 1103515245u + 12345u;
            strcat(text, PIECES[(seed >> 16) % N_OF(PIECES)]);
        }
        bytes_add_text(&line, "C01,2026-01,");
        csv_text(&line, text);
        bytes_add_text(&line, ",3,");
        csv_text(&line, text);
        bytes_add_text(&line, "\r\n");
        bytes_addf(&bare, "C01,%s,3\r\n", text);
        for (const char *s = SEPARATORS; *s != '\0'; s++) {
            if (any_runs(bytes_text(&line), *s))
                fail_msg("separator %c: %s", *s, bytes_text(&line));
            controls += any_runs(bytes_text(&bare), *s) ? 1 : 0;
        }
        bytes_free(&line);
        bytes_free(&bare);
    }
    assert_true(controls > 100000); /* without it, they do */
}

int main(void)
{
    struct CMUnitTest tests[N_OF(CELLS) + 1] = {
        cmocka_unit_test(test_nothing_runs)};

    for (size_t i = 0; i < N_OF(CELLS); i++)
        tests[i + 1] = (struct CMUnitTest){
            CELLS[i].text, test_cell, NULL, NULL, (void *)(uintptr_t)&CELLS[i]};
    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
