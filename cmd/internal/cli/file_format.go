package cli

import (
	"path/filepath"
	"strings"

	"github.com/genba-cli/genba/pkg/data/render"
	"github.com/genba-cli/genba/pkg/keep/atomicfile"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
)

// formatOf returns the format that the name of an output file asks for by its extension.
func formatOf(extension string) (format render.Format, asked bool) {
	switch extension {
	case ".csv":
		return render.CSV, true
	case ".tsv":
		return render.TSV, true
	case ".json":
		return render.JSON, true
	case ".ndjson", ".jsonl":
		return render.NDJSON, true
	case ".yaml", ".yml":
		return render.YAML, true
	case ".xlsx":
		return render.XLSX, true
	case ".html", ".htm":
		return render.HTML, true
	}
	return 0, false
}

// A foreignFile is a kind of file that genba does not write, and what to do instead. CSV below such a name would not open.
type foreignFile struct{ kind, hint say.Format }

const (
	spreadsheetHint = "-O %s.xlsx is the workbook that genba writes; with -o csv the name is taken as it is"
	archiveHint     = "leave -O out and pack what comes: genba … -o csv | gzip > %s"
	documentHint    = "names that choose how it is written: %s.html, .csv, .tsv, .xlsx, .json, .ndjson, .yaml; with -o csv the name is taken as it is"
)

// foreign returns the kind of file that genba does not write by its extension.
func foreign(extension string) (f foreignFile, ok bool) {
	switch extension {
	case ".xlsm", ".xlsb", ".xls":
		return foreignFile{"an Excel workbook", spreadsheetHint}, true
	case ".ods":
		return foreignFile{"a LibreOffice sheet", spreadsheetHint}, true
	case ".pdf":
		return foreignFile{"a document in PDF", documentHint}, true
	case ".gz", ".zip", ".zst", ".xz", ".bz2":
		return foreignFile{"a compressed file", archiveHint}, true
	}
	return foreignFile{}, false
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
	if f, ok := foreign(extension); ok {
		return format, false, fault.Errorf(fault.Usage, "-O %s: the name is that of %s (%s), which genba does not write; nothing was written", g.OutputFile, say.T(f.kind), extension).
			WithHint(f.hint, f.example(g.OutputFile))
	}
	format, asked = formatOf(extension)
	return format, asked, nil
}

// checkOutputFile finds out before the first request that the file of -O can't be written. A name with a part to be filled in is looked at
// when it is whole.
func (g *Globals) checkOutputFile() error {
	if g.OutputFile == "" || g.DryRun || strings.Contains(g.OutputFile, "{") {
		return nil
	}
	return atomicfile.Check(g.OutputFile)
}
