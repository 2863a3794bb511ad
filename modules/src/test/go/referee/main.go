// Command referee runs govmomi's vCenter simulator for the acceptance tests and watches what a
// client does to it: calls by method, live sessions, uploads; and misbehaves by rule.
//
// It takes vcsim's flags, prints one line of JSON when it is ready and ends when its standard input
// is closed, so that a test run that was killed leaves nothing behind.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"github.com/vmware/govmomi/simulator"
)

// ready is the one line on standard output.
type ready struct {
	URL        string `json:"url"`
	Control    string `json:"control"`
	Thumbprint string `json:"thumbprint,omitempty"`
	CA         string `json:"ca,omitempty"`
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("referee: ")

	model, hook, err := modelFrom(os.Args[1:])
	if err != nil {
		log.Fatal(err)
	}
	server := model.Service.NewServer()
	g := newGate(model.Service.Context, hook, server.Config.Handler)
	// The address is not known to anybody yet, so no request can be under way.
	server.Config.Handler = g

	line := ready{URL: server.URL.String()}
	if server.TLS != nil {
		line.Thumbprint = server.CertificateInfo().ThumbprintSHA256
		if line.CA, err = server.CertificateFile(); err != nil {
			log.Fatal(err)
		}
	}
	if line.Control, err = serveControl(g); err != nil {
		log.Fatal(err)
	}
	out, err := json.Marshal(line)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(out))

	waitForTheEnd()
	// server.Close would wait for the long polls that are under way
	model.Remove()
	removeStores()
	if line.CA != "" {
		_ = os.Remove(line.CA)
	}
}

// serveControl opens the control port on loopback and returns its URL.
func serveControl(g *gate) (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	go func() { log.Fatal(http.Serve(listener, g.control())) }()
	return "http://" + listener.Addr().String(), nil
}

// waitForTheEnd returns when standard input is closed or a signal asks for the end.
func waitForTheEnd() {
	end := make(chan os.Signal, 1)
	signal.Notify(end, os.Interrupt, syscall.SIGTERM)
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		end <- syscall.SIGTERM
	}()
	<-end
}

// live is a fresh context on the simulator's inventory: locks are held on behalf of a context, so
// two activities must not share one.
func live(c *simulator.Context) *simulator.Context {
	fresh := *c
	return &fresh
}
