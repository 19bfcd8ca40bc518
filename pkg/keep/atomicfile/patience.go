package atomicfile

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// patience is how long a file is waited for that another program has open: longer than a virus scanner needs, shorter than anybody
// would wait for Excel to be closed.
const patience = 5 * time.Second

// patiently does something until it succeeds, fails for another reason than that the file is in use, or patience is at its end.
func patiently(do func() error, inUse func(error) bool) error {
	end := time.Now().Add(patience)
	for wait := 5 * time.Millisecond; ; wait = min(2*wait, 250*time.Millisecond) {
		err := do()
		if err == nil || !inUse(err) || time.Now().After(end) {
			return err
		}
		<-time.After(wait) // no context reaches here: what is finished is to be put in its place, whoever interrupts
	}
}

// keepBeside gives the finished content a name beside the target, which can't be replaced, and returns the name.
func (f *File) keepBeside() (string, error) {
	ending := filepath.Ext(f.target)
	base := strings.TrimSuffix(f.target, ending)
	for n := 1; ; n++ {
		beside := fmt.Sprintf("%s.new%d%s", base, n, ending)
		if _, err := os.Lstat(beside); err == nil {
			continue
		}
		return beside, os.Rename(f.temp, beside)
	}
}
