/* SPDX-License-Identifier: EUPL-1.2 */
/* spaces.h - the small batches that are attacked world by world. */
#ifndef WK_SPACES_H
#define WK_SPACES_H

#include "worlds.h"

/* The forms, read once and never ended: they live as long as the program. */
enum form {
    YES,
    CUP,
    FIVE,
    BY_TWO,
    FEAR_BY_TWO,
    BY_THREE,
    MID_BY_TWO,
    BY_FOUR,
    FORMS
};

const struct questionnaire *spaces_form(enum form form);

/* Attack one space, print a line, and say whether nothing was found. */
bool spaces_hold(const struct space *s);

#endif
