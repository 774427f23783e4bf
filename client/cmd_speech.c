/* SPDX-License-Identifier: EUPL-1.2 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "langpack.h"
#include "site_cmd.h"
#include "speech.h"

static enum wk_err open_language(const struct cmd_args *a, struct site *s,
    const char *language, struct speech **out)
{
    enum wk_err err = speech_open(s, language, out);

    if (err == WK_ENOTFOUND)
        site_cmd_fail(
            a, err, "%s: there is no pack of this language", language);
    return err;
}

static const char *state_of(const struct speech_line *line)
{
    if (line->opus == NULL)
        return "silent";
    if (line->stale)
        return "stale";
    return line->opus->human ? "human" : "tts";
}

/* Every string of one language: its address, what is heard, the text. */
static enum wk_err list_one(
    const struct cmd_args *a, struct site *s, const char *language)
{
    struct speech *sp = NULL;
    enum wk_err err = open_language(a, s, language, &sp);

    for (size_t i = 0; err == WK_OK && i < sp->n; i++)
        printf("%s\t%s%s\t%s\n", sp->line[i].address, state_of(&sp->line[i]),
            sp->line[i].opus != NULL && sp->line[i].opus->is_reviewed
                ? ", reviewed"
                : "",
            sp->line[i].spoken);
    speech_close(sp);
    return err;
}

static enum wk_err list_all(const struct cmd_args *a, struct site *s)
{
    size_t n_packs;
    const struct langpack *pack = langpack_all(&n_packs);
    enum wk_err err = WK_OK;

    for (size_t i = 0; err == WK_OK && i < n_packs; i++) {
        struct speech *sp = NULL;
        struct speech_counts n;

        err = open_language(a, s, pack[i].language, &sp);
        if (err != WK_OK)
            break;
        speech_count(sp, &n);
        printf("%s\t%zu strings\t%zu human\t%zu tts\t%zu stale\t%zu silent\n",
            pack[i].language, n.strings, n.human, n.machine, n.stale, n.silent);
        speech_close(sp);
    }
    return err;
}

enum wk_err site_cmd_speech_list(const struct cmd_args *a)
{
    const char *language = cmd_value(a, "language");
    struct site *s = NULL;
    enum wk_err err = site_cmd_open(a, &s);

    if (err == WK_OK)
        err = language != NULL ? list_one(a, s, language) : list_all(a, s);
    site_close(s);
    return err;
}

static void complain(void *arg, const char *what)
{
    site_cmd_fail(arg, WK_ECHECK, "%s", what);
}

enum wk_err site_cmd_speech_import(const struct cmd_args *a)
{
    struct cmd_args said = *a;
    struct site *s = NULL;
    size_t n = 0;
    enum wk_err err = site_cmd_open(a, &s);

    if (err == WK_OK)
        err = speech_import(s, a->command, a->arg[0], complain, &said, &n);
    if (err == WK_OK)
        printf("%zu new clips\n", n);
    site_close(s);
    return err;
}

enum wk_err site_cmd_speech_remove(const struct cmd_args *a)
{
    const char *language = cmd_value(a, "language");
    const char *source = cmd_value(a, "source");
    enum clip_source which = CLIP_OF_ANY;
    struct site *s = NULL;
    int64_t n = 0;
    enum wk_err err;

    if (language == NULL)
        return cmd_usage(a, "--language is missing");
    if (source != NULL && strcmp(source, "human") != 0 &&
        strcmp(source, "tts") != 0)
        return cmd_usage(a, "--source should be tts or human");
    if (source != NULL)
        which = source[0] == 'h' ? CLIP_OF_HUMAN : CLIP_OF_MACHINE;
    err = site_cmd_open(a, &s);
    if (err == WK_OK)
        err = store_clip_drop(
            site_store(s), language, cmd_value(a, "address"), which, &n);
    if (err == WK_OK && n == 0)
        err = site_cmd_fail(a, WK_ENOTFOUND, "there are no such clips");
    if (err == WK_OK)
        site_note(
            s, a->command, "removed %" PRId64 " clips of %s", n, language);
    site_close(s);
    return err;
}
