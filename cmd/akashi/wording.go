package akashi

import (
	"github.com/genba-cli/genba/cmd/internal/cli"
)

// Wording returns how what pkg/vendors/akashi says is said at the command line.
func Wording() cli.Wording {
	return cli.Wording{
		"it is the setting akashi.company_id": "genba config set akashi.company_id COMPANY, or set GENBA_AKASHI_COMPANY_ID",
		"log in to AKASHI":                    "genba auth login akashi",
		"the token is wrong, or older than its one month and one day: issue a new one on My Page, then log in": "the token is wrong, or older than its one month and one day: issue a new one on My Page, then genba auth login akashi",
		"check akashi.base_url":                                                       "check base_url: genba config get akashi.base_url",
		"the token's permission decides which staffs are listed":                      "the token's permission decides who is listed: genba akashi staffs list",
		"look at AKASHI's whole answer":                                               "genba --debug shows each request; genba api akashi GET /{company}/… shows the whole answer",
		"check the token; if it is refused, issue one on My Page and log in":          "genba auth status akashi --check; if it is refused, issue a token on My Page and genba auth login akashi",
		"an id is AKASHI's own staffId, not the staff number: see the list of staffs": "an id is AKASHI's own staffId, not the staff number: genba akashi staffs list",
	}
}
