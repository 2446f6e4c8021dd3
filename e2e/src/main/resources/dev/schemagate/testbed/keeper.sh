#!/usr/bin/env bash
# Starts processes for the test bed and ends them when the test bed is gone.
#
# Usage: keeper.sh FOLDER. Reads one command per line from standard input and answers each with one
# line: `start NAME COMMAND...`, `stop NAME`, `check NAME`, `at_end COMMAND`. The writer holds the
# other end of the pipe: however it dies, the pipe ends, and with it everything started here.
folder=$1
last=()
# With job control each child leads a group, which is killed as a whole, and gets the usual
# signals; without, bash makes children ignore INT and QUIT.
set -m

start() {
  local name=$1
  shift
  "$@" </dev/null >>"$folder/$name.log" 2>&1 &
  echo $! >"$folder/$name.pid"
  echo started
}

stop() {
  local pid
  pid=$(cat "$folder/$1.pid")
  rm "$folder/$1.pid"
  kill -KILL -- "-$pid" 2>/dev/null
  # The shell says "Killed" of what it waits for: not news here.
  wait "$pid" 2>/dev/null
  echo stopped
}

check() {
  local pid
  pid=$(cat "$folder/$1.pid")
  if kill -0 "$pid" 2>/dev/null; then
    echo running
  else
    wait "$pid" 2>/dev/null
    echo "ended with exit code $?"
  fi
}

at_end() {
  last+=("$1")
  echo noted
}

end() {
  local file line
  trap - EXIT
  for file in "$folder"/*.pid; do
    kill -KILL -- "-$(cat "$file")"
  done 2>/dev/null
  wait 2>/dev/null
  for line in "${last[@]}"; do
    eval "$line"
  done
}

trap end EXIT
trap exit INT TERM HUP
echo ready
while IFS= read -r line; do
  eval "$line"
done
