package lang_test

import (
	"testing"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/say/lang"
)

// An error is made and said once by a process, which opens the catalogue for it.
func BenchmarkErrorOfAProcess(b *testing.B) {
	err := fault.Errorf(fault.Usage, "%w; nothing was sent", say.Errorf("--%s is missing", "date")).WithHint("give an id: %s", "1001")
	for _, language := range []string{"en", "ja"} {
		b.Run(language, func(b *testing.B) {
			for b.Loop() {
				var c say.Catalogue
				if words := lang.Open(language); words != nil {
					c = words
				}
				_, _ = err.In(c), fault.HintOf(err).In(c)
			}
		})
	}
}
