// How this process multiplies matrices.

#ifndef COUNTERWEIGHT_LIBRARY_H
#define COUNTERWEIGHT_LIBRARY_H

// Which OpenBLAS there is, with the kernels that it chose for this processor.
const char *cw_matrix_library(void);

// On how many threads it computes a product; one, whatever the environment says.
int cw_matrix_library_threads(void);

// Whether products are computed in a way that gives the same bytes on every processor of this
// architecture: without fused multiply-add and without OpenBLAS, whose kernels differ. For the
// whole process; to be set before anything is computed.
void cw_use_portable_kernels(int portable);
int cw_uses_portable_kernels(void);

// The instruction set that the kernels of this target use here, such as x86-64-v4.
const char *cw_instruction_set(void);

#endif
