// For memfd_create.
#define _GNU_SOURCE

#include "stand_in.h"

#if defined(__linux__)

#include <pthread.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <unistd.h>

// Small beside any node's memory, and large enough for the number of mappings that Linux allows a
// process (65530) to make 250 GB of it.
static const size_t piece = 4 << 20;

static struct {
  pthread_once_t once;
  int file;
} pages = {.once = PTHREAD_ONCE_INIT, .file = -1};

// They stay, as where they were needed once they will be needed again.
static void make_pages(void) {
  const int file = memfd_create("counterweight", MFD_CLOEXEC);
  if (file < 0) return;
  if (ftruncate(file, (off_t)piece) == 0) {
    pages.file = file;
  } else {
    (void)close(file);
  }
}

static bool lay_pages(char *start, size_t size) {
  for (size_t offset = 0; offset < size; offset += piece) {
    const size_t length = size - offset < piece ? size - offset : piece;
    if (mmap(start + offset, length, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, pages.file,
             0) == MAP_FAILED)
      return false;
  }
  return true;
}

void *cw_stand_in(size_t size) {
  (void)pthread_once(&pages.once, make_pages);
  if (pages.file < 0) return NULL;
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
