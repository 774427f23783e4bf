/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * embed.c - build tool: a folder of pages as one C file.
 *
 *   wk_embed SYMBOL FOLDER OUT.c
 *
 * OUT.c takes every file of FOLDER and of FOLDER/assets in with .incbin and
 * defines struct asset_table SYMBOL over them, sorted by name (asset.h);
 * NAME.gz is no row of its own but the packed form of NAME.  The content of
 * each file is in OUT.c as a checksum too, so that a change of any byte makes
 * the compiler run again.
 */
#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MAX_FILES = 256, MAX_PATH = 1024 };

static const struct {
    const char *ext, *type;
} TYPES[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".json", "application/json"},
    {".png", "image/png"},
};

static char names[MAX_FILES][MAX_PATH]; /* relative to the folder */
static size_t n_names;

static const char *type_of(const char *name)
{
    const char *ext = strrchr(name, '.');

    for (size_t i = 0; ext != NULL && i < sizeof TYPES / sizeof TYPES[0]; i++)
        if (strcmp(ext, TYPES[i].ext) == 0)
            return TYPES[i].type;
    return NULL;
}

/* Whether the name may stand in a C string and in an address as it is. */
static bool plain(const char *name)
{
    return name[strspn(name,
               "abcdefghijklmnopqrstuvwxyz"
               "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/")] == 0;
}

static int compare(const void *a, const void *b)
{
    return strcmp(a, b);
}

static bool is_packed(const char *name)
{
    size_t len = strlen(name);

    return len > 3 && strcmp(name + len - 3, ".gz") == 0;
}

/* Note every file of folder/sub; sub is "" or ends in '/'. */
static bool list(const char *folder, const char *sub)
{
    char path[MAX_PATH];
    bool ok = true;
    DIR *d;

    snprintf(path, sizeof path, "%s/%s", folder, sub);
    d = opendir(path);
    if (d == NULL) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return false;
    }
    for (struct dirent *e = readdir(d); ok && e != NULL; e = readdir(d)) {
        if (e->d_name[0] == '.' || strcmp(e->d_name, "assets") == 0)
            continue;
        ok = n_names < MAX_FILES && plain(e->d_name) &&
            (type_of(e->d_name) != NULL || is_packed(e->d_name)) &&
            snprintf(names[n_names++], MAX_PATH, "%s%s", sub, e->d_name) <
                MAX_PATH;
        if (!ok)
            fprintf(stderr, "%s%s: cannot be embedded\n", path, e->d_name);
    }
    closedir(d);
    return ok;
}

/* FNV-1a over the file, and its length. */
static bool sum(const char *path, uint64_t *hash, size_t *len)
{
    FILE *f = fopen(path, "rb");
    int c;

    if (f == NULL) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return false;
    }
    *hash = UINT64_C(0xcbf29ce484222325);
    *len = 0;
    while ((c = getc(f)) != EOF) {
        *hash = (*hash ^ (uint64_t)c) * UINT64_C(0x100000001b3);
        ++*len;
    }
    return fclose(f) == 0;
}

static bool write_data(FILE *out, const char *symbol, const char *folder)
{
    char path[2 * MAX_PATH];

    for (size_t i = 0; i < n_names; i++) {
        uint64_t hash;
        size_t len;

        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        if (!sum(path, &hash, &len))
            return false;
        fprintf(out,
            "/* %s: %016llx */\n"
            "extern const uint8_t %s_%zu[] __attribute__((visibility("
            "\"hidden\")));\n"
            "__asm__(\".section .rodata\\n.balign 16\\n%s_%zu:\\n\"\n"
            "        \".incbin \\\"%s\\\"\\n.byte 0\\n.previous\\n\");\n"
            "enum { LEN_%zu = %zu };\n\n",
            names[i], (unsigned long long)hash, symbol, i, symbol, i, path, i,
            len);
    }
    return true;
}

/* Whether file i + 1 is file i, packed; sorted, they lie side by side. */
static bool has_packed(size_t i)
{
    size_t len = strlen(names[i]);

    return i + 1 < n_names && strncmp(names[i], names[i + 1], len) == 0 &&
        strcmp(names[i + 1] + len, ".gz") == 0;
}

static bool write_table(FILE *out, const char *symbol)
{
    size_t rows = 0;

    fprintf(out, "static const struct asset TABLE[] = {\n");
    for (size_t i = 0; i < n_names; i++, rows++) {
        fprintf(out, "    {\"%s\", \"%s\", %s_%zu, LEN_%zu, ", names[i],
            type_of(names[i]), symbol, i, i);
        if (has_packed(i)) {
            i++;
            fprintf(out, "%s_%zu, LEN_%zu},\n", symbol, i, i);
        } else {
            fprintf(out, "0, 0},\n");
        }
    }
    fprintf(out,
        "    {0, 0, 0, 0, 0, 0},\n};\n\n"
        "const struct asset_table %s = {TABLE, %zu};\n",
        symbol, rows);
    return ferror(out) == 0;
}

int main(int argc, char **argv)
{
    FILE *out;
    bool ok;

    if (argc != 4) {
        fprintf(stderr, "usage: wk_embed SYMBOL FOLDER OUT.c\n");
        return 2;
    }
    if (!list(argv[2], "") || !list(argv[2], "assets/"))
        return 1;
    qsort(names, n_names, sizeof names[0], compare);
    out = fopen(argv[3], "w");
    if (out == NULL) {
        fprintf(stderr, "%s: %s\n", argv[3], strerror(errno));
        return 1;
    }
    fprintf(out,
        "/* Made by common/web/embed.c from %s. */\n"
        "#include \"asset.h\"\n\n",
        argv[2]);
    ok = write_data(out, argv[1], argv[2]) && write_table(out, argv[1]);
    return fclose(out) == 0 && ok ? 0 : 1;
}
