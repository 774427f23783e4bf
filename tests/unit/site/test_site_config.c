/* SPDX-License-Identifier: EUPL-1.2 */
/* Every key of site.conf, and everything it refuses. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "site_config.h"

static void test_defaults(void **state)
{
    struct site_config c;

    (void)state;
    assert_int_equal(site_config_read("x", NULL, &c), WK_OK);
    assert_string_equal(c.name, "");
    assert_string_equal(c.time_zone, "Europe/Brussels");
    assert_int_equal(c.night_at_s, 2 * 3600 + 30 * 60);
    assert_int_equal(c.kiosk_per_minute, 30);
    assert_int_equal(c.n_languages, 3);
    assert_false(c.demonstration);
    assert_string_equal(c.listen, "127.0.0.1:7411");
    assert_string_equal(c.url, "");
    assert_string_equal(c.tablet_listen, "");
    assert_string_equal(c.proxy, "");
    assert_string_equal(c.proxy_user, "");
    assert_string_equal(c.proxy_password_file, "");
}

static void test_all(void **state)
{
    struct site_config c;

    (void)state;
    assert_int_equal(
        site_config_read("x",
            "[site]\nname = Brussel/Bruxelles\ntime_zone = UTC\n"
            "night_at = 23:59\nkiosk_per_minute = 600\nlanguages = fr, nl\n"
            "demonstration = yes\n[http]\nlisten = [::1]:0\n"
            "[tablet]\nlisten = 0.0.0.0:7412\nname = a.example\n"
            "certificate = /c\nkey = /k\n"
            "[sync]\nurl = https://centre:7421\nproxy = http://proxy:3128\n"
            "proxy_user = me\nproxy_password_file = /etc/secret\n",
            &c),
        WK_OK);
    assert_string_equal(c.name, "Brussel/Bruxelles");
    assert_int_equal(c.night_at_s, 23 * 3600 + 59 * 60);
    assert_int_equal(c.kiosk_per_minute, 600);
    assert_int_equal(c.n_languages, 2);
    assert_int_equal(c.language[0], LANG_FR);
    assert_int_equal(c.language[1], LANG_NL);
    assert_true(c.demonstration);
    assert_string_equal(c.listen, "[::1]:0");
    assert_string_equal(c.url, "https://centre:7421");
    assert_string_equal(c.proxy, "http://proxy:3128");
    assert_string_equal(c.tablet_name, "a.example");
    assert_string_equal(c.proxy_user, "me");
    assert_string_equal(c.proxy_password_file, "/etc/secret");
}

static const char *const REFUSED[] = {
    "[site]\nnigth_at = 02:30\n",
    "[site]\nname = a\nname = b\n",
    "[sites]\nname = a\n",
    "[site]\nnight_at = 2:30\n",
    "[site]\nnight_at = 24:00\n",
    "[site]\nnight_at = 02:60\n",
    "[site]\nkiosk_per_minute = 0\n",
    "[site]\nkiosk_per_minute = 1e3\n",
    "[site]\nkiosk_per_minute = 1000001\n",
    "[site]\nlanguages =\n",
    "[site]\nlanguages = de\n",
    "[site]\nlanguages = nl nl\n",
    "[site]\ndemonstration = true\n",
    "[http]\nlisten = 0.0.0.0:7411\n",
    "[http]\nlisten = 192.168.1.2:7411\n",
    "[http]\nlisten = 127.0.0.1\n",
    "[http]\nlisten = 127.0.0.1:\n",
    "[http]\nlisten = 127.0.0.1:http\n",
    "[sync]\nurl = http://centre:7421\n",
    "[tablet]\nlisten = 0.0.0.0:7412\n",
    "[tablet]\nlisten = 0.0.0.0\nname = a.example\ncertificate = /c\nkey = "
    "/k\n",
    "[tablet]\nlisten = 0.0.0.0:1\nname = a.local\ncertificate = /c\nkey = "
    "/k\n",
    "[tablet]\nlisten = 0.0.0.0:1\nname = a.example\ncertificate = c\nkey = "
    "/k\n",
    "[tablet]\nlisten = 0.0.0.0:1\nname = a.example\ncertificate = /c\n",
    "[sync]\nproxy = socks5://proxy\n",
    "[sync]\nproxy = http://me:secret@proxy:3128\n",
    "[sync]\nproxy_user = me\n",
    "[sync]\nproxy_password_file = /x\n",
    "[sync]\nproxy = http://p\nproxy_user = me\n",
    "[sync]\nproxy = http://p\nproxy_password_file = /x\n",
    "[sync]\nproxy_user = me\nproxy_password_file = /x\n",
    "[sync]\nproxy = http://p\nproxy_user = m:e\nproxy_password_file = /x\n",
    "[sync]\nproxy = http://p\nproxy_user = me\nproxy_password_file = x\n",
    "name = a\n",
};

static void test_refused(void **state)
{
    struct site_config c;

    (void)state;
    for (size_t i = 0; i < sizeof REFUSED / sizeof REFUSED[0]; i++)
        if (site_config_read("x", REFUSED[i], &c) != WK_EINVAL)
            fail_msg("taken: %s", REFUSED[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_all),
        cmocka_unit_test(test_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
