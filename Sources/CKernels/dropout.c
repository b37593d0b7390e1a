#include "CKernels.h"
#include "clones.h"

#include "precision_single.h"
#include "dropout_template.h"

#include "precision_double.h"
#include "dropout_template.h"
