/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * compare.h - one question, some months, every site: what is known, how
 * surely, and what is hidden.
 *
 * A site's figure is the sum over the parts (tables of releases) that lie
 * wholly inside the chosen months; a part that straddles their edge is listed
 * and not split.  So is its breakdown by the groups of an attribute.  Sites
 * keep the order in which they are given: nothing here sorts by a value, and no
 * difference is called clear unless an interval that allows for all pairs
 * together excludes 0.
 *
 * Pure module.  compare_json.c and compare_csv.c write the same figures.
 *
 * Ownership  compare_new() hands over one comparison, ended by
 *            compare_free(); it borrows everything in its input, which must
 *            outlive it.  compare_json() and its like hand over a value.
 * Errors     WK_EINVAL for a part that names no site or does not fit.
 * Source     common/API.md, "GET /api/v1/compare".
 */
#ifndef WK_COMPARE_H
#define WK_COMPARE_H

#include "bytes.h"
#include "crosstab.h"
#include "figure.h"
#include "json.h"
#include "questionnaire.h"
#include "release.h"
#include "unanswered.h"

/* What one release says of the question, or several together.  Withdrawn
 * releases stay out. */
struct compare_part {
    size_t site; /* index into sites */
    uint64_t seq;
    uint32_t more;       /* releases that are added up with it: it is a sum */
    const char *project; /* NULL: not to be told, nor that it is there */
    const char *questionnaire; /* NULL: not to be told */
    enum channel channel;
    struct period months;
    uint32_t answer_sets;
    uint64_t eligible;  /* people who could have answered, at most */
    uint32_t uncounted; /* releases that do not tell */
    struct table table;
    enum unanswered_told unanswered; /* what of table may be told of it */
    struct crosstab_part rows; /* of its breakdown, by its own attribute */
};

struct compare_input {
    const struct qn_question *question;   /* the same in every questionnaire */
    const struct questionnaire *from;     /* for labels; NULL: an option */
    const struct qn_attribute *attribute; /* to break down by; NULL: none */
    const struct questionnaire *attribute_from; /* holds it, for labels */
    struct period months;
    const char *const *site; /* names, in the order to be shown */
    size_t n_sites;
    const struct compare_part *part;
    size_t n_parts;
    const size_t *pair; /* two sites whose difference is asked for, or NULL */
};

/* From so many sites on, chance is drawn as a funnel, releases are not listed
 * one by one, and of the differences only one is told that is asked for. */
enum { COMPARE_MANY = 12 };

/* A single interval is wrong in this share of cases, so are all differences
 * together; a share beyond the far limits of the funnel is so by chance in the
 * second. */
extern const double COMPARE_ALPHA, COMPARE_FAR;

enum compare_row { COMPARE_TOTAL, COMPARE_SELF, COMPARE_ASSISTED, N_ROWS };

struct compare_site {
    struct figure row[N_ROWS];
    struct unanswered unanswered;
    struct crosstab rows;       /* by the attribute, if there is one */
    struct interval gap;        /* assisted minus alone, if it has both */
    size_t first_part, n_parts; /* in compare.order */
};

/* Of the positive share, a minus b; a stands before b. */
struct compare_difference {
    size_t a, b;
    struct interval interval;
    bool clear;
};

/* What many sites are held against: the share of all whose total is exact. */
struct compare_funnel {
    double target;
    size_t n_sites; /* that make the target */
};

struct compare {
    struct compare_input in;
    double z; /* of one figure's interval */
    struct compare_site *site;
    size_t *order; /* parts grouped by site, otherwise as given */
    struct compare_difference *difference;
    size_t n_differences;
    struct compare_funnel funnel;
};

enum compare_place { COMPARE_OUTSIDE, COMPARE_INSIDE, COMPARE_STRADDLES };

WK_MUST_USE enum wk_err compare_new(
    const struct compare_input *in, struct compare **out);
void compare_free(struct compare *c);

/* Where a part's months lie against the chosen ones. */
enum compare_place compare_place_of(struct period part, struct period chosen);

/* Whether people answered both alone and assisted. */
bool compare_has_gap(const struct compare_site *s);

/* The reply to GET /api/v1/compare. */
struct json *compare_json(const struct compare *c);

/*
 * The same figures as CSV (RFC 4180), one line per site, row and group, then
 * one per group of people and group of answers of its breakdown; text as
 * csv.h has it.
 */
void compare_csv(const struct compare *c, struct bytes *out);
/* Of these, the head alone; the lines of the breakdown alone. */
void compare_csv_head(struct bytes *out);
void compare_csv_people(const struct compare *c, struct bytes *out);

/* The label of a code of the question; from NULL: it is an option. */
const char *compare_label(
    const struct questionnaire *from, const char *code, enum lang lang);

/* Parts of the reply that others need too: which question and months, then
 * an attribute (NULL: null), texts, levels and labels. */
void compare_set_question(struct json *j, const struct compare *c);

/* The range of the share of all who could have answered, and how surely it is
 * between its ends when they are themselves a sample; null: not known. */
struct json *compare_honest_json(const struct figure *f);

struct json *compare_attribute_json(
    const struct questionnaire *from, const struct qn_attribute *attribute);
struct json *compare_text_json(const struct qn_text *text);
struct json *compare_levels_json(const struct qn_question *q);
struct json *compare_labels_json(
    const struct questionnaire *from, const struct qn_question *q);

#endif
