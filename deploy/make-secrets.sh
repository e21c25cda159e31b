#!/bin/sh
# Makes the passwords and the master key of docker-compose.yml, once: what is there already stays. Files in a folder that only its
# owner enters; readable inside containers, whose users are others.
set -eu
cd "$(dirname "$0")"
mkdir -p secrets
chmod 700 secrets

make() { [ -e "secrets/$1" ] || { printf '%s' "$2" > "secrets/$1"; chmod 444 "secrets/$1"; }; }
connection() { make "$1_connection" "Host=postgres;Database=alesekretariat;Username=$2;Password=$(cat "secrets/$3_password")"; }

for name in postgres silo web; do make "${name}_password" "$(openssl rand -hex 24)"; done
connection owner alesekretariat postgres
connection silo ale_silo_login silo
connection web ale_web_login web
make master_key "$(openssl rand -base64 32)"
