package sandbox

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Codes of files that can't be imported. The document names E201 and the range of E100 to E800 (§5-14, §5-15); the others
// are the sandbox's choice within it.
const (
	codeEmpty    = "E101"
	codeEncoding = "E102"
	codeTooMany  = "E103"
	codeColumns  = "E104"
	codeDate     = "E201"
	codeQuantity = "E301"
	codeType     = "E302"
	codeEffort   = "E401"
	codeProcess  = "E501"
)

// TaskProcess is a process whose effort does not come from a LOGIMETER task: its rows need columns 5 and 6 (§5-7).
const TaskProcess = 8338879

// lastProcess is the highest id of a process.
const lastProcess = 99_999_999

// complaint is a code with the message of the vendor's screen: "2行目 日付フォーマットが違います".
type complaint struct{ code, message string }

// progressFile is one of the two files (§5-6, §5-7).
type progressFile struct {
	path   string
	layout string // of the second column
	width  int
	rising bool // a row has to be later than the one before it
}

func planFile() progressFile {
	return progressFile{path: "progress_plans", layout: "2006-01-02", width: 3}
}

func actualFile() progressFile {
	return progressFile{path: "progress_actuals", layout: "2006-01-02 15:04", width: 6, rising: true}
}

// read returns the rows of a file. One line that is wrong spoils the whole file. A first line of names is passed over: the
// document does not say whether there is one.
func (f progressFile) read(data []byte) ([][]string, *complaint) {
	switch {
	case len(data) == 0:
		return nil, &complaint{codeEmpty, "データがありません"}
	case !utf8.Valid(data) || bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return nil, &complaint{codeEncoding, "文字コードが違います"}
	}
	var rows [][]string
	for i, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		cells := strings.Split(strings.TrimSuffix(line, "\r"), ",")
		if i == 0 && cells[0] == "工程マスタID" && len(cells) == f.width {
			continue
		}
		if c := f.wrong(cells); c != nil {
			c.message = fmt.Sprintf("%d行目 %s", i+1, c.message)
			return nil, c
		}
		rows = append(rows, cells)
	}
	if len(rows) > MaxProgressRows {
		return nil, &complaint{codeTooMany, "行数が上限を超えています"}
	}
	return rows, nil
}

// wrong returns what is wrong with a row.
func (f progressFile) wrong(cells []string) *complaint {
	if len(cells) != f.width {
		return &complaint{codeColumns, "列数が違います"}
	}
	process, err := strconv.ParseInt(cells[0], 10, 64)
	if err != nil || process <= 0 || process > lastProcess {
		return &complaint{codeProcess, "工程マスタが見つかりません"}
	}
	if _, err := time.Parse(f.layout, cells[1]); err != nil || len(cells[1]) != len(f.layout) {
		return &complaint{codeDate, "日付フォーマットが違います"}
	}
	if n, err := strconv.ParseInt(cells[2], 10, 64); err != nil || n > 9_999_999_999 || n < -9_999_999_999 {
		return &complaint{codeQuantity, "数量が違います"}
	}
	if !f.rising {
		return nil
	}
	if cells[3] != "1" && cells[3] != "2" {
		return &complaint{codeType, "数量タイプが違います"}
	}
	return wrongEffort(process, cells[4], cells[5])
}

func wrongEffort(process int64, effort, kind string) *complaint {
	if effort == "" && kind == "" && process != TaskProcess {
		return nil
	}
	whole, tenth, point := strings.Cut(strings.TrimPrefix(effort, "-"), ".")
	_, err := strconv.ParseUint(whole+tenth, 10, 64)
	if err != nil || len(whole) < 1 || len(whole) > 5 || point && len(tenth) != 1 || kind != "1" && kind != "2" {
		return &complaint{codeEffort, "投下工数が違います"}
	}
	return nil
}
