CLONES void NAME(adam)(
  ptrdiff_t n, double rate, double beta1, double beta2, double correction1, double correction2,
  double epsilon, const REAL *restrict gradient, REAL *restrict first_moment,
  REAL *restrict second_moment, REAL *restrict parameter) {
  const REAL keep1 = (REAL)beta1, take1 = (REAL)(1 - beta1);
  const REAL keep2 = (REAL)beta2, take2 = (REAL)(1 - beta2);
  const REAL step = (REAL)(rate * correction1), scale = (REAL)correction2, tiny = (REAL)epsilon;
  for (ptrdiff_t i = 0; i < n; i++) {
    const REAL g = gradient[i];
    const REAL m = keep1 * first_moment[i] + take1 * g;
    const REAL v = keep2 * second_moment[i] + take2 * (g * g);
    first_moment[i] = m;
    second_moment[i] = v;
    parameter[i] -= step * m / (__builtin_elementwise_sqrt(scale * v) + tiny);
  }
}

CLONES void NAME(adadelta)(
  ptrdiff_t n, double rate, double rho, double epsilon, double clip, const REAL *restrict gradient,
  REAL *restrict square_average, REAL *restrict update_average, REAL *restrict parameter) {
  const REAL keep = (REAL)rho, take = (REAL)(1 - rho), tiny = (REAL)epsilon;
  const REAL step = (REAL)rate, upper = (REAL)clip, lower = (REAL)-clip;
  for (ptrdiff_t i = 0; i < n; i++) {
    // Written so that a NaN fails both comparisons and stays.
    REAL g = gradient[i];
    g = g > upper ? upper : g;
    g = g < lower ? lower : g;
    const REAL a = keep * square_average[i] + take * (g * g);
    const REAL d = update_average[i];
    const REAL u = g * __builtin_elementwise_sqrt(d + tiny) / __builtin_elementwise_sqrt(a + tiny);
    square_average[i] = a;
    update_average[i] = keep * d + take * (u * u);
    parameter[i] -= step * u;
  }
}

CLONES void NAME(rms_prop)(
  ptrdiff_t n, double rate, double rho, double epsilon, const REAL *restrict gradient,
  REAL *restrict square_average, REAL *restrict parameter) {
  const REAL keep = (REAL)rho, take = (REAL)(1 - rho);
  const REAL step = (REAL)rate, tiny = (REAL)epsilon;
  for (ptrdiff_t i = 0; i < n; i++) {
    const REAL g = gradient[i];
    const REAL a = keep * square_average[i] + take * (g * g);
    square_average[i] = a;
    parameter[i] -= step * g / (__builtin_elementwise_sqrt(a) + tiny);
  }
}

CLONES void NAME(sgd)(
  ptrdiff_t n, double rate, double momentum, const REAL *restrict gradient,
  REAL *restrict velocity, REAL *restrict parameter) {
  const REAL keep = (REAL)momentum, step = (REAL)rate;
  for (ptrdiff_t i = 0; i < n; i++) {
    const REAL b = keep * velocity[i] + gradient[i];
    velocity[i] = b;
    parameter[i] -= step * b;
  }
}
