/* SPDX-License-Identifier: EUPL-1.2 */
#include "login_work.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "crypto.h"
#include "xalloc.h"

struct login_work {
    uv_loop_t *loop;
    unsigned n_running, n_waiting;
    struct login_job *first, **last; /* waiting */
    uv_work_t decoy_request;
    bool decoy_started, decoy_made;
    char decoy[PASSWORD_HASH_LEN]; /* a hash that no password fits */
};

struct login_work *login_work_new(uv_loop_t *loop)
{
    struct login_work *w = xcalloc(1, sizeof *w);

    w->loop = loop;
    w->last = &w->first;
    return w;
}

void login_work_free(struct login_work *w)
{
    if (w == NULL)
        return;
    assert(w->n_running == 0 && w->n_waiting == 0);
    free(w);
}

struct login_job *login_work_job(void)
{
    return xcalloc(1, sizeof(struct login_job));
}

void login_work_drop(struct login_job *job)
{
    crypto_wipe(job, sizeof *job);
    free(job);
}

bool login_work_has_room(const struct login_work *w)
{
    return w->n_waiting < LOGIN_WORK_WAITING;
}

/* On a worker thread: it sees the job, and the decoy, which rests by now. */
static void run(uv_work_t *request)
{
    struct login_job *job = request->data;
    bool known = job->hash[0] != '\0';

    if (!job->only_hash)
        job->fits = password_fits(
                        job->password, known ? job->hash : job->work->decoy) &&
            known;
    if ((job->fits || job->only_hash) && job->new_password[0] != '\0')
        password_hash(job->new_password, job->new_hash);
}

static void start_waiting(struct login_work *w);

static void on_run(uv_work_t *request, int status)
{
    struct login_job *job = request->data;
    struct login_work *w = job->work;

    if (status != 0)
        job->fits = false; /* cancelled: nobody does, but never let in */
    w->n_running--;
    job->done(job);
    login_work_drop(job);
    start_waiting(w);
}

static void make_decoy(uv_work_t *request)
{
    struct login_work *w = request->data;
    char password[PASSWORD_GENERATED_LEN + 1];

    password_generate(password);
    password_hash(password, w->decoy);
    crypto_wipe(password, sizeof password);
}

static void on_decoy(uv_work_t *request, int status)
{
    struct login_work *w = request->data;

    (void)status;
    w->n_running--;
    w->decoy_made = true;
    start_waiting(w);
}

/* Take the thread pool's place for a request; it fails only on misuse. */
static void submit(struct login_work *w, uv_work_t *request, uv_work_cb work,
    uv_after_work_cb after)
{
    int status = uv_queue_work(w->loop, request, work, after);

    assert(status == 0);
    (void)status;
    w->n_running++;
}

static void start_waiting(struct login_work *w)
{
    while (w->decoy_made && w->first != NULL &&
        w->n_running < LOGIN_WORK_AT_ONCE) {
        struct login_job *job = w->first;

        w->first = job->next;
        if (w->first == NULL)
            w->last = &w->first;
        w->n_waiting--;
        job->request.data = job;
        submit(w, &job->request, run, on_run);
    }
}

void login_work_start(struct login_work *w, struct login_job *job)
{
    assert(login_work_has_room(w));
    job->work = w;
    job->next = NULL;
    *w->last = job;
    w->last = &job->next;
    w->n_waiting++;
    if (!w->decoy_started) {
        /* The very first check waits for it, whatever its name. */
        w->decoy_started = true;
        w->decoy_request.data = w;
        submit(w, &w->decoy_request, make_decoy, on_decoy);
    }
    start_waiting(w);
}
