// The products of Sources/CKernels, used as the LSTM kernels use them.

#include <stdio.h>
#include <stdlib.h>

#include "contenders.h"

// The source itself, and not its header, for the tables of all instruction sets.
#include "products.c"

static void pack(const contender *self, task *work) {
  const cw_products_f32 *products = self->products;
  const product *of = &work->of;
  work->result_step = cw_round_up(of->columns, CW_COLUMN_UNIT);
  if (of->transpose_a) return;
  products->pack(
      of->inner, 0, of->inner, of->columns, work->b, of->transpose_b ? 1 : of->columns,
      of->transpose_b ? of->inner : 1, work->prepared);
}

static void multiply(const contender *self, const task *work) {
  const cw_products_f32 *products = self->products;
  const product *of = &work->of;
  const size_t step = work->result_step;
  if (of->transpose_a) {
    float buffer[CW_EVENT_BUFFER];
    memset(work->result, 0, of->rows * step * sizeof(float));
    for (size_t first = 0; first < of->inner; first += CW_EVENT_RUN) {
      const size_t left = of->inner - first;
      products->outer(
          left < CW_EVENT_RUN ? left : CW_EVENT_RUN, of->rows, of->columns,
          work->a + first * of->rows, of->rows, work->b + first * of->columns, of->columns, buffer,
          work->result, step, NULL);
    }
    return;
  }
  for (size_t first = 0; first < of->rows; first += of->row_block) {
    const size_t left = of->rows - first;
    const cw_rows_f32 factors = {work->a + first * of->inner, of->inner, of->inner};
    const cw_rows_f32 none = {work->a, 0, 0};
    products->rows(
        left < of->row_block ? left : of->row_block, factors, none, of->inner, step,
        work->prepared, NULL, 0, work->result + first * step, step,
        NULL);
  }
}

static void pack_and_multiply(const contender *self, const task *work) {
  task copy = *work;
  pack(self, &copy);
  multiply(self, &copy);
}

static int packs(const product *of) { return !of->transpose_a; }

static contender *add(
    contenders *to, const char *name, const cw_products_f32 *products, int without_avx512) {
  if (to->count == MOST_CONTENDERS) abort();
  contender *added = &to->all[to->count++];
  memset(added, 0, sizeof *added);
  snprintf(added->name, sizeof added->name, "%s", name);
  added->everything = !without_avx512;
  added->without_avx512 = without_avx512;
  added->prepare = pack;
  added->multiply = multiply;
  added->products = products;
  return added;
}

// The tables of one instruction set: fused, and separate multiplication and addition.
static void add_set(
    contenders *to, const cw_products_f32 *fused, const cw_products_f32 *separate,
    int without_avx512) {
  add(to, "ours", fused, without_avx512);
  contender *each_time = add(to, "ours, packing each time", fused, without_avx512);
  each_time->can = packs;
  each_time->multiply = pack_and_multiply;
  add(to, "ours, portable", separate, without_avx512);
}

void add_ours(contenders *to) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("x86-64-v4")) add_set(to, &v4_table_f32, &v4_separate_table_f32, 0);
  if (__builtin_cpu_supports("x86-64-v3")) add_set(to, &v3_table_f32, &v3_separate_table_f32, 1);
#elif defined(__aarch64__)
  add_set(to, &basic_table_f32, &basic_separate_table_f32, 0);
#endif
}
