//go:build linux

package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"

	"github.com/genba-cli/genba/pkg/data/charset"
)

// importColumns are those of a file of staffs, as `staffs list` has them.
const importColumns = "staff_id,staff_code,last_name,first_name,last_name_kana,first_name_kana,organization,employment_category,idm_number,email," +
	"tel,sex,tag,remarks,organization.name,organization.organizationId,subgroups,cardTypeId,permissionGroup.name,managedOrganizations"

// imports checks files of staffs for a write. The sex in the last row is none, so that all is read and checked and nothing sent.
func imports(l *lab) error {
	const columns = 20
	var rows [][]string
	for _, c := range []struct {
		rows     int
		encoding charset.Encoding
	}{{100_000, charset.UTF8}, {1_000_000, charset.UTF8}, {1_000_000, charset.CP932}} {
		file := l.file("staffs.csv")
		bytes, err := staffFile(file, c.rows, c.encoding)
		if err != nil {
			return err
		}
		refused := command{args: []string{"sh", "-c", `"$0" akashi staffs import --file "$1" 2>/dev/null; test $? = 2`, l.genba, file}, env: l.env(), cpu: "0"}
		samples, err := interleaved(max(l.runs/2, 1), nil, refused)
		if err != nil {
			return err
		}
		cells := float64(c.rows * columns)
		rows = append(rows, []string{
			fmt.Sprintf("%d rows of %d cells, %s", c.rows, columns, c.encoding), fmt.Sprintf("%.0f", float64(bytes)/1e6),
			seconds(medianElapsed(samples[0])), seconds(medianCPU(samples[0])),
			fmt.Sprintf("%.0f", cells/medianElapsed(samples[0]).Seconds()), fmt.Sprintf("%.0f", cells/medianCPU(samples[0]).Seconds()), mib(peak(samples[0])),
		})
	}
	l.table("A CSV file is read and checked for a write (`akashi staffs import`, refused for its last row), one core",
		[]string{"file", "MB", "elapsed", "CPU", "cells a second", "cells a second of CPU", "peak MiB"}, rows...)
	return nil
}

// staffFile writes a file of so many staffs.
func staffFile(path string, rows int, encoding charset.Encoding) (int64, error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	_, _ = w.WriteString(importColumns + "\n")
	var line, encoded []byte
	for n := range rows {
		sex := "女"
		if n == rows-1 {
			sex = "?"
		}
		line = fmt.Appendf(line[:0], `%d,%06d,髙橋,花子,タカハシ,ハナコ,本社/第%d営業部,正社員,%016X,staff%d@example.jp,03-%04d-%04d,%s,,"備考, %d",第%d営業部,%d,,1,一般,`+"\n",
			100_000+n, n, n%50, n, n, n%10_000, n/10_000, sex, n%7, n%50, n%50)
		if encoded = line; encoding == charset.CP932 {
			encoded, _, _ = charset.AppendCP932(nil, line)
		}
		_, _ = w.Write(encoded)
	}
	err = errors.Join(w.Flush(), f.Close())
	info, statErr := os.Stat(path)
	if err = errors.Join(err, statErr); err != nil {
		return 0, err
	}
	return info.Size(), nil
}
