/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * sandbox_calls.c - seccomp: the system calls that are left.
 *
 * The lists hold what we, libuv, SQLite, OpenSSL, libcurl and the C library
 * with its name services call on any architecture; a name that this one does
 * not know is skipped.
 */
#define _GNU_SOURCE /* CLONE_THREAD */
#include "sandbox_private.h"

#include <errno.h>
#include <sched.h>
#include <stdint.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <seccomp.h>

/* Paths cannot be seen from here: those are for sandbox_files.c. */
static const char *const ALLOWED[] = {
    /* descriptors */
    "read", "write", "readv", "writev", "pread64", "pwrite64", "preadv",
    "pwritev", "preadv2", "pwritev2", "lseek", "_llseek", "close", "dup",
    "dup2", "dup3", "fcntl", "fcntl64", "pipe", "pipe2", "eventfd2", "poll",
    "ppoll", "ppoll_time64", "select", "_newselect", "pselect6",
    "pselect6_time64", "epoll_create", "epoll_create1", "epoll_ctl",
    "epoll_wait", "epoll_pwait", "epoll_pwait2",
    /* files */
    "open", "openat", "access", "faccessat", "faccessat2", "stat", "stat64",
    "lstat", "lstat64", "fstat", "fstat64", "newfstatat", "fstatat64", "statx",
    "statfs", "statfs64", "fstatfs", "fstatfs64", "getdents", "getdents64",
    "getcwd", "readlink", "readlinkat", "mkdir", "mkdirat", "rmdir", "unlink",
    "unlinkat", "rename", "renameat", "renameat2", "chmod", "fchmod",
    "fchmodat", "fchown", "fchown32", "ftruncate", "ftruncate64", "fallocate",
    "fsync", "fdatasync", "flock", "fadvise64", "fadvise64_64", "umask",
    /* memory */
    "brk", "munmap", "mremap", "madvise", "msync", "mincore", "mlock", "mlock2",
    "munlock", "membarrier",
    /* threads, and who we are */
    "futex", "futex_time64", "set_robust_list", "get_robust_list", "rseq",
    "set_tid_address", "sched_yield", "sched_getaffinity", "sched_getparam",
    "sched_getscheduler", "getcpu", "gettid", "getpid", "getppid", "getuid",
    "getuid32", "geteuid", "geteuid32", "getgid", "getgid32", "getegid",
    "getegid32", "capget", "exit", "exit_group", "restart_syscall",
    /* signals */
    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigpending",
    "rt_sigtimedwait", "rt_sigtimedwait_time64", "sigreturn", "sigaltstack",
    /* time, and the machine */
    "clock_gettime", "clock_gettime64", "clock_getres", "clock_getres_time64",
    "clock_nanosleep", "clock_nanosleep_time64", "nanosleep", "gettimeofday",
    "time", "times", "getrusage", "getrlimit", "ugetrlimit", "getrandom",
    "uname", "sysinfo", "setitimer",
    /* sockets that are there, and those that come in */
    "accept", "accept4", "getsockname", "getpeername", "getsockopt",
    "setsockopt", "send", "sendto", "sendmsg", "sendmmsg", "recv", "recvfrom",
    "recvmsg", "recvmmsg", "recvmmsg_time64", "shutdown"};

/* Only code that is not ours asks for these. */
static const char *const FATAL[] = {"execve", "execveat", "uselib",
    "process_vm_readv", "process_vm_writev", "process_madvise", "pidfd_getfd",
    "kcmp", "init_module", "finit_module", "delete_module", "kexec_load",
    "kexec_file_load", "bpf", "perf_event_open", "userfaultfd", "iopl",
    "ioperm", "mount", "umount", "umount2", "mount_setattr", "move_mount",
    "open_tree", "fsopen", "fsmount", "pivot_root", "chroot", "setns",
    "unshare", "open_by_handle_at", "add_key", "keyctl", "request_key",
    "reboot", "swapon", "swapoff", "acct", "quotactl", "syslog", "personality"};

/* The same, but a sanitizer's thread that looks for leaks does so too. */
static const char *const FATAL_UNLESS_SANITIZED[] = {"fork", "vfork", "ptrace"};

/* Answered as by a kernel that has not got them: whoever asks knows another
 * way, one whose arguments can be seen (clone3) or that is filtered. */
static const char *const ABSENT[] = {
    "clone3", "io_uring_setup", "io_uring_enter", "io_uring_register"};

static const char *const FOR_SANITIZERS[] = {"clone", "fork", "vfork", "ptrace",
    "wait4", "waitid", "kill", "tgkill", "tkill", "prctl", "mmap", "mmap2",
    "mprotect", "prlimit64", "setrlimit", "arch_prctl"};

/* One argument of a call, of which mask lets value through. */
struct argument {
    const char *call;
    unsigned which;
    uint64_t mask, value;
};

#define ALL_BITS UINT64_MAX
#define INT_BITS UINT64_C(0xffffffff) /* the upper half may be anything */

static const struct argument ARGUMENTS[] = {
    {"clone", 0, CLONE_THREAD, CLONE_THREAD},
    /* Never writable and executable, not even one after the other. */
    {"mmap", 2, PROT_EXEC, 0}, {"mmap", 2, PROT_WRITE, 0},
    {"mmap2", 2, PROT_EXEC, 0}, {"mmap2", 2, PROT_WRITE, 0},
    {"mprotect", 2, PROT_EXEC, 0},
    /* Of a terminal only whether it is one. */
    {"ioctl", 1, INT_BITS, TCGETS}, {"ioctl", 1, INT_BITS, FIONBIO},
    {"ioctl", 1, INT_BITS, FIOCLEX}, {"ioctl", 1, INT_BITS, FIONREAD},
    {"prctl", 0, INT_BITS, PR_SET_NAME}, {"prctl", 0, INT_BITS, PR_GET_NAME},
    {"prctl", 0, INT_BITS, 0x53564d41}, /* PR_SET_VMA: names for memory */
    {"landlock_create_ruleset", 0, ALL_BITS, 0}, /* which version? */
    {"prlimit64", 2, ALL_BITS, 0},               /* to ask, not to set */
    {"socketpair", 0, INT_BITS, AF_UNIX}};

static int add(
    scmp_filter_ctx f, uint32_t action, const char *const *name, size_t n)
{
    int rc = 0;

    for (size_t i = 0; i < n && rc == 0; i++) {
        int number = seccomp_syscall_resolve_name(name[i]);

        if (number != __NR_SCMP_ERROR)
            rc = seccomp_rule_add(f, action, number, 0);
    }
    return rc;
}

static int add_argument(scmp_filter_ctx f, const struct argument *a)
{
    int number = seccomp_syscall_resolve_name(a->call);

    if (number == __NR_SCMP_ERROR)
        return 0;
    return seccomp_rule_add(f, SCMP_ACT_ALLOW, number, 1,
        SCMP_CMP64(a->which, SCMP_CMP_MASKED_EQ, a->mask, a->value));
}

/* Signals of this process to itself: abort(), and ending a thread. */
static int add_own_signals(scmp_filter_ctx f)
{
    return seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
        SCMP_A0(SCMP_CMP_MASKED_EQ, INT_BITS, (scmp_datum_t)getpid()));
}

/* TCP to the centre or the proxy, UDP to a name server. */
static int add_connecting(scmp_filter_ctx f)
{
    static const int FAMILY[] = {AF_INET, AF_INET6};
    static const int TYPE[] = {SOCK_STREAM, SOCK_DGRAM};
    const scmp_datum_t kind = ~(scmp_datum_t)(SOCK_CLOEXEC | SOCK_NONBLOCK);
    int rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(connect), 0);

    for (size_t i = 0; i < 4 && rc == 0; i++)
        rc = seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(socket), 2,
            SCMP_A0(SCMP_CMP_MASKED_EQ, INT_BITS, (scmp_datum_t)FAMILY[i / 2]),
            SCMP_A1(SCMP_CMP_MASKED_EQ, kind & INT_BITS,
                (scmp_datum_t)TYPE[i % 2]));
    return rc;
}

/* A process of its own: clone() without CLONE_THREAD. */
static int add_no_child(scmp_filter_ctx f)
{
    return seccomp_rule_add(f, SCMP_ACT_KILL_PROCESS, SCMP_SYS(clone), 1,
        SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
}

#define LIST(a) a, sizeof(a) / sizeof(a)[0]

static int fill(scmp_filter_ctx f, bool connects)
{
    int rc = add(f, SCMP_ACT_ALLOW, LIST(ALLOWED));

    if (rc == 0)
        rc = add(f, SCMP_ACT_ALLOW, LIST(ABSENT)); /* see below */
    if (rc == 0)
        rc = add(f, SCMP_ACT_KILL_PROCESS, LIST(FATAL));
    if (rc == 0 && connects)
        rc = add_connecting(f);
    if (WK_SANITIZED && rc == 0)
        rc = add(f, SCMP_ACT_ALLOW, LIST(FOR_SANITIZERS));
    for (size_t i = 0; i < sizeof ARGUMENTS / sizeof *ARGUMENTS && rc == 0; i++)
        rc = add_argument(f, &ARGUMENTS[i]);
    if (WK_SANITIZED || rc != 0)
        return rc;
    rc = add(f, SCMP_ACT_KILL_PROCESS, LIST(FATAL_UNLESS_SANITIZED));
    if (rc == 0)
        rc = add_no_child(f);
    return rc == 0 ? add_own_signals(f) : rc;
}

/* Of two filters the stricter answer counts, so this one goes first: it is not
 * logged, for each new thread asks for clone3. */
static int load_absent(void)
{
    scmp_filter_ctx f = seccomp_init(SCMP_ACT_ALLOW);
    int rc = f != NULL ? 0 : -ENOMEM;

    if (rc == 0)
        rc = add(f, SCMP_ACT_ERRNO(ENOSYS), LIST(ABSENT));
    if (rc == 0)
        rc = seccomp_load(f);
    seccomp_release(f);
    return rc;
}

static int load_calls(bool connects)
{
    scmp_filter_ctx f = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    int rc = f != NULL ? 0 : -ENOMEM;

    if (rc == 0)
        rc =
            seccomp_attr_set(f, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    /* An old kernel cannot log; the filter is worth having all the same. */
    if (rc == 0)
        seccomp_attr_set(f, SCMP_FLTATR_CTL_LOG, 1);
    if (rc == 0)
        rc = fill(f, connects);
    if (rc == 0)
        rc = seccomp_load(f);
    seccomp_release(f);
    return rc;
}

/* Of processor time, after which the kernel ends us; 0: no bound. */
static void bound_seconds(time_t n)
{
    struct itimerval t = {.it_value.tv_sec = n};

    setitimer(ITIMER_VIRTUAL, &t, NULL);
}

bool sandbox_calls(bool connects)
{
    int rc;

    /* It takes milliseconds; but libseccomp 2.5, when memory ends in the
     * middle of it, can go round in its lists for ever. */
    bound_seconds(1);
    rc = load_absent();
    if (rc == 0)
        rc = load_calls(connects);
    bound_seconds(0);
    errno = -rc;
    return rc == 0;
}
