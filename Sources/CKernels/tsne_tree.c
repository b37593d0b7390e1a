// The repulsion of t-SNE by the method of Barnes and Hut.
//
// Barnes and Hut, "A hierarchical O(N log N) force-calculation algorithm" (1986); van der Maaten,
// "Accelerating t-SNE using tree-based algorithms" (2014).
//
// The tree is built anew from the points in their order, so forces are a function of the points
// alone. A cell is the bounding box of its points and is cut at the middle of that box in up to four,
// of which at least two hold points: no chains of cells with one child, and no limit of depth. Cells
// lie in the order of a walk, each with the place where the walk goes on without its inside.
//
// Points that are neighbours in the tree are computed 16 at a time, with one list of the cells and
// points that act on all of them; the walk costs a sixteenth then, and the sums are vector code. A
// cell must be narrow as seen from each of the 16, so the error is below that of single points.

#include <float.h>

#include "CKernels.h"
#include "tsne_lanes.h"

enum {
  // Cells of so few points are not cut: their points are cheaper than the walk.
  LEAF_POINTS = 8,
  GROUP = LANE_COUNT
};

typedef struct {
  // Per cell, fewer than 2n: the mean of its points, their number, the square of its width.
  double *x, *y, *mass, *squared_width;
  // Per cell: its points in tree order, and the next cell that is not inside it.
  int32_t *first, *end, *next;
  int32_t cells;
  // The points in tree order, and their places before.
  double *point_x, *point_y;
  int32_t *place;
  // What acts on a group, at most n entries.
  double *list_x, *list_y, *list_mass;
  // While points are being sorted.
  double *spare_x, *spare_y;
  int32_t *spare_place;
} tree;

ptrdiff_t cw_tsne_tree_numbers(ptrdiff_t n) { return 4 * 2 * n + 7 * n; }
ptrdiff_t cw_tsne_tree_integers(ptrdiff_t n) { return 3 * 2 * n + 2 * n; }

static tree tree_in(ptrdiff_t n, double *numbers, int32_t *integers) {
  return (tree){
    .x = numbers,
    .y = numbers + 2 * n,
    .mass = numbers + 4 * n,
    .squared_width = numbers + 6 * n,
    .point_x = numbers + 8 * n,
    .point_y = numbers + 9 * n,
    .list_x = numbers + 10 * n,
    .list_y = numbers + 11 * n,
    .list_mass = numbers + 12 * n,
    .spare_x = numbers + 13 * n,
    .spare_y = numbers + 14 * n,
    .first = integers,
    .end = integers + 2 * n,
    .next = integers + 4 * n,
    .place = integers + 6 * n,
    .spare_place = integers + 7 * n};
}

/// The least and greatest coordinates of some points.
typedef struct {
  double left, right, bottom, top;
} box;

static box box_of(const tree *t, int32_t first, int32_t end) {
  box b = {t->point_x[first], t->point_x[first], t->point_y[first], t->point_y[first]};
  for (int32_t i = first + 1; i < end; i++) {
    const double x = t->point_x[i], y = t->point_y[i];
    b.left = x < b.left ? x : b.left;
    b.right = x > b.right ? x : b.right;
    b.bottom = y < b.bottom ? y : b.bottom;
    b.top = y > b.top ? y : b.top;
  }
  return b;
}

/// A number that is at least `low` and less than `high`, about half way.
static double middle(double low, double high) {
  const double half = low + (high - low) / 2;
  return half < high ? half : low;
}

/// Sorts points into the quarters of a box; those of quarter q end up before ends[q]. Within a
/// quarter they keep their order.
static void sort_into_quarters(tree *t, box b, int32_t first, int32_t end, int32_t ends[4]) {
  const double across = middle(b.left, b.right), up = middle(b.bottom, b.top);
  int32_t starts[4] = {0};
  for (int32_t i = first; i < end; i++) {
    starts[2 * (t->point_y[i] > up) + (t->point_x[i] > across)] += 1;
  }
  for (int32_t q = 0, start = first; q < 4; q++) {
    const int32_t count = starts[q];
    starts[q] = start;
    start += count;
    ends[q] = start;
  }
  for (int32_t i = first; i < end; i++) {
    const int32_t to = starts[2 * (t->point_y[i] > up) + (t->point_x[i] > across)]++;
    t->spare_x[to] = t->point_x[i];
    t->spare_y[to] = t->point_y[i];
    t->spare_place[to] = t->place[i];
  }
  const size_t count = (size_t)(end - first);
  memcpy(t->point_x + first, t->spare_x + first, count * sizeof(double));
  memcpy(t->point_y + first, t->spare_y + first, count * sizeof(double));
  memcpy(t->place + first, t->spare_place + first, count * sizeof(int32_t));
}

/// Adds the cell of some points, and those inside it. No deeper than a coordinate can be halved.
static void add_cell(tree *t, int32_t first, int32_t end) {
  const int32_t cell = t->cells++;
  const box b = box_of(t, first, end);
  const double width = b.right - b.left, height = b.top - b.bottom;
  const double longer = width > height ? width : height;
  double x = 0, y = 0;
  for (int32_t i = first; i < end; i++) {
    x += t->point_x[i];
    y += t->point_y[i];
  }
  t->mass[cell] = end - first;
  // Of equal points the sum would round.
  t->x[cell] = longer > 0 ? x / t->mass[cell] : t->point_x[first];
  t->y[cell] = longer > 0 ? y / t->mass[cell] : t->point_y[first];
  t->squared_width[cell] = longer * longer;
  t->first[cell] = first;
  t->end[cell] = end;
  // Neither equal points can be told apart nor those of a map that has grown beyond all numbers.
  if (end - first > LEAF_POINTS && longer > 0 && longer <= DBL_MAX) {
    int32_t ends[4];
    sort_into_quarters(t, b, first, end, ends);
    for (int32_t q = 0, start = first; q < 4; start = ends[q++]) {
      if (ends[q] > start) add_cell(t, start, ends[q]);
    }
  }
  t->next[cell] = t->cells;
}

/// Lists what acts on a group of points in tree order, and returns how many entries that are.
static int32_t list_for_group(tree *t, int32_t first, int32_t end, double squared_angle) {
  const box group = box_of(t, first, end);
  int32_t count = 0;
  for (int32_t cell = 0; cell < t->cells;) {
    const double x = t->x[cell], y = t->y[cell];
    const double dx = x < group.left ? group.left - x : x > group.right ? x - group.right : 0;
    const double dy = y < group.bottom ? group.bottom - y : y > group.top ? y - group.top : 0;
    // No point of the group may act on itself from within a cell.
    const int apart = t->end[cell] <= first || t->first[cell] >= end;
    if (apart && t->squared_width[cell] < squared_angle * (dx * dx + dy * dy)) {
      t->list_x[count] = x;
      t->list_y[count] = y;
      t->list_mass[count++] = t->mass[cell];
      cell = t->next[cell];
    } else if (t->next[cell] == cell + 1) {
      for (int32_t i = t->first[cell]; i < t->end[cell]; i++) {
        t->list_x[count] = t->point_x[i];
        t->list_y[count] = t->point_y[i];
        t->list_mass[count++] = 1;
      }
      cell += 1;
    } else {
      cell += 1;
    }
  }
  return count;
}

/// The pushes of all entries of a list on points, and the sums of their weights.
CLONES static void push(
  int32_t entries, const double *list_x, const double *list_y, const double *list_mass,
  const lanes *at_x, const lanes *at_y, lanes *to_x, lanes *to_y, lanes *weights) {
  const lanes x = *at_x, y = *at_y;
  lanes push_x = 0, push_y = 0, weight = 0;
  for (int32_t i = 0; i < entries; i++) {
    const lanes dx = x - list_x[i], dy = y - list_y[i];
    const lanes w = 1 / (1 + dx * dx + dy * dy), share = list_mass[i] * w, force = share * w;
    weight += share;
    push_x += force * dx;
    push_y += force * dy;
  }
  *to_x = push_x;
  *to_y = push_y;
  *weights = weight;
}

double cw_tsne_tree_repulsion(
  ptrdiff_t n, const double *points, double angle, double *numbers, int32_t *integers,
  double *repulsion) {
  tree t = tree_in(n, numbers, integers);
  const int32_t count = (int32_t)n;
  memcpy(t.point_x, points, (size_t)n * sizeof(double));
  memcpy(t.point_y, points + n, (size_t)n * sizeof(double));
  for (int32_t i = 0; i < count; i++) t.place[i] = i;
  add_cell(&t, 0, count);
  double normaliser = 0;
  for (int32_t first = 0; first < count; first += GROUP) {
    const int32_t filled = filled_lanes(count - first);
    const int32_t entries = list_for_group(&t, first, first + filled, angle * angle);
    lanes x, y, push_x, push_y, weight;
    load_lanes(t.point_x + first, filled, &x);
    load_lanes(t.point_y + first, filled, &y);
    push(entries, t.list_x, t.list_y, t.list_mass, &x, &y, &push_x, &push_y, &weight);
    for (int32_t l = 0; l < filled; l++) {
      repulsion[t.place[first + l]] = push_x[l];
      repulsion[n + t.place[first + l]] = push_y[l];
      // Less the weight of the point itself.
      normaliser += weight[l] - 1;
    }
  }
  return normaliser;
}
