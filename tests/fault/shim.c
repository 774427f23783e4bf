/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * shim.c - LD_PRELOAD: a real program whose nth write, sync or allocation
 * goes wrong.
 *
 * WK_FAULT      CALL:WHAT, and a + behind it when each later call is to fail
 *               as well.  CALL is
 *                 write  write, pwrite, writev
 *                 sync   fsync, fdatasync
 *                 alloc  malloc, calloc, realloc
 *               WHAT is EIO or ENOSPC (a failure), short (half is written and
 *               told so), torn (half is written, then EIO), die (half is
 *               written, then kill -9), or lie (nothing is done and success is
 *               told: what a bad disk does, and the negative control of every
 *               test here).  alloc takes no heed of it: NULL and ENOMEM.
 * WK_FAULT_DIR  Only files below this folder; sockets, logs and pipes go on.
 * WK_FAULT_CTL  A file of three 64-bit numbers that is shared with the test:
 *               which call fails (0: none), how many there were, how many went
 *               wrong.  The test sets them while the program runs.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum call { CALL_NONE, CALL_WRITE, CALL_SYNC, CALL_ALLOC };
enum what {
    WHAT_NONE,
    WHAT_FAIL,
    WHAT_SHORT,
    WHAT_TORN,
    WHAT_DIE,
    WHAT_LIE,
};

struct control {
    _Atomic int64_t fail_at, calls, went_wrong;
};

static struct {
    struct control *control; /* NULL: nothing ever fails */
    enum call call;
    enum what what;
    int code; /* errno */
    bool on;  /* and each later one */
    char dir[PATH_MAX];
    size_t dir_len;
} fault;

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *p, size_t size);

static enum call call_of(const char *text)
{
    if (strncmp(text, "write:", 6) == 0)
        return CALL_WRITE;
    if (strncmp(text, "sync:", 5) == 0)
        return CALL_SYNC;
    return strncmp(text, "alloc:", 6) == 0 ? CALL_ALLOC : CALL_NONE;
}

static enum what what_of(const char *text)
{
    if (strstr(text, ":short") != NULL)
        return WHAT_SHORT;
    if (strstr(text, ":torn") != NULL)
        return WHAT_TORN;
    if (strstr(text, ":die") != NULL)
        return WHAT_DIE;
    return strstr(text, ":lie") != NULL ? WHAT_LIE : WHAT_FAIL;
}

__attribute__((constructor)) static void begin(void)
{
    const char *text = getenv("WK_FAULT"), *path = getenv("WK_FAULT_CTL");
    const char *dir = getenv("WK_FAULT_DIR");
    void *shared;
    int fd;

    if (text == NULL || path == NULL || dir == NULL)
        return;
    fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return;
    shared = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE,
        MAP_SHARED, fd, 0);
    close(fd);
    if (shared == MAP_FAILED)
        return;
    fault.call = call_of(text);
    fault.what = what_of(text);
    fault.code = strstr(text, "ENOSPC") != NULL ? ENOSPC : EIO;
    fault.on = strchr(text, '+') != NULL;
    fault.dir_len = strlen(dir);
    snprintf(fault.dir, sizeof fault.dir, "%s", dir);
    fault.control = shared;
}

/* Whether fd is a file below the folder. */
static bool is_meant(int fd)
{
    char link[64], path[PATH_MAX];
    ssize_t n;

    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    n = readlink(link, path, sizeof path);
    return n > (ssize_t)fault.dir_len &&
        memcmp(path, fault.dir, fault.dir_len) == 0 &&
        path[fault.dir_len] == '/';
}

/* Count a call; what is to happen to it.  fd is -1 for an allocation. */
static enum what meet(enum call call, int fd)
{
    int64_t n, at;

    if (fault.control == NULL || fault.call != call ||
        (fd >= 0 && !is_meant(fd)))
        return WHAT_NONE;
    n = ++fault.control->calls;
    at = fault.control->fail_at;
    if (at == 0 || n < at || (n > at && !fault.on))
        return WHAT_NONE;
    fault.control->went_wrong++;
    return fault.what;
}

static int fail(void)
{
    errno = fault.code;
    return -1;
}

static int die(void)
{
    kill(getpid(), SIGKILL);
    return -1;
}

static ssize_t write_at(int fd, const void *p, size_t len, off_t at)
{
    return at < 0 ? syscall(SYS_write, fd, p, len)
                  : syscall(SYS_pwrite64, fd, p, len, at);
}

static ssize_t faulty_write(int fd, const void *p, size_t len, off_t at)
{
    switch (meet(CALL_WRITE, fd)) {
    case WHAT_FAIL:
        return fail();
    case WHAT_SHORT:
        return write_at(fd, p, len / 2 + len % 2, at);
    case WHAT_TORN:
        (void)!write_at(fd, p, len / 2, at);
        return fail();
    case WHAT_DIE:
        (void)!write_at(fd, p, len / 2, at);
        return die();
    case WHAT_LIE:
        return (ssize_t)len;
    case WHAT_NONE:
        break;
    }
    return write_at(fd, p, len, at);
}

ssize_t write(int fd, const void *p, size_t len)
{
    return faulty_write(fd, p, len, -1);
}

ssize_t pwrite(int fd, const void *p, size_t len, off_t at)
{
    return faulty_write(fd, p, len, at);
}

ssize_t pwrite64(int fd, const void *p, size_t len, off_t at)
{
    return faulty_write(fd, p, len, at);
}

/* To files only a piece at a time, as may always happen. */
ssize_t writev(int fd, const struct iovec *piece, int n)
{
    if (fault.control != NULL && fault.call == CALL_WRITE && n > 0 &&
        is_meant(fd))
        return faulty_write(fd, piece[0].iov_base, piece[0].iov_len, -1);
    return syscall(SYS_writev, fd, piece, n);
}

static int faulty_sync(long number, int fd)
{
    switch (meet(CALL_SYNC, fd)) {
    case WHAT_NONE:
        return (int)syscall(number, fd);
    case WHAT_LIE:
        return 0;
    case WHAT_DIE:
        return die();
    default:
        return fail();
    }
}

int fsync(int fd)
{
    return faulty_sync(SYS_fsync, fd);
}

int fdatasync(int fd)
{
    return faulty_sync(SYS_fdatasync, fd);
}

static bool no_memory(void)
{
    if (meet(CALL_ALLOC, -1) == WHAT_NONE)
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    return no_memory() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return no_memory() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *p, size_t size)
{
    return no_memory() ? NULL : __libc_realloc(p, size);
}
