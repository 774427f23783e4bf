/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * site_backup.h - a copy of chain, projects, questionnaires and accounts, and
 * the way back.
 *
 * A backup holds no answer set, no key of a pool, no device key and no head
 * file: it can be kept where other backups are.  Open pools are left out, so
 * that collecting goes on with new keys after a restore.
 *
 * A backup with answers holds the open pools as well, all of it sealed to the
 * recovery key (recovery.h).  After a restore they are this device's; those of
 * months that the database so far had closed are destroyed at once, and those
 * of months that the centre has in the next night (night_adopt.c).
 *
 * Errors  Each is logged.  WK_EEXIST: the file is there already.  WK_EBUSY:
 *         another backup is being written.  WK_ENOTFOUND: no recovery key.
 *         WK_ECHECK: not a backup, damaged, or of another recovery key.
 */
#ifndef WK_SITE_BACKUP_H
#define WK_SITE_BACKUP_H

#include "site.h"

WK_MUST_USE enum wk_err site_backup_write(
    struct site *s, const char *path, bool answers);

/*
 * Delete what a backup or a restore that was killed left: its copy still holds
 * answers and keys.  No effect while a backup is being written; no restore can
 * be under way, since s is open.
 */
void site_backup_clean(const struct site *s);

/* s is from site_open_alone(); recovery_key is a private half for a backup
 * with answers, or NULL for one without. */
WK_MUST_USE enum wk_err site_backup_restore(
    struct site *s, const char *path, const uint8_t *recovery_key);

#endif
