#!/bin/bash
# Over TCP, which the server of the first start does not listen on.
exec mariadb --no-defaults -h127.0.0.1 -uhealthcheck -e 'DO 1'
