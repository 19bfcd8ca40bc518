package credential

import (
	"errors"
	"os/exec"

	"github.com/genba-cli/genba/pkg/say"
)

// The exit statuses of macOS's `security`, through which go-keyring reaches the keychain: the low byte of an OSStatus of
// Security.framework's SecBase.h.
const (
	interactionRequired   = 29  // errSecInteractionRequired, -25315
	interactionNotAllowed = 36  // errSecInteractionNotAllowed, -25308: locked, and no window can be shown, as over SSH
	noDefaultKeychain     = 37  // errSecNoDefaultKeychain, -25307
	noSuchKeychain        = 50  // errSecNoSuchKeychain, -25294
	authFailed            = 51  // errSecAuthFailed, -25293: "Deny", or a wrong password
	userCanceled          = 128 // errSecUserCanceled, -128: the window was closed
)

// ofKeychain gives what the keychain's program reports by its exit status a name; nil for any other error.
func ofKeychain(err error) error {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return nil
	}
	switch exit.ExitCode() {
	case interactionRequired, interactionNotAllowed:
		e := &unusable{state: ErrLocked, cause: err, ways: orUnlocked, advice: say.T("`security unlock-keychain` asks for its password, also over SSH;")}
		return e.because(say.T("the login keychain is locked, and no window can ask for its password here"))
	case authFailed, userCanceled:
		e := &unusable{state: ErrDenied, cause: err, ways: withoutIt, advice: say.T("run the command again and choose Always Allow;")}
		return e.because(say.T("the keychain did not let genba in: its question was answered with Deny, closed, or answered with a wrong password (%w)", err))
	case noDefaultKeychain, noSuchKeychain:
		e := &unusable{state: ErrNone, cause: err, ways: withoutIt, advice: say.T("log in to the desktop once, or make one in Keychain Access;")}
		return e.because(say.T("this user has no keychain"))
	}
	return nil
}
