#!/usr/bin/env bash
# Runs keeper.sh in namespaces and a cgroup of its own, joined to the host by one pair of interfaces.
# keeper.sh is process 1 there: when it ends, the kernel kills every other process and drops every
# mount and interface, so that nothing has to be remembered to be undone.
#
# Usage: namespaces.sh join RUN ID. The stages call each other: join -> network -> mounts.
set -eu
stage=$1 run=$2 id=$3

# Pods' cgroups come below one that carries our name, so that they can be found and removed.
join() {
  local groups group controllers path hierarchy own file
  # Read before the first move, for each move changes the file.
  mapfile -t groups </proc/self/cgroup
  for group in "${groups[@]}"; do
    IFS=: read -r _ controllers path <<<"$group"
    hierarchy=/sys/fs/cgroup/${controllers#name=}
    # Version 2 lets no group that has processes have children with controllers, except the root.
    [ -z "$controllers" ] && hierarchy=$(version2) path=/
    own=${hierarchy%/}${path%/}/schemagate-$id
    mkdir "$own"
    for file in cpuset.cpus cpuset.mems; do
      [ "$controllers" = cpuset ] && cat "${own%/*}/$file" >"$own/$file"
    done
    echo $$ >"$own/cgroup.procs"
  done
  exec unshare --net --cgroup bash "$0" network "$run" "$id"
}

version2() { # beside version 1, or alone
  if [ -d /sys/fs/cgroup/unified ]; then
    echo /sys/fs/cgroup/unified
  else
    echo /sys/fs/cgroup
  fi
}

on_host() { nsenter --net="/proc/$host/ns/net" "$@"; }

network() {
  local host=$PPID number own
  own=$(version2)/schemagate-$id
  # For the same reason none of our processes may stay in what the pods' groups are made in.
  mkdir "$own/keeper"
  echo $$ >"$own/keeper/cgroup.procs"
  while [ "$(readlink "/proc/$host/ns/net")" = "$(readlink /proc/self/ns/net)" ]; do
    host=$(awk '/^PPid:/ {print $2}' "/proc/$host/status")
  done
  # The kernel refuses a name that is taken: no other lock is needed for two clusters at once.
  for number in $(seq 0 255) none; do
    [ "$number" = none ] && echo "no free network among 10.42.0.0/16" && exit 1
    on_host ip route show | grep -q "^10\.4[12]\.$number\." && continue
    on_host ip link add "schemagate$number" type veth peer name eth0 netns $$ 2>/dev/null && break
  done
  on_host ip address add "10.41.$number.1/30" dev "schemagate$number"
  on_host ip link set "schemagate$number" up
  on_host ip route add "10.42.$number.0/24" via "10.41.$number.2"
  ip link set lo up
  # Without kube-proxy the service address of the API server is simply one of the node's own.
  ip address add 10.43.0.1/32 dev lo
  ip address add "10.41.$number.2/30" dev eth0
  ip link set eth0 up
  ip route add default via "10.41.$number.1"
  echo 1 >/proc/sys/net/ipv4/ip_forward
  echo "network $number"
  exec unshare --pid --mount --ipc --uts --fork --kill-child --mount-proc \
    bash "$0" mounts "$run" "$id"
}

mounts() {
  local controllers
  hostname node
  # Whatever the container runtime leaves in its usual places goes away with these.
  mount -t tmpfs tmpfs /run
  mount -t tmpfs tmpfs /var/log
  mkdir /run/lib /run/lib.work
  mount -t overlay -o lowerdir=/var/lib,upperdir=/run/lib,workdir=/run/lib.work overlay /var/lib
  mount -t sysfs sysfs /sys
  if [ "$(wc -l </proc/self/cgroup)" = 1 ]; then
    mount -t cgroup2 cgroup2 /sys/fs/cgroup
    sed 's/[^ ]*/+&/g' /sys/fs/cgroup/cgroup.controllers >/sys/fs/cgroup/cgroup.subtree_control
  else
    mount -t tmpfs tmpfs /sys/fs/cgroup
    cut -d: -f2 /proc/self/cgroup | while IFS= read -r controllers; do
      [ -z "$controllers" ] && continue
      mkdir "/sys/fs/cgroup/${controllers#name=}"
      case $controllers in
        name=*) mount -t cgroup -o "none,$controllers" cgroup "/sys/fs/cgroup/${controllers#name=}" ;;
        *) mount -t cgroup -o "$controllers" cgroup "/sys/fs/cgroup/$controllers" ;;
      esac
    done
  fi
  exec bash "$(dirname "$0")/keeper.sh" "$run"
}

"$stage"
