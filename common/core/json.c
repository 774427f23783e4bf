/* SPDX-License-Identifier: EUPL-1.2 */
#include "json.h"

#include <assert.h>
#include <jansson.h>
#include <malloc.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "period.h"
#include "xalloc.h"

enum { MAX_DEPTH = 32 };

/* What a request said must not stay in memory when it is over. */
static void wipe_and_free(void *p)
{
    if (p != NULL)
        bytes_wipe(p, malloc_usable_size(p));
    free(p);
}

/* jansson would call a sound text wrong when memory is out; see xalloc.h. */
static void *allocate(size_t size)
{
    return xcalloc(1, size);
}

/* Before main(), and so before any other thread. */
__attribute__((constructor)) static void set_allocation(void)
{
    json_set_alloc_funcs(allocate, wipe_and_free);
}

/* struct json is never defined: behind the pointer lies a json_t. */
static json_t *inside(const struct json *j)
{
    return (json_t *)(uintptr_t)j; /* jansson's readers are not all const */
}

static struct json *outside(json_t *j)
{
    return (struct json *)j;
}

/* jansson gives NULL when memory is out; see xalloc.h. */
static struct json *made(json_t *j)
{
    return outside(xgot(j));
}

static bool is_digit(uint8_t c)
{
    return c >= '0' && c <= '9';
}

/*
 * What jansson would let pass: deep nesting and numbers that are not whole.
 * Looks at the text rather than at the value, because only the text has lines.
 */
static const char *find_fault(const uint8_t *text, size_t len, int *line)
{
    bool in_string = false;
    int depth = 0;

    *line = 1;
    for (size_t i = 0; i < len; i++) {
        uint8_t c = text[i];

        if (c == '\n')
            (*line)++;
        if (in_string) {
            if (c == '\\')
                i++;
            in_string = c != '"';
        } else if (c == '"') {
            in_string = true;
        } else if (c == '[' || c == '{') {
            if (++depth > MAX_DEPTH)
                return "more than 32 levels of nesting";
        } else if (c == ']' || c == '}') {
            depth--;
        } else if ((c == '.' || c == 'e' || c == 'E') && i > 0 &&
            is_digit(text[i - 1])) {
            return "a number that is not whole";
        }
    }
    return NULL;
}

static void explain(char *why, size_t why_len, int line, const char *what)
{
    snprintf(why, why_len, "line %d: %s", line, what);
    /* jansson quotes the input, and why may end on a terminal or in a log. */
    for (char *p = why; why_len > 0 && *p != '\0'; p++)
        if (*p < ' ' || *p > '~')
            *p = '?';
}

enum wk_err json_parse(const uint8_t *text, size_t len, struct json **out,
    char *why, size_t why_len)
{
    json_error_t error;
    json_t *j;
    int line;
    const char *fault = find_fault(text, len, &line);

    *out = NULL;
    if (fault != NULL) {
        explain(why, why_len, line, fault);
        return WK_EINVAL;
    }
    j = json_loadb((const char *)text, len, JSON_REJECT_DUPLICATES, &error);
    if (j == NULL) {
        explain(why, why_len, error.line > 0 ? error.line : 1, error.text);
        return WK_EINVAL;
    }
    *out = outside(j);
    return WK_OK;
}

void json_free(struct json *j)
{
    json_decref(inside(j));
}

enum json_type json_type_of(const struct json *j)
{
    switch (json_typeof(inside(j))) {
    case JSON_OBJECT:
        return JSON_OBJECT_T;
    case JSON_ARRAY:
        return JSON_ARRAY_T;
    case JSON_STRING:
        return JSON_STRING_T;
    case JSON_INTEGER:
        return JSON_INT_T;
    case JSON_REAL:
        return JSON_REAL_T;
    case JSON_TRUE:
    case JSON_FALSE:
        return JSON_BOOL_T;
    case JSON_NULL:
        break;
    }
    return JSON_NULL_T;
}

bool json_bool(const struct json *j)
{
    return json_is_true(inside(j));
}

int64_t json_int(const struct json *j)
{
    return json_integer_value(inside(j));
}

const char *json_text(const struct json *j)
{
    return json_string_value(inside(j));
}

size_t json_size(const struct json *j)
{
    return json_is_array(inside(j)) ? json_array_size(inside(j))
                                    : json_object_size(inside(j));
}

struct json *json_at(const struct json *j, size_t index)
{
    return outside(json_array_get(inside(j), index));
}

struct json *json_get(const struct json *j, const char *key)
{
    return outside(json_object_get(inside(j), key));
}

const char *json_get_text(const struct json *j, const char *key)
{
    const char *s = json_text(json_get(j, key));

    return s != NULL ? s : "";
}

const char *json_missing(
    const struct json *object, const char *const *keys, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (json_get(object, keys[i]) == NULL)
            return keys[i];
    return NULL;
}

const char *json_next_key(const struct json *j, const char *key)
{
    json_t *object = inside(j);
    void *at = key == NULL
        ? json_object_iter(object)
        : json_object_iter_next(object, json_object_iter_at(object, key));

    return at != NULL ? json_object_iter_key(at) : NULL;
}

struct json *json_new_object(void)
{
    return made(json_object());
}

struct json *json_new_array(void)
{
    return made(json_array());
}

struct json *json_new_text(const char *s)
{
    size_t len = strlen(s);
    struct json *j;
    char *copy;

    if (text_is_utf8(s, len))
        return made(json_stringn_nocheck(s, len));
    copy = xmemdup(s, len + 1);
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)copy[i] > '~')
            copy[i] = '?';
    j = made(json_stringn_nocheck(copy, len));
    free(copy);
    return j;
}

struct json *json_new_month(int32_t month)
{
    char text[MONTH_TEXT];

    month_text(month, text);
    return json_new_text(text);
}

struct json *json_new_int(int64_t v)
{
    return made(json_integer(v));
}

struct json *json_new_real(double v)
{
    assert(isfinite(v));
    return made(json_real(v));
}

struct json *json_new_bool(bool v)
{
    return made(json_boolean(v));
}

struct json *json_new_null(void)
{
    return made(json_null());
}

struct json *json_new_copy(const struct json *j)
{
    return made(json_deep_copy(inside(j)));
}

void json_set_new(struct json *object, const char *key, struct json *value)
{
    int failed = json_object_set_new(inside(object), key, inside(value));

    assert(failed == 0); /* no object, or a key that is no UTF-8 */
    (void)failed;
}

void json_append_new(struct json *array, struct json *value)
{
    int failed = json_array_append_new(inside(array), inside(value));

    assert(failed == 0);
    (void)failed;
}

static int add_piece(const char *piece, size_t len, void *out)
{
    bytes_add(out, piece, len);
    return 0;
}

void json_write(const struct json *j, bool sorted, struct bytes *out)
{
    size_t flags = JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15) |
        (sorted ? JSON_SORT_KEYS : 0U);
    int failed = json_dump_callback(inside(j), add_piece, out, flags);

    assert(failed == 0); /* our values hold no loops and only finite numbers */
    (void)failed;
}
