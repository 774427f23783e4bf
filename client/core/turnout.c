/* SPDX-License-Identifier: EUPL-1.2 */
#include "turnout.h"

/* So many people, told beside n answer sets of them; 0 when they cannot be. */
static uint32_t tell(uint32_t people, uint32_t n, uint32_t few)
{
    if (people < n)
        return 0; /* somebody answered twice, or was not counted */
    return people - n < few ? n + few : people;
}

/* Who declined, beside what is told already of who kept silent; 0 when it
 * cannot be. */
static uint32_t tell_declined(uint32_t declined, const struct release *r)
{
    uint32_t few = r->rules.group - 1;
    uint32_t people = r->asked > 0 ? r->asked : r->eligible;
    uint32_t told = declined > few ? declined : few;

    if (r->channel != CHANNEL_SELF)
        return 0;
    if (people > 0 && people - r->answer_sets < (uint64_t)told + r->rules.group)
        return 0;
    return told;
}

void turnout_tell(const struct turnout *t, struct release *r)
{
    uint32_t few = r->rules.group - 1;

    r->eligible = tell(t->eligible, r->answer_sets, few);
    r->asked = tell(t->asked, r->answer_sets, few);
    if (r->eligible < r->asked ||
        (r->eligible > r->asked && r->eligible - r->asked <= few))
        r->asked = 0;
    r->declined = tell_declined(t->declined, r);
}

bool turnout_is_bound(uint32_t people, const struct release *r)
{
    return people == r->answer_sets + r->rules.group - 1;
}

bool turnout_is_declined_bound(const struct release *r)
{
    return r->declined == r->rules.group - 1;
}
