typedef REAL NAME(chunk) __attribute__((ext_vector_type(CHUNK), aligned(sizeof(REAL))));

/// The distance by which neighbours are ranked.
INLINE double NAME(squared_distance)(ptrdiff_t n, const REAL *x, const REAL *y) {
  double lane[8] = {0};
  ptrdiff_t i = 0;
  for (; i + 8 <= n; i += 8) {
    for (int l = 0; l < 8; l++) {
      const double difference = (double)x[i + l] - (double)y[i + l];
      lane[l] += difference * difference;
    }
  }
  for (int l = 0; i < n; i++, l++) {
    const double difference = (double)x[i] - (double)y[i];
    lane[l] += difference * difference;
  }
  return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

/// The share of |q|^2 + |r|^2 by which the sum with -2 q.r can exceed the distance as it is ranked
/// by, through rounding; 1 or more if nothing can be said.
///
/// In units of the last place, of each |q|^2 + |r|^2: `dimensions` from the product, which may add
/// in any order; 4 from moving the points; 3 from the last additions; the rest is reserve. The
/// distance and the norms round in double precision as well.
static double NAME(rounding_share)(ptrdiff_t dimensions) {
  const double share = ((double)dimensions + 16) * UNIT_ROUNDING
    + (4 * (double)dimensions + 16) * 0x1p-53;
  return share < 0.25 ? share / (1 - share) : 1;
}

CLONES static void NAME(mean_row)(
  ptrdiff_t rows, ptrdiff_t dimensions, const REAL *restrict points, REAL *restrict mean) {
  // Any point near the middle does: rounding here costs nothing but looser bounds.
  const REAL share = (REAL)1 / (REAL)rows;
  for (ptrdiff_t j = 0; j < dimensions; j++) mean[j] = 0;
  for (ptrdiff_t i = 0; i < rows; i++) {
    for (ptrdiff_t j = 0; j < dimensions; j++) mean[j] += points[i * dimensions + j] * share;
  }
  for (ptrdiff_t j = 0; j < dimensions; j++) {
    if (!(mean[j] - mean[j] == 0)) mean[j] = 0;
  }
}

/// packed = points moved by -centre, and floors = their reduced squared norms.
///
/// Where a square could overflow, the packed point is 0 and its floor minus infinity, so that the
/// bounds with it pass over nothing.
CLONES static void NAME(pack_points)(
  ptrdiff_t rows, ptrdiff_t dimensions, const REAL *restrict points, const REAL *restrict centre,
  double rounding_share, REAL *restrict packed, REAL *restrict floors) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    const REAL *point = points + i * dimensions;
    REAL *to = packed + i * dimensions;
    double lane[8] = {0};
    ptrdiff_t j = 0;
    for (; j + 8 <= dimensions; j += 8) {
      for (int l = 0; l < 8; l++) {
        to[j + l] = point[j + l] - centre[j + l];
        lane[l] += (double)to[j + l] * (double)to[j + l];
      }
    }
    for (; j < dimensions; j++) {
      to[j] = point[j] - centre[j];
      lane[0] += (double)to[j] * (double)to[j];
    }
    for (int l = 1; l < 8; l++) lane[0] += lane[l];
    if (lane[0] <= LARGEST / 16 && rounding_share < 1) {
      floors[i] = (REAL)(lane[0] * (1 - rounding_share));
    } else {
      memset(to, 0, (size_t)dimensions * sizeof(REAL));
      floors[i] = -(REAL)INFINITY;
    }
  }
}

/// The largest sum of a reference's floor and product with which it can still be in the list.
INLINE REAL NAME(limit)(
  double worst, ptrdiff_t last_index, REAL query_floor, ptrdiff_t dimensions) {
  if (last_index < 0) return (REAL)INFINITY;
  // Nothing is nearer than 0.
  if (worst == 0) return -(REAL)INFINITY;
  // The second term is for products that underflow.
  double limit = worst - (double)query_floor + ((double)dimensions + 4) * SMALLEST;
  limit += fabs(limit) * (4 * UNIT_ROUNDING);
  return limit <= LARGEST ? (REAL)limit : (REAL)INFINITY;
}

/// Goes through the products of one block; `references` is a multiple of CHUNK here, whose surplus
/// has NaN for floors.
CLONES static void NAME(select_neighbours)(
  ptrdiff_t queries, const REAL *query_points, const REAL *query_floors, const ptrdiff_t *itself,
  ptrdiff_t references, const REAL *reference_points, const REAL *floors, ptrdiff_t first,
  const REAL *products, ptrdiff_t dimensions, ptrdiff_t count, ptrdiff_t *indices,
  double *distances) {
  for (ptrdiff_t q = 0; q < queries; q++) {
    const REAL *point = query_points + q * dimensions;
    const REAL *product = products + q * references;
    ptrdiff_t *list = indices + q * count;
    double *list_distances = distances + q * count;
    const ptrdiff_t own = itself ? itself[q] : -1;
    REAL limit =
      NAME(limit)(list_distances[count - 1], list[count - 1], query_floors[q], dimensions);
    for (ptrdiff_t r = 0; r < references; r += CHUNK) {
      const NAME(chunk) bounds =
        *(const NAME(chunk) *)(product + r) + *(const NAME(chunk) *)(floors + r);
      typedef _Bool flags __attribute__((ext_vector_type(CHUNK)));
      const flags near = __builtin_convertvector(bounds <= limit, flags);
      uint16_t bits;
      memcpy(&bits, &near, sizeof bits);
      while (__builtin_expect(bits != 0, 0)) {
        const ptrdiff_t reference = r + __builtin_ctz(bits);
        bits &= (uint16_t)(bits - 1);
        // The limit may have fallen since the bits were taken.
        if (!(product[reference] + floors[reference] <= limit)) continue;
        const ptrdiff_t index = first + reference;
        if (index == own) continue;
        const double distance =
          NAME(squared_distance)(dimensions, point, reference_points + reference * dimensions);
        if (list[count - 1] >= 0 && !(distance < list_distances[count - 1])) continue;
        insert_neighbour(index, distance, count, list, list_distances);
        limit =
          NAME(limit)(list_distances[count - 1], list[count - 1], query_floors[q], dimensions);
      }
    }
  }
}

ptrdiff_t NAME(neighbour_scratch)(ptrdiff_t dimensions) {
  const neighbour_blocks block = blocks_for(dimensions);
  return dimensions + (block.queries + block.references) * (dimensions + 1)
    + block.queries * block.references;
}

void NAME(offer_neighbours)(
  ptrdiff_t queries, const REAL *query_points, const ptrdiff_t *itself, ptrdiff_t references,
  const REAL *reference_points, ptrdiff_t first, ptrdiff_t dimensions, ptrdiff_t count,
  ptrdiff_t *indices, double *squared_distances, REAL *scratch) {
  if (references == 0 || count == 0) return;
  const neighbour_blocks block = blocks_for(dimensions);
  const double rounding_share = NAME(rounding_share)(dimensions);
  REAL *centre = scratch;
  REAL *floors = centre + dimensions;
  REAL *query_floors = floors + block.references;
  REAL *packed = query_floors + block.queries;
  REAL *packed_queries = packed + block.references * dimensions;
  REAL *products = packed_queries + block.queries * dimensions;

  NAME(mean_row)(references, dimensions, reference_points, centre);
  for (ptrdiff_t r = 0; r < references; r += block.references) {
    const ptrdiff_t left = references - r;
    const ptrdiff_t width = left < block.references ? left : block.references;
    const ptrdiff_t padded = (width + CHUNK - 1) / CHUNK * CHUNK;
    const REAL *block_points = reference_points + r * dimensions;
    NAME(pack_points)(width, dimensions, block_points, centre, rounding_share, packed, floors);
    for (ptrdiff_t i = width; i < padded; i++) floors[i] = (REAL)NAN;
    memset(packed + width * dimensions, 0, (size_t)((padded - width) * dimensions) * sizeof(REAL));
    for (ptrdiff_t q = 0; q < queries; q += block.queries) {
      const ptrdiff_t height = queries - q < block.queries ? queries - q : block.queries;
      const REAL *points = query_points + q * dimensions;
      NAME(pack_points)(
        height, dimensions, points, centre, rounding_share, packed_queries, query_floors);
      NAME(matrix_product)(
        0, 1, height, padded, dimensions, -2, packed_queries, dimensions, packed, dimensions, 0,
        products, padded);
      NAME(select_neighbours)(
        height, points, query_floors, itself ? itself + q : NULL, padded, block_points, floors,
        first + r, products, dimensions, count, indices + q * count, squared_distances + q * count);
    }
  }
}
