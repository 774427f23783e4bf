/* SPDX-License-Identifier: EUPL-1.2 */
/* wire_private.h - what the files of wire share. */
#ifndef WK_WIRE_PRIVATE_H
#define WK_WIRE_PRIVATE_H

/* For unpacking: memory that is out ends the program (xalloc.h), as it would
 * else make a sound message look malformed. */
extern struct ProtobufCAllocator wire_memory;

#endif
