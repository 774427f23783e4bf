/* SPDX-License-Identifier: EUPL-1.2 */
#include "not_asked.h"

#include <string.h>

void not_asked_of(const struct store_project *p, struct not_asked *out)
{
    char *s = out->text;

    out->n = 0;
    memcpy(out->text, p->not_asked, sizeof out->text);
    while (*(s += strspn(s, " ")) != '\0' && out->n < MAX_QUESTIONS) {
        out->id[out->n++] = s;
        s += strcspn(s, " ");
        if (*s != '\0')
            *s++ = '\0';
    }
}
