/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_backup.c - "backup" and "restore".  A backup is the database; the keys
 * of the site authority never leave ca/ through a program. */
#include "central_cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cells.h"
#include "log.h"
#include "verify.h"
#include "xalloc.h"

enum { BACKUP_MAX = 1024 * 1024 * 1024 };

static char *with_suffix(const char *path, const char *suffix)
{
    struct bytes b = bytes_new(MAX_PEM);
    size_t len;

    bytes_addf(&b, "%s%s", path, suffix);
    return (char *)bytes_take(&b, &len);
}

enum wk_err central_cmd_backup(const struct cmd_args *a)
{
    char *fresh = with_suffix(a->arg[0], ".new");
    struct central *c = NULL;
    enum wk_err err = central_open(a, CENTRAL_USE, &c);

    if (err == WK_OK) {
        unlink(fresh); /* of a backup that was cut short */
        err = db_copy(ledger_db(c->ledger), fresh);
    }
    if (err == WK_OK)
        err = file_move(fresh, a->arg[0]);
    else if (c != NULL)
        unlink(fresh);
    if (err == WK_OK)
        printf("%s holds the database; keep %s/ca and %s/register in the "
               "safe beside it\n",
            a->arg[0], c->dir, c->dir);
    free(fresh);
    central_close(c);
    return err;
}

static void print_fault(void *arg, const char *place)
{
    log_warn("%s: damaged: %s", (const char *)arg, place);
}

/* Nothing is put back that would not pass verify. */
static enum wk_err check_backup(struct ledger *l, const char *name)
{
    char *path = xstrdup(name); /* report() takes no const */
    enum wk_err err = db_verify(ledger_db(l), print_fault, path);

    if (err == WK_OK)
        err = verify_ledger(l, print_fault, path);
    if (err == WK_OK)
        err = cells_verify(l, print_fault, path);
    free(path);
    return err;
}

/* A copy of the backup beside the database, checked and made to fit the keys
 * that are here. */
static enum wk_err prepare(
    const struct central *c, const char *backup, const char *copy)
{
    struct ledger *l = NULL;
    uint8_t *data = NULL;
    size_t len = 0;
    enum wk_err err = file_read(backup, BACKUP_MAX, &data, &len);

    if (err == WK_OK)
        err = file_replace(copy, data, len, 0600);
    free(data);
    if (err == WK_OK)
        err = central_ledger_open(copy, &l);
    if (err == WK_OK)
        err = check_backup(l, backup);
    if (err == WK_OK)
        err = central_keys_sum(l, c->dir);
    if (err == WK_OK) /* A WAL would stay behind under the old name. */
        err = db_truncate_wal(ledger_db(l));
    ledger_close(l);
    if (err == WK_ECHECK || err == WK_ESCHEMA)
        log_warn(
            "%s: not a sound backup of a centre; nothing was changed", backup);
    return err;
}

/* What only a newer program can read is not thrown away by an older one;
 * whatever else is wrong with the present database, it may be replaced. */
static enum wk_err check_present(const char *path)
{
    struct ledger *l = NULL;
    enum wk_err err = WK_OK;

    if (file_exists(path))
        err = central_ledger_open(path, &l);
    ledger_close(l);
    return err == WK_ESCHEMA ? err : WK_OK;
}

static void remove_beside(const char *path, const char *suffix)
{
    char *name = with_suffix(path, suffix);

    unlink(name);
    free(name);
}

static enum wk_err put_back(const struct central *c, const char *backup)
{
    char *copy = file_join(c->dir, "central.db.restore");
    char *path = file_join(c->dir, "central.db");
    enum wk_err err = central_keys_check(c->dir);

    if (err == WK_OK)
        err = check_present(path);
    if (err == WK_OK)
        err = prepare(c, backup, copy);
    if (err == WK_OK) {
        /* The journal of the old database must never meet the new one. */
        remove_beside(path, "-wal");
        remove_beside(path, "-shm");
        err = file_move(copy, path);
    }
    if (err != WK_OK)
        unlink(copy);
    remove_beside(copy, "-wal");
    remove_beside(copy, "-shm");
    free(copy);
    free(path);
    return err;
}

enum wk_err central_cmd_restore(const struct cmd_args *a)
{
    bool confirm = cmd_flag(a, "confirm-sites");
    struct central *c = NULL;
    enum wk_err err;

    if (a->n == 0 && !confirm)
        return cmd_usage(a, "a FILE or --confirm-sites is needed");
    err = central_open(a, CENTRAL_ALONE, &c);
    if (err == WK_OK && a->n > 0)
        err = put_back(c, a->arg[0]);
    if (err == WK_OK)
        err = central_load(c);
    if (err == WK_OK && a->n > 0)
        err = central_log(c, "console", 0, false, "database restored");
    if (err == WK_OK && confirm)
        err = central_register_confirm(c);
    if (err == WK_OK && c->closed[0] != '\0')
        log_alarm("%s", c->closed);
    central_close(c);
    return err;
}
