#!/usr/bin/env bash
# Build the images and run a site of separate services in containers.
#
# usage: ./dev compose [test|up|down]
#
#   test   a site of its own on free ports: starts it, runs the end-to-end tests against it, removes it
#          (the default); where images cannot be pulled, stand-ins from Debian's packages take their place
#   up     starts the site on ports 8080 (REST), 9090 (gRPC) and 9091 (Prometheus); Ctrl-C stops it, data stays
#   down   removes the containers of `up`; its data stays in volumes
#
# Uses the Docker engine that answers; when none does and this is root, one of its own for as long as it runs.
set -euo pipefail
source tools/dev/lib/common.sh
source tools/dev/lib/build.sh
source tools/dev/lib/docker.sh
source tools/dev/lib/npm.sh

verb=${1:-test}
case $verb in
  test | up | down) ;;
  *) die "compose has no action $verb; see ./dev compose --help." ;;
esac

secrets=deploy/secrets
log=.cache/compose.log
files=(-f docker-compose.yml)
project=boulevard

site() { compose -p "$project" "${files[@]}" "$@"; }

# The files are readable so that a container's own user can read them; the folder lets nobody else in.
make_secrets() {
  mkdir -p "$secrets"
  chmod 700 "$secrets"
  local name
  for name in database_root_password placements_password guidance_password webhook_key; do
    [[ -s $secrets/$name ]] || openssl rand -hex 24 | tr -d "\n" >"$secrets/$name"
  done
  for name in token_key placements_key guidance_key; do
    [[ -s $secrets/$name ]] || openssl genpkey -algorithm ed25519 -out "$secrets/$name"
    [[ -s $secrets/$name.pub ]] || openssl pkey -in "$secrets/$name" -pubout -out "$secrets/$name.pub"
  done
  chmod 444 "$secrets"/*
  chmod 400 "$secrets/token_key"
}

images_to_pull() {
  sed -n 's/^ARG BASE=//p' deploy/docker/Dockerfile
  sed -n '/boulevard\//!s/^ *image: //p' docker-compose.yml
}

pull_or_name_missing() {
  local image
  for image in $(images_to_pull); do
    docker image inspect "$image" >/dev/null 2>&1 || docker pull -q "$image" >/dev/null 2>&1 || echo "$image"
  done
}

use_stand_ins() {
  echo "Not to be pulled: $*. Stand-ins from Debian's packages are used instead."
  need_packages stand-ins
  docker image inspect boulevard/stand-in-debian >/dev/null 2>&1 ||
    deploy/docker/stand-ins/base.sh boulevard/stand-in-debian >/dev/null
  files+=(-f deploy/docker/stand-ins/docker-compose.yml)
}

test_site() {
  local missing
  mapfile -t missing < <(pull_or_name_missing)
  ((${#missing[@]} == 0)) || use_stand_ins "${missing[@]}"
  install_npm tools/buf
  build_targets release e2e_test
  project=boulevard-test-$$
  export BOULEVARD_HTTP_PORT=0 BOULEVARD_GRPC_PORT=0 BOULEVARD_PROMETHEUS_PORT=0
  at_exit remove_site
  build_images
  site up -d >>"$log" 2>&1 || { site logs --tail 20; die "the site did not start; $log says more."; }
  export BOULEVARD_E2E_HTTP BOULEVARD_E2E_GRPC BOULEVARD_E2E_TOKEN_KEY
  BOULEVARD_E2E_HTTP=$(site port gateway 8080)
  BOULEVARD_E2E_GRPC=$(site port gateway 9090)
  BOULEVARD_E2E_TOKEN_KEY=$PWD/$secrets/token_key
  build/release/bin/e2e_test --gtest_brief=1 ||
    { site logs --tail 50; die "end-to-end tests failed against the containers."; }
  all_scraped || die "Prometheus does not reach every service."
  echo "The end-to-end tests passed against the containers; Prometheus sees every service."
}

build_images() {
  echo "Building the images; the first time takes as long as ./dev build. The log is $log."
  mkdir -p .cache
  build_docs
  site build >"$log" 2>&1 || { tail -20 "$log"; die "the images were not built."; }
}

remove_site() { site down --volumes --remove-orphans >/dev/null 2>&1; }

# Whether Prometheus sees all services up; it looks every five seconds.
all_scraped() {
  local try jobs
  jobs=$(grep -c job_name deploy/prometheus/prometheus.yml)
  for ((try = 0; try < 60; try++)); do
    site exec -T prometheus promtool query instant http://127.0.0.1:9090 'count(up == 1)' 2>/dev/null |
      grep -q "=> $jobs " && return
    sleep 0.5
  done
  return 1
}

run_site() {
  local missing
  mapfile -t missing < <(pull_or_name_missing)
  ((${#missing[@]} == 0)) || die "images that cannot be pulled: ${missing[*]}"
  build_images
  cat <<EOF
REST on http://127.0.0.1:8080, gRPC on 127.0.0.1:9090, Prometheus on http://127.0.0.1:9091 once all are healthy.
A token: build/release/bin/boulevard token --key $secrets/token_key --role coordinator (after ./dev build boulevard)
EOF
  site up
}

need_engine
make_secrets
case $verb in
  test) test_site ;;
  up) run_site ;;
  down) site down --remove-orphans ;;
esac
