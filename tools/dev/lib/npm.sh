# Sourced by the commands that need what npm has.
# shellcheck shell=bash

# install_npm FOLDER…: the packages that FOLDER/package-lock.json pins, unless they are there.
install_npm() {
  local folder
  need_packages npm
  for folder in "$@"; do
    [[ $folder/node_modules/.package-lock.json -nt $folder/package-lock.json ]] ||
      npm ci --silent --prefix "$folder" || die "npm ci failed in $folder."
  done
}

# Puts the pages of the reference at /docs into build/docs.
build_docs() {
  install_npm gateway/docs
  mkdir -p build/docs
  cp gateway/docs/{index.html,docs.css,docs.js} \
    gateway/docs/node_modules/swagger-ui-dist/{swagger-ui.css,swagger-ui-bundle.js} build/docs/
  cp gateway/docs/node_modules/swagger-ui-dist/LICENSE build/docs/swagger-ui-license.txt
}
