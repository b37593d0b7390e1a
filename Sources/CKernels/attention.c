#include "CKernels.h"
#include "clones.h"

#include "precision_single.h"
#include "attention_template.h"

#include "precision_double.h"
#include "attention_template.h"
