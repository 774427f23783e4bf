/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * site_backup.h - a copy of chain, projects, questionnaires and accounts, and
 * the way back.
 *
 * A backup holds no answer set, no key of a pool, no device key and no head
 * file: it can be kept where other backups are.  Open pools are left out, so
 * that collecting goes on with new keys after a restore.
 *
 * Errors  Each is logged.  WK_EEXIST: the file is there already.  WK_EBUSY:
 *         another backup is being written.  WK_ECHECK: not a backup, or
 *         damaged.
 */
#ifndef WK_SITE_BACKUP_H
#define WK_SITE_BACKUP_H

#include "site.h"

WK_MUST_USE enum wk_err site_backup_write(struct site *s, const char *path);

/*
 * Delete what a backup that was killed left: its copy still holds answers and
 * keys.  No effect while one is being written.
 */
void site_backup_clean(const struct site *s);

/* s is from site_open_alone(). */
WK_MUST_USE enum wk_err site_backup_restore(struct site *s, const char *path);

#endif
