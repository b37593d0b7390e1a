// MPI as Swift sees it: a handful of calls that never block for long, and no type of mpi.h.
//
// An MPI_Comm is an int in MPICH and a pointer in Open MPI, so Swift code on raw handles compiles
// against one of them only. Here the communicator is always the world, kept on the C side.
//
// Every function that returns int32_t returns 0 on success and MPI's error code otherwise; errors
// are returned, never fatal (MPI_ERRORS_RETURN). All calls belong on the thread that called
// cmpi_start (MPI_THREAD_FUNNELED). Built without CMPI_HAVE_MPI, there is one rank and nobody to
// talk to.
#ifndef CMPI_H
#define CMPI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Starts MPI, sets the error handler and finds out whether all ranks share one host, which is the
// only collective step (MPI 4.0, sections 11.2 and 7.4).
int32_t cmpi_start(void);

// This rank's number and the number of ranks.
int32_t cmpi_rank(void);
int32_t cmpi_size(void);

// Whether all ranks run on one host.
bool cmpi_shares_one_host(void);

// A send or receive that is under way; at most one request per value. Opaque.
typedef struct {
  uint64_t bits;
} cmpi_request;

// Starts sending `count` bytes, below 2 GiB, which must stay in place until the request is done.
int32_t cmpi_start_send(
  const void *bytes, int64_t count, int32_t rank, int32_t tag, cmpi_request *request);

// A message that has arrived, or whose beginning has.
typedef struct {
  int32_t source;
  int32_t tag;
  int64_t count;
} cmpi_arrival;

// Looks for a message of any rank and tag without waiting.
int32_t cmpi_probe(bool *found, cmpi_arrival *arrival);

// Starts receiving the message that a probe has found into `count` bytes.
int32_t cmpi_start_receive(
  void *bytes, int64_t count, int32_t rank, int32_t tag, cmpi_request *request);

// Whether a request is done, without waiting.
int32_t cmpi_test(cmpi_request *request, bool *done);

// An ordinary end: waits for every rank to call it.
int32_t cmpi_finish(void);

// Ends all ranks at once with this exit code.
void cmpi_abort(int32_t code);

// What an error code means, and which MPI this is, as text of at most `capacity` bytes with the
// terminating zero.
void cmpi_describe_error(int32_t error, char *text, size_t capacity);
void cmpi_describe_library(char *text, size_t capacity);

#endif
