package cmd_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"go.yaml.in/yaml/v3"
)

const scheduledRuns = "../docs/scheduled-runs.md"

// fenced returns the blocks of one language in a document.
func fenced(t *testing.T, path, language string) []string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var blocks []string
	for _, found := range regexp.MustCompile("(?s)```"+language+"\n(.*?)```").FindAllSubmatch(text, -1) {
		blocks = append(blocks, string(found[1]))
	}
	if len(blocks) == 0 {
		t.Fatalf("%s has no block of %s", path, language)
	}
	return blocks
}

// TestScheduledRuns runs every command of docs/scheduled-runs.md against the sandbox, also those of crontab, units and jobs.
func TestScheduledRuns(t *testing.T) {
	commands := shellLines(t, scheduledRuns)
	for _, line := range strings.Split(fenced(t, scheduledRuns, "crontab")[0], "\n") {
		switch fields := strings.Fields(line); {
		case len(fields) == 0 || regexp.MustCompile(`^[A-Z_]+=`).MatchString(line):
		case len(fields) > 5 && regexp.MustCompile(`^([0-9*,/-]+ +){5}genba `).MatchString(line):
			if strings.Contains(strings.ReplaceAll(line, `\%`, ""), "%") {
				t.Errorf("cron reads %% as a new line: %s", line)
			}
			commands = append(commands, strings.Join(fields[5:], " "))
		default:
			t.Errorf("not a line of a crontab: %q", line)
		}
	}
	for _, unit := range fenced(t, scheduledRuns, "ini") {
		if at := strings.Index(unit, "ExecStart="); at >= 0 {
			command, _, _ := strings.Cut(unit[at+len("ExecStart="):], "\n")
			commands = append(commands, strings.NewReplacer("/usr/bin/", "", "%S/genba", ".").Replace(command))
		}
	}
	commands = append(commands, cronJob(t))
	if len(commands) < 10 {
		t.Fatalf("only %d commands", len(commands))
	}
	script := "exec sh -c 'printf %s \"$SANDBOX_TOKEN\" > token.txt'\nexec genba auth store init\nstdin token.txt\nexec genba auth login akashi --with-secret\nenv GENBA_AKASHI_TOKEN=\n"
	for _, command := range commands {
		command = regexp.MustCompile(`/(srv/payroll|data)/`).ReplaceAllString(command, "./")
		script += "# " + command + "\nexec sh -c '" + strings.ReplaceAll(command, "'", "''") + "'\n"
	}
	path := filepath.Join(t.TempDir(), "scheduled_runs.txtar")
	if err := os.WriteFile(path, []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{Files: []string{path}, Setup: setup(t), RequireExplicitExec: true})
}

// cronJob returns the command of the Kubernetes example, which has to be one.
func cronJob(t *testing.T) string {
	t.Helper()
	var job struct {
		APIVersion string `yaml:"apiVersion"`
		Kind       string
		Spec       struct {
			Schedule, TimeZone, ConcurrencyPolicy string
			JobTemplate                           struct {
				Spec struct {
					Template struct {
						Spec struct {
							RestartPolicy string `yaml:"restartPolicy"`
							Containers    []struct {
								Command, Args []string
								VolumeMounts  []struct{ Name string } `yaml:"volumeMounts"`
							}
							Volumes []struct{ Name string }
						}
					}
				}
			} `yaml:"jobTemplate"`
		}
	}
	if err := yaml.Unmarshal([]byte(fenced(t, scheduledRuns, "yaml")[0]), &job); err != nil {
		t.Fatal(err)
	}
	pod := job.Spec.JobTemplate.Spec.Template.Spec
	if job.APIVersion != "batch/v1" || job.Kind != "CronJob" || len(strings.Fields(job.Spec.Schedule)) != 5 || pod.RestartPolicy != "Never" || len(pod.Containers) != 1 {
		t.Fatalf("not a CronJob: %+v", job)
	}
	for i, mount := range pod.Containers[0].VolumeMounts {
		if mount.Name != pod.Volumes[i].Name {
			t.Errorf("no volume for %s", mount.Name)
		}
	}
	return strings.Join(append(pod.Containers[0].Command, pod.Containers[0].Args...), " ")
}

// The units of docs/scheduled-runs.md, docs/kaonavi.md and docs/scale.md are verified by systemd where it is installed; elsewhere their commands are run all the same, above.
func TestUnitsOfScheduledRuns(t *testing.T) {
	analyze, err := exec.LookPath("systemd-analyze")
	switch {
	case err != nil && os.Getenv("GENBA_TEST_SYSTEMD") == "required":
		t.Fatal(err)
	case err != nil:
		t.Skip("systemd-analyze is not installed: apt-get install systemd")
	}
	dir := t.TempDir()
	var paths []string
	for _, unit := range append(fenced(t, scheduledRuns, "ini"), append(fenced(t, "../docs/kaonavi.md", "ini"), fenced(t, "../docs/scale.md", "ini")...)...) {
		name, text, _ := strings.Cut(unit, "\n")
		path := filepath.Join(dir, filepath.Base(name))
		// What need not be on this machine: the binary, and a service manager that reads credentials.
		text = strings.ReplaceAll(text, "/usr/bin/genba", "/bin/true")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	c := exec.CommandContext(t.Context(), analyze, append([]string{"verify", "--man=no"}, paths...)...)
	if out, err := c.CombinedOutput(); err != nil || strings.Contains(string(out), dir) {
		t.Errorf("%v: %s", err, out)
	}
}
