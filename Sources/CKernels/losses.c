#include "CKernels.h"
#include "clones.h"

#include "precision_single.h"
#include "losses_template.h"

#include "precision_double.h"
#include "losses_template.h"
