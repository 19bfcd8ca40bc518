// Package wire is the wing of what goes over the network: one HTTP request (transport), login (oauth), and the shapes in
// which vendors pack (inflate), answer and limit it (window, page, poll, batch, quota).
//
// Its rooms know no vendor, no command and no output format. They may import keep, data and say.
package wire
