#include "cmpi.h"

#include <stdio.h>
#include <string.h>

#ifdef CMPI_HAVE_MPI

#include <mpi.h>

_Static_assert(sizeof(MPI_Request) <= sizeof(uint64_t), "cmpi_request is too small for MPI_Request");

static bool one_host = true;

static MPI_Request unwrap(cmpi_request request) {
  MPI_Request result;
  memcpy(&result, &request.bits, sizeof result);
  return result;
}

static cmpi_request wrap(MPI_Request request) {
  cmpi_request result = {0};
  memcpy(&result.bits, &request, sizeof request);
  return result;
}

// int MPI_Init_thread(int *argc, char ***argv, int required, int *provided)
int32_t cmpi_start(void) {
  int provided = 0;
  int error = MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &provided);
  if (error != MPI_SUCCESS) return error;
  error = MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
  if (error != MPI_SUCCESS) return error;

  // int MPI_Comm_split_type(MPI_Comm, int split_type, int key, MPI_Info, MPI_Comm *)
  MPI_Comm host;
  error = MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &host);
  if (error != MPI_SUCCESS) return error;
  int here = 0;
  MPI_Comm_size(host, &here);
  one_host = here == cmpi_size();
  return MPI_Comm_free(&host);
}

int32_t cmpi_rank(void) {
  int rank = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  return rank;
}

int32_t cmpi_size(void) {
  int size = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  return size;
}

bool cmpi_shares_one_host(void) { return one_host; }

// int MPI_Isend(const void *buf, int count, MPI_Datatype, int dest, int tag, MPI_Comm, MPI_Request *)
int32_t cmpi_start_send(
  const void *bytes, int64_t count, int32_t rank, int32_t tag, cmpi_request *request) {
  MPI_Request started;
  int error = MPI_Isend(bytes, (int)count, MPI_BYTE, rank, tag, MPI_COMM_WORLD, &started);
  if (error == MPI_SUCCESS) *request = wrap(started);
  return error;
}

// int MPI_Iprobe(int source, int tag, MPI_Comm, int *flag, MPI_Status *)
int32_t cmpi_probe(bool *found, cmpi_arrival *arrival) {
  int flag = 0;
  MPI_Status status;
  int error = MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &flag, &status);
  *found = error == MPI_SUCCESS && flag;
  if (!*found) return error;
  int count = 0;
  error = MPI_Get_count(&status, MPI_BYTE, &count);
  *arrival = (cmpi_arrival){.source = status.MPI_SOURCE, .tag = status.MPI_TAG, .count = count};
  return error;
}

// int MPI_Irecv(void *buf, int count, MPI_Datatype, int source, int tag, MPI_Comm, MPI_Request *)
int32_t cmpi_start_receive(
  void *bytes, int64_t count, int32_t rank, int32_t tag, cmpi_request *request) {
  MPI_Request started;
  int error = MPI_Irecv(bytes, (int)count, MPI_BYTE, rank, tag, MPI_COMM_WORLD, &started);
  if (error == MPI_SUCCESS) *request = wrap(started);
  return error;
}

// int MPI_Test(MPI_Request *request, int *flag, MPI_Status *)
int32_t cmpi_test(cmpi_request *request, bool *done) {
  MPI_Request current = unwrap(*request);
  int flag = 0;
  int error = MPI_Test(&current, &flag, MPI_STATUS_IGNORE);
  *request = wrap(current);
  *done = error == MPI_SUCCESS && flag;
  return error;
}

int32_t cmpi_finish(void) { return MPI_Finalize(); }

void cmpi_abort(int32_t code) { MPI_Abort(MPI_COMM_WORLD, code); }

void cmpi_describe_error(int32_t error, char *text, size_t capacity) {
  char full[MPI_MAX_ERROR_STRING];
  int length = 0;
  if (MPI_Error_string(error, full, &length) != MPI_SUCCESS) {
    snprintf(text, capacity, "error %d", error);
    return;
  }
  snprintf(text, capacity, "%s", full);
}

void cmpi_describe_library(char *text, size_t capacity) {
  char full[MPI_MAX_LIBRARY_VERSION_STRING];
  int length = 0;
  MPI_Get_library_version(full, &length);
  // MPICH separates name and number by white space; its further lines tell how it was built.
  full[strcspn(full, "\n,")] = 0;
  for (char *c = full; *c; c++) {
    if (*c == '\t') *c = ' ';
  }
  snprintf(text, capacity, "%s", full);
}

#else

int32_t cmpi_start(void) { return 0; }
int32_t cmpi_rank(void) { return 0; }
int32_t cmpi_size(void) { return 1; }
bool cmpi_shares_one_host(void) { return true; }
int32_t cmpi_start_send(
  const void *bytes, int64_t count, int32_t rank, int32_t tag, cmpi_request *request) {
  return 1;
}
int32_t cmpi_probe(bool *found, cmpi_arrival *arrival) {
  *found = false;
  return 0;
}
int32_t cmpi_start_receive(
  void *bytes, int64_t count, int32_t rank, int32_t tag, cmpi_request *request) {
  return 1;
}
int32_t cmpi_test(cmpi_request *request, bool *done) {
  *done = true;
  return 0;
}
int32_t cmpi_finish(void) { return 0; }
void cmpi_abort(int32_t code) {}
void cmpi_describe_error(int32_t error, char *text, size_t capacity) {
  snprintf(text, capacity, "this program was built without MPI");
}
void cmpi_describe_library(char *text, size_t capacity) { snprintf(text, capacity, "no MPI"); }

#endif
