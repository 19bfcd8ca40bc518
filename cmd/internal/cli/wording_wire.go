package cli

// wireWording returns how what the rooms of pkg/wire say is said at the command line.
func wireWording() Wording {
	return Wording{
		"the records can go into a table of another name":                                                                         "--table NAME puts the records into another one",
		"letters, digits and _, not beginning with a digit, at most 63 bytes, such as akashi_stamps":                              "letters, digits and _, not beginning with a digit, at most 63 bytes: --table akashi_stamps",
		"try again later, or wait longer for the other run":                                                                       "run the command again later, or wait longer: --lock-wait 10m",
		"the list has %d records and the table %s %d: %.1f %% fewer, and %g %% are allowed; nothing was changed":                  "the list has %d {record|records} and the table %s %d: %.1f %% fewer, and --max-shrink allows %g %%; nothing was changed",
		"if that is right, allow %.0f%%":                                                                                          "if that is right: the same command with --max-shrink %.0f%%",
		"go on from it, or name another file":                                                                                     "add --resume to go on from it, or name another file",
		"name the results file":                                                                                                   "--results FILE",
		"to send all rows, do not resume":                                                                                         "without --resume all rows are sent",
		"to resume, the input has to be that of the run that wrote the results, in the same order":                                "--resume wants the same input, in the same order, as the run that wrote the results",
		"to resume, the input has to be the same, its rows in the same places":                                                    "--resume wants the same input, its rows in the same places",
		"send only the rows that are not done; with a results file the next run could be resumed":                                 "send only the rows that are not done; with --results FILE the next run could be resumed",
		"mend the refused rows in their place in the input and resume: that sends only what is not done":                          "mend the refused rows in their place in the input and run the same command with --resume: it sends only what is not done",
		"resume the run: that sends only what is not done":                                                                        "run the same command with --resume: it sends only what is not done",
		"one of the two is not what is registered with the vendor":                                                                "one of the two is not what is registered with the vendor: genba config list",
		"register http://127.0.0.1:PORT/callback with the vendor for a browser on this machine, and set the same as redirect_url": "register http://127.0.0.1:PORT/callback with the vendor for a browser on this machine, and set the same: genba config set VENDOR.redirect_url URL",
		"if the answer may be that long, raise stream_limit":                                                                      "if the answer may be that long, raise the limit: genba config set stream_limit 4GiB",
		"ask for less at once; if the answer may be that long, raise answer_limit":                                                "ask for less at once; if the answer may be that long, raise the limit: genba config set answer_limit 128MiB",
		"see where the name of the file comes from":                                                                               "genba config list shows where the name of the file comes from",
	}
}
