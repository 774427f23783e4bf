/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csv.h - one cell of text of a CSV file, safe to open in any spreadsheet.
 *
 * A spreadsheet runs a cell that begins with one of = + - @ (or their
 * full-width forms) as a formula.  What begins a cell is for the program to
 * say, not for us: where the list separator is a semicolon, as in Belgium, a
 * file with commas is cut at each semicolon and quotes inside a line mean
 * nothing.  So such a sign gets an apostrophe in front wherever any reader
 * might begin a cell: at the start of the text and behind each comma,
 * semicolon, vertical bar, tab or end of line in it, blanks and quotes between
 * them overlooked.
 *
 * Pure module.
 *
 * Source  RFC 4180; OWASP, "CSV Injection".
 */
#ifndef WK_CSV_H
#define WK_CSV_H

#include "bytes.h"

/* Append one cell, quoted where a reader might cut it, without a comma. */
void csv_text(struct bytes *out, const char *s);

#endif
