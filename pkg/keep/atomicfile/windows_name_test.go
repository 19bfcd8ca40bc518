package atomicfile

import "testing"

func TestWindowsName(t *testing.T) {
	for name, ok := range map[string]bool{
		"stamps.csv": true, "打刻.csv": true, "console.csv": true, "com.csv": true, "com10.csv": true, "nulls": true, "a b.csv": true, ".hidden": true,
		"nul": false, "NUL.csv": false, "con.xlsx": false, "Aux": false, "com1": false, "LPT9.txt": false, "lpt¹": false, "nul .csv": false, "CONIN$": false,
		"a:b.csv": false, "2025-03-01 09:00.csv": false, "a?": false, "what.": false, "x ": false,
	} {
		if problem := windowsName(name); problem.IsZero() != ok {
			t.Errorf("%q: %q", name, problem)
		}
	}
}
