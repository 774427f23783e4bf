/* SPDX-License-Identifier: EUPL-1.2 */
/* cmd_verify.c - "verify": is everything as it was written? */
#include "central_cmd.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cells.h"
#include "crypto.h"
#include "log.h"
#include "verify.h"

/* cells_verify() and its like report to this. */
static void print_fault(void *arg, const char *place)
{
    unsigned *faults = arg;

    printf("damaged: %s\n", place);
    ++*faults;
}

/* Each check runs, whatever the one before found. */
static enum wk_err worse(enum wk_err a, enum wk_err b)
{
    return a == WK_OK || (a == WK_ECHECK && b != WK_OK) ? b : a;
}

enum wk_err central_cmd_verify(const struct cmd_args *a)
{
    struct central *c = NULL;
    unsigned faults = 0;
    enum wk_err err = central_open(a, CENTRAL_LOOK, &c);

    if (err != WK_OK)
        return err;
    err = db_verify(ledger_db(c->ledger), print_fault, &faults);
    err = worse(err, central_keys_verify(c, print_fault, &faults));
    err = worse(err, central_register_verify(c, print_fault, &faults));
    err = worse(err, verify_ledger(c->ledger, print_fault, &faults));
    err = worse(err, verify_history(c->ledger, print_fault, &faults));
    err = worse(err, cells_verify(c->ledger, print_fault, &faults));
    if (err == WK_OK)
        printf("everything is as it was written\n");
    else
        printf("%u faults\n", faults);
    central_close(c);
    return err;
}
