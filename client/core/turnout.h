/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * turnout.h - how many people there were to answer, how many of them were
 * asked, and how often the kiosk heard "no, thank you", as far as that may be
 * told beside a batch.
 *
 * Staff count them; whoever keeps silent must not be found by it.  So a number
 * with fewer than k_g more people in it than answer sets is told as one with
 * k_g - 1 more, which stands for "at most so many", and how many were asked is
 * told only if as many were eligible, or at least k_g more.
 *
 * Fewer than k_g who declined are told as k_g - 1, "at most so many", and any
 * number only of those alone at the kiosk, and where nothing is told of how
 * many kept silent or at least k_g more did: else it would say that all of
 * them declined, or all but a few.
 *
 * Pure module.  What it decides depends on what staff entered, on the number
 * of answer sets, which the release tells anyway, and on how many declined:
 * never on an answer.
 *
 * Units   People in a period, as answer sets are: somebody who takes part in
 *         two periods counts in both, and who declines twice counts twice.
 * Source  client/PRIVACY.md, B, "turnout".
 */
#ifndef WK_TURNOUT_H
#define WK_TURNOUT_H

#include "release.h"

struct turnout {
    uint32_t eligible, asked; /* 0: not known */
    uint32_t declined;
};

/* Fill r's eligible, asked and declined; its rules, channel and answer_sets
 * are there already. */
void turnout_tell(const struct turnout *t, struct release *r);

/* Whether so many, told by r, stands for "at most so many". */
bool turnout_is_bound(uint32_t people, const struct release *r);

/* The same of those who declined. */
bool turnout_is_declined_bound(const struct release *r);

#endif
