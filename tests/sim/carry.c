/* SPDX-License-Identifier: EUPL-1.2 */
#include "carry.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"
#include "identity.h"
#include "xalloc.h"

enum { PROJECTS = 3, ENTRIES = 2 * PROJECTS }; /* of one closing night */

struct client {
    int64_t id;
    uint8_t fingerprint[HASH_LEN];
    struct wire_head head;
};

struct office {
    struct world *w; /* for its CA and clock; its ledger is on disk */
    struct entry *release;
    struct crypto_key *key; /* of all sites, to keep them small */
    struct client *client;
    size_t n;
    char folder[64], path[96];
};

/* ---- Setting up ---- */

static enum wk_err take_release(void *arg, const struct ledger_entry *e)
{
    struct office *o = arg;

    return wire_decode_entry(e->bytes.data, e->bytes.len, o->release);
}

/* A release as a site makes it, and that world's centre with a ledger on
 * disk. */
static void open_office(struct office *o)
{
    const struct world_plan plan = {.seed = 1, .sites = 1};
    struct bytes text = bytes_new(MAX_QUESTIONNAIRE);
    char why[WHY_MAX];

    o->w = world_new(&plan);
    o->w->calm = true;
    while (o->w->releases == 0)
        world_step(o->w);
    world_must(
        ledger_entry_each(o->w->ledger, 0, 0, take_release, o), "release");
    world_must(
        ledger_questionnaire_text(o->w->ledger, o->w->questionnaire, &text),
        "questionnaire");
    ledger_close(o->w->ledger);
    snprintf(o->folder, sizeof o->folder, "sim-carry-XXXXXX");
    if (mkdtemp(o->folder) == NULL)
        world_must(WK_EIO, "folder");
    snprintf(o->path, sizeof o->path, "%s/central.db", o->folder);
    world_must(ledger_open(o->path, &o->w->ledger), "ledger");
    world_must(
        ledger_questionnaire_add(o->w->ledger,
            (struct span){text.data, text.len}, true, o->w->questionnaire, why),
        why);
    bytes_free(&text);
}

static void enrol(struct office *o, size_t i, struct span csr)
{
    struct client *c = &o->client[i];
    struct bytes der = bytes_new(MAX_PEM);
    struct ledger_site row;
    struct crypto_cert_info info;
    char name[32];

    snprintf(name, sizeof name, "centre %zu", i);
    world_must(ledger_site_add(o->w->ledger, name, &c->id), "site");
    world_must(ledger_site_get(o->w->ledger, c->id, &row), "site");
    world_must(identity_renew(o->w, &row, csr, &der), "certificate");
    world_must(crypto_cert_read(der.data, der.len, &info), "certificate");
    memcpy(c->fingerprint, info.fingerprint, HASH_LEN);
    memcpy(c->head.era, &i, sizeof i);
    bytes_free(&der);
}

static void enrol_all(struct office *o)
{
    struct bytes csr = bytes_new(MAX_PEM);

    o->key = crypto_key_new();
    o->client = xcalloc(o->n, sizeof *o->client);
    crypto_make_csr(o->key, "weerklank-site", &csr);
    world_must(ledger_begin(o->w->ledger), "begin");
    for (size_t i = 0; i < o->n; i++)
        enrol(o, i, (struct span){csr.data, csr.len});
    world_must(ledger_commit(o->w->ledger), "commit");
    bytes_free(&csr);
}

static void close_office(struct office *o)
{
    static const char *const SUFFIX[] = {"", "-wal", "-shm"};
    char path[112];

    world_free(o->w);
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s%s", o->path, SUFFIX[i]);
        (void)unlink(path);
    }
    (void)rmdir(o->folder);
    crypto_key_free(o->key);
    free(o->client);
    free(o->release);
}

/* ---- Nights ---- */

static bool send(const struct office *o, const struct client *c,
    const char *path, const struct bytes *body, struct bytes *reply)
{
    struct sync_env env = {.ledger = o->w->ledger, .date = o->w->date};

    bytes_clear(reply);
    return sync_handle(&env, c->fingerprint, path,
               (struct span){body->data, body->len}, reply) == 200;
}

/* Sign one entry after the client's head, into these bytes. */
static void sign_next(const struct office *o, struct client *c, size_t series,
    struct bytes *bytes, struct bytes *signature)
{
    struct entry *e = o->release;

    memcpy(e->era, c->head.era, ERA_LEN);
    memcpy(e->previous, c->head.hash, HASH_LEN);
    e->seq = ++c->head.seq;
    snprintf(e->release.project, sizeof e->release.project, "p%zu", series / 2);
    e->release.channel = series % 2 == 0 ? CHANNEL_SELF : CHANNEL_ASSISTED;
    wire_encode_entry(e, bytes);
    crypto_sign(o->key, bytes->data, bytes->len, signature);
    crypto_sha256(bytes->data, bytes->len, c->head.hash);
}

/* One push of these many entries; the bytes of it in *body. */
static void make_push(
    const struct office *o, struct client *c, size_t n, struct bytes *body)
{
    struct wire_push *m = xcalloc(1, sizeof *m);
    struct bytes bytes[ENTRIES], signature[ENTRIES];
    uint8_t key[HASH_LEN];

    crypto_key_id(o->key, key);
    for (size_t i = 0; i < n; i++) {
        bytes[i] = bytes_new(MAX_ENTRY);
        signature[i] = bytes_new(80);
        sign_next(o, c, i, &bytes[i], &signature[i]);
        m->entry[m->n_entries++] = (struct wire_signed){
            {bytes[i].data, bytes[i].len},
            {signature[i].data, signature[i].len}, {key, HASH_LEN}, {NULL, 0}};
    }
    wire_encode_push(m, body);
    for (size_t i = 0; i < n; i++) {
        bytes_free(&bytes[i]);
        bytes_free(&signature[i]);
    }
    free(m);
}

/* Whether the centre took all of it. */
static bool is_taken(const struct bytes *reply, const struct client *c)
{
    struct wire_push_reply *m = xcalloc(1, sizeof *m);
    struct wire_hold *hold = NULL;
    bool taken = wire_decode_push_reply((struct span){reply->data, reply->len},
                     m, &hold) == WK_OK &&
        m->head.seq == c->head.seq;

    for (size_t i = 0; i < m->n_verdicts; i++)
        taken = taken && m->verdict[i].kind == VERDICT_STORED;
    wire_release(hold);
    free(m);
    return taken;
}

/* The night of one site; adds the centre's own time to *seconds. */
static bool night(
    const struct office *o, struct client *c, size_t entries, double *seconds)
{
    struct wire_hello hello = {
        .head = c->head, .software = "sim", .date = o->w->date};
    struct bytes first = bytes_new(MAX_BODY), second = bytes_new(MAX_BODY);
    struct bytes reply = bytes_new(2 * MAX_BODY);
    int64_t begin;
    bool good;

    wire_encode_hello(&hello, &first);
    make_push(o, c, entries, &second);
    begin = clock_monotonic_ms();
    good = send(o, c, "/sync/v1/hello", &first, &reply) &&
        send(o, c, "/sync/v1/push", &second, &reply);
    *seconds += (double)(clock_monotonic_ms() - begin) / 1000;
    good = good && is_taken(&reply, c);
    bytes_free(&first);
    bytes_free(&second);
    bytes_free(&reply);
    return good;
}

static bool all_nights(struct office *o, size_t entries, const char *what)
{
    double seconds = 0, cpu = (double)clock();
    struct rusage use;
    struct stat db = {.st_size = 0};
    bool good = true;

    for (size_t i = 0; i < o->n && good; i++)
        good = night(o, &o->client[i], entries, &seconds);
    cpu = ((double)clock() - cpu) / CLOCKS_PER_SEC;
    world_must(db_truncate_wal(ledger_db(o->w->ledger)), "WAL");
    (void)getrusage(RUSAGE_SELF, &use);
    (void)stat(o->path, &db);
    printf("%s: %zu sites, %zu entries each: %.0f nights/s by the centre's"
           " time (%.1f s), %.1f s of processor with the sites' part;"
           " memory at most %ld MiB, database %.1f MiB%s\n",
        what, o->n, entries, (double)o->n / seconds, seconds, cpu,
        use.ru_maxrss / 1024, (double)db.st_size / (1024 * 1024),
        good ? "" : ": a night FAILED");
    (void)fflush(stdout);
    o->w->date += 31;
    return good;
}

bool carry(size_t n_sites)
{
    struct office o = {.n = n_sites, .release = xcalloc(1, sizeof *o.release)};
    bool good;

    open_office(&o);
    enrol_all(&o);
    good = all_nights(&o, 0, "an ordinary night") &&
        all_nights(&o, ENTRIES, "a closing night") &&
        all_nights(&o, 0, "an ordinary night after it");
    close_office(&o);
    return good;
}
