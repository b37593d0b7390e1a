// Random numbers of a counter-based stream, four from each block of Philox4x32-10.

/// y = independent standard normal numbers (Box-Muller in double precision, rounded if REAL has
/// fewer digits).
void NAME(philox_normal)(ptrdiff_t n, cw_philox_blocks blocks, REAL *y);
/// y = independent numbers from [0, 1), multiples of 2^-24.
void NAME(philox_uniform)(ptrdiff_t n, cw_philox_blocks blocks, REAL *y);
