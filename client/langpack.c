/* SPDX-License-Identifier: EUPL-1.2 */
#include "langpack.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "asset.h"
#include "crypto.h"
#include "questionnaire.h"
#include "xalloc.h"

enum { PACK_MAX_TEXT = 1024 * 1024 };

static const char PREFIX[] = "assets/pack-";
static const char *const SECTIONS[] = {
    "words", "questions", "answers", "themes", "months"};
enum { N_SECTIONS = sizeof SECTIONS / sizeof SECTIONS[0] };
static const char *const INTENTION[] = {"I1", "I2", "I3", "I4", "I5", "I6"};

static struct langpack *packs;
static size_t n_packs;

/* ---- Reading ---- */

/* The JSON of an asset; our own build made it. */
static struct json *parse(const struct asset *a)
{
    struct json *j = NULL;
    char why[WHY_MAX];
    enum wk_err err = json_parse(a->data, a->len, &j, why, sizeof why);

    assert(err == WK_OK);
    (void)err;
    return j;
}

/* What the string at an address says, or "". */
static const char *says(
    const struct json *pack, const char *section, const char *key)
{
    return json_get_text(json_get(json_get(pack, section), key), "text");
}

static bool is_blank(const char *s)
{
    return s[strspn(s, " \t\n")] == '\0';
}

static const char *keep(const struct json *pack, const char *key)
{
    return xstrdup(json_get_text(pack, key));
}

/* The hash covers the strings alone, whatever their order: a review is of
 * those, and outlives a new font or another name for the script. */
static void hash_strings(
    const struct json *pack, char out[static 2 * HASH_LEN + 1])
{
    struct json *strings = json_new_object();
    struct bytes text = bytes_new(PACK_MAX_TEXT);
    uint8_t hash[HASH_LEN];

    for (size_t i = 0; i < N_SECTIONS; i++)
        if (json_get(pack, SECTIONS[i]) != NULL)
            json_set_new(strings, SECTIONS[i],
                json_new_copy(json_get(pack, SECTIONS[i])));
    json_write(strings, true, &text);
    assert(!bytes_over(&text));
    crypto_sha256(text.data, text.len, hash);
    hex_encode(hash, HASH_LEN, out);
    bytes_free(&text);
    json_free(strings);
}

static void read_pack(const struct asset *a, struct langpack *out)
{
    struct json *j = parse(a);
    const char *status = json_text(json_get(j, "status"));
    size_t len = strlen(a->name) + 2;
    char *url = xcalloc(len, 1);

    snprintf(url, len, "/%s", a->name);
    *out = (struct langpack){.language = keep(j, "language"),
        .endonym = keep(j, "endonym"),
        .direction = keep(j, "direction"),
        .script = keep(j, "script"),
        .url = url,
        .welcome = xstrdup(says(j, "words", "welcome")),
        .choose = xstrdup(says(j, "words", "choose")),
        .source = status != NULL && strcmp(status, "source") == 0,
        .has_intention = true};
    for (size_t i = 0; i < sizeof INTENTION / sizeof INTENTION[0]; i++)
        if (is_blank(says(j, "words", INTENTION[i])))
            out->has_intention = false;
    hash_strings(j, out->hash);
    json_free(j);
}

const struct langpack *langpack_all(size_t *n)
{
    const struct asset_table *t = &SITE_ASSETS;

    if (packs == NULL) {
        packs = xcalloc(t->n + 1, sizeof *packs);
        for (size_t i = 0; i < t->n; i++)
            if (strncmp(t->asset[i].name, PREFIX, strlen(PREFIX)) == 0)
                read_pack(&t->asset[i], &packs[n_packs++]);
    }
    *n = n_packs;
    return packs;
}

const struct langpack *langpack_find(const char *language)
{
    size_t n;
    const struct langpack *all = langpack_all(&n);

    for (size_t i = 0; i < n; i++)
        if (strcmp(all[i].language, language) == 0)
            return &all[i];
    return NULL;
}

bool langpack_has_intention(const char *language)
{
    const struct langpack *p = langpack_find(language);

    return p != NULL && p->has_intention;
}

struct json *langpack_json(const struct langpack *p)
{
    return parse(asset_find(&SITE_ASSETS, p->url + 1));
}

/* ---- What is missing ---- */

static void add_missing(const struct json *source, const struct json *own,
    const char *section, struct json *out)
{
    const struct json *all = json_get(source, section);

    for (const char *key = json_next_key(all, NULL); key != NULL;
         key = json_next_key(all, key))
        if (is_blank(says(own, section, key))) {
            char address[2 * MAX_ID + 2];

            snprintf(address, sizeof address, "%s.%s", section, key);
            json_append_new(out, json_new_text(address));
        }
}

struct json *langpack_missing(const struct langpack *p)
{
    struct json *out = json_new_array(), *own = langpack_json(p), *source;
    const struct langpack *of = NULL, *all;
    size_t n;

    all = langpack_all(&n);
    for (size_t i = 0; i < n && of == NULL; i++)
        if (all[i].source)
            of = &all[i];
    assert(of != NULL);
    source = langpack_json(of);
    for (size_t i = 0; i < N_SECTIONS; i++)
        add_missing(source, own, SECTIONS[i], out);
    json_free(source);
    json_free(own);
    return out;
}
