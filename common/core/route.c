/* SPDX-License-Identifier: EUPL-1.2 */
#include "route.h"

#include <stdbool.h>
#include <string.h>

static bool path_fits(const char *row, const char *path)
{
    size_t len = strlen(row);

    if (len == 0 || row[len - 1] != '*')
        return strcmp(row, path) == 0;
    return strncmp(row, path, len - 1) == 0 && strlen(path) >= len;
}

enum route_fit route_fit(const char *row_method, const char *row_path,
    const char *method, const char *path)
{
    if (!path_fits(row_path, path))
        return ROUTE_NONE;
    if (strcmp(row_method, method) == 0 ||
        (strcmp(row_method, "GET") == 0 && strcmp(method, "HEAD") == 0))
        return ROUTE_FITS;
    return ROUTE_OTHER_METHOD;
}

static bool is_listed(const char *list, const char *method)
{
    size_t len = strlen(method);

    for (const char *p = list; *p != '\0'; p += strspn(p, ", ")) {
        size_t n = strcspn(p, ",");

        if (n == len && memcmp(p, method, len) == 0)
            return true;
        p += n;
    }
    return false;
}

static void append(const char *method, char *list, size_t cap)
{
    size_t len = strlen(list), add = strlen(method);

    if (is_listed(list, method) || len + 2 + add + 1 > cap)
        return;
    if (len > 0) {
        memcpy(list + len, ", ", 2);
        len += 2;
    }
    memcpy(list + len, method, add + 1);
}

void route_allow(const char *row_method, char *list, size_t cap)
{
    append(row_method, list, cap);
    if (strcmp(row_method, "GET") == 0)
        append("HEAD", list, cap);
}
