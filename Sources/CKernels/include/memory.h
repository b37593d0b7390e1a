// The memory of tensors: large blocks that are given back wait for the next request of their size.
// Any thread may use it.

#pragma once

#include <stddef.h>

/// `size` bytes, aligned for vectors, not initialised; sets `*allocated` to what must be given back.
/// NULL if the system has none left. A thread that asks (`cw_ask_for_memory`) gets a stand-in instead, if
/// there are the addresses for it.
void *cw_allocate(size_t size, size_t *allocated);
/// Takes back what `cw_allocate` gave.
void cw_deallocate(void *start, size_t allocated);
/// How many large blocks have been asked of the system so far, none having waited that would do.
size_t cw_new_blocks(void);
/// Gives all blocks that wait back to the system; for the end of a piece of work whose sizes will
/// not be asked for again.
void cw_return_memory(void);

/// How many bytes a thread may have of the system in new blocks before it asks again; less than `size`,
/// what it needs now, if it may not have that.
typedef size_t (*cw_memory_answer)(void *context, size_t size);
/// From now on this thread asks before it takes new large blocks of the system; with NULL, no longer.
/// Where the answer is no, `cw_allocate` gives a block that can be written and read and takes hardly any
/// memory, but does not hold what was written: whatever the thread computes from then on means nothing.
/// Threads ask one after the other, and hold the others up meanwhile.
void cw_ask_for_memory(cw_memory_answer answer, void *context);
/// The context of this thread's questions; NULL if it does not ask.
void *cw_memory_context(void);
/// Whether this thread was refused a block since it began to ask.
int cw_memory_was_refused(void);
