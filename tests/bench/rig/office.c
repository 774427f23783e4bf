/* SPDX-License-Identifier: EUPL-1.2 */
#include "office.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "json.h"
#include "xalloc.h"

static const char CONF[] = "[central]\ntime_zone = UTC\n"
                           "[sync]\nlisten = 127.0.0.1:0\n"
                           "[web]\nlisten = 127.0.0.1:0\n";

struct central *office_open(void)
{
    struct cmd_args args = {.program = "bench",
        .command = "bench",
        .state_dir = rig_path("central")};
    struct central *c = NULL;

    rig_must(central_open(&args, CENTRAL_USE, &c) == WK_OK, "no centre");
    return c;
}

static void admit(struct central *c, size_t i, struct office_site *s)
{
    struct bytes csr = bytes_new(MAX_PEM), der = bytes_new(MAX_PEM);
    struct ledger_site row;
    char name[32], *key;

    snprintf(name, sizeof name, "Centre %zu", i + 1);
    s->key = crypto_key_new();
    crypto_make_csr(s->key, "weerklank-site", &csr);
    rig_must(ledger_site_add(c->ledger, name, &s->id) == WK_OK &&
            ledger_site_get(c->ledger, s->id, &row) == WK_OK &&
            central_issue(c, &row, (struct span){csr.data, csr.len}, &der) ==
                WK_OK,
        "site %zu is not admitted", i);
    key = crypto_key_to_pem(s->key);
    link_identity_new(&s->identity, key, der.data, der.len);
    memcpy(s->head.era, &s->id, sizeof s->id);
    free(key);
    bytes_free(&csr);
    bytes_free(&der);
}

void office_new(struct office *o, size_t n, struct span questionnaire)
{
    const char *init[] = {rig_program("weerklank-central"), "--state-dir",
        rig_path("central"), "init", NULL};
    struct central *c;
    char why[WHY_MAX] = "";

    *o = (struct office){.n_sites = n, .site = xcalloc(n, sizeof *o->site)};
    child_run("init.log", init);
    rig_write("central/central.conf", CONF);
    c = office_open();
    rig_must(ledger_questionnaire_add(c->ledger, questionnaire, true,
                 o->questionnaire, why) == WK_OK &&
            ledger_catalogue(c->ledger, &o->catalogue) == WK_OK,
        "questionnaire: %s", why);
    rig_must(ledger_begin(c->ledger) == WK_OK, "begin");
    for (size_t i = 0; i < n; i++)
        admit(c, i, &o->site[i]);
    rig_must(ledger_commit(c->ledger) == WK_OK, "commit");
    central_close(c);
}

void office_free(struct office *o)
{
    for (size_t i = 0; i < o->n_sites; i++) {
        crypto_key_free(o->site[i].key);
        link_identity_end(&o->site[i].identity);
    }
    free(o->site);
}

void office_start(struct office *o)
{
    const char *serve[] = {rig_program("weerklank-central"), "--state-dir",
        rig_path("central"), "serve", NULL};

    child_start(&o->serve, "central.log", serve);
    o->sync_port = child_await(&o->serve, "sync listener on");
    o->web_port = child_await(&o->serve, "web listener on");
    (void)child_await(&o->serve, "ready");
}

void office_stop(struct office *o)
{
    child_stop(&o->serve);
}

void office_sign(struct office *o, struct office_site *s, struct entry *e,
    int32_t month, size_t project, struct bytes *entry, struct bytes *signature)
{
    e->kind = ENTRY_RELEASE;
    memcpy(e->era, s->head.era, ERA_LEN);
    memcpy(e->previous, s->head.hash, HASH_LEN);
    e->seq = ++s->head.seq;
    memcpy(e->release.questionnaire, o->questionnaire, HASH_LEN);
    snprintf(e->release.project, sizeof e->release.project, "p%zu", project);
    e->release.months = (struct period){month, month};
    wire_encode_entry(e, entry);
    crypto_sign(s->key, entry->data, entry->len, signature);
    crypto_sha256(entry->data, entry->len, s->head.hash);
}

void office_push(struct office *o, struct office_site *s, struct entry *e,
    int32_t month, size_t project, size_t n, struct bytes *body)
{
    struct wire_push *m = xcalloc(1, sizeof *m);
    struct bytes entry[MAX_ENTRIES_PER_BODY], signature[MAX_ENTRIES_PER_BODY];
    uint8_t key[HASH_LEN];

    crypto_key_id(s->key, key);
    for (size_t i = 0; i < n; i++) {
        entry[i] = bytes_new(MAX_ENTRY);
        signature[i] = bytes_new(80);
        office_sign(o, s, e, month, project + i, &entry[i], &signature[i]);
        m->entry[m->n_entries++] = (struct wire_signed){
            {entry[i].data, entry[i].len},
            {signature[i].data, signature[i].len}, {key, HASH_LEN}, {NULL, 0}};
    }
    wire_encode_push(m, body);
    for (size_t i = 0; i < n; i++) {
        bytes_free(&entry[i]);
        bytes_free(&signature[i]);
    }
    free(m);
}

double office_counted(void)
{
    const char *status[] = {rig_program("weerklank-central"), "--state-dir",
        rig_path("central"), "status", "--json", NULL};
    enum { MOST = 64 * 1024 * 1024 };
    struct json *all = NULL;
    const struct json *sites;
    uint8_t *text = NULL;
    char why[WHY_MAX] = "";
    size_t len = 0;
    double sum = 0;

    child_run("status.json", status);
    rig_must(file_read(rig_path("status.json"), MOST, &text, &len) == WK_OK &&
            json_parse(text, len, &all, why, sizeof why) == WK_OK,
        "status: %s", why);
    sites = json_get(all, "sites");
    for (size_t i = 0; i < json_size(sites); i++)
        sum += (double)json_int(json_get(json_at(sites, i), "releases"));
    json_free(all);
    free(text);
    return sum;
}

void office_verify(void)
{
    const char *verify[] = {rig_program("weerklank-central"), "--state-dir",
        rig_path("central"), "verify", NULL};

    child_run("verify.log", verify);
}
