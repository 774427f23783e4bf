/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_wire.c - every message the wire can bring; the first byte says which.
 * What decodes is within its limits, and is read back as itself; the entries
 * in it are tried too, and judged.
 *
 * Covers common/core/wire.c common/core/wire_entry.c server/core/ingest.c
 * Covers server/core/floors.c
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "floors.h"
#include "ingest.h"
#include "wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* ---- Entries ---- */

static void check_release(const struct release *r)
{
    size_t cells = 0;

    assert(r->n_tables >= 1 && r->n_tables <= MAX_QUESTIONS);
    assert(r->n_margins <= MAX_ATTRIBUTES && r->n_cells <= MAX_CELLS);
    assert(r->months.first <= r->months.last);
    assert(text_is_id(r->project, MAX_ID));
    for (size_t i = 0; i < r->n_tables; i++)
        assert(r->table[i].n_counts <= MAX_COLUMNS);
    for (size_t i = 0; i < r->n_margins; i++) {
        assert(r->margin[i].first == cells);
        assert(r->margin[i].n_groups <= MAX_GROUPS);
        cells += r->margin[i].n_groups;
    }
    for (size_t i = 0; r->n_margins > 0 && i < r->n_tables; i++) {
        assert(r->breakdown[i].first == cells);
        cells += r->breakdown[i].n_cells;
    }
    assert(cells == r->n_cells);
}

/* Next in line, well signed, of a questionnaire that is not known: it counts
 * for nobody, and not even its bytes are kept when a floor is broken. */
static void judge(enum wk_err decoded, const struct entry *e)
{
    struct ingest_facts f = {.decoded = decoded,
        .entry = e,
        .key_known = true,
        .signature_fits = true,
        .head.seq = e->seq - 1};
    struct ingest_verdict v;
    bool release = decoded == WK_OK && e->kind == ENTRY_RELEASE;

    memcpy(f.head.hash, e->previous, HASH_LEN);
    memcpy(f.head.era, e->era, ERA_LEN);
    v = ingest_judge(&f);
    assert(v.kind == VERDICT_SET_ASIDE && v.takes_number);
    assert(v.keeps_bytes == (v.code != CODE_FLOOR));
    assert((v.code == CODE_FORMAT) == (decoded == WK_ESCHEMA));
    if (!release || e->release.rules.version != RULES_VERSION)
        return;
    assert((v.code == CODE_FLOOR) == floors_broken(&e->release, NULL));
    assert(v.code == CODE_FLOOR || e->release.answer_sets >= FLOOR_BATCH);
}

/* What decodes has one form: it packs to the same bytes. */
static void try_entry(struct span body)
{
    struct entry *e = malloc(sizeof *e);
    struct bytes again = bytes_new(MAX_ENTRY);
    enum wk_err err;

    assert(e != NULL);
    err = wire_decode_entry(body.data, body.len, e);
    assert(err == WK_OK || err == WK_EPROTO || err == WK_ESCHEMA);
    if (err != WK_EPROTO) {
        assert(e->seq > 0 && e->seq <= INT64_MAX && body.len <= MAX_ENTRY);
        judge(err, e);
    }
    if (err == WK_OK) {
        wire_encode_entry(e, &again);
        assert(again.len == body.len);
        assert(memcmp(again.data, body.data, body.len) == 0);
        if (e->kind == ENTRY_RELEASE)
            check_release(&e->release);
    }
    bytes_free(&again);
    free(e);
}

static void try_signed(const struct wire_signed *s, size_t n)
{
    assert(n <= MAX_ENTRIES_PER_BODY);
    for (size_t i = 0; i < n; i++) {
        assert(s[i].hash.len == 0 || s[i].hash.len == HASH_LEN);
        try_entry(s[i].entry);
    }
}

/* ---- What only one kind of message keeps to ---- */

static void check_hello(const struct wire_hello *m)
{
    assert(m->disk_free <= 100 && m->software[0] != '\0');
    assert(text_is_utf8(m->software, strlen(m->software)));
}

static void check_hello_reply(const struct wire_hello_reply *m)
{
    assert(m->head.seq <= INT64_MAX && m->catalogue <= INT64_MAX);
}

static void check_push(const struct wire_push *m)
{
    assert(m->n_questionnaires <= MAX_CATALOGUE);
    try_signed(m->entry, m->n_entries);
}

static void check_push_reply(const struct wire_push_reply *m)
{
    assert(m->n_verdicts <= MAX_ENTRIES_PER_BODY);
    assert(m->n_wanted <= MAX_CATALOGUE);
    for (size_t i = 0; i < m->n_verdicts; i++)
        assert(m->verdict[i].kind >= VERDICT_STORED &&
            m->verdict[i].kind <= VERDICT_REFUSED);
}

static void check_catalogue(const struct wire_catalogue *m)
{
    assert(m->n_questionnaires <= MAX_CATALOGUE);
    assert(m->policy.len <= MAX_POLICY && m->catalogue <= INT64_MAX);
}

static void check_history(const struct wire_history *m)
{
    assert(m->n_keys <= MAX_CATALOGUE);
    try_signed(m->entry, m->n_entries);
}

static void check_enrol(const struct wire_enrol *m)
{
    assert(m->csr.len <= MAX_BODY);
}

static void check_enrol_reply(const struct wire_enrol_reply *m)
{
    assert(m->sync_port <= 65535 && m->site[0] != '\0');
    assert(text_is_utf8(m->site, strlen(m->site)));
}

/* ---- Messages ---- */

/*
 * try_TYPE(): decode, check, and encode; what was encoded decodes, and encodes
 * to the same bytes once more.  A macro, for the types differ.
 */
#define ROUND_TRIP(type)                                                       \
    static void try_##type(struct span body)                                   \
    {                                                                          \
        struct bytes once = bytes_new(2 * MAX_BODY);                           \
        struct bytes twice = bytes_new(2 * MAX_BODY);                          \
        struct wire_##type *m = malloc(sizeof *m);                             \
        struct wire_hold *hold = NULL, *again = NULL;                          \
                                                                               \
        assert(m != NULL);                                                     \
        if (wire_decode_##type(body, m, &hold) != WK_OK)                       \
            goto out;                                                          \
        assert(hold != NULL && body.len <= MAX_BODY);                          \
        check_##type(m);                                                       \
        wire_encode_##type(m, &once);                                          \
        if (once.len > MAX_BODY)                                               \
            goto out;                                                          \
        if (wire_decode_##type(                                                \
                (struct span){once.data, once.len}, m, &again) != WK_OK)       \
            abort();                                                           \
        wire_encode_##type(m, &twice);                                         \
        assert(once.len == twice.len);                                         \
        assert(memcmp(once.data, twice.data, once.len) == 0);                  \
    out:                                                                       \
        wire_release(hold);                                                    \
        wire_release(again);                                                   \
        bytes_free(&once);                                                     \
        bytes_free(&twice);                                                    \
        free(m);                                                               \
    }

ROUND_TRIP(hello)
ROUND_TRIP(hello_reply)
ROUND_TRIP(push)
ROUND_TRIP(push_reply)
ROUND_TRIP(catalogue)
ROUND_TRIP(history)
ROUND_TRIP(enrol)
ROUND_TRIP(enrol_reply)

static void try_catalogue_request(struct span body)
{
    struct bytes again = bytes_new(MAX_BODY);
    uint32_t from, back;

    if (wire_decode_catalogue_request(body, &from) == WK_OK) {
        wire_encode_catalogue_request(from, &again);
        assert(again.len == WIRE_PAD);
        if (wire_decode_catalogue_request(
                (struct span){again.data, again.len}, &back) != WK_OK)
            abort();
        assert(back == from);
    }
    bytes_free(&again);
}

static void try_history_request(struct span body)
{
    struct bytes again = bytes_new(MAX_BODY);
    uint64_t after, back;

    if (wire_decode_history_request(body, &after) == WK_OK) {
        wire_encode_history_request(after, &again);
        assert(again.len == WIRE_PAD);
        if (wire_decode_history_request(
                (struct span){again.data, again.len}, &back) != WK_OK)
            abort();
        assert(back == after);
    }
    bytes_free(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    static void (*const TRY[])(struct span body) = {try_entry, try_hello,
        try_hello_reply, try_push, try_push_reply, try_catalogue, try_history,
        try_enrol, try_enrol_reply, try_catalogue_request, try_history_request};

    if (len > 0)
        TRY[data[0] % (sizeof TRY / sizeof TRY[0])](
            (struct span){data + 1, len - 1});
    return 0;
}
