// Package inflate unpacks a gzip file that lies whole in memory into memory that is there already: no window, no state between
// calls, no copy of what was unpacked. It knows what a vendor's answer usually is and refuses everything else, damaged files above
// all: those are read by a library, which has the words for what is wrong.
package inflate
