/* SPDX-License-Identifier: EUPL-1.2 */
/* wire.c - the messages of a night and of enrolment; entries are in
 * wire_entry.c. */
#include "wire.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "weerklank.pb-c.h"
#include "wire_private.h"
#include "xalloc.h"

struct wire_hold {
    ProtobufCMessage *message;
};

void wire_release(struct wire_hold *hold)
{
    if (hold == NULL)
        return;
    protobuf_c_message_free_unpacked(hold->message, NULL);
    free(hold);
}

static ProtobufCBinaryData bin(const void *p, size_t len)
{
    /* protobuf-c has no const; packing does not write. */
    return (ProtobufCBinaryData){len, (uint8_t *)(uintptr_t)p};
}

static ProtobufCBinaryData bin_span(struct span s)
{
    return bin(s.data, s.len);
}

static struct span span_of(ProtobufCBinaryData b)
{
    return (struct span){b.data, b.len};
}

/*
 * Append the padding field that brings len to a multiple of WIRE_PAD: a tag,
 * a length of one or two bytes, zeros.  Where no such field has the exact
 * size, the next multiple is taken.
 */
static void pad(struct bytes *out, size_t len)
{
    static const uint8_t ZEROS[WIRE_PAD * 2];
    size_t need = (WIRE_PAD - len % WIRE_PAD) % WIRE_PAD;
    uint8_t head[3] = {15 << 3 | 2};

    if (need == 0)
        return;
    if (need == 1 || need == 130)
        need += WIRE_PAD;
    if (need < 130) {
        head[1] = (uint8_t)(need - 2);
        bytes_add(out, head, 2);
        bytes_add(out, ZEROS, need - 2);
        return;
    }
    head[1] = (uint8_t)((need - 3) & 127) | 128;
    head[2] = (uint8_t)((need - 3) >> 7);
    bytes_add(out, head, 3);
    bytes_add(out, ZEROS, need - 3);
}

static void pack(const void *message, bool padded, struct bytes *out)
{
    const ProtobufCMessage *m = message;
    size_t len = protobuf_c_message_get_packed_size(m);
    uint8_t *buf = xcalloc(len + 1, 1);

    protobuf_c_message_pack(m, buf);
    bytes_add(out, buf, len);
    if (padded)
        pad(out, len);
    free(buf);
}

static Weerklank__Head head_message(const struct wire_head *h)
{
    Weerklank__Head m = WEERKLANK__HEAD__INIT;

    m.era = bin(h->era, ERA_LEN);
    m.seq = h->seq;
    m.hash = bin(h->hash, HASH_LEN);
    return m;
}

static Weerklank__SignedEntry signed_message(const struct wire_signed *s)
{
    Weerklank__SignedEntry m = WEERKLANK__SIGNED_ENTRY__INIT;

    m.entry = bin_span(s->entry);
    m.signature = bin_span(s->signature);
    m.key = bin_span(s->key);
    m.has_hash = s->hash.len > 0;
    m.hash = bin_span(s->hash);
    return m;
}

void wire_encode_hello(const struct wire_hello *v, struct bytes *out)
{
    Weerklank__HelloRequest m = WEERKLANK__HELLO_REQUEST__INIT;
    Weerklank__Head head = head_message(&v->head);

    m.version = WIRE_VERSION;
    m.head = &head;
    m.catalogue = v->catalogue;
    m.software = (char *)(uintptr_t)v->software;
    m.date = (uint32_t)v->date;
    m.has_csr = v->csr.len > 0;
    m.csr = bin_span(v->csr);
    m.disk_free = v->disk_free;
    pack(&m, true, out);
}

void wire_encode_hello_reply(
    const struct wire_hello_reply *v, struct bytes *out)
{
    Weerklank__HelloReply m = WEERKLANK__HELLO_REPLY__INIT;
    Weerklank__Head head = head_message(&v->head);

    m.version = WIRE_VERSION;
    m.head = &head;
    m.catalogue = v->catalogue;
    m.date = (uint32_t)v->date;
    m.quarantined = v->quarantined;
    m.readmitted = v->readmitted;
    m.has_certificate = v->certificate.len > 0;
    m.certificate = bin_span(v->certificate);
    m.has_retry_after = v->retry_after > 0;
    m.retry_after = v->retry_after;
    m.has_figures = v->figures > 0;
    m.figures = v->figures;
    pack(&m, true, out);
}

void wire_encode_push(const struct wire_push *v, struct bytes *out)
{
    Weerklank__PushRequest m = WEERKLANK__PUSH_REQUEST__INIT;
    Weerklank__SignedEntry entry[MAX_ENTRIES_PER_BODY];
    Weerklank__SignedEntry *entries[MAX_ENTRIES_PER_BODY];
    ProtobufCBinaryData questionnaire[MAX_CATALOGUE];

    for (size_t i = 0; i < v->n_entries; i++) {
        entry[i] = signed_message(&v->entry[i]);
        entries[i] = &entry[i];
    }
    for (size_t i = 0; i < v->n_questionnaires; i++)
        questionnaire[i] = bin_span(v->questionnaire[i]);
    m.version = WIRE_VERSION;
    m.n_entry = v->n_entries;
    m.entry = entries;
    m.n_questionnaire = v->n_questionnaires;
    m.questionnaire = questionnaire;
    pack(&m, true, out);
}

void wire_encode_push_reply(const struct wire_push_reply *v, struct bytes *out)
{
    Weerklank__PushReply m = WEERKLANK__PUSH_REPLY__INIT;
    Weerklank__Head head = head_message(&v->head);
    Weerklank__Verdict verdict[MAX_ENTRIES_PER_BODY];
    Weerklank__Verdict *verdicts[MAX_ENTRIES_PER_BODY];
    ProtobufCBinaryData wanted[MAX_CATALOGUE];

    for (size_t i = 0; i < v->n_verdicts; i++) {
        verdict[i] = (Weerklank__Verdict)WEERKLANK__VERDICT__INIT;
        verdict[i].seq = v->verdict[i].seq;
        verdict[i].kind = (Weerklank__VerdictKind)v->verdict[i].kind;
        verdict[i].has_code = v->verdict[i].code != CODE_NONE;
        verdict[i].code = v->verdict[i].code;
        verdicts[i] = &verdict[i];
    }
    for (size_t i = 0; i < v->n_wanted; i++)
        wanted[i] = bin(v->wanted[i], HASH_LEN);
    m.version = WIRE_VERSION;
    m.head = &head;
    m.n_verdict = v->n_verdicts;
    m.verdict = verdicts;
    m.n_wanted = v->n_wanted;
    m.wanted = wanted;
    pack(&m, true, out);
}

void wire_encode_catalogue_request(uint32_t from, struct bytes *out)
{
    Weerklank__CatalogueRequest m = WEERKLANK__CATALOGUE_REQUEST__INIT;

    m.version = WIRE_VERSION;
    m.from = from;
    pack(&m, true, out);
}

void wire_encode_catalogue(const struct wire_catalogue *v, struct bytes *out)
{
    Weerklank__CatalogueReply m = WEERKLANK__CATALOGUE_REPLY__INIT;
    ProtobufCBinaryData questionnaire[MAX_CATALOGUE];

    for (size_t i = 0; i < v->n_questionnaires; i++)
        questionnaire[i] = bin_span(v->questionnaire[i]);
    m.version = WIRE_VERSION;
    m.catalogue = v->catalogue;
    m.policy = bin_span(v->policy);
    m.n_questionnaire = v->n_questionnaires;
    m.questionnaire = questionnaire;
    m.next = v->next;
    m.has_figures = v->figures.len > 0;
    m.figures = bin_span(v->figures);
    pack(&m, true, out);
}

void wire_encode_history_request(uint64_t after, struct bytes *out)
{
    Weerklank__HistoryRequest m = WEERKLANK__HISTORY_REQUEST__INIT;

    m.version = WIRE_VERSION;
    m.after = after;
    pack(&m, true, out);
}

void wire_encode_history(const struct wire_history *v, struct bytes *out)
{
    Weerklank__HistoryReply m = WEERKLANK__HISTORY_REPLY__INIT;
    Weerklank__Head head = head_message(&v->head);
    Weerklank__SignedEntry entry[MAX_ENTRIES_PER_BODY];
    Weerklank__SignedEntry *entries[MAX_ENTRIES_PER_BODY];
    ProtobufCBinaryData key[MAX_CATALOGUE];

    for (size_t i = 0; i < v->n_entries; i++) {
        entry[i] = signed_message(&v->entry[i]);
        entries[i] = &entry[i];
    }
    for (size_t i = 0; i < v->n_keys; i++)
        key[i] = bin_span(v->key[i]);
    m.version = WIRE_VERSION;
    m.head = &head;
    m.n_entry = v->n_entries;
    m.entry = entries;
    m.n_key = v->n_keys;
    m.key = key;
    pack(&m, true, out);
}

void wire_encode_enrol(const struct wire_enrol *v, struct bytes *out)
{
    Weerklank__EnrolRequest m = WEERKLANK__ENROL_REQUEST__INIT;

    m.version = WIRE_VERSION;
    m.secret = bin(v->secret, ID_LEN);
    m.csr = bin_span(v->csr);
    pack(&m, false, out);
}

void wire_encode_enrol_reply(
    const struct wire_enrol_reply *v, struct bytes *out)
{
    Weerklank__EnrolReply m = WEERKLANK__ENROL_REPLY__INIT;
    Weerklank__Head head = head_message(&v->head);

    m.version = WIRE_VERSION;
    m.site = (char *)(uintptr_t)v->site;
    m.certificate = bin_span(v->certificate);
    m.ca = bin_span(v->ca);
    m.sync_port = v->sync_port;
    m.head = &head;
    pack(&m, false, out);
}

/* ---- Decoding ---- */

/* A message of another version may be of any other shape, so that its version
 * is read by itself, and before the rest. */
static enum wk_err check_version(struct span body)
{
    Weerklank__AnyMessage *m;
    enum wk_err err = WK_EPROTO;

    if (body.len > MAX_BODY)
        return WK_EPROTO;
    m = weerklank__any_message__unpack(&wire_memory, body.len, body.data);
    if (m != NULL)
        err = m->version == WIRE_VERSION ? WK_OK : WK_ESCHEMA;
    weerklank__any_message__free_unpacked(m, NULL);
    return err;
}

/* Unpack body into *m, owned by a new *hold. */
static enum wk_err unpack(const ProtobufCMessageDescriptor *type,
    struct span body, ProtobufCMessage **m, struct wire_hold **hold)
{
    struct wire_hold *h;
    enum wk_err err = check_version(body);

    *hold = NULL;
    if (err != WK_OK)
        return err;
    *m = protobuf_c_message_unpack(type, &wire_memory, body.len, body.data);
    if (*m == NULL)
        return WK_EPROTO;
    h = xcalloc(1, sizeof *h);
    h->message = *m;
    *hold = h;
    return WK_OK;
}

#define UNPACK(lower, Type, owner)                                             \
    ProtobufCMessage *base;                                                    \
    const Weerklank__##Type *m;                                                \
    enum wk_err err =                                                          \
        unpack(&weerklank__##lower##__descriptor, body, &base, owner);         \
                                                                               \
    if (err != WK_OK)                                                          \
        return err;                                                            \
    m = (const Weerklank__##Type *)base

static bool head_of(const Weerklank__Head *m, struct wire_head *out)
{
    if (m->era.len != ERA_LEN || m->hash.len != HASH_LEN || m->seq > INT64_MAX)
        return false;
    memcpy(out->era, m->era.data, ERA_LEN);
    memcpy(out->hash, m->hash.data, HASH_LEN);
    out->seq = m->seq;
    return true;
}

/* Text that may end on a terminal or in a log: no control characters. */
static bool text_of(const char *s, char *out, size_t max)
{
    size_t len = strlen(s);

    if (len == 0 || len > max || !text_is_utf8(s, len))
        return false;
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)s[i] < ' ' || s[i] == 0x7f)
            return false;
    memcpy(out, s, len + 1);
    return true;
}

static bool signed_of(
    Weerklank__SignedEntry *const *in, size_t n, struct wire_signed *out)
{
    if (n > MAX_ENTRIES_PER_BODY)
        return false;
    for (size_t i = 0; i < n; i++) {
        out[i] = (struct wire_signed){span_of(in[i]->entry),
            span_of(in[i]->signature), span_of(in[i]->key), {NULL, 0}};
        if (in[i]->has_hash)
            out[i].hash = span_of(in[i]->hash);
        if (in[i]->entry.len > MAX_ENTRY ||
            (out[i].hash.len != 0 && out[i].hash.len != HASH_LEN))
            return false;
    }
    return true;
}

static bool spans_of(const ProtobufCBinaryData *in, size_t n, struct span *out)
{
    if (n > MAX_CATALOGUE)
        return false;
    for (size_t i = 0; i < n; i++)
        out[i] = span_of(in[i]);
    return true;
}

WIRE_DECODER(wire_decode_hello, wire_hello)
{
    UNPACK(hello_request, HelloRequest, hold);
    if (!head_of(m->head, &out->head) ||
        !text_of(m->software, out->software, MAX_ID) || m->disk_free > 100)
        return WK_EPROTO;
    out->catalogue = m->catalogue;
    out->date = m->date;
    out->csr = span_of(m->csr);
    out->disk_free = m->disk_free;
    return WK_OK;
}

WIRE_DECODER(wire_decode_hello_reply, wire_hello_reply)
{
    UNPACK(hello_reply, HelloReply, hold);
    if (!head_of(m->head, &out->head) || m->catalogue > INT64_MAX ||
        m->figures > INT64_MAX)
        return WK_EPROTO;
    out->catalogue = m->catalogue;
    out->date = m->date;
    out->quarantined = m->quarantined;
    out->readmitted = m->readmitted;
    out->certificate = span_of(m->certificate);
    out->retry_after = m->has_retry_after ? m->retry_after : 0;
    out->figures = m->figures; /* 0 when absent */
    return WK_OK;
}

WIRE_DECODER(wire_decode_push, wire_push)
{
    UNPACK(push_request, PushRequest, hold);
    if (!signed_of(m->entry, m->n_entry, out->entry) ||
        !spans_of(m->questionnaire, m->n_questionnaire, out->questionnaire))
        return WK_EPROTO;
    out->n_entries = m->n_entry;
    out->n_questionnaires = m->n_questionnaire;
    return WK_OK;
}

WIRE_DECODER(wire_decode_push_reply, wire_push_reply)
{
    UNPACK(push_reply, PushReply, hold);
    if (!head_of(m->head, &out->head) || m->n_verdict > MAX_ENTRIES_PER_BODY ||
        m->n_wanted > MAX_CATALOGUE)
        return WK_EPROTO;
    for (size_t i = 0; i < m->n_verdict; i++) {
        const Weerklank__Verdict *v = m->verdict[i];

        if (v->kind < WEERKLANK__VERDICT_KIND__STORED ||
            v->kind > WEERKLANK__VERDICT_KIND__REFUSED)
            return WK_EPROTO;
        out->verdict[i] =
            (struct wire_verdict){v->seq, (enum verdict_kind)v->kind,
                v->has_code ? (enum verdict_code)v->code : CODE_NONE};
    }
    for (size_t i = 0; i < m->n_wanted; i++) {
        if (m->wanted[i].len != HASH_LEN)
            return WK_EPROTO;
        memcpy(out->wanted[i], m->wanted[i].data, HASH_LEN);
    }
    out->n_verdicts = m->n_verdict;
    out->n_wanted = m->n_wanted;
    return WK_OK;
}

WIRE_DECODER(wire_decode_catalogue, wire_catalogue)
{
    UNPACK(catalogue_reply, CatalogueReply, hold);
    if (m->policy.len > MAX_POLICY || m->catalogue > INT64_MAX ||
        !spans_of(m->questionnaire, m->n_questionnaire, out->questionnaire))
        return WK_EPROTO;
    out->catalogue = m->catalogue;
    out->policy = span_of(m->policy);
    out->n_questionnaires = m->n_questionnaire;
    out->next = m->next;
    out->figures = span_of(m->figures);
    return WK_OK;
}

WIRE_DECODER(wire_decode_history, wire_history)
{
    UNPACK(history_reply, HistoryReply, hold);
    if (!head_of(m->head, &out->head) ||
        !signed_of(m->entry, m->n_entry, out->entry) ||
        !spans_of(m->key, m->n_key, out->key))
        return WK_EPROTO;
    out->n_entries = m->n_entry;
    out->n_keys = m->n_key;
    return WK_OK;
}

WIRE_DECODER(wire_decode_enrol, wire_enrol)
{
    UNPACK(enrol_request, EnrolRequest, hold);
    if (m->secret.len != ID_LEN)
        return WK_EPROTO;
    memcpy(out->secret, m->secret.data, ID_LEN);
    out->csr = span_of(m->csr);
    return WK_OK;
}

WIRE_DECODER(wire_decode_enrol_reply, wire_enrol_reply)
{
    UNPACK(enrol_reply, EnrolReply, hold);
    if (!text_of(m->site, out->site, MAX_NAME) ||
        !head_of(m->head, &out->head) || m->sync_port > 65535)
        return WK_EPROTO;
    out->certificate = span_of(m->certificate);
    out->ca = span_of(m->ca);
    out->sync_port = m->sync_port;
    return WK_OK;
}

enum wk_err wire_decode_catalogue_request(struct span body, uint32_t *from)
{
    struct wire_hold *hold;
    UNPACK(catalogue_request, CatalogueRequest, &hold);
    *from = m->from;
    wire_release(hold);
    return WK_OK;
}

enum wk_err wire_decode_history_request(struct span body, uint64_t *after)
{
    struct wire_hold *hold;
    UNPACK(history_request, HistoryRequest, &hold);
    *after = m->after;
    wire_release(hold);
    return WK_OK;
}
