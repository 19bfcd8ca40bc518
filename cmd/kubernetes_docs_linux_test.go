package cmd_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/genba-cli/genba/internal/postgrestest"
)

// TestKubernetesManifest runs each share of docs/kubernetes.yaml with its own config file, against the sandbox and a real PostgreSQL.
// Whether Kubernetes takes it a schema validator says: make manifests.
func TestKubernetesManifest(t *testing.T) {
	text, err := os.ReadFile("../docs/kubernetes.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var args []string
	var config string
	kinds := map[string]bool{}
	for all := yaml.NewDecoder(bytes.NewReader(text)); ; {
		var one struct {
			Kind string
			Data map[string]string
			Spec struct {
				JobTemplate struct {
					Spec struct {
						Completions int
						Template    struct {
							Spec struct {
								Containers []struct{ Args []string }
							}
						}
					}
				} `yaml:"jobTemplate"`
			}
		}
		if err := all.Decode(&one); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		kinds[one.Kind] = true
		switch job := one.Spec.JobTemplate.Spec; one.Kind {
		case "ConfigMap":
			config = one.Data["config.yaml"]
		case "CronJob":
			args = job.Template.Spec.Containers[0].Args
			if job.Completions != 4 {
				t.Errorf("%d completions, and the test knows 4", job.Completions)
			}
		}
	}
	if !kinds["Secret"] || !kinds["NetworkPolicy"] || len(args) == 0 {
		t.Fatalf("%v, %q", kinds, args)
	}
	server := postgrestest.Start(t)
	database := server.Database("night")
	d := newDesk(t, nil)
	program, err := os.ReadFile(d.genba)
	if err == nil {
		err = os.Remove(d.genba)
	}
	if err == nil {
		err = os.WriteFile(d.genba, program, 0o700) // each runs itself by its name, which a link has not
	}
	if err != nil {
		t.Fatal(err)
	}
	here := strings.NewReplacer("postgres://genba@db.example.co.jp/genba", database)
	file := d.env["HOME"] + "/night.yaml"
	if err := os.WriteFile(file, []byte(here.Replace(config)), 0o600); err != nil {
		t.Fatal(err)
	}
	d.run(0, "auth", "store", "init")
	d.env["GENBA_CONFIG"] = file
	delete(d.env, "GENBA_STATE")
	for _, share := range []string{"0", "1", "2", "3"} {
		var own []string
		for _, arg := range args {
			own = append(own, strings.ReplaceAll(here.Replace(arg), "$(JOB_COMPLETION_INDEX)", share))
		}
		if _, errs, code := d.try(own...); code != 0 {
			t.Fatalf("share %s: exit %d, %s", share, code, errs)
		}
	}
	// Both profiles are the sandbox's company here: the second finds nothing new, which is a run, too.
	if got := server.Psql("night", "SELECT string_agg(profile, ' ' ORDER BY profile), min(exit), max(exit) FROM genba.runs"); got != "bureau-a bureau-b|0|0\n" {
		t.Errorf("the runs are %q", got)
	}
}
