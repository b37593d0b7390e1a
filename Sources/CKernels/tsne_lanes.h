// Vectors of 16 numbers, of which the last of a row may be filled in part; the rest is zeros. Their
// operations are the same on every processor, and so is the order of their sums.
// Internal to this target.

#pragma once

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "clones.h"
#include "logarithm.h"

enum { LANE_COUNT = 16 };

// Handed over by pointer: how vectors of this size are passed depends on the processor.
typedef double lanes __attribute__((ext_vector_type(16), aligned(8)));

INLINE int filled_lanes(ptrdiff_t left) { return left < LANE_COUNT ? (int)left : LANE_COUNT; }

INLINE void load_lanes(const double *from, int filled, lanes *to) {
  if (filled == LANE_COUNT) {
    memcpy(to, from, LANE_COUNT * sizeof(double));
    return;
  }
  lanes loaded = 0;
  for (int l = 0; l < filled; l++) loaded[l] = from[l];
  *to = loaded;
}

INLINE void gather_lanes(const double *from, const int32_t *places, int filled, lanes *to) {
  lanes gathered = 0;
  if (filled == LANE_COUNT) {
    for (int l = 0; l < LANE_COUNT; l++) gathered[l] = from[places[l]];
  } else {
    for (int l = 0; l < filled; l++) gathered[l] = from[places[l]];
  }
  *to = gathered;
}

INLINE double total_of_lanes(const lanes *values) {
  double sums[LANE_COUNT];
  memcpy(sums, values, sizeof sums);
  for (int width = LANE_COUNT / 2; width > 0; width /= 2) {
    for (int l = 0; l < width; l++) sums[l] += sums[l + width];
  }
  return sums[0];
}

INLINE void take_logarithms(lanes *values) {
  double numbers[LANE_COUNT];
  memcpy(numbers, values, sizeof numbers);
  for (int l = 0; l < LANE_COUNT; l++) numbers[l] = cw_logarithm(numbers[l]);
  memcpy(values, numbers, sizeof numbers);
}
