/* SPDX-License-Identifier: EUPL-1.2 */
#define _XOPEN_SOURCE 700 /* realpath() */
#include "rig.h"

#include <dirent.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[PATH_MAX];

void rig_must(bool good, const char *fmt, ...)
{
    va_list ap;

    if (good)
        return;
    va_start(ap, fmt);
    fputs("bench: ", stderr);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
    exit(1);
}

static void remove_all(const char *path)
{
    DIR *d = opendir(path);
    const struct dirent *e;

    while (d != NULL && (e = readdir(d)) != NULL) {
        char below[PATH_MAX];

        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        if (snprintf(below, sizeof below, "%s/%s", path, e->d_name) <
                (int)sizeof below &&
            unlink(below) != 0)
            remove_all(below);
    }
    if (d != NULL)
        closedir(d);
    (void)rmdir(path);
}

static void remove_folder(void)
{
    remove_all(folder);
}

const char *rig_folder(void)
{
    char name[] = "bench-XXXXXX";

    if (folder[0] != '\0')
        return folder;
    rig_must(mkdtemp(name) != NULL && realpath(name, folder) != NULL,
        "no folder here");
    atexit(remove_folder);
    return folder;
}

static char *next_text(void)
{
    static char text[8][2 * PATH_MAX];
    static unsigned n;

    n = (n + 1) % 8;
    return text[n];
}

const char *rig_path(const char *name)
{
    char *path = next_text();

    snprintf(path, 2 * PATH_MAX, "%s/%s", rig_folder(), name);
    return path;
}

void rig_write(const char *name, const char *text)
{
    const char *path = rig_path(name);
    FILE *f = fopen(path, "w");

    rig_must(f != NULL && fputs(text, f) >= 0 && fclose(f) == 0 &&
            chmod(path, 0600) == 0,
        "%s: cannot be written", path);
}

void rig_drop(const char *name)
{
    remove_all(rig_path(name));
}

double rig_size(const char *name)
{
    struct stat st = {.st_size = 0};

    (void)stat(rig_path(name), &st);
    return (double)st.st_size;
}

const char *rig_program(const char *name)
{
    const char *bin = getenv("WK_BIN");
    char *path = next_text();

    snprintf(path, 2 * PATH_MAX, "%s/%s", bin != NULL ? bin : "bin", name);
    rig_must(access(path, X_OK) == 0, "%s: no such program", path);
    return path;
}
