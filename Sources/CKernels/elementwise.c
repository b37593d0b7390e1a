#include "CKernels.h"
#include "clones.h"

#include "precision_single.h"
#include "elementwise_template.h"

#include "precision_double.h"
#include "elementwise_template.h"
