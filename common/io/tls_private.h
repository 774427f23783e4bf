/* SPDX-License-Identifier: EUPL-1.2 */
/* tls_private.h - what tls.c (connections) and tls_ctx.c (configuration)
 * share. */
#ifndef WK_TLS_PRIVATE_H
#define WK_TLS_PRIVATE_H

#include "tls.h"

struct ssl_ctx_st; /* OpenSSL's SSL_CTX, whose header only they include */

struct tls_ctx {
    struct ssl_ctx_st *ssl_ctx;
};

/* OpenSSL returned NULL where only want of memory makes it so. */
_Noreturn void tls_out_of_memory(void);

#endif
