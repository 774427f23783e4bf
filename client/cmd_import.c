/* SPDX-License-Identifier: EUPL-1.2 */
/* Paper ballots from a file: read whole, then taken in by intake.h. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ballots.h"
#include "crypto.h"
#include "intake.h"
#include "log.h"
#include "not_asked.h"
#include "random.h"
#include "site_cmd.h"
#include "xalloc.h"

/* One import, under way. */
struct importing {
    const struct cmd_args *a;
    struct site *site;
    struct store_project project;
    struct store_questionnaire q;
    struct not_asked not_asked;
    struct intake in;
    struct ballots ballots;
};

static enum wk_err find_series(struct importing *im)
{
    const char *project = cmd_value(im->a, "project");
    const char *questionnaire = cmd_value(im->a, "questionnaire");
    const char *channel = cmd_value(im->a, "channel");
    enum wk_err err;

    if (project == NULL || questionnaire == NULL)
        return cmd_usage(im->a, "--project or --questionnaire is missing");
    if (channel != NULL && strcmp(channel, "assisted") != 0)
        return cmd_usage(im->a,
            "--channel should be assisted: somebody has seen these answers");
    err = site_cmd_open(im->a, &im->site);
    if (err == WK_OK)
        err = site_cmd_planned(
            im->a, im->site, project, questionnaire, &im->project, &im->q);
    if (err == WK_OK)
        not_asked_of(&im->project, &im->not_asked);
    return err;
}

static enum wk_err find_month(struct importing *im)
{
    const char *text = cmd_value(im->a, "month");
    char why[WHY_MAX] = "";
    int32_t month;
    enum wk_err err;

    if (text != NULL && month_parse(text, &month) != WK_OK)
        return cmd_usage(im->a, "--month should be YYYY-MM");
    err = intake_begin(im->site, &im->project, im->q.hash, &im->in);

    if (err != WK_OK || text == NULL)
        return err;
    err = intake_month(&im->in, text, why);
    return err == WK_OK ? WK_OK : site_cmd_fail(im->a, err, "--%s", why);
}

static enum wk_err read_ballots(struct importing *im, const char *path)
{
    uint8_t *text = NULL;
    size_t len = 0;
    enum wk_err err = site_cmd_read(path, MAX_BALLOTS, &text, &len);
    const struct ballots *b = &im->ballots;

    if (err == WK_ETOOBIG)
        return site_cmd_fail(im->a, err,
            "%s: over %d bytes; import it in parts", path, MAX_BALLOTS);
    if (err != WK_OK)
        return err;
    err = ballots_parse(
        im->q.q, im->not_asked.id, im->not_asked.n, text, len, &im->ballots);
    crypto_wipe(text, len);
    free(text);
    for (size_t i = 0; i < b->n_faults && i < BALLOTS_MAX_FAULTS; i++)
        fprintf(stderr, "%s: line %zu, column %zu: %s\n", path,
            b->fault[i].line, b->fault[i].column, b->fault[i].text);
    if (err != WK_OK)
        site_cmd_fail(im->a, err, "%s: %zu fault%s%s; nothing was taken", path,
            b->n_faults, b->n_faults == 1 ? "" : "s",
            b->n_faults > BALLOTS_MAX_FAULTS ? ", the first 50 are shown" : "");
    return err;
}

static enum wk_err save(struct importing *im)
{
    const struct ballots *b = &im->ballots;
    struct intake_row *rows = xcalloc(b->n, sizeof *rows);
    char why[WHY_MAX] = "";
    enum wk_err err;

    for (size_t i = 0; i < b->n; i++) {
        random_bytes(rows[i].id, ID_LEN);
        rows[i].answers = b->answers[i];
    }
    err = intake_save(
        &im->in, "import ballots", "ballots taken in", rows, b->n, why);
    crypto_wipe(rows, b->n * sizeof *rows);
    free(rows);
    if (err != WK_OK)
        site_cmd_fail(im->a, err, "%s; nothing was taken", why);
    else if (store_answer_shuffle(site_store(im->site)) != WK_OK)
        log_warn("how the answers lie may tell which were imported last");
    return err;
}

/* The file has become the only place where single answers can be read. */
static enum wk_err dispose(struct importing *im, const char *path)
{
    char month[MONTH_TEXT];

    month_text(period_of(im->project.period, im->in.month).first, month);
    printf("%zu ballots taken in for %s, %s, period from %s\n", im->ballots.n,
        im->project.id, im->q.q->id, month);
    if (strcmp(path, "-") == 0)
        return WK_OK;
    if (!cmd_flag(im->a, "remove")) {
        printf("%s still holds single answers: delete it, or use --remove\n",
            path);
        return WK_OK;
    }
    if (unlink(path) != 0)
        return site_cmd_fail(im->a, WK_EIO,
            "%s: the ballots are safe, but the file could not be deleted: %s",
            path, strerror(errno));
    printf("%s deleted\n", path);
    return WK_OK;
}

static bool is_put(const struct importing *im, const struct qn_question *q)
{
    for (size_t i = 0; i < im->not_asked.n; i++)
        if (strcmp(im->not_asked.id[i], q->id) == 0)
            return false;
    return true;
}

/* A header cannot say how several answers are written: a line to read can. */
static void tell_many(const struct importing *im)
{
    for (size_t i = 0; i < im->q.q->n_questions; i++) {
        const struct qn_question *q = &im->q.q->question[i];

        if (!q->many || !is_put(im, q))
            continue;
        fprintf(stderr, "%s: up to %d in one field, as in %s+%s; of", q->id,
            MAX_CHOICES, q->code[0], q->code[q->n_codes - 1]);
        for (int k = 0; k < q->n_codes; k++)
            fprintf(stderr, " %s", q->code[k]);
        for (int k = 0; k < q->n_extras; k++)
            fprintf(stderr, "%s %s", k == 0 ? "; or alone" : "", q->extra[k]);
        fputc('\n', stderr);
    }
}

static enum wk_err print_template(struct importing *im)
{
    struct bytes line = bytes_new(MAX_QUESTIONNAIRE);

    ballots_template(im->q.q, im->not_asked.id, im->not_asked.n, &line);
    fputs(bytes_text(&line), stdout);
    bytes_free(&line);
    tell_many(im);
    return WK_OK;
}

static enum wk_err take_file(struct importing *im)
{
    const char *path = im->a->arg[0];
    enum wk_err err = find_month(im);

    if (err == WK_OK)
        err = read_ballots(im, path);
    if (err == WK_OK)
        err = save(im);
    if (err == WK_OK)
        err = dispose(im, path);
    return err;
}

enum wk_err site_cmd_import_ballots(const struct cmd_args *a)
{
    struct importing im = {.a = a};
    bool template = cmd_flag(a, "template");
    enum wk_err err;

    if (!template && a->n == 0)
        return cmd_usage(a, "the file is missing; - reads standard input");
    if (strcmp(a->n > 0 ? a->arg[0] : "", "-") == 0 && cmd_flag(a, "remove"))
        return cmd_usage(a, "--remove has no meaning for standard input");
    err = find_series(&im);
    if (err == WK_OK)
        err = template ? print_template(&im) : take_file(&im);
    if (im.ballots.answers != NULL)
        crypto_wipe(
            im.ballots.answers, im.ballots.n * sizeof *im.ballots.answers);
    ballots_free(&im.ballots);
    questionnaire_free(im.q.q);
    site_close(im.site);
    return err;
}
