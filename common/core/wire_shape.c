/* SPDX-License-Identifier: EUPL-1.2 */
/* wire_shape.c - how a table, a margin or a breakdown is told, as one number.
 */
#include "wire_private.h"

/* The low four bits of a shape; the rest is the number of its counts. */
enum {
    SHAPE_NONE = 0, /* breakdowns only: the plan has none for this question */
    SHAPE_HIDDEN = 1,
    SHAPE_NOT_ASKED = 2,
    SHAPE_CHOICES = 3,
    SHAPE_AT_LEAST = 4, /* + 1 when the positive side is the larger */
    /* + 2 * level + 1 when "no answer" is split; margins: + 2 * coding + 1
     * when the last group is those who did not say; breakdowns: + 2 * level */
    SHAPE_EXACT = 8,
    SHAPE_BITS = 4,
};

uint32_t wire_shape_of_table(const struct table *t)
{
    uint32_t kind = SHAPE_HIDDEN;

    if (t->state == TABLE_NOT_ASKED)
        kind = SHAPE_NOT_ASKED;
    else if (t->state == TABLE_CHOICES)
        kind = SHAPE_CHOICES;
    else if (t->state == TABLE_AT_LEAST)
        kind = SHAPE_AT_LEAST + t->positive;
    else if (t->state == TABLE_EXACT)
        kind = SHAPE_EXACT + 2u * t->level + t->split;
    return (uint32_t)t->n_counts << SHAPE_BITS | kind;
}

bool wire_table_of(uint32_t shape, struct table *t)
{
    uint32_t kind = shape & ((1u << SHAPE_BITS) - 1);
    uint32_t n = shape >> SHAPE_BITS;

    *t = (struct table){.n_counts = (uint8_t)n};
    if (n > MAX_COLUMNS)
        return false;
    if (kind == SHAPE_HIDDEN || kind == SHAPE_NOT_ASKED) {
        t->state = kind == SHAPE_HIDDEN ? TABLE_HIDDEN : TABLE_NOT_ASKED;
        return n == 0;
    }
    if (kind == SHAPE_CHOICES) {
        t->state = TABLE_CHOICES;
        return n > CHOICES_OPTION;
    }
    if (kind == SHAPE_AT_LEAST || kind == SHAPE_AT_LEAST + 1) {
        t->state = TABLE_AT_LEAST;
        t->positive = kind != SHAPE_AT_LEAST;
        return n == 3;
    }
    t->state = TABLE_EXACT;
    t->level = (uint8_t)((kind - SHAPE_EXACT) / 2);
    t->split = kind & 1;
    return kind >= SHAPE_EXACT && n >= 3;
}

uint32_t wire_shape_of_margin(const struct margin *m)
{
    uint32_t kind = SHAPE_HIDDEN;

    if (m->shown)
        kind = SHAPE_EXACT + 2u * m->coding + m->not_said;
    return (uint32_t)m->n_groups << SHAPE_BITS | kind;
}

bool wire_margin_of(uint32_t shape, struct margin *m)
{
    uint32_t kind = shape & ((1u << SHAPE_BITS) - 1);
    uint32_t n = shape >> SHAPE_BITS;

    *m = (struct margin){.shown = kind >= SHAPE_EXACT};
    if (!m->shown)
        return kind == SHAPE_HIDDEN && n == 0;
    m->coding = (uint8_t)((kind - SHAPE_EXACT) / 2);
    m->not_said = kind & 1;
    m->n_groups = (uint8_t)n;
    return n >= 2 && n <= MAX_GROUPS;
}

uint32_t wire_shape_of_breakdown(const struct breakdown *b)
{
    uint32_t kind = SHAPE_NONE;

    if (b->state == BREAKDOWN_HIDDEN)
        kind = SHAPE_HIDDEN;
    else if (b->state == BREAKDOWN_SHOWN)
        kind = SHAPE_EXACT + 2u * b->level;
    return (uint32_t)b->n_cells << SHAPE_BITS | kind;
}

bool wire_breakdown_of(uint32_t shape, struct breakdown *b)
{
    uint32_t kind = shape & ((1u << SHAPE_BITS) - 1);
    uint32_t n = shape >> SHAPE_BITS;

    *b = (struct breakdown){.state = BREAKDOWN_NONE};
    if (kind == SHAPE_NONE || kind == SHAPE_HIDDEN) {
        b->state = kind == SHAPE_NONE ? BREAKDOWN_NONE : BREAKDOWN_HIDDEN;
        return n == 0;
    }
    b->state = BREAKDOWN_SHOWN;
    b->level = (uint8_t)((kind - SHAPE_EXACT) / 2);
    b->n_cells = n;
    return kind >= SHAPE_EXACT && kind % 2 == 0 && n > 0 && n <= MAX_CELLS;
}
