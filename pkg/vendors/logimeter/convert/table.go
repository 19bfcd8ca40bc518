package convert

import (
	"path/filepath"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
)

// processes reads the table that stands in the rule or in a YAML file: a key and its process id, or
// {id: 8338837, accounting_date: あり}.
func (p *ruleParser) processes(n *yaml.Node) { p.rule.Processes = p.table(n) }

func (p *problems) table(n *yaml.Node) map[string]Process {
	table, spellings := map[string]Process{}, map[string]string{}
	for _, pair := range p.pairs(n, say.Verbatim("processes")) {
		process := Process{line: pair.line}
		if pair.value.Kind == yaml.ScalarNode {
			process.ID = p.id(pair.line, pair.value.Value)
		} else {
			p.process(pair, &process)
		}
		p.checkKey(pair.line, pair.name)
		composed := charset.Compose(pair.name)
		if first, twice := spellings[composed]; twice && first != pair.name {
			p.addf(pair.line, "the key %s is there twice, once with its marks apart (か and U+3099 for が)", quoted(pair.name))
		}
		spellings[composed] = pair.name
		table[pair.name] = process
	}
	return table
}

func (p *problems) process(entry pair, process *Process) {
	for _, pair := range p.pairs(entry.value, say.T("the process of %s", quoted(entry.name))) {
		text, ok := p.text(pair.value, pair.name)
		switch {
		case !ok:
		case pair.name == "id":
			process.ID = p.id(pair.line, text)
		case pair.name == "accounting_date":
			process.Accounting = p.setting(pair.line, text)
		default:
			p.addf(pair.line, "a process has no key %s; it is a number, or {id: 8338837, accounting_date: あり}", quoted(pair.name))
		}
	}
	if process.ID == 0 && p.count == 0 {
		p.addf(entry.line, "the process of %s has no id", quoted(entry.name))
	}
}

func (p *problems) id(line int, text string) int64 {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id <= 0 || strconv.FormatInt(id, 10) != text {
		p.addf(line, "%s is not a process id (工程マスタID), which is a number as 8338837", quoted(text))
	}
	return id
}

// checkKey reports a key that no line can have.
func (p *problems) checkKey(line int, key string) {
	if strings.ContainsAny(key, ",\r\n") || key == "" {
		p.addf(line, "%s can't be a key: values have no comma and no line break, and a key is not empty", quoted(key))
	}
}

// setting reads the accounting-date setting (計上日設定). The document only shows なし.
func (p *problems) setting(line int, text string) bool {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "", "なし", "無", "no", "none", "false", "0", "null":
		return false
	case "あり", "有", "yes", "true", "1":
		return true
	}
	p.addf(line, "the accounting-date setting %s is neither なし nor あり", quoted(text))
	return false
}

// processesFile reads the table from a file of its own. Its problems are reported as those of the rule's line.
func (p *ruleParser) processesFile(n *yaml.Node) {
	path, ok := p.text(n, "processes_file")
	if !ok {
		return
	}
	text, err := p.open(path)
	if err != nil {
		p.addf(n.Line, "processes_file: %v", err)
		return
	}
	var file problems
	switch strings.ToLower(filepath.Ext(path)) {
	case ".yaml", ".yml":
		if root := file.document(text); root != nil {
			p.rule.Processes = file.table(root)
		}
	default:
		p.rule.Processes = file.csvTable(text)
	}
	for _, problem := range file.first {
		p.addf(n.Line, "%s: %s", path, problem)
	}
	p.count += file.count - len(file.first)
	for key, process := range p.rule.Processes {
		process.line = n.Line
		p.rule.Processes[key] = process
	}
}
