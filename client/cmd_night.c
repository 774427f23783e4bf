/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>

#include "site_cmd.h"
#include "site_night.h"

enum { TRIES = 3 }; /* somebody is waiting; the daemon tries for an hour */

/* What an outcome is to a script: done, no contact, refused. */
static enum wk_err outcome(enum night_result r)
{
    switch (r) {
    case NIGHT_DONE:
        return WK_OK;
    case NIGHT_QUARANTINED:
    case NIGHT_REFUSED:
        return WK_ECHECK;
    case NIGHT_NO_CONTACT:
        return WK_ENET;
    case NIGHT_STOPPED:
        return WK_EKILLED;
    case NIGHT_FAILED:
        break;
    }
    return WK_EIO;
}

enum wk_err site_cmd_night(const struct cmd_args *a)
{
    struct night_report report = {0};
    struct site_night *night = NULL;
    struct site *s = NULL;
    enum wk_err err = site_cmd_open(a, &s);

    if (err == WK_OK)
        err = site_night_check_head(s);
    if (err == WK_OK)
        err = site_night_new(s, &night);
    if (err == WK_OK) {
        err = outcome(site_night_run(night, TRIES, SITE_NIGHT_TODAY, &report));
        printf("%s: %s\nclosed %u, sent %u, destroyed %u, %llu bytes\n",
            night_result_text(report.result), report.message, report.closed,
            report.sent, report.destroyed, (unsigned long long)report.bytes);
    }
    site_night_free(night);
    site_close(s);
    return err;
}
