/* SPDX-License-Identifier: EUPL-1.2 */
#include "assisted.h"

#include <string.h>

int assisted_mode(const struct questionnaire *q)
{
    return answers_find_attribute(q, "mode");
}

bool assisted_is_of(const char *id, const char *base)
{
    size_t len = strlen(base);

    return strncmp(id, base, len) == 0 && strcmp(id + len, "-assisted") == 0;
}

const char *assisted_fault(const struct questionnaire *q, enum channel channel,
    const struct answers *a)
{
    int mode = assisted_mode(q);

    if (mode < 0)
        return NULL;
    if (channel != CHANNEL_ASSISTED)
        return "channel: should be assisted, for this questionnaire";
    return a->attribute[mode] == ANSWER_SKIPPED
        ? "mode: missing; who helped is always told"
        : NULL;
}
