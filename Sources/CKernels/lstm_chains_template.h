// Exponentials of eight vectors of 16 numbers side by side, for the cell. Included once for float
// and once for double, before the rows of units.
//
// An exponential is a long chain of instructions, each of which waits for the one before, and a
// processor looks ahead for other work only as far as two or three of them. So eight chains go side
// by side: every step of the calculation is taken for all of them before the next one. Each number
// is computed as in fastmath_template.h (reduced_exp), whatever its neighbours.

typedef REAL NAME(many) __attribute__((vector_size(16 * sizeof(REAL)), aligned(sizeof(REAL))));
typedef INTEGER NAME(many_bits) __attribute__((vector_size(16 * sizeof(REAL))));

#define MANY(address) (*(NAME(many) *)(address))
#define KNOWN(address) (*(const NAME(many) *)(address))
#define ALL(number) ((number) - (NAME(many)){0})
// Where a mask is all ones the first, where it is zero the second.
#define CHOOSE(mask, first, second)        \
  ((NAME(many))(((mask) & (NAME(many_bits))(first)) | (~(mask) & (NAME(many_bits))(second))))
#define CHAINS 8
#define EACH _Pragma("clang loop unroll(full)") for (int k = 0; k < CHAINS; ++k)

// exp(-size) of eight vectors of sizes >= 0, and 1 - exp(-size) with all the digits of small sizes;
// sizes beyond DECAY_LONGEST count as that.
INLINE void NAME(decay_chains)(const NAME(many) *sizes, NAME(many) *e, NAME(many) *complement) {
  NAME(many) size[CHAINS], whole[CHAINS], r[CHAINS], series[CHAINS], power[CHAINS];
  EACH size[k] = CHOOSE(sizes[k] > ALL((REAL)DECAY_LONGEST), ALL((REAL)DECAY_LONGEST), sizes[k]);
  EACH whole[k] = -size[k] * (REAL)1.4426950408889634074 + (REAL)ROUNDER;
  EACH power[k] = (NAME(many))(((NAME(many_bits))whole[k] << MANTISSA_BITS) +
      (NAME(many_bits))ALL((REAL)1));
  EACH whole[k] -= (REAL)ROUNDER;
  EACH r[k] = -size[k] - whole[k] * LN2_HIGH;
  EACH r[k] -= whole[k] * LN2_LOW;
  EACH series[k] = EXP_SERIES(r[k]);
  EACH r[k] += r[k] * r[k] * series[k];
  EACH r[k] *= power[k];
  EACH complement[k] = (1 - power[k]) - r[k];
  EACH e[k] = power[k] + r[k];
}
