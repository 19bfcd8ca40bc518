# genba: build, test, release. `make help` lists the targets.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := build
MAKEFLAGS += --no-print-directory

GO         ?= go
PREFIX     ?= /usr/local
DESTDIR    ?=
FUZZTIME   ?= 30s
BENCH      ?= .
BENCHFLAGS ?=

VERSION ?= $(or $(patsubst v%,%,$(shell git describe --tags --always --dirty 2>/dev/null)),dev)
LDFLAGS := -s -w -X main.version=$(VERSION)
BUILD    = $(GO) build -buildvcs=false -ldflags '$(LDFLAGS)'

BIN         := bin/genba
COMPLETIONS ?= completions
DEMO        ?= docs/demo.md
PLATFORMS   := linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
# Rooms that fetch, write or wait on several goroutines. Databases have none, and are slow to compile.
CONCURRENT  = $(filter-out %/destination,$(shell $(GO) list ./pkg/wire/...)) ./pkg/data/record ./pkg/keep/spool ./pkg/say/progress ./pkg/work/each

GORELEASER_VERSION := 2.16.0

VALIDATE_VERSION := 0.0.4
KUBERNETES       := 1.30

LINT_VERSION := 2.15.0
LINT_MODULE  := github.com/golangci/golangci-lint/v2/cmd/golangci-lint

# The binary is static on every platform, so it is also tested without cgo. What is vetted, tested and built has the same flags: Go
# compiles again what differs in one of them.
export CGO_ENABLED = 0
export GOFLAGS    := -trimpath $(filter-out -trimpath,$(GOFLAGS))

## Building

.PHONY: build
build: ## build bin/genba
	@mkdir -p $(dir $(BIN))
	@$(BUILD) -o $(BIN) .

.PHONY: cross
cross: ## build all six platforms into dist/
	@$(MAKE) -j2 $(PLATFORMS:%=cross/%)

.PHONY: $(PLATFORMS:%=cross/%)
$(PLATFORMS:%=cross/%): os = $(word 2,$(subst /, ,$@))
$(PLATFORMS:%=cross/%): arch = $(word 3,$(subst /, ,$@))
$(PLATFORMS:%=cross/%):
	@mkdir -p dist
	@GOOS=$(os) GOARCH=$(arch) $(BUILD) -o dist/genba-$(os)-$(arch)$(if $(filter windows,$(os)),.exe) .
	@echo 'built dist/genba-$(os)-$(arch)'

# A module of its own makes it, so that genba does not depend on what knows images.
.PHONY: image
image: cross/linux/amd64 cross/linux/arm64 ## write the container image into dist/genba-image.tar; it takes no container engine
	@for arch in amd64 arm64; do $(GO) run ./internal/sbom dist/genba-linux-$$arch dist/genba-linux-$$arch.cdx.json '$(VERSION)'; done
	@$(GO) build -C internal/image -o '$(CURDIR)/bin/image' .
	@bin/image dist/genba-image.tar '$(VERSION)' $(foreach arch,amd64 arm64,$(arch)=dist/genba-linux-$(arch)=dist/genba-linux-$(arch).cdx.json)
	@echo 'built dist/genba-image.tar'

# Each script is written beside its place first: a failing genba leaves the old one.
.PHONY: completions
completions: build ## write the shells' completion scripts
	@mkdir -p $(COMPLETIONS)
	@for pair in bash:genba.bash zsh:_genba fish:genba.fish powershell:genba.ps1; do \
		file=$(COMPLETIONS)/$${pair#*:}; \
		$(BIN) completion $${pair%%:*} >$$file.new || { rm -f $$file.new; exit 1; }; \
		mv $$file.new $$file; \
	done

.PHONY: docs
docs: ## write docs/reference and docs/man from the commands
	@$(GO) run ./internal/reference

.PHONY: catalogue
catalogue: ## write pkg/say/lang/en.json, everything that genba says
	@$(GO) run ./internal/catalogue

.PHONY: install
install: build ## install under PREFIX (/usr/local); DESTDIR is honoured
	@install -d '$(DESTDIR)$(PREFIX)/bin' \
		'$(DESTDIR)$(PREFIX)/share/bash-completion/completions' \
		'$(DESTDIR)$(PREFIX)/share/zsh/site-functions' \
		'$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d'
	@install -m 755 $(BIN) '$(DESTDIR)$(PREFIX)/bin/genba'
	@install -d '$(DESTDIR)$(PREFIX)/share/man/man1'
	@install -m 644 docs/man/*.1 '$(DESTDIR)$(PREFIX)/share/man/man1/'
	@install -m 644 completions/genba.bash '$(DESTDIR)$(PREFIX)/share/bash-completion/completions/genba'
	@install -m 644 completions/_genba '$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_genba'
	@install -m 644 completions/genba.fish '$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/genba.fish'

.PHONY: demo
demo: build ## run docs/demo.sh against the sandbox
	@PATH="$(CURDIR)/bin:$$PATH" $(BIN) sandbox run --seed 1 -- sh docs/demo.sh

.PHONY: demo-doc
demo-doc: build ## write docs/demo.md, what make demo shows
	@PATH="$(CURDIR)/bin:$$PATH" $(BIN) sandbox run --seed 1 -- sh docs/demo.sh markdown >$(DEMO).new || { rm -f $(DEMO).new; exit 1; }
	@mv $(DEMO).new $(DEMO)

## Testing

.PHONY: test
test: ## run the whole test suite
	@$(GO) test -shuffle=on -timeout 10m ./...

.PHONY: race
race: ## run the concurrent rooms' tests under the race detector (needs a C compiler)
	@CGO_ENABLED=1 $(GO) test -race -timeout 5m $(CONCURRENT)

.PHONY: fuzz
fuzz: ## run every fuzz test for FUZZTIME (30s)
	@grep -rEo --include='*_test.go' '^func Fuzz[A-Za-z0-9_]*' . | while IFS=: read -r file func; do \
		$(GO) test -run '^$$' -fuzz "^$${func#func }$$" -fuzztime $(FUZZTIME) "$$(dirname "$$file")" </dev/null || exit 1; \
	done

.PHONY: bench
bench: build ## measure the rooms (BENCH=regexp), then genba against curl, jq, iconv (BENCHFLAGS)
	@$(GO) test -run '^$$' -bench '$(BENCH)' -benchmem ./pkg/... | { grep -v -e 'no test files' -e '^PASS$$' -e '^ok ' || true; }
	@$(GO) run ./internal/bench -genba $(BIN) $(BENCHFLAGS)

## Checking

.PHONY: check
check: ## everything CI does
	@bash .ci/run

.PHONY: fmt
fmt: lint-program ## format the Go files
	@PATH="$(CURDIR)/bin:$$PATH"; golangci-lint fmt

.PHONY: vet
vet: ## go vet
	@$(GO) vet ./...

# A golangci-lint of the pinned version on PATH is used; otherwise it is built into bin/ once.
.PHONY: lint-program
lint-program:
	@is_pinned() { "$$1" version 2>/dev/null | grep -qF 'version $(LINT_VERSION) '; }; \
	is_pinned golangci-lint || is_pinned '$(CURDIR)/bin/golangci-lint' || { \
		echo 'installing golangci-lint $(LINT_VERSION) into bin/'; \
		GOBIN='$(CURDIR)/bin' $(GO) install $(LINT_MODULE)@v$(LINT_VERSION); \
	}

.PHONY: lint
lint: lint-program ## run golangci-lint; it also wants the format of make fmt
	@PATH="$(CURDIR)/bin:$$PATH"; golangci-lint config verify && golangci-lint run ./...

.PHONY: goreleaser
goreleaser: # a goreleaser on PATH is used; otherwise it is built into bin/ once
	@command -v goreleaser >/dev/null || [ -x bin/goreleaser ] || { \
		echo 'installing goreleaser $(GORELEASER_VERSION) into bin/'; \
		GOBIN='$(CURDIR)/bin' $(GO) install github.com/goreleaser/goreleaser/v2@v$(GORELEASER_VERSION); \
	}

.PHONY: snapshot
snapshot: goreleaser ## build a release's archives, packages, checksums and bills of materials into dist/
	@PATH="$$PATH:$(CURDIR)/bin"; goreleaser check && goreleaser release --snapshot --clean

# It has the schemas of Kubernetes in itself.
.PHONY: manifests
manifests: ## check docs/kubernetes.yaml against the schemas of Kubernetes
	@[ -x bin/kubectl-validate ] || GOBIN='$(CURDIR)/bin' $(GO) install sigs.k8s.io/kubectl-validate@v$(VALIDATE_VERSION)
	@bin/kubectl-validate --version $(KUBERNETES) docs/kubernetes.yaml

## Other

.PHONY: clean
clean: ## remove what was built
	@rm -rf $(BIN) bin/sbom bin/image dist coverage.*

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^## / { printf "\n%s\n", substr($$0, 4) } /^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
