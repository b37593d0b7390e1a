// Which OpenBLAS computes the matrix products, with the kernels that it chose for this processor.

#ifndef COUNTERWEIGHT_LIBRARY_H
#define COUNTERWEIGHT_LIBRARY_H

const char *cw_matrix_library(void);

#endif
