/* SPDX-License-Identifier: EUPL-1.2 */
#include "err.h"

#include "../test.h"

static const struct {
    enum wk_err err;
    int exit_code;
    const char *text;
} ERRS[] = {
    {WK_OK, 0, "done"},
    {WK_EUSAGE, 2, "wrong usage"},
    {WK_EINVAL, 1, "invalid value"},
    {WK_EPROTO, 1, "peer broke the protocol"},
    {WK_ETOOBIG, 1, "over the limit"},
    {WK_ETIMEOUT, 1, "deadline passed"},
    {WK_EIO, 1, "input or output failed"},
    {WK_EFULL, 1, "disk full"},
    {WK_EDB, 1, "database failed"},
    {WK_ENOTFOUND, 1, "not found"},
    {WK_EEXIST, 1, "exists already"},
    {WK_EBUSY, 1, "in use by another process"},
    {WK_ECLOSED, 1, "closed"},
    {WK_EWAVE, 1, "no wave of the project takes answers then"},
    {WK_ENET, 1, "no contact"},
    {WK_ETLS, 1, "certificate or TLS refused"},
    {WK_EKILLED, 1, "stopped half-way"},
    {WK_ESCHEMA, 3, "written by a newer version of this program"},
    {WK_ECHECK, 3, "a check failed"},
};

static void test_texts_and_exit_codes(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(ERRS); i++) {
        assert_string_equal(wk_err_text(ERRS[i].err), ERRS[i].text);
        assert_int_equal(wk_err_exit(ERRS[i].err), ERRS[i].exit_code);
    }
    /* The table above is the whole list. */
    assert_string_equal(wk_err_text((enum wk_err)N_OF(ERRS)), "unknown error");
    assert_int_equal(wk_err_exit((enum wk_err)N_OF(ERRS)), 1);
    assert_string_equal(wk_err_text((enum wk_err) - 1), "unknown error");
    assert_int_equal(wk_err_exit((enum wk_err) - 1), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts_and_exit_codes),
    };
    return cmocka_run_group_tests_name("err", tests, NULL, NULL);
}
