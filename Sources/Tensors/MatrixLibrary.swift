import CKernels

/// The library that computes matrix products.
///
/// It chooses its kernels by the processor, and they round differently: results are the same bytes
/// wherever this text is the same.
public enum MatrixLibrary {
  /// Version, options and the kernels in use, such as `OpenBLAS 0.3.21 ... SkylakeX MAX_THREADS=64`.
  public static var description: String { String(cString: cw_matrix_library()) }

  /// On how many threads it computes a product: one, whatever the environment says.
  public static var threads: Int { Int(cw_matrix_library_threads()) }
}
