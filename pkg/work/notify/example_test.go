package notify_test

import (
	"fmt"

	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/work/notify"
)

// A record becomes a message by Go's text/template. What Slack would take for a command is escaped.
func ExampleNewTemplate() {
	var slack notify.Channel
	for _, c := range notify.Channels() {
		if c.Name == "slack" {
			slack = c
		}
	}
	t, err := notify.NewTemplate("{{.name}}: {{.kind}}", slack)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(t.Message(1, record.Record{}.With("name", record.String("髙橋恵子 <!here>")).With("kind", record.String("no-end"))))
	// Output:
	// 髙橋恵子 &lt;!here&gt;: no-end <nil>
}
