/* SPDX-License-Identifier: EUPL-1.2 */
#include "site_cmd.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "accounts.h"
#include "crypto.h"
#include "file.h"
#include "log.h"
#include "signals.h"
#include "xalloc.h"

#define PASSWORD_STDIN                                                         \
    {                                                                          \
        .name = "password-stdin", .flag = true                                 \
    }

static const struct cmd COMMANDS[] = {
    {"init", "[--name NAME] [--user NAME] [--password-stdin]",
        "make the state directory and the first account", 0, 0, site_cmd_init,
        .option = {{.name = "name"}, {.name = "user"}, PASSWORD_STDIN}},
    {"enrol", "--central URL --code CODE", "get a certificate from the centre",
        0, 0, site_cmd_enrol, .option = {{.name = "central"}, {.name = "code"}},
        .needs = CMD_NEEDS_NETWORK},
    {"serve", "", "run the kiosk, the staff page and the night", 0, 0,
        site_cmd_serve, .needs = CMD_NEEDS_MORE},
    {"night", "", "run the night now: hello, close, push", 0, 0, site_cmd_night,
        .needs = CMD_NEEDS_NETWORK},
    {"outbox list", "", "list what left this site, or will leave it", 0, 0,
        site_cmd_outbox_list, .needs = CMD_NEEDS_FILES},
    {"outbox show", "[--explain | --raw] SEQ",
        "tell exactly what one entry says, and by which rule", 1, 1,
        site_cmd_outbox_show,
        .option = {{.name = "explain", .flag = true},
            {.name = "raw", .flag = true}}},
    {"outbox withdraw", "SEQ --reason questionnaire|project|collection|other",
        "let the next night withdraw a release", 1, 1, site_cmd_outbox_withdraw,
        .option = {{.name = "reason"}}},
    {"frozen list", "", "list what the audit refused and nobody destroyed yet",
        0, 0, site_cmd_frozen_list, .needs = CMD_NEEDS_FILES},
    {"frozen destroy", "PROJECT", "destroy the frozen answers of a project", 1,
        1, site_cmd_frozen_destroy, .needs = CMD_NEEDS_FILES},
    {"project add",
        "ID --name NAME [--name-nl N] [--name-fr N] [--name-en N] --from"
        " YYYY-MM [--period month|quarter|half-year|year] [--questionnaire"
        " ID]... [--without QUESTION]... [--promise ROLE]",
        "add a project and the questionnaires it puts", 1, 1,
        site_cmd_project_add,
        .option = {{.name = "name"}, {.name = "name-nl"}, {.name = "name-fr"},
            {.name = "name-en"}, {.name = "from"}, {.name = "period"},
            {.name = "questionnaire", .repeatable = true},
            {.name = "without", .repeatable = true}, {.name = "promise"}}},
    {"project module", "PROJECT [--add ID] [--remove ID]",
        "put questions of the site's own from the next period on, or end them",
        1, 1, site_cmd_project_module,
        .option = {{.name = "add"}, {.name = "remove"}}},
    {"project list", "", "list the projects and what they put", 0, 0,
        site_cmd_project_list, .needs = CMD_NEEDS_FILES},
    {"wave start",
        "PROJECT --promise ROLE [--from YYYY-MM] [--until YYYY-MM]"
        " [--questionnaire ID] [--pilot] [--cards] [--language TAG]..."
        " [--target GROUP] [--language-until YYYY-MM-DD]",
        "let a project ask, which the management promised is without"
        " consequence",
        1, 1, site_cmd_wave_start,
        .option = {{.name = "promise"}, {.name = "from"}, {.name = "until"},
            {.name = "questionnaire"}, {.name = "pilot", .flag = true},
            {.name = "cards", .flag = true},
            {.name = "language", .repeatable = true}, {.name = "target"},
            {.name = "language-until"}}},
    {"wave end", "PROJECT [--month YYYY-MM]",
        "end the wave of this month, or of another", 1, 1, site_cmd_wave_end,
        .option = {{.name = "month"}}},
    {"wave list", "", "list the waves, their promises and languages", 0, 0,
        site_cmd_wave_list, .needs = CMD_NEEDS_FILES},
    {"questionnaire add", "FILE", "check and keep a questionnaire", 1, 1,
        site_cmd_questionnaire_add, .needs = CMD_NEEDS_FILES},
    {"questionnaire list", "", "list the questionnaires held", 0, 0,
        site_cmd_questionnaire_list, .needs = CMD_NEEDS_FILES},
    {"import ballots",
        "--project P --questionnaire Q [--month YYYY-MM] [--channel assisted]"
        " [--remove] FILE|-, or --template",
        "take in paper ballots, all or none", 0, 1, site_cmd_import_ballots,
        .option = {{.name = "project"}, {.name = "questionnaire"},
            {.name = "month"}, {.name = "channel"},
            {.name = "remove", .flag = true},
            {.name = "template", .flag = true}}},
    {"headcount set",
        "--project P --questionnaire Q [--channel self|assisted] [--month"
        " YYYY-MM] --eligible N [--asked N]",
        "enter how many people could answer in a period, and were asked", 0, 0,
        site_cmd_headcount_set,
        .option = {{.name = "project"}, {.name = "questionnaire"},
            {.name = "channel"}, {.name = "month"}, {.name = "eligible"},
            {.name = "asked"}}},
    {"headcount remove",
        "--project P --questionnaire Q [--channel self|assisted] [--month"
        " YYYY-MM]",
        "take that back", 0, 0, site_cmd_headcount_remove,
        .option = {{.name = "project"}, {.name = "questionnaire"},
            {.name = "channel"}, {.name = "month"}}},
    {"headcount list", "", "list what was entered, and what can be", 0, 0,
        site_cmd_headcount_list, .needs = CMD_NEEDS_FILES},
    {"cards make", "--project P --number N",
        "print the numbers of N one-time ballot cards, once", 0, 0,
        site_cmd_cards_make,
        .option = {{.name = "project"}, {.name = "number"}}},
    {"cards void", "--project P", "end the cards that nobody used", 0, 0,
        site_cmd_cards_void, .option = {{.name = "project"}}},
    {"speech list", "[--language TAG]",
        "list which languages are heard at the kiosk, and how far", 0, 0,
        site_cmd_speech_list, .option = {{.name = "language"}},
        .needs = CMD_NEEDS_FILES},
    {"speech import", "FOLDER", "take in the clips that manifest.json names", 1,
        1, site_cmd_speech_import, .needs = CMD_NEEDS_FILES},
    {"speech remove", "--language TAG [--address ADDRESS] [--source tts|human]",
        "remove clips of a language", 0, 0, site_cmd_speech_remove,
        .option = {{.name = "language"}, {.name = "address"},
            {.name = "source"}},
        .needs = CMD_NEEDS_FILES},
    {"language list", "", "list the kiosk's languages and their reviews", 0, 0,
        site_cmd_language_list, .needs = CMD_NEEDS_FILES},
    {"language review", "TAG --role native_speaker|translator|interpreter",
        "record that such a person read all of it", 1, 1,
        site_cmd_language_review, .option = {{.name = "role"}}},
    {"user add", "NAME [--role coordinator|staff] [--password-stdin]",
        "add an account of the staff page", 1, 1, site_cmd_user_add,
        .option = {{.name = "role"}, PASSWORD_STDIN}},
    {"user list", "", "list the accounts", 0, 0, site_cmd_user_list,
        .needs = CMD_NEEDS_FILES},
    {"user role", "NAME --role coordinator|staff", "give another role", 1, 1,
        site_cmd_user_role, .option = {{.name = "role"}}},
    {"user remove", "NAME", "remove an account", 1, 1, site_cmd_user_remove,
        .needs = CMD_NEEDS_FILES},
    {"user passwd", "NAME [--password-stdin]", "give a new password", 1, 1,
        site_cmd_user_passwd, .option = {PASSWORD_STDIN}},
    {"pin set", "[--pin-stdin]", "give the PIN that the kiosk asks of staff", 0,
        0, site_cmd_pin_set, .option = {{.name = "pin-stdin", .flag = true}}},
    {"scra", "QUESTIONNAIRE [--language nl|fr] [--output FILE]",
        "write its small-cell risk analysis, a page to print and file", 1, 1,
        site_cmd_scra, .option = {{.name = "language"}, {.name = "output"}}},
    {"verify", "", "check every stored value, key and signature", 0, 0,
        site_cmd_verify, .needs = CMD_NEEDS_FILES},
    {"status", "[--json]", "tell how this site is doing", 0, 0, site_cmd_status,
        .option = {{.name = "json", .flag = true}}},
    {"backup", "[--answers] FILE",
        "write a copy without open answers, or one sealed to the recovery key",
        1, 1, site_cmd_backup, .option = {{.name = "answers", .flag = true}}},
    {"restore", "[--recovery-key KEYFILE|-] FILE",
        "put a backup back; serve must be stopped", 1, 1, site_cmd_restore,
        .option = {{.name = "recovery-key"}}},
    {"recovery new", "", "make a recovery key and print it for the safe", 0, 0,
        site_cmd_recovery_new, .needs = CMD_NEEDS_FILES},
};

int site_cmd_main(int argc, char *argv[])
{
    signals_harden();
    signals_ignore();
    umask(077);
    return cmd_main("weerklank-site", COMMANDS,
        sizeof COMMANDS / sizeof COMMANDS[0], argc, argv);
}

enum wk_err site_cmd_open(const struct cmd_args *a, struct site **out)
{
    return site_open(a->state_dir, a->config, out);
}

enum wk_err site_cmd_fail(
    const struct cmd_args *a, enum wk_err err, const char *fmt, ...)
{
    va_list ap;

    fprintf(stderr, "%s %s: ", a->program, a->command);
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
    return err;
}

static enum wk_err read_stdin(size_t max, uint8_t **out, size_t *len)
{
    uint8_t *data = xcalloc(max + 1, 1);
    size_t n = fread(data, 1, max + 1, stdin);

    if (ferror(stdin) || n > max) {
        log_warn(
            "standard input: %s", n > max ? "over the limit" : strerror(errno));
        free(data);
        return n > max ? WK_ETOOBIG : WK_EIO;
    }
    *out = data;
    *len = n;
    return WK_OK;
}

enum wk_err site_cmd_read(
    const char *path, size_t max, uint8_t **out, size_t *len)
{
    return strcmp(path, "-") == 0 ? read_stdin(max, out, len)
                                  : file_read(path, max, out, len);
}

enum wk_err site_cmd_check_name(const struct cmd_args *a, const char *name)
{
    if (accounts_is_name(name))
        return WK_OK;
    return cmd_usage(a,
        "the name of an account is 1 to %d letters, digits or . _ @ -",
        MAX_NAME);
}

/* One line of standard input, without its end. */
static enum wk_err read_password(
    const struct cmd_args *a, char out[static PASSWORD_MAX + 2])
{
    size_t len;

    if (fgets(out, PASSWORD_MAX + 2, stdin) == NULL)
        out[0] = '\0';
    len = strcspn(out, "\r\n");
    if (len > PASSWORD_MAX)
        return site_cmd_fail(a, WK_EUSAGE,
            "the password on standard input is over %d bytes", PASSWORD_MAX);
    out[len] = '\0';
    if (len < PASSWORD_MIN || !text_is_utf8(out, len))
        return site_cmd_fail(a, WK_EUSAGE,
            "the password on standard input should be UTF-8 text of at least"
            " %d bytes",
            PASSWORD_MIN);
    return WK_OK;
}

enum wk_err site_cmd_password(
    const struct cmd_args *a, const char *name, struct store_account *account)
{
    char password[PASSWORD_MAX + 2] = "";
    bool own = cmd_flag(a, "password-stdin");
    enum wk_err err = WK_OK;

    if (own)
        err = read_password(a, password);
    else
        password_generate(password);
    if (err == WK_OK) {
        snprintf(account->name, sizeof account->name, "%s", name);
        password_hash(password, account->hash);
        account->must_change = true; /* whoever made it knows it */
        if (!own)
            printf("account:  %s\npassword: %s\n"
                   "It is shown only now and is changed at the first login.\n",
                name, password);
    }
    crypto_wipe(password, sizeof password);
    return err;
}

enum wk_err site_cmd_questionnaire(const struct cmd_args *a, struct site *s,
    const char *name, struct store_questionnaire *out)
{
    uint8_t hash[HASH_LEN];
    bool by_hash = hex_decode(name, hash, HASH_LEN);
    enum wk_err err = store_questionnaire_get(
        site_store(s), by_hash ? hash : NULL, by_hash ? NULL : name, out);

    if (err == WK_ENOTFOUND)
        return site_cmd_fail(a, err,
            "%s: no such questionnaire here; see \"questionnaire list\"", name);
    return err;
}

static enum wk_err find_planned(const struct cmd_args *a, struct site *s,
    const char *project, const char *name, struct store_questionnaire *out)
{
    struct store *store = site_store(s);
    struct store_plan *plans = NULL;
    uint8_t hash[HASH_LEN];
    bool by_hash = hex_decode(name, hash, HASH_LEN);
    size_t n = 0;
    enum wk_err err = store_plan_list(store, project, &plans, &n);

    for (size_t i = n; i-- > 0 && err == WK_OK && out->q == NULL;) {
        struct store_questionnaire q = {0};

        err = store_questionnaire_get(store, plans[i].questionnaire, NULL, &q);
        if (err == WK_OK &&
            (by_hash ? bytes_equal(hash, q.hash, HASH_LEN)
                     : strcmp(q.q->id, name) == 0))
            *out = q;
        else
            questionnaire_free(q.q);
    }
    free(plans);
    if (err == WK_OK && out->q == NULL)
        err = site_cmd_fail(a, WK_ENOTFOUND,
            "project %s does not put questionnaire %s; see \"project list\"",
            project, name);
    return err;
}

enum wk_err site_cmd_planned(const struct cmd_args *a, struct site *s,
    const char *id, const char *name, struct store_project *project,
    struct store_questionnaire *out)
{
    enum wk_err err = store_project_get(site_store(s), id, project);

    *out = (struct store_questionnaire){.q = NULL};
    if (err == WK_ENOTFOUND)
        site_cmd_fail(a, err, "%s: no such project", id);
    return err == WK_OK ? find_planned(a, s, id, name, out) : err;
}
