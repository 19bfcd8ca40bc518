package config_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/genba-cli/genba/pkg/keep/config"
)

// A value comes from a flag, the environment, the file or a default, in this order.
func ExampleLoad() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "config.yaml")
	if err := config.Set(path, "", "akashi.company_id", "sample001"); err != nil {
		fmt.Println(err)
		return
	}
	c, err := config.Load(config.Options{Path: path, Getenv: func(string) string { return "" }})
	if err != nil {
		fmt.Println(err)
		return
	}
	company, source := c.Value("akashi", "company_id")
	fmt.Println(company, filepath.Base(source.String()))
	// Output:
	// sample001 config.yaml:4
}
