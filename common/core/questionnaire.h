/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * questionnaire.h - the questions of one form, and what may be told of them.
 *
 * A questionnaire is one UTF-8 JSON object, fixed before collection begins:
 *
 *   {"id": "start", "version": 1, "scope": "network",
 *    "title": {"nl": "...", "fr": "...", "en": "..."},
 *    "questions": [{"id": "C04", "type": "one",
 *        "levels": [["0", "1", "2", "3"], [["0", "1"], ["2", "3"]]],
 *        "extra": ["not_needed"], "sensitive": false, "attribute": "age",
 *        "text": {"nl": "...", "fr": "...", "en": "..."}}],
 *    "attributes": [{"id": "age", "codings": [["lt18", "18_60", "gt60"],
 *        [["lt18", "18_60"], ["gt60"]]], "text": {...}}],
 *    "labels": {"0": {"nl": "nee", "fr": "non", "en": "no"}, ...}}
 *
 * levels and codings go from fine to coarse: the first lists the codes, each
 * later one groups the codes of the one before it.  The last level of a
 * question has exactly two groups, first the negative side, then the positive:
 * that is the order of its scale ("no, a little", then "yes"), and says nothing
 * about which is good news.
 * A question of type "many" lets a person choose up to MAX_CHOICES of its
 * options; its levels are one list, it has no attribute, and its extras stand
 * alone.
 * The id of a form of scope "site", and those of its questions, may begin with
 * "site:", which no other's may.
 * extra holds codes outside the levels, such as not_needed.  title, extra,
 * sensitive, attribute, attributes, labels and an attribute's text may be left
 * out; any other key is an error, and so is a key that stands twice.
 *
 * Pure module.
 *
 * Ownership  questionnaire_parse() hands over one questionnaire, ended by
 *            questionnaire_free(); everything in it lives as long as it does.
 * Errors     WK_EINVAL with a sentence in why that names the place.
 * Source     client/PRIVACY.md, B8; proto/PROTOCOL.md, "Questionnaires".
 */
#ifndef WK_QUESTIONNAIRE_H
#define WK_QUESTIONNAIRE_H

#include "bytes.h"
#include "wk_limits.h"

enum { WHY_MAX = 256 };

enum lang { LANG_NL, LANG_FR, LANG_EN, N_LANGS };

/* A text in the three source languages; NULL where none was given. */
struct qn_text {
    const char *in[N_LANGS];
};

/* One way to group codes: group_of[code] is below n_groups. */
struct qn_level {
    uint8_t n_groups;
    uint8_t group_of[MAX_OPTIONS];
};

struct qn_question {
    char id[MAX_OPTION_ID + 1]; /* MAX_ID, and room for an option's */
    struct qn_text text;
    bool sensitive;
    bool many;       /* each code is an option that may be chosen or not */
    uint8_t choices; /* many: its place among the questions of that type */
    int attribute;   /* index into attributes, or -1 */
    uint8_t n_codes, n_levels, n_extras;
    char code[MAX_OPTIONS][MAX_CODE + 1];
    char extra[MAX_EXTRAS][MAX_CODE + 1];
    struct qn_level level[MAX_LEVELS]; /* level[0] is one group per code */
};

struct qn_attribute {
    char id[MAX_ID + 1];
    struct qn_text text;
    uint8_t n_codes, n_codings;
    char code[MAX_CODES][MAX_CODE + 1];
    struct qn_level coding[MAX_LEVELS];
};

struct questionnaire {
    char id[MAX_ID + 1];
    uint32_t version;
    bool site_scope; /* "site": never leaves, never compared */
    size_t n_questions, n_attributes, n_many;
    struct qn_question *question;
    struct qn_attribute *attribute;
    struct json *json; /* the whole, for texts and labels */
};

/*
 * Read and check one questionnaire.  len is at most MAX_QUESTIONNAIRE, else
 * WK_ETOOBIG.
 */
WK_MUST_USE enum wk_err questionnaire_parse(const uint8_t *text, size_t len,
    struct questionnaire **out, char why[static WHY_MAX]);
void questionnaire_free(struct questionnaire *q);

/* The index of question id, or -1. */
int questionnaire_find(const struct questionnaire *q, const char *id);

/* The label of a code in this language; the code itself where none is given. */
const char *questionnaire_label(
    const struct questionnaire *q, const char *code, enum lang lang);

/*
 * Append the canonical JSON: compact, keys sorted, UTF-8.  Its SHA-256 is the
 * questionnaire's hash.
 */
void questionnaire_canonical(const struct questionnaire *q, struct bytes *out);

/*
 * Whether a question of the same id may stand beside this one: same source
 * texts, codes, levels, extras and sensitivity.
 */
bool questionnaire_same_question(
    const struct qn_question *a, const struct qn_question *b);

/*
 * Whether both make the same groups of the same people: same id, texts, codes
 * and codings.  Two of one id may differ, in two questionnaires.
 */
bool questionnaire_same_attribute(
    const struct qn_attribute *a, const struct qn_attribute *b);

/* Whether an id is in the namespace of a site's own, "site:". */
bool questionnaire_is_local(const char *id);

#endif
