// One step of an optimiser on one tensor of n elements. State starts as zeros. A NaN in the
// gradient becomes a NaN in the parameter, so that divergence is seen.

/// m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2;
/// p -= rate correction1 m / (sqrt(correction2 v) + epsilon)
void NAME(adam)(
  ptrdiff_t n, double rate, double beta1, double beta2, double correction1, double correction2,
  double epsilon, const REAL *gradient, REAL *first_moment, REAL *second_moment, REAL *parameter);
/// g clipped to [-clip, clip]; a = rho a + (1 - rho) g^2;
/// u = g sqrt(d + epsilon) / sqrt(a + epsilon); d = rho d + (1 - rho) u^2; p -= rate u
void NAME(adadelta)(
  ptrdiff_t n, double rate, double rho, double epsilon, double clip, const REAL *gradient,
  REAL *square_average, REAL *update_average, REAL *parameter);
/// a = rho a + (1 - rho) g^2; p -= rate g / (sqrt(a) + epsilon)
void NAME(rms_prop)(
  ptrdiff_t n, double rate, double rho, double epsilon, const REAL *gradient,
  REAL *square_average, REAL *parameter);
/// b = momentum b + g; p -= rate b
void NAME(sgd)(
  ptrdiff_t n, double rate, double momentum, const REAL *gradient, REAL *velocity,
  REAL *parameter);
