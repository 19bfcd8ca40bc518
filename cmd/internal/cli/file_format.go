package cli

import (
	"path/filepath"
	"strings"

	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// formatsByExtension are the formats that the name of an output file asks for.
var formatsByExtension = map[string]render.Format{
	".csv": render.CSV, ".tsv": render.TSV, ".json": render.JSON,
	".ndjson": render.NDJSON, ".jsonl": render.NDJSON, ".yaml": render.YAML, ".yml": render.YAML,
	".xlsx": render.XLSX, ".html": render.HTML, ".htm": render.HTML,
}

// A foreignFile is a kind of file that genba does not write, and what to do instead. CSV below such a name would not open.
type foreignFile struct{ kind, hint say.Format }

const (
	spreadsheetHint = "-O %s.xlsx is the workbook that genba writes; with -o csv the name is taken as it is"
	archiveHint     = "leave -O out and pack what comes: genba … -o csv | gzip > %s"
	documentHint    = "names that choose how it is written: %s.html, .csv, .tsv, .xlsx, .json, .ndjson, .yaml; with -o csv the name is taken as it is"
)

var foreignExtensions = map[string]foreignFile{
	".xlsm": {"an Excel workbook", spreadsheetHint}, ".xlsb": {"an Excel workbook", spreadsheetHint}, ".xls": {"an Excel workbook", spreadsheetHint},
	".ods": {"a LibreOffice sheet", spreadsheetHint},
	".pdf": {"a document in PDF", documentHint},
	".gz":  {"a compressed file", archiveHint}, ".zip": {"a compressed file", archiveHint}, ".zst": {"a compressed file", archiveHint},
	".xz": {"a compressed file", archiveHint}, ".bz2": {"a compressed file", archiveHint},
}

// example returns the name that the hint goes on from: without its extension where the hint gives another one.
func (f foreignFile) example(path string) string {
	if f.hint == archiveHint {
		return path
	}
	return strings.TrimSuffix(path, filepath.Ext(path))
}

// Format returns the format that -o asks for, else that of the output file's name. asked is false when neither names one.
func (g *Globals) Format() (format render.Format, asked bool, err error) {
	if g.Output != "" {
		format, err = render.ParseFormat(g.Output)
		return format, true, err
	}
	extension := strings.ToLower(filepath.Ext(g.OutputFile))
	if f, ok := foreignExtensions[extension]; ok {
		return format, false, fault.Errorf(fault.Usage, "-O %s: the name is that of %s (%s), which genba does not write; nothing was written", g.OutputFile, say.T(f.kind), extension).
			WithHint(f.hint, f.example(g.OutputFile))
	}
	format, asked = formatsByExtension[extension]
	return format, asked, nil
}
