package cli

// workWording returns how what the rooms of pkg/work say is said at the command line.
func workWording() Wording {
	return Wording{
		"%s is no results file of such runs": "%s is no results file of genba each",
		"see the layout generic":             "genba payroll layout init generic shows one",
		"check the layout %s":                "genba payroll layout check %s",
		"this is a fault of genba's or of the source: do not import anything, and look at the sums of the hours": "this is a fault of genba's or of the source: do not import anything, and look at genba hours sum",
		"run what is not done there, or name another file":                                                       "add --resume to run what is not done there, or name another file",
		"the list of settings shows the profiles":                                                                "genba config list shows the profiles",
		"look at company_holidays":                                                                               "look at company_holidays: genba config get company_holidays",
		"fetch the Cabinet Office's file syukujitsu.csv, and name it":                                            "fetch the Cabinet Office's file syukujitsu.csv, and name it with --holidays FILE or genba config set holidays FILE",
		"a people map has the columns %s":                                                                        "a people map has the columns %s; genba people init -O FILE makes one",
		"layouts: %s; or a file with a layout of your own":                                                       "layouts: %s; or the file that genba payroll layout init NAME -O FILE made",
		"the webhook is gone or its URL is wrong: make a new one, and log in to notify-%s":                       "the webhook is gone or its URL is wrong: make a new one, then genba auth login notify-%s",
		"the token is wrong or has expired: log in to notify-%s again":                                           "the token is wrong or has expired: genba auth login notify-%s",
		"the room is no more, or the token's owner is not in it":                                                 "the room is no more, or the token's owner is not in it: look at --room",

		"log in to notify-%s":                               "genba auth login notify-%s",
		"row %d has no column %q, by which it is told once": "row %d has no column %q, which --once-per names",
		"for example {{.name}}: {{.date}} {{.kind}}":        "for example --template '{{.name}}: {{.date}} {{.kind}}'",
		"answer them in a copy of layout %s, my-%s.yaml":    "answer them with genba payroll layout init %s -O my-%s.yaml",
	}
}
