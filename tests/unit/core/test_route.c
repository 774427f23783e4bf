/* SPDX-License-Identifier: EUPL-1.2 */
#include "route.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_fit(void **state)
{
    static const struct {
        const char *row_method, *row_path, *method, *path;
        enum route_fit want;
    } CASES[] = {
        {"GET", "/", "GET", "/", ROUTE_FITS},
        {"GET", "/", "HEAD", "/", ROUTE_FITS},
        {"GET", "/", "POST", "/", ROUTE_OTHER_METHOD},
        {"POST", "/", "HEAD", "/", ROUTE_OTHER_METHOD},
        {"GET", "/", "GET", "/a", ROUTE_NONE},
        {"GET", "/a", "GET", "/a/", ROUTE_NONE},
        {"GET", "/a", "GET", "/A", ROUTE_NONE},
        {"GET", "/a/*", "GET", "/a/b", ROUTE_FITS},
        {"GET", "/a/*", "GET", "/a/b/c", ROUTE_FITS},
        {"GET", "/a/*", "GET", "/a/*", ROUTE_FITS},
        {"GET", "/a/*", "PUT", "/a/b", ROUTE_OTHER_METHOD},
        {"GET", "/a/*", "GET", "/a/", ROUTE_NONE},
        {"GET", "/a/*", "GET", "/a", ROUTE_NONE},
        {"GET", "/a/*", "GET", "/b/a/", ROUTE_NONE},
        {"GET", "/*", "GET", "/", ROUTE_NONE},
        {"GET", "/*", "GET", "/x", ROUTE_FITS},
        {"GET", "", "GET", "/", ROUTE_NONE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++)
        assert_int_equal(route_fit(CASES[i].row_method, CASES[i].row_path,
                             CASES[i].method, CASES[i].path),
            CASES[i].want);
}

static void test_allow(void **state)
{
    char list[17] = "";

    (void)state;
    route_allow("GET", list, sizeof list);
    assert_string_equal(list, "GET, HEAD");
    route_allow("GET", list, sizeof list);
    assert_string_equal(list, "GET, HEAD");
    route_allow("HEAD", list, sizeof list);
    assert_string_equal(list, "GET, HEAD");
    route_allow("PUT", list, sizeof list);
    assert_string_equal(list, "GET, HEAD, PUT");
    route_allow("POST", list, sizeof list); /* one byte too many */
    assert_string_equal(list, "GET, HEAD, PUT");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fit),
        cmocka_unit_test(test_allow),
    };

    return cmocka_run_group_tests_name("route", tests, NULL, NULL);
}
