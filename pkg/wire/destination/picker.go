package destination

import "github.com/genba-cli/genba/pkg/data/record"

// picker takes the values of the columns out of a record in one pass.
type picker struct {
	extractor *record.Extractor
	columns   []column
	values    []record.Value // one a column, then those of other places
	other     []otherPlace
	unwanted  *record.Unwanted
	strays    int // names that no column wants, met so far
}

type otherPlace struct{ column, at int }

func newPicker(columns []column) picker {
	p := picker{columns: columns}
	var paths [][]string
	for _, c := range columns {
		path := c.path
		if path == nil {
			path = []string{"\x00" + c.name} // nothing is called that
		}
		paths = append(paths, path)
	}
	for i, c := range columns {
		for _, alt := range c.alt {
			p.other = append(p.other, otherPlace{i, len(paths)})
			paths = append(paths, alt)
		}
	}
	p.extractor = record.NewExtractor(paths)
	p.unwanted = p.extractor.Unwanted()
	return p
}

// pick returns the value of each column, nil where there is none, until the next call. strays says that the record has names
// that were not met before and that no column wants.
func (p *picker) pick(r record.Record) (values []record.Value, strays bool) {
	p.values = p.extractor.Extract(r, p.values)
	for _, o := range p.other {
		if p.values[o.column] == nil {
			p.values[o.column] = p.values[o.at]
		}
	}
	values = p.values[:len(p.columns)]
	for i, v := range values {
		switch v.Kind() {
		case record.KindNull:
			values[i] = nil
		case record.KindObject:
			if p.columns[i].outer && !empty(v) {
				values[i] = nil
			}
		}
	}
	met := p.unwanted.Count()
	strays, p.strays = met > p.strays, met
	return values, strays
}
