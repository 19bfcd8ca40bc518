package cmd_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// office is LibreOffice without a window, in which a person's changes are made: the workbook becomes LibreOffice's own XML, in
// which text is replaced, and a workbook again. GENBA_TEST_OFFICE=required makes its absence a failure, as in CI.
type office struct {
	*testing.T
	program, home string
}

func newOffice(t *testing.T) *office {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv("GENBA_TEST_OFFICE") == "required" {
			t.Fatal(err)
		}
		t.Skip("needs soffice")
	}
	return &office{T: t, program: program, home: t.TempDir()}
}

func (o *office) convert(path, to string) string {
	o.Helper()
	c := exec.CommandContext(o.Context(), o.program, "--headless", "--convert-to", to, "--outdir", filepath.Dir(path), path)
	c.Env = append(os.Environ(), "HOME="+o.home, "LC_ALL=C.UTF-8")
	if out, err := c.CombinedOutput(); err != nil {
		o.Fatalf("%v: %s", err, out)
	}
	extension, _, _ := strings.Cut(to, ":")
	return strings.TrimSuffix(path, filepath.Ext(path)) + "." + extension
}

// edited opens a workbook, replaces cells that say one thing by another, and saves it.
func (o *office) edited(path string, replace ...string) {
	o.Helper()
	flat := o.convert(path, "fods")
	text, err := os.ReadFile(flat)
	if err != nil {
		o.Fatal(err)
	}
	for i := 0; i < len(replace); i += 2 {
		old := "<text:p>" + replace[i] + "</text:p>"
		if !strings.Contains(string(text), old) {
			o.Fatalf("no cell of %s says %s", path, replace[i])
		}
		text = []byte(strings.Replace(string(text), old, "<text:p>"+replace[i+1]+"</text:p>", 1))
	}
	if err := os.WriteFile(flat, text, 0o600); err != nil {
		o.Fatal(err)
	}
	o.convert(flat, "xlsx:Calc MS Excel 2007 XML")
}

// What a list wrote, and a person edited in LibreOffice and saved, goes back in: the changes and nothing else.
func TestWorkbooksComeBackFromLibreOffice(t *testing.T) {
	o := newOffice(t)
	d := newDesk(t, nil)
	d.run(0, "auth", "store", "init")
	file := func(name string) string { return filepath.Join(d.env["HOME"], name) }

	// AKASHI: numbers of staffs keep their zeros, a changed name arrives.
	d.run(0, "akashi", "staffs", "list", "--fields", "staffId,staffNum,lastName,firstName,tag", "-O", file("staffs.xlsx"))
	o.edited(file("staffs.xlsx"), "髙橋", "髙𣘺")
	if results := d.run(0, "akashi", "staffs", "import", "-f", file("staffs.xlsx")); strings.Count(results, ",ok,") != 120 {
		t.Errorf("the results are %s", results)
	}
	equalText(t, d.run(0, "akashi", "staffs", "get", "1007", "--jq", ".lastName, .staffNum"), "髙𣘺\n000003\n")

	// Kaonavi: only cells that differ are changes; days, codes and lists do not.
	d.run(0, "kaonavi", "members", "list", "--labels", "-O", file("members.xlsx"))
	o.edited(file("members.xlsx"), "a0003@example.jp", "mori@example.jp")
	equalText(t, d.run(0, "kaonavi", "members", "update", "-f", file("members.xlsx"), "--dry-run"), "code,record,field,before,after\nA0003,,mail,a0003@example.jp,mori@example.jp\n")

	// FlexCRM: times come back as they were sent, and columns that only the vendor sets are unchanged.
	d.run(0, "flexcrm", "flexdb", "list", "tbl_customer", "--limit", "5", "-O", file("customers.xlsx"))
	before := d.run(0, "flexcrm", "flexdb", "get", "tbl_customer", "2", "-o", "csv", "--fields", "id,code,amount,visit,create_date")
	o.edited(file("customers.xlsx"), "前田工業", "前田工業　本社")
	if results := d.run(0, "flexcrm", "flexdb", "update", "tbl_customer", "-f", file("customers.xlsx")); strings.Count(results, ",ok,") != 5 {
		t.Errorf("the results are %s", results)
	}
	equalText(t, d.run(0, "flexcrm", "flexdb", "get", "tbl_customer", "2", "--jq", ".title"), "前田工業　本社\n")
	equalText(t, d.run(0, "flexcrm", "flexdb", "get", "tbl_customer", "2", "-o", "csv", "--fields", "id,code,amount,visit,create_date"), before)
}
