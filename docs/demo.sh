#!/bin/sh
# What genba is for, with all five vendors, on the sandbox. `make demo` runs it as: genba sandbox run --seed 1 -- sh docs/demo.sh
# With `markdown` behind it (`make demo-doc`) it writes docs/demo.md: the same commands with what they print, where only what is
# of this minute and this machine is replaced. GENBA_LANG=ja make demo speaks Japanese.
# It keeps its config and files in a folder of its own and removes it at the end.
set -eu

form=${1:-terminal}
folder=$(mktemp -d)
printed=$(mktemp)
trap 'rm -rf "$folder" "$printed"' EXIT
trap 'exit 130' INT TERM
export GENBA_CONFIG="$folder/config.yaml" # the secrets are in the sandbox's own store already
export TZ=Asia/Tokyo LC_ALL=C.UTF-8
[ "$form" = terminal ] || GENBA_LANG=en # the page is in English
export GENBA_LANG="${GENBA_LANG:-en}"
: > "$GENBA_CONFIG"
token=$GENBA_AKASHI_TOKEN
unset GENBA_AKASHI_TOKEN # from here on it comes from the store, as after a real login
cd "$folder"

# steady replaces what differs from one run to the next.
steady() {
    sed -E \
        -e "s#$folder#/home/sato#g" \
        -e "s#[^ ]*/genba-sandbox-[0-9]+#/home/sato/.local/share/genba#g" \
        -e 's#127\.0\.0\.1:[0-9]+#127.0.0.1:8787#g' \
        -e "s#$(date +%Y)([-/])$(date +%m)[-/]$(date +%d) [0-9:]{8}#2026\104\101 08:57:31#g" \
        -e 's#, [0-9.]+ s$#, 0.4 s#' -e 's#, [0-9.]+ ms\)#, 6 ms)#' -e "s#(differs from the vendor's by) [0-9]+s#\1 0s#"
}

if [ "$form" = markdown ]; then
    part() { printf '\n## %s\n\n%s\n' "$1" "$2"; }
    begin() { printf '\n```console\n$ %s\n' "$1"; }
    end() { printf '```\n'; }
    show() { steady; }
else
    bold=$(printf '\033[1m') plain=$(printf '\033[0m')
    [ -t 1 ] || bold='' plain=''
    part() {
        heading=$1
        [ "$GENBA_LANG" != ja ] || heading=$3
        printf '\n%s# %s%s\n' "$bold" "$heading" "$plain"
    }
    begin() { printf '\n%s$ %s%s\n' "$bold" "$1" "$plain"; }
    end() { :; }
    show() { cat; }
fi

# part TITLE TEXT JAPANESE begins a chapter; the text is for the page.
# run COMMAND [CODE]: shows a command and what it prints; it has to end with that exit code. Where a job is waited for, the
# pauses are short: the sandbox is quicker than a vendor.
run() {
    begin "$1"
    code=0
    sh -c "$1" > "$printed" 2>&1 || code=$?
    show < "$printed"
    [ "$code" = 0 ] || printf '[exit code %s]\n' "$code"
    end
    [ "$code" = "${2:-0}" ] || { echo "docs/demo.sh: exit code $code, want ${2:-0}: $1" >&2; cat "$printed" >&2; exit 1; }
}
if [ "$form" = markdown ]; then
    cat <<'TEXT'
# Sessions with genba

<!-- Written by `make demo-doc` from docs/demo.sh. Do not edit: change the script. -->

What is shown here was run against the sandbox (`genba sandbox run --seed 1`), whose people and figures are made up; only dates
of today, addresses and durations are replaced. `make demo` runs the same on your machine, in a few seconds and without any
account.
TEXT
fi

part 'Log in, once' 'A person is asked for the secret, without echo; a script gives it on standard input. It goes into the credential store and
nowhere else. The other vendors are given to this shell in the environment.' 'ログインは一度だけ'
printf '%s\n' "$token" > token.txt
unset token
run 'genba auth login akashi --with-secret < token.txt'
rm token.txt
run 'genba auth status akashi --fields vendor,profile,secret,state'
run 'genba doctor akashi --fields check,subject,state,detail | grep -E "^(check|akashi)"'

part 'AKASHI: the stamps of a month' 'Every stamp of every staff, each once: the period is cut until no answer reaches the cap of 1,000.' 'AKASHI: 1 か月分の打刻'
run 'genba akashi stamps pull --from 2025-03-01 --to 2025-03-31 --all -O stamps.csv --summary text'
run 'wc -l < stamps.csv; head -n 3 stamps.csv'
run 'genba akashi stamps pull --from 2025-03-03 --to 2025-03-04 --staff 1007 -o table --fields staff_id,stamped_at,type'
run 'genba akashi working-records pull --from 2025-03-03 --to 2025-03-05 --staff 1007 --fields date,start_time,end_time -o table'
run 'genba akashi stamps push --type in --dry-run'
run 'genba akashi stamps push --type in --fields type,stampedAt -o table'

part 'LOGIMETER: a CSV of the warehouse, and progress from it' 'A period of any length: LOGIMETER makes files of at most 32 days and 100,000 rows, genba joins them. A file of the warehouse system
becomes one that LOGIMETER imports on this machine, by a rule that is written once.' 'LOGIMETER: 倉庫の CSV と、そこから作る進捗'
run 'genba logimeter csv create --type activities --from 2025-01-01 --to 2025-03-31 -O activities.csv --poll-interval 100ms'
run 'wc -l < activities.csv; head -n 2 activities.csv'
printf '日時,ジャンル,作業,予定\n2025-03-10 10:00:00,アパレル,出荷,3000\n2025-03-10 10:00:00,食品,出荷,2000\n' > wms.csv
run 'genba logimeter progress rule init --kind plan -O rule.yaml && cat wms.csv'
run 'genba logimeter progress plan convert wms.csv --rule rule.yaml | genba logimeter progress plan push -'
run 'genba logimeter sales set --set id=3101 --set amount:=120000'

part 'Kaonavi: a sheet out, changes back' 'What an overwrite would delete is counted first, and the number has to be given.' 'カオナビ: シートを取り出し、変更を戻す'
run 'genba kaonavi members list --labels --fields code,name,department.name,役職,スキル | head -n 3'
run 'genba kaonavi sheet get 資格 --labels --fields code,record,資格名,級 | head -n 3'
printf 'code,郵便番号,住所\nA0002,104-0001,東京都中央区八重洲1-1\n' > moved.csv
run 'genba kaonavi sheet update 住所 -f moved.csv --dry-run'
run 'genba kaonavi sheet update 住所 -f moved.csv --wait --poll-interval 100ms'
run 'genba kaonavi sheet replace 住所 -f moved.csv --yes' 2

part 'NipoPlus: daily reports under their labels' 'The inputs of a report are named as people see them, and ids by names.' 'NipoPlus: 見出し付きの日報'
run 'genba nipoplus reports pull --from 2025-03-01 --to 2025-03-31 --labels --names --split-by template -O "reports-{template}.csv"'
run 'genba nipoplus reports pull --from 2025-03-03 --to 2025-03-03 --template sbxTemplateDaily0001 --labels --names --fields owner,state,作業内容,使用機器 -o table | head -n 5'
run 'genba nipoplus timecards pull --all --from 2025-03-03 --to 2025-03-07 --totals --fields staffId,count,totalCalc.totalWorkTime,totalCalc.overWorkTime -o table | head -n 4'

part 'FlexCRM: find, change, look' 'Choices are given by their texts; each row of a write gets a result.' 'FlexCRM: 探す、変える、確かめる'
run "genba flexcrm flexdb list tbl_customer --where 'title~商事' --where 'rank=A' --check --labels --fields レコード番号,顧客名,ランク --limit 3 -o table"
run 'genba flexcrm flexdb update tbl_customer 7 --set rank=B'
run 'genba flexcrm flexdb get tbl_customer 7 --labels --fields 顧客名,ランク -o table'

part 'One company, five services' 'The same people in all of them, with the disagreements of real lists (`sandbox run --one-company`): who is missing, who left, what
differs; then the file that mends it, sent, and nothing of what can be written is left. The whole month is in [people.md](people.md).' '一つの会社、五つのサービス'
run 'genba sandbox run --one-company -- genba roster diff kaonavi akashi --fields kind,person,name,field,source_value,target_value -o table'
printf 'number,last_name,first_name,department\n000009,田中,結衣,営業部/営業一課\n000010,木村,修,営業部/営業二課\n000040,新井,空,物流部/第一倉庫\n' > hr.csv
printf 'set -e\ngenba roster plan csv:hr.csv akashi -O staffs.csv\ngenba akashi staffs import -f staffs.csv --results results.csv\ngenba roster diff csv:hr.csv akashi --writable --check\n' > month.sh
run 'cat hr.csv month.sh'
run 'genba sandbox run --one-company -- sh month.sh'

part 'From cron' 'One line on stderr says how it went; the exit code says what to do next. More in [scheduled-runs.md](scheduled-runs.md).' 'cron から'
run 'genba akashi token reissue --if-expiring 7d --fields renewed'
run 'genba akashi stamps pull --period 2025-03 --all --skip-if-running -O stamps.csv --quiet --summary text'

part 'When something is wrong' 'Nothing is sent before all of it is checked.' 'うまくいかないとき'
run 'genba akashi stamps pul' 2
printf 'staff_id,last_name,first_name,sex\n1013,佐々木,律,M\n,森,碧,女\n' > staffs.csv
run 'genba akashi staffs import -f staffs.csv' 2
