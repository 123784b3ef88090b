#!/usr/bin/env bash
# Build, start with a private database and demo data, and say where to look.
#
# usage: ./dev run [--data-dir DIR] [--http ADDR] [--grpc ADDR] [--metrics ADDR] [--places N]
#
#   --data-dir DIR   database, key and log; .boulevard when left out. Data stays from start to start.
#   --http ADDR      REST, 127.0.0.1:8080 when left out
#   --grpc ADDR      127.0.0.1:9090
#   --metrics ADDR   127.0.0.1:9100
#   --places N       how many places the demo data has, when there is none yet
#
# Port 0 takes a free one. Ctrl-C stops everything.
set -euo pipefail
source tools/dev/lib/common.sh
source tools/dev/lib/build.sh
source tools/dev/lib/npm.sh
source tools/dev/lib/tour.sh

data_dir=.boulevard
declare -A address=([http]=127.0.0.1:8080 [grpc]=127.0.0.1:9090 [metrics]=127.0.0.1:9100)
demo=()
while (($#)); do
  (($# > 1)) || die "run has no option $1, or it lacks its value; see ./dev run --help."
  case $1 in
    --data-dir) data_dir=$2 ;;
    --http | --grpc | --metrics) address[${1#--}]=$2 ;;
    --places) demo=(--places "$2") ;;
    *) die "run has no option $1; see ./dev run --help." ;;
  esac
  shift 2
done

boulevard=build/release/bin/boulevard
log=$data_dir/boulevard.log
for name in http grpc metrics; do need_free_port "${address[$name]}" "--$name"; done
need_packages build database run
build_targets release boulevard
build_docs

mkdir -p "$data_dir" && chmod 700 "$data_dir"
start_server "$boulevard" serve --development --data-dir "$data_dir" --http "${address[http]}" \
  --grpc "${address[grpc]}" --metrics "${address[metrics]}" --docs-dir build/docs 2>>"$log"
trap stop_server EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

read -r -u "$server_output" ready || die "the site did not start: $(tail -1 "$log")"
echo "$ready"
"$boulevard" demo --data-dir "$data_dir" "${demo[@]}"
for name in http grpc metrics; do
  address[$name]=$(sed -n "s/.*\"$name\": *\"\([^\"]*\)\".*/\1/p" "$data_dir/endpoints.json")
done
print_tour
echo "Ctrl-C stops it; the data stays in $data_dir, the log is $log."
await_server
