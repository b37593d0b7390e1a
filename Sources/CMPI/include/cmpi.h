// Declared by the message passing shim.
