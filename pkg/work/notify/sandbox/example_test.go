package sandbox_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/genba-cli/genba/pkg/work/notify/sandbox"
)

// What a program posts to a channel is there to look at afterwards.
func Example() {
	channels := sandbox.New(sandbox.Options{})
	for _, message := range []string{`{"text":"打刻漏れ: 森 碧"}`, `{"blocks":[]}`} {
		answer := httptest.NewRecorder()
		channels.ServeHTTP(answer, httptest.NewRequest(http.MethodPost, "/slack/services/T/B/secret", strings.NewReader(message)))
		fmt.Println(answer.Code, strings.TrimSpace(answer.Body.String()))
	}
	fmt.Println(channels.Posts())
	// Output:
	// 200 ok
	// 400 invalid_payload
	// [{slack  打刻漏れ: 森 碧}]
}
