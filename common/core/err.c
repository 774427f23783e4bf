/* SPDX-License-Identifier: EUPL-1.2 */
#include "err.h"

#include <stddef.h>

static const struct {
    int exit_code;
    const char *text;
} ERRS[] = {
#define X(name, exit_code, text) [name] = {exit_code, text},
    WK_ERR_LIST(X)
#undef X
};

const char *wk_err_text(enum wk_err err)
{
    size_t i = (size_t)err;

    return i < sizeof ERRS / sizeof ERRS[0] ? ERRS[i].text : "unknown error";
}

int wk_err_exit(enum wk_err err)
{
    size_t i = (size_t)err;

    return i < sizeof ERRS / sizeof ERRS[0] ? ERRS[i].exit_code : 1;
}
