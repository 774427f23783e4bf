/* SPDX-License-Identifier: EUPL-1.2 */
/* kiosk_local.c - the site's own questions, put after those of the network. */
#include "kiosk_private.h"
#include "wave.h"

enum wk_err kiosk_local(struct kiosk *k, const struct store_project *p,
    const struct store_plan *plans, size_t n, int32_t month, struct json *all,
    struct json *out)
{
    const struct store_plan *plan = NULL;

    if (json_text(json_get(out, "wave")) != NULL)
        plan = wave_local(p, plans, n, month);
    return kiosk_put(k, plan, "local", all, out);
}
