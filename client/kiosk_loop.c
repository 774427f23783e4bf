/* SPDX-License-Identifier: EUPL-1.2 */
#include "kiosk_loop.h"

#include <stdlib.h>

#include "loop_json.h"

static struct json *one_json(const struct store_loop *l)
{
    struct json *one = json_new_object();

    json_set_new(one, "theme", json_new_text(l->theme));
    json_set_new(one, "state", json_new_text(loop_state_text(l->state)));
    json_set_new(one, "said", json_new_month(l->said));
    json_set_new(one, "text", loop_json_text(l));
    return one;
}

enum wk_err kiosk_loop_set(
    struct store *s, const char *project, struct json *out)
{
    struct json *list = json_new_array();
    struct store_loop *l = NULL;
    size_t n = 0;
    enum wk_err err = store_loop_list(s, project, &l, &n);

    for (size_t i = 0; i < n && json_size(list) < KIOSK_LOOP_MOST; i++)
        if (!l[i].archived)
            json_append_new(list, one_json(&l[i]));
    json_set_new(out, "loop", list);
    free(l);
    return err;
}
