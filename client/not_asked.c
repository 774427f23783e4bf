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

struct json *not_asked_json(const struct store_project *p)
{
    struct json *list = json_new_array();
    struct not_asked ids;

    not_asked_of(p, &ids);
    for (size_t i = 0; i < ids.n; i++)
        json_append_new(list, json_new_text(ids.id[i]));
    return list;
}
