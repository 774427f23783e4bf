/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_status.c - "status": for people and for monitors. */
#include "central_cmd.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "log.h"
#include "sandbox.h"
#include "view.h"

struct facts {
    bool serving;
    unsigned disk_free;
    uint64_t catalogue;
};

static enum wk_err gather(struct central *c, struct facts *f)
{
    char *path = file_join(c->dir, "lock");
    struct file_lock *lock = NULL;
    enum wk_err err = file_lock(path, CENTRAL_SLOT_SERVE, false, &lock);

    f->serving = err == WK_EBUSY;
    file_unlock(lock);
    free(path);
    if (err == WK_OK || err == WK_EBUSY)
        err = file_disk_free(c->dir, &f->disk_free);
    if (err == WK_OK)
        err = ledger_catalogue(c->ledger, &f->catalogue);
    return err;
}

/* The view of the sites, with the centre's own facts in front. */
static enum wk_err print_json(
    struct central *c, const struct facts *f, const struct json *view)
{
    struct json *j = json_new_object(), *sandbox = json_new_object();
    struct bytes out = bytes_new(VIEW_MAX);

    json_set_new(j, "software", json_new_text(WK_VERSION));
    json_set_new(j, "serving", json_new_bool(f->serving));
    json_set_new(j, "demonstration", json_new_bool(c->demonstration));
    json_set_new(
        j, "sync", json_new_text(c->closed[0] == '\0' ? "open" : "closed"));
    json_set_new(j, "sync_closed_because",
        c->closed[0] == '\0' ? json_new_null() : json_new_text(c->closed));
    json_set_new(j, "catalogue", json_new_int((int64_t)f->catalogue));
    json_set_new(j, "disk_free", json_new_int(f->disk_free));
    json_set_new(sandbox, "system_calls", json_new_bool(sandbox_has_calls()));
    json_set_new(sandbox, "files", json_new_bool(sandbox_has_files()));
    json_set_new(j, "sandbox", sandbox);
    json_set_new(j, "sites", json_new_copy(json_get(view, "sites")));
    json_set_new(j, "alarms", json_new_copy(json_get(view, "alarms")));
    json_write(j, false, &out);
    printf("%s\n", bytes_text(&out));
    bytes_free(&out);
    json_free(j);
    return WK_OK;
}

static const char *text_of(const struct json *j, const char *key)
{
    const char *s = json_text(json_get(j, key));

    return s != NULL ? s : "-";
}

static void print_list(const struct json *view)
{
    const struct json *sites = json_get(view, "sites");
    const struct json *alarms = json_get(view, "alarms");

    for (size_t i = 0; i < json_size(sites); i++) {
        const struct json *s = json_at(sites, i);

        printf("%-24s  %-11s  entries %5" PRId64 "  last contact %s\n",
            text_of(s, "site"), text_of(s, "state"),
            json_int(json_get(s, "seq")), text_of(s, "last_contact"));
    }
    for (size_t i = 0; i < json_size(alarms); i++) {
        const struct json *line = json_at(alarms, i);

        printf("alarm     %s  %s: %s\n", text_of(line, "date"),
            text_of(line, "site"), text_of(line, "text"));
    }
}

static enum wk_err print_text(
    struct central *c, const struct facts *f, const struct json *view)
{
    printf("serve     %s\n", f->serving ? "running" : "not running");
    printf("sync      %s%s%s\n", c->closed[0] == '\0' ? "open" : "closed",
        c->closed[0] == '\0' ? "" : ": ", c->closed);
    printf("catalogue revision %" PRIu64 "\n", f->catalogue);
    printf("disk      %u %% free\n", f->disk_free);
    printf("sandbox   system calls %s, files %s\n",
        sandbox_has_calls() ? "yes" : "no", sandbox_has_files() ? "yes" : "no");
    print_list(view);
    return WK_OK;
}

enum wk_err central_cmd_status(const struct cmd_args *a)
{
    struct bytes text = bytes_new(VIEW_MAX);
    struct central *c = NULL;
    struct json *view = NULL;
    struct facts f = {.serving = false};
    char why[WHY_MAX];
    enum wk_err err = central_open(a, CENTRAL_USE, &c);

    if (err == WK_OK)
        err = gather(c, &f);
    if (err == WK_OK) {
        const struct audience who = {
            .role = AUDIENCE_ADMIN, .opened = central_opened(c)};

        err = view_sites(c->ledger, &who, &text);
    }
    if (err == WK_OK)
        err = json_parse(text.data, text.len, &view, why, sizeof why);
    if (err == WK_OK)
        err = cmd_flag(a, "json") ? print_json(c, &f, view)
                                  : print_text(c, &f, view);
    json_free(view);
    bytes_free(&text);
    central_close(c);
    return err;
}
