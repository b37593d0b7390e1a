// zlib as Swift sees it: inflate for gzip files and .npz members, crc32 for the latter.
#include <zlib.h>
