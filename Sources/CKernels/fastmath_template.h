// exp, tanh and the logistic function, accurate to a few units in the last place, in a form that
// compilers turn into vector code: no branches, no tables, no calls. NaN stays NaN.
//
// exp(x) = 2^n exp(r) with n = round(x / ln 2) and |r| <= (ln 2) / 2, where a Taylor polynomial
// suffices: its first neglected term is below half a unit in the last place.

#include <stdint.h>
#include <string.h>

#include "clones.h"

#undef INTEGER
#undef WORD
#undef ROUNDER
#undef MANTISSA_BITS
#undef EXPONENT_BIAS
#undef EXP_LOWEST
#undef EXP_HIGHEST
#undef LN2_HIGH
#undef LN2_LOW
#undef EXP_SERIES
#undef DECAY_LONGEST

// ROUNDER: adding it leaves the integer nearest to x in the lowest bits.
// DECAY_LONGEST: exp(-x) is a normal number up to here.
// LN2_HIGH: the leading bits of ln 2, few enough that n LN2_HIGH is exact; LN2_LOW: the rest.
// EXP_LOWEST, EXP_HIGHEST: beyond these the result is 0 or infinite anyway.
// EXP_SERIES: (exp(r) - 1 - r) / r^2.
#ifdef DOUBLE_PRECISION
#define INTEGER int64_t
#define WORD uint64_t
#define ROUNDER 0x1.8p52
#define MANTISSA_BITS 52
#define EXPONENT_BIAS 1023
#define EXP_LOWEST -746.0
#define EXP_HIGHEST 710.0
#define DECAY_LONGEST 708.0
#define LN2_HIGH 0x1.62e42feep-1
#define LN2_LOW 0x1.a39ef35793c76p-33
#define EXP_SERIES(r)                                                                           \
  (1.0 / 2 + r * (1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120 + r * (1.0 / 720 + r * (1.0 / 5040   \
  + r * (1.0 / 40320 + r * (1.0 / 362880 + r * (1.0 / 3628800 + r * (1.0 / 39916800             \
  + r * (1.0 / 479001600 + r * (1.0 / 6227020800.0))))))))))))
#else
#define INTEGER int32_t
#define WORD uint32_t
#define ROUNDER 0x1.8p23f
#define MANTISSA_BITS 23
#define EXPONENT_BIAS 127
#define EXP_LOWEST -104.0f
#define EXP_HIGHEST 89.0f
#define DECAY_LONGEST 87.0f
#define LN2_HIGH 0x1.63p-1f
#define LN2_LOW -0x1.bd0106p-13f
#define EXP_SERIES(r)                                                                           \
  (1.0f / 2 + r * (1.0f / 6 + r * (1.0f / 24 + r * (1.0f / 120 + r * (1.0f / 720                \
  + r * (1.0f / 5040))))))
#endif

/// 2^n for an n that is not below the smallest normal exponent.
INLINE REAL NAME(power_of_two)(INTEGER n) {
  WORD bits = ((WORD)n + EXPONENT_BIAS) << MANTISSA_BITS;
  REAL power;
  memcpy(&power, &bits, sizeof power);
  return power;
}

/// Splits x into n ln 2 + r and returns exp(r) - 1; `*n` is the integer.
INLINE REAL NAME(reduced_exp)(REAL x, INTEGER *n) {
  REAL shifted = x * (REAL)1.4426950408889634074 + ROUNDER;
  REAL rounder = ROUNDER;
  WORD shifted_bits, rounder_bits;
  memcpy(&shifted_bits, &shifted, sizeof shifted);
  memcpy(&rounder_bits, &rounder, sizeof rounder);
  *n = (INTEGER)(shifted_bits - rounder_bits);
  REAL whole = shifted - rounder;
  REAL r = (x - whole * LN2_HIGH) - whole * LN2_LOW;
  return r + r * r * EXP_SERIES(r);
}

/// exp(x): 0 and infinity at the ends, gradual underflow in between.
INLINE REAL NAME(fast_exp)(REAL x) {
  x = x < EXP_LOWEST ? EXP_LOWEST : x;
  x = x > EXP_HIGHEST ? EXP_HIGHEST : x;
  INTEGER n;
  REAL r = NAME(reduced_exp)(x, &n);
  INTEGER half = n >> 1;
  return (1 + r) * NAME(power_of_two)(half) * NAME(power_of_two)(n - half);
}

/// 1 / (1 + exp(-x)), from exp(-|x|), which does not overflow where the result is tiny.
INLINE REAL NAME(fast_logistic)(REAL x) {
  REAL power = NAME(fast_exp)(x < 0 ? x : -x);
  return (x < 0 ? power : 1) / (1 + power);
}

/// tanh(x), from exp(-2|x|) - 1, which keeps the digits of small arguments.
INLINE REAL NAME(fast_tanh)(REAL x) {
  REAL size = x < 0 ? -x : x;
  size = size > 20 ? 20 : size;
  INTEGER n;
  REAL r = NAME(reduced_exp)(-2 * size, &n);
  REAL power = NAME(power_of_two)(n);
  REAL complement = -(r * power + (power - 1));
  REAL result = complement / (2 - complement);
  return x < 0 ? -result : result;
}
