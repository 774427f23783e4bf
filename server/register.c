/* SPDX-License-Identifier: EUPL-1.2 */
#include "register.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "crypto.h"
#include "file.h"
#include "log.h"
#include "random.h"
#include "xalloc.h"

enum {
    SUM_TEXT = 2 * HASH_LEN,
    ID_TEXT = 2 * ID_LEN,
    REGISTER_MAX = 256 * 1024 * 1024,
    LINE_MAX_LEN = 2 * MAX_PEM,
};

static const char TITLE[] = "weerklank-register 1 ";
static const char *const KINDS[] = {"issued", "revoked", "code"};
enum { N_KINDS = sizeof KINDS / sizeof KINDS[0] };

struct register_book {
    char *path;
    char id[ID_TEXT + 1];
    uint8_t sum[HASH_LEN]; /* of the last line */
    size_t lines, len;     /* read so far, the title included */
    struct register_fact *fact;
    size_t n, cap;
    size_t *slot; /* 2 * cap of them: 1 + the index of a fact, or 0 */
};

static void next_sum(uint8_t sum[static HASH_LEN], const char *rest, size_t len)
{
    struct crypto_hash *h = crypto_hash_new();

    crypto_hash_add(h, sum, HASH_LEN);
    crypto_hash_add(h, rest, len);
    crypto_hash_end(h, sum);
}

/* "SUM rest\n", and the book's sum moved on. */
static void add_line(
    uint8_t sum[static HASH_LEN], const char *rest, struct bytes *out)
{
    char hex[SUM_TEXT + 1];

    next_sum(sum, rest, strlen(rest));
    hex_encode(sum, HASH_LEN, hex);
    bytes_addf(out, "%s %s\n", hex, rest);
}

/* ---- Reading ---- */

static bool parse_der(char *hex, struct register_fact *f)
{
    size_t len = strlen(hex);
    uint8_t *der;

    if (strcmp(hex, "-") == 0)
        return f->kind != REGISTER_ISSUED;
    if (f->kind != REGISTER_ISSUED || len == 0 || len % 2 != 0)
        return false;
    der = xcalloc(len / 2, 1);
    if (!hex_decode(hex, der, len / 2)) {
        free(der);
        return false;
    }
    f->der = der;
    f->der_len = len / 2;
    return true;
}

/* rest is "KIND SITE HASH DER NAME"; it is cut into pieces. */
static bool parse_fact(char *rest, struct register_fact *f)
{
    char *word[4], *end;
    size_t kind = 0;

    for (size_t i = 0; i < 4; i++) {
        word[i] = rest;
        rest = strchr(rest, ' ');
        if (rest == NULL)
            return false;
        *rest++ = '\0';
    }
    while (kind < N_KINDS && strcmp(KINDS[kind], word[0]) != 0)
        kind++;
    if (kind == N_KINDS || strlen(rest) > MAX_NAME || rest[0] == '\0')
        return false;
    *f = (struct register_fact){.kind = (enum register_kind)kind};
    f->site = strtoll(word[1], &end, 10);
    if (*end != '\0' || f->site <= 0 || !hex_decode(word[2], f->hash, HASH_LEN))
        return false;
    snprintf(f->name, sizeof f->name, "%s", rest);
    return parse_der(word[3], f);
}

/* The slot where a fact is, or the free one where it belongs: hashes are even,
 * so their first bytes say where to look. */
static size_t *find_slot(const struct register_book *b, enum register_kind kind,
    const uint8_t hash[static HASH_LEN])
{
    size_t at = 0;

    for (size_t i = 0; i < sizeof at; i++)
        at = at << 8 | hash[i];
    for (at += (size_t)kind;; at++) {
        size_t *slot = &b->slot[at & (2 * b->cap - 1)];
        const struct register_fact *f;

        if (*slot == 0)
            return slot;
        f = &b->fact[*slot - 1];
        if (f->kind == kind && memcmp(f->hash, hash, HASH_LEN) == 0)
            return slot;
    }
}

static void grow(struct register_book *b)
{
    b->cap = b->cap == 0 ? 16 : 2 * b->cap;
    b->fact = xrealloc(b->fact, b->cap, sizeof *b->fact);
    free(b->slot);
    b->slot = xcalloc(2 * b->cap, sizeof *b->slot);
    for (size_t i = 0; i < b->n; i++)
        *find_slot(b, b->fact[i].kind, b->fact[i].hash) = i + 1;
}

static void keep(struct register_book *b, const struct register_fact *f)
{
    if (b->n == b->cap)
        grow(b);
    b->fact[b->n++] = *f;
    *find_slot(b, f->kind, f->hash) = b->n;
}

/* One line without its end. */
static bool read_line(struct register_book *b, char *line)
{
    uint8_t sum[HASH_LEN], claimed[HASH_LEN];
    struct register_fact f;
    char *rest = line + SUM_TEXT + 1;

    if (strlen(line) <= SUM_TEXT + 1 || line[SUM_TEXT] != ' ')
        return false;
    line[SUM_TEXT] = '\0';
    memcpy(sum, b->sum, HASH_LEN);
    next_sum(sum, rest, strlen(rest));
    if (!hex_decode(line, claimed, HASH_LEN) ||
        memcmp(sum, claimed, HASH_LEN) != 0)
        return false;
    memcpy(b->sum, sum, HASH_LEN);
    if (b->lines > 0) {
        if (!parse_fact(rest, &f))
            return false;
        keep(b, &f);
        return true;
    }
    if (strncmp(rest, TITLE, sizeof TITLE - 1) != 0 ||
        strlen(rest) != sizeof TITLE - 1 + ID_TEXT)
        return false;
    memcpy(b->id, rest + sizeof TITLE - 1, ID_TEXT + 1);
    return true;
}

/* Read on behind what was read; b->len stops before the first damaged line. */
static enum wk_err read_on(struct register_book *b, char why[static WHY_MAX])
{
    uint8_t *data = NULL;
    size_t len;
    enum wk_err err = file_read(b->path, REGISTER_MAX, &data, &len);
    char *line, *end;

    if (err != WK_OK) {
        snprintf(why, WHY_MAX, "register: %s", wk_err_text(err));
        return err;
    }
    if (len < b->len)
        err = WK_ECHECK;
    while (err == WK_OK && b->len < len) {
        line = (char *)data + b->len;
        end = memchr(line, '\n', len - b->len);
        if (end != NULL)
            *end = '\0';
        if (end == NULL || strlen(line) != (size_t)(end - line) ||
            !read_line(b, line)) {
            err = WK_ECHECK;
        } else {
            b->lines++;
            b->len += (size_t)(end - line) + 1;
        }
    }
    if (err == WK_OK && b->lines == 0)
        err = WK_ECHECK;
    if (err != WK_OK)
        snprintf(why, WHY_MAX, "register, line %zu: damaged", b->lines + 1);
    free(data);
    return err;
}

/* Cut off a last line that has no end; everything before it is sound. */
static enum wk_err cut_tail(struct register_book *b)
{
    uint8_t *data = NULL;
    size_t len;
    enum wk_err err = file_read(b->path, REGISTER_MAX, &data, &len);

    if (err == WK_OK &&
        (b->lines == 0 || memchr(data + b->len, '\n', len - b->len) != NULL))
        err = WK_ECHECK;
    if (err == WK_OK) {
        log_warn(
            "%s: the last line was never finished; cutting it off", b->path);
        err = file_replace(b->path, data, b->len, 0600);
    }
    free(data);
    return err;
}

enum wk_err register_open(const char *path, bool mend,
    struct register_book **out, char why[static WHY_MAX])
{
    struct register_book *b;
    enum wk_err err;

    if (!file_exists(path)) {
        snprintf(why, WHY_MAX, "register: missing");
        return WK_ENOTFOUND;
    }
    b = xcalloc(1, sizeof *b);
    b->path = xstrdup(path);
    err = read_on(b, why);
    if (err == WK_ECHECK && mend)
        err = cut_tail(b);
    if (err == WK_OK)
        *out = b;
    else
        register_close(b);
    return err;
}

enum wk_err register_salvage(const char *path, struct register_book **out)
{
    struct register_book *b = xcalloc(1, sizeof *b);
    char why[WHY_MAX];
    enum wk_err err;

    b->path = xstrdup(path);
    err = read_on(b, why);
    if (err != WK_OK && err != WK_ECHECK) {
        register_close(b);
        return err;
    }
    *out = b;
    return WK_OK;
}

void register_close(struct register_book *b)
{
    if (b == NULL)
        return;
    for (size_t i = 0; i < b->n; i++)
        free(b->fact[i].der);
    free(b->fact);
    free(b->slot);
    free(b->path);
    free(b);
}

enum wk_err register_refresh(struct register_book *b)
{
    char why[WHY_MAX];
    struct stat st;
    enum wk_err err;

    if (stat(b->path, &st) == 0 && (size_t)st.st_size == b->len)
        return WK_OK; /* lines are only appended */
    err = read_on(b, why);
    if (err != WK_OK)
        log_alarm("%s", why);
    return err;
}

const char *register_id(const struct register_book *b)
{
    return b->id;
}

size_t register_size(const struct register_book *b)
{
    return b->n;
}

const struct register_fact *register_at(
    const struct register_book *b, size_t index)
{
    return &b->fact[index];
}

bool register_has(const struct register_book *b, enum register_kind kind,
    const uint8_t hash[static HASH_LEN])
{
    return b->n > 0 && *find_slot(b, kind, hash) != 0;
}

/* ---- Writing ---- */

enum wk_err register_create(const char *path)
{
    struct bytes text = bytes_new(LINE_MAX_LEN);
    uint8_t id[ID_LEN], sum[HASH_LEN] = {0};
    char hex[ID_TEXT + 1], rest[sizeof TITLE + ID_TEXT];
    enum wk_err err = WK_EEXIST;

    if (file_exists(path))
        return err;
    random_bytes(id, sizeof id);
    hex_encode(id, sizeof id, hex);
    snprintf(rest, sizeof rest, "%s%s", TITLE, hex);
    add_line(sum, rest, &text);
    err = file_replace(path, text.data, text.len, 0600);
    bytes_free(&text);
    return err;
}

enum wk_err register_add(
    struct register_book *b, const struct register_fact *fact)
{
    struct bytes rest = bytes_new(LINE_MAX_LEN);
    struct bytes line = bytes_new(LINE_MAX_LEN + SUM_TEXT + 2);
    struct register_fact copy = *fact;
    char hash[SUM_TEXT + 1], *der;
    uint8_t sum[HASH_LEN];
    enum wk_err err = register_refresh(b);

    if (err != WK_OK || register_has(b, fact->kind, fact->hash))
        return err;
    hex_encode(fact->hash, HASH_LEN, hash);
    der = xcalloc(2 * fact->der_len + 2, 1);
    der[0] = '-';
    if (fact->der_len > 0)
        hex_encode(fact->der, fact->der_len, der);
    bytes_addf(&rest, "%s %" PRId64 " %s %s %s", KINDS[fact->kind], fact->site,
        hash, der, fact->name);
    memcpy(sum, b->sum, HASH_LEN);
    add_line(sum, bytes_text(&rest), &line);
    err = bytes_over(&rest) ? WK_ETOOBIG
                            : file_append(b->path, line.data, line.len, 0600);
    if (err == WK_OK) {
        memcpy(b->sum, sum, HASH_LEN);
        b->lines++;
        b->len += line.len;
        copy.der = fact->der_len > 0 ? xmemdup(fact->der, fact->der_len) : NULL;
        keep(b, &copy);
    }
    free(der);
    bytes_free(&rest);
    bytes_free(&line);
    return err;
}
