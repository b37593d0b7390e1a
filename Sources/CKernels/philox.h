// Philox4x32-10 for many blocks at once, and the normal distribution from its words, in a form that
// compilers turn into vector code. RandomStreams has the same, block by block, in Swift.

#pragma once

#include <string.h>

#include "CKernels.h"
#include "clones.h"
#include "logarithm.h"

/// How many blocks are made at a time: their words stay in the first-level cache.
#define PHILOX_BATCH 64

/// words[k][i] = word k of block first + i.
INLINE void philox_words(cw_philox_blocks blocks, uint32_t words[4][PHILOX_BATCH]) {
  const uint64_t low = 0xFFFFFFFF;
  for (int i = 0; i < PHILOX_BATCH; i++) {
    // Words of 32 bits in 64, so that a product needs no conversion.
    const uint64_t counter = blocks.first + (uint64_t)i;
    uint64_t x = counter & low, y = counter >> 32, z = blocks.lane & low, w = blocks.lane >> 32;
    uint32_t key_x = (uint32_t)blocks.key, key_y = (uint32_t)(blocks.key >> 32);
#pragma clang loop unroll(full)
    for (int round = 0; round < 10; round++) {
      const uint64_t left = 0xD2511F53 * x, right = 0xCD9E8D57 * z;
      x = (right >> 32) ^ y ^ key_x;
      y = right & low;
      z = (left >> 32) ^ w ^ key_y;
      w = left & low;
      key_x += 0x9E3779B9;
      key_y += 0xBB67AE85;
    }
    words[0][i] = (uint32_t)x;
    words[1][i] = (uint32_t)y;
    words[2][i] = (uint32_t)z;
    words[3][i] = (uint32_t)w;
  }
}

/// sqrt(-2 ln u) with u = (word + 0.5) / 2^32, which lies strictly between 0 and 1.
INLINE double box_muller_radius(uint32_t word) {
  const double u = ((double)word + 0.5) * 0x1p-32;
  return __builtin_elementwise_sqrt(-2 * cw_logarithm(u));
}

/// Cosine and sine of the angle word / 2^32 of a full turn.
INLINE void box_muller_direction(uint32_t word, double *cosine, double *sine) {
  // The nearest quarter turn, and the exact rest of at most an eighth.
  const uint32_t quarter = (word + 0x20000000u) >> 30;
  const double a = (double)(int32_t)(word - (quarter << 30)) * (0x1.921fb54442d18p2 * 0x1p-32);
  const double q = a * a;
  const double s = a - a * q * (1.0 / 6 - q * (1.0 / 120 - q * (1.0 / 5040 - q * (1.0 / 362880
    - q * (1.0 / 39916800 - q * (1.0 / 6227020800 - q * (1.0 / 1307674368000)))))));
  const double c = 1 - q * (1.0 / 2 - q * (1.0 / 24 - q * (1.0 / 720 - q * (1.0 / 40320
    - q * (1.0 / 3628800 - q * (1.0 / 479001600 - q * (1.0 / 87178291200
    - q * (1.0 / 20922789888000))))))));
  const double turned_c = quarter & 1 ? s : c, turned_s = quarter & 1 ? c : s;
  *cosine = (quarter + 1) & 2 ? -turned_c : turned_c;
  *sine = quarter & 2 ? -turned_s : turned_s;
}
