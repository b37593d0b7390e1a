// Matrix products for the shapes of recurrent layers: many rows times a small matrix that is used
// again and again, and sums over many events of small outer products.
//
// The small matrix is packed once, in panels of a few vectors' width, and then stays in cache; the
// rows are read where they are. Both products keep a tile of the result in registers. Every element
// of a result is a sum in the order of the inner index, whatever the vector width, so all
// processors with fused multiply-add give the same bytes, and so do all without it.
// Internal to this target.

#ifndef COUNTERWEIGHT_PRODUCTS_H
#define COUNTERWEIGHT_PRODUCTS_H

#include <stddef.h>

// Columns come in multiples of this many numbers; packing fills up with zeros.
enum { CW_COLUMN_UNIT = 16 };

static inline size_t cw_round_up(size_t count, size_t unit) {
  return (count + unit - 1) / unit * unit;
}

// Events are summed in runs of at most this many, whose share of both factors fits the first cache.
enum { CW_EVENT_RUN = 96 };

// How many numbers `outer` needs as a buffer.
enum { CW_EVENT_BUFFER = CW_EVENT_RUN * 64 };

// Memory that will be needed soon: ranges, of which the last one comes first. Products wait for
// arithmetic and hardly ever for memory, so those with large tiles (more than two vectors wide) ask
// for it meanwhile, a line at each step of their innermost loop.
enum { CW_LINE = 64, CW_MOST_AHEAD = 8 };
typedef struct {
  int count;
  struct {
    const char *start, *end;
  } ranges[CW_MOST_AHEAD];
} cw_ahead;

// Adds a range, which comes before all others. One too many is left out: nothing but time is lost.
static inline void cw_ask_ahead(cw_ahead *ahead, const void *start, size_t bytes) {
  if (ahead->count == CW_MOST_AHEAD || bytes == 0) return;
  ahead->ranges[ahead->count].start = start;
  ahead->ranges[ahead->count++].end = (const char *)start + bytes;
}

#define DECLARE_PRODUCTS(REAL, SUFFIX)                                                            \
  /* Rows of `inner` numbers, `step` apart. */                                                    \
  typedef struct {                                                                                \
    const REAL *rows;                                                                             \
    size_t step, inner;                                                                           \
  } cw_rows_##SUFFIX;                                                                             \
  typedef struct {                                                                                \
    /* Packs rows first ..< first + inner of a matrix [total, columns] from b, whose element      \
       (k, j) is b[k * inner_step + j * column_step]. Packed size: total * round_up(columns). */  \
    void (*pack)(                                                                                 \
        size_t total, size_t first, size_t inner, size_t columns, const REAL *b,                  \
        size_t inner_step, size_t column_step, REAL *packed);                                     \
    /* result [rows, columns] = start + [a | a2] b, with b packed as [total, columns], of which   \
       the first a.inner + a2.inner rows are used. `start` has rows `start_step` apart (0: one    \
       row for all), or is NULL for zeros. columns is a multiple of CW_COLUMN_UNIT. `ahead` may   \
       be NULL. */                                                                                \
    void (*rows)(                                                                                 \
        size_t rows, cw_rows_##SUFFIX a, cw_rows_##SUFFIX a2, size_t total, size_t columns,       \
        const REAL *packed, const REAL *start, size_t start_step, REAL *result,                   \
        size_t result_step, cw_ahead *ahead);                                                     \
    /* sum [rows, columns] += the sum over events of a [events, rows]^T b [events, columns];      \
       events <= CW_EVENT_RUN, columns a multiple of CW_COLUMN_UNIT; `ahead` may be NULL. */      \
    void (*outer)(                                                                                \
        size_t events, size_t rows, size_t columns, const REAL *a, size_t a_step, const REAL *b,  \
        size_t b_step, REAL *buffer, REAL *sum, size_t sum_step, cw_ahead *ahead);                \
  } cw_products_##SUFFIX;                                                                         \
  /* The products for this processor, or the portable ones if they were asked for. */             \
  const cw_products_##SUFFIX *cw_products_in_use_##SUFFIX(void);

DECLARE_PRODUCTS(float, f32)
DECLARE_PRODUCTS(double, f64)

#endif
