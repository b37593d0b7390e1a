// CLONES: compiles a function several times, for newer instruction sets too, and lets the loader
// choose. The results do not depend on the choice: multiplications and additions are never fused
// (the pragma), and sums fix the order of their additions themselves.

#pragma once

#include <stddef.h>

#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__) && defined(__GLIBC__) && __has_attribute(target_clones)
#define CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONES
#endif

#define INLINE static inline __attribute__((always_inline))
