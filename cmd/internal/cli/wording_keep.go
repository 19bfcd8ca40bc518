package cli

// keepWording returns how what the rooms of pkg/keep say is said at the command line.
func keepWording() Wording {
	return Wording{
		"leave it out, and put it into the credential store\nPGPASSWORD and ~/.pgpass are read, too": "leave it out, and put it into the credential store: genba auth login postgres\nPGPASSWORD and ~/.pgpass are read, too",
		"the credential store keeps a password; PGPASSWORD and ~/.pgpass go before it":               "genba auth login postgres keeps a password; PGPASSWORD and ~/.pgpass go before it",

		"without a name the default file is read":                  "check --config and GENBA_CONFIG; without them genba reads its default file",
		"name a known profile, or make the profile %s":             "name a known profile, or make this one: genba --profile %s config set VENDOR.KEY VALUE",
		"to remove it, unset %s":                                   "to remove it: genba config unset %s",
		"the list of settings shows all keys":                      "genba config list shows all keys",
		"make an identity there":                                   "make an identity there with: genba auth store init",
		"save it as UTF-8, or have one made":                       "save it as UTF-8, or make one with: genba auth store init",
		"make one with age-keygen without -pq, and put it first":   "make one with age-keygen without -pq, or with genba auth store init, and put it first",
		"  keep secrets in an encrypted file (secret_store: file)": "  keep secrets in an encrypted file: genba config set secret_store file, then genba auth store init",
		"remove that file, and begin anew on a day":                "remove that file, and begin anew with --since DAY",

		"a login to %s":                 "genba auth login %s",
		"a login with profile %s to %s": "genba --profile %s auth login %s",
		"it takes %s":                   "log in again: %s",
		"have one made":                 "make one with: genba auth store init",
	}
}
