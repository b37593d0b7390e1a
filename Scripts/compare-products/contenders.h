// What is compared: several ways to compute the same matrix product in single precision.

#pragma once

#include <stddef.h>

// result [rows, columns] = op(a) op(b), row-major, where op transposes if asked.
typedef struct {
  const char *kind;
  size_t features, hidden;  // of the recurrent layer that multiplies so; 0 for none
  size_t rows, columns, inner;
  int transpose_a, transpose_b;
  size_t row_block;  // rows that our LSTM kernel multiplies at a time
} product;

// The factors and what a contender writes. The result has room for rows rounded up to 16 columns.
typedef struct {
  product of;
  const float *a, *b;
  float *result;
  size_t result_step;  // set by `prepare`: between the starts of two rows of the result
  float *prepared;     // room for b, rounded up to 64 columns: what `prepare` makes of it
} task;

typedef struct contender contender;
struct contender {
  char name[64];
  // Which tables show it: those of all instruction sets, of at most AVX2, or both.
  int everything, without_avx512;
  // Whether this contender has a special way for the product; NULL: for all.
  int (*can)(const product *of);
  // What is done once for many products with the same b, outside the measured time.
  void (*prepare)(const contender *self, task *work);
  void (*multiply)(const contender *self, const task *work);
  void *function;       // of a library
  const void *products;  // of Counterweight
};

enum { MOST_CONTENDERS = 16 };
typedef struct {
  contender all[MOST_CONTENDERS];
  int count;
} contenders;

// Each adds what can be had on this machine, and says on standard error what cannot.
void add_libraries(contenders *to);
void add_ours(contenders *to);
