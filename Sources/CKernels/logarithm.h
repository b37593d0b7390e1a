// The natural logarithm in a form that compilers turn into vector code, the same on all processors.

#pragma once

#include <stdint.h>
#include <string.h>

#include "clones.h"

/// ln u for a positive normal number u, to a few units in the last place.
INLINE double cw_logarithm(double u) {
  // u = 2^e m with m between sqrt(1/2) and sqrt(2); 1100 keeps the exponent positive while shifting.
  const uint64_t half_root = 0x3FE6A09E667F3BCD;
  uint64_t bits;
  memcpy(&bits, &u, sizeof bits);
  const uint64_t shifted = ((bits - half_root) + (1100ull << 52)) >> 52;
  const int32_t e = (int32_t)shifted - 1100;
  bits -= (shifted - 1100) << 52;
  double m;
  memcpy(&m, &bits, sizeof m);
  // ln m = 2 artanh s; |s| < 0.172, so the first neglected term is below 2^-53 of the sum.
  const double s = (m - 1) / (m + 1);
  const double q = s * s;
  const double series = 1.0 / 3 + q * (1.0 / 5 + q * (1.0 / 7 + q * (1.0 / 9 + q * (1.0 / 11
    + q * (1.0 / 13 + q * (1.0 / 15 + q * (1.0 / 17 + q * (1.0 / 19 + q * (1.0 / 21)))))))));
  return e * 0x1.62e42fefa39efp-1 + 2 * (s + s * q * series);
}
