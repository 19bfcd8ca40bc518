package credential

// Backend is the keyring behind the keyring store.
type Backend = backend

// NewKeyring is a keyring store over another keyring than the system's.
var NewKeyring = newKeyring

// DataDirOn is DataDir, and CheckBus the look for a bus, as on another operating system.
var (
	DataDirOn = dataDirOn
	CheckBus  = checkBus
)

// SystemKeyring is the keyring of this system.
var SystemKeyring Backend = systemKeyring{}

// Exposed judges an identity's mode, and Below where its file lies.
var (
	Exposed = exposed
	Below   = below
)
