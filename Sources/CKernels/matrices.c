#include "CKernels.h"
#include "clones.h"
#include "products.h"

#include <cblas.h>
#include <pthread.h>
#include <string.h>

static void use_one_thread(void) { openblas_set_num_threads(1); }

/// Ranks are the parallelism: a BLAS that spawned threads of its own would fight them for the cores,
/// and its sums would depend on how many it got.
static void prepare_blas(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, use_one_thread);
}

const char *cw_matrix_library(void) { return openblas_get_config(); }

int cw_matrix_library_threads(void) {
  prepare_blas();
  return openblas_get_num_threads();
}

#include "precision_single.h"
#define GEMM cblas_sgemm
#include "matrices_template.h"
#undef GEMM

#include "precision_double.h"
#define GEMM cblas_dgemm
#include "matrices_template.h"
#undef GEMM
