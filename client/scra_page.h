/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scra_page.h - the pieces of markup of which scra_html.c makes its page.
 *
 * Pure.  Every text is escaped; in French its signs keep to their words.
 */
#ifndef WK_SCRA_PAGE_H
#define WK_SCRA_PAGE_H

#include "scra.h"
#include "scra_words.h"

/* What is being written. */
struct scra_page {
    const struct scra *a;
    enum lang lang;
    struct bytes *out;
};

void scra_page_text(const struct scra_page *p, const char *text);

/* Words, with the thresholds in force and two numbers filled in. */
void scra_page_filled(
    const struct scra_page *p, enum scra_word word, uint64_t n, uint64_t m);
void scra_page_word(const struct scra_page *p, enum scra_word word);

/* <TAG>words</TAG> */
void scra_page_in(
    const struct scra_page *p, const char *tag, enum scra_word word);

/* A heading over a list. */
void scra_page_list(const struct scra_page *p, enum scra_word heading,
    const enum scra_word *item, size_t n);

/* The head of a table; those in right (a bit each) hold figures. */
void scra_page_head(const struct scra_page *p, const enum scra_word *column,
    size_t n, unsigned right);

/* The section about what left the building. */
void scra_left(const struct scra_page *p);

#endif
