/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * faulty_vfs.h - a disk that fails on command and remembers what is safe.
 *
 * It stands between SQLite and the real files.  Each file remembers its bytes
 * as of its last xSync; faulty_cut() writes those bytes, and nothing younger,
 * into another folder: what a power cut leaves in the worst case.
 */
#ifndef WK_FAULTY_VFS_H
#define WK_FAULTY_VFS_H

#include "../test.h"

#include <sqlite3.h>
#include <stdbool.h>

enum { FAULTY_FILES = 4, FAULTY_SIZE = 1 << 20 };

struct safe_file {
    char name[64];
    bool exists;
    unsigned char bytes[FAULTY_SIZE];
    size_t len;
};

static struct {
    sqlite3_vfs vfs;
    sqlite3_vfs *real;
    sqlite3_io_methods methods;
    long calls;        /* writes, syncs, truncations since the last arming */
    long fail_at;      /* the call that fails, and each after it; 0 never */
    int code;          /* with which */
    bool half;         /* and a failing write has written its first half */
    void (*die)(void); /* called instead of failing, or NULL */
    struct safe_file safe[FAULTY_FILES];
} faulty;

struct faulty_file {
    sqlite3_file base;
    struct safe_file *safe; /* NULL for files that need not survive */
    sqlite3_file *real;     /* in the room behind this struct */
};

static sqlite3_file *real_of(sqlite3_file *f)
{
    return ((struct faulty_file *)f)->real;
}

static bool must_fail(void)
{
    faulty.calls++;
    if (faulty.fail_at == 0 || faulty.calls < faulty.fail_at)
        return false;
    if (faulty.die != NULL)
        faulty.die();
    return true;
}

static int f_close(sqlite3_file *f)
{
    return real_of(f)->pMethods->xClose(real_of(f));
}

static int f_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
    return real_of(f)->pMethods->xRead(real_of(f), p, n, at);
}

static int f_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
    if (must_fail()) {
        if (faulty.half && n > 1)
            (void)real_of(f)->pMethods->xWrite(real_of(f), p, n / 2, at);
        return faulty.code;
    }
    return real_of(f)->pMethods->xWrite(real_of(f), p, n, at);
}

static int f_truncate(sqlite3_file *f, sqlite3_int64 size)
{
    if (must_fail())
        return SQLITE_IOERR_TRUNCATE;
    return real_of(f)->pMethods->xTruncate(real_of(f), size);
}

static int f_sync(sqlite3_file *f, int flags)
{
    struct safe_file *safe = ((struct faulty_file *)f)->safe;
    sqlite3_int64 size = 0;
    int rc;

    if (must_fail())
        return SQLITE_IOERR_FSYNC;
    rc = real_of(f)->pMethods->xSync(real_of(f), flags);
    if (rc != SQLITE_OK || safe == NULL)
        return rc;
    rc = real_of(f)->pMethods->xFileSize(real_of(f), &size);
    assert_true(rc == SQLITE_OK && size <= FAULTY_SIZE);
    safe->exists = true;
    safe->len = (size_t)size;
    return size == 0
        ? SQLITE_OK
        : real_of(f)->pMethods->xRead(real_of(f), safe->bytes, (int)size, 0);
}

static int f_size(sqlite3_file *f, sqlite3_int64 *size)
{
    return real_of(f)->pMethods->xFileSize(real_of(f), size);
}

static int f_lock(sqlite3_file *f, int level)
{
    return real_of(f)->pMethods->xLock(real_of(f), level);
}

static int f_unlock(sqlite3_file *f, int level)
{
    return real_of(f)->pMethods->xUnlock(real_of(f), level);
}

static int f_reserved(sqlite3_file *f, int *out)
{
    return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out);
}

static int f_control(sqlite3_file *f, int op, void *arg)
{
    return real_of(f)->pMethods->xFileControl(real_of(f), op, arg);
}

static int f_sector(sqlite3_file *f)
{
    return real_of(f)->pMethods->xSectorSize(real_of(f));
}

static int f_traits(sqlite3_file *f)
{
    return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f));
}

static int f_shm_map(
    sqlite3_file *f, int page, int size, int extend, void volatile **out)
{
    return real_of(f)->pMethods->xShmMap(real_of(f), page, size, extend, out);
}

static int f_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
    return real_of(f)->pMethods->xShmLock(real_of(f), offset, n, flags);
}

static void f_shm_barrier(sqlite3_file *f)
{
    real_of(f)->pMethods->xShmBarrier(real_of(f));
}

static int f_shm_unmap(sqlite3_file *f, int remove)
{
    return real_of(f)->pMethods->xShmUnmap(real_of(f), remove);
}

/* The slot of a file that must survive; a new one if need be. */
static struct safe_file *slot_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;

    for (int i = 0; i < FAULTY_FILES; i++) {
        struct safe_file *s = &faulty.safe[i];

        if (s->name[0] == '\0')
            snprintf(s->name, sizeof s->name, "%s", name);
        if (strcmp(s->name, name) == 0)
            return s;
    }
    fail_msg("no slot for %s", path);
    return NULL;
}

static int f_open(sqlite3_vfs *vfs, sqlite3_filename path, sqlite3_file *f,
    int flags, int *out_flags)
{
    struct faulty_file *file = (struct faulty_file *)f;
    int rc;

    (void)vfs;
    *file = (struct faulty_file){.real = (sqlite3_file *)(file + 1)};
    rc = faulty.real->xOpen(faulty.real, path, file->real, flags, out_flags);
    if (rc != SQLITE_OK)
        return rc;
    if (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL))
        file->safe = slot_of(path);
    file->base.pMethods = &faulty.methods;
    return SQLITE_OK;
}

/* Make it the disk of every database opened from now on. */
static void faulty_install(void)
{
    faulty.real = sqlite3_vfs_find(NULL);
    faulty.vfs = *faulty.real;
    faulty.vfs.pNext = NULL;
    faulty.vfs.zName = "faulty";
    faulty.vfs.xOpen = f_open;
    faulty.vfs.szOsFile =
        faulty.real->szOsFile + (int)sizeof(struct faulty_file);
    faulty.methods =
        (sqlite3_io_methods){2, f_close, f_read, f_write, f_truncate, f_sync,
            f_size, f_lock, f_unlock, f_reserved, f_control, f_sector, f_traits,
            f_shm_map, f_shm_lock, f_shm_barrier, f_shm_unmap, NULL, NULL};
    assert_int_equal(sqlite3_vfs_register(&faulty.vfs, 1), SQLITE_OK);
}

static void faulty_arm(long fail_at, int code, bool half)
{
    faulty.calls = 0;
    faulty.fail_at = fail_at;
    faulty.code = code;
    faulty.half = half;
}

static void faulty_forget(void)
{
    for (int i = 0; i < FAULTY_FILES; i++) {
        faulty.safe[i].name[0] = '\0';
        faulty.safe[i].exists = false;
    }
}

/* Write what is safe by now into folder. */
static inline void faulty_cut(const char *folder)
{
    for (int i = 0; i < FAULTY_FILES; i++) {
        struct safe_file *s = &faulty.safe[i];
        char path[256];
        FILE *f;

        if (!s->exists)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, s->name);
        f = fopen(path, "wb");
        assert_non_null(f);
        assert_int_equal(fwrite(s->bytes, 1, s->len, f), s->len);
        assert_int_equal(fclose(f), 0);
    }
}

#endif
