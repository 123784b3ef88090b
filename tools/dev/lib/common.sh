# Sourced by every command; the working folder is the top of the repository.
# shellcheck shell=bash

die() {
  echo "dev: $*" >&2
  exit 1
}

need_packages() { tools/packages/install "$@"; }

# start_server PROGRAM [ARGUMENT…]: in the background, until this script ends, whatever ends it. Sets `server` to its
# process, and `server_output` to what it writes on standard output. In a session of its own, so that Ctrl-C reaches
# it once, as the signal of stop_server, and lets it end in order.
start_server() {
  exec {server_output}< <(exec setsid setpriv --pdeathsig TERM "$@")
  server=$!
}

# Prints what is left of the server's output, until there is none: it has ended then.
await_server() {
  local line
  while read -r -u "$server_output" line; do echo "$line"; done
}

stop_server() {
  kill "$server" 2>/dev/null || true
  await_server
}

# A build that fills the disk fails in ways that name anything but the disk.
need_disk() {
  local wanted_mib=$1 free_mib
  free_mib=$(df --output=avail -B 1M . | tail -1)
  ((free_mib >= wanted_mib)) ||
    die "the disk is too full: $((free_mib)) MB free in $PWD, $wanted_mib MB needed."
}

# Bound ports show at once, before minutes of building.
need_free_port() {
  local address=$1 flag=$2 host=${1%:*} port=${1##*:}
  [[ $port =~ ^[0-9]+$ ]] || die "$flag $address: HOST:PORT expected."
  if (exec 3<>"/dev/tcp/$host/$port") 2>/dev/null; then
    die "port $port on $host is taken by another program; stop it or choose another with $flag."
  fi
}
