/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <string.h>

#include "crypto.h"
#include "pin.h"
#include "random.h"
#include "site_cmd.h"

enum { GENERATED = 6 };

/* Six random digits. */
static void generate(char out[static PIN_MAX + 1])
{
    uint8_t byte;
    size_t n = 0;

    while (n < GENERATED) {
        random_bytes(&byte, 1);
        if (byte < 250) /* every digit alike */
            out[n++] = (char)('0' + byte % 10);
    }
    out[n] = '\0';
}

static enum wk_err read_line(
    const struct cmd_args *a, char out[static PIN_MAX + 1])
{
    char line[PIN_MAX + 3] = "";

    if (fgets(line, sizeof line, stdin) == NULL)
        line[0] = '\0';
    line[strcspn(line, "\r\n")] = '\0';
    if (!pin_is_one(line))
        return site_cmd_fail(a, WK_EUSAGE,
            "the PIN on standard input should be %d to %d digits", PIN_MIN,
            PIN_MAX);
    memcpy(out, line, strlen(line) + 1);
    return WK_OK;
}

enum wk_err site_cmd_pin_set(const struct cmd_args *a)
{
    char pin[PIN_MAX + 1], hash[PASSWORD_HASH_LEN];
    bool own = cmd_flag(a, "pin-stdin");
    struct site *s = NULL;
    enum wk_err err = own ? read_line(a, pin) : WK_OK;

    if (!own)
        generate(pin);
    if (err == WK_OK)
        err = site_cmd_open(a, &s);
    if (err == WK_OK) {
        password_hash(pin, hash);
        err = pin_set(s, "pin set", hash);
    }
    if (err == WK_OK && !own)
        printf("PIN: %s\nIt is shown only now.\n", pin);
    crypto_wipe(pin, sizeof pin);
    site_close(s);
    return err;
}
