/* SPDX-License-Identifier: EUPL-1.2 */
/* The network's figures for a site, as text and back. */
#include "others.h"

#include <stdlib.h>

#include "../test.h"

static struct others *parse(const char *text, enum wk_err want)
{
    struct others *o = calloc(1, sizeof *o);
    char why[WHY_MAX] = "";

    if (others_parse(text, strlen(text), o, why) != want)
        fail_msg("%s: %s", text, why);
    return o;
}

static void test_full(void **state)
{
    struct others *o = calloc(1, sizeof *o), *back;
    struct bytes text = bytes_new(OTHERS_TEXT);

    (void)state;
    o->months = (struct period){24300, 24311};
    for (o->n = 0; o->n < OTHERS_QUESTIONS; o->n++) {
        struct others_question *q = &o->question[o->n];

        memset(q->id, 'q', MAX_ID);
        q->own = (struct others_share){UINT32_MAX, 1000, 1000, 1000};
        for (q->n = 0; q->n < OTHERS_MAX; q->n++) {
            struct others_site *s = &q->other[q->n];

            strcpy(s->letter, "AAAZ");
            s->share = (struct others_share){
                4000000000u, 0, 1000, q->n % 2 > 0 ? OTHERS_CAPPED : 0};
            s->clear = q->n % 3 == 0;
        }
    }
    others_write(o, &text);
    assert_false(bytes_over(&text)); /* all that there can be has room */
    back = parse(bytes_text(&text), WK_OK);
    assert_memory_equal(o, back, sizeof *o);
    bytes_free(&text);
    free(o);
    free(back);
}

#define SHARE "\"n\":20,\"low\":1,\"high\":9,\"share\":5"
#define SITE(letter) "{\"letter\":\"" letter "\"," SHARE ",\"clear\":false}"
#define OTHERS(sites)                                                          \
    "{\"first\":\"2025-11\",\"last\":\"2026-10\",\"questions\":[{"             \
    "\"id\":\"C01\",\"own\":{" SHARE "},\"others\":[" sites "]}]}"
#define THREE SITE("A") "," SITE("B") "," SITE("C")

static void test_texts(void **state)
{
    static const struct {
        const char *text;
        enum wk_err want;
    } CASES[] = {
        {OTHERS(THREE), WK_OK},
        {OTHERS(THREE "," SITE("AB")), WK_OK},
        {"{\"first\":\"2025-11\",\"last\":\"2026-10\",\"questions\":[]}",
            WK_OK},
        /* What a later version adds. */
        {"{\"first\":\"2025-11\",\"last\":\"2026-10\",\"questions\":[],"
         "\"more\":1}",
            WK_OK},
        {OTHERS(SITE("A") "," SITE("B")), WK_EINVAL}, /* too few to be told */
        {OTHERS(THREE "," THREE "," THREE), WK_EINVAL},
        {OTHERS(SITE("A") "," SITE("B") "," SITE("Gent")), WK_EINVAL},
        {OTHERS(SITE("A") "," SITE("B") "," SITE("")), WK_EINVAL},
        {OTHERS(SITE("A") "," SITE("B") "," SITE("ABCDEFGH")), WK_EINVAL},
        {OTHERS(SITE("A") "," SITE("B") ",7"), WK_EINVAL},
        {"{\"first\":\"2025-13\",\"last\":\"2026-10\",\"questions\":[]}",
            WK_EINVAL},
        {"{\"last\":\"2026-10\",\"questions\":[]}", WK_EINVAL},
        {"{\"first\":\"2025-11\",\"last\":\"2026-10\",\"questions\":{}}",
            WK_EINVAL},
        {"{\"first\":\"2025-11\",\"last\":\"2026-10\"}", WK_EINVAL},
        {"{\"first\":\"2025-11\",\"last\":\"2026-10\",\"questions\":[{}]}",
            WK_EINVAL},
        {"[]", WK_EINVAL},
        {"", WK_EINVAL},
    };
    static const char *const SHARES[] = {"\"n\":0,\"low\":1,\"high\":9",
        "\"n\":20,\"low\":9,\"high\":1", "\"n\":20,\"low\":-1,\"high\":1",
        "\"n\":20,\"low\":1,\"high\":1001", "\"n\":\"20\",\"low\":1,\"high\":9",
        "\"low\":1,\"high\":9", "\"n\":4294967296,\"low\":1,\"high\":9"};

    (void)state;
    for (size_t i = 0; i < N_OF(CASES); i++)
        free(parse(CASES[i].text, CASES[i].want));
    for (size_t i = 0; i < N_OF(SHARES); i++) {
        char text[600];

        snprintf(text, sizeof text,
            "{\"first\":\"2025-11\",\"last\":\"2026-10\",\"questions\":[{"
            "\"id\":\"C01\",\"own\":{%s,\"share\":null},\"others\":[" THREE
            "]}]}",
            SHARES[i]);
        free(parse(text, WK_EINVAL));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_full),
        cmocka_unit_test(test_texts),
    };

    return cmocka_run_group_tests_name("others", tests, NULL, NULL);
}
