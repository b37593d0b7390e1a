// Choosing and masking events of padded sequences x [batch, time, width].

/// y [batch, width] = the last valid event of each sample; zeros where the length is 0.
void NAME(gather_last)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *lengths, const REAL *x, REAL *y);
/// x [batch, time, width] = zeros but for the last valid event of each sample, which is y's row.
void NAME(scatter_last)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *lengths, const REAL *y, REAL *x);
/// y = x on valid events, exactly 0 on padding, whatever is there in x.
void NAME(mask_padding)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *lengths, const REAL *x, REAL *y);
/// y [b, t, :] = x [b, t, :] mask [b, :]
void NAME(multiply_over_time)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const REAL *x, const REAL *mask, REAL *y);
/// x [b, t, :] = y [b, :] for every t
void NAME(repeat_over_time)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const REAL *y, REAL *x);
