/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>

#include "site_backup.h"
#include "site_cmd.h"

enum wk_err site_cmd_backup(const struct cmd_args *a)
{
    struct site *s = NULL;
    enum wk_err err = site_cmd_open(a, &s);

    if (err == WK_OK)
        err = site_backup_write(s, a->arg[0]);
    if (err == WK_OK) {
        site_note(s, "backup", "backup written");
        printf("%s written; it holds no answers of open periods\n", a->arg[0]);
    }
    site_close(s);
    return err;
}

enum wk_err site_cmd_restore(const struct cmd_args *a)
{
    struct site *s = NULL;
    enum wk_err err = site_open_alone(a->state_dir, a->config, &s);

    if (err == WK_OK)
        err = site_backup_restore(s, a->arg[0]);
    if (err == WK_OK)
        printf("%s restored; the next night asks the centre for what is"
               " newer\n",
            site_folder(s));
    site_close(s);
    return err;
}
