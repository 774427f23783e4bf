/* SPDX-License-Identifier: EUPL-1.2 */
#include "csv.h"

#include <string.h>

/* Full-width = + - @ begin a formula too. */
static const char *const SIGNS[] = {
    "=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"};

/* What some program leaves out before it looks at the first sign. */
static const char *const BLANKS[] = {"\u00a0", "\u200b", "\u200e", "\u200f",
    "\u2028", "\u2029", "\u202f", "\u2060", "\u3000", "\ufeff"};

/* Bytes of the text of list that s begins with; 0: none. */
static size_t prefix(const char *s, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(list[i]);

        if (strncmp(s, list[i], len) == 0)
            return len;
    }
    return 0;
}

static bool is_separator(char c)
{
    return c != '\0' && strchr(",;|\t\r\n", c) != NULL;
}

/* Bytes of one overlooked character; 0: it is none. */
static size_t overlooked(const char *s)
{
    if ((*s > 0 && *s <= ' ') || *s == '"' || *s == '\x7f')
        return 1;
    return prefix(s, BLANKS, sizeof BLANKS / sizeof BLANKS[0]);
}

void csv_text(struct bytes *out, const char *s)
{
    bool quote = strpbrk(s, ",;|\"\t\r\n") != NULL;
    bool begins = true; /* a cell might, here */

    if (quote)
        bytes_add_text(out, "\"");
    /* Some programs drop these and then look again. */
    if (*s == '\t' || *s == '\r' || *s == '\n')
        bytes_add_text(out, "'");
    while (*s != '\0') {
        size_t len = is_separator(*s) ? 0 : overlooked(s);

        if (is_separator(*s)) {
            begins = true;
        } else if (len == 0) {
            if (begins && prefix(s, SIGNS, sizeof SIGNS / sizeof SIGNS[0]) > 0)
                bytes_add_text(out, "'");
            begins = false;
        }
        len = len > 0 ? len : 1;
        if (*s == '"')
            bytes_add_text(out, "\"");
        bytes_add(out, s, len);
        s += len;
    }
    if (quote)
        bytes_add_text(out, "\"");
}
