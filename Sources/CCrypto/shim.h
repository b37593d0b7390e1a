// The one part of libcrypto in use: message digests (SHA-256).
#include <openssl/evp.h>
