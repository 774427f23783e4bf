/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_user.c - "user ...": who may look at the comparison. */
#include "central_cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crypto.h"
#include "log.h"
#include "password.h"

/* One line of standard input, without its end. */
static enum wk_err read_password(char out[static PASSWORD_MAX + 2])
{
    size_t len;

    if (fgets(out, PASSWORD_MAX + 2, stdin) == NULL)
        out[0] = '\0';
    len = strcspn(out, "\r\n");
    if (out[len] == '\0' && len > PASSWORD_MAX) {
        log_warn("a password has at most %d bytes", PASSWORD_MAX);
        return WK_EINVAL;
    }
    out[len] = '\0';
    if (len < PASSWORD_MIN || !text_is_utf8(out, len)) {
        log_warn(
            "a password has at least %d bytes of UTF-8 text", PASSWORD_MIN);
        return WK_EINVAL;
    }
    return WK_OK;
}

static enum wk_err keep(
    struct central *c, const struct ledger_account *a, bool is_new)
{
    enum wk_err err = ledger_account_set(c->ledger, a);

    if (err == WK_OK)
        err = central_log(c, "console", 0, false,
            is_new ? "account %s added as %s" : "new password for %s (%s)",
            a->name, a->role);
    return err;
}

enum wk_err central_cmd_password(struct central *c, const char *name,
    const char *role, bool from_stdin, bool is_new)
{
    char password[PASSWORD_MAX + 2];
    struct ledger_account a = {.must_change = true};
    enum wk_err err = ledger_account_get(c->ledger, name, &a);

    if (is_new ? err == WK_OK : err == WK_ENOTFOUND) {
        log_warn(
            is_new ? "account %s is there already" : "there is no account %s",
            name);
        return is_new ? WK_EEXIST : WK_ENOTFOUND;
    }
    if (err != WK_OK && err != WK_ENOTFOUND)
        return err;
    err = WK_OK;
    if (from_stdin)
        err = read_password(password);
    else
        password_generate(password);
    if (err != WK_OK)
        return err;
    a.must_change = true;
    snprintf(a.name, sizeof a.name, "%s", name);
    if (role != NULL)
        snprintf(a.role, sizeof a.role, "%s", role);
    password_hash(password, a.hash);
    err = keep(c, &a, is_new);
    if (err == WK_OK && !from_stdin)
        printf("account   %s (%s)\npassword  %s   (changed at the first "
               "login; shown only now)\n",
            a.name, a.role, password);
    crypto_wipe(password, sizeof password);
    return err;
}

enum wk_err central_cmd_user_add(const struct cmd_args *a)
{
    const char *role = cmd_value(a, "role"), *name = a->arg[0];
    struct central *c = NULL;
    enum wk_err err;

    if (role == NULL)
        role = "analyst";
    if (strcmp(role, "admin") != 0 && strcmp(role, "analyst") != 0)
        return cmd_usage(a, "--role %s: admin or analyst", role);
    if (name[0] == '\0' || strlen(name) > MAX_NAME ||
        !text_is_utf8(name, strlen(name)) || strpbrk(name, "\r\n\t") != NULL)
        return cmd_usage(a, "a name is 1 to %d bytes of UTF-8 text", MAX_NAME);
    err = central_open(a, CENTRAL_USE, &c);
    if (err == WK_OK)
        err = central_cmd_password(
            c, name, role, cmd_flag(a, "password-stdin"), true);
    central_close(c);
    return err;
}

enum wk_err central_cmd_user_passwd(const struct cmd_args *a)
{
    struct central *c = NULL;
    enum wk_err err = central_open(a, CENTRAL_USE, &c);

    if (err == WK_OK)
        err = central_cmd_password(
            c, a->arg[0], NULL, cmd_flag(a, "password-stdin"), false);
    central_close(c);
    return err;
}

enum wk_err central_cmd_user_list(const struct cmd_args *a)
{
    struct ledger_account *list = NULL;
    struct central *c = NULL;
    size_t n = 0;
    enum wk_err err = central_open(a, CENTRAL_USE, &c);

    if (err == WK_OK)
        err = ledger_account_list(c->ledger, &list, &n);
    for (size_t i = 0; i < n; i++)
        printf("%-24s  %-8s%s\n", list[i].name, list[i].role,
            list[i].must_change ? "  first password not yet changed" : "");
    free(list);
    central_close(c);
    return err;
}

enum wk_err central_cmd_user_remove(const struct cmd_args *a)
{
    struct central *c = NULL;
    enum wk_err err = central_open(a, CENTRAL_USE, &c);

    if (err == WK_OK)
        err = ledger_account_remove(c->ledger, a->arg[0]);
    if (err == WK_ENOTFOUND && c != NULL)
        log_warn("there is no account %s", a->arg[0]);
    if (err == WK_OK)
        err = central_log(
            c, "console", 0, false, "account %s removed", a->arg[0]);
    central_close(c);
    return err;
}
