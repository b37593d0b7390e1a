#include <stdatomic.h>

#include "CKernels.h"

static atomic_int portable_kernels;

void cw_use_portable_kernels(int portable) { portable_kernels = portable; }

int cw_uses_portable_kernels(void) { return portable_kernels; }

const char *cw_instruction_set(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("x86-64-v4")) return "x86-64-v4";
  if (__builtin_cpu_supports("x86-64-v3")) return "x86-64-v3";
  return "x86-64";
#elif defined(__aarch64__)
  return "arm64";
#else
  return "portable C";
#endif
}
