package sandbox_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/genba-cli/genba/pkg/vendors/akashi/sandbox"
)

// A test makes up its own company, asks as its client would, and looks at what the client asked. Tokens are masked there.
func Example() {
	vendor := sandbox.New(sandbox.Options{Staffs: []sandbox.Staff{
		{Number: "000001", Last: "森", First: "碧"},
		{Number: "000002", Last: "髙橋", First: "恵子"},
	}})
	answer := httptest.NewRecorder()
	vendor.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, "/"+sandbox.CompanyID+"/staffs?token="+vendor.Token(), nil))
	var list struct {
		Response struct {
			Staffs []struct{ StaffNum, LastName string }
		}
	}
	err := json.Unmarshal(answer.Body.Bytes(), &list)
	fmt.Println(list.Response.Staffs, err)
	fmt.Println(vendor.Requests())
	// Output:
	// [{000001 森} {000002 髙橋}] <nil>
	// [GET /sandbox01/staffs?token=***]
}
