/* SPDX-License-Identifier: EUPL-1.2 */
/* central_cmd.h - the commands of weerklank-central, in the cmd_*.c. */
#ifndef WK_CENTRAL_CMD_H
#define WK_CENTRAL_CMD_H

#include "central.h"

enum wk_err central_cmd_init(const struct cmd_args *a);
enum wk_err central_cmd_serve(const struct cmd_args *a);
enum wk_err central_cmd_site_add(const struct cmd_args *a);
enum wk_err central_cmd_site_list(const struct cmd_args *a);
enum wk_err central_cmd_site_code(const struct cmd_args *a);
enum wk_err central_cmd_site_revoke(const struct cmd_args *a);
enum wk_err central_cmd_site_readmit(const struct cmd_args *a);
enum wk_err central_cmd_policy_show(const struct cmd_args *a);
enum wk_err central_cmd_policy_set(const struct cmd_args *a);
enum wk_err central_cmd_questionnaire_list(const struct cmd_args *a);
enum wk_err central_cmd_questionnaire_publish(const struct cmd_args *a);
enum wk_err central_cmd_export(const struct cmd_args *a);
enum wk_err central_cmd_export_package(const struct cmd_args *a);
enum wk_err central_cmd_user_add(const struct cmd_args *a);
enum wk_err central_cmd_user_list(const struct cmd_args *a);
enum wk_err central_cmd_user_role(const struct cmd_args *a);
enum wk_err central_cmd_user_remove(const struct cmd_args *a);
enum wk_err central_cmd_user_passwd(const struct cmd_args *a);
enum wk_err central_cmd_status(const struct cmd_args *a);
enum wk_err central_cmd_verify(const struct cmd_args *a);
enum wk_err central_cmd_backup(const struct cmd_args *a);
enum wk_err central_cmd_restore(const struct cmd_args *a);

/* cmd_user.c: a password for name, generated and printed, or read from
 * standard input; kept with must_change.  role NULL: role and site as they
 * were. */
WK_MUST_USE enum wk_err central_cmd_password(struct central *c,
    const char *name, const char *role, int64_t site, bool from_stdin);
/* cmd_catalogue.c: publish one file, inside a transaction. */
WK_MUST_USE enum wk_err central_cmd_publish(
    struct central *c, const char *path);

#endif
