#include "CKernels.h"
#include "clones.h"

#include "precision_single.h"
#include "activations_template.h"

#include "precision_double.h"
#include "activations_template.h"
