//go:build unix

package credential

// Descendants are the processes below another.
var Descendants = descendants
