/* SPDX-License-Identifier: EUPL-1.2 */
/* replay.c - runs a fuzz target over the files of its corpus, without
 * libFuzzer: each argument is a file or a folder of files. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static int replay_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    uint8_t *data = malloc(1 << 20);
    size_t len;

    if (f == NULL || data == NULL) {
        perror(path);
        exit(1);
    }
    len = fread(data, 1, 1 << 20, f);
    fclose(f);
    /* An exact-size copy, so that reading one byte too far is caught. */
    data = realloc(data, len > 0 ? len : 1);
    (void)LLVMFuzzerTestOneInput(data, len);
    free(data);
    return 1;
}

int main(int argc, char *argv[])
{
    int n = 0;

    for (int i = 1; i < argc; i++) {
        DIR *d = opendir(argv[i]);
        struct dirent *e;

        if (d == NULL) {
            n += replay_file(argv[i]);
            continue;
        }
        while ((e = readdir(d)) != NULL) {
            char path[4096];

            if (e->d_name[0] == '.')
                continue;
            snprintf(path, sizeof path, "%s/%s", argv[i], e->d_name);
            n += replay_file(path);
        }
        closedir(d);
    }
    printf("replayed %d inputs\n", n);
    return n > 0 ? 0 : 1;
}
