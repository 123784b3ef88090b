# Sourced by the commands that look at the contract, through buf.
# shellcheck shell=bash

buf() { tools/buf/buf "$@"; }

# The commit whose contract callers have: what origin/main has before the commits that are not there yet. On
# origin/main itself, or without one, what was there before the last change of the contract: an edit not committed
# yet, or else the last commit that touched it. Nothing when that is the first, or the clone does not go back so far.
landed_contract() {
  local last
  if git rev-parse --verify --quiet origin/main >/dev/null &&
    [[ $(git merge-base HEAD origin/main) != $(git rev-parse HEAD) ]]; then
    git merge-base HEAD origin/main
  elif [[ -n $(git status --porcelain -- proto) ]]; then
    git rev-parse HEAD
  else
    last=$(git log -1 --format=%H -- proto)
    git rev-parse --verify --quiet "$last^" || true
  fi
}

# By way of a folder: it works in any clone, shallow ones too.
check_landed_contract() {
  local base folder status=0
  base=$(landed_contract)
  [[ -n $base ]] || return 0
  folder=$(mktemp -d)
  git archive "$base" proto | tar -x -C "$folder"
  buf breaking proto --against "$folder/proto" || status=1
  rm -rf "$folder"
  return "$status"
}
