// Measures matrix products of several libraries and of Counterweight in turns, on one thread, and
// prints Markdown. See `run` beside it.

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "contenders.h"

enum { MOST_ROUNDS = 101 };

// Largest difference from sums in double precision, as a share of the largest number.
static const double tolerance = 1e-4;

static double cpu_seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void *numbers(size_t count, size_t size) {
  void *start = aligned_alloc(64, (count * size + 63) / 64 * 64);
  if (!start) {
    fprintf(stderr, "There is not enough memory for the products.\n");
    exit(1);
  }
  memset(start, 0, count * size);
  return start;
}

static float *random_numbers(size_t count) {
  static uint64_t state = 1;
  float *start = numbers(count, sizeof(float));
  for (size_t i = 0; i < count; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    start[i] = (float)(state >> 40) / (float)(1 << 23) - 1;
  }
  return start;
}

static double *exact(const task *work) {
  const product *of = &work->of;
  double *sum = numbers(of->rows * of->columns, sizeof(double));
  double *b = numbers(of->inner * of->columns, sizeof(double));
  for (size_t k = 0; k < of->inner; ++k) {
    for (size_t j = 0; j < of->columns; ++j) {
      b[k * of->columns + j] =
          (double)work->b[of->transpose_b ? j * of->inner + k : k * of->columns + j];
    }
  }
  for (size_t row = 0; row < of->rows; ++row) {
    for (size_t k = 0; k < of->inner; ++k) {
      const double factor =
          (double)work->a[of->transpose_a ? k * of->rows + row : row * of->inner + k];
      for (size_t j = 0; j < of->columns; ++j) {
        sum[row * of->columns + j] += factor * b[k * of->columns + j];
      }
    }
  }
  free(b);
  return sum;
}

static double difference(const task *work, const double *expected) {
  double largest = 0, worst = 0;
  for (size_t row = 0; row < work->of.rows; ++row) {
    for (size_t j = 0; j < work->of.columns; ++j) {
      const double sum = expected[row * work->of.columns + j];
      const double off = fabs((double)work->result[row * work->result_step + j] - sum);
      if (fabs(sum) > largest) largest = fabs(sum);
      if (!(off <= worst)) worst = off;  // also if it is no number
    }
  }
  return worst / largest;
}

static int by_size(const void *x, const void *y) {
  const double a = *(const double *)x, b = *(const double *)y;
  return (a > b) - (a < b);
}

typedef struct {
  double median, best;
} rate;

static int takes_part(const contender *one, const product *of) {
  return !one->can || one->can(of);
}

// Measures one product with all contenders, each once in every round; GF/s.
static void measure(
    const product *of, const contenders *list, int rounds, rate *rates, double *worst) {
  const size_t wide = (of->columns + 63) / 64 * 64;
  task work = {.of = *of};
  float *a = random_numbers(of->rows * of->inner), *b = random_numbers(of->inner * of->columns);
  work.a = a;
  work.b = b;
  work.result = numbers(of->rows * wide, sizeof(float));
  work.prepared = numbers(of->inner * wide, sizeof(float));
  double *expected = exact(&work);
  const double operations = 2.0 * (double)of->rows * (double)of->columns * (double)of->inner;
  const int repeats = (int)ceil(3e8 / operations);
  static double samples[MOST_CONTENDERS][MOST_ROUNDS];

  for (int round = -1; round < rounds; ++round) {  // the first is to warm up and to check
    for (int turn = 0; turn < list->count; ++turn) {
      const int index = (turn + round + 1) % list->count;
      const contender *one = &list->all[index];
      if (!takes_part(one, of)) continue;
      one->prepare(one, &work);
      if (round < 0) memset(work.result, 0xff, of->rows * wide * sizeof(float));
      one->multiply(one, &work);
      if (round < 0) {
        const double off = difference(&work, expected);
        if (!(off <= tolerance)) {
          fprintf(
              stderr, "%s: the product %zu x %zu x %zu is off by %g of its largest number.\n",
              one->name, of->rows, of->inner, of->columns, off);
          exit(1);
        }
        if (off > *worst) *worst = off;
        continue;
      }
      const double start = cpu_seconds();
      for (int i = 0; i < repeats; ++i) one->multiply(one, &work);
      samples[index][round] = operations * repeats / (cpu_seconds() - start) * 1e-9;
    }
  }
  for (int index = 0; index < list->count; ++index) {
    if (!takes_part(&list->all[index], of)) continue;
    qsort(samples[index], (size_t)rounds, sizeof(double), by_size);
    rates[index] = (rate){samples[index][rounds / 2], samples[index][rounds - 1]};
  }
  free(a);
  free(b);
  free(work.result);
  free(work.prepared);
  free(expected);
}

// MARK: The products

static const size_t layers[][2] = {{6, 8}, {8, 8}, {6, 64}, {64, 64}, {128, 64}, {300, 64}};
enum { LAYERS = sizeof layers / sizeof layers[0], MOST_PRODUCTS = 64 };

static int list_products(product *list) {
  int count = 0;
  const size_t rows[] = {256, 1024, 12288}, events[] = {256, 20480};
  list[count++] = (product){
      .kind = "square", .rows = 2048, .columns = 2048, .inner = 2048, .row_block = 2048};
  for (size_t l = 0; l < LAYERS; ++l) {
    for (size_t r = 0; r < 3; ++r) {
      const size_t f = layers[l][0], h = layers[l][1];
      const size_t fitting = 4096 / (4 * h) / 12 * 12;  // as in lstm.c
      list[count++] = (product){
          .kind = "forward", .features = f, .hidden = h, .rows = rows[r], .columns = 4 * h,
          .inner = f + h, .row_block = fitting};
    }
  }
  for (size_t l = 0; l < LAYERS; ++l) {
    for (size_t r = 0; r < 3; ++r) {
      const size_t f = layers[l][0], h = layers[l][1];
      list[count++] = (product){
          .kind = "backward", .features = f, .hidden = h, .rows = rows[r], .columns = f + h,
          .inner = 4 * h, .transpose_b = 1, .row_block = 96};
    }
  }
  for (size_t l = 0; l < LAYERS; ++l) {
    for (size_t e = 0; e < 2; ++e) {
      const size_t f = layers[l][0], h = layers[l][1];
      list[count++] = (product){
          .kind = "weights", .features = f, .hidden = h, .rows = f + h, .columns = 4 * h,
          .inner = events[e], .transpose_a = 1};
    }
  }
  return count;
}

// MARK: The tables

static int is_shown(const contender *one, int without_avx512) {
  return without_avx512 ? one->without_avx512 : one->everything;
}

static void print_heading(const char *first, const contenders *list, int without_avx512) {
  printf("| %s |", first);
  for (int c = 0; c < list->count; ++c) {
    if (is_shown(&list->all[c], without_avx512)) printf(" %s |", list->all[c].name);
  }
  printf("\n|");
  for (; *first; ++first) {
    if (*first == '|') printf("---|");
  }
  printf("---|");
  for (int c = 0; c < list->count; ++c) {
    if (is_shown(&list->all[c], without_avx512)) printf("--:|");
  }
  printf("\n");
}

// One line of rates; the highest median stands out. A contender without a rate has a median of 0.
static void print_rates(
    const rate *rates, const contenders *list, int without_avx512, int with_best) {
  double highest = 0;
  for (int c = 0; c < list->count; ++c) {
    if (is_shown(&list->all[c], without_avx512)) highest = fmax(highest, rates[c].median);
  }
  for (int c = 0; c < list->count; ++c) {
    if (!is_shown(&list->all[c], without_avx512)) continue;
    if (rates[c].median > 0) {
      const char *mark = rates[c].median == highest ? "**" : "";
      printf(" %s%.0f%s", mark, rates[c].median, mark);
      if (with_best) printf(" (%.0f)", rates[c].best);
    }
    printf(" |");
  }
  printf("\n");
}

// The geometric means of the medians over what is alike.
static void print_summary(
    const product *products, int count, const contenders *list,
    rate rates[MOST_PRODUCTS][MOST_CONTENDERS], int without_avx512) {
  print_heading("products | H", list, without_avx512);
  const char *const kinds[] = {"square", "forward", "backward", "weights"};
  const size_t sizes[] = {0, 8, 64};
  for (int kind = 0; kind < 4; ++kind) {
    for (int size = 0; size < 3; ++size) {
      rate means[MOST_CONTENDERS] = {{0, 0}};
      int members = 0;
      for (int p = 0; p < count; ++p) {
        const product *of = &products[p];
        if (strcmp(of->kind, kinds[kind]) != 0 || of->hidden != sizes[size]) continue;
        ++members;
        for (int c = 0; c < list->count; ++c) means[c].median += log(rates[p][c].median);
      }
      if (members == 0) continue;
      for (int c = 0; c < list->count; ++c) means[c].median = exp(means[c].median / members);
      printf("| %s | ", kinds[kind]);
      if (sizes[size]) printf("%zu", sizes[size]);
      printf(" |");
      print_rates(means, list, without_avx512, 0);
    }
  }
}

static void print_all(
    const product *products, int count, const contenders *list,
    rate rates[MOST_PRODUCTS][MOST_CONTENDERS], int without_avx512) {
  print_heading("product | F, H | sizes", list, without_avx512);
  for (int p = 0; p < count; ++p) {
    const product *of = &products[p];
    printf("| %s | ", of->kind);
    if (of->hidden) printf("%zu, %zu", of->features, of->hidden);
    printf(" | %zu x %zu x %zu |", of->rows, of->inner, of->columns);
    print_rates(rates[p], list, without_avx512, 1);
  }
}

int main(int count, char **arguments) {
  const int rounds = count > 1 ? atoi(arguments[1]) : 15;
  if (rounds < 1 || rounds > MOST_ROUNDS) {
    fprintf(stderr, "The number of rounds is 1 to %d.\n", MOST_ROUNDS);
    return 64;
  }
  contenders list = {.count = 0};
  add_libraries(&list);
  add_ours(&list);
  product products[MOST_PRODUCTS];
  const int products_count = list_products(products);
  static rate rates[MOST_PRODUCTS][MOST_CONTENDERS];
  double worst = 0;
  for (int p = 0; p < products_count; ++p) {
    measure(&products[p], &list, rounds, rates[p], &worst);
    if (isatty(STDERR_FILENO)) fprintf(stderr, "\r%d of %d products", p + 1, products_count);
  }
  if (isatty(STDERR_FILENO)) fprintf(stderr, "\n");

  printf(
      "GF/s by CPU time, one thread, medians of %d rounds; all products agree with sums in double\n"
      "precision to %.0e of their largest number. Geometric means of products that are alike:\n\n",
      rounds, worst);
  print_summary(products, products_count, &list, rates, 0);
  int has_lesser = 0;
  for (int c = 0; c < list.count; ++c) has_lesser |= list.all[c].without_avx512;
  if (has_lesser) {
    printf("\nThe same without AVX-512:\n\n");
    print_summary(products, products_count, &list, rates, 1);
  }
  printf("\nEach product, rows x inner x columns: median (best of all rounds):\n\n");
  print_all(products, products_count, &list, rates, 0);
  if (has_lesser) {
    printf("\nThe same without AVX-512:\n\n");
    print_all(products, products_count, &list, rates, 1);
  }
  return 0;
}
