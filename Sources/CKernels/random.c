#include "CKernels.h"
#include "philox.h"

#include "precision_single.h"
#include "random_template.h"

#include "precision_double.h"
#include "random_template.h"
