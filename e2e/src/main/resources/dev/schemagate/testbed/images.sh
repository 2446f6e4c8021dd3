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
  in_storage build --quiet --layers --format docker --isolation chroot --tag "$tag" \
    --file "$context/Containerfile" "$@" "$context"
  in_storage rmi --prune >/dev/null
}

export_image() { # TAG FILE
  rm -f "$2"
  in_storage push --quiet "$1" "docker-archive:$2:$1"
}

in_storage() { buildah --root "$storage/root" --runroot "$storage/run" "$@"; }

# Files of packages as they come, without running or installing anything: IMAGE FOLDER PACKAGE...
unpack() {
  local folder=$1 downloads
  shift
  downloads=$(mktemp -d)
  # The user that apt downloads as may not write here, and says so on standard error.
  (cd "$downloads" && apt-get -qq -o APT::Sandbox::User=root download "$@" >/dev/null)
  for package in "$downloads"/*.deb; do
    dpkg-deb --extract "$package" "$folder"
  done
  rm -r "$downloads"
}

# From the files in a folder: TAG FOLDER BUILDAH-CONFIG...
commit() {
  local tag=$1 folder=$2 container
  shift 2
  container=$(in_storage from scratch)
  in_storage add --quiet "$container" "$folder" / >/dev/null
  [ $# = 0 ] || in_storage config "$@" "$container"
  # The same files make the same image, whenever it is made.
  in_storage commit --quiet --rm --format docker --timestamp 0 "$container" "$tag" >/dev/null
}

busybox() { # TAG
  local files
  files=$(mktemp -d)
  unpack "$files" busybox-static
  mkdir "$files/image"
  mv "$files/bin" "$files/image/bin"
  commit "$1" "$files/image"
  rm -r "$files"
}

# What a Java runtime links to, certificates, time zones; no shell, no package manager: TAG
runtime() {
  local files
  files=$(mktemp -d)
  unpack "$files" base-files ca-certificates libc6 libgcc-s1 netbase tzdata zlib1g
  cat "$files"/usr/share/ca-certificates/mozilla/*.crt >"$files/etc/ssl/certs/ca-certificates.crt"
  printf '%s\n' root:x:0:0:root:/root:/sbin/nologin \
    nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin >"$files/etc/passwd"
  printf '%s\n' root:x:0: nonroot:x:65532: >"$files/etc/group"
  echo 'hosts: files dns' >"$files/etc/nsswitch.conf"
  ln -sf /usr/share/zoneinfo/UTC "$files/etc/localtime"
  mkdir -p "$files/home/nonroot"
  chown 65532:65532 "$files/home/nonroot"
  # Programs, tables of other character sets, and whatever only a person reads.
  (cd "$files" && rm -rf bin sbin usr/bin usr/sbin usr/share/{doc,man,lintian,bug,base-files,zoneinfo/right} \
    usr/share/ca-certificates usr/lib/*/{gconv,audit} usr/lib/locale var/lib/dpkg etc/{update-motd.d,profile.d,cron*,dpkg})
  mkdir -p "$files/tmp"
  chmod 1777 "$files/tmp"
  commit "$1" "$files"
  rm -r "$files"
}

# A small Debian with a shell, and the JDK that runs the test bed: TAG JAVA_HOME
jdk() {
  local files
  files=$(mktemp -d)
  mmdebstrap --quiet --variant=essential --include=ca-certificates \
    --aptopt='Acquire::Languages "none"' bookworm "$files/root"
  rm -rf "$files"/root/{dev,proc,sys,run}/* "$files"/root/usr/share/{doc,man,locale}
  mkdir -p "$files/root/opt/java"
  cp -rL "$2" "$files/root/opt/java/openjdk"
  rm -rf "$files/root/opt/java/openjdk/lib/src.zip"
  commit "$1" "$files/root" --env JAVA_HOME=/opt/java/openjdk \
    --env PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  rm -r "$files"
}

"$@"
