//go:build unix

package destination_test

import (
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/genba-cli/genba/internal/postgrestest"
	"github.com/genba-cli/genba/pkg/data/record"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/wire/destination"
)

// engine is a database to load into, and another program's view of it.
type engine struct {
	t       *testing.T
	address string
	ask     func(query string) string // rows as lines, cells apart by |
	now     time.Time
	wait    time.Duration
}

// TestSQLite and TestPostgreSQL run the same, each time in a new database.
func TestSQLite(t *testing.T) {
	for name, test := range both() {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "genba.db")
			test(t, &engine{t: t, address: "sqlite:" + file, now: start(), wait: time.Second, ask: func(query string) string { return sqlite3(t, file, query) }})
		})
	}
}

func TestPostgreSQL(t *testing.T) {
	server := postgrestest.Start(t)
	for name, test := range both() {
		t.Run(name, func(t *testing.T) {
			address := server.Database(name)
			test(t, &engine{t: t, address: address, now: start(), wait: time.Second, ask: func(query string) string { return server.Psql(name, query) }})
		})
	}
}

func both() map[string]func(*testing.T, *engine) {
	return map[string]func(*testing.T, *engine){
		"what a column holds": whatAColumnHolds, "a column is widened": aColumnIsWidened, "names that a database can't tell apart": namesAlike,
		"a range is replaced": aRangeIsReplaced, "an id is there once": anIDIsThereOnce, "a list is replaced unless it shrank": aListIsReplaced,
		"a pull that is not complete changes nothing": incomplete, "a table of somebody else is not touched": somebodyElses,
		"two jobs exclude each other": twoJobs, "the cursor moves with the rows": theCursorMoves, "a later format is left alone": aLaterFormat,
		"tables": tables, "every number is what was sent": numbers, "ranges that cross": rangesCross,
		"a column is dropped": aColumnIsDropped, "what was asked for is kept": whatWasAskedForIsKept,
	}
}

func start() time.Time { return time.Date(2026, 3, 31, 18, 0, 0, 0, tokyo()) }

func tokyo() *time.Location { return time.FixedZone("", 9*3600) }

// sqlite3 asks SQLite's own shell.
func sqlite3(t *testing.T, file, query string) string {
	t.Helper()
	path, err := exec.LookPath("sqlite3")
	if err != nil {
		if os.Getenv("GENBA_TEST_POSTGRES") == "required" {
			t.Fatal(err)
		}
		t.Skip("needs sqlite3")
	}
	out, err := exec.CommandContext(t.Context(), path, "-batch", file, query).CombinedOutput()
	if err != nil {
		t.Fatalf("sqlite3: %v\n%s", err, out)
	}
	return string(out)
}

func (e *engine) open() *destination.Destination {
	e.t.Helper()
	a, err := destination.Parse(e.address)
	if err != nil {
		e.t.Fatal(err)
	}
	d, err := destination.Open(e.t.Context(), a, destination.Options{LockWait: e.wait, Now: e.now, Zone: tokyo()})
	if err != nil {
		e.t.Fatal(err)
	}
	e.t.Cleanup(d.Close)
	return d
}

// load returns one run.
func (e *engine) load(shape destination.Shape, scope destination.Scope, records iter.Seq2[record.Record, error]) error {
	e.t.Helper()
	d := e.open()
	defer d.Close()
	e.now = e.now.Add(time.Minute)
	l, err := d.Begin(e.t.Context(), "stamps")
	if err != nil {
		return err
	}
	if _, err = l.Replace(e.t.Context(), shape, scope, "akashi stamps pull", 3, records); err != nil {
		return err
	}
	return l.Commit(e.t.Context())
}

func (e *engine) mustLoad(shape destination.Shape, scope destination.Scope, lines ...string) {
	e.t.Helper()
	if err := e.load(shape, scope, records(e.t, lines, nil)); err != nil {
		e.t.Fatal(err)
	}
}

func (e *engine) expect(query string, rows ...string) {
	e.t.Helper()
	got := strings.TrimSuffix(e.ask(query), "\n")
	if want := strings.Join(rows, "\n"); got != want {
		e.t.Errorf("%s\n got: %s\nwant: %s", query, strings.ReplaceAll(got, "\n", "\n      "), strings.ReplaceAll(want, "\n", "\n      "))
	}
}

func records(t *testing.T, lines []string, end error) iter.Seq2[record.Record, error] {
	t.Helper()
	return func(yield func(record.Record, error) bool) {
		for _, line := range lines {
			v, err := record.ParseValue([]byte(line))
			if err != nil {
				t.Fatal(err)
			}
			r, err := record.Of(v)
			if !yield(r, err) {
				return
			}
		}
		if end != nil {
			yield(record.Record{}, end)
		}
	}
}

func stamps() destination.Shape {
	return destination.Shape{
		Columns: []record.Column{
			{Name: "staff_id"},
			{Name: "stamped_at", Time: true},
			{Name: "type", Labels: map[string]string{"11": "出勤"}},
			{Name: "attributes.latitude"},
			{Name: "attributes.ip"},
		},
		Moment: "stamped_at", Owner: "staff_id",
	}
}

func march(from, to int) destination.Scope {
	first := time.Date(2026, 3, from, 0, 0, 0, 0, tokyo())
	last := time.Date(2026, 3, to, 23, 59, 59, 0, tokyo())
	return destination.Scope{Vendor: "akashi", Account: "sample", From: &first, To: &last}
}

// of asks for these owners; the selection says so, too.
func of(shape destination.Shape, owners ...string) destination.Shape {
	shape.Owners = func() []string { return owners }
	return shape
}

func whatAColumnHolds(t *testing.T, e *engine) {
	shape := stamps()
	e.mustLoad(shape, march(1, 31),
		`{"staff_id":1007,"stamped_at":"2026/03/01 09:00:00","type":11,"attributes":{"latitude":35.5,"ip":null},"long":9007199254740993,"flag":true,"tags":["a","b"]}`,
		`{"staff_id":1010,"stamped_at":"2026/03/02 00:00:00","type":12,"attributes":{"latitude":null,"ip":""},"long":1,"flag":false,"name":"髙橋 \"花\"|x"}`)
	e.expect(`SELECT staff_id, type, attributes_latitude, attributes_ip, long, name FROM stamps ORDER BY 1`,
		`1007|11|35.5||9007199254740993|`, `1010|12|||1|髙橋 "花"|x`)
	e.expect(`SELECT count(*) FROM stamps WHERE attributes_ip IS NULL`, "1")
	e.expect(`SELECT count(*) FROM stamps WHERE staff_id = '1007' AND flag AND attributes_latitude + 0.5 = 36`, "1")
	if strings.HasPrefix(e.address, "sqlite:") {
		e.expect(`SELECT stamped_at, unixepoch(stamped_at), typeof(staff_id), typeof(long), tags FROM stamps LIMIT 1`, `2026-03-01 09:00:00+09:00|1772323200|text|integer|["a","b"]`)
		e.expect(`SELECT _scope, _pulled_at, _record FROM stamps LIMIT 1`, `{"vendor":"akashi","account":"sample","from":"2026-03-01T00:00:00+09:00","to":"2026-03-31T23:59:59+09:00"}|2026-03-31 18:00:00.000000+09:00|`+
			`{"staff_id":1007,"stamped_at":"2026/03/01 09:00:00","type":11,"attributes":{"latitude":35.5,"ip":null},"long":9007199254740993,"flag":true,"tags":["a","b"]}`)
		return
	}
	e.expect(`SELECT pg_typeof(staff_id), pg_typeof(stamped_at), pg_typeof(type), pg_typeof(attributes_latitude), pg_typeof(long), pg_typeof(flag), pg_typeof(tags), pg_typeof(_record), pg_typeof(_pulled_at) FROM stamps LIMIT 1`,
		`text|timestamp with time zone|text|numeric|bigint|boolean|jsonb|jsonb|timestamp with time zone`)
	e.expect(`SELECT stamped_at AT TIME ZONE 'Asia/Tokyo', tags->>1, _record->>'long', _scope->>'account' FROM stamps LIMIT 1`, `2026-03-01 09:00:00|b|9007199254740993|sample`)
}

// A field that was a number and is a text today makes its column a text; nothing is lost, also of what was there.
func aColumnIsWidened(t *testing.T, e *engine) {
	e.mustLoad(destination.Shape{}, march(1, 1), `{"a":1,"b":1,"c":true,"d":[1],"e":null,"f":1}`)
	e.ask(`CREATE INDEX by_a ON stamps (a)`)
	e.mustLoad(destination.Shape{}, march(2, 2),
		`{"a":2.25,"b":"x","c":"maybe","d":"none","e":7,"f":12345678901234567890.123456789}`, `{"a":18446744073709551616,"new.name":{"deep":"y","n":null}}`, `{"new.name":"plain"}`)
	e.expect(`SELECT a, b, c, e, f, new_name_deep, new_name FROM stamps ORDER BY _pulled_at, f DESC, new_name_deep`,
		widened(e)...)
	if strings.HasPrefix(e.address, "sqlite:") {
		e.expect(`SELECT count(*) FROM sqlite_schema WHERE name = 'by_a'`, "1")
		e.expect(`SELECT group_concat(name || ' ' || type, ', ') FROM pragma_table_info('stamps')`,
			"a TEXT, b TEXT, c TEXT, d TEXT, e INTEGER, f TEXT, _record TEXT, _scope TEXT, _pulled_at TEXT, new_name_deep TEXT, new_name_n TEXT, new_name TEXT")
	}
}

// A column that somebody dropped is made again, and holds what came since.
func aColumnIsDropped(t *testing.T, e *engine) {
	e.mustLoad(destination.Shape{}, march(1, 1), `{"a":1,"b":"x"}`)
	e.ask(`ALTER TABLE stamps DROP COLUMN a`)
	e.mustLoad(destination.Shape{}, march(2, 2), `{"a":2,"b":"y"}`)
	e.expect(`SELECT b, a FROM stamps ORDER BY 1`, "x|", "y|2")
}

// What all rows of a new table have in common stands in its definition; rows that come later have their own.
func whatWasAskedForIsKept(t *testing.T, e *engine) {
	odd := march(1, 1)
	odd.Account = `it's \ "<&>" 髙`
	e.mustLoad(destination.Shape{}, odd, `{"n":1}`, `{"n":2,"new":[1]}`)
	e.mustLoad(destination.Shape{}, march(2, 2), `{"n":3}`, `{"n":"x"}`)
	account := `_scope ->> 'account'`
	e.expect(`SELECT n, `+account+` FROM stamps ORDER BY 1`, `1|`+odd.Account, `2|`+odd.Account, "3|sample", "x|sample")
	e.expect(`SELECT count(DISTINCT _pulled_at) FROM stamps`, "2")
	e.mustLoad(destination.Shape{}, odd, `{"n":4}`)
	e.expect(`SELECT n, `+account+` FROM stamps ORDER BY 1`, "3|sample", "4|"+odd.Account, "x|sample")
}

func widened(e *engine) []string {
	if strings.HasPrefix(e.address, "sqlite:") {
		return []string{"1|1|true||1||", "2.25|x|maybe|7|12345678901234567890.123456789||", "||||||plain", "18446744073709551616|||||y|"}
	}
	return []string{"1|1|true||1||", "18446744073709551616|||||y|", "||||||plain", "2.25|x|maybe|7|12345678901234567890.123456789||"}
}

func namesAlike(t *testing.T, e *engine) {
	long := strings.Repeat("名", 30)
	line := `{"a.b":1,"a":{"b":2},"Name":3,"name":4,"` + long + `1":5,"` + long + `2":6,"_record":7,"ctid":8,"x\"y":9,"":10}`
	e.mustLoad(destination.Shape{}, march(1, 1), line)
	e.mustLoad(destination.Shape{}, march(1, 1), line) // and they keep their names
	e.expect(`SELECT count(*) FROM _genba_columns`, "10")
	e.expect(`SELECT count(DISTINCT lower(column_name)) FROM _genba_columns`, "10")
	e.expect(`SELECT a_b, "Name", "x_y", "_" FROM stamps`, "1|3|9|10")
}

func aRangeIsReplaced(t *testing.T, e *engine) {
	at := func(staff, day string) string {
		return `{"staff_id":` + staff + `,"stamped_at":"2026/03/` + day + ` 09:00:00"}`
	}
	both := of(stamps(), "1", "2")
	e.mustLoad(both, march(1, 20), at("1", "01"), at("1", "20"), at("2", "10"), at("2", "10"))
	e.expect(`SELECT count(*) FROM stamps`, "4") // equal ones are real
	e.mustLoad(both, march(10, 25), at("1", "20"), at("1", "25"), at("2", "12"))
	days := `SELECT staff_id, ` + day(e) + ` FROM stamps ORDER BY 1, 2`
	e.expect(days, "1|01", "1|20", "1|25", "2|12") // the tenth is gone, the first is there
	two := march(1, 31)
	two.Selection = []string{"--staff=2"}
	e.mustLoad(of(stamps(), "2"), two, at("2", "13"))
	e.expect(days, "1|01", "1|20", "1|25", "2|13")    // nobody asked for staff 1
	e.mustLoad(stamps(), march(1, 22), at("1", "02")) // its own stamps, whoever that is
	e.expect(days, "1|02", "1|25", "2|13")
	other := march(1, 31)
	other.Account = "another company"
	e.mustLoad(of(stamps(), "1"), other, at("1", "05"))
	e.expect(days, "1|02", "1|05", "1|25", "2|13")
	e.mustLoad(of(stamps(), "1"), march(1, 31))
	e.expect(days, "1|05", "2|13")
}

func day(e *engine) string {
	if strings.HasPrefix(e.address, "sqlite:") {
		return "substr(stamped_at, 9, 2)"
	}
	return "to_char(stamped_at AT TIME ZONE 'Asia/Tokyo', 'DD')"
}

// Where a record has an id, it is there once, whatever pull it came with.
func anIDIsThereOnce(t *testing.T, e *engine) {
	shape := destination.Shape{Moment: "date", Layout: "2006-01-02", Key: []string{"id"}}
	approved := march(1, 31)
	approved.Selection = []string{"--state=approved"}
	e.mustLoad(shape, march(1, 31), `{"id":"a","date":"2026-03-01","state":"draft"}`, `{"id":"b","date":"2026-03-02","state":"draft"}`, `{"id":"late","date":"2026-04-02"}`)
	e.mustLoad(shape, approved, `{"id":"a","date":"2026-03-01","state":"approved"}`)
	e.expect(`SELECT id, state FROM stamps ORDER BY 1`, "a|approved", "b|draft", "late|")
	e.mustLoad(shape, march(1, 31), `{"id":"b","date":"2026-03-02","state":"draft"}`)
	e.expect(`SELECT id, state FROM stamps ORDER BY 1`, "a|approved", "b|draft") // the late one came with the same range
}

func aListIsReplaced(t *testing.T, e *engine) {
	scope := destination.Scope{Vendor: "akashi", Account: "sample"}
	e.mustLoad(destination.Shape{}, scope, `{"n":1}`, `{"n":2}`, `{"n":3}`)
	err := e.load(destination.Shape{}, scope, records(t, []string{`{"n":4}`, `{"n":5}`}, nil))
	if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "33.3 % fewer") || fault.HintOf(err).String() != "if that is right, allow 34%" {
		t.Errorf("%v", err)
	}
	e.expect(`SELECT n FROM stamps ORDER BY 1`, "1", "2", "3")
	e.mustLoad(destination.Shape{}, scope, `{"n":4}`, `{"n":5}`, `{"n":6}`, `{"n":7}`)
	e.expect(`SELECT n FROM stamps ORDER BY 1`, "4", "5", "6", "7")
}

func incomplete(t *testing.T, e *engine) {
	e.mustLoad(destination.Shape{}, march(1, 1), `{"n":1}`)
	missing := fault.New(fault.Partial, "one is missing")
	var many []string
	for range 2000 {
		many = append(many, `{"n":2,"new":"x"}`)
	}
	for _, lines := range [][]string{nil, {`{"n":2,"new":"x"}`}, many} {
		if err := e.load(destination.Shape{}, march(1, 1), records(t, lines, missing)); fault.KindOf(err) != fault.Partial {
			t.Errorf("%v", err)
		}
	}
	e.expect(`SELECT * FROM (SELECT n FROM stamps) AS x`, "1")
}

func somebodyElses(t *testing.T, e *engine) {
	e.ask(`CREATE TABLE stamps (a text); INSERT INTO stamps VALUES ('mine')`)
	err := e.load(destination.Shape{}, march(1, 1), records(t, []string{`{"a":1}`}, nil))
	if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "not one of genba's") {
		t.Errorf("%v", err)
	}
	e.expect(`SELECT * FROM stamps`, "mine")
}

func twoJobs(t *testing.T, e *engine) {
	first, second := e.open(), e.open()
	l, err := first.Begin(t.Context(), "stamps")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := second.Begin(t.Context(), "stamps"); fault.KindOf(err) != fault.Temporary {
		t.Errorf("%v", err)
	}
	if _, err = l.Replace(t.Context(), destination.Shape{}, march(1, 1), "x", 3, records(t, []string{`{"n":1}`}, nil)); err != nil {
		t.Fatal(err)
	}
	second.Close()
	done := make(chan error, 1)
	e.wait = time.Minute
	third := e.open()
	go func() { // which waits for its turn
		_, err := third.Begin(t.Context(), "stamps")
		done <- err
	}()
	if err := l.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func theCursorMoves(t *testing.T, e *engine) {
	until := time.Date(2026, 3, 31, 23, 59, 59, 0, tokyo())
	for i, commit := range []bool{false, true, true} {
		d := e.open()
		l, err := d.Begin(t.Context(), "stamps")
		if err != nil {
			t.Fatal(err)
		}
		if reached, err := l.Reached(t.Context(), "pull --all"); err != nil || reached.Equal(until) != (i == 2) {
			t.Errorf("run %d: %v, %v", i, reached, err)
		}
		if err := l.Reach(t.Context(), "pull --all", until); err != nil {
			t.Fatal(err)
		}
		if commit {
			err = l.Commit(t.Context())
		}
		d.Close()
		if err != nil {
			t.Fatal(err)
		}
	}
}

func aLaterFormat(t *testing.T, e *engine) {
	e.mustLoad(destination.Shape{}, march(1, 1), `{"n":1}`)
	e.ask(`UPDATE _genba_format SET version = '2'`)
	if err := e.load(destination.Shape{}, march(1, 1), records(t, nil, nil)); err == nil || !strings.Contains(err.Error(), "a later genba") {
		t.Errorf("%v", err)
	}
	e.expect(`SELECT n FROM stamps`, "1")
}

func tables(t *testing.T, e *engine) {
	d := e.open()
	if found, err := d.Tables(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("%v, %v", found, err)
	}
	e.mustLoad(stamps(), march(5, 9), `{"staff_id":1,"stamped_at":"2026/03/05 09:00:00"}`)
	e.mustLoad(stamps(), march(1, 3))
	found, err := d.Tables(t.Context())
	if err != nil || len(found) != 1 {
		t.Fatalf("%v, %v", found, err)
	}
	got := found[0]
	if got.Name != "stamps" || got.Rows != 1 || got.From.Day() != 1 || got.To.Day() != 9 || !got.PulledAt.Equal(start().Add(time.Minute)) || got.Command != "akashi stamps pull" {
		t.Errorf("%+v", got)
	}
}
