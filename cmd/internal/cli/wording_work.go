package cli

// workWording returns how what the rooms of pkg/work say is said at the command line.
func workWording() Wording {
	return Wording{
		"see the layout generic": "genba payroll layout init generic shows one",
		"check the layout %s":    "genba payroll layout check %s",
		"this is a fault of genba's or of the source: do not import anything, and look at the sums of the hours": "this is a fault of genba's or of the source: do not import anything, and look at genba hours sum",
		"run what is not done there, or name another file":                                                       "add --resume to run what is not done there, or name another file",
		"the list of settings shows the profiles":                                                                "genba config list shows the profiles",
		"look at company_holidays":                                                                               "look at company_holidays: genba config get company_holidays",
		"fetch the Cabinet Office's file syukujitsu.csv, and name it":                                            "fetch the Cabinet Office's file syukujitsu.csv, and name it with --holidays FILE or genba config set holidays FILE",
		"a people map has the columns %s":                                                                        "a people map has the columns %s; genba people init -O FILE makes one",
		"layouts: %s; or a file with a layout of your own":                                                       "layouts: %s; or the file that genba payroll layout init NAME -O FILE made",
		"answer them in a copy of layout %s, my-%s.yaml":                                                         "answer them with genba payroll layout init %s -O my-%s.yaml",
	}
}
