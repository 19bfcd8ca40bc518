package transport

import (
	"syscall"

	"github.com/genba-cli/genba/pkg/say"
)

// networkWords returns what an error number of the network means. Those of Windows's own sockets get the words that other systems
// have, which are known in every language of genba; no other system has numbers as high.
func networkWords(errno syscall.Errno) say.Text {
	if words, ok := winsock()[errno]; ok {
		return say.T(words)
	}
	return say.T("%w", errno)
}

func winsock() map[syscall.Errno]say.Format {
	return map[syscall.Errno]say.Format{
		10013: "permission denied",
		10048: "address already in use",
		10049: "cannot assign requested address",
		10050: "network is down",
		10051: "network is unreachable",
		10053: "software caused connection abort",
		10054: "connection reset by peer",
		10060: "connection timed out",
		10061: "connection refused",
		10064: "host is down",
		10065: "no route to host",
	}
}
