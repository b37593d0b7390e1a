// Empty: this target only carries the compiler and linker flags of pkg-config mpich.
