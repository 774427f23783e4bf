/* SPDX-License-Identifier: EUPL-1.2 */
/* random.h - random bytes from the kernel; never fails (it ends the process). */
#ifndef WK_RANDOM_H
#define WK_RANDOM_H

#include <stddef.h>
#include <stdint.h>

void random_bytes(void *out, size_t len);
uint32_t random_below(uint32_t bound); /* uniform in [0, bound), bound > 0 */

#endif
