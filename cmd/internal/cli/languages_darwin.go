package cli

import (
	"context"
	"os/exec"
	"strings"
	"time"
)

// systemLanguages returns the user's languages, as the settings of macOS have them.
func systemLanguages() []string {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, "/usr/bin/defaults", "read", "-g", "AppleLanguages").Output()
	if err != nil {
		return nil
	}
	return strings.FieldsFunc(string(out), func(r rune) bool { return strings.ContainsRune("(),\" \n", r) })
}
