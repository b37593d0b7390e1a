#include "products.h"

#include <string.h>

#include "CKernels.h"
#include "clones.h"

#define REAL float
#define PRODUCTS cw_products_f32
#define ROWS cw_rows_f32
#define PRODUCT_OF(set, stem) set##_##stem##_f32
#include "products_variants.h"
#undef REAL
#undef PRODUCTS
#undef ROWS
#undef PRODUCT_OF

#define REAL double
#define PRODUCTS cw_products_f64
#define ROWS cw_rows_f64
#define PRODUCT_OF(set, stem) set##_##stem##_f64
#include "products_variants.h"

const cw_products_f32 *cw_products_in_use_f32(void) {
  return fitting_products_f32(cw_uses_portable_kernels());
}

const cw_products_f64 *cw_products_in_use_f64(void) {
  return fitting_products_f64(cw_uses_portable_kernels());
}
