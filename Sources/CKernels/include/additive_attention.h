// Additive attention: events are scored by v . tanh(query + key), and their mean weighted by the
// softmax of the scores is taken (Bahdanau, Cho and Bengio 2015).

/// scores [b, t] = sum over j of v[j] tanh(query[b, j] + keys[b, t, j]) for valid t, 0 on padding;
/// weights and context as `softmax_pool` makes them of x [batch, time, width] and the scores.
///
/// The tanh of a step lives in registers: nothing of [batch, time, width] is written.
void NAME(additive_attention)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *lengths, const REAL *x,
  const REAL *keys, const REAL *query, const REAL *v, REAL *scores, REAL *weights, REAL *context);
/// From dcontext [batch, width]: dx and dkeys [batch, time, width], 0 on padding, dquery
/// [batch, width] and dv [width]. The tanh is computed anew instead of kept.
///
/// `row` is room for width numbers. Every result is computed but dx, which may be null.
void NAME(additive_attention_gradient)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *lengths, const REAL *x,
  const REAL *keys, const REAL *query, const REAL *v, const REAL *weights, const REAL *context,
  const REAL *dcontext, REAL *row, REAL *dx, REAL *dkeys, REAL *dquery, REAL *dv);
