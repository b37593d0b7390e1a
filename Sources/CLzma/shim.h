// liblzma as Swift sees it: the decoder of xz files.
#include <lzma.h>
