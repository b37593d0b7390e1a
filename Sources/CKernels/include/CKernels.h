// The kernels of this target are declared here.
