// Package data is the wing of what passes through genba: records, the rows and encodings that they come from and go to,
// and the ranges of time that are asked for.
//
// Its rooms know no vendor, no network and no place where anything is kept. They may import say.
package data
