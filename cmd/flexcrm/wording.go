package flexcrm

import (
	"github.com/genba-cli/genba/cmd/internal/cli"
)

// Wording returns how what pkg/vendors/flexcrm says is said at the command line.
func Wording() cli.Wording {
	return cli.Wording{
		"look at FlexCRM's whole answer": "genba --debug shows each request; genba api flexcrm GET /… shows the whole answer",
		"log in to FlexCRM":              "genba auth login flexcrm",
		"it is the setting flexcrm.site_id, the workspace id of https://flex-crm.com/SITE/;\nwith a server of your own: flexcrm.base_url, https://SITE.flex-crm.com/api/v1": "genba config set flexcrm.site_id SITE, the workspace id of https://flex-crm.com/SITE/, or set GENBA_FLEXCRM_SITE_ID;\nwith a server of your own: genba config set flexcrm.base_url https://SITE.flex-crm.com/api/v1",
		"the API key is wrong, or may not do this: システム設定 → APIキーの取得 shows it to a system administrator; then log in":                                                       "the API key is wrong, or may not do this: システム設定 → APIキーの取得 shows it to a system administrator; then genba auth login flexcrm",
		"check the address and the table's id: flexcrm.base_url, flexcrm.site_id":                                                                                           "check the address and the table's id: genba config get flexcrm.base_url, genba config get flexcrm.site_id",
		"the fields of %s have their types and choices":                                                                                                                     "genba flexcrm flexdb fields %s shows the fields with their choices",
		"the condition %s%s%s: %s; no record was asked for":                                                                                                                 "--where %s%s%s: %s; no record was asked for",
		"If the vendor told you another, it is the setting flexcrm.endpoints.%s: %s /…":                                                                                     "If the vendor told you another: genba config set flexcrm.endpoints.%s '%s /…'",
		"the condition %q: %s; nothing was sent":                                                                                                                            "--where %q: %s; nothing was sent",
		"ask again by id, or when nobody is adding records":                                                                                                                 "run it again, without --order-by or when nobody is adding records",
		"ask for one of them, and keep what meets the other":                                                                                                                "ask for one of them, and keep what meets the other with --jq",
		"the condition %s%s is given twice, and FlexCRM would look at one of them only; nothing was sent":                                                                   "--where %s%s is given twice, and FlexCRM would look at one of them only; nothing was sent",
		"the order %q: %q is not a field and asc or desc; nothing was sent":                                                                                                 "--order-by %q: %q is not a field and asc or desc; nothing was sent",
		"for example id desc, or title asc,number desc":                                                                                                                     "for example --order-by 'id desc' or --order-by 'title asc,number desc'",
		"ask again by id, or when nobody is editing":                                                                                                                        "run it again, without --order-by or when nobody is editing",
		"the list of users shows them":                                                                                                                                      "genba flexcrm users list shows them",
		"a condition":                                                                                                                                                       "--where",
		"the order":                                                                                                                                                         "--order-by",
	}
}
