// Package convert turns a file as a warehouse system writes it into the file that LOGIMETER's import API takes, by a
// rule: what the vendor's conversion API does (5-10 to 5-13), done here. It reads a stream and gives rows; it must not
// know the network, commands, files or screens.
//
// # How the document is read
//
// A line has a working day: the day in which its time lies, where a day begins at the rule's day_change (5-11). A
// process with an accounting date (計上日設定) is summed under the day of the accounting-date column instead, at the same
// time of day; for the others that column has no effect. The document shows such processes nowhere, only the setting なし.
//
// Quantities and efforts are sums over the lines of a process and a day (5-11 (6), 5-13 (7)). Both examples put lines of
// different times into one row, at the latest time: that is the slot "file". A shorter slot goes from after its
// beginning to its end, because the time is when work ended (5-8), and its row bears the end. The last one of a day
// bears the minute before the next day begins, so that it stays in its day and times rise.
//
// Cumulative data is a sum as well: 5-13 sums (7) before it sets the mode (8). A row is then the total of its day up to
// its time.
package convert
