/* SPDX-License-Identifier: EUPL-1.2 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "released.h"
#include "site_cmd.h"
#include "xalloc.h"

enum { WORDS_MAX = 256 * 1024 };

/* "3  release  wijkhuis self 2026-01/2026-01  34  stored". */
static void print_line(const struct json *one)
{
    const char *receipt = json_text(json_get(one, "receipt"));

    printf("%" PRId64 "\t%s\t", json_int(json_get(one, "seq")),
        json_text(json_get(one, "kind")));
    if (json_get(one, "project") != NULL)
        printf("%s\t%s\t%s\t%s/%s\t%" PRId64 "\t",
            json_text(json_get(one, "project")),
            json_text(json_get(one, "questionnaire")),
            json_text(json_get(one, "channel")),
            json_text(json_get(one, "first")), json_text(json_get(one, "last")),
            json_int(json_get(one, "answer_sets")));
    printf("%s%s\n", receipt != NULL ? receipt : "waiting",
        json_bool(json_get(one, "withdrawn")) ? "\twithdrawn" : "");
}

enum wk_err site_cmd_outbox_list(const struct cmd_args *a)
{
    struct json *all = NULL;
    struct site *s = NULL;
    enum wk_err err = site_cmd_open(a, &s);

    if (err == WK_OK)
        err = released_json(site_store(s), &all);
    if (err == WK_OK) {
        const struct json *list = json_get(all, "releases");

        for (size_t i = json_size(list); i-- > 0;)
            print_line(json_at(list, i));
    }
    json_free(all);
    site_close(s);
    return err;
}

/* The canonical bytes, 32 a line. */
static void print_raw(const struct store_entry *e)
{
    for (size_t i = 0; i < e->len; i += 32) {
        char hex[65];
        size_t n = e->len - i < 32 ? e->len - i : 32;

        hex_encode(e->bytes + i, n, hex);
        puts(hex);
    }
}

static enum wk_err show(const struct cmd_args *a, struct site *s, uint64_t seq)
{
    struct store_entry e = {0};
    struct bytes words = bytes_new(WORDS_MAX);
    enum wk_err err = store_entry_get(site_store(s), seq, &e);

    if (err == WK_ENOTFOUND)
        site_cmd_fail(a, err, "there is no entry %" PRIu64, seq);
    if (err == WK_OK && !cmd_flag(a, "raw"))
        err = released_words(site_store(s), &e, cmd_flag(a, "explain"), &words);
    if (err == WK_OK && cmd_flag(a, "raw"))
        print_raw(&e);
    else if (err == WK_OK)
        fputs(bytes_text(&words), stdout);
    bytes_free(&words);
    free(e.bytes);
    return err;
}

/* The first argument; 0: it is no number of an entry. */
static uint64_t read_seq(const struct cmd_args *a)
{
    uint64_t seq = 0;

    if (a->arg[0][0] == '0' || !cmd_number(a->arg[0], INT64_MAX, &seq))
        return 0;
    return seq;
}

enum wk_err site_cmd_outbox_show(const struct cmd_args *a)
{
    struct site *s = NULL;
    uint64_t seq = read_seq(a);
    enum wk_err err;

    if (cmd_flag(a, "raw") && cmd_flag(a, "explain"))
        return cmd_usage(a, "--raw has nothing to explain");
    if (seq == 0)
        return cmd_usage(a, "%s is not the number of an entry", a->arg[0]);
    err = site_cmd_open(a, &s);
    if (err == WK_OK)
        err = show(a, s, seq);
    site_close(s);
    return err;
}

/* ---- Withdrawing ---- */

/* By the number that an entry has for it (proto/weerklank.proto); 0: none. */
static uint32_t read_reason(const char *text)
{
    static const char *const REASONS[] = {
        "", "questionnaire", "project", "collection", "other"};

    for (uint32_t i = 1; text != NULL && i < 5; i++)
        if (strcmp(text, REASONS[i]) == 0)
            return i;
    return 0;
}

/* Why an entry cannot be withdrawn, or NULL. */
static const char *why_not(const struct store_entry *e,
    const struct entry *value, uint64_t withdrawn_by)
{
    if (value->kind != ENTRY_RELEASE)
        return "is no release";
    if (withdrawn_by > 0)
        return "is withdrawn already";
    if (e->verdict != 0 && e->verdict != VERDICT_STORED &&
        e->verdict != VERDICT_ALREADY_HELD)
        return "is not counted by the centre anyway";
    return NULL;
}

static enum wk_err check_release(
    const struct cmd_args *a, struct store *s, struct store_withdrawal *w)
{
    struct entry *value = xcalloc(1, sizeof *value);
    struct store_entry e = {.len = 0};
    const char *why = NULL;
    uint64_t by = 0;
    enum wk_err err = store_entry_get(s, w->seq, &e);

    if (err == WK_ENOTFOUND)
        site_cmd_fail(a, err, "there is no entry %" PRIu64, w->seq);
    if (err == WK_OK)
        err = released_decode(&e, value);
    if (err == WK_OK)
        err = released_withdrawn_by(s, w->seq, &by);
    if (err == WK_OK)
        why = why_not(&e, value, by);
    if (why != NULL)
        err = site_cmd_fail(a, WK_EINVAL, "entry %" PRIu64 " %s", w->seq, why);
    memcpy(w->hash, e.hash, HASH_LEN);
    free(e.bytes);
    free(value);
    return err;
}

enum wk_err site_cmd_outbox_withdraw(const struct cmd_args *a)
{
    struct store_withdrawal w = {
        .seq = read_seq(a), .reason = read_reason(cmd_value(a, "reason"))};
    struct site *s = NULL;
    enum wk_err err;

    if (w.seq == 0)
        return cmd_usage(a, "%s is not the number of an entry", a->arg[0]);
    if (w.reason == 0)
        return cmd_usage(a,
            "--reason should be questionnaire, project, collection or other");
    err = site_cmd_open(a, &s);
    if (err == WK_OK)
        err = check_release(a, site_store(s), &w);
    if (err == WK_OK) {
        err = store_withdrawal_add(site_store(s), &w);
        if (err == WK_EEXIST)
            site_cmd_fail(a, err, "the next night withdraws it already");
    }
    if (err == WK_OK) {
        site_note(s, a->command, "entry %" PRIu64 ", reason: %s", w.seq,
            cmd_value(a, "reason"));
        printf("the next night withdraws entry %" PRIu64 "\n", w.seq);
    }
    site_close(s);
    return err;
}
