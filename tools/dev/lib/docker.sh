# Sourced by the command that needs Docker.
# shellcheck shell=bash

exit_actions=()

run_exit_actions() {
  local action
  for action in "${exit_actions[@]}"; do $action || true; done
}

# Runs the command when the script ends, the last one given first.
at_exit() {
  exit_actions=("$*" "${exit_actions[@]}")
  trap run_exit_actions EXIT
}

# Docker's own `compose` where the client has it, else the older program of that name.
compose() {
  if docker compose version >/dev/null 2>&1; then docker compose "$@"; else docker-compose "$@"; fi
}

need_engine() {
  need_packages compose
  # A client from 23 on builds through a plugin that may not be there; Debian 12's own builds by itself.
  docker buildx version >/dev/null 2>&1 || PATH=/usr/bin:$PATH
  export DOCKER_BUILDKIT=1 COMPOSE_DOCKER_CLI_BUILD=1
  docker info >/dev/null 2>&1 || start_engine
}

# An engine of our own; images stay in .cache/docker for the next time.
start_engine() {
  ((EUID == 0)) || die "no Docker engine answers, and starting one takes root."
  mkdir -p .cache/docker
  engine_folder=$(mktemp -d /tmp/boulevard-docker.XXXXXX)
  export DOCKER_HOST=unix://$engine_folder/docker.sock
  dockerd --data-root "$PWD/.cache/docker" --exec-root "$engine_folder/exec" --pidfile "$engine_folder/pid" \
    -H "$DOCKER_HOST" >.cache/dockerd.log 2>&1 &
  engine=$!
  at_exit stop_engine
  until docker info >/dev/null 2>&1; do
    kill -0 "$engine" 2>/dev/null || die "the Docker engine did not start; .cache/dockerd.log says why."
    sleep 0.2
  done
}

stop_engine() {
  kill "$engine"
  wait "$engine" || true
  rm -rf "$engine_folder"
}
