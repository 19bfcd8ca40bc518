package cmd

import (
	"github.com/spf13/cobra"
)

// topics returns help pages that belong to no command: genba help exit-codes.
func topics() []*cobra.Command {
	var all []*cobra.Command
	for _, t := range []struct{ name, short, text string }{
		{"exit-codes", "what each exit code means", exitCodes},
		{"environment", "the variables that genba reads", environment},
		{"output", "formats, encodings, columns, files", output},
	} {
		all = append(all, &cobra.Command{Use: t.name, Short: t.short, Long: t.text})
	}
	return all
}

const exitCodes = `Exit codes

    0  done (an empty result too)
    1  anything not below
    2  usage, or input refused before sending
    3  no credential, or refused or expired: log in (the hint says how)
    4  the vendor refused the request
    5  temporary: rate limit, vendor or network down after retries, job still running.
       Trying again later is right
    6  partly done: what is missing, and why, is in the message and the results
    7  --check found what it looked for: gaps, differences, missing reports
  130  interrupted

A write that broke off is code 5 with a message that says so: look first, with the command in the hint, before
sending it again.`

const environment = `Environment

Each goes before the config file; a flag goes before each.

  GENBA_CONFIG                  config file
  GENBA_PROFILE                 profile of the config file
  GENBA_TIMEZONE                zone of --from and --to (default Asia/Tokyo)
  GENBA_LANG                    language of help, messages and labels: ja or en (default: the locale)
  GENBA_CLOSING_DAY             last day of the periods of --period (default end)
  GENBA_HOLIDAYS                the Cabinet Office's syukujitsu.csv, for last-business-day
  GENBA_COMPANY_HOLIDAYS        days on which the company is closed, for example 12-29..01-03
  GENBA_CA_FILE                 more certificate authorities, PEM
  GENBA_<VENDOR>_<KEY>          a vendor's setting: GENBA_AKASHI_COMPANY_ID, GENBA_AKASHI_BASE_URL
  GENBA_<VENDOR>_<SECRET>       a vendor's secret: GENBA_AKASHI_TOKEN
  GENBA_<VENDOR>_<SECRET>_FILE  a file that holds it
  GENBA_SECRET_STORE            keyring (default) or file
  GENBA_AGE_IDENTITY_FILE       identity of the file store
  GENBA_DATA_DIR                folder of the file store, of lock files and of cursors
  GENBA_AGE_IDENTITY_COMMAND    command that prints the identity of the file store
  GENBA_PAGER, PAGER            what shows tables that are longer than the terminal (default less -FRX, where it is there);
                                empty or cat: nothing does
  BROWSER                       what auth login opens the consent page with, before xdg-open and its like
  GENBA_SUMMARY_FILE            file for the summary of the run, as --summary json tells it
  HTTPS_PROXY, HTTP_PROXY, NO_PROXY
                                proxies
  NO_COLOR, TERM=dumb           no escape codes: lines instead of the spinner`

const output = `Output

stdout is data; everything else is stderr. The default is a table on a terminal and CSV otherwise; a single object is
JSON otherwise.

  -o table   for people: columns aligned, codes as words, control characters made visible
  -o csv     RFC 4180, a column per path in the vendor's record, lists as JSON in a cell
  -o tsv     tab, newline, carriage return and backslash inside a value as \t \n \r \\
  -o xlsx    a workbook: text as text, ids and codes, too; numbers, times, days and hours as such, times in the zone of
             the configuration; the names of the columns on top, frozen and with filters
  -o html    one page to look at, without a network: filter, sort, sums, copy, print
  -o json    one document: the vendor's records as sent, [] when there are none
  -o ndjson  one record a line, as it arrives
  -o yaml    the same as a YAML list

On a terminal that is too narrow for it, the lines of a table end in …, and a single object has its columns below each
other. Elsewhere nothing is ever cut. A table that is longer than the terminal goes through $GENBA_PAGER, $PAGER or
less -FRX, the first that is there; --no-pager writes it to the terminal, and so it is with --debug, with --since last
and for whatever writes to a vendor. Leaving the pager ends the reading, without an error.

  --fields a,b.c   these columns, in this order; for JSON an object of just these
  --jq EXPR        filter the JSON document (with -o ndjson each record); strings are printed raw
  -O FILE          the file appears whole or not at all; its name chooses the format (.csv .tsv .xlsx .html
                   .json .ndjson .yaml) unless -o does, else CSV; - is stdout. A terminal is told what was written; scripts
                   have --summary. For a page the name is printed, so that it can be opened
  --encoding       utf-8, utf-8-bom or cp932 (the latter two with CRLF)
  --bom yes|no     with or without the mark that says UTF-8 to Excel, whatever --encoding and --excel say
  --on-unmappable  a character that cp932 or a workbook's cell lacks ends the command (fail) or becomes 〓 (replace)
  --split-rows     in a workbook: rows beyond the 1,048,576 of a sheet go to a further one, instead of ending the command
  --excel          for Excel: utf-8-bom, a leading ' on cells that it would run as a formula, and ="…" around what it would turn
                   into another number or a date (000123, 1-2, (1), +09:00, 16 digits); imports read both back as they were
  --no-header      no header line

What each program reads best, and what it needs to be told. --excel is for Excel's CSV alone: others show its ' and ="…".

  program       give it       and tell it
  Excel         -O X.xlsx     nothing; a CSV needs --excel
  LibreOffice   -O X.xlsx     nothing; CSV: in the import dialog the columns with codes as Text; from the command line
                              --infilter=CSV:44,34,76 (UTF-8), else Japanese comes garbled
  Gnumeric      -O X.xlsx     nothing; CSV: in the import dialog the columns with codes as Text
  Python        -O X.xlsx     openpyxl: nothing, but read_only makes days of 1900 of hours over 24; csv: for utf-8-bom
                              encoding="utf-8-sig", else the mark is in the first name
  SheetJS       -O X.xlsx     nothing; CSV: raw:true, else 1-2 is a date and 000123 the number 123
  R             csv, utf-8    read.csv or fread with colClasses="character"; fread leaves doubled quotes doubled
  DuckDB        csv, utf-8    read_csv(FILE, all_varchar=true); it keeps 000123, but guesses times and dates
  PostgreSQL    csv, utf-8    \copy TABLE from FILE csv header; text columns for codes; for cp932: encoding 'WINDOWS932'
  MariaDB       csv, utf-8    LOAD DATA … CHARACTER SET utf8mb4 FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '"'
                              ESCAPED BY '' IGNORE 1 LINES: else a backslash in the data is an escape
  sqlite3       csv           .import --csv FILE TABLE; every column is text, in which 90 is more than 600:
                              compare CAST(minutes AS INTEGER)
  Miller        csv           mlr --icsv
  csvkit        csv           -I (no guessing): else 27:30 is read as minutes and seconds
  awk, sort     tsv           -F '\t'; a cell of a CSV may hold line breaks
  jq            ndjson        nothing

A database takes utf-8 without the mark, which is the default (--bom no, where --excel is given as well). Times in one file
are written in one way; cells that hold a tab, a semicolon, a comma, a quote or a line break stand in quotes.

--jq is gojq, built in. An object that passes through unchanged keeps the vendor's order of keys. What differs from jq 1.8:

  \d \w \s \b in regular expressions   ASCII only: write [\d０-９], [\w\p{L}], [\s　]; \p{Han}, \p{Hiragana} work
  (?=…), (?<!…), \1 in them            absent: capture the part that is wanted, and test the rest apart
  blanks of full width (U+3000)        trim, ltrim and rtrim take them away; \s does not match them
  {…}, + and other new objects         keys come sorted; to_entries, too
  keys_unsorted                        absent: keys, or -o csv for the vendor's order
  input, inputs, input_filename        absent: . is the whole list, with -o ndjson each record
  debug, stderr                        absent: look at the step alone, or | tojson
  $ENV, env                            empty: nothing of the environment comes out
  import, include                      absent: def f: …; EXPR
  toarray, $__loc__, ascii             absent: if type == "array" then . else [.] end
  strptime with %z                     the offset counts, the time becomes UTC's; jq drops it, and mktime is nine hours late
  whole numbers                        exact, however long`
