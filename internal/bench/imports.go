//go:build linux

package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/data/record"
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
		format   string
		encoding charset.Encoding
	}{
		{100_000, "csv", charset.UTF8},
		{1_000_000, "csv", charset.UTF8},
		{1_000_000, "csv", charset.CP932},
		{1_000_000, "ndjson", charset.UTF8},
		{1_000_000, "json", charset.UTF8},
	} {
		file := l.file("staffs." + c.format)
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
			fmt.Sprintf("%s, %d rows of %d cells, %s", c.format, c.rows, columns, c.encoding), fmt.Sprintf("%.0f", float64(bytes)/1e6),
			seconds(medianElapsed(samples[0])), seconds(medianCPU(samples[0])),
			fmt.Sprintf("%.0f", cells/medianElapsed(samples[0]).Seconds()), fmt.Sprintf("%.0f", cells/medianCPU(samples[0]).Seconds()), mib(peak(samples[0])),
		})
	}
	l.table("A file is read and checked for a write (`akashi staffs import`, refused for its last row), one core",
		[]string{"file", "MB", "elapsed", "CPU", "cells a second", "cells a second of CPU", "peak MiB"}, rows...)
	return nil
}

// staffFile writes a file of so many staffs, in the format of its extension.
func staffFile(path string, rows int, encoding charset.Encoding) (int64, error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	line := csvLine
	names := strings.Split(importColumns, ",")
	switch filepath.Ext(path) {
	case ".json":
		_, _ = w.WriteString("[")
		line = func(dst []byte, cells []string) []byte { return append(jsonLine(dst, names, cells), ",\n"...) }
	case ".ndjson":
		line = func(dst []byte, cells []string) []byte { return append(jsonLine(dst, names, cells), '\n') }
	default:
		_, _ = w.WriteString(importColumns + "\n")
	}
	var text, encoded []byte
	for n := range rows {
		text = line(text[:0], staff(n, n == rows-1))
		if encoded = text; encoding == charset.CP932 {
			encoded, _, _ = charset.AppendCP932(nil, text)
		}
		if n == rows-1 && filepath.Ext(path) == ".json" {
			encoded = append(encoded[:len(encoded)-2], ']')
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

// staff returns the cells of importColumns; a wrong one has a sex that there is not.
func staff(n int, wrong bool) []string {
	sex := "女"
	if wrong {
		sex = "?"
	}
	return []string{
		strconv.Itoa(100_000 + n), fmt.Sprintf("%06d", n), "髙橋", "花子", "タカハシ", "ハナコ", fmt.Sprintf("本社/第%d営業部", n%50), "正社員",
		fmt.Sprintf("%016X", n), fmt.Sprintf("staff%d@example.jp", n), fmt.Sprintf("03-%04d-%04d", n%10_000, n/10_000), sex, "",
		fmt.Sprintf("備考, %d", n%7), fmt.Sprintf("第%d営業部", n%50), strconv.Itoa(n % 50), "", "1", "一般", "",
	}
}

func csvLine(dst []byte, cells []string) []byte {
	for i, cell := range cells {
		if i > 0 {
			dst = append(dst, ',')
		}
		if strings.Contains(cell, ",") {
			cell = `"` + cell + `"`
		}
		dst = append(dst, cell...)
	}
	return append(dst, '\n')
}

func jsonLine(dst []byte, names, cells []string) []byte {
	for i, cell := range cells {
		opening := byte(',')
		if i == 0 {
			opening = '{'
		}
		dst = append(dst, opening)
		dst = record.AppendString(append(record.AppendString(dst, names[i]), ':'), cell)
	}
	return append(dst, '}')
}
