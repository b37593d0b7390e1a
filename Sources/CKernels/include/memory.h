// The memory of tensors: large blocks that are given back wait for the next request of their size.
// Any thread may use it.

#pragma once

#include <stddef.h>

/// `size` bytes, aligned for vectors, not initialised; sets `*allocated` to what must be given back.
/// NULL if the system has none left.
void *cw_allocate(size_t size, size_t *allocated);
/// Takes back what `cw_allocate` gave.
void cw_deallocate(void *start, size_t allocated);
/// How many large blocks have been asked of the system so far, none having waited that would do.
size_t cw_new_blocks(void);
/// Gives all blocks that wait back to the system; for the end of a piece of work whose sizes will
/// not be asked for again.
void cw_return_memory(void);
