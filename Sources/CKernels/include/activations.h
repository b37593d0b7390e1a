// Activation functions and their derivatives. A gradient kernel takes `dy`, the gradient with
// respect to the output, and writes `dx`, the gradient with respect to the input; it uses the
// output y where that is enough, otherwise the input x.

/// y = tanh(x)
void NAME(tanh)(ptrdiff_t n, const REAL *x, REAL *y);
/// dx = dy (1 - y^2)
void NAME(tanh_gradient)(ptrdiff_t n, const REAL *y, const REAL *dy, REAL *dx);
/// y = 1 / (1 + exp(-x))
void NAME(logistic)(ptrdiff_t n, const REAL *x, REAL *y);
/// dx = dy y (1 - y)
void NAME(logistic_gradient)(ptrdiff_t n, const REAL *y, const REAL *dy, REAL *dx);
/// y = min(max(0.2 x + 0.5, 0), 1)
void NAME(hard_logistic)(ptrdiff_t n, const REAL *x, REAL *y);
/// dx = 0.2 dy where 0 < y < 1, else 0
void NAME(hard_logistic_gradient)(ptrdiff_t n, const REAL *y, const REAL *dy, REAL *dx);
/// y = x where x > 0, else slope x
void NAME(leaky_relu)(ptrdiff_t n, REAL slope, const REAL *x, REAL *y);
/// dx = dy where x > 0, else slope dy
void NAME(leaky_relu_gradient)(ptrdiff_t n, REAL slope, const REAL *x, const REAL *dy, REAL *dx);
/// y = log(1 + exp(x)), finite for every finite x
void NAME(softplus)(ptrdiff_t n, const REAL *x, REAL *y);
/// dx = dy / (1 + exp(-x))
void NAME(softplus_gradient)(ptrdiff_t n, const REAL *x, const REAL *dy, REAL *dx);
/// y = exp(x)
void NAME(exponential)(ptrdiff_t n, const REAL *x, REAL *y);
