/* SPDX-License-Identifier: EUPL-1.2 */
/* sandbox_files.c - Landlock: what may be read, and written, from now on. */
#define _GNU_SOURCE /* syscall(), O_PATH */
#include "sandbox_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/landlock.h>

#include "log.h"

/* Newer than the headers of Debian 12. */
#define MAY_TRUNCATE (UINT64_C(1) << 14)
#define MAY_MOVE LANDLOCK_ACCESS_FS_REFER

enum { ABI_MOVE = 2, ABI_TRUNCATE = 3 };

/* What is asked about every file. */
#define MAY_LOOK (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define MAY_KEEP                                                               \
    (MAY_LOOK | LANDLOCK_ACCESS_FS_WRITE_FILE |                                \
        LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |       \
        LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG)
#define MAY_NEVER                                                              \
    (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR |               \
        LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |          \
        LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM)

/* What of it a file that is no folder can have. */
#define OF_FILE                                                                \
    (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE |            \
        MAY_TRUNCATE)

/* Looked up while we run: names, time, certificates' settings, libraries. */
static const char *const READABLE[] = {"/etc", "/lib", "/lib64", "/usr/lib",
    "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo",
    /* Where /etc/resolv.conf leads on one system or another. */
    "/run/systemd/resolve", "/run/NetworkManager", "/run/resolvconf",
    "/dev/urandom", "/dev/null"};

/* For sanitizers, which look at their own process and take its stack apart. */
static const char *const SANITIZER_READABLE[] = {"/proc", "/sys", "/usr/bin"};

static int abi_version(void)
{
    return (int)syscall(SYS_landlock_create_ruleset, NULL, (size_t)0,
        LANDLOCK_CREATE_RULESET_VERSION);
}

/* Let path, and what is below it, be used so; fine when there is no such. */
static bool allow(int rules, const char *path, uint64_t access)
{
    struct landlock_path_beneath_attr rule = {.allowed_access = access};
    struct stat st;
    bool done;

    rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
    if (rule.parent_fd < 0)
        return true;
    if (fstat(rule.parent_fd, &st) == 0 && !S_ISDIR(st.st_mode))
        rule.allowed_access &= OF_FILE;
    done = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH,
               &rule, 0U) == 0;
    if (!done)
        log_warn("sandbox: %s: %s", path, strerror(errno));
    close(rule.parent_fd);
    return done;
}

static bool allow_all(
    int rules, const char *const *path, size_t n, uint64_t access)
{
    bool done = true;

    for (size_t i = 0; i < n && done; i++)
        done = allow(rules, path[i], access);
    return done;
}

bool sandbox_files(const char *folder)
{
    int abi = abi_version(), rules;
    uint64_t more = (abi >= ABI_MOVE ? MAY_MOVE : 0) |
        (abi >= ABI_TRUNCATE ? MAY_TRUNCATE : 0);
    struct landlock_ruleset_attr all = {
        .handled_access_fs = MAY_KEEP | MAY_NEVER | more};
    bool done;

    if (abi < 1)
        return false;
    rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0U);
    if (rules < 0)
        return false;
    done = allow(rules, folder, MAY_KEEP | more) &&
        allow_all(
            rules, READABLE, sizeof READABLE / sizeof READABLE[0], MAY_LOOK);
    if (WK_SANITIZED && done)
        done = allow_all(rules, SANITIZER_READABLE,
            sizeof SANITIZER_READABLE / sizeof SANITIZER_READABLE[0], MAY_LOOK);
#ifdef WK_COVERAGE_DIR
    if (done)
        done = allow(rules, WK_COVERAGE_DIR, MAY_KEEP | more);
#endif
    if (done)
        done = syscall(SYS_landlock_restrict_self, rules, 0U) == 0;
    close(rules);
    return done;
}

bool sandbox_has_files(void)
{
    return abi_version() >= 1;
}
