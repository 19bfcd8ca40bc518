package atomicfile

import (
	"os"
	"path/filepath"
	"strings"
)

// randomLength is how many letters and digits tell the temporary files of one name apart.
const randomLength = 8

// removeDead removes the temporary files of runs that were killed while they wrote target: those of its name that nobody has locked.
// What can't be removed is in nobody's way.
func removeDead(target string) {
	dir, name := filepath.Split(target)
	prefix := "." + short(name) + "."
	folder := filepath.Clean(dir + ".")
	d, err := os.Open(folder)
	if err != nil {
		return
	}
	defer d.Close() // nothing is written through it
	names, err := d.Readdirnames(-1)
	if err != nil {
		return
	}
	for _, found := range names {
		middle, ours := strings.CutPrefix(found, prefix)
		if random, temp := strings.CutSuffix(middle, ".tmp"); ours && temp && isRandom(random) {
			removeUnlocked(filepath.Join(folder, found))
		}
	}
}

// isRandom reports whether the text is of the form that createTemp makes: base32.
func isRandom(s string) bool {
	return len(s) == randomLength && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") == ""
}
