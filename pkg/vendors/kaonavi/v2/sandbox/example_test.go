package sandbox_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/genba-cli/genba/pkg/vendors/kaonavi/v2/sandbox"
)

// A test makes up its own members, logs in and lists them as its client would, and looks at what was asked.
func Example() {
	vendor := sandbox.New(sandbox.Options{Key: "key", Secret: "secret", People: []sandbox.Person{{Code: "000001", Name: "森 碧"}}})
	var answer struct {
		Token   string                        `json:"access_token"`
		Members []struct{ Code, Name string } `json:"member_data"`
	}
	ask := func(request *http.Request) error {
		recorder := httptest.NewRecorder()
		vendor.ServeHTTP(recorder, request)
		return json.Unmarshal(recorder.Body.Bytes(), &answer)
	}
	login := httptest.NewRequest(http.MethodPost, "/token", strings.NewReader("grant_type=client_credentials"))
	login.Header.Set("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
	login.SetBasicAuth("key", "secret")
	fmt.Println("error of the login:", ask(login))
	list := httptest.NewRequest(http.MethodGet, "/members", nil)
	list.Header.Set("Kaonavi-Token", answer.Token)
	fmt.Println(ask(list), answer.Members, vendor.Requests())
	// Output:
	// error of the login: <nil>
	// <nil> [{000001 森 碧}] [POST /token GET /members]
}
