/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * wk_limits.h - every size that comes from outside, and every privacy floor.
 *
 * Pure constants.  Nothing from a file, a peer or a person is allocated or
 * indexed before it was held against one of these.  Named so because the
 * compiler's own <limits.h> looks for the next of its name.
 */
/* GCC's own <limits.h> asks for the next of its name by a quoted include, and
 * so finds this one before the C library's: pass the question on.  Without
 * this the release preset does not compile (MB_LEN_MAX comes out wrong). */
#ifdef __GNUC__
#pragma GCC system_header
#include_next <limits.h>
#endif

#ifndef WK_LIMITS_H
#define WK_LIMITS_H

enum {
    /* Bytes. */
    MAX_BODY = 256 * 1024,      /* an HTTP body, either way */
    MAX_HEAD = 8 * 1024,        /* an HTTP request head */
    MAX_QUESTIONNAIRE = 64 * 1024,
    MAX_POLICY = 8 * 1024,
    MAX_CONFIG = 32 * 1024,
    MAX_PEM = 16 * 1024,
    MAX_BALLOTS = 8 * 1024 * 1024, /* one ballot file */
    MAX_ENTRY = 32 * 1024,         /* canonical bytes of one entry */
    WIRE_PAD = 8 * 1024,           /* every body is a multiple of this */

    /* Counts. */
    MAX_QUESTIONS = 60,
    MAX_CODES = 12,      /* answers of a question of type "one", groups */
    MAX_OPTIONS = 24,    /* answers of a question of type "many" */
    MAX_CHOICES = 3,     /* of those that one person may choose */
    MAX_LEVELS = 4,      /* nested levels of one question */
    MAX_EXTRAS = 4,      /* codes outside the levels, such as not_needed */
    MAX_ATTRIBUTES = 3,  /* of one questionnaire */
    MAX_MANY = 4,        /* questions of type "many" of one questionnaire */
    MAX_COLUMNS = MAX_OPTIONS + 2, /* counts of one total */
    MAX_GROUPS = MAX_CODES + 1,    /* rows of a breakdown: groups, not said */
    MAX_CELLS = 4000, /* groups and cells of all breakdowns of a release */
    MAX_ENTRIES_PER_BODY = 256,
    MAX_CATALOGUE = 64, /* questionnaires in one catalogue */

    /* Text, in bytes without the final NUL. */
    MAX_ID = 24,   /* projects, questionnaires, questions: [a-z0-9_-] */
    MAX_CODE = 16, /* an answer's code */
    MAX_OPTION_ID = MAX_ID + 1 + MAX_CODE, /* "N01.house" */
    MAX_NAME = 64, /* a name people read */
    MAX_TEXT = 400,

    /* Privacy floors: a policy may raise them, never lower them. */
    FLOOR_BATCH = 10,  /* k_b, answer sets in a batch */
    FLOOR_GROUP = 5,   /* k_g, answer sets in a group */
    FLOOR_COLUMN = 5,  /* k_c, answers in a column of a breakdown */
    FLOOR_DISSENT = 2, /* d, answers on the smaller side */
    LABEL_MONTHS_MAX = 12,
    GRACE_NIGHTS = 7,

    /* Sizes of fixed byte strings. */
    HASH_LEN = 32, /* SHA-256 */
    ERA_LEN = 16,
    ID_LEN = 16, /* a random 128-bit id */
};

#endif
