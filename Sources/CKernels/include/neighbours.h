// Nearest neighbours by exhaustive search: squared Euclidean distances, blocks of them at a time.

/// How many numbers of scratch offer_neighbours needs for points of so many dimensions.
ptrdiff_t NAME(neighbour_scratch)(ptrdiff_t dimensions);

/// Takes references into the lists of the nearest neighbours of queries.
///
/// indices and squared_distances [queries, count] are the lists so far, nearest first; an index of
/// -1 is a free place. References get the indices first, first + 1, ..., which must be greater than
/// all that were offered before: equal distances rank by lower index. itself [queries] is the index
/// of each query among the references, which is never its own neighbour, or -1; null if there are
/// none. Coordinates must be finite. Distances are summed from differences in double precision, in
/// an order that is fixed: the lists do not depend on the processor or the matrix library.
void NAME(offer_neighbours)(
  ptrdiff_t queries, const REAL *query_points, const ptrdiff_t *itself, ptrdiff_t references,
  const REAL *reference_points, ptrdiff_t first, ptrdiff_t dimensions, ptrdiff_t count,
  ptrdiff_t *indices, double *squared_distances, REAL *scratch);
