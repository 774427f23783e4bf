/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <string.h>

#include "site_cmd.h"

/* Add the first account and let everything count. */
static enum wk_err finish(
    const struct cmd_args *a, struct site *s, const char *user)
{
    struct store_account account = {.role = "coordinator"};
    char recovery[RECOVERY_TEXT] = "";
    enum wk_err err = site_cmd_password(a, user, &account);

    if (err == WK_OK)
        err = store_account_set(site_store(s), &account);
    if (err == WK_OK)
        err = site_cmd_make_recovery_key(s, recovery);
    if (err == WK_OK)
        site_note(s, "init", "state directory made");
    if (err == WK_OK)
        err = site_created(s);
    if (err == WK_OK) {
        site_cmd_print_recovery_key(recovery);
        printf("%s is ready; next: enrol, questionnaire add, project add\n",
            site_folder(s));
    } else {
        site_cmd_fail(a, err, "nothing was made ready; run it again%s",
            cmd_flag(a, "password-stdin")
                ? ""
                : " and forget the password above, if one was shown");
    }
    crypto_wipe(recovery, sizeof recovery);
    return err;
}

enum wk_err site_cmd_init(const struct cmd_args *a)
{
    const char *name = cmd_value(a, "name"), *user = cmd_value(a, "user");
    struct site *s = NULL;
    enum wk_err err;

    if (user == NULL)
        user = "coordinator";
    if (name != NULL &&
        (*name == '\0' || strlen(name) > MAX_NAME ||
            !text_is_utf8(name, strlen(name))))
        return cmd_usage(
            a, "--name should be 1 to %d bytes of UTF-8 text", MAX_NAME);
    err = site_cmd_check_name(a, user);
    if (err == WK_OK)
        err = site_create(a->state_dir, a->config, name, &s);
    if (err == WK_OK)
        err = finish(a, s, user);
    site_close(s);
    return err;
}
