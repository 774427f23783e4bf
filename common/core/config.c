/* SPDX-License-Identifier: EUPL-1.2 */
#include "config.h"

#include <assert.h>
#include <errno.h>
#include <ini.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "wk_limits.h"
#include "xalloc.h"

/* inih cuts a line that does not fit its buffer of 200 without a word. */
enum { MAX_LINE = 190, MAX_SECTION = 48 };

struct config {
    const struct config_key *keys; /* the caller's table */
    size_t n_keys;
    char **value; /* of each key; NULL where the file has none */
};

/* What inih reads from: it asks for a line, and we check it first. */
struct reader {
    struct config *config;
    const char *at;
    int line;
    bool *section_seen; /* by the index of the section's first key */
    bool failed;
    char *why;
    size_t why_len;
};

static bool fail(struct reader *r, const char *what, const char *name)
{
    if (!r->failed)
        snprintf(r->why, r->why_len, "line %d: %s%s", r->line, what, name);
    r->failed = true;
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Length of the name at s: what a section or a key may be called. */
static size_t name_len(const char *s)
{
    return strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_");
}

static bool check_section(struct reader *r, const char *line)
{
    size_t len = name_len(line + 1);
    char name[MAX_SECTION + 1];

    if (len == 0 || line[1 + len] != ']' || line[2 + len] != '\0')
        return fail(r, "not a [section]", "");
    if (len > MAX_SECTION)
        return fail(r, "unknown section", "");
    memcpy(name, line + 1, len);
    name[len] = '\0';
    for (size_t i = 0; i < r->config->n_keys; i++) {
        if (strcmp(r->config->keys[i].section, name) != 0)
            continue;
        if (r->section_seen[i])
            return fail(r, "section stands twice: ", name);
        r->section_seen[i] = true;
        return true;
    }
    return fail(r, "unknown section ", name);
}

/* Everything inih would accept, guess at or cut, decided before it looks. */
static bool check_line(struct reader *r, const char *line)
{
    size_t len = strlen(line), name = name_len(line);

    if (!text_is_utf8(line, len))
        return fail(r, "not UTF-8", "");
    for (size_t i = 0; i < len; i++) {
        if (((unsigned char)line[i] < ' ' && line[i] != '\t') ||
            line[i] == '\x7f')
            return fail(r, "a control character", "");
        if (line[i] == ';' && i > 0 && is_blank(line[i - 1]) && line[0] != '#')
            return fail(r, "a comment needs a line of its own and #", "");
    }
    if (line[strspn(line, " \t")] == '\0' || line[0] == '#')
        return true;
    if (line[0] == '[')
        return check_section(r, line);
    if (is_blank(line[0]))
        return fail(r, "starts with a blank", "");
    if (name == 0 || line[name + strspn(line + name, " \t")] != '=')
        return fail(r, "not \"key = value\"", "");
    return true;
}

/* fgets() over the text, one checked line at a time. */
static char *next_line(char *out, int size, void *arg)
{
    struct reader *r = arg;
    size_t len = strcspn(r->at, "\n"), text = len;

    if (r->failed || *r->at == '\0')
        return NULL;
    r->line++;
    while (text > 0 && (is_blank(r->at[text - 1]) || r->at[text - 1] == '\r'))
        text--;
    if (len > MAX_LINE || len + 2 > (size_t)size) {
        fail(r, "longer than 190 bytes", "");
        return NULL;
    }
    memcpy(out, r->at, text);
    out[text] = '\0';
    if (!check_line(r, out))
        return NULL;
    r->at += len + (r->at[len] == '\n');
    return out;
}

static int find_key(
    const struct config *c, const char *section, const char *key)
{
    for (size_t i = 0; i < c->n_keys; i++)
        if (strcmp(c->keys[i].section, section) == 0 &&
            strcmp(c->keys[i].key, key) == 0)
            return (int)i;
    return -1;
}

/* inih calls this for each key; 0 is its word for an error. */
static int on_key(
    void *arg, const char *section, const char *key, const char *value)
{
    struct reader *r = arg;
    int i = find_key(r->config, section, key);

    if (i < 0)
        return fail(r, "unknown key ", key);
    if (r->config->value[i] != NULL)
        return fail(r, "key stands twice: ", key);
    r->config->value[i] = xstrdup(value);
    return 1;
}

enum wk_err config_parse(const char *text, const struct config_key *keys,
    size_t n_keys, struct config **out, char *why, size_t why_len)
{
    struct config *c = xcalloc(1, sizeof *c);
    struct reader r = {.config = c,
        .at = text,
        .section_seen = xcalloc(n_keys + 1, sizeof(bool)),
        .why = why,
        .why_len = why_len};
    enum wk_err err = WK_EINVAL;

    *out = NULL;
    c->keys = keys;
    c->n_keys = n_keys;
    c->value = xcalloc(n_keys + 1, sizeof *c->value);
    if (strnlen(text, MAX_CONFIG + 1) > MAX_CONFIG) {
        snprintf(why, why_len, "longer than %d bytes", MAX_CONFIG);
        err = WK_ETOOBIG;
        goto out;
    }
    if (ini_parse_stream(next_line, &r, on_key, &r) != 0)
        fail(&r, "not understood", "");
    if (r.failed)
        goto out;
    *out = c; /* Ownership moves to the caller. */
    c = NULL;
    err = WK_OK;
out:
    free(r.section_seen);
    config_free(c);
    return err;
}

void config_free(struct config *c)
{
    if (c == NULL)
        return;
    for (size_t i = 0; i < c->n_keys; i++)
        free(c->value[i]);
    free(c->value);
    free(c);
}

const char *config_get(
    const struct config *c, const char *section, const char *key)
{
    int i = find_key(c, section, key);

    assert(i >= 0);
    return c->value[i] != NULL ? c->value[i] : c->keys[i].fallback;
}

enum wk_err config_bool(
    const struct config *c, const char *section, const char *key, _Bool *out)
{
    const char *s = config_get(c, section, key);

    if (s == NULL || (strcmp(s, "yes") != 0 && strcmp(s, "no") != 0))
        return WK_EINVAL;
    *out = s[0] == 'y';
    return WK_OK;
}

enum wk_err config_int(const struct config *c, const char *section,
    const char *key, long min, long max, long *out)
{
    const char *s = config_get(c, section, key);
    size_t sign = s != NULL && s[0] == '-';
    char *end;
    long v;

    /* strtol() alone would take blanks, "+5" and trailing letters. */
    if (s == NULL || s[sign] == '\0' ||
        s[sign + strspn(s + sign, "0123456789")] != '\0')
        return WK_EINVAL;
    errno = 0;
    v = strtol(s, &end, 10);
    if (errno != 0 || v < min || v > max)
        return WK_EINVAL;
    *out = v;
    return WK_OK;
}
