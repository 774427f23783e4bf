/* SPDX-License-Identifier: EUPL-1.2 */
#include "loop.h"

#include <string.h>

static const char *const STATES[] = {
    [LOOP_HEARD] = "heard",
    [LOOP_DISCUSSED] = "discussed",
    [LOOP_DOING] = "doing",
    [LOOP_DONE] = "done",
    [LOOP_CANNOT] = "cannot",
    [LOOP_PASSED_ON] = "passed_on",
};

static const char *const THEMES[] = {"language_learning",
    "communication_interpreting", "information_clarity", "welcome_respect",
    "needs_fit", "listening_participation", "group_togetherness",
    "culture_religion", "gender_family", "safety_trust_fear",
    "discrimination_conflict", "housing", "money_debts", "health_wellbeing",
    "work_training", "children_childcare", "papers_residence",
    "practical_time_place", "digital_admin", "social_network", "self_reliance",
    "outcome_change", "loop_closed", "other"};

const char *loop_state_text(enum loop_state state)
{
    return STATES[state];
}

enum wk_err loop_state_parse(const char *s, enum loop_state *out)
{
    for (int i = LOOP_HEARD; i <= LOOP_PASSED_ON; i++)
        if (strcmp(s, STATES[i]) == 0) {
            *out = (enum loop_state)i;
            return WK_OK;
        }
    return WK_EINVAL;
}

bool loop_is_theme(const char *code)
{
    for (size_t i = 0; i < sizeof THEMES / sizeof THEMES[0]; i++)
        if (strcmp(code, THEMES[i]) == 0)
            return true;
    return false;
}

bool loop_text_fits(const char *text)
{
    size_t n = 0;

    for (; *text != '\0'; text++)
        n += ((unsigned char)*text & 0xc0) != 0x80; /* starts a character */
    return n <= LOOP_TEXT;
}
