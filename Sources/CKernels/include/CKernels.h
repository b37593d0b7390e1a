// The kernels: loops over plain arrays of numbers, in single and in double precision.
//
// Each family has one header of prototypes, written once with REAL for the number type and
// NAME(stem) for the function's name; this umbrella includes each of them twice, which declares
// cw_stem_f32 and cw_stem_f64. The sources do the same with their templates.
//
// Conventions: kernels allocate nothing, check nothing and keep no state; their callers in Swift
// have checked the shapes. Arrays are row-major and contiguous unless a stride says otherwise, and
// do not overlap unless a comment allows it. Lengths are one per sample and at most `time`: the
// valid events are a prefix, and the padding behind it is never read. Sums run in a fixed order, so
// a kernel gives the same bits on every call.

#ifndef COUNTERWEIGHT_CKERNELS_H
#define COUNTERWEIGHT_CKERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "library.h"
#include "lstm_layer.h"
#include "memory.h"
#include "philox_blocks.h"
#include "tsne.h"

#include "precision_single.h"
#include "elementwise.h"
#include "reductions.h"
#include "matrices.h"
#include "activations.h"
#include "sequences.h"
#include "attention.h"
#include "additive_attention.h"
#include "lstm.h"
#include "losses.h"
#include "dropout.h"
#include "random.h"
#include "normalisation.h"
#include "optimisers.h"
#include "neighbours.h"
#include "interpolation.h"

#include "precision_double.h"
#include "elementwise.h"
#include "reductions.h"
#include "matrices.h"
#include "activations.h"
#include "sequences.h"
#include "attention.h"
#include "additive_attention.h"
#include "lstm.h"
#include "losses.h"
#include "dropout.h"
#include "random.h"
#include "normalisation.h"
#include "optimisers.h"
#include "neighbours.h"
#include "interpolation.h"

#include "precision_end.h"

#endif
