// Package akashi speaks to AKASHI, the attendance service: one method per endpoint of its public
// API document, whose sections are cited as §6.7 and the like. It knows the document, its limits and
// its contradictions. It must not know a command, a flag, a file or a screen.
//
// Times on the wire are Japan's and carry no zone. Records are passed on as the vendor sent them;
// what only the envelope knows (whose stamps these are) is put in front.
package akashi
