/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_init.c - "init": a new centre in an empty folder. */
#include "central_cmd.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "log.h"
#include "xalloc.h"

enum { DATABASE_MAX = 64 * 1024 * 1024, NAMES_MAX = 256 };

/* The database's first name.  It is there before anything else and gone with
 * the last step, so it tells an init that was killed from a centre. */
#define FRESH "central.db.new"

/* Everything else init makes, the folders behind what is in them. */
static const char *const MADE[] = {FRESH "-wal", FRESH "-shm", "central.db",
    "register", "ca/key.pem", "ca/cert.pem", "tls/sync-key.pem",
    "tls/sync-cert.pem", "tls/web-key.pem", "tls/web-cert.pem", "ca", "tls"};
enum { N_MADE = sizeof MADE / sizeof MADE[0] };

/* Names as they stand in a certificate and, with spaces between, in meta. */
static enum wk_err check_hosts(
    const struct cmd_args *a, const char *const *hosts, size_t n)
{
    static const char ALLOWED[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:-";

    for (size_t i = 0; i < n; i++)
        if (strspn(hosts[i], ALLOWED) != strlen(hosts[i]) ||
            strlen(hosts[i]) > 253)
            return cmd_usage(a, "--host %s: not a name or address", hosts[i]);
    return WK_OK;
}

static enum wk_err check_empty(const char *dir)
{
    for (size_t i = 0; i < N_MADE; i++) {
        char *path = file_join(dir, MADE[i]);
        bool there = file_exists(path);

        if (there)
            log_warn(
                "%s is there already; init begins in an empty folder", path);
        free(path);
        if (there)
            return WK_EEXIST;
    }
    return WK_OK;
}

static void remove_in(const char *dir, const char *name, const char *suffix)
{
    struct bytes path = bytes_new(MAX_PEM);

    bytes_addf(&path, "%s/%s%s", dir, name, suffix);
    if (unlink(bytes_text(&path)) != 0)
        rmdir(bytes_text(&path));
    bytes_free(&path);
}

/* All but FRESH, and what file_replace() was writing. */
static void clean_up(const char *dir)
{
    for (size_t i = 0; i < N_MADE; i++) {
        if (strcmp(MADE[i], "central.db") != 0)
            remove_in(dir, MADE[i], ".new");
        remove_in(dir, MADE[i], "");
    }
}

static enum wk_err empty(const char *path)
{
    int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);

    if (fd < 0) {
        log_warn("%s: %s", path, strerror(errno));
        return WK_EIO;
    }
    close(fd);
    return WK_OK;
}

/* Take an empty folder, or one where an init was killed; alone. */
static enum wk_err take_folder(struct central *c)
{
    char *fresh = file_join(c->dir, FRESH);
    char *path = file_join(c->dir, "central.db");
    bool killed = file_exists(fresh) && !file_exists(path);
    enum wk_err err = killed ? WK_OK : check_empty(c->dir);

    if (err == WK_OK)
        err = file_append(fresh, "", 0, 0600); /* durably there */
    if (err == WK_OK)
        err = file_lock(fresh, CENTRAL_SLOT_USE, true, &c->in_use);
    if (err == WK_EBUSY)
        log_warn("%s: another init is under way", c->dir);
    if (err == WK_OK && killed) {
        clean_up(c->dir);
        err = empty(fresh);
    }
    free(fresh);
    free(path);
    return err;
}

static int by_name(const void *a, const void *b)
{
    char *const *x = a, *const *y = b;

    return strcmp(*x, *y);
}

/* Publish every *.json of a folder, in the order of their names. */
static enum wk_err publish_all(struct central *c, const char *folder)
{
    DIR *d = opendir(folder);
    char *names[NAMES_MAX];
    size_t n = 0;
    enum wk_err err = WK_OK;

    if (d == NULL) {
        log_warn("%s: cannot be read", folder);
        return WK_ENOTFOUND;
    }
    for (struct dirent *e = readdir(d); e != NULL && n < NAMES_MAX;
         e = readdir(d)) {
        size_t len = strlen(e->d_name);

        if (len > 5 && strcmp(e->d_name + len - 5, ".json") == 0)
            names[n++] = xstrdup(e->d_name);
    }
    closedir(d);
    qsort(names, n, sizeof names[0], by_name);
    for (size_t i = 0; i < n; i++) {
        char *path = file_join(folder, names[i]);

        if (err == WK_OK)
            err = central_cmd_publish(c, path);
        free(path);
        free(names[i]);
    }
    return err;
}

static enum wk_err set_meta(
    struct central *c, const char *const *hosts, size_t n)
{
    struct bytes text = bytes_new(MAX_CONFIG);
    enum wk_err err =
        ledger_meta_set(c->ledger, "register", register_id(c->book));

    for (size_t i = 0; i < n; i++)
        bytes_addf(&text, "%s%s", i > 0 ? " " : "", hosts[i]);
    if (err == WK_OK)
        err = ledger_meta_set(c->ledger, "hosts", bytes_text(&text));
    bytes_free(&text);
    return err;
}

/* What stands in a new database. */
static enum wk_err fill(struct central *c, const struct cmd_args *a,
    const char *const *hosts, size_t n)
{
    const char *folder = cmd_value(a, "questionnaires");
    enum wk_err err = ledger_begin(c->ledger);

    if (err == WK_OK)
        err = set_meta(c, hosts, n);
    if (err == WK_OK)
        err = central_keys_sum(c->ledger, c->dir);
    if (err == WK_OK && folder != NULL)
        err = publish_all(c, folder);
    if (err == WK_OK)
        err = central_cmd_password(
            c, "admin", "admin", 0, cmd_flag(a, "password-stdin"));
    if (err == WK_OK)
        err = central_log(c, "console", 0, false, "centre made");
    if (err == WK_OK)
        err = ledger_commit(c->ledger);
    ledger_rollback(c->ledger);
    return err;
}

/* The database gets its name last: from then on it is a centre. */
static enum wk_err make_database(struct central *c, const struct cmd_args *a,
    const char *const *hosts, size_t n)
{
    char *fresh = file_join(c->dir, FRESH);
    char *path = file_join(c->dir, "central.db");
    enum wk_err err = ledger_open(fresh, &c->ledger);

    if (err == WK_OK)
        err = fill(c, a, hosts, n);
    if (err == WK_OK) /* A WAL would stay behind under the old name. */
        err = db_truncate_wal(ledger_db(c->ledger));
    ledger_close(c->ledger);
    c->ledger = NULL;
    if (err == WK_OK)
        err = file_move(fresh, path);
    free(fresh);
    free(path);
    return err;
}

static enum wk_err make(struct central *c, const struct cmd_args *a,
    const char *const *hosts, size_t n)
{
    char *path = file_join(c->dir, "register"), why[WHY_MAX];
    enum wk_err err = central_keys_make(c->dir, hosts, n);

    if (err == WK_OK)
        err = register_create(path);
    if (err == WK_OK)
        err = register_open(path, false, &c->book, why);
    if (err == WK_OK)
        err = make_database(c, a, hosts, n);
    free(path);
    return err;
}

enum wk_err central_cmd_init(const struct cmd_args *a)
{
    struct central *c = xcalloc(1, sizeof *c);
    const char *const *hosts = NULL;
    size_t n = (size_t)cmd_values(a, "host", &hosts);
    enum wk_err err = check_hosts(a, hosts, n);

    c->dir = xstrdup(central_dir(a));
    if (err == WK_OK)
        err = central_configure(a, &c->config);
    if (err == WK_OK)
        err = file_make_folder(c->dir);
    if (err == WK_OK)
        err = file_check_folder(c->dir);
    if (err == WK_OK)
        err = take_folder(c);
    if (err == WK_OK) {
        err = make(c, a, hosts, n);
        if (err != WK_OK) {
            clean_up(c->dir);
            remove_in(c->dir, FRESH, "");
        }
    }
    central_close(c);
    return err;
}
