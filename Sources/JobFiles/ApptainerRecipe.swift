/// The definition of an Apptainer image that builds the program and holds what it needs to run.
///
/// Under the host's `mpirun` (the "hybrid" way): host and image each have an MPICH, and what must fit
/// is the interface by which ranks find each other, and the ABI that MPICH and its relatives share.
struct ApptainerRecipe {
  private let request: JobRequest

  init(_ request: JobRequest) {
    self.request = request
  }

  /// The definition.
  var text: String {
    let file = JobKind.apptainer.fileName(request.name)
    let overrides = request.overrides.map { " --set \(ShellWord.quoted($0))" }.joined()
    let run =
      "\(ShellWord.quoted(request.launcher)) -n \(request.ranks) apptainer run counterweight.sif train "
      + "\(ShellWord.quoted(request.experiment))\(overrides) --out \(ShellWord.quoted(request.out))"
    return """
      # Counterweight as an Apptainer image. Build it in the project's folder, then take the image along:
      #
      #   apptainer build counterweight.sif \(file)
      #
      # Run it under the host's MPI, which must be of MPICH's kind (MPICH, Intel MPI, MVAPICH, Cray MPICH). In
      # the files of the other templates, write `apptainer run counterweight.sif` for `counterweight`:
      #
      #   \(run)
      #
      # Under Slurm without an mpirun: srun --mpi=pmi2 -n \(request.ranks) apptainer run counterweight.sif train ...
      # Folders that Apptainer does not show by itself, such as /scratch: apptainer run --bind /scratch ...
      #
      # Stage build  holds the compiler and the headers, and is thrown away after the build
      # %files       the project; `apptainer build` is to be called in its folder
      # %post        installs what Scripts/packages.sh lists, and builds in release mode
      # Stage final  holds the program, the Swift runtime and the libraries only
      # %environment a rank computes on one thread; these keep libraries from starting more
      # %runscript   what `apptainer run` does
      # %test        runs at the end of the build: the program starts

      Bootstrap: docker
      From: swift:6.1-bookworm
      Stage: build

      %files
        Package.swift /counterweight/Package.swift
        Sources /counterweight/Sources
        Tests /counterweight/Tests

      %post
        apt-get update
        DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \\
          git pkg-config libmpich-dev libopenblas-dev zlib1g-dev liblzma-dev libssl-dev
        cd /counterweight
        swift build -c release --product counterweight

      Bootstrap: docker
      From: swift:6.1-bookworm-slim
      Stage: final

      %files from build
        /counterweight/.build/release/counterweight /usr/local/bin/counterweight

      %post
        apt-get update
        DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \\
          libmpich12 libopenblas0 zlib1g liblzma5 libssl3
        rm -rf /var/lib/apt/lists/*

      %environment
        export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

      %runscript
        exec counterweight "$@"

      %test
        counterweight --version

      """
  }
}
