/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * loop.h - "you said, we did": what became of a theme that people raised.
 *
 * Pure module: themes, states, and how long a text may be.
 *
 * Source  Constituent Voice and the Core Humanitarian Standard close the loop
 *         with those who spoke; client/content/packs has the themes' names.
 */
#ifndef WK_LOOP_H
#define WK_LOOP_H

#include <stdbool.h>
#include <stddef.h>

#include "err.h"

enum {
    LOOP_THEME = 32, /* a code, with its NUL */
    LOOP_TEXT = 200,
    LOOP_TEXT_BYTES = 4 * LOOP_TEXT,
};

enum loop_state {
    LOOP_HEARD = 1,
    LOOP_DISCUSSED,
    LOOP_DOING,
    LOOP_DONE,
    LOOP_CANNOT, /* and why not stands in the text */
    LOOP_PASSED_ON,
};

/* "heard", ..., "passed_on"; parse gives WK_EINVAL for anything else. */
const char *loop_state_text(enum loop_state state);
WK_MUST_USE enum wk_err loop_state_parse(const char *s, enum loop_state *out);

/* Whether this is the code of one of the 24 themes. */
bool loop_is_theme(const char *code);

/* Whether the text, which is UTF-8, has at most LOOP_TEXT characters. */
bool loop_text_fits(const char *text);

#endif
