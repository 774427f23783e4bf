/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * route.h - which row of a table answers a request.
 *
 * Pure module.  A row is a method and a path; a path that ends in '*' fits
 * every longer one.  A row for GET also answers HEAD.
 */
#ifndef WK_ROUTE_H
#define WK_ROUTE_H

#include <stddef.h>

enum route_fit { ROUTE_NONE, ROUTE_OTHER_METHOD, ROUTE_FITS };

/* How one row stands to a request. */
enum route_fit route_fit(const char *row_method, const char *row_path,
    const char *method, const char *path);

/* Add a row's method to the list of an Allow header, once, GET with HEAD;
 * a list that would not fit in cap stays as it was. */
void route_allow(const char *row_method, char *list, size_t cap);

#endif
