package credential

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/genba-cli/genba/pkg/data/charset"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors"
)

// Each source reports ErrNotFound when it was not asked to give this secret. One that was asked and
// cannot is an error: going on to the next would use a secret that the operator meant to replace.

func (r *Resolver) fromEnvironment(_ context.Context, v vendors.Vendor, name string) (Secret, error) {
	variable := v.Env(name)
	text := r.o.Getenv(variable)
	if text == "" {
		return Secret{}, ErrNotFound
	}
	value, err := tidy(text, say.Verbatim(variable))
	return Secret{Value: value, Source: At("environment %s", variable)}, err
}

func (r *Resolver) fromFile(_ context.Context, v vendors.Vendor, name string) (Secret, error) {
	variable := v.Env(name) + "_FILE"
	path := r.o.Getenv(variable)
	if path == "" {
		return Secret{}, ErrNotFound
	}
	text, err := r.readFile(path)
	if err != nil {
		return Secret{}, fault.Errorf(fault.Auth, "cannot read the file that %s names: %w", variable, err)
	}
	what := At("file %s from %s", path, variable)
	// Editors on Windows put a byte order mark in front, and PowerShell 5.1 writes UTF-16.
	plain, err := charset.FromUTF16([]byte(text))
	if err != nil {
		return Secret{}, fault.Errorf(fault.Auth, "cannot read the file that %s names: %w", variable, err)
	}
	value, err := tidy(strings.TrimPrefix(string(plain), "\ufeff"), what)
	return Secret{Value: value, Source: what}, err
}

// readFile remembers what came out of a pipe, as in GENBA_AKASHI_TOKEN_FILE=<(pass …): it comes once.
func (r *Resolver) readFile(path string) (string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if text, ok := r.pipes[path]; ok {
		return text, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }()
	text, err := io.ReadAll(io.LimitReader(f, maxOutput+1))
	if err != nil {
		return "", err
	}
	if len(text) > maxOutput {
		return "", say.Errorf("it is longer than 1 MiB")
	}
	if info, err := f.Stat(); err == nil && !info.Mode().IsRegular() {
		r.pipes[path] = string(text)
	}
	return string(text), nil
}

const commandSource = "credential_command"

func (r *Resolver) fromCommand(ctx context.Context, v vendors.Vendor, name string) (Secret, error) {
	if r.o.CredentialCommand == nil {
		return Secret{}, ErrNotFound
	}
	argv := r.o.CredentialCommand(v.Name)
	if len(argv) == 0 {
		return Secret{}, ErrNotFound
	}
	given, err := r.runCommand(ctx, v, argv)
	if err != nil {
		return Secret{}, err
	}
	text, ok := given[name]
	if !ok {
		return Secret{}, ErrNotFound // a token that the vendor issues may be in the store all the same
	}
	value, err := tidy(text, say.T("%s from %s of %s", name, commandSource, v.Name))
	return Secret{Value: value, Source: At(commandSource)}, err
}

// runCommand runs a vendor's program once a process: it gives all of the vendor's secrets, and may
// ask a person each time.
func (r *Resolver) runCommand(ctx context.Context, v vendors.Vendor, argv []string) (map[string]string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if given, ok := r.commands[v.Name]; ok {
		return given, nil
	}
	what := commandSource + " of " + v.Name
	text, err := output(ctx, what, argv, r.o.CommandTimeout, r.o.Redact.String)
	if err != nil {
		return nil, err
	}
	given, err := parseGiven(text, v, what)
	if err != nil {
		return nil, err
	}
	for _, value := range given {
		r.o.Redact.Add(value)
	}
	r.commands[v.Name] = given
	return given, nil
}

// parseGiven understands a JSON object with the names of secrets, or one line, which is the one secret
// that a person would be asked for.
func parseGiven(text []byte, v vendors.Vendor, what string) (map[string]string, error) {
	var asked, all []string
	for _, s := range v.Secrets {
		all = append(all, s.Name)
		if !s.Issued {
			asked = append(asked, s.Name)
		}
	}
	if !bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
		if len(asked) != 1 {
			return nil, fault.Errorf(fault.Auth, "%s must print a JSON object with %s", what, say.Words(" and ", asked))
		}
		if len(bytes.TrimSpace(text)) == 0 {
			return nil, fault.Errorf(fault.Auth, "%s printed nothing", what)
		}
		return map[string]string{asked[0]: string(text)}, nil
	}
	var object map[string]any
	if err := json.Unmarshal(text, &object); err != nil {
		// The parser's error may quote what it read.
		return nil, fault.Errorf(fault.Auth, "%s printed something that begins like a JSON object and is none", what)
	}
	given := map[string]string{}
	for _, name := range all {
		switch value := object[name].(type) {
		case nil:
		case string:
			if value != "" {
				given[name] = value
			}
		default:
			return nil, fault.Errorf(fault.Auth, "%s gives %s, but not as a JSON string", what, name)
		}
	}
	if len(given) == 0 {
		return nil, fault.Errorf(fault.Auth, "%s printed a JSON object without %s", what, say.Words(" or ", all))
	}
	return given, nil
}

func (r *Resolver) fromStore(ctx context.Context, v vendors.Vendor, name string) (Secret, error) {
	store, err := r.open()
	if err != nil {
		return Secret{}, err
	}
	value, err := store.Get(ctx, r.account(v, name))
	if err != nil {
		return Secret{}, r.because(err, v, name, "cannot read %s of %s (profile %s): %w")
	}
	value, err = tidy(value, say.T("%s of %s in the %s", name, v.Name, store.Name()))
	return Secret{Value: value, Source: store.Name(), Writable: true}, err
}

// tidy takes one line end off and refuses what cannot be part of a secret and would break a request,
// or be refused by the vendor with no hint at the cause: line breaks, control characters, characters
// that nobody sees, white space around it. what names the place; the value is never repeated.
func tidy(text string, what say.Speaker) (string, error) {
	value := strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r")
	problem := say.Format("")
	switch {
	case value == "":
		problem = "%s is empty"
	case !utf8.ValidString(value):
		problem = "%s is not UTF-8 text"
	case strings.ContainsAny(value, "\r\n"):
		problem = "%s has more than one line"
	case strings.ContainsFunc(value, func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) }):
		problem = "%s holds control characters or invisible ones"
	case strings.TrimSpace(value) != value:
		problem = "%s has white space around it"
	}
	if problem == "" {
		return value, nil
	}
	return "", fault.Errorf(fault.Auth, problem, what).WithHint("store or set the secret again; copy only its own characters")
}
