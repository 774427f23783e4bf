/* SPDX-License-Identifier: EUPL-1.2 */
#include "clip.h"

#include <string.h>

/* Where the codec's name stands at the latest, in a file that begins well. */
enum { HEAD_LEN = 4096 };

static const struct {
    const char *ending, *type;
} KINDS[N_CLIP_KINDS] = {
    [CLIP_NONE] = {"", ""},
    [CLIP_OGG] = {"opus", "audio/ogg; codecs=opus"},
    [CLIP_WEBM] = {"webm", "audio/webm; codecs=opus"},
    [CLIP_MP4] = {"m4a", "audio/mp4; codecs=mp4a.40.2"},
};

/* Whether the bytes of word stand at that offset. */
static bool stands_at(
    const uint8_t *data, size_t len, size_t at, const void *word, size_t n)
{
    return at <= len && len - at >= n && memcmp(data + at, word, n) == 0;
}

/* Whether they stand anywhere in the head of the file. */
static bool names(const uint8_t *data, size_t len, const char *word)
{
    size_t n = strlen(word), end = len < HEAD_LEN ? len : HEAD_LEN;

    for (size_t at = 0; at + n <= end; at++)
        if (memcmp(data + at, word, n) == 0)
            return true;
    return false;
}

/* The first page holds the identification header alone, in one segment. */
static bool is_ogg(const uint8_t *data, size_t len)
{
    return stands_at(data, len, 0, "OggS\0\2", 6) && data[26] == 1 &&
        stands_at(data, len, 28, "OpusHead", 8);
}

static bool is_webm(const uint8_t *data, size_t len)
{
    return stands_at(data, len, 0, "\x1a\x45\xdf\xa3", 4) &&
        names(data, len, "\x42\x82\x84webm") && names(data, len, "A_OPUS");
}

/* The first box is the file's type; its length is a small number.  The sample
 * description may stand at the end. */
static bool is_mp4(const uint8_t *data, size_t len)
{
    if (!stands_at(data, len, 4, "ftyp", 4) || data[0] != 0 || data[1] != 0 ||
        data[2] != 0)
        return false;
    for (size_t at = 0; at + 4 <= len; at++)
        if (memcmp(data + at, "mp4a", 4) == 0)
            return true;
    return false;
}

enum clip_kind clip_kind_of(const uint8_t *data, size_t len)
{
    if (len < MIN_CLIP || len > MAX_CLIP)
        return CLIP_NONE;
    if (is_ogg(data, len))
        return CLIP_OGG;
    if (is_webm(data, len))
        return CLIP_WEBM;
    return is_mp4(data, len) ? CLIP_MP4 : CLIP_NONE;
}

const char *clip_ending(enum clip_kind kind)
{
    return KINDS[kind].ending;
}

const char *clip_type(enum clip_kind kind)
{
    return KINDS[kind].type;
}

enum clip_kind clip_kind_ending(const char *ending)
{
    for (int k = CLIP_OGG; k < N_CLIP_KINDS; k++)
        if (strcmp(ending, KINDS[k].ending) == 0)
            return (enum clip_kind)k;
    return CLIP_NONE;
}

enum clip_kind clip_kind_typed(const char *type)
{
    size_t n = strcspn(type, "; \t");

    for (int k = CLIP_OGG; k < N_CLIP_KINDS; k++)
        if (n == strcspn(KINDS[k].type, ";") &&
            strncmp(type, KINDS[k].type, n) == 0)
            return (enum clip_kind)k;
    return CLIP_NONE;
}
