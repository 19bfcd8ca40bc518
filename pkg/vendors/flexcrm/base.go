package flexcrm

import (
	"net/url"
	"strings"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// BaseURL returns where the API is: the base URL, or the shared server's for the site (the workspace id). Customers with a
// server of their own have https://SITE.flex-crm.com/api/v1 and say so with base_url.
func BaseURL(base, site string) (string, error) {
	site = strings.TrimSpace(site)
	switch {
	case base != "":
		return base, nil
	case site == "":
		return "", fault.New(fault.Usage, "neither the FlexCRM base_url nor site_id is set").
			WithHint("it is the setting flexcrm.site_id, the workspace id of https://flex-crm.com/SITE/;\n" +
				"with a server of your own: flexcrm.base_url, https://SITE.flex-crm.com/api/v1")
	case strings.ContainsAny(site, "/?#%. "):
		return "", fault.Errorf(fault.Usage, "the FlexCRM site_id %q is not a workspace id", site).
			WithHint("it is the word after the host in https://flex-crm.com/SITE/; a whole address goes into flexcrm.base_url")
	}
	return "https://flex-crm.com/" + url.PathEscape(site) + "/api/v1", nil
}
