/* SPDX-License-Identifier: EUPL-1.2 */
/* view_private.h - what the views share. */
#ifndef WK_VIEW_PRIVATE_H
#define WK_VIEW_PRIVATE_H

#include "json.h"
#include "view.h"

/* Write j, unless err is set, and end it. */
WK_MUST_USE enum wk_err view_finish(
    struct json *j, enum wk_err err, struct bytes *out);

#endif
