# Sourced by the database image's entrypoint on its first start: the schema and the one user of guidance.
# The service migrates its own schema, hence the rights to change tables; no other right, and on no other schema.
# shellcheck shell=bash
docker_process_sql <<SQL
CREATE DATABASE boulevard_guidance CHARACTER SET utf8mb4;
CREATE USER 'boulevard_guidance'@'%' IDENTIFIED BY '$(</run/secrets/guidance_password)';
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES
  ON boulevard_guidance.* TO 'boulevard_guidance'@'%';
SQL
