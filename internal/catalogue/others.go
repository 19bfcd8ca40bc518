package main

// others returns texts that stand in nobody's source as such: those of cobra, pflag and Go, which genba passes on, and single
// words that are put into lines.
func others() []string {
	return []string{
		// cobra
		"Usage", "Aliases", "Examples", "Available Commands", "Additional Commands", "Flags", "Global Flags", "Additional help topics",
		"disable completion descriptions",
		// pflag
		"invalid argument %q for %q flag: %v", // where a setting comes from
		" (environment %s)", " (file %s)", " (flag %s)",
		// the layouts of payroll packages
		"the vendor's page on the import", "the product may drop leading zeros of 従業員No, where its option says so",
		"the vendor's pages on the link with attendance", "the vendor's page on 他社製品データ取り込み",
		"the encoding is not written down; cp932 is an assumption", "items are called as in your 給料王; change the names where yours differ",
		"a file that a real installation's software writes (Version 3), and the vendor's page on the import",
		"which notation of hours it takes is not written down, so no hours are sent", "which columns may be left out",
		"the vendor's page on OBC受入形式のテンプレート, and programs that write such files",
		"a program that writes it for PCA給与X, and a partner's list for DX that agrees; no page of the vendor's",
		"the vendor's questions and answers (0094101, 0107591)", "reading has to be switched on in 51 システム制御情報の設定",
		"the vendor's pages on 明細データのインポート, and a partner's help on the import format",
		"a second import of the same period doubles it, without a warning and without a way back; make a backup before",
		// lengths of time
		"%sh", "%sm", "%ss",
		// words and what stands between sentences
		"; ",
		" (HTTP %d)", "interrupted", "done", "skipped", "hint", "Columns", "See also", "Limit", "Endpoint", "Vendors", "Accounts", "Tools", "nothing", "known: %s", "punch", "requests", "tokens", "LF or CRLF",
	}
}
