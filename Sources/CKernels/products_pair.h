// The products of one instruction set with either arithmetic: fused, if FUSED_PRODUCT is set, and
// separate. Ends both names.

#ifdef FUSED_PRODUCT
#define PRODUCT FUSED_PRODUCT
#define MULTIPLY_ADD FUSED
#include "products_template.h"
#undef PRODUCT
#undef MULTIPLY_ADD
#undef FUSED_PRODUCT
#endif

#define PRODUCT SEPARATE_PRODUCT
#define MULTIPLY_ADD SEPARATE
#include "products_template.h"
#undef PRODUCT
#undef MULTIPLY_ADD
#undef SEPARATE_PRODUCT
