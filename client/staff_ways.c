/* SPDX-License-Identifier: EUPL-1.2 */
/* staff_ways.c - other ways of collecting, for who is logged in: ballot cards,
 * paper ballots and conversations on feet. */
#include "ballots_json.h"
#include "cards_json.h"
#include "feet.h"
#include "staff_private.h"

void staff_cards(struct staff *st, struct http_request *r)
{
    struct login_session who;
    struct json *out = NULL;
    char why[WHY_MAX] = "";
    const uint8_t *body;
    size_t len;
    int status;

    if (!staff_enter(st, r, STAFF_CHANGES, &who))
        return;
    body = http_body(r, &len);
    status = cards_json_take(st->site, who.name, body, len, &out, why);
    if (status == 200)
        staff_reply(r, WK_OK, out);
    else
        http_reply_error(r, status, "%s", why);
}

void staff_open_ballots(struct staff *st, struct http_request *r)
{
    staff_list(st, r, ballots_json_open);
}

void staff_ballots(struct staff *st, struct http_request *r)
{
    staff_take(st, r, 0, ballots_json_take);
}

void staff_feet(struct staff *st, struct http_request *r)
{
    staff_take(st, r, 0, feet_json_take);
}
