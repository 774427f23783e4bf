/* SPDX-License-Identifier: EUPL-1.2 */
/* staff_waves.c - when each project asks, and the site's own questions. */
#include <string.h>

#include "local_json.h"
#include "site.h"
#include "staff_private.h"
#include "waves_json.h"

void staff_waves(struct staff *st, struct http_request *r)
{
    staff_list(st, r, waves_json_list);
}

void staff_take_wave(struct staff *st, struct http_request *r)
{
    struct login_session who;
    char why[WHY_MAX] = "";
    const uint8_t *body;
    size_t len;
    int status;

    if (!staff_enter(st, r, STAFF_CHANGES, &who))
        return;
    body = http_body(r, &len);
    status = waves_json_take(st->site, who.name,
        strcmp(who.role, "coordinator") == 0, body, len, why);
    staff_reply_saved(r, status, why);
}

void staff_local(struct staff *st, struct http_request *r)
{
    struct login_session who;
    struct json *list = NULL;
    enum wk_err err;

    if (!staff_enter(st, r, 0, &who))
        return;
    staff_note_view(st, who.name, "own questions");
    err = local_json_list(st->site, &list);
    staff_reply(r, err, list);
}

void staff_take_local(struct staff *st, struct http_request *r)
{
    staff_take(st, r, STAFF_COORDINATOR, local_json_take);
}
