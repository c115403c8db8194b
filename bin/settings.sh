# Sourced by the scripts beside it: where this copy lives and which ports are its own.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# An ordinary user's path leaves out the folders where Debian keeps nginx and mariadbd.
PATH=$PATH:/usr/sbin:/sbin

export PORT=${PORT:-8080}
export PUBLIC_PORT=${PUBLIC_PORT:-$((PORT + 1000))}
export VAR=${VAR:-$root/var}
[[ $VAR == /* ]] || VAR=$PWD/$VAR
export BUILD=${BUILD:-release}
export WORKERS=${WORKERS:-4}

staff_url=http://127.0.0.1:$PORT
public_url=http://127.0.0.1:$PUBLIC_PORT
web_socket=$VAR/run/web.socket
database_socket=$VAR/mariadb/socket

say() { printf '%s\n' "$*"; }
fail() {
    printf 'campanile: %s\n' "$*" >&2
    exit 1
}

# Downloads do fail now and then: five tries, with growing pauses.
retry() {
    local pause
    for pause in 2 5 15 30; do
        "$@" && return
        sleep "$pause"
    done
    "$@"
}

# A unix socket's path holds 107 bytes; mariadbd and nginx say so only in their own logs.
((${#web_socket} < 108 && ${#database_socket} < 108)) ||
    fail "the folder $VAR has too long a name for a socket in it; set VAR to a shorter one."
