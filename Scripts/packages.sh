# Sourced by the other scripts: what Counterweight needs from Debian, and how it is installed.
# shellcheck shell=bash

# git                 the Swift package manager fetches packages with it
# pkg-config          tells it where the libraries below are
# mpich, libmpich-dev the message passing library and its mpirun
# libopenblas-dev     matrix products
# zlib1g-dev          gzip and .npz files
# liblzma-dev         xz files
# libssl-dev          SHA-256 checksums
debian_packages=(git pkg-config mpich libmpich-dev libopenblas-dev zlib1g-dev liblzma-dev
  libssl-dev)

# For the tests only, which make three hosts and a Slurm cluster on this machine where they are allowed to:
# iproute2            networks between hosts
# slurmctld, slurmd, slurm-client, munge, slurm-wlm-basic-plugins
# shellcheck disable=SC2034
test_packages=(iproute2 slurmctld slurmd slurm-client munge slurm-wlm-basic-plugins)

# Says what is missing, installs it, and says nothing when nothing is. Arguments: further packages.
install_missing_packages() {
  if ! command -v swift >/dev/null; then
    echo "Swift is not installed or not on the PATH. Counterweight needs Swift 6.1 or later," \
      "swift.org's language: https://www.swift.org/install/linux/" >&2
    exit 69
  fi
  if ! command -v dpkg-query >/dev/null; then
    echo "This is no Debian system, so nothing is installed for you. Needed:" \
      "MPICH, OpenBLAS, zlib, liblzma and OpenSSL with their headers, git and pkg-config." >&2
    return
  fi
  local missing=() package
  for package in "${debian_packages[@]}" "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
      missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0

  echo "Installing from Debian: ${missing[*]}"
  local as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo)
  # Some of them cannot be told from the log of a healthy system: keep it, show it on failure.
  local log
  log=$(mktemp)
  if ! { "${as_root[@]}" apt-get update &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "Debian's packages could not be installed; the lines above say why." >&2
    exit 69
  fi
  rm -f "$log"
}
