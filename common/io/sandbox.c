/* SPDX-License-Identifier: EUPL-1.2 */
/* capset() has no wrapper in the C library. */
#define _GNU_SOURCE
#include "sandbox_private.h"

#include <errno.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/capability.h>

#include "log.h"

/* Not asked of the kernel, which would count a container's filter as ours. */
static bool filtered;

/* Refused in a unit that leaves us none to drop, so nobody complains there. */
static bool drop_capabilities(void)
{
    struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct set[_LINUX_CAPABILITY_U32S_3], left[2];

    /* The number of the last one grows with the kernel. */
    for (unsigned long i = 0; prctl(PR_CAPBSET_DROP, i, 0L, 0L, 0L) == 0; i++)
        continue;
    prctl(PR_CAP_AMBIENT, (long)PR_CAP_AMBIENT_CLEAR_ALL, 0L, 0L, 0L);
    memset(set, 0, sizeof set);
    if (syscall(SYS_capset, &head, set) == 0)
        return true;
    memset(left, 0xff, sizeof left);
    return syscall(SYS_capget, &head, left) == 0 &&
        memcmp(left, set, sizeof left) == 0;
}

void sandbox_enter(const char *folder, bool connects)
{
    bool quiet = folder == NULL, files = false;

    if (prctl(PR_SET_NO_NEW_PRIVS, 1L, 0L, 0L, 0L) != 0)
        log_warn("sandbox: PR_SET_NO_NEW_PRIVS: %s", strerror(errno));
    if (!drop_capabilities())
        log_warn("sandbox: capabilities stay: %s", strerror(errno));
    if (folder != NULL)
        files = sandbox_files(folder);
    filtered = sandbox_calls(connects);
    if (quiet)
        return;
    if (files && filtered)
        log_info("sandbox: system calls are filtered, files outside %s closed",
            folder);
    else
        log_warn("sandbox: this kernel or container has no%s%s%s: going on "
                 "without",
            filtered ? "" : " system call filter",
            filtered || files ? "" : " and no", files ? "" : " Landlock");
}

bool sandbox_has_calls(void)
{
    return filtered;
}
