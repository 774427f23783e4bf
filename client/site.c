/* SPDX-License-Identifier: EUPL-1.2 */
#include "site.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "device_key.h"
#include "file.h"
#include "log.h"
#include "random.h"
#include "site_identity.h"
#include "store_people.h"
#include "xalloc.h"

struct site {
    char *folder;
    struct site_config config;
    struct file_lock *lock;
    struct store *store;
    struct seal *seal;
};

struct store *site_store(const struct site *s)
{
    return s->store;
}

struct seal *site_seal(const struct site *s)
{
    return s->seal;
}

const struct site_config *site_settings(const struct site *s)
{
    return &s->config;
}

const char *site_folder(const struct site *s)
{
    return s->folder;
}

char *site_path(const struct site *s, const char *name)
{
    return file_join(s->folder, name);
}

static struct site *new_site(const char *state_dir)
{
    struct site *s = xcalloc(1, sizeof *s);

    s->folder = xstrdup(state_dir != NULL ? state_dir : SITE_DEFAULT_DIR);
    return s;
}

void site_close(struct site *s)
{
    if (s == NULL)
        return;
    seal_free(s->seal);
    store_close(s->store);
    file_unlock(s->lock);
    free(s->folder);
    free(s);
}

/* The settings: the file named, else site.conf if there is one. */
static enum wk_err read_config(struct site *s, const char *config)
{
    char *own = site_path(s, "site.conf");
    const char *path = config != NULL ? config : own;
    uint8_t *text = NULL;
    size_t len = 0;
    enum wk_err err = WK_OK;

    if (config != NULL || file_exists(own))
        err = file_read(path, MAX_CONFIG, &text, &len);
    if (err == WK_OK && text != NULL && strlen((char *)text) != len) {
        log_warn("%s: holds a NUL byte", path);
        err = WK_EINVAL;
    }
    if (err == WK_OK)
        err = site_config_read(path, (const char *)text, &s->config);
    if (err == WK_OK && clock_set_zone(s->config.time_zone) != WK_OK) {
        log_warn("%s: [site] time_zone = %s: this machine does not know it",
            path, s->config.time_zone);
        err = WK_EINVAL;
    }
    free(text);
    free(own);
    return err;
}

static enum wk_err check_folder(const struct site *s)
{
    if (!file_exists(s->folder)) {
        log_warn("%s: no such folder; make it with \"weerklank-site init\"",
            s->folder);
        return WK_ENOTFOUND;
    }
    return file_check_folder(s->folder);
}

static enum wk_err take_lock(struct site *s, bool alone)
{
    char *path = site_path(s, "lock");
    enum wk_err err = file_lock(path, SITE_LOCK_USE, alone, &s->lock);

    if (err == WK_EBUSY)
        log_warn(alone ? "%s: in use; stop \"weerklank-site serve\" and every"
                         " other command first"
                       : "%s: being made or restored just now",
            s->folder);
    free(path);
    return err;
}

enum wk_err site_lock(
    const struct site *s, unsigned slot, struct file_lock **lock)
{
    char *path = site_path(s, "lock");
    enum wk_err err = file_lock(path, slot, true, lock);

    free(path);
    return err;
}

/* Read the device key; its sum must be the one in the database. */
static enum wk_err open_seal(struct site *s)
{
    char *path = site_path(s, "device.key");
    uint8_t key[SEAL_KEY_LEN], sum[HASH_LEN], known[HASH_LEN];
    enum wk_err err = device_key_read(path, key, sum);

    if (err == WK_ENOTFOUND)
        err = WK_ECHECK;
    if (err == WK_OK &&
        (store_file_get(s->store, "device.key", known) != WK_OK ||
            !bytes_equal(sum, known, HASH_LEN))) {
        log_warn("%s: not the key of this state directory", path);
        err = WK_ECHECK;
    }
    if (err == WK_OK)
        s->seal = seal_new(key);
    crypto_wipe(key, sizeof key);
    free(path);
    return err;
}

/* Open site.db, which must be there and be ours. */
static enum wk_err open_store(struct site *s)
{
    char *path = site_path(s, "site.db");
    struct bytes era = bytes_new(MAX_TEXT);
    enum wk_err err = WK_OK;

    if (!file_exists(path)) {
        log_warn("%s: missing; make it with \"weerklank-site init\" or bring it"
                 " back with \"restore\"",
            path);
        err = WK_ECHECK;
    }
    if (err == WK_OK)
        err = store_open(path, &s->store);
    if (err == WK_OK && store_meta_get(s->store, "era", &era) != WK_OK) {
        log_warn("%s: not a site's database, or \"init\" did not end", path);
        err = WK_ECHECK;
    }
    bytes_free(&era);
    free(path);
    return err;
}

static enum wk_err open_state(struct site *s)
{
    enum wk_err err = open_store(s);

    if (err == WK_OK)
        err = open_seal(s);
    if (err == WK_OK)
        err = site_identity_finish(s);
    return err;
}

enum wk_err site_open(
    const char *state_dir, const char *config, struct site **out)
{
    struct site *s = new_site(state_dir);
    enum wk_err err = check_folder(s);

    if (err == WK_OK)
        err = read_config(s, config);
    if (err == WK_OK)
        err = take_lock(s, false);
    if (err == WK_OK)
        err = open_state(s);
    if (err != WK_OK) {
        site_close(s);
        return err;
    }
    *out = s;
    return WK_OK;
}

enum wk_err site_reopen(const struct site *s, struct site **out)
{
    struct site *again = new_site(s->folder);
    enum wk_err err;

    again->config = s->config;
    err = take_lock(again, false);
    if (err == WK_OK)
        err = open_state(again);
    if (err != WK_OK) {
        site_close(again);
        return err;
    }
    *out = again;
    return WK_OK;
}

enum wk_err site_open_alone(
    const char *state_dir, const char *config, struct site **out)
{
    struct site *s = new_site(state_dir);
    enum wk_err err = check_folder(s);

    if (err == WK_OK)
        err = read_config(s, config);
    if (err == WK_OK)
        err = take_lock(s, true);
    if (err != WK_OK) {
        site_close(s);
        return err;
    }
    *out = s;
    return WK_OK;
}

/* Whether a name may lie in a folder that is to become a state directory. */
static bool is_ours(const char *name)
{
    static const char *const NAMES[] = {".", "..", "site.conf", "lock", "tls",
        "device.key", "site.db", "site.db-wal", "site.db-shm",
        "site.db-journal"};

    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        if (strcmp(name, NAMES[i]) == 0)
            return true;
    return strncmp(name, "device.key.", 11) == 0; /* written half */
}

static enum wk_err check_not_foreign(const struct site *s)
{
    DIR *d = opendir(s->folder);
    enum wk_err err = WK_OK;
    struct dirent *e;

    if (d == NULL) {
        log_warn("%s: cannot be read", s->folder);
        return WK_EIO;
    }
    while (err == WK_OK && (e = readdir(d)) != NULL)
        if (!is_ours(e->d_name)) {
            log_warn("%s: holds %s, so it is not made into a state directory",
                s->folder, e->d_name);
            err = WK_ECHECK;
        }
    closedir(d);
    return err;
}

/* The folders and the device key, unless an earlier attempt made them. */
static enum wk_err make_files(const struct site *s)
{
    char *tls = site_path(s, "tls"), *key = site_path(s, "device.key");
    enum wk_err err = file_make_folder(tls);

    if (err == WK_OK && !file_exists(key))
        err = device_key_create(key);
    free(tls);
    free(key);
    return err;
}

/* Begin the transaction that makes an empty database a site's. */
static enum wk_err fill_store(struct site *s, const char *name)
{
    char *path = site_path(s, "device.key");
    uint8_t era[ERA_LEN], key[SEAL_KEY_LEN], sum[HASH_LEN];
    char hex[2 * ERA_LEN + 1];
    enum wk_err err = device_key_read(path, key, sum);

    crypto_wipe(key, sizeof key);
    random_bytes(era, sizeof era);
    hex_encode(era, sizeof era, hex);
    if (err == WK_OK)
        err = store_begin(s->store);
    if (err == WK_OK)
        err = store_file_set(s->store, "device.key", sum);
    if (err == WK_OK)
        err = store_meta_set(s->store, "era", hex);
    if (err == WK_OK && name != NULL)
        err = store_meta_set(s->store, "name", name);
    free(path);
    return err;
}

/* Make folder and files, and open the database, which must not be one yet. */
static enum wk_err create(struct site *s, const char *config, const char *name)
{
    char *path = site_path(s, "site.db");
    struct bytes era = bytes_new(MAX_TEXT);
    enum wk_err err = file_make_folder(s->folder);

    if (err == WK_OK)
        err = file_check_folder(s->folder);
    if (err == WK_OK)
        err = read_config(s, config);
    if (err == WK_OK && !file_exists(path))
        err = check_not_foreign(s);
    if (err == WK_OK)
        err = take_lock(s, true);
    if (err == WK_OK)
        err = make_files(s);
    if (err == WK_OK)
        err = store_open(path, &s->store);
    if (err == WK_OK && store_meta_get(s->store, "era", &era) == WK_OK) {
        log_warn("%s: is a site's state directory already", s->folder);
        err = WK_EEXIST;
    }
    if (err == WK_OK)
        err = fill_store(s, name);
    bytes_free(&era);
    free(path);
    return err;
}

enum wk_err site_create(const char *state_dir, const char *config,
    const char *name, struct site **out)
{
    struct site *s = new_site(state_dir);
    enum wk_err err = create(s, config, name);

    if (err != WK_OK) {
        site_close(s);
        return err;
    }
    *out = s;
    return WK_OK;
}

enum wk_err site_created(struct site *s)
{
    return store_commit(s->store);
}

void site_name(const struct site *s, char out[static MAX_NAME + 1])
{
    struct bytes name = bytes_new(MAX_NAME);
    const char *text = s->config.name;

    if (text[0] == '\0' && store_meta_get(s->store, "name", &name) == WK_OK)
        text = bytes_text(&name);
    snprintf(out, MAX_NAME + 1, "%s", text);
    bytes_free(&name);
}

int64_t site_today(void)
{
    return clock_local_date(clock_now());
}

struct seal_clock site_clock(const struct site *s)
{
    return (struct seal_clock){
        .date = site_today(),
        .central_date = store_meta_int(s->store, "central_date", INT64_MIN),
    };
}

static void note(struct site *s, bool alarm, const char *who, const char *fmt,
    va_list ap) WK_PRINTF(4, 0);

static void note(
    struct site *s, bool alarm, const char *who, const char *fmt, va_list ap)
{
    struct store_log line = {.alarm = alarm};

    line.date = site_today();
    snprintf(line.who, sizeof line.who, "%s", who);
    vsnprintf(line.what, sizeof line.what, fmt, ap);
    if (store_log_add(s->store, &line) != WK_OK)
        log_warn("%s: the site's log could not be written", s->folder);
}

void site_note(struct site *s, const char *who, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    note(s, false, who, fmt, ap);
    va_end(ap);
}

void site_note_once(struct site *s, const char *who, const char *fmt, ...)
{
    struct store_log line = {.date = site_today()};
    bool held = false;
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(line.what, sizeof line.what, fmt, ap);
    va_end(ap);
    snprintf(line.who, sizeof line.who, "%s", who);
    if (store_log_has(s->store, &line, &held) == WK_OK && !held)
        site_note(s, who, "%s", line.what);
}

void site_alarm(struct site *s, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    note(s, true, "site", fmt, ap);
    va_end(ap);
}
