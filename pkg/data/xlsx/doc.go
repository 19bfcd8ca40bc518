// Package xlsx writes and reads workbooks of the Office Open XML form as streams: row by row, in flat memory, without a
// temporary file. It knows cells and sheets, and must not know records, columns of a vendor or where a file lies.
//
// What is written shows the same in Excel, LibreOffice, Gnumeric and the libraries that read workbooks: text is text, times
// and durations carry explicit number formats, and a value that a cell can't hold is an error, never cut.
package xlsx
