/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * json.h - JSON as this project reads and writes it; sole user of jansson.
 *
 * Pure module.  Reading refuses: anything but one object or array, a key that
 * stands twice, numbers with a fraction, NUL in a string, text that is not
 * UTF-8, more than 32 levels of nesting.
 *
 * Ownership  json_parse() and json_new_*() hand over a value,
 *            ended by json_free(); members lent by json_get(), json_at() live
 *            as long as their root.  json_set_new(), json_append_new() take
 *            the value given.
 * Traces     The memory of a value is wiped when it ends: it may have held an
 *            answer.
 * Errors     json_parse(): WK_EINVAL.  Building cannot fail; keys are our own.
 */
#ifndef WK_JSON_H
#define WK_JSON_H

#include "bytes.h"

struct json;

enum json_type {
    JSON_NULL_T,
    JSON_BOOL_T,
    JSON_INT_T,
    JSON_REAL_T,
    JSON_STRING_T,
    JSON_ARRAY_T,
    JSON_OBJECT_T,
};

/*
 * why (of why_len bytes) says what is wrong and on which line, in printable
 * ASCII.  Callers hold len against a limit of their own first.
 */
WK_MUST_USE enum wk_err json_parse(const uint8_t *text, size_t len,
    struct json **out, char *why, size_t why_len);
void json_free(struct json *j);

enum json_type json_type_of(const struct json *j);
bool json_bool(const struct json *j);
int64_t json_int(const struct json *j);
const char *json_text(const struct json *j); /* NULL unless a string */

size_t json_size(const struct json *j); /* of an array or object, else 0 */
struct json *json_at(const struct json *j, size_t index);
struct json *json_get(const struct json *j, const char *key); /* or NULL */
/* The text under key; "" where there is none. */
const char *json_get_text(const struct json *j, const char *key);
/* The first of n keys that an object has not; NULL: it has all. */
const char *json_missing(
    const struct json *object, const char *const *keys, size_t n);

/* Walk an object in its order: key NULL gives the first; NULL at the end. */
const char *json_next_key(const struct json *j, const char *key);

struct json *json_new_object(void);
struct json *json_new_array(void);
struct json *json_new_text(const char *s);  /* if no UTF-8: '?' for odd bytes */
struct json *json_new_month(int32_t month); /* "2026-11" */
struct json *json_new_int(int64_t v);
struct json *json_new_real(double v); /* finite; written with 15 digits */
struct json *json_new_bool(bool v);
struct json *json_new_null(void);
struct json *json_new_copy(const struct json *j); /* deep */
void json_set_new(struct json *object, const char *key, struct json *value);
void json_append_new(struct json *array, struct json *value);

/* Compact; keys in the order they were set, or sorted. */
void json_write(const struct json *j, bool sorted, struct bytes *out);

#endif
