/* SPDX-License-Identifier: EUPL-1.2 */
/* central_sql.h - the steps of server/sql, made into C by common/db/sql.cmake. */
#ifndef WK_CENTRAL_SQL_H
#define WK_CENTRAL_SQL_H

#include <stddef.h>

extern const char *const CENTRAL_MIGRATIONS[];
extern const size_t CENTRAL_N_MIGRATIONS;

#endif
