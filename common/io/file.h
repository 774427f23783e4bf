/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * file.h - whole files, folders and locks, durable where it says so.
 *
 * Errors  Each failure is logged once, with the path.  WK_EFULL when the disk
 *         is full, WK_ENOTFOUND when there is no such file.
 */
#ifndef WK_FILE_H
#define WK_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"

/*
 * Read path into *out (len bytes and a NUL), which the caller frees.
 * WK_ETOOBIG over max bytes.  On failure *out is untouched.
 */
WK_MUST_USE enum wk_err file_read(
    const char *path, size_t max, uint8_t **out, size_t *out_len);

/* The same; WK_ECHECK unless it is a plain file: no link, pipe or device. */
WK_MUST_USE enum wk_err file_read_plain(
    const char *path, size_t max, uint8_t **out, size_t *out_len);

/* The same for a secret: also of this user, and nobody else may read or write
 * it. */
WK_MUST_USE enum wk_err file_read_secret(
    const char *path, size_t max, uint8_t **out, size_t *out_len);

/*
 * Replace path durably: write path.new, fsync, rename, fsync the folder.  A
 * kill half-way leaves path as it was and perhaps a path.new, which the next
 * replacement uses up.
 */
WK_MUST_USE enum wk_err file_replace(
    const char *path, const void *data, size_t len, unsigned mode);

/* Give a file on the same file system another name, durably: fsync, rename,
 * fsync the folder. */
WK_MUST_USE enum wk_err file_move(const char *from, const char *to);

/*
 * Append durably: write at the end, fsync.  Creates the file with mode.  After
 * a failure the file has its old length; a kill can leave part of data.
 */
WK_MUST_USE enum wk_err file_append(
    const char *path, const void *data, size_t len, unsigned mode);

bool file_exists(const char *path);

/* Create a folder with mode 0700; fine when it is there already. */
WK_MUST_USE enum wk_err file_make_folder(const char *path);

/* WK_ECHECK unless path is a folder of this user that nobody else may enter. */
WK_MUST_USE enum wk_err file_check_folder(const char *path);

/* "folder/name", which the caller frees. */
char *file_join(const char *folder, const char *name);

/* Free space of the file system at path, in per cent. */
WK_MUST_USE enum wk_err file_disk_free(const char *path, unsigned *per_cent);

/*
 * Lock slot (0 to 7) of the lock file at path, shared or alone, until
 * file_unlock() or the end of the process.  WK_EBUSY at once, and not logged,
 * when another handle of this or any process holds it; *lock is then NULL.
 */
struct file_lock;
WK_MUST_USE enum wk_err file_lock(
    const char *path, unsigned slot, bool alone, struct file_lock **lock);
void file_unlock(struct file_lock *lock); /* NULL has no effect */

#endif
