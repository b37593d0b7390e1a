// For madvise, which the C standard does not know.
#define _DEFAULT_SOURCE

#include "memory.h"

#include <pthread.h>
#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#if defined(__linux__)
#include <sys/mman.h>
#endif

// A training step asks for the same large blocks again and again. Given back to the system, their
// pages would be cleared anew at the next touch, which took an eighth of the time of training; so
// large blocks wait here for the next request of about their size.

enum { ALIGNMENT = 64, MOST_WAITING = 256 };
static const size_t large = 64 << 10;
// The larger pages that x86-64 and arm64 have; a block of two of them gets large pages.
static const size_t page = 2 << 20;

typedef struct {
  void *start;
  size_t size;
} block;

static struct {
  pthread_mutex_t lock;
  size_t in_use, most_in_use, waiting_bytes, new_blocks;
  int count;
  block waiting[MOST_WAITING];  // oldest first
} store = {.lock = PTHREAD_MUTEX_INITIALIZER};

static size_t whole_lines(size_t size) {
  return size == 0 ? ALIGNMENT : (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

// Memory from the system. Large pages spare the processor most of the look-ups of where its
// addresses lie, which rows far apart would need for each row.
static void *take(size_t size) {
  void *start = aligned_alloc(size < 2 * page ? ALIGNMENT : page, size);
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  // A wish: if it is not granted, nothing is lost but time.
  if (start && size >= 2 * page) (void)madvise(start, size / page * page, MADV_HUGEPAGE);
#endif
  return start;
}

static void remove_waiting(int index) {
  store.waiting_bytes -= store.waiting[index].size;
  --store.count;
  for (int i = index; i < store.count; ++i) store.waiting[i] = store.waiting[i + 1];
}

// The smallest waiting block that is large enough and not much larger; of equals the youngest,
// which is most likely to be in cache.
static int best_fit(size_t size) {
  int best = -1;
  for (int i = 0; i < store.count; ++i) {
    const size_t candidate = store.waiting[i].size;
    if (candidate < size || candidate > size + size / 4) continue;
    if (best < 0 || candidate <= store.waiting[best].size) best = i;
  }
  return best;
}

// Sizes that are no longer asked for must not pile up: in use and waiting together stay below half as
// much again as was ever in use at once.
static void trim(void) {
  while (store.count == MOST_WAITING ||
         (store.count > 0 &&
          store.in_use + store.waiting_bytes > store.most_in_use + store.most_in_use / 2)) {
    free(store.waiting[0].start);
    remove_waiting(0);
  }
}

void *cw_allocate(size_t size, size_t *allocated) {
  size = whole_lines(size);
  *allocated = size;
  if (size < large) return aligned_alloc(ALIGNMENT, size);
  void *start = NULL;
  pthread_mutex_lock(&store.lock);
  const int index = best_fit(size);
  if (index >= 0) {
    start = store.waiting[index].start;
    *allocated = store.waiting[index].size;
    remove_waiting(index);
  } else {
    ++store.new_blocks;
  }
  store.in_use += *allocated;
  if (store.in_use > store.most_in_use) store.most_in_use = store.in_use;
  if (!start) trim();
  pthread_mutex_unlock(&store.lock);
  if (!start) start = take(size);
  if (!start) {
    cw_return_memory();
    start = take(size);
  }
  return start;
}

void cw_deallocate(void *start, size_t allocated) {
  if (allocated < large) {
    free(start);
    return;
  }
  pthread_mutex_lock(&store.lock);
  store.in_use -= allocated;
  store.waiting[store.count++] = (block){start, allocated};
  store.waiting_bytes += allocated;
  trim();
  pthread_mutex_unlock(&store.lock);
}

size_t cw_new_blocks(void) {
  pthread_mutex_lock(&store.lock);
  const size_t count = store.new_blocks;
  pthread_mutex_unlock(&store.lock);
  return count;
}

void cw_return_memory(void) {
  pthread_mutex_lock(&store.lock);
  while (store.count > 0) {
    free(store.waiting[store.count - 1].start);
    remove_waiting(store.count - 1);
  }
  store.most_in_use = store.in_use;
  pthread_mutex_unlock(&store.lock);
#ifdef __GLIBC__
  // Also what the library itself keeps of smaller blocks.
  malloc_trim(0);
#endif
}
