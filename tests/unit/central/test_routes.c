/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Every route of the web listener, asked by everybody: nobody, and one account
 * of each role.  What comes back has the status that the table says, holds no
 * name that the role may not see and nothing that is under embargo, and names
 * sites in an order in which no value has a say.  A route without a row here
 * fails.
 */
#include "view_fixture.h"

#include "api.h"
#include "audience.h"
#include "replies.h"

#include "../../helpers/loopback.h"

enum { NOBODY = N_AUDIENCE_ROLES, N_ASKERS };

#define MONTHS "from=2025-01&to=2025-12"
#define COMPARE "question=C02&" MONTHS

/* The status that each gets. */
enum { SEES = 200, LOGIN = 401, NO = 403 };
static const struct row {
    const char *method, *route, *path;
    int status[N_ASKERS]; /* admin, analyst, network, funding, nobody */
} ROWS[] = {
    {"GET", "/", "/", {200, 200, 200, 200, 200}},
    {"GET", "/compare/", "/compare/", {200, 200, 200, 200, 200}},
    {"GET", "/assets/*", "/assets/none", {404, 404, 404, 404, 404}},
    {"POST", "/enrol/v1", "/enrol/v1", {415, 415, 415, 415, 415}},
    {"POST", "/api/v1/login", "/api/v1/login", {415, 415, 415, 415, 415}},
    {"POST", "/api/v1/logout", "/api/v1/logout", {NO, NO, NO, NO, LOGIN}},
    {"POST", "/api/v1/password", "/api/v1/password", {NO, NO, NO, NO, LOGIN}},
    {"GET", "/api/v1/session", "/api/v1/session",
        {SEES, SEES, SEES, SEES, LOGIN}},
    {"GET", "/api/v1/openapi.json", "/api/v1/openapi.json",
        {200, 200, 200, 200, 200}},
    {"GET", "/api/v1/questions", "/api/v1/questions",
        {SEES, SEES, SEES, SEES, LOGIN}},
    {"GET", "/api/v1/compare", "/api/v1/compare?" COMPARE,
        {SEES, SEES, SEES, SEES, LOGIN}},
    {"GET", "/api/v1/compare.csv", "/api/v1/compare.csv?" COMPARE,
        {SEES, SEES, SEES, SEES, LOGIN}},
    {"GET", "/api/v1/trend", "/api/v1/trend?" COMPARE,
        {SEES, SEES, SEES, SEES, LOGIN}},
    {"GET", "/api/v1/needs", "/api/v1/needs?question=N01&" MONTHS,
        {SEES, SEES, SEES, SEES, LOGIN}},
    {"GET", "/api/v1/trust", "/api/v1/trust?" MONTHS,
        {SEES, SEES, SEES, SEES, LOGIN}},
    {"GET", "/api/v1/overview", "/api/v1/overview?" MONTHS,
        {SEES, SEES, SEES, SEES, LOGIN}},
    {"GET", "/api/v1/silence", "/api/v1/silence?" MONTHS,
        {SEES, SEES, SEES, SEES, LOGIN}},
    {"GET", "/api/v1/dictionary", "/api/v1/dictionary",
        {SEES, SEES, SEES, SEES, LOGIN}},
    {"GET", "/api/v1/datapackage.json", "/api/v1/datapackage.json",
        {SEES, SEES, SEES, SEES, LOGIN}},
    {"GET", "/api/v1/figures.csv", "/api/v1/figures.csv",
        {SEES, SEES, SEES, SEES, LOGIN}},
    {"GET", "/api/v1/questions.csv", "/api/v1/questions.csv",
        {SEES, SEES, SEES, SEES, LOGIN}},
    {"GET", "/api/v1/codes.csv", "/api/v1/codes.csv",
        {SEES, SEES, SEES, SEES, LOGIN}},
    {"GET", "/api/v1/sites", "/api/v1/sites", {SEES, SEES, SEES, NO, LOGIN}},
};

static const char PASSWORD[] = "een korte zin";

struct served {
    struct fix *f;
    uv_loop_t loop;
    struct api api;
    struct http_server *server;
    char cookie[N_AUDIENCE_ROLES][80];
    struct bytes reply;
    bool stopped;
};

/* ---- The listener ---- */

static void on_stopped(void *arg)
{
    ((struct served *)arg)->stopped = true;
}

/* One exchange; the status. */
static int ask(struct served *s, const char *method, const char *path,
    const char *fields, const char *body)
{
    struct loopback *c =
        loopback_open(&s->loop, http_server_port(s->server), false);
    struct bytes b = bytes_new(MAX_HEAD);

    bytes_addf(&b,
        "%s %s HTTP/1.1\r\nHost: h:1\r\nConnection: close\r\n%s"
        "Content-Length: %zu\r\n\r\n%s",
        method, path, fields, strlen(body), body);
    loopback_send(c, b.data, b.len);
    loopback_wait_end(c);
    bytes_clear(&s->reply);
    bytes_add(&s->reply, c->got.data, c->got.len);
    assert_true(s->reply.len > 12);
    loopback_close(c);
    bytes_free(&b);
    return (int)strtol(bytes_text(&s->reply) + 9, NULL, 10);
}

static int ask_as(
    struct served *s, int asker, const char *method, const char *path)
{
    char fields[160] = "";

    if (asker != NOBODY)
        snprintf(fields, sizeof fields, "Cookie: weerklank-1=%s\r\n",
            s->cookie[asker]);
    return ask(s, method, path, fields, "");
}

static void log_in(struct served *s, enum audience_role role)
{
    const char *name = audience_role_text(role), *id;
    char body[200];

    snprintf(body, sizeof body, "{\"name\":\"%s\",\"password\":\"%s\"}", name,
        PASSWORD);
    assert_int_equal(ask(s, "POST", "/api/v1/login",
                         "Content-Type: application/json\r\n", body),
        200);
    id = strstr(bytes_text(&s->reply), "weerklank-1=");
    assert_non_null(id);
    snprintf(s->cookie[role], sizeof s->cookie[role], "%.64s", id + 12);
}

static void add_account(struct served *s, enum audience_role role)
{
    struct ledger_account a = {.must_change = false};

    snprintf(a.name, sizeof a.name, "%s", audience_role_text(role));
    snprintf(a.role, sizeof a.role, "%s", audience_role_text(role));
    if (role == AUDIENCE_NETWORK)
        a.site = centre_site(s->f->centre, "Gent").id;
    password_hash(PASSWORD, a.hash);
    assert_int_equal(ledger_account_set(s->f->l, &a), WK_OK);
}

/* The same for the question with options, of which some are under embargo. */
static void tell_needs(struct fix *f, uint64_t seq, int32_t month)
{
    uint8_t kept[HASH_LEN];
    char why[WHY_MAX];

    memcpy(kept, f->qn, HASH_LEN);
    assert_int_equal(
        ledger_questionnaire_add(f->l, SPAN(MANY), true, f->qn, why), WK_OK);
    for (size_t i = 0; i < N_OF(SITES); i++) {
        struct entry *e = new_release(f, seq, month,
            (struct table){.state = TABLE_CHOICES,
                .n_counts = 4,
                .count = {2, 25, 5, 15}});

        e->release.answer_sets = 27;
        strcpy(e->release.project, PROJECTS[i]);
        store(f, SITES[i], e, VERDICT_STORED);
    }
    memcpy(f->qn, kept, HASH_LEN);
}

/* A ledger with a month that is open and one under embargo, and its web
 * listener, where each role has logged in. */
static void serve(struct served *s, struct fix *f, const uint32_t *value)
{
    struct login_store accounts = api_accounts(&s->api);
    struct http_options o = {.listen = "127.0.0.1:0",
        .routes = API_WEB_ROUTES,
        .n_routes = API_N_WEB_ROUTES,
        .app = &s->api};

    *s = (struct served){.f = f, .reply = bytes_new(VIEW_MAX)};
    f->date = central_opened(f->centre->c);
    tell_all(f, 1, 24300, value);
    tell_needs(f, 2, 24300);
    f->date++;
    tell_all(f, 3, 24301, value);
    tell_needs(f, 4, 24301);
    for (size_t i = 0; i < N_OF(SITES); i++)
        assert_int_equal(
            central_log(f->centre->c, "test",
                centre_site(f->centre, SITES[i]).id, true, "%s rang", SITES[i]),
            WK_OK);
    uv_loop_init(&s->loop);
    s->api.central = f->centre->c;
    s->api.replies = replies_new(f->l, VIEW_MAX);
    s->api.login = login_new(&s->loop, &accounts, false);
    assert_int_equal(http_server_start(&s->loop, &o, &s->server), WK_OK);
    for (int role = 0; role < N_AUDIENCE_ROLES; role++) {
        add_account(s, (enum audience_role)role);
        log_in(s, (enum audience_role)role);
    }
}

static void end(struct served *s)
{
    http_server_stop(s->server, 0, on_stopped, s);
    uv_run(&s->loop, UV_RUN_DEFAULT);
    assert_true(s->stopped);
    login_free(s->api.login);
    replies_free(s->api.replies);
    assert_int_equal(uv_loop_close(&s->loop), 0);
    bytes_free(&s->reply);
}

/* ---- Who may ---- */

static bool is_seen(int asker, size_t site)
{
    return asker == AUDIENCE_ADMIN || asker == AUDIENCE_ANALYST ||
        (asker == AUDIENCE_NETWORK && strcmp(SITES[site], "Gent") == 0);
}

static void check_names(
    const struct served *s, const struct row *row, int asker)
{
    const char *text = bytes_text(&s->reply);

    for (size_t i = 0; i < N_OF(SITES); i++)
        if (!is_seen(asker, i) &&
            (strstr(text, SITES[i]) != NULL ||
                strstr(text, PROJECTS[i]) != NULL))
            fail_msg("%s: %d sees %s", row->route, asker, SITES[i]);
    if (strstr(text, "2025-02") != NULL || strstr(text, "\"n\":50") != NULL)
        fail_msg("%s: %d sees what is under embargo", row->route, asker);
}

static void test_every_route_for_every_role(void **state)
{
    struct served *s = calloc(1, sizeof *s);

    serve(s, *state, (const uint32_t[]){0, 0, 0, 0, 0});
    for (size_t i = 0; i < API_N_WEB_ROUTES; i++) {
        const struct row *row = NULL;

        for (size_t k = 0; k < N_OF(ROWS); k++)
            if (strcmp(ROWS[k].method, API_WEB_ROUTES[i].method) == 0 &&
                strcmp(ROWS[k].route, API_WEB_ROUTES[i].path) == 0)
                row = &ROWS[k];
        if (row == NULL)
            fail_msg("%s %s: who may ask for it?", API_WEB_ROUTES[i].method,
                API_WEB_ROUTES[i].path);
        for (int asker = 0; asker < N_ASKERS; asker++) {
            int status = ask_as(s, asker, row->method, row->path);

            if (status != row->status[asker])
                fail_msg("%s as %d: %d", row->route, asker, status);
            check_names(s, row, asker);
        }
    }
    assert_int_equal(API_N_WEB_ROUTES, N_OF(ROWS));
    end(s);
    free(s);
}

/* ---- Nobody is ranked ---- */

/* The sites in the order in which the reply first names them. */
static void order_of(const struct served *s, char out[static 64])
{
    const char *text = bytes_text(&s->reply);
    const char *names[2 * N_OF(SITES)];
    size_t n = 0;

    for (size_t i = 0; i < N_OF(SITES); i++) {
        static const char *const LETTERS[] = {
            "\"A\"", "\"B\"", "\"C\"", "\"D\""};

        names[n++] = SITES[i];
        if (i < N_OF(LETTERS))
            names[n++] = LETTERS[i];
    }
    out[0] = '\0';
    for (size_t at = 0; text[at] != '\0'; at++)
        for (size_t i = 0; i < n; i++)
            if (strncmp(text + at, names[i], strlen(names[i])) == 0 &&
                strchr(out, 'a' + (int)i) == NULL)
                snprintf(out + strlen(out), 2, "%c", 'a' + (char)i);
}

/* Whatever the values: replies name the sites in one order. */
static void test_no_value_orders_the_sites(void **state)
{
    static const uint32_t VALUES[][5] = {{0, 30, 60, 90, 120},
        {120, 90, 60, 30, 0}, {60, 0, 120, 30, 90}, {7, 7, 7, 7, 7}};
    char first[N_OF(ROWS)][N_AUDIENCE_ROLES][64], order[64];

    (void)state;
    for (size_t v = 0; v < N_OF(VALUES); v++) {
        struct served *s = calloc(1, sizeof *s);
        void *fix = NULL;

        set_up(&fix);
        /* Letters are drawn by the register's id: here always the same. */
        assert_int_equal(ledger_meta_set(((struct fix *)fix)->l, "register",
                             "000102030405060708090a0b0c0d0e0f"),
            WK_OK);
        serve(s, fix, VALUES[v]);
        for (size_t i = 0; i < N_OF(ROWS); i++)
            for (int role = 0; role < N_AUDIENCE_ROLES; role++) {
                (void)ask_as(s, role, ROWS[i].method, ROWS[i].path);
                order_of(s, v == 0 ? first[i][role] : order);
                if (v > 0)
                    assert_string_equal(order, first[i][role]);
            }
        end(s);
        free(s);
        tear_down(&fix);
    }
    /* And it would be noticed. */
    assert_string_equal(first[9][AUDIENCE_ADMIN], "acegi");
    assert_int_equal(strlen(first[9][AUDIENCE_NETWORK]), 5);
}

/* ---- A session ends with its role ---- */

static void test_another_role_ends_the_session(void **state)
{
    struct fix *f = *state;
    struct served *s = calloc(1, sizeof *s);
    struct ledger_account a;

    serve(s, f, (const uint32_t[]){0, 0, 0, 0, 0});
    assert_int_equal(
        ask_as(s, AUDIENCE_NETWORK, "GET", "/api/v1/questions"), 200);
    assert_int_equal(ledger_account_get(f->l, "network", &a), WK_OK);
    a.site = centre_site(f->centre, "Brussel").id;
    assert_int_equal(ledger_account_set(f->l, &a), WK_OK);
    assert_int_equal(
        ask_as(s, AUDIENCE_NETWORK, "GET", "/api/v1/questions"), 401);
    assert_int_equal(ledger_account_get(f->l, "analyst", &a), WK_OK);
    strcpy(a.role, "funding");
    assert_int_equal(ledger_account_set(f->l, &a), WK_OK);
    assert_int_equal(
        ask_as(s, AUDIENCE_ANALYST, "GET", "/api/v1/questions"), 401);
    /* A role that a later version knows sees nothing here. */
    assert_int_equal(ledger_account_get(f->l, "admin", &a), WK_OK);
    strcpy(a.role, "reader");
    assert_int_equal(ledger_account_set(f->l, &a), WK_OK);
    log_in(s, AUDIENCE_ADMIN);
    assert_int_equal(
        ask_as(s, AUDIENCE_ADMIN, "GET", "/api/v1/questions"), 403);
    end(s);
    free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            test_every_route_for_every_role, set_up, tear_down),
        cmocka_unit_test(test_no_value_orders_the_sites),
        cmocka_unit_test_setup_teardown(
            test_another_role_ends_the_session, set_up, tear_down),
    };

    return cmocka_run_group_tests_name("routes", tests, NULL, NULL);
}
