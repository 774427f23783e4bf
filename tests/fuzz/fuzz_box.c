/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_box.c - what a page hands over as sealed, as text and as its body: a
 * text that opens nothing, and a body that comes out as it went in.
 *
 * Covers client/box.c client/store_box.c
 */
#include <stdint.h>
#include <stdlib.h>

#include "../helpers/box_page.h"

#include "xalloc.h"

static struct store *store;
static struct seal *seal;
static struct box box;

static void set_up(void)
{
    static const uint8_t DEVICE[32] = {1};
    bool gone;

    if (store != NULL)
        return;
    seal = seal_new(DEVICE);
    if (store_open(":memory:", &store) != WK_OK ||
        box_now(seal, store, 20000, &box, &gone) != WK_OK)
        abort();
}

/* Nobody finds the key by guessing; there is one way to write each value. */
static void open_text(const char *text)
{
    uint8_t *sealed = xcalloc(BOX_SEALED_LEN, 1);
    uint8_t *plain = xcalloc(BOX_PLAIN_LEN, 1);
    char *again = xcalloc(2, BOX_SEALED_LEN);
    size_t len;

    if (base64_decode(text, sealed, BOX_SEALED_LEN, &len) &&
        len == BOX_SEALED_LEN) {
        base64_encode(sealed, BOX_SEALED_LEN, again);
        memcpy(sealed, box.id, ID_LEN);
        if (strcmp(again, text) != 0 ||
            box_open(seal, store, sealed, plain) == WK_OK)
            abort();
    }
    free(sealed);
    free(plain);
    free(again);
}

static void open_body(const char *body)
{
    uint8_t *sealed = xcalloc(BOX_SEALED_LEN, 1);
    uint8_t *plain = xcalloc(BOX_PLAIN_LEN, 1);

    box_page_seal(&box, body, sealed);
    if (box_open(seal, store, sealed, plain) != WK_OK ||
        memcmp(plain, body, strlen(body)) != 0)
        abort();
    free(sealed);
    free(plain);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    char *text = xcalloc(len + 1, 1);

    set_up();
    memcpy(text, data, len);
    open_text(text);
    if (strlen(text) <= BOX_PLAIN_LEN)
        open_body(text);
    free(text);
    return 0;
}
