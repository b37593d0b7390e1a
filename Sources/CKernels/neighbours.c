// The k nearest references of each query.
//
// Most of the work is a matrix product: |q - r|^2 = |q|^2 + |r|^2 - 2 q.r, for a block of queries
// against a block of references. That form loses digits where points are near each other compared
// with their norms, so it only sorts out. Each |q|^2 and |r|^2 is first reduced by as much as all
// rounding together could add, which makes the sum a bound that no true distance is below; a
// reference whose bound exceeds the worst distance in the list is passed over, sixteen at a time.
// The few others, some k log(n / k) per query, are measured from their differences in double
// precision. So the lists are those of the plain definition to the last bit, whichever matrix
// library and processor found the candidates, and near or equal points cost time but no digits.
//
// References are the outer blocks: each is packed once, and the lists, which are the result, carry
// the state from block to block. Both sides are moved to the references' mean first, because the
// bounds are as loose as the norms are large.

#include "CKernels.h"
#include "clones.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define CHUNK 16

/// The block sizes: the products stay in the second-level cache, and so do the packed points as long
/// as the dimensions allow.
typedef struct {
  ptrdiff_t queries;
  ptrdiff_t references;
} neighbour_blocks;

static ptrdiff_t rows_of(ptrdiff_t numbers, ptrdiff_t dimensions, ptrdiff_t least, ptrdiff_t most) {
  const ptrdiff_t rows = numbers / dimensions / CHUNK * CHUNK;
  return rows < least ? least : rows > most ? most : rows;
}

static neighbour_blocks blocks_for(ptrdiff_t dimensions) {
  return (neighbour_blocks){
    .queries = rows_of(1 << 16, dimensions, 64, 256),
    .references = rows_of(1 << 17, dimensions, 128, 512)};
}

/// Puts a neighbour in its place; it is known to be nearer than the last of the list.
INLINE void insert_neighbour(
  ptrdiff_t index, double distance, ptrdiff_t count, ptrdiff_t *indices, double *distances) {
  ptrdiff_t place = count - 1;
  // Strictly less, so that among equals the lower index, which came first, stays in front.
  while (place > 0 && (indices[place - 1] < 0 || distance < distances[place - 1])) {
    indices[place] = indices[place - 1];
    distances[place] = distances[place - 1];
    place -= 1;
  }
  indices[place] = index;
  distances[place] = distance;
}

#include "precision_single.h"
#define UNIT_ROUNDING 0x1p-24
#define SMALLEST FLT_MIN
#define LARGEST FLT_MAX
#include "neighbours_template.h"
#undef UNIT_ROUNDING
#undef SMALLEST
#undef LARGEST

#include "precision_double.h"
#define UNIT_ROUNDING 0x1p-53
#define SMALLEST DBL_MIN
#define LARGEST DBL_MAX
#include "neighbours_template.h"
