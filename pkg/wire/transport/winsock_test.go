package transport

import (
	"os"
	"syscall"
	"testing"
)

func TestErrorNumbersOfWindowsHaveTheWordsOfOtherSystems(t *testing.T) {
	for errno, want := range map[syscall.Errno]string{
		10061: "connection refused", 10054: "connection reset by peer", 10060: "connection timed out", 10051: "network is unreachable",
	} {
		if got := networkWords(errno).String(); got != want {
			t.Errorf("%d: got %q, want %q", errno, got, want)
		}
	}
	_, err := os.Open(t.TempDir() + "/missing")
	own := err.(*os.PathError).Err.(syscall.Errno) //nolint:errorlint // what the system says, whatever it is
	if got := networkWords(own).String(); got != own.Error() {
		t.Errorf("got %q, want %q", got, own)
	}
}
