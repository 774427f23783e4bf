/* SPDX-License-Identifier: EUPL-1.2 */
#include "api.h"

#include <stdio.h>
#include <string.h>

#include "asset.h"
#include "clock.h"
#include "json.h"
#include "log.h"
#include "view.h"
#include "view_package.h"

static const char PROTOBUF[] = "application/x-protobuf";
static const char PROTOBUF_HEADERS[] =
    "Content-Type: application/x-protobuf\r\nCache-Control: no-store\r\n";
static const char CSV_TYPE[] = "text/csv; charset=utf-8";
static const char JSON_TYPE[] = "Content-Type: application/json\r\n";
static const char JSON_HEADERS[] =
    "Content-Type: application/json\r\nCache-Control: no-store\r\n";
static const char JSON_LATER_HEADERS[] =
    "Content-Type: application/json\r\nCache-Control: no-store\r\n"
    "Retry-After: 60\r\n";

static bool is_protobuf(const struct http_request *r)
{
    const char *type = http_header(r, "content-type");

    return type != NULL && strcmp(type, PROTOBUF) == 0;
}

/* ---- The sync listener ---- */

static void on_sync(struct http_request *r, void *app)
{
    struct api *api = app;
    uint8_t fingerprint[HASH_LEN];

    if (!http_peer(r, fingerprint))
        http_reply_error(r, 403, "a certificate is needed");
    else if (!is_protobuf(r))
        http_reply_error(r, 415, "Content-Type must be %s", PROTOBUF);
    else
        sync_queue_add(api->queue, r, fingerprint);
}

const struct http_route API_SYNC_ROUTES[] = {
    {"POST", "/sync/v1/*", on_sync},
};
const size_t API_N_SYNC_ROUTES =
    sizeof API_SYNC_ROUTES / sizeof API_SYNC_ROUTES[0];

/* ---- Enrolment ---- */

/* Why not, and when to try again. */
static void refuse(struct http_request *r, int status, const char *why)
{
    struct bytes body = bytes_new(MAX_HEAD);
    struct json *j = json_new_object();

    json_set_new(j, "error", json_new_text(why));
    json_write(j, false, &body);
    http_reply(r, status,
        status == 429 || status == 503 ? JSON_LATER_HEADERS : JSON_HEADERS,
        bytes_text(&body), body.len);
    json_free(j);
    bytes_free(&body);
}

static void on_enrol(struct http_request *r, void *app)
{
    struct api *api = app;
    struct bytes reply = bytes_new(MAX_BODY);
    char why[WHY_MAX] = "";
    struct span body;
    int status;

    body.data = http_body(r, &body.len);
    if (!is_protobuf(r)) {
        http_reply_error(r, 415, "Content-Type must be %s", PROTOBUF);
        return;
    }
    status = enrol_handle(&api->enrol, body, clock_now(), &reply, why);
    if (status == 200) {
        http_reply(r, status, PROTOBUF_HEADERS, reply.data, reply.len);
    } else {
        log_info("enrolment refused: %s", why);
        refuse(r, status, why);
    }
    bytes_free(&reply);
}

/* ---- Figures ---- */

/* For whom a view is made: whoever has logged in; and how it is kept. */
struct reader {
    struct audience who;
    char key[AUDIENCE_KEY];
};

/* Whether the view is still to be made; otherwise answers. */
static bool must_make(
    struct api *api, struct http_request *r, struct reader *out)
{
    struct login_session who;

    if (!login_require(api->login, r, false, &who))
        return false;
    if (!audience_make(
            who.role, who.site, central_opened(api->central), &out->who)) {
        http_reply_error(r, 403, "the role %s sees nothing here", who.role);
        return false;
    }
    audience_key(&out->who, out->key);
    return !replies_answer(api->replies, r, out->key);
}

static void give_json(struct api *api, struct http_request *r,
    const struct reader *reader, const struct bytes *out)
{
    replies_give(api->replies, r, reader->key, JSON_TYPE, out->data, out->len);
}

/* A file of this name for whoever keeps it. */
static void give_file(struct api *api, struct http_request *r,
    const struct reader *reader, const char *type, const char *name,
    const struct bytes *out)
{
    char headers[256];

    snprintf(headers, sizeof headers,
        "Content-Type: %s\r\n"
        "Content-Disposition: attachment; filename=\"%s\"\r\n",
        type, name);
    replies_give(api->replies, r, reader->key, headers, out->data, out->len);
}

/* How many parameters a view must have. */
enum { MONTHS_ONLY = 2, WITH_QUESTION };

/* What a comparison's address says, and room for its words. */
struct asked {
    char value[4][MAX_OPTION_ID + 1];
    char between[2][MAX_NAME + 1];
    struct view_query query;
};

/* "between" and "and", both or neither; answers 400 and returns false. */
static bool read_pair(struct http_request *r, struct asked *a)
{
    static const char *const NAMES[] = {"between", "and"};
    bool found[2] = {false, false}, fine = true;

    for (size_t i = 0; i < 2; i++) {
        fine &= http_query_param(r, NAMES[i], a->between[i],
                    sizeof a->between[i], &found[i]) == WK_OK;
        a->query.between[i] = found[i] ? a->between[i] : NULL;
    }
    if (!fine || found[0] != found[1]) {
        http_reply_error(r, 400, "between, and: the names of two sites");
        return false;
    }
    return true;
}

/* Months, question and attribute, of which the first `needed` must be there;
 * answers 400 and returns false. */
static bool read_query(struct http_request *r, size_t needed, struct asked *a)
{
    static const char *const NAMES[] = {"from", "to", "question", "attribute"};
    struct period *months = &a->query.months;
    bool found = false;

    a->query = (struct view_query){.roster = NULL}; /* loaded by each view */
    for (size_t i = 0; i < 4; i++) {
        found = false;
        if (http_query_param(r, NAMES[i], a->value[i], sizeof a->value[i],
                &found) != WK_OK ||
            (!found && i < needed)) {
            http_reply_error(r, 400, "%s: %s", NAMES[i],
                found ? "not readable" : "is missing or not readable");
            return false;
        }
    }
    a->query.question = a->value[2];
    a->query.attribute = found ? a->value[3] : NULL;
    if (month_parse(a->value[0], &months->first) != WK_OK ||
        month_parse(a->value[1], &months->last) != WK_OK) {
        http_reply_error(r, 400, "from, to: a month is YYYY-MM");
        return false;
    }
    if (months->first > months->last) {
        http_reply_error(r, 400, "from: is after to");
        return false;
    }
    return read_pair(r, a);
}

static void reply_figures(struct api *api, struct http_request *r,
    size_t needed, view_fn *view, bool csv)
{
    struct bytes out = bytes_new(VIEW_MAX);
    char why[WHY_MAX] = "", name[MAX_OPTION_ID + sizeof ".csv"];
    struct reader reader;
    struct asked asked;
    enum wk_err err;

    if (!must_make(api, r, &reader) || !read_query(r, needed, &asked))
        return;
    asked.query.who = reader.who;
    err = view(api->central->ledger, &asked.query, &out, why);
    if (err != WK_OK) {
        http_reply_error(r, err == WK_ENOTFOUND ? 404 : 500, "%s", why);
    } else if (csv) {
        /* The question exists, so its id is plain letters, digits and one full
         * stop. */
        snprintf(name, sizeof name, "%s.csv", asked.query.question);
        give_file(api, r, &reader, CSV_TYPE, name, &out);
    } else {
        give_json(api, r, &reader, &out);
    }
    bytes_free(&out);
}

static enum wk_err compare_json_of(struct ledger *l, const struct view_query *q,
    struct bytes *out, char why[static WHY_MAX])
{
    return view_compare(l, q, VIEW_JSON, out, why);
}

static enum wk_err compare_csv_of(struct ledger *l, const struct view_query *q,
    struct bytes *out, char why[static WHY_MAX])
{
    return view_compare(l, q, VIEW_CSV, out, why);
}

static void on_compare(struct http_request *r, void *app)
{
    reply_figures(app, r, WITH_QUESTION, compare_json_of, false);
}

static void on_compare_csv(struct http_request *r, void *app)
{
    reply_figures(app, r, WITH_QUESTION, compare_csv_of, true);
}

static void on_trend(struct http_request *r, void *app)
{
    reply_figures(app, r, WITH_QUESTION, view_trend, false);
}

static void on_needs(struct http_request *r, void *app)
{
    reply_figures(app, r, WITH_QUESTION, view_needs, false);
}

static void on_trust(struct http_request *r, void *app)
{
    reply_figures(app, r, MONTHS_ONLY, view_trust, false);
}

static void on_overview(struct http_request *r, void *app)
{
    reply_figures(app, r, MONTHS_ONLY, view_overview, false);
}

static void on_silence(struct http_request *r, void *app)
{
    reply_figures(app, r, MONTHS_ONLY, view_silence, false);
}

static void reply_view(struct api *api, struct http_request *r,
    const struct reader *reader, enum wk_err err, const struct bytes *out)
{
    if (err == WK_OK)
        give_json(api, r, reader, out);
    else
        http_reply_error(
            r, 500, "the figures cannot be read: %s", wk_err_text(err));
}

static struct view_terms terms_of(const struct api *api)
{
    return (struct view_terms){
        api->central->demonstration, api->central->embargo_days};
}

/* What can be asked, as a page or a dictionary has it. */
static void reply_catalogue(
    struct api *api, struct http_request *r, view_catalogue_fn *view)
{
    struct bytes out = bytes_new(VIEW_MAX);
    struct reader reader;

    if (must_make(api, r, &reader))
        reply_view(api, r, &reader,
            view(api->central->ledger, &reader.who, terms_of(api), &out), &out);
    bytes_free(&out);
}

static void on_questions(struct http_request *r, void *app)
{
    reply_catalogue(app, r, view_questions);
}

static void on_dictionary(struct http_request *r, void *app)
{
    reply_catalogue(app, r, view_dictionary);
}

/* A file of the data package, under its own name. */
static void on_package(struct http_request *r, void *app)
{
    struct api *api = app;
    struct bytes out = bytes_new(VIEW_PACKAGE_MAX);
    const char *name = strrchr(http_path(r), '/') + 1;
    struct reader reader;
    enum wk_err err;

    if (!must_make(api, r, &reader))
        return;
    err = view_package(
        api->central->ledger, &reader.who, terms_of(api), name, &out);
    if (err == WK_OK)
        give_file(api, r, &reader,
            strcmp(name, VIEW_PACKAGE_NAME[0]) == 0 ? "application/json"
                                                    : CSV_TYPE,
            name, &out);
    else
        reply_view(api, r, &reader, err, &out);
    bytes_free(&out);
}

static void on_sites(struct http_request *r, void *app)
{
    struct api *api = app;
    struct bytes out = bytes_new(VIEW_MAX);
    struct reader reader;

    if (!must_make(api, r, &reader))
        return;
    if (reader.who.role == AUDIENCE_FUNDING)
        http_reply_error(r, 403, "this role sees no single site");
    else
        reply_view(api, r, &reader,
            view_sites(api->central->ledger, &reader.who, &out), &out);
    bytes_free(&out);
}

/* ---- Pages and people ---- */

static void on_page(struct http_request *r, void *app)
{
    (void)app;
    asset_reply_page(&CENTRAL_ASSETS, r, "compare.html", NULL);
}

static void on_asset(struct http_request *r, void *app)
{
    (void)app;
    asset_reply(&CENTRAL_ASSETS, r);
}

static void on_openapi(struct http_request *r, void *app)
{
    (void)app;
    asset_reply_file(&CENTRAL_ASSETS, r, "openapi.json");
}

static void on_login(struct http_request *r, void *app)
{
    login_handle(((struct api *)app)->login, r);
}

static void on_logout(struct http_request *r, void *app)
{
    login_handle_logout(((struct api *)app)->login, r);
}

static void on_password(struct http_request *r, void *app)
{
    login_handle_password(((struct api *)app)->login, r);
}

static void on_session(struct http_request *r, void *app)
{
    login_handle_session(((struct api *)app)->login, r);
}

const struct http_route API_WEB_ROUTES[] = {
    {"GET", "/", on_page},
    {"GET", "/compare/", on_page},
    {"GET", "/assets/*", on_asset},
    {"POST", "/enrol/v1", on_enrol},
    {"POST", "/api/v1/login", on_login},
    {"POST", "/api/v1/logout", on_logout},
    {"POST", "/api/v1/password", on_password},
    {"GET", "/api/v1/session", on_session},
    {"GET", "/api/v1/openapi.json", on_openapi},
    {"GET", "/api/v1/questions", on_questions},
    {"GET", "/api/v1/compare", on_compare},
    {"GET", "/api/v1/compare.csv", on_compare_csv},
    {"GET", "/api/v1/trend", on_trend},
    {"GET", "/api/v1/needs", on_needs},
    {"GET", "/api/v1/trust", on_trust},
    {"GET", "/api/v1/overview", on_overview},
    {"GET", "/api/v1/silence", on_silence},
    {"GET", "/api/v1/dictionary", on_dictionary},
    {"GET", "/api/v1/datapackage.json", on_package},
    {"GET", "/api/v1/figures.csv", on_package},
    {"GET", "/api/v1/questions.csv", on_package},
    {"GET", "/api/v1/codes.csv", on_package},
    {"GET", "/api/v1/sites", on_sites},
};
const size_t API_N_WEB_ROUTES =
    sizeof API_WEB_ROUTES / sizeof API_WEB_ROUTES[0];

/* ---- Accounts ---- */

static enum wk_err find_account(
    void *arg, const char *name, struct login_account *out)
{
    struct api *api = arg;
    struct ledger *l = api->central->ledger;
    struct ledger_account a;
    uint64_t version = db_version(ledger_db(l));
    enum wk_err err;

    /* It is asked for at each request, mostly the same one. */
    if (version == api->known_version && strcmp(name, api->known.name) == 0) {
        *out = api->known;
        return WK_OK;
    }
    err = ledger_account_get(l, name, &a);
    if (err != WK_OK)
        return err;
    snprintf(out->name, sizeof out->name, "%s", a.name);
    snprintf(out->role, sizeof out->role, "%s", a.role);
    snprintf(out->hash, sizeof out->hash, "%s", a.hash);
    out->must_change = a.must_change;
    out->site = a.site;
    api->known = *out;
    api->known_version = version;
    return WK_OK;
}

static enum wk_err set_password(void *arg, const char *name, const char *hash)
{
    struct central *c = ((struct api *)arg)->central;
    struct ledger_account a;
    enum wk_err err = ledger_begin(c->ledger);

    if (err == WK_OK)
        err = ledger_account_get(c->ledger, name, &a);
    if (err == WK_OK) {
        snprintf(a.hash, sizeof a.hash, "%s", hash);
        a.must_change = false;
        err = ledger_account_set(c->ledger, &a);
    }
    if (err == WK_OK)
        err = central_log(c, name, 0, false, "password changed");
    if (err == WK_OK)
        err = ledger_commit(c->ledger);
    ledger_rollback(c->ledger);
    return err;
}

struct login_store api_accounts(struct api *api)
{
    return (struct login_store){find_account, set_password, api};
}
