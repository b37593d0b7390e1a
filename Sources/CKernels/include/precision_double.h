// Switches the headers and templates included after this one to double precision.

#include "precision_end.h"

#define REAL double
#define NAME(stem) cw_##stem##_f64
#define DOUBLE_PRECISION 1
