/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * site_cmd.h - the commands of weerklank-site, one function each, and what
 * they share.  Each opens the state directory itself and works beside a
 * running daemon, except restore.
 *
 * Errors  Said on standard error before the function returns.
 */
#ifndef WK_SITE_CMD_H
#define WK_SITE_CMD_H

#include "cmd.h"
#include "password.h"
#include "recovery.h"
#include "site.h"
#include "store_people.h"

enum wk_err site_cmd_init(const struct cmd_args *a);
enum wk_err site_cmd_enrol(const struct cmd_args *a);
enum wk_err site_cmd_serve(const struct cmd_args *a);
enum wk_err site_cmd_night(const struct cmd_args *a);
enum wk_err site_cmd_outbox_list(const struct cmd_args *a);
enum wk_err site_cmd_outbox_show(const struct cmd_args *a);
enum wk_err site_cmd_outbox_withdraw(const struct cmd_args *a);
enum wk_err site_cmd_frozen_list(const struct cmd_args *a);
enum wk_err site_cmd_frozen_destroy(const struct cmd_args *a);
enum wk_err site_cmd_project_add(const struct cmd_args *a);
enum wk_err site_cmd_project_list(const struct cmd_args *a);
enum wk_err site_cmd_project_module(const struct cmd_args *a);
enum wk_err site_cmd_wave_start(const struct cmd_args *a);
enum wk_err site_cmd_wave_end(const struct cmd_args *a);
enum wk_err site_cmd_wave_list(const struct cmd_args *a);
enum wk_err site_cmd_questionnaire_add(const struct cmd_args *a);
enum wk_err site_cmd_questionnaire_list(const struct cmd_args *a);
enum wk_err site_cmd_import_ballots(const struct cmd_args *a);
enum wk_err site_cmd_headcount_set(const struct cmd_args *a);
enum wk_err site_cmd_headcount_remove(const struct cmd_args *a);
enum wk_err site_cmd_headcount_list(const struct cmd_args *a);
enum wk_err site_cmd_language_list(const struct cmd_args *a);
enum wk_err site_cmd_language_review(const struct cmd_args *a);
enum wk_err site_cmd_cards_make(const struct cmd_args *a);
enum wk_err site_cmd_cards_void(const struct cmd_args *a);
enum wk_err site_cmd_speech_list(const struct cmd_args *a);
enum wk_err site_cmd_speech_import(const struct cmd_args *a);
enum wk_err site_cmd_speech_remove(const struct cmd_args *a);
enum wk_err site_cmd_user_add(const struct cmd_args *a);
enum wk_err site_cmd_user_list(const struct cmd_args *a);
enum wk_err site_cmd_user_role(const struct cmd_args *a);
enum wk_err site_cmd_user_remove(const struct cmd_args *a);
enum wk_err site_cmd_user_passwd(const struct cmd_args *a);
enum wk_err site_cmd_pin_set(const struct cmd_args *a);
enum wk_err site_cmd_scra(const struct cmd_args *a);
enum wk_err site_cmd_verify(const struct cmd_args *a);
enum wk_err site_cmd_status(const struct cmd_args *a);
enum wk_err site_cmd_backup(const struct cmd_args *a);
enum wk_err site_cmd_restore(const struct cmd_args *a);
enum wk_err site_cmd_recovery_new(const struct cmd_args *a);

/* The command line as a whole; returns the exit status for main(). */
int site_cmd_main(int argc, char *argv[]);

/* Open the state directory that the options name. */
WK_MUST_USE enum wk_err site_cmd_open(
    const struct cmd_args *a, struct site **out);

/* Print "weerklank-site COMMAND: ..." to standard error; returns err. */
enum wk_err site_cmd_fail(const struct cmd_args *a, enum wk_err err,
    const char *fmt, ...) WK_PRINTF(3, 4);

/*
 * Read a file of at most max bytes, or standard input for "-"; the caller
 * frees.  WK_ETOOBIG over it.
 */
WK_MUST_USE enum wk_err site_cmd_read(
    const char *path, size_t max, uint8_t **out, size_t *len);

/*
 * The password of a new account: one line of standard input with
 * --password-stdin, else a generated one, which is printed once.
 */
WK_MUST_USE enum wk_err site_cmd_password(
    const struct cmd_args *a, const char *name, struct store_account *account);

/* Make a recovery key, whose public half is kept; and print the private one,
 * once that is sure. */
WK_MUST_USE enum wk_err site_cmd_make_recovery_key(
    struct site *s, char text[static RECOVERY_TEXT]);
void site_cmd_print_recovery_key(const char *text);

/* Whether text may be the name of an account; else an error is printed. */
WK_MUST_USE enum wk_err site_cmd_check_name(
    const struct cmd_args *a, const char *name);

/*
 * The questionnaire of an id (the newest version of it) or of 64 hex digits;
 * the caller ends out->q.
 */
WK_MUST_USE enum wk_err site_cmd_questionnaire(const struct cmd_args *a,
    struct site *s, const char *name, struct store_questionnaire *out);

/* The project of this id, and the questionnaire that a plan of it puts, by id
 * or 64 hex digits; the caller ends out->q. */
WK_MUST_USE enum wk_err site_cmd_planned(const struct cmd_args *a,
    struct site *s, const char *id, const char *name,
    struct store_project *project, struct store_questionnaire *out);

#endif
