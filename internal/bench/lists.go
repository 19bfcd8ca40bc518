//go:build linux

package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
)

// compareLists measures the lists of NipoPlus and FlexCRM, whose columns are found in the records, against the earlier build.
func compareLists(l *lab) error {
	env := append(l.env(), "GENBA_NIPOPLUS_BASE_URL="+l.base+"/nipoplus", "GENBA_NIPOPLUS_API_KEY=k", "GENBA_NIPOPLUS_GROUP_ID=nipodefaultgroup",
		"GENBA_FLEXCRM_BASE_URL="+l.base+"/flexcrm", "GENBA_FLEXCRM_API_KEY=k")
	ours, theirs := l.file("list.csv"), l.file("list-before.csv")
	var rows [][]string
	for _, list := range []struct {
		name    string
		records int64
		args    []string
	}{
		{"nipoplus reports pull --labels", listReports, []string{"nipoplus", "reports", "pull", "--from", "2025-03-01", "--to", "2025-03-02", "--labels"}},
		{"flexcrm flexdb list", listRecords, []string{"flexcrm", "flexdb", "list", "tbl"}},
	} {
		now := command{args: append([]string{l.genba}, list.args...), env: env, cpu: "0"}
		before, err := l.before(now)
		if err != nil {
			return err
		}
		now.args = append(now.args, "--output", "csv", "--quiet", "--output-file", ours)
		before.args = append(before.args, "--output", "csv", "--quiet", "--output-file", theirs)
		if _, err := measure(now); err != nil { // the vendor makes its answers
			return err
		}
		samples, err := interleaved(l.runs, nil, now, before)
		if err != nil {
			return err
		}
		if err := errors.Join(expectLines(ours, list.records, 1), sameFiles(ours, theirs)); err != nil {
			return err
		}
		for i, name := range []string{"`genba " + list.name + "`", "the same, " + beforeCommit} {
			rows = append(rows, []string{
				name, seconds(medianElapsed(samples[i])), seconds(medianCPU(samples[i])), mib(peak(samples[i])),
				fmt.Sprintf("%.2f", times(medianCPU(samples[i]), medianCPU(samples[1]))),
			})
		}
	}
	l.table(fmt.Sprintf("Lists of %d records to CSV, columns found, one core, %d runs each in turn", listRecords, l.runs),
		[]string{"program", "elapsed", "CPU", "peak MiB", "CPU × " + beforeCommit}, rows...)
	return nil
}

func sameFiles(a, b string) error {
	left, err := os.ReadFile(a)
	if err != nil {
		return err
	}
	right, err := os.ReadFile(b)
	if err == nil && !bytes.Equal(left, right) {
		err = fmt.Errorf("%s and %s differ", a, b)
	}
	return err
}
