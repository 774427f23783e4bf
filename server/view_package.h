/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * view_package.h - everything that is told, as a data package (Frictionless,
 * datapackage.org): a descriptor and the CSV files that it names.
 *
 * The figures are those of view_compare(), question by question, so what that
 * does not tell is not in them.
 *
 * Source  server/datapackage.json; common/API.md, "GET
 * /api/v1/datapackage.json".
 */
#ifndef WK_VIEW_PACKAGE_H
#define WK_VIEW_PACKAGE_H

#include "view.h"

enum { VIEW_PACKAGE_MAX = 256 * 1024 * 1024 }; /* bytes of one file */

/* "datapackage.json" first, then the files that it names. */
enum { VIEW_PACKAGE_FILES = 4 };
extern const char *const VIEW_PACKAGE_NAME[VIEW_PACKAGE_FILES];

/* One of them; WK_ENOTFOUND for another name.  out may take
 * VIEW_PACKAGE_MAX. */
WK_MUST_USE enum wk_err view_package(struct ledger *l, const struct audience *a,
    struct view_terms terms, const char *name, struct bytes *out);

#endif
