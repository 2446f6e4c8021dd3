#!/usr/bin/env bash
# Builds images without Docker. Runs in a mount namespace of its own, so that no mount of a build
# is left behind.
#
# Usage: images.sh STORAGE COMMAND ARGUMENT...
set -euo pipefail
storage=$1
shift
# One at a time, so that what one build has not named yet is not what another one removes.
exec 9>"$storage/lock"
flock 9

bud() { # TAG CONTEXT OPTION...
  local tag=$1 context=$2
  shift 2
  in_storage build --layers --format docker --isolation chroot --tag "$tag" \
    --file "$context/Containerfile" "$@" "$context"
  # A build that was killed leaves its container behind, which would hold its image for ever.
  in_storage rm --all >/dev/null
  # Of a build that was killed; nobody else builds, by the lock.
  in_storage rm --all >/dev/null
  in_storage rmi --prune >/dev/null
}

export_image() { # TAG FILE
  rm -f "$2"
  in_storage push --quiet "$1" "docker-archive:$2:$1"
}

in_storage() { buildah --root "$storage/root" --runroot "$storage/run" "$@"; }

. "$(dirname "$0")/base-images.sh"

"$@"
