// Switches the headers and templates included after this one to single precision.

#include "precision_end.h"

#define REAL float
#define NAME(stem) cw_##stem##_f32
