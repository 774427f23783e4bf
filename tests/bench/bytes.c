/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bytes.c - P2: what a release takes, and what a night takes on the wire.
 *
 * A release of 60 questions and 300 cells: its canonical bytes, and with
 * signature and key as it travels, beside the same figures as JSON, as a
 * message a cell (naive protobuf), and as nothing but its counts, packed.  The
 * nights are those of a real site and a real centre, counted by a relay
 * between them.  Right is a night that is done, and of one size with and
 * without a release.
 */
#include <stdio.h>
#include <stdlib.h>

#include "figures.h"
#include "form.h"
#include "place.h"
#include "relay.h"
#include "xalloc.h"

enum { QUESTIONS = 60, PEOPLE = 200, SIGNATURE = 72 + 32 + 6, NIGHTS = 2 };

static size_t varint_len(uint64_t v)
{
    size_t n = 1;

    while (v >>= 7)
        n++;
    return n;
}

/* A JSON object of the figures, as one would write it. */
static size_t json_len(const struct release *r)
{
    struct bytes b = bytes_new(1 << 20);
    size_t len;

    bytes_addf(&b,
        "{\"project\":\"%s\",\"first\":\"2026-01\",\"last\":"
        "\"2026-01\",\"answer_sets\":%u,\"tables\":[",
        r->project, r->answer_sets);
    for (size_t i = 0; i < r->n_tables; i++) {
        bytes_addf(
            &b, "%s{\"question\":\"q%zu\",\"counts\":[", i > 0 ? "," : "", i);
        for (size_t k = 0; k < r->table[i].n_counts; k++)
            bytes_addf(&b, "%s{\"answer\":\"%zu\",\"count\":%u}",
                k > 0 ? "," : "", k, r->table[i].count[k]);
        bytes_add_text(&b, "]}");
    }
    bytes_add_text(&b, "]}");
    len = b.len;
    bytes_free(&b);
    return len;
}

/* repeated Cell {question = 1 (text), answer = 2, count = 3}. */
static size_t naive_len(const struct release *r)
{
    size_t len = 0;

    for (size_t i = 0; i < r->n_tables; i++)
        for (size_t k = 0; k < r->table[i].n_counts; k++) {
            size_t id = (size_t)snprintf(NULL, 0, "q%zu", i);
            size_t cell = 2 + id + 2 + 1 + varint_len(r->table[i].count[k]);

            len += 1 + varint_len(cell) + cell;
        }
    return len;
}

static size_t packed_len(const struct release *r)
{
    size_t len = 0;

    for (size_t i = 0; i < r->n_tables; i++)
        for (size_t k = 0; k < r->table[i].n_counts; k++)
            len += varint_len(r->table[i].count[k]);
    return len;
}

static void print_size(
    const char *what, size_t ours, const char *peer, size_t theirs, double goal)
{
    figure_print(&(struct figure){.row = "P2",
        .what = what,
        .unit = "B",
        .ours = (double)ours,
        .peer = peer,
        .theirs = (double)theirs,
        .want = goal > 0 ? FIGURE_AT_MOST : FIGURE_TOLD,
        .goal = goal});
}

static void measure_release(const struct questionnaire *q)
{
    struct answers *sets = xcalloc(PEOPLE, sizeof *sets);
    struct entry *e = xcalloc(1, sizeof *e);
    struct bytes b = bytes_new(MAX_ENTRY);
    size_t packed;

    form_draw(q, PEOPLE, sets);
    e->kind = ENTRY_RELEASE;
    e->seq = 1;
    form_release(q, sets, PEOPLE, &e->release);
    wire_encode_entry(e, &b);
    packed = packed_len(&e->release);
    print_size(
        "a release before padding", b.len, "its counts, packed", packed, 1.25);
    /* What no packing makes smaller: era, the entry before, questionnaire. */
    print_size("a release before padding", b.len,
        "its counts, packed, and the hashes that chain it",
        packed + ERA_LEN + HASH_LEN + HASH_LEN, 1.25);
    print_size("with signature and key", b.len + SIGNATURE,
        "its counts, packed", packed, 0);
    print_size("a release before padding", b.len, "naive protobuf",
        naive_len(&e->release), 0);
    print_size(
        "a release before padding", b.len, "JSON", json_len(&e->release), 0);
    bytes_free(&b);
    free(e);
    free(sets);
}

/* Nights without anything, and with a release in every other. */
static void measure_nights(const struct questionnaire *q, struct span text)
{
    int32_t month = place_month() - 3;
    struct office o;
    struct child relay;
    double first = 0, bytes;

    office_new(&o, 0, text);
    office_start(&o);
    place_new(text);
    place_enrol(&o);
    place_night(); /* brings the catalogue */
    place_reach(relay_start(&relay, "relay.log", o.sync_port));
    for (size_t i = 0; i < NIGHTS; i++) {
        if (i % 2 == 1) {
            place_project(q, (int)i, month);
            place_fill(q, month, (int)i, PEOPLE);
        }
        place_night();
        while ((bytes = relay_bytes(&relay, i)) == 0)
            (void)child_await(&relay, "connection");
        first = i == 0 ? bytes : first;
        rig_must(bytes == first, "a night of %.0f B after one of %.0f B", bytes,
            first);
    }
    figure_print(&(struct figure){.row = "P2",
        .what = "a night on the wire, both ways, with a release or without",
        .unit = "B",
        .ours = first,
        .want = FIGURE_AT_MOST,
        .goal = 40 * 1024});
    child_stop(&relay);
    office_stop(&o);
    rig_must(office_counted() == NIGHTS / 2, "a release is missing");
    office_free(&o);
}

int main(void)
{
    struct bytes text = bytes_new(MAX_QUESTIONNAIRE);
    struct questionnaire *q = form_new(QUESTIONS, 0, 0, &text);

    figure_begin();
    measure_release(q);
    measure_nights(q, (struct span){text.data, text.len});
    questionnaire_free(q);
    bytes_free(&text);
    return 0;
}
