// The libraries, loaded at run time. Each lives in a link namespace of its own: their symbols have
// the same names, and one library is loaded several times with different settings.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contenders.h"

#if __has_include(<libxsmm.h>)
#include <libxsmm.h>
#define HAVE_LIBXSMM 1
#endif

// Loads `file` with an environment variable set, if one is named, and finds a function in it.
static void *load(const char *file, const char *variable, const char *value) {
  if (variable) setenv(variable, value, 1);
  void *library = dlmopen(LM_ID_NEWLM, file, RTLD_NOW);
  if (!library) fprintf(stderr, "%s is left out: %s\n", file, dlerror());
  // Some read their environment only when they are first called.
  const char *const first_calls[] = {"bli_init", "dnnl_get_effective_cpu_isa"};
  for (int i = 0; library && i < 2; ++i) {
    void (*call)(void) = (void (*)(void))dlsym(library, first_calls[i]);
    if (call) call();
  }
  if (variable) unsetenv(variable);
  return library;
}

static contender *next(contenders *to) {
  if (to->count == MOST_CONTENDERS) abort();
  contender *added = &to->all[to->count++];
  memset(added, 0, sizeof *added);
  return added;
}

static void keep_tight(const contender *self, task *work) {
  (void)self;
  work->result_step = work->of.columns;
}

// MARK: OpenBLAS and BLIS, by the C interface of BLAS

typedef void cblas_function(
    int order, int transpose_a, int transpose_b, int rows, int columns, int inner, float alpha,
    const float *a, int a_step, const float *b, int b_step, float beta, float *c, int c_step);

static void multiply_by_cblas(const contender *self, const task *work) {
  enum { ROW_MAJOR = 101, AS_IS = 111, TRANSPOSED = 112 };
  const product *of = &work->of;
  ((cblas_function *)self->function)(
      ROW_MAJOR, of->transpose_a ? TRANSPOSED : AS_IS, of->transpose_b ? TRANSPOSED : AS_IS,
      (int)of->rows, (int)of->columns, (int)of->inner, 1, work->a,
      (int)(of->transpose_a ? of->rows : of->inner), work->b,
      (int)(of->transpose_b ? of->inner : of->columns), 0, work->result, (int)work->result_step);
}

static contender *add_cblas(contenders *to, void *library) {
  contender *added = next(to);
  added->prepare = keep_tight;
  added->multiply = multiply_by_cblas;
  added->function = dlsym(library, "cblas_sgemm");
  return added;
}

static void add_openblas(contenders *to, const char *core) {
  void *library = load("libopenblas.so.0", core ? "OPENBLAS_CORETYPE" : NULL, core);
  if (!library) return;
  ((void (*)(int))dlsym(library, "openblas_set_num_threads"))(1);
  const char *chosen = ((const char *(*)(void))dlsym(library, "openblas_get_corename"))();
  if (core && strcmp(core, chosen) != 0) {
    fprintf(stderr, "OpenBLAS has no kernels for %s here.\n", core);
    return;
  }
  contender *added = add_cblas(to, library);
  snprintf(added->name, sizeof added->name, "OpenBLAS%s %s", core ? ", told" : ":", chosen);
  added->everything = 1;
  added->without_avx512 = strcmp(chosen, "Haswell") == 0 || strcmp(chosen, "Zen") == 0;
}

// `architecture` is a number of version 0.9, or NULL to let BLIS choose.
static void add_blis(contenders *to, const char *architecture, int without_avx512) {
  void *library = load("libblis.so.4", architecture ? "BLIS_ARCH_TYPE" : NULL, architecture);
  if (!library) return;
  const int chosen = ((int (*)(void))dlsym(library, "bli_arch_query_id"))();
  contender *added = add_cblas(to, library);
  snprintf(
      added->name, sizeof added->name, "BLIS%s %s", architecture ? ", told" : ":",
      ((const char *(*)(int))dlsym(library, "bli_arch_string"))(chosen));
  added->everything = !without_avx512;
  added->without_avx512 = without_avx512;
}

// MARK: oneDNN

typedef int dnnl_function(
    char transpose_a, char transpose_b, int64_t rows, int64_t columns, int64_t inner, float alpha,
    const float *a, int64_t a_step, const float *b, int64_t b_step, float beta, float *c,
    int64_t c_step);

static void multiply_by_dnnl(const contender *self, const task *work) {
  const product *of = &work->of;
  ((dnnl_function *)self->function)(
      of->transpose_a ? 'T' : 'N', of->transpose_b ? 'T' : 'N', (int64_t)of->rows,
      (int64_t)of->columns, (int64_t)of->inner, 1, work->a,
      (int64_t)(of->transpose_a ? of->rows : of->inner), work->b,
      (int64_t)(of->transpose_b ? of->inner : of->columns), 0, work->result,
      (int64_t)work->result_step);
}

static void add_dnnl(contenders *to, int without_avx512) {
  void *library = load("libdnnl.so.2", without_avx512 ? "DNNL_MAX_CPU_ISA" : NULL, "AVX2");
  if (!library) return;
  contender *added = next(to);
  snprintf(added->name, sizeof added->name, "oneDNN%s", without_avx512 ? ", told AVX2" : "");
  added->everything = !without_avx512;
  added->without_avx512 = without_avx512;
  added->prepare = keep_tight;
  added->multiply = multiply_by_dnnl;
  added->function = dlsym(library, "dnnl_sgemm");
}

// MARK: LIBXSMM

#if HAVE_LIBXSMM

static size_t smaller(size_t x, size_t y) { return x < y ? x : y; }

// It makes kernels for small products and has none for large ones: these are put together from
// kernels of at most this size. It has none for b transposed either, so b is transposed first.
enum { ROW_BLOCK = 24, COLUMN_BLOCK = 512, INNER_BLOCK = 512, EVENT_BLOCK = 96 };

static void transpose_for_libxsmm(const contender *self, task *work) {
  (void)self;
  const product *of = &work->of;
  work->result_step = of->columns;
  for (size_t k = 0; k < of->inner; ++k) {
    for (size_t j = 0; j < of->columns; ++j) {
      work->prepared[k * of->columns + j] =
          work->b[of->transpose_b ? j * of->inner + k : k * of->columns + j];
    }
  }
}

// LIBXSMM counts in columns first: what is b and rows here is a and columns there.
static void multiply_by_libxsmm(const contender *self, const task *work) {
  (void)self;
  const product *of = &work->of;
  const size_t row_block = of->transpose_a ? 64 : ROW_BLOCK;
  const size_t inner_block = of->transpose_a ? EVENT_BLOCK : INNER_BLOCK;
  const libxsmm_blasint a_step = (libxsmm_blasint)(of->transpose_a ? of->rows : of->inner);
  const libxsmm_blasint step = (libxsmm_blasint)of->columns;
  const int flags = of->transpose_a ? LIBXSMM_GEMM_FLAG_TRANS_B : LIBXSMM_GEMM_FLAG_NONE;
  const float one = 1, zero = 0;
  for (size_t k = 0; k < of->inner; k += inner_block) {
    const size_t depth = smaller(inner_block, of->inner - k);
    for (size_t column = 0; column < of->columns; column += COLUMN_BLOCK) {
      const size_t width = smaller(COLUMN_BLOCK, of->columns - column);
      libxsmm_smmfunction kernel = NULL;
      size_t made_for = 0;
      for (size_t row = 0; row < of->rows; row += row_block) {
        const size_t height = smaller(row_block, of->rows - row);
        if (height != made_for) {
          kernel = libxsmm_smmdispatch(
              (libxsmm_blasint)width, (libxsmm_blasint)height, (libxsmm_blasint)depth, &step,
              &a_step, &step, &one, k == 0 ? &zero : &one, &flags, NULL);
          made_for = height;
        }
        if (!kernel) abort();
        kernel(
            work->prepared + k * of->columns + column,
            work->a + (of->transpose_a ? row + k * of->rows : row * of->inner + k),
            work->result + row * of->columns + column);
      }
    }
  }
}

static void add_libxsmm(contenders *to) {
  libxsmm_init();
  contender *added = next(to);
  snprintf(added->name, sizeof added->name, "LIBXSMM: %s", libxsmm_get_target_arch());
  added->everything = 1;
  added->prepare = transpose_for_libxsmm;
  added->multiply = multiply_by_libxsmm;
}

#else

static void add_libxsmm(contenders *to) {
  (void)to;
  fprintf(stderr, "LIBXSMM is left out: it was not there when this program was built.\n");
}

#endif

void add_libraries(contenders *to) {
  setenv("OMP_NUM_THREADS", "1", 1);
  setenv("OPENBLAS_NUM_THREADS", "1", 1);
  add_openblas(to, NULL);
  add_openblas(to, "Haswell");
  add_dnnl(to, 0);
  add_dnnl(to, 1);
  add_blis(to, NULL, 0);
  add_blis(to, "0", 0);  // skx: with AVX-512
  add_blis(to, "6", 1);  // zen3: with AVX2
  add_libxsmm(to);
}
