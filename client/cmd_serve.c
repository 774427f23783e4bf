/* SPDX-License-Identifier: EUPL-1.2 */
#include "site_cmd.h"
#include "site_serve.h"

enum wk_err site_cmd_serve(const struct cmd_args *a)
{
    struct site *s = NULL;
    enum wk_err err = site_cmd_open(a, &s);

    if (err == WK_OK)
        err = site_serve_run(s);
    site_close(s);
    return err;
}
