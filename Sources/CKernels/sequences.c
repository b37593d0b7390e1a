#include "CKernels.h"
#include "clones.h"

#include "precision_single.h"
#include "sequences_template.h"

#include "precision_double.h"
#include "sequences_template.h"
