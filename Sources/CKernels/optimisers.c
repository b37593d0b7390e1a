#include "CKernels.h"
#include "clones.h"

#include "precision_single.h"
#include "optimisers_template.h"

#include "precision_double.h"
#include "optimisers_template.h"
