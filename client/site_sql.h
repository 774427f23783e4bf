/* SPDX-License-Identifier: EUPL-1.2 */
/* site_sql.h - the steps of client/sql, made into C by common/db/sql.cmake. */
#ifndef WK_SITE_SQL_H
#define WK_SITE_SQL_H

#include <stddef.h>

extern const char *const SITE_MIGRATIONS[];
extern const size_t SITE_N_MIGRATIONS;

#endif
