/* SPDX-License-Identifier: EUPL-1.2 */
/* log.h - leveled lines to standard error, in the form journald understands.
 * A line never tells anything about a single visit. */
#ifndef WK_LOG_H
#define WK_LOG_H

#include "err.h"

void log_info(const char *fmt, ...) WK_PRINTF(1, 2);
void log_warn(const char *fmt, ...) WK_PRINTF(1, 2);
void log_alarm(const char *fmt, ...) WK_PRINTF(1, 2); /* somebody must look */

#endif
