/// y [4 PHILOX_BATCH] = the uniform numbers of PHILOX_BATCH blocks.
INLINE void NAME(uniform_batch)(cw_philox_blocks blocks, REAL *y) {
  uint32_t words[4][PHILOX_BATCH];
  philox_words(blocks, words);
  for (int i = 0; i < PHILOX_BATCH; i++) {
    for (int k = 0; k < 4; k++) y[4 * i + k] = (REAL)(int32_t)(words[k][i] >> 8) * (REAL)0x1p-24;
  }
}

/// y [4 PHILOX_BATCH] = the normal numbers of PHILOX_BATCH blocks.
INLINE void NAME(normal_batch)(cw_philox_blocks blocks, REAL *y) {
  uint32_t words[4][PHILOX_BATCH];
  philox_words(blocks, words);
  for (int pair = 0; pair < 2; pair++) {
    REAL cosines[PHILOX_BATCH], sines[PHILOX_BATCH];
    for (int i = 0; i < PHILOX_BATCH; i++) {
      const double radius = box_muller_radius(words[2 * pair][i]);
      double cosine, sine;
      box_muller_direction(words[2 * pair + 1][i], &cosine, &sine);
      cosines[i] = (REAL)(radius * cosine);
      sines[i] = (REAL)(radius * sine);
    }
    for (int i = 0; i < PHILOX_BATCH; i++) {
      y[4 * i + 2 * pair] = cosines[i];
      y[4 * i + 2 * pair + 1] = sines[i];
    }
  }
}

CLONES void NAME(philox_uniform)(ptrdiff_t n, cw_philox_blocks blocks, REAL *y) {
  for (; n >= 4 * PHILOX_BATCH; n -= 4 * PHILOX_BATCH) {
    NAME(uniform_batch)(blocks, y);
    blocks.first += PHILOX_BATCH;
    y += 4 * PHILOX_BATCH;
  }
  if (n == 0) return;
  REAL rest[4 * PHILOX_BATCH];
  NAME(uniform_batch)(blocks, rest);
  memcpy(y, rest, (size_t)n * sizeof(REAL));
}

CLONES void NAME(philox_normal)(ptrdiff_t n, cw_philox_blocks blocks, REAL *y) {
  for (; n >= 4 * PHILOX_BATCH; n -= 4 * PHILOX_BATCH) {
    NAME(normal_batch)(blocks, y);
    blocks.first += PHILOX_BATCH;
    y += 4 * PHILOX_BATCH;
  }
  if (n == 0) return;
  REAL rest[4 * PHILOX_BATCH];
  NAME(normal_batch)(blocks, rest);
  memcpy(y, rest, (size_t)n * sizeof(REAL));
}
