/* SPDX-License-Identifier: EUPL-1.2 */
#include "qn_text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MAX_PATH = 96 }; /* bytes of a place such as questions[3].text.nl */

static const char *const LANG_KEY[N_LANGS] = {"nl", "fr", "en"};

enum wk_err qn_text_refuse(
    char why[static WHY_MAX], const char *at, const char *fmt, ...)
{
    int len = snprintf(why, WHY_MAX, "%s: ", at);
    va_list ap;

    va_start(ap, fmt);
    if (len > 0 && len < WHY_MAX)
        vsnprintf(why + len, (size_t)(WHY_MAX - len), fmt, ap);
    va_end(ap);
    return WK_EINVAL;
}

enum wk_err qn_text_keys(const struct json *j, const char *at,
    const char *const *known, char why[static WHY_MAX])
{
    const char *key = NULL;

    if (j == NULL || json_type_of(j) != JSON_OBJECT_T)
        return qn_text_refuse(why, at, "needs an object");
    while ((key = json_next_key(j, key)) != NULL) {
        size_t i = 0;

        while (known[i] != NULL && strcmp(known[i], key) != 0)
            i++;
        if (known[i] == NULL)
            return qn_text_refuse(why, at, "unknown key \"%.40s\"", key);
    }
    return WK_OK;
}

/*
 * Texts are part of the hash, so one text must have one spelling.  This
 * refuses what is surely not NFC in Latin text: marks that would melt into the
 * letter before them, and signs that are always replaced by another.
 */
static bool is_surely_not_nfc(const char *s)
{
    static const char *const REPLACED[] = {"\xe2\x84\xa6", "\xe2\x84\xaa",
        "\xe2\x84\xab", "\xe2\x80\x80", "\xe2\x80\x81", "\xcd\xbe", "\xcd\xb4",
        "\xce\x87"};

    for (const char *p = s; *p != '\0'; p++) {
        unsigned char a = (unsigned char)p[0], b = (unsigned char)p[1];

        if (a == 0xcc || (a == 0xcd && b <= 0xaf)) /* U+0300 to U+036F */
            return true;
    }
    for (size_t i = 0; i < sizeof REPLACED / sizeof REPLACED[0]; i++)
        if (strstr(s, REPLACED[i]) != NULL)
            return true;
    return false;
}

static enum wk_err check_text(
    const char *s, const char *at, char why[static WHY_MAX])
{
    if (s == NULL)
        return qn_text_refuse(why, at, "needs a text");
    if (strlen(s) > MAX_TEXT)
        return qn_text_refuse(why, at, "longer than %d bytes", MAX_TEXT);
    for (const char *p = s; *p != '\0'; p++)
        if ((unsigned char)*p < ' ' || *p == '\x7f')
            return qn_text_refuse(why, at, "a control character");
    if (s[strspn(s, " ")] == '\0')
        return qn_text_refuse(why, at, "empty");
    if (is_surely_not_nfc(s))
        return qn_text_refuse(why, at,
            "not in Unicode NFC: write an accented letter"
            " as one character");
    return WK_OK;
}

enum wk_err qn_text_read(const struct json *j, const char *at, bool some_do,
    struct qn_text *out, char why[static WHY_MAX])
{
    static const char *const KEYS[] = {"nl", "fr", "en", NULL};
    enum wk_err err = qn_text_keys(j, at, KEYS, why);
    int given = 0;

    for (int i = 0; err == WK_OK && i < N_LANGS; i++) {
        const struct json *text = json_get(j, LANG_KEY[i]);
        char place[MAX_PATH];

        snprintf(place, sizeof place, "%s.%s", at, LANG_KEY[i]);
        if (text == NULL && some_do)
            continue;
        if (text == NULL)
            return qn_text_refuse(why, at, "nl, fr and en are all needed");
        out->in[i] = json_text(text);
        err = check_text(out->in[i], place, why);
        given++;
    }
    if (err == WK_OK && given == 0)
        return qn_text_refuse(
            why, at, "at least one of nl, fr and en is needed");
    return err;
}
