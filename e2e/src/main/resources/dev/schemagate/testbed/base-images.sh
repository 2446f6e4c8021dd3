# The images that Containerfiles start from where there is no Docker and no registry: made of the
# system's own packages, for tests only. Read by images.sh.
# shellcheck shell=bash

# Files of packages as they come, without running or installing anything: FOLDER PACKAGE...
unpack() {
  local folder=$1 downloads
  shift
  downloads=$(mktemp -d)
  (
    cd "$downloads"
    # The user that apt downloads as by default may not write here.
    download=(apt-get -qq -o APT::Sandbox::User=root download "$@")
    "${download[@]}" || { apt-get -qq update && "${download[@]}"; }
  )
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
  mkdir -p "$files/image/bin"
  # In /usr/bin on some systems.
  find "$files" -type f -name busybox -exec mv {} "$files/image/bin/" ';'
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
  local files release
  files=$(mktemp -d)
  # The release that this machine runs, whose keys it has. The library is PostgreSQL's, which runs
  # while an image is built.
  release=$(. /etc/os-release && echo "$VERSION_CODENAME")
  mmdebstrap --quiet --variant=essential --include=ca-certificates,libstdc++6 \
    --aptopt='Acquire::Languages "none"' "$release" "$files/root"
  rm -rf "$files"/root/{dev,proc,sys,run}/* "$files"/root/usr/share/{doc,man,locale}
  mkdir -p "$files/root/opt/java"
  cp -rL "$2" "$files/root/opt/java/openjdk"
  rm -rf "$files/root/opt/java/openjdk/lib/src.zip"
  commit "$1" "$files/root" --env JAVA_HOME=/opt/java/openjdk \
    --env PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  rm -r "$files"
}
