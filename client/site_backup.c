/* SPDX-License-Identifier: EUPL-1.2 */
#include "site_backup.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "crypto.h"
#include "device_key.h"
#include "file.h"
#include "log.h"
#include "recovery.h"
#include "site_identity.h"
#include "store_people.h"
#include "xalloc.h"

enum {
    BACKUP_MAX = 1024 * 1024 * 1024, /* a database */
    SEALED_MAX = BACKUP_MAX + 2 * 1024 * 1024,
};

/* "path" with something behind it, which the caller frees. */
static char *beside(const char *path, const char *suffix)
{
    size_t size = strlen(path) + strlen(suffix) + 1;
    char *out = xcalloc(size, 1);

    snprintf(out, size, "%s%s", path, suffix);
    return out;
}

/* Delete a database and what SQLite keeps beside it. */
static void drop(const char *path)
{
    static const char *const SUFFIXES[] = {"", "-wal", "-shm", "-journal"};

    for (size_t i = 0; i < sizeof SUFFIXES / sizeof SUFFIXES[0]; i++) {
        char *p = beside(path, SUFFIXES[i]);

        if (unlink(p) != 0 && errno != ENOENT)
            log_warn("%s: could not be deleted: %s", p, strerror(errno));
        free(p);
    }
}

/* What a restore works on until it takes the place of site.db. */
#define FRESH "restore.tmp"

/* ---- Backup ---- */

/*
 * Take every answer set and every key out of a copy.  secure_delete writes
 * zeros over them in the copy, and the copy of the copy never had them.  Of
 * the pools only frozen ones stay, which explain a gap: a pool tells that
 * somebody answered in its period, and labels keep closed ones closed.
 */
static enum wk_err strip(const char *copy, const char *out)
{
    static const char SQL[] = "BEGIN IMMEDIATE;"
                              "DELETE FROM answer_set;"
                              "DELETE FROM card;"
                              "DELETE FROM box;"
                              "DELETE FROM pool WHERE state <> 4;"
                              "UPDATE pool SET wrapped_key = NULL;"
                              "COMMIT";
    struct store *s = NULL;
    enum wk_err err = store_open(copy, &s);

    if (err == WK_OK)
        err = db_exec(store_db(s), SQL);
    if (err == WK_OK)
        err = db_truncate_wal(store_db(s));
    if (err == WK_OK)
        err = db_copy(store_db(s), out);
    store_close(s);
    return err;
}

void site_backup_clean(const struct site *s)
{
    char *copy = site_path(s, "backup.tmp"), *fresh = site_path(s, FRESH);
    struct file_lock *lock = NULL;

    if (file_exists(copy) && site_lock(s, SITE_LOCK_BACKUP, &lock) == WK_OK)
        drop(copy);
    if (file_exists(fresh))
        drop(fresh);
    file_unlock(lock);
    free(copy);
    free(fresh);
}

/* Strip the copy, copy again, and only then let it have its name. */
static enum wk_err finish_plain(const char *copy, const char *path)
{
    char *out = beside(path, ".part");
    enum wk_err err;

    drop(out);
    err = strip(copy, out);
    if (err == WK_OK && chmod(out, 0600) != 0) {
        log_warn("%s: %s", out, strerror(errno));
        err = WK_EIO;
    }
    if (err == WK_OK)
        err = file_move(out, path);
    drop(out);
    free(out);
    return err;
}

/* Wrap the keys of a copy's pools with key, which from's wrapped till now.  Its
 * boxes open nothing there and go: what waits on a page waits for this site. */
static enum wk_err rewrap(
    const char *copy, struct seal *from, const uint8_t key[static SEAL_KEY_LEN])
{
    struct seal *to = seal_new(key);
    struct store *s = NULL;
    enum wk_err err = store_open(copy, &s);

    if (err == WK_OK)
        err = store_begin(s);
    if (err == WK_OK)
        err = seal_rewrap(from, to, s);
    if (err == WK_OK) /* one that was used since would be good once more */
        err = store_card_void(s, -1);
    if (err == WK_OK)
        err = db_exec(store_db(s), "DELETE FROM box");
    if (err == WK_OK)
        err = store_commit(s);
    if (s != NULL)
        store_rollback(s);
    if (err == WK_OK)
        err = db_truncate_wal(store_db(s));
    store_close(s);
    seal_free(to);
    return err;
}

/* Seal the copy, answers and all, to the recovery key. */
static enum wk_err finish_sealed(
    struct site *s, const char *copy, const char *path)
{
    struct bytes hex = bytes_new(MAX_TEXT);
    struct recovery r = {.once = {0}};
    uint8_t public_key[BOX_KEY_LEN], *db = NULL, *out = NULL;
    size_t len = 0, out_len = 0;
    enum wk_err err = store_meta_get(site_store(s), "recovery", &hex);

    if (err == WK_OK && !hex_decode(bytes_text(&hex), public_key, BOX_KEY_LEN))
        err = WK_ECHECK;
    if (err == WK_OK)
        err = recovery_begin(&r, public_key);
    if (err != WK_OK)
        log_warn("%s: no recovery key; make one with \"weerklank-site"
                 " recovery new\"",
            site_folder(s));
    if (err == WK_OK)
        err = rewrap(copy, site_seal(s), r.pool_key);
    if (err == WK_OK)
        err = file_read(copy, BACKUP_MAX, &db, &len);
    if (err == WK_OK) {
        recovery_seal(&r, db, len, &out, &out_len);
        err = file_replace(path, out, out_len, 0600);
    }
    crypto_wipe(&r, sizeof r);
    bytes_free(&hex);
    free(db);
    free(out);
    return err;
}

/* Copy first: the database goes on meanwhile. */
static enum wk_err write_to(struct site *s, const char *path, bool answers)
{
    char *copy = site_path(s, "backup.tmp");
    enum wk_err err;

    drop(copy);
    err = db_copy(store_db(site_store(s)), copy);
    if (err == WK_OK)
        err = answers ? finish_sealed(s, copy, path) : finish_plain(copy, path);
    drop(copy);
    free(copy);
    return err;
}

enum wk_err site_backup_write(struct site *s, const char *path, bool answers)
{
    struct file_lock *lock = NULL;
    enum wk_err err = site_lock(s, SITE_LOCK_BACKUP, &lock);

    if (err == WK_EBUSY)
        log_warn("%s: another backup is being written", site_folder(s));
    if (err == WK_OK && file_exists(path)) {
        log_warn("%s: exists already", path);
        err = WK_EEXIST;
    }
    if (err == WK_OK)
        err = write_to(s, path, answers);
    file_unlock(lock);
    return err;
}

/* ---- Restore ---- */

static void on_fault(void *arg, const char *place)
{
    log_warn("%s: %s", (const char *)arg, place);
}

/* The files of this machine stay, so their sums replace those of the copy.
 * key becomes the device key. */
static enum wk_err adopt_files(
    struct site *s, struct store *store, uint8_t key[static SEAL_KEY_LEN])
{
    char *path = site_path(s, "device.key");
    uint8_t sum[HASH_LEN];
    enum wk_err err = device_key_read(path, key, sum);

    if (err == WK_ENOTFOUND) {
        err = device_key_create(path);
        if (err == WK_OK)
            err = device_key_read(path, key, sum);
    }
    if (err == WK_OK)
        err = store_file_set(store, "device.key", sum);
    for (size_t i = 0; i < SITE_IDENTITY_FILES && err == WK_OK; i++) {
        char *file = site_path(s, SITE_IDENTITY_FILE[i]);

        if (file_exists(file)) {
            err = site_identity_sum(s, SITE_IDENTITY_FILE[i], sum);
            if (err == WK_OK)
                err = store_file_set(store, SITE_IDENTITY_FILE[i], sum);
        }
        free(file);
    }
    free(path);
    return err;
}

/* The pools of a sealed backup get this device's key. */
static enum wk_err adopt_pools(struct store *store, const struct recovery *r,
    const uint8_t device_key[static SEAL_KEY_LEN])
{
    struct seal *from = seal_new(r->pool_key), *to = seal_new(device_key);
    enum wk_err err = seal_rewrap(from, to, store);

    seal_free(from);
    seal_free(to);
    return err;
}

/* The database that is to be replaced; NULL when there is none to read.  One
 * of a newer version is not: what it knows of the past would be lost. */
static enum wk_err open_present(const struct site *s, struct store **out)
{
    char *path = site_path(s, "site.db");
    enum wk_err err = WK_OK;

    *out = NULL;
    if (file_exists(path))
        err = store_open(path, out);
    free(path);
    return err == WK_ESCHEMA ? err : WK_OK;
}

/* After which local release labels may have moved. */
static enum wk_err keep_locals(struct store *store)
{
    struct store_local *list = NULL;
    size_t n = 0;
    enum wk_err err = store_local_list(store, &list, &n);

    if (err == WK_OK)
        err = store_meta_set_int(
            store, "restored_local", n > 0 ? list[n - 1].id : 0);
    store_free_locals(list, n);
    return err;
}

/*
 * What the present database knows and an older one does not: when it last
 * adopted the centre's history (a restore is no way around the 30 days between
 * two), and which months had their closing night.  What was closed, released
 * or not, is not opened again.  Why it was closed is lost, so the history audit
 * must know after which entry labels may have moved.
 */
static enum wk_err keep_past(struct store *store, struct store *present)
{
    int64_t adopted = store_meta_int(present, "adopted", INT64_MIN);
    struct store_label *label = NULL;
    struct wire_head head;
    size_t n = 0;
    enum wk_err err = store_head(store, &head);

    if (err == WK_OK)
        err = store_meta_set_int(store, "restored", (int64_t)head.seq);
    if (err == WK_OK)
        err = keep_locals(store);
    if (err == WK_OK && adopted > store_meta_int(store, "adopted", INT64_MIN))
        err = store_meta_set_int(store, "adopted", adopted);
    if (err == WK_OK)
        err = store_label_list(present, &label, &n);
    for (size_t i = 0; i < n && err == WK_OK; i++)
        err = store_label_advance(store, &label[i], site_today());
    free(label);
    return err;
}

static enum wk_err note_restore(struct store *store)
{
    struct store_log line = {.date = site_today(),
        .alarm = true,
        .who = "restore",
        .what = "the database was restored from a backup"};

    return store_log_add(store, &line);
}

/* Check the copy and make it this machine's; r is NULL without answers. */
static enum wk_err prepare(struct site *s, const char *fresh, const char *from,
    const struct recovery *r)
{
    char name[MAX_TEXT + 1];
    uint8_t key[SEAL_KEY_LEN];
    struct bytes era = bytes_new(MAX_TEXT);
    struct store *store = NULL, *present = NULL;
    enum wk_err err = open_present(s, &present);

    if (err != WK_OK)
        return err;
    err = store_open(fresh, &store);
    snprintf(name, sizeof name, "%s", from);
    if (err == WK_OK && store_meta_get(store, "era", &era) != WK_OK)
        err = WK_ECHECK;
    if (err == WK_OK)
        err = db_verify(store_db(store), on_fault, name);
    if (err == WK_ECHECK || err == WK_ESCHEMA)
        log_warn("%s: not a sound backup of a site", from);
    if (err == WK_OK)
        err = store_begin(store);
    if (err == WK_OK)
        err = adopt_files(s, store, key);
    if (err == WK_OK && r != NULL)
        err = adopt_pools(store, r, key);
    crypto_wipe(key, sizeof key);
    if (err == WK_OK && present != NULL)
        err = keep_past(store, present);
    if (err == WK_OK)
        err = note_restore(store);
    if (err == WK_OK)
        err = store_commit(store);
    if (store != NULL)
        store_rollback(store);
    if (err == WK_OK)
        err = db_truncate_wal(store_db(store));
    store_close(store);
    store_close(present);
    bytes_free(&era);
    return err;
}

/* Take the database out of a sealed file; it stays as it is otherwise. */
static enum wk_err open_sealed(const char *from, const uint8_t *recovery_key,
    struct recovery *r, uint8_t **data, size_t *len)
{
    uint8_t *sealed = *data;
    enum wk_err err = WK_OK;

    if (recovery_key != NULL) {
        *data = NULL;
        err = recovery_open(recovery_key, sealed, *len, r, data, len);
        if (err != WK_OK)
            log_warn("%s: not a sound backup with answers, or of another"
                     " recovery key",
                from);
        free(sealed);
    } else if (recovery_is_sealed(sealed, *len)) {
        log_warn("%s: holds answers, and needs --recovery-key", from);
        err = WK_ECHECK;
    }
    return err;
}

/* Copy the database as it is; what it holds is checked in the copy. */
static enum wk_err copy_file(const char *from, const char *to,
    const uint8_t *recovery_key, struct recovery *r)
{
    uint8_t *data = NULL;
    size_t len = 0;
    enum wk_err err = file_read(from, SEALED_MAX, &data, &len);

    if (err == WK_OK)
        err = open_sealed(from, recovery_key, r, &data, &len);
    if (err == WK_OK && len == 0) {
        log_warn("%s: empty", from);
        err = WK_ECHECK;
    }
    if (err == WK_OK)
        err = file_replace(to, data, len, 0600);
    free(data);
    return err;
}

/* Put the new database in the place of the old one. */
static enum wk_err swap(const char *fresh, const char *path)
{
    static const char *const SUFFIXES[] = {"-wal", "-shm", "-journal"};

    /* What the old database has in its WAL must not meet the new one. */
    for (size_t i = 0; i < sizeof SUFFIXES / sizeof SUFFIXES[0]; i++) {
        char *p = beside(path, SUFFIXES[i]);

        unlink(p);
        free(p);
    }
    return file_move(fresh, path);
}

enum wk_err site_backup_restore(
    struct site *s, const char *path, const uint8_t *recovery_key)
{
    char *fresh = site_path(s, FRESH), *db = site_path(s, "site.db");
    char *tls = site_path(s, "tls");
    struct recovery r = {.once = {0}};
    enum wk_err err;

    drop(fresh);
    err = file_make_folder(tls);
    if (err == WK_OK)
        err = copy_file(path, fresh, recovery_key, &r);
    if (err == WK_OK)
        err = prepare(s, fresh, path, recovery_key != NULL ? &r : NULL);
    if (err == WK_OK)
        err = swap(fresh, db);
    drop(fresh);
    crypto_wipe(&r, sizeof r);
    free(fresh);
    free(db);
    free(tls);
    return err;
}
