#include "CKernels.h"
#include "clones.h"

#include "precision_single.h"
#include "additive_attention_template.h"

#include "precision_double.h"
#include "additive_attention_template.h"
