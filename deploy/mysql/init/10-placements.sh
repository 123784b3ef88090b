# Sourced by the database image's entrypoint on its first start: the schema and the one user of placements.
# The service migrates its own schema, hence the rights to change tables; no other right, and on no other schema.
# shellcheck shell=bash
docker_process_sql <<SQL
CREATE DATABASE boulevard_placements CHARACTER SET utf8mb4;
CREATE USER 'boulevard_placements'@'%' IDENTIFIED BY '$(</run/secrets/placements_password)';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES
  ON boulevard_placements.* TO 'boulevard_placements'@'%';
SQL
