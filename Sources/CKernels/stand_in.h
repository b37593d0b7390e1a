// Blocks that stand in for memory that must not be taken.

#pragma once

#include <stddef.h>

// `size` bytes of address space that can be written and read like memory, and take hardly any: the
// same few pages again and again, which all stand-ins of the process share. What is written there is
// found overwritten. The system counts them as shared memory of the process, each time anew. NULL where
// it cannot do that.
void *cw_stand_in(size_t size);

// Takes a block back.
void cw_end_stand_in(void *start, size_t size);
