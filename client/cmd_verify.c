/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>

#include "site_cmd.h"
#include "site_verify.h"

static void print_fault(void *arg, const char *place)
{
    (void)arg;
    fprintf(stderr, "%s\n", place);
}

enum wk_err site_cmd_verify(const struct cmd_args *a)
{
    struct site *s = NULL;
    enum wk_err err = site_cmd_open(a, &s);

    if (err == WK_OK)
        err = site_verify_run(s, print_fault, NULL);
    if (err == WK_OK)
        printf("%s: everything is as it was written\n", site_folder(s));
    else if (s != NULL)
        site_cmd_fail(a, err, "%s: see above", wk_err_text(err));
    site_close(s);
    return err;
}
