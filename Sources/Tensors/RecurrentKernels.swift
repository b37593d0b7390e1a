/// The fused steps of recurrent layers.
public protocol RecurrentKernels {}

extension Float: RecurrentKernels {}
extension Double: RecurrentKernels {}
