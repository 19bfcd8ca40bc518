// Package credential finds secrets, keeps them, and lets one process at a time renew them.
//
// A secret comes from the environment, from a program that the operator names, or from a store that
// the operator has chosen: the keyring of the desktop or an encrypted file. The first that has it
// wins, and which one it was can be shown. The store is never changed by itself: what cannot be read
// is an error that names the ways out.
//
// The package must not know commands, HTTP, or how a vendor uses what it finds here. No error that it
// returns holds a secret.
package credential
