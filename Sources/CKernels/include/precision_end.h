// Ends what precision_single.h or precision_double.h began.

#undef REAL
#undef NAME
#undef DOUBLE_PRECISION
