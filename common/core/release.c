/* SPDX-License-Identifier: EUPL-1.2 */
#include "release.h"

#include <string.h>

const char *channel_text(enum channel c)
{
    return c == CHANNEL_ASSISTED ? "assisted" : "self";
}

enum wk_err channel_parse(const char *s, enum channel *out)
{
    if (strcmp(s, "self") == 0)
        *out = CHANNEL_SELF;
    else if (strcmp(s, "assisted") == 0)
        *out = CHANNEL_ASSISTED;
    else
        return WK_EINVAL;
    return WK_OK;
}

size_t table_width(const struct qn_question *question, const struct table *t)
{
    switch (t->state) {
    case TABLE_EXACT:
        if (t->level >= question->n_levels)
            return 0;
        return (size_t)question->level[t->level].n_groups + question->n_extras +
            (t->split ? 3 : 1);
    case TABLE_AT_LEAST:
        return 3;
    case TABLE_HIDDEN:
    case TABLE_NOT_ASKED:
        break;
    }
    return 0;
}
