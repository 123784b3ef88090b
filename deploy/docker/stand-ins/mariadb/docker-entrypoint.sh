#!/bin/bash
# What the official image's entrypoint does, as far as docker-compose.yml relies on it.
set -euo pipefail

data=/var/lib/mysql
socket=/run/mysqld/mysqld.sock
server=(mariadbd --no-defaults "--datadir=$data" "--socket=$socket" "$@")

docker_process_sql() { MYSQL_PWD=${root_password:-} mariadb --no-defaults -uroot "--socket=$socket" "$@"; }

first_start() {
  mariadb-install-db --no-defaults "--datadir=$data" --skip-test-db --auth-root-authentication-method=normal >/dev/null
  "${server[@]}" --skip-networking &
  local pid=$!
  until docker_process_sql -e 'DO 1' 2>/dev/null; do
    kill -0 "$pid"
    sleep 0.1
  done
  local password
  password=$(<"$MARIADB_ROOT_PASSWORD_FILE")
  docker_process_sql <<SQL
CREATE USER 'healthcheck'@'127.0.0.1';
ALTER USER 'root'@'localhost' IDENTIFIED BY '$password';
SQL
  root_password=$password
  for file in /docker-entrypoint-initdb.d/*.sh; do
    # shellcheck source=/dev/null
    source "$file"
  done
  kill "$pid"
  wait "$pid"
}

# The mark is set last: a first start that was cut short begins anew.
if [[ ! -f $data/.initialized ]]; then
  find "$data" -mindepth 1 -delete
  first_start
  touch "$data/.initialized"
fi
exec "${server[@]}" --bind-address=0.0.0.0
