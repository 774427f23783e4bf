/* SPDX-License-Identifier: EUPL-1.2 */
#include "ingest.h"

#include <string.h>

#include "floors.h"

static struct ingest_verdict verdict(
    enum verdict_kind kind, enum verdict_code code)
{
    return (struct ingest_verdict){kind, code,
        kind == VERDICT_STORED || kind == VERDICT_SET_ASIDE,
        kind == VERDICT_STORED ||
            (kind == VERDICT_SET_ASIDE && code != CODE_FLOOR)};
}

/* Whether an entry that is next in line can be counted. */
static struct ingest_verdict judge_content(const struct ingest_facts *f)
{
    const struct release *r = &f->entry->release;

    if (f->decoded == WK_ESCHEMA)
        return verdict(VERDICT_SET_ASIDE, CODE_FORMAT);
    if (f->entry->kind == ENTRY_WITHDRAWAL)
        return f->withdrawn_exists && !f->withdrawn_again
            ? verdict(VERDICT_STORED, CODE_NONE)
            : verdict(VERDICT_SET_ASIDE, CODE_WITHDRAWAL);
    if (r->rules.version != RULES_VERSION)
        return verdict(VERDICT_SET_ASIDE, CODE_RULES);
    if (floors_broken(r, f->questionnaire))
        return verdict(VERDICT_SET_ASIDE, CODE_FLOOR);
    if (f->covered)
        return verdict(VERDICT_SET_ASIDE, CODE_COVERED);
    if (f->questionnaire == NULL)
        return verdict(VERDICT_SET_ASIDE, CODE_QUESTIONNAIRE);
    return verdict(VERDICT_STORED, CODE_NONE);
}

struct ingest_verdict ingest_judge(const struct ingest_facts *f)
{
    if (f->decoded != WK_OK && f->decoded != WK_ESCHEMA)
        return verdict(VERDICT_REFUSED, CODE_MALFORMED);
    if (!f->key_known)
        return verdict(VERDICT_REFUSED, CODE_KEY);
    if (!f->signature_fits)
        return verdict(VERDICT_REFUSED, CODE_SIGNATURE);
    if (f->held)
        return f->held_same ? verdict(VERDICT_ALREADY_HELD, CODE_NONE)
                            : verdict(VERDICT_CONFLICT, CODE_OTHER_BYTES);
    if (f->entry->seq > f->head.seq + 1)
        return verdict(VERDICT_OUT_OF_ORDER, CODE_NONE);
    if (memcmp(f->entry->previous, f->head.hash, HASH_LEN) != 0)
        return verdict(VERDICT_CONFLICT, CODE_LINK);
    if (f->quarantined ||
        (f->era_seen && memcmp(f->entry->era, f->head.era, ERA_LEN) != 0))
        return verdict(VERDICT_CONFLICT, CODE_CLOSED_ERA);
    return judge_content(f);
}
