/* SPDX-License-Identifier: EUPL-1.2 */
#include "pin.h"

#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "crypto.h"
#include "json.h"
#include "throttle.h"
#include "xalloc.h"

enum {
    FREE_TRIES = 5,
    MAX_WAIT_S = 15 * 60,
    BUSY_S = 2,
};

struct pin {
    struct site *site;
    struct login *login;
    struct throttle *throttle;
};

/* A check or a change under way. */
struct attempt {
    struct pin *pin;
    struct http_request *request;
    char who[MAX_NAME + 1];
    uint8_t guess[HASH_LEN]; /* at this PIN, from this address */
};

struct pin *pin_new(struct site *s, struct login *l)
{
    struct pin *p = xcalloc(1, sizeof *p);

    p->site = s;
    p->login = l;
    p->throttle = throttle_new(FREE_TRIES, MAX_WAIT_S);
    return p;
}

void pin_free(struct pin *p)
{
    if (p == NULL)
        return;
    throttle_free(p->throttle);
    free(p);
}

bool pin_is_one(const char *text)
{
    size_t len = strlen(text);

    return len >= PIN_MIN && len <= PIN_MAX &&
        strspn(text, "0123456789") == len;
}

/* ---- What is kept ---- */

static enum wk_err stored(struct site *s, char out[static PASSWORD_HASH_LEN])
{
    struct bytes hash = bytes_new(PASSWORD_HASH_LEN);
    enum wk_err err = store_meta_get(site_store(s), "pin", &hash);

    if (err == WK_OK && hash.len >= PASSWORD_HASH_LEN)
        err = WK_ECHECK;
    if (err == WK_OK)
        memcpy(out, bytes_text(&hash), hash.len + 1);
    bytes_free(&hash);
    return err;
}

bool pin_is_set(struct site *s)
{
    char hash[PASSWORD_HASH_LEN];

    /* One that cannot be read opens nothing. */
    return stored(s, hash) != WK_ENOTFOUND;
}

enum wk_err pin_set(struct site *s, const char *who, const char *hash)
{
    enum wk_err err = store_meta_set(site_store(s), "pin", hash);

    if (err == WK_OK)
        site_note(s, who, "set the PIN of the kiosk");
    return err;
}

/* ---- What it gives ---- */

void pin_ticket(struct site *s, char out[static PIN_TICKET_LEN + 1])
{
    uint8_t ticket[HASH_LEN];

    seal_help(site_seal(s), ticket);
    hex_encode(ticket, HASH_LEN, out);
}

bool pin_ticket_fits(struct site *s, const char *text)
{
    char ticket[PIN_TICKET_LEN + 1];
    bool fits;

    pin_ticket(s, ticket);
    fits = strlen(text) == PIN_TICKET_LEN &&
        bytes_equal(
            (const uint8_t *)text, (const uint8_t *)ticket, PIN_TICKET_LEN);
    crypto_wipe(ticket, sizeof ticket);
    return fits;
}

/* ---- Requests ---- */

/* {"pin": "1234"} and nothing else, or answers 400. */
static bool read_pin(struct http_request *r, char out[static PIN_MAX + 1])
{
    struct json *body = NULL;
    char why[WHY_MAX] = "";
    size_t len;
    const uint8_t *data = http_body(r, &len);
    const char *text = NULL;
    bool ok = false;

    if (json_parse(data, len, &body, why, sizeof why) != WK_OK) {
        http_reply_error(r, 400, "%s", why);
        return false;
    }
    if (json_type_of(body) == JSON_OBJECT_T && json_size(body) == 1)
        text = json_text(json_get(body, "pin"));
    ok = text != NULL && pin_is_one(text);
    if (ok)
        memcpy(out, text, strlen(text) + 1);
    else
        http_reply_error(r, 400,
            "pin: should be %d to %d digits, and the only"
            " key",
            PIN_MIN, PIN_MAX);
    json_free(body);
    return ok;
}

static struct attempt *attempt_new(struct pin *p, struct http_request *r)
{
    struct attempt *t = xcalloc(1, sizeof *t);

    t->pin = p;
    t->request = r;
    return t;
}

/* Each PIN that is set has a salt of its own: the next one, were it the same,
 * starts without the guesses at this one. */
static void set_guess(struct attempt *t, const char *hash)
{
    struct bytes text = bytes_new(2 * MAX_TEXT);

    bytes_addf(&text, "%s %s", http_peer_address(t->request), hash);
    crypto_sha256(text.data, text.len, t->guess);
    bytes_free(&text);
}

/* Count a try, or answer 429 or 503. */
static bool may_try(struct attempt *t)
{
    struct pin *p = t->pin;
    int64_t now = clock_monotonic_ms();
    unsigned wait_s = throttle_wait(p->throttle, t->guess, now);

    if (wait_s > 0) {
        http_reply_wait(t->request, 429, wait_s, "too many tries");
        return false;
    }
    if (!login_work_has_room(login_worker(p->login))) {
        http_reply_wait(t->request, 503, BUSY_S, "too many logins at once");
        return false;
    }
    (void)throttle_count(p->throttle, t->guess, now);
    return true;
}

static void on_checked(struct login_job *job)
{
    struct attempt *t = job->arg;
    char ticket[PIN_TICKET_LEN + 1];
    struct bytes text = bytes_new(MAX_TEXT);

    if (!job->fits) {
        http_reply_error(t->request, 403, "pin: this is not it");
    } else {
        throttle_forget(t->pin->throttle, t->guess);
        pin_ticket(t->pin->site, ticket);
        bytes_addf(&text, "{\"ok\":true,\"ticket\":\"%s\"}", ticket);
        http_reply_json(t->request, 200, &text);
        crypto_wipe(ticket, sizeof ticket);
        bytes_wipe(text.data, text.len);
    }
    bytes_free(&text);
    free(t);
}

void pin_handle(struct pin *p, struct http_request *r)
{
    char pin[PIN_MAX + 1], hash[PASSWORD_HASH_LEN];
    struct attempt *t;
    struct login_job *job;
    enum wk_err err;

    if (!read_pin(r, pin))
        return;
    err = stored(p->site, hash);
    if (err == WK_ENOTFOUND) {
        http_reply_error(r, 409, "pin: none is set; see the staff page");
        return;
    }
    if (err != WK_OK) {
        http_reply_error(r, 503, "the PIN cannot be read");
        return;
    }
    t = attempt_new(p, r);
    set_guess(t, hash);
    if (may_try(t)) {
        job = login_work_job();
        memcpy(job->password, pin, strlen(pin) + 1);
        memcpy(job->hash, hash, sizeof hash);
        job->done = on_checked;
        job->arg = t;
        login_work_start(login_worker(p->login), job);
    } else {
        free(t);
    }
    crypto_wipe(pin, sizeof pin);
}

static void on_hashed(struct login_job *job)
{
    static const char SAVED[] = "{\"saved\":true}";
    struct attempt *t = job->arg;
    struct bytes text = bytes_new(sizeof SAVED);

    bytes_add_text(&text, SAVED);
    if (job->new_hash[0] == '\0' ||
        pin_set(t->pin->site, t->who, job->new_hash) != WK_OK)
        http_reply_error(t->request, 503, "the PIN was not saved");
    else
        http_reply_json(t->request, 200, &text);
    bytes_free(&text);
    free(t);
}

void pin_handle_set(struct pin *p, struct http_request *r)
{
    char pin[PIN_MAX + 1];
    struct login_session who;
    struct login_job *job;
    struct attempt *t;

    if (!login_require(p->login, r, true, &who))
        return;
    if (strcmp(who.role, "coordinator") != 0) {
        http_reply_error(r, 403, "only a coordinator sets the PIN");
        return;
    }
    if (!read_pin(r, pin))
        return;
    if (!login_work_has_room(login_worker(p->login))) {
        http_reply_wait(r, 503, BUSY_S, "too many logins at once");
    } else {
        t = attempt_new(p, r);
        memcpy(t->who, who.name, sizeof t->who);
        job = login_work_job();
        memcpy(job->new_password, pin, strlen(pin) + 1);
        job->only_hash = true;
        job->done = on_hashed;
        job->arg = t;
        login_work_start(login_worker(p->login), job);
    }
    crypto_wipe(pin, sizeof pin);
}
