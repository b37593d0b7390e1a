// For madvise, which the C standard does not know.
#define _DEFAULT_SOURCE

#include "memory.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#if defined(__linux__)
#include <sys/mman.h>
#endif

#include "stand_in.h"

// A training step asks for the same large blocks again and again. Given back to the system, their
// pages would be cleared anew at the next touch, which took an eighth of the time of training; so
// large blocks wait here for the next request of about their size.

enum { ALIGNMENT = 64, MOST_WAITING = 256 };
static const size_t large = 64 << 10;
// The larger pages that x86-64 and arm64 have; a block of two of them gets large pages.
static const size_t page = 2 << 20;
// Marks the size of a block that is none; sizes are whole lines.
static const size_t stands_in = 1;

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

// What a thread has been told, if it asks.
static _Thread_local struct {
  cw_memory_answer answer;
  void *context;
  bool refused;
} request;

// One thread at a time asks and takes, so that each sees what the others have taken.
static struct {
  pthread_mutex_t lock;
  // What may be taken before somebody asks again.
  size_t bytes;
} granted = {.lock = PTHREAD_MUTEX_INITIALIZER};

static size_t whole_lines(size_t size) {
  return size == 0 ? ALIGNMENT : (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

// Makes the system give what it has promised: others that look at what is left shall see it as taken.
static void touch(char *start, size_t size) {
  for (size_t offset = 0; offset < size; offset += 4096) *(volatile char *)(start + offset) = 0;
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

static void *waiting_block(size_t size, size_t *allocated) {
  void *start = NULL;
  pthread_mutex_lock(&store.lock);
  const int index = best_fit(size);
  if (index >= 0) {
    start = store.waiting[index].start;
    *allocated = store.waiting[index].size;
    remove_waiting(index);
    store.in_use += *allocated;
    if (store.in_use > store.most_in_use) store.most_in_use = store.in_use;
  }
  pthread_mutex_unlock(&store.lock);
  return start;
}

static void *new_block(size_t size) {
  pthread_mutex_lock(&store.lock);
  ++store.new_blocks;
  store.in_use += size;
  if (store.in_use > store.most_in_use) store.most_in_use = store.in_use;
  trim();
  pthread_mutex_unlock(&store.lock);
  void *start = take(size);
  if (!start) {
    cw_return_memory();
    start = take(size);
  }
  if (!start) {
    pthread_mutex_lock(&store.lock);
    store.in_use -= size;
    pthread_mutex_unlock(&store.lock);
  }
  return start;
}

// A new block if this thread may have it; NULL if not. After the first refusal it gets no more: what it
// computes is lost.
static void *requested_block(size_t size) {
  if (request.refused) return NULL;
  void *start = NULL;
  pthread_mutex_lock(&granted.lock);
  if (granted.bytes < size) granted.bytes = request.answer(request.context, size);
  if (granted.bytes >= size) {
    granted.bytes -= size;
    start = new_block(size);
    if (start) touch(start, size);
  }
  pthread_mutex_unlock(&granted.lock);
  request.refused = !start;
  return start;
}

void *cw_allocate(size_t size, size_t *allocated) {
  size = whole_lines(size);
  *allocated = size;
  if (size < large) return aligned_alloc(ALIGNMENT, size);
  void *start = waiting_block(size, allocated);
  if (!start) start = request.answer ? requested_block(size) : new_block(size);
  if (!start && request.answer) {
    *allocated = size | stands_in;
    start = cw_stand_in(size);
  }
  return start;
}

void cw_deallocate(void *start, size_t allocated) {
  if (allocated & stands_in) {
    cw_end_stand_in(start, allocated - stands_in);
    return;
  }
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

void cw_ask_for_memory(cw_memory_answer answer, void *context) {
  request.answer = answer;
  request.context = context;
  request.refused = false;
  // Times may have changed.
  pthread_mutex_lock(&granted.lock);
  granted.bytes = 0;
  pthread_mutex_unlock(&granted.lock);
}

void *cw_memory_context(void) { return request.context; }

int cw_memory_was_refused(void) { return request.refused; }

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
