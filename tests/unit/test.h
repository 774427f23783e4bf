/* SPDX-License-Identifier: EUPL-1.2 */
/* test.h - cmocka with the headers it needs, and a folder to work in. */
#ifndef WK_TEST_H
#define WK_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define N_OF(a) (sizeof(a) / sizeof(a)[0])

/* How far apart the faults of a row are that takes all of them with WK_LONG. */
static inline long test_stride(long everyday)
{
    return getenv("WK_LONG") != NULL ? 1 : everyday;
}

/* A new empty folder, mode 0700; the caller frees the path. */
static inline char *test_folder(void)
{
    const char *base = getenv("TMPDIR");
    size_t len = strlen(base != NULL ? base : "/tmp") + 20;
    char *path = malloc(len);

    assert_non_null(path);
    snprintf(path, len, "%s/wk-test-XXXXXX", base != NULL ? base : "/tmp");
    assert_non_null(mkdtemp(path));
    return path;
}

/* Remove the folder with the plain files in it, and free the path. */
static inline void test_folder_end(char *path)
{
    DIR *d = opendir(path);
    struct dirent *e;

    assert_non_null(d);
    while ((e = readdir(d)) != NULL)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            assert_int_equal(unlinkat(dirfd(d), e->d_name, 0), 0);
    closedir(d);
    assert_int_equal(rmdir(path), 0);
    free(path);
}

#endif
