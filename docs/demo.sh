#!/bin/sh
# A month-end with AKASHI, on the sandbox. `make demo` runs it as: genba sandbox run -- sh docs/demo.sh
# It keeps its config and files in a folder of its own and removes it at the end.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
export GENBA_CONFIG="$folder/config.yaml" # the secrets are in the sandbox's own store already
: > "$GENBA_CONFIG"
token=$GENBA_AKASHI_TOKEN
unset GENBA_AKASHI_TOKEN # from here on it comes from the store, as after a real login

show() { printf '\n\033[1m$ %s\033[0m\n' "$1"; }
[ -t 1 ] || show() { printf '\n$ %s\n' "$1"; }
run() {
    show "$1"
    sh -c "$1"
}

echo '# 1. Log in, once. (A person is asked for the token, without echo; a script gives it on standard input.)'
show 'genba auth login akashi --with-secret < token.txt'
printf '%s\n' "$token" | genba auth login akashi --with-secret
unset token
run 'genba auth status akashi'

cd "$folder"
echo
echo '# 2. Pull last month of every staff: as a table to look at, and as CSV to keep.'
run 'genba akashi stamps pull --from last-month --to last-month --all -o table | head -n 12'
run 'genba akashi stamps pull --from last-month --to last-month --all -O stamps.csv'
run 'head -n 4 stamps.csv && wc -l stamps.csv'

echo
echo '# 3. Who forgot a punch?'
run 'genba akashi alerts list -o table'

echo
echo '# 4. Punch in. Once.'
run 'genba akashi stamps push --type in'

echo
echo '# 5. The line for cron: renew the token when less than a week is left.'
run 'genba akashi token reissue --if-expiring 7d'
