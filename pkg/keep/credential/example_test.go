package credential_test

import (
	"context"
	"fmt"
	"os"

	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/say/redact"
	"github.com/genba-cli/genba/pkg/vendors"
)

// A secret is looked for in the environment first.
func ExampleResolver() {
	variables := map[string]string{"GENBA_AKASHI_TOKEN": "sample"}
	akashi, _ := vendors.Lookup("akashi")
	r := credential.NewResolver(credential.ResolverOptions{
		Getenv: func(name string) string { return variables[name] }, Profile: "default", Redact: &redact.Set{}, LockDir: os.TempDir(),
	})
	secret, err := r.Secret(context.Background(), akashi, "token")
	fmt.Println(secret.Value, secret.Source, err)
	// Output:
	// sample environment GENBA_AKASHI_TOKEN <nil>
}
