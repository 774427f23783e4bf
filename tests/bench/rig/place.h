/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * place.h - a real site in the rig's folder ("site"), with one questionnaire.
 *
 * Its answer sets of past months are sealed by the site's own code in this
 * process, as the daemon would have done in those months.
 */
#ifndef WK_BENCH_PLACE_H
#define WK_BENCH_PLACE_H

#include "office.h"

/* "init" and "questionnaire add". */
void place_new(struct span text);

/* "project add", of the name "p" and a number, that asks q from a month on. */
void place_project(const struct questionnaire *q, int project, int32_t from);

/* Admit and enrol it; the centre serves. */
void place_enrol(const struct office *o);

/* From now on the centre is reached through this port; 0: directly. */
void place_reach(int port);

/* n answer sets of one month, for a project's number. */
void place_fill(
    const struct questionnaire *q, int32_t month, int project, int n);

/* "serve"; returns the port of its pages. */
int place_start(struct child *c);

/* "night", which must be done. */
void place_night(void);

/* Run a command of the site. */
void place_command(const char *const argv[]);

/* The month of today. */
int32_t place_month(void);

#endif
