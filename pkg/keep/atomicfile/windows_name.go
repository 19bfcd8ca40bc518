package atomicfile

import (
	"slices"
	"strings"

	"github.com/genba-cli/genba/pkg/say"
)

// windowsName says what Windows makes of a file's name that is none: a device, or a stream inside a file. It is zero for an
// ordinary name.
func windowsName(name string) say.Text {
	switch {
	case IsDevice(name):
		return say.T("%q is the name of a device on Windows", name)
	case strings.ContainsAny(name, `:*?"<>|`):
		return say.T("%q has a character that no name on Windows may have", name)
	case strings.HasSuffix(name, " ") || strings.HasSuffix(name, "."):
		return say.T("%q ends with a blank or a dot, which Windows takes away", name)
	}
	return say.Text{}
}

// IsDevice reports whether Windows keeps a name for a device, whatever follows the first dot. Blanks in front of the dot don't count.
func IsDevice(name string) bool {
	name, _, _ = strings.Cut(name, ".")
	name = strings.ToUpper(strings.TrimRight(name, "\t\n\f\r "))
	if slices.Contains([]string{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}, name) {
		return true
	}
	port, isPort := strings.CutPrefix(name, "COM")
	if !isPort {
		port, isPort = strings.CutPrefix(name, "LPT")
	}
	return isPort && slices.Contains([]string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"}, port)
}
