#include "CKernels.h"
#include "clones.h"

#include "precision_single.h"
#include "interpolation_template.h"

#include "precision_double.h"
#include "interpolation_template.h"
