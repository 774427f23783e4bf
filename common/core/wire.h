/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * wire.h - the messages of proto/weerklank.proto as values, and their bytes.
 * No other module includes the generated header.
 *
 * Pure module.
 *
 * Units      Lengths are bytes; months, dates and eras as in release.h.
 * Ownership  Encoding appends to the caller's buffer.  Decoding fills a value
 *            whose pointers are its own; wire_free_*() ends them.
 * Errors     WK_EPROTO for bytes that are not the message, that break a
 *            length or a limit of wk_limits.h, or that are not the only way to
 *            write it (entries: decoded, packed again and compared).
 * Source     proto/PROTOCOL.md.
 */
#ifndef WK_WIRE_H
#define WK_WIRE_H

#include "release.h"

enum { WIRE_VERSION = 1, WIRE_FORMAT = 1 };

/* A span of bytes that somebody else owns. */
struct span {
    const uint8_t *data;
    size_t len;
};

/* ---- Entries ---- */

/* Append the canonical bytes. */
void wire_encode_entry(const struct entry *e, struct bytes *out);
/*
 * WK_ESCHEMA when the envelope can be read (era, seq and previous are filled)
 * but its format or its content is of a later version.
 */
WK_MUST_USE enum wk_err wire_decode_entry(
    const uint8_t *bytes, size_t len, struct entry *out);

/*
 * The same of a release that stands in no entry: one of a site's own questions
 * (scope "site"), which no message has a place for.
 */
void wire_encode_release(const struct release *r, struct bytes *out);
WK_MUST_USE enum wk_err wire_decode_release(
    const uint8_t *bytes, size_t len, struct release *out);

/* Read no more than what an entry of any format begins with: era, seq and
 * previous; the rest of out stays.  Errors as above. */
WK_MUST_USE enum wk_err wire_decode_entry_head(
    const uint8_t *bytes, size_t len, struct entry *out);

struct wire_signed {
    struct span entry, signature, key;
    struct span hash; /* len 0, or the hash of an entry that was not kept */
};

struct wire_head {
    uint8_t era[ERA_LEN];
    uint64_t seq;
    uint8_t hash[HASH_LEN];
};

/* ---- The night ---- */

struct wire_hello {
    struct wire_head head;
    uint64_t catalogue;
    char software[MAX_ID + 1];
    int64_t date;
    struct span csr; /* len 0: none */
    uint32_t disk_free;
};

struct wire_hello_reply {
    struct wire_head head;
    uint64_t catalogue;
    int64_t date;
    bool quarantined, readmitted;
    struct span certificate; /* len 0: none */
    uint32_t retry_after;    /* seconds; 0: none */
    uint64_t figures;        /* of the network; 0: none are told */
};

struct wire_push {
    size_t n_entries, n_questionnaires;
    struct wire_signed entry[MAX_ENTRIES_PER_BODY];
    struct span questionnaire[MAX_CATALOGUE];
};

enum verdict_kind {
    VERDICT_STORED = 1,
    VERDICT_ALREADY_HELD,
    VERDICT_SET_ASIDE,
    VERDICT_OUT_OF_ORDER,
    VERDICT_CONFLICT,
    VERDICT_REFUSED,
};

/* Why a verdict is what it is; PROTOCOL.md, "Verdicts". */
enum verdict_code {
    CODE_NONE,
    CODE_COVERED,       /* set aside: a month was covered already */
    CODE_RULES,         /* set aside: the rule set is not known */
    CODE_FLOOR,         /* set aside: a privacy floor is broken */
    CODE_QUESTIONNAIRE, /* set aside until the questionnaire is uploaded */
    CODE_FORMAT,        /* set aside: written by a later version */
    CODE_WITHDRAWAL,    /* set aside: names no release, or again */
    CODE_OTHER_BYTES,   /* conflict: the number holds other bytes */
    CODE_CLOSED_ERA,    /* conflict */
    CODE_LINK,          /* conflict: does not follow the head */
    CODE_MALFORMED,     /* refused */
    CODE_SIGNATURE,     /* refused */
    CODE_KEY,           /* refused: not a key of this site */
    CODE_UNFIT,         /* set aside: its questionnaire cannot be taken */
    N_VERDICT_CODES,
};

struct wire_verdict {
    uint64_t seq;
    enum verdict_kind kind;
    enum verdict_code code;
};

struct wire_push_reply {
    struct wire_head head;
    size_t n_verdicts, n_wanted;
    struct wire_verdict verdict[MAX_ENTRIES_PER_BODY];
    uint8_t wanted[MAX_CATALOGUE][HASH_LEN];
};

struct wire_catalogue {
    uint64_t catalogue;
    struct span policy;
    size_t n_questionnaires;
    struct span questionnaire[MAX_CATALOGUE];
    uint32_t next;
    struct span figures; /* len 0: none */
};

struct wire_history {
    struct wire_head head;
    size_t n_entries, n_keys;
    struct wire_signed entry[MAX_ENTRIES_PER_BODY];
    struct span key[MAX_CATALOGUE];
};

struct wire_enrol {
    uint8_t secret[ID_LEN];
    struct span csr;
};

struct wire_enrol_reply {
    char site[MAX_NAME + 1];
    struct span certificate, ca;
    uint32_t sync_port;
    struct wire_head head;
};

/*
 * Encode each into *out, padded to a multiple of WIRE_PAD (enrolment is not
 * padded: it happens once, before any answer).
 */
void wire_encode_hello(const struct wire_hello *m, struct bytes *out);
void wire_encode_hello_reply(
    const struct wire_hello_reply *m, struct bytes *out);
void wire_encode_push(const struct wire_push *m, struct bytes *out);
void wire_encode_push_reply(const struct wire_push_reply *m, struct bytes *out);
void wire_encode_catalogue_request(uint32_t from, struct bytes *out);
void wire_encode_catalogue(const struct wire_catalogue *m, struct bytes *out);
void wire_encode_history_request(uint64_t after, struct bytes *out);
void wire_encode_history(const struct wire_history *m, struct bytes *out);
void wire_encode_enrol(const struct wire_enrol *m, struct bytes *out);
void wire_encode_enrol_reply(
    const struct wire_enrol_reply *m, struct bytes *out);

/*
 * Decode each.  Spans point into a message that *hold owns until
 * wire_release(*hold).  WK_EPROTO malformed; WK_ESCHEMA another version.
 */
struct wire_hold;                          /* one decoded message */
void wire_release(struct wire_hold *hold); /* NULL has no effect */

#define WIRE_DECODER(name, type)                                               \
    WK_MUST_USE enum wk_err name(                                              \
        struct span body, struct type *out, struct wire_hold **hold)

WIRE_DECODER(wire_decode_hello, wire_hello);
WIRE_DECODER(wire_decode_hello_reply, wire_hello_reply);
WIRE_DECODER(wire_decode_push, wire_push);
WIRE_DECODER(wire_decode_push_reply, wire_push_reply);
WIRE_DECODER(wire_decode_catalogue, wire_catalogue);
WIRE_DECODER(wire_decode_history, wire_history);
WIRE_DECODER(wire_decode_enrol, wire_enrol);
WIRE_DECODER(wire_decode_enrol_reply, wire_enrol_reply);
WK_MUST_USE enum wk_err wire_decode_catalogue_request(
    struct span body, uint32_t *from);
WK_MUST_USE enum wk_err wire_decode_history_request(
    struct span body, uint64_t *after);

#endif
