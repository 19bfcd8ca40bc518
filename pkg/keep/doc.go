// Package keep is the wing of what stays on this machine between two runs: settings (config), secrets (credential), how
// far a repeated pull has got (cursor), who runs (lock), and files that appear whole (atomicfile).
//
// Its rooms know no vendor beyond the table of names in pkg/vendors, no command and no network. They may import data and say.
package keep
