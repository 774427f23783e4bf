/* SPDX-License-Identifier: EUPL-1.2 */
/* wire_private.h - what the files of wire share. */
#ifndef WK_WIRE_PRIVATE_H
#define WK_WIRE_PRIVATE_H

#include "wire.h"

/* For unpacking: memory that is out ends the program (xalloc.h), as it would
 * else make a sound message look malformed. */
extern struct ProtobufCAllocator wire_memory;

/* How each is told and how many counts it has, as one number; and back, false
 * for a number that no value has (proto/weerklank.proto). */
uint32_t wire_shape_of_table(const struct table *t);
bool wire_table_of(uint32_t shape, struct table *t);
uint32_t wire_shape_of_margin(const struct margin *m);
bool wire_margin_of(uint32_t shape, struct margin *m);
uint32_t wire_shape_of_breakdown(const struct breakdown *b);
bool wire_breakdown_of(uint32_t shape, struct breakdown *b);

#endif
