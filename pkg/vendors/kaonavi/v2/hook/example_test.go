package hook_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/v2/hook"
)

// An event is kept when it bears the webhook's secret, and answered only then.
func ExampleReceiver() {
	receiver := &hook.Receiver{
		Secret:  "sesame",
		Keep:    func(event []byte) error { fmt.Println("kept:", string(event)); return nil },
		Refused: func(status int, why say.Text) { fmt.Println("refused:", status) },
	}
	for _, secret := range []string{"sesame", "guessed"} {
		request := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(`{"event": "member_updated", "member_data": [{"code": "A0002"}]}`))
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Kaonavi-Token", secret)
		answer := httptest.NewRecorder()
		receiver.ServeHTTP(answer, request)
		fmt.Println(answer.Code)
	}
	// Output:
	// kept: {"event":"member_updated","member_data":[{"code":"A0002"}]}
	// 200
	// refused: 401
	// 401
}
