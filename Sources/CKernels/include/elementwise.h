// Element by element: arithmetic, copies, comparisons. `n` is the number of elements.

/// y = value
void NAME(fill)(ptrdiff_t n, REAL value, REAL *y);
/// y += x
void NAME(add)(ptrdiff_t n, const REAL *x, REAL *y);
/// y -= x
void NAME(subtract)(ptrdiff_t n, const REAL *x, REAL *y);
/// y *= x
void NAME(multiply)(ptrdiff_t n, const REAL *x, REAL *y);
/// y += scale x
void NAME(add_scaled)(ptrdiff_t n, REAL scale, const REAL *x, REAL *y);
/// z = x + y
void NAME(sum_of)(ptrdiff_t n, const REAL *x, const REAL *y, REAL *z);
/// z = x - y
void NAME(difference_of)(ptrdiff_t n, const REAL *x, const REAL *y, REAL *z);
/// z = x y
void NAME(product_of)(ptrdiff_t n, const REAL *x, const REAL *y, REAL *z);
/// y = scale y
void NAME(scale)(ptrdiff_t n, REAL scale, REAL *y);
/// y += addend
void NAME(add_constant)(ptrdiff_t n, REAL addend, REAL *y);
/// y = x, rounded if y has fewer digits
void NAME(from_single)(ptrdiff_t n, const float *x, REAL *y);
/// y = x, rounded if y has fewer digits
void NAME(from_double)(ptrdiff_t n, const double *x, REAL *y);
/// Whether any element is infinite or not a number.
int NAME(contains_non_finite)(ptrdiff_t n, const REAL *x);
/// Whether every x equals its y; a NaN equals nothing.
int NAME(all_equal)(ptrdiff_t n, const REAL *x, const REAL *y);
/// y [columns, rows] = transpose of x [rows, columns]
void NAME(transpose)(ptrdiff_t rows, ptrdiff_t columns, const REAL *x, REAL *y);
/// `rows` rows of `width` elements from x to y; row starts are a stride apart in each.
void NAME(copy_rows)(
  ptrdiff_t rows, ptrdiff_t width, const REAL *x, ptrdiff_t x_stride, REAL *y, ptrdiff_t y_stride);
