/* SPDX-License-Identifier: EUPL-1.2 */
#include "central.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "clock.h"
#include "log.h"
#include "xalloc.h"

const char CENTRAL_STATE_DIR[] = "/var/lib/weerklank-central";

enum { EMBARGO_DAYS_MAX = 366 };

static const struct config_key KEYS[] = {
    {"central", "time_zone", "Europe/Brussels"},
    {"central", "demonstration", "no"},
    {"central", "embargo_days", "14"},
    {"sync", "listen", "127.0.0.1:7421"},
    {"web", "listen", "127.0.0.1:7420"},
    {"web", "certificate", NULL},
    {"web", "key", NULL},
};

const char *central_dir(const struct cmd_args *a)
{
    return a->state_dir != NULL ? a->state_dir : CENTRAL_STATE_DIR;
}

/* The text of the configuration; "" when there is no file and none is named. */
static enum wk_err read_config(
    const struct cmd_args *a, char **path, uint8_t **text)
{
    size_t len;

    *path = a->config != NULL ? xstrdup(a->config)
                              : file_join(central_dir(a), "central.conf");
    if (a->config == NULL && !file_exists(*path)) {
        *text = xcalloc(1, 1);
        return WK_OK;
    }
    return file_read(*path, MAX_CONFIG, text, &len);
}

/* What the table of keys cannot say. */
static enum wk_err check_config(const struct config *c, const char *path)
{
    bool demonstration;
    long days;

    if (clock_set_zone(config_get(c, "central", "time_zone")) != WK_OK) {
        log_warn("%s: [central] time_zone: %s is not known here", path,
            config_get(c, "central", "time_zone"));
        return WK_EINVAL;
    }
    if (config_bool(c, "central", "demonstration", &demonstration) != WK_OK) {
        log_warn("%s: [central] demonstration: must be yes or no", path);
        return WK_EINVAL;
    }
    if (config_int(c, "central", "embargo_days", 0, EMBARGO_DAYS_MAX, &days) !=
        WK_OK) {
        log_warn("%s: [central] embargo_days: must be 0 to %d", path,
            EMBARGO_DAYS_MAX);
        return WK_EINVAL;
    }
    if ((config_get(c, "web", "certificate") == NULL) !=
        (config_get(c, "web", "key") == NULL)) {
        log_warn("%s: [web] certificate and key need each other", path);
        return WK_EINVAL;
    }
    return WK_OK;
}

enum wk_err central_configure(const struct cmd_args *a, struct config **out)
{
    struct config *c = NULL;
    uint8_t *text = NULL;
    char *path = NULL, why[WHY_MAX];
    enum wk_err err = read_config(a, &path, &text);

    if (err != WK_OK)
        goto out;
    err = config_parse((const char *)text, KEYS, sizeof KEYS / sizeof KEYS[0],
        &c, why, sizeof why);
    if (err != WK_OK) {
        log_warn("%s: %s", path, why);
        goto out;
    }
    err = check_config(c, path);
    if (err == WK_OK) {
        *out = c;
        c = NULL;
    }
out:
    config_free(c);
    free(text);
    free(path);
    return err;
}

/* Nothing is opened that is not a centre's, and this user's alone. */
static enum wk_err check_dir(const char *dir, enum central_mode mode)
{
    char *db = file_join(dir, "central.db");
    enum wk_err err = WK_OK;

    if (!file_exists(dir)) {
        log_warn("%s: no such folder; weerklank-central init makes it", dir);
        err = WK_ENOTFOUND;
    }
    if (err == WK_OK)
        err = file_check_folder(dir);
    if (err == WK_OK && mode != CENTRAL_ALONE && !file_exists(db)) {
        log_warn("%s: not the state directory of a centre: no central.db", dir);
        err = WK_ECHECK;
    }
    free(db);
    return err;
}

static enum wk_err lock(struct central *c, enum central_mode mode)
{
    char *path = file_join(c->dir, "lock");
    bool alone = mode == CENTRAL_ALONE;
    enum wk_err err = file_lock(path, CENTRAL_SLOT_USE, alone, &c->in_use);

    if (err == WK_OK && alone)
        err = file_lock(path, CENTRAL_SLOT_SERVE, true, &c->serving);
    if (err == WK_EBUSY)
        log_warn("%s: %s", c->dir,
            alone ? "in use by serve or another command; stop it first"
                  : "a restore is running");
    free(path);
    return err;
}

enum wk_err central_ledger_open(const char *path, struct ledger **out)
{
    struct bytes id = bytes_new(2 * ID_LEN);
    struct ledger *l = NULL;
    struct stat st;
    enum wk_err err = WK_ECHECK;

    /* SQLite takes an empty file for a new database. */
    if (stat(path, &st) == 0 && st.st_size > 0)
        err = ledger_open(path, &l);
    if (err == WK_OK && ledger_meta_get(l, "register", &id) != WK_OK)
        err = WK_ECHECK;
    if (err == WK_OK) {
        *out = l;
    } else {
        log_warn("%s: %s", path,
            err == WK_ECHECK ? "damaged, or not the database of a centre"
                             : wk_err_text(err));
        ledger_close(l);
    }
    bytes_free(&id);
    return err;
}

static enum wk_err load(struct central *c, bool look)
{
    char *path = file_join(c->dir, "central.db");
    enum wk_err err = central_keys_check(c->dir);

    if (err == WK_OK)
        err = central_ledger_open(path, &c->ledger);
    if (err == WK_OK)
        err = central_register_open(c, look);
    free(path);
    return err;
}

enum wk_err central_load(struct central *c)
{
    return load(c, false);
}

enum wk_err central_open(
    const struct cmd_args *a, enum central_mode mode, struct central **out)
{
    struct central *c = xcalloc(1, sizeof *c);
    enum wk_err err = check_dir(central_dir(a), mode);

    c->dir = xstrdup(central_dir(a));
    if (err == WK_OK)
        err = central_configure(a, &c->config);
    if (err == WK_OK)
        err = config_bool(
            c->config, "central", "demonstration", &c->demonstration);
    if (err == WK_OK)
        err = config_int(c->config, "central", "embargo_days", 0,
            EMBARGO_DAYS_MAX, &c->embargo_days);
    if (err == WK_OK)
        err = lock(c, mode);
    if (err == WK_OK && mode != CENTRAL_ALONE)
        err = load(c, mode == CENTRAL_LOOK);
    if (err == WK_OK)
        *out = c;
    else
        central_close(c);
    return err;
}

void central_close(struct central *c)
{
    if (c == NULL)
        return;
    register_close(c->book);
    ledger_close(c->ledger);
    file_unlock(c->in_use);
    file_unlock(c->serving);
    config_free(c->config);
    free(c->dir);
    free(c);
}

int64_t central_today(void)
{
    return clock_local_date(clock_now());
}

int64_t central_opened(const struct central *c)
{
    return central_today() - c->embargo_days;
}

enum wk_err central_log(struct central *c, const char *who, int64_t site,
    bool alarm, const char *fmt, ...)
{
    struct ledger_log line = {
        .date = central_today(), .site = site, .alarm = alarm};
    va_list ap;

    snprintf(line.who, sizeof line.who, "%s", who);
    va_start(ap, fmt);
    vsnprintf(line.what, sizeof line.what, fmt, ap);
    va_end(ap);
    if (alarm)
        log_alarm("%s", line.what);
    return ledger_log_add(c->ledger, &line);
}
