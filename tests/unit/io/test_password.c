/* SPDX-License-Identifier: EUPL-1.2 */
#include "password.h"

#include "../test.h"

static void test_only_the_password_fits(void **state)
{
    char hash[PASSWORD_HASH_LEN], again[PASSWORD_HASH_LEN];
    static const char *const WRONG[] = {
        "", "Zonnebloe", "Zonnebloem ", "zonnebloem", "Zonnebloem\n"};

    (void)state;
    password_hash("Zonnebloem", hash);
    assert_true(password_fits("Zonnebloem", hash));
    for (size_t i = 0; i < N_OF(WRONG); i++)
        assert_false(password_fits(WRONG[i], hash));
    password_hash("Zonnebloem", again);
    assert_string_not_equal(hash, again); /* the salt */
    assert_int_equal(strncmp(hash, "$argon2id$v=19$m=65536,t=2,p=1$", 31), 0);
    assert_true(strlen(hash) < PASSWORD_HASH_LEN);
}

static void test_the_ends_of_the_range(void **state)
{
    char hash[PASSWORD_HASH_LEN], password[PASSWORD_MAX + 2];

    (void)state;
    memset(password, 'x', sizeof password);
    password[PASSWORD_MAX] = '\0';
    password_hash(password, hash);
    assert_true(password_fits(password, hash));
    password[PASSWORD_MAX] = 'x';
    password[PASSWORD_MAX + 1] = '\0';
    assert_false(password_fits(password, hash));
}

/* Among them what an attacker with the database would love: a hash that takes
 * 64 GiB, or hardly any work, to check. */
static void test_other_hashes_never_fit(void **state)
{
    static const char *const HASHES[] = {"", "*", "x", "$argon2id$",
        "$argon2id$v=19$m=65536,t=2,p=1$",
        "$argon2id$v=19$m=65536,t=2,p=1$AAAA$AAAA",
        "$argon2id$v=19$m=67108864,t=2,p=1$c29tZXNhbHRzb21lc2FsdA"
        "$Kq2gPPxcLjxtRyPsnqQXCjWBPuTUZvAtE5wXLoJBzNk",
        "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA"
        "$Kq2gPPxcLjxtRyPsnqQXCjWBPuTUZvAtE5wXLoJBzNk",
        "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA"
        "$Kq2gPPxcLjxtRyPsnqQXCjWBPuTUZvAtE5wXLoJBzNk"};
    char longest[400];

    (void)state;
    for (size_t i = 0; i < N_OF(HASHES); i++) {
        assert_false(password_fits("", HASHES[i]));
        assert_false(password_fits("Zonnebloem", HASHES[i]));
    }
    memset(longest, 'A', sizeof longest);
    memcpy(longest, HASHES[4], strlen(HASHES[4]));
    longest[sizeof longest - 1] = '\0';
    assert_false(password_fits("Zonnebloem", longest));
}

static void test_generated(void **state)
{
    char one[PASSWORD_GENERATED_LEN + 1], two[sizeof one];

    (void)state;
    password_generate(two);
    for (int n = 0; n < 200; n++) {
        password_generate(one);
        assert_int_equal(strlen(one), PASSWORD_GENERATED_LEN);
        assert_true(strlen(one) >= PASSWORD_MIN);
        assert_int_equal(
            strspn(one, "abcdefghjkmnpqrstuvwxyz346789-"), strlen(one));
        for (size_t i = 0; i < strlen(one); i++)
            assert_true((one[i] == '-') == (i % 5 == 4));
        assert_string_not_equal(one, two);
        memcpy(two, one, sizeof two);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_the_password_fits),
        cmocka_unit_test(test_the_ends_of_the_range),
        cmocka_unit_test(test_other_hashes_never_fit),
        cmocka_unit_test(test_generated),
    };
    return cmocka_run_group_tests_name("password", tests, NULL, NULL);
}
