// Package each runs one job for many companies: which profiles are meant, which of them belong to this machine's share,
// how many run at once, and what became of each.
//
// It knows profiles and results. It must not know vendors, commands or processes: what a run is, its caller says.
package each
