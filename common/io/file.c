/* SPDX-License-Identifier: EUPL-1.2 */
/* Locks of an open file description (F_OFD_SETLK) are Linux, not yet POSIX
 * 2008.  The POSIX ones belong to the whole process and vanish when any
 * descriptor of the file is closed, so two handles in one process would not
 * see each other. */
#define _GNU_SOURCE
#include "file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "log.h"
#include "xalloc.h"

enum { FIRST_READ = 4096, N_SLOTS = 8 };

/* Log what failed on path, and say which error errno stands for. */
static enum wk_err fail(const char *path, const char *what)
{
    int code = errno;

    log_warn("%s: %s: %s", path, what, strerror(code));
    switch (code) {
    case ENOENT:
    case ENOTDIR:
        return WK_ENOTFOUND;
    case ENOSPC:
    case EDQUOT:
    case EROFS:
    case EFBIG:
        return WK_EFULL;
    default:
        return WK_EIO;
    }
}

static int open_again(const char *path, int flags, unsigned mode)
{
    int fd;

    do {
        fd = open(path, flags | O_CLOEXEC, (mode_t)mode);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

/* Read all of fd, at most max bytes, into a new buffer. */
static enum wk_err read_all(
    int fd, const char *path, size_t max, uint8_t **out, size_t *out_len)
{
    size_t cap = max < FIRST_READ ? max : FIRST_READ, len = 0;
    uint8_t *buf = xcalloc(cap + 1, 1);
    enum wk_err err = WK_OK;

    for (;;) {
        /* One byte more than allowed is asked for, to see that it is there. */
        ssize_t n = read(fd, buf + len, cap + 1 - len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            err = fail(path, "read");
        if (n <= 0)
            break;
        len += (size_t)n;
        if (len > max) {
            log_warn("%s: over %zu bytes", path, max);
            err = WK_ETOOBIG;
            break;
        }
        if (len > cap) {
            cap = cap < max / 2 ? 2 * cap : max;
            buf = xrealloc(buf, cap + 1, 1);
        }
    }
    if (err == WK_OK) {
        buf[len] = '\0';
        *out = buf;
        *out_len = len;
        buf = NULL;
    }
    free(buf);
    return err;
}

enum wk_err file_read(
    const char *path, size_t max, uint8_t **out, size_t *out_len)
{
    int fd = open_again(path, O_RDONLY, 0);
    enum wk_err err;

    if (fd < 0)
        return fail(path, "open");
    err = read_all(fd, path, max, out, out_len);
    close(fd);
    return err;
}

/* Why what was opened is not to be read, or NULL. */
static const char *fault_of(int fd, bool secret)
{
    struct stat st;

    if (fd < 0 || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        return "not a plain file";
    if (secret && st.st_uid != geteuid())
        return "belongs to another user";
    if (secret && (st.st_mode & 077) != 0)
        return "others may read or write it; chmod 600 it, and think of it as "
               "known";
    return NULL;
}

static enum wk_err read_plain(
    const char *path, bool secret, size_t max, uint8_t **out, size_t *out_len)
{
    /* O_NONBLOCK: a pipe in its place must not make us wait. */
    int fd = open_again(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, 0);
    enum wk_err err = WK_ECHECK;
    const char *fault;

    if (fd < 0 && errno != ELOOP)
        return fail(path, "open");
    fault = fault_of(fd, secret);
    if (fault != NULL)
        log_warn("%s: %s", path, fault);
    else
        err = read_all(fd, path, max, out, out_len);
    if (fd >= 0)
        close(fd);
    return err;
}

enum wk_err file_read_plain(
    const char *path, size_t max, uint8_t **out, size_t *out_len)
{
    return read_plain(path, false, max, out, out_len);
}

enum wk_err file_read_secret(
    const char *path, size_t max, uint8_t **out, size_t *out_len)
{
    return read_plain(path, true, max, out, out_len);
}

static enum wk_err write_all(
    int fd, const char *path, const void *data, size_t len)
{
    const uint8_t *p = data;

    while (len > 0) {
        ssize_t n = write(fd, p, len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(path, "write");
        p += n;
        len -= (size_t)n;
    }
    if (fsync(fd) != 0)
        return fail(path, "fsync");
    return WK_OK;
}

/* A new or renamed file survives a power cut once its folder is on disk. */
static enum wk_err sync_folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash == NULL ? xstrdup(".")
        : slash == path          ? xstrdup("/")
                                 : xstrdup(path);
    enum wk_err err = WK_OK;
    int fd;

    if (slash != NULL && slash != path)
        folder[slash - path] = '\0';
    fd = open_again(folder, O_RDONLY | O_DIRECTORY, 0);
    if (fd < 0)
        err = fail(folder, "open");
    else if (fsync(fd) != 0)
        err = fail(folder, "fsync");
    if (fd >= 0)
        close(fd);
    free(folder);
    return err;
}

/* Lock len bytes at start (0: all); returns what fcntl() does. */
static int lock_range(int fd, int cmd, short type, off_t start, off_t len)
{
    struct flock range = {
        .l_type = type, .l_whence = SEEK_SET, .l_start = start, .l_len = len};
    int rc;

    do {
        rc = fcntl(fd, cmd, &range);
    } while (rc < 0 && errno == EINTR);
    return rc;
}

/*
 * Open the file that will become its neighbour, for this handle alone.  The
 * name is always the same, so that a kill leaves at most one behind and the
 * next replacement uses it up; the lock keeps two writers apart, and whoever
 * waited for it looks whether the file still bears the name.
 */
static enum wk_err open_fresh(const char *path, unsigned mode, int *out)
{
    struct stat held, named;
    enum wk_err err;
    int fd;

    for (;;) {
        fd = open_again(path, O_WRONLY | O_CREAT | O_NOFOLLOW, mode);
        if (fd < 0)
            return fail(path, "open");
        if (lock_range(fd, F_OFD_SETLKW, F_WRLCK, 0, 0) != 0 ||
            fstat(fd, &held) != 0)
            break;
        if (lstat(path, &named) == 0 && held.st_ino == named.st_ino &&
            held.st_dev == named.st_dev) {
            if (fchmod(fd, (mode_t)mode) != 0 || ftruncate(fd, 0) != 0)
                break;
            *out = fd;
            return WK_OK;
        }
        close(fd); /* Its last holder renamed or removed it. */
    }
    err = fail(path, "lock");
    close(fd);
    return err;
}

enum wk_err file_replace(
    const char *path, const void *data, size_t len, unsigned mode)
{
    size_t size = strlen(path) + sizeof ".new";
    char *fresh = xcalloc(size, 1);
    enum wk_err err;
    int fd = -1;

    snprintf(fresh, size, "%s.new", path);
    err = open_fresh(fresh, mode, &fd);
    if (err != WK_OK)
        goto out;
    err = write_all(fd, fresh, data, len);
    if (err == WK_OK && rename(fresh, path) != 0)
        err = fail(path, "rename");
    if (err != WK_OK) {
        unlink(fresh);
        goto out;
    }
    err = sync_folder_of(path);
out:
    if (fd >= 0)
        close(fd);
    free(fresh);
    return err;
}

enum wk_err file_move(const char *from, const char *to)
{
    int fd = open_again(from, O_RDONLY, 0);
    enum wk_err err = WK_OK;

    if (fd < 0)
        return fail(from, "open");
    if (fsync(fd) != 0)
        err = fail(from, "fsync");
    close(fd);
    if (err == WK_OK && rename(from, to) != 0)
        err = fail(to, "rename");
    return err == WK_OK ? sync_folder_of(to) : err;
}

enum wk_err file_append(
    const char *path, const void *data, size_t len, unsigned mode)
{
    int fd = open_again(path, O_WRONLY | O_APPEND | O_CREAT, mode);
    enum wk_err err;
    struct stat st;

    if (fd < 0)
        return fail(path, "open");
    if (lock_range(fd, F_OFD_SETLKW, F_WRLCK, 0, 0) != 0 ||
        fstat(fd, &st) != 0) {
        err = fail(path, "lock");
        goto out;
    }
    err = write_all(fd, path, data, len);
    if (err == WK_OK && st.st_size == 0)
        err = sync_folder_of(path);
    else if (err != WK_OK && ftruncate(fd, st.st_size) != 0)
        log_warn("%s: half a record may be left at its end", path);
out:
    close(fd);
    return err;
}

bool file_exists(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0;
}

enum wk_err file_make_folder(const char *path)
{
    struct stat st;

    if (mkdir(path, 0700) == 0)
        return sync_folder_of(path);
    if (errno != EEXIST)
        return fail(path, "mkdir");
    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
        return WK_OK;
    log_warn("%s: not a folder", path);
    return WK_EIO;
}

enum wk_err file_check_folder(const char *path)
{
    struct stat st;

    if (stat(path, &st) != 0)
        return fail(path, "stat");
    if (!S_ISDIR(st.st_mode))
        log_warn("%s: not a folder", path);
    else if (st.st_uid != geteuid())
        log_warn("%s: belongs to another user; run this as that one", path);
    else if ((st.st_mode & 077) != 0)
        log_warn("%s: others may look into it; chmod 700 it", path);
    else
        return WK_OK;
    return WK_ECHECK;
}

char *file_join(const char *folder, const char *name)
{
    size_t len = strlen(folder), size = len + strlen(name) + 2;
    bool ends = len > 0 && folder[len - 1] == '/';
    char *path = xcalloc(size, 1);

    snprintf(path, size, "%s%s%s", folder, ends ? "" : "/", name);
    return path;
}

enum wk_err file_disk_free(const char *path, unsigned *per_cent)
{
    struct statvfs st;

    if (statvfs(path, &st) != 0)
        return fail(path, "statvfs");
    *per_cent = st.f_blocks == 0
        ? 100
        : (unsigned)((double)st.f_bavail * 100 / (double)st.f_blocks);
    return WK_OK;
}

struct file_lock {
    int fd;
};

enum wk_err file_lock(
    const char *path, unsigned slot, bool alone, struct file_lock **lock)
{
    int fd = open_again(path, O_RDWR | O_CREAT, 0600);
    short type = alone ? F_WRLCK : F_RDLCK;
    enum wk_err err = WK_OK;

    assert(slot < N_SLOTS);
    *lock = NULL;
    if (fd < 0)
        return fail(path, "open");
    if (lock_range(fd, F_OFD_SETLK, type, (off_t)slot, 1) == 0) {
        *lock = xcalloc(1, sizeof **lock);
        (*lock)->fd = fd;
        return WK_OK;
    }
    err = errno == EAGAIN || errno == EACCES ? WK_EBUSY : fail(path, "lock");
    close(fd);
    return err;
}

void file_unlock(struct file_lock *lock)
{
    if (lock == NULL)
        return;
    close(lock->fd);
    free(lock);
}
