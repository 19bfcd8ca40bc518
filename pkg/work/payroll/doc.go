// Package payroll writes the attendance of a closed period as the file that a payroll package imports. What a package wants is a
// layout: data in YAML, not code. The package passes on what a source counted and sums what is plain; it computes no overtime and no
// premiums, because no source here gives what the law and the company's rules want for them.
package payroll
