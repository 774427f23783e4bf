/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_user.c - "user ...": who may look at the comparison. */
#include "central_cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audience.h"
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
    struct central *c, const struct ledger_account *a, const char *what)
{
    enum wk_err err = ledger_account_set(c->ledger, a);

    if (err == WK_OK)
        err = central_log(
            c, "console", a->site, false, "%s %s (%s)", what, a->name, a->role);
    return err;
}

enum wk_err central_cmd_password(struct central *c, const char *name,
    const char *role, int64_t site, bool from_stdin)
{
    bool is_new = role != NULL;
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
    if (is_new) {
        snprintf(a.role, sizeof a.role, "%s", role);
        a.site = site;
    }
    password_hash(password, a.hash);
    err = keep(c, &a, is_new ? "account added:" : "new password for");
    if (err == WK_OK && !from_stdin)
        printf("account   %s (%s)\npassword  %s   (changed at the first "
               "login; shown only now)\n",
            a.name, a.role, password);
    crypto_wipe(password, sizeof password);
    return err;
}

/* Role and site of the arguments; a site goes with "network", and only there.
 */
static enum wk_err check_role(const struct cmd_args *a, const char *role)
{
    struct audience who;

    if (!audience_make(role, strcmp(role, "network") == 0, 0, &who))
        return cmd_usage(
            a, "--role %s: admin, analyst, network or funding", role);
    if ((who.role == AUDIENCE_NETWORK) != (cmd_value(a, "site") != NULL))
        return cmd_usage(a,
            "--site NAME goes with --role network: the site whose figures are"
            " shown by name");
    return WK_OK;
}

static enum wk_err find_site(
    struct central *c, const struct cmd_args *a, int64_t *out)
{
    const char *name = cmd_value(a, "site");
    struct ledger_site site;
    enum wk_err err;

    *out = 0;
    if (name == NULL)
        return WK_OK;
    err = ledger_site_find(c->ledger, name, &site);
    if (err == WK_OK)
        *out = site.id;
    else if (err == WK_ENOTFOUND)
        log_warn("there is no site %s", name);
    return err;
}

enum wk_err central_cmd_user_add(const struct cmd_args *a)
{
    const char *role = cmd_value(a, "role"), *name = a->arg[0];
    struct central *c = NULL;
    int64_t site = 0;
    enum wk_err err;

    if (role == NULL)
        role = "analyst";
    err = check_role(a, role);
    if (err != WK_OK)
        return err;
    if (name[0] == '\0' || strlen(name) > MAX_NAME ||
        !text_is_utf8(name, strlen(name)) || strpbrk(name, "\r\n\t") != NULL)
        return cmd_usage(a, "a name is 1 to %d bytes of UTF-8 text", MAX_NAME);
    err = central_open(a, CENTRAL_USE, &c);
    if (err == WK_OK)
        err = find_site(c, a, &site);
    if (err == WK_OK)
        err = central_cmd_password(
            c, name, role, site, cmd_flag(a, "password-stdin"));
    central_close(c);
    return err;
}

enum wk_err central_cmd_user_role(const struct cmd_args *a)
{
    const char *role = cmd_value(a, "role");
    struct ledger_account account;
    struct central *c = NULL;
    int64_t site = 0;
    enum wk_err err;

    if (role == NULL)
        return cmd_usage(a, "--role is needed");
    err = check_role(a, role);
    if (err == WK_OK)
        err = central_open(a, CENTRAL_USE, &c);
    if (err == WK_OK)
        err = find_site(c, a, &site);
    if (err == WK_OK) {
        err = ledger_account_get(c->ledger, a->arg[0], &account);
        if (err == WK_ENOTFOUND)
            log_warn("there is no account %s", a->arg[0]);
    }
    if (err == WK_OK) {
        snprintf(account.role, sizeof account.role, "%s", role);
        account.site = site;
        err = keep(c, &account, "other role for");
    }
    central_close(c);
    return err;
}

enum wk_err central_cmd_user_passwd(const struct cmd_args *a)
{
    struct central *c = NULL;
    enum wk_err err = central_open(a, CENTRAL_USE, &c);

    if (err == WK_OK)
        err = central_cmd_password(
            c, a->arg[0], NULL, 0, cmd_flag(a, "password-stdin"));
    central_close(c);
    return err;
}

static enum wk_err print_account(
    struct central *c, const struct ledger_account *a)
{
    struct ledger_site site = {.name = ""};
    enum wk_err err = WK_OK;

    if (a->site != 0)
        err = ledger_site_get(c->ledger, a->site, &site);
    printf("%-24s  %-8s%s%s%s\n", a->name, a->role,
        site.name[0] != '\0' ? "  " : "", site.name,
        a->must_change ? "  first password not yet changed" : "");
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
    for (size_t i = 0; err == WK_OK && i < n; i++)
        err = print_account(c, &list[i]);
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
