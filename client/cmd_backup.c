/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "recovery.h"
#include "site_backup.h"
#include "site_cmd.h"

enum { KEY_FILE_MAX = 1024 };

enum wk_err site_cmd_backup(const struct cmd_args *a)
{
    bool answers = cmd_flag(a, "answers");
    struct site *s = NULL;
    enum wk_err err = site_cmd_open(a, &s);

    if (err == WK_OK)
        err = site_backup_write(s, a->arg[0], answers);
    if (err == WK_OK) {
        site_note(
            s, "backup", "backup written%s", answers ? ", with answers" : "");
        printf("%s written; it holds %s\n", a->arg[0],
            answers ? "the answers of open periods, sealed to the recovery key"
                    : "no answers of open periods");
    }
    site_close(s);
    return err;
}

/* The private half that --recovery-key names; false in *given without it. */
static enum wk_err read_key(
    const struct cmd_args *a, uint8_t key[static BOX_KEY_LEN], bool *given)
{
    const char *path = cmd_value(a, "recovery-key");
    uint8_t *text = NULL;
    size_t len = 0;
    enum wk_err err;

    *given = path != NULL;
    if (path == NULL)
        return WK_OK;
    err = strcmp(path, "-") == 0
        ? site_cmd_read(path, KEY_FILE_MAX, &text, &len)
        : file_read_secret(path, KEY_FILE_MAX, &text, &len);
    if (err != WK_OK)
        return err;
    err = recovery_parse((const char *)text, key);
    crypto_wipe(text, len);
    free(text);
    if (err != WK_OK)
        return site_cmd_fail(a, err,
            "%s: not a recovery key: 60 letters and digits in groups of five",
            path);
    return WK_OK;
}

enum wk_err site_cmd_restore(const struct cmd_args *a)
{
    uint8_t key[BOX_KEY_LEN];
    struct site *s = NULL;
    bool given;
    enum wk_err err = read_key(a, key, &given);

    if (err == WK_OK)
        err = site_open_alone(a->state_dir, a->config, &s);
    if (err == WK_OK)
        err = site_backup_restore(s, a->arg[0], given ? key : NULL);
    if (err == WK_OK)
        printf("%s restored; the next night asks the centre for what is"
               " newer\nThe recovery key is the one in force when the backup"
               " was made.\n",
            site_folder(s));
    crypto_wipe(key, sizeof key);
    site_close(s);
    return err;
}

enum wk_err site_cmd_make_recovery_key(
    struct site *s, char text[static RECOVERY_TEXT])
{
    uint8_t public_key[BOX_KEY_LEN];
    char hex[2 * BOX_KEY_LEN + 1];

    recovery_new(text, public_key);
    hex_encode(public_key, sizeof public_key, hex);
    return store_meta_set(site_store(s), "recovery", hex);
}

void site_cmd_print_recovery_key(const char *text)
{
    printf("recovery key: %s\n"
           "For the safe: it alone opens a backup with answers. It is shown"
           " only now and is kept nowhere here.\n",
        text);
}

enum wk_err site_cmd_recovery_new(const struct cmd_args *a)
{
    char text[RECOVERY_TEXT];
    struct site *s = NULL;
    enum wk_err err = site_cmd_open(a, &s);

    if (err == WK_OK)
        err = site_cmd_make_recovery_key(s, text);
    if (err == WK_OK) {
        site_note(s, "recovery", "new recovery key");
        site_cmd_print_recovery_key(text);
        printf("Backups made before open with the key before.\n");
    }
    crypto_wipe(text, sizeof text);
    site_close(s);
    return err;
}
