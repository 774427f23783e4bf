/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * night_killed.h - a site whose night closes three of its four batches, that
 * night in a process that dies on the way, and what must hold then: whenever it
 * dies, each batch is whole or told, never both, never neither; and when it was
 * run again each answer set counts once and nothing of it is left.
 */
#ifndef WK_NIGHT_KILLED_H
#define WK_NIGHT_KILLED_H

#include <signal.h>
#include <sys/wait.h>

#include "../db/faulty_vfs.h"
#include "crypto.h"
#include "lived_site.h"
#include "night.h"
#include "site_night.h"
#include "xalloc.h"

enum { CLOSED = 3, BATCHES = 4, SETS_MAX = 64 };

/* What was answered; the last batch is too small, and goes on. */
static const struct batch {
    enum channel channel;
    int32_t month;
    uint32_t n;
} BATCH[BATCHES] = {
    {CHANNEL_SELF, JANUARY, 12},
    {CHANNEL_ASSISTED, JANUARY, 11},
    {CHANNEL_SELF, JANUARY + 1, 14},
    {CHANNEL_ASSISTED, JANUARY + 1, 3},
};

static char *top, *base, *run; /* base is made once, run is the copy at work */
static struct crypto_key *key;
static uint8_t questionnaire[HASH_LEN];
static struct {
    uint8_t byte[160];
    size_t len;
} secret[SETS_MAX]; /* sealed answer sets and wrapped keys to be gone */
static size_t n_secrets;

/* ---- The site ---- */

static inline struct store_series series_of(const struct batch *b)
{
    struct store_series s = {.project = "p", .channel = b->channel};

    memcpy(s.questionnaire, questionnaire, HASH_LEN);
    return s;
}

static inline void keep_secret(const uint8_t *p, size_t len)
{
    assert_true(n_secrets < SETS_MAX && len <= sizeof secret[0].byte);
    memcpy(secret[n_secrets].byte, p, len);
    secret[n_secrets++].len = len;
}

static inline enum wk_err keep_sealed(
    void *arg, const uint8_t *id, const uint8_t *sealed, size_t len)
{
    (void)arg;
    (void)id;
    keep_secret(sealed, len);
    return WK_OK;
}

static inline void collect(struct site *s, const struct batch *b, bool goes)
{
    struct store_series series = series_of(b);
    struct store_pool pool;

    lived_site_answer(s, &series, b->month, b->n);
    if (!goes)
        return;
    assert_int_equal(
        store_pool_get(site_store(s), &series, b->month, &pool), WK_OK);
    keep_secret(pool.wrapped_key, WRAPPED_LEN);
    assert_int_equal(
        store_answer_each(site_store(s), pool.id, keep_sealed, NULL), WK_OK);
}

static inline void fresh_copy(void)
{
    char command[512];

    snprintf(command, sizeof command, "rm -rf '%s' && cp -a '%s' '%s'", run,
        base, run);
    assert_int_equal(system(command), 0);
}

static inline int set_up(void **state)
{
    struct site *s;

    (void)state;
    umask(077);
    top = test_folder();
    base = file_join(top, "base");
    run = file_join(top, "run");
    key = crypto_key_new();
    faulty_install();
    s = lived_site_new(base);
    lived_site_questionnaire(s, questionnaire);
    lived_site_project(s, "p", questionnaire);
    for (size_t i = 0; i < BATCHES; i++)
        collect(s, &BATCH[i], i < CLOSED);
    site_close(s);
    return 0;
}

static inline int tear_down(void **state)
{
    char command[512];

    (void)state;
    crypto_key_free(key);
    snprintf(command, sizeof command, "rm -rf '%s' '%s'", base, run);
    assert_int_equal(system(command), 0);
    free(base);
    free(run);
    test_folder_end(top);
    return 0;
}

/* ---- A night that may die ---- */

/* The order as it is, and two that would be wrong. */
enum order { RIGHT, ENTRY_ALONE, HEAD_FIRST };

struct night {
    struct site *site;
    enum order order;
    unsigned steps, die_at; /* 0: never */
    char names[2048];       /* of the steps gone through */
};

static inline enum wk_err head_read(void *arg, struct bytes *text)
{
    return site_night_head_read(((struct night *)arg)->site, text);
}

static inline enum wk_err head_write(void *arg, const struct bytes *text)
{
    return lived_site_head_write(((struct night *)arg)->site, text);
}

/* The planted faults: the entry counts before its answers are gone, or the
 * head file knows of it before it counts. */
static inline void plant(struct night *n, const char *name)
{
    struct store *store = site_store(n->site);
    struct bytes text = bytes_new(256);
    struct wire_head head;

    if (n->order == ENTRY_ALONE && strcmp(name, "entry") == 0) {
        assert_int_equal(store_commit(store), WK_OK);
        assert_int_equal(store_begin(store), WK_OK);
    }
    if (n->order == HEAD_FIRST && strcmp(name, "entry") == 0) {
        assert_int_equal(store_head(store, &head), WK_OK);
        night_head_text(&head, &text);
        assert_int_equal(head_write(n, &text), WK_OK);
    }
    bytes_free(&text);
}

static inline enum wk_err step(void *arg, const char *name)
{
    struct night *n = arg;
    size_t len = strlen(n->names);

    plant(n, name);
    snprintf(n->names + len, sizeof n->names - len, " %s", name);
    if (++n->steps == n->die_at)
        raise(SIGKILL);
    return WK_OK;
}

static inline struct night_env env_of(struct night *n)
{
    return (struct night_env){.store = site_store(n->site),
        .seal = site_seal(n->site),
        .key = key,
        .date = month_first_date(JANUARY + 3),
        .head_read = head_read,
        .head_write = head_write,
        .step = step,
        .arg = n};
}

/* Start as a night does, and close all that can be closed. */
static inline enum wk_err close_all(struct night *n)
{
    struct night_env env;
    struct night_report report = {.closed = 0};
    bool restored = false, ahead = false;
    enum wk_err err = site_open(run, NULL, &n->site);

    if (err != WK_OK)
        return err;
    env = env_of(n);
    err = night_check_head(&env, &restored, &ahead);
    if (err == WK_OK && restored)
        err = WK_ECHECK; /* takes itself for an old copy */
    if (err == WK_OK)
        err = night_close(&env, env.date, &report);
    site_close(n->site);
    return err;
}

/*
 * A night, on a copy of base, in a process that dies at a step, or in how() at
 * a write (0: not there).  Returns whether it did.
 */
static inline bool night_dies(
    enum order order, unsigned at_step, long at_write, void (*how)(void))
{
    struct night n = {.order = order, .die_at = at_step};
    int status = 0;
    pid_t pid;

    fresh_copy();
    pid = fork();
    if (pid == 0) {
        faulty_forget();
        faulty.die = how;
        faulty_arm(at_write, SQLITE_IOERR, false);
        _exit(close_all(&n) == WK_OK ? 0 : 1);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
        return true;
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    return false;
}

/* ---- What must hold ---- */

/* How many entries tell this batch, and how many answer sets they count. */
static inline void count_told(
    struct store *store, const struct batch *b, unsigned *told, uint32_t *n)
{
    struct entry *value = xcalloc(1, sizeof *value);
    struct store_entry e;

    *told = 0;
    *n = 0;
    for (uint64_t seq = 1; store_entry_get(store, seq, &e) == WK_OK; seq++) {
        assert_int_equal(wire_decode_entry(e.bytes, e.len, value), WK_OK);
        free(e.bytes);
        if (value->release.channel == b->channel &&
            value->release.months.first <= b->month &&
            value->release.months.last >= b->month) {
            (*told)++;
            *n += value->release.answer_sets;
        }
    }
    free(value);
}

/* Whether a batch is whole (0), told (1), or neither or both (-1). */
static inline int state_of(struct store *store, const struct batch *b)
{
    struct store_series series = series_of(b);
    struct store_pool pool;
    unsigned told;
    uint32_t held = 0, n;
    enum wk_err err = store_pool_get(store, &series, b->month, &pool);

    count_told(store, b, &told, &n);
    if (err == WK_ENOTFOUND)
        return told == 1 && n == b->n ? 1 : -1;
    assert_int_equal(err, WK_OK);
    assert_int_equal(store_pool_count(store, pool.id, &held), WK_OK);
    return told == 0 && held == b->n && pool.has_key && pool.state == POOL_OPEN
        ? 0
        : -1;
}

/* Whether the head file knows of nothing that the database does not. */
static inline bool head_is_behind(struct site *s)
{
    struct bytes text = bytes_new(512);
    struct store_entry e;
    struct wire_head head;
    bool behind = true;

    if (site_night_head_read(s, &text) == WK_OK) {
        assert_int_equal(night_head_parse(bytes_text(&text), &head), WK_OK);
        if (head.seq > 0) {
            behind = store_entry_get(site_store(s), head.seq, &e) == WK_OK &&
                memcmp(e.hash, head.hash, HASH_LEN) == 0;
            if (behind)
                free(e.bytes);
        }
    }
    bytes_free(&text);
    return behind;
}

/* NULL, or what does not hold after a death. */
static inline const char *fault_of_the_dead(void)
{
    struct site *s = NULL;
    const char *fault = NULL;

    if (site_open(run, NULL, &s) != WK_OK)
        return "it does not open";
    for (size_t i = 0; i < BATCHES; i++)
        if (state_of(site_store(s), &BATCH[i]) < 0)
            fault = "a batch is neither whole nor told, or both";
    if (fault == NULL && !head_is_behind(s))
        fault = "the head file is ahead of the database";
    site_close(s);
    return fault;
}

static inline bool has_secret(const char *name)
{
    char *path = file_join(run, name);
    uint8_t *data = NULL;
    size_t len = 0;
    bool found = false;

    if (file_exists(path))
        assert_int_equal(file_read(path, FAULTY_SIZE, &data, &len), WK_OK);
    for (size_t i = 0; i < n_secrets && !found; i++)
        for (size_t at = 0; at + secret[i].len <= len && !found; at++)
            found = memcmp(data + at, secret[i].byte, secret[i].len) == 0;
    free(data);
    free(path);
    return found;
}

/* NULL, or what does not hold once a night came to its end. */
static inline const char *fault_at_the_end(void)
{
    struct night n = {.order = RIGHT};
    struct wire_head head;
    struct bytes text = bytes_new(512), want = bytes_new(512);
    const char *fault = NULL;

    if (close_all(&n) != WK_OK)
        return "the next night does not come to its end";
    /* The files as a thief would find them, before anybody opens them. */
    if (has_secret("site.db") || has_secret("site.db-wal"))
        fault = "a sealed answer set or a key is left on the disk";
    assert_int_equal(site_open(run, NULL, &n.site), WK_OK);
    for (size_t i = 0; i < BATCHES; i++)
        if (state_of(site_store(n.site), &BATCH[i]) != (i < CLOSED))
            fault = "a batch is not told, or told too early";
    assert_int_equal(store_head(site_store(n.site), &head), WK_OK);
    night_head_text(&head, &want);
    if (head.seq != CLOSED || site_night_head_read(n.site, &text) != WK_OK ||
        strcmp(bytes_text(&text), bytes_text(&want)) != 0)
        fault = "the head file is not the database's";
    site_close(n.site);
    bytes_free(&text);
    bytes_free(&want);
    return fault;
}

/* At each write; at each third, from the first given on, without WK_LONG. */
static inline void die_at_each_write(
    void (*how)(void), const char *what, long first)
{
    long stride = test_stride(3), at = stride > 1 ? first : 1;

    for (; night_dies(RIGHT, 0, at, how); at += stride) {
        const char *fault = fault_of_the_dead();

        if (fault == NULL)
            fault = fault_at_the_end();
        if (fault != NULL)
            fail_msg("%s at write %ld: %s", what, at, fault);
    }
    assert_true(at > 30);
    print_message(
        "%s at writes, syncs and truncations up to %ld\n", what, at - stride);
}

#endif
