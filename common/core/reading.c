/* SPDX-License-Identifier: EUPL-1.2 */
#include "reading.h"

#include <string.h>

const char *const READING_TRUST_ID[READING_TRUST] = {"C07", "C08", "C12"};

bool reading_reversed(const char *question)
{
    return strcmp(question, "C08") == 0;
}

bool reading_ceiling(const struct bounds *b, const char *question)
{
    uint64_t hoped = reading_reversed(question) ? b->negative : b->positive;

    return b->n > 0 && 10 * hoped >= 9 * b->n;
}
