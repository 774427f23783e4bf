/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_site.c - "site ...": who belongs to the network. */
#include "central_cmd.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "enrol.h"
#include "log.h"
#include "view.h"

/* A name that fits on a page, in a certificate and on a line of its own. */
static bool is_name(const char *s)
{
    size_t len = strlen(s);

    if (len == 0 || len > MAX_NAME || !text_is_utf8(s, len) || s[0] == ' ' ||
        s[len - 1] == ' ')
        return false;
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)s[i] < ' ' || s[i] == 0x7f)
            return false;
    return true;
}

static enum wk_err add(struct central *c, const char *name)
{
    int64_t id = 0;
    enum wk_err err = ledger_begin(c->ledger);

    if (err == WK_OK)
        err = ledger_site_add(c->ledger, name, &id);
    if (err == WK_EEXIST)
        log_warn("site %s is there already", name);
    if (err == WK_OK)
        err = central_log(c, "console", id, false, "%s admitted", name);
    if (err == WK_OK)
        err = ledger_commit(c->ledger);
    ledger_rollback(c->ledger);
    if (err == WK_OK)
        printf(
            "site %" PRId64 " is %s; \"site code\" lets it enrol\n", id, name);
    return err;
}

enum wk_err central_cmd_site_add(const struct cmd_args *a)
{
    struct central *c = NULL;
    enum wk_err err;

    if (!is_name(a->arg[0]))
        return cmd_usage(a, "a name is 1 to %d bytes of UTF-8 text", MAX_NAME);
    err = central_open(a, CENTRAL_USE, &c);
    if (err == WK_OK)
        err = add(c, a->arg[0]);
    central_close(c);
    return err;
}

static enum wk_err find(
    struct central *c, const char *name, struct ledger_site *site)
{
    enum wk_err err = ledger_site_find(c->ledger, name, site);

    if (err == WK_ENOTFOUND)
        log_warn("there is no site %s; see \"site list\"", name);
    return err;
}

static enum wk_err print_site(struct central *c, const struct ledger_site *s)
{
    char contact[DATE_TEXT] = "never";
    struct wire_head head = {.seq = 0};
    const char *state = "";
    int64_t until;
    enum wk_err err = view_site_state(c->ledger, s, &state, &until);

    if (err == WK_OK)
        err = ledger_head(c->ledger, s->id, &head);
    if (s->last_contact != INT64_MIN)
        date_text(s->last_contact, contact);
    if (err == WK_OK)
        printf("%3" PRId64 "  %-24s  %-11s  entries %5" PRIu64
               "  last contact %s\n",
            s->id, s->name, state, head.seq, contact);
    return err;
}

enum wk_err central_cmd_site_list(const struct cmd_args *a)
{
    struct ledger_site *list = NULL;
    struct central *c = NULL;
    size_t n = 0;
    enum wk_err err = central_open(a, CENTRAL_USE, &c);

    if (err == WK_OK)
        err = ledger_site_list(c->ledger, &list, &n);
    for (size_t i = 0; err == WK_OK && i < n; i++)
        err = print_site(c, &list[i]);
    free(list);
    central_close(c);
    return err;
}

enum wk_err central_cmd_site_code(const struct cmd_args *a)
{
    struct central *c = NULL;
    struct ledger_site site;
    char code[ENROL_TEXT];
    enum wk_err err = central_open(a, CENTRAL_USE, &c);

    if (err == WK_OK)
        err = find(c, a->arg[0], &site);
    if (err == WK_OK)
        err = enrol_code(c, &site, code);
    if (err == WK_OK)
        printf("%s\n", code);
    central_close(c);
    return err;
}

/* The site's state, its certificates and codes, in one transaction. */
static enum wk_err revoke(struct central *c, const char *name)
{
    struct ledger_site site;
    enum wk_err err = ledger_begin(c->ledger);

    if (err == WK_OK)
        err = find(c, name, &site);
    if (err == WK_OK)
        err = central_revoke(c, &site);
    site.state = SITE_REVOKED;
    if (err == WK_OK)
        err = ledger_code_drop(c->ledger, site.id);
    if (err == WK_OK)
        err = ledger_site_set(c->ledger, &site);
    if (err == WK_OK)
        err = central_log(c, "console", site.id, false, "%s revoked", name);
    if (err == WK_OK)
        err = ledger_commit(c->ledger);
    ledger_rollback(c->ledger);
    return err;
}

enum wk_err central_cmd_site_revoke(const struct cmd_args *a)
{
    struct central *c = NULL;
    enum wk_err err = central_open(a, CENTRAL_USE, &c);

    if (err == WK_OK)
        err = revoke(c, a->arg[0]);
    if (err == WK_OK)
        printf("%s is refused from its next request on; \"site code\" lets a "
               "new machine enrol\n",
            a->arg[0]);
    central_close(c);
    return err;
}

static enum wk_err readmit(struct central *c, const char *name)
{
    struct ledger_site site;
    enum wk_err err = ledger_begin(c->ledger);

    if (err == WK_OK)
        err = find(c, name, &site);
    if (err == WK_OK && site.state == SITE_REVOKED) {
        log_warn("%s is revoked; \"site code\" lets it enrol again", name);
        err = WK_EINVAL;
    }
    site.state = SITE_ACTIVE;
    site.readmitted = true;
    if (err == WK_OK)
        err = ledger_site_set(c->ledger, &site);
    if (err == WK_OK)
        err = central_log(c, "console", site.id, false, "%s readmitted", name);
    if (err == WK_OK)
        err = ledger_commit(c->ledger);
    ledger_rollback(c->ledger);
    return err;
}

enum wk_err central_cmd_site_readmit(const struct cmd_args *a)
{
    struct central *c = NULL;
    enum wk_err err = central_open(a, CENTRAL_USE, &c);

    if (err == WK_OK)
        err = readmit(c, a->arg[0]);
    if (err == WK_OK)
        printf("%s may take over the history held here, once\n", a->arg[0]);
    central_close(c);
    return err;
}
