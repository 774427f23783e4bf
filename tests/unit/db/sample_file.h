/* SPDX-License-Identifier: EUPL-1.2 */
/* sample_file.h - the sample in a file, in a folder of the running test. */
#ifndef WK_SAMPLE_FILE_H
#define WK_SAMPLE_FILE_H

#include "sample.h"

#include "file.h"

static char *folder, *path; /* of the running test */

static inline int set_up(void **state)
{
    (void)state;
    folder = test_folder();
    path = file_join(folder, "t.db");
    return 0;
}

static inline int tear_down(void **state)
{
    (void)state;
    free(path);
    test_folder_end(folder);
    return 0;
}

static inline struct db *open_sample(void)
{
    struct db *db = NULL;

    assert_int_equal(db_open(path, &SAMPLE, &db), WK_OK);
    return db;
}

static inline int64_t count(struct db *db)
{
    int64_t n = -1;

    assert_int_equal(db_one_int(db_stmt(db, SQL_COUNT), &n), WK_OK);
    return n;
}

#endif
