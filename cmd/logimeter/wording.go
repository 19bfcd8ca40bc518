package logimeter

import (
	"github.com/genba-cli/genba/cmd/internal/cli"
)

// Wording returns how what pkg/vendors/logimeter says is said at the command line.
func Wording() cli.Wording {
	return cli.Wording{
		"the settings people_number and people_name name the columns":                                        "genba config set logimeter.people_number COLUMN\ngenba config set logimeter.people_name COLUMN",
		"see where the token of LOGIMETER comes from, or log in anew":                                        "genba auth status logimeter shows where the token comes from; genba auth login logimeter logs in anew",
		"check logimeter.base_url and logimeter.workplace_id; the vendor says that its addresses may change": "check base_url and workplace_id: genba config list; the vendor says that its addresses may change",
		"it is the setting logimeter.workplace_id":                                                           "genba config set logimeter.workplace_id ID, or set GENBA_LOGIMETER_WORKPLACE_ID",
		"is slot too short, or a day or time column the wrong one? check the rule against the first lines":   "is slot too short, or a day or time column the wrong one? genba logimeter progress rule check shows what the first lines mean",
		"add them to the processes of %s, or leave their lines out":                                          "add them to the processes of %s, or leave their lines out with --on-unknown skip",
		"the file as it is passes byte for byte as LOGIMETER made it":                                        "without --encoding, --fields and the like the file passes byte for byte as LOGIMETER made it",
		"give days alone: from %s to %s":                                                                     "give days alone: --from %s --to %s",
		"the job has its file still; fetch the file of job %d later":                                         "the job has its file still; fetch it later: genba logimeter csv download %d --wait",
		"mend what the message names and create it anew, or try job %d once more":                            "mend what the message names and create it anew, or try once more: genba logimeter csv download %d --wait",
		"wait for job %d": "wait for it: genba logimeter csv download %d --wait",
		"no output file was left behind; the job goes on, and the file of job %d can be fetched": "no output file was left behind; the job goes on, and its file can be fetched: genba logimeter csv download %d --wait",
		"the job goes on; fetch the file of job %d later":                                        "the job goes on; fetch its file later: genba logimeter csv download %d --wait",
		"ask again when some are done":                                                           "run it again when some are done; with --wait genba waits for that",
		"create it for fewer days":                                                               "create it for fewer days; csv create --wait does so by itself",
		"other processes or people hold the places; ask again later, or wait longer":             "other genba processes or people hold the places; run the command again later, or with a longer --wait-timeout",
		"a file that is no table passes byte for byte as LOGIMETER made it":                      "without --fields, -o and the like the file passes byte for byte as LOGIMETER made it",
		"see the numbers and names of the types; nothing was sent":                               "genba logimeter csv types lists numbers and names; nothing was sent",
		"see logimeter.endpoints.%[1]s; without it the default holds":                            "genba config get logimeter.endpoints.%[1]s; genba config unset logimeter.endpoints.%[1]s brings back the default",
		"the number of header lines, %d, must not be negative":                                   "--header-lines %d must not be negative",
		"send it in several files; header lines are not rows":                                    "send it in several files; --header-lines N says how many of the first lines are not rows",
	}
}
