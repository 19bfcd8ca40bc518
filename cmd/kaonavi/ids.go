package kaonavi

import (
	"strings"

	"github.com/genba-cli/genba/pkg/say/fault"
)

// isNumber reports whether a text is digits alone that fit into 64 bits.
func isNumber(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == "" && len(text) <= 18
}

// sheetID wants a sheet's number; 0 is the basic information (§2.8).
func sheetID(text string) error {
	if !isNumber(text) {
		return fault.Errorf(fault.Usage, "sheet %q is not a number; nothing was sent", text).
			WithHint("a sheet's number is on Kaonavi's page 公開API情報確認; 0 is the basic information of all members")
	}
	return nil
}

// progressID wants what a request answered as progress_id: a number, though some come as text (§2.6).
func progressID(text string) error {
	if !isNumber(text) {
		return fault.Errorf(fault.Usage, "%q is no progress_id, which is a number; nothing was sent", text).WithHint("it is what the request answered, for example 12")
	}
	return nil
}
