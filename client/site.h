/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * site.h - the state directory of one site, opened.
 *
 *   site.db head device.key lock tls/{key,cert,ca}.pem  and, if there is one,
 *   site.conf
 *
 * Whoever has it open holds slot 0 of the lock file shared, so that restore,
 * which needs it alone, cannot swap the database under anybody.
 *
 * Ownership  site_open() and its like hand over a site, ended by site_close();
 *            what it lends lives as long.  One site belongs to one thread;
 *            another thread opens its own with site_reopen().
 * Errors     Each is logged, naming the file.  WK_ECHECK: damaged, foreign, of
 *            another user or readable by others.  WK_EBUSY: being restored.
 */
#ifndef WK_SITE_H
#define WK_SITE_H

#include "seal.h"
#include "site_config.h"

#define SITE_DEFAULT_DIR "/var/lib/weerklank-site"

/* Slots of the lock file. */
enum {
    SITE_LOCK_USE,    /* shared by everyone; alone for restore and init */
    SITE_LOCK_NIGHT,  /* alone while a night runs or an identity changes */
    SITE_LOCK_SERVE,  /* alone while the daemon runs */
    SITE_LOCK_BACKUP, /* alone while a backup is written */
};

struct site;

/* state_dir and config may be NULL for the defaults. */
WK_MUST_USE enum wk_err site_open(
    const char *state_dir, const char *config, struct site **out);
WK_MUST_USE enum wk_err site_reopen(const struct site *s, struct site **out);
void site_close(struct site *s); /* NULL has no effect */

/*
 * Make a state directory: keys, database, first era.  WK_EEXIST when it is
 * one already.  What an interrupted attempt left is used.  The caller adds the
 * first account and calls site_created(), which makes it all count.
 */
WK_MUST_USE enum wk_err site_create(const char *state_dir, const char *config,
    const char *name, struct site **out);
WK_MUST_USE enum wk_err site_created(struct site *s);

/*
 * Lock the directory alone and prepare its files for another database: for
 * restore.  There is no store and no seal in such a site.
 */
WK_MUST_USE enum wk_err site_open_alone(
    const char *state_dir, const char *config, struct site **out);

struct store *site_store(const struct site *s);
struct seal *site_seal(const struct site *s);
const struct site_config *site_settings(const struct site *s);
const char *site_folder(const struct site *s);

/* "FOLDER/name", which the caller frees. */
char *site_path(const struct site *s, const char *name);

/* What people call this site: from site.conf, or as enrolled or made. */
void site_name(const struct site *s, char out[static MAX_NAME + 1]);

/* Hold another slot; WK_EBUSY (not logged) when somebody else does. */
struct file_lock;
WK_MUST_USE enum wk_err site_lock(
    const struct site *s, unsigned slot, struct file_lock **lock);

/* The local date. */
int64_t site_today(void);

/* What the clock says now, and the centre's last date. */
struct seal_clock site_clock(const struct site *s);

/* Write a line into the site's log: what staff did, never what visitors did. */
void site_note(struct site *s, const char *who, const char *fmt, ...)
    WK_PRINTF(3, 4);
/* The same, unless this very line was written today already: for what people
 * do many times a day, of which the number is nobody's business. */
void site_note_once(struct site *s, const char *who, const char *fmt, ...)
    WK_PRINTF(3, 4);
/* The same as an alarm: somebody must look. */
void site_alarm(struct site *s, const char *fmt, ...) WK_PRINTF(2, 3);

#endif
