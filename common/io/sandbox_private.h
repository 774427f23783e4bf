/* SPDX-License-Identifier: EUPL-1.2 */
/* sandbox_private.h - the two halves of sandbox.c; false: not on this kernel,
 * with errno saying why. */
#ifndef WK_SANDBOX_PRIVATE_H
#define WK_SANDBOX_PRIVATE_H

#include "sandbox.h"

bool sandbox_calls(bool connects);
bool sandbox_files(const char *folder);

#endif
