/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * sandbox_try.h - what injected code would try first, each by its bare call.
 *
 * try_NAME() returns 0 when it was let, else the errno; some do not come back.
 * File names come from TRY_INSIDE, a file below the state directory, and
 * TRY_OUTSIDE, one that is not.
 */
#ifndef WK_SANDBOX_TRY_H
#define WK_SANDBOX_TRY_H

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <netinet/in.h>

static int try_open(const char *variable, int flags)
{
    int fd = open(getenv(variable), flags | O_CLOEXEC, 0600);

    return fd < 0 ? errno : close(fd);
}

static int try_read_inside(void)
{
    return try_open("TRY_INSIDE", O_RDONLY);
}

static int try_write_inside(void)
{
    return try_open("TRY_INSIDE", O_WRONLY | O_TRUNC);
}

static int try_read_outside(void)
{
    return try_open("TRY_OUTSIDE", O_RDONLY);
}

static int try_write_outside(void)
{
    return try_open("TRY_OUTSIDE", O_WRONLY | O_TRUNC);
}

static int try_list_outside(void)
{
    return open("/var", O_RDONLY | O_DIRECTORY | O_CLOEXEC) < 0 ? errno : 0;
}

static int try_remove_outside(void)
{
    return unlink(getenv("TRY_OUTSIDE")) != 0 ? errno : 0;
}

static int try_read_hosts(void)
{
    return open("/etc/hosts", O_RDONLY | O_CLOEXEC) < 0 ? errno : 0;
}

static int try_socket(int family, int type)
{
    int fd = socket(family, type | SOCK_CLOEXEC, 0);

    return fd < 0 ? errno : close(fd);
}

static int try_tcp(void)
{
    return try_socket(AF_INET, SOCK_STREAM);
}

static int try_unix(void)
{
    return try_socket(AF_UNIX, SOCK_STREAM);
}

static int try_netlink(void)
{
    return try_socket(AF_NETLINK, SOCK_RAW);
}

/* The filter answers before anybody sees that -1 is no socket. */
static int try_listen(void)
{
    return listen(-1, 1) != 0 && errno == EPERM ? EPERM : 0;
}

static int try_kill(void)
{
    return kill(getppid(), 0) != 0 ? errno : 0;
}

static int try_executable_memory(void)
{
    void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    return p == MAP_FAILED ? errno : munmap(p, 4096);
}

static int try_io_uring(void)
{
    return syscall(SYS_io_uring_setup, 0, NULL) != 0 && errno == ENOSYS ? ENOSYS
                                                                        : 0;
}

/* A shell in our place: it says what the others' callers say. */
static int try_execve(void)
{
    char *argv[] = {(char[]){"sh"}, (char[]){"-c"},
        (char[]){"echo 'try execve: 0' >&2"}, NULL};
    char *envp[] = {NULL};

    execve("/bin/sh", argv, envp);
    return errno;
}

static int try_fork(void)
{
    pid_t pid = (pid_t)syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);

    if (pid == 0)
        _exit(0);
    return pid < 0 ? errno : waitpid(pid, NULL, 0) == pid ? 0 : errno;
}

/* Of a process that is not there. */
static int try_ptrace(void)
{
    return ptrace(PTRACE_ATTACH, 0x3ffffff, NULL, NULL) != 0 && errno == ESRCH
        ? 0
        : errno;
}

static int try_unshare(void)
{
    return unshare(CLONE_FS) != 0 ? errno : 0;
}

static const struct trial {
    const char *name;
    int (*run)(void);
} TRIALS[] = {
    {"read_inside", try_read_inside},
    {"write_inside", try_write_inside},
    {"read_hosts", try_read_hosts},
    {"read_outside", try_read_outside},
    {"write_outside", try_write_outside},
    {"list_outside", try_list_outside},
    {"remove_outside", try_remove_outside},
    {"tcp", try_tcp},
    {"unix", try_unix},
    {"netlink", try_netlink},
    {"listen", try_listen},
    {"kill", try_kill},
    {"executable_memory", try_executable_memory},
    {"io_uring", try_io_uring},
    {"execve", try_execve},
    {"fork", try_fork},
    {"ptrace", try_ptrace},
    {"unshare", try_unshare},
};

#endif
