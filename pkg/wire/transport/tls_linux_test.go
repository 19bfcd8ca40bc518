package transport_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/genba-cli/genba/pkg/wire/transport"
)

// childURL tells this test's own child process whom to ask. The system's certificates are read once
// a process, so only a process of its own can have others.
const childURL = "TRANSPORT_TEST_CHILD_URL"

func TestCAFileDoesNotReplaceTheSystem(t *testing.T) {
	if url := os.Getenv(childURL); url != "" {
		c := newClient(t, transport.Options{BaseURL: url, CAFile: os.Getenv("TRANSPORT_TEST_CHILD_CA")})
		if _, err := c.Do(t.Context(), transport.Request{}); err != nil {
			t.Fatal(err)
		}
		return
	}
	s := quietTLS(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "{}") })
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestCAFileDoesNotReplaceTheSystem$")
	child.Env = []string{
		childURL + "=" + s.URL + prefix,
		"TRANSPORT_TEST_CHILD_CA=" + otherCertificate(t),
		"SSL_CERT_FILE=" + certificate(t, s),
		"SSL_CERT_DIR=" + t.TempDir(),
	}
	if out, err := child.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// otherCertificate returns a file with a certificate that has signed nothing here.
func otherCertificate(t *testing.T) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "other.pem")
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}
