// A run of blocks of one Philox4x32-10 stream: which numbers come next.

#pragma once

#include <stdint.h>

/// The blocks with the counters (first, lane), (first + 1, lane), ... under a key.
typedef struct {
  uint64_t key;
  uint64_t lane;
  uint64_t first;
} cw_philox_blocks;
