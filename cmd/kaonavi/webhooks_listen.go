package kaonavi

import (
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/genba-cli/genba/cmd/internal/cli"
	"github.com/genba-cli/genba/pkg/keep/credential"
	"github.com/genba-cli/genba/pkg/keep/spool"
	"github.com/genba-cli/genba/pkg/say"
	"github.com/genba-cli/genba/pkg/say/fault"
	"github.com/genba-cli/genba/pkg/vendors/kaonavi/v2/hook"
)

const (
	slowRequest = 10 * time.Second // a request that takes longer to arrive is given up
	lastAnswers = 3 * time.Second  // how long requests under way may take at the end
)

func (t *tree) webhookListen() *cobra.Command {
	var address, secretFile string
	c := &cobra.Command{
		Use: "listen [--listen ADDR] [--secret-file FILE]", Short: "Print what Kaonavi tells of changes, until interrupted", Args: cli.NoArgs,
		Long: `Take the requests of a webhook (Kaonavi v2 POST /webhook makes one), and print each event as a line of NDJSON on stdout,
as Kaonavi sent it:
{"event":"member_updated","event_time":"2025-06-30 12:00:00","member_data":[{"code":"A0001"}]}

Kaonavi wants an https address that the internet reaches: put a reverse proxy before it (docs/kaonavi.md). Any path is taken,
by POST alone. --secret-file has the webhook's secret_token: a request with another one, or none, gets 401. Without
--secret-file whoever reaches the address can invent events, so it has to be on this machine's loopback then.

Kaonavi is answered as soon as the event is on the disk, whatever becomes of stdout. There it waits until it is written to
stdout, also over a restart with the same ADDR. An event that comes again within 7 days is printed once. After a crash the
last event may be printed once more.`,
		Example: `  genba kaonavi webhooks listen --secret-file webhook.secret
  genba kaonavi webhooks listen --listen 127.0.0.1:8090 --secret-file webhook.secret | ./on-change.sh`,
		RunE: func(c *cobra.Command, _ []string) error { return t.listen(c.Context(), address, secretFile) },
	}
	c.Flags().StringVar(&address, "listen", "127.0.0.1:8080", "address; port 0 takes a free one")
	c.Flags().StringVar(&secretFile, "secret-file", "", "file with the webhook's secret_token on one line; - is standard input")
	_ = c.RegisterFlagCompletionFunc("listen", cobra.NoFileCompletions)
	return t.v2(c)
}

func (t *tree) listen(ctx context.Context, address, secretFile string) error {
	if form := t.Flags.Output; form != "" && form != "ndjson" {
		return fault.Errorf(fault.Usage, "webhooks listen prints ndjson alone, not %s", form)
	}
	var secret string
	if secretFile != "" {
		var err error
		if secret, err = t.ReadSecretFile(ctx, "--secret-file", secretFile); err != nil {
			return err
		}
	}
	listener, err := listenOn(ctx, address, secret != "")
	if err != nil {
		return err
	}
	defer listener.Close()
	data := credential.DataDir(t.Getenv)
	if data == "" {
		return fault.New(fault.Usage, "there is no folder in which events could be kept").WithHint("set GENBA_DATA_DIR")
	}
	folder := strings.NewReplacer(":", "_", "/", "_", `\`, "_").Replace(address)
	events, err := spool.Open(ctx, filepath.Join(data, "kaonavi-webhooks", folder), time.Now)
	if err != nil {
		return err
	}
	defer events.Close()
	if secret == "" {
		t.Warn("without --secret-file every request is believed")
	}
	if n, err := events.Waiting(); err == nil && n > 0 {
		t.Warn("%d {event from before was not printed yet; it comes|events from before were not printed yet; they come} first", n)
	}
	t.Tell("listening on http://%s; Ctrl-C ends it", listener.Addr())
	return t.receive(ctx, listener, events, secret)
}

// listenOn opens the address. One that others than this machine reach needs a secret.
func listenOn(ctx context.Context, address string, secret bool) (net.Listener, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fault.Errorf(fault.Usage, "cannot listen on %s: %w", address, err).WithHint("another program may hold the port: --listen 127.0.0.1:8090")
	}
	if tcp, ok := listener.Addr().(*net.TCPAddr); !secret && (!ok || !tcp.IP.IsLoopback()) {
		return nil, errors.Join(fault.Errorf(fault.Usage, "%s can be reached by others than this machine, who could invent events", address).
			WithHint("--secret-file FILE, with the webhook's secret_token"), listener.Close())
	}
	return listener, nil
}

// receive takes events and prints them until ctx ends, or stdout takes no more.
func (t *tree) receive(ctx context.Context, listener net.Listener, events *spool.Spool, secret string) error {
	rejected := rejections{tell: t.Warn}
	server := &http.Server{
		Handler: &hook.Receiver{
			Secret: secret, Refused: rejected.add,
			Keep: func(event []byte) error { _, err := events.Add(event); return err },
		},
		ReadTimeout: slowRequest, ReadHeaderTimeout: slowRequest, IdleTimeout: time.Minute, ErrorLog: log.New(io.Discard, "", 0),
	}
	ended := make(chan error, 2)
	go func() { ended <- server.Serve(listener) }()
	go func() {
		// A reader that reads no more must not keep the process at the end: nobody waits for this.
		ended <- events.Read(ctx, func(event []byte) error {
			_, err := t.Streams.Out.Write(append(event, '\n'))
			if err != nil {
				return fault.Errorf(fault.Other, "cannot write to stdout: %w", err).WithHint("events that were not printed are kept for the next run")
			}
			return nil
		})
	}()
	var err error
	select {
	case err = <-ended:
	case <-ctx.Done():
		err = ctx.Err()
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastAnswers)
	defer cancel()
	if bad := server.Shutdown(stop); bad != nil {
		_ = server.Close()
	}
	return err
}

// rejections tells of requests that were not taken: of the first, the tenth, the hundredth … with one status, so that
// nobody can fill a log from outside.
type rejections struct {
	tell func(format say.Format, args ...any)

	mu    sync.Mutex
	count map[int]int
}

func (r *rejections) add(status int, why say.Text) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.count == nil {
		r.count = map[int]int{}
	}
	r.count[status]++
	for n := r.count[status]; ; n /= 10 {
		if n == 1 {
			r.tell("a request was answered with %d: %s (%d so far)", status, why, r.count[status])
		}
		if n%10 != 0 || n == 0 {
			return
		}
	}
}
