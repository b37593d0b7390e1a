#include "CKernels.h"
#include "clones.h"

#include "precision_single.h"
#include "normalisation_template.h"

#include "precision_double.h"
#include "normalisation_template.h"
