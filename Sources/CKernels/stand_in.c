// For syscall and the flags of mremap.
#define _GNU_SOURCE

#include "stand_in.h"

#if defined(__linux__)

#include <pthread.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

// Small beside any node's memory. Linux allows a process 65530 mappings, so stand-ins of at least this
// size may have 250 GB in all, and smaller ones 65530 blocks.
static const size_t piece = 4 << 20;

static struct {
  pthread_once_t once;
  void *start;
} pages = {.once = PTHREAD_ONCE_INIT, .start = MAP_FAILED};

// They stay, as where they were needed once they will be needed again.
static void make_pages(void) {
  pages.start =
      mmap(NULL, piece, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
}

// With an old size of 0, mremap leaves shared pages where they are and lays them elsewhere as well. The
// system is called directly, as UCX, which MPICH may bring along, puts a mremap of its own before the
// library's that forgets the last argument.
static bool lay_pages(char *start, size_t size) {
  for (size_t offset = 0; offset < size; offset += piece) {
    const size_t length = size - offset < piece ? size - offset : piece;
    if (syscall(SYS_mremap, pages.start, (size_t)0, length, MREMAP_MAYMOVE | MREMAP_FIXED,
                start + offset) == -1)
      return false;
  }
  return true;
}

void *cw_stand_in(size_t size) {
  (void)pthread_once(&pages.once, make_pages);
  if (pages.start == MAP_FAILED) return NULL;
  // Addresses first, which nobody else can be given meanwhile.
  char *start =
      mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (start == MAP_FAILED) return NULL;
  if (lay_pages(start, size)) return start;
  (void)munmap(start, size);
  return NULL;
}

void cw_end_stand_in(void *start, size_t size) { (void)munmap(start, size); }

#else

void *cw_stand_in(size_t size) {
  (void)size;
  return NULL;
}

void cw_end_stand_in(void *start, size_t size) {
  (void)start;
  (void)size;
}

#endif
