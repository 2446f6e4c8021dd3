#!/usr/bin/env bash
# Owns one run folder of the test bed: makes it, runs keeper.sh on it, and removes it when keeper.sh
# has ended because the test bed closed the pipe or died.
#
# Usage: bed.sh processes|namespaces BASE ID, in a session of its own, so that Ctrl-C passes it by.
# A lock says that a run is alive: everything it started inherits it. Runs without a holder are what
# a killed bed.sh left behind, and are removed first.
set -u
kind=$1 base=$2 id=$3
scripts=$(dirname "$0")

remove() { # what the kernel does not take along when the last process is gone
  [ "$kind" = namespaces ] &&
    find /sys/fs/cgroup -depth -type d -path "*/schemagate-$1*" -exec rmdir {} + 2>/dev/null
  rm -rf "${base:?}/$1"
}

for lock in "$base"/*/lock; do
  [ -e "$lock" ] && flock --nonblock "$lock" true 2>/dev/null &&
    remove "$(basename "$(dirname "$lock")")"
done

run=$base/$id
# More than once, because the last run of somebody else may just be removing the base.
for _ in 1 2 3; do
  mkdir -p "$base"
  mkdir -m 700 "$run" && break
done
if command -v flock >/dev/null; then # not on macOS: nothing is swept there
  exec 9>"$run/lock.new"
  flock 9
  mv "$run/lock.new" "$run/lock"
fi
trap 'remove "$id"; rmdir "$base" 2>/dev/null' EXIT
# A handler, not '': what is ignored here would be ignored by every process of the run.
trap : INT TERM HUP
case $kind in
  processes) bash "$scripts/keeper.sh" "$run" ;;
  namespaces) bash "$scripts/namespaces.sh" join "$run" "$id" ;;
esac
