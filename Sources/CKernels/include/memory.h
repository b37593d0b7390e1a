// The memory of tensors.

#pragma once

/// Makes the C library keep the memory that is freed, for the next allocation, instead of giving it
/// back to the system. Where that cannot be asked for, nothing happens.
void cw_keep_memory(void);
