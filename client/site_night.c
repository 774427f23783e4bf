/* SPDX-License-Identifier: EUPL-1.2 */
#include "site_night.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "file.h"
#include "log.h"
#include "random.h"
#include "site_backup.h"
#include "site_identity.h"
#include "uplink_curl.h"
#include "xalloc.h"

enum { RENEW_DAYS = 180, DAY_S = 86400, HEAD_MAX = 512 };

struct site_night {
    struct site *site;
    struct file_lock *lock;
    struct site_identity identity;
    struct uplink_curl *uplink;
    int wake[2]; /* a pipe: a byte in it ends every wait */
};

/* ---- What night.h asks for ---- */

static void exchange(
    void *arg, const char *path, struct span body, struct night_reply *reply)
{
    struct site_night *n = arg;

    uplink_curl_post(n->uplink, path, body, reply);
}

/* poll() counts elapsed time, so a changed clock neither ends nor prolongs. */
static bool wait_ms(void *arg, unsigned ms)
{
    struct site_night *n = arg;
    struct pollfd p = {.fd = n->wake[0], .events = POLLIN};
    int64_t end = clock_monotonic_ms() + ms, left;

    while ((left = end - clock_monotonic_ms()) > 0)
        if (poll(&p, 1, left > INT32_MAX ? INT32_MAX : (int)left) > 0)
            return false;
    return poll(&p, 1, 0) <= 0;
}

static uint32_t below(void *arg, uint32_t bound)
{
    (void)arg;
    return random_below(bound);
}

enum wk_err site_night_head_read(const struct site *s, struct bytes *text)
{
    char *path = site_path(s, "head");
    uint8_t *data = NULL;
    size_t len;
    enum wk_err err = WK_ENOTFOUND;

    if (file_exists(path))
        err = file_read(path, HEAD_MAX, &data, &len);
    if (err == WK_OK)
        bytes_add(text, data, len);
    free(data);
    free(path);
    return err == WK_ETOOBIG ? WK_ECHECK : err;
}

static enum wk_err head_read(void *arg, struct bytes *text)
{
    return site_night_head_read(((struct site_night *)arg)->site, text);
}

static enum wk_err head_write(void *arg, const struct bytes *text)
{
    struct site_night *n = arg;
    char *path = site_path(n->site, "head");
    enum wk_err err = file_replace(path, text->data, text->len, 0600);

    free(path);
    return err;
}

/* A renewed certificate counts from its transaction. */
static enum wk_err take_certificate(void *arg, struct span der)
{
    struct site_night *n = arg;
    struct store *store = site_store(n->site);
    struct crypto_cert_info info;
    enum wk_err err = crypto_cert_read(der.data, der.len, &info);

    if (err == WK_OK &&
        !bytes_equal(info.key_id, n->identity.cert.key_id, HASH_LEN))
        err = WK_ECHECK;
    if (err != WK_OK) {
        log_warn("the centre sent a certificate that is not for our key");
        return err;
    }
    err = store_begin(store);
    if (err == WK_OK)
        err = site_identity_prepare(n->site, NULL, der, (struct span){0});
    if (err == WK_OK)
        err = store_commit(store);
    store_rollback(store);
    if (err == WK_OK)
        err = site_identity_finish(n->site);
    return err;
}

static struct night_env make_env(struct site_night *n)
{
    int64_t now = clock_now();

    return (struct night_env){
        .store = site_store(n->site),
        .seal = site_seal(n->site),
        .key = n->identity.key,
        .date = clock_local_date(now),
        .disk_free = 100,
        .renew = n->identity.key != NULL &&
            n->identity.cert.not_after - now < (int64_t)RENEW_DAYS * DAY_S,
        .exchange = exchange,
        .wait = wait_ms,
        .random_below = below,
        .head_read = head_read,
        .head_write = head_write,
        .certificate = take_certificate,
        .arg = n,
    };
}

/* ---- From outside ---- */

/* The sync listener's address: the setting, else as enrolled. */
static enum wk_err sync_url(const struct site *s, struct bytes *url)
{
    const char *own = site_settings(s)->url;

    if (own[0] == '\0')
        return store_meta_get(site_store(s), "sync", url);
    bytes_add_text(url, own);
    return WK_OK;
}

static enum wk_err open_uplink(struct site_night *n)
{
    struct bytes url = bytes_new(MAX_TEXT);
    enum wk_err err = site_identity_load(n->site, &n->identity);
    const struct site_config *settings = site_settings(n->site);
    struct uplink_curl_options o = {.proxy = settings->proxy,
        .proxy_user = settings->proxy_user,
        .proxy_password_file = settings->proxy_password_file};

    if (err == WK_OK)
        err = sync_url(n->site, &url);
    if (err == WK_ENOTFOUND)
        log_warn("%s: not enrolled; run \"weerklank-site enrol\"",
            site_folder(n->site));
    if (err == WK_OK) {
        o.url = bytes_text(&url);
        o.cert = n->identity.cert_path;
        o.key = n->identity.key_path;
        o.ca = n->identity.ca_path;
        err = uplink_curl_new(&o, &n->uplink);
    }
    bytes_free(&url);
    return err;
}

enum wk_err site_night_new(const struct site *s, struct site_night **out)
{
    struct site_night *n = xcalloc(1, sizeof *n);
    enum wk_err err;

    n->wake[0] = n->wake[1] = -1;
    site_backup_clean(s);
    err = site_reopen(s, &n->site);
    if (err == WK_OK && pipe(n->wake) != 0)
        err = WK_EIO;
    if (err == WK_OK) {
        err = site_lock(n->site, SITE_LOCK_NIGHT, &n->lock);
        if (err == WK_EBUSY)
            log_warn(
                "%s: a night or an enrolment is under way", site_folder(s));
    }
    if (err == WK_OK)
        err = open_uplink(n);
    if (err != WK_OK) {
        site_night_free(n);
        return err;
    }
    *out = n;
    return WK_OK;
}

void site_night_free(struct site_night *n)
{
    if (n == NULL)
        return;
    uplink_curl_free(n->uplink);
    site_identity_end(&n->identity);
    file_unlock(n->lock);
    site_close(n->site);
    for (size_t i = 0; i < 2; i++)
        if (n->wake[i] >= 0)
            close(n->wake[i]);
    free(n);
}

/* Which date's night this was: the clock may have passed midnight since it was
 * due, and one that was stopped is still to come. */
static enum wk_err count_for(
    struct store *s, enum night_result result, int64_t date, int64_t before)
{
    if (result == NIGHT_STOPPED && before == INT64_MIN)
        return store_meta_drop(s, "last_night");
    if (result == NIGHT_STOPPED)
        return store_meta_set_int(s, "last_night", before);
    if (date != SITE_NIGHT_TODAY)
        return store_meta_set_int(s, "last_night", date);
    return WK_OK;
}

enum night_result site_night_run(struct site_night *n, unsigned max_tries,
    int64_t date, struct night_report *report)
{
    struct store *store = site_store(n->site);
    struct night_env env = make_env(n);
    int64_t before = store_meta_int(store, "last_night", INT64_MIN);
    enum night_result result;

    env.max_tries = max_tries;
    if (file_disk_free(site_folder(n->site), &env.disk_free) != WK_OK)
        env.disk_free = 0;
    result = night_run(&env, report);
    if (count_for(store, result, date, before) != WK_OK)
        log_warn("the night's date could not be kept");
    return result;
}

void site_night_stop(struct site_night *n)
{
    /* The pipe is never read, so one byte holds for every wait to come. */
    if (write(n->wake[1], "", 1) != 1)
        log_warn("the night could not be woken");
    uplink_curl_stop(n->uplink);
}

enum wk_err site_night_check_head(struct site *s)
{
    struct site_night n = {.site = s, .wake = {-1, -1}};
    char *head_path = site_path(s, "head");
    struct night_env env = make_env(&n);
    bool restored = false, ahead = false;
    enum wk_err err = night_check_head(&env, &restored, &ahead);

    if (err == WK_OK && restored)
        log_alarm("%s: the database is older than this file says; the next"
                  " night asks the centre for what is missing",
            head_path);
    free(head_path);
    return err;
}
