#include "CKernels.h"
#include "clones.h"

#include "precision_single.h"
#include "reductions_template.h"

#include "precision_double.h"
#include "reductions_template.h"
