// The products of one precision for every instruction set. REAL, PRODUCTS and PRODUCT_OF(set, stem)
// are set by the file that includes this one.

#define FUSED(x, y, z) __builtin_elementwise_fma(x, y, z)
#define SEPARATE(x, y, z) ((z) + (x) * (y))

#if defined(__x86_64__)

// 32 registers of 64 bytes: tiles of up to 24.
#define VECTOR_BYTES 64
#define PANEL_VECTORS 4
#define TALLEST 12
#define TALL 12
#pragma clang attribute push( \
    __attribute__((target("arch=x86-64-v4"), min_vector_width(512))), apply_to = function)
#define FUSED_PRODUCT(stem) PRODUCT_OF(v4, stem)
#define SEPARATE_PRODUCT(stem) PRODUCT_OF(v4_separate, stem)
#include "products_pair.h"
#pragma clang attribute pop
#undef VECTOR_BYTES
#undef PANEL_VECTORS
#undef TALL

// 16 registers of 32 bytes: tiles of up to 12.
#define VECTOR_BYTES 32
#define PANEL_VECTORS 2
#define TALL 6
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#define FUSED_PRODUCT(stem) PRODUCT_OF(v3, stem)
#define SEPARATE_PRODUCT(stem) PRODUCT_OF(v3_separate, stem)
#include "products_pair.h"
#pragma clang attribute pop
#undef VECTOR_BYTES
#undef PANEL_VECTORS
#undef TALL
#undef TALLEST

#endif

// Every processor: 16 bytes, which are 16 registers on x86-64 and 32 on arm64.
#define VECTOR_BYTES 16
#define PANEL_VECTORS 2
#define TALLEST 12
#define TALL 6
#if defined(__aarch64__)
#define FUSED_PRODUCT(stem) PRODUCT_OF(basic, stem)
#endif
#define SEPARATE_PRODUCT(stem) PRODUCT_OF(basic_separate, stem)
#include "products_pair.h"
#undef VECTOR_BYTES
#undef PANEL_VECTORS
#undef TALLEST
#undef TALL
#undef FUSED
#undef SEPARATE

static const PRODUCTS *PRODUCT_OF(fitting, products)(int portable) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("x86-64-v4")) {
    return portable ? &PRODUCT_OF(v4_separate, table) : &PRODUCT_OF(v4, table);
  }
  if (__builtin_cpu_supports("x86-64-v3")) {
    return portable ? &PRODUCT_OF(v3_separate, table) : &PRODUCT_OF(v3, table);
  }
#elif defined(__aarch64__)
  if (!portable) return &PRODUCT_OF(basic, table);
#endif
  return &PRODUCT_OF(basic_separate, table);
}
